import Curriculum
import Session
import TextLayout
import TextUI

/// `H`: the course in its order, what to continue with, and the question of the day.
enum HomeScreen {
  static func draw(_ state: HomeState, _ sitting: Sitting, on canvas: inout Canvas) {
    let size = canvas.size
    let known = sitting.record.map { KnownLessons($0, at: sitting.time, sitting.misconceptions) }
    canvas.clear(Rect(column: 0, row: 0, columns: size.columns, rows: size.rows - 1))
    let frame = Rect(column: 0, row: 0, columns: size.columns, rows: size.rows - 1)
    let inner = Panel(
      title: state.list.title + (state.list.unread > 0 ? " · reading \(state.list.unread) more" : ""),
      note: "type to filter · ↑↓ choose · Enter opens · Esc closes", style: Theme.focusedFrame,
      titleStyle: Theme.heading
    ).draw(on: &canvas, in: frame).inset(columns: 1, rows: 0)
    ListOverlay.drawFilter(state.chooser, on: &canvas, in: inner)
    let foot = foot(state, known, width: inner.columns)
    var list = Rect(
      column: inner.column, row: inner.row + 2, columns: inner.columns, rows: max(3, inner.rows - 3 - foot.count))
    if let known {
      // Beside the lessons where both have room.
      let width = SkillBars.width + 2
      if list.columns >= 74, list.rows >= 9 {
        list.columns -= width
        SkillBars(record: known.record).draw(
          on: &canvas,
          in: Rect(column: list.endColumn + 2, row: list.row - 1, columns: SkillBars.width, rows: list.rows + 1))
      }
    }
    let rows = state.rows
    let titles = list.rows > 0 ? rows.map { CharacterWidth.columns($0.title) }.max() ?? 0 : 0
    // A title is never cut for what stands beside it.
    let widest = min(titles, list.columns - 2)
    ListOverlay.draw(state.chooser, count: rows.count, on: &canvas, in: list) { canvas, index, line in
      draw(rows[index], state, known, titleWidth: widest, on: &canvas, in: line)
    }
    for (index, line) in foot.enumerated() {
      let row = inner.endRow - foot.count + index
      canvas.write(line.label, column: inner.column, row: row, style: Theme.key, in: inner)
      canvas.write(line.text, column: inner.column + 12, row: row, style: line.isDim ? Theme.dim : .plain, in: inner)
    }
  }

  private static func draw(
    _ row: LessonList.Row, _ state: HomeState, _ known: KnownLessons?, titleWidth: Int, on canvas: inout Canvas,
    in line: Rect
  ) {
    // • is open now, · was opened in this run.
    let mark = row.id == state.current ? "•" : state.visited.contains(row.id) ? "·" : " "
    canvas.write(mark, column: line.column, row: line.row, style: Theme.key, in: line)
    var style = row.isWalked ? Theme.heading : Style.plain
    if row.status == .learned { style = Theme.dim }
    let title = Rect(column: line.column + 2, row: line.row, columns: titleWidth, rows: 1)
    canvas.write(CharacterWidth.printable(row.title), column: title.column, row: line.row, style: style, in: title)
    var column = title.endColumn + 2
    if column + 5 <= line.endColumn, let dots = dots(row) {
      canvas.write(dots, column: column, row: line.row, style: Theme.key, in: line)
    }
    column += 7
    let status = known?.status(of: row.id) ?? (row.status?.shown ?? "", false)
    if column + 8 <= line.endColumn {
      canvas.write(status.text, column: column, row: line.row, style: status.isDue ? Theme.key : .plain, in: line)
    }
    column += 10
    let tags = Rect(column: column, row: line.row, columns: max(0, line.endColumn - column), rows: 1)
    if tags.columns > 4 {
      // As many tags as stand there whole.
      var shown = ""
      for tag in row.tags {
        let more = CharacterWidth.printable(shown.isEmpty ? tag : shown + " " + tag)
        guard CharacterWidth.columns(more) <= tags.columns else { break }
        shown = more
      }
      canvas.write(shown, column: column, row: line.row, style: Theme.dim, in: tags)
    }
  }

  private static func dots(_ row: LessonList.Row) -> String? {
    row.difficulty.map { String(repeating: "●", count: $0) + String(repeating: "○", count: 5 - $0) }
  }

  private static func foot(
    _ state: HomeState, _ known: KnownLessons?, width: Int
  ) -> [(label: String, text: String, isDim: Bool)] {
    var lines: [(String, String, Bool)] = []
    let rows = state.rows
    if state.chooser.selection < rows.count {
      let row = rows[state.chooser.selection]
      // What has no room beside the bars stands here.
      let about = known == nil || width > 90 ? [] : [dots(row), row.status?.shown].compactMap { $0 }
      let before = row.after.isEmpty ? "nothing before it" : row.after.joined(separator: ", ")
      lines.append(("builds on:", ([before] + about).joined(separator: "  "), true))
      if let past = known?.past(of: row.id) { lines.append(("here:", past, true)) }
    }
    if let known { lines.append(("P:", known.suggestion(among: state.list.rows), false)) }
    if let next = state.next { lines.append(("continue:", next.title, false)) }
    if let question = state.list.question {
      lines.append(("today:", "\(question.prompt) (\(question.title))", false))
    }
    let count = state.list.problems.count
    if count > 0 {
      lines.append(
        ("problems:", "\(count == 1 ? "1 problem" : "\(count) problems") in these lessons; :problems lists them", false)
      )
    }
    // What is longer than the screen goes on in a second row.
    return lines.flatMap { label, text, isDim in
      TextWrap.lines(CharacterWidth.printable(text), toWidth: width - 12).prefix(2).enumerated().map {
        ($0.offset == 0 ? label : "", $0.element, isDim)
      }
    }
  }
}
