import TextLayout

/// A frame with a title and, at its lower edge, a note.
package struct Panel {
  package var title: String
  package var note: String
  package var style: Style
  package var titleStyle: Style

  package init(title: String, note: String = "", style: Style, titleStyle: Style) {
    self.title = title
    self.note = note
    self.style = style
    self.titleStyle = titleStyle
  }

  /// Draws the frame; the area inside it.
  @discardableResult
  package func draw(on canvas: inout Canvas, in area: Rect) -> Rect {
    guard area.columns >= 2 && area.rows >= 2 else { return area }
    for (row, left, right) in [(area.row, "╭", "╮"), (area.endRow - 1, "╰", "╯")]
      as [(Int, Unicode.Scalar, Unicode.Scalar)]
    {
      canvas.fill(left, column: area.column, row: row, count: 1, style: style)
      canvas.fill("─", column: area.column + 1, row: row, count: area.columns - 2, style: style)
      canvas.fill(right, column: area.endColumn - 1, row: row, count: 1, style: style)
    }
    for row in (area.row + 1)..<(area.endRow - 1) {
      canvas.fill("│", column: area.column, row: row, count: 1, style: style)
      canvas.fill("│", column: area.endColumn - 1, row: row, count: 1, style: style)
    }
    let edge = area.inset(columns: 2, rows: 0)
    if !title.isEmpty {
      canvas.write(" \(title) ", column: area.column + 2, row: area.row, style: titleStyle, in: edge)
    }
    if !note.isEmpty {
      let width = CharacterWidth.columns(note) + 2
      canvas.write(
        " \(note) ", column: max(area.column + 2, area.endColumn - 2 - width), row: area.endRow - 1, style: style,
        in: edge)
    }
    return area.inset()
  }
}
