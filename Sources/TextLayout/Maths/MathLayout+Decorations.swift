/// Fractions, roots, accents, and what stands over, under or round a formula.
extension MathLayout {
  private var bar: Unicode.Scalar { manner.isASCII ? "-" : "─" }

  /// A bar over or under another bar is longer than it by a column on each side.
  func fraction(_ above: MathNode, _ below: MathNode) -> MathBox {
    let (numerator, denominator) = (box(above), box(below))
    let inner = max(Self.isFraction(above) ? numerator.width : 0, Self.isFraction(below) ? denominator.width : 0)
    return fraction(numerator, denominator, width: max(numerator.width, denominator.width, inner > 0 ? inner + 2 : 1))
  }

  private static func isFraction(_ node: MathNode) -> Bool {
    switch node {
    case .fraction: true
    case .styled(let body, _), .classed(let body, _): isFraction(body)
    default: false
    }
  }

  private func fraction(_ numerator: MathBox, _ denominator: MathBox, width: Int) -> MathBox {
    let height = numerator.height + 1 + denominator.height
    var result = MathBox(width: width, height: height, baseline: numerator.height)
    result.place(numerator, row: 0, column: (width - numerator.width) / 2)
    let bar = bar
    for column in 0..<width { result[numerator.height, column].scalar = bar }
    result.place(denominator, row: numerator.height + 1, column: (width - denominator.width) / 2)
    return result
  }

  func root(_ body: MathBox, _ index: MathNode?) -> MathBox {
    let index = index.map { script($0) } ?? .empty
    let left = max(1, index.width)
    // The index stands in the notch, above the root sign; a tall one lifts the whole.
    let top = max(0, index.height - body.height)
    var result = MathBox(
      width: left + 1 + body.width, height: top + body.height + 1, baseline: top + 1 + body.baseline)
    let corner: MathBox = manner.isASCII ? .line("_", body.width + 1) : .beside([MathBox("┌"), .line("─", body.width)])
    result.place(corner, row: top, column: left)
    for row in (top + 1)..<result.height { result[row, left].scalar = manner.isASCII ? "|" : "│" }
    result[result.height - 1, left - 1].scalar = manner.isASCII ? "\\" : "√"
    result.place(body, row: top + 1, column: left + 1)
    result.place(index, row: result.height - 1 - index.height, column: left - index.width)
    return result
  }

  /// One symbol has the mark; over several it stands in a row above, as wide as they where it has a width.
  func accented(_ body: MathNode, _ mark: Unicode.Scalar) -> MathBox {
    var result = box(body)
    // Of nothing, of a blank and of a letter that has a mark already the next one stands in the row above.
    let isOne = result.height == 1 && (result.width <= 1 || Self.isOneSymbol(body))
    if isOne, !manner.isASCII, let first = result.cells.first, first.mark == nil, first.scalar != " " {
      result[0, 0].mark = mark
      return result
    }
    if isOne { return over(result, MathBox(MathASCII.accent(mark))) }
    switch mark {
    case "\u{304}": return decorated(body, .overline)
    case "\u{302}": return decorated(body, .wideHat)
    case "\u{303}": return decorated(body, .wideTilde)
    case "\u{30C}": return decorated(body, .wideCheck)
    case "\u{20D7}": return decorated(body, .overRightArrow)
    default: return over(result, MathBox(MathASCII.accent(mark)))
    }
  }

  /// A letter, also with primes, also bold.
  static func isOneSymbol(_ node: MathNode) -> Bool {
    switch node {
    case .atom(let text, _), .text(let text): text.filter { $0 != "′" }.count <= 1
    case .styled(let body, _), .accent(let body, _), .classed(let body, _), .phantom(let body): isOneSymbol(body)
    default: false
    }
  }

  private func over(_ body: MathBox, _ mark: MathBox) -> MathBox {
    .centred([mark, body], baseline: mark.height + body.baseline)
  }

  private func under(_ body: MathBox, _ mark: MathBox) -> MathBox { .centred([body, mark], baseline: body.baseline) }

  func decorated(_ node: MathNode, _ decoration: MathNode.Decoration) -> MathBox {
    let body = box(node)
    let width = max(1, body.width)
    let isASCII = manner.isASCII
    if let arrow = decoration.arrow {
      let shaft = Self.shaft(arrow, width, isASCII)
      return decoration.isUnder == true ? under(body, shaft) : over(body, shaft)
    }
    switch decoration {
    // A line low in the row above, or high in the row below, lies close to the formula; a bar would read as a fraction's. Over a
    // single letter it needs no row, and cannot run into its neighbour's.
    case .overline:
      if width == 1, body.height == 1, !isASCII, let only = body.cells.first, only.mark == nil, only.scalar != " " {
        return marked(body, "\u{305}")
      }
      return over(body, .line("_", width))
    case .underline: return under(body, .line(isASCII ? "-" : "‾", width))
    case .wideHat:
      if width == 1 && body.height == 1 { return accented(node, "\u{302}") }
      return over(body, isASCII ? .beside([MathBox("/"), .line("-", width - 2), MathBox("\\")]) : Self.hat(width))
    case .wideTilde:
      if width == 1 && body.height == 1 { return accented(node, "\u{303}") }
      return over(body, .line(isASCII ? "~" : "∼", width))
    case .underTilde: return under(body, .line(isASCII ? "~" : "∼", width))
    case .wideCheck:
      if width == 1 && body.height == 1 { return accented(node, "\u{30C}") }
      let (left, right) = isASCII ? ("\\", "/") : ("╲", "╱")
      return over(body, .beside([MathBox(left), .line("_", width - 2), MathBox(right)]))
    case .overbrace, .overparen, .overbracket: return over(body, brace(width, decoration))
    case .underbrace, .underparen, .underbracket: return under(body, brace(width, decoration))
    case .box: return boxed(body)
    case .cancel, .strike:
      // Letters that ASCII cannot mark are struck in the row above.
      if isASCII { return over(body, .line(decoration == .cancel ? "/" : "-", width)) }
      return marked(body, decoration == .cancel ? "\u{338}" : "\u{336}")
    default: return body
    }
  }

  private func marked(_ body: MathBox, _ mark: Unicode.Scalar) -> MathBox {
    var result = body
    for row in 0..<result.height {
      for column in 0..<result.width
      where ![" ", "\0"].contains(result[row, column].scalar) && result[row, column].mark == nil {
        result[row, column].mark = mark
      }
    }
    return result
  }

  /// `╱‾╲` flattened to one row: slopes at the ends.
  private static func hat(_ width: Int) -> MathBox {
    width == 2 ? MathBox("╱╲") : .beside([MathBox("╱"), .line("‾", width - 2), MathBox("╲")])
  }

  /// `╰─┬─╯`: its point is where the label hangs.
  private func brace(_ width: Int, _ kind: MathNode.Decoration) -> MathBox {
    let isASCII = manner.isASCII
    let (left, right, point): (String, String, String?) =
      switch kind {
      case .overbrace: isASCII ? ("/", "\\", "^") : ("╭", "╮", "┴")
      case .underbrace: isASCII ? ("\\", "/", "v") : ("╰", "╯", "┬")
      case .overparen: isASCII ? ("/", "\\", nil) : ("╭", "╮", nil)
      case .underparen: isASCII ? ("\\", "/", nil) : ("╰", "╯", nil)
      case .overbracket: isASCII ? ("+", "+", nil) : ("┌", "┐", nil)
      default: isASCII ? ("+", "+", nil) : ("└", "┘", nil)
      }
    guard width > 2 else { return width == 2 ? MathBox(left + right) : MathBox(point ?? (isASCII ? "-" : "─")) }
    guard let point else { return .beside([MathBox(left), .line(bar, width - 2), MathBox(right)]) }
    let before = (width - 1) / 2 - 1
    return .beside([
      MathBox(left), .line(bar, before), MathBox(point), .line(bar, width - 3 - before), MathBox(right),
    ])
  }

  private func boxed(_ body: MathBox) -> MathBox {
    let isASCII = manner.isASCII
    func edge(_ left: String, _ right: String) -> MathBox {
      .beside([MathBox(isASCII ? "+" : left), .line(bar, body.width + 2), MathBox(isASCII ? "+" : right)])
    }
    let side = (0..<body.height).map { _ in (box: MathBox(isASCII ? "|" : "│"), column: 0) }
    let wall = MathBox.stacked(side, baseline: body.baseline)
    let middle = MathBox.beside([wall, .space(1), body, .space(1), wall])
    return .centred([edge("┌", "┐"), middle, edge("└", "┘")], baseline: 1 + body.baseline)
  }

  // MARK: arrows

  func arrow(_ arrow: MathNode.Arrow, _ lower: MathNode?, _ upper: MathNode?) -> MathBox {
    let above = upper.map(script)
    let below = lower.map(script)
    let width = max(3, max(above?.width ?? 0, below?.width ?? 0) + 2)
    let shaft = Self.shaft(arrow, width, manner.isASCII)
    // Of two shafts the lower one is on the baseline.
    return .centred([above, shaft, below].compactMap { $0 }, baseline: (above?.height ?? 0) + shaft.height - 1)
  }

  private static func shaft(_ arrow: MathNode.Arrow, _ width: Int, _ isASCII: Bool) -> MathBox {
    let isDouble = [.doubleLeft, .doubleRight, .doubleBoth, .equals].contains(arrow)
    let line: Unicode.Scalar = isASCII ? (isDouble ? "=" : "-") : (isDouble ? "═" : "─")
    let isLeft = [.left, .doubleLeft, .leftHarpoon, .hookLeft, .twoHeadLeft].contains(arrow)
    guard width > 1 else { return MathBox(isASCII ? (isLeft ? "<" : ">") : arrow.rawValue) }
    let head = isASCII ? ">" : isDouble ? "⇒" : "→"
    let tail = isASCII ? "<" : isDouble ? "⇐" : "←"
    func shaft(_ left: String, _ right: String) -> MathBox {
      .beside([MathBox(left), .line(line, width - MathBox(left).width - MathBox(right).width), MathBox(right)])
    }
    switch arrow {
    case .right, .doubleRight: return shaft("", head)
    case .left, .doubleLeft: return shaft(tail, "")
    case .both, .doubleBoth: return shaft(tail, head)
    case .mapsTo: return shaft(isASCII ? "|" : "├", head)
    case .hookRight: return shaft(isASCII ? "(" : "╰", head)
    case .hookLeft: return shaft(tail, isASCII ? ")" : "╯")
    case .twoHeadRight: return shaft("", isASCII ? ">>" : "↠")
    case .twoHeadLeft: return shaft(isASCII ? "<<" : "↞", "")
    case .rightHarpoon: return shaft("", isASCII ? "^" : "⇀")
    case .leftHarpoon: return shaft(isASCII ? "^" : "↼", "")
    case .harpoons, .bothWays:
      if isASCII || width < 3 { return shaft("<", ">") }
      let (there, back) = arrow == .harpoons ? ("⇀", "↽") : (head, tail)
      return .stacked(
        [
          (.beside([.line(line, width - 1), MathBox(there)]), 0),
          (.beside([MathBox(back), .line(line, width - 1)]), 0),
        ],
        baseline: 0)
    case .equals: return shaft("", "")
    }
  }
}
