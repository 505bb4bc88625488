/// LaTeX commands: those that stand for a token, those that only style, and environments.
extension FormulaLexer {
  mutating func command() throws(FormulaError) {
    if starts(with: "\\\\") { return emit(.rowBreak, length: 2) }
    let name = String(source[(position + 1)...].prefix { $0.isASCII && $0.isLetter })
    guard !name.isEmpty else {
      // `\,` `\;` `\ ` are spaces; `\{` and `\}` are braces; `\|` is a bar.
      switch peek(1) {
      case "{", "}": position += 1
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
    if Self.skipped.contains(name) {
      position += length
      if position < source.count, source[position] == "." { position += 1 }
      return
    }
    if Self.wrappers.contains(name) { return try unwrap(length) }
    if name == "begin" || name == "end" { return try environment(name, length) }
    guard let token = Self.commands[name] ?? Self.words[name] else {
      let near = NearestName.of(name, in: Self.commands.keys.sorted() + Self.suggestions)
      let help = near.map { "; did you mean `\\\($0)`?" } ?? ", a command that the formulas here do not use"
      throw FormulaError("cannot read `\\\(name)`\(help)", column: position + 1)
    }
    emit(token, length: length)
  }

  static let commands: [String: FormulaToken] = [
    "cdot": .operator(.multiply), "times": .operator(.multiply), "otimes": .outer, "approx": .relation(.equal),
    "ast": .operator(.multiply),
    "odot": .operator(.hadamard), "circ": .operator(.hadamard), "div": .operator(.divide),
    "frac": .fraction, "dfrac": .fraction, "tfrac": .fraction, "Sigma": .sum, "partial": .partial, "top": .transpose,
    "prime": .prime, "le": .relation(.lessOrEqual), "leq": .relation(.lessOrEqual),
    "leqslant": .relation(.lessOrEqual), "ge": .relation(.greaterOrEqual), "geq": .relation(.greaterOrEqual),
    "geqslant": .relation(.greaterOrEqual), "ne": .relation(.unequal), "neq": .relation(.unequal),
    "lt": .relation(.less), "gt": .relation(.greater), "land": .keyword(.and), "wedge": .keyword(.and),
    "lor": .keyword(.or), "vee": .keyword(.or), "lnot": .keyword(.not), "neg": .keyword(.not), "vert": .bar,
    "lvert": .bar, "rvert": .bar, "mid": .bar,
  ]

  /// Commands that change the look only.
  static let skipped: Set<String> = [
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "quad", "qquad", "displaystyle",
    "textstyle", "limits", "nolimits", "enspace", "thinspace",
  ]

  static let wrappers: Set<String> = [
    "text", "mathrm", "mathbf", "mathit", "mathsf", "boldsymbol", "bm", "operatorname", "textrm", "mathbb", "vec",
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
    subscriptDepth += 1
    defer { subscriptDepth -= 1 }
    guard subscriptDepth < 20 else { throw FormulaError("nested too deep", column: start + 1) }
    position = start + 1
    while position < end {
      if source[position].isWhitespace {
        isApart = true
        position += 1
      } else {
        try next(source[position])
        isApart = false
      }
    }
    position = max(position, end + 1)
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
    if environment == "cases" {
      return emit(name == "begin" ? .beginCases : .endCases, length: end + 1 - position)
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
