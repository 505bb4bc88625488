/// Formulas put together as a person writes them down: no `0 +`, no `1 ·`, signs in front, numbers worked out.
extension Formula {
  /// `s_k`, the argument of an activation.
  package static let unitArgument = Formula(.entry(Formula(.quantity(.s)), [.letter("k")]))

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
    if case .negated(let inside) = a.node { return inside }
    return Formula(.negated(a))
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
      if case .operation(.multiply, let factor, let rest) = b.node, let other = factor.rationalConstant {
        return product(constant(first * other), rest)
      }
      // `2 · u/v` is one fraction.
      if case .operation(.divide, let above, let below) = b.node { return quotient(product(a, above), below) }
    }
    if second != nil { return product(b, a) }
    // A number that stands in front stays in front.
    if case .operation(.multiply, let factor, let rest) = a.node, factor.rationalConstant != nil {
      return product(factor, product(rest, b))
    }
    if case .operation(.multiply, let factor, let rest) = b.node, factor.rationalConstant != nil {
      return product(factor, product(a, rest))
    }
    return Formula(.operation(.multiply, a, b))
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
