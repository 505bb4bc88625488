import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// The sheet: its lines with what is to be said of each in the margin, the one at hand as it is read, and the goals that are open.
struct SheetView {
  let state: SheetState
  let sitting: Sitting

  func draw(on canvas: inout Canvas) {
    let size = canvas.size
    let area = Rect(column: 0, row: 0, columns: size.columns, rows: size.rows - 1)
    canvas.clear(area)
    let names = sitting.derivation.names
    let goals = note
    let inner = Panel(title: "Derivation", note: goals, style: Theme.focusedFrame, titleStyle: Theme.heading)
      .draw(on: &canvas, in: area).inset(columns: 1, rows: 0)
    if let panel = state.panel { return draw(panel, on: &canvas, in: inner) }
    let remark = remark
    let rows = TextWrap.lines(CharacterWidth.printable(remark.text), toWidth: inner.columns).prefix(3)
    // What is said stands at the foot, and above it the line as it is read, where there is room for that.
    let drawn = inner.rows >= 18 ? 5 : 0
    let foot = 4 + drawn
    let list = Rect(column: inner.column, row: inner.row, columns: inner.columns, rows: max(1, inner.rows - foot))
    let sheet = SheetLines(state, names: sitting.sheet.names(names))
    sheet.draw(on: &canvas, in: list) { index in
      let line = judged(index)
      return (line.map(SheetMark.sign) ?? "·", style(line))
    }
    canvas.write(
      String(repeating: "─", count: inner.columns), column: inner.column, row: list.endRow, style: Theme.dim, in: inner)
    sheet.drawReading(
      on: &canvas, in: Rect(column: inner.column, row: list.endRow + 1, columns: inner.columns, rows: drawn))
    for (index, line) in rows.enumerated() {
      canvas.write(line, column: inner.column, row: list.endRow + 1 + drawn + index, style: remark.style, in: inner)
    }
  }

  /// What is still open, and the lamp: whether something new has come in the last lines.
  private var note: String {
    if sitting.isPuzzle {
      return sitting.isPuzzleSolved ? "in order" : "put the lines in order: Ctrl-N and Ctrl-P move one"
    }
    let open = sitting.openGoals.map(sitting.derivation.names.name)
    if open.isEmpty { return "all that is asked is derived" }
    let lamp = sitting.sheet.isOnTrack.map { $0 ? "● " : "○ nothing new lately; " } ?? ""
    return lamp + "open: " + open.joined(separator: ", ")
  }

  /// What lies over the lines: below the one that it is about.
  private func draw(_ panel: SheetState.Panel, on canvas: inout Canvas, in area: Rect) {
    var rows: [(text: String, style: Style)] = []
    switch panel {
    case .why(let why, let line):
      rows.append(("\(line)  \(state.lines[line - 1])", Theme.error))
      rows.append((judged(line - 1).map(SheetRemark.verdict) ?? "", Theme.error))
      rows.append(("", .plain))
      rows += why.rows.map { ($0, .plain) }
    case .step(let question, let said):
      rows.append(("\(question.line)  \(state.lines[question.line - 1])", Theme.good))
      rows.append(("", .plain))
      rows.append((question.text, Theme.heading))
      rows += question.choices.enumerated().map { ("\($0.offset + 1)  \($0.element.title)", .plain) }
      if let said { rows += [("", .plain), (said, Theme.heading)] }
    }
    var row = area.row
    for (text, style) in rows {
      let indent = String(text.prefix { $0 == " " })
      for line in TextWrap.lines(CharacterWidth.printable(text.trimmingSpaces), toWidth: area.columns - indent.count) {
        guard row < area.endRow else { return }
        canvas.write(indent + line, column: area.column, row: row, style: style, in: area)
        row += 1
      }
    }
  }

  /// What is known of a line as it stands now; nothing while it is typed.
  private func judged(_ index: Int) -> Sheet.Line? {
    let all = sitting.sheet.lines
    guard all.indices.contains(index), all[index].source == state.lines[index] else { return nil }
    return all[index].truth == .notAClaim ? nil : all[index]
  }

  private func style(_ line: Sheet.Line?) -> Style {
    switch line?.truth {
    case .yes?: Theme.good
    case .no?: line?.follows == .yes ? Theme.warning : Theme.error
    case .unreadable?, .cannotTell?: Theme.warning
    default: Theme.dim
    }
  }

  private var remark: (text: String, style: Style) {
    if let hint = state.hint { return (hint, Theme.heading) }
    if let line = judged(state.row) { return (SheetRemark.verdict(line), style(line)) }
    // While it is typed: as it is read.
    let text = state.field.string
    guard text.contains(where: { !$0.isWhitespace }) else {
      // What was just entered is what one waits for.
      if state.row > 0, let above = judged(state.row - 1) {
        return ("line \(state.row): " + SheetRemark.verdict(above), style(above))
      }
      return (
        "Type a line as on paper: ∂y_k/∂x_j = f'(s_k) W_kj, also LaTeX. A line that begins with = goes on with the one above. Enter judges it.",
        Theme.dim
      )
    }
    let isRead = Sheet.reading(text, sitting.derivation.names) != nil || !text.contains("=")
    return (isRead ? "Enter judges it" : "not to be read yet", Theme.dim)
  }
}
