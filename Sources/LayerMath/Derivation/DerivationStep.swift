/// The parts of the walk, in their order.
package enum Stage: String, CaseIterable, Sendable {
  case forward
  case slopes
  case backward
  case parameter
  case vector
  case check
}

/// A number inside a step: `W_21 = 0.5`, and where it comes from.
package struct Factor: Equatable, Sendable {
  /// Where the value was taken from.
  package enum Origin: Equatable, Sendable {
    /// An entry of `W`, `x` or `δy`.
    case given
    case step(StepID)
    /// The Iverson bracket `[i = k]`.
    case kronecker(i: Int, k: Int)
  }

  /// `dx[1].k2.W`.
  package let id: String
  package let symbol: Symbol?
  package let value: ExactNumber
  package let origin: Origin
}

/// A product of factors, one summand of a step.
package struct DerivationTerm: Equatable, Sendable {
  package let factors: [Factor]
  package var value: ExactNumber { factors.reduce(.one) { $0 * $1.value } }
}

/// One step of the derivation as data: nothing in it knows how it will be drawn.
package struct DerivationStep: Equatable, Sendable {
  /// How the value comes about.
  package enum Body: Equatable, Sendable {
    /// `Σ` of products.
    case sum([DerivationTerm])
    /// `f(s_k)` or `f′(s_k)`; the branch that applies.
    case application(of: Quantity, to: Factor, branch: ELU.Branch)
    /// A whole quantity in vector form.
    case vectorForm
    /// Entries beside their central differences; the first 36, `total` in all.
    case check([CheckedEntry], total: Int)
  }

  /// One line of the gradient check.
  package struct CheckedEntry: Equatable, Sendable {
    package let symbol: Symbol
    package let comparison: GradientComparison
  }

  package let id: StepID
  package let stage: Stage
  package let quantity: Quantity
  /// The general formula in the small language: `dx_j = sum_k dy_k f'(s_k) W_kj`.
  package let formula: String
  /// The same with the symbols of this entry: `dx_2 = dy_1 f'(s_1) W_12 + …`.
  package let substituted: String
  package let body: Body
  /// The value of an entry step; `nil` for whole quantities.
  package let value: ExactNumber?
  package let restsOn: [StepID]

  package var symbol: Symbol? { if case .entry(let symbol) = id { symbol } else { nil } }

  /// All factors in the order in which they are revealed.
  package var factors: [Factor] {
    switch body {
    case .sum(let terms): terms.flatMap(\.factors)
    case .application(_, let argument, _): [argument]
    case .vectorForm, .check: []
    }
  }
}
