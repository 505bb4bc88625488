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
