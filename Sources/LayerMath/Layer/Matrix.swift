/// A rectangle of entries, row after row; indices are 0-based in code (1-based on screen and in step ids).
package struct Matrix<Element> {
  package let rows: Int
  package let columns: Int
  package private(set) var elements: [Element]

  /// - Precondition: `elements.count == rows·columns`.
  package init(rows: Int, columns: Int, elements: [Element]) {
    precondition(elements.count == rows * columns, "a matrix has rows·columns entries")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  package init(rows: Int, columns: Int, _ entry: (_ row: Int, _ column: Int) -> Element) {
    var elements: [Element] = []
    elements.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns { elements.append(entry(row, column)) }
    }
    self.init(rows: rows, columns: columns, elements: elements)
  }

  package subscript(row: Int, column: Int) -> Element {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  package func row(_ index: Int) -> ArraySlice<Element> {
    elements[index * columns..<(index + 1) * columns]
  }

  package func map<T>(_ transform: (Element) -> T) -> Matrix<T> {
    Matrix<T>(rows: rows, columns: columns, elements: elements.map(transform))
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
