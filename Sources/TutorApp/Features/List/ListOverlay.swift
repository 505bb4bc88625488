import TextLayout
import TextUI

/// A list over the screen, filtered by typing.
enum ListOverlay {
  static func draw(_ state: ListState, on canvas: inout Canvas) {
    let rows = state.rows
    let full = Rect(canvas.size).inset(columns: 2, rows: 1)
    let widest = state.all.map { CharacterWidth.columns($0.text) + $0.indent + CharacterWidth.columns($0.note) + 4 }
    let area = full.centred(columns: max(56, (widest.max() ?? 0) + 4), rows: state.all.count + 5)
    canvas.clear(area)
    let inner = Panel(
      title: state.title,
      note: area.columns > 60 ? "type to filter · ↑↓ choose · Enter goes there" : "Enter goes there",
      style: Theme.focusedFrame, titleStyle: Theme.heading
    ).draw(on: &canvas, in: area).inset(columns: 1, rows: 0)
    drawFilter(state.chooser, on: &canvas, in: inner)
    let list = inner.droppingRows(2)
    draw(state.chooser, count: rows.count, on: &canvas, in: list) { canvas, index, line in
      let row = rows[index]
      let room = Rect(
        column: line.column, row: line.row, columns: line.columns - CharacterWidth.columns(row.note) - 1, rows: 1)
      canvas.write(CharacterWidth.printable(row.text), column: line.column + row.indent, row: line.row, in: room)
      canvas.write(
        row.note, column: line.endColumn - CharacterWidth.columns(row.note), row: line.row, style: Theme.dim, in: line)
    }
  }

  static func drawFilter(_ chooser: Chooser, on canvas: inout Canvas, in inner: Rect) {
    chooser.field.draw(
      label: "filter: ", on: &canvas, in: Rect(column: inner.column, row: inner.row, columns: inner.columns, rows: 1))
  }

  static func drawNothing(on canvas: inout Canvas, in list: Rect) {
    canvas.write("nothing matches; Backspace takes letters back", column: list.column, row: list.row, style: Theme.dim)
  }

  /// The rows in view, the selected one reversed.
  static func draw(
    _ chooser: Chooser, count: Int, on canvas: inout Canvas, in list: Rect, row: (inout Canvas, Int, Rect) -> Void
  ) {
    if count == 0 { drawNothing(on: &canvas, in: list) }
    let first = chooser.first(of: count, height: list.rows)
    for index in first..<max(first, min(count, first + list.rows)) {
      let line = Rect(column: list.column, row: list.row + index - first, columns: list.columns, rows: 1)
      row(&canvas, index, line)
      if index == min(chooser.selection, count - 1) { canvas.restyle(line) { $0.isReversed = true } }
    }
  }
}
