import LayerMath

/// How a step is uncovered: first the symbols, then one factor at a time, each finished product of a sum, at last the
/// value.
///
/// Counted from the shape of its rule alone, so that a sum of 500 terms costs no more to count than one of two.
package struct RevealPlan: Equatable, Sendable {
  /// Terms one after the other that have equally many factors.
  package struct Group: Equatable, Sendable {
    package let terms: Int
    package let factors: Int
  }

  private let groups: [Group]
  package let terms: Int
  /// A sum shows each product before the total.
  package var showsProducts: Bool { terms > 1 }

  package init(_ groups: [Group]) {
    self.groups = groups
    terms = groups.reduce(0) { $0 + $1.terms }
  }

  package init(terms: Int, factorsPerTerm: Int) { self.init([Group(terms: terms, factors: factorsPerTerm)]) }

  package init(_ id: StepID, in derivation: Derivation) {
    switch id {
    case .entry(let symbol):
      guard case .application? = derivation.rules[symbol.quantity]?.body else {
        self.init(derivation.termShapes(of: symbol).map { Group(terms: $0.terms, factors: $0.factors) })
        return
      }
      // The argument, then the branch that its sign chooses.
      self.init(terms: 1, factorsPerTerm: 2)
    // The matrices, then the result.
    case .vectorForm: self.init(terms: 1, factorsPerTerm: 1)
    // The table at once.
    case .check: self.init(terms: 0, factorsPerTerm: 0)
    }
  }

  /// Reveals of a term of that group; a single factor is its own product.
  private func reveals(_ group: Group) -> Int { group.factors + (showsProducts && group.factors > 1 ? 1 : 0) }

  /// The number of the last reveal; 0 shows the symbols only.
  package var last: Int { groups.reduce(1) { $0 + $1.terms * reveals($1) } }

  /// The group of a term, 0-based, and how many reveals come before it.
  private func place(ofTerm term: Int) -> (group: Group, before: Int) {
    var rest = term
    var before = 0
    for group in groups {
      if rest < group.terms { return (group, before + rest * reveals(group)) }
      rest -= group.terms
      before += group.terms * reveals(group)
    }
    return (Group(terms: 0, factors: 0), before)
  }

  /// How many factors of a term (0-based) are shown.
  package func factorsShown(ofTerm term: Int, at reveal: Int) -> Int {
    let (group, before) = place(ofTerm: term)
    return min(group.factors, max(0, reveal - before))
  }

  package func isProductShown(ofTerm term: Int, at reveal: Int) -> Bool {
    let (group, before) = place(ofTerm: term)
    return showsProducts && reveal >= before + reveals(group)
  }

  /// The reveal at which a term is whole, its product with it.
  package func end(ofTerm term: Int) -> Int {
    let (group, before) = place(ofTerm: term)
    return before + reveals(group)
  }

  /// The term and factor (0-based) uncovered last; `nil` before the first and once the value is there.
  package func current(at reveal: Int) -> (term: Int, factor: Int)? {
    guard reveal > 0, reveal < last else { return nil }
    var rest = reveal - 1
    var term = 0
    for group in groups {
      let each = reveals(group)
      if each > 0, rest < group.terms * each {
        return (term + rest / each, min(group.factors - 1, rest % each))
      }
      rest -= group.terms * each
      term += group.terms
    }
    return nil
  }

  /// The reveal at which a factor appears.
  package func reveal(term: Int, factor: Int) -> Int { place(ofTerm: term).before + factor + 1 }

  /// The reveal at which a factor appears, by its number among all, 0-based.
  package func reveal(ofFactor number: Int) -> Int {
    var rest = number
    var term = 0
    for group in groups {
      let count = group.terms * group.factors
      if rest < count { return reveal(term: term + rest / group.factors, factor: rest % group.factors) }
      rest -= count
      term += group.terms
    }
    return last
  }
}
