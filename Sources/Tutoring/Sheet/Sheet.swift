import Curriculum
import LayerMath

/// A derivation, typed line by line, and what is to be said of each line.
///
/// Three judgements are kept apart: whether a line is true for every layer, whether it follows from the line before it, and what its
/// letters or a wrong rule have to do with it. Source: `derive.md`, section 3.
package struct Sheet: Equatable, Sendable {
  /// What a line says.
  package enum Truth: String, Sendable {
    case yes, no, unreadable
    case cannotTell = "cannot tell"
    case notAClaim = "not a claim"
  }

  package enum Follows: String, Sendable { case yes, no, start }

  package struct Line: Equatable, Sendable {
    /// Counted from 1.
    package fileprivate(set) var number = 0
    package var truth: Truth
    package var follows: Follows
    package var ids: [String] = []
    package var text: String
    /// A layer on which both sides differ, and what they are there.
    package var counterexample: Equivalence.Counterexample?
    package let source: String
    var claims: [SheetClaim] = []
    /// The chain that a line with nothing before its `=` would go on with, before and behind this one.
    fileprivate var before = OpenChain()
    fileprivate var behind = OpenChain()
  }

  package private(set) var lines: [Line] = []

  package init() {}

  /// Lines of which nothing is said.
  package init(unjudged texts: [String]) {
    lines = texts.enumerated().map {
      Line(number: $0.offset + 1, truth: .notAClaim, follows: .start, text: "", source: $0.element)
    }
  }

  /// - Parameters:
  ///   - example: a layer of the module, whatever its numbers.
  ///   - old: what was judged before, of the same module: a line that goes on from the same chain is not judged again.
  package init(
    _ texts: [String], of example: LayerExample, _ misconceptions: Misconceptions, reusing old: Sheet = Sheet()
  ) {
    let judge = SheetJudge(example, misconceptions)
    var chain = OpenChain()
    for (index, text) in texts.enumerated() {
      // A line may have moved down or up by what was put in or taken out.
      let known = [index, index - 1, index + 1].lazy.filter(old.lines.indices.contains).map { old.lines[$0] }
        .first { $0.source == text && $0.before == chain }
      var line = known ?? Self.line(text, &chain, judge)
      line.number = index + 1
      chain = line.behind
      lines.append(line)
    }
  }

  /// The chain that a line with nothing before its `=` goes on with.
  fileprivate struct OpenChain: Equatable, Sendable {
    var head: Formula?
    var last: Formula?
    /// Whether the last one was the same as the head, letter for letter.
    var isPlain = false
  }

  private static func line(_ text: String, _ open: inout OpenChain, _ judge: SheetJudge) -> Line {
    let chains = SheetText(text).chains
    guard !chains.isEmpty else {
      return Line(truth: .notAClaim, follows: .start, text: "", source: text, before: open, behind: open)
    }
    var line = Line(truth: .yes, follows: .start, text: "", source: text, before: open)
    var follows: [Follows] = []
    for chain in chains {
      var sides = chain.sides
      if !chain.continues {
        open = OpenChain()
        let first = sides.removeFirst()
        do throws(FormulaError) {
          open.head = try judge.parsed(first)
        } catch {
          line.claims.append(SheetClaim(head: nil, expression: nil, truth: .unreadable, text: error.message))
        }
      }
      for side in sides {
        guard let head = open.head else {
          if chain.continues, line.claims.isEmpty {
            line.claims.append(
              SheetClaim(head: nil, expression: nil, truth: .unreadable, text: "there is no line above to go on from"))
          }
          continue
        }
        do throws(FormulaError) {
          let expression = try judge.parsed(side)
          let claim = judge.claim(head, expression, side)
          line.claims.append(claim)
          if let last = open.last {
            // Two things that are the same as a third need no comparing.
            let isPlain = claim.isPlain && open.isPlain
            follows.append(isPlain || judge.isSame(last, expression) ? .yes : .no)
          }
          (open.last, open.isPlain) = (expression, claim.isPlain)
        } catch {
          line.claims.append(SheetClaim(head: head, expression: nil, truth: .unreadable, text: error.message))
        }
      }
    }
    line.follows = follows.contains(.no) ? .no : follows.isEmpty ? .start : .yes
    line.sum()
    line.behind = open
    return line
  }

  /// All claims of a goal's quantity that are true and in closed form; δs may stand in it where the sheet derives it.
  func closed(_ quantity: Quantity) -> [SheetClaim] {
    let open = quantity == .deltaS || closed(.deltaS).isEmpty ? Self.derived.union([.deltaS]) : Self.derived
    return claims.filter { claim in
      guard claim.truth == .yes, claim.quantity == quantity, let expression = claim.expression else { return false }
      return !expression.hasDerivative && !expression.speaks(of: open)
    }
  }

  /// What is to be derived: no name of it stands in a closed form.
  private static let derived: Set<Quantity> = [
    .jacobian, .parameterJacobian, .biasJacobian, .activationJacobian, .deltaX, .deltaW, .deltaB, .deltaA,
  ]

  /// The goals, of those that were named, that are reached.
  package func done(_ goals: [Quantity]) -> [Quantity] { goals.filter { !closed($0).isEmpty } }

  /// The claims of all lines; an equation with the name on its right says it of that.
  var claims: [SheetClaim] {
    lines.flatMap(\.claims).flatMap { claim -> [SheetClaim] in
      guard claim.truth == .yes, let name = claim.expression, name.isName, let head = claim.head, !head.isName else {
        return [claim]
      }
      return [claim, SheetClaim(head: name, expression: head, truth: .yes)]
    }
  }

  /// Whether anything stands on it.
  package var hasText: Bool { lines.contains { $0.source.contains { !$0.isWhitespace } } }

  /// Words beside the equations.
  var notes: [String] { lines.filter { $0.truth == .notAClaim }.map(\.source) }
}

extension Sheet.Line {
  /// The line is as true as its least true part.
  fileprivate mutating func sum() {
    let order: [SheetClaim.Truth] = [.no, .unreadable, .cannotTell]
    let worst = order.first { truth in claims.contains { $0.truth == truth } }
    truth =
      switch worst {
      case .no?: .no
      case .unreadable?: .unreadable
      case .cannotTell?: .cannotTell
      default: .yes
      }
    ids = claims.flatMap(\.ids).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    counterexample = claims.lazy.compactMap(\.counterexample).first
    let said =
      (worst.flatMap { worst in claims.first { $0.truth == worst } } ?? claims.first { !$0.text.isEmpty })?.text ?? ""
    switch truth {
    case .yes where follows == .no: text = "true, but not from the line before" + (said.isEmpty ? "" : "; " + said)
    case .yes: text = said.isEmpty ? "true" : "true; " + said
    case .no where follows == .yes: text = "carried from the line before; this step is right"
    default: text = said
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
