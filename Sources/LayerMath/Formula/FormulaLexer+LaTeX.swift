/// LaTeX commands: those that stand for a token, those that only style, and environments.
extension FormulaLexer {
  mutating func command() throws(FormulaError) {
    if starts(with: "\\\\") {
      emit(.rowBreak, length: 2)
      // `\\[4pt]` asks for room.
      if peek(0) == "[", let end = closing(of: "[", at: position),
        ["pt", "em", "ex", "mm", "cm"].contains(String(source[..<end].suffix(2)))
      {
        position = end + 1
      }
      return
    }
    let name = String(source[(position + 1)...].prefix { $0.isASCII && $0.isLetter })
    guard !name.isEmpty else {
      // `\,` `\;` `\ ` are spaces; `\{` and `\}` are braces; `\|` is a bar.
      switch peek(1) {
      case "{": emit(.open("{"), length: 2)
      case "}": emit(.close("}"), length: 2)
      case "[", "]", "(", ")":
        isApart = true
        position += 2
      case ",", ";", ":", "!", " ":
        isApart = true
        position += 2
      default: throw FormulaError("cannot read `\\` here", column: position + 1)
      }
      return
    }
    let length = name.count + 1
    // The number of an equation says nothing.
    if name == "tag" || name == "label", peek(length) == "{", let end = closing(of: "{", at: position + length) {
      position = end + 1
      return
    }
    if Self.skipped.contains(name) {
      position += length
      if position < source.count, source[position] == "." { position += 1 }
      return
    }
    // An upright d is a differential; `dy` is the message.
    if ["mathrm", "text", "textrm"].contains(name), starts(with: "{d}", at: length) {
      return emit(.partial, length: length + 3)
    }
    if let token = names.token(name) { return emit(token, length: length) }
    if name == "hat", let (end, letter) = styledLetter(length), letter == "y" {
      return emit(names.token("yhat") ?? .quantity(.softmax), length: end)
    }
    if let indicator = indicator(name, length) { return try lex(indicator) }
    if Self.wrappers.contains(name) { return try unwrap(length) }
    if name == "begin" || name == "end" { return try environment(name, length) }
    guard let token = Self.commands[name] ?? Self.words[name] else {
      let near = NearestName.of(name, in: Self.commands.keys.sorted() + Self.suggestions)
      let message = "cannot read `\\\(name)`"
      let otherwise = ", a command that the formulas here do not use"
      guard let near else { throw FormulaError(message + otherwise, column: position + 1) }
      throw FormulaError(
        message, column: position + 1, kind: .any, hint: .word("\\" + near, length: length, otherwise: otherwise))
    }
    emit(token, length: length)
  }

  static let commands: [String: FormulaToken] = [
    "cdot": .operator(.multiply), "times": .operator(.multiply), "otimes": .outer, "approx": .relation(.equal),
    "ast": .operator(.multiply),
    "odot": .operator(.hadamard), "circ": .operator(.hadamard), "div": .operator(.divide),
    "frac": .fraction, "dfrac": .fraction, "tfrac": .fraction, "Sigma": .sum, "partial": .partial, "nabla": .nabla,
    "top": .transpose,
    "prime": .prime, "le": .relation(.lessOrEqual), "leq": .relation(.lessOrEqual),
    "leqslant": .relation(.lessOrEqual), "ge": .relation(.greaterOrEqual), "geq": .relation(.greaterOrEqual),
    "geqslant": .relation(.greaterOrEqual), "ne": .relation(.unequal), "neq": .relation(.unequal),
    "lt": .relation(.less), "gt": .relation(.greater), "land": .keyword(.and), "wedge": .keyword(.and),
    "lor": .keyword(.or), "vee": .keyword(.or), "lnot": .keyword(.not), "neg": .keyword(.not), "vert": .bar,
    "lvert": .bar, "rvert": .bar, "mid": .bar,
  ]

  /// `\mathbb{1}_{s_k > 0}`, `\mathbf 1\{s_k > 0\}`, `\mathbb{I}(s_k > 0)`: where the condition stands, and what comes behind.
  private func indicator(_ name: String, _ length: Int) -> Indicator? {
    guard ["mathbb", "mathbf", "mathbbm", "mathds", "boldsymbol", "mathrm"].contains(name) else { return nil }
    let rest = String(source[(position + length)...].prefix(8))
    guard
      let letter = ["{1}", " 1", "{I}", " I", "{\\mathbf 1}"].first(where: { rest.hasPrefix($0) || rest == $0 })
    else { return nil }
    return indicator(from: position + length + letter.count)
  }

  struct Indicator {
    let start: Int
    let end: Int
    let after: Int
  }

  /// The condition behind the sign of an indicator function; `nil` where none stands there.
  func indicator(from place: Int) -> Indicator? {
    var place = place
    while place < source.count, source[place] == " " { place += 1 }
    if place < source.count, source[place] == "_" { place += 1 }
    for (open, close) in [("\\{", "\\}"), ("\\left\\{", "\\right\\}"), ("{", "}"), ("[", "]"), ("(", ")")] {
      guard place + open.count <= source.count, String(source[place..<(place + open.count)]) == open else { continue }
      let start = place + open.count
      var depth = 0
      var end = start
      while end < source.count {
        if depth == 0, end + close.count <= source.count, String(source[end..<(end + close.count)]) == close {
          let isCondition =
            source[start..<end].contains { "=<>≤≥≠⩽⩾".contains($0) }
            || ["\\le", "\\ge", "\\ne", "\\lt", "\\gt"].contains { String(source[start..<end]).contains($0) }
          return isCondition ? Indicator(start: start, end: end, after: end + close.count) : nil
        }
        if "([{".contains(source[end]) { depth += 1 }
        if ")]}".contains(source[end]) { depth -= 1 }
        end += 1
      }
      return nil
    }
    return nil
  }

  /// The condition in Iverson's brackets.
  mutating func lex(_ indicator: Indicator) throws(FormulaError) {
    emit(.open("["), length: indicator.start - position)
    try lex(to: indicator.end)
    emit(.close("]"), length: indicator.after - indicator.end)
    position = indicator.after
  }

  /// The letter in `\hat{y}` or `\hat y`, and where it ends.
  private func styledLetter(_ length: Int) -> (length: Int, letter: Character)? {
    var place = length
    while peek(place) == " " { place += 1 }
    if peek(place) == "{", let letter = peek(place + 1), peek(place + 2) == "}" { return (place + 3, letter) }
    return peek(place).map { (place + 1, $0) }
  }

  /// Commands that change the look only.
  static let skipped: Set<String> = [
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "quad", "qquad", "displaystyle",
    "textstyle", "limits", "nolimits", "enspace", "thinspace",
  ]

  static let wrappers: Set<String> = [
    "text", "mathrm", "mathbf", "mathit", "mathsf", "boldsymbol", "bm", "operatorname", "textrm", "mathbb", "mathcal",
    "mathscr", "vec",
  ]

  /// `\mathbf{W}` is `W`: what stands in the braces is read, the command and its braces are not.
  mutating func unwrap(_ length: Int) throws(FormulaError) {
    var start = position + length
    while start < source.count, source[start] == " " { start += 1 }
    guard start < source.count, source[start] == "{" else {
      position += length
      return
    }
    guard let end = closing(of: "{", at: start) else {
      throw FormulaError("`{` is never closed; add `}`", column: start + 1)
    }
    position = start + 1
    try lex(to: end)
    position = max(position, end + 1)
  }

  /// Reads what stands before `end` as if it stood alone.
  private mutating func lex(to end: Int) throws(FormulaError) {
    subscriptDepth += 1
    defer { subscriptDepth -= 1 }
    guard subscriptDepth < 20 else { throw FormulaError("nested too deep", column: position + 1) }
    while position < end {
      if source[position].isWhitespace {
        isApart = true
        position += 1
      } else {
        try next(source[position])
        isApart = false
      }
    }
  }

  mutating func environment(_ name: String, _ length: Int) throws(FormulaError) {
    let start = position + length
    guard start < source.count, source[start] == "{", let end = closing(of: "{", at: start) else {
      throw FormulaError("expected `{cases}` after `\\\(name)`", column: start + 1)
    }
    let environment = String(source[(start + 1)..<end])
    if ["aligned", "align", "align*", "equation", "equation*", "gathered", "split"].contains(environment) {
      isApart = true
      position = end + 1
      return
    }
    if environment == "cases" || environment == "dcases" {
      return emit(name == "begin" ? .beginCases : .endCases, length: end + 1 - position)
    }
    // `\left\{ \begin{array}{ll} … \end{array} \right.` is how cases were written before there were cases.
    if environment == "array" {
      if name == "end", items.contains(where: { $0.token == .beginCases }) {
        return emit(.endCases, length: end + 1 - position)
      }
      if name == "begin", items.last?.text == "\\{", end + 1 < source.count, source[end + 1] == "{",
        let columns = closing(of: "{", at: end + 1)
      {
        items.removeLast()
        return emit(.beginCases, length: columns + 1 - position)
      }
    }
    let closing = Array("\\end{\(environment)}")
    guard name == "begin", environment.hasSuffix("matrix"), end <= source.count - closing.count,
      let last = (end...(source.count - closing.count)).first(where: {
        Array(source[$0..<($0 + closing.count)]) == closing
      })
    else {
      throw FormulaError(
        "cannot read `\\\(name){\(environment)}`; formulas have cases, bmatrix and pmatrix", column: position + 1)
    }
    let stop = last + closing.count
    do throws(EntryError) {
      emit(.literal(try MatrixEntry.matrix(String(source[position..<stop]))), length: stop - position)
    } catch {
      throw FormulaError(error.message, column: position + 1)
    }
  }
}
