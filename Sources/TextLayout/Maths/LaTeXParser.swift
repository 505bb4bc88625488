/// Why a formula cannot be read: the 1-based column in its source and what would be right.
package struct LaTeXError: Error, Equatable, Sendable {
  package let column: Int
  package let message: String
}

/// Reads LaTeX mathematics into a `MathNode`.
///
///     formula  = row { \\ row }
///     row      = { element }                       up to }, &, \\, \end, \right or the end
///     element  = base { ' | _ argument | ^ argument }
///     base     = symbol | number | { row } | command
///     argument = symbol | digit | { row } | command
///     command  = \name with its arguments          unknown ones become a `source` node
///
/// Nesting is limited to `depthLimit`; a malformed formula is an error with its column, never a guess.
package struct LaTeXParser {
  package static let depthLimit = 200
  package static let lengthLimit = 20_000

  var scalars: [Unicode.Scalar]
  var position = 0
  private var depth = 0
  /// The author's own commands; those that the formula defines join them.
  var macros: LaTeXMacros
  var expansions = 0
  /// The source's column of each scalar, once a macro has been put in.
  var columns: [Int]?
  /// The command just read takes its scripts as limits (`true`) or beside it (`false`), whatever its name.
  var forcesLimits: Bool?
  /// The number of the row that is being read: `\tag{…}`, wherever it stands.
  var tag: MathNode?

  package static func parse(_ latex: String, macros: LaTeXMacros = [:]) throws(LaTeXError) -> MathNode {
    var macros = macros
    return try parse(latex, defining: &macros)
  }

  /// - Parameter macros: the author's commands; those that the formula defines are added, also where it cannot be read.
  package static func parse(_ latex: String, defining macros: inout LaTeXMacros) throws(LaTeXError) -> MathNode {
    var parser = LaTeXParser(latex, macros)
    defer { macros = parser.macros }
    guard parser.scalars.count <= lengthLimit else {
      throw LaTeXError(column: lengthLimit + 1, message: "a formula of more than \(lengthLimit) characters; split it")
    }
    return try parser.whole()
  }

  /// What stands in an argument that is read by itself: as deep as the place where it stands.
  func parsed(_ latex: String) throws(LaTeXError) -> MathNode {
    var parser = LaTeXParser(latex, macros)
    (parser.depth, parser.expansions) = (depth, expansions)
    return try parser.whole()
  }

  private mutating func whole() throws(LaTeXError) -> MathNode {
    let node = try rows(areNumbered: true)
    if let next = peek { throw error("`\(shown(next))` closes nothing; remove it or open a group") }
    return node
  }

  init(reading latex: String, _ macros: LaTeXMacros) { self.init(latex, macros) }

  private init(_ latex: String, _ macros: LaTeXMacros) {
    scalars = []
    scalars.reserveCapacity(latex.utf8.count)
    for scalar in latex.unicodeScalars { scalars.append(scalar) }
    self.macros = macros
  }

  /// An error at a 0-based place, the current one without it.
  func error(_ message: String, at place: Int? = nil) -> LaTeXError {
    let place = place ?? position
    guard let columns else { return LaTeXError(column: place + 1, message: message) }
    return LaTeXError(column: place < columns.count ? columns[place] : (columns.last ?? 0) + 1, message: message)
  }

  var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  func shown(_ scalar: Unicode.Scalar) -> String {
    scalar == "\\" ? "\\" + (commandName(at: position + 1)) : String(scalar)
  }

  mutating func skipSpace() {
    while let next = peek, next == " " || (next.value < 14 && next.value > 8) || isRareSpace(next) { position += 1 }
  }

  private func isRareSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.value > 127 && scalar.properties.isWhitespace }

  // MARK: grammar

  /// Runs `body` one level deeper.
  mutating func nested<T>(_ body: (inout LaTeXParser) throws(LaTeXError) -> T) throws(LaTeXError) -> T {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw error("nested deeper than \(Self.depthLimit) levels") }
    return try body(&self)
  }

  /// - Parameter closing: a sign of its own that ends the row, as `]` of an optional argument.
  mutating func row(upTo closing: Unicode.Scalar? = nil) throws(LaTeXError) -> MathNode {
    try nested { parser throws(LaTeXError) in
      var nodes: [MathNode] = []
      while true {
        parser.skipSpace()
        guard let next = parser.peek, next != "}", next != "&", next != closing, !parser.atRowEnd else { break }
        if next == "\\", let infix = parser.infix() {
          let above: MathNode = nodes.count == 1 ? nodes[0] : .row(nodes)
          return try parser.stacked(infix, above, upTo: closing)
        }
        try parser.element(into: &nodes)
      }
      return nodes.count == 1 ? nodes[0] : .row(nodes)
    }
  }

  /// Rows that `\\` parts; a single one is itself.
  ///
  /// - Parameter areNumbered: a `\\tag` among them is theirs, not of the formula they stand in.
  mutating func rows(areNumbered: Bool = false) throws(LaTeXError) -> MathNode {
    var rows: [[MathNode]] = []
    repeat {
      let node = try row()
      rows.append([areNumbered ? tagged(node) : node])
    } while try takeRowBreak() != nil
    if rows.count > 1, rows.last == [.row([])] { rows.removeLast() }
    return rows.count == 1 ? rows[0][0] : .grid(rows, .stack)
  }

  /// The cell with the tag that was read in its row.
  mutating func tagged(_ node: MathNode) -> MathNode {
    guard let tag else { return node }
    self.tag = nil
    if case .row(let nodes) = node { return .row(nodes + [.tag(tag)]) }
    return .row([node, .tag(tag)])
  }

  /// `\\`, `\\*`, `\\[1ex]`, `\cr`, `\newline`.
  ///
  /// - Returns: the rows of cells that stay empty between the two; `nil` where no row ends.
  mutating func takeRowBreak() throws(LaTeXError) -> Int? {
    guard peek == "\\", ["\\", "cr", "newline", "tabularnewline"].contains(commandName(at: position + 1)) else {
      return nil
    }
    _ = takeCommand()
    if peek == "*" { position += 1 }
    guard peek == "[" else { return 0 }
    let start = position
    if let text = try bracketed(), let columns = Self.columns(ofLength: text) { return columns >= 2 ? 1 : 0 }
    position = start
    return 0
  }

  /// Whether something stands here that ends a row, as `\\`, `\end` and `\right` do.
  var atRowEnd: Bool {
    guard peek == "\\", position + 1 < scalars.count else { return false }
    switch scalars[position + 1] {
    case "\\", ")": return true
    case "e": return isCommand("end") || isCommand("egroup")
    case "r": return isCommand("right")
    case "c": return isCommand("cr")
    case "n": return isCommand("newline")
    case "t": return isCommand("tabularnewline")
    case "o": return isCommand("of")
    default: return false
    }
  }

  /// `\over`, `\choose` and their kin stand between what they put on each other.
  private mutating func infix() -> String? {
    guard position + 1 < scalars.count, "ocab".unicodeScalars.contains(scalars[position + 1]) else { return nil }
    let name = commandName(at: position + 1)
    guard Self.infixes.contains(name) else { return nil }
    return takeCommand()
  }

  private static let infixes = [
    "over", "choose", "atop", "above", "brace", "brack", "overwithdelims", "atopwithdelims", "abovewithdelims",
  ]

  private mutating func stacked(_ name: String, _ above: MathNode, upTo closing: Unicode.Scalar?) throws(LaTeXError)
    -> MathNode
  {
    var fences: (String, String)?
    if name.hasSuffix("withdelims") {
      let open = try delimiter(after: "\\" + name)
      fences = (open, try delimiter(after: "\\" + name))
    }
    if name.hasPrefix("above") { _ = try length(name) }
    let below = try row(upTo: closing)
    let hasBar = name.hasPrefix("over") || name.hasPrefix("above")
    let body: MathNode = hasBar ? .fraction(above, below) : .grid([[above], [below]], .stack)
    switch name {
    case "choose": return .fenced("(", body, ")")
    case "brace": return .fenced("{", body, "}")
    case "brack": return .fenced("[", body, "]")
    default: return fences.map { .fenced($0.0, body, $0.1) } ?? body
    }
  }

  /// Whether the command at this place has that name.
  func isCommand(_ name: StaticString) -> Bool {
    let end = position + 1 + name.utf8CodeUnitCount
    guard end <= scalars.count, end == scalars.count || !Self.isLetter(scalars[end]) else { return false }
    return name.withUTF8Buffer { bytes in
      bytes.indices.allSatisfy { scalars[position + 1 + $0].value == UInt32(bytes[$0]) }
    }
  }

  private mutating func element(into nodes: inout [MathNode]) throws(LaTeXError) {
    var base: MathNode = .row([])
    forcesLimits = nil
    if peek != "_" && peek != "^" && peek != "'" {
      let isGroup = peek == "{"
      guard let read = try self.base() else { return }
      // A group is an ordinary symbol, as the comma in `1{,}000` (The TeXbook, chapter 18).
      if isGroup, case .atom(let text, let kind) = read, [.punctuation, .binary, .relation].contains(kind) {
        base = .atom(text, .ordinary)
      } else {
        base = read
      }
    }
    var takesLimits = forcesLimits ?? MathSymbols.takesLimits(base)
    var sub: MathNode?
    var sup: MathNode?
    while true {
      skipSpace()
      switch peek {
      case "'", "’":
        position += 1
        base = primed(base)
        continue
      case "_":
        guard sub == nil else { throw error("a second subscript; group with braces") }
        position += 1
        sub = try argument(of: "_")
        continue
      case "^":
        guard sup == nil else { throw error("a second superscript; group with braces") }
        position += 1
        let script = try argument(of: "^")
        // `f^{\prime}` is `f'`.
        if let primes = Self.primes(script) {
          for _ in 0..<primes { base = primed(base) }
        } else {
          sup = script
        }
        continue
      case "\\" where position + 1 < scalars.count && (scalars[position + 1] == "l" || scalars[position + 1] == "n"):
        guard isCommand("limits") || isCommand("nolimits") else { break }
        takesLimits = takeCommand() == "limits"
        continue
      default: break
      }
      break
    }
    forcesLimits = nil
    // `90^\circ` is 90°.
    if case .atom("∘", _)? = sup, sub == nil, !takesLimits {
      nodes += [base, .atom("°", .ordinary)]
    } else if sub == nil && sup == nil {
      nodes.append(base)
    } else if takesLimits {
      nodes.append(.limits(base, lower: sub, upper: sup))
    } else {
      nodes.append(.scripts(base: base, sub: sub, sup: sup))
    }
  }

  /// How many primes a script is, where it is nothing else.
  static func primes(_ script: MathNode) -> Int? {
    switch script {
    case .atom(let text, _): return !text.isEmpty && text.allSatisfy { $0 == "′" } ? text.count : nil
    case .row(let nodes):
      // `{'}` is a prime on nothing.
      let parts = nodes.filter { $0 != .row([]) }
      return parts.isEmpty ? nil : parts.reduce(0) { sum, node in sum.flatMap { sum in primes(node).map { sum + $0 } } }
    default: return nil
    }
  }

  func primed(_ base: MathNode) -> MathNode {
    if case .atom(let text, let kind) = base { return .atom(text + "′", kind) }
    return .row([base, .atom("′", .ordinary)])
  }

  /// One base; `nil` where a command draws nothing (`\displaystyle`).
  mutating func base() throws(LaTeXError) -> MathNode? {
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
      try skipComment()
      return nil
    case "$":
      throw error("`$` inside a formula; write \\$ for a dollar sign")
    default:
      position += 1
      return MathSymbols.plain(next)
    }
  }

  private mutating func number() -> MathNode {
    let start = position
    while let next = peek, ("0"..."9").contains(next) || next == "." { position += 1 }
    return .atom(source(from: start), .ordinary)
  }

  /// `%` to the end of its line; behind a number it was meant as a sign.
  mutating func skipComment() throws(LaTeXError) {
    var before = position - 1
    while before >= 0, scalars[before] == " " { before -= 1 }
    if before >= 0, before == position - 1, ("0"..."9").contains(scalars[before]) {
      throw error("`%` begins a comment; write \\% for a percent sign")
    }
    while let next = peek, next != "\n" { position += 1 }
  }

  mutating func group() throws(LaTeXError) -> MathNode {
    let start = position
    position += 1
    let node = try rows()
    guard peek == "}" else { throw error("`{` is never closed; add `}`", at: start) }
    position += 1
    return node
  }

  mutating func argument(of owner: String) throws(LaTeXError) -> MathNode {
    skipSpace()
    guard let next = peek, next != "}", next != "&", !atRowEnd else {
      throw error("`\(owner)` lacks its argument; add {…}")
    }
    if ("0"..."9").contains(next) {
      position += 1
      return .atom(String(next), .ordinary)
    }
    return try nested { parser throws(LaTeXError) in try parser.base() ?? .row([]) }
  }

  /// `[…]` where there is one.
  mutating func option() throws(LaTeXError) -> MathNode? {
    skipSpace()
    guard peek == "[" else { return nil }
    let start = position
    position += 1
    let node = try row(upTo: "]")
    guard peek == "]" else { throw error("`[` is never closed; add `]`", at: start) }
    position += 1
    return node
  }

  // MARK: text of the source

  /// The name after a backslash: letters, or one other character.
  func commandName(at start: Int) -> String {
    guard start < scalars.count else { return "" }
    var end = start
    while end < scalars.count, Self.isLetter(scalars[end]) { end += 1 }
    return text(start..<max(end, start + 1))
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  mutating func takeCommand() -> String {
    let start = position + 1
    let name = commandName(at: start)
    position = start
    while let next = peek, Self.isLetter(next) { position += 1 }
    if position == start && position < scalars.count { position += 1 }
    return name
  }

  func text(_ range: Range<Int>) -> String {
    // Commands and numbers are ASCII: their bytes are the text.
    if range.allSatisfy({ scalars[$0].isASCII }) {
      return String(unsafeUninitializedCapacity: range.count) { buffer in
        for (offset, index) in range.enumerated() { buffer[offset] = UInt8(truncatingIfNeeded: scalars[index].value) }
        return range.count
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }

  func source(from start: Int) -> String { text(start..<position) }

  /// The text of a `{…}` argument as it stands.
  mutating func verbatim(of name: String) throws(LaTeXError) -> String {
    skipSpace()
    guard peek == "{" else { throw error("`\\\(name)` lacks its argument; add {…}") }
    let start = position
    var level = 0
    while let next = peek {
      position += 1
      if next == "\\" && peek != nil {
        position += 1
        continue
      }
      if next == "{" { level += 1 }
      if next == "}" { level -= 1 }
      if level == 0 { return text((start + 1)..<(position - 1)) }
    }
    throw error("`{` is never closed; add `}`", at: start)
  }
}
