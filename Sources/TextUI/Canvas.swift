import TextLayout

/// One character on the screen.
///
/// Plain data without references: a frame has thousands, and each key makes a new one.
package struct Cell: Equatable, Sendable {
  /// NUL in the second cell of a wide character.
  package var scalar: Unicode.Scalar
  /// Combining marks stand in the canvas's own table.
  package var hasMarks = false
  package var style: Style

  package static let blank = Cell(scalar: " ", style: .plain)
}

/// A screen of cells that widgets draw into.
///
/// Nothing in it can reach a terminal by itself, and only what `CharacterWidth.forEachCluster` lets through becomes a
/// cell.
package struct Canvas: Equatable, Sendable {
  package let size: Size
  package private(set) var cells: [Cell]
  /// Of the few cells that have any.
  ///
  /// No dictionary: to look the first one up, the runtime goes through every conformance of the program.
  private var marks: [Marks] = []
  /// Where the terminal's cursor stands; `nil` hides it.
  package var cursor: Point?

  private struct Marks: Equatable, Sendable {
    let index: Int
    let scalars: [Unicode.Scalar]
  }

  package init(_ size: Size) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  /// The marks that combine with a cell's character.
  package func marks(column: Int, row: Int) -> [Unicode.Scalar] {
    marks.first { $0.index == row * size.columns + column }?.scalars ?? []
  }

  /// The cells of a row from left to right, or those of some columns.
  package func row(_ row: Int, _ columns: Range<Int>? = nil) -> ArraySlice<Cell> {
    let columns = columns ?? 0..<size.columns
    return cells[row * size.columns + columns.lowerBound..<row * size.columns + columns.upperBound]
  }

  /// The columns of a row that hold all that differs from another canvas of this size, no wide character in parts; `nil` where it is
  /// drawn alike.
  package func changedColumns(ofRow row: Int, since other: Canvas) -> Range<Int>? {
    let start = row * size.columns
    return cells.withUnsafeBufferPointer { cells in
      other.cells.withUnsafeBufferPointer { before in
        func isSame(_ column: Int) -> Bool {
          cells[start + column] == before[start + column]
            && (!cells[start + column].hasMarks
              || marks(column: column, row: row) == other.marks(column: column, row: row))
        }
        guard var first = (0..<size.columns).first(where: { !isSame($0) }) else { return nil }
        var end = size.columns
        while isSame(end - 1) { end -= 1 }
        while first > 0, cells[start + first].scalar == "\0" { first -= 1 }
        while end < size.columns, cells[start + end].scalar == "\0" { end += 1 }
        return first..<end
      }
    }
  }

  package subscript(column: Int, row: Int) -> Cell {
    get { cells[row * size.columns + column] }
    set { cells[row * size.columns + column] = newValue }
  }

  /// Writes text from a cell on, clipped to `area` (the whole canvas without one).
  ///
  /// What is cut off at the right leaves `…` in the last cell: a number without its end would read as another one.
  /// - Returns: the column after the text, drawn or not.
  @discardableResult
  package mutating func write(
    _ text: String, column: Int, row: Int, style: Style = .plain, in area: Rect? = nil
  ) -> Int {
    var column = column
    let end = min(size.columns, area?.endColumn ?? size.columns)
    var isCut = false
    CharacterWidth.forEachCluster(text) { scalar, marks, width in
      put(scalar, marks, width: width, column: column, row: row, style: style, in: area)
      column += width
      if column > end && scalar != " " { isCut = true }
    }
    if isCut { put("…", [], width: 1, column: end - 1, row: row, style: style, in: area) }
    return column
  }

  /// Repeats one character to the right.
  package mutating func fill(
    _ scalar: Unicode.Scalar, column: Int, row: Int, count: Int, style: Style, in area: Rect? = nil
  ) {
    for offset in 0..<max(0, count) {
      put(scalar, [], width: 1, column: column + offset, row: row, style: style, in: area)
    }
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
          style: glyph.ink.isSource ? sourceStyle : style.inked(glyph.ink), in: area)
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
    if cells[index].hasMarks || !marks.isEmpty {
      self.marks.removeAll { $0.index == index }
      if !marks.isEmpty { self.marks.append(Marks(index: index, scalars: marks)) }
    }
    cells[index] = Cell(scalar: scalar, hasMarks: !marks.isEmpty, style: style)
    if width == 2 { cells[index + 1] = Cell(scalar: "\0", style: style) }
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
      var kept = scalars.endIndex
      for column in 0..<size.columns {
        let cell = self[column, row]
        guard cell.scalar != "\0" else { continue }
        scalars.append(cell.scalar)
        if cell.hasMarks { for mark in marks(column: column, row: row) { scalars.append(mark) } }
        if cell.scalar != " " || cell.hasMarks { kept = scalars.endIndex }
      }
      return String(String.UnicodeScalarView(scalars[..<kept]))
    }
  }
}
