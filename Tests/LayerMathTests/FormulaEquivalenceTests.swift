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

  /// "For every layer" is said only of what was met on both sides of every decision and at its border.
  @Test(arguments: [
    ("dx", "W^T (dy .* f'(s))", true), ("f'(s)", "min(1, y + 1)", true), ("dW_kj", "dy_k f'(s_k) x_j", true),
    ("abs(ds_k)", "abs(dy_k) f'(s_k)", true), ("|x_j|^2", "x_j^2", true), ("P", "[i = k] f'(s_k) x_j", true),
    ("f(f(s))", "f(f(s))", true), ("W x", "s", true), ("f'(s_k)", "where(s_k >= 0, 1, exp(s_k))", true),
    // Units and inputs beyond the shape on which decisions are compared.
    ("[s_1 > 0] * [s_4 > 0]", "0", false), ("[s_1 > 0] [s_2 > 0] [s_3 > 0]", "0", false),
    ("f'(s_1) [s_4 > 0]", "exp(s_1) [s_4 > 0]", false), ("[x_1 = x_2] [x_3 = x_4]", "0", false),
    ("max(min(s_1, s_2, s_3), 0)", "0", false), ("[dy_1 > 0] [dy_2 > 0] [dy_3 > 0] [dy_4 > 0]", "0", false),
    ("max(K - n - 7, 0)", "0", false), ("[K > 100]", "0", false), ("max(exp(s), 0)", "exp(s)", false),
    ("[x_1 = 12345/678 + 1/1000]", "0", true), ("[x_1 x_2 = 3/7] [x_3 = 5/11]", "0", false),
    ("(K-1)(K-2)(K-3)(K-4)(K-5)(K-6)(K-7)(K-10)(K-11)(K-8)(K-9)(K-12)(K-13) * 0", "0", false),
  ])
  func certaintyIsEarned(left: String, right: String, isCertain: Bool) throws {
    let equivalence = try verdict(left, right).equivalence
    if case .different = equivalence { return }
    guard case .same(_, let certain) = equivalence else { return #expect(Bool(false), "\(equivalence)") }
    #expect(certain == isCertain, "\(left) = \(right)")
  }

  @Test func aChainIsAsCertainAsItsLeastCertainLink() throws {
    let chain = try ["max(exp(s_k), 0)", "exp(s_k)", "e^s_k"].map { try FormulaParser.formula($0) }
    for order in [chain, chain.reversed()] {
      guard case .same(_, let isCertain) = try Formula.compare(chain: order).verdict else {
        Issue.record("not the same")
        continue
      }
      #expect(!isCertain)
    }
  }

  @Test(arguments: [
    ("dx_i", "sum_k ds_k W_kj", "the left side speaks of i, the right side of j; one thing has one letter"),
    ("ds s^T", "ds_i s_k", "which of i, k counts the rows of `ds s^T` cannot be told; give both sides their letters"),
    ("dx", "ds_k W_kj", "`dx` has 1 index, the other side is free in k, j; a sum binds a letter, as in sum_k …"),
  ])
  func lettersThatDoNotFitAreNoDifference(left: String, right: String, message: String) throws {
    do throws(FormulaError) {
      _ = try Formula.compare(try FormulaParser.formula(left), try FormulaParser.formula(right))
      Issue.record("compared")
    } catch { #expect(error.message == message) }
  }

  @Test(
    arguments: [
      (
        "dW_kj", "sum_k dy_k f'(s_k) x_j",
        [
          "k is bound by the sum and free in the equation; within the sum it is another k, so give that a letter of its own"
        ]
      ),
      (
        "dx_j", "sum_k sum_k ds_k W_kj",
        [
          "no k stands within its sum, which only multiplies",
          "k is bound by two sums, one within the other; one letter each",
        ]
      ),
      ("dx_j", "ds_k W_kj", ["k stands free on the right side only; a sum over it may be missing"]),
      ("dW_lj", "sum_k dW_lj", ["no k stands within its sum, which only multiplies"]),
      ("dx_j", "sum_k ds_k W_kj", []), ("dx", "sum_k dy_k f'(s_k) W_kj", []), ("dx_j", "dx_j", []),
    ] as [(String, String, [String])])
  func lettersThatMayBeTakenForTwoThingsAreNamed(left: String, right: String, remarks: [String]) throws {
    #expect(Formula.indexRemarks(of: try [left, right].map { try FormulaParser.formula($0) }) == remarks)
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
