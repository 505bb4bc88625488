import Curriculum

/// What is known so far, as lines: a bar a skill, the lessons and when they come again, and what was done day by day.
package struct ProgressText {
  private let record: Record
  private let time: Int
  private var offset: Int { record.offset }

  package init(_ record: Record, at time: Int) { (self.record, self.time) = (record, time) }

  /// The lines alone.
  /// - Parameter width: columns.
  package func lines(width: Int, belief: (String) -> String? = { _ in nil }) -> [String] {
    rows(width: width, belief: belief).map(\.text)
  }

  /// Lines, and the action that each leads to.
  /// - Parameters:
  ///   - width: columns.
  ///   - belief: what somebody does who has a wrong rule, by its id.
  package func rows(width: Int, belief: (String) -> String? = { _ in nil }) -> [(text: String, action: String)] {
    guard !record.isEmpty else { return [("nothing was answered yet; `backprop practice` begins", "drill")] }
    var rows: [(text: String, action: String)] = [("Skills", "")]
    rows += Skill.allCases.map { skill in
      let mastery = record.mastery(of: skill)
      return (
        "  " + Self.padded(skill.title, 16) + Self.bar(Self.share(mastery), cells: 20) + "  " + Self.state(mastery),
        "drill \(skill.rawValue)"
      )
    }
    if !record.lessons.isEmpty {
      rows += [("", ""), ("Lessons", "")]
      let titles = record.lessons.keys.map(\.count).max() ?? 0
      let inOrder = record.lessons.sorted {
        ($0.value.schedule.dueTime, $0.key) < ($1.value.schedule.dueTime, $1.key)
      }
      for (id, lesson) in inOrder {
        let error = lesson.lastRule.flatMap { belief($0) }.map { "; last error: \($0)" } ?? ""
        rows.append(
          (
            "  " + Self.padded(id, min(titles, 30) + 2) + "\(lesson.right)/\(lesson.questions) right at once, "
              + due(lesson.schedule) + error, "open \(id)"
          ))
      }
    }
    let chart = activity(width: width - 2)
    if !chart.isEmpty { rows += [("", ""), ("Days", "")] + chart.map { ("  " + $0, "") } }
    rows += [("", ""), ("\(record.total.answers) answers, \(record.total.right) right", "")]
    return rows
  }

  /// How full a skill's bar is; of what was not tried nothing is known.
  package static func share(_ mastery: Mastery) -> Double { mastery.count == 0 ? 0 : mastery.pMastery }

  /// `mastered`, `2 of 3 right at once`, `not tried`.
  package static func state(_ mastery: Mastery) -> String {
    if mastery.isMastered { return "mastered" }
    return mastery.count == 0 ? "not tried" : "\(mastery.rightCount) of \(mastery.count) right at once"
  }

  /// A bar of eighths of cells.
  package static func bar(_ share: Double, cells: Int) -> String {
    let eighths = Int((min(max(share, 0), 1) * Double(cells * 8)).rounded())
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let full = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    return "▕" + padded(full, cells) + "▏"
  }

  /// `due`, `due tomorrow`, `due in 12 days`.
  package func due(_ schedule: Schedule) -> String {
    let days = (schedule.dueTime + offset) / 86_400 - (time + offset) / 86_400
    if schedule.isDue(at: time) { return "due" }
    return days <= 0 ? "due today" : days == 1 ? "due tomorrow" : "due in \(days) days"
  }

  /// A column a day, four rows high, the last days that have room.
  private func activity(width: Int) -> [String] {
    let today = (time + offset) / 86_400
    guard let first = record.days.keys.min() else { return [] }
    let begin = max(first, today - max(6, width - 1))
    let counts = (begin...max(begin, today)).map { record.days[$0]?.answers ?? 0 }
    guard let most = counts.max(), most > 0 else { return [] }
    let rows = 4
    let steps = ["", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    var lines = (0..<rows).map { row in
      counts.map { count -> String in
        let eighths = (count * rows * 8 + most - 1) / most - (rows - 1 - row) * 8
        return eighths <= 0 ? " " : steps[min(eighths, 8)]
      }.joined()
    }
    lines[0] += "  \(most) a day at most"
    lines.append(counts.count == 1 ? "today" : "\(counts.count) days, the last one today")
    return lines
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
