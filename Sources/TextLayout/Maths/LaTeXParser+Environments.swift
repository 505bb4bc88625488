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
    guard MathSymbols.plainDelimiters.contains(next) else { throw error("`\(next)` is no delimiter") }
    position += 1
    return switch next {
    case ".": ""
    case "<": "⟨"
    case ">": "⟩"
    default: String(next)
    }
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
    "aligned", "align", "align*", "alignat", "alignat*", "alignedat", "split", "eqnarray", "eqnarray*", "flalign",
  ]

  private static let gathered = [
    "gathered", "gather", "gather*", "equation", "equation*", "multline", "multline*", "subarray", "displaymath",
  ]

  mutating func environment(_ start: Int) throws(LaTeXError) -> MathNode {
    let name = try verbatim(of: "begin")
    var array: MathNode.Array?
    if name == "array" || name == "subarray" || name.hasPrefix("alignat") || name == "alignedat" {
      skipSpace()
      if peek == "[" { _ = try option() }
      let place = position
      let text = try verbatim(of: "begin{\(name)}")
      if name == "array" { array = try columns(text, at: place) }
    } else if name.hasPrefix("aligned") || name == "gathered" {
      _ = try option()
    }
    var rows: [[MathNode]] = [[]]
    var rulesAbove: Set<Int> = []
    while true {
      while rule() { rulesAbove.insert(rows.count - 1) }
      rows[rows.count - 1].append(try row())
      guard let next = peek, next == "&" || next == "\\" else {
        throw error("`\\begin{\(name)}` is never closed; add `\\end{\(name)}`", at: start)
      }
      if next == "&" {
        position += 1
        continue
      }
      let place = position
      let command = takeCommand()
      if command == "\\" || command == "cr" {
        // `\\[4pt]`: the distance has no meaning in rows of cells.
        if peek == "[" { _ = try option() }
        rows.append([])
        continue
      }
      guard command == "end" else {
        throw error("`\\\(command)` closes nothing; remove it or open a group", at: place)
      }
      let closed = try verbatim(of: "end")
      guard closed == name else {
        throw error("`\\begin{\(name)}` is closed by `\\end{\(closed)}`; use one name", at: place)
      }
      break
    }
    // A `\\` after the last row opens no new one.
    if rows.count > 1, rows.last == [.row([])] { rows.removeLast() }
    if var array {
      array.rulesAbove = rulesAbove.filter { $0 <= rows.count }
      return .grid(rows, .array(array))
    }
    if name == "cases" || name == "dcases" { return .grid(rows, .cases) }
    if name == "rcases" { return .fenced("", .grid(rows, .matrix(open: "", close: "")), "}") }
    if Self.aligned.contains(name) { return .grid(rows, .aligned) }
    if Self.gathered.contains(name) { return .grid(rows, rows.contains { $0.count > 1 } ? .aligned : .stack) }
    if let (open, close) = Self.matrixFences(name) ?? Self.matrixFences(String(name.dropLast())) {
      return .grid(rows, .matrix(open: open, close: close))
    }
    return .source(source(from: start))
  }

  /// `\hline` and its kin.
  private mutating func rule() -> Bool {
    skipSpace()
    guard peek == "\\", ["hline", "toprule", "midrule", "bottomrule"].contains(commandName(at: position + 1)) else {
      return false
    }
    _ = takeCommand()
    return true
  }

  /// `{c|rl}`.
  private func columns(_ text: String, at place: Int) throws(LaTeXError) -> MathNode.Array {
    var array = MathNode.Array()
    for character in text where character != " " {
      switch character {
      case "l": array.columns.append(.left)
      case "c": array.columns.append(.center)
      case "r": array.columns.append(.right)
      case "|": array.rulesBefore.insert(array.columns.count)
      default: throw error("`\(character)` is no column of an array; use l, c, r and |", at: place)
      }
    }
    return array
  }
}
