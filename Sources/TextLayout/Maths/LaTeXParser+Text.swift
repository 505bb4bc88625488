/// What stands in `\text{…}`: words, with the commands that words have.
extension LaTeXParser {
  /// The words of a command, in braces or a single letter.
  mutating func textArgument(of name: String, isTypewriter: Bool = false) throws(LaTeXError) -> MathNode {
    skipSpace()
    guard let next = peek, next != "}", next != "&" else { throw error("`\\\(name)` lacks its argument; add {…}") }
    guard next == "{" else {
      if next == "\\" {
        var nodes: [MathNode] = []
        var words = ""
        try textCommand(&words, &nodes)
        return Self.joined(words, nodes)
      }
      position += 1
      return .text(String(next))
    }
    let start = position
    position += 1
    let node = try textRow(isTypewriter: isTypewriter)
    guard peek == "}" else { throw error("`{` is never closed; add `}`", at: start) }
    position += 1
    return node
  }

  private static func joined(_ words: String, _ nodes: [MathNode]) -> MathNode {
    let all = words.isEmpty ? nodes : nodes + [.text(words)]
    return all.count == 1 ? all[0] : all.isEmpty ? .text("") : .row(all)
  }

  /// Words up to the end of their group; in a cell of a grid up to the cell's end.
  mutating func textRow(isCell: Bool = false, isTypewriter: Bool = false) throws(LaTeXError) -> MathNode {
    try nested { parser throws(LaTeXError) in
      var nodes: [MathNode] = []
      var words = ""
      while let next = parser.peek, next != "}" {
        if isCell, next == "&" || parser.atRowEnd { break }
        switch next {
        case "\\": try parser.textCommand(&words, &nodes)
        case "$":
          let start = parser.position
          parser.position += 1
          let formula = try parser.row(upTo: "$")
          guard parser.peek == "$" else { throw parser.error("a `$` without its partner among words", at: start) }
          parser.position += 1
          parser.flush(&words, &nodes)
          nodes.append(Self.amongWords(formula))
        case "{":
          let start = parser.position
          parser.position += 1
          let group = try parser.textRow(isTypewriter: isTypewriter)
          guard parser.peek == "}" else { throw parser.error("`{` is never closed; add `}`", at: start) }
          parser.position += 1
          if case .text(let more) = group {
            words += more
          } else {
            parser.flush(&words, &nodes)
            nodes.append(group)
          }
        case "%": try parser.skipComment()
        case "~":
          words += " "
          parser.position += 1
        case "`", "'", "-":
          if isTypewriter {
            words.unicodeScalars.append(next)
            parser.position += 1
          } else {
            words += parser.ligature(next)
          }
        default:
          if next.properties.isWhitespace {
            parser.skipSpace()
            words += " "
          } else {
            parser.position += 1
            words.unicodeScalars.append(next)
          }
        }
      }
      return Self.joined(words, nodes)
    }
  }

  /// A sign alone has no operands among words.
  private static func amongWords(_ formula: MathNode) -> MathNode {
    if case .atom(let text, let kind) = formula, kind != .bigOperator { .atom(text, .ordinary) } else { formula }
  }

  private mutating func flush(_ words: inout String, _ nodes: inout [MathNode]) {
    if !words.isEmpty { nodes.append(.text(words)) }
    words = ""
  }

  /// Quotes and dashes.
  private mutating func ligature(_ first: Unicode.Scalar) -> String {
    var count = 0
    while peek == first, count < (first == "-" ? 3 : 2) {
      position += 1
      count += 1
    }
    return switch first {
    case "`": count == 2 ? "“" : "‘"
    case "'": count == 2 ? "”" : "’"
    default: ["-", "–", "—"][count - 1]
    }
  }

  private mutating func textCommand(_ words: inout String, _ nodes: inout [MathNode]) throws(LaTeXError) {
    let start = position
    let name = takeCommand()
    if let mark = Self.textAccents[name] {
      let base = try textArgument(of: name)
      guard case .text(let letters) = base, let first = letters.unicodeScalars.first else {
        flush(&words, &nodes)
        nodes.append(base)
        return
      }
      words.unicodeScalars.append(first == "ı" ? "i" : first == "ȷ" ? "j" : first)
      words.unicodeScalars.append(mark)
      words.unicodeScalars.append(contentsOf: letters.unicodeScalars.dropFirst())
      return
    }
    if let letter = Self.textLetters[name] {
      words += letter
      // A name ends at the space behind it.
      if name.utf8.last.map({ $0 > 64 }) ?? false { skipSpace() }
      return
    }
    func styled(_ node: MathNode, _ ink: MathInk) -> MathNode { .styled(node, ink) }
    switch name {
    case "(":
      let formula = try row()
      guard peek == "\\", commandName(at: position + 1) == ")" else {
        throw error("`\\(` is never closed; add `\\)`", at: start)
      }
      _ = takeCommand()
      flush(&words, &nodes)
      nodes.append(Self.amongWords(formula))
    case "textbf":
      flush(&words, &nodes)
      nodes.append(styled(try textArgument(of: name), MathInk(isBold: true)))
    case "bf", "bfseries", "boldmath":
      flush(&words, &nodes)
      skipSpace()
      nodes.append(styled(try textRow(), MathInk(isBold: true)))
    case "color":
      let ink = MathInk(color: try colorName(name))
      flush(&words, &nodes)
      skipSpace()
      nodes.append(styled(try textRow(), ink))
    case "textcolor", "colorbox":
      let ink = MathInk(color: try colorName(name))
      flush(&words, &nodes)
      nodes.append(styled(try textArgument(of: name), ink))
    case "emph", "phantom", "fbox", "boxed":
      flush(&words, &nodes)
      let node = try textArgument(of: name)
      nodes.append(name == "emph" ? node : name == "phantom" ? .phantom(node) : .decorated(node, .box))
    case "tt", "ttfamily", "it", "itshape", "em", "rm", "rmfamily", "sf", "sffamily", "sl", "sc", "upshape", "mdseries":
      skipSpace()
    case "eqref", "ref", "cite":
      let key = try verbatim(of: name)
      words += name == "ref" ? key : name == "cite" ? "[\(key)]" : "(\(key))"
    default:
      if Self.textFonts.contains(name) {
        let node = try textArgument(of: name, isTypewriter: name == "texttt")
        flush(&words, &nodes)
        nodes.append(node)
        return
      }
      switch LaTeXCommands[name] {
      case .symbol(let text, _):
        words += text
        skipSpace()
      case .space(let columns): words += String(repeating: " ", count: max(0, columns))
      case .silent: skipSpace()
      case .decoration(let decoration):
        flush(&words, &nodes)
        nodes.append(.decorated(try textArgument(of: name), decoration))
      default:
        position = start
        flush(&words, &nodes)
        if let node = try command() { nodes.append(node) }
      }
    }
  }

  /// `\textit{…}` and its kin, which look like other words here.
  static let textFonts: Set<String> = [
    "text", "mbox", "hbox", "textrm", "textit", "textnormal", "textsf", "texttt", "textsc", "textup", "textmd",
    "textsl",
  ]

  /// A letter or an accented letter outside words.
  mutating func looseLetter(_ name: String, _ start: Int) throws(LaTeXError) -> MathNode? {
    guard
      Self.looseAccents.contains(name) || (Self.textLetters[name] != nil && name.utf8.first.map { $0 > 64 } ?? false)
    else { return nil }
    position = start
    var words = ""
    var nodes: [MathNode] = []
    try textCommand(&words, &nodes)
    return Self.joined(words, nodes)
  }

  private static let looseAccents: Set<String> = [
    "H", "c", "k", "r", "u", "v", "d", "b", "'", "\"", "`", "^", "~", "=", ".",
  ]

  private static let textAccents: [String: Unicode.Scalar] = [
    "'": "\u{301}", "`": "\u{300}", "\"": "\u{308}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}", ".": "\u{307}",
    "u": "\u{306}", "v": "\u{30C}", "H": "\u{30B}", "c": "\u{327}", "k": "\u{328}", "r": "\u{30A}", "d": "\u{323}",
    "b": "\u{331}",
  ]

  private static let textLetters: [String: String] = [
    " ": " ", "\n": " ", "\t": " ", ",": " ", ";": " ", ":": " ", ">": " ", "!": "", "/": "", "-": "", "@": "",
    "\\": " ",
    "{": "{", "}": "}", "$": "$", "%": "%", "&": "&", "#": "#", "_": "_", "i": "ı", "j": "ȷ", "l": "ł", "L": "Ł",
    "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "ss": "ß", "LaTeX": "LaTeX",
    "TeX": "TeX", "KaTeX": "KaTeX", "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^",
    "textunderscore": "_", "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "textbar": "|", "textless": "<", "textgreater": ">",
    "textdegree": "°", "textregistered": "®", "textellipsis": "…", "textbraceleft": "{", "textbraceright": "}",
  ]
}
