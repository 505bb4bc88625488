import Curriculum
import LayerMath
import TestSupport
import Testing
import Tutoring

@Suite struct ExamPaperTests {
  private static let misconceptions = Fixtures.loader.misconceptions()

  private func numbers() -> LayerExample { LayerExample.Preset.tall.example }

  private func text(_ quantity: Quantity) -> String {
    let derivation = Derivation(numbers())
    let values = derivation.values(of: quantity).map { "\($0.double)" }
    let shape = derivation.shape(quantity)
    guard shape.count == 2 else { return "\(quantity.rawValue) = \(values.joined(separator: " "))" }
    let rows = (0..<shape[0]).map { values[($0 * shape[1])..<(($0 + 1) * shape[1])].joined(separator: " ") }
    return "\(quantity.rawValue) = \(rows.joined(separator: "; "))"
  }

  private func paper(_ lines: [String]) -> ExamPaper {
    ExamPaper(lines, of: .reference, on: numbers(), .standard(.outputs), Self.misconceptions)
  }

  @Test func aModelAnswerWithItsNumbersEarnsAll() {
    let lines = ModelSheet(.reference, .outputs).lines.map(\.text) + [text(.y), text(.deltaX), text(.deltaW)]
    let paper = paper(lines)
    #expect(paper.points == 8 && paper.most == 8, "\(paper.numbers) \(lines)")
    #expect(paper.weakest == nil && ExamReport(paper, seconds: 61).title == "5 of 5, numbers 3 of 3, 1 min")
  }

  /// Numbers belong to the numeric part wherever they stand, the last ones count, and what they show is said.
  @Test func numbersAreTakenOutOfTheDerivation() throws {
    let paper = paper(["y = 1 2 3", "s = Wx", "y = f(s)", text(.y), "δx = 7 7"])
    #expect(paper.numbers.map(\.isRight) == [true, false, false] && paper.numbers[2].answer.isEmpty)
    #expect(paper.marks["F"] == 1 && paper.marks.points == 1)
    #expect(paper.sheet.lines.map(\.source) == ["", "s = Wx", "y = f(s)", "", ""])
    let report = ExamReport(paper, seconds: 0)
    #expect(report.nextAction == "drill slope" && report.rows.contains { $0.text.contains("not on your sheet") })
    // Beside the model's line stands the student's own.
    let forward = try #require(report.rows.first { $0.text.contains("✓ s = Wx") })
    #expect(forward.beside?.hasPrefix("s_k = ") == true)
  }

  @Test func theRecordHasThePaperAndWhatEachMarkShows() {
    let attempts = paper(["y = f(Wx)", "f'(s) = 1 if s > 0, 0 otherwise"]).attempts(
      lesson: "card", module: "elu", layer: "numbers")
    #expect(attempts.count == 1 + 5 + 3)
    #expect(attempts[0].step == "exam" && attempts[0].outcome == .partly && attempts[0].skills.isEmpty)
    #expect(attempts[1].outcome == .right && attempts[2].rules == ["D5"] && attempts[2].skills == [.slope])
    var record = Record(attempts)
    #expect(record.papers["card"]?.lines == ["y = f(Wx)", "f'(s) = 1 if s > 0, 0 otherwise"])
    #expect(record.total.answers == 8)
    // A card that was not examined comes first, then the one that was longest ago.
    #expect(record.nextCard(among: ["card", "other"]) == "other" && record.nextCard(among: []) == nil)
    var later = attempts[0]
    (later.time, later.lesson) = (9, "other")
    record.add(later)
    #expect(record.nextCard(among: ["other", "card"]) == "card")
  }

  /// Answers made for the examiner are marked as the sheet marks them, and most of them have something wrong or missing.
  @Test func madeAnswersAreWorthSomethingElse() {
    var generator = SeededGenerator(seed: 8)
    var points: Set<Int> = []
    for _ in 0..<12 {
      let sample = SampleAnswer.mutated(.reference, .standard(.outputs), Self.misconceptions, using: &generator)
      points.insert(sample.marks.points)
      #expect(sample.marks == SheetMarks(Sheet(sample.lines, of: .reference, Self.misconceptions), .standard(.outputs)))
      #expect(sample.comparison(with: ["F"]).count == 5)
    }
    #expect(points.count > 2, "\(points)")
  }
}

@Suite struct MachineNumbersTests {
  /// Results of NumPy and PyTorch, pasted: the last digits of a double, or of a single, are its own.
  @Test func whatAMachinePrintsIsTakenForTheValue() {
    let diagnosis = LayerDiagnosis(LayerExample.Preset.tall.example, Fixtures.loader.misconceptions())
    let derivation = diagnosis.derivation
    var generator = SeededGenerator(seed: 12)
    for quantity in [Quantity.y, .deltaX, .deltaW, .jacobian] {
      for symbol in derivation.symbols(quantity) {
        let value = derivation.value(of: symbol).double
        for _ in 0..<50 {
          let double = value * (1 + Double.random(in: -8...8, using: &generator) * Double.ulpOfOne)
          #expect(diagnosis.diagnosis(of: "\(double)", for: [symbol]).verdict == .right, "\(symbol) \(double)")
          let single = Double(Float(value))
          let verdict = diagnosis.diagnosis(of: "\(single)", for: [symbol]).verdict
          #expect(verdict == .right || verdict == .rounded, "\(symbol) \(single) \(verdict)")
          // What is off by more than that was computed otherwise.
          let wrong = value * (1 + 1e-4) + 1e-5
          #expect(diagnosis.diagnosis(of: "\(wrong)", for: [symbol]).verdict == .wrong || "\(wrong)".count < 14)
        }
      }
    }
  }
}
