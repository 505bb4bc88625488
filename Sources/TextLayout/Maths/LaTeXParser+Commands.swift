/// What stands behind a backslash.
extension LaTeXParser {
  mutating func command() throws(LaTeXError) -> MathNode? {
    let start = position
    let name = takeCommand()
    guard !name.isEmpty else { throw error("a lone `\\` at the end; name a command", at: start) }
    // The author's own commands come first: they may redefine ours.
    if !macros.isEmpty, let macro = macros[name] {
      if let primitive = macro.primitive { return try command(primitive, start) }
      try expand(name, macro, start)
      return try nested { parser throws(LaTeXError) in try parser.base() }
    }
    return try command(name, start)
  }

  private mutating func command(_ name: String, _ start: Int) throws(LaTeXError) -> MathNode? {
    switch LaTeXCommands[name] {
    case .symbol(let text, let kind): return .atom(text, kind)
    case .space(let columns): return .space(columns)
    case .accent(let mark): return Self.accented(try argument(of: "\\" + name), mark)
    case .decoration(let decoration):
      // `\cancel[color=red]{x}`: what is in brackets is of pens that cells do not have.
      if decoration == .cancel { _ = try bracketed() }
      return .decorated(try argument(of: "\\" + name), decoration)
    case .arrow(let arrow):
      let lower = try option()
      return .arrow(arrow, lower: lower, upper: try argument(of: "\\" + name))
    case .alphabet(let alphabet): return Self.word(Self.lettered(try argument(of: "\\" + name), alphabet))
    case .silent: return nil
    case .fraction:
      let numerator = try argument(of: "\\" + name)
      return .fraction(numerator, try argument(of: "\\" + name))
    case nil: break
    }
    if ["label", "vphantom", "require", "usepackage", "hypersetup"].contains(name) {
      _ = try verbatim(of: name)
      return nil
    }
    if try define(by: name) { return nil }
    if name == "tag" {
      let isPlain = peek == "*"
      if isPlain { position += 1 }
      let words = try textArgument(of: name)
      tag = isPlain ? words : .row([.text("("), words, .text(")")])
      return nil
    }
    if let node = try structure(name, start) { return node }
    if let node = try fraction(name) { return node }
    if let node = try dressed(name, start) { return node }
    if let node = try physics(name) { return node }
    if let sign = MathSigns[name] { return .atom(String(sign.character), sign.kind) }
    if let node = try looseLetter(name, start) { return node }
    // Its arguments belong to it: shown together, in reading order.
    while peek == "{" { _ = try group() }
    return .source(source(from: start))
  }

  /// A mark belongs to one symbol and stands before its scripts; a script on it is one of the marked symbol.
  private static func accented(_ body: MathNode, _ mark: Unicode.Scalar) -> MathNode {
    guard case .scripts(let base, let sub, let sup) = body, case .atom(let text, _) = base, text.count == 1 else {
      return .accent(body, mark)
    }
    return .scripts(base: .accent(base, mark), sub: sub, sup: sup)
  }

  // MARK: structure

  private mutating func structure(_ name: String, _ start: Int) throws(LaTeXError) -> MathNode? {
    let owner = "\\" + name
    switch name {
    case "overset", "stackrel":
      let lower = name == "stackrel" ? try option() : nil
      let upper = try argument(of: owner)
      let base = try argument(of: owner)
      let node: MathNode = .limits(base, lower: lower, upper: upper)
      return name == "stackrel" ? .classed(node, .relation) : node
    case "underset":
      let lower = try argument(of: owner)
      return .limits(try argument(of: owner), lower: lower, upper: nil)
    case "overunderset":
      let upper = try argument(of: owner)
      let lower = try argument(of: owner)
      return .limits(try argument(of: owner), lower: lower, upper: upper)
    case "buildrel":
      var upper: [MathNode] = []
      skipSpace()
      while peek != nil, !isCommand("over") || peek != "\\" {
        guard peek != "}", peek != "&", !atRowEnd else { throw error("`\\buildrel` lacks its `\\over`", at: start) }
        if let node = try base() { upper.append(node) }
        skipSpace()
      }
      _ = takeCommand()
      return .classed(.limits(try argument(of: owner), lower: nil, upper: .row(upper)), .relation)
    case "sideset":
      let left = try scriptsOnly(owner)
      let right = try scriptsOnly(owner)
      skipSpace()
      guard let base = try self.base() else { return nil }
      forcesLimits = true
      var parts: [MathNode] = []
      if let left { parts.append(.scripts(base: .row([]), sub: left.sub, sup: left.sup)) }
      if let right, right.sub == nil, let sup = right.sup, let primes = Self.primes(sup) {
        parts.append((0..<primes).reduce(base) { node, _ in primed(node) })
      } else {
        parts.append(right.map { .scripts(base: base, sub: $0.sub, sup: $0.sup) } ?? base)
      }
      if parts.count == 1, case .atom = parts[0] { return parts[0] }
      return .classed(parts.count == 1 ? parts[0] : .row(parts), .bigOperator)
    case "prescript":
      let upper = try argument(of: owner)
      let lower = try argument(of: owner)
      func script(_ node: MathNode) -> MathNode? { node == .row([]) ? nil : node }
      let before: MathNode = .scripts(base: .row([]), sub: script(lower), sup: script(upper))
      return .row([before, try argument(of: owner)])
    case "substack": return .grid(try bracedRows(owner), .stack)
    case "cases": return .grid(try bracedRows(owner, hasWords: true), .cases)
    case "matrix": return .grid(try bracedRows(owner), .matrix(open: "", close: ""))
    case "pmatrix": return .grid(try bracedRows(owner), .matrix(open: "(", close: ")"))
    case "root":
      let index = try row()
      guard isCommand("of") else { throw error("`\\root` lacks its `\\of`", at: start) }
      _ = takeCommand()
      return .root(try argument(of: owner), index: index)
    case "bgroup":
      let body = try rows()
      guard peek == "\\", isCommand("egroup") else {
        throw error("`\\bgroup` is never closed; add `\\egroup`", at: start)
      }
      _ = takeCommand()
      return body
    case "sqrt":
      let index = try option()
      return .root(try argument(of: owner), index: index)
    case "left": return try fenced(start)
    case "middle": return .stretched(try delimiter(after: owner), .relation)
    case "begin": return try environment(start)
    case "not": return try negated(owner)
    case "pmod": return .row([.space(1), .text("(mod "), try argument(of: owner), .text(")")])
    case "pod": return .row([.space(1), .text("("), try argument(of: owner), .text(")")])
    case "bmod": return .atom("mod", .binary)
    case "mod": return .row([.space(1), .text("mod "), try argument(of: owner)])
    case "hspace", "mspace", "hskip", "kern", "mkern", "mskip":
      return .space(try length(name))
    case "phantom", "hphantom": return .phantom(try argument(of: owner))
    case "smash", "raisebox", "lower", "raise", "mathstrut":
      _ = try bracketed()
      if name != "smash" { _ = try length(name) }
      return try argument(of: owner)
    case "mathstyle", "ensuremath", "mathclap", "mathrlap", "mathllap", "clap", "rlap", "llap", "vcenter", "mathinner",
      "middleclap", "mathord", "mathsurround":
      return name == "mathord" || name == "mathinner"
        ? try reclassified(name, .ordinary)
        : ["clap", "rlap", "llap"].contains(name) ? try textArgument(of: name) : try argument(of: owner)
    case "mathchoice":
      let display = try argument(of: owner)
      for _ in 0..<3 { _ = try argument(of: owner) }
      return display
    case "cancelto":
      let value = try argument(of: owner)
      return .scripts(
        base: .decorated(try argument(of: owner), .cancel), sub: nil, sup: .row([.atom("→", .relation), value]))
    case "varlimsup": return .classed(.decorated(.atom("lim", .ordinary), .overline), .bigOperator)
    case "varliminf": return .classed(.decorated(.atom("lim", .ordinary), .underline), .bigOperator)
    case "varinjlim": return .classed(.decorated(.atom("lim", .ordinary), .underRightArrow), .bigOperator)
    case "varprojlim": return .classed(.decorated(.atom("lim", .ordinary), .underLeftArrow), .bigOperator)
    case "intop", "ointop":
      forcesLimits = true
      return .atom(name == "intop" ? "∫" : "∮", .bigOperator)
    case "rule":
      _ = try bracketed()
      let width = try length(name)
      let start = position
      let height = try length(name)
      // A thin one is a line; of no height, or no width, it only keeps room.
      if height == 0, width > 0, text(start..<position).contains(where: { ("1"..."9").contains($0) }) {
        return .atom(String(repeating: "─", count: width), .ordinary)
      }
      return width == 0 || height == 0 ? .space(width) : .atom(String(repeating: "█", count: width), .ordinary)
    case "phase": return .row([.atom("∠", .ordinary), try argument(of: "\\phase")])
    case "angl", "angln":
      let body = name == "angln" ? .atom("n", .ordinary) : try argument(of: "\\angl")
      return .row([.decorated(body, .overline), .atom("|", .ordinary)])
    case "verb":
      if peek == "*" { position += 1 }
      guard let mark = peek, mark != " " else { throw error("`\\verb` lacks its text; write \\verb|…|") }
      position += 1
      let from = position
      while let next = peek, next != mark { position += 1 }
      guard peek == mark else { throw error("`\\verb` is never closed; add `\(mark)`", at: start) }
      defer { position += 1 }
      return .text(text(from..<position))
    case "unicode", "char": return try character(name)
    case "eqref": return .text("(\(try verbatim(of: name)))")
    case "ref": return .text(try verbatim(of: name))
    default:
      guard let size = ["big", "Big", "bigg", "Bigg"].first(where: { name.hasPrefix($0) }) else { return nil }
      let side = name.dropFirst(size.count).drop { $0 == "g" }
      guard ["", "l", "r", "m"].contains(side) else { return nil }
      let text = try bigDelimiter(after: owner)
      let kind: AtomClass =
        switch side {
        case "l": .open
        case "r": .close
        case "m": .relation
        default: MathSymbols.delimiterClass(text)
        }
      return text.isEmpty ? .space(0) : .stretched(text, kind)
    }
  }

  /// The rows and cells of `{a & b \\ c & d}`.
  ///
  /// - Parameter hasWords: the second cell of a row may be words, as those of plain TeX's `\\cases` are.
  private mutating func bracedRows(_ owner: String, hasWords: Bool = false) throws(LaTeXError) -> [[MathNode]] {
    skipSpace()
    guard peek == "{" else { throw error("`\(owner)` lacks its argument; add {…}") }
    let start = position
    position += 1
    var rows = [[try row()]]
    while true {
      if peek == "&" {
        position += 1
        skipSpace()
        rows[rows.count - 1].append(hasWords && atWords ? try textRow(isCell: true) : try row())
      } else if try takeRowBreak() != nil {
        rows.append([try row()])
      } else {
        break
      }
    }
    guard peek == "}" else { throw error("`{` is never closed; add `}`", at: start) }
    position += 1
    if rows.count > 1, rows.last == [.row([])] { rows.removeLast() }
    return rows
  }

  /// Whether the cell that begins here has a word and nothing that only a formula has.
  private var atWords: Bool {
    let cell = scalars[position...].prefix { $0 != "&" && $0 != "}" && $0 != "\\" }
    let words = cell.split { !Self.isLetter($0) }
    return words.contains { $0.count > 1 } && !cell.contains("_") && !cell.contains("^")
  }

  /// `{_1^2}`: scripts that wait for their base.
  private mutating func scriptsOnly(_ owner: String) throws(LaTeXError) -> (sub: MathNode?, sup: MathNode?)? {
    switch try argument(of: owner) {
    case .scripts(.row([]), let sub, let sup): return (sub, sup)
    case .row([]): return nil
    case .row(let nodes) where nodes.count == 2 && nodes[0] == .row([]): return (nil, nodes[1])
    case let other: return (nil, other)
    }
  }

  /// `\char"2211`, `\unicode{x2211}`.
  private mutating func character(_ name: String) throws(LaTeXError) -> MathNode {
    skipSpace()
    var digits = ""
    if peek == "{" {
      digits = try verbatim(of: name)
    } else {
      while let next = peek, next == "\"" || next == "'" || next.properties.isASCIIHexDigit {
        digits.unicodeScalars.append(next)
        position += 1
      }
    }
    let isHex = digits.hasPrefix("x") || digits.hasPrefix("\"") || digits.hasPrefix("0x")
    let number = digits.drop { $0 == "\"" || $0 == "x" }
    guard let value = UInt32(number, radix: isHex ? 16 : 10), let scalar = Unicode.Scalar(value), value > 31,
      !(127..<160).contains(value)
    else { throw error("`\\\(name)` needs the number of a character, as \\\(name){x2211}") }
    return MathSymbols.plain(scalar)
  }

  /// Binomials, and fractions that say how they look.
  private mutating func fraction(_ name: String) throws(LaTeXError) -> MathNode? {
    let owner = "\\" + name
    switch name {
    case "cfrac":
      _ = try option()
      let numerator = try argument(of: owner)
      return .fraction(numerator, try argument(of: owner))
    case "binom", "dbinom", "tbinom":
      let upper = try argument(of: owner)
      return .fenced("(", .grid([[upper], [try argument(of: owner)]], .stack), ")")
    case "genfrac":
      func fence() throws(LaTeXError) -> String {
        skipSpace()
        if peek != "{" { return try delimiter(after: owner) }
        let text = try verbatim(of: name).filter { $0 != " " }
        return text.isEmpty ? "" : MathSymbols.delimiter(text.hasPrefix("\\") ? String(text.dropFirst()) : text) ?? text
      }
      let open = try fence()
      let close = try fence()
      let bar = try verbatim(of: name).filter { $0 != " " }
      _ = try verbatim(of: name)
      let numerator = try argument(of: owner)
      let denominator = try argument(of: owner)
      let hasBar = !bar.hasPrefix("0") || bar.hasPrefix("0.") && bar.contains { "123456789".contains($0) }
      let body: MathNode = hasBar ? .fraction(numerator, denominator) : .grid([[numerator], [denominator]], .stack)
      return open.isEmpty && close.isEmpty ? body : .fenced(open, body, close)
    default: return nil
    }
  }

  /// Brackets and derivatives of the packages braket and physics.
  private mutating func physics(_ name: String) throws(LaTeXError) -> MathNode? {
    let owner = "\\" + name
    switch name {
    case "bra", "Bra": return .fenced("⟨", try argument(of: owner), "|")
    case "ket", "Ket": return .fenced("|", try argument(of: owner), "⟩")
    case "braket", "Braket":
      let first = try argument(of: owner)
      skipSpace()
      // The package braket takes `⟨a|b⟩` in one group, physics in two.
      guard peek == "{" else { return .fenced("⟨", first, "⟩") }
      return .fenced("⟨", .row([first, .atom("|", .ordinary), try argument(of: owner)]), "⟩")
    case "set", "Set": return .fenced("{", try argument(of: owner), "}")
    case "abs": return .fenced("|", try argument(of: owner), "|")
    case "norm": return .fenced("‖", try argument(of: owner), "‖")
    case "dv", "pdv":
      let order = try bracketed()
      let sign: MathNode = .atom(name == "dv" ? "d" : "∂", .ordinary)
      func raised(_ node: MathNode) throws(LaTeXError) -> MathNode {
        try order.map { text throws(LaTeXError) in
          .scripts(base: node, sub: nil, sup: try parsed(text))
        } ?? node
      }
      func parts(_ node: MathNode) -> [MathNode] { if case .row(let nodes) = node { nodes } else { [node] } }
      let above = try argument(of: owner)
      skipSpace()
      // One argument alone is the variable.
      guard peek == "{" else { return .fraction(try raised(sign), .row([sign, try raised(above)])) }
      let below = try argument(of: owner)
      skipSpace()
      if peek == "{", order == nil {
        // A third argument is the second variable.
        let second = try argument(of: owner)
        return .fraction(
          .row([.scripts(base: sign, sub: nil, sup: .atom("2", .ordinary))] + parts(above)),
          .row([sign, below, sign, second]))
      }
      return .fraction(.row([try raised(sign)] + parts(above)), .row([sign, try raised(below)]))
    default: return nil
    }
  }

  private mutating func negated(_ owner: String) throws(LaTeXError) -> MathNode {
    let node = try argument(of: owner)
    guard case .atom(let text, let kind) = node else { return .decorated(node, .cancel) }
    return .atom(MathSymbols.negations[text] ?? text + "\u{338}", kind)
  }

  /// `{1em}`, `{12pt}`, `18mu`: in columns, two to an em.
  mutating func length(_ name: String) throws(LaTeXError) -> Int {
    skipSpace()
    if peek == "*" { position += 1 }
    skipSpace()
    var text: String
    if peek == "{" {
      text = try verbatim(of: name)
    } else {
      let start = position
      while let next = peek, next == "-" || next == "+" || next == "." || ("0"..."9").contains(next) { position += 1 }
      // A unit has two letters: `\kern1emb` is followed by a b.
      while let next = peek, next == " " { position += 1 }
      let unit = position
      while let next = peek, Self.isLetter(next), position - unit < 2 { position += 1 }
      text = source(from: start)
    }
    guard let columns = Self.columns(ofLength: text) else { throw error("`\\\(name)` needs a length such as {1em}") }
    return columns
  }

  /// A length in columns; `nil` where the text is none.
  static func columns(ofLength text: String) -> Int? {
    let text = text.filter { $0 != " " }
    let number = text.prefix { $0 == "-" || $0 == "+" || $0 == "." || $0.isNumber }
    guard let value = Double(number),
      let ems = [
        "em": 1, "ex": 0.5, "pt": 0.1, "mu": 1.0 / 18, "cm": 2.8, "mm": 0.28, "px": 0.08, "in": 7.2, "bp": 0.1,
      ][
        text.dropFirst(number.count)]
    else { return nil }
    return Int(min(200, max(-1, (value * ems * 2).rounded())))
  }

  // MARK: letters and looks

  private mutating func dressed(_ name: String, _ start: Int) throws(LaTeXError) -> MathNode? {
    switch name {
    case _ where Self.textFonts.contains(name): return try textArgument(of: name, isTypewriter: name == "texttt")
    case "emph": return try textArgument(of: name)
    case "textbf": return .styled(try textArgument(of: name), MathInk(isBold: true))
    case "mathrm", "mathit", "mathsf", "mathtt", "mathnormal", "mathup", "mathsfit", "symrm", "symup", "symit", "symsf",
      "symtt", "symnormal":
      return try upright(name)
    case "mathbf", "boldsymbol", "bm", "pmb", "symbf", "bold", "mathbold", "mathbfit", "symbfit", "mathbfsf", "symbfsf":
      return .styled(try upright(name), MathInk(isBold: true))
    case "bf", "boldmath", "bfseries": return .styled(try row(), MathInk(isBold: true))
    case "cal": return Self.word(Self.lettered(try row(), .mathcal))
    case "operatorname":
      if peek == "*" {
        position += 1
        return try operatorName(name, limits: true)
      }
      return try operatorName(name, limits: nil)
    case "mathop":
      let node = try upright(name)
      forcesLimits = true
      return Self.classed(node, .bigOperator)
    case "mathbin": return try reclassified(name, .binary)
    case "mathrel": return try reclassified(name, .relation)
    case "mathopen": return try reclassified(name, .open)
    case "mathclose": return try reclassified(name, .close)
    case "mathpunct": return try reclassified(name, .punctuation)
    case "color", "textcolor", "colorbox", "fcolorbox":
      if name == "fcolorbox" { _ = try colorName(name) }
      let ink = MathInk(color: try colorName(name))
      skipSpace()
      // `\color{red}` without braces holds to the end of its group.
      if name == "color" && peek != "{" { return .styled(try row(), ink) }
      if name == "fcolorbox" { return .decorated(.styled(try textArgument(of: name), ink), .box) }
      if name == "colorbox" { return .styled(try textArgument(of: name), ink) }
      return .styled(try argument(of: "\\" + name), ink)
    default: return nil
    }
  }

  /// `{red}`, `red`, `[rgb]{1,0,0}`; a colour of numbers is none that a terminal is asked for.
  mutating func colorName(_ name: String) throws(LaTeXError) -> MathInk.Color? {
    let model = try bracketed()
    skipSpace()
    if peek != "{", let next = peek, Self.isLetter(next) {
      let start = position
      while let next = peek, Self.isLetter(next) { position += 1 }
      return Self.color(source(from: start))
    }
    let wanted = try verbatim(of: name)
    return model == nil ? Self.color(wanted) : nil
  }

  private static func color(_ name: String) -> MathInk.Color? {
    if let color = MathInk.Color(rawValue: name.lowercased()) { return color }
    let others: [String: MathInk.Color] = [
      "orange": .yellow, "purple": .magenta, "violet": .magenta, "pink": .magenta, "teal": .cyan, "olive": .green,
      "brown": .yellow, "navy": .blue, "maroon": .red, "lime": .green,
    ]
    return others[name.lowercased()]
  }

  private mutating func operatorName(_ name: String, limits: Bool?) throws(LaTeXError) -> MathNode {
    let word = try upright(name)
    forcesLimits = limits
    // `arg\,max` is two words.
    if case .row(let nodes) = word,
      nodes.allSatisfy({ if case .atom(_, .ordinary) = $0 { true } else if case .space = $0 { true } else { false } })
    {
      let text = nodes.reduce(into: "") { text, node in
        if case .atom(let letter, _) = node { text += letter }
        if case .space(let columns) = node, columns > 0, !text.hasSuffix(" ") { text += " " }
      }
      return .atom(text, .bigOperator)
    }
    return Self.classed(word, .bigOperator)
  }

  private mutating func reclassified(_ name: String, _ kind: AtomClass) throws(LaTeXError) -> MathNode {
    Self.classed(try argument(of: "\\" + name), kind)
  }

  private static func classed(_ node: MathNode, _ kind: AtomClass) -> MathNode {
    if case .row(let nodes) = node, nodes.contains(where: { if case .space = $0 { true } else { false } }) {
      return .classed(node, kind)
    }
    return MathLayout.plainText(node).map { .atom($0, kind) } ?? .classed(node, kind)
  }

  /// A word as one atom; with commands inside an ordinary formula.
  private mutating func upright(_ name: String) throws(LaTeXError) -> MathNode {
    skipSpace()
    guard peek == "{" else { return try argument(of: "\\" + name) }
    let place = position
    let text = try verbatim(of: name)
    guard
      text.unicodeScalars.allSatisfy({
        $0 == " " || $0 == "-" || $0 == "*" || $0 == "," || $0.properties.isAlphabetic
          || $0.properties.numericType != nil
      })
    else {
      position = place
      let node = try group()
      // `\mathrm{=>}` is still a relation.
      if case .row(let nodes) = node, !nodes.isEmpty,
        nodes.allSatisfy({ if case .atom(_, .relation) = $0 { true } else { false } })
      {
        return Self.classed(node, .relation)
      }
      return node
    }
    return .atom(text.filter { $0 != " " }, .ordinary)
  }

  /// The letters of a formula in another alphabet; what it lacks stays as it is.
  private static func lettered(_ node: MathNode, _ alphabet: MathAlphabet) -> MathNode {
    switch node {
    case .atom(let text, let kind): .atom(text.reduce("") { $0 + alphabet.letter($1) }, kind)
    case .row(let nodes): .row(nodes.map { lettered($0, alphabet) })
    case .scripts(let base, let sub, let sup):
      .scripts(
        base: lettered(base, alphabet), sub: sub.map { lettered($0, alphabet) }, sup: sup.map { lettered($0, alphabet) }
      )
    case .accent(let body, let mark): .accent(lettered(body, alphabet), mark)
    case .styled(let body, let ink): .styled(lettered(body, alphabet), ink)
    case .classed(let body, let kind): .classed(lettered(body, alphabet), kind)
    default: node
    }
  }

  /// Words stand together: `\mathcal{LN}` is one symbol.
  private static func word(_ node: MathNode) -> MathNode {
    guard case .row(let nodes) = node, !nodes.isEmpty,
      nodes.allSatisfy({ if case .atom(_, .ordinary) = $0 { true } else { false } }),
      let text = MathLayout.plainText(node)
    else { return node }
    return .atom(text, .ordinary)
  }
}
