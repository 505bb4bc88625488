import LayerMath

/// What a question's words say of its letters: "input `$x$`", "`$W$` are the weights", "`$n$` inputs".
///
/// A letter that is said to be something else than here makes another module of the same formulas.
enum NamedRoles {
  /// The first letter that is said to be something else; `nil` where all fit.
  ///
  /// - Parameter targetIsY: whether the output has a hat, so that `y` is the target.
  static func contradiction(_ inlines: [Inline], targetIsY: Bool) -> String? {
    for (place, inline) in inlines.enumerated() {
      guard let latex = inline.formula?.latex else { continue }
      let bare = QuestionFormula.bare(latex)
      let isLetter = bare.count == 1 || bare.dropFirst().hasPrefix("\\in") || bare.dropFirst().hasPrefix("_")
      guard isLetter, let letter = bare.first else { continue }
      let before = place > 0 && inlines[place - 1].formula == nil ? words(inlines[place - 1].text) : []
      let behind = place + 1 < inlines.count && inlines[place + 1].formula == nil ? words(inlines[place + 1].text) : []
      func fits(_ word: String) -> Bool {
        guard let letters = roles[word] else { return true }
        if targetIsY, ["target", "targets", "label"].contains(word) { return letter == "y" }
        if targetIsY, letter == "y" { return false }
        return letters.contains(letter)
      }
      // Behind a comma something else begins.
      let isBeside = place > 0 && inlines[place - 1].text.last { !$0.isWhitespace }?.isLetter ?? false
      if isBeside, let word = before.last, !fits(word) { return "\(word) \(letter)" }
      // "$n$ inputs", "$K$ units"
      if let word = behind.first, ["n", "K"].contains(letter),
        letter == "n" ? ["outputs", "units"].contains(word) : ["inputs"].contains(word)
      {
        return "\(letter) \(word)"
      }
      guard let verb = behind.first, ["is", "are", "denotes", "denote"].contains(verb) else { continue }
      let rest = behind.dropFirst().drop { ["the", "a", "an", "its", "here"].contains($0) }
      // "$t$ denotes $x$"
      guard let word = rest.first else {
        if place + 2 < inlines.count, inlines[place + 2].formula != nil, "xysztWwb".contains(letter) {
          return "\(letter) \(verb)"
        }
        continue
      }
      if !fits(word) { return "\(letter) \(verb) \(word)" }
      if letter == "t", ["parameter", "parameters", "trained", "trainable"].contains(word) {
        return "\(letter) \(verb) \(word)"
      }
      if word == "number", let of = rest.dropFirst(2).first,
        letter == "n" && ["units", "outputs"].contains(of) || letter == "K" && of == "inputs"
      {
        return "\(letter) \(verb) the number of \(of)"
      }
    }
    return nil
  }

  /// Letters that may be called so.
  private static let roles: [String: Set<Character>] = {
    let outputs: Set<Character> = ["y", "z", "h", "o", "a", "u", "v", "g", "\\", "K", "p"]
    return [
      "input": ["x"], "inputs": ["x", "n"], "output": outputs, "outputs": outputs, "weight": ["w", "W"],
      "weights": ["w", "W"], "bias": ["b"], "biases": ["b"], "target": ["t"], "targets": ["t"], "label": ["t"],
    ]
  }()

  private static func words(_ text: String) -> [String] {
    // Up to the next sentence.
    text.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init)
  }
}
