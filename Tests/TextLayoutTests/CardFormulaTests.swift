import TestSupport
import Testing
import TextLayout

/// One formula of the exam card: its LaTeX, the row of its baseline, and how it must be drawn.
struct Picture: CustomTestStringConvertible, Sendable {
  let name: String
  let latex: String
  let baseline: Int
  let lines: [String]

  init(_ name: String, _ latex: String, baseline: Int, _ picture: String) {
    self.name = name
    self.latex = latex
    self.baseline = baseline
    lines = picture.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  var testDescription: String { name }

  // swift-format-ignore
  static let all = [
    Picture(
      "elu",
      #"""
      f(x) = \begin{cases} x & \text{if } x > 0 \\ \exp(x) - 1 & \text{if } x \le 0 \end{cases}
      """#, baseline: 1,
      """
             ⎧ x            if x > 0
      f(x) = ⎨
             ⎩ exp(x) − 1   if x ≤ 0
      """),
    Picture(
      "weighted sum",
      #"""
      s_k = \sum_{j=1}^n W_{kj} x_j
      """#, baseline: 1,
      """
            n
      sₖ =  ∑  Wₖⱼxⱼ
           j=1
      """),
    Picture(
      "output",
      #"""
      y_k = \begin{cases} s_k & \text{if } s_k > 0 \\ \exp(s_k) - 1 & \text{if } s_k \le 0 \end{cases}
      """#, baseline: 1,
      """
           ⎧ sₖ            if sₖ > 0
      yₖ = ⎨
           ⎩ exp(sₖ) − 1   if sₖ ≤ 0
      """),
    Picture(
      "slope",
      #"""
      \frac{\partial y_k}{\partial s_k} = f'(s_k) = \begin{cases} 1 & \text{if } s_k > 0 \\ \exp(s_k) & \text{if } s_k \le 0 \end{cases}
      """#, baseline: 1,
      """
      ∂yₖ            ⎧ 1         if sₖ > 0
      ─── = f′(sₖ) = ⎨
      ∂sₖ            ⎩ exp(sₖ)   if sₖ ≤ 0
      """),
    Picture(
      "chain rule",
      #"""
      \frac{\partial L}{\partial x_j} = \sum_{k=1}^K \frac{\partial L}{\partial y_k} \frac{\partial y_k}{\partial s_k} \frac{\partial s_k}{\partial x_j}
      """#, baseline: 1,
      """
      ∂L     K  ∂L  ∂yₖ ∂sₖ
      ─── =  ∑  ─── ─── ───
      ∂xⱼ   k=1 ∂yₖ ∂sₖ ∂xⱼ
      """),
    Picture(
      "message to x",
      #"""
      \delta_{x, j} = \sum_{k=1}^K \delta_{y, k} \cdot f'(s_k) \cdot W_{kj}
      """#, baseline: 1,
      """
              K
      δ    =  ∑  δ    · f′(sₖ) · Wₖⱼ
       x,j   k=1  y,k
      """),
    Picture(
      "chain rule for W",
      #"""
      \frac{\partial L}{\partial W_{kj}} = \frac{\partial L}{\partial y_k} \frac{\partial y_k}{\partial s_k} \frac{\partial s_k}{\partial W_{kj}}
      """#, baseline: 1,
      """
       ∂L    ∂L  ∂yₖ ∂sₖ
      ──── = ─── ─── ────
      ∂Wₖⱼ   ∂yₖ ∂sₖ ∂Wₖⱼ
      """),
    Picture(
      "message to W",
      #"""
      \delta_{W, kj} = \delta_{y, k} \cdot f'(s_k) \cdot x_j
      """#, baseline: 0,
      """
      δ     = δ    · f′(sₖ) · xⱼ
       W,kj    y,k
      """),
    Picture(
      "n",
      #"""
      n
      """#, baseline: 0,
      """
      n
      """),
    Picture(
      "K",
      #"""
      K
      """#, baseline: 0,
      """
      K
      """),
    Picture(
      "x in R^n",
      #"""
      x \in \mathbb{R}^n
      """#, baseline: 0,
      """
      x ∈ ℝⁿ
      """),
    Picture(
      "W in R^{K×n}",
      #"""
      W \in \mathbb{R}^{K \times n}
      """#, baseline: 1,
      """
           K×n
      W ∈ ℝ
      """),
    Picture(
      "linear layer",
      #"""
      s = Wx
      """#, baseline: 0,
      """
      s = Wx
      """),
    Picture(
      "activation",
      #"""
      y = f(s)
      """#, baseline: 0,
      """
      y = f(s)
      """),
    Picture(
      "dL/dx",
      #"""
      \frac{\partial L}{\partial x}
      """#, baseline: 1,
      """
      ∂L
      ──
      ∂x
      """),
    Picture(
      "upstream gradient",
      #"""
      \delta_y = \frac{\partial L}{\partial y}
      """#, baseline: 1,
      """
           ∂L
      δ  = ──
       y   ∂y
      """),
    Picture(
      "vector form",
      #"""
      \delta_x = W^T (\delta_y \odot f'(s))
      """#, baseline: 0,
      """
      δ  = Wᵀ(δ  ⊙ f′(s))
       x       y
      """),
    Picture(
      "dsk/dWkj",
      #"""
      \frac{\partial s_k}{\partial W_{kj}} = x_j
      """#, baseline: 1,
      """
      ∂sₖ
      ──── = xⱼ
      ∂Wₖⱼ
      """),
  ]
}

@Suite struct CardFormulaTests {
  @Test(arguments: Picture.all)
  func isDrawnRight(_ picture: Picture) throws {
    let box = MathLayout.display(try LaTeXParser.parse(picture.latex))
    #expect(difference(trimmed(box.lines), picture.lines) == nil)
    #expect(box.baseline == picture.baseline)
    #expect(box.lines.allSatisfy { CharacterWidth.columns($0) == box.width }, "all rows are equally wide")
  }

  @Test func everyBarIsAsWideAsTheWiderOfItsParts() throws {
    let box = MathLayout.display(try LaTeXParser.parse(#"\frac{a + b}{c} \frac{1}{x_{kj}}"#))
    #expect(trimmed(box.lines) == ["a + b  1", "───── ───", "  c   xₖⱼ"])
  }

  @Test func theSameInputGivesTheSameBox() throws {
    for picture in Picture.all {
      let first = MathLayout.display(try LaTeXParser.parse(picture.latex))
      #expect(first == MathLayout.display(try LaTeXParser.parse(picture.latex)))
      #expect(first.lines.joined().unicodeScalars.allSatisfy { CharacterWidth.columns($0) > 0 }, "no control bytes")
    }
  }
}
