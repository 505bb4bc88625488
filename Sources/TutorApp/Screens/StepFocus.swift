import LayerMath
import Tutoring

/// Which entries the position is about: what the step computes, what its current term uses, and the factor uncovered
/// last.
///
/// All views mark the same entries.
struct StepFocus {
  var result: Symbol?
  /// The entries that the current term multiplies.
  var used: Set<Symbol> = []
  var current: Symbol?
  /// Unit and input of the current path, 1-based.
  var unit: Int?
  var input: Int?

  init(_ state: WalkState) {
    guard case .step(let index, let reveal) = state.position, let step = state.walkthrough.derivation.step(at: index)
    else {
      return
    }
    // The vector form and the check are about no one entry.
    guard let result = step.symbol else { return }
    self.result = result
    let plan = RevealPlan(step.id, in: state.walkthrough.derivation)
    let place = plan.current(at: reveal)
    switch step.body {
    case .sum(let terms):
      let term = place?.term ?? (reveal == 0 ? 0 : terms.count - 1)
      if term < terms.count {
        used = Set(terms[term].factors.compactMap(\.symbol))
        if let place { current = terms[term].factors[min(place.factor, terms[term].factors.count - 1)].symbol }
      }
      // At the end of a sum all its terms count alike.
      if reveal == plan.last { used = Set(terms.flatMap { $0.factors.compactMap(\.symbol) }) }
    case .application(_, let argument, _):
      used = Set([argument.symbol].compactMap { $0 })
      current = reveal == 1 ? argument.symbol : nil
    case .vectorForm, .check: break
    }
    let index1 = result.index
    switch result.quantity {
    case .s:
      unit = index1[0]
      input = used.count == 2 ? used.first { $0.quantity == .x }?.index[0] : nil
    case .y, .fPrime, .deltaS: unit = index1[0]
    case .jacobian, .deltaW: (unit, input) = (index1[0], index1[1])
    case .parameterJacobian: (unit, input) = (index1[1], index1[2])
    case .deltaX:
      input = index1[0]
      unit = reveal == plan.last ? nil : used.first { $0.quantity == .fPrime }?.index[0]
    case .w, .x, .deltaY: break
    }
  }
}
