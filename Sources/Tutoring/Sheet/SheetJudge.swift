import Curriculum
import LayerMath
import TextLayout

/// Judges the lines of a sheet over all layers of a module.
final class SheetJudge {
  let diagnosis: LayerDiagnosis
  var example: LayerExample { diagnosis.example }
  private var names: Naming { diagnosis.derivation.names }

  init(_ example: LayerExample, _ misconceptions: Misconceptions) {
    diagnosis = LayerDiagnosis(example, misconceptions)
  }

  /// The same module with one unit, whose weights are `w`; `nil` where that is what it is, or `w` means something else.
  private lazy var ofOneUnit: SheetJudge? = {
    guard !names.isOfOneUnit, !names.reads("w"), let w = Naming.Name(latex: "w") else { return nil }
    var own = names
    own.isOfOneUnit = true
    own.call(.w, w)
    return SheetJudge(example.resized(k: 1, n: max(2, example.n)).with(own), diagnosis.misconceptions)
  }()

  /// A line, which may be the first that is written for one unit.
  func line(_ text: String, _ context: inout Context) -> (claims: [SheetClaim], note: String) {
    if context.notation.isOfOneUnit, let judge = ofOneUnit { return judge.claims(text, &context) }
    let before = context
    let judged = claims(text, &context)
    guard judged.claims.contains(where: { $0.truth == .unreadable }), text.contains("w"), let judge = ofOneUnit else {
      return judged
    }
    var own = before
    own.notation.isOfOneUnit = true
    let found = judge.claims(text, &own)
    guard !found.claims.isEmpty, !found.claims.contains(where: { $0.truth == .unreadable }) else { return judged }
    context = own
    return (found.claims, "one unit from here on, with the weights w")
  }

  /// What a line goes on from: the open chain, and what the sheet has agreed on.
  struct Context: Equatable, Sendable {
    var notation = SheetNotation()
    /// What a line with nothing before its `=` is said of.
    var head: Formula?
    var last: Formula?
    /// Whether the last one was the same as the head, without a word about it.
    var isPlain = false
    /// Whether a side of the open chain was wrong, and whether one before that was right.
    var hasWrong = false
    var hasRight = false
    /// What later lines say that letters are: a lemma may be written after its use.
    var ahead = SheetNotation()
    /// Whether all sides are read transposed.
    var isTransposed = false

    mutating func begin(_ head: Formula?) { self = Context(notation: notation, head: head, ahead: ahead) }
  }

  /// A line: what it claims, and what is to be said of what it declares.
  private func claims(_ text: String, _ context: inout Context) -> (claims: [SheetClaim], note: String) {
    if let note = context.notation.declare(text, context.notation.names(names)) { return ([], note) }
    let text = SheetText(text)
    var claims: [SheetClaim] = []
    for chain in text.chains { claims += self.claims(chain, &context) }
    return (claims, text.reason.flatMap { reasonRemark($0, claims) } ?? "")
  }

  private func claims(_ chain: SheetText.Chain, _ context: inout Context) -> [SheetClaim] {
    var sides = chain.sides
    if !chain.continues {
      let first = sides.removeFirst()
      context.begin(nil)
      do throws(FormulaError) { context.head = try parsed(first, context.notation) } catch {
        // A letter that means nothing yet may be the name of what it is said to be.
        if let side = sides.first, let found = named(first, side, context.notation) {
          context.notation = found.notation
          var claim = found.claim
          claim.text = "\(found.letter) is \(names.name(found.quantity)) from here on"
          context.head = claim.head
          context.last = claim.expression
          context.hasRight = true
          return [claim] + follow(sides.dropFirst(), &context)
        }
        if let head = try? parsed(first, context.ahead) {
          context.head = head
          return follow(sides[...], &context)
        }
        return [SheetClaim(head: nil, expression: nil, truth: .unreadable, text: Self.unread(error))]
      }
    } else if context.head == nil {
      return [
        SheetClaim(head: nil, expression: nil, truth: .unreadable, text: "there is no line above to go on from")
      ]
    }
    return follow(sides[...], &context)
  }

  /// The sides of the open chain, each beside its head.
  private func follow(_ sides: ArraySlice<String>, _ context: inout Context) -> [SheetClaim] {
    guard var head = context.head else { return [] }
    // Where W has a row for each input, so has its gradient.
    if case .transposed(let inside) = head.node, context.notation.weightsByInput, !context.isTransposed {
      (head, context.head, context.isTransposed) = (inside, inside, true)
    }
    return sides.map { side in
      do throws(FormulaError) {
        let read = try parsed(side, context.notation, or: context.ahead)
        let expression = context.isTransposed ? read.flipped : read
        var claim = claim(head, expression, areRowsKnown: context.notation.isLayoutKnown)
        if claim.ids == ["J1"] {
          // Another layout is said once.
          context.notation.isLayoutKnown = true
          if !context.notation.said.insert(claim.text).inserted { claim.text = "" }
        }
        claim.previous = context.last ?? head
        if let last = context.last {
          // Two things that are the same as a third need no comparing.
          claim.follows = claim.isPlain && context.isPlain || isSame(last, expression)
        }
        if claim.truth == .yes {
          claim.isFortuitous = context.hasWrong && !context.hasRight
          if !claim.isFortuitous { context.hasRight = true }
          if claim.follows != false { name(&claim) }
        } else if claim.truth == .no {
          context.hasWrong = true
        }
        (context.last, context.isPlain) = (expression, claim.isPlain)
        return claim
      } catch {
        return SheetClaim(head: head, expression: nil, truth: .unreadable, text: Self.unread(error))
      }
    }
  }

  /// A letter of one's own is to be said what it is.
  private static func unread(_ error: FormulaError) -> String {
    let parts = error.message.split(separator: "`", omittingEmptySubsequences: false)
    guard error.message.hasPrefix("no name `"), parts.count > 1, parts[1].count == 1 else { return error.message }
    return "what is \(parts[1])? Say it on a line, as in \(parts[1]) = W x, or `\(parts[1]) for s`"
  }

  private func parsed(_ text: String, _ notation: SheetNotation) throws(FormulaError) -> Formula {
    notation.meant(try FormulaParser.formula(text, names: notation.names(names)))
  }

  private func parsed(_ text: String, _ notation: SheetNotation, or other: SheetNotation) throws(FormulaError)
    -> Formula
  {
    do throws(FormulaError) { return try parsed(text, notation) } catch {
      if let formula = try? parsed(text, other) { return formula }
      throw error
    }
  }

  /// What the lines say together that letters are.
  func notation(of lines: [String]) -> SheetNotation {
    var notation = SheetNotation()
    for line in lines {
      if notation.declare(line, notation.names(names)) != nil { continue }
      for chain in SheetText(line).chains where !chain.continues && chain.sides.count > 1 {
        guard (try? parsed(chain.sides[0], notation)) == nil else { continue }
        if let found = named(chain.sides[0], chain.sides[1], notation) { notation = found.notation }
      }
    }
    return notation
  }

  /// What a letter that means nothing yet is a name of: `z_k = Σ_j W_kj x_j`.
  private func named(
    _ left: String, _ right: String, _ notation: SheetNotation
  ) -> (notation: SheetNotation, claim: SheetClaim, letter: String, quantity: Quantity)? {
    for candidate in notation.naming(leftOf: left, notation.names(names)) {
      guard let head = try? parsed(left, candidate.notation), let side = try? parsed(right, candidate.notation),
        !side.isName
      else { continue }
      let claim = claim(head, side)
      if claim.truth == .yes { return (candidate.notation, claim, candidate.letter, candidate.quantity) }
    }
    return nil
  }

  /// The rule of a quantity with its entries counted by these letters.
  func rule(of quantity: Quantity, over letters: [String]) -> Formula? {
    guard let right = diagnosis.derivation.rules[quantity]?.right else { return nil }
    let own = quantity.row.letters.map(String.init)
    guard letters.count == own.count else { return right }
    do throws(FormulaError) {
      var rule = right
      for (place, letter) in own.enumerated() { rule = try rule.renaming(letter, to: "_\(place)") }
      for (place, letter) in letters.enumerated() { rule = try rule.renaming("_\(place)", to: letter) }
      return rule
    } catch { return nil }
  }

  func isSame(_ a: Formula, _ b: Formula) -> Bool {
    if case .same? = try? Formula.compare(a, b, here: example) { true } else { false }
  }

  // MARK: the rules of a step

  private func name(_ claim: inout SheetClaim) {
    guard let previous = claim.previous, let expression = claim.expression, let head = claim.head else { return }
    let about = head.isName ? head : expression.isName ? expression : previous
    guard let one = LineState(previous, of: about, beside: expression),
      let other = LineState(expression, of: about, beside: previous)
    else {
      if previous.canonical == expression.canonical { claim.rules = [.algebra] }
      return
    }
    claim.rules = LineState.rules(from: one, to: other)
    claim.size = StepRule.size(claim.rules, target: other.target)
  }

  /// A reason that does not fit makes no line false.
  private func reasonRemark(_ reason: String, _ claims: [SheetClaim]) -> String? {
    let rules = claims.flatMap(\.rules)
    guard !rules.isEmpty else { return nil }
    let meant = StepRule.allCases.filter { rule in
      (rule.words + [rule.title, rule.rawValue.lowercased()]).contains { reason.lowercased().contains($0) }
    }
    guard let first = meant.first, !meant.contains(where: rules.contains) else { return nil }
    return "the step is \(StepRule.words(rules)), not \(first.title)"
  }

  // MARK: one equation

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
      let renamed = expression.renaming(onlyRight[0], to: onlyLeft[0], exceptBy: nil)
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

  // MARK: truth

  private func judged(
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
          claim.isPartial = true
          claim.text = "under this condition; and where it does not hold?"
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
    var renamed = expression
    // Over letters of their own, so that none is taken twice.
    for (place, index) in indices.enumerated() {
      guard let letter = index.letter, let next = try? renamed.renaming(letter, to: "_\(place)") else { return false }
      renamed = next
    }
    for (place, letter) in quantity.row.letters.enumerated() {
      guard let next = try? renamed.renaming("_\(place)", to: String(letter)) else { return false }
      renamed = next
    }
    return renamed == rule.right
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

  // MARK: wrong rules

  /// The wrong rules of the head's quantity that the expression is; of a link of the path those of the gradient that it makes.
  private func rules(_ head: Formula, _ expression: Formula) -> [String] {
    if let quantity = head.meaning.namedQuantity, diagnosis.derivation.rules[quantity] != nil, quantity.rank < 3 {
      return ids(expression, of: quantity, over: head.meaning.letters)
    }
    guard case .derivative(let of?, let by, _) = head.node, let quantity = by.leadingQuantity?.gradient,
      diagnosis.derivation.rules[quantity] != nil, let unit = of.entryIndices.first?.letter,
      [.s, .y].contains(of.leadingQuantity)
    else { return [] }
    let arriving = Formula(.entry(Formula(.quantity(of.leadingQuantity == .s ? .deltaS : .deltaY)), [.letter(unit)]))
    let whole = Formula(.operation(.multiply, arriving, expression))
    let isSummed = !by.entryIndices.contains(.letter(unit))
    return ids(
      isSummed ? Formula(.sum(unit, nil, whole)) : whole, of: quantity, over: by.entryIndices.compactMap(\.letter))
  }

  /// - Parameter letters: what the entries are counted by; they are called as in the catalogue, and each counts, also where the
  ///   expression does not speak of it.
  private func ids(_ expression: Formula, of quantity: Quantity, over letters: [String]) -> [String] {
    let own = quantity.row.letters.map(String.init)
    var renamed = expression
    if letters.count == own.count, !expression.isWhole {
      do throws(FormulaError) {
        for (place, letter) in letters.enumerated() { renamed = try renamed.renaming(letter, to: "_\(place)") }
        // A letter of the catalogue that is used for something else here is called otherwise.
        for letter in own where renamed.freeIndices.contains(letter) { renamed = try renamed.renaming(letter, to: "q") }
        for (place, letter) in own.enumerated() { renamed = try renamed.renaming("_\(place)", to: letter) }
      } catch { return [] }
      // What is written as in the catalogue is that, whether it has a value or not.
      let key = renamed.canonical
      let written = diagnosis.misconceptions.concerning(example).filter {
        $0.quantity == quantity && $0.rule.right?.canonical == key
      }
      if !written.isEmpty { return written.map(\.id) }
      for letter in own where !renamed.freeIndices.contains(letter) {
        let index = Formula(.index(letter))
        renamed = Formula(.operation(.multiply, Formula(.bracket(Formula(.comparison(.equal, index, index)))), renamed))
      }
    }
    // The numbers at hand may hide a rule that others show.
    for layer in [diagnosis] + diagnosis.others.prefix(2) + [diagnosis.wider] {
      let found = layer.rules(of: renamed, for: quantity)
      if !found.isEmpty { return found.map(\.id) }
    }
    return []
  }
}

extension LayerDiagnosis {
  /// What helps somebody who has a wrong rule.
  func feedback(of id: String) -> String? {
    misconceptions[id].map { derivation.names.words($0.feedback) }
  }
}
