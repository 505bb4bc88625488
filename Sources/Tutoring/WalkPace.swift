import LayerMath

/// How much a press uncovers.
package enum WalkPace: String, CaseIterable, Sendable {
  /// The first entry of each quantity factor by factor, and the first of each piece of f; the others term by term; entries that
  /// are zero for one reason together.
  case brief
  /// Every factor of every entry.
  case every
}

extension Walkthrough {
  /// Where a press leads; `nil` at the end.
  package func advanced(_ position: WalkPosition, _ pace: WalkPace) -> WalkPosition? {
    guard pace == .brief, case .step(let index, let reveal) = position else { return next(position) }
    let last = lastReveal(index)
    if reveal < last { return .step(index, reveal: nextStop(index, after: reveal, last: last)) }
    if let end = endOfZeros(from: index + 1) { return .step(end, reveal: lastReveal(end)) }
    // A form comes with its matrices, a check with its table.
    switch derivation.id(at: index + 1) {
    case .vectorForm, .check: return .step(index + 1, reveal: 1)
    default: return next(position)
    }
  }

  /// The end of the entry in play, then of the next one.
  package func finished(_ position: WalkPosition, _ pace: WalkPace) -> WalkPosition? {
    guard case .step(let index, let reveal) = position else { return next(position) }
    let last = lastReveal(index)
    if reveal < last { return .step(index, reveal: last) }
    guard index + 1 < derivation.stepCount else { return nil }
    let end = (pace == .brief ? endOfZeros(from: index + 1) : nil) ?? index + 1
    return .step(end, reveal: lastReveal(end))
  }

  private func nextStop(_ index: Int, after reveal: Int, last: Int) -> Int {
    guard let id = derivation.id(at: index), case .entry(let symbol) = id, !isFirstOfItsKind(symbol) else {
      return reveal + 1
    }
    let plan = RevealPlan(id, in: derivation)
    guard plan.showsProducts else { return last }
    // The last term brings the sum with it.
    for term in 0..<(plan.terms - 1) where plan.end(ofTerm: term) > reveal { return plan.end(ofTerm: term) }
    return last
  }

  /// The first entry of a quantity, or the first that a piece of f gives.
  private func isFirstOfItsKind(_ symbol: Symbol) -> Bool {
    if symbol.index.allSatisfy({ $0 == 1 }) { return true }
    guard case .application? = derivation.rules[symbol.quantity]?.body, let unit = symbol.unit, unit <= 8 else {
      return false
    }
    let activation = derivation.activation
    let piece = activation.piece(at: derivation.s(unit))
    return (1..<unit).allSatisfy { activation.piece(at: derivation.s($0)) != piece }
  }

  /// The last of the entries of this output that are zero because the weight belongs to another unit; `nil` where the entry is
  /// no such zero.
  private func endOfZeros(from index: Int) -> Int? {
    guard case .entry(let symbol)? = derivation.id(at: index), case .jacobian(let parameter) = symbol.quantity.role,
      parameter.role == .parameter, symbol.index.count > 1, symbol.index[0] != symbol.index[1]
    else { return nil }
    let shape = derivation.shape(symbol.quantity)
    // Up to the unit's own row, or to the end of the output's plane.
    let unit = symbol.index[1] < symbol.index[0] ? symbol.index[0] - 1 : shape[1]
    let end = Symbol(symbol.quantity, index: [symbol.index[0], unit] + shape.dropFirst(2))
    return derivation.index(of: .entry(end))
  }
}
