/// Draws a `MathNode` in cells, after the house style.
///
/// A small algebra of boxes: beside, fraction, scripts, limits, fence, grid. Scripts use Unicode's glyphs only if every
/// character has a true one; adjacent fractions keep their own bars; limits stand centred on their operator; the tip of
/// a `cases` brace is on the baseline. Spacing goes by TeX's atom classes, without any in scripts.
package struct MathLayout {
  /// Inside a script: no spacing, and further scripts go to rows of their own.
  private var inScript = false
  /// Inside a grid one of whose scripts has no glyphs: all of them go to rows of their own.
  private var avoidsGlyphs = false
  /// Symbols of which one subscript has no glyphs: `δ_x` beside `δ_y` is drawn like it.
  private var basesOnTwoRows: Set<String> = []

  private init() {}

  /// The formula as a display.
  ///
  /// With `width`, lines break before relations and binary operators of the outer level, the continuation indented by
  /// two; what cannot break stays wider than asked.
  package static func display(_ node: MathNode, width: Int? = nil) -> MathBox {
    var layout = MathLayout()
    layout.collectBases(node)
    let pieces = layout.pieces(of: node)
    let whole = layout.joined(pieces)
    guard let width, whole.width > width else { return whole }
    return layout.broken(pieces, width: width)
  }

  /// The symbols whose subscripts cannot all be drawn with glyphs.
  static func basesWithoutGlyphs(_ node: MathNode) -> Set<String> {
    var layout = MathLayout()
    layout.collectBases(node)
    return layout.basesOnTwoRows
  }

  // MARK: rows

  private struct Piece {
    var box: MathBox
    var left: AtomClass
    var right: AtomClass
    /// Extra columns before it, from a spacing command.
    var space = 0
    var isTallOperator = false
  }

  private func box(_ node: MathNode) -> MathBox { joined(pieces(of: node)) }

  private func joined(_ pieces: [Piece]) -> MathBox {
    guard !pieces.isEmpty else { return .empty }
    var boxes: [MathBox] = []
    for (index, piece) in pieces.enumerated() {
      let gap = piece.space + (index == 0 ? 0 : spacing(pieces[index - 1], piece))
      if gap > 0 { boxes.append(.space(gap)) }
      boxes.append(piece.box)
    }
    return MathBox.beside(boxes)
  }

  private func pieces(of node: MathNode) -> [Piece] {
    var nodes = [node]
    if case .row(let children) = node { nodes = children }
    var pieces: [Piece] = []
    var space = 0
    for child in nodes {
      if case .space(let columns) = child {
        space += columns
        continue
      }
      var piece = piece(child)
      piece.space = space
      space = 0
      pieces.append(piece)
    }
    if space > 0 { pieces.append(Piece(box: .space(space), left: .ordinary, right: .ordinary)) }
    settleBinaries(&pieces)
    return pieces
  }

  /// A binary operator without two operands is an ordinary sign (The TeXbook, appendix G, rules 5 and 6).
  private func settleBinaries(_ pieces: inout [Piece]) {
    for index in pieces.indices where pieces[index].left == .binary {
      let before = index == 0 ? nil : pieces[index - 1].right
      let after = index + 1 < pieces.count ? pieces[index + 1].left : nil
      let opens: [AtomClass?] = [nil, .binary, .bigOperator, .relation, .open, .punctuation]
      let closes: [AtomClass?] = [nil, .relation, .close, .punctuation]
      if opens.contains(before) || closes.contains(after) {
        pieces[index].left = .ordinary
        pieces[index].right = .ordinary
      }
    }
  }

  private func spacing(_ a: Piece, _ b: Piece) -> Int {
    if inScript { return 0 }
    switch (a.right, b.left) {
    case (.open, _), (_, .close), (_, .punctuation): return 0
    case (.relation, .relation): return 0
    case (.relation, _), (_, .relation), (.binary, _), (_, .binary), (.punctuation, _): return 1
    case (.bigOperator, .open): return a.isTallOperator ? 1 : 0
    case (.bigOperator, _), (_, .bigOperator): return 1
    case (.inner, _), (_, .inner): return 1
    default: return 0
    }
  }

  private func piece(_ node: MathNode) -> Piece {
    switch node {
    case .atom(let text, let kind):
      return Piece(
        box: MathBox(text), left: kind, right: kind,
        isTallOperator: MathSymbols.bigOperators.contains(text) || text == "∫")
    case .text(let text): return Piece(box: MathBox(text), left: .ordinary, right: .ordinary)
    case .source(let text): return Piece(box: MathBox(text, isSource: true), left: .inner, right: .inner)
    case .space(let columns): return Piece(box: .space(columns), left: .ordinary, right: .ordinary)
    case .row: return Piece(box: box(node), left: .ordinary, right: .ordinary)
    case .fraction(let numerator, let denominator):
      return Piece(box: fraction(box(numerator), box(denominator)), left: .inner, right: .inner)
    case .scripts(let base, let sub, let sup):
      let inner = piece(base)
      return Piece(
        box: scripted(base, inner.box, sub, sup), left: inner.left, right: inner.right,
        isTallOperator: inner.isTallOperator)
    case .limits(let base, let lower, let upper):
      return Piece(box: limits(box(base), lower, upper), left: .bigOperator, right: .bigOperator, isTallOperator: true)
    case .grid(let rows, let kind): return Piece(box: grid(rows, kind), left: .inner, right: .inner)
    case .fenced(let open, let body, let close):
      return Piece(
        box: fenced(open, box(body), close), left: open.isEmpty ? .inner : .open, right: close.isEmpty ? .inner : .close
      )
    case .root(let body, let index): return Piece(box: root(box(body), index), left: .ordinary, right: .ordinary)
    case .accent(let body, let mark): return Piece(box: accented(box(body), mark), left: .ordinary, right: .ordinary)
    }
  }

  /// Fills lines greedily; a break stands before a relation or a binary operator outside all brackets.
  private func broken(_ pieces: [Piece], width: Int) -> MathBox {
    var chunks: [[Piece]] = [[]]
    var depth = 0
    for (index, piece) in pieces.enumerated() {
      if depth == 0 && index > 0 && (piece.left == .relation || piece.left == .binary) { chunks.append([]) }
      chunks[chunks.count - 1].append(piece)
      if piece.right == .open && piece.left == .open { depth += 1 }
      if piece.left == .close && piece.right == .close { depth -= 1 }
    }
    let indent = 2
    var lines: [[Piece]] = []
    for chunk in chunks {
      let room = lines.count > 1 ? width - indent : width
      if let last = lines.last, joined(last + chunk).width <= room {
        lines[lines.count - 1] += chunk
      } else {
        lines.append(chunk)
      }
    }
    let boxes = lines.enumerated().map {
      $0.offset == 0 ? joined($0.element) : .beside([.space(indent), joined($0.element)])
    }
    return stacked(boxes, baseline: boxes[0].baseline)
  }

  private func stacked(_ boxes: [MathBox], baseline: Int) -> MathBox {
    var result = MathBox(
      width: boxes.map(\.width).max() ?? 0, height: boxes.reduce(0) { $0 + $1.height }, baseline: baseline)
    var row = 0
    for box in boxes {
      result.place(box, row: row, column: 0)
      row += box.height
    }
    return result
  }

  // MARK: fractions, roots, accents

  private func fraction(_ numerator: MathBox, _ denominator: MathBox) -> MathBox {
    let width = max(numerator.width, denominator.width, 1)
    var result = MathBox(width: width, height: numerator.height + 1 + denominator.height, baseline: numerator.height)
    result.place(numerator, row: 0, column: (width - numerator.width) / 2)
    result.place(MathBox(String(repeating: "─", count: width)), row: numerator.height, column: 0)
    result.place(denominator, row: numerator.height + 1, column: (width - denominator.width) / 2)
    return result
  }

  private func root(_ body: MathBox, _ index: MathNode?) -> MathBox {
    let index = index.map { script($0) } ?? .empty
    let left = max(1, index.width)
    var result = MathBox(width: left + 1 + body.width, height: body.height + 1, baseline: body.baseline + 1)
    result.place(MathBox("┌" + String(repeating: "─", count: body.width)), row: 0, column: left)
    for row in 1...body.height {
      result.place(MathBox(row == body.height ? "√│" : "│"), row: row, column: row == body.height ? left - 1 : left)
    }
    result.place(body, row: 1, column: left + 1)
    if body.height > 0 { result.place(index, row: result.height - 2, column: left - index.width) }
    return result
  }

  private func accented(_ body: MathBox, _ mark: Unicode.Scalar) -> MathBox {
    var result = body
    for column in 0..<body.width where result[body.baseline, column].scalar != " " {
      result[body.baseline, column].mark = mark
    }
    return result
  }

  // MARK: scripts and limits

  private func script(_ node: MathNode) -> MathBox {
    var inner = self
    inner.inScript = true
    return inner.box(node)
  }

  private func scripted(_ base: MathNode, _ box: MathBox, _ sub: MathNode?, _ sup: MathNode?) -> MathBox {
    if let glyphs = glyphs(base, sub, sup), box.height == 1 { return .beside([box, MathBox(glyphs)]) }
    let lower = sub.map(script)
    let upper = sup.map(script)
    // Beside a tall base a script starts at its last row, or ends at its first.
    let rise = upper.map { box.height == 1 ? $0.height : $0.height - 1 } ?? 0
    let drop = lower.map { box.height == 1 ? $0.height : $0.height - 1 } ?? 0
    var result = MathBox(
      width: box.width + max(lower?.width ?? 0, upper?.width ?? 0), height: rise + box.height + drop,
      baseline: rise + box.baseline)
    result.place(box, row: rise, column: 0)
    if let upper { result.place(upper, row: 0, column: box.width) }
    if let lower { result.place(lower, row: result.height - lower.height, column: box.width) }
    return result
  }

  /// Both scripts as glyphs; `nil` unless the policy allows it and every character has one.
  private func glyphs(_ base: MathNode, _ sub: MathNode?, _ sup: MathNode?) -> String? {
    if inScript || avoidsGlyphs { return nil }
    if sub != nil, let name = Self.name(of: base), basesOnTwoRows.contains(name) { return nil }
    var text = ""
    if let sub {
      guard let glyphs = Self.plainText(sub).flatMap(ScriptGlyphs.subscripted) else { return nil }
      text += glyphs
    }
    if let sup {
      guard let glyphs = Self.plainText(sup).flatMap(ScriptGlyphs.superscripted) else { return nil }
      text += glyphs
    }
    return text
  }

  /// The characters of a script without structure of its own; `nil` for anything nested.
  static func plainText(_ node: MathNode) -> String? {
    switch node {
    case .atom(let text, _): return text
    case .row(let nodes):
      var text = ""
      for node in nodes {
        if case .space = node { continue }
        guard case .atom(let part, _) = node else { return nil }
        text += part
      }
      return text
    default: return nil
    }
  }

  private static func name(of base: MathNode) -> String? {
    if case .atom(let text, _) = base { return text.filter { $0 != "′" } }
    return nil
  }

  private mutating func collectBases(_ node: MathNode) {
    switch node {
    case .scripts(let base, let sub, let sup):
      if let sub, let name = Self.name(of: base), Self.plainText(sub).flatMap(ScriptGlyphs.subscripted) == nil {
        basesOnTwoRows.insert(name)
      }
      for part in [base, sub, sup].compactMap({ $0 }) { collectBases(part) }
    case .row(let nodes): for child in nodes { collectBases(child) }
    case .fraction(let a, let b):
      collectBases(a)
      collectBases(b)
    case .fenced(_, let body, _), .accent(let body, _), .root(let body, _): collectBases(body)
    case .grid(let rows, _): for child in rows.joined() { collectBases(child) }
    case .atom, .text, .space, .source, .limits: break
    }
  }

  private func limits(_ base: MathBox, _ lower: MathNode?, _ upper: MathNode?) -> MathBox {
    let below = lower.map(script)
    let above = upper.map(script)
    let width = max(base.width, below?.width ?? 0, above?.width ?? 0)
    var result = MathBox(
      width: width, height: (above?.height ?? 0) + base.height + (below?.height ?? 0),
      baseline: (above?.height ?? 0) + base.baseline)
    if let above { result.place(above, row: 0, column: (width - above.width) / 2) }
    result.place(base, row: above?.height ?? 0, column: (width - base.width) / 2)
    if let below { result.place(below, row: result.height - below.height, column: (width - below.width) / 2) }
    return result
  }

  // MARK: grids and fences

  private func grid(_ rows: [[MathNode]], _ kind: MathNode.Grid) -> MathBox {
    var inner = self
    inner.inScript = false
    if kind != .cases && rows.joined().contains(where: { inner.needsRows($0) }) { inner.avoidsGlyphs = true }
    let boxes = rows.map { $0.map { inner.box($0) } }
    let columns = boxes.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in boxes.map { column < $0.count ? $0[column].width : 0 }.max() ?? 0 }
    let gaps: (Int) -> Int = { column in
      switch kind {
      case .cases: 3
      case .matrix: 2
      case .aligned: column.isMultiple(of: 2) ? 2 : 1
      }
    }
    let lines = boxes.map { cells -> MathBox in
      var parts: [MathBox] = []
      for (column, width) in widths.enumerated() {
        let cell = column < cells.count ? cells[column] : .empty
        let slack = width - cell.width
        let before =
          switch kind {
          case .cases: 0
          case .matrix: slack / 2
          case .aligned: column.isMultiple(of: 2) ? slack : 0
          }
        parts += [.space(before + (column == 0 ? 0 : gaps(column))), cell, .space(slack - before)]
      }
      return .beside(parts)
    }
    switch kind {
    case .cases:
      // A blank row between rows keeps ⎨ on the baseline with as much above it as below.
      let spread = Array(lines.map { [$0] }.joined(separator: [MathBox.empty]))
      let body = padded(stacked(spread, baseline: 0), toOddHeight: lines.count > 1)
      return .beside([fence("{", height: body.height, baseline: body.baseline), .space(1), body])
    case .matrix(let open, let close):
      let body = middled(stacked(lines, baseline: 0))
      return fenced(open, open.isEmpty ? body : .beside([.space(1), body, .space(1)]), close)
    case .aligned:
      return middled(stacked(lines, baseline: 0))
    }
  }

  private func needsRows(_ node: MathNode) -> Bool {
    switch node {
    case .scripts(let base, let sub, let sup): glyphs(base, sub, sup) == nil
    case .row(let nodes): nodes.contains(where: needsRows)
    case .fraction(let a, let b): needsRows(a) || needsRows(b)
    case .fenced(_, let body, _), .accent(let body, _), .root(let body, _): needsRows(body)
    default: false
    }
  }

  private func middled(_ box: MathBox) -> MathBox {
    var result = MathBox(width: box.width, height: box.height, baseline: (box.height - 1) / 2)
    result.place(box, row: 0, column: 0)
    return result
  }

  private func padded(_ box: MathBox, toOddHeight isNeeded: Bool) -> MathBox {
    let height = isNeeded && box.height.isMultiple(of: 2) ? box.height + 1 : box.height
    var result = MathBox(width: box.width, height: height, baseline: height / 2)
    result.place(box, row: 0, column: 0)
    return result
  }

  private func fenced(_ open: String, _ body: MathBox, _ close: String) -> MathBox {
    .beside([
      fence(open, height: body.height, baseline: body.baseline), body,
      fence(close, height: body.height, baseline: body.baseline),
    ])
  }

  /// Top, extension, middle and bottom of the delimiters that have such pieces.
  private static let pieces: [String: [Unicode.Scalar]] = [
    "(": ["⎛", "⎜", "⎜", "⎝"], ")": ["⎞", "⎟", "⎟", "⎠"], "[": ["⎡", "⎢", "⎢", "⎣"], "]": ["⎤", "⎥", "⎥", "⎦"],
    "{": ["⎧", "⎪", "⎨", "⎩"], "}": ["⎫", "⎪", "⎬", "⎭"], "|": ["│", "│", "│", "│"], "‖": ["║", "║", "║", "║"],
    "⌊": ["⎢", "⎢", "⎢", "⎣"], "⌋": ["⎥", "⎥", "⎥", "⎦"], "⌈": ["⎡", "⎢", "⎢", "⎢"], "⌉": ["⎤", "⎥", "⎥", "⎥"],
  ]

  private func fence(_ delimiter: String, height: Int, baseline: Int) -> MathBox {
    guard !delimiter.isEmpty else { return .space(0) }
    guard height > 1, let pieces = Self.pieces[delimiter] else { return MathBox(delimiter) }
    var result = MathBox(width: 1, height: height, baseline: baseline)
    for row in 0..<height {
      let scalar =
        switch row {
        case 0: pieces[0]
        case height - 1: pieces[3]
        case baseline: pieces[2]
        default: pieces[1]
        }
      result[row, 0] = MathGlyph(scalar: scalar, mark: nil, isSource: false)
    }
    return result
  }
}
