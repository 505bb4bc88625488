/// Writes formulas as LaTeX that reads back to the same picture.
///
/// Symbols are written by the table of commands, so that what is read is what is written; what has no command stands as itself.
package enum LaTeXWriter {
  package static func latex(_ node: MathNode) -> String {
    var text = written(node)[...]
    while text.last == " ", text.dropLast().last != "\\" { text.removeLast() }
    return String(text)
  }

  private static func written(_ node: MathNode) -> String {
    switch node {
    case .atom(let text, let kind): return atom(text, kind)
    case .row(let nodes): return row(nodes)
    case .fraction(let above, let below): return "\\frac\(braced(above))\(braced(below))"
    case .scripts(let base, let sub, let sup):
      return signOrGroup(base) + (MathSymbols.takesLimits(base) ? "\\nolimits" : "") + scripts(sub, sup)
    case .limits(let base, let lower, let upper):
      return signOrGroup(base) + (MathSymbols.takesLimits(base) ? "" : "\\limits") + scripts(lower, upper)
    case .grid(let rows, let kind): return grid(rows, kind)
    case .fenced(let open, let body, let close):
      return "\\left\(delimiter(open))\(written(body))\\right\(delimiter(close))"
    case .stretched(let text, let kind):
      let side =
        switch kind {
        case .open: "l"
        case .close: "r"
        case .relation: "m"
        default: ""
        }
      return "\\big\(side)\(delimiter(text))"
    case .text(let words): return "\\text{\(escaped(words))}"
    case .space(let columns): return space(columns)
    case .root(let body, let index): return "\\sqrt" + (index.map { "[\(written($0))]" } ?? "") + braced(body)
    case .accent(let body, let mark):
      return command { if case .accent(mark) = $0 { true } else { false } } + braced(body)
    case .decorated(let body, let decoration):
      return command { if case .decoration(decoration) = $0 { true } else { false } } + braced(body)
    case .arrow(let arrow, let lower, let upper):
      return command { if case .arrow(arrow) = $0 { true } else { false } } + (lower.map { "[\(written($0))]" } ?? "")
        + braced(upper ?? .row([]))
    case .styled(let body, let ink): return styled(body, ink)
    case .phantom(let body): return "\\phantom\(braced(body))"
    case .source(let source): return source
    case .classed(let body, let kind): return "\\math\(className(kind))" + braced(body)
    case .tag(let body): return "\\tag*{\(words(body))}"
    }
  }

  private static func className(_ kind: AtomClass) -> String {
    switch kind {
    case .bigOperator: "op"
    case .binary: "bin"
    case .relation: "rel"
    case .open: "open"
    case .close: "close"
    case .punctuation: "punct"
    case .ordinary: "ord"
    case .inner: "inner"
    }
  }

  /// A formula in the middle of words.
  private static func words(_ node: MathNode) -> String {
    switch node {
    case .text(let words): escaped(words)
    case .row(let nodes): nodes.map(words).joined()
    default: "$\(latex(node))$"
    }
  }

  /// With blanks where a person would put them: round signs between two sides, before what a big operator is applied to, and
  /// where two words would run together.
  private static func row(_ nodes: [MathNode], isTight: Bool = false) -> String {
    var text = ""
    for (index, node) in nodes.enumerated() {
      let part = element(node)
      switch node {
      case .atom(_, .relation) where !isTight, .atom(_, .binary) where !isTight:
        let isBetween = index > 0 && index + 1 < nodes.count && !endsInSign(nodes[index - 1])
        text += (isBetween && text.last != " " ? " " : "") + part + (isBetween && part.last != " " ? " " : "")
      case .space where part.hasPrefix("\\"): text += (text.isEmpty || text.last == " " ? "" : " ") + part + " "
      default:
        if needsBlank(text, part, after: index > 0 ? nodes[index - 1] : nil) { text += " " }
        text += part
      }
    }
    return text
  }

  private static func endsInSign(_ node: MathNode) -> Bool {
    switch node {
    case .atom(_, .relation), .atom(_, .binary), .atom(_, .open), .atom(_, .punctuation), .atom(_, .bigOperator): true
    default: false
    }
  }

  private static func needsBlank(_ text: String, _ part: String, after node: MathNode?) -> Bool {
    guard let node, text.last != " ", let first = part.first else { return false }
    switch node {
    case .limits: return true
    case .scripts: return first == "(" || first.isLetter || first == "\\"
    case .atom where first.isNumber: return text.last?.isNumber ?? false
    default: return first.isLetter && endsInCommand(text)
    }
  }

  /// Whether a letter behind it would belong to its last command.
  private static func endsInCommand(_ text: String) -> Bool {
    let run = text.reversed().prefix { $0.isASCII && $0.isLetter }
    return !run.isEmpty && text.dropLast(run.count).last == "\\"
  }

  /// A part of a row: a row within it keeps its braces.
  private static func element(_ node: MathNode) -> String {
    if case .row = node { braced(node) } else { written(node) }
  }

  private static func braced(_ node: MathNode) -> String { "{\(latex(node))}" }

  /// What scripts are put at: one sign, or a group.
  private static func signOrGroup(_ node: MathNode) -> String {
    switch node {
    case .atom: latex(node)
    default: braced(node)
    }
  }

  private static func scripts(_ sub: MathNode?, _ sup: MathNode?) -> String {
    (sub.map { "_" + script($0) } ?? "") + (sup.map { "^" + script($0) } ?? "")
  }

  /// One letter or digit stands without braces.
  private static func script(_ node: MathNode) -> String {
    // Scripts stand close, here as on paper.
    let text = if case .row(let nodes) = node { row(nodes, isTight: true) } else { latex(node) }
    let isPlain = text.utf8.count == 1 && text.first.map { $0.isLetter || $0.isNumber } ?? false
    return isPlain ? text : "{\(text)}"
  }

  // MARK: symbols

  private static func atom(_ text: String, _ kind: AtomClass) -> String {
    let scalars = Array(text.unicodeScalars)
    // `f'` is one symbol with its prime.
    if scalars.count > 1, scalars.last == "′" { return signOrGroup(.atom(String(text.dropLast()), kind)) + "'" }
    if scalars.count > 1, scalars.last == "\u{338}" {
      return "\\not" + braced(.atom(String(String.UnicodeScalarView(scalars.dropLast())), kind))
    }
    let isNumber = !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
    if isNumber { return text }
    if scalars.count == 1, let scalar = scalars.first, !special.contains(scalar) {
      if scalar == "−", kind == .binary { return "-" }
      if scalar == "∗", kind == .binary { return "*" }
      if scalar.isASCII, MathSymbols.plain(scalar) == node(text, kind) { return text }
    }
    let name = LaTeXCommands.table.first { if case .symbol(text, kind) = $0.meaning { true } else { false } }
    if let name { return "\\\(name.name)" }
    if scalars.count == 1, let scalar = scalars.first, MathSymbols.plain(scalar) == node(text, kind) { return text }
    switch kind {
    case .bigOperator: return "\\operatorname{\(text.replacing(" ", with: "\\,"))}"
    case .binary: return "\\mathbin{\(inner(text))}"
    case .relation: return "\\mathrel{\(inner(text))}"
    case .open: return "\\mathopen{\(inner(text))}"
    case .close: return "\\mathclose{\(inner(text))}"
    case .punctuation: return "\\mathpunct{\(inner(text))}"
    // A sign before a number, not between two.
    case .ordinary where text == "−": return "\\mathord{-}"
    case .ordinary, .inner: return scalars.count == 1 ? "\\mathord{\(inner(text))}" : "\\mathrm{\(text)}"
    }
  }

  private static func node(_ text: String, _ kind: AtomClass) -> MathNode { .atom(text, kind) }

  /// What mean something else in a formula.
  private static let special: Set<Unicode.Scalar> = ["\\", "{", "}", "$", "%", "&", "#", "_", "^", "~", "'"]

  /// A symbol of any class.
  private static func inner(_ text: String) -> String {
    let name = LaTeXCommands.table.first { if case .symbol(text, _) = $0.meaning { true } else { false } }
    if let name { return "\\\(name.name)" }
    return text.unicodeScalars.count == 1 ? text : "\\mathrm{\(text)}"
  }

  private static func command(_ isMeant: (LaTeXCommands.Meaning) -> Bool) -> String {
    LaTeXCommands.table.first { isMeant($0.meaning) }.map { "\\" + $0.name } ?? ""
  }

  private static func space(_ columns: Int) -> String {
    switch columns {
    case ..<0: "\\!"
    case 0: "{}"
    case 1: "\\,"
    case 2: "\\quad"
    case 4: "\\qquad"
    default: "\\hspace{\(columns / 2)\(columns % 2 == 0 ? "" : ".5")em}"
    }
  }

  private static func delimiter(_ text: String) -> String {
    guard !text.isEmpty else { return "." }
    if let scalar = text.unicodeScalars.first, scalar.isASCII, MathSymbols.plainDelimiters.contains(scalar) {
      return text
    }
    return MathSymbols.delimiterCommand(text).map { "\\\($0)" + ($0.last?.isLetter == true ? " " : "") } ?? text
  }

  private static func escaped(_ words: String) -> String {
    words.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\textbackslash{}"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      case "{", "}", "$", "%", "&", "#", "_": result += "\\\(character)"
      default: result.append(character)
      }
    }
  }

  private static func styled(_ body: MathNode, _ ink: MathInk) -> String {
    if let color = ink.color { return "\\textcolor{\(color.rawValue)}\(braced(body))" }
    guard ink.isBold else { return element(body) }
    if case .text(let words) = body { return "\\textbf{\(escaped(words))}" }
    return "\\boldsymbol" + braced(body)
  }

  // MARK: grids

  private static func grid(_ rows: [[MathNode]], _ kind: MathNode.Grid) -> String {
    func rule(_ row: Int, _ rules: [Int: MathNode.Array.Rule]) -> String {
      switch rules[row] {
      case .single: "\\hline "
      case .double: "\\hline \\hline "
      case .dashed: "\\hdashline "
      case nil: ""
      }
    }
    func environment(
      _ name: String, _ columns: String = "", ruled: [Int: MathNode.Array.Rule] = [:],
      lines: [Int: [ClosedRange<Int>]] = [:], spans: [MathNode.Array.Span] = []
    ) -> String {
      func partial(_ row: Int) -> String {
        (lines[row] ?? []).map { "\\cline{\($0.lowerBound + 1)-\($0.upperBound + 1)} " }.joined()
      }
      func cells(_ row: [MathNode], _ index: Int) -> String {
        var column = 0
        var texts: [String] = []
        while column < row.count {
          let span = spans.first { $0.row == index && $0.column == column }
          texts.append(
            span.map {
              let letter = $0.alignment == .left ? "l" : $0.alignment == .right ? "r" : "c"
              return "\\multicolumn{\($0.count)}{\(letter)}{\(latex(row[column]))}"
            } ?? latex(row[column]))
          column += span?.count ?? 1
        }
        return texts.joined(separator: " & ")
      }

      var text = ""
      for (index, row) in rows.enumerated() {
        if name == "aligned", row.count == 1, case .row(let nodes) = row[0], nodes.count == 1 {
          text += "\\intertext{\(words(nodes[0]))} "
          continue
        }
        let isLast = index == rows.count - 1 && ruled[rows.count] == nil && lines[rows.count] == nil
        text += partial(index) + rule(index, ruled) + cells(row, index) + (isLast ? " " : " \\\\ ")
      }
      return "\\begin{\(name)}\(columns) \(text)\(partial(rows.count))\(rule(rows.count, ruled))\\end{\(name)}"
    }
    switch kind {
    case .cases: return environment("cases")
    case .aligned: return environment("aligned")
    case .stack: return environment("gathered")
    case .matrix(let open, let close, let alignment):
      let star = alignment == .center ? "" : "*"
      let option = alignment == .center ? "" : alignment == .left ? "[l]" : "[r]"
      if let name = MathSymbols.matrixName(open, close) { return environment(name + star, option) }
      return "\\left\(delimiter(open))\(environment("matrix" + star, option))\\right\(delimiter(close))"
    case .array(let array):
      var columns = ""
      for index in 0...array.columns.count {
        columns += array.rulesBefore[index].map { $0 == .single ? "|" : $0 == .double ? "||" : ":" } ?? ""
        columns += array.between[index].map { "@{\(latex($0))}" } ?? ""
        guard index < array.columns.count else { break }
        columns += array.columns[index] == .left ? "l" : array.columns[index] == .center ? "c" : "r"
      }
      return environment(
        "array", "{\(columns)}", ruled: array.rulesAbove, lines: array.linesAbove, spans: array.spans)
    }
  }
}
