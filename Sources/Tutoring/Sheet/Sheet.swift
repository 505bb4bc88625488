import Curriculum
import LayerMath

/// A derivation, typed line by line, and what is to be said of each line.
///
/// Three judgements are kept apart: whether a line is true for every layer, whether it follows from the line before it, and what its
/// letters or a wrong rule have to do with it. Source: `derive.md`, section 3.
package struct Sheet {
  /// What a line says.
  package enum Truth: String, Sendable {
    case yes, no, unreadable
    case cannotTell = "cannot tell"
    case notAClaim = "not a claim"
  }

  package enum Follows: String, Sendable { case yes, no, start }

  package struct Line {
    /// Counted from 1.
    package let number: Int
    package var truth: Truth
    package var follows: Follows
    package var ids: [String] = []
    package var text: String
    /// A layer on which both sides differ, and what they are there.
    package var counterexample: Equivalence.Counterexample?
    let source: String
    var claims: [SheetClaim] = []
  }

  package private(set) var lines: [Line] = []
  private let judge: SheetJudge

  /// - Parameter example: a layer of the module, whatever its numbers.
  package init(_ texts: [String], of example: LayerExample, _ misconceptions: Misconceptions) {
    judge = SheetJudge(example, misconceptions)
    var chain = OpenChain()
    for (index, text) in texts.enumerated() { lines.append(line(index + 1, text, &chain)) }
  }

  /// The chain that a line with nothing before its `=` goes on with.
  private struct OpenChain {
    var head: Formula?
    var last: Formula?
    /// Whether the last one was the same as the head, letter for letter.
    var isPlain = false
  }

  private func line(_ number: Int, _ text: String, _ open: inout OpenChain) -> Line {
    let chains = SheetText(text).chains
    guard !chains.isEmpty else {
      return Line(number: number, truth: .notAClaim, follows: .start, text: "", source: text)
    }
    var line = Line(number: number, truth: .yes, follows: .start, text: "", source: text)
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

  var claims: [SheetClaim] { lines.flatMap(\.claims) }

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
