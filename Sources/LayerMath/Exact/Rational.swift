import BigInt

/// A rational number `numerator/denominator`, always in lowest terms with a positive denominator.
///
/// Everything a person types is rational (`0.5`, `1/3`, `1e-3`), so `W`, `x`, `δy` and `s = Wx` are exact. There is no
/// overflow and no rounding: parts that fit a machine word are kept in one, since nearly all do and a screen shows
/// hundreds of them; larger ones are big integers. The ring operations and division by a non-zero number are closed.
package struct Rational: Hashable, Sendable {
  /// One form per value: `small` whenever both parts fit.
  ///
  /// The rare big ones stand elsewhere: in place they would make every number 80 bytes instead of 24.
  private enum Storage: Hashable, Sendable {
    case small(Int, Int)
    indirect case big(BigInt, BigInt)
  }

  private let storage: Storage

  package static let zero = Rational(0)
  package static let one = Rational(1)

  package init(_ integer: Int) {
    storage = integer == .min ? .big(BigInt(integer), 1) : .small(integer, 1)
  }

  package init(_ integer: BigInt) { self.init(lowest: integer, 1) }

  /// The quotient in lowest terms; `nil` for denominator 0.
  package init?(_ numerator: BigInt, over denominator: BigInt) {
    guard !denominator.isZero else { return nil }
    self.init(numerator, nonZero: denominator)
  }

  private init(_ numerator: BigInt, nonZero denominator: BigInt) {
    let divisor = Self.greatestCommonDivisor(numerator, denominator)
    let sign: BigInt = denominator.sign == .minus ? -1 : 1
    self.init(lowest: sign * numerator / divisor, sign * denominator / divisor)
  }

  /// The package goes bit by bit, which is slow for two numbers of very different length, or where one is `2^m`.
  private static func greatestCommonDivisor(_ a: BigInt, _ b: BigInt) -> BigInt {
    let (small, large) = a.magnitude < b.magnitude ? (a.magnitude, b.magnitude) : (b.magnitude, a.magnitude)
    guard !small.isZero else { return BigInt(large) }
    let twos = small.trailingZeroBitCount
    if twos == small.bitWidth - 1 { return BigInt(1) << min(twos, large.trailingZeroBitCount) }
    guard large.bitWidth > small.bitWidth + 64 else { return BigInt(small.greatestCommonDivisor(with: large)) }
    return BigInt(small.greatestCommonDivisor(with: large % small))
  }

  private init(lowest numerator: BigInt, _ denominator: BigInt) {
    // With the bit of the sign: all that machine arithmetic keeps small, or one value would have two forms.
    if numerator.bitWidth <= 64, denominator.bitWidth <= 64, numerator != BigInt(Int.min) {
      storage = .small(Int(truncatingIfNeeded: numerator), Int(truncatingIfNeeded: denominator))
    } else {
      storage = .big(numerator, denominator)
    }
  }

  /// - Precondition: `denominator > 0`, neither part is the least integer.
  package init(_ numerator: Int, positive denominator: Int) {
    let divisor = Self.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    storage = .small(numerator / divisor, denominator / divisor)
  }

  static func greatestCommonDivisor(_ a: UInt, _ b: UInt) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return Int(a)
  }

  package var numerator: BigInt {
    switch storage {
    case .small(let numerator, _): BigInt(numerator)
    case .big(let numerator, _): numerator
    }
  }

  package var denominator: BigInt {
    switch storage {
    case .small(_, let denominator): BigInt(denominator)
    case .big(_, let denominator): denominator
    }
  }

  /// Whether `self·10^power` is whole, without the lowest terms of a product that may have 100,000 digits.
  func isInteger(timesPowerOfTen power: Int) -> Bool {
    let factor = BigInt(10).power(abs(power))
    return power >= 0 ? (factor % denominator).isZero : isInteger && (numerator % factor).isZero
  }

  /// Both parts where each fits a machine word.
  var smallParts: (numerator: Int, denominator: Int)? {
    if case .small(let numerator, let denominator) = storage { (numerator, denominator) } else { nil }
  }

  /// Whether the numerator is from `−limit` to `limit`, so that the value is too.
  func hasNumerator(within limit: Int) -> Bool {
    if case .small(let numerator, _) = storage { -limit...limit ~= numerator } else { false }
  }

  /// −1, 0 or 1.
  package var signum: Int {
    switch storage {
    case .small(let numerator, _): numerator.signum()
    case .big(let numerator, _): Int(numerator.signum())
    }
  }

  package var isZero: Bool { storage == .small(0, 1) }

  package var isInteger: Bool {
    switch storage {
    case .small(_, let denominator): denominator == 1
    case .big(_, let denominator): denominator == 1
    }
  }

  package var magnitude: Rational { signum < 0 ? -self : self }

  /// `1/self`; `nil` for zero.
  package var reciprocal: Rational? { Rational(denominator, over: numerator) }

  /// The largest integer not above the value.
  package var floor: BigInt {
    switch storage {
    case .small(let numerator, let denominator):
      let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
      return BigInt(remainder < 0 ? quotient - 1 : quotient)
    case .big(let numerator, let denominator): return numerator.flooredQuotient(denominator)
    }
  }

  /// How many decimals write the value in full; `nil` where no finite number does.
  package var decimalDigits: Int? {
    var rest = denominator
    let twos = rest.trailingZeroBitCount
    var fives = 0
    rest >>= twos
    while rest > 1 {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 5)
      guard remainder.isZero else { return nil }
      rest = quotient
      fives += 1
    }
    return Swift.max(twos, fives)
  }

  package static func + (a: Rational, b: Rational) -> Rational {
    if let a = a.smallParts, let b = b.smallParts {
      let (left, overflowsLeft) = a.numerator.multipliedReportingOverflow(by: b.denominator)
      let (right, overflowsRight) = b.numerator.multipliedReportingOverflow(by: a.denominator)
      let (sum, overflowsSum) = left.addingReportingOverflow(right)
      let (denominator, overflowsBelow) = a.denominator.multipliedReportingOverflow(by: b.denominator)
      if !overflowsLeft && !overflowsRight && !overflowsSum && !overflowsBelow && sum != .min {
        return Rational(sum, positive: denominator)
      }
    }
    return Rational(a.numerator * b.denominator + b.numerator * a.denominator, nonZero: a.denominator * b.denominator)
  }

  package static func - (a: Rational, b: Rational) -> Rational { a + (-b) }

  package static prefix func - (a: Rational) -> Rational {
    if let (numerator, denominator) = a.smallParts { return Rational(-numerator, positive: denominator) }
    return Rational(lowest: -a.numerator, a.denominator)
  }

  package static func * (a: Rational, b: Rational) -> Rational {
    if let a = a.smallParts, let b = b.smallParts {
      let (numerator, overflowsAbove) = a.numerator.multipliedReportingOverflow(by: b.numerator)
      let (denominator, overflowsBelow) = a.denominator.multipliedReportingOverflow(by: b.denominator)
      if !overflowsAbove && !overflowsBelow && numerator != .min { return Rational(numerator, positive: denominator) }
    }
    return Rational(a.numerator * b.numerator, nonZero: a.denominator * b.denominator)
  }
}

extension Rational: Comparable {
  package static func < (a: Rational, b: Rational) -> Bool {
    if let a = a.smallParts, let b = b.smallParts {
      let (left, overflowsLeft) = a.numerator.multipliedReportingOverflow(by: b.denominator)
      let (right, overflowsRight) = b.numerator.multipliedReportingOverflow(by: a.denominator)
      if !overflowsLeft && !overflowsRight { return left < right }
    }
    return a.numerator * b.denominator < b.numerator * a.denominator
  }
}

extension Rational: CustomStringConvertible {
  /// `3`, `-2` or `3/4`.
  package var description: String {
    if let (numerator, denominator) = smallParts {
      return denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
    }
    return isInteger ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}
