/// Draws a `MathNode` in cells, after the house style.
///
/// A small algebra of boxes: beside, fraction, scripts, limits, fence, grid. Scripts use Unicode's glyphs only if every
/// character has a true one; adjacent fractions keep their own bars; limits stand centred on their operator; the tip of
/// a `cases` brace is on the baseline. Spacing goes by TeX's atom classes, without any in scripts.
package struct MathLayout {
  /// What the terminal can show, and how large.
  package struct Manner: Equatable, Hashable, Sendable {
    /// Only ASCII: for the Linux console and `LC_ALL=C`.
    package var isASCII = false
    /// Sums and integrals drawn over several rows, for a projector.
    package var isLarge = false

    package init(isASCII: Bool = false, isLarge: Bool = false) {
      self.isASCII = isASCII
      self.isLarge = isLarge
    }
  }

  let manner: Manner
  /// Inside a script: no spacing, and further scripts go to rows of their own.
  var inScript = false
  /// Inside a grid one of whose scripts has no glyphs: all of them go to rows of their own.
  var avoidsGlyphs = false
  /// Symbols of which one subscript has no glyphs: `δ_x` beside `δ_y` is drawn like it.
  var basesOnTwoRows: [String] = []

  init(_ manner: Manner, for node: MathNode) {
    self.manner = manner
    avoidsGlyphs = manner.isASCII
    collectBases(node)
  }

  /// The formula as a display.
  ///
  /// With `width`, lines break before relations and binary operators of the outer level, the continuation indented by
  /// two; what cannot break stays wider than asked.
  package static func display(_ node: MathNode, width: Int? = nil, manner: Manner = Manner()) -> MathBox {
    let layout = MathLayout(manner, for: node)
    let (body, tag) = untagged(node)
    let pieces = layout.pieces(of: body)
    let number = tag.map { layout.box($0) }
    let room = width.map { $0 - (number.map { $0.width + 3 } ?? 0) }
    var whole = layout.joined(pieces)
    if let room, whole.width > room { whole = layout.broken(pieces, width: room) }
    return number.map { .beside([whole, .space(3), $0]) } ?? whole
  }

  /// The symbols whose subscripts cannot all be drawn with glyphs.
  static func basesWithoutGlyphs(_ node: MathNode) -> [String] {
    MathLayout(Manner(), for: node).basesOnTwoRows
  }

  // MARK: rows

  /// A part of a row: its box, and its class seen from the left and from the right.
  struct Piece {
    var box: MathBox
    var left: AtomClass
    var right: AtomClass
    /// Extra columns before it, from a spacing command.
    var space = 0
    var isTallOperator = false
    /// Its sign is spelled out in letters, which must not run into its neighbours.
    var isSpelled = false
    /// A sign of one operand, close to it.
    var isUnary = false
    /// It has a bar over, under or in it, which must not run into its neighbour's.
    var isLined = false
    /// A delimiter that is to be as tall as its row.
    var stretch: Unicode.Scalar?
    /// The scripts of such a delimiter, to be set again once it has its height.
    var scripted: MathNode?
  }

  func box(_ node: MathNode) -> MathBox { joined(pieces(of: node)) }

  /// `\big(` and its kin, outside `\left … \right`: as tall as what stands between them; one without its partner, as `\Big|`
  /// of an evaluation, as its row.
  private func stretched(_ pieces: inout [Piece]) {
    var waiting: [Int] = []
    var ranges: [Int: Range<Int>] = [:]
    for index in pieces.indices where pieces[index].stretch != nil {
      let piece = pieces[index]
      let isBar = piece.left == .ordinary
      if piece.left == .close || (isBar && waiting.last.map { pieces[$0].stretch == piece.stretch } ?? false),
        let partner = waiting.popLast()
      {
        ranges[index] = (partner + 1)..<index
        ranges[partner] = (partner + 1)..<index
      } else if piece.left == .open || isBar {
        waiting.append(index)
      }
    }
    for index in pieces.indices {
      guard let delimiter = pieces[index].stretch else { continue }
      var (above, below) = (0, 1)
      for piece in pieces[ranges[index] ?? pieces.startIndex..<pieces.endIndex] where piece.stretch == nil {
        above = max(above, piece.box.baseline)
        below = max(below, piece.box.height - piece.box.baseline)
      }
      guard above + below > 1 else { continue }
      let tall = fence(String(delimiter), height: above + below, baseline: above)
      if case .scripts(let base, let sub, let sup) = pieces[index].scripted {
        pieces[index].box = scripted(base, tall, sub, sup)
      } else {
        pieces[index].box = tall
      }
    }
  }

  func joined(_ pieces: [Piece]) -> MathBox {
    guard !pieces.isEmpty else { return .empty }
    if pieces.count == 1, pieces[0].space == 0 { return pieces[0].box }
    var (above, below, width) = (0, 1, 0)
    // Where each piece begins.
    var columns: [Int] = []
    columns.reserveCapacity(pieces.count)
    for index in pieces.indices {
      let box = pieces[index].box
      width += max(0, pieces[index].space + (index == 0 ? 0 : spacing(pieces, before: index)))
      columns.append(width)
      width += box.width
      above = max(above, box.baseline)
      below = max(below, box.height - box.baseline)
    }
    var result = MathBox(width: width, height: above + below, baseline: above)
    for index in pieces.indices {
      result.place(pieces[index].box, row: above - pieces[index].box.baseline, column: columns[index])
    }
    return result
  }

  func pieces(of node: MathNode) -> [Piece] {
    guard case .row(let nodes) = node else {
      if case .space(let columns) = node { return [Piece(box: .space(columns), left: .ordinary, right: .ordinary)] }
      var pieces = [piece(node)]
      settleBinaries(&pieces)
      return pieces
    }
    var pieces: [Piece] = []
    pieces.reserveCapacity(nodes.count)
    var space = 0
    for child in nodes {
      if case .space(let columns) = child {
        space += columns
        continue
      }
      var piece = piece(child)
      // An index must not stick to what stands before its root.
      if space == 0, !pieces.isEmpty, case .root(_, .some) = child { space = 1 }
      piece.space = space
      space = 0
      pieces.append(piece)
    }
    if space > 0 { pieces.append(Piece(box: .space(space), left: .ordinary, right: .ordinary)) }
    pairBars(nodes, &pieces)
    settleBinaries(&pieces)
    if pieces.contains(where: { $0.stretch != nil }) { stretched(&pieces) }
    return pieces
  }

  /// A binary operator without two operands is an ordinary sign (The TeXbook, appendix G, rules 5 and 6).
  private func settleBinaries(_ pieces: inout [Piece]) {
    for index in pieces.indices where pieces[index].left == .binary {
      var isUnary = index == 0 || index + 1 == pieces.count
      if !isUnary {
        switch pieces[index - 1].right {
        case .binary, .bigOperator, .relation, .open, .punctuation: isUnary = true
        default: break
        }
        switch pieces[index + 1].left {
        case .relation, .close, .punctuation: isUnary = true
        default: break
        }
      }
      if isUnary {
        pieces[index].left = .ordinary
        pieces[index].right = .ordinary
        pieces[index].isUnary = true
      }
    }
  }

  /// `|x|`: of two bars in the same brackets the first opens and the second closes.
  private func pairBars(_ nodes: [MathNode], _ pieces: inout [Piece]) {
    let signs = nodes.filter { if case .space = $0 { false } else { true } }
    guard signs.count <= pieces.count else { return }
    var open: [(sign: String, index: Int)] = []
    for (index, node) in signs.enumerated() {
      let base = if case .scripts(let base, _, _) = node { base } else { node }
      switch base {
      case .atom(let sign, .ordinary) where sign == "|" || sign == "‖":
        if let last = open.last, last.sign == sign {
          open.removeLast()
          pieces[last.index].right = .open
          pieces[index].left = .close
        } else {
          open.append((sign, index))
        }
      case .atom(_, .open): open.append(("(", index))
      case .atom(_, .close):
        while let last = open.popLast(), last.sign != "(" {}
      default: break
      }
    }
  }

  /// Columns between a piece and the one before it.
  private func spacing(_ pieces: [Piece], before index: Int) -> Int {
    let (a, b) = (pieces[index - 1], pieces[index])
    if a.isSpelled && b.box.beginsWithLetter || b.isSpelled && a.box.endsWithLetter { return 1 }
    if (a.isLined || a.isUnary) && b.isLined { return b.space > 0 ? 0 : 1 }
    if inScript || a.isUnary { return 0 }
    switch (a.right, b.left) {
    case (.open, _), (_, .close), (_, .punctuation): return 0
    // `:=` is one sign; a sign of its own, as `\mathrm{=>}`, is not to be read with the one before it.
    case (.relation, .relation): return a.box.width > 1 || b.box.width > 1 ? 1 : 0
    case (.relation, _), (_, .relation), (.binary, _), (_, .binary), (.punctuation, _): return 1
    case (.bigOperator, .open): return a.isTallOperator ? 1 : 0
    case (.bigOperator, _), (_, .bigOperator): return 1
    case (.inner, _), (_, .inner): return 1
    default: return 0
    }
  }

  private func piece(_ node: MathNode) -> Piece {
    switch node {
    case .atom(let text, let kind): return atom(text, kind)
    case .text(let text): return Piece(box: MathBox(shown(text)), left: .ordinary, right: .ordinary)
    case .source(let text):
      return Piece(box: MathBox(shown(text), ink: MathInk(isSource: true)), left: .inner, right: .inner)
    case .space(let columns): return Piece(box: .space(columns), left: .ordinary, right: .ordinary)
    case .phantom(let body): return Piece(box: .space(box(body).width), left: .ordinary, right: .ordinary)
    case .row: return Piece(box: box(node), left: .ordinary, right: .ordinary)
    case .fraction(let numerator, let denominator):
      return Piece(box: fraction(numerator, denominator), left: .inner, right: .inner, isLined: true)
    case .scripts(let base, let sub, let sup):
      let inner = piece(base)
      var piece = Piece(
        box: scripted(base, inner.box, sub, sup), left: inner.left, right: inner.right,
        isTallOperator: inner.isTallOperator)
      piece.isSpelled = inner.isSpelled
      piece.isLined = inner.isLined
      if inner.stretch != nil {
        piece.stretch = inner.stretch
        piece.scripted = node
      }
      return piece
    case .limits(let base, let lower, let upper):
      let inner = piece(base)
      var isLabel = false
      if case .decorated = base { isLabel = true }
      let box = isLabel ? labelled(inner.box, lower, upper) : limits(inner.box, lower, upper)
      // A label that is wider than its brace keeps its own distance.
      return Piece(
        box: box, left: inner.left, right: inner.right, isTallOperator: inner.left == .bigOperator,
        isLined: inner.isLined && !(isLabel && box.width > inner.box.width))
    case .grid(let rows, let kind): return Piece(box: grid(rows, kind), left: .inner, right: .inner)
    case .fenced(let open, let body, let close):
      return Piece(
        box: fenced(open, body, close), left: open.isEmpty ? .inner : .open, right: close.isEmpty ? .inner : .close)
    case .stretched(let text, let kind):
      return Piece(box: MathBox(shown(text)), left: kind, right: kind, stretch: text.unicodeScalars.first)
    case .root(let body, let index): return Piece(box: root(box(body), index), left: .ordinary, right: .ordinary)
    case .accent(let body, let mark):
      let box = accented(body, mark)
      return Piece(box: box, left: .ordinary, right: .ordinary, isLined: box.height > 1)
    case .decorated(let body, let decoration):
      let box = decorated(body, decoration)
      return Piece(box: box, left: .ordinary, right: .ordinary, isLined: decoration.isUnder != nil && box.height > 1)
    case .classed(let body, let kind):
      let inner = piece(body)
      var piece = Piece(box: inner.box, left: kind, right: kind, isTallOperator: inner.isTallOperator)
      piece.isSpelled = kind == .bigOperator && inner.box.height == 1
      return piece
    case .tag(let body): return Piece(box: box(body), left: .ordinary, right: .ordinary, space: 3)
    case .arrow(let arrow, let lower, let upper):
      return Piece(box: self.arrow(arrow, lower, upper), left: .relation, right: .relation)
    case .styled(let body, let ink):
      // A single sign keeps its class: its operands are outside.
      let parts = if case .row = body { pieces(of: body) } else { [piece(body)] }
      return Piece(
        box: joined(parts).inked(ink), left: parts.first?.left ?? .ordinary, right: parts.last?.right ?? .ordinary,
        isTallOperator: parts.first?.isTallOperator ?? false)
    }
  }

  private func atom(_ text: String, _ kind: AtomClass) -> Piece {
    guard kind == .bigOperator else {
      let shown = shown(text)
      var piece = Piece(box: MathBox(shown), left: kind, right: kind)
      piece.isSpelled =
        shown.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == " " }
        && (manner.isASCII && !text.utf8.allSatisfy { $0 < 128 }
          ? shown.utf8.count > 1 || kind == .binary : kind == .binary)
      return piece
    }
    let isTall = MathSymbols.bigOperators.contains(text) || MathSymbols.integrals.contains(text)
    let box = isTall && !inScript ? MathLarge.operatorBox(text, manner) : nil
    var piece = Piece(box: box ?? MathBox(shown(text)), left: kind, right: kind, isTallOperator: isTall)
    // `e^{\log n}`: scripts stand close, but not so close that names become one.
    piece.isSpelled = piece.box.height == 1 && piece.box.width > 1 && piece.box.beginsWithLetter
    return piece
  }

  /// The text in the characters that the terminal has.
  func shown(_ text: String) -> String { manner.isASCII ? MathASCII.text(text) : text }

  /// Fills lines greedily; a break stands before a relation or a binary operator outside all brackets.
  private func broken(_ pieces: [Piece], width: Int) -> MathBox {
    var chunks: [[Piece]] = [[]]
    var depth = 0
    for (index, piece) in pieces.enumerated() {
      if depth == 0 && index > 0 && (piece.left == .relation || piece.left == .binary) { chunks.append([]) }
      chunks[chunks.count - 1].append(piece)
      if piece.right == .open && piece.left == .open { depth += 1 }
      if piece.left == .close && piece.right == .close { depth = max(0, depth - 1) }
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
    let boxes = lines.enumerated().map { (box: joined($0.element), column: $0.offset == 0 ? 0 : indent) }
    return .stacked(boxes, baseline: boxes[0].box.baseline)
  }
}
