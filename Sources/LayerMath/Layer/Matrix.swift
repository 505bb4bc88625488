/// A rectangle of entries, row after row; indices are 0-based in code (1-based on screen and in step ids).
///
/// Copies share their rows: another number in a 500×500 matrix costs one row.
package struct Matrix<Element> {
  package let rows: Int
  package let columns: Int
  private var lines: [[Element]]

  /// - Precondition: `elements.count == rows·columns`.
  package init(rows: Int, columns: Int, elements: [Element]) {
    precondition(elements.count == rows * columns, "a matrix has rows·columns entries")
    self.init(
      columns: columns, lines: (0..<rows).map { Array(elements[$0 * columns..<($0 + 1) * columns]) })
  }

  package init(rows: Int, columns: Int, _ entry: (_ row: Int, _ column: Int) -> Element) {
    self.init(columns: columns, lines: (0..<rows).map { row in (0..<columns).map { entry(row, $0) } })
  }

  /// - Precondition: every line has `columns` entries.
  init(columns: Int, lines: [[Element]]) {
    precondition(lines.allSatisfy { $0.count == columns }, "the rows of a matrix are equally long")
    rows = lines.count
    self.columns = columns
    self.lines = lines
  }

  /// All entries, row after row.
  package var elements: [Element] { lines.flatMap { $0 } }

  package subscript(row: Int, column: Int) -> Element {
    get { lines[row][column] }
    set { lines[row][column] = newValue }
  }

  package func row(_ index: Int) -> [Element] { lines[index] }

  /// Whether a row is the same memory in both.
  func sharesRow(_ index: Int, with other: Matrix) -> Bool {
    lines[index].withUnsafeBufferPointer { a in
      other.lines[index].withUnsafeBufferPointer { b in a.baseAddress == b.baseAddress && a.count == b.count }
    }
  }

  package func map<T>(_ transform: (Element) -> T) -> Matrix<T> {
    Matrix<T>(columns: columns, lines: lines.map { $0.map(transform) })
  }
}

extension Matrix where Element == Rational {
  /// As it is entered: `1 2; 3 -1/4`.
  package var entryText: String {
    (0..<rows).map { row($0).map(\.description).joined(separator: " ") }.joined(separator: "; ")
  }
}

extension Matrix: Equatable where Element: Equatable {}
extension Matrix: Sendable where Element: Sendable {}
