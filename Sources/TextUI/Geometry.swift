/// Columns and rows of a terminal or a part of it.
package struct Size: Equatable, Sendable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A cell's place, 0-based, from the top left.
package struct Point: Equatable, Sendable {
  package var column: Int
  package var row: Int

  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A rectangle of cells; never negative in size.
package struct Rect: Equatable, Sendable {
  package var column: Int
  package var row: Int
  package var columns: Int
  package var rows: Int

  package init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  package init(_ size: Size) { self.init(column: 0, row: 0, columns: size.columns, rows: size.rows) }

  package var endColumn: Int { column + columns }
  package var endRow: Int { row + rows }

  /// The rectangle without `by` cells on each side.
  package func inset(columns dx: Int = 1, rows dy: Int = 1) -> Rect {
    Rect(column: column + dx, row: row + dy, columns: columns - 2 * dx, rows: rows - 2 * dy)
  }

  /// A rectangle of at most that size in the middle of this one.
  package func centred(columns wanted: Int, rows wantedRows: Int) -> Rect {
    let width = min(columns, wanted)
    let height = min(rows, wantedRows)
    return Rect(
      column: column + (columns - width) / 2, row: row + (rows - height) / 2, columns: width, rows: height)
  }
}

extension Rect {
  /// The rectangle without its first rows.
  package func droppingRows(_ count: Int) -> Rect {
    Rect(column: column, row: row + count, columns: columns, rows: rows - count)
  }
}
