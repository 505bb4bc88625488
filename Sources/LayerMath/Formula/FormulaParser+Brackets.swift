/// What stands between delimiters: groups, bars, cases, fractions, and the bounds of a sum.
extension FormulaParser {
  mutating func bracketed(_ bracket: Character) throws(FormulaError) -> Formula {
    let column = item.column
    advance()
    let outer = (isInArguments, openBars, awaitsThen)
    (isInArguments, openBars, awaitsThen) = (false, 0, false)
    defer { (isInArguments, openBars, awaitsThen) = outer }
    let inside = try formula()
    switch bracket {
    case "[":
      try expect(.close("]"), "`]`")
      return Formula(.bracket(inside), column: column)
    case "{":
      if token == .comma { return try braceRows(first: inside, column: column) }
      try expect(.close("}"), "`}`")
    default: try expect(.close(")"), "`)`")
    }
    // Brackets that only group leave no trace in the tree.
    return inside
  }

  /// `{a, c; b, otherwise}`: value and condition with a comma between.
  mutating func braceRows(first: Formula, column: Int) throws(FormulaError) -> Formula {
    var cases: [Formula.Case] = []
    var otherwise: Formula?
    var value = first
    while true {
      try expect(.comma, "`,` and the condition")
      if acceptElse() {
        otherwise = value
        break
      }
      _ = accept(.keyword(.if))
      cases.append(Formula.Case(value: value, condition: try condition()))
      guard accept(.semicolon) else { break }
      value = try condition()
    }
    try expect(.close("}"), "`}`")
    return Formula(.cases(cases, otherwise: otherwise), column: column)
  }

  mutating func casesEnvironment() throws(FormulaError) -> Formula {
    let column = item.column
    advance()
    let outer = (isInArguments, openBars)
    (isInArguments, openBars) = (true, 0)
    defer { (isInArguments, openBars) = outer }
    var cases: [Formula.Case] = []
    var otherwise: Formula?
    repeat {
      if token == .endCases { break }
      let value = try nested { (parser) throws(FormulaError) in try parser.condition() }
      _ = accept(.comma)
      _ = accept(.ampersand)
      if acceptElse() {
        otherwise = value
      } else {
        _ = accept(.keyword(.if))
        let condition = try nested { (parser) throws(FormulaError) in try parser.condition() }
        cases.append(Formula.Case(value: value, condition: condition))
      }
      _ = accept(.comma)
    } while accept(.rowBreak)
    try expect(.endCases, "`\\end{cases}`")
    return Formula(.cases(cases, otherwise: otherwise), column: column)
  }

  mutating func fraction() throws(FormulaError) -> Formula {
    let column = item.column
    advance()
    if token == .open("{"), next + 1 < items.count, items[next + 1].token == .partial {
      return try derivative()
    }
    if token == .open("{"), let derivative = try plainDerivative() { return derivative }
    let numerator = try group()
    let denominator = try group()
    return Formula(.operation(.divide, numerator, denominator), column: column)
  }

  mutating func group() throws(FormulaError) -> Formula {
    // `\frac12` is ½, as TeX reads it.
    if case .number(let value) = token, value.isInteger, let digits = Int("\(value)") {
      let column = item.column
      let isPair = splitDigit == nil && item.text.count == 2
      if let second = splitDigit {
        splitDigit = nil
        advance()
        return Self.whole(second, column)
      }
      if isPair {
        splitDigit = digits % 10
        return Self.whole(digits / 10, column)
      }
      advance()
      return Self.whole(digits, column)
    }
    guard token == .open("{") else { throw unexpected("`{`") }
    return try nested { (parser) throws(FormulaError) in try parser.operand() }
  }

  mutating func bigSum() throws(FormulaError) -> Formula {
    let column = item.column
    advance()
    guard case .lowered(let raw) = token else {
      guard token == .open("(") else {
        throw unexpected("an index below the sum, as in sum_k, or `(`")
      }
      // `sum(v)` is an operand like any other.
      return Formula(.applied(.total, [try operand()]), column: column)
    }
    let place = item.column
    advance()
    let parts = raw.split(separator: "=", maxSplits: 1).map(String.init)
    guard let letter = parts.first?.filter({ !$0.isWhitespace && !"{},".contains($0) }), letter.count == 1,
      let first = letter.first,
      FormulaLexer.indexLetters.contains(first)
    else {
      throw FormulaError("a sum has one index letter below it, as in sum_k or sum_{j=1}^n, not `\(raw)`", column: place)
    }
    var lower: Formula?
    var upper: Formula?
    if parts.count == 2 {
      let bounds = parts[1].replacing("…", with: "..").replacing("\\ldots", with: "..").split(separator: "..")
      lower = try bound(bounds.first.map(String.init) ?? "", place)
      if bounds.count == 2 { upper = try bound(String(bounds[1]), place) }
    } else if token == .relation(.equal) {
      advance()
      lower = try nested { (parser) throws(FormulaError) in try parser.operand() }
    }
    if upper == nil, accept(.caret) {
      upper = try nested { (parser) throws(FormulaError) in try parser.operand() }
    }
    if lower != nil && upper == nil { throw unexpected("`^` and the end of the sum, as in sum_{j=1}^n") }
    let range = upper.map { Formula.SumRange(from: lower ?? Self.whole(1, place), to: $0) }
    guard beginsOperand || token == .operator(.subtract) else { throw unexpected("what is summed") }
    return Formula(.sum(letter, range, try product()), column: column)
  }

  func bound(_ text: String, _ column: Int) throws(FormulaError) -> Formula {
    do throws(FormulaError) {
      return try FormulaParser.formula(text)
    } catch {
      throw FormulaError("cannot read the bound `\(text)` of the sum: \(error.message)", column: column)
    }
  }
}
