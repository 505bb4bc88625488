/// A question about one unit, `y = \sigma(w^T x + b)`, read as a layer with one row.
enum SingleUnit {
  /// The formulas with `Wx` for `w^T x`; `nil` where none has it, so that nothing says that there is one unit.
  static func renamed(_ formulas: [LessonFormula]) -> [LessonFormula]? {
    var isFound = false
    let renamed = formulas.map { formula -> LessonFormula in
      var latex = formula.latex
      for bold in ["\\mathbf{w}", "\\boldsymbol{w}", "\\bm{w}", "\\vec{w}"] { latex = latex.replacing(bold, with: "w") }
      for bold in ["\\mathbf{x}", "\\boldsymbol{x}", "\\bm{x}", "\\vec{x}"] { latex = latex.replacing(bold, with: "x") }
      for product in [
        "w^{\\top} x", "w^\\top x", "w^{T} x", "w^T x", "w^{\\top}x", "w^{T}x", "w^Tx", "w \\cdot x", "w^\\top{x}",
      ]
      where latex.contains(product) {
        latex = latex.replacing(product, with: "W x")
        isFound = true
      }
      return LessonFormula(latex)
    }
    return isFound ? renamed : nil
  }

  /// `w`, `w \in \mathbb{R}^n`, `b \in \mathbb{R}`, `t \in \{0, 1\}`, `y \in \mathbb{R}`: what things are called, and which numbers
  /// they may be.
  static func isNaming(_ formula: LessonFormula) -> Bool {
    let bare = QuestionFormula.bare(formula.latex)
    return ["w", "b", "t", "y", "z", "s", "w,b", "w_j", "x_j"].contains(bare)
      || ["w\\in\\mathbbR^n", "b\\in\\mathbbR", "y\\in\\mathbbR", "z\\in\\mathbbR", "s\\in\\mathbbR"].contains(bare)
  }
}
