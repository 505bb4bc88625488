/// Grids and fences.
extension MathLayout {
  func grid(_ rows: [[MathNode]], _ kind: MathNode.Grid) -> MathBox {
    var inner = self
    // Rows in a script or under a sum stay scripts.
    if kind != .stack { inner.inScript = false }
    if kind != .cases && rows.joined().contains(where: { inner.needsRows($0) }) { inner.avoidsGlyphs = true }
    var boxes = rows.map { $0.map { inner.box($0) } }
    if case .matrix = kind { Self.alignNumbers(rows, &boxes) }
    switch kind {
    case .cases:
      // A blank row between rows keeps ⎨ on the baseline with as much above it as below.
      let lines = Self.aligned(boxes, gap: { _ in 3 }, alignment: { _ in .left })
      let spread = Array(lines.map { [$0] }.joined(separator: [MathBox.empty]))
      let body = Self.padded(.stacked(spread.map { ($0, 0) }, baseline: 0), toOddHeight: lines.count > 1)
      return .beside([fence("{", height: body.height, baseline: body.baseline), .space(1), body])
    case .matrix(let open, let close):
      let lines = Self.aligned(boxes, gap: { _ in 2 }, alignment: { _ in .center })
      let body = Self.middled(.stacked(lines.map { ($0, 0) }, baseline: 0))
      return fenced(open, open.isEmpty ? body : .beside([.space(1), body, .space(1)]), close)
    case .aligned:
      let lines = Self.aligned(
        boxes, gap: { $0.isMultiple(of: 2) ? 2 : 1 }, alignment: { $0.isMultiple(of: 2) ? .right : .left })
      return Self.middled(.stacked(lines.map { ($0, 0) }, baseline: 0))
    case .stack:
      return Self.middled(.centred(boxes.map { .beside($0) }, baseline: 0))
    case .array(let array): return Self.middled(ruled(boxes, array))
    }
  }

  /// In a column of nothing but numbers the decimal points stand under each other.
  private static func alignNumbers(_ rows: [[MathNode]], _ boxes: inout [[MathBox]]) {
    for column in 0..<(rows.map(\.count).max() ?? 0) {
      var parts: [(row: Int, whole: Int, rest: Int)] = []
      for (row, cells) in rows.enumerated() where column < cells.count {
        guard let text = plainText(cells[column]), isNumber(text) else {
          parts = []
          break
        }
        let whole = text.prefix { $0 != "." }.count
        parts.append((row, whole, text.count - whole))
      }
      let (whole, rest) = (parts.map(\.whole).max() ?? 0, parts.map(\.rest).max() ?? 0)
      for part in parts where whole > part.whole || rest > part.rest {
        boxes[part.row][column] = .beside([
          .space(whole - part.whole), boxes[part.row][column], .space(rest - part.rest),
        ])
      }
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.drop { $0 == "−" || $0 == "-" }
    return digits.contains { $0.isNumber } && digits.allSatisfy { $0.isNumber || $0 == "." }
  }

  /// The rows of a grid, cells padded to their column's width.
  private static func aligned(
    _ boxes: [[MathBox]], gap: (Int) -> Int, alignment: (Int) -> MathNode.Array.Alignment
  ) -> [MathBox] {
    let columns = boxes.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in boxes.map { column < $0.count ? $0[column].width : 0 }.max() ?? 0 }
    return boxes.map { cells -> MathBox in
      var parts: [MathBox] = []
      for (column, width) in widths.enumerated() {
        let cell = column < cells.count ? cells[column] : .empty
        let slack = width - cell.width
        let before =
          switch alignment(column) {
          case .left: 0
          case .center: slack / 2
          case .right: slack
          }
        parts += [.space(before + (column == 0 ? 0 : gap(column))), cell, .space(slack - before)]
      }
      return .beside(parts)
    }
  }

  /// An `array` with its rules.
  private func ruled(_ boxes: [[MathBox]], _ array: MathNode.Array) -> MathBox {
    let columns = max(array.columns.count, boxes.map(\.count).max() ?? 0)
    let widths = (0..<columns).map { column in boxes.map { column < $0.count ? $0[column].width : 0 }.max() ?? 0 }
    let (bar, dash, cross): (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar) =
      manner.isASCII ? ("|", "-", "+") : ("│", "─", "┼")
    // A rule stands in the middle of the gap of three columns before its cell.
    func gap(_ column: Int) -> Int {
      let isEdge = column == 0 || column == columns
      if array.rulesBefore.contains(column) { return isEdge ? 2 : 3 }
      return isEdge ? 0 : 2
    }
    func place(_ column: Int) -> Int { column == columns ? 1 : column == 0 ? 0 : 1 }
    let width = widths.reduce(0, +) + (0...columns).reduce(0) { $0 + gap($1) }
    func line(_ height: Int, baseline: Int, _ fill: (inout MathBox) -> Void) -> MathBox {
      var result = MathBox(width: width, height: height, baseline: baseline)
      fill(&result)
      return result
    }
    var lines: [MathBox] = []
    func rule(_ row: Int) {
      guard array.rulesAbove.contains(row) else { return }
      var box = MathBox.line(dash, width)
      var at = 0
      for column in 0...columns {
        if array.rulesBefore.contains(column) { box[0, at + place(column)].scalar = cross }
        at += gap(column) + (column < columns ? widths[column] : 0)
      }
      lines.append(box)
    }
    for (number, cells) in boxes.enumerated() {
      rule(number)
      let above = cells.map(\.baseline).max() ?? 0
      let height = above + (cells.map { $0.height - $0.baseline }.max() ?? 1)
      lines.append(
        line(height, baseline: above) { result in
          var at = 0
          for column in 0...columns {
            if array.rulesBefore.contains(column) {
              for row in 0..<height { result[row, at + place(column)].scalar = bar }
            }
            at += gap(column)
            guard column < columns else { break }
            if column < cells.count {
              let cell = cells[column]
              let slack = widths[column] - cell.width
              let before =
                switch column < array.columns.count ? array.columns[column] : .center {
                case .left: 0
                case .center: slack / 2
                case .right: slack
                }
              result.place(cell, row: above - cell.baseline, column: at + before)
            }
            at += widths[column]
          }
        })
    }
    rule(boxes.count)
    return .stacked(lines.map { ($0, 0) }, baseline: 0)
  }

  private static func middled(_ box: MathBox) -> MathBox { box.onBaseline((box.height - 1) / 2) }

  private static func padded(_ box: MathBox, toOddHeight isNeeded: Bool) -> MathBox {
    let height = isNeeded && box.height.isMultiple(of: 2) ? box.height + 1 : box.height
    var result = MathBox(width: box.width, height: height, baseline: height / 2)
    result.place(box, row: 0, column: 0)
    return result
  }

  // MARK: fences

  func fenced(_ open: String, _ body: MathNode, _ close: String) -> MathBox {
    fenced(open, box(body), close)
  }

  private func fenced(_ open: String, _ body: MathBox, _ close: String) -> MathBox {
    .beside([
      fence(open, height: body.height, baseline: body.baseline), body,
      fence(close, height: body.height, baseline: body.baseline),
    ])
  }

  /// Top, extension, middle and bottom of the delimiters that have such pieces.
  private static let pieces = [
    ("(", "⎛⎜⎜⎝"), (")", "⎞⎟⎟⎠"), ("[", "⎡⎢⎢⎣"), ("]", "⎤⎥⎥⎦"), ("{", "⎧⎪⎨⎩"), ("}", "⎫⎪⎬⎭"), ("|", "││││"),
    ("‖", "║║║║"), ("⌊", "⎢⎢⎢⎣"), ("⌋", "⎥⎥⎥⎦"), ("⌈", "⎡⎢⎢⎢"), ("⌉", "⎤⎥⎥⎥"), ("⟨", "╱│⟨╲"), ("⟩", "╲│⟩╱"),
  ]

  private static let asciiPieces = [
    ("(", "/||\\"), (")", "\\||/"), ("[", "[[[["), ("]", "]]]]"), ("{", "/|<\\"), ("}", "\\|>/"), ("|", "||||"),
    ("⌊", "|||L"), ("⌋", "|||J"), ("⌈", "r|||"), ("⌉", "7|||"), ("⟨", "/|<\\"), ("⟩", "\\|>/"),
  ]

  func fence(_ delimiter: String, height: Int, baseline: Int) -> MathBox {
    guard !delimiter.isEmpty else { return .space(0) }
    if manner.isASCII && delimiter == "‖" {
      let bar = fence("|", height: height, baseline: baseline)
      return .beside([bar, bar])
    }
    let all = manner.isASCII ? Self.asciiPieces : Self.pieces
    guard height > 1, let known = all.first(where: { $0.0 == delimiter }) else { return MathBox(shown(delimiter)) }
    let pieces = Array(known.1.unicodeScalars)
    var result = MathBox(width: 1, height: height, baseline: baseline)
    for row in 0..<height {
      let scalar =
        switch row {
        case 0: pieces[0]
        case height - 1: pieces[3]
        case baseline: pieces[2]
        default: pieces[1]
        }
      result[row, 0].scalar = scalar
    }
    return result
  }
}
