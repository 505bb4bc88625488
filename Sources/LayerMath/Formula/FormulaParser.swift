/// Reads formulas.
///
/// ```
/// formula    = "if" condition "then" formula ["else" formula] | condition [("if" | "for") condition …]
/// condition  = both {"or" both};  both = negation {"and" negation};  negation = ["not"] relation
/// relation   = sum [("=" | "!=" | "<" | "<=" | ">" | ">=") sum …]
/// sum        = product {("+" | "-") product}
/// product    = unary {["*" | "/" | ".*"] unary}          a space or nothing multiplies
/// unary      = "-" unary | "sum" indices product | power
/// power      = operand {indices | "^T"} ["^" exponent]
/// ```
/// From left to right: `1/2 x` is half of `x`. A sum reaches to the end of its product.
package struct FormulaParser {
  let items: [FormulaLexer.Item]
  let names: Naming
  var next = 0
  var depth = 0
  var openBars = 0
  /// The second digit of `\frac12`, while the first is read.
  var splitDigit: Int?
  /// Whether a condition is read that `then` ends.
  var awaitsThen = false
  /// Whether a comma here separates arguments, not cases.
  var isInArguments = false

  static let depthLimit = 60

  /// - Throws: `FormulaError` with the column, what was expected, and the nearest name.
  ///
  /// - Parameter names: what a lesson calls things.
  package static func formula(_ text: String, names: Naming = .standard) throws(FormulaError) -> Formula {
    do throws(FormulaError) { return try read(text, names) } catch {
      guard case .word(let word, let length, let otherwise)? = error.hint else { throw error }
      let characters = Array(text)
      let start = error.column - 1
      let isRight =
        start + length <= characters.count && accepts(word, in: characters, at: start, length: length, names)
      let separator = error.message.hasSuffix(" ") ? "" : "; "
      throw FormulaError(
        error.message + (isRight ? separator + "did you mean `\(word)`?" : otherwise), column: error.column)
    }
  }

  private static func accepts(
    _ word: String, in text: [Character], at start: Int, length: Int, _ names: Naming
  ) -> Bool {
    (try? read(String(text[..<start]) + word + String(text[(start + length)...]), names)) != nil
  }

  private static func read(_ text: String, _ names: Naming) throws(FormulaError) -> Formula {
    var parser = FormulaParser(items: try FormulaLexer.items(of: text, names: names), names: names)
    guard parser.token != .end else { throw FormulaError("there is no formula here", column: 1) }
    let formula = try parser.formula()
    guard parser.token == .end else { throw parser.unexpected("an operator or the end") }
    return formula
  }

  private init(items: [FormulaLexer.Item], names: Naming) { (self.items, self.names) = (items, names) }

  /// Of one unit its index need not be written: `w_2` is `W_12`.
  func completed(_ indices: [Formula.Index], of quantity: Quantity) -> [Formula.Index] {
    guard names.isOfOneUnit, indices.count < quantity.rank else { return indices }
    var rest = indices[...]
    let all = quantity.row.letters.map { $0 == "j" ? rest.popFirst() : .number(1) }
    return rest.isEmpty && !all.contains(nil) ? all.compactMap { $0 } : indices
  }

  /// Whether a word means something in formulas, or has an answer of its own.
  package static func knows(_ word: String) -> Bool { FormulaLexer.knows(word) }

  // MARK: tokens

  var item: FormulaLexer.Item { items[min(next, items.count - 1)] }
  var token: FormulaToken { item.token }

  mutating func advance() { next = min(next + 1, items.count - 1) }

  mutating func accept(_ wanted: FormulaToken) -> Bool {
    guard token == wanted else { return false }
    advance()
    return true
  }

  mutating func expect(_ wanted: FormulaToken, _ name: String) throws(FormulaError) {
    guard accept(wanted) else { throw unexpected(name) }
  }

  func unexpected(_ expected: String) -> FormulaError {
    if token == .end { return FormulaError("the formula ends here; expected \(expected)", column: item.column) }
    var text = "expected \(expected), not `\(item.text)`"
    if token == .comma, next > 0, case .number = items[next - 1].token { text += "; decimals have a point: 0.5" }
    return FormulaError(text, column: item.column)
  }

  mutating func nested<T>(
    _ body: (inout FormulaParser) throws(FormulaError) -> T
  ) throws(FormulaError) -> T {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw FormulaError("nested more than \(Self.depthLimit) deep; split the formula", column: item.column)
    }
    return try body(&self)
  }

  // MARK: the grammar, from the loosest binding to the tightest

  mutating func formula() throws(FormulaError) -> Formula {
    try nested { (parser) throws(FormulaError) in
      let column = parser.item.column
      if parser.accept(.keyword(.if)) {
        let outer = parser.awaitsThen
        parser.awaitsThen = true
        let condition = try parser.condition()
        parser.awaitsThen = outer
        if !parser.accept(.comma) { try parser.expect(.keyword(.then), "`then`") }
        let value = try parser.formula()
        _ =
          parser.token == .comma && parser.isElse(parser.items[min(parser.next + 1, parser.items.count - 1)].token)
          && parser.accept(.comma)
        let otherwise = parser.acceptElse() ? try parser.formula() : nil
        return Formula(.cases([Formula.Case(value: value, condition: condition)], otherwise: otherwise), column: column)
      }
      let value = try parser.condition()
      guard parser.token == .keyword(.if) else { return value }
      return try parser.caseList(first: value, column: column)
    }
  }

  func isElse(_ token: FormulaToken) -> Bool { token == .keyword(.else) || token == .keyword(.otherwise) }

  mutating func acceptElse() -> Bool { accept(.keyword(.else)) || accept(.keyword(.otherwise)) }

  /// `a if c else b`, `a for c, b for d`, `a if c; b otherwise`.
  mutating func caseList(first: Formula, column: Int) throws(FormulaError) -> Formula {
    var cases: [Formula.Case] = []
    var value = first
    while accept(.keyword(.if)) {
      cases.append(Formula.Case(value: value, condition: try condition()))
      if acceptElse() { return Formula(.cases(cases, otherwise: try formula()), column: column) }
      guard !isInArguments, token == .comma || token == .semicolon else { break }
      advance()
      if acceptElse() { return Formula(.cases(cases, otherwise: try formula()), column: column) }
      value = try condition()
      if acceptElse() { return Formula(.cases(cases, otherwise: value), column: column) }
      guard token == .keyword(.if) else { throw unexpected("`if` and the condition of this case, or `otherwise`") }
    }
    return Formula(.cases(cases, otherwise: nil), column: column)
  }

  mutating func condition() throws(FormulaError) -> Formula {
    var left = try both()
    while token == .keyword(.or) {
      let column = item.column
      advance()
      left = Formula(.either(left, try both()), column: column)
    }
    return left
  }

  mutating func both() throws(FormulaError) -> Formula {
    var left = try negation()
    while token == .keyword(.and) {
      let column = item.column
      advance()
      left = Formula(.both(left, try negation()), column: column)
    }
    return left
  }

  mutating func negation() throws(FormulaError) -> Formula {
    let column = item.column
    guard accept(.keyword(.not)) else { return try relation() }
    return try nested { (parser) throws(FormulaError) in Formula(.not(try parser.negation()), column: column) }
  }

  /// `a < b <= c` is `a < b and b <= c`.
  mutating func relation() throws(FormulaError) -> Formula {
    var left = try sum()
    var chain: Formula?
    while case .relation(let relation) = token {
      let column = item.column
      advance()
      let right = try relation == .equal ? rightSide() : sum()
      let link = Formula(.comparison(relation, left, right), column: column)
      chain = chain.map { Formula(.both($0, link), column: column) } ?? link
      left = right
    }
    return chain ?? left
  }

  /// Behind `=` a whole definition may stand: `y = s for s > 0, exp(s) - 1 otherwise`.
  mutating func rightSide() throws(FormulaError) -> Formula {
    if token == .keyword(.if) { return try formula() }
    let column = item.column
    let value = try sum()
    guard token == .keyword(.if) else { return value }
    return try caseList(first: value, column: column)
  }

  mutating func sum() throws(FormulaError) -> Formula {
    var left = try product()
    while case .operator(let sign) = token, sign == .add || sign == .subtract {
      let column = item.column
      advance()
      left = Formula(.operation(sign, left, try product()), column: column)
    }
    return left
  }

  mutating func product() throws(FormulaError) -> Formula {
    var left = try unary()
    while true {
      let column = item.column
      if case .operator(let sign) = token, ![.add, .subtract, .power].contains(sign) {
        let isDot = sign == .multiply && ["·", "⋅", "∙", "\\cdot"].contains(item.text)
        advance()
        let right = try unary()
        // A dot between two vectors is their inner product, as everybody writes it; a star is refused there.
        let isInner = isDot && left.isVectorByItself && right.isVectorByItself
        left = Formula(
          .operation(sign, isInner ? Formula(.transposed(left), column: left.column) : left, right), column: column)
      } else if token == .outer, item.text != "outer" {
        advance()
        let right = Formula(.transposed(try unary()), column: column)
        left = Formula(.operation(.multiply, left, right), column: column)
      } else if beginsOperand {
        if case .number = token {
          throw numberAfterFactor(column)
        }
        left = Formula(.operation(.multiply, left, try unary()), column: column)
      } else {
        return left
      }
    }
  }

  func numberAfterFactor(_ column: Int) -> FormulaError {
    let before = items[next - 1]
    if awaitsThen { return unexpected("`then` and the value") }
    if case .number = before.token {
      if !item.isApart, before.text.contains("."), item.text.hasPrefix(".") {
        return FormulaError("a number has one decimal point", column: column)
      }
      if items.indices.contains(next + 2), items[next + 1].token == .operator(.divide),
        case .number = items[next + 2].token
      {
        let fraction = item.text + "/" + items[next + 2].text
        return FormulaError(
          "two numbers side by side; write `\(before.text) + \(fraction)` for the mixed number or "
            + "`\(before.text) * \(fraction)` for a product", column: column)
      }
      return FormulaError(
        "two numbers side by side; write `\(before.text) * \(item.text)` for a product or "
          + "`[\(before.text) \(item.text)]` for a vector", column: column)
    }
    if case .quantity(let quantity) = before.token, !item.isApart {
      return FormulaError("entries are written \(quantity.rawValue)_\(item.text)", column: column)
    }
    return FormulaError("a number after a factor; a `*` belongs between them", column: column)
  }

  var beginsOperand: Bool { isOperandStart(token) }

  func isOperandStart(_ token: FormulaToken) -> Bool {
    switch token {
    case .number, .literal, .constant, .quantity, .index, .function, .squareRoot, .shorthand, .choice, .sum,
      .transposition,
      .kroneckerOrMessage, .partial, .nabla, .loss, .fraction, .open, .beginCases:
      true
    case .outer: item.text == "outer"
    case .bar: openBars == 0
    default: false
    }
  }

  mutating func unary() throws(FormulaError) -> Formula {
    let column = item.column
    switch token {
    case .operator(.subtract):
      advance()
      return try nested { (parser) throws(FormulaError) in Formula(.negated(try parser.unary()), column: column) }
    case .operator(.add):
      advance()
      return try nested { (parser) throws(FormulaError) in try parser.unary() }
    case .sum: return try nested { (parser) throws(FormulaError) in try parser.bigSum() }
    default: return try power()
    }
  }

  mutating func power() throws(FormulaError) -> Formula {
    let base = try postfix()
    let column = item.column
    if case .raised(let exponent) = token {
      advance()
      return Formula(.operation(.power, base, Self.whole(exponent, column)), column: column)
    }
    guard accept(.caret) else { return base }
    if case .index = token, item.text == "t" { throw unexpected("an exponent; the transpose is ^T") }
    return Formula(.operation(.power, base, try exponent()), column: column)
  }

  static func whole(_ value: Int, _ column: Int) -> Formula {
    let size = Formula(.number(Rational(value.magnitude < UInt(Int.max) ? abs(value) : 0)), column: column)
    return value < 0 ? Formula(.negated(size), column: column) : size
  }

  mutating func exponent() throws(FormulaError) -> Formula {
    let column = item.column
    return try nested { (parser) throws(FormulaError) in
      if parser.accept(.operator(.subtract)) { return Formula(.negated(try parser.exponent()), column: column) }
      if parser.accept(.operator(.add)) { return try parser.exponent() }
      return try parser.power()
    }
  }

  mutating func postfix() throws(FormulaError) -> Formula {
    var base = try operand()
    while true {
      let column = item.column
      switch token {
      case .transpose:
        // `W_{jk}^T` is set as `W^T_{jk}` is, so it is read alike.
        if case .lowered = items[next - 1].token, case .entry(let whole, let indices) = base.node, indices.count == 2 {
          base = Formula(.entry(Formula(.transposed(whole), column: whole.column), indices), column: base.column)
        } else if names.isOfOneUnit, base.node == .quantity(.w), items[next - 1].text != "W" {
          // The weights of one unit are a row here, and a column to those who write `w^T x`.
        } else {
          base = Formula(.transposed(base), column: column)
        }
        advance()
      case .lowered(let text):
        advance()
        base = Formula(.entry(base, try indices(text, rank: nil, column: column)), column: base.column)
      case .prime:
        throw FormulaError("only f has a derivative here: f'(s); the transpose is ^T", column: column)
      default: return base
      }
    }
  }

}
