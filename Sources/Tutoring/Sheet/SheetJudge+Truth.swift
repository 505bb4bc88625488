import LayerMath

/// Whether an equation holds for every layer, and what it is where it does not.
extension SheetJudge {
  func judged(
    _ claim: SheetClaim, _ head: Formula, _ expression: Formula, _ areRowsKnown: Bool
  ) -> SheetClaim {
    var claim = claim
    // A definition needs no comparing, which logarithms do not allow.
    if isDefinition(head, expression) { return claim }
    do throws(FormulaError) {
      switch try Formula.compare(head, expression, here: example) {
      case .same:
        if head.freeIndices.isEmpty, !expression.freeIndices.isEmpty { claim.ids = ["I10"] }
        return claim
      case .cannotTell(let reason):
        claim.truth = .cannotTell
        claim.text = "this cannot be told: \(reason)"
        return claim
      case .different(let counterexample):
        // What is written out, `W_11 x_1 + W_12 x_2`, is for this many units and inputs.
        let isOfOtherShape = counterexample.example.k != example.k || counterexample.example.n != example.n
        if isOfOtherShape, !head.writtenIndices.union(expression.writtenIndices).isEmpty, isSameHere(head, expression) {
          claim.text = "for \(example.k) units and \(example.n) inputs"
          return claim
        }
        // What is said of some cases only may be true of those.
        if case .cases(let cases, otherwise: nil) = expression.node,
          isSame(head, Formula(.cases(cases, otherwise: head), column: expression.column))
        {
          // A condition that nothing meets says nothing.
          let other = Formula(.operation(.add, head, Formula(.number(.one))))
          claim.isPartial = true
          claim.truth = isSame(other, Formula(.cases(cases, otherwise: other))) ? .unreadable : .yes
          claim.text =
            claim.truth == .yes ? "under this condition; and where it does not hold?" : "nothing meets this condition"
          return claim
        }
        if let entries = expression.dotsByEntry, isSame(head, entries) {
          claim.truth = .unreadable
          claim.text = "a dot between two vectors is their inner product; entry by entry write ⊙"
          return claim
        }
        claim.counterexample = counterexample
      }
    } catch {
      if let layout = layout(head, expression, claim, areRowsKnown) { return layout }
      let asksForTarget = example.loss == nil && expression.speaks(of: [.t]) && !head.speaks(of: [.t])
      claim.truth = error.isAboutLetters || asksForTarget ? .no : .unreadable
      if asksForTarget { claim.ids = ["E8"] }
      claim.text = claim.ids.first.flatMap { diagnosis.feedback(of: $0) } ?? error.message
      return claim
    }
    if let layout = layout(head, expression, claim, areRowsKnown) { return layout }
    claim.truth = .no
    if isOfOwnUnitOnly(head, expression) {
      claim.ids = ["J5"]
      claim.text = "true of the own unit alone: what is it for the others?"
      return claim
    }
    if isSumThatCollapses(head, expression) {
      claim.ids = ["I9"] + rules(head, expression)
      claim.text = "one term of the sum is left: which, and what is it called outside?"
      return claim
    }
    claim.ids = rules(head, expression)
    if claim.ids.isEmpty, let product = expression.termsMultiplied, isSame(head, product) { claim.ids = ["E4"] }
    let help = claim.ids.first.flatMap { diagnosis.feedback(of: $0) }
    claim.text = help ?? "not true for every layer"
    return claim
  }

  /// Whether the one term that the head is of was left in its sum: `∂s_k/∂x_j = Σ_l W_kl`.
  private func isSumThatCollapses(_ head: Formula, _ expression: Formula) -> Bool {
    guard case .sum(let letter, _, let body) = expression.node else { return false }
    return head.freeIndices.contains { free in
      guard !body.freeIndices.contains(free), let term = try? body.renaming(letter, to: free) else { return false }
      return isSame(head, term)
    }
  }

  /// Whether `∂y_i/∂W_kj` is said to be for every unit what it is for i = k.
  private func isOfOwnUnitOnly(_ head: Formula, _ expression: Formula) -> Bool {
    guard let (i, k) = head.unitLetters, i != k, let own = try? head.renaming(i, to: k),
      let other = try? expression.renaming(i, to: k)
    else { return false }
    return isSame(own, other)
  }

  /// Whether both are worth the same on many layers of this shape.
  private func isSameHere(_ a: Formula, _ b: Formula) -> Bool {
    ([diagnosis] + diagnosis.others + diagnosis.large).allSatisfy { layer in
      guard case .value(let one)? = try? a.evaluated(for: layer.derivation),
        case .value(let other)? = try? b.evaluated(for: layer.derivation)
      else { return false }
      return one == other
    }
  }

  /// Whether the right side is the rule of the left one, whatever its letters are called.
  private func isDefinition(_ head: Formula, _ expression: Formula) -> Bool {
    guard let quantity = head.namedQuantity, let rule = diagnosis.derivation.rules[quantity] else { return false }
    guard case .entry(_, let indices) = head.node else { return expression == rule.vectorForm?.equationSides?.last }
    let letters = head.letters
    return letters.count == indices.count && Set(letters).count == letters.count
      && expression == self.rule(of: quantity, over: letters)
  }

  /// The same numbers in another layout are named, not scolded: one row per input, or gradients as rows.
  private func layout(
    _ head: Formula, _ expression: Formula, _ claim: SheetClaim, _ areRowsKnown: Bool
  ) -> SheetClaim? {
    // What is called δW has the shape of W, unless something else was agreed on.
    guard head.node != .quantity(.deltaW) || areRowsKnown else { return nil }
    var claim = claim
    claim.truth = .yes
    claim.counterexample = nil
    if head.freeIndices.isEmpty, isSame(head, Formula(.transposed(expression), column: expression.column)) {
      claim.ids = ["J1"]
      claim.text =
        (head.namedQuantity?.rank ?? 2) == 1
        ? "as a row, where it is a column here" : "in the layout with one row per input, here one per output"
      return claim
    }
    let (rowHead, rows) = (head.withGradientRows, expression.withGradientRows)
    if rowHead != head || rows != expression, isSame(rowHead, rows) {
      claim.ids = ["J1"]
      claim.text = "with gradients as rows, which are columns here"
      return claim
    }
    return nil
  }
}
