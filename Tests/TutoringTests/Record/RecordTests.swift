import Curriculum
import LayerMath
import Testing
import Tutoring

@Suite struct KnowledgeTracingTests {
  /// Source: `tutoring.md`, section 4.4, worked out by hand.
  @Test func theWorkedRunIsAsPublished() {
    let tracing = KnowledgeTracing(pInitial: 0.25, pTransit: 0.15, pSlip: 0.1, pGuess: 0.2)
    var p = tracing.pInitial
    for (isRight, expected) in [
      (true, 0.660), (true, 0.913), (true, 0.982), (true, 0.997), (true, 0.999), (false, 0.996),
    ] {
      p = tracing.updated(p, isRight: isRight)
      #expect(abs(p - expected) < 5e-4, "\(p)")
    }
  }

  @Test func aRightAnswerNeverLowersAndAWrongOneNeverRaisesMoreThanARightOne() {
    for p in stride(from: 0.0, through: 1, by: 0.01) {
      let right = KnowledgeTracing.standard.updated(p, isRight: true)
      let wrong = KnowledgeTracing.standard.updated(p, isRight: false)
      #expect(right >= p && wrong <= right && (0...1).contains(right) && (0...1).contains(wrong))
    }
    // Even where nobody can slip or guess nothing is divided by 0.
    let certain = KnowledgeTracing(pInitial: 0, pTransit: 0, pSlip: 0, pGuess: 0)
    #expect(certain.updated(0, isRight: true) == 0 && certain.updated(1, isRight: false) == 1)
  }
}

@Suite struct RecordTests {
  private func attempt(
    _ outcome: Attempt.Outcome, _ skills: [Skill], step: String = "dx[1]", time: Int = 100, sitting: Int = 1,
    lesson: String = "elu", seconds: Int = 60, rules: [String] = [], layer: String = "2x2"
  ) -> Attempt {
    Attempt(
      time: time, sitting: sitting, lesson: lesson, module: "elu", layer: layer, step: step, answer: "1",
      outcome: outcome, rules: rules, skills: skills, seconds: seconds)
  }

  @Test func onlyTheFirstAttemptAtAQuestionCounts() {
    var record = Record()
    record.add(attempt(.wrong, [.sumOverUnits]))
    let afterWrong = record.mastery(of: .sumOverUnits).pMastery
    record.add(attempt(.right, [.sumOverUnits]))
    #expect(record.mastery(of: .sumOverUnits).count == 1 && record.mastery(of: .sumOverUnits).rightCount == 0)
    #expect(record.mastery(of: .sumOverUnits).pMastery == afterWrong)
    // The same step on other numbers is another question, the next day it is one too.
    record.add(attempt(.right, [.sumOverUnits], layer: "other"))
    record.add(attempt(.right, [.sumOverUnits], sitting: 2))
    #expect(record.mastery(of: .sumOverUnits).count == 3 && record.mastery(of: .sumOverUnits).rightCount == 2)
  }

  @Test func helpCountsAsNotKnownYetAndWhatIsRightAfterItShowsNothing() {
    var record = Record()
    record.add(attempt(.hint, [.slope]))
    record.add(attempt(.right, [.branchChoice, .slope]))
    #expect(record.mastery(of: .slope).rightCount == 0 && record.mastery(of: .slope).count == 1)
    #expect(record.mastery(of: .branchChoice).count == 0)
    #expect(record.total == Record.Tally(answers: 1, right: 1), "a hint is no answer")
  }

  @Test func whoWentWrongInOneSkillHasShownNothingOfTheOther() {
    var record = Record()
    record.add(attempt(.wrong, [.branchChoice], rules: ["F5"]))
    record.add(attempt(.right, [.branchChoice, .activation]))
    #expect(record.mastery(of: .branchChoice).rightCount == 0)
    #expect(record.mastery(of: .activation).count == 0)
    #expect(record.rules["F5"]?.count == 1)
  }

  @Test func whatIsRoundedOrCannotBeToldIsNoEvidence() {
    var record = Record()
    record.add(attempt(.rounded, [.slope]))
    record.add(attempt(.cannotTell, [.slope]))
    #expect(record.mastery(of: .slope).count == 0)
    record.add(attempt(.right, [.slope]))
    #expect(record.mastery(of: .slope).rightCount == 1)
  }

  @Test func aLessonIsRatedByWhatWasDoneThere() throws {
    func rating(_ attempts: Attempt...) throws -> Rating {
      try #require(Record(attempts).lessons["elu"]).schedule.lastRating
    }
    #expect(try rating(attempt(.right, [], seconds: 5)) == .easy)
    #expect(try rating(attempt(.right, [], seconds: 60)) == .good)
    #expect(try rating(attempt(.wrong, []), attempt(.right, [])) == .hard)
    #expect(try rating(attempt(.hint, []), attempt(.right, [])) == .hard)
    #expect(try rating(attempt(.wrong, []), attempt(.partly, [])) == .again)
    #expect(try rating(attempt(.hint, []), attempt(.solution, []), attempt(.right, [])) == .again)
    #expect(Record([attempt(.wrong, [])]).lessons.isEmpty, "one error says nothing yet")
    let two = Record([
      attempt(.right, []), attempt(.wrong, [], step: "s", rules: ["S1"]), attempt(.right, [], step: "s"),
    ])
    #expect(
      two.lessons["elu"]?.questions == 2 && two.lessons["elu"]?.right == 1 && two.lessons["elu"]?.lastRule == "S1")
  }

  @Test func aResetForgetsAndTwoProgramsTakeTurns() {
    var record = Record([attempt(.right, [.slope]), attempt(.wrong, [.shapes], step: "shape dW")])
    record.add(attempt(.reset, []))
    #expect(record == Record() && record.isEmpty)
    // The second attempt of one sitting is no first attempt because another sitting came between.
    record.add(attempt(.wrong, [.slope], sitting: 1))
    record.add(attempt(.right, [.slope], sitting: 2))
    record.add(attempt(.right, [.slope], sitting: 1))
    #expect(record.mastery(of: .slope).count == 2 && record.mastery(of: .slope).rightCount == 1)
  }

  @Test func daysAreThoseOfTheStudentsClock() {
    let late = attempt(.right, [.slope], time: 86_400 - 1_800)
    #expect(Record([late]).days.keys.first == 0 && Record([late], offset: 3_600).days.keys.first == 1)
  }
}

@Suite struct SuggestionTests {
  private func answered(_ pairs: [(Skill, Bool)], days: [Int] = []) -> Record {
    Record(
      pairs.enumerated().map { index, pair in
        Attempt(
          time: 1_000 + 60 * index + 86_400 * (days.isEmpty ? 0 : days[index]), sitting: index, lesson: "elu",
          module: "elu", layer: "\(index)", step: "dx", answer: "", outcome: pair.1 ? .right : .wrong, skills: [pair.0])
      })
  }

  @Test func whoKnowsNothingBeginsAtTheBeginning() {
    #expect(Suggestion(Record(), at: 0).what == .practise(.weightedSum))
    #expect(Suggestion(Record(), at: 0).reason == "not tried yet")
  }

  @Test func theLeastSureSkillComesNext() {
    let right = Skill.allCases.filter { $0 != .slope }.map { ($0, true) }
    #expect(Suggestion(answered(right + [(.slope, false)]), at: 2_000).what == .practise(.slope))
    // What was never tried comes before what went right once, after what went wrong.
    #expect(Suggestion(answered([(.weightedSum, true)]), at: 2_000).what == .practise(.branchChoice))
    #expect(Suggestion(answered([(.weightedSum, false)]), at: 2_000).what == .practise(.weightedSum))
    #expect(
      Suggestion(answered([(.weightedSum, true)]), at: 2_000, among: [.weightedSum]).reason.contains("right so far"))
  }

  @Test func whatIsMasteredIsNotAskedAndADueLessonIs() throws {
    let all = Skill.allCases.flatMap { skill in (0..<3).map { _ in (skill, true) } }
    let record = answered(all)
    #expect(Skill.allCases.allSatisfy { record.mastery(of: $0).isMastered })
    #expect(Suggestion(record, at: 3_000).what == .rest)
    let due = try #require(record.lessons["elu"]).schedule.dueTime
    #expect(Suggestion(record, at: due).what == .review("elu"))
    #expect(Suggestion(record, at: due, title: { _ in nil }).what == .rest, "a lesson that is no more is not due")
  }
}

@Suite struct ProgressTextTests {
  @Test func barsAreEighthsOfCells() {
    #expect(ProgressText.bar(0, cells: 4) == "▕    ▏" && ProgressText.bar(1, cells: 4) == "▕████▏")
    #expect(ProgressText.bar(0.5, cells: 4) == "▕██  ▏" && ProgressText.bar(0.28, cells: 4) == "▕█▏  ▏")
    #expect(ProgressText.bar(7, cells: 2) == "▕██▏" && ProgressText.bar(-1, cells: 2) == "▕  ▏")
  }

  @Test func whatIsKnownIsAPage() {
    let day = 86_400
    let attempts = (0..<12).map { index in
      Attempt(
        time: (index / 4) * day + index * 60, sitting: index / 4, lesson: "elu", module: "elu", layer: "\(index)",
        step: "s[1]", answer: "", outcome: index % 5 == 0 ? .wrong : .right, rules: index % 5 == 0 ? ["S1"] : [],
        skills: [.weightedSum], seconds: 40)
    }
    let text = ProgressText(Record(attempts), at: 3 * day).lines(width: 60).joined(separator: "\n")
    #expect(text.contains("  weighted sum    ▕") && text.contains("slope f′") && text.contains("not tried"))
    #expect(text.contains("  elu  9/9 right at once, due") && text.contains("12 answers, 9 right"))
    #expect(text.contains("███ ") && text.contains("4 days, the last one today"))
    #expect(ProgressText(Record(), at: 0).lines(width: 60) == ["nothing was answered yet; `backprop practice` begins"])
  }

  @Test func anAttemptIsALineOfCSVAndAnObjectOfJSON() {
    let attempt = Attempt(
      time: 7, sitting: 2, lesson: "a,b", module: "elu", layer: "W=[1 2]", step: "dx", answer: "=1\"2\n",
      outcome: .wrong,
      rules: ["D5", "X3"], skills: [.slope], seconds: 9)
    #expect(AttemptText.csvHeader == "time,sitting,lesson,module,layer,step,answer,outcome,rules,skills,seconds")
    #expect(AttemptText.csv(attempt) == "7,2,\"a,b\",elu,W=[1 2],dx,\"'=1\"\"2\n\",wrong,D5 X3,slope,9")
    #expect(AttemptText.json(attempt).contains(#""answer": "=1\"2\n", "outcome": "wrong", "rules": "D5 X3""#))
  }
}
