import Foundation
import LayerMath
import Testing

/// What `always` says where `f` is another: `Data/equivalence-activations.txt`.
@Suite struct ActivationEquivalenceTests {
  struct Pair: CustomTestStringConvertible, Sendable {
    let verdict: String
    let activation: String
    let left: String
    let right: String
    var testDescription: String { "\(activation): \(left) = \(right)" }
  }

  private static let pairs: [Pair] = {
    let url = Bundle.module.url(forResource: "Data/equivalence-activations", withExtension: "txt")
    let text = url.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.components(separatedBy: " | ")
      return Pair(verdict: parts[0], activation: parts[1], left: parts[2], right: parts[3])
    }
  }()

  @Test func thereAreFourHundred() { #expect(Self.pairs.count >= 400) }

  @Test(arguments: pairs) func isDecidedAsListed(_ pair: Pair) throws {
    let activation = try Activation.entered(pair.activation)
    let verdict = try Formula.compare(
      try FormulaParser.formula(pair.left), try FormulaParser.formula(pair.right), activation: activation)
    switch verdict {
    case .same: #expect(pair.verdict == "same")
    case .different: #expect(pair.verdict == "different")
    case .cannotTell(let reason): #expect(pair.verdict == "cannot tell", "\(reason)")
    }
  }
}
