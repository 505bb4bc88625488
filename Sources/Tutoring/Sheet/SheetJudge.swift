import Curriculum
import LayerMath
import TextLayout

/// What is known of an equation of a sheet: whether it holds for every layer, and what is to be said of its letters.
struct SheetClaim: Equatable, Sendable {
  enum Truth: String, Sendable {
    case yes, no, unreadable
    case cannotTell = "cannot tell"
  }

  let head: Formula?
  let expression: Formula?
  var truth: Truth
  /// Ids of index checks and of wrong rules.
  var ids: [String] = []
  var text = ""
  var counterexample: Equivalence.Counterexample?

  /// True without a word about its letters or its layout.
  var isPlain: Bool { truth == .yes && ids.isEmpty }

  /// The quantity that it is about: of `∂y_k/∂x_j` the Jacobian.
  var quantity: Quantity? { head?.meaning.namedQuantity }
}

/// Judges equations over all layers of a module.
struct SheetJudge {
  let diagnosis: LayerDiagnosis
  private var example: LayerExample { diagnosis.example }

  init(_ example: LayerExample, _ misconceptions: Misconceptions) {
    diagnosis = LayerDiagnosis(example, misconceptions)
  }

  func parsed(_ text: String) throws(FormulaError) -> Formula {
    try FormulaParser.formula(text, names: diagnosis.derivation.names)
  }

  func isSame(_ a: Formula, _ b: Formula) -> Bool {
    if case .same? = try? Formula.compare(a, b, here: example) { true } else { false }
  }

  /// The head of a chain beside one of its sides: letters first, then whether it is true.
  func claim(_ head: Formula, _ expression: Formula, _ text: String) -> SheetClaim {
    var claim = SheetClaim(head: head, expression: expression, truth: .yes)
    if let clash = [head, expression].compactMap(\.kindClash).first {
      claim.truth = .no
      claim.ids = ["I6"] + rules(head, text)
      claim.text = "\(clash) counts inputs in one place and units in another"
      return claim
    }
    if let letter = expression.idleSum {
      claim.truth = isSame(head, expression) ? .yes : .no
      claim.ids = ["I8"]
      claim.text = "no \(letter) inside its sum: this multiplies by a number"
      return claim
    }
    if let found = boundAndFree(head, expression, claim) ?? freeElsewhere(head, expression, claim) { return found }
    return judged(claim, head, expression, text)
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
      let renamed = body.renaming(letter, to: other, exceptBy: by, diagnosis.derivation.names)
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
    claim.ids = ["I3"]
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
      let renamed = expression.renaming(onlyRight[0], to: onlyLeft[0], exceptBy: nil, diagnosis.derivation.names)
    {
      claim.ids = ["I1"]
      claim.truth = isSame(head, renamed) ? .yes : .no
      claim.text = "one letter for one thing: \(onlyLeft[0]) or \(onlyRight[0])?"
      return claim
    }
    guard onlyLeft.isEmpty, !left.isEmpty || head.isNumber, let letter = onlyRight.first, onlyRight.count == 1 else {
      return nil
    }
    guard isSame(head, Formula(.sum(letter, nil, expression), column: expression.column)) else { return nil }
    claim.truth = .no
    claim.ids = ["I2"]
    claim.text = "\(letter) stands free on the right: which of them belong there? A sum over \(letter) is missing"
    return claim
  }

  // MARK: truth

  private func judged(_ claim: SheetClaim, _ head: Formula, _ expression: Formula, _ text: String) -> SheetClaim {
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
        claim.counterexample = counterexample
      }
    } catch {
      if let layout = layout(head, expression, claim) { return layout }
      claim.truth = error.isAboutLetters ? .no : .unreadable
      claim.text = error.message
      return claim
    }
    if let layout = layout(head, expression, claim) { return layout }
    claim.truth = .no
    if isOfOwnUnitOnly(head, expression) {
      claim.ids = ["J5"]
      claim.text = "true of the own unit alone: what is it for the others?"
      return claim
    }
    claim.ids = rules(head, text)
    let help = claim.ids.first.flatMap { diagnosis.feedback(of: $0) }
    claim.text = help ?? "not true for every layer"
    return claim
  }

  /// Whether `∂y_i/∂W_kj` is said to be for every unit what it is for i = k.
  private func isOfOwnUnitOnly(_ head: Formula, _ expression: Formula) -> Bool {
    let names = diagnosis.derivation.names
    guard head.meaning.namedQuantity == .parameterJacobian, case .entry(_, let indices) = head.meaning.node,
      case .letter(let i)? = indices.first, indices.count == 3, case .letter(let k) = indices[1], i != k,
      let own = head.renaming(i, to: k, exceptBy: nil, names),
      let other = expression.renaming(i, to: k, exceptBy: nil, names)
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
    var renamed = expression
    // Over letters of their own, so that none is taken twice.
    for (place, index) in indices.enumerated() {
      guard case .letter(let letter) = index else { return false }
      guard let next = renamed.renaming(letter, to: "_\(place)", exceptBy: nil, diagnosis.derivation.names) else {
        return false
      }
      renamed = next
    }
    for (place, letter) in quantity.row.letters.enumerated() {
      guard let next = renamed.renaming("_\(place)", to: String(letter), exceptBy: nil, diagnosis.derivation.names)
      else {
        return false
      }
      renamed = next
    }
    return renamed == rule.right
  }

  /// The same numbers in another layout are named, not scolded: one row per input, or gradients as rows.
  private func layout(_ head: Formula, _ expression: Formula, _ claim: SheetClaim) -> SheetClaim? {
    var claim = claim
    claim.truth = .yes
    claim.counterexample = nil
    if head.freeIndices.isEmpty, isSame(head, Formula(.transposed(expression), column: expression.column)) {
      claim.ids = ["J1"]
      claim.text =
        (head.namedQuantity?.rank ?? 2) == 1
        ? "true as a row; here it is a column" : "true in the layout with one row per input; here one row per output"
      return claim
    }
    let (rowHead, rows) = (head.withGradientRows, expression.withGradientRows)
    if rowHead != head || rows != expression, isSame(rowHead, rows) {
      claim.ids = ["J1"]
      claim.text = "true with gradients as rows; here they are columns"
      return claim
    }
    return nil
  }

  /// The wrong rules of the head's quantity that the expression is.
  private func rules(_ head: Formula, _ text: String) -> [String] {
    guard let quantity = head.meaning.namedQuantity, diagnosis.derivation.rules[quantity] != nil, quantity.rank < 3
    else {
      return []
    }
    return diagnosis.diagnosis(of: text, for: diagnosis.derivation.symbols(quantity)).rules.map(\.id)
  }
}

extension LayerDiagnosis {
  /// What helps somebody who has a wrong rule.
  func feedback(of id: String) -> String? {
    misconceptions[id].map { derivation.names.words($0.feedback) }
  }
}
