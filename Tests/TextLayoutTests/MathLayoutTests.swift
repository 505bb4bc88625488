import TestSupport
import Testing
import TextLayout

private func drawn(_ latex: String, width: Int? = nil) throws -> [String] {
  trimmed(MathLayout.display(try LaTeXParser.parse(latex), width: width).lines)
}

@Suite struct MathLayoutTests {
  @Test func aNestedScriptGoesToAFurtherRow() throws {
    #expect(try drawn("x^{2^n}") == ["  n", " 2", "x"])
  }

  @Test func aScriptUsesGlyphsOnlyIfEveryCharacterHasOne() throws {
    #expect(try drawn("W_{kj}^T") == ["Wₖⱼᵀ"])
    #expect(try drawn(#"\delta_y"#) == ["δ", " y"])
    #expect(try drawn("x_{1,2}") == ["x", " 1,2"])
    // δ_x has a glyph, but beside δ_y both are drawn alike.
    #expect(try drawn(#"\delta_x + \delta_y"#) == ["δ  + δ", " x    y"])
  }

  @Test func unaryMinusIsTightAndBinaryMinusIsNot() throws {
    #expect(try drawn("-x - (-y) = -1") == ["−x − (−y) = −1"])
  }

  @Test func oneMatrixHasOnePolicyForScripts() throws {
    #expect(try drawn(#"\begin{bmatrix} x_1 & x_2 \end{bmatrix}"#) == ["[ x₁  x₂ ]"])
    #expect(try drawn(#"\begin{bmatrix} x_1 & x_q \end{bmatrix}"#) == ["⎡ x   x  ⎤", "⎣  1   q ⎦"])
  }

  @Test func threeCasesKeepTheTipOnTheBaseline() throws {
    let box = MathLayout.display(try LaTeXParser.parse(#"\begin{cases} a & b \\ c & d \\ e & f \end{cases}"#))
    #expect(trimmed(box.lines) == ["⎧ a   b", "⎪", "⎨ c   d", "⎪", "⎩ e   f"])
    #expect(box.baseline == 2)
  }

  /// Found by the fuzzer: an index taller than what stands under the root.
  @Test func aTallIndexLiftsItsRoot() throws {
    #expect(try drawn(#"\sqrt[n^{2^m}]{x}"#) == ["  m", " 2", "n  ┌─", "  √│x"])
  }

  @Test func whatCannotBeDrawnStaysVisibleAsSource() throws {
    let node = try LaTeXParser.parse(#"1 + \foo{x} = y"#)
    #expect(node.undrawable == [#"\foo{x}"#])
    #expect(try drawn(#"1 + \foo{x} = y"#) == [#"1 + \foo{x} = y"#])
  }

  @Test func linesBreakBeforeRelationsAndBinaryOperators() throws {
    #expect(try drawn("a + b = c + d", width: 7) == ["a + b", "  = c", "  + d"])
    #expect(try drawn("(a + b)", width: 3) == ["(a + b)"], "inside brackets nothing breaks")
  }

  @Test(arguments: [
    (#"\frac{a}"#, 9, #"`\frac` lacks its argument; add {…}"#), ("{x", 1, "`{` is never closed; add `}`"),
    ("x}", 2, "`}` closes nothing; remove it or open a group"),
    (#"\begin{cases} a"#, 1, #"`\begin{cases}` is never closed; add `\end{cases}`"#),
    (#"\begin{bmatrix} a \end{cases}"#, 19, #"`\begin{bmatrix}` is closed by `\end{cases}`; use one name"#),
    ("x_1_2", 4, "a second subscript; group with braces"), (#"\left( x"#, 1, #"`\left` is never closed; add `\right`"#),
  ])
  func malformedFormulasNameColumnAndRemedy(latex: String, column: Int, message: String) throws {
    let error = #expect(throws: LaTeXError.self) { try LaTeXParser.parse(latex) }
    #expect(error?.column == column && error?.message == message)
  }

  @Test func deepNestingIsRefusedNotOverflown() throws {
    let deep = String(repeating: "{", count: 300) + "x" + String(repeating: "}", count: 300)
    let error = #expect(throws: LaTeXError.self) { try LaTeXParser.parse(deep) }
    #expect(error?.message == "nested deeper than 200 levels")
    let allowed = String(repeating: "{", count: 150) + "x" + String(repeating: "}", count: 150)
    #expect(try drawn(allowed) == ["x"])
    let scripts = String(repeating: "x^", count: 5000) + "x"
    #expect(throws: LaTeXError.self) { try LaTeXParser.parse(scripts) }
  }

  @Test(arguments: [
    (#"\delta_x = W^T (\delta_y \odot f'(s))"#, "δ_x = Wᵀ(δ_y ⊙ f′(s))"), (#"\frac{\partial L}{\partial x}"#, "∂L/∂x"),
    (#"W \in \mathbb{R}^{K \times n}"#, "W ∈ ℝ^(K×n)"), (#"\frac{a + b}{2 c}"#, "(a + b)/(2c)"),
    (#"\delta_{y, k}"#, "δ_(y,k)"), (#"\sum_{j=1}^n W_{kj} x_j"#, "∑ⱼ₌₁ⁿ Wₖⱼxⱼ"),
  ])
  func inlineFormulasAreOneRowAndKeepTheirMeaning(latex: String, expected: String) throws {
    #expect(InlineMath.text(try LaTeXParser.parse(latex)) == expected)
  }
}
