/// The author's own commands: their definitions and their use.
extension LaTeXParser {
  /// `\newcommand{\R}[1][a]{…}`, `\def\R#1{…}`, `\let\R=\S`, `\DeclareMathOperator*{\R}{…}`.
  ///
  /// - Returns: whether `name` was such a command; it draws nothing.
  mutating func define(by name: String) throws(LaTeXError) -> Bool {
    switch name {
    case "newcommand", "renewcommand", "providecommand", "DeclareRobustCommand":
      skipStar()
      let defined = try definedName(name)
      var macro = LaTeXMacro("")
      if let count = try bracketed() {
        guard let count = Int(count.filter { $0 != " " }), (0...9).contains(count) else {
          throw error("`\\\(name)` takes a number of arguments from 0 to 9 in its brackets")
        }
        macro.parameters = count
        macro.optional = try bracketed()
      }
      macro.body = try definition(name)
      if name != "providecommand" || macros[defined] == nil { macros[defined] = macro }
    case "def", "gdef", "edef", "xdef":
      let defined = try definedName(name)
      var macro = LaTeXMacro("")
      while peek == "#" {
        position += 1
        guard let digit = peek, digit.value == 49 + UInt32(macro.parameters) else {
          throw error("the arguments of `\\\(defined)` are #1, #2 … in their order")
        }
        macro.parameters += 1
        position += 1
      }
      skipSpace()
      guard peek == "{" else { throw error("`\\\(name)\\\(defined)` lacks its meaning; add {…}") }
      macro.body = try definition(name)
      macros[defined] = macro
    case "let":
      let defined = try definedName(name)
      skipSpace()
      if peek == "=" { position += 1 }
      skipSpace()
      guard peek == "\\" else {
        guard let sign = peek else { throw error("`\\let\\\(defined)` lacks its meaning; add a command") }
        position += 1
        macros[defined] = LaTeXMacro(String(sign), parameters: 0)
        break
      }
      let meaning = takeCommand()
      macros[defined] = macros[meaning] ?? Self.primitive(meaning)
    case "DeclareMathOperator":
      let star = skipStar() ? "*" : ""
      let defined = try definedName(name)
      macros[defined] = LaTeXMacro("\\operatorname\(star){\(try definition(name))}", parameters: 0)
    default: return false
    }
    return true
  }

  private static func primitive(_ name: String) -> LaTeXMacro {
    var macro = LaTeXMacro("", parameters: 0)
    macro.primitive = name
    return macro
  }

  @discardableResult private mutating func skipStar() -> Bool {
    skipSpace()
    guard peek == "*" else { return false }
    position += 1
    return true
  }

  /// `{\name}` or `\name`.
  private mutating func definedName(_ owner: String) throws(LaTeXError) -> String {
    skipSpace()
    let isBraced = peek == "{"
    if isBraced { position += 1 }
    skipSpace()
    guard peek == "\\" else { throw error("`\\\(owner)` lacks the command that it defines; write \\\(owner){\\name}") }
    let name = takeCommand()
    skipSpace()
    if isBraced {
      guard peek == "}" else { throw error("`\\\(owner)` defines one command; close its `{` after `\\\(name)`") }
      position += 1
    }
    return name
  }

  /// The meaning, in which `##` is `#`.
  private mutating func definition(_ owner: String) throws(LaTeXError) -> String {
    skipSpace()
    if peek == "{" { return try verbatim(of: owner).replacing("##", with: "#") }
    guard peek == "\\" else { throw error("`\\\(owner)` lacks its meaning; add {…}") }
    return "\\" + takeCommand()
  }

  /// The text between brackets, where there are some.
  mutating func bracketed() throws(LaTeXError) -> String? {
    skipSpace()
    guard peek == "[" else { return nil }
    let start = position
    var level = 0
    while let next = peek {
      position += 1
      if next == "\\", peek != nil { position += 1 }
      if next == "[" || next == "{" { level += 1 }
      if next == "]" || next == "}" { level -= 1 }
      if level == 0 { return text((start + 1)..<(position - 1)) }
    }
    throw error("`[` is never closed; add `]`", at: start)
  }

  // MARK: use

  private static let expansionLimit = 500

  /// Puts the macro's body in the place of its call.
  mutating func expand(_ name: String, _ macro: LaTeXMacro, _ start: Int) throws(LaTeXError) {
    var arguments: [ArraySlice<Unicode.Scalar>] = []
    if let standard = macro.optional {
      arguments.append(ArraySlice((try bracketed() ?? standard).unicodeScalars))
    }
    while arguments.count < macro.parameters {
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
        let count = macro.parameters
        throw error("`\\\(name)` takes \(count == 1 ? "an argument" : "\(count) arguments"); add {…}")
      }
    }
    expansions += 1
    let body = Array(macro.body.unicodeScalars)
    // A group, so that `\d^2` squares all of what stands for `\d`; half of an environment or of brackets stands as it is.
    let isGroup = Self.isWhole(macro.body)
    var text: [Unicode.Scalar] = isGroup ? ["{"] : []
    var index = 0
    while index < body.count {
      if body[index] == "#", index + 1 < body.count, let digit = Character(body[index + 1]).wholeNumberValue,
        digit >= 1, digit <= arguments.count
      {
        let argument = arguments[digit - 1]
        if let first = argument.first, Self.isLetter(first), Self.endsInCommand(text) { text.append(" ") }
        text += argument
        index += 2
      } else {
        text.append(body[index])
        index += 1
      }
    }
    // A name at the end must not run into the letters behind the call.
    text.append(isGroup ? "}" : " ")
    guard expansions <= Self.expansionLimit, scalars.count + text.count <= Self.lengthLimit else {
      throw error("the macro `\\\(name)` expands without end; check its definition", at: start)
    }
    var columns = self.columns ?? Array(1...max(1, scalars.count))
    let column = start < columns.count ? columns[start] : 1
    scalars.replaceSubrange(start..<position, with: text)
    columns.replaceSubrange(start..<min(position, columns.count), with: Array(repeating: column, count: text.count))
    self.columns = columns
    position = start
  }

  /// Whether a name of a command would go on with a letter that follows.
  private static func endsInCommand(_ text: [Unicode.Scalar]) -> Bool {
    let name = text.reversed().prefix(while: isLetter)
    let before = text.dropLast(name.count)
    guard !name.isEmpty, before.last == "\\" else { return false }
    return before.reversed().prefix { $0 == "\\" }.count % 2 == 1
  }

  private static func isWhole(_ body: String) -> Bool {
    func count(_ text: String) -> Int { body.split(separator: text, omittingEmptySubsequences: false).count - 1 }
    return count("\\begin{") == count("\\end{")
      && count("\\left") - count("\\leftarrow") - count("\\leftright") - count("\\lefthar")
        == count("\\right") - count("\\rightarrow") - count("\\righthar") - count("\\rightleft") - count("\\rightsquig")
  }
}
