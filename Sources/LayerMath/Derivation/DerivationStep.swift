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
    /// `f(s_k)` or `f′(s_k)`; the piece that applies.
    case application(of: Quantity, to: Factor, piece: Activation.Piece)
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

  package var activation: Activation { derivation.activation }
  package var names: Naming { derivation.names }

  package var symbol: Symbol? { if case .entry(let symbol) = id { symbol } else { nil } }

  package var quantity: Quantity {
    switch id {
    case .entry(let symbol): symbol.quantity
    case .vectorForm(let quantity), .check(let quantity): quantity
    }
  }

  /// The rule by which its quantity comes about; `nil` for what is given.
  package var rule: Rule? { derivation.rules[quantity] }

  package var stage: Stage {
    switch id {
    case .vectorForm: .vector
    case .check: .check
    case .entry: rule?.stage ?? .forward
    }
  }

  /// The general formula in the small language: `dx_j = sum_k dy_k f'(s_k) W_kj`.
  package var formula: String {
    switch id {
    case .entry(let symbol): return rule?.line ?? symbol.formula
    case .vectorForm: return rule?.vectorLine ?? ""
    case .check:
      let letters = quantity.row.letters
      let parameter = (quantity.derivedBy ?? quantity).rawValue + "_" + letters
      return "\(quantity.rawValue)_\(letters) ≈ (L(\(parameter) + h) - L(\(parameter) - h)) / (2 h)"
    }
  }

  /// The same with the symbols of this entry: `dx_2 = dy_1 f'(s_1) W_12 + …`.
  package var substituted: String {
    guard case .entry(let symbol) = id else { return formula }
    let right =
      switch body {
      case .sum(let terms):
        terms.map { $0.factors.map(\.formula).joined(separator: " ") }.joined(separator: " + ")
      case .application(let quantity, let argument, let piece):
        piece.formula(of: quantity).ascii.replacing("s_k", with: argument.formula)
      case .vectorForm, .check: ""
      }
    return "\(symbol.formula) = \(right)"
  }

  package var body: Body {
    switch id {
    case .entry(let symbol):
      guard case .application(let argument)? = rule?.body else {
        return .sum(DerivationTerms(of: symbol, in: derivation))
      }
      return .application(
        of: symbol.quantity, to: Factor(Symbol(argument, index: symbol.index), of: symbol, term: nil, in: derivation),
        piece: derivation.activation.piece(at: derivation.s(symbol.index[0])))
    case .vectorForm: return .vectorForm
    case .check(let quantity):
      let check = derivation.check([quantity], limit: 36)
      return .check(check.entries, total: check.total - check.leftOut.count)
    }
  }

  /// The value of an entry step; `nil` for whole quantities.
  package var value: RealNumber? { symbol.map { derivation.value(of: $0) } }

  /// The steps whose values this one uses; of a whole quantity its first 36 entries.
  package var restsOn: [StepID] {
    switch id {
    case .entry: factors.flatMap(\.sources).filter { derivation.index(of: $0) != nil }
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
