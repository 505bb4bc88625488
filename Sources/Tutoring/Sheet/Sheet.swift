import Curriculum
import LayerMath

/// A derivation, typed line by line, and what is to be said of each line.
///
/// Three judgements are kept apart: whether a line is true for every layer, whether it follows from the line before it, and which
/// rule leads to it. The rule only explains. Source: `derive.md`, section 3.
package struct Sheet: Equatable, Sendable {
  /// What a line says.
  package enum Truth: String, Sendable {
    case yes, no, unreadable
    case cannotTell = "cannot tell"
    case notAClaim = "not a claim"
  }

  package enum Follows: String, Sendable { case yes, no, start }

  /// What a true line adds to what stands above it.
  enum Progress: Equatable, Sendable {
    case new
    /// The line before, with factors or letters in another order.
    case rewritten
    /// The same on both sides.
    case nothing
    /// An earlier line once more.
    case again(line: Int, isSame: Bool)
  }

  package struct Line: Equatable, Sendable {
    /// Counted from 1.
    package fileprivate(set) var number = 0
    package let source: String
    package private(set) var truth: Truth
    package private(set) var follows: Follows
    package private(set) var ids: [String] = []
    /// The rules that lead here, and how many major ones those are.
    package private(set) var rules: [StepRule] = []
    package private(set) var size = 0
    /// A layer on which both sides differ, and what they are there.
    package var counterexample: Equivalence.Counterexample? { claims.lazy.compactMap(\.counterexample).first }
    var claims: [SheetClaim] = []
    fileprivate(set) var progress = Progress.new
    /// Whether something of it was not known before.
    fileprivate var grows = false
    /// What the sheet had agreed on and went on from, before and behind this line.
    fileprivate let before: SheetJudge.Context
    fileprivate var behind: SheetJudge.Context
    /// What a declaration or a reason makes to say.
    private let note: String
    /// What letter it says what it is.
    fileprivate var letters: String?
  }

  package private(set) var lines: [Line] = []
  private(set) var graph = SheetGraph()
  /// What several lines say together.
  private var joined: [SheetClaim] = []

  package init() {}

  /// Lines of which nothing is said.
  package init(unjudged texts: [String]) {
    lines = texts.enumerated().map { Line(number: $0.offset + 1, note: $0.element) }
  }

  /// - Parameters:
  ///   - example: a layer of the module, whatever its numbers.
  ///   - old: what was judged before, of the same module: a line that goes on from the same chain is not judged again.
  package init(
    _ texts: [String], of example: LayerExample, _ misconceptions: Misconceptions, reusing old: Sheet = Sheet()
  ) {
    let judge = SheetJudge(example, misconceptions)
    var context = SheetJudge.Context()
    let known = judge.notation(of: texts)
    context.notation = known.notation
    for (index, text) in texts.enumerated() {
      // A line may have moved down or up by what was put in or taken out.
      let judged = [index, index - 1, index + 1].lazy.filter(old.lines.indices.contains).map { old.lines[$0] }
        .first { $0.source == text && $0.before == context }
      var line = judged ?? Line(text, from: context, judge)
      line.number = index + 1
      line.letters = known.notes[index]
      context = line.behind
      lines.append(line)
    }
    for index in lines.indices { connect(index) }
    join(judge)
    guard let slope = OwnSlope(self, judge) else { return }
    for index in lines.indices {
      for place in lines[index].claims.indices {
        lines[index].claims[place].followsOwnSlope = slope.explains(lines[index].claims[place])
      }
    }
  }

  /// Puts the true equations of a line into the graph.
  private mutating func connect(_ index: Int) {
    var found: Progress?
    lines[index].grows = false
    for place in lines[index].claims.indices {
      lines[index].claims[place].line = index + 1
      lines[index].claims[place].followsOwnSlope = false
    }
    for claim in lines[index].claims where claim.isSound {
      // What does not follow from the side before it is equal to the head alone: that side may be wrong.
      guard let from = claim.follows == false ? claim.head : claim.previous, let expression = claim.expression else {
        continue
      }
      let key = expression.canonical
      let progress = Self.progress(
        graph.join(from, from.canonical, expression, key, line: index + 1), from, expression, line: index + 1)
      // Of several equations the one that says something new counts.
      found = progress == .new ? .new : found ?? progress
      lines[index].grows = lines[index].grows || progress == .new && claim.quantity.map { !$0.isGiven } ?? false
    }
    lines[index].progress = found ?? .new
  }

  private static func progress(_ edge: SheetGraph.Edge, _ from: Formula, _ expression: Formula, line: Int) -> Progress {
    guard from != expression else { return .nothing }
    guard case .again(let earlier, let isSame) = edge else { return .new }
    // A name for a gradient is no expression that was there before.
    if from.isName, expression.isName { return .new }
    let isRewritten = from.canonical == expression.canonical && !isSame
    return isRewritten ? .rewritten : earlier < line ? .again(line: earlier, isSame: isSame) : .new
  }

  /// Joins what several lines say of one thing under conditions: `f'(s) = 1 for s > 0`, `f'(s) = exp(s) for s <= 0`.
  private mutating func join(_ judge: SheetJudge) {
    var parts: [(head: Formula, cases: [Formula.Case])] = []
    for claim in lines.flatMap(\.claims) where claim.isPartial && !claim.isFortuitous {
      guard let head = claim.head, case .cases(let cases, _)? = claim.expression?.node else { continue }
      guard let place = parts.firstIndex(where: { $0.head == head }) else {
        parts.append((head, cases))
        continue
      }
      parts[place].cases += cases
      let whole = Formula(.cases(parts[place].cases, otherwise: nil))
      guard judge.isSame(head, whole) else { continue }
      var joined = SheetClaim(head: head, expression: whole, truth: .yes)
      joined.line = claim.line
      self.joined.append(joined)
    }
  }

  // MARK: what is reached

  /// All claims of a goal's quantity that are true and in closed form; δs and the links of the path may stand in it where the sheet
  /// derives them.
  func closed(_ quantity: Quantity) -> [SheetClaim] {
    let open = quantity == .deltaS || closed(.deltaS).isEmpty ? Self.derived.union([.deltaS]) : Self.derived
    let links = derivedLinks
    return claims(of: quantity).filter { claim in
      guard let expression = claim.expression else { return false }
      return expression.derivatives.allSatisfy(links.contains) && !expression.speaks(of: open)
    }
  }

  /// `∂y/∂s`, `∂s/∂x`, `∂L/∂y` that the sheet says what they are.
  private var derivedLinks: Set<DerivativeName> {
    let own = claims.compactMap { claim -> DerivativeName? in
      let arriving = DerivativeName(of: nil, by: .y)
      // `δy = ∂L/∂y` says it too.
      if claim.isSound, claim.head?.namedQuantity == .deltaY, claim.expression?.derivativeName == arriving {
        return arriving
      }
      guard claim.isSound, let name = claim.head?.derivativeName,
        let expression = claim.expression, expression.derivatives.isEmpty
      else { return nil }
      let isLink = name.of == .s || name.of == .y && name.by == .s || name.of == nil && name.by == .y
      return isLink ? name : nil
    }
    return Set(own)
  }

  /// What is to be derived: no name of it stands in a closed form.
  private static let derived: Set<Quantity> = [
    .jacobian, .parameterJacobian, .biasJacobian, .activationJacobian, .deltaX, .deltaW, .deltaB, .deltaA,
  ]

  /// True claims of a quantity, from either side of an equation, and by way of others that are equal.
  private func claims(of quantity: Quantity) -> [SheetClaim] {
    let plain = claims.filter { $0.isSound && $0.quantity == quantity }
    let shown = Set(plain.compactMap(\.expression))
    return plain
      + graph.equals(of: quantity).filter { !shown.contains($0.expression) }.map { found in
        var claim = SheetClaim(head: found.name, expression: found.expression, truth: .yes)
        claim.line = found.line
        return claim
      }
  }

  /// The goals, of those that were named, that are reached.
  ///
  /// - Parameter limit: how many major rules a step to it may take; a step is as large as what is nearest to it on the sheet says.
  package func done(_ goals: [Quantity], limit: Int = .max) -> [Quantity] {
    goals.filter { closed($0).contains { $0.size <= limit } }
  }

  /// Two answers to one goal, of which one is right: who marks asks which of them counts.
  package struct Conflict: Equatable, Sendable {
    package let goal: Quantity
    package let right: Int
    package let wrong: Int
  }

  /// - Returns: of each goal that has a right closed form on one line and a wrong one on another the last of both.
  package func conflicts(_ goals: [Quantity]) -> [Conflict] {
    goals.compactMap { goal in
      let wrong = claims.last { claim in
        claim.truth == .no && claim.follows != true && claim.quantity == goal && !claim.followsOwnSlope
          && claim.expression?.derivatives.isEmpty ?? false
      }
      guard let wrong, let right = closed(goal).last, right.line != wrong.line else { return nil }
      return Conflict(goal: goal, right: right.line, wrong: wrong.line)
    }
  }

  /// Whether something new has come in the last three true lines; `nil` where there is none yet.
  package var isOnTrack: Bool? {
    let last = lines.filter { $0.truth == .yes && !$0.claims.isEmpty }.suffix(3)
    return last.isEmpty ? nil : last.contains(where: \.grows)
  }

  /// The first line, counted from 1, with an error of its own.
  package var partingLine: Int? { lines.first { $0.truth == .no && $0.follows != .yes }?.number }

  /// The claims of all lines; an equation with the name on its right says it of that.
  var claims: [SheetClaim] {
    (lines.flatMap(\.claims) + joined).flatMap { claim -> [SheetClaim] in
      guard claim.truth == .yes, let name = claim.expression, name.isName, let head = claim.head, !head.isName else {
        return [claim]
      }
      var other = SheetClaim(head: name, expression: head, truth: .yes)
      (other.line, other.isFortuitous, other.isPartial) = (claim.line, claim.isFortuitous, claim.isPartial)
      return [claim, other]
    }
  }

  /// The names by which its lines are read: those of the module and its own.
  package func names(_ names: Naming) -> Naming { lines.last?.behind.notation.names(names) ?? names }

  /// Whether anything stands on it.
  package var hasText: Bool { lines.contains { $0.source.contains { !$0.isWhitespace } } }

}

extension Sheet.Line {
  fileprivate init(number: Int, note text: String) {
    (self.number, source, truth, follows, note) = (number, text, .notAClaim, .start, "")
    (before, behind) = (SheetJudge.Context(), SheetJudge.Context())
  }

  fileprivate init(_ text: String, from context: SheetJudge.Context, _ judge: SheetJudge) {
    (source, before) = (text, context)
    var context = context
    let judged = judge.line(text, &context)
    (claims, note, behind) = (judged.claims, judged.note, context)
    // The line is as true as its least true part.
    let truths = Set(judged.claims.map(\.truth))
    let worst = [Sheet.Truth.no, .unreadable, .cannotTell].first(where: truths.contains)
    truth = truths.isEmpty ? .notAClaim : worst ?? .yes
    let steps = claims.compactMap(\.follows)
    follows = steps.contains(false) ? .no : steps.isEmpty ? .start : .yes
    ids = claims.flatMap(\.ids).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    guard truth == .yes, follows != .no else { return }
    rules = claims.flatMap(\.rules).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    size = claims.map(\.size).max() ?? 0
  }

  /// The earlier line on which the same stands, if it adds nothing.
  package var againAt: Int? {
    if case .again(let line, _) = progress { line } else { progress == .rewritten ? number - 1 : nil }
  }

  /// What is to be said of it.
  package var text: String {
    // What is said of its least true part, if that is said of anything.
    let said = claims.first { $0.truth == truth && (truth != .yes || !$0.text.isEmpty) }?.text ?? ""
    switch truth {
    case .notAClaim: return letters ?? note
    case .yes:
      let step: String =
        switch progress {
        case .nothing: "the same on both sides"
        case .rewritten: "the line before, written differently"
        case .again(let line, true):
          follows == .yes && line < number - 1 ? "back at line \(line): nothing new" : "line \(line) again"
        case .again(let line, false): "line \(line) again, written differently"
        case .new: follows == .no ? "" : StepRule.words(rules)
        }
      let parts = [follows == .no ? "true, but not from the line before" : "true", step, said, letters ?? "", note]
        .filter {
          !$0.isEmpty
        }
      return parts.joined(separator: "; ")
    case .no where follows == .yes: return "carried from the line before; this step is right"
    default: return said
    }
  }
}

extension Sheet {
  /// A line as it is read, one formula an equation: what the signs between its sides join; `nil` where a part cannot be read.
  ///
  /// What goes on with the line above stands alone.
  package static func reading(_ text: String, _ names: Naming) -> [Formula]? {
    var formulas: [Formula] = []
    for chain in SheetText(text).chains {
      var sides: [Formula] = []
      for side in chain.sides {
        guard let formula = try? FormulaParser.formula(side, names: names) else { return nil }
        sides.append(formula)
      }
      guard var whole = sides.first else { return nil }
      for (left, right) in zip(sides, sides.dropFirst()) {
        let link = Formula(.comparison(.equal, left, right))
        whole = whole == left ? link : Formula(.both(whole, link))
      }
      formulas.append(whole)
    }
    return formulas.isEmpty ? nil : formulas
  }
}
