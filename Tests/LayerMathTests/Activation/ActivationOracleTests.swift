import Foundation
import LayerMath
import Testing

/// Every named activation with and without bias, 100 layers each, beside mpmath; PyTorch autograd agrees with the same values
/// (`Data/make_activations.py`).
@Suite struct ActivationOracleTests {
  private static func lines() throws -> [[String]] {
    let url = try #require(Bundle.module.url(forResource: "Data/activations", withExtension: "txt"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
      line.components(separatedBy: " | ")
    }
  }

  private func agrees(_ ours: Double, _ theirs: Double, within tolerance: Double) -> Bool {
    abs(ours - theirs) <= tolerance * max(1e-12, abs(theirs))
  }

  @Test func everyMessageIsTheirs() throws {
    let lines = try Self.lines()
    #expect(lines.count == 2 * 100 * Activation.Kind.allCases.count { $0 != .prelu })
    var joins = 0
    for fields in lines {
      let alpha = try fields[1] == "-" ? nil : Rational.parse(fields[1])
      let activation = try Activation.named(fields[0], alpha: alpha)
      let example = try MatrixEntry.example(
        w: fields[2], x: fields[4], deltaY: fields[5], b: fields[3] == "-" ? nil : fields[3]
      ).with(activation)
      let derivation = Derivation(example)
      let machine = DoubleExample(example)
      let quick = machine.layer.messages(x: machine.x, deltaY: machine.deltaY)
      joins += (1...example.k).count { unit in activation.joins.contains { $0.at == derivation.s(unit) } }
      let all: [(Quantity, String, [Double]?)] =
        [
          (.s, fields[6], quick.s), (.y, fields[7], quick.y), (.fPrime, fields[8], quick.fPrime),
          (.deltaX, fields[9], quick.deltaX), (.deltaW, fields[10], nil),
        ] + (fields[11] == "-" ? [] : [(.deltaB, fields[11], quick.deltaS)])
      let isAtJoin = (1...example.k).contains { unit in
        activation.joins.contains { $0.kind != .smooth && ($0.at - derivation.s(unit)).double.magnitude < 1e-9 }
      }
      for (quantity, text, doubles) in all {
        let theirs = text.split(separator: " ").compactMap { Double($0) }
        let ours = derivation.symbols(quantity).map { derivation.value(of: $0).double }
        #expect(ours.count == theirs.count)
        for (place, wanted) in theirs.enumerated() {
          #expect(agrees(ours[place], wanted, within: 1e-15), "\(fields[0]): \(quantity)[\(place + 1)] of \(fields)")
          // A machine number may lie on the other side of a corner.
          guard let doubles, !isAtJoin else { continue }
          let scale = max(1, quick.deltaS.map(\.magnitude).max() ?? 1)
          #expect(
            abs(doubles[place] - wanted) <= 1e-13 * max(scale, abs(wanted)), "\(fields[0]): \(quantity) in doubles")
        }
      }
    }
    #expect(joins > 200)
  }
}
