/// Formulas put together as a person writes them down: no `0 +`, no `1 ·`, signs in front, numbers worked out.
extension Formula {
  /// `s_k`, the argument of an activation.
  package static let unitArgument = Formula(.entry(Formula(.quantity(.s)), [.letter("k")]))

  /// `a`, the trained parameter of an activation.
  package static let trainedParameter = Formula(.quantity(.a))

  /// With a number in place of `a`.
  func with(trained: Rational?) -> Formula {
    guard let trained, speaks(of: [.a]) else { return self }
    return self == .trainedParameter ? .constant(trained) : mapping { $0.with(trained: trained) }
  }

  /// A rational number: negative as `−2`, without a decimal as `1/3`.
  static func constant(_ value: Rational) -> Formula {
    guard value.signum >= 0 else { return Formula(.negated(constant(-value))) }
    guard value.decimalDigits == nil else { return Formula(.number(value)) }
    return Formula(
      .operation(
        .divide, Formula(.number(Rational(value.numerator))), Formula(.number(Rational(value.denominator)))))
  }

  static func negative(_ a: Formula) -> Formula {
    if let value = a.rationalConstant { return constant(-value) }
    switch a.node {
    case .negated(let inside): return inside
    case .operation(.subtract, let first, let second): return difference(second, first)
    default: return Formula(.negated(a))
    }
  }

  /// `−a − b` for `a + b`: the sign on every summand.
  static func negativeSummands(_ a: Formula) -> Formula {
    if case .operation(.add, let first, let second) = a.node {
      return Formula(.operation(.subtract, negativeSummands(first), second))
    }
    return negative(a)
  }

  static func sum(_ a: Formula, _ b: Formula) -> Formula {
    if let first = a.rationalConstant {
      if first.isZero { return b }
      if let second = b.rationalConstant { return constant(first + second) }
    }
    if b.rationalConstant?.isZero ?? false { return a }
    if case .negated(let inside) = b.node { return Formula(.operation(.subtract, a, inside)) }
    return Formula(.operation(.add, a, b))
  }

  static func difference(_ a: Formula, _ b: Formula) -> Formula {
    if let first = a.rationalConstant {
      if first.isZero { return negative(b) }
      if let second = b.rationalConstant { return constant(first - second) }
    }
    if b.rationalConstant?.isZero ?? false { return a }
    if case .negated(let inside) = b.node { return Formula(.operation(.add, a, inside)) }
    return Formula(.operation(.subtract, a, b))
  }

  static func product(_ a: Formula, _ b: Formula) -> Formula {
    if case .negated(let inside) = a.node { return negative(product(inside, b)) }
    if case .negated(let inside) = b.node { return negative(product(a, inside)) }
    let (first, second) = (a.rationalConstant, b.rationalConstant)
    if let first, let second { return constant(first * second) }
    if let first {
      if first.isZero { return constant(.zero) }
      if first == .one { return b }
      if let (other, rest) = b.numberInFront { return product(constant(first * other), rest) }
      if case .operation(.multiply, _, _) = b.node { return b.multiplied(by: first) }
      // `2 · u/v` is one fraction.
      if case .operation(.divide, let above, let below) = b.node { return quotient(product(a, above), below) }
    }
    if second != nil { return product(b, a) }
    // `u · 1/v` is one fraction too.
    if first == nil, case .operation(.divide, let above, let below) = b.node, above.rationalConstant == .one {
      return quotient(a, below)
    }
    if first == nil, case .operation(.divide, let above, let below) = a.node, above.rationalConstant == .one {
      return quotient(b, below)
    }
    // A number that stands in front stays in front.
    let (one, other) = (a.numberInFront, b.numberInFront)
    if one != nil || other != nil {
      let body = Formula(.operation(.multiply, one?.rest ?? a, other?.rest ?? b))
      return body.multiplied(by: (one?.number ?? .one) * (other?.number ?? .one))
    }
    return Formula(.operation(.multiply, a, b))
  }

  /// `2` and `a s` of `2 a s`; `nil` where no number stands in front.
  private var numberInFront: (number: Rational, rest: Formula)? {
    guard case .operation(.multiply, let left, let right) = node else { return nil }
    if let number = left.rationalConstant { return (number, right) }
    return left.numberInFront.map { ($0.number, Formula(.operation(.multiply, $0.rest, right))) }
  }

  /// With a number before the first factor, as one writes it: `2 a s`.
  private func multiplied(by number: Rational) -> Formula {
    if number == .one { return self }
    if number.signum < 0 { return .negative(multiplied(by: -number)) }
    guard case .operation(.multiply, let left, let right) = node else {
      return Formula(.operation(.multiply, .constant(number), self))
    }
    return Formula(.operation(.multiply, left.multiplied(by: number), right))
  }

  static func quotient(_ a: Formula, _ b: Formula) -> Formula {
    if case .negated(let inside) = a.node { return negative(quotient(inside, b)) }
    if let above = a.rationalConstant, above.isZero { return a }
    if let below = b.rationalConstant, let inverse = below.reciprocal {
      if below == .one { return a }
      if let above = a.rationalConstant { return constant(above * inverse) }
    }
    return Formula(.operation(.divide, a, b))
  }

  static func power(_ a: Formula, _ exponent: Int) -> Formula {
    if exponent == 1 { return a }
    if exponent == 0 { return constant(.one) }
    if case .operation(.power, let base, let inner) = a.node, let count = inner.rationalConstant, count.isInteger,
      let times = Int("\(count)")
    {
      return power(base, times * exponent)
    }
    return Formula(.operation(.power, a, constant(Rational(exponent))))
  }
}
