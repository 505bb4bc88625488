/// Signs that Tab puts for the beginning of their names.
package enum SheetSymbols {
  private static let all: [(name: String, sign: String)] = [
    ("partial", "∂"), ("delta", "δ"), ("sum", "Σ_"), ("odot", "⊙"), ("sigma", "σ"), ("leq", "≤"), ("neq", "≠"),
    ("geq", "≥"), ("transpose", "^T"), ("otherwise", "otherwise"),
  ]

  /// The sign that a word before the cursor begins: `par` for ∂; `nil` where none, or several.
  package static func completion(of text: String) -> (count: Int, sign: String)? {
    let word = text.reversed().prefix { $0.isASCII && $0.isLetter }.reversed()
    guard word.count > 1 else { return nil }
    let found = all.filter { $0.name.hasPrefix(String(word)) }
    return found.count == 1 ? (word.count + (text.hasSuffix("\\" + String(word)) ? 1 : 0), found[0].sign) : nil
  }

  package static var help: String {
    all.map { "\($0.name.prefix(3)) \($0.sign)" }.joined(separator: "  ")
  }
}
