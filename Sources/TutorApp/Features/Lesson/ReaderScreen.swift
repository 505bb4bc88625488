import TextUI

/// A lesson that is read: its text on the whole screen.
enum ReaderScreen {
  /// Lines longer than this are hard to read.
  private static let longestLine = 92

  static func textArea(_ size: Size) -> Rect {
    Rect(column: 2, row: 2, columns: min(size.columns - 4, longestLine), rows: size.rows - 4)
  }

  static func draw(_ pane: TextPane, title: String, on canvas: inout Canvas) {
    let size = canvas.size
    let area = Rect(column: 0, row: 1, columns: size.columns, rows: size.rows - 2)
    canvas.clear(Rect(column: 0, row: 0, columns: size.columns, rows: size.rows - 1))
    canvas.write(
      title, column: 1, row: 0, style: Theme.heading, in: Rect(column: 0, row: 0, columns: size.columns, rows: 1))
    Panel(title: "", note: pane.note, style: Theme.frame, titleStyle: Theme.heading).draw(on: &canvas, in: area)
    pane.draw(on: &canvas, in: textArea(size))
  }
}
