import LayerMath
import TextLayout
import TextUI
import Tutoring

/// The lines of a sheet, the one at hand as it is typed, each with a sign in the margin; and that line in two dimensions.
struct SheetLines {
  private let state: SheetState
  private let names: Naming

  init(_ state: SheetState, names: Naming) { (self.state, self.names) = (state, names) }

  /// On one row where it is too wide; nothing as long as it cannot be read.
  func drawReading(on canvas: inout Canvas, in area: Rect) {
    // Numbers of a matrix are no formula.
    let text = state.field.string
    if let sign = text.lastIndex(of: "="),
      text[sign...].dropFirst().allSatisfy({ "0123456789.,;-−/ []()".contains($0) })
    {
      return
    }
    guard area.rows > 0, let formulas = Sheet.reading(text, names) else { return }
    var column = area.column
    for formula in formulas {
      let node = formula.mathNode(.lesson(names))
      let box = MathLayout.display(node)
      guard box.height <= area.rows, column + box.width <= area.endColumn else {
        canvas.write(InlineMath.text(node), column: column, row: area.row, style: Theme.math, in: area)
        return
      }
      canvas.write(box, column: column, row: area.row, style: Theme.math, sourceStyle: Theme.warning, in: area)
      column += box.width + 3
    }
  }

  /// - Parameter margin: the sign of a line, by its index.
  func draw(on canvas: inout Canvas, in list: Rect, margin: (Int) -> (sign: String, style: Style)) {
    let first = max(0, min(state.row - list.rows / 2, state.lines.count - list.rows))
    let width = "\(state.lines.count)".count + 2
    for (place, index) in (first..<min(state.lines.count, first + list.rows)).enumerated() {
      let row = list.row + place
      let (sign, style) = margin(index)
      canvas.write("\(index + 1)", column: list.column, row: row, style: Theme.dim, in: list)
      canvas.write(sign, column: list.endColumn - 1, row: row, style: style, in: list)
      let room = Rect(column: list.column + width, row: row, columns: list.columns - width - 3, rows: 1)
      if index == state.row {
        state.field.draw(label: "", on: &canvas, in: room)
      } else {
        canvas.write(CharacterWidth.printable(state.lines[index]), column: room.column, row: row, in: room)
      }
    }
  }
}
