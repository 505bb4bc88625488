import LayerMath

/// What follows from a student's own slope of f: with it in the place of the right one the line is right, and the slope has cost
/// already.
///
/// Source: `derive.md`, section 4.2, follow-through.
struct OwnSlope {
  private let slope: Formula
  private let judge: SheetJudge

  /// - Returns: `nil` where the sheet has no slope of its own that is wrong, or one that no longer depends on the pre-activation:
  ///   with f′ ≡ 1 the rest is too simple to be worth its marks.
  init?(_ sheet: Sheet, _ judge: SheetJudge) {
    let own = sheet.claims.first { claim in
      claim.truth == .no && claim.quantity == .fPrime && claim.follows != true
        && (claim.expression?.speaks(of: [.s, .y]) ?? false)
    }
    guard let own, let head = own.head, let expression = own.expression, let letter = head.meaning.letters.first,
      // What cannot be moved to another unit is no rule.
      let moved = try? expression.renaming(letter, to: "_k")
    else { return nil }
    (slope, self.judge) = (moved, judge)
  }

  /// Whether a wrong equation is right with this slope.
  func explains(_ claim: SheetClaim) -> Bool {
    guard claim.truth == .no, let quantity = claim.quantity, let head = claim.head, let expression = claim.expression,
      [.jacobian, .parameterJacobian, .deltaX, .deltaW, .deltaS, .deltaB, .biasJacobian].contains(quantity),
      let rule = judge.rule(of: quantity, over: head.meaning.letters)
    else { return false }
    let own = rule.withSlope { letter in try? slope.renaming("_k", to: letter) }
    return own != rule && judge.isSame(own, expression)
  }
}

extension Formula {
  /// With `f'(s_k)` as somebody has it.
  fileprivate func withSlope(_ slope: (String) -> Formula?) -> Formula {
    if case .applied(.fPrime, let arguments) = node, let letter = arguments.first?.letters.first,
      let own = slope(letter)
    {
      return own
    }
    return mapping { $0.withSlope(slope) }
  }
}
