import Foundation
import LayerMath
import Testing

/// 1,000 layers against mpmath at 50 digits; `Data/make_layers.py` says how they were made.
@Suite struct OracleTests {
  private static func lines() throws -> [[String]] {
    let url = try #require(Bundle.module.url(forResource: "Data/layers", withExtension: "txt"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
      line.components(separatedBy: " | ")
    }
  }

  private static func doubles(_ text: String) -> [Double] {
    text.split { $0 == " " || $0 == ";" }.compactMap { Double($0) }
  }

  @Test func everyValueAgreesToTheLastBitOfTheDouble() throws {
    let lines = try Self.lines()
    #expect(lines.count == 1000)
    var compared = 0
    var zeros = 0
    for (number, fields) in lines.enumerated() {
      let example = try MatrixEntry.example(w: fields[0], x: fields[1], deltaY: fields[2])
      #expect(example.k != example.n)
      let derivation = Derivation(example)
      let (k, n) = (example.k, example.n)
      let columns: [(Quantity, [Symbol])] = [
        (.s, (1...k).map { Symbol(.s, $0) }), (.y, (1...k).map { Symbol(.y, $0) }),
        (.fPrime, (1...k).map { Symbol(.fPrime, $0) }), (.deltaS, (1...k).map { Symbol(.deltaS, $0) }),
        (.jacobian, (1...k).flatMap { k in (1...n).map { Symbol(.jacobian, k, $0) } }),
        (.deltaX, (1...n).map { Symbol(.deltaX, $0) }),
        (.deltaW, (1...k).flatMap { k in (1...n).map { Symbol(.deltaW, k, $0) } }),
      ]
      for (column, (quantity, symbols)) in columns.enumerated() {
        let expected = Self.doubles(fields[column + 3])
        let actual = symbols.map { derivation.value(of: $0).double }
        #expect(actual == expected, "layer \(number + 1), \(quantity)")
        compared += expected.count
      }
      zeros += (1...k).count { derivation.s($0).isZero }
    }
    #expect(compared > 40_000)
    #expect(zeros >= 100, "units with s = 0 are part of the data")
  }
}
