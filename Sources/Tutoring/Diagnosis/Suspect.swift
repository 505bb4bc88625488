import Curriculum
import LayerMath

/// A wrong rule on one layer: what it gives there, in machine numbers at once and exactly once it is asked.
final class Suspect {
  let misconception: Misconception
  private let example: LayerExample
  private let machine: MachineRun?
  private lazy var run = RuleRun(example, rules: misconception.rules(of: example))

  init(_ misconception: Misconception, _ example: LayerExample, _ right: MachineRun?) {
    self.misconception = misconception
    self.example = example
    machine = right.flatMap { right in misconception.rule.machine.map { MachineRun(right, replacing: $0) } }
  }

  /// Whether the rule makes sense for this shape.
  private var fits: Bool {
    // What only exact numbers can do, an inverse, is not waited for on larger layers.
    misconception.rule.machine?.fits(k: example.k, n: example.n)
      ?? (max(example.k, example.n) <= 6 && run.fits(misconception.quantity))
  }

  /// Whether an exact look is worth it: false only where machine numbers say that it cannot be this.
  func mayExplain(_ cells: [AnswerCell], at places: [Int], of quantity: Quantity) -> Bool {
    guard let machine else { return fits }
    guard machine.isAffected(quantity), fits else { return false }
    let values = machine.values(of: quantity)
    guard !values.isEmpty else { return true }
    return zip(cells, places).allSatisfy { cell, place in
      guard place < values.count else { return true }
      return cell.mayBe(values[place])
    }
  }

  /// All entries, exactly; `nil` where the rule does not fit or gives no value.
  func values(of quantity: Quantity) -> [RealNumber]? {
    guard fits, machine?.isAffected(quantity) ?? true else { return nil }
    return run.values(of: quantity)
  }

  /// An entry as far as a person tells it from another; `nil` where the rule gives none.
  func shown(_ symbol: Symbol, at place: Int) -> Double? {
    guard fits else { return nil }
    let values = machine?.values(of: symbol.quantity) ?? []
    let value = place < values.count ? values[place] : self.value(symbol)?.double ?? .nan
    return value.isFinite ? (value * 1e6).rounded() / 1e6 : nil
  }

  private func value(_ symbol: Symbol) -> RealNumber? {
    guard fits else { return nil }
    let value = run.number(symbol)
    if case .undefined = value { return nil }
    return value
  }
}

extension AnswerCell {
  /// Whether a machine number is near enough to be what a cell says.
  fileprivate func mayBe(_ value: Double) -> Bool {
    guard value.isFinite else { return true }
    let slack = 1e-7 * max(1, abs(value))
    switch self {
    case .open: return true
    case .exact(let number): return abs(number.double - value) <= slack
    case .computed(let number): return abs(number.double - value) <= 0.01 * abs(value) + slack
    case .typed(let number): return abs(number.value.double - value) <= (number.reach?.double ?? 0) + slack
    }
  }
}
