/// What is wrong with a formula, and where: the sentence says what would be right.
package struct FormulaError: Error, Equatable, Sendable {
  package let message: String
  /// Counted in characters from 1.
  package let column: Int
  let kind: Kind
  /// What the writer may have meant; it becomes part of the message only once it is known to be right (`hinting`).
  let hint: Hint?

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

/// The name a writer most likely meant.
package enum NearestName {
  /// The nearest of `names` within one change for short words and two for longer ones, or `limit`; `nil` where none is
  /// near.
  ///
  /// A change is a letter more, less, other or swapped with its neighbour (Damerau 1964). A single letter is near to
  /// everything, so it has no nearest name.
  package static func of(_ word: String, in names: [String], limit: Int? = nil) -> String? {
    let word = Array(word.lowercased())
    guard (2...32).contains(word.count) else { return nil }
    let limit = limit ?? (word.count > 4 ? 2 : 1)
    let near = names.map { (name: $0, distance: distance(word, Array($0.lowercased()))) }
      .filter { $0.distance <= limit }
    guard let nearest = near.min(by: { $0.distance < $1.distance }) else { return nil }
    // Of two letters one is wrong: several names are as near, and none of them is meant more than the others.
    let isAmbiguous = word.count == 2 && near.count { $0.distance == nearest.distance } > 1
    return isAmbiguous ? nil : nearest.name
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, beforeLast[j - 2] + 1) }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
