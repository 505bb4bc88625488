extension StringProtocol {
  /// The text with one character in place of another: hyphen and typographic minus.
  package func swapping(_ old: Character, for new: Character) -> String { String(map { $0 == old ? new : $0 }) }
}
