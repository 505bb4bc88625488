/// Lines finer than cells: each cell has 2×4 dots (Unicode's Braille patterns).
package struct BraillePlot {
  package let columns: Int
  package let rows: Int
  private var dots: [UInt8]
  private var styles: [Style?]

  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    dots = Array(repeating: 0, count: self.columns * self.rows)
    styles = Array(repeating: nil, count: self.columns * self.rows)
  }

  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  /// Sets a dot; x counts half columns, y quarter rows from the top.
  ///
  /// What lies outside is left out.
  package mutating func dot(_ x: Int, _ y: Int, style: Style) {
    guard x >= 0, y >= 0, x < columns * 2, y < rows * 4 else { return }
    let index = (y / 4) * columns + x / 2
    dots[index] |= Self.bits[x % 2][y % 4]
    styles[index] = style
  }

  /// A straight line of dots (Bresenham); `every` 2 or more leaves gaps.
  package mutating func line(from a: (x: Int, y: Int), to b: (x: Int, y: Int), style: Style, every: Int = 1) {
    let steps = max(abs(b.x - a.x), abs(b.y - a.y), 1)
    guard steps < 100_000 else { return }
    for step in stride(from: 0, through: steps, by: max(1, every)) {
      let x = a.x + Int((Double((b.x - a.x) * step) / Double(steps)).rounded())
      let y = a.y + Int((Double((b.y - a.y) * step) / Double(steps)).rounded())
      dot(x, y, style: style)
    }
  }

  package func draw(on canvas: inout Canvas, column: Int, row: Int, in area: Rect) {
    for r in 0..<rows {
      for c in 0..<columns where dots[r * columns + c] != 0 {
        guard let scalar = Unicode.Scalar(0x2800 + UInt32(dots[r * columns + c])) else { continue }
        canvas.write(
          String(scalar), column: column + c, row: row + r, style: styles[r * columns + c] ?? .plain, in: area)
      }
    }
  }
}
