/// The parts of the walk, in their order.
package enum Stage: String, CaseIterable, Sendable {
  case forward
  case slopes
  case backward
  case parameter
  case vector
  case check
}

/// One step of the derivation as data: nothing in it knows how it will be drawn.
///
/// Its parts are computed when they are asked for, so that looking at a step costs what is looked at.
package struct DerivationStep: Equatable, Sendable {
  /// How the value comes about.
  package enum Body: Equatable, Sendable {
    /// `Σ` of products.
    case sum(DerivationTerms)
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
  private let derivation: Derivation

  /// For an id that is a step of the derivation.
  init(_ id: StepID, in derivation: Derivation) {
    self.id = id
    self.derivation = derivation
  }

  package var symbol: Symbol? { if case .entry(let symbol) = id { symbol } else { nil } }

  package var quantity: Quantity {
    switch id {
    case .entry(let symbol): symbol.quantity
    case .vectorForm(let quantity), .check(let quantity): quantity
    }
  }

  package var stage: Stage {
    switch id {
    case .vectorForm: .vector
    case .check: .check
    case .entry(let symbol):
      switch symbol.quantity {
      case .fPrime: .slopes
      case .deltaS, .jacobian, .deltaX: .backward
      case .parameterJacobian, .deltaW: .parameter
      case .w, .x, .deltaY, .s, .y: .forward
      }
    }
  }

  /// The general formula in the small language: `dx_j = sum_k dy_k f'(s_k) W_kj`.
  package var formula: String {
    switch id {
    case .entry(let symbol):
      switch symbol.quantity {
      case .s: "s_k = sum_j W_kj x_j"
      case .y: "y_k = f(s_k)"
      case .fPrime: "f'(s_k) = if s_k > 0 then 1 else exp(s_k)"
      case .deltaS: "ds_k = dy_k f'(s_k)"
      case .jacobian: "J_kj = f'(s_k) W_kj"
      case .deltaX: "dx_j = sum_k dy_k f'(s_k) W_kj"
      case .parameterJacobian: "P_ikj = [i = k] f'(s_k) x_j"
      case .deltaW: "dW_kj = dy_k f'(s_k) x_j"
      case .w, .x, .deltaY: symbol.formula
      }
    case .vectorForm(let quantity): quantity == .deltaX ? "dx = W^T (dy ⊙ f'(s))" : "dW = (dy ⊙ f'(s)) x^T"
    case .check(let quantity):
      quantity == .deltaX ? "dx_j ≈ (L(x_j + h) - L(x_j - h)) / (2 h)" : "dW_kj ≈ (L(W_kj + h) - L(W_kj - h)) / (2 h)"
    }
  }

  /// The same with the symbols of this entry: `dx_2 = dy_1 f'(s_1) W_12 + …`.
  package var substituted: String {
    guard case .entry(let symbol) = id else { return formula }
    let right =
      switch body {
      case .sum(let terms):
        terms.map { $0.factors.map(\.formula).joined(separator: " ") }.joined(separator: " + ")
      case .application(.y, let s, .linear): s.formula
      case .application(.y, let s, .exponential): "exp(\(s.formula)) - 1"
      case .application(_, _, .linear): "1"
      case .application(_, let s, .exponential): "exp(\(s.formula))"
      case .vectorForm, .check: ""
      }
    return "\(symbol.formula) = \(right)"
  }

  package var body: Body {
    switch id {
    case .entry(let symbol):
      switch symbol.quantity {
      case .y, .fPrime:
        let k = symbol.index[0]
        return .application(
          of: symbol.quantity, to: Factor(Symbol(.s, k), of: symbol, term: nil, in: derivation),
          branch: ELU.branch(derivation.s(k), as: ExactNumber.self))
      default: return .sum(DerivationTerms(of: symbol, in: derivation))
      }
    case .vectorForm: return .vectorForm
    case .check(let quantity):
      let check = derivation.check([quantity], limit: 36)
      return .check(check.entries, total: check.total)
    }
  }

  /// The value of an entry step; `nil` for whole quantities.
  package var value: ExactNumber? { symbol.map { derivation.value(of: $0) } }

  /// The steps whose values this one uses; of a whole quantity its first 36 entries.
  package var restsOn: [StepID] {
    switch id {
    case .entry: factors.compactMap { if case .step(let id) = $0.origin { id } else { nil } }
    case .vectorForm(let quantity), .check(let quantity):
      derivation.symbols(quantity, limit: 36).map { .entry($0) }
    }
  }

  /// All factors in the order in which they are revealed.
  package var factors: [Factor] {
    switch body {
    case .sum(let terms): terms.flatMap(\.factors)
    case .application(_, let argument, _): [argument]
    case .vectorForm, .check: []
    }
  }
}
