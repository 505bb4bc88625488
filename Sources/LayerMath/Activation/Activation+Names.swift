extension Activation {
  /// Activations that have a name.
  package enum Kind: String, CaseIterable, Sendable {
    case identity, relu
    case leakyReLU = "leaky_relu"
    case prelu
    case elu, selu, softplus, sigmoid, tanh, swish, softsign
    case hardTanh = "hard_tanh"

    /// What α is where nothing else is said; `nil` for those without.
    var alpha: Rational? {
      switch self {
      case .elu: .one
      case .leakyReLU: Rational(1, positive: 100)
      default: nil
      }
    }

    /// The definition in the small language.
    ///
    /// Leaky ReLU: Maas, Hannun and Ng 2013; PReLU: He et al. 2015; ELU: Clevert, Unterthiner and Hochreiter 2016; SELU: Klambauer et al. 2017, λ and α
    /// to 31 decimals; swish: Ramachandran, Zoph and Le 2017, with β = 1.
    func line(alpha: Rational) -> String {
      let a = Formula.constant(alpha).ascii
      switch self {
      case .identity: return "s_k"
      case .relu: return "if s_k > 0 then s_k else 0"
      case .leakyReLU: return "if s_k > 0 then s_k else (\(a)) s_k"
      case .prelu: return "if s_k > 0 then s_k else a s_k"
      case .elu: return "if s_k > 0 then s_k else " + (alpha == .one ? "exp(s_k) - 1" : "(\(a)) (exp(s_k) - 1)")
      case .selu:
        return "if s_k > 0 then \(Self.seluScale) s_k else \(Self.seluSlope) (exp(s_k) - 1)"
      case .softplus: return "ln(1 + exp(s_k))"
      case .sigmoid: return "1 / (1 + exp(-s_k))"
      case .tanh: return "(exp(s_k) - exp(-s_k)) / (exp(s_k) + exp(-s_k))"
      case .swish: return "s_k / (1 + exp(-s_k))"
      case .softsign: return "s_k / (1 + |s_k|)"
      case .hardTanh: return "if s_k >= 1 then 1 else if s_k > -1 then s_k else -1"
      }
    }

    private static let seluScale = "1.0507009873554804934193349852946"
    /// The slope left of 0 at the join, λα.
    private static let seluSlope = "1.7580993408473768599402175208123"

    /// As one writes it in a sentence.
    package var title: String {
      switch self {
      case .relu: "ReLU"
      case .leakyReLU: "leaky ReLU"
      case .prelu: "PReLU"
      case .elu: "ELU"
      case .selu: "SELU"
      case .hardTanh: "hard tanh"
      default: rawValue
      }
    }
  }

  /// As it is entered: `leaky_relu 0.2`, or its formula.
  package var entryText: String {
    guard let kind, let alpha, alpha != kind.alpha else { return name }
    return "\(name) \(alpha)"
  }

  /// Reads what `entryText` writes: a name, a name and its α, or a formula.
  package static func entered(_ text: String) throws(FormulaError) -> Activation {
    let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
    if parts.count == 2, let kind = Kind(rawValue: otherNames[parts[0]] ?? parts[0]) {
      guard let alpha = try? Rational.parse(parts[1]) else {
        throw FormulaError("\(kind.rawValue) takes a number for α, not `\(parts[1])`", column: parts[0].count + 2)
      }
      return try named(parts[0], alpha: alpha)
    }
    return try named(text)
  }

  package var isNamed: Bool { kind != nil }

  /// How it is called in a sentence: `ELU`, or `f` where it has no name.
  package var title: String { kind?.title ?? (isLikePReLU ? Kind.prelu.title : "f") }

  /// Whether it is PReLU for the value that `a` has: `max(s, a s)` is for `a` below 1.
  private var isLikePReLU: Bool {
    guard let trained, let prelu = try? Activation.named(Kind.prelu.rawValue) else { return false }
    return prelu.with(trained: trained).isSame(as: self)
  }

  /// Whether a sentence can call it by a name.
  package var hasTitle: Bool { title != "f" }

  /// By name, with its parameter, or by formula.
  ///
  /// - Throws: `FormulaError` that says what the names are.
  package static func named(_ text: String, alpha: Rational? = nil) throws(FormulaError) -> Activation {
    let bare = String(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    let key = bare.lowercased().swapping("-", for: "_").swapping(" ", for: "_")
    if let kind = Kind(rawValue: Self.otherNames[key] ?? key) {
      guard alpha == nil || kind.alpha != nil else {
        throw FormulaError("\(kind.rawValue) has no α; elu and leaky_relu have one", column: 1)
      }
      if kind == .elu, alpha ?? .one == .one { return .elu }
      return try Activation(kind, alpha: alpha)
    }
    try refuseDecimalComma(bare)
    let formula: Formula
    do throws(FormulaError) { formula = try FormulaParser.formula(bare) } catch {
      guard bare.allSatisfy({ $0.isLetter || $0 == "_" || $0 == "-" }) else { throw error }
      let near = NearestName.of(key, in: Kind.allCases.map(\.rawValue))
      throw FormulaError(
        "no activation `\(bare)`\(near.map { "; did you mean \($0)?" } ?? ""); names are "
          + Kind.allCases.map(\.rawValue).joined(separator: ", ") + ", or give a formula in s", column: 1)
    }
    guard alpha == nil else { throw FormulaError("a formula has no α; write the number into it", column: 1) }
    return try Activation(formula: formula)
  }

  /// `max(s, 0,1 s)` means 0.1 to most of the world and three arguments to the language.
  package static func refuseDecimalComma(_ text: String) throws(FormulaError) {
    let characters = Array(text)
    for place in characters.indices.dropFirst().dropLast()
    where characters[place] == "," && characters[place - 1].isNumber && characters[place + 1].isNumber {
      throw FormulaError(
        "a comma between digits: write decimals with a point, 0.1, and a blank behind a comma between two numbers",
        column: place + 1)
    }
  }

  private static let otherNames = [
    "linear": "identity", "lrelu": "leaky_relu", "leakyrelu": "leaky_relu", "silu": "swish", "logistic": "sigmoid",
    "hardtanh": "hard_tanh", "logistic_sigmoid": "sigmoid",
  ]
}
