import Foundation
import LayerMath
import Testing

/// Trained parameters and losses beside mpmath; PyTorch autograd agrees with the same values (`Data/make_modules.py`).
@Suite struct ModuleOracleTests {
  private static func layers() throws -> [(fields: [String], example: LayerExample)] {
    let url = try #require(Bundle.module.url(forResource: "Data/modules", withExtension: "txt"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
      let fields = line.components(separatedBy: " | ")
      var module = ModuleEntry()
      module[.activation] = fields[0]
      module[.a] = fields[1] == "-" ? nil : fields[1]
      if fields[2] != "-" { (module[.loss], module[.t]) = (fields[2], fields[6]) }
      let numbers = try MatrixEntry.example(
        w: fields[3], x: fields[5], deltaY: fields[2] == "-" ? fields[6] : nil,
        b: fields[4] == "-" ? nil : fields[4])
      return (fields, try module.applied(to: numbers))
    }
  }

  @Test func everyMessageIsTheirs() throws {
    let layers = try Self.layers()
    #expect(layers.count == 2200)
    for (number, (fields, example)) in layers.enumerated() {
      // Logarithms of exact numbers take their time: behind a loss every fourth layer is computed exactly, all in doubles.
      let isExact = example.loss == nil || number % 4 == 0
      let derivation = Derivation(example)
      let machine = DoubleExample(example)
      let quick = machine.layer.messages(x: machine.x, deltaY: machine.deltaY)
      let trained = machine.parameterMessage(quick.s)
      let all: [(Quantity, String, [Double]?)] = [
        (.loss, fields[7], [machine.lossValue]), (.deltaY, fields[8], machine.deltaY),
        (.deltaS, fields[9], quick.deltaS),
        (.deltaX, fields[10], quick.deltaX), (.deltaW, fields[11], nil), (.deltaB, fields[12], quick.deltaS),
        (.activationJacobian, fields[13], trained.slopes), (.deltaA, fields[14], [trained.deltaA]),
      ]
      // A machine number may lie on the other side of a corner.
      let isAtJoin = (1...example.k).contains { unit in
        example.activation.joins.contains { ($0.at - derivation.s(unit)).double.magnitude < 1e-9 }
      }
      for (quantity, text, doubles) in all where text != "-" {
        let theirs = text.split(separator: " ").compactMap { Double($0) }
        let symbols = derivation.symbols(quantity)
        #expect(symbols.count == theirs.count, "\(quantity) of \(fields)")
        for (symbol, (place, wanted)) in zip(symbols, theirs.enumerated()) {
          if isExact {
            let ours = derivation.value(of: symbol).double
            #expect(abs(ours - wanted) <= 1e-14 * max(1e-10, abs(wanted)), "\(symbol) of \(fields)")
          }
          guard let doubles, !isAtJoin else { continue }
          let scale = theirs.map(\.magnitude).max() ?? 1
          #expect(abs(doubles[place] - wanted) <= 1e-10 * max(1, scale), "\(quantity) in doubles: \(fields)")
        }
      }
    }
  }

  /// The check moves each number up and down and knows nothing of any rule.
  @Test func everyDerivativeAgreesWithItsCentralDifference() throws {
    var (checked, left) = (0, 0)
    for (number, (fields, example)) in try Self.layers().enumerated() where number % 53 == 0 {
      let check = GradientCheck(Derivation(example))
      #expect(check.agrees, "\(check.disagreeing.map(\.symbol.description)) of \(fields)")
      checked += check.entries.count
      left += check.leftOut.count
    }
    #expect(checked > 700)
    #expect(left < checked / 20)
  }

  /// A formula that is wrong by a sign, a factor or an index is found.
  @Test func theCheckFindsWhatIsWrong() throws {
    var found = 0
    var tried = 0
    for (number, (_, example)) in try Self.layers().enumerated() where number % 67 == 0 {
      let derivation = Derivation(example)
      for quantity in [Quantity.deltaX, .deltaA] where derivation.rules[quantity] != nil {
        let values = derivation.symbols(quantity).map { derivation.value(of: $0) }
        guard values.contains(where: { abs($0.double) > 1e-3 }) else { continue }
        for factor in [Rational(-1), Rational(2), Rational(101, positive: 100)] {
          tried += 1
          let wrong = values.map { RealNumber(factor) * $0 }
          let check = GradientCheck(derivation, claims: [(quantity, wrong)])
          if check.leftOut.count == values.count { continue }
          #expect(!check.agrees, "\(quantity) times \(factor)")
          if !check.agrees { found += 1 }
        }
      }
    }
    #expect(found > 90, "\(found) of \(tried)")
  }

  /// Each rule beside the value that the kernels have, and its steps beside both.
  @Test func theStepsOfEveryRuleAddUpToItsValue() throws {
    for (number, layer) in try Self.layers().enumerated() where number % 40 == 0 {
      let derivation = Derivation(layer.example)
      for index in 0..<derivation.stepCount {
        guard let step = derivation.step(at: index), let value = step.value, case .sum(let terms) = step.body else {
          continue
        }
        let sum = terms.reduce(RealNumber.zero) { $0 + $1.value }
        #expect(abs(sum.double - value.double) <= 1e-12 * max(1, abs(value.double)), "\(step.id) of \(layer.fields)")
      }
    }
  }
}
