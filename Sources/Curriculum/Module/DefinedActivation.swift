import LayerMath
import TextLayout

/// Another activation than ELU, as a question gives it: by the one formula that defines it, or by its name.
///
/// Nothing is guessed: one definition alone, readable as a formula in one variable, and where the words name an activation too, the
/// same function. One letter may be trained, where the words say so (`TrainedParameter`); what is left open is none.
struct DefinedActivation {
  let activation: Activation
  /// What the question calls the function, `\sigma`; `nil` for one that it only names.
  let name: String?

  /// - Parameters:
  ///   - trained: the letter that is trained, as the question writes it.
  ///   - mayBeNone: whether a linear layer alone is a module too, as it is before a loss.
  /// - Throws: `Refusal` with what speaks against it.
  init(
    _ formulas: [LessonFormula], _ words: ModuleWords, trained: String?, mayBeNone: Bool = false
  ) throws(Refusal) {
    let definitions = formulas.compactMap { formula in
      ActivationDefinition(formula, parameter: trained).map { (formula, $0) }
    }
    let named = Self.named(words)
    guard let (formula, definition) = definitions.first else {
      let speaksOfFunction =
        words.list.contains(where: PlainWords.ofFunctions.contains) || words.mentions(Self.elu)
        || formulas.contains { formula in ["f(", "\\sigma", "g(", "\\phi"].contains(where: formula.latex.contains) }
      if mayBeNone, named.isEmpty, trained == nil, !speaksOfFunction,
        let identity = try? Activation.named(Activation.Kind.identity.rawValue)
      {
        (activation, name) = (identity, nil)
        return
      }
      guard trained == nil, !words.mentions(Self.exceptions), let kind = named.first, named.count == 1,
        let activation = try? Activation.named(kind.rawValue)
      else {
        throw Refusal(
          reason: named.count > 1 ? "it names several activations" : "it does not say what its activation is")
      }
      (self.activation, name) = (activation, nil)
      return
    }
    guard definitions.count == 1 else { throw Refusal(reason: "it defines several functions") }
    let read = definition.right.flatMap { try? Activation(formula: $0) }
    guard let activation = read ?? (definition.agrees.count == 2 ? .elu : nil), Self.isEverywhere(activation) else {
      throw Refusal(reason: "it defines \(definition.shown)")
    }
    guard (activation.trained != nil) == (trained != nil) else {
      throw Refusal(
        reason: trained == nil
          ? "it defines \(definition.shown), and does not say what a is" : "it trains what its function does not have")
    }
    // Words may say where it holds.
    if definition.isPlain, words.mentions(Self.sides) || words.mentions(Self.elu) {
      throw Refusal(reason: "it defines \(definition.shown)")
    }
    if trained != nil {
      for kind in named {
        guard kind == .prelu, let other = try? Activation.named(kind.rawValue), other.isSame(as: activation) else {
          throw Refusal(reason: "it names \(kind.title) and defines \(definition.shown)")
        }
      }
      self.activation = Self.byName(activation) ?? activation
      name = Self.function(formula)
      return
    }
    for kind in named {
      guard let other = try? Activation.named(kind.rawValue), other.isSame(as: activation) else {
        throw Refusal(reason: "it names \(kind.title) and defines \(definition.shown)")
      }
    }
    if words.mentions(Self.elu) {
      // ELU with another α; anything else that is called so is a slip of somebody's.
      guard named.isEmpty, let alpha = activation.joins.first?.slopes.left.rational,
        let elu = try? Activation.named("elu", alpha: alpha), elu.isSame(as: activation)
      else { throw Refusal(reason: "it names ELU and defines \(definition.shown)") }
      (self.activation, name) = (elu, Self.function(formula))
      return
    }
    self.activation = Self.byName(activation) ?? activation
    name = Self.function(formula)
  }

  /// The named activation that it is, whatever the question calls it.
  private static func byName(_ activation: Activation) -> Activation? {
    if activation.trained != nil {
      // `max(s, a s)` is PReLU for a below 1 only.
      let values = [Activation.usualParameter, Rational(3), Rational(-2)]
      let isPReLU = values.allSatisfy { a in
        (try? Activation.named("prelu"))?.with(trained: a).isSame(as: activation.with(trained: a)) ?? false
      }
      return isPReLU ? try? Activation.named("prelu") : nil
    }
    let alpha = activation.joins.first?.slopes.left.rational
    for kind in Activation.Kind.allCases {
      let parameters = [nil] + (kind == .elu || kind == .leakyReLU ? [alpha].filter { $0 != nil } : [])
      for parameter in parameters {
        if let known = try? Activation.named(kind.rawValue, alpha: parameter), known.isSame(as: activation) {
          return known
        }
      }
    }
    return nil
  }

  private static let elu = ["elu", "elus", "exponential linear unit", "exponential linear units"]

  struct Refusal: Error {
    let reason: String
  }

  /// `\sigma` of `\sigma(s) = …`.
  private static func function(_ formula: LessonFormula) -> String? {
    let left = formula.latex.prefix { $0 != "(" }.filter { !$0.isWhitespace }
    return left.isEmpty || left == formula.latex ? nil : String(left)
  }

  /// The function by the name `f`, which the language reads, wherever it is applied.
  func renamed(_ formula: LessonFormula) -> LessonFormula {
    guard let name, name != "f", !name.isEmpty else { return formula }
    var latex = ""
    var rest = formula.latex[...]
    while let place = rest.firstRange(of: name) {
      let after = rest[place.upperBound...].drop { $0.isWhitespace }
      let isWhole =
        !(name.first == "\\" && (rest[place.upperBound...].first?.isLetter ?? false))
        && (name.first == "\\" || !(rest[..<place.lowerBound].last?.isLetter ?? false))
      latex += rest[..<place.lowerBound]
      latex += isWhole && (after.first == "(" || after.first == "'" || after.hasPrefix("\\left")) ? "f" : name
      rest = rest[place.upperBound...]
    }
    latex += rest
    return LessonFormula(latex)
  }

  /// Activations that the words name and the walk knows, each once.
  private static func named(_ words: ModuleWords) -> [Activation.Kind] {
    var found: [Activation.Kind] = []
    for (word, kind) in names where words.first(of: [word]) != nil && !found.contains(kind) { found.append(kind) }
    // A parametric rectified linear unit is one of them.
    return found.contains(.prelu) ? found.filter { $0 != .relu } : found
  }

  private static let names: [(String, Activation.Kind)] = [
    ("logistic sigmoid", .sigmoid), ("sigmoid", .sigmoid), ("logistic function", .sigmoid), ("tanh", .tanh),
    ("hyperbolic tangent", .tanh), ("ReLU", .relu), ("ReLUs", .relu), ("rectified linear unit", .relu),
    ("rectified linear units", .relu), ("softplus", .softplus), ("softsign", .softsign), ("SELU", .selu),
    ("PReLU", .prelu), ("PReLUs", .prelu), ("parametric ReLU", .prelu), ("parametric rectified linear unit", .prelu),
    ("swish", .swish), ("SiLU", .swish), ("identity activation", .identity), ("hard tanh", .hardTanh),
  ]

  /// Whether it has a value and a slope wherever a student's numbers may lead.
  private static func isEverywhere(_ activation: Activation) -> Bool {
    let places = [0, -1, 1, -3, 3, -20, 20].map { Rational($0) } + activation.joins.map(\.at)
    return places.allSatisfy { activation.value(at: $0).shown != nil && activation.slope(at: $0).shown != nil }
  }

  /// What makes another function of one that is named.
  private static let exceptions = [
    "except", "unless", "restricted", "clipped", "modified", "variant", "instead", "replaced", "otherwise",
  ]

  /// Words with which a formula holds on one side only, or that make another function of a name.
  private static let sides = [
    "negative", "positive", "non-negative", "nonnegative", "otherwise", "elsewhere", "below", "above", "if", "when",
    "except", "unless", "first", "second", "half", "restricted", "clipped",
  ]

  /// What makes another activation of a name that the walk knows.
  static let others = [
    "leaky", "noisy", "ReLU6", "hard sigmoid", "GELU", "CELU", "PELU", "maxout", "GLU", "Mish",
    "arctan", "Heaviside", "step function", "sine", "general activation", "softmax", "shifted", "scaled", "randomised",
    "randomized", "temperature",
  ]

  /// The same where nothing is trained.
  static let parametric = ["parametric", "PReLU", "PReLUs"]
}
