/// A word of a formula, the same for all of its spellings.
enum FormulaToken: Equatable {
  case number(Rational)
  case literal(Matrix<Rational>)
  case constant(Formula.Constant)
  case quantity(Quantity)
  case index(String)
  case function(Formula.Function)
  case squareRoot
  /// `outer(a, b)`, `a ⊗ b`
  case outer
  /// `transpose(W)`
  case transposition
  /// `relu(s)`, `sigmoid(s)`: a function that stands for its formula.
  case shorthand(Shorthand)
  /// `where(condition, a, b)`
  case choice
  case `operator`(Formula.Operator)
  case relation(Formula.Relation)
  /// `_kj`, `[k, j]`, `₂₁`: the indices as written, separators kept.
  case lowered(String)
  case caret
  /// `⁻¹`
  case raised(Int)
  case transpose
  case prime
  case sum
  case kroneckerOrMessage
  case partial
  /// `∇`
  case nabla
  /// `L`, of which only derivatives can be written.
  case loss
  case fraction
  case open(Character)
  case close(Character)
  case bar
  case comma
  case semicolon
  case ampersand
  case rowBreak
  case beginCases
  case endCases
  case keyword(Keyword)
  case end

  enum Shorthand: String, CaseIterable { case relu, sigmoid, tanh, softplus }

  enum Keyword: String, CaseIterable { case `if`, then, `else`, otherwise, and, or, not }
}
