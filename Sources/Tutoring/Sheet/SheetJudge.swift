import Curriculum
import LayerMath

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
    guard judged.claims.contains(where: { $0.truth == .unreadable }), text.contains("w") else { return judged }
    // A small w is W, or the weights of one unit: whichever makes the line right, else whichever can be read.
    var ways: [(claims: [SheetClaim], note: String, context: Context)] = []
    var small = before
    if small.notation.call("w", .w, small.notation.names(names)) {
      ways.append((claims(text, &small).claims, "w is \(names.name(.w)) from here on", small))
    }
    if let judge = ofOneUnit {
      var one = before
      one.notation.isOfOneUnit = true
      ways.append((judge.claims(text, &one).claims, "one unit from here on, with the weights w", one))
    }
    let isRight = { (claims: [SheetClaim]) in
      !claims.isEmpty && claims.allSatisfy { $0.truth == .yes && $0.ids.isEmpty }
    }
    let isRead = { (claims: [SheetClaim]) in !claims.isEmpty && !claims.contains { $0.truth == .unreadable } }
    guard let way = ways.first(where: { isRight($0.claims) }) ?? ways.first(where: { isRead($0.claims) }) else {
      return judged
    }
    context = way.context
    return (way.claims, way.note)
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
    /// Whether all sides are read transposed.
    var isTransposed = false

    mutating func begin(_ head: Formula?) { self = Context(notation: notation, head: head) }
  }

  /// A line: what it claims, and what is to be said of what it declares.
  private func claims(_ text: String, _ context: inout Context) -> (claims: [SheetClaim], note: String) {
    if let note = context.notation.declare(text, context.notation.names(names)) { return ([], note) }
    let text = SheetText(text)
    var claims: [SheetClaim] = []
    for chain in text.chains { claims += self.claims(chain, &context) }
    if text.isBroken {
      claims = [
        SheetClaim(head: nil, expression: nil, truth: .unreadable, text: "the brackets of this line do not match")
      ]
    }
    return (claims, text.reason.flatMap { reasonRemark($0, claims) } ?? "")
  }

  private func claims(_ chain: SheetText.Chain, _ context: inout Context) -> [SheetClaim] {
    var sides = chain.sides
    if !chain.continues {
      let first = sides.removeFirst()
      context.begin(nil)
      do throws(FormulaError) { context.head = try parsed(first, context.notation) } catch {
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
        let read = try parsed(side, context.notation)
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
          if claim.isSound { context.hasRight = true }
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
    if parts[1] == "o" { return "entry by entry is written ⊙ or .*" }
    return "what is \(parts[1])? Say it on a line, as in \(parts[1]) = W x, or `\(parts[1]) for s`"
  }

  private func parsed(_ text: String, _ notation: SheetNotation) throws(FormulaError) -> Formula {
    notation.meant(try FormulaParser.formula(text, names: notation.names(names)))
  }

  /// What the lines say together that letters are, wherever they say it, and what is to be said of that on which line.
  func notation(of lines: [String]) -> (notation: SheetNotation, notes: [Int: String]) {
    var notation = SheetNotation()
    var notes: [Int: String] = [:]
    for (index, line) in lines.enumerated() {
      if let note = notation.declareLetter(line, notation.names(names)) { notes[index] = note }
      for chain in SheetText(line).chains where !chain.continues && chain.sides.count > 1 {
        guard (try? parsed(chain.sides[0], notation)) == nil else { continue }
        guard let found = named(chain.sides[0], chain.sides[1], notation) else { continue }
        notation = found.notation
        notes[index] = "\(found.letter) is \(names.name(found.quantity)) on this sheet"
      }
    }
    return (notation, notes)
  }

  /// What a letter that means nothing yet is a name of: `z_k = Σ_j W_kj x_j`.
  private func named(
    _ left: String, _ right: String, _ notation: SheetNotation
  ) -> (notation: SheetNotation, letter: String, quantity: Quantity)? {
    for candidate in notation.naming(leftOf: left, notation.names(names)) {
      guard let head = try? parsed(left, candidate.notation), let side = try? parsed(right, candidate.notation),
        !side.isName || side.derivativeName != nil
      else { continue }
      if claim(head, side).truth == .yes { return candidate }
    }
    return nil
  }

  /// The rule of a quantity with its entries counted by these letters.
  func rule(of quantity: Quantity, over letters: [String]) -> Formula? {
    guard let right = diagnosis.derivation.rules[quantity]?.right else { return nil }
    let own = quantity.row.letters.map(String.init)
    return letters.count == own.count ? try? right.renaming(own, to: letters) : right
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
}
