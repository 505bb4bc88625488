/// One cell of a drawn formula.
package struct MathGlyph: Equatable, Sendable {
  /// NUL in the second cell of a wide character.
  package var scalar: Unicode.Scalar
  package var mark: Unicode.Scalar?
  package var ink: MathInk

  package init(scalar: Unicode.Scalar, mark: Unicode.Scalar? = nil, ink: MathInk = .plain) {
    self.scalar = scalar
    self.mark = mark
    self.ink = ink
  }

  package static let blank = MathGlyph(scalar: " ")
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
  init(_ text: String, ink: MathInk = .plain) {
    // Most boxes are one sign.
    var scalars = text.unicodeScalars.makeIterator()
    if let first = scalars.next(), scalars.next() == nil, CharacterWidth.columns(first) == 1 {
      cells = [MathGlyph(scalar: first, ink: ink)]
      (width, height, baseline) = (1, 1, 0)
      return
    }
    var glyphs: [MathGlyph] = []
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      glyphs.reserveCapacity(text.utf8.count)
      for byte in text.utf8 { glyphs.append(MathGlyph(scalar: Unicode.Scalar(byte), ink: ink)) }
    } else {
      CharacterWidth.forEachCluster(text) { scalar, marks, width in
        glyphs.append(MathGlyph(scalar: scalar, mark: marks.first, ink: ink))
        if width == 2 { glyphs.append(MathGlyph(scalar: "\0", ink: ink)) }
      }
    }
    cells = glyphs
    (width, height, baseline) = (cells.count, 1, 0)
  }

  /// The same with another row as its baseline.
  func onBaseline(_ row: Int) -> MathBox {
    var result = MathBox(width: width, height: height, baseline: row)
    result.cells = cells
    return result
  }

  /// All of it in an ink; what cannot be drawn keeps its own.
  func inked(_ ink: MathInk) -> MathBox {
    var result = self
    for index in result.cells.indices where !result.cells[index].ink.isSource {
      if ink.isBold { result.cells[index].ink.isBold = true }
      if let color = ink.color, result.cells[index].ink.color == nil { result.cells[index].ink.color = color }
    }
    return result
  }

  /// Repeats a character, one row high.
  static func line(_ scalar: Unicode.Scalar, _ count: Int) -> MathBox {
    var result = MathBox(width: max(0, count), height: 1, baseline: 0)
    for column in 0..<result.width { result.cells[column].scalar = scalar }
    return result
  }

  package subscript(row: Int, column: Int) -> MathGlyph {
    get { cells[row * width + column] }
    set { cells[row * width + column] = newValue }
  }

  /// Whether the baseline begins, or ends, with a letter or digit.
  var beginsWithLetter: Bool { width > 0 && self[baseline, 0].scalar.properties.isAlphabetic }
  var endsWithLetter: Bool {
    guard width > 0 else { return false }
    let last = self[baseline, width - 1].scalar
    return last.properties.isAlphabetic || ("0"..."9").contains(last)
  }

  /// - Precondition: `box` fits at that place.
  mutating func place(_ box: MathBox, row: Int, column: Int) {
    var from = 0
    for r in row..<(row + box.height) {
      var to = r * width + column
      for _ in 0..<box.width {
        cells[to] = box.cells[from]
        to += 1
        from += 1
      }
    }
  }

  /// Boxes under each other, each at its own column.
  static func stacked(_ boxes: [(box: MathBox, column: Int)], baseline: Int) -> MathBox {
    var result = MathBox(
      width: boxes.map { $0.column + $0.box.width }.max() ?? 0, height: boxes.reduce(0) { $0 + $1.box.height },
      baseline: baseline)
    var row = 0
    for (box, column) in boxes {
      result.place(box, row: row, column: column)
      row += box.height
    }
    return result
  }

  /// Boxes under each other on a common middle; `baseline` counts rows of the whole.
  static func centred(_ boxes: [MathBox], baseline: Int) -> MathBox {
    let width = boxes.map(\.width).max() ?? 0
    return stacked(boxes.map { ($0, (width - $0.width) / 2) }, baseline: baseline)
  }

  /// Boxes side by side, baselines on one row.
  static func beside(_ boxes: [MathBox]) -> MathBox {
    if boxes.count == 1 { return boxes[0] }
    var (above, below, width) = (0, 1, 0)
    for box in boxes {
      above = max(above, box.baseline)
      below = max(below, box.height - box.baseline)
      width += box.width
    }
    var result = MathBox(width: width, height: above + below, baseline: above)
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
