/// Fractions, roots, accents, and what stands over, under or round a formula.
extension MathLayout {
  private var bar: Unicode.Scalar { manner.isASCII ? "-" : "─" }

  func fraction(_ numerator: MathBox, _ denominator: MathBox) -> MathBox {
    let width = max(numerator.width, denominator.width, 1)
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

  func accented(_ body: MathNode, _ mark: Unicode.Scalar) -> MathBox {
    var result = box(body)
    if manner.isASCII || result.height > 1 {
      return over(result, MathBox(MathASCII.accent(mark)))
    }
    for column in 0..<result.width where result[result.baseline, column].scalar != " " {
      guard result[result.baseline, column].mark == nil else { return over(result, MathBox(MathASCII.accent(mark))) }
      result[result.baseline, column].mark = mark
    }
    return result
  }

  private func over(_ body: MathBox, _ mark: MathBox) -> MathBox {
    .centred([mark, body], baseline: mark.height + body.baseline)
  }

  private func under(_ body: MathBox, _ mark: MathBox) -> MathBox { .centred([body, mark], baseline: body.baseline) }

  func decorated(_ node: MathNode, _ decoration: MathNode.Decoration) -> MathBox {
    let body = box(node)
    let width = max(1, body.width)
    let isASCII = manner.isASCII
    switch decoration {
    // A line low in the row above, or high in the row below, lies close to the formula; a bar would read as a fraction's.
    case .overline: return over(body, .line("_", width))
    case .underline: return under(body, .line(isASCII ? "-" : "‾", width))
    case .wideHat:
      if width == 1 && body.height == 1 { return accented(node, "\u{302}") }
      return over(body, isASCII ? .beside([MathBox("/"), .line("-", width - 2), MathBox("\\")]) : Self.hat(width))
    case .wideTilde:
      if width == 1 && body.height == 1 { return accented(node, "\u{303}") }
      return over(body, .line(isASCII ? "~" : "∼", width))
    case .overRightArrow: return over(body, Self.shaft(.right, width, isASCII))
    case .overLeftArrow: return over(body, Self.shaft(.left, width, isASCII))
    case .overbrace: return over(body, brace(width, isOver: true))
    case .underbrace: return under(body, brace(width, isOver: false))
    case .box: return boxed(body)
    case .cancel:
      var result = body
      for row in 0..<result.height {
        for column in 0..<result.width where result[row, column].scalar != " " && result[row, column].mark == nil {
          if isASCII { result[row, column].scalar = "/" } else { result[row, column].mark = "\u{338}" }
        }
      }
      return result
    }
  }

  /// `╱‾╲` flattened to one row: slopes at the ends.
  private static func hat(_ width: Int) -> MathBox {
    width == 2 ? MathBox("╱╲") : .beside([MathBox("╱"), .line("‾", width - 2), MathBox("╲")])
  }

  /// `╰─┬─╯`: its point is where the label hangs.
  private func brace(_ width: Int, isOver: Bool) -> MathBox {
    let (left, right, point): (String, String, String) =
      switch (manner.isASCII, isOver) {
      case (true, true): ("/", "\\", "^")
      case (true, false): ("\\", "/", "v")
      case (false, true): ("╭", "╮", "┴")
      case (false, false): ("╰", "╯", "┬")
      }
    guard width > 2 else { return MathBox(width == 2 ? left + right : point) }
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
    let parts = [above, Self.shaft(arrow, width, manner.isASCII), below].compactMap { $0 }
    return .centred(parts, baseline: above?.height ?? 0)
  }

  private static func shaft(_ arrow: MathNode.Arrow, _ width: Int, _ isASCII: Bool) -> MathBox {
    let isDouble = arrow == .doubleLeft || arrow == .doubleRight
    let line: Unicode.Scalar = isASCII ? (isDouble ? "=" : "-") : (isDouble ? "═" : "─")
    let isLeft = arrow == .left || arrow == .doubleLeft
    guard width > 1 else { return MathBox(isASCII ? (isLeft ? "<" : ">") : arrow.rawValue) }
    let head = isASCII ? ">" : isDouble ? "⇒" : "→"
    let tail = isASCII ? "<" : isDouble ? "⇐" : "←"
    switch arrow {
    case .right, .doubleRight: return .beside([.line(line, width - 1), MathBox(head)])
    case .left, .doubleLeft: return .beside([MathBox(tail), .line(line, width - 1)])
    case .both: return .beside([MathBox(tail), .line(line, max(0, width - 2)), MathBox(head)])
    case .mapsTo: return .beside([MathBox(isASCII ? "|" : "├"), .line(line, max(0, width - 2)), MathBox(head)])
    }
  }
}
