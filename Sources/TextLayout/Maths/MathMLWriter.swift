/// Writes formulas as MathML Core, for pages.
///
/// What an element does not say by itself, as which brackets belong to a matrix or that a sign is a relation here, stands in its
/// `class`, so that the formula can be read back.
package enum MathMLWriter {
  /// A whole `<math>` element.
  package static func math(_ node: MathNode, isDisplay: Bool = true) -> String {
    let body = if case .row(let nodes) = node { nodes.map(written).joined() } else { written(node) }
    return tag(
      "math", ["xmlns=\"http://www.w3.org/1998/Math/MathML\""] + (isDisplay ? ["display=\"block\""] : []), body)
  }

  /// Text with its signs as entities.
  package static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
  }

  private static func tag(_ name: String, _ attributes: [String] = [], _ body: String) -> String {
    "<\(([name] + attributes).joined(separator: " "))>\(body)</\(name)>"
  }

  private static func `class`(_ name: String) -> [String] { ["class=\"\(name)\""] }

  private static func row(_ node: MathNode) -> String {
    if case .row(let nodes) = node { tag("mrow", [], nodes.map(written).joined()) } else { written(node) }
  }

  private static func written(_ node: MathNode) -> String {
    switch node {
    case .atom(let text, let kind): return atom(text, kind)
    case .row: return row(node)
    case .fraction(let above, let below): return tag("mfrac", [], row(above) + row(below))
    case .scripts(let base, let sub, let sup): return scripts("msub", "msup", [], base, sub, sup)
    case .limits(let base, let lower, let upper): return scripts("munder", "mover", [], base, lower, upper)
    case .grid(let rows, let kind): return grid(rows, kind)
    case .fenced(let open, let body, let close):
      return tag("mrow", self.class("fenced"), fence(open) + row(body) + fence(close))
    case .stretched(let text, let kind):
      return tag("mo", self.class("stretched \(kind)") + ["stretchy=\"true\""], escaped(text))
    case .text(let words): return tag("mtext", [], escaped(words))
    case .space(let columns):
      let size = "\(abs(columns) / 2)\(columns % 2 == 0 ? "" : ".5")"
      return "<mspace width=\"\(columns < 0 ? "-" : "")\(size)em\"></mspace>"
    case .root(let body, let index):
      return index.map { tag("mroot", [], row(body) + row($0)) } ?? tag("msqrt", [], row(body))
    case .accent(let body, let mark):
      return tag("mover", self.class("accent") + ["accent=\"true\""], row(body) + tag("mo", [], "\u{A0}\(mark)"))
    case .decorated(let body, let decoration): return decorated(body, decoration)
    case .arrow(let arrow, let lower, let upper):
      let sign = tag("mo", ["stretchy=\"true\""], arrow.rawValue)
      let below = lower.map(row) ?? "<mrow></mrow>"
      let above = upper.map(row) ?? "<mrow></mrow>"
      let has = (lower == nil ? "" : " lower") + (upper == nil ? "" : " upper")
      return tag("munderover", self.class("arrow" + has), sign + below + above)
    case .styled(let body, let ink):
      let color = ink.color.map { ["mathcolor=\"\($0.rawValue)\""] } ?? []
      let style = ink.isBold ? ["style=\"font-weight: bold\""] : []
      return tag("mstyle", color + style, row(body))
    case .phantom(let body): return tag("mphantom", [], row(body))
    case .classed(let body, let kind): return tag("mrow", self.class("classed \(kind)"), row(body))
    case .tag(let body): return tag("mtext", self.class("tag"), escaped(InlineMath.text(body)))
    case .source(let source): return tag("mtext", self.class("source"), escaped(source))
    }
  }

  private static func scripts(
    _ under: String, _ over: String, _ attributes: [String], _ base: MathNode, _ sub: MathNode?, _ sup: MathNode?
  ) -> String {
    switch (sub, sup) {
    case (let sub?, nil): tag(under, attributes, row(base) + row(sub))
    case (nil, let sup?): tag(over, attributes, row(base) + row(sup))
    case (let sub?, let sup?):
      tag(under == "msub" ? "msubsup" : "munderover", attributes, row(base) + row(sub) + row(sup))
    case (nil, nil): tag("mrow", self.class("plain"), row(base))
    }
  }

  private static func atom(_ text: String, _ kind: AtomClass) -> String {
    let isNumber = !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
    if kind == .ordinary { return tag(isNumber ? "mn" : "mi", [], escaped(text)) }
    if kind == .bigOperator, text.allSatisfy({ $0.isLetter || $0 == " " }) {
      return tag("mi", self.class("operator"), escaped(text))
    }
    let usual = text.unicodeScalars.count == 1 ? text.unicodeScalars.first.map(MathSymbols.plain) : nil
    let isUsual = usual == .atom(text, kind)
    let attributes = kind == .open || kind == .close ? ["stretchy=\"false\""] : []
    return tag("mo", (isUsual ? [] : self.class("\(kind)")) + attributes, escaped(text))
  }

  private static func fence(_ text: String) -> String { tag("mo", ["stretchy=\"true\""], escaped(text)) }

  private static func decorated(_ body: MathNode, _ decoration: MathNode.Decoration) -> String {
    func over(_ sign: String) -> String {
      tag("mover", self.class(decoration.rawValue), row(body) + tag("mo", ["stretchy=\"true\""], sign))
    }
    func under(_ sign: String) -> String {
      tag("munder", self.class(decoration.rawValue), row(body) + tag("mo", ["stretchy=\"true\""], sign))
    }
    if let arrow = decoration.arrow {
      return decoration.isUnder == true ? under(arrow.rawValue) : over(arrow.rawValue)
    }
    switch decoration {
    case .overline: return over("‾")
    case .underline: return under("_")
    case .wideHat: return over("^")
    case .wideTilde: return over("~")
    case .wideCheck: return over("ˇ")
    case .underTilde: return under("~")
    case .overbrace: return over("⏞")
    case .underbrace: return under("⏟")
    case .overparen: return over("⏜")
    case .underparen: return under("⏝")
    case .overbracket: return over("⎴")
    case .underbracket: return under("⎵")
    default:
      let line = decoration == .box ? "border: 1px solid; padding: 0.2em" : "text-decoration: line-through"
      return tag("mrow", self.class(decoration.rawValue) + ["style=\"\(line)\""], row(body))
    }
  }

  private static func grid(_ rows: [[MathNode]], _ kind: MathNode.Grid) -> String {
    var between: [Int: MathNode] = [:]
    var spans: [MathNode.Array.Span] = []
    if case .array(let array) = kind { (between, spans) = (array.between, array.spans) }
    let body = rows.enumerated().map { index, cells in
      var line = ""
      for column in 0...cells.count {
        if spans.contains(where: { $0.row == index && $0.inner?.contains(column) ?? false }) { continue }
        line += between[column].map { tag("mtd", self.class("between"), row($0)) } ?? ""
        guard column < cells.count else { break }
        let span = spans.first { $0.row == index && $0.column == column }
        line += tag(
          "mtd", span.map { ["columnspan=\"\($0.count)\"", "columnalign=\"\($0.alignment)\""] } ?? [],
          row(cells[column]))
      }
      return tag("mtr", [], line)
    }.joined()
    func table(_ attributes: [String]) -> String { tag("mtable", attributes, body) }
    switch kind {
    case .cases: return tag("mrow", self.class("cases"), fence("{") + table(["columnalign=\"left\""]))
    case .aligned: return table(self.class("aligned") + ["columnalign=\"right left\""])
    case .stack: return table(self.class("stack"))
    case .matrix(let open, let close, let alignment):
      let columns = alignment == .center ? [] : ["columnalign=\"\(alignment)\""]
      return tag("mrow", self.class("matrix"), fence(open) + table(columns) + fence(close))
    case .array(let array):
      let columns = array.columns.map { "\($0)" }.joined(separator: " ")
      func list(_ name: String, _ rules: [Int: MathNode.Array.Rule]) -> [String] {
        let rules = rules.sorted { $0.key < $1.key }
        return rules.isEmpty
          ? [] : ["data-\(name)=\"\(rules.map { "\($0.key):\($0.value.rawValue)" }.joined(separator: " "))\""]
      }
      // MathML has no rule under some columns; what reads this back finds them here.
      let lines = array.linesAbove.sorted { $0.key < $1.key }.flatMap { row, lines in
        lines.map { "\(row):\($0.lowerBound)-\($0.upperBound)" }
      }
      let partial = lines.isEmpty ? [] : ["data-lines=\"\(lines.joined(separator: " "))\""]
      return table(
        self.class("array") + partial + ["columnalign=\"\(columns)\""] + list("columns", array.rulesBefore)
          + list("rows", array.rulesAbove))
    }
  }
}
