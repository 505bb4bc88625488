/// One cell of a drawn formula.
package struct MathGlyph: Equatable, Sendable {
  /// NUL in the second cell of a wide character.
  package var scalar: Unicode.Scalar
  package var mark: Unicode.Scalar?
  /// Part of LaTeX that could not be drawn; shown in a warning style.
  package var isSource: Bool

  package static let blank = MathGlyph(scalar: " ", mark: nil, isSource: false)
}

/// A drawn formula: a rectangle of cells, all rows equally wide, with the row that text beside it lines up with.
package struct MathBox: Equatable, Sendable {
  package let width: Int
  package let height: Int
  /// 0-based row.
  package let baseline: Int
  package private(set) var cells: [MathGlyph]

  package static let empty = MathBox(width: 0, height: 1, baseline: 0)

  init(width: Int, height: Int, baseline: Int) {
    self.width = width
    self.height = height
    self.baseline = baseline
    cells = Array(repeating: .blank, count: width * height)
  }

  /// One row of text.
  init(_ text: String, isSource: Bool = false) {
    let clusters = CharacterWidth.clusters(text)
    self.init(width: clusters.reduce(0) { $0 + $1.width }, height: 1, baseline: 0)
    var column = 0
    for cluster in clusters {
      cells[column] = MathGlyph(scalar: cluster.scalar, mark: cluster.marks.first, isSource: isSource)
      if cluster.width == 2 { cells[column + 1] = MathGlyph(scalar: "\0", mark: nil, isSource: isSource) }
      column += cluster.width
    }
  }

  package subscript(row: Int, column: Int) -> MathGlyph {
    get { cells[row * width + column] }
    set { cells[row * width + column] = newValue }
  }

  /// - Precondition: `box` fits at that place.
  mutating func place(_ box: MathBox, row: Int, column: Int) {
    for r in 0..<box.height {
      for c in 0..<box.width { self[row + r, column + c] = box[r, c] }
    }
  }

  /// Boxes side by side, baselines on one row.
  static func beside(_ boxes: [MathBox]) -> MathBox {
    if boxes.count == 1 { return boxes[0] }
    let above = boxes.map(\.baseline).max() ?? 0
    let below = boxes.map { $0.height - $0.baseline }.max() ?? 1
    var result = MathBox(width: boxes.reduce(0) { $0 + $1.width }, height: above + below, baseline: above)
    var column = 0
    for box in boxes {
      result.place(box, row: above - box.baseline, column: column)
      column += box.width
    }
    return result
  }

  static func space(_ columns: Int) -> MathBox { MathBox(width: max(0, columns), height: 1, baseline: 0) }

  /// The rows as text, each as wide as the box.
  package var lines: [String] {
    (0..<height).map { row in
      var scalars = String.UnicodeScalarView()
      for column in 0..<width {
        let glyph = self[row, column]
        if glyph.scalar == "\0" { continue }
        scalars.append(glyph.scalar)
        if let mark = glyph.mark { scalars.append(mark) }
      }
      return String(scalars)
    }
  }
}
