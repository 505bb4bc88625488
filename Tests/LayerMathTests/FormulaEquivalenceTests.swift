import Foundation
import LayerMath
import Testing

/// `always A = B` over the listed pairs (`Data/equivalence.txt`): every wrong rule of the catalogue, right rewritings, near
/// misses, and what cannot be told.
@Suite struct FormulaEquivalenceTests {
  struct Pair: CustomTestStringConvertible {
    let verdict: String
    let left: String
    let right: String
    let comment: String
    var testDescription: String { "\(comment): \(left) = \(right)" }
  }

  static let pairs: [Pair] = {
    guard let url = Bundle.module.url(forResource: "Data/equivalence", withExtension: "txt"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let fields = line.components(separatedBy: " | ")
      return Pair(verdict: fields[0], left: fields[1], right: fields[2], comment: fields[3])
    }
  }()

  private func verdict(_ left: String, _ right: String) throws -> (word: String, equivalence: Equivalence) {
    let result = try Formula.compare(try FormulaParser.formula(left), try FormulaParser.formula(right))
    return switch result {
    case .same: ("same", result)
    case .different: ("different", result)
    case .cannotTell: ("cannot tell", result)
    }
  }

  @Test(arguments: pairs) func isDecidedAsListed(_ pair: Pair) throws {
    do {
      #expect(try verdict(pair.left, pair.right).word == pair.verdict)
      #expect(try verdict(pair.right, pair.left).word == pair.verdict, "the other way round")
    } catch let error as FormulaError {
      Issue.record("column \(error.column): \(error.message)")
    }
  }

  @Test func thereAreEnoughOfEach() {
    #expect(Self.pairs.count >= 150)
    #expect(Self.pairs.count { $0.verdict == "same" } >= 40)
    let ids = ["S": 5, "F": 7, "D": 16, "E": 10, "X": 15, "P": 15, "J": 5]
    for (letter, count) in ids {
      for number in 1...count {
        #expect(Self.pairs.contains { $0.comment == "\(letter)\(number)" && $0.verdict == "different" })
      }
    }
  }

  /// A difference is proved: both formulas, evaluated anew on the counterexample's layer, differ where it says.
  @Test func aCounterexampleShowsTheDifference() throws {
    for pair in Self.pairs where pair.verdict == "different" {
      guard case .different(let counterexample) = try verdict(pair.left, pair.right).equivalence else { continue }
      guard let values = counterexample.values else {
        #expect(counterexample.note != nil, "\(pair)")
        continue
      }
      func entry(_ value: FormulaValue) -> RealNumber { value.entries[min(values.entry, value.entries.count - 1)] }
      let (a, b) = (entry(values.left), entry(values.right))
      if counterexample.note == nil { #expect(RealNumber.order(a, b).map { $0 != 0 } == true, "\(pair)") }
    }
  }
}
