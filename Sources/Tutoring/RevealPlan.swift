import LayerMath

/// How a step is uncovered: first the symbols, then one factor at a time, each finished product of a sum, at last the
/// value.
///
/// Counted from the shape alone, so that a sum of 500 terms costs no more to count than one of two.
package struct RevealPlan: Equatable, Sendable {
  package let terms: Int
  package let factorsPerTerm: Int
  /// A sum shows each product before the total.
  package var showsProducts: Bool { terms > 1 }

  private var perTerm: Int { factorsPerTerm + (showsProducts ? 1 : 0) }

  /// The number of the last reveal; 0 shows the symbols only.
  package var last: Int { terms * perTerm + 1 }

  package init(terms: Int, factorsPerTerm: Int) {
    self.terms = terms
    self.factorsPerTerm = factorsPerTerm
  }

  package init(_ id: StepID, in derivation: Derivation) {
    switch id {
    case .entry(let symbol):
      switch symbol.quantity {
      case .s: self.init(terms: derivation.example.n, factorsPerTerm: 2)
      // The argument, then the branch that its sign chooses.
      case .y, .fPrime: self.init(terms: 1, factorsPerTerm: 2)
      case .deltaX: self.init(terms: derivation.example.k, factorsPerTerm: 3)
      case .deltaS, .jacobian: self.init(terms: 1, factorsPerTerm: 2)
      case .parameterJacobian: self.init(terms: 1, factorsPerTerm: symbol.index[0] == symbol.index[1] ? 3 : 1)
      default: self.init(terms: 1, factorsPerTerm: 3)
      }
    // The matrices, then the result.
    case .vectorForm: self.init(terms: 1, factorsPerTerm: 1)
    // The table at once.
    case .check: self.init(terms: 0, factorsPerTerm: 0)
    }
  }

  /// How many factors of a term (0-based) are shown.
  package func factorsShown(ofTerm term: Int, at reveal: Int) -> Int {
    min(factorsPerTerm, max(0, reveal - term * perTerm))
  }

  package func isProductShown(ofTerm term: Int, at reveal: Int) -> Bool {
    showsProducts && reveal >= (term + 1) * perTerm
  }

  /// The term and factor (0-based) uncovered last; `nil` before the first and once the value is there.
  package func current(at reveal: Int) -> (term: Int, factor: Int)? {
    guard reveal > 0, reveal < last, perTerm > 0 else { return nil }
    let term = (reveal - 1) / perTerm
    return (term, min(factorsPerTerm - 1, (reveal - 1) % perTerm))
  }

  /// The reveal at which a factor appears.
  package func reveal(term: Int, factor: Int) -> Int { term * perTerm + factor + 1 }
}
