import BigInt

/// A rational number `numerator/denominator`, always in lowest terms with a positive denominator.
///
/// Everything a person types is rational (`0.5`, `1/3`, `1e-3`), so `W`, `x`, `δy` and `s = Wx` are exact. Big
/// integers carry the parts: there is no overflow and no rounding. The ring operations and division by a non-zero
/// number are closed.
package struct Rational: Hashable, Sendable {
  package let numerator: BigInt
  package let denominator: BigInt

  package static let zero = Rational(0)
  package static let one = Rational(1)

  package init(_ integer: Int) {
    numerator = BigInt(integer)
    denominator = 1
  }

  package init(_ integer: BigInt) {
    numerator = integer
    denominator = 1
  }

  /// The quotient in lowest terms; `nil` for denominator 0.
  package init?(_ numerator: BigInt, over denominator: BigInt) {
    guard !denominator.isZero else { return nil }
    self.init(numerator, positiveOrNegative: denominator)
  }

  /// - Precondition: `denominator` is not zero.
  private init(_ numerator: BigInt, positiveOrNegative denominator: BigInt) {
    if denominator == 1 {
      self.init(numerator)
      return
    }
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    let sign: BigInt = denominator.sign == .minus ? -1 : 1
    self.init(lowest: sign * numerator / divisor, sign * denominator / divisor)
  }

  private init(lowest numerator: BigInt, _ denominator: BigInt) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// −1, 0 or 1.
  package var signum: Int { Int(numerator.signum()) }
  package var isZero: Bool { numerator.isZero }
  package var isInteger: Bool { denominator == 1 }
  package var magnitude: Rational { Rational(lowest: BigInt(numerator.magnitude), denominator) }

  /// `1/self`; `nil` for zero.
  package var reciprocal: Rational? { Rational(denominator, over: numerator) }

  /// The largest integer not above the value.
  package var floor: BigInt {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder.sign == .minus && !remainder.isZero ? quotient - 1 : quotient
  }

  package static func + (a: Rational, b: Rational) -> Rational {
    if a.denominator == b.denominator {
      return Rational(a.numerator + b.numerator, positiveOrNegative: a.denominator)
    }
    return Rational(
      a.numerator * b.denominator + b.numerator * a.denominator,
      positiveOrNegative: a.denominator * b.denominator)
  }

  package static func - (a: Rational, b: Rational) -> Rational { a + (-b) }

  package static prefix func - (a: Rational) -> Rational { Rational(lowest: -a.numerator, a.denominator) }

  package static func * (a: Rational, b: Rational) -> Rational {
    Rational(a.numerator * b.numerator, positiveOrNegative: a.denominator * b.denominator)
  }
}

extension Rational: Comparable {
  package static func < (a: Rational, b: Rational) -> Bool {
    a.numerator * b.denominator < b.numerator * a.denominator
  }
}

extension Rational: CustomStringConvertible {
  /// `3`, `-2` or `3/4`.
  package var description: String { isInteger ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
