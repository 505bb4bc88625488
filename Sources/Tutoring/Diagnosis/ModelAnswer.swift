import LayerMath

/// An author's model answer in the small language, and the quantity that it is a formula of.
package struct ModelAnswer: Sendable {
  /// Its right side, where it is an equation.
  package let formula: Formula
  /// What its left side names, else what has its values, as `W^T (dy .* f'(s))` has those of `δx`.
  ///
  /// An answer that only names it is none, and a wrong one is understood as one of it. `nil` for a term, a factor, or anything else
  /// that is no quantity of the walk.
  package let quantity: Quantity?

  package init(_ formula: Formula, on example: LayerExample) {
    self.formula = formula.equationSides?.last ?? formula
    let rules = example.rules
    if let left = formula.equationSides?.first, let named = left.namedQuantity, rules[named] != nil,
      !left.freeIndices.isEmpty || left.node == .quantity(named)
    {
      quantity = named
    } else {
      quantity = rules.computed.first { [right = self.formula] in right.isFormula(of: $0, on: example) }
    }
  }
}

extension Formula {
  /// Whether it has exactly the values of a quantity, on this layer and on others of its module.
  fileprivate func isFormula(of quantity: Quantity, on example: LayerExample) -> Bool {
    var generator = SeededGenerator(seed: 3)
    let others = (0..<2).map { _ in example.random(k: example.k, n: example.n, using: &generator) }
    return ([example] + others).allSatisfy { layer in
      let derivation = Derivation(layer)
      guard case .value(let value)? = try? evaluated(for: derivation) else { return false }
      return value.shape == FormulaShape(derivation.shape(quantity)) && value.entries == derivation.values(of: quantity)
    }
  }
}
