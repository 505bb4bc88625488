/// The kinds of quantity in the derivation, in the order of `design.md` section 1.
package enum Quantity: String, CaseIterable, Hashable, Sendable {
  case w = "W"
  case x
  case deltaY = "dy"
  case s
  case y
  case fPrime = "f'"
  case deltaS = "ds"
  /// `∂y/∂x`, the backward message as the question defines it.
  case jacobian = "J"
  /// `∂y/∂W`, the parameter message as the question defines it.
  case parameterJacobian = "P"
  case deltaX = "dx"
  case deltaW = "dW"

  /// How many indices an entry has.
  package var rank: Int {
    switch self {
    case .w, .jacobian, .deltaW: 2
    case .parameterJacobian: 3
    default: 1
    }
  }
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

  /// `dx[2]`, `P[2,2,1]`: also the id of the step that computes it.
  package var description: String {
    "\(quantity.rawValue)[\(index.map(String.init).joined(separator: ","))]"
  }

  /// As a formula in the small language: `dx_2`, `W_21`, `f'(s_2)`; `W[2,10]` where digits would run together.
  package var formula: String {
    if quantity == .fPrime { return "f'(s_\(index.first ?? 1))" }
    if index.contains(where: { $0 > 9 }) && index.count > 1 { return description }
    return "\(quantity.rawValue)_\(index.map(String.init).joined())"
  }
}

/// The stable name of a step: an entry (`dx[2]`), a vector form (`vector.dx`) or a check (`check.dW`).
package enum StepID: Hashable, Sendable, CustomStringConvertible {
  case entry(Symbol)
  case vectorForm(Quantity)
  case check(Quantity)

  package var description: String {
    switch self {
    case .entry(let symbol): symbol.description
    case .vectorForm(let quantity): "vector.\(quantity.rawValue)"
    case .check(let quantity): "check.\(quantity.rawValue)"
    }
  }
}

/// A place in the derivation that a user names: a step, a whole quantity or stage, or a factor inside a step
/// (`dx[1].k2.W`).
package struct StepReference: Equatable, Sendable {
  /// The step, of a whole quantity or stage the first.
  package let step: StepID
  /// How many steps from there are meant: more than one where no index was given.
  package var count = 1
  /// `k2.W` in `dx[1].k2.W`.
  package var factor: String?
}
