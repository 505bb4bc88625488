import Curriculum

/// What to do in the hours before an exam, from what is known so far.
///
/// The blank sheet is written three times tonight, spread evenly, and once tomorrow; between them the skills that are least sure, then
/// the lessons that are due. Source: `derive.md`, sections 5 and 6 (spaced retrieval, equal gaps).
package struct EveningPlan: Equatable, Sendable {
  package struct Item: Equatable, Sendable {
    /// Minutes since midnight of the first day; those of the next day go on from 1440.
    package let start: Int
    package let minutes: Int
    package let text: String
    /// The action that begins it; empty for a pause.
    package let line: String
  }

  package private(set) var items: [Item] = []
  /// What there is no time for.
  package private(set) var leftOut: [String] = []
  /// A sentence where the time is short or the night too.
  package private(set) var remark: String?

  private static let sheetMinutes = 8
  private static let reviewMinutes = 6
  private static let pause = (after: 50, minutes: 10)
  /// Minutes before the exam at which the evening ends, for a night's sleep.
  private static let night = 9 * 60
  private static let minutesPerQuestion = 2
  private static let morning = 5 * 60
  private static let dayMinutes = 24 * 60

  /// - Parameters:
  ///   - now: minutes since midnight.
  ///   - available: minutes for tonight.
  ///   - exam: minutes since midnight of the day after.
  ///   - time: seconds since 1970, for what is due.
  ///   - title: what a lesson is called, `nil` for one that is no more.
  package init(
    _ record: Record, now: Int, available: Int, exam: Int, at time: Int, title: (String) -> String? = { $0 }
  ) {
    // After midnight it is still tonight.
    let exam = exam + (now < Self.morning && exam > now ? 0 : Self.dayMinutes)
    let bedtime = exam - Self.night
    let end = min(now + available, max(bedtime, now + 10))
    if now + available > end { remark = "the exam is at \(Self.clock(exam)): stop at \(Self.clock(end)) and sleep" }
    var work = Self.skills(record, at: time) + Self.reviews(record, at: time, title)
    // Three sheets where there is time for something between them.
    let room = end - now
    let sheets = room >= 60 ? 3 : room >= 25 ? 2 : 1
    let breaks = room / (Self.pause.after + Self.pause.minutes) * Self.pause.minutes
    var left = room - sheets * Self.sheetMinutes - breaks
    var chosen: [(text: String, line: String, minutes: Int)] = []
    while let next = work.first, left >= next.minutes {
      chosen.append(next)
      left -= next.minutes
      work.removeFirst()
    }
    leftOut = work.map(\.text)
    lay(out: chosen, sheets: sheets, from: now, to: end)
    items.append(
      Item(
        start: max(exam - 60, end), minutes: Self.sheetMinutes, text: "the blank sheet once more, then nothing",
        line: "open blank-page"))
  }

  /// The least sure first: as many questions as lead to mastery if they are right.
  private static func skills(_ record: Record, at time: Int) -> [(text: String, line: String, minutes: Int)] {
    let open = Skill.allCases.filter { !record.mastery(of: $0).isMastered }
    let order = open.sorted { record.mastery(of: $0).recency(at: time) < record.mastery(of: $1).recency(at: time) }
    return order.map { skill in
      var p = record.mastery(of: skill).pMastery
      var count = 0
      while p < KnowledgeTracing.masteryThreshold, count < 10 {
        p = KnowledgeTracing.standard.updated(p, isRight: true)
        count += 1
      }
      // One goes wrong.
      count += 1
      return (
        "\(skill.title): \(count) questions (\(ProgressText.state(record.mastery(of: skill))))",
        "drill \(skill.rawValue)",
        count * minutesPerQuestion
      )
    }
  }

  private static func reviews(
    _ record: Record, at time: Int, _ title: (String) -> String?
  ) -> [(text: String, line: String, minutes: Int)] {
    record.lessons.filter { $0.value.schedule.isDue(at: time) }.sorted { $0.key < $1.key }.compactMap { id, _ in
      title(id).map { ("read and answer again: \($0)", "open \(id)", reviewMinutes) }
    }
  }

  /// A sheet at the beginning of the evening's parts, one at its end, and a pause after each fifty minutes.
  private mutating func lay(
    out work: [(text: String, line: String, minutes: Int)], sheets: Int, from now: Int, to end: Int
  ) {
    var clock = now
    var sincePause = 0
    var rest = work[...]
    let whole = work.reduce(0) { $0 + $1.minutes }
    var done = 0
    for sheet in 1...sheets {
      // As much work before each sheet as brings them to equal distances.
      let share = sheets == 1 ? whole : whole * (sheet - 1) / (sheets - 1)
      while let next = rest.first, done < share {
        add(next.text, next.line, next.minutes, &clock, &sincePause, end)
        done += next.minutes
        rest.removeFirst()
      }
      let name = sheets == 1 ? "the blank sheet" : "the blank sheet, round \(sheet)"
      add("\(name): the three messages from memory", "open blank-page", Self.sheetMinutes, &clock, &sincePause, end)
    }
  }

  private mutating func add(
    _ text: String, _ line: String, _ minutes: Int, _ clock: inout Int, _ sincePause: inout Int, _ end: Int
  ) {
    if sincePause > 0, sincePause + minutes > Self.pause.after + 5, clock + Self.pause.minutes + minutes <= end {
      items.append(Item(start: clock, minutes: Self.pause.minutes, text: "a pause, away from the screen", line: ""))
      clock += Self.pause.minutes
      sincePause = 0
    }
    items.append(Item(start: clock, minutes: minutes, text: text, line: line))
    clock += minutes
    sincePause += minutes
  }

  // MARK: as lines

  package var lines: [String] { rows.map { $0.action.isEmpty ? $0.text : $0.text + "   :\($0.action)" } }

  /// Lines, and the action that each leads to.
  package var rows: [(text: String, action: String)] {
    var rows = items.enumerated().map { index, item in
      let isNext = item.start >= Self.dayMinutes && (index == 0 || items[index - 1].start < Self.dayMinutes)
      let clock = "\(Self.clock(item.start))–\(Self.clock(item.start + item.minutes))"
      return ((isNext ? "tomorrow " : "") + "\(clock)  \(item.text)", item.line)
    }
    if let remark { rows.insert((remark, ""), at: 0) }
    if !leftOut.isEmpty { rows.append(("no time for: " + leftOut.joined(separator: "; "), "")) }
    return rows
  }

  private static func clock(_ minutes: Int) -> String {
    let minute = minutes % 60
    return "\(minutes / 60 % 24):" + (minute < 10 ? "0" : "") + "\(minute)"
  }
}
