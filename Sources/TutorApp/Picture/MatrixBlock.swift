import LayerMath
import TextLayout
import TextUI
import Tutoring

/// A matrix or vector drawn with its name above it: decimal points aligned, entries in play marked, a window where it
/// is too large.
final class MatrixBlock: Sendable {
  let quantity: Quantity
  let title: String
  let rows: Range<Int>
  let columns: Range<Int>
  /// Each as wide as its column.
  private let cells: [[String]]
  private let widths: [Int]
  /// Columns before the decimal point, of each column.
  private let lefts: [Int]
  let width: Int
  /// What there was to choose from.
  private let source: Source

  struct Cell: Sendable {
    let text: String
    /// What will stand there later: its width is kept free, so that nothing moves when it appears.
    var reserved: String?
  }

  /// How a cell stands there; what it says is another matter, and made only once.
  struct Look {
    var isMarked = false
    var isCurrent = false
    /// What is not known stands as `Theme.unknown` in the width of its text.
    var isKnown = true
    /// Whether the last change of numbers altered it.
    var isChanged = false
  }

  private struct Source: Sendable {
    let name: String
    let shape: (rows: Int, columns: Int)
    let around: (row: Int, column: Int)?
    let rows: Range<Int>
    let columns: Range<Int>
    let cells: [[Cell]]
    let mostWidth: Int
  }

  /// - Parameter most: the largest number of rows, and of columns of the screen, to show.
  convenience init(
    _ quantity: Quantity, title: String, shape: (rows: Int, columns: Int), around: (row: Int, column: Int)?,
    most: (rows: Int, width: Int), cell: (Int, Int) -> Cell
  ) {
    let rows = Self.window(shape.rows, around: around?.row, most: max(1, most.rows))
    // Eight columns are enough to measure how many fit.
    let columns = Self.window(shape.columns, around: around?.column, most: 8)
    self.init(
      quantity,
      Source(
        name: title, shape: shape, around: around, rows: rows, columns: columns,
        cells: rows.map { row in columns.map { cell(row, $0) } }, mostWidth: most.width),
      rows: rows)
  }

  /// The same matrix with fewer rows.
  func limited(toRows most: Int) -> MatrixBlock {
    guard rows.count > most else { return self }
    return MatrixBlock(quantity, source, rows: Self.window(source.shape.rows, around: source.around?.row, most: most))
  }

  private init(_ quantity: Quantity, _ source: Source, rows: Range<Int>) {
    self.quantity = quantity
    self.source = source
    let (shape, around, first) = (source.shape, source.around, source.columns)
    var shown = first
    var cells = rows.map { source.cells[$0 - source.rows.lowerBound] }
    var aligned = Self.align(cells)
    // Narrow the window from the side that is farther from the entry in play.
    while shown.count > 1, shown.reduce(4, { $0 + aligned[$1 - first.lowerBound].width + 1 }) > source.mostWidth {
      let place = around?.column ?? shown.lowerBound
      let dropsLast = place - shown.lowerBound <= shown.upperBound - 1 - place
      shown = dropsLast ? shown.lowerBound..<(shown.upperBound - 1) : (shown.lowerBound + 1)..<shown.upperBound
    }
    if shown != first {
      let kept = (shown.lowerBound - first.lowerBound)..<(shown.upperBound - first.lowerBound)
      cells = cells.map { Array($0[kept]) }
      aligned = Array(aligned[kept])
    }
    self.rows = rows
    columns = shown
    self.cells = cells.map { row in zip(row, aligned).map { $1.padded($0.text) } }
    widths = aligned.map(\.width)
    lefts = aligned.map(\.left)
    var title = source.name
    if rows.count < shape.rows { title += " r\(rows.lowerBound)–\(rows.upperBound - 1)" }
    if shown.count < shape.columns { title += " c\(shown.lowerBound)–\(shown.upperBound - 1)" }
    self.title = title
    width = max(widths.reduce(3) { $0 + $1 + 1 }, CharacterWidth.columns(title) + 2)
  }

  /// 1-based indices to show: all, or `most` round the entry in play.
  private static func window(_ count: Int, around: Int?, most: Int) -> Range<Int> {
    guard count > most else { return 1..<(count + 1) }
    let start = max(1, min((around ?? 1) - most / 2, count - most + 1))
    return start..<(start + most)
  }

  /// Columns before and from the decimal point on, as many as the widest text has.
  private struct Alignment {
    var left = 0
    var right = 0
    var width: Int { left + right }

    mutating func widen(for text: String) {
      let part = halves(text)
      left = max(left, part.0)
      right = max(right, part.1)
    }

    func padded(_ text: String) -> String {
      let part = halves(text)
      return String(repeating: " ", count: left - part.0) + text + String(repeating: " ", count: right - part.1)
    }
  }

  /// How each column is padded so that the points stand under each other.
  private static func align(_ cells: [[Cell]]) -> [Alignment] {
    (cells.first ?? []).indices.map { column in
      cells.reduce(into: Alignment()) { alignment, row in
        alignment.widen(for: row[column].text)
        if let reserved = row[column].reserved { alignment.widen(for: reserved) }
      }
    }
  }

  /// Columns before and from the decimal point on.
  private static func halves(_ text: String) -> (Int, Int) {
    var count = 0
    var left: Int?
    // A decimal that stands in for an exact form keeps to the right edge with the others.
    let hasPoint = !text.hasPrefix("≈")
    // Each sign in a number takes one column: its bytes that continue none are counted.
    for byte in text.utf8 where byte & 0xC0 != 0x80 {
      if byte == UInt8(ascii: "."), hasPoint, left == nil { left = count }
      count += 1
    }
    return (left ?? count, count - (left ?? count))
  }

  var height: Int { rows.count + 1 }

  /// - Parameter look: how the cell of this row and column stands there, 1-based.
  func draw(
    on canvas: inout Canvas, column: Int, row: Int, in area: Rect, look: (Int, Int) -> Look = { _, _ in Look() }
  ) {
    let label = Theme.marker(quantity) + " " + title
    canvas.write(label, column: column, row: row, style: Theme.style(quantity), in: area)
    let body = widths.reduce(3) { $0 + $1 + 1 }
    for (index, cellsOfRow) in cells.enumerated() {
      let line = row + 1 + index
      let (open, close) = Self.brackets(index, of: cells.count)
      canvas.write(open, column: column, row: line, style: Theme.dim, in: area)
      var place = column + 1
      for (offset, text) in cellsOfRow.enumerated() {
        let cell = look(rows.lowerBound + index, columns.lowerBound + offset)
        var style = cell.isKnown ? Style.plain : Theme.dim
        if cell.isMarked {
          style = Theme.style(quantity)
          style.isBold = true
        }
        if cell.isCurrent { style.isReversed = true }
        if cell.isMarked {
          canvas.write(Theme.pointer, column: place, row: line, style: Theme.key, in: area)
        } else if cell.isChanged {
          style = Theme.warning
          canvas.write(Theme.changed, column: place, row: line, style: style, in: area)
        }
        if cell.isKnown {
          place = canvas.write(text, column: place + 1, row: line, style: style, in: area)
        } else {
          canvas.fill(" ", column: place + 1, row: line, count: widths[offset], style: style, in: area)
          canvas.write(Theme.unknown, column: place + lefts[offset], row: line, style: style, in: area)
          place += 1 + widths[offset]
        }
      }
      canvas.write(close, column: column + body - 1, row: line, style: Theme.dim, in: area)
    }
  }

  private static func brackets(_ index: Int, of count: Int) -> (String, String) {
    if count == 1 { return ("[", "]") }
    if index == 0 { return ("⎡", "⎤") }
    return index == count - 1 ? ("⎣", "⎦") : ("⎢", "⎥")
  }
}
