/// What a product is made of: numbers, quantities with their indices, functions and their arguments.
extension FormulaParser {
  mutating func operand() throws(FormulaError) -> Formula {
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
      if let derivative = try plainDerivative() { return derivative }
      advance()
      return try symbol(quantity, column: column)
    case .kroneckerOrMessage: return try kroneckerOrMessage()
    case .function(let function): return try application(function)
    case .squareRoot:
      advance()
      let half = Formula(.operation(.divide, Self.whole(1, column), Self.whole(2, column)), column: column)
      return Formula(.operation(.power, try argument(), half), column: column)
    case .shorthand(let name):
      advance()
      return Self.written(out: name, try argument(), column)
    case .choice:
      advance()
      let parts = try arguments()
      guard parts.count == 3 else {
        throw FormulaError("where takes a condition and two values, as in where(s > 0, 1, exp(s))", column: column)
      }
      return Formula(
        .cases([Formula.Case(value: parts[1], condition: parts[0])], otherwise: parts[2]), column: column)
    case .transposition:
      advance()
      return Formula(.transposed(try argument()), column: column)
    case .outer:
      advance()
      let pair = try arguments()
      guard pair.count == 2 else { throw FormulaError("outer takes two vectors", column: column) }
      return Formula(.operation(.multiply, pair[0], Formula(.transposed(pair[1]), column: column)), column: column)
    case .partial: return try derivative()
    case .nabla: return try nabla()
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
      advance()
      return Formula(.quantity(.loss), column: column)
    default: throw unexpected("a number, a name or `(`")
    }
  }

  /// A shorthand as the formula that it stands for, entry by entry.
  private static func written(out name: FormulaToken.Shorthand, _ u: Formula, _ column: Int) -> Formula {
    func at(_ node: Formula.Node) -> Formula { Formula(node, column: column) }
    let one = whole(1, column)
    let (grown, shrunk) = (at(.applied(.exp, [u])), at(.applied(.exp, [at(.negated(u))])))
    switch name {
    case .relu: return at(.applied(.max, [whole(0, column), u]))
    case .sigmoid: return at(.operation(.divide, one, at(.operation(.add, one, shrunk))))
    case .softplus: return at(.applied(.ln, [at(.operation(.add, one, grown))]))
    case .tanh:
      return at(
        .operation(
          .hadamardDivide, at(.operation(.subtract, grown, shrunk)), at(.operation(.add, grown, shrunk))))
    }
  }

  mutating func symbol(_ quantity: Quantity, column: Int) throws(FormulaError) -> Formula {
    let whole = Formula(.quantity(quantity), column: column)
    guard case .lowered(let text) = token else {
      try refuseCallSyntax(quantity)
      return whole
    }
    let place = item.column
    advance()
    let indices = completed(try indices(text, rank: quantity.rank, column: place), of: quantity)
    guard indices.count == quantity.rank else {
      if quantity.rank == 0 {
        throw FormulaError("\(quantity.rawValue) is one number and has no index", column: place)
      }
      let example = Formula(.entry(whole, ["i", "k", "j"].suffix(quantity.rank).map { .letter($0) }))
      let right = quantity.rank == 1 ? Symbol(quantity, 1).formula : example.ascii
      throw FormulaError(
        "\(quantity.rawValue) has \(count(quantity.rank, "index", "indices")), as in \(right); here there "
          + (indices.count == 1 ? "is 1" : "are \(indices.count)"), column: place)
    }
    return Formula(.entry(whole, indices), column: column)
  }

  /// `dx(1)`, `W(1,2)` index in other programs; here they would multiply.
  func refuseCallSyntax(_ quantity: Quantity) throws(FormulaError) {
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
  mutating func kroneckerOrMessage() throws(FormulaError) -> Formula {
    let column = item.column
    advance()
    // `δ x` is a product where δ stands for something alone.
    if case .quantity(let quantity) = token, let message = quantity.gradient, names.loneDelta == nil || !item.isApart {
      advance()
      return try symbol(message, column: column)
    }
    guard case .lowered(let raw) = token else {
      if let message = names.loneDelta { return Formula(.quantity(message), column: column) }
      throw FormulaError("δ of what? Write δy, δs, δx, δW, or δ_ik for Kronecker's delta", column: column)
    }
    let place = item.column
    advance()
    let text = raw.filter { !" {}".contains($0) }
    let named: Quantity? =
      if let first = text.first, case .quantity(let own)? = names.token(String(first)) { own } else {
        text.first.flatMap { Quantity(rawValue: String($0)) }
      }
    if let message = named?.gradient {
      let rest = text.dropFirst().drop { ",_".contains($0) }
      guard !rest.isEmpty else { return try symbol(message, column: column) }
      let indices = try indices(String(rest), rank: message.rank, column: place)
      guard indices.count == message.rank else {
        throw FormulaError("\(message.rawValue) has \(count(message.rank, "index", "indices"))", column: place)
      }
      return Formula(.entry(Formula(.quantity(message), column: column), indices), column: column)
    }
    let written = try indices(text, rank: 2, column: place)
    if let message = names.loneDelta, written.count == message.rank {
      return Formula(.entry(Formula(.quantity(message), column: column), written), column: column)
    }
    let pair = written.map { index in
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
  func indices(_ text: String, rank: Int?, column: Int) throws(FormulaError) -> [Formula.Index] {
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

  mutating func application(_ name: Formula.Function) throws(FormulaError) -> Formula {
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
  mutating func argument() throws(FormulaError) -> Formula {
    if token == .open("(") || token == .open("{") { return try operand() }
    guard beginsOperand, token != .sum else { throw unexpected("`(` and the argument") }
    return try nested { (parser) throws(FormulaError) in try parser.power() }
  }

  mutating func arguments() throws(FormulaError) -> [Formula] {
    guard case .open(let bracket) = token, bracket != "[" else { throw unexpected("`(` and the arguments") }
    advance()
    let outer = (isInArguments, openBars, awaitsThen)
    (isInArguments, openBars, awaitsThen) = (true, 0, false)
    defer { (isInArguments, openBars, awaitsThen) = outer }
    var arguments = [try formula()]
    while accept(.comma) || accept(.semicolon) { arguments.append(try formula()) }
    try expect(.close(bracket == "(" ? ")" : "}"), "`,` or `\(bracket == "(" ? ")" : "}")`")
    return arguments
  }

}
