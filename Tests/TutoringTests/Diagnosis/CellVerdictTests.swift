import Curriculum
import LayerMath
import TestSupport
import Testing
import Tutoring

@Suite struct CellVerdictTests {
  private func verdict(_ text: String, _ value: String) throws -> CellVerdict {
    guard case .cells(let rows) = try Answer(text, in: Derivation(.reference)), let cell = rows.first?.first else {
      return .open
    }
    guard case .value(let number) = try FormulaParser.formula(value).evaluated(for: RuleRun(.reference)) else {
      return .open
    }
    return CellVerdict(cell, number.entries[0])
  }

  /// A decimal stands for what rounds to it, with two significant digits or one decimal; a cut-off one is told from a wrong one.
  @Test(
    arguments: [
      ("0.3347", "1.5 exp(-1.5)", CellVerdict.right), ("0.33", "1.5 exp(-1.5)", .right),
      ("0.3", "1.5 exp(-1.5)", .right),
      ("0", "1.5 exp(-1.5)", .wrong), ("0.34", "1.5 exp(-1.5)", .wrong), ("0.334", "1.5 exp(-1.5)", .rounded),
      ("0.3346", "1.5 exp(-1.5)", .rounded),
      ("0.3348", "1.5 exp(-1.5)", .wrong), ("-0.3347", "1.5 exp(-1.5)", .wrong), ("3.3e-1", "1.5 exp(-1.5)", .right),
      ("3", "3.1673", .rounded), ("3.2", "3.1673", .right), ("3.1", "3.1673", .rounded), ("2", "2", .right),
      ("2.0", "2", .right),
      ("2.001", "2", .wrong), ("1/3", "1/3", .right), ("0.333", "1/3", .right), ("1/3", "0.3333", .wrong),
      ("½", "0.5", .right),
      ("0.125", "1/8", .right), ("0.13", "1/8", .right), ("0.12", "1/8", .right), ("300", "304.2", .wrong),
      ("304", "304.2", .right),
      ("0.00", "0.004", .rounded), ("0", "0", .right), ("0.0", "0", .right), ("1e3", "1000", .right),
      ("1.0e3", "1004", .right),
      ("1.5*exp(-1.5)", "1.5 exp(-1.5)", .right), ("3/2 e^(-3/2)", "1.5 exp(-1.5)", .right),
      ("1.5*exp(-1.4)", "1.5 exp(-1.5)", .wrong),
      ("_", "3", .open),
    ] as [(String, String, CellVerdict)])
  func isWhatATeacherWouldSay(text: String, value: String, expected: CellVerdict) throws {
    #expect(try verdict(text, value) == expected)
  }
}

@Suite struct AnswerTests {
  private func cells(_ text: String) throws -> [Int] {
    guard case .cells(let rows) = try Answer(text, in: Derivation(.reference)) else { return [] }
    return rows.map(\.count)
  }

  @Test(arguments: [
    ("3.17 0.33", [2]), ("[2 -1; -0.33 0.17]", [2, 2]), ("2 -1; _ 0.17", [2, 2]), ("1,,3", [3]),
    ("[[1,2],[3,4]]", [2, 2]),
    ("1.5*exp(-1.5)", [1]), ("exp(-1) 2", [2]), ("exp(-1), 2 + 1", [2]), ("exp(-1) _; 1/3 0", [2, 2]),
    ("1\n2", [1, 1]),
  ])
  func numbersStandInRows(text: String, widths: [Int]) throws {
    #expect(try cells(text) == widths)
  }

  /// An exact form is one of the numbers of the layer that was asked about, not of another.
  @Test func exactFormsAreThoseOfTheLayerAtHand() throws {
    var generator = SeededGenerator(seed: 4)
    let tall = Derivation(LayerExample.random(k: 3, n: 5, using: &generator))
    guard case .cells(let rows) = try Answer("K 1/n", in: tall, of: 2) else { throw EntryError("no cells") }
    let values = [Rational(3), Rational(1, positive: 5)].map { RealNumber($0) }
    #expect(zip(rows[0], values).map { CellVerdict($0, $1) } == [.right, .right])
  }

  @Test(arguments: [("", 1), ("3 +", 1), ("W^T (dy", 8), ("foo bar", 1)])
  func whatCannotBeReadHasItsPlace(text: String, column: Int) {
    let error = #expect(throws: FormulaError.self) { try Answer(text, in: Derivation(.reference)) }
    #expect(error?.column == column && error?.message.isEmpty == false)
  }
}

@Suite struct SlipTests {
  private static let misconceptions = DiagnosingLayersTests.misconceptions

  private func diagnosis(_ answer: String, _ quantity: Quantity) throws -> Diagnosis {
    let example = try MatrixEntry.example(w: "-1.5 -0.5; 0.5 -2", x: "-1 0.5", deltaY: "-2 1.5")
    let layer = LayerDiagnosis(example, Self.misconceptions)
    return layer.diagnosis(of: answer, for: layer.derivation.symbols(quantity))
  }

  @Test(
    arguments: [
      ("3.1673 -0.3306", Quantity.deltaX, Slip.sign(Symbol(.deltaX, 2))),
      ("0.3306 3.1673", .deltaX, .exchanged(Symbol(.deltaX, 1), Symbol(.deltaX, 2))),
      ("3.1673 -0.6694", .deltaX, .termMissing(Symbol(.deltaX, 2), term: 1)),
      ("3.1673 1.6694", .deltaX, .termSign(Symbol(.deltaX, 2), term: 2)),
      ("3.1637 0.3306", .deltaX, .digit(Symbol(.deltaX, 1))), ("3.1973 0.3306", .deltaX, .digit(Symbol(.deltaX, 1))),
    ] as [(String, Quantity, Slip)])
  func isNamed(answer: String, quantity: Quantity, slip: Slip) throws {
    let result = try diagnosis(answer, quantity)
    #expect(result.rules.isEmpty && result.slip == slip, "\(result.rules.map(\.id)) \(String(describing: result.slip))")
  }

  @Test func aWrongRuleComesBeforeASlip() throws {
    // One value with the other sign, and what somebody does who leaves f′ out: the rule explains more.
    let result = try diagnosis("1 -0.7769", .fPrime)
    #expect(result.rules.map(\.id) == ["D1"] && result.slip == nil)
  }
}
