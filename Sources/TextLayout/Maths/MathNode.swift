/// TeX's classes of atoms; they decide the spacing (The TeXbook, chapter 18).
package enum AtomClass: Equatable, Sendable {
  case ordinary, bigOperator, binary, relation, open, close, punctuation, inner
}

/// How the cells of a formula look; what colours mean is the theme's affair.
package struct MathInk: Equatable, Sendable {
  package enum Color: String, CaseIterable, Sendable {
    case red, green, blue, yellow, magenta, cyan
  }

  /// Part of LaTeX that could not be drawn; shown in a warning style.
  package var isSource = false
  package var isBold = false
  package var color: Color?

  package init(isSource: Bool = false, isBold: Bool = false, color: Color? = nil) {
    self.isSource = isSource
    self.isBold = isBold
    self.color = color
  }

  package static let plain = MathInk()
}

/// A formula as a tree.
///
/// Nothing malformed is in it: what cannot be drawn is a `source` node. Symbols, which are most of a formula, are held in
/// place; what has parts is held by reference.
package enum MathNode: Equatable, Sendable {
  /// A symbol or a word such as `exp`.
  case atom(String, AtomClass)
  case row([MathNode])
  indirect case fraction(MathNode, MathNode)
  indirect case scripts(base: MathNode, sub: MathNode?, sup: MathNode?)
  /// Above and below the base: limits of a big operator, `\underset`, the label of a brace.
  indirect case limits(MathNode, lower: MathNode?, upper: MathNode?)
  indirect case grid([[MathNode]], Grid)
  /// `\left( … \right)`; the delimiters grow with the content.
  indirect case fenced(String, MathNode, String)
  /// `\middle|`, `\Big(`: a delimiter that grows with its row.
  case stretched(String, AtomClass)
  case text(String)
  /// Columns of empty space.
  case space(Int)
  indirect case root(MathNode, index: MathNode?)
  /// A combining mark over one symbol, a row of its own over several.
  indirect case accent(MathNode, Unicode.Scalar)
  indirect case decorated(MathNode, Decoration)
  /// `\xrightarrow[lower]{upper}`: as long as its labels.
  indirect case arrow(Arrow, lower: MathNode?, upper: MathNode?)
  indirect case styled(MathNode, MathInk)
  /// As much space as the content would take.
  indirect case phantom(MathNode)
  /// A formula that is spaced as its author says: `\mathrel{…}`.
  indirect case classed(MathNode, AtomClass)
  /// The number of a row, at its end: it stands at the right edge of the whole.
  indirect case tag(MathNode)
  /// LaTeX that cannot be drawn, kept visible.
  case source(String)

  /// What stands over, under or round a formula and is as wide as it.
  package enum Decoration: String, Sendable {
    case overline, underline, wideHat, wideTilde, wideCheck, underTilde, overbrace, underbrace, overparen, underparen
    case overbracket, underbracket, overRightArrow, overLeftArrow, overBothArrow, overDoubleArrow, overRightHarpoon
    case overLeftHarpoon, underRightArrow, underLeftArrow, underBothArrow, box, cancel, strike

    /// Whether it stands under the formula, over it, or neither.
    package var isUnder: Bool? {
      switch self {
      case .box, .cancel, .strike: nil
      case .underline, .underTilde, .underbrace, .underparen, .underbracket, .underRightArrow, .underLeftArrow,
        .underBothArrow:
        true
      default: false
      }
    }

    /// The arrow that it is.
    package var arrow: Arrow? {
      switch self {
      case .overRightArrow, .underRightArrow: .right
      case .overLeftArrow, .underLeftArrow: .left
      case .overBothArrow, .underBothArrow: .both
      case .overDoubleArrow: .doubleRight
      case .overRightHarpoon: .rightHarpoon
      case .overLeftHarpoon: .leftHarpoon
      default: nil
      }
    }

    /// A brace or bracket, on which a label may hang.
    package var isBrace: Bool {
      [.overbrace, .underbrace, .overbracket, .underbracket, .overparen, .underparen].contains(self)
    }
  }

  package enum Arrow: String, Sendable {
    case right = "→"
    case left = "←"
    case both = "↔"
    case doubleRight = "⇒"
    case doubleLeft = "⇐"
    case doubleBoth = "⇔"
    case mapsTo = "↦"
    case hookRight = "↪"
    case hookLeft = "↩"
    case twoHeadRight = "↠"
    case twoHeadLeft = "↞"
    case rightHarpoon = "⇀"
    case leftHarpoon = "↼"
    case harpoons = "⇌"
    case bothWays = "⇄"
    case equals = "="
  }

  /// How a grid's cells stand and what is round them.
  package enum Grid: Equatable, Sendable {
    /// A brace on the left, cells aligned left, a blank row between rows.
    case cases
    case matrix(open: String, close: String, Array.Alignment = .center)
    /// Columns in pairs, right and left of an alignment point.
    case aligned
    /// One column, centred: `\substack`, `gathered`.
    case stack
    case array(Array)
  }

  /// The columns and rules of an `array`.
  package struct Array: Equatable, Sendable {
    package enum Alignment: Equatable, Sendable { case left, center, right }
    package enum Rule: String, Equatable, Sendable { case single, double, dashed }

    package var columns: [Alignment] = []
    /// Columns that have a rule on their left; the number of columns for one on the right of all.
    package var rulesBefore: [Int: Rule] = [:]
    /// Rows that have a rule above them; the number of rows for one below all.
    package var rulesAbove: [Int: Rule] = [:]
    /// Rules above a row that run over some columns only: `\cline{2-3}`.
    package var linesAbove: [Int: [ClosedRange<Int>]] = [:]
    /// Cells that take the room of several: `\multicolumn{2}{c}{…}`; those after them in their row are empty.
    package var spans: [Span] = []
    /// What stands between columns, in the place of the gap: `@{…}`.
    package var between: [Int: MathNode] = [:]

    package struct Span: Equatable, Sendable {
      package let row: Int
      package let column: Int
      package let count: Int
      package let alignment: Alignment

      package init(row: Int, column: Int, count: Int, alignment: Alignment) {
        (self.row, self.column, self.count, self.alignment) = (row, column, count, alignment)
      }

      /// The columns whose left edge is within it.
      var inner: ClosedRange<Int>? { count > 1 ? (column + 1)...(column + count - 1) : nil }
    }
  }

  /// The parts, in reading order.
  package var children: [MathNode] {
    switch self {
    case .atom, .text, .space, .stretched, .source: []
    case .row(let nodes): nodes
    case .fraction(let a, let b): [a, b]
    case .scripts(let base, let a, let b), .limits(let base, let a, let b): [base, a, b].compactMap { $0 }
    case .grid(let rows, _): rows.flatMap { $0 }
    case .fenced(_, let body, _), .accent(let body, _), .decorated(let body, _), .styled(let body, _),
      .phantom(let body), .classed(let body, _), .tag(let body):
      [body]
    case .root(let body, let index): [index, body].compactMap { $0 }
    case .arrow(_, let a, let b): [a, b].compactMap { $0 }
    }
  }

  /// The same tree with each part, the inner ones first, replaced by what `change` makes of it.
  package func mapped(_ change: (MathNode) -> MathNode) -> MathNode {
    func inner(_ node: MathNode) -> MathNode { node.mapped(change) }
    let node: MathNode =
      switch self {
      case .atom, .text, .space, .stretched, .source: self
      case .row(let nodes): .row(nodes.map(inner))
      case .fraction(let a, let b): .fraction(inner(a), inner(b))
      case .scripts(let base, let a, let b): .scripts(base: inner(base), sub: a.map(inner), sup: b.map(inner))
      case .limits(let base, let a, let b): .limits(inner(base), lower: a.map(inner), upper: b.map(inner))
      case .grid(let rows, let kind): .grid(rows.map { $0.map(inner) }, kind)
      case .fenced(let open, let body, let close): .fenced(open, inner(body), close)
      case .accent(let body, let mark): .accent(inner(body), mark)
      case .decorated(let body, let decoration): .decorated(inner(body), decoration)
      case .styled(let body, let ink): .styled(inner(body), ink)
      case .phantom(let body): .phantom(inner(body))
      case .classed(let body, let kind): .classed(inner(body), kind)
      case .tag(let body): .tag(inner(body))
      case .root(let body, let index): .root(inner(body), index: index.map(inner))
      case .arrow(let arrow, let a, let b): .arrow(arrow, lower: a.map(inner), upper: b.map(inner))
      }
    return change(node)
  }

  /// All `source` parts, in reading order: what a reader should be told about.
  package var undrawable: [String] {
    var found: [String] = []
    collectSources(into: &found)
    return found
  }

  private func collectSources(into found: inout [String]) {
    if case .source(let text) = self { found.append(text) }
    for child in children { child.collectSources(into: &found) }
  }
}
