import BigInt

/// Every real number from `lower` to `upper`: what is known of a value that has no exact form.
///
/// Each operation rounds outwards to 192 significant bits, so the true value never leaves the interval.
package struct Enclosure: Hashable, Sendable {
  package let lower: Rational
  package let upper: Rational

  static let bits = 192
  /// Exponents beyond ±this are refused or taken for 0: `e^20000` has 8,686 digits.
  private static let exponentLimit = Rational(20_000)

  /// - Precondition: `lower ≤ upper`.
  init(lower: Rational, upper: Rational) {
    self.lower = lower.rounded(bits: Self.bits, up: false)
    self.upper = upper.rounded(bits: Self.bits, up: true)
  }

  /// Encloses an exact value tightly; `nil` where it is too large to write out.
  init?(_ value: ExactNumber) {
    guard var result = Enclosure(value.sum) else { return nil }
    for part in value.divisor.powers {
      guard let base = Enclosure(part.base) else { return nil }
      for _ in 0..<part.exponent {
        guard let quotient = result.divided(by: base) else { return nil }
        result = quotient
      }
    }
    self = result
  }

  /// Encloses a sum tightly; `nil` where it is too large to write out.
  init?(_ value: ExactSum) {
    if let rational = value.rational {
      self.init(lower: rational, upper: rational)
      return
    }
    guard let first = value.terms.first, first.exponent <= Self.exponentLimit else { return nil }
    var bits = Self.bits
    while true {
      var sum = Enclosure(lower: .zero, upper: .zero)
      for term in value.terms {
        guard let power = Self.exponential(term.exponent, bits: bits) else { return nil }
        let q = term.coefficient
        let (a, b) = (power.lower * q, power.upper * q)
        sum = Enclosure(exactly: sum.lower + Swift.min(a, b), sum.upper + Swift.max(a, b))
      }
      // Terms that cancel need more bits; the sum of a normal form is never 0.
      let width = sum.upper - sum.lower
      let isTight =
        width * Rational(BigInt(1) << (Self.bits / 2)) <= Swift.min(sum.lower.magnitude, sum.upper.magnitude)
      if (isTight && sum.signum != nil) || bits > 1024 {
        self.init(lower: sum.lower, upper: sum.upper)
        return
      }
      bits *= 2
    }
  }

  private init(exactly lower: Rational, _ upper: Rational) {
    self.lower = lower
    self.upper = upper
  }

  /// The middle where the bounds agree in all digits that are shown, 0 where all between them is next to 0, else `nil`.
  package var shown: Rational? {
    let nearest = Swift.min(lower.magnitude, upper.magnitude)
    if signum != nil, (upper - lower).times(powerOf2: Self.shownBits) <= nearest {
      return (lower + upper).times(powerOf2: -1)
    }
    let farthest = Swift.max(lower.magnitude, upper.magnitude)
    return farthest.times(powerOf2: Self.shownBits) <= .one ? .zero : nil
  }

  /// Thirty decimals are shown at the most.
  private static let shownBits = 104

  var signum: Int? {
    if lower.signum > 0 { return 1 }
    if upper.signum < 0 { return -1 }
    return lower.isZero && upper.isZero ? 0 : nil
  }

  var magnitude: Enclosure {
    if lower.signum >= 0 { return self }
    if upper.signum <= 0 { return -self }
    return Enclosure(lower: .zero, upper: Swift.max(lower.magnitude, upper.magnitude))
  }

  static func + (a: Enclosure, b: Enclosure) -> Enclosure {
    Enclosure(lower: a.lower + b.lower, upper: a.upper + b.upper)
  }

  static prefix func - (a: Enclosure) -> Enclosure { Enclosure(exactly: -a.upper, -a.lower) }

  static func * (a: Enclosure, b: Enclosure) -> Enclosure {
    let corners = [a.lower * b.lower, a.lower * b.upper, a.upper * b.lower, a.upper * b.upper]
    return Enclosure(lower: corners.min() ?? .zero, upper: corners.max() ?? .zero)
  }

  /// `nil` where the divisor may be 0.
  func divided(by other: Enclosure) -> Enclosure? {
    guard let sign = other.signum, sign != 0, let high = other.lower.reciprocal, let low = other.upper.reciprocal else {
      return nil
    }
    return self * Enclosure(lower: low, upper: high)
  }

  /// `e^self`; `nil` where that is too large to write out.
  var exponential: Enclosure? {
    guard let low = Self.exponential(lower, bits: Self.bits), let high = Self.exponential(upper, bits: Self.bits) else {
      return nil
    }
    return Enclosure(lower: low.lower, upper: high.upper)
  }

  private static func exponential(_ r: Rational, bits: Int) -> Enclosure? {
    guard r <= exponentLimit else { return nil }
    guard r >= -exponentLimit else {
      return exponential(-exponentLimit, bits: bits).map { Enclosure(exactly: .zero, $0.upper) }
    }
    let interval = ExponentialEnclosure.any(r, bits: bits + 8)
    return Enclosure(
      exactly: Rational(interval.lower).times(powerOf2: interval.exponent),
      Rational(interval.upper).times(powerOf2: interval.exponent))
  }

  /// The natural logarithm; `nil` unless surely above 0.
  var logarithm: Enclosure? {
    guard lower.signum > 0, let low = Self.logarithm(lower), let high = Self.logarithm(upper) else { return nil }
    return Enclosure(lower: low.lower, upper: high.upper)
  }

  /// `ln(1 + self)` for a small `self` whose sign is known, with as many significant digits as it has; else `nil`.
  ///
  /// `2 artanh z = 2 (z + z³/3 + z⁵/5 + …)` with `z = d/(2 + d)`; each term is at most 2^−30 of the one before, and what is left
  /// out behind the last is less than that term.
  var logarithmOfOnePlus: Enclosure? {
    guard let sign = signum, sign != 0, Swift.max(lower.magnitude, upper.magnitude).times(powerOf2: 16) <= .one else {
      return nil
    }
    let two = Enclosure(lower: Rational(2), upper: Rational(2))
    guard let z = divided(by: two + self) else { return nil }
    let square = z * z
    var power = z
    var sum = z
    for index in 1...8 {
      power = power * square
      guard let divisor = Rational(1, over: BigInt(2 * index + 1)) else { return nil }
      sum = sum + power * Enclosure(lower: divisor, upper: divisor)
    }
    // Each z^(2k+1) has the sign of z, so that what is left out goes on in that direction.
    let rest = (power * square).magnitude.upper
    return two * (sum + Enclosure(lower: sign < 0 ? -rest : .zero, upper: sign < 0 ? .zero : rest))
  }

  /// `ln q = e·ln 2 + 2 artanh((m − 1)/(m + 1))` with `q = m·2^e` and `m` from 1/2 to 2.
  private static func logarithm(_ q: Rational) -> Enclosure? {
    let exponent = q.numerator.bitWidth - q.denominator.bitWidth
    let m = q.times(powerOf2: -exponent)
    guard let inverse = (m + .one).reciprocal else { return nil }
    let z = (m - .one) * inverse
    let work = bits + 32
    let scale = Rational(BigInt(1) << work)
    let square = (z * z * scale).floor
    var power = (z.magnitude * scale).floor
    var sum = power
    var divisor = 1
    while !power.isZero {
      power = (power * square) >> work
      divisor += 2
      sum += power / BigInt(divisor)
    }
    // |z| ≤ 1/3, so under `work` terms, each less than 2 units short.
    let slack = BigInt(4 * work)
    let sign = z.signum < 0 ? -1 : 1
    let twice = 2 * sum
    let (low, high) = sign > 0 ? (twice, twice + slack) : (-twice - slack, -twice)
    let logarithm2 = ExponentialEnclosure.ln2(bits: work) * BigInt(exponent)
    let doubt = BigInt(abs(exponent) + 1)
    return Enclosure(
      lower: Rational(logarithm2 + low - doubt).times(powerOf2: -work),
      upper: Rational(logarithm2 + high + doubt).times(powerOf2: -work))
  }
}

extension Rational {
  func times(powerOf2 exponent: Int) -> Rational {
    exponent >= 0
      ? Rational(numerator << exponent, over: denominator) ?? self
      : Rational(numerator, over: denominator << -exponent) ?? self
  }

  /// The nearest value of so many significant bits in one direction.
  func rounded(bits: Int, up: Bool) -> Rational {
    guard smallParts == nil, numerator.bitWidth + denominator.bitWidth > bits + 64 else { return self }
    let shift = bits - (numerator.magnitude.bitWidth - denominator.magnitude.bitWidth)
    // Without lowest terms in between: those of long numbers cost seconds.
    let (above, below) =
      shift >= 0 ? (numerator << shift, denominator) : (numerator, denominator << -shift)
    return Rational(up ? above.ceiledQuotient(below) : above.flooredQuotient(below)).times(powerOf2: -shift)
  }
}
