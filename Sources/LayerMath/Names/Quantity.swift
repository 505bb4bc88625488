/// The kinds of quantity in the derivation; all that is known of each stands in its row.
package enum Quantity: String, CaseIterable, Hashable, Sendable {
  case w = "W"
  case b
  /// The trained parameter of the activation: `a` of PReLU.
  case a
  case x
  case deltaY = "dy"
  /// The target of the loss.
  case t
  case s
  case y
  /// `ŷ`, the softmax of `y`.
  case softmax = "yhat"
  case loss = "L"
  case fPrime = "f'"
  case deltaS = "ds"
  /// `∂y/∂x`, the backward message as the question defines it.
  case jacobian = "J"
  /// `∂y/∂W`, the parameter message as the question defines it.
  case parameterJacobian = "P"
  case deltaX = "dx"
  case deltaW = "dW"
  /// `∂y/∂b`
  case biasJacobian = "Pb"
  case deltaB = "db"
  /// `∂y/∂a`
  case activationJacobian = "Pa"
  case deltaA = "da"

  /// Names, index letters and meaning.
  package struct Row: Sendable {
    /// As on screen: `δx`.
    package let screen: String
    package let latex: String
    /// The index letters of an entry: `k` and `i` count units, `j` inputs; a single number has none.
    package let letters: String
    package let role: Role
    /// How much a screen that is short of room loses without it.
    package let weight: Int
    /// Its key in JSON, where that is not its name.
    fileprivate let json: String?

    init(_ screen: String, _ latex: String, _ letters: String, _ role: Role, weight: Int, json: String? = nil) {
      (self.screen, self.latex, self.letters, self.role) = (screen, latex, letters, role)
      (self.weight, self.json) = (weight, json)
    }
  }

  /// What a quantity is in the module; what is done alike for all quantities of a role asks for the role.
  package enum Role: Equatable, Sendable {
    /// Trained, and entered: `W`.
    case parameter
    /// Entered: `x`.
    case input
    /// `∂L/∂y`, which arrives from behind, and is entered unless a loss stands there.
    case arriving
    /// What the output should be, entered.
    case target
    /// Computed on the way forward.
    case forward
    /// `f′(s)`: the slope of what is computed, at another quantity.
    case slope(at: Quantity)
    /// `∂L/∂q`.
    case gradient(of: Quantity)
    /// `∂y/∂q`, an index of `y` before those of `q`, or one index for both where each `y_k` has its own.
    case jacobian(by: Quantity)
  }

  package var row: Row {
    switch self {
    case .w: Row("W", "W", "kj", .parameter, weight: 7)
    case .b: Row("b", "b", "k", .parameter, weight: 7)
    case .a: Row("a", "a", "", .parameter, weight: 7)
    case .x: Row("x", "x", "j", .input, weight: 4)
    case .deltaY: Row("δy", "\\delta y", "k", .arriving, weight: 5)
    case .t: Row("t", "t", "k", .target, weight: 5)
    case .softmax: Row("ŷ", "\\hat{y}", "k", .forward, weight: 3)
    case .loss: Row("L", "L", "", .forward, weight: 5)
    case .s: Row("s", "s", "k", .forward, weight: 3)
    case .y: Row("y", "y", "k", .forward, weight: 1)
    case .fPrime: Row("f′(s)", "f'(s)", "k", .slope(at: .s), weight: 6, json: "f_prime")
    case .deltaS: Row("δs", "\\delta s", "k", .gradient(of: .s), weight: 2)
    case .jacobian: Row("∂y/∂x", "\\frac{\\partial y}{\\partial x}", "kj", .jacobian(by: .x), weight: 10)
    case .parameterJacobian: Row("∂y/∂W", "\\frac{\\partial y}{\\partial W}", "ikj", .jacobian(by: .w), weight: 11)
    case .deltaX: Row("δx", "\\delta x", "j", .gradient(of: .x), weight: 9)
    case .deltaW: Row("δW", "\\delta W", "kj", .gradient(of: .w), weight: 8)
    case .biasJacobian: Row("∂y/∂b", "\\frac{\\partial y}{\\partial b}", "ik", .jacobian(by: .b), weight: 11)
    case .deltaB: Row("δb", "\\delta b", "k", .gradient(of: .b), weight: 8)
    case .activationJacobian:
      Row("∂y/∂a", "\\frac{\\partial y}{\\partial a}", "k", .jacobian(by: .a), weight: 10, json: "dy_da")
    case .deltaA: Row("δa", "\\delta a", "", .gradient(of: .a), weight: 8)
    }
  }

  package var role: Role { row.role }
  /// How many indices an entry has.
  package var rank: Int { row.letters.utf8.count }
  package var jsonKey: String { row.json ?? rawValue }
  /// Entered, not computed; `δy` unless a loss stands behind the layer.
  package var isGiven: Bool { [.parameter, .input, .arriving, .target].contains(role) }

  /// Of a derivative of the loss or of the output: what it is by.
  package var derivedBy: Quantity? {
    switch role {
    case .gradient(let quantity), .jacobian(let quantity): quantity
    default: nil
    }
  }

  /// Of a gradient: of what; `y` for what arrives.
  package var gradientOf: Quantity? {
    switch role {
    case .gradient(let quantity): quantity
    case .arriving: .y
    default: nil
    }
  }

  /// Of a derivative of the output: what it is by.
  package var jacobianBy: Quantity? { if case .jacobian(let quantity) = role { quantity } else { nil } }

  /// `∂L/∂x` for `x`, `∂L/∂y` for `y`.
  package var gradient: Quantity? {
    self == .y ? .deltaY : Self.allCases.first { $0.role == .gradient(of: self) }
  }

  /// `∂y/∂x` for `x`.
  package var jacobian: Quantity? { Self.allCases.first { $0.role == .jacobian(by: self) } }

  /// Whether each entry belongs to one unit, the one that its letter `k` counts.
  package var unitPlace: Int? { place(of: "k") }
  /// Which of its indices counts the inputs.
  package var inputPlace: Int? { place(of: "j") }

  private func place(of letter: Character) -> Int? { Array(row.letters).firstIndex(of: letter) }

  /// One size an index.
  package func shape(k: Int, n: Int) -> [Int] { row.letters.utf8.map { $0 == UInt8(ascii: "j") ? n : k } }
}

/// One entry of one quantity; indices are 1-based as on screen: `W[2,1]`.
package struct Symbol: Hashable, Sendable, CustomStringConvertible {
  package let quantity: Quantity
  package let index: [Int]

  package init(_ quantity: Quantity, _ index: Int...) {
    self.quantity = quantity
    self.index = index
  }

  package init(_ quantity: Quantity, index: [Int]) {
    self.quantity = quantity
    self.index = index
  }

  /// The 1-based index of an entry by its place, row after row.
  package static func index(at place: Int, in shape: [Int]) -> [Int] {
    var rest = place
    return shape.reversed().map { size in
      defer { rest /= size }
      return rest % size + 1
    }.reversed()
  }

  /// All entries of a quantity, row after row, or the first.
  package static func all(_ quantity: Quantity, in shape: [Int], limit: Int = .max) -> [Symbol] {
    (0..<min(limit, shape.reduce(1, *))).map { Symbol(quantity, index: index(at: $0, in: shape)) }
  }

  /// The entry of a quantity at a unit and an input, as far as it has those.
  package init(_ quantity: Quantity, unit: Int, input: Int) {
    self.init(quantity, index: quantity.row.letters.map { $0 == "j" ? input : unit })
  }

  /// Of a derivative of the output by something: which output.
  package var output: Symbol { Symbol(.y, index: Array(index.prefix(1))) }

  /// The unit that it belongs to.
  package var unit: Int? { quantity.unitPlace.map { index[$0] } }
  /// The input that it belongs to.
  package var input: Int? { quantity.inputPlace.map { index[$0] } }

  /// `dx[2]`, `P[2,2,1]`: also the id of the step that computes it.
  package var description: String {
    index.isEmpty ? quantity.rawValue : "\(quantity.rawValue)[\(index.map(String.init).joined(separator: ","))]"
  }

  /// As a formula in the small language: `dx_2`, `W_21`, `f'(s_2)`; `W[2,10]` where digits would run together.
  package var formula: String {
    if case .slope(let quantity) = quantity.role { return "f'(\(quantity.rawValue)_\(index.first ?? 1))" }
    if index.isEmpty || index.contains(where: { $0 > 9 }) && index.count > 1 { return description }
    return "\(quantity.rawValue)_\(index.map(String.init).joined())"
  }
}
