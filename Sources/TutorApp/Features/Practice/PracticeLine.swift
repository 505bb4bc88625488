import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// The line of an asked value at the bottom, and above it the hints that were opened and what was said of the last answer.
struct PracticeLine {
  let sitting: Sitting
  let state: PracticeState
  let said: Remark?

  func draw(on canvas: inout Canvas, in line: Rect) {
    var rows: [(text: String, style: Style)] = []
    if sitting.recordTrouble != nil, said?.text.hasPrefix("nothing is saved") != true {
      rows += wrapped("nothing is saved; `:progress` says why", mark: "!", Theme.warning, line)
    }
    for (index, text) in (state.isDone ? state.answered : sitting.choices).enumerated() {
      // When it is answered the right one is marked, and all stay to be compared.
      let mark = index == 0 ? "?" : state.isDone && index == state.chosen ? "✓" : "\(index)"
      rows += wrapped(text, mark: mark, index == 0 ? Theme.key : Theme.bar, line)
    }
    if !sitting.prompt.isEmpty {
      rows += wrapped(ScriptGlyphs.loweringIndices(of: sitting.prompt), mark: "?", Theme.key, line)
    }
    for (index, hint) in sitting.hints.enumerated() {
      rows += wrapped(hint, mark: "\(index + 1)", Theme.bar, line)
    }
    if let said {
      rows += wrapped(said.text, mark: said.isError ? "✗" : "·", said.isError ? Theme.error : Theme.key, line)
    }
    // Of much that was said the end stays; what is asked about stays in view.
    let shown = rows.suffix(
      max(3, sitting.isChoice || !state.answered.isEmpty ? canvas.size.rows - 2 : canvas.size.rows / 2 - 1))
    for (index, row) in shown.enumerated() {
      let at = Rect(column: 0, row: line.row - shown.count + index, columns: line.columns, rows: 1)
      canvas.clear(at)
      canvas.write(row.text, column: 0, row: at.row, style: row.style, in: at)
    }
    let names = sitting.askedDerivation?.names ?? .standard
    var label = (sitting.askedName ?? "") + (sitting.isChoice ? ": " : " = ")
    if let grid = state.grid, !state.isDone {
      let room = line.row - shown.count
      let height = grid.height(most: min(10, max(3, room - 3)))
      grid.draw(
        names, typed: state.field.string, on: &canvas,
        in: Rect(column: 0, row: room - height, columns: line.columns, rows: height))
      label = names.name(grid.symbols[grid.place]) + " = "
    }
    guard !state.isDone else {
      KeyBar.draw([("Enter", "the next question"), ("Esc", "back to the walk")], on: &canvas, in: line)
      return
    }
    state.field.draw(label: label, on: &canvas, in: line)
    let keys =
      sitting.isChoice
      ? "Enter answers  Esc closes "
      : state.grid != nil ? "Enter next cell  Tab hint  Esc closes " : "Enter answers  Tab hint  Esc closes "
    // For as long as there is room beside what is typed.
    if CharacterWidth.columns(label + state.field.string) + keys.count + 2 < line.columns {
      canvas.write(keys, column: line.endColumn - keys.count, row: line.row, style: Theme.bar, in: line)
    }
  }

  private func wrapped(_ text: String, mark: String, _ style: Style, _ line: Rect) -> [(text: String, style: Style)] {
    TextWrap.lines(CharacterWidth.printable(text), toWidth: line.columns - 5).enumerated().map {
      ($0.offset == 0 ? " \(mark)  \($0.element)" : "    \($0.element)", style)
    }
  }
}
