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
  case rectifier
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

  enum Keyword: String, CaseIterable { case `if`, then, `else`, otherwise, and, or, not }
}
