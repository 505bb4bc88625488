/// The values of a layer in machine numbers, by its rules, with one of them replaced or none.
package final class MachineRun {
  let k: Int
  let n: Int
  let activation: Activation
  let alpha: Double
  /// What the letters of the rule at hand stand for.
  var letters: [Int] = [1]
  private let rules: [Quantity: MachineRule]
  private let right: MachineRun?
  private let replaced: MachineRule?
  /// Quantities that follow from the replaced one.
  private let affected: Set<Quantity>
  private var known: [Quantity: [Double]] = [:]
  private var begun: Set<Quantity> = []
  private var rests: [Quantity: Set<Quantity>] = [:]

  /// The right values; `nil` where a rule has no machine form.
  package init?(_ example: LayerExample) {
    (k, n, activation) = (example.k, example.n, example.activation)
    alpha = activation.alpha?.double ?? 1
    var rules: [Quantity: MachineRule] = [:]
    for rule in example.rules.handInHand.rules {
      // `P` has three indices and nothing rests on it.
      guard let machine = rule.machine else { continue }
      rules[rule.quantity] = machine
    }
    self.rules = rules
    (right, replaced, affected) = (nil, nil, [])
    for part in example.parts { known[part.quantity] = example.entries(of: part).map(\.double) }
    // The right outputs and slopes in forms that overflow nowhere.
    guard rules[.s] != nil else { return nil }
    let pairs = values(of: .s).map { activation.doubles(at: $0) }
    known[.y] = pairs.map(\.value)
    known[.fPrime] = pairs.map(\.slope)
  }

  /// The same layer with a wrong rule.
  package init(_ right: MachineRun, replacing rule: MachineRule) {
    (k, n, activation, alpha) = (right.k, right.n, right.activation, right.alpha)
    (rules, self.right, replaced) = (right.rules, right, rule)
    affected = right.resting(on: rule.quantity)
  }

  /// All that rests on a quantity, with itself.
  private func resting(on quantity: Quantity) -> Set<Quantity> {
    if let known = rests[quantity] { return known }
    var found: Set<Quantity> = [quantity]
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for (other, rule) in rules where !found.contains(other) && !rule.uses.isDisjoint(with: found) {
        found.insert(other)
        isGrowing = true
      }
    }
    rests[quantity] = found
    return found
  }

  package func isAffected(_ quantity: Quantity) -> Bool { affected.contains(quantity) }

  package func values(of quantity: Quantity) -> [Double] {
    if let values = known[quantity] { return values }
    if let right, !affected.contains(quantity) { return right.values(of: quantity) }
    guard let rule = replaced?.quantity == quantity ? replaced : rules[quantity], begun.insert(quantity).inserted else {
      // A slope that is asked for within its own rule is that of f.
      return right?.values(of: quantity) ?? []
    }
    let values = rule.fits(k: k, n: n) ? rule.values(in: self) : []
    known[quantity] = values
    begun.remove(quantity)
    return values
  }
}
