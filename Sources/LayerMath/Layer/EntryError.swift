/// What is wrong with entered numbers: one sentence that says what, where, and what would be right.
package struct EntryError: Error, Equatable, Sendable {
  package let message: String

  package init(_ message: String) { self.message = message }

  /// The same error said of a named part: `W: row 2 has …`.
  package func named(_ part: String) -> EntryError { EntryError("\(part): \(message)") }

  /// Of characters that take no room, which web pages and word processors leave in what is copied from them (general
  /// category Cf: zero-width blanks, soft hyphens, marks of direction); `nil` where there is none.
  static func invisible(in text: String) -> EntryError? {
    guard text.utf8.contains(where: { $0 > 0x7F }) else { return nil }
    let scalars = text.unicodeScalars
    guard let place = scalars.firstIndex(where: { $0.properties.generalCategory == .format }) else { return nil }
    let before = String(String.UnicodeScalarView(scalars[..<place].suffix(12)))
    let code = String(scalars[place].value, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
    return EntryError(
      "there is an invisible character (\(name)) " + (before.isEmpty ? "at the start" : "after `\(before)`")
        + "; type the number anew")
  }
}
