/// The rules of a module in the order in which they are derived: forward through its operations, then backward.
package struct RuleSet: Sendable, Equatable {
  package let rules: [Rule]
  /// Whether they are those for which there are kernels; two such sets differ in the bias, and so in their number of rules, and in
  /// the slope.
  let isStandard: Bool

  package static func == (a: RuleSet, b: RuleSet) -> Bool {
    guard a.isStandard, b.isStandard else { return a.rules == b.rules }
    return a.rules.count == b.rules.count && a[.fPrime] == b[.fPrime]
      && a[.activationJacobian] == b[.activationJacobian]
      && a[.loss] == b[.loss] && a[.deltaY] == b[.deltaY]
  }

  private init(_ rules: [Rule], isStandard: Bool) {
    self.rules = rules
    self.isStandard = isStandard
  }

  /// A linear layer and ELU.
  package static let standard = elementwise(slope: eluSlope, hasBias: false)

  /// The same with a bias in the linear layer.
  package static let biased = elementwise(slope: eluSlope, hasBias: true)

  /// The slope as `Activation.elu` has it, which need not be derived for the first frame; a test compares them.
  private static let eluSlope = "if s_k > 0 then 1 else exp(s_k)"

  /// A linear layer and an activation with this slope, and with that by its trained parameter where it has one.
  static func elementwise(slope: String, parameterSlope: String? = nil, hasBias: Bool) -> RuleSet {
    RuleSet(
      (hasBias ? Linear.biasedForward : Linear.forward) + Elementwise.forward(slope: slope)
        + Linear.jacobian + Elementwise.backward + Linear.backward + (hasBias ? Linear.biasBackward : [])
        + (parameterSlope.map(Elementwise.parameter) ?? []), isStandard: true)
  }

  /// The same with a loss behind the output: `L` on the way forward, and `δy` derived from it on the way back.
  func followed(by loss: Loss, targetsAddUpToOne: Bool, through activation: Activation) -> RuleSet {
    var rules = rules
    let end = rules.firstIndex { $0.stage != .forward } ?? rules.endIndex
    rules.insert(contentsOf: loss.forward, at: end)
    let start = rules.firstIndex { $0.stage == .backward } ?? rules.endIndex
    rules.insert(contentsOf: loss.backward(targetsAddUpToOne: targetsAddUpToOne), at: start)
    if let sign = loss.shortcut(through: activation), let place = rules.firstIndex(where: { $0.quantity == .deltaS }) {
      rules[place] = rules[place].alsoWritten(sign > 0 ? "ds_k = y_k - t_k" : "ds_k = t_k - y_k")
    }
    return RuleSet(rules, isStandard: true)
  }

  /// What is entered.
  package var given: [Quantity] {
    LayerExample.Part.allCases.map(\.quantity).filter { quantity in
      switch quantity {
      case .w, .x: true
      case .t: self[.loss] != nil
      case .deltaY: self[.deltaY] == nil
      default: uses(quantity)
      }
    }
  }

  /// Whether something is derived by it, as is by all that is entered into a module.
  private func uses(_ quantity: Quantity) -> Bool { computed.contains { $0.derivedBy == quantity } }

  /// What follows, in the order in which it is derived.
  package var computed: [Quantity] { rules.map(\.quantity) }

  /// What is computed, without derivatives of outputs.
  package var messages: [Quantity] { computed.filter { if case .jacobian = $0.role { false } else { true } } }

  /// What is computed, without derivatives of outputs by parameters, nearly all entries of which are 0; in the order of the results'
  /// keys, with `δs` before `∂y/∂x`.
  package var dense: [Quantity] {
    var order = computed.filter {
      if case .jacobian(let by) = $0.role { by.role != .parameter || by.rank == 0 } else { true }
    }
    if let jacobian = order.firstIndex(of: .jacobian), let deltaS = order.firstIndex(of: .deltaS), jacobian < deltaS {
      order.insert(order.remove(at: deltaS), at: jacobian)
    }
    return order
  }

  /// Quantities that are written as a whole too.
  package var written: [Quantity] { rules.filter { $0.vectorLine != nil }.map(\.quantity) }

  /// Gradients that are written as a whole too, and whose check is a step of the walk.
  package var whole: [Quantity] { written.filter { if case .jacobian = $0.role { false } else { true } } }

  package subscript(quantity: Quantity) -> Rule? { rules.first { $0.quantity == quantity } }

  /// The summands of a quantity's rule.
  private func summands(_ quantity: Quantity) -> [Rule.Summand] {
    if case .sum(let summands)? = self[quantity]?.body { summands } else { [] }
  }

  /// Whether its entries add up terms of all inputs.
  package func sumsOverInputs(_ quantity: Quantity) -> Bool { summands(quantity).contains(where: \.runsOverInputs) }

  /// `∂s/∂q` for what the pre-activation is made of: the other factor of its product, `W` for `x`.
  ///
  /// `nil` where that factor is 1, and for what the pre-activation is not made of.
  package func slope(by quantity: Quantity) -> Quantity? {
    for summand in summands(.s) {
      let quantities = summand.factors.compactMap { if case .entry(let quantity, _) = $0 { quantity } else { nil } }
      if quantities.contains(quantity) { return quantities.first { $0 != quantity } }
    }
    return nil
  }

  /// Each value from the one before it, as one computes by hand: `δx`, `δW` and `δb` from `δs`.
  package var handInHand: RuleSet {
    RuleSet(rules.map { rule in Linear.fromDeltaS.first { $0.quantity == rule.quantity } ?? rule }, isStandard: false)
  }

  /// The same derivation with one rule replaced, as a misconception does it.
  ///
  /// Values are then computed by the formulas themselves, each from the others.
  /// - Throws: `FormulaError` for a line that is no equation for an entry of the quantity.
  package func replacing(_ quantity: Quantity, with line: String) throws(FormulaError) -> RuleSet {
    let formula = try FormulaParser.formula(line)
    guard let sides = formula.equationSides, sides.count == 2, sides[0].namedQuantity == quantity else {
      throw FormulaError("a rule for \(quantity.rawValue) is an equation with it on the left", column: 1)
    }
    return replacing(with: Rule(quantity, .forward, line))
  }

  /// The same with a rule that is read already.
  package func replacing(with rule: Rule) -> RuleSet {
    RuleSet(rules.map { $0.quantity == rule.quantity ? rule.at($0.stage) : $0 }, isStandard: false)
  }
}
