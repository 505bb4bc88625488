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
  private let items: [FormulaLexer.Item]
  private var next = 0
  private var depth = 0
  private var openBars = 0
  /// The second digit of `\frac12`, while the first is read.
  private var splitDigit: Int?
  /// Whether a comma here separates arguments, not cases.
  private var isInArguments = false

  private static let depthLimit = 60

  /// - Throws: `FormulaError` with the column, what was expected, and the nearest name.
  package static func formula(_ text: String) throws(FormulaError) -> Formula {
    var parser = FormulaParser(items: try FormulaLexer.items(of: text))
    guard parser.token != .end else { throw FormulaError("there is no formula here", column: 1) }
    let formula = try parser.formula()
    guard parser.token == .end else { throw parser.unexpected("an operator or the end") }
    return formula
  }

  private init(items: [FormulaLexer.Item]) { self.items = items }

  /// Whether a word means something in formulas, or has an answer of its own.
  package static func knows(_ word: String) -> Bool { FormulaLexer.knows(word) }

  // MARK: tokens

  private var item: FormulaLexer.Item { items[min(next, items.count - 1)] }
  private var token: FormulaToken { item.token }

  private mutating func advance() { next = min(next + 1, items.count - 1) }

  private mutating func accept(_ wanted: FormulaToken) -> Bool {
    guard token == wanted else { return false }
    advance()
    return true
  }

  private mutating func expect(_ wanted: FormulaToken, _ name: String) throws(FormulaError) {
    guard accept(wanted) else { throw unexpected(name) }
  }

  private func unexpected(_ expected: String) -> FormulaError {
    if token == .end { return FormulaError("the formula ends here; expected \(expected)", column: item.column) }
    var text = "expected \(expected), not `\(item.text)`"
    if token == .comma, next > 0, case .number = items[next - 1].token { text += "; decimals have a point: 0.5" }
    return FormulaError(text, column: item.column)
  }

  private mutating func nested<T>(
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

  private mutating func formula() throws(FormulaError) -> Formula {
    try nested { (parser) throws(FormulaError) in
      let column = parser.item.column
      if parser.accept(.keyword(.if)) {
        let condition = try parser.condition()
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

  private func isElse(_ token: FormulaToken) -> Bool { token == .keyword(.else) || token == .keyword(.otherwise) }

  private mutating func acceptElse() -> Bool { accept(.keyword(.else)) || accept(.keyword(.otherwise)) }

  /// `a if c else b`, `a for c, b for d`, `a if c; b otherwise`.
  private mutating func caseList(first: Formula, column: Int) throws(FormulaError) -> Formula {
    var cases: [Formula.Case] = []
    var value = first
    while accept(.keyword(.if)) {
      cases.append(Formula.Case(value: value, condition: try condition()))
      if acceptElse() { return Formula(.cases(cases, otherwise: try formula()), column: column) }
      guard !isInArguments, token == .comma || token == .semicolon else { break }
      advance()
      if acceptElse() { return Formula(.cases(cases, otherwise: try formula()), column: column) }
      value = try condition()
      if accept(.keyword(.otherwise)) { return Formula(.cases(cases, otherwise: value), column: column) }
      guard token == .keyword(.if) else { throw unexpected("`if` and the condition of this case, or `otherwise`") }
    }
    return Formula(.cases(cases, otherwise: nil), column: column)
  }

  private mutating func condition() throws(FormulaError) -> Formula {
    var left = try both()
    while token == .keyword(.or) {
      let column = item.column
      advance()
      left = Formula(.either(left, try both()), column: column)
    }
    return left
  }

  private mutating func both() throws(FormulaError) -> Formula {
    var left = try negation()
    while token == .keyword(.and) {
      let column = item.column
      advance()
      left = Formula(.both(left, try negation()), column: column)
    }
    return left
  }

  private mutating func negation() throws(FormulaError) -> Formula {
    let column = item.column
    guard accept(.keyword(.not)) else { return try relation() }
    return try nested { (parser) throws(FormulaError) in Formula(.not(try parser.negation()), column: column) }
  }

  /// `a < b <= c` is `a < b and b <= c`.
  private mutating func relation() throws(FormulaError) -> Formula {
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
  private mutating func rightSide() throws(FormulaError) -> Formula {
    if token == .keyword(.if) { return try formula() }
    let column = item.column
    let value = try sum()
    guard token == .keyword(.if) else { return value }
    return try caseList(first: value, column: column)
  }

  private mutating func sum() throws(FormulaError) -> Formula {
    var left = try product()
    while case .operator(let sign) = token, sign == .add || sign == .subtract {
      let column = item.column
      advance()
      left = Formula(.operation(sign, left, try product()), column: column)
    }
    return left
  }

  private mutating func product() throws(FormulaError) -> Formula {
    var left = try unary()
    while true {
      let column = item.column
      if case .operator(let sign) = token, ![.add, .subtract, .power].contains(sign) {
        advance()
        left = Formula(.operation(sign, left, try unary()), column: column)
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

  private func numberAfterFactor(_ column: Int) -> FormulaError {
    let before = items[next - 1]
    if case .number = before.token {
      return FormulaError(
        "two numbers side by side; write `\(before.text) * \(item.text)` for a product or "
          + "`[\(before.text) \(item.text)]` for a vector", column: column)
    }
    if case .quantity(let quantity) = before.token, !item.isApart {
      return FormulaError("entries are written \(quantity.rawValue)_\(item.text)", column: column)
    }
    return FormulaError("a number after a factor; write `* \(item.text)`", column: column)
  }

  private var beginsOperand: Bool { isOperandStart(token) }

  private func isOperandStart(_ token: FormulaToken) -> Bool {
    switch token {
    case .number, .literal, .constant, .quantity, .index, .function, .squareRoot, .rectifier, .sum, .transposition,
      .kroneckerOrMessage, .partial, .loss, .fraction, .open, .beginCases:
      true
    case .outer: item.text == "outer"
    case .bar: openBars == 0
    default: false
    }
  }

  private mutating func unary() throws(FormulaError) -> Formula {
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

  private mutating func power() throws(FormulaError) -> Formula {
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

  private static func whole(_ value: Int, _ column: Int) -> Formula {
    let size = Formula(.number(Rational(value.magnitude < UInt(Int.max) ? abs(value) : 0)), column: column)
    return value < 0 ? Formula(.negated(size), column: column) : size
  }

  private mutating func exponent() throws(FormulaError) -> Formula {
    let column = item.column
    return try nested { (parser) throws(FormulaError) in
      if parser.accept(.operator(.subtract)) { return Formula(.negated(try parser.exponent()), column: column) }
      if parser.accept(.operator(.add)) { return try parser.exponent() }
      return try parser.power()
    }
  }

  private mutating func postfix() throws(FormulaError) -> Formula {
    var base = try operand()
    while true {
      let column = item.column
      switch token {
      case .transpose:
        advance()
        base = Formula(.transposed(base), column: column)
      case .lowered(let text):
        advance()
        base = Formula(.entry(base, try indices(text, rank: nil, column: column)), column: base.column)
      case .prime:
        throw FormulaError("only f has a derivative here: f'(s); the transpose is ^T", column: column)
      default: return base
      }
    }
  }

  // MARK: operands

  private mutating func operand() throws(FormulaError) -> Formula {
    let column = item.column
    switch token {
    case .number(let value):
      advance()
      // ⅓ is no decimal: it is the quotient that it stands for.
      if value.decimalDigits == nil, let above = Int("\(value.numerator)"), let below = Int("\(value.denominator)") {
        return Formula(.operation(.divide, Self.whole(above, column), Self.whole(below, column)), column: column)
      }
      return Formula(.number(value), column: column)
    case .literal(let matrix):
      advance()
      return Formula(.literal(matrix), column: column)
    case .constant(let constant):
      advance()
      return Formula(.constant(constant), column: column)
    case .index(let letter):
      advance()
      return Formula(.index(letter), column: column)
    case .quantity(let quantity):
      advance()
      return try symbol(quantity, column: column)
    case .kroneckerOrMessage: return try kroneckerOrMessage()
    case .function(let function): return try application(function)
    case .squareRoot:
      advance()
      let half = Formula(.operation(.divide, Self.whole(1, column), Self.whole(2, column)), column: column)
      return Formula(.operation(.power, try argument(), half), column: column)
    case .rectifier:
      advance()
      return Formula(.applied(.max, [Self.whole(0, column), try argument()]), column: column)
    case .transposition:
      advance()
      return Formula(.transposed(try argument()), column: column)
    case .outer:
      advance()
      let pair = try arguments()
      guard pair.count == 2 else { throw FormulaError("outer takes two vectors", column: column) }
      return Formula(.operation(.multiply, pair[0], Formula(.transposed(pair[1]), column: column)), column: column)
    case .partial: return try derivative()
    case .fraction: return try fraction()
    case .beginCases: return try casesEnvironment()
    case .bar:
      advance()
      if token == .bar { throw FormulaError("the norm of x is `sqrt(x^T x)`; |x| is entry by entry", column: column) }
      openBars += 1
      let inside = try formula()
      openBars -= 1
      try expect(.bar, "`|`")
      return Formula(.applied(.abs, [inside]), column: column)
    case .open(let bracket): return try bracketed(bracket)
    case .loss:
      throw FormulaError("the value of L is not known here; write its derivatives, as in ∂L/∂x_j", column: column)
    default: throw unexpected("a number, a name or `(`")
    }
  }

  private mutating func symbol(_ quantity: Quantity, column: Int) throws(FormulaError) -> Formula {
    let whole = Formula(.quantity(quantity), column: column)
    guard case .lowered(let text) = token else {
      try refuseCallSyntax(quantity)
      return whole
    }
    let place = item.column
    advance()
    let indices = try indices(text, rank: quantity.rank, column: place)
    guard indices.count == quantity.rank else {
      let example = Formula(.entry(whole, ["i", "k", "j"].suffix(quantity.rank).map { .letter($0) }))
      let right = quantity.rank == 1 ? Symbol(quantity, 1).formula : example.ascii
      throw FormulaError(
        "\(quantity.rawValue) has \(count(quantity.rank, "index", "indices")), as in \(right); here there "
          + (indices.count == 1 ? "is 1" : "are \(indices.count)"), column: place)
    }
    return Formula(.entry(whole, indices), column: column)
  }

  /// `dx(1)`, `W(1,2)` index in other programs; here they would multiply.
  private func refuseCallSyntax(_ quantity: Quantity) throws(FormulaError) {
    guard token == .open("("), !item.isApart, let close = items[next...].firstIndex(where: { $0.token == .close(")") })
    else { return }
    let inside = items[(next + 1)..<close]
    guard !inside.isEmpty, inside.count == 2 * quantity.rank - 1,
      inside.enumerated().allSatisfy({ place, part in
        if case .number(let value) = part.token { return place % 2 == 0 && value.isInteger && value.signum > 0 }
        return place % 2 == 1 && part.token == .comma
      })
    else { return }
    let index = inside.map(\.text).joined()
    throw FormulaError("entries are written \(quantity.rawValue)[\(index)]", column: item.column)
  }

  /// `δy`, `δ_y`, `δ_{y,k}`, or Kronecker's `δ_ik`.
  private mutating func kroneckerOrMessage() throws(FormulaError) -> Formula {
    let column = item.column
    advance()
    let messages: [Character: Quantity] = ["x": .deltaX, "y": .deltaY, "s": .deltaS, "W": .deltaW]
    let given: [Quantity: Quantity] = [.x: .deltaX, .y: .deltaY, .s: .deltaS, .w: .deltaW]
    if case .quantity(let quantity) = token, let message = given[quantity] {
      advance()
      return try symbol(message, column: column)
    }
    guard case .lowered(let raw) = token else {
      throw FormulaError("δ of what? Write δy, δs, δx, δW, or δ_ik for Kronecker's delta", column: column)
    }
    let place = item.column
    advance()
    let text = raw.filter { !" {}".contains($0) }
    if let first = text.first, let message = messages[first] {
      let rest = text.dropFirst().drop { ",_".contains($0) }
      guard !rest.isEmpty else { return try symbol(message, column: column) }
      let indices = try indices(String(rest), rank: message.rank, column: place)
      guard indices.count == message.rank else {
        throw FormulaError("\(message.rawValue) has \(count(message.rank, "index", "indices"))", column: place)
      }
      return Formula(.entry(Formula(.quantity(message), column: column), indices), column: column)
    }
    let pair = try indices(text, rank: 2, column: place).map { index in
      switch index {
      case .letter(let letter): Formula(.index(letter), column: place)
      case .number(let number): Self.whole(number, place)
      }
    }
    guard pair.count == 2 else {
      throw FormulaError("Kronecker's delta has two indices, as in δ_ik", column: place)
    }
    return Formula(.bracket(Formula(.comparison(.equal, pair[0], pair[1]), column: column)), column: column)
  }

  /// `kj`, `k,j`, `21`, `2,1`; without a comma each digit is an index of its own where there are several indices.
  private func indices(_ text: String, rank: Int?, column: Int) throws(FormulaError) -> [Formula.Index] {
    let plain = text.filter { !$0.isWhitespace && !"{}".contains($0) }
    let hasCommas = plain.contains(",")
    var result: [Formula.Index] = []
    for part in plain.split(separator: ",") {
      var rest = part
      while let first = rest.first {
        let digits = rest.prefix { $0 >= "0" && $0 <= "9" }
        if digits.isEmpty {
          guard FormulaLexer.indexLetters.contains(first) else {
            throw FormulaError(
              "`\(first)` is no index; indices are whole numbers from 1 or letters such as k and j", column: column)
          }
          result.append(.letter(String(first)))
          rest.removeFirst()
        } else {
          let isSplit = !hasCommas && (rank ?? 1) > 1
          for piece in isSplit ? digits.map({ String($0) }) : [String(digits)] {
            guard let number = Int(piece), number > 0 else {
              throw FormulaError("indices are counted from 1, not `\(piece)`", column: column)
            }
            result.append(.number(number))
          }
          rest = rest.dropFirst(digits.count)
        }
      }
    }
    guard !result.isEmpty else {
      throw FormulaError("expected an index, as in x_j, W_kj or W_21", column: column)
    }
    return result
  }

  private mutating func application(_ name: Formula.Function) throws(FormulaError) -> Formula {
    let column = item.column
    advance()
    var function = name
    if function == .f && accept(.prime) { function = .fPrime }
    if function == .fPrime {
      let s = Formula(.quantity(.s), column: column)
      if case .lowered(let text) = token {
        let place = item.column
        advance()
        let argument = Formula(.entry(s, try indices(text, rank: 1, column: place)), column: column)
        return Formula(.applied(.fPrime, [argument]), column: column)
      }
      guard token == .open("(") || token == .open("{") else { return Formula(.applied(.fPrime, [s]), column: column) }
    }
    switch function {
    case .min, .max:
      let arguments = try arguments()
      guard arguments.count > 1 else {
        throw FormulaError("\(function.rawValue) takes two or more, as in \(function.rawValue)(s, 0)", column: column)
      }
      return Formula(.applied(function, arguments), column: column)
    default: return Formula(.applied(function, [try argument()]), column: column)
    }
  }

  /// `(…)`, `{…}`, or one operand with its exponent: `exp s_k`, `ln e^{-1}`.
  private mutating func argument() throws(FormulaError) -> Formula {
    if token == .open("(") || token == .open("{") { return try operand() }
    guard beginsOperand, token != .sum else { throw unexpected("`(` and the argument") }
    return try nested { (parser) throws(FormulaError) in try parser.power() }
  }

  private mutating func arguments() throws(FormulaError) -> [Formula] {
    guard case .open(let bracket) = token, bracket != "[" else { throw unexpected("`(` and the arguments") }
    advance()
    let outer = (isInArguments, openBars)
    (isInArguments, openBars) = (true, 0)
    defer { (isInArguments, openBars) = outer }
    var arguments = [try formula()]
    while accept(.comma) || accept(.semicolon) { arguments.append(try formula()) }
    try expect(.close(bracket == "(" ? ")" : "}"), "`,` or `\(bracket == "(" ? ")" : "}")`")
    return arguments
  }

  private mutating func bracketed(_ bracket: Character) throws(FormulaError) -> Formula {
    let column = item.column
    advance()
    let outer = (isInArguments, openBars)
    (isInArguments, openBars) = (false, 0)
    defer { (isInArguments, openBars) = outer }
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
  private mutating func braceRows(first: Formula, column: Int) throws(FormulaError) -> Formula {
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

  private mutating func casesEnvironment() throws(FormulaError) -> Formula {
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

  private mutating func fraction() throws(FormulaError) -> Formula {
    let column = item.column
    advance()
    if token == .open("{"), next + 1 < items.count, items[next + 1].token == .partial {
      return try derivative()
    }
    let numerator = try group()
    let denominator = try group()
    return Formula(.operation(.divide, numerator, denominator), column: column)
  }

  private mutating func group() throws(FormulaError) -> Formula {
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

  private mutating func bigSum() throws(FormulaError) -> Formula {
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

  private func bound(_ text: String, _ column: Int) throws(FormulaError) -> Formula {
    do throws(FormulaError) {
      return try FormulaParser.formula(text)
    } catch {
      throw FormulaError("cannot read the bound `\(text)` of the sum: \(error.message)", column: column)
    }
  }
}

extension FormulaParser {
  /// `∂L/∂x_j`, `∂y_k/∂x_j`, `\frac{∂y_i}{∂W_{kj}}`: the derivatives that have a name in the lesson.
  private mutating func derivative() throws(FormulaError) -> Formula {
    let column = item.column
    let isFraction = accept(.open("{"))
    let above = try derivativePart(isDenominator: false)
    if isFraction {
      try expect(.close("}"), "`}`")
      try expect(.open("{"), "`{` and the denominator")
    } else {
      try expect(.operator(.divide), "`/` and ∂ of what the derivative is by")
    }
    let below = try derivativePart(isDenominator: true)
    if isFraction { try expect(.close("}"), "`}`") }
    return try derivative(of: above, by: below, column: column)
  }

  private typealias Part = (quantity: Quantity?, indices: [Formula.Index])

  /// One side of a derivative, `∂x_j`, without a quantity for `L`.
  ///
  /// `dx_j` is taken for `∂x_j` below `dL`.
  private mutating func derivativePart(isDenominator: Bool) throws(FormulaError) -> Part {
    let column = item.column
    let plain: [Quantity: Quantity] = [.deltaX: .x, .deltaY: .y, .deltaS: .s, .deltaW: .w]
    if isDenominator, case .quantity(let written) = token, let quantity = plain[written] {
      advance()
      return (quantity, try derivativeIndices(quantity))
    }
    try expect(.partial, "`∂`")
    if accept(.loss) { return (nil, []) }
    guard case .quantity(let quantity) = token, [.w, .x, .s, .y].contains(quantity) else {
      throw FormulaError("derivatives are of L, y and s, by y, s, x and W", column: column)
    }
    advance()
    return (quantity, try derivativeIndices(quantity))
  }

  private mutating func derivativeIndices(_ quantity: Quantity) throws(FormulaError) -> [Formula.Index] {
    guard case .lowered(let text) = token else { return [] }
    let column = item.column
    advance()
    let indices = try indices(text, rank: quantity.rank, column: column)
    guard indices.count == quantity.rank else {
      throw FormulaError("\(quantity.rawValue) has \(count(quantity.rank, "index", "indices"))", column: column)
    }
    return indices
  }

  private func derivative(of above: Part, by below: Part, column: Int) throws(FormulaError) -> Formula {
    func named(_ quantity: Quantity, _ indices: [Formula.Index]) -> Formula {
      let whole = Formula(.quantity(quantity), column: column)
      return indices.isEmpty ? whole : Formula(.entry(whole, indices), column: column)
    }
    func bracket(_ a: Formula.Index, _ b: Formula.Index, _ value: Formula) -> Formula {
      guard a != b else { return value }
      func number(_ index: Formula.Index) -> Formula {
        switch index {
        case .letter(let letter): Formula(.index(letter), column: column)
        case .number(let number): Self.whole(number, column)
        }
      }
      let condition = Formula(.comparison(.equal, number(a), number(b)), column: column)
      return Formula(.operation(.multiply, Formula(.bracket(condition), column: column), value), column: column)
    }
    let hasBoth = above.indices.isEmpty == below.indices.isEmpty
    switch (above.quantity, below.quantity) {
    case (nil, .y?): return named(.deltaY, below.indices)
    case (nil, .s?): return named(.deltaS, below.indices)
    case (nil, .x?): return named(.deltaX, below.indices)
    case (nil, .w?): return named(.deltaW, below.indices)
    case (.y?, .x?) where hasBoth: return named(.jacobian, above.indices + below.indices)
    case (.y?, .w?) where hasBoth: return named(.parameterJacobian, above.indices + below.indices)
    case (.s?, .x?) where hasBoth: return named(.w, above.indices + below.indices)
    case (.y?, .s?) where hasBoth:
      let slope = Formula(.applied(.fPrime, [named(.s, above.indices)]), column: column)
      guard let a = above.indices.first, let b = below.indices.first else {
        return Formula(.applied(.diag, [slope]), column: column)
      }
      return bracket(a, b, slope)
    case (.s?, .w?) where hasBoth && !above.indices.isEmpty:
      return bracket(above.indices[0], below.indices[0], named(.x, [below.indices[1]]))
    default:
      throw FormulaError(
        hasBoth
          ? "this derivative has no name in the lesson; there are ∂L/∂y, ∂L/∂s, ∂L/∂x, ∂L/∂W, ∂y/∂s, ∂y/∂x, ∂y/∂W, ∂s/∂x"
          : "give indices above and below, as in ∂y_k/∂x_j, or on neither", column: column)
    }
  }
}
