/// What stands behind a backslash.
extension LaTeXParser {
  mutating func command() throws(LaTeXError) -> MathNode? {
    let start = position
    let name = takeCommand()
    guard !name.isEmpty else { throw error("a lone `\\` at the end; name a command", at: start) }
    // The author's own commands come first: they may redefine ours.
    if !macros.isEmpty, let body = macros[name] {
      try expand(name, body, start)
      return try nested { parser throws(LaTeXError) in try parser.base() }
    }
    switch LaTeXCommands[name] {
    case .symbol(let text, let kind): return .atom(text, kind)
    case .space(let columns): return .space(columns)
    case .accent(let mark): return .accent(try argument(of: "\\" + name), mark)
    case .decoration(let decoration): return .decorated(try argument(of: "\\" + name), decoration)
    case .arrow(let arrow):
      let lower = try option()
      return .arrow(arrow, lower: lower, upper: try argument(of: "\\" + name))
    case .alphabet(let alphabet): return .atom(try lettered(name, alphabet), .ordinary)
    case .silent: return nil
    case .fraction:
      let numerator = try argument(of: "\\" + name)
      return .fraction(numerator, try argument(of: "\\" + name))
    case nil: break
    }
    if name == "label" || name == "vphantom" {
      _ = try verbatim(of: name)
      return nil
    }
    if let node = try structure(name, start) { return node }
    if let node = try dressed(name, start) { return node }
    // Its arguments belong to it: shown together, in reading order.
    while peek == "{" { _ = try group() }
    return .source(source(from: start))
  }

  // MARK: structure

  private mutating func structure(_ name: String, _ start: Int) throws(LaTeXError) -> MathNode? {
    let owner = "\\" + name
    switch name {
    case "cfrac":
      _ = try option()
      let numerator = try argument(of: owner)
      return .fraction(numerator, try argument(of: owner))
    case "binom", "dbinom", "tbinom":
      let upper = try argument(of: owner)
      return .fenced("(", .grid([[upper], [try argument(of: owner)]], .stack), ")")
    case "overset", "stackrel":
      let upper = try argument(of: owner)
      return .limits(try argument(of: owner), lower: nil, upper: upper)
    case "underset":
      let lower = try argument(of: owner)
      return .limits(try argument(of: owner), lower: lower, upper: nil)
    case "substack": return .grid(try stackedRows(owner), .stack)
    case "sqrt":
      let index = try option()
      return .root(try argument(of: owner), index: index)
    case "left": return try fenced(start)
    case "middle": return .stretched(try delimiter(after: owner), .relation)
    case "begin": return try environment(start)
    case "not": return try negated(owner)
    case "pmod": return .row([.space(1), .text("(mod "), try argument(of: owner), .text(")")])
    case "bmod", "mod": return .atom("mod", .binary)
    case "tag": return .row([.space(3), .text("(\(try verbatim(of: name)))")])
    case "hspace", "mspace", "hskip", "kern", "mkern":
      return .space(try length(name))
    case "phantom", "hphantom": return .phantom(try argument(of: owner))
    case "smash", "mathstyle", "ensuremath": return try argument(of: owner)
    default:
      guard let size = ["big", "Big", "bigg", "Bigg"].first(where: { name.hasPrefix($0) }) else { return nil }
      let side = name.dropFirst(size.count).drop { $0 == "g" }
      guard ["", "l", "r", "m"].contains(side) else { return nil }
      let text = try delimiter(after: owner)
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

  /// The rows of `{a \\ b}`.
  private mutating func stackedRows(_ owner: String) throws(LaTeXError) -> [[MathNode]] {
    skipSpace()
    guard peek == "{" else { throw error("`\(owner)` lacks its argument; add {…}") }
    let start = position
    position += 1
    var rows = [[try row()]]
    while peek == "\\", commandName(at: position + 1) == "\\" {
      _ = takeCommand()
      rows.append([try row()])
    }
    guard peek == "}" else { throw error("`{` is never closed; add `}`", at: start) }
    position += 1
    return rows
  }

  private mutating func negated(_ owner: String) throws(LaTeXError) -> MathNode {
    let node = try argument(of: owner)
    guard case .atom(let text, let kind) = node else { return .decorated(node, .cancel) }
    return .atom(MathSymbols.negations[text] ?? text + "\u{338}", kind)
  }

  /// `{1em}`, `{12pt}`, `{18mu}`: in columns, two to an em.
  private mutating func length(_ name: String) throws(LaTeXError) -> Int {
    skipSpace()
    if peek == "*" { position += 1 }
    skipSpace()
    var text: String
    if peek == "{" {
      text = try verbatim(of: name)
    } else {
      let start = position
      while let next = peek, next == "-" || next == "." || ("0"..."9").contains(next) { position += 1 }
      while let next = peek, Self.isLetter(next), position - start < 12 { position += 1 }
      text = source(from: start)
    }
    text = text.filter { $0 != " " }
    let number = text.prefix { $0 == "-" || $0 == "." || $0.isNumber }
    guard let value = Double(number),
      let ems = ["em": 1, "ex": 0.5, "pt": 0.1, "mu": 1.0 / 18, "cm": 2.8, "mm": 0.28, "px": 0.08, "in": 7.2][
        text.dropFirst(number.count)]
    else { throw error("`\\\(name)` needs a length such as {1em}") }
    return Int(min(200, max(0, (value * ems * 2).rounded())))
  }

  // MARK: letters and looks

  private mutating func dressed(_ name: String, _ start: Int) throws(LaTeXError) -> MathNode? {
    switch name {
    case "text", "mbox", "textrm", "textit", "textnormal", "textsf", "texttt", "hbox": return .text(try words(name))
    case "textbf": return .styled(.text(try words(name)), MathInk(isBold: true))
    case "mathrm", "mathit", "mathsf", "mathtt", "mathnormal": return try upright(name)
    case "mathbf", "boldsymbol", "bm", "pmb", "symbf": return .styled(try upright(name), MathInk(isBold: true))
    case "operatorname":
      if peek == "*" {
        position += 1
        return try operatorName(name, limits: true)
      }
      return try operatorName(name, limits: nil)
    case "mathop":
      let node = try upright(name)
      forcesLimits = true
      if case .atom(let text, _) = node { return .atom(text, .bigOperator) }
      return node
    case "mathbin": return try reclassified(name, .binary)
    case "mathrel": return try reclassified(name, .relation)
    case "mathord", "mathinner": return try reclassified(name, .ordinary)
    case "mathopen": return try reclassified(name, .open)
    case "mathclose": return try reclassified(name, .close)
    case "mathpunct": return try reclassified(name, .punctuation)
    case "color", "textcolor", "colorbox":
      let wanted = try verbatim(of: name)
      let ink = MathInk(color: Self.color(wanted))
      skipSpace()
      // `\color{red}` without braces holds to the end of its group.
      if name == "color" && peek != "{" { return .styled(try row(), ink) }
      return .styled(try argument(of: "\\" + name), ink)
    default: return nil
    }
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
    if case .atom(let text, _) = word { return .atom(text, .bigOperator) }
    return word
  }

  private mutating func reclassified(_ name: String, _ kind: AtomClass) throws(LaTeXError) -> MathNode {
    let node = try argument(of: "\\" + name)
    return MathLayout.plainText(node).map { .atom($0, kind) } ?? node
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
      return try group()
    }
    return .atom(text.filter { $0 != " " }, .ordinary)
  }

  /// The words of `\text{…}`; a formula between dollars in them is written on one row.
  private mutating func words(_ name: String) throws(LaTeXError) -> String {
    let text = try verbatim(of: name)
    guard text.contains(where: { $0 == "$" || $0 == "\\" || $0 == "{" }) else { return text }
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { throw error("a `$` without its partner in `\\\(name)`") }
    var result = ""
    for (index, part) in parts.enumerated() {
      if index % 2 == 1 {
        let macros = self.macros
        let node = try nested { parser throws(LaTeXError) in
          do throws(LaTeXError) { return try LaTeXParser.parse(String(part), macros: macros) } catch {
            throw parser.error(error.message)
          }
        }
        result += InlineMath.text(node)
      } else {
        var isEscaped = false
        for character in part {
          if isEscaped || !"\\{}".contains(character) { result.append(character) }
          isEscaped = character == "\\" && !isEscaped
        }
      }
    }
    return result
  }

  private mutating func lettered(_ name: String, _ alphabet: MathAlphabet) throws(LaTeXError) -> String {
    skipSpace()
    if let next = peek, next != "{", next != "\\" {
      position += 1
      return alphabet.letter(Character(next))
    }
    return try verbatim(of: name).filter { $0 != " " }.reduce("") { $0 + alphabet.letter($1) }
  }

  // MARK: macros

  private static let expansionLimit = 500

  /// Puts the macro's body in the place of its call.
  private mutating func expand(_ name: String, _ body: String, _ start: Int) throws(LaTeXError) {
    let scalarsOfBody = Array(body.unicodeScalars)
    var arguments: [ArraySlice<Unicode.Scalar>] = []
    var wanted = 0
    for (index, scalar) in scalarsOfBody.enumerated() where scalar == "#" && index + 1 < scalarsOfBody.count {
      if let digit = Character(scalarsOfBody[index + 1]).wholeNumberValue { wanted = max(wanted, digit) }
    }
    for _ in 0..<wanted {
      skipSpace()
      let from = position
      if peek == "{" {
        _ = try verbatim(of: name)
        arguments.append(scalars[(from + 1)..<(position - 1)])
      } else if peek == "\\" {
        _ = takeCommand()
        arguments.append(scalars[from..<position])
      } else if peek != nil {
        position += 1
        arguments.append(scalars[from..<position])
      } else {
        throw error("`\\\(name)` takes \(wanted == 1 ? "an argument" : "\(wanted) arguments"); add {…}")
      }
    }
    expansions += 1
    // A group, so that `\d^2` squares all of what stands for `\d`.
    var text: [Unicode.Scalar] = ["{"]
    var index = 0
    while index < scalarsOfBody.count {
      if scalarsOfBody[index] == "#", index + 1 < scalarsOfBody.count,
        let digit = Character(scalarsOfBody[index + 1]).wholeNumberValue, digit >= 1, digit <= arguments.count
      {
        text += arguments[digit - 1]
        index += 2
      } else {
        text.append(scalarsOfBody[index])
        index += 1
      }
    }
    text.append("}")
    guard expansions <= Self.expansionLimit, scalars.count + text.count <= Self.lengthLimit else {
      throw error("the macro `\\\(name)` expands without end; check `macros:`", at: start)
    }
    var columns = self.columns ?? Array(1...max(1, scalars.count))
    let column = start < columns.count ? columns[start] : 1
    scalars.replaceSubrange(start..<position, with: text)
    columns.replaceSubrange(start..<min(position, columns.count), with: Array(repeating: column, count: text.count))
    self.columns = columns
    position = start
  }
}
