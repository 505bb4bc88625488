import Foundation
import LayerMath
import Testing

/// Slopes of 300 random piecewise formulas beside SymPy's (`Data/make_slopes.py`).
@Suite struct SlopeDerivationTests {
  private static func lines() throws -> [[String]] {
    let url = try #require(Bundle.module.url(forResource: "Data/slopes", withExtension: "txt"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
      line.components(separatedBy: " | ")
    }
  }

  private func agrees(_ ours: RealNumber, _ theirs: String) throws -> Bool {
    guard let shown = ours.shown, let found = Double(shown.scientific(digits: 20).text), let wanted = Double(theirs)
    else { return false }
    return abs(found - wanted) <= 1e-14 * max(1e-8, abs(wanted))
  }

  @Test func everyPieceHasTheSlopeThatSymPyFinds() throws {
    let lines = try Self.lines()
    #expect(lines.count == 300)
    var compared = 0
    for fields in lines {
      let activation = try Activation(formula: FormulaParser.formula(fields[0]))
      // What makes no difference is no join.
      let joins = try fields[1].split(separator: " ").map { try Rational.parse(String($0)) }
      #expect(activation.joins.allSatisfy { joins.contains($0.at) }, "\(fields[0])")
      for point in fields[2].components(separatedBy: "; ") {
        let numbers = point.split(separator: " ").map(String.init)
        let s = try Rational.parse(numbers[0])
        #expect(try agrees(activation.value(at: s), numbers[1]), "\(fields[0]) at \(s)")
        #expect(try agrees(activation.slope(at: s), numbers[2]), "\(fields[0]): slope at \(s)")
        // The same in machine numbers, and by a central difference.
        let (value, slope) = activation.doubles(at: s.double)
        let (wanted, rise) = (try #require(Double(numbers[1])), try #require(Double(numbers[2])))
        #expect(abs(value - wanted) <= 1e-9 * max(1, abs(wanted)), "\(fields[0]) at \(s), in doubles")
        #expect(abs(slope - rise) <= 1e-9 * max(1, abs(rise)), "\(fields[0]): slope at \(s), in doubles")
        compared += 1
      }
    }
    #expect(compared > 1500)
  }

  /// The formula of the slope reads back, and its text is one a person would write.
  @Test func theSlopeReadsBack() throws {
    for fields in try Self.lines() {
      let activation = try Activation(formula: FormulaParser.formula(fields[0]))
      for piece in activation.pieces {
        #expect(try FormulaParser.formula(piece.slope.ascii) == piece.slope, "\(fields[0])")
      }
    }
  }

  @Test(arguments: [
    ("sigmoid", "exp(-s_k) / (1 + exp(-s_k))^2", "y_k (1 - y_k)"),
    ("tanh", "4 / (exp(s_k) + exp(-s_k))^2", "1 - y_k^2"),
    ("softplus", "exp(s_k) / (1 + exp(s_k))", "1 - exp(-y_k)"),
    ("swish", "(1 + exp(-s_k) + s_k exp(-s_k)) / (1 + exp(-s_k))^2", ""),
    ("s^3", "3 s_k^2", ""), ("2 s + 1", "2", ""), ("exp(s) - 1", "exp(s_k)", "y_k + 1"),
    ("s / (1 + s^2)", "(1 - s_k^2) / (1 + s_k^2)^2", ""), ("sqrt(1 + s^2)", "(1 + s_k^2)^-0.5 s_k", ""),
    ("(exp(2 s) - 1) / (exp(2 s) + 1)", "4 exp(2 s_k) / (exp(2 s_k) + 1)^2", "1 - y_k^2"),
  ])
  func isWrittenAsAPersonWould(name: String, slope: String, byOutput: String) throws {
    let activation = try Activation.named(name)
    #expect(activation.pieces.count == 1)
    #expect(activation.pieces[0].slope.ascii == slope)
    #expect(activation.pieces[0].slopeByOutput?.ascii ?? "" == byOutput)
  }

  @Test func theStepsNameTheirRules() throws {
    let steps = try Activation.named("sigmoid").pieces[0].slopeSteps
    #expect(steps.map(\.rule) == [.exp, .sum, .quotient])
    #expect(steps.map(\.slope.ascii) == ["-exp(-s_k)", "-exp(-s_k)", "exp(-s_k) / (1 + exp(-s_k))^2"])
  }
}
