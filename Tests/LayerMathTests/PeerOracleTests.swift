import Foundation
import LayerMath
import Testing

/// PyTorch's autograd in float64 and SymPy's exact derivatives; `Data/make_torch.py`, `Data/make_sympy.py` made them.
@Suite struct PeerOracleTests {
  private static func lines(_ name: String) throws -> [[String]] {
    let url = try #require(Bundle.module.url(forResource: "Data/" + name, withExtension: "txt"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
      $0.components(separatedBy: " | ")
    }
  }

  /// How many doubles lie between, counted at the size of the largest term of the sum that the value is.
  private static func units(_ a: Double, _ b: Double, scale: Double) -> Double {
    abs(a - b) / max(a.ulp, b.ulp, scale.ulp)
  }

  @Test func torchAgreesToFourUnitsInTheLastPlace() throws {
    let lines = try Self.lines("torch")
    #expect(lines.count == 500)
    var (positive, negative) = (0, 0)
    for (number, fields) in lines.enumerated() {
      let example = try MatrixEntry.example(w: fields[0], x: fields[1], deltaY: fields[2])
      let derivation = Derivation(example)
      let doubles = DoubleLayer(k: example.k, n: example.n, w: example.w.elements.map(\.double))
      var deltaW = [Double](repeating: 0, count: example.k * example.n)
      var fast = doubles.messages(x: example.x.map(\.double), deltaY: example.deltaY.map(\.double))
      doubles.messages(
        x: example.x.map(\.double), deltaY: example.deltaY.map(\.double), deltaW: &deltaW, into: &fast)
      for unit in 1...example.k { if derivation.s(unit).signum > 0 { positive += 1 } else { negative += 1 } }
      func compare(_ field: Int, _ quantity: Quantity, _ ours: [Double]) {
        let theirs = fields[field].split { $0 == " " || $0 == ";" }.compactMap { Double($0) }
        let shape = derivation.shape(quantity)
        #expect(theirs.count == shape.reduce(1, *))
        for (place, value) in theirs.enumerated() {
          let index = shape.count == 1 ? [place + 1] : [place / shape[1] + 1, place % shape[1] + 1]
          let exact = derivation.value(of: Symbol(quantity, index: index)).double
          let scale =
            quantity == .deltaX
            ? (1...example.k).map { abs((derivation.deltaS($0) * RealNumber(example.w[$0 - 1, place])).double) }.max()
              ?? 0
            : quantity == .y ? min(1, exact.magnitude) : 0
          #expect(Self.units(exact, value, scale: scale) <= 4, "layer \(number + 1), \(quantity)[\(index)]: torch")
          #expect(
            Self.units(exact, ours[place], scale: scale) <= 4, "layer \(number + 1), \(quantity)[\(index)]: doubles")
        }
      }
      compare(3, .y, fast.y)
      compare(4, .deltaX, fast.deltaX)
      compare(5, .deltaW, deltaW)
    }
    #expect(positive > 500 && negative > 500)
  }

  /// SymPy's spelling is read by our own formula reader and compared as exact numbers.
  @Test func sympyHasTheSameExactForms() throws {
    let lines = try Self.lines("sympy")
    #expect(lines.count == 60)
    var kinks = 0
    for (number, fields) in lines.enumerated() {
      func plain(_ text: String) -> String { text.replacingOccurrences(of: " , ", with: " ") }
      let example = try MatrixEntry.example(w: plain(fields[0]), x: plain(fields[1]), deltaY: plain(fields[2]))
      let derivation = Derivation(example)
      kinks += (1...example.k).count { derivation.s($0).isZero }
      for (field, quantity) in [(3, Quantity.y), (4, .deltaX), (5, .deltaW), (6, .jacobian)] {
        let entries = fields[field].components(separatedBy: ";").flatMap { $0.components(separatedBy: " , ") }
        let shape = derivation.shape(quantity)
        #expect(entries.count == shape.reduce(1, *))
        for (place, text) in entries.enumerated() {
          let index = shape.count == 1 ? [place + 1] : [place / shape[1] + 1, place % shape[1] + 1]
          guard case .value(let value) = try FormulaParser.formula(text).evaluated(for: derivation) else { continue }
          let ours = derivation.value(of: Symbol(quantity, index: index))
          #expect(value.entries == [ours], "layer \(number + 1), \(quantity)[\(index)]: \(text)")
        }
      }
    }
    #expect(kinks >= 10)
  }
}
