import TextLayout

/// One character on the screen.
package struct Cell: Equatable, Sendable {
  /// NUL in the second cell of a wide character.
  package var scalar: Unicode.Scalar
  package var marks: [Unicode.Scalar]
  package var style: Style

  package static let blank = Cell(scalar: " ", marks: [], style: .plain)
}

/// A screen of cells that widgets draw into. Nothing in it can reach a terminal by itself, and only what
/// `CharacterWidth.clusters` lets through becomes a cell.
package struct Canvas: Equatable, Sendable {
  package let size: Size
  package private(set) var cells: [Cell]
  /// Where the terminal's cursor stands; `nil` hides it.
  package var cursor: Point?

  package init(_ size: Size) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  package subscript(column: Int, row: Int) -> Cell {
    get { cells[row * size.columns + column] }
    set { cells[row * size.columns + column] = newValue }
  }

  /// Writes text from a cell on, clipped to `area` (the whole canvas without one).
  /// - Returns: the column after the text, drawn or not.
  @discardableResult
  package mutating func write(
    _ text: some StringProtocol, column: Int, row: Int, style: Style = .plain, in area: Rect? = nil
  ) -> Int {
    var column = column
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      for byte in text.utf8 {
        put(Unicode.Scalar(byte), [], width: 1, column: column, row: row, style: style, in: area)
        column += 1
      }
      return column
    }
    for cluster in CharacterWidth.clusters(text) {
      put(cluster.scalar, cluster.marks, width: cluster.width, column: column, row: row, style: style, in: area)
      column += cluster.width
    }
    return column
  }

  /// Draws a formula; `style` gives each cell its style.
  package mutating func write(
    _ box: MathBox, column: Int, row: Int, style: Style = .plain, sourceStyle: Style, in area: Rect? = nil
  ) {
    for r in 0..<box.height {
      for c in 0..<box.width {
        let glyph = box[r, c]
        guard glyph.scalar != "\0" else { continue }
        let isWide = c + 1 < box.width && box[r, c + 1].scalar == "\0"
        put(
          glyph.scalar, glyph.mark.map { [$0] } ?? [], width: isWide ? 2 : 1, column: column + c, row: row + r,
          style: glyph.isSource ? sourceStyle : style, in: area)
      }
    }
  }

  private mutating func put(
    _ scalar: Unicode.Scalar, _ marks: [Unicode.Scalar], width: Int, column: Int, row: Int, style: Style, in area: Rect?
  ) {
    let area = area ?? Rect(size)
    guard row >= max(0, area.row), row < min(size.rows, area.endRow) else { return }
    guard column >= max(0, area.column), column + width <= min(size.columns, area.endColumn) else { return }
    let index = row * size.columns + column
    // Half of a wide character never stays behind.
    if cells[index].scalar == "\0", column > 0 { cells[index - 1].scalar = " " }
    let after = index + width
    if column + width < size.columns, cells[after].scalar == "\0" { cells[after].scalar = " " }
    cells[index] = Cell(scalar: scalar, marks: marks, style: style)
    if width == 2 { cells[index + 1] = Cell(scalar: "\0", marks: [], style: style) }
  }

  package mutating func clear(_ area: Rect) {
    for row in max(0, area.row)..<max(0, min(size.rows, area.endRow), area.row) {
      for column in max(0, area.column)..<max(0, min(size.columns, area.endColumn), area.column) {
        self[column, row] = .blank
      }
    }
  }

  /// Changes the style of cells that are drawn already.
  package mutating func restyle(_ area: Rect, _ change: (inout Style) -> Void) {
    for row in max(0, area.row)..<max(0, min(size.rows, area.endRow), area.row) {
      for column in max(0, area.column)..<max(0, min(size.columns, area.endColumn), area.column) {
        change(&self[column, row].style)
      }
    }
  }

  /// The rows as text without blanks at their ends: what tests and `replay` show.
  package var lines: [String] {
    (0..<size.rows).map { row in
      var scalars = String.UnicodeScalarView()
      var kept = scalars
      for column in 0..<size.columns {
        let cell = self[column, row]
        guard cell.scalar != "\0" else { continue }
        scalars.append(cell.scalar)
        scalars.append(contentsOf: cell.marks)
        if cell.scalar != " " || !cell.marks.isEmpty { kept = scalars }
      }
      return String(kept)
    }
  }
}
