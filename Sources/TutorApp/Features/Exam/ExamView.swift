import Curriculum
import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// The exam on the screen: above the question as it is set and the numbers, below the sheet; once handed in the paper.
struct ExamView {
  let state: ExamState
  let model: AppModel

  func draw(on canvas: inout Canvas) {
    guard let exam = model.sitting.exam else { return }
    let size = canvas.size
    let area = Rect(column: 0, row: 0, columns: size.columns, rows: size.rows - 1)
    canvas.clear(area)
    if let paper = exam.paper { return draw(paper, exam, on: &canvas, in: area) }
    var note = exam.showsTime ? ExamReport.minutes(exam.seconds) : ""
    if let conflict = state.conflicts.first {
      note = "two answers for \(exam.module.names.screen(conflict.goal)): which counts?"
    }
    let inner = Panel(
      title: "Exam: \(model.lesson.title)", note: note, style: Theme.focusedFrame, titleStyle: Theme.heading
    )
    .draw(on: &canvas, in: area).inset(columns: 1, rows: 0)
    // The numbers stand right above the sheet; the question scrolls where it has no room.
    let numbers = TextWrap.lines(exam.numericPart, toWidth: inner.columns).prefix(inner.rows / 4)
    let question = question(inner.columns)
    let room = min(question.count, max(2, inner.rows / 2 - 1 - numbers.count))
    let from = min(state.scroll, max(0, question.count - room))
    for (place, line) in question[from..<(from + room)].enumerated() {
      draw(line, on: &canvas, row: inner.row + place, in: inner)
    }
    if question.count > room {
      let more = from + room < question.count ? "PgDn: more ↓" : "PgUp ↑"
      canvas.write(
        more, column: inner.endColumn - CharacterWidth.columns(more), row: inner.row + room - 1, style: Theme.dim,
        in: inner)
    }
    for (place, line) in numbers.enumerated() {
      canvas.write(line, column: inner.column, row: inner.row + room + place, in: inner)
    }
    let top = room + numbers.count
    let rule = inner.row + top
    canvas.write(
      String(repeating: "─", count: inner.columns), column: inner.column, row: rule, style: Theme.dim, in: inner)
    var list = Rect(column: inner.column, row: rule + 1, columns: inner.columns, rows: max(1, inner.endRow - rule - 1))
    // The line as it is read, where there is room for it.
    if list.rows >= 11 {
      let drawn = Rect(column: list.column, row: list.endRow - 5, columns: list.columns, rows: 5)
      list = Rect(column: list.column, row: list.row, columns: list.columns, rows: list.rows - 6)
      canvas.write(
        String(repeating: "─", count: inner.columns), column: inner.column, row: list.endRow, style: Theme.dim,
        in: inner)
      SheetLines(state.sheet, names: exam.module.names).drawReading(on: &canvas, in: drawn)
    }
    SheetLines(state.sheet, names: exam.module.names).draw(on: &canvas, in: list) { _ in ("", .plain) }
  }

  private func draw(_ runs: [LaidOutText.Run], on canvas: inout Canvas, row: Int, in area: Rect) {
    var column = area.column
    for run in runs {
      canvas.write(run.text, column: column, row: row, style: run.attribute.style, in: area)
      column += CharacterWidth.columns(run.text)
    }
  }

  /// How far the question scrolls.
  static func lastQuestionRow(_ app: AppModel) -> Int {
    guard let exam = app.sitting.exam else { return 0 }
    let view = ExamView(state: ExamState(exam), model: app)
    return max(0, view.question(app.size.columns - 4).count - 2)
  }

  /// The question of the card, laid out; without its heading, which says only that it is one.
  private func question(_ width: Int) -> [[LaidOutText.Run]] {
    let blocks = (model.sitting.walk?.walkthrough.setQuestion ?? []).filter {
      if case .heading = $0 { false } else { true }
    }
    return LaidOutText(blocks, width: width).lines
  }

  // MARK: the paper

  private static func rows(_ paper: ExamPaper, _ exam: Exam, _ width: Int) -> [(
    text: String, style: Style, column: Int
  )] {
    let isWide = width >= 96
    let half = isWide ? (width - 3) / 2 : width
    var rows: [(String, Style, Int)] = []
    for row in ExamReport(paper, seconds: exam.seconds).rows {
      let style: Style =
        switch row.look {
        case .heading: Theme.heading
        case .plain: .plain
        case .right: Theme.good
        case .wrong: Theme.error
        case .faint: Theme.dim
        }
      let left = wrapped(row.text, row.beside == nil ? width : half)
      let right =
        row.beside.map { TextWrap.lines(CharacterWidth.printable($0), toWidth: isWide ? half : width - 5) } ?? []
      for (place, line) in left.enumerated() {
        rows.append((line, style, 0))
        // Beside it: on the same row, which is said by a column of its own.
        if isWide, place < right.count { rows.append((right[place], Theme.math, half + 3)) }
      }
      if isWide {
        for line in right.dropFirst(left.count) {
          rows.append(("", .plain, 0))
          rows.append((line, Theme.math, half + 3))
        }
      } else {
        for line in right { rows.append((line, Theme.math, 5)) }
      }
    }
    return rows.map { (text: $0.0, style: $0.1, column: $0.2) }
  }

  /// A text with its indent on all of its rows.
  private static func wrapped(_ text: String, _ width: Int) -> [String] {
    let indent = String(text.prefix { $0 == " " })
    return TextWrap.lines(CharacterWidth.printable(text.trimmingSpaces), toWidth: width - indent.count).map {
      indent + $0
    }
  }

  /// How many rows a paper has: what stands beside another text has none of its own.
  private static func height(_ rows: [(text: String, style: Style, column: Int)], _ width: Int) -> Int {
    rows.count { width < 96 || $0.column == 0 }
  }

  static func lastScroll(_ paper: ExamPaper, _ app: AppModel) -> Int {
    guard let exam = app.sitting.exam else { return 0 }
    let width = app.size.columns - 4
    return max(0, height(rows(paper, exam, width), width) - (app.size.rows - 3))
  }

  private func draw(_ paper: ExamPaper, _ exam: Exam, on canvas: inout Canvas, in area: Rect) {
    let inner = Panel(
      title: "Handed in", note: ExamReport(paper, seconds: exam.seconds).title, style: Theme.focusedFrame,
      titleStyle: Theme.heading
    ).draw(on: &canvas, in: area).inset(columns: 1, rows: 0)
    var row = inner.row - state.scroll - 1
    for part in Self.rows(paper, exam, inner.columns) {
      if inner.columns < 96 || part.column == 0 { row += 1 }
      guard row >= inner.row, row < inner.endRow else { continue }
      canvas.write(part.text, column: inner.column + part.column, row: row, style: part.style, in: inner)
    }
  }
}
