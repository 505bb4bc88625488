import TestSupport
import Testing
import TextLayout

private func drawn(_ latex: String, width: Int? = nil) throws -> [String] {
  trimmed(MathLayout.display(try LaTeXParser.parse(latex), width: width).lines)
}

@Suite struct MathLayoutTests {
  @Test func marksStandOverAnything() throws {
    let marks = [
      "hat", "bar", "tilde", "vec", "dot", "ddot", "check", "widehat", "widetilde", "widecheck", "overline",
      "underline", "cancel", "sout", "overbrace", "underbrace", "boxed", "overrightarrow", "mathring", "acute",
    ]
    let plain = ["", "~", #"\,"#, #"\!"#, #"\text{}"#, #"\mathbf{}"#, "x", #"\!("#, "ab", #"\phantom{x}"#, "漢"]
    let marked = marks.map { "\\\($0){x}" }
    let bodies = plain + marked + marks.flatMap { mark in ["", "~"].map { "\\\(mark){\($0)}" } }
    for mark in marks {
      for body in bodies {
        for script in ["", "_a", "^b"] {
          let latex = "\\\(mark){\(body)}\(script)"
          let node = try LaTeXParser.parse(latex)
          for isASCII in [false, true] {
            let lines = MathLayout.display(node, manner: MathLayout.Manner(isASCII: isASCII)).lines
            let showsLetter = lines.joined().unicodeScalars.contains("x")
            #expect(showsLetter == (body == "x" || marked.contains(body)), "\(latex)")
          }
          _ = (InlineMath.text(node), SpokenMath.text(node))
        }
      }
    }
    #expect(try drawn(#"\widehat{\widehat{f}}"#) == ["^", "f\u{302}"])
  }

  @Test(arguments: [
    (#"\frac{1}{\frac{2}{x}}"#, "1/(2/x)"), (#"\frac{\frac{1}{2}}{x}"#, "(1/2)/x"), (#"\frac{a}{b}^2"#, "(a/b)²"),
    (#"\frac{a}{b^2}"#, "a/b²"), (#"\sin\frac{x}{2}"#, "sin (x/2)"), (#"\frac{\sin x}{2}"#, "(sin x)/2"),
    ("x_b c", "x_b c"), ("x_{bc}", "x_(bc)"), (#"\frac{\partial L}{\partial x}"#, "∂L/∂x"), (#"90^\circ"#, "90°"),
  ]) func onOneRowTheGroupingIsKept(latex: String, text: String) throws {
    #expect(InlineMath.text(try LaTeXParser.parse(latex)) == text)
  }

  /// Each level once: twice each would take 2⁴⁰ steps.
  @Test(.timeLimit(.minutes(1))) func deepFormulasAreWrittenOnOneRowAndSpoken() throws {
    func nested(_ deeper: (String) -> String) -> String { (0..<40).reduce("a") { inner, _ in deeper(inner) } }
    for latex in [
      nested { "x a_{\($0)} b" }, nested { "x^{\($0) a} a" }, nested { #"\frac{x^{\#($0)} b}{c}"# },
      nested { #"\frac{\#($0)}{x} b"# }, nested { #"\sqrt{\#($0) a} b"# },
    ] {
      let node = try LaTeXParser.parse(latex)
      #expect(!InlineMath.text(node).isEmpty && !SpokenMath.text(node).isEmpty)
    }
  }

  @Test func aDiagramInADiagramIsNoDeeperThanOtherFormulas() throws {
    let deep = (0..<900).reduce("A") { inner, _ in #"\begin{CD} {\#(inner)} \end{CD}"# }
    #expect(throws: LaTeXError.self) { try drawn(deep) }
  }

  @Test(arguments: [
    ("x_{ij}", "x_i j"), ("x_i^2", "x_{i^2}"), (#"\binom nk+1"#, #"\binom n{k+1}"#), (#"\mathcal X"#, #"\mathbb X"#),
    (#"\mathcal X"#, "X"), (#"\sqrt{a}b"#, #"\sqrt{ab}"#), ("a^b c", "a^{bc}"), ("x_n+1", "x_{n+1}"),
  ]) func whatIsDifferentIsSpokenDifferently(one: String, other: String) throws {
    #expect(try SpokenMath.text(LaTeXParser.parse(one)) != SpokenMath.text(LaTeXParser.parse(other)))
  }

  @Test func aDiagramHasItsArrowsUnderItsObjects() throws {
    let diagram = #"\begin{CD} A @>f>> B @>>> E\\ @VgVV @VVhV @| \\ C @>>k> D @= F \end{CD}"#
    #expect(
      try drawn(diagram) == [
        "      f", " A   ──→   B   ──→  E", "g↓         ↓h       ‖", " C   ──→   D   ═══  F", "      k",
      ])
    #expect(throws: LaTeXError.self) { try drawn(#"\begin{CD} A @>f>> B"#) }
    #expect(throws: LaTeXError.self) { try drawn(#"\begin{CD} A @>f> B \end{CD}"#) }
  }

  @Test func aRootsIndexKeepsApartFromWhatStandsBefore() throws {
    #expect(try drawn(#"2\sqrt[3]{y}"#) == ["  3┌─", "2 √│y"])
    #expect(try drawn(#"\sqrt[3]{y}"#) == ["3┌─", "√│y"])
  }

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

  /// A blank row stands where one row of a grid would read on into the next.
  @Test func aFractionTouchesNoRowOfItsGrid() throws {
    func rows(_ above: String, _ below: String) throws -> [String] {
      try drawn(#"\begin{matrix} \#(above) \\ \#(below) \end{matrix}"#)
    }
    #expect(try rows(#"\frac{a}{b}"#, "m") == ["a", "─", "b", "", "m"])
    #expect(try rows("m", #"\frac{a}{b}"#) == ["m", "", "a", "─", "b"])
    #expect(try rows(#"\frac{a}{b}"#, #"\frac{c}{d}"#) == ["a", "─", "b", "", "c", "─", "d"])
    #expect(try rows("m", "n") == ["m", "n"] && rows("x_q", "y") == ["x", " q", "y"])
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
    (#"\left{ x"#, 6, #"`{` is no delimiter; write `\{`"#), (#"\Big{ x"#, 5, #"`{` is no delimiter; write `\{`"#),
    (#"\Big{( x"#, 8, #"`\Big` takes one delimiter; add `}`"#),
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
