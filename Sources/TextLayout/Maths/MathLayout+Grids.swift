/// Grids and fences.
extension MathLayout {
  func grid(_ rows: [[MathNode]], _ kind: MathNode.Grid) -> MathBox { grid(rows, kind, isBraced: false) }

  /// - Parameter isBraced: it stands at a brace, which has a tip between its rows.
  private func grid(_ rows: [[MathNode]], _ kind: MathNode.Grid, isBraced: Bool) -> MathBox {
    var inner = self
    // Rows in a script or under a sum stay scripts.
    if kind != .stack { inner.inScript = false }
    if kind != .cases && rows.joined().contains(where: { inner.needsRows($0) }) { inner.avoidsGlyphs = true }
    var tags: [MathBox?] = []
    let cells = rows.map { row -> [MathNode] in
      let (last, tag) = Self.untagged(row.last ?? .row([]))
      tags.append(tag.map { inner.box($0) })
      return tag == nil ? row : row.dropLast() + [last]
    }
    var boxes = cells.map { row in
      row.enumerated().map { column, cell in inner.box(kind == .aligned ? Self.continued(cell, column) : cell) }
    }
    if case .matrix = kind { Self.alignNumbers(cells, &boxes) }
    func stacked(_ lines: [MathBox], isSpread: Bool = false) -> MathBox {
      let box = Self.middled(
        Self.column(lines, tags, isSpread: isSpread || (isBraced && lines.count.isMultiple(of: 2))))
      return isBraced ? Self.padded(box, toOddHeight: true) : box
    }
    switch kind {
    case .cases:
      // A blank row between rows keeps ⎨ on the baseline with as much above it as below.
      let lines = Self.aligned(boxes, gap: { _ in 3 }, alignment: { _ in .left })
      let body = Self.padded(Self.column(lines, tags, isSpread: true), toOddHeight: lines.count > 1)
      return .beside([fence("{", height: body.height, baseline: body.baseline), .space(1), body])
    case .matrix(let open, let close, let alignment):
      let lines = Self.aligned(boxes, gap: { _ in 2 }, alignment: { _ in alignment })
      let body = stacked(lines, isSpread: (open == "{" || close == "}") && lines.count.isMultiple(of: 2))
      return fenced(open, open.isEmpty ? body : .beside([.space(1), body, .space(1)]), close)
    case .aligned:
      // Words between rows take no part in their columns.
      let words = cells.map { if $0.count == 1, case .row(let nodes) = $0[0], nodes.count == 1 { true } else { false } }
      var lines = Self.aligned(
        zip(boxes, words).map { $1 ? [] : $0 }, gap: { $0.isMultiple(of: 2) ? 2 : 0 },
        alignment: { $0.isMultiple(of: 2) ? .right : .left })
      for index in lines.indices where words[index] { lines[index] = boxes[index][0] }
      return stacked(lines)
    case .stack:
      let width = boxes.map { $0.reduce(0) { $0 + $1.width } }.max() ?? 0
      return stacked(
        boxes.map { row in
          let line = MathBox.beside(row)
          return .beside([.space((width - line.width) / 2), line])
        })
    case .array(let array):
      let box = Self.middled(inner.ruled(boxes, array, tags, isSpread: isBraced && boxes.count.isMultiple(of: 2)))
      return isBraced ? Self.padded(box, toOddHeight: true) : box
    }
  }

  /// The right half of a pair goes on from the left one: its `=` or `+` has both its operands (amsmath puts `{}` before it).
  private static func continued(_ cell: MathNode, _ column: Int) -> MathNode {
    guard !column.isMultiple(of: 2) else { return cell }
    if case .row(let nodes) = cell { return .row([.row([])] + nodes) }
    return .row([.row([]), cell])
  }

  /// The number of a row, and the row without it.
  static func untagged(_ node: MathNode) -> (MathNode, tag: MathNode?) {
    guard case .row(var nodes) = node, case .tag(let tag) = nodes.last else { return (node, nil) }
    nodes.removeLast()
    return (nodes.count == 1 ? nodes[0] : .row(nodes), tag)
  }

  /// Rows under each other, with a blank one where what hangs from one would touch what stands on the next, and their tags at
  /// the right edge.
  private static func column(_ lines: [MathBox], _ tags: [MathBox?], isSpread: Bool) -> MathBox {
    let width = lines.map(\.width).max() ?? 0
    let tagWidth = tags.compactMap { $0?.width }.max() ?? 0
    var parts: [(box: MathBox, column: Int)] = []
    for (index, line) in lines.enumerated() {
      if index > 0, isSpread || touch(lines[index - 1], line) { parts.append((.empty, 0)) }
      guard index < tags.count, let tag = tags[index] else {
        parts.append((line, 0))
        continue
      }
      let gap = width - line.width + 3 + tagWidth - tag.width
      parts.append((.beside([line, .space(gap), tag]), 0))
    }
    return .stacked(parts, baseline: 0)
  }

  /// Whether the rows of one read on into those of the other: what hangs meets what stands, or a fraction meets anything.
  private static func touch(_ above: MathBox, _ below: MathBox) -> Bool {
    func hangs(_ box: MathBox) -> Bool { box.height - 1 > box.baseline }
    func stands(_ box: MathBox) -> Bool { box.baseline > 0 }
    return hangs(above) && (stands(above) || stands(below)) || stands(below) && hangs(below)
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
  private func ruled(
    _ boxes: [[MathBox]], _ array: MathNode.Array, _ tags: [MathBox?], isSpread: Bool
  ) -> MathBox {
    let columns = max(array.columns.count, boxes.map(\.count).max() ?? 0)
    let spans = array.spans.filter { $0.row < boxes.count && $0.column + $0.count <= columns }
    func span(_ row: Int, _ column: Int) -> MathNode.Array.Span? {
      spans.first { $0.row == row && $0.column == column }
    }
    var widths = (0..<columns).map { column in
      boxes.indices.map { row in
        column < boxes[row].count && span(row, column) == nil ? boxes[row][column].width : 0
      }.max() ?? 0
    }
    let between = array.between.mapValues { box($0) }
    // A rule stands in the middle of the gap of three columns before its cell.
    func gap(_ column: Int) -> Int {
      let isEdge = column == 0 || column == columns
      if array.rulesBefore[column] != nil { return (isEdge ? 2 : 3) + (between[column]?.width ?? 0) }
      return between[column]?.width ?? (isEdge ? 0 : 2)
    }
    func place(_ column: Int) -> Int { column == 0 ? 0 : 1 }
    func room(_ span: MathNode.Array.Span) -> Int {
      (span.column..<(span.column + span.count)).reduce(0) { $0 + widths[$1] }
        + (span.inner.map { $0.reduce(0) { $0 + gap($1) } } ?? 0)
    }
    for span in spans {
      widths[span.column + span.count - 1] += max(0, boxes[span.row][span.column].width - room(span))
    }
    let starts = (0...columns).map { column in (0..<column).reduce(0) { $0 + gap($1) + widths[$1] } }
    let width = starts[columns] + gap(columns)
    var lines: [MathBox] = []
    for (row, cells) in boxes.enumerated() {
      let above = max(cells.map(\.baseline).max() ?? 0, between.values.map(\.baseline).max() ?? 0)
      let below = cells.map { $0.height - $0.baseline }.max() ?? 1
      let height = above + max(below, between.values.map { $0.height - $0.baseline }.max() ?? 1)
      var line = MathBox(width: width, height: height, baseline: above)
      let inSpans = spans.filter { $0.row == row }.compactMap(\.inner)
      for column in 0...columns where !inSpans.contains(where: { $0.contains(column) }) {
        if let part = between[column] {
          let at = starts[column] + (array.rulesBefore[column] == nil ? 0 : place(column) + 1)
          line.place(part, row: above - part.baseline, column: min(at, width - part.width))
        }
        guard column < columns, column < cells.count else { continue }
        let span = span(row, column)
        let slack = (span.map(room) ?? widths[column]) - cells[column].width
        let before =
          switch span?.alignment ?? (column < array.columns.count ? array.columns[column] : .center) {
          case .left: 0
          case .center: slack / 2
          case .right: slack
          }
        line.place(cells[column], row: above - cells[column].baseline, column: starts[column] + gap(column) + before)
      }
      lines.append(line)
    }
    // Rows of the picture that are rules; a blank row between rows that touch belongs to neither.
    var parts: [MathBox] = []
    var rules: [Int: MathNode.Array.Rule] = [:]
    var partial: [Int: [ClosedRange<Int>]] = [:]
    // Of the picture's rows, which row of the array they show.
    var shown: [Int: Int] = [:]
    var height = 0
    func add(_ box: MathBox) {
      parts.append(box)
      height += box.height
    }
    for row in 0...lines.count {
      if let rule = array.rulesAbove[row] {
        rules[height] = rule
        add(.space(width))
      } else if let lines = array.linesAbove[row] {
        partial[height] = lines
        add(.space(width))
      } else if row > 0, row < lines.count, isSpread || Self.touch(lines[row - 1], lines[row]) {
        add(.space(width))
      }
      guard row < lines.count else { break }
      let tag = row < tags.count ? tags[row] : nil
      for place in height..<(height + lines[row].height) { shown[place] = row }
      add(tag.map { .beside([lines[row], .space(3), $0]) } ?? lines[row])
    }
    var result = MathBox.stacked(parts.map { ($0, 0) }, baseline: 0)
    for row in 0..<height {
      let across = rules[row]
      func isRuled(_ column: Int) -> Bool {
        (0..<columns).contains(column) && (across != nil || (partial[row] ?? []).contains { $0.contains(column) })
      }
      for column in 0..<columns where isRuled(column) {
        // From the middle of the gap before its column to that of the one after.
        let from = column == 0 ? 0 : starts[column] + (array.rulesBefore[column] == nil && isRuled(column - 1) ? 0 : 1)
        let to = column + 1 == columns ? width : starts[column + 1] + (isRuled(column + 1) ? 1 : 0)
        for place in min(from, to)..<to {
          result[row, place].scalar = RuleGlyphs.horizontal(across ?? .single, manner.isASCII)
        }
      }
      let inSpans = spans.filter { $0.row == shown[row] }.compactMap(\.inner)
      for (column, rule) in array.rulesBefore
      where column <= columns && !inSpans.contains(where: { $0.contains(column) }) {
        let (left, right) = (isRuled(column - 1), isRuled(column))
        result[row, starts[column] + place(column)].scalar =
          left || right
          ? RuleGlyphs.crossing(
            rule, across ?? .single, up: row > 0, down: row + 1 < height, left: left, right: right, manner.isASCII)
          : RuleGlyphs.vertical(rule, manner.isASCII)
      }
    }
    return result
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
    let hasBrace = open == "{" || close == "}"
    if hasBrace, case .grid(let rows, let kind) = body, kind != .cases, rows.count > 1 {
      let box = grid(rows, kind, isBraced: true)
      return fenced(open, .beside([.space(open == "{" ? 1 : 0), box, .space(close == "}" ? 1 : 0)]), close)
    }
    return fenced(open, box(body), close)
  }

  private func fenced(_ open: String, _ body: MathBox, _ close: String) -> MathBox {
    // The tip of a brace is on the baseline, with something of the brace on both sides.
    var (above, below) = (body.baseline, body.height - 1 - body.baseline)
    if body.height > 1, open == "{" || close == "}" { (above, below) = (max(1, above), max(1, below)) }
    let height = above + 1 + below
    return .beside([
      fence(open, height: height, baseline: above), body, fence(close, height: height, baseline: above),
    ])
  }

  /// Top, extension, middle and bottom of the delimiters that have such pieces.
  private static let pieces = [
    ("(", "⎛⎜⎜⎝"), (")", "⎞⎟⎟⎠"), ("[", "⎡⎢⎢⎣"), ("]", "⎤⎥⎥⎦"), ("{", "⎧⎪⎨⎩"), ("}", "⎫⎪⎬⎭"), ("|", "││││"),
    ("‖", "║║║║"), ("⌊", "⎢⎢⎢⎣"), ("⌋", "⎥⎥⎥⎦"), ("⌈", "⎡⎢⎢⎢"), ("⌉", "⎤⎥⎥⎥"), ("↑", "↑│││"), ("↓", "│││↓"),
    ("↕", "↑││↓"), ("⇑", "⇑║║║"), ("⇓", "║║║⇓"), ("⇕", "⇑║║⇓"), ("⟮", "⎛⎜⎜⎝"), ("⟯", "⎞⎟⎟⎠"), ("⎰", "⎧⎪⎪⎭"),
    ("⎱", "⎫⎪⎪⎩"), ("⟦", "╓║║╙"), ("⟧", "╖║║╜"), ("⌜", "⌜   "), ("⌝", "⌝   "), ("⌞", "   ⌞"), ("⌟", "   ⌟"),
  ]

  private static let asciiPieces = [
    ("(", "/||\\"), (")", "\\||/"), ("[", "[[[["), ("]", "]]]]"), ("{", ",|{'"), ("}", ",|}'"), ("|", "||||"),
    ("⌊", "|||+"), ("⌋", "|||+"), ("⌈", "+|||"), ("⌉", "+|||"), ("↑", "^|||"), ("↓", "|||v"), ("↕", "^||v"),
    ("⇑", "^|||"), ("⇓", "|||v"), ("⇕", "^||v"), ("⟮", "/||\\"), ("⟯", "\\||/"),
  ]

  func fence(_ delimiter: String, height: Int, baseline: Int) -> MathBox {
    guard !delimiter.isEmpty else { return .space(0) }
    if manner.isASCII && delimiter == "‖" {
      let bar = fence("|", height: height, baseline: baseline)
      return .beside([bar, bar])
    }
    if height > 1, ["⟨", "⟩", "/", "∖", "\\"].contains(delimiter) { return slanted(delimiter, height, baseline) }
    let all = manner.isASCII ? Self.asciiPieces : Self.pieces
    guard height > 1, let known = all.first(where: { $0.0 == delimiter }) else { return MathBox(shown(delimiter)) }
    let pieces = Array(known.1.unicodeScalars)
    var result = MathBox(width: 1, height: height, baseline: baseline)
    for row in 0..<height {
      let scalar =
        switch row {
        case baseline where delimiter == "{" || delimiter == "}": pieces[2]
        case 0: pieces[0]
        case height - 1: pieces[3]
        case baseline: pieces[2]
        default: pieces[1]
        }
      result[row, 0].scalar = scalar
    }
    return result
  }

  /// Angles and slashes go a column a row.
  private func slanted(_ delimiter: String, _ height: Int, _ baseline: Int) -> MathBox {
    let (rising, falling): (Unicode.Scalar, Unicode.Scalar) = manner.isASCII ? ("/", "\\") : ("╱", "╲")
    let isAngle = delimiter == "⟨" || delimiter == "⟩"
    let half = isAngle ? height / 2 : height
    var result = MathBox(width: max(1, half), height: height, baseline: baseline)
    for row in 0..<height {
      let isMiddle = isAngle && !height.isMultiple(of: 2) && row == half
      // How far from the tip, which is at the left of ⟨.
      let far = !isAngle ? height - 1 - row : row < half ? half - 1 - row : row - (height - half)
      let isRising = isAngle ? row < half : true
      let isMirrored = delimiter == "⟩" || delimiter == "∖" || delimiter == "\\"
      let column = isMirrored ? result.width - 1 - max(0, far) : max(0, far)
      let scalar = isMiddle ? MathBox(shown(delimiter))[0, 0].scalar : isRising != isMirrored ? rising : falling
      result[row, isMiddle ? (isMirrored ? result.width - 1 : 0) : column].scalar = scalar
    }
    return result
  }
}

/// The rules of arrays and where they meet.
enum RuleGlyphs {
  typealias Rule = MathNode.Array.Rule

  static func vertical(_ rule: Rule, _ isASCII: Bool) -> Unicode.Scalar {
    switch rule {
    case .single: isASCII ? "|" : "│"
    case .double: isASCII ? "|" : "║"
    case .dashed: isASCII ? ":" : "┊"
    }
  }

  static func horizontal(_ rule: Rule, _ isASCII: Bool) -> Unicode.Scalar {
    switch rule {
    case .single: isASCII ? "-" : "─"
    case .double: isASCII ? "=" : "═"
    case .dashed: isASCII ? "-" : "┄"
    }
  }

  /// Corners first, in reading order, as they stand in a picture of nine meetings.
  private static let meetings: [[Unicode.Scalar]] = [
    "┌┬┐├┼┤└┴┘", "╓╥╖╟╫╢╙╨╜", "╒╤╕╞╪╡╘╧╛", "╔╦╗╠╬╣╚╩╝",
  ].map { Swift.Array($0.unicodeScalars) }

  static func crossing(
    _ vertical: Rule, _ horizontal: Rule, up: Bool, down: Bool, left: Bool, right: Bool, _ isASCII: Bool
  ) -> Unicode.Scalar {
    if isASCII { return "+" }
    let kind = (vertical == .double ? 1 : 0) + (horizontal == .double ? 2 : 0)
    let row = !up ? 0 : !down ? 2 : 1
    let column = !left ? 0 : !right ? 2 : 1
    return meetings[kind][row * 3 + column]
  }
}
