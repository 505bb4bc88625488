import LayerMath

/// A question whose output is `\hat{y}`: then `y`, where it stands too, is the target.
struct HattedOutput {
  /// The same formulas by the walk's letters, `y` for the output and `t` for the target.
  let formulas: [LessonFormula]
  /// Whether the question calls the target `y`.
  let targetIsY: Bool

  /// `nil` where nothing has a hat, or where `y` and `t` both stand beside it, so that nothing tells which is the target.
  init?(_ all: [LessonFormula]) {
    guard all.contains(where: { $0.latex.contains("\\hat") }) else { return nil }
    var letters: Set<Character> = []
    let renamed = all.map { formula in LessonFormula(Self.renamed(formula.latex, &letters)) }
    guard !(letters.contains("y") && letters.contains("t")) else { return nil }
    (formulas, targetIsY) = (renamed, letters.contains("y"))
  }

  /// - Parameter letters: those that stood without a hat; more are added.
  private static func renamed(_ latex: String, _ letters: inout Set<Character>) -> String {
    var result = ""
    var rest = latex[...]
    while let character = rest.first {
      if character == "\\" {
        let command = rest.dropFirst().prefix { $0.isLetter }
        let behind = rest.dropFirst(1 + command.count).drop { $0 == " " }
        if command == "hat", behind.hasPrefix("{y}") || behind.first == "y" {
          result += " y"
          rest = behind.dropFirst(behind.first == "{" ? 3 : 1)
        } else {
          result += "\\" + command
          rest = rest.dropFirst(1 + command.count)
          if command.isEmpty, let sign = rest.first {
            result.append(sign)
            rest.removeFirst()
          }
        }
        continue
      }
      if character.isLetter { letters.insert(character) }
      result.append(character == "y" ? "t" : character)
      rest.removeFirst()
    }
    return result
  }

  /// What the card calls them.
  func name(_ names: inout Naming) {
    if let output = Naming.Name(latex: "\\hat{y}") { names.call(.y, output) }
    if targetIsY, let target = Naming.Name(latex: "y") { names.call(.t, target) }
  }
}
