/// The rules of a module in the order in which they are derived: forward through its operations, then backward.
package struct RuleSet: Sendable, Equatable {
  package let rules: [Rule]
  /// Whether they are those for which there are kernels.
  let isStandard: Bool

  package static func == (a: RuleSet, b: RuleSet) -> Bool {
    a.isStandard && b.isStandard || a.rules == b.rules
  }

  private init(_ rules: [Rule], isStandard: Bool) {
    self.rules = rules
    self.isStandard = isStandard
  }

  /// A linear layer and an activation.
  package static let standard = RuleSet(
    Linear.forward + Elementwise.forward + Elementwise.backward + Linear.backward, isStandard: true)

  package subscript(quantity: Quantity) -> Rule? { rules.first { $0.quantity == quantity } }

  /// The same derivation with one rule replaced, as a misconception does it.
  ///
  /// Values are then computed by the formulas themselves, each from the others.
  /// - Throws: `FormulaError` for a line that is no equation for an entry of the quantity.
  package func replacing(_ quantity: Quantity, with line: String) throws(FormulaError) -> RuleSet {
    let formula = try FormulaParser.formula(line)
    guard let sides = formula.equationSides, sides.count == 2, sides[0].leadingQuantity == quantity else {
      throw FormulaError("a rule for \(quantity.rawValue) is an equation with it on the left", column: 1)
    }
    return RuleSet(
      rules.map { $0.quantity == quantity ? Rule(quantity, $0.stage, line) : $0 }, isStandard: false)
  }
}
