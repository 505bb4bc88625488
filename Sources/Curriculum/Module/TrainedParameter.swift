import LayerMath

/// The letter of an activation that a question says is trained: "where `$a \\in \\mathbb{R}$` is a trainable parameter".
enum TrainedParameter {
  /// As the question writes it, `a` or `\\alpha`; `nil` where the words do not join one letter alone to it.
  static func letter(_ paragraphs: [[Inline]]) -> String? {
    var found: Set<String> = []
    for inlines in paragraphs {
      for (place, inline) in inlines.enumerated() {
        guard let latex = inline.formula?.latex, let letter = named(latex) else { continue }
        let textBefore = inlines[..<place].reversed().prefix { $0.formula == nil }.reversed().map(\.text).joined()
        let textBehind = inlines[(place + 1)...].prefix { $0.formula == nil }.map(\.text).joined()
        // No further than its own sentence.
        let ends: Set<Character> = [".", ";", ":"]
        let before = words(String(textBefore.reversed().prefix { !ends.contains($0) }.reversed()))
        let behind = words(String(textBehind.prefix { !ends.contains($0) }))
        // "$a$ is a trainable parameter", "a learnable slope $a$"
        let isSaidBehind =
          ["is", "a", "are", "being"].contains(behind.first ?? "")
          && behind.prefix(5).contains(where: trained.contains) && !behind.prefix(5).contains("not")
        let isSaidBefore =
          before.suffix(4).contains(where: trained.contains) && before.last.map(nouns.contains) ?? false
        // A vector, a matrix or something of the layer is no number that all units share.
        if ["is", "are", ","].contains(behind.first ?? ""), behind.contains(where: others.contains) { return nil }
        if let word = behind.firstIndex(where: trained.contains), isSaidBehind,
          let noun = behind[(word + 1)...].first(where: {
            !["real", "positive", "single", "scalar", "shared"].contains($0)
          }),
          word < 6, !nouns.contains(noun), !["and", "that", "which", "shared"].contains(noun)
        {
          return nil
        }
        if isSaidBehind || isSaidBefore { found.insert(letter) }
      }
    }
    return found.count == 1 ? found.first : nil
  }

  /// Whether a formula says no more than the letter, and perhaps which numbers it may be.
  static func isNamed(_ formula: LessonFormula, _ letter: String) -> Bool { named(formula.latex) == letter }

  private static func named(_ latex: String) -> String? {
    let bare = QuestionFormula.bare(latex)
    let letter = bare.hasPrefix("\\alpha") ? "\\alpha" : bare.hasPrefix("\\beta") ? "\\beta" : String(bare.prefix(1))
    guard letter.first == "\\" || ["a", "c", "p", "α", "β", "γ", "λ"].contains(letter) else { return nil }
    let rest = bare.dropFirst(letter.count)
    let isSpace = ["\\in\\mathbbR", "\\inR", "\\in\\R", ">0", "\\in\\mathbbR^+"].contains(String(rest))
    return rest.isEmpty || isSpace ? letter : nil
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init)
  }

  private static let trained: Set<String> = ["trainable", "trained", "learnable", "learned", "learnt"]
  private static let others: Set<String> = [
    "vector", "matrix", "input", "inputs", "output", "outputs", "bias", "weight", "weights", "function", "units",
    "unit",
  ]
  private static let nouns: Set<String> = ["parameter", "slope", "scalar", "coefficient", "number", "constant"]
}
