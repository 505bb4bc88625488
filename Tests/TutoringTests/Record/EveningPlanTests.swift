import Curriculum
import Testing
import Tutoring

@Suite struct EveningPlanTests {
  private func plan(_ now: Int, _ minutes: Int, _ exam: Int, _ record: Record = Record()) -> EveningPlan {
    EveningPlan(record, now: now, available: minutes, exam: exam, at: 1_000_000)
  }

  /// Items follow each other without gap or overlap, within the time there is, and before the night.
  @Test(arguments: [20, 25, 40, 60, 90, 120, 150, 200, 300, 600], [1_080, 1_200, 1_290, 1_380, 1_430])
  func theEveningIsFilledAndNotOverfilled(minutes: Int, now: Int) {
    for exam in [8 * 60, 9 * 60, 13 * 60 + 30] {
      let plan = plan(now, minutes, exam)
      let tonight = plan.items.dropLast()
      #expect(tonight.first?.start == now)
      for (item, next) in zip(tonight, tonight.dropFirst()) { #expect(item.start + item.minutes == next.start) }
      let end = tonight.last.map { $0.start + $0.minutes } ?? now
      #expect(end <= now + max(minutes, 20), "\(plan.lines)")
      #expect(end <= max(exam + 1_440 - 9 * 60, now + 20), "there is a night")
      #expect(plan.items.last.map { $0.start > end && $0.start < exam + 1_440 } == true)
    }
  }

  @Test func threeSheetsWithWorkBetweenAndAPause() {
    let plan = plan(20 * 60, 120, 9 * 60)
    let sheets = plan.items.indices.filter { plan.items[$0].text.hasPrefix("the blank sheet") }
    #expect(sheets.count == 4 && sheets[0] == 0)
    #expect(plan.items.contains { $0.text.hasPrefix("a pause") } && plan.leftOut.isEmpty)
    #expect(Skill.allCases.allSatisfy { skill in plan.items.contains { $0.line == "drill \(skill.rawValue)" } })
  }

  @Test func theLeastSureComesFirstWhereTimeIsShort() {
    let record = Record(
      Skill.allCases.flatMap { skill in
        (0..<3).map { number in
          Attempt(
            time: 900_000, sitting: number, lesson: "elu", module: "elu", layer: "\(number)\(skill)", step: "dx",
            answer: "",
            outcome: skill == .slope ? .wrong : .right, skills: [skill])
        }
      })
    let plan = plan(20 * 60, 40, 9 * 60, record)
    #expect(plan.items.filter { $0.line.hasPrefix("drill") }.map(\.line) == ["drill slope"])
    // After midnight the exam is the same day.
    #expect(self.plan(60, 60, 9 * 60).items.last?.start ?? 0 < 9 * 60)
  }
}
