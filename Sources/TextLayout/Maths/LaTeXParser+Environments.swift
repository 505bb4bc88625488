/// Fences and environments.
extension LaTeXParser {
  mutating func delimiter(after command: String) throws(LaTeXError) -> String {
    skipSpace()
    guard let next = peek else { throw error("`\(command)` lacks its delimiter; write \(command)( or \(command).") }
    if next == "\\" {
      let start = position
      let name = takeCommand()
      guard let text = MathSymbols.delimiter(name) else { throw error("`\\\(name)` is no delimiter", at: start) }
      return text
    }
    guard MathSymbols.plainDelimiters.contains(next) else {
      throw error("`\(next)` is no delimiter" + (next == "{" || next == "}" ? "; write `\\\(next)`" : ""))
    }
    position += 1
    return switch next {
    case ".": ""
    case "<": "⟨"
    case ">": "⟩"
    default: String(next)
    }
  }

  /// `\Big{\{}` is `\Big\{`.
  mutating func bigDelimiter(after command: String) throws(LaTeXError) -> String {
    skipSpace()
    guard peek == "{" else { return try delimiter(after: command) }
    let start = position
    position += 1
    skipSpace()
    // Markdown makes it of `\Big\{`.
    guard let next = peek, next == "\\" || MathSymbols.plainDelimiters.contains(next) else {
      throw error("`{` is no delimiter; write `\\{`", at: start)
    }
    let text = try delimiter(after: command)
    skipSpace()
    guard peek == "}" else { throw error("`\(command)` takes one delimiter; add `}`") }
    position += 1
    return text
  }

  mutating func fenced(_ start: Int) throws(LaTeXError) -> MathNode {
    let open = try delimiter(after: "\\left")
    let body = try row()
    guard peek == "\\", commandName(at: position + 1) == "right" else {
      throw error("`\\left` is never closed; add `\\right`", at: start)
    }
    _ = takeCommand()
    return .fenced(open, body, try delimiter(after: "\\right"))
  }

  private static func matrixFences(_ name: String) -> (String, String)? {
    MathSymbols.matrices.first { $0.0 == name }.map { ($0.1, $0.2) }
  }

  private static let aligned = [
    "aligned", "align", "align*", "alignat", "alignat*", "alignedat", "split", "flalign", "flalign*", "xalignat",
  ]

  /// Three columns, of which the middle one is a relation.
  private static let equationArrays = ["eqnarray", "eqnarray*", "IEEEeqnarray", "IEEEeqnarray*"]

  private static let gathered = [
    "gathered", "gather", "gather*", "equation", "equation*", "multline", "multline*", "multlined", "subarray",
    "displaymath", "math", "dmath", "dmath*",
  ]

  mutating func environment(_ start: Int) throws(LaTeXError) -> MathNode {
    let name = try verbatim(of: "begin")
    if name == "CD" { return try diagram(start) }
    var array: MathNode.Array?
    var cells: [ArrayColumn] = []
    var alignment: MathNode.Array.Alignment = .center
    var label: MathNode?
    switch name {
    case "array", "darray", "subarray", "tabular", "IEEEeqnarray", "IEEEeqnarray*":
      _ = try bracketed()
      skipSpace()
      let place = position
      let text = try verbatim(of: "begin{\(name)}")
      if name.hasSuffix("array") && !name.hasPrefix("sub") && !name.hasPrefix("IEEE") {
        (array, cells) = try columns(text, at: place)
      }
    case "alignat", "alignat*", "alignedat", "xalignat", "xalignat*":
      _ = try bracketed()
      _ = try verbatim(of: "begin{\(name)}")
    case "numcases", "subnumcases": label = try argument(of: "\\begin{\(name)}")
    case _ where name.hasPrefix("aligned") || name.hasPrefix("gathered") || name == "multlined": _ = try bracketed()
    case _ where name.hasSuffix("matrix*"):
      if let text = try bracketed() {
        switch text.filter({ $0 != " " }).last {
        case "l": alignment = .left
        case "r": alignment = .right
        default: break
        }
      }
    default: break
    }
    let isWords = name == "cases*" || name == "dcases*" || name == "rcases*" || label != nil
    var rows: [[MathNode]] = [[]]
    var rulesAbove: [Int: MathNode.Array.Rule] = [:]
    var linesAbove: [Int: [ClosedRange<Int>]] = [:]
    var spans: [MathNode.Array.Span] = []
    while true {
      if rows[rows.count - 1].isEmpty {
        let row = rows.count - 1
        while true {
          if let line = try partialRule() {
            linesAbove[row, default: []].append(line)
          } else if let rule = try rule() {
            rulesAbove[row] = rulesAbove[row] == nil ? rule : rule == .dashed ? .dashed : .double
          } else {
            break
          }
        }
        if let words = try interruption() {
          rows[rows.count - 1] = [words]
          rows.append([])
          continue
        }
      }
      let column = rows[rows.count - 1].count
      if isWords && column == 1 {
        skipSpace()
        rows[rows.count - 1].append(try textRow(isCell: true))
      } else if let (cell, span) = try spanned(row: rows.count - 1, column: column) {
        rows[rows.count - 1] += [cell] + Array(repeating: .row([]), count: span.count - 1)
        spans.append(span)
        skipSpace()
      } else {
        let cell = try row()
        let dress = column < cells.count ? cells[column] : ArrayColumn()
        rows[rows.count - 1].append(dress.isPlain ? cell : .row(dress.before + [cell] + dress.after))
      }
      if peek == "&" {
        position += 1
        continue
      }
      let place = position
      if let gap = try takeRowBreak() {
        closeRow(&rows)
        if gap > 0 { rows.append([]) }
        rows.append([])
        continue
      }
      guard peek == "\\" else {
        throw error("`\\begin{\(name)}` is never closed; add `\\end{\(name)}`", at: start)
      }
      let command = takeCommand()
      guard command == "end" else {
        throw error("`\\\(command)` closes nothing; remove it or open a group", at: place)
      }
      let closed = try verbatim(of: "end")
      guard closed == name else {
        throw error("`\\begin{\(name)}` is closed by `\\end{\(closed)}`; use one name", at: place)
      }
      break
    }
    closeRow(&rows)
    // A `\\` after the last row opens no new one.
    while rows.count > 1, rows.last == [.row([])] || rows.last?.isEmpty == true { rows.removeLast() }
    rulesAbove = rulesAbove.filter { $0.key <= rows.count }
    if var array {
      array.rulesAbove = rulesAbove
      array.linesAbove = linesAbove
      array.spans = spans
      return .grid(rows, .array(array))
    }
    if name.hasSuffix("cases") || name.hasSuffix("cases*") {
      if name.hasSuffix("rcases") || name == "rcases*" {
        return .fenced("", .grid(rows, .matrix(open: "", close: "", .left)), "}")
      }
      let cases: MathNode = .grid(rows, .cases)
      return label.map { .row([$0, cases]) } ?? cases
    }
    if Self.equationArrays.contains(name) { return .grid(rows.map(Self.paired), .aligned) }
    if Self.aligned.contains(name) { return .grid(rows, .aligned) }
    if Self.gathered.contains(name) { return .grid(rows, rows.contains { $0.count > 1 } ? .aligned : .stack) }
    let plain = name.hasSuffix("*") ? String(name.dropLast()) : name
    if let (open, close) = Self.matrixFences(plain.replacing("smallmatrix", with: "matrix")) {
      guard rulesAbove.isEmpty, linesAbove.isEmpty, spans.isEmpty else {
        var ruled = MathNode.Array()
        ruled.linesAbove = linesAbove
        ruled.spans = spans
        ruled.columns = Array(repeating: alignment, count: rows.map(\.count).max() ?? 1)
        ruled.rulesAbove = rulesAbove
        return .fenced(open, .grid(rows, .array(ruled)), close)
      }
      return .grid(rows, .matrix(open: open, close: close, alignment))
    }
    return .source(source(from: start))
  }

  /// The tag of a row stands behind its last cell.
  private mutating func closeRow(_ rows: inout [[MathNode]]) {
    guard let last = rows[rows.count - 1].popLast() else { return }
    rows[rows.count - 1].append(tagged(last))
  }

  /// `a & = & b` as a pair of columns.
  private static func paired(_ row: [MathNode]) -> [MathNode] {
    row.count < 3
      ? row : [row[0], .row(row.dropFirst().flatMap { if case .row(let nodes) = $0 { nodes } else { [$0] } })]
  }

  /// `\intertext{…}`: words between rows.
  private mutating func interruption() throws(LaTeXError) -> MathNode? {
    skipSpace()
    guard peek == "\\" else { return nil }
    let name = commandName(at: position + 1)
    guard name == "intertext" || name == "shortintertext" else { return nil }
    _ = takeCommand()
    return .row([try textArgument(of: name)])
  }

  /// `\multicolumn{2}{c}{…}`: a cell that takes the place of several.
  private mutating func spanned(
    row: Int, column: Int
  ) throws(LaTeXError) -> (cell: MathNode, MathNode.Array.Span)? {
    skipSpace()
    guard peek == "\\", isCommand("multicolumn") || isCommand("hdotsfor") else { return nil }
    let start = position
    let name = takeCommand()
    _ = try bracketed()
    guard let count = Int(try verbatim(of: name).filter { $0 != " " }), (1...50).contains(count) else {
      throw error("`\\\(name)` lacks its number of columns; write \\\(name){2}", at: start)
    }
    func span(_ alignment: MathNode.Array.Alignment) -> MathNode.Array.Span {
      MathNode.Array.Span(row: row, column: column, count: count, alignment: alignment)
    }
    guard name == "multicolumn" else {
      return (.row(Array(repeating: .atom("…", .inner), count: count)), span(.center))
    }
    let letter = try verbatim(of: name).first { "lcr".contains($0) }
    return (try argument(of: "\\multicolumn"), span(letter == "l" ? .left : letter == "r" ? .right : .center))
  }

  /// `\cline{2-3}`, `\cmidrule(lr){2-3}`: a rule under some columns, the first of which is 0.
  private mutating func partialRule() throws(LaTeXError) -> ClosedRange<Int>? {
    skipSpace()
    let start = position
    guard peek == "\\", isCommand("cline") || isCommand("cmidrule") else { return nil }
    let name = takeCommand()
    skipSpace()
    if peek == "(" {
      while let next = peek, next != ")" { position += 1 }
      position += peek == nil ? 0 : 1
    }
    let ends = try verbatim(of: name).split(separator: "-").map { Int($0.filter { $0 != " " }) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, (1...50).contains(first),
      (first...50).contains(last)
    else { throw error("`\\\(name)` takes columns, as in \\\(name){2-3}", at: start) }
    return (first - 1)...(last - 1)
  }

  /// `\hline` and its kin.
  private mutating func rule() throws(LaTeXError) -> MathNode.Array.Rule? {
    skipSpace()
    guard peek == "\\" else { return nil }
    let name = commandName(at: position + 1)
    switch name {
    case "hline", "toprule", "midrule", "bottomrule":
      _ = takeCommand()
      return .single
    case "hdashline":
      _ = takeCommand()
      return .dashed
    default: return nil
    }
  }

  /// What stands before and after each cell of a column: `>{…}`, `<{…}`.
  struct ArrayColumn {
    var before: [MathNode] = []
    var after: [MathNode] = []
    var isPlain: Bool { before.isEmpty && after.isEmpty }
  }

  /// `{c|rl}`, `{*{3}{c}}`, `{@{}l@{\quad}p{2cm}}`, `{>{\sin}c<{x}}`.
  private func columns(_ text: String, at place: Int, depth: Int = 0) throws(LaTeXError) -> (
    MathNode.Array, [ArrayColumn]
  ) {
    var array = MathNode.Array()
    var cells: [ArrayColumn] = []
    var waiting: [MathNode] = []
    var inner = LaTeXParser(reading: text, macros)
    func inside<T>(_ body: () throws(LaTeXError) -> T) throws(LaTeXError) -> T {
      do throws(LaTeXError) { return try body() } catch { throw self.error(error.message, at: place) }
    }
    func formula() throws(LaTeXError) -> [MathNode] {
      let text = try inside { () throws(LaTeXError) in try inner.verbatim(of: "begin{array}") }
      let node = try inside { () throws(LaTeXError) in try parsed(text) }
      return node == .row([]) ? [] : [node]
    }
    while true {
      inner.skipSpace()
      guard let next = inner.peek else { return (array, cells) }
      inner.position += 1
      let column = array.columns.count
      switch next {
      case "l", "c", "r", "p", "m", "b":
        array.columns.append(next == "c" ? .center : next == "r" ? .right : .left)
        if next == "p" || next == "m" || next == "b" {
          _ = try inside { () throws(LaTeXError) in try inner.verbatim(of: "begin{array}") }
        }
        cells.append(ArrayColumn(before: waiting))
        waiting = []
      case "|": array.rulesBefore[column] = array.rulesBefore[column] == nil ? .single : .double
      case ":": array.rulesBefore[column] = .dashed
      case "@", "!":
        let node = try formula()
        array.between[column] = next == "@" ? node.first ?? .row([]) : .row([.space(1)] + node + [.space(1)])
      case ">": waiting += try formula()
      case "<":
        let node = try formula()
        if !cells.isEmpty { cells[cells.count - 1].after += node }
      case "*":
        let count = try inside { () throws(LaTeXError) in try inner.verbatim(of: "begin{array}") }
        let part = try inside { () throws(LaTeXError) in try inner.verbatim(of: "begin{array}") }
        guard let count = Int(count.filter { $0 != " " }), (0...100).contains(count), depth < 3 else {
          throw error("`*` in the columns of an array takes a number and columns, as *{3}{c}", at: place)
        }
        let (more, dress) = try columns(String(repeating: part, count: count), at: place, depth: depth + 1)
        for (index, rule) in more.rulesBefore { array.rulesBefore[column + index] = rule }
        for (index, node) in more.between { array.between[column + index] = node }
        array.columns += more.columns
        cells += dress
      default: throw error("`\(next)` is no column of an array; use l, c, r, |, p{…}, @{…} and *{3}{c}", at: place)
      }
    }
  }
}
