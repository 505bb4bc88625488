import Synchronization

/// A derivation run by its rules alone, each value from those before it, as one computes by hand: with a rule replaced, as a
/// misconception does it, or going on from somebody's own values.
///
/// Exact as far as the values are; nothing is computed before it is asked for.
package final class RuleRun: FormulaEnvironment {
  package let example: LayerExample
  package let rules: RuleSet
  /// Values that are taken as they are, whatever their rule says.
  private let own: [Symbol: RealNumber]
  private let names: Set<Quantity>
  private let known = Mutex(Known())

  private struct Known {
    var values: [Symbol: RealNumber] = [:]
    /// Entries on the way, so that a rule that asks for itself ends.
    var begun: Set<Symbol> = []
  }

  package init(_ example: LayerExample, rules: RuleSet? = nil, own: [Symbol: RealNumber] = [:]) {
    self.example = example
    self.rules = rules ?? example.rules.handInHand
    self.own = own
    names = Set(self.rules.given + self.rules.computed)
  }

  package var k: Int { example.k }
  package var n: Int { example.n }
  package var activation: Activation { example.activation }
  package var hasOwnSlopes: Bool { true }

  package func has(_ quantity: Quantity) -> Bool { names.contains(quantity) }

  package func isGiven(_ quantity: Quantity) -> Bool { quantity.isGiven && rules[quantity] == nil }

  package func number(_ symbol: Symbol) -> RealNumber {
    if let value = own[symbol] { return value }
    guard let rule = rules[symbol.quantity] else {
      return example.given(symbol) ?? .undefined(.beyond("no rule gives \(symbol)"))
    }
    if let value = known.withLock({ $0.values[symbol] }) { return value }
    guard known.withLock({ $0.begun.insert(symbol).inserted }) else {
      // A slope that is asked for within its own rule is that of f.
      return symbol.quantity == .fPrime
        ? activation.value(at: number(Symbol(.s, index: symbol.index)), slope: true)
        : .undefined(.beyond("the rule of \(symbol) asks for itself"))
    }
    let value = rule.value(of: symbol, in: self)
    known.withLock {
      $0.values[symbol] = value
      $0.begun.remove(symbol)
    }
    return value
  }

  /// All entries of a quantity, row after row; `nil` where the rule does not fit the shape or an entry has no value.
  package func values(of quantity: Quantity) -> [RealNumber]? {
    guard has(quantity), fits(quantity) else { return nil }
    var result: [RealNumber] = []
    for symbol in Symbol.all(quantity, in: shape(quantity)) {
      let value = number(symbol)
      if case .undefined = value { return nil }
      result.append(value)
    }
    return result
  }

  /// Whether the rule makes sense for this shape: `sum_k W_jk ds_k` does only where `K = n`.
  package func fits(_ quantity: Quantity) -> Bool {
    guard let right = rules[quantity]?.right else { return isGiven(quantity) }
    return (try? FormulaShapes(self).check([right])).map { checked in
      zip(quantity.row.letters.map(String.init), shape(quantity)).allSatisfy { letter, size in
        checked.extents[letter].map { $0 == size } ?? true
      }
    } ?? false
  }
}
