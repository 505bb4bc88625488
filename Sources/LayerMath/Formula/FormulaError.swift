/// What is wrong with a formula, and where: the sentence says what would be right.
package struct FormulaError: Error, Equatable, Sendable {
  package let message: String
  /// Counted in characters from 1.
  package let column: Int
  let kind: Kind
  /// What the writer may have meant; it becomes part of the message only once it is known to be right (`hinting`).
  let hint: Hint?

  /// Whether the letters of an equation's sides do not fit.
  package var isAboutLetters: Bool { kind == .letters }

  /// What an error says of other layers.
  enum Kind: Equatable, Sendable {
    case any
    /// An index is larger than the array: another layer may have that entry.
    case indexBeyond
    /// The letters of an equation's sides do not fit, which no other layer mends.
    case letters
  }

  enum Hint: Equatable, Sendable {
    /// One of these in place of a part of the formula, the first that fits, between two pieces of a sentence.
    case formulas(instead: Formula, [Formula], before: String, after: String, otherwise: String)
    /// A word in place of the one of that length at the column.
    case word(String, length: Int, otherwise: String)
  }

  package init(_ message: String, column: Int) { self.init(message, column: column, kind: .any) }

  init(_ message: String, column: Int, kind: Kind, hint: Hint? = nil) {
    self.message = message
    self.column = column
    self.kind = kind
    self.hint = hint
  }

  /// The same error in a text that has `count` characters before it.
  package func shifted(by count: Int) -> FormulaError { FormulaError(message, column: column + count, kind: kind) }

  /// The error with the first hint that passes, one that fits closely before others.
  func hinting(_ passes: (_ part: Formula, _ candidate: Formula, _ isClose: Bool) -> Bool) -> FormulaError {
    guard case .formulas(let instead, let candidates, let before, let after, let otherwise)? = hint else { return self }
    // What is printed is what will be entered, so that is what must be right.
    let readable = candidates.filter { (try? FormulaParser.formula($0.ascii)) == $0 }
    let right = readable.first { passes(instead, $0, true) } ?? readable.first { passes(instead, $0, false) }
    let help = right.map { "\(before)`\($0.ascii)`\(after)" } ?? otherwise
    return FormulaError(message + help, column: column, kind: kind)
  }
}
