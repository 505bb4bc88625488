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

  package let symbol: Symbol?
  package let value: ExactNumber
  package let origin: Origin
  /// The entry whose step it is in, and the number of its term where there are several.
  private let owner: Symbol
  private let term: Int?

  fileprivate init(_ symbol: Symbol?, _ value: ExactNumber, _ origin: Origin, of owner: Symbol, term: Int? = nil) {
    self.symbol = symbol
    self.value = value
    self.origin = origin
    self.owner = owner
    self.term = term
  }

  /// `dx[1].k2.W`.
  package var id: String {
    // A sum runs over the inputs for `s`, over the units for `δx`.
    let term = term.map { (owner.quantity == .s ? ".j" : ".k") + "\($0)" } ?? ""
    return "\(owner)\(term).\(symbol?.quantity.rawValue ?? "bracket")"
  }

  /// In the small language: `W_21`, `[1 = 2]`.
  var formula: String {
    if case .kronecker(let i, let k) = origin { return "[\(i) = \(k)]" }
    return symbol?.formula ?? ""
  }
}

/// A product of factors, one summand of a step.
package struct DerivationTerm: Equatable, Sendable {
  package let factors: [Factor]
  package var value: ExactNumber { factors.reduce(.one) { $0 * $1.value } }
}

/// The summands of an entry, each built when it is asked for: a screen shows a few of five hundred.
package struct DerivationTerms: RandomAccessCollection, Equatable, Sendable {
  private let derivation: Derivation
  /// The entry they add up to.
  private let owner: Symbol
  package let count: Int

  /// `s_k = Σ_j W_kj x_j` has `n` terms, `δx_j = Σ_k δy_k f′(s_k) W_kj` has `K`, every other entry one.
  init(of owner: Symbol, in derivation: Derivation) {
    self.derivation = derivation
    self.owner = owner
    count =
      switch owner.quantity {
      case .s: derivation.example.n
      case .deltaX: derivation.example.k
      default: 1
      }
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(position: Int) -> DerivationTerm {
    let i = owner.index
    let term = position + 1
    return switch owner.quantity {
    case .s: product(.w, [i[0], term], .x, [term], term: term)
    case .deltaS: product(.deltaY, i, .fPrime, i)
    case .jacobian: product(.fPrime, [i[0]], .w, i)
    case .deltaX: product(.deltaY, [term], .fPrime, [term], .w, [term, i[0]], term: term)
    // For i ≠ k the bracket alone decides.
    case .parameterJacobian:
      DerivationTerm(
        factors: [bracket(i[0], i[1])] + (i[0] == i[1] ? [factor(.fPrime, [i[1]]), factor(.x, [i[2]])] : []))
    case .deltaW: product(.deltaY, [i[0]], .fPrime, [i[0]], .x, [i[1]])
    case .w, .x, .deltaY, .y, .fPrime: DerivationTerm(factors: [factor(owner.quantity, i)])
    }
  }

  private func product(_ a: Quantity, _ i: [Int], _ b: Quantity, _ j: [Int], term: Int? = nil) -> DerivationTerm {
    DerivationTerm(factors: [factor(a, i, term), factor(b, j, term)])
  }

  private func product(
    _ a: Quantity, _ i: [Int], _ b: Quantity, _ j: [Int], _ c: Quantity, _ k: [Int], term: Int? = nil
  ) -> DerivationTerm {
    DerivationTerm(factors: [factor(a, i, term), factor(b, j, term), factor(c, k, term)])
  }

  private func factor(_ quantity: Quantity, _ index: [Int], _ term: Int? = nil) -> Factor {
    Factor(Symbol(quantity, index: index), of: owner, term: term, in: derivation)
  }

  private func bracket(_ i: Int, _ k: Int) -> Factor {
    Factor(nil, i == k ? .one : .zero, .kronecker(i: i, k: k), of: owner)
  }
}

extension Factor {
  /// A quantity's entry inside the step of `owner`.
  init(_ symbol: Symbol, of owner: Symbol, term: Int?, in derivation: Derivation) {
    let isGiven = symbol.quantity == .w || symbol.quantity == .x || symbol.quantity == .deltaY
    self.init(symbol, derivation.value(of: symbol), isGiven ? .given : .step(.entry(symbol)), of: owner, term: term)
  }
}
