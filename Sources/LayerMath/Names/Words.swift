/// `1 entry`, `3 entries`.
func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }

extension String {
  package var trimmingSpaces: String {
    var body = self[...]
    while body.first?.isWhitespace == true { body.removeFirst() }
    while body.last?.isWhitespace == true { body.removeLast() }
    return String(body)
  }
}

extension StringProtocol {
  /// The text with one character in place of another: hyphen and typographic minus.
  package func swapping(_ old: Character, for new: Character) -> String { String(map { $0 == old ? new : $0 }) }
}
