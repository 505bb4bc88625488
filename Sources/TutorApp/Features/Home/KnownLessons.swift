import Curriculum
import TextLayout
import TextUI
import Tutoring

/// What the record says of the lessons that home lists.
struct KnownLessons {
  let record: Record
  private let time: Int

  private let misconceptions: Misconceptions?

  init(_ record: Record, at time: Int, _ misconceptions: Misconceptions?) {
    (self.record, self.time, self.misconceptions) = (record, time, misconceptions)
  }

  /// `due`, or `3/4 ✓` where questions were asked there.
  func status(of id: String) -> (text: String, isDue: Bool)? {
    guard let lesson = record.lessons[id] else { return nil }
    return lesson.schedule.isDue(at: time) ? ("due", true) : ("\(lesson.right)/\(lesson.questions) ✓", false)
  }

  /// What was asked there, when it comes again, and the last error.
  func past(of id: String) -> String? {
    guard let lesson = record.lessons[id] else { return nil }
    let rule = lesson.lastRule.flatMap { misconceptions?[$0]?.belief }.map { "; last error: \($0)" } ?? ""
    return "\(lesson.right) of \(lesson.questions) right at once, "
      + ProgressText(record, at: time).due(lesson.schedule) + rule
  }

  /// What to do next, and why.
  func suggestion(among rows: [LessonList.Row]) -> String {
    let suggestion = Suggestion(record, at: time) { id in rows.first { $0.id == id }?.title }
    switch suggestion.what {
    case .practise(let skill): return "practise \(skill.title): \(suggestion.reason)"
    case .review: return "go over \(suggestion.reason)"
    case .rest: return suggestion.reason
    }
  }
}

/// A bar for each skill.
struct SkillBars {
  let record: Record
  private static let titles = 15
  private static let cells = 8
  static let width = titles + cells + 3

  func draw(on canvas: inout Canvas, in area: Rect) {
    let mastered = Skill.allCases.count { record.mastery(of: $0).isMastered }
    canvas.write(
      "mastered \(mastered) of \(Skill.allCases.count)", column: area.column, row: area.row, style: Theme.heading,
      in: area)
    for (index, skill) in Skill.allCases.enumerated() {
      let mastery = record.mastery(of: skill)
      let row = area.row + 1 + index
      let style = mastery.isMastered ? Theme.dim : Style.plain
      canvas.write(skill.title, column: area.column, row: row, style: style, in: area)
      let bar = canvas.write(
        ProgressText.bar(ProgressText.share(mastery), cells: Self.cells),
        column: area.column + Self.titles, row: row, style: Theme.key, in: area)
      if mastery.isMastered { canvas.write("✓", column: bar, row: row, style: Theme.key, in: area) }
    }
  }
}
