import LayerMath

/// One equation: letters first, then whether it is true.
///
/// Source: `derive.md`, section 3.2.
extension SheetJudge {
  /// The head of a chain beside one of its sides: letters first, then whether it is true.
  ///
  /// - Parameter areRowsKnown: whether gradients as rows have been agreed on.
  func claim(_ head: Formula, _ expression: Formula, areRowsKnown: Bool = false) -> SheetClaim {
    var claim = SheetClaim(head: head, expression: expression, truth: .yes)
    if let clash = [head, expression].compactMap(\.kindClash).first {
      claim.truth = .no
      claim.ids = ["I6"] + rules(head, expression)
      claim.text = "\(clash) counts inputs in one place and units in another"
      return claim
    }
    if let letter = [head, expression].lazy.compactMap(\.nestedLetter).first {
      // An outer sum without its letter only multiplies.
      if head.idleSum ?? expression.idleSum == nil {
        claim = judged(claim, head, expression, areRowsKnown)
      } else {
        claim.truth = .no
      }
      claim.ids.insert("I5", at: 0)
      claim.text =
        "\(letter) is bound twice: the inner one is a letter of its own"
        + (claim.truth == .no ? ", and then this is not true" : "")
      return claim
    }
    if let letter = [head, expression].lazy.compactMap(\.capturedLetter).first {
      claim = judged(claim, head, expression, areRowsKnown)
      claim.ids.insert("I9", at: 0)
      claim.text =
        "inside its sum \(letter) runs, the entry you differentiate by is fixed: sum over another letter"
        + (claim.truth == .no ? "; this is not true" : "")
      return claim
    }
    if let letter = expression.idleSum {
      claim.truth = isSame(head, expression) ? .yes : .no
      claim.ids = ["I8"]
      claim.text = "no \(letter) inside its sum: this multiplies by a number"
      return claim
    }
    let ranged = expression.withoutForeignRanges
    if ranged.formula != expression, let letter = ranged.letter {
      claim = judged(claim, head, ranged.formula, areRowsKnown)
      claim.ids.insert("I7", at: 0)
      claim.text =
        "\(letter.name) counts \(letter.countsInputs ? "inputs: up to n" : "units: up to K")"
        + (claim.truth == .yes || claim.text.isEmpty ? "" : "; " + claim.text)
      return claim
    }
    if let found = boundAndFree(head, expression, claim) ?? freeElsewhere(head, expression, claim) { return found }
    claim = judged(claim, head, expression, areRowsKnown)
    if claim.truth == .yes, claim.ids.isEmpty, claim.isOfOwnUnitAlone {
      claim.ids = ["I11"]
      claim.text = "of the own unit; and for the others?"
    }
    return claim
  }

  // MARK: letters

  /// I3 and I4: a letter of the left that a sum binds on the right.
  private func boundAndFree(_ head: Formula, _ expression: Formula, _ claim: SheetClaim) -> SheetClaim? {
    var claim = claim
    let free = Set(head.freeIndices)
    guard case .sum(let letter, _, let body) = expression.node, free.contains(letter) else { return nil }
    // The occurrence that repeats what the left differentiates by stays; the others were meant as another letter.
    if case .derivative(_, let by, _) = head.node,
      let other = ["l", "m", "p", "q"].first(where: { !free.contains($0) }),
      let renamed = body.renaming(letter, to: other, exceptBy: by)
    {
      let standard = Formula(.sum(other, nil, renamed), column: expression.column)
      if renamed != body, isSame(head, standard) {
        claim.ids = ["I4"]
        claim.text = "\(letter) is taken by the left side; write the sum over another letter"
        return claim
      }
    }
    guard isSame(head, body) else { return nil }
    claim.truth = .no
    claim.ids = ["I3"] + rules(head, expression)
    claim.text = "you asked for one \(letter) and then added over all: the sum over \(letter) is too much"
    return claim
  }

  /// I1, I2: letters that are free on one side only.
  private func freeElsewhere(_ head: Formula, _ expression: Formula, _ claim: SheetClaim) -> SheetClaim? {
    var claim = claim
    let left = Set(head.freeIndices)
    let right = Set(expression.freeIndices)
    guard left != right, !right.isEmpty else { return nil }
    let onlyLeft = Formula.ordered(left.subtracting(right))
    let onlyRight = Formula.ordered(right.subtracting(left))
    if onlyLeft.count == 1, onlyRight.count == 1, expression.binds(onlyLeft[0]) {
      claim.truth = .no
      claim.ids = ["I3", "I2"]
      claim.text = "the sum runs over \(onlyLeft[0]), which the left side asks for, and \(onlyRight[0]) stands free"
      return claim
    }
    if onlyLeft.count == 1, onlyRight.count == 1,
      let renamed = try? expression.renaming(onlyRight[0], to: onlyLeft[0])
    {
      claim.ids = ["I1"]
      claim.truth = isSame(head, renamed) ? .yes : .no
      claim.text = "one letter for one thing: \(onlyLeft[0]) or \(onlyRight[0])?"
      if claim.truth == .no { claim.ids += rules(head, renamed) }
      return claim
    }
    guard onlyLeft.isEmpty, !left.isEmpty || head.isNumber, let letter = onlyRight.first, onlyRight.count == 1 else {
      return nil
    }
    claim.truth = .no
    // `f′(s_k) Σ_k …`: what depends on k has been taken out of its sum.
    if let inside = expression.takingIn(letter), isSame(head, inside) {
      claim.ids = ["X8", "I2"]
      claim.text = "a factor with \(letter) stays inside the sum over \(letter)"
      return claim
    }
    guard isSame(head, Formula(.sum(letter, nil, expression), column: expression.column)) else { return nil }
    claim.ids = ["I2"]
    claim.text = "\(letter) stands free on the right: which of them belong there? A sum over \(letter) is missing"
    return claim
  }
}
