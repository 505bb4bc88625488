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
    let open = sitting.openGoals.map(names.name)
    let goals = open.isEmpty ? "all that is asked is derived" : "open: " + open.joined(separator: ", ")
    let inner = Panel(title: "Derivation", note: goals, style: Theme.focusedFrame, titleStyle: Theme.heading)
      .draw(on: &canvas, in: area).inset(columns: 1, rows: 0)
    let remark = remark
    let rows = TextWrap.lines(CharacterWidth.printable(remark.text), toWidth: inner.columns).prefix(3)
    // What is said stands at the foot, and above it the line as it is read, where there is room for that.
    let drawn = inner.rows >= 18 ? 5 : 0
    let foot = 4 + drawn
    let list = Rect(column: inner.column, row: inner.row, columns: inner.columns, rows: max(1, inner.rows - foot))
    let sheet = SheetLines(state, names: names)
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
    if let line = judged(state.row) { return (SheetRemark.verdict(line), style(line)) }
    // While it is typed: as it is read.
    let text = state.field.string
    guard text.contains(where: { !$0.isWhitespace }) else {
      return (
        "Type a line as on paper: ∂y_k/∂x_j = f'(s_k) W_kj, also LaTeX. A line that begins with = goes on with the one above. Enter judges it.",
        Theme.dim
      )
    }
    let isRead = Sheet.reading(text, sitting.derivation.names) != nil || !text.contains("=")
    return (isRead ? "Enter judges it" : "not to be read yet", Theme.dim)
  }
}
