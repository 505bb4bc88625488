import LayerMath
import Tutoring

/// What Tab offers after a beginning: names of actions, then what the action takes; else names of the formula.
package struct Completion: Equatable {
  package enum Source: Equatable {
    case words([String])
    /// What only the world outside knows.
    case lessons
    case files
  }

  /// The part that is completed.
  package let prefix: String
  package let source: Source

  package init(_ text: String, derivation: Derivation) {
    let line = text.drop { $0 == " " }
    guard let space = line.firstIndex(of: " ") else {
      let prefix = Self.lastName(of: String(line))
      self.prefix = prefix
      let isFirstWord = prefix.count == line.count
      let actions = isFirstWord ? ActionTable.actions.map { $0.name + ($0.usage == $0.name ? "" : " ") } : []
      source = .words((actions + Self.formulaNames(derivation.rules)).filter { $0.hasPrefix(prefix) }.sorted())
      return
    }
    let rest = String(line[line.index(after: space)...].drop { $0 == " " })
    switch ActionTable.spec(String(line[..<space]))?.argument {
    case .words(let words):
      prefix = rest
      source = .words(words.filter { $0.hasPrefix(rest) })
    case .step:
      prefix = rest
      source = .words(Self.steps(rest, derivation))
    case .action:
      prefix = rest
      source = .words(ActionTable.actions.map(\.name).filter { $0.hasPrefix(rest) }.sorted())
    case .lesson:
      prefix = rest
      source = .lessons
    case .file:
      prefix = rest
      source = .files
    case .some(.none):
      prefix = rest
      source = .words([])
    case .formula, nil:
      let prefix = Self.lastName(of: rest)
      self.prefix = prefix
      source = .words(Self.formulaNames(derivation.rules).filter { $0.hasPrefix(prefix) })
    }
  }

  private static let functionNames = [
    "K", "W^T", "abs(", "diag(", "else ", "exp(", "f(s)", "if ", "ln(", "max(", "min(", "otherwise", "sqrt(", "sum_j ",
    "sum_k ", "then ", "x^T",
  ]

  private static func formulaNames(_ rules: RuleSet) -> [String] {
    let quantities = (rules.given + rules.computed).map { quantity in
      if case .slope(let argument) = quantity.role { "f'(\(argument.rawValue))" } else { quantity.rawValue }
    }
    return (quantities + functionNames).sorted()
  }

  /// The letters at the end that may be the beginning of a name.
  private static func lastName(of text: String) -> String {
    String(text.reversed().prefix { $0.isLetter || $0 == "-" || $0 == "_" || $0 == "^" || $0 == "'" }.reversed())
  }

  /// Whole quantities and stages first; entries once a bracket or a name is complete.
  private static func steps(_ prefix: String, _ derivation: Derivation) -> [String] {
    let quantities = derivation.rules.computed
    let names = quantities.map(\.rawValue) + Stage.allCases.map(\.rawValue)
    let rules = derivation.rules
    let others = (rules.written.map { StepID.vectorForm($0) } + rules.whole.map { StepID.check($0) }).map(\.description)
    let name = prefix.prefix { $0 != "[" }
    if let quantity = quantities.first(where: { $0.rawValue == name }) {
      let shape = derivation.shape(quantity)
      let count = shape.reduce(1, *)
      guard count <= 60 else { return [String(name) + "["].filter { $0.hasPrefix(prefix) } }
      return derivation.symbols(quantity).map(\.description).filter { $0.hasPrefix(prefix) }
    }
    return (names + others).filter { $0.hasPrefix(prefix) }
  }
}
