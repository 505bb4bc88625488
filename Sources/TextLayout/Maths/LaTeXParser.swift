/// Why a formula cannot be read: the 1-based column in its source and what would be right.
package struct LaTeXError: Error, Equatable, Sendable {
  package let column: Int
  package let message: String
}

/// Reads LaTeX mathematics into a `MathNode`.
///
///     row      = { element }                       up to }, &, \\, \end, \right or the end
///     element  = base { ' | _ argument | ^ argument }
///     base     = symbol | number | { row } | command
///     argument = symbol | digit | { row } | command
///     command  = \name with its arguments          unknown ones become a `source` node
///
/// Nesting is limited to `depthLimit`; a malformed formula is an error with its column, never a guess.
package struct LaTeXParser {
  package static let depthLimit = 200

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  package static func parse(_ latex: String) throws(LaTeXError) -> MathNode {
    var parser = LaTeXParser(latex)
    let node = try parser.row()
    if let next = parser.peek {
      throw LaTeXError(
        column: parser.position + 1, message: "`\(parser.shown(next))` closes nothing; remove it or open a group")
    }
    return node
  }

  private init(_ latex: String) { scalars = Array(latex.unicodeScalars) }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private func shown(_ scalar: Unicode.Scalar) -> String {
    scalar == "\\" ? "\\" + (commandName(at: position + 1)) : String(scalar)
  }

  private mutating func skipSpace() {
    while let next = peek, next.properties.isWhitespace { position += 1 }
  }

  // MARK: grammar

  private mutating func row() throws(LaTeXError) -> MathNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw LaTeXError(column: position + 1, message: "nested deeper than \(Self.depthLimit) levels")
    }
    var nodes: [MathNode] = []
    while true {
      skipSpace()
      guard let next = peek, next != "}", next != "&", !atRowEnd else { break }
      try element(into: &nodes)
    }
    return nodes.count == 1 ? nodes[0] : .row(nodes)
  }

  /// At `\\`, `\end` or `\right`.
  private var atRowEnd: Bool {
    guard peek == "\\" else { return false }
    let name = commandName(at: position + 1)
    return name == "\\" || name == "end" || name == "right"
  }

  private mutating func element(into nodes: inout [MathNode]) throws(LaTeXError) {
    var base: MathNode = .row([])
    if peek != "_" && peek != "^" {
      guard let read = try self.base() else { return }
      base = read
    }
    var sub: MathNode?
    var sup: MathNode?
    while true {
      skipSpace()
      switch peek {
      case "'":
        position += 1
        base = primed(base)
        continue
      case "_":
        guard sub == nil else {
          throw LaTeXError(column: position + 1, message: "a second subscript; group with braces")
        }
        position += 1
        sub = try argument(of: "_")
        continue
      case "^":
        guard sup == nil else {
          throw LaTeXError(column: position + 1, message: "a second superscript; group with braces")
        }
        position += 1
        sup = try argument(of: "^")
        continue
      case "\\" where ["limits", "nolimits"].contains(commandName(at: position + 1)):
        _ = takeCommand()
        continue
      default: break
      }
      break
    }
    if sub == nil && sup == nil {
      nodes.append(base)
    } else if case .atom(let text, .bigOperator) = base, MathSymbols.takesLimits(text) {
      nodes.append(.limits(base, lower: sub, upper: sup))
    } else {
      nodes.append(.scripts(base: base, sub: sub, sup: sup))
    }
  }

  private func primed(_ base: MathNode) -> MathNode {
    if case .atom(let text, let kind) = base { return .atom(text + "′", kind) }
    return .row([base, .atom("′", .ordinary)])
  }

  /// One base; `nil` where a command draws nothing (`\displaystyle`).
  private mutating func base() throws(LaTeXError) -> MathNode? {
    guard let next = peek else { return nil }
    switch next {
    case "{":
      return try group()
    case "\\":
      return try command()
    case "0"..."9", ".":
      return number()
    case "~":
      position += 1
      return .space(1)
    case "%":
      throw LaTeXError(column: position + 1, message: "`%` begins a comment; write \\% for a percent sign")
    case "$":
      throw LaTeXError(column: position + 1, message: "`$` inside a formula; write \\$ for a dollar sign")
    default:
      position += 1
      return .atom(Self.plainText(next), Self.plainClass(next))
    }
  }

  private mutating func number() -> MathNode {
    var text = ""
    while let next = peek, ("0"..."9").contains(next) || next == "." {
      text.unicodeScalars.append(next)
      position += 1
    }
    return .atom(text, .ordinary)
  }

  private static func plainText(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "-": "−"
    case "*": "∗"
    default: String(scalar)
    }
  }

  private static func plainClass(_ scalar: Unicode.Scalar) -> AtomClass {
    switch scalar {
    case "+", "-", "−", "*", "·", "⊙", "×": .binary
    case "=", "<", ">", ":", "≤", "≥", "≠", "≈", "∈", "→": .relation
    case "(", "[": .open
    case ")", "]", "!", "?": .close
    case ",", ";": .punctuation
    case "∑", "∏": .bigOperator
    default: .ordinary
    }
  }

  private mutating func group() throws(LaTeXError) -> MathNode {
    let start = position
    position += 1
    let node = try row()
    guard peek == "}" else { throw LaTeXError(column: start + 1, message: "`{` is never closed; add `}`") }
    position += 1
    return node
  }

  private mutating func argument(of owner: String) throws(LaTeXError) -> MathNode {
    skipSpace()
    guard let next = peek, next != "}", next != "&", !atRowEnd else {
      throw LaTeXError(column: position + 1, message: "`\(owner)` lacks its argument; add {…}")
    }
    if ("0"..."9").contains(next) {
      position += 1
      return .atom(String(next), .ordinary)
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw LaTeXError(column: position + 1, message: "nested deeper than \(Self.depthLimit) levels")
    }
    return try base() ?? .row([])
  }

  // MARK: commands

  /// The name after a backslash: letters, or one other character.
  private func commandName(at start: Int) -> String {
    guard start < scalars.count else { return "" }
    var end = start
    while end < scalars.count, scalars[end].isASCII, scalars[end].properties.isAlphabetic { end += 1 }
    if end == start { end += 1 }
    var name = String.UnicodeScalarView()
    for scalar in scalars[start..<end] { name.append(scalar) }
    return String(name)
  }

  private mutating func takeCommand() -> String {
    let name = commandName(at: position + 1)
    position += 1 + name.unicodeScalars.count
    return name
  }

  private mutating func command() throws(LaTeXError) -> MathNode? {
    let start = position
    let name = takeCommand()
    guard !name.isEmpty else { throw LaTeXError(column: start + 1, message: "a lone `\\` at the end; name a command") }
    if let node = MathSymbols.atom(name) { return node }
    if let mark = MathSymbols.accents[name] { return .accent(try argument(of: "\\" + name), mark) }
    switch name {
    case "frac", "dfrac", "tfrac":
      let numerator = try argument(of: "\\" + name)
      return .fraction(numerator, try argument(of: "\\" + name))
    case "text", "mbox", "textrm", "textit", "textbf":
      return .text(try verbatim(of: name))
    case "mathrm", "operatorname", "mathbf", "mathit", "mathsf", "boldsymbol":
      let text = try verbatim(of: name)
      guard !text.contains("\\") && !text.contains("{") else { return .source(source(from: start)) }
      let word = text.filter { !$0.isWhitespace }
      return .atom(word, name == "operatorname" ? .bigOperator : .ordinary)
    case "mathbb": return .atom(try lettered(name, MathSymbols.blackboard), .ordinary)
    case "mathcal": return .atom(try lettered(name, MathSymbols.calligraphic), .ordinary)
    case "sqrt":
      skipSpace()
      let index = peek == "[" ? try bracketed() : nil
      return .root(try argument(of: "\\sqrt"), index: index)
    case "left": return try fenced(start)
    case "begin": return try environment(start)
    case ",", ":", " ", ";", ">", "enspace": return .space(1)
    case "!", "displaystyle", "textstyle", "limits", "nolimits": return nil
    case "quad": return .space(2)
    case "qquad": return .space(4)
    default:
      // Its arguments belong to it: shown together, in reading order.
      while peek == "{" { _ = try group() }
      return .source(source(from: start))
    }
  }

  private func source(from start: Int) -> String {
    var text = String.UnicodeScalarView()
    for scalar in scalars[start..<position] { text.append(scalar) }
    return String(text)
  }

  /// The text of a `{…}` argument as it stands.
  private mutating func verbatim(of name: String) throws(LaTeXError) -> String {
    skipSpace()
    guard peek == "{" else {
      throw LaTeXError(column: position + 1, message: "`\\\(name)` lacks its argument; add {…}")
    }
    let start = position
    var level = 0
    while let next = peek {
      if next == "{" { level += 1 }
      if next == "}" { level -= 1 }
      position += 1
      if level == 0 {
        var text = String.UnicodeScalarView()
        for scalar in scalars[(start + 1)..<(position - 1)] { text.append(scalar) }
        return String(text)
      }
    }
    throw LaTeXError(column: start + 1, message: "`{` is never closed; add `}`")
  }

  private mutating func lettered(_ name: String, _ table: [Character: String]) throws(LaTeXError) -> String {
    skipSpace()
    if let next = peek, next != "{" {
      position += 1
      return table[Character(next)] ?? String(next)
    }
    return try verbatim(of: name).map { table[$0] ?? String($0) }.joined()
  }

  private mutating func bracketed() throws(LaTeXError) -> MathNode {
    let start = position
    position += 1
    var nodes: [MathNode] = []
    while true {
      skipSpace()
      guard let next = peek, next != "}", next != "&", !atRowEnd else {
        throw LaTeXError(column: start + 1, message: "`[` is never closed; add `]`")
      }
      if next == "]" { break }
      try element(into: &nodes)
    }
    position += 1
    return .row(nodes)
  }

  private mutating func delimiter(after command: String) throws(LaTeXError) -> String {
    skipSpace()
    guard let next = peek else {
      throw LaTeXError(
        column: position + 1, message: "`\(command)` lacks its delimiter; write \(command)( or \(command).")
    }
    if next == "\\" {
      let name = takeCommand()
      guard case .atom(let text, _) = MathSymbols.atom(name) else {
        throw LaTeXError(column: position, message: "`\\\(name)` is no delimiter")
      }
      return text
    }
    position += 1
    return next == "." ? "" : String(next)
  }

  private mutating func fenced(_ start: Int) throws(LaTeXError) -> MathNode {
    let open = try delimiter(after: "\\left")
    let body = try row()
    guard peek == "\\", commandName(at: position + 1) == "right" else {
      throw LaTeXError(column: start + 1, message: "`\\left` is never closed; add `\\right`")
    }
    _ = takeCommand()
    return .fenced(open, body, try delimiter(after: "\\right"))
  }

  private static let matrixFences: [String: (String, String)] = [
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"), "smallmatrix": ("", ""),
  ]

  private mutating func environment(_ start: Int) throws(LaTeXError) -> MathNode {
    let name = try verbatim(of: "begin")
    var rows: [[MathNode]] = [[]]
    while true {
      rows[rows.count - 1].append(try row())
      guard let next = peek, next == "&" || next == "\\" else {
        throw LaTeXError(column: start + 1, message: "`\\begin{\(name)}` is never closed; add `\\end{\(name)}`")
      }
      if next == "&" {
        position += 1
        continue
      }
      let column = position + 1
      let command = takeCommand()
      if command == "\\" {
        rows.append([])
        continue
      }
      guard command == "end" else {
        throw LaTeXError(column: column, message: "`\\\(command)` closes nothing; remove it or open a group")
      }
      let closed = try verbatim(of: "end")
      guard closed == name else {
        throw LaTeXError(column: column, message: "`\\begin{\(name)}` is closed by `\\end{\(closed)}`; use one name")
      }
      break
    }
    // A `\\` after the last row opens no new one.
    if rows.count > 1, rows.last == [.row([])] { rows.removeLast() }
    if name == "cases" { return .grid(rows, .cases) }
    if ["aligned", "align", "align*", "split", "gathered"].contains(name) { return .grid(rows, .aligned) }
    if let (open, close) = Self.matrixFences[name] { return .grid(rows, .matrix(open: open, close: close)) }
    return .source(source(from: start))
  }
}
