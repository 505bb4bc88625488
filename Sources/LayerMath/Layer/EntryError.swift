/// What is wrong with entered numbers: one sentence that says what, where, and what would be right.
package struct EntryError: Error, Equatable, Sendable {
  package let message: String

  package init(_ message: String) { self.message = message }

  /// The same error said of a named part: `W: row 2 has …`.
  package func named(_ part: String) -> EntryError { EntryError("\(part): \(message)") }
}
