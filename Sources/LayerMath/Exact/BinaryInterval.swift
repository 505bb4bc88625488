import BigInt

/// Every real number from `lower·2^exponent` to `upper·2^exponent`: a proof of where a value lies.
///
/// Fixed-point big integers; each operation rounds outwards, so the true value never leaves the interval.
struct BinaryInterval {
  var lower: BigInt
  var upper: BigInt
  var exponent: Int

  /// Encloses `rational·2^bits` as integers at exponent `−bits`.
  init(_ rational: Rational, bits: Int) {
    let shifted = rational.numerator << bits
    lower = shifted.flooredQuotient(rational.denominator)
    upper = shifted.ceiledQuotient(rational.denominator)
    exponent = -bits
  }

  init(lower: BigInt, upper: BigInt, exponent: Int) {
    self.lower = lower
    self.upper = upper
    self.exponent = exponent
  }

  /// The sign where the interval does not contain zero; otherwise `nil`.
  var certainSign: Int? {
    if lower.signum() > 0 { return 1 }
    if upper.signum() < 0 { return -1 }
    return lower.isZero && upper.isZero ? 0 : nil
  }

  /// `self·q`, the bounds rounded outwards.
  func scaled(by q: Rational) -> BinaryInterval {
    let a = lower * q.numerator
    let b = upper * q.numerator
    let (low, high) = a <= b ? (a, b) : (b, a)
    return BinaryInterval(
      lower: low.flooredQuotient(q.denominator), upper: high.ceiledQuotient(q.denominator), exponent: exponent)
  }

  /// Encloses `10^power`, relative width about `|power|·2^(2−bits)`.
  static func power(of10 power: Int, bits: Int) -> BinaryInterval {
    var result = BinaryInterval(lower: 1, upper: 1, exponent: 0)
    for bit in (0..<(Int.bitWidth - power.magnitude.leadingZeroBitCount)).reversed() {
      result = result.times(nonNegative: result)
      if power.magnitude >> bit & 1 == 1 {
        result = result.times(nonNegative: BinaryInterval(lower: 10, upper: 10, exponent: 0))
      }
      result = result.rounded(bits: bits)
    }
    return power < 0 ? result.inverse(bits: bits) : result
  }

  /// So many significant bits, the bounds rounded outwards.
  private func rounded(bits: Int) -> BinaryInterval {
    let surplus = upper.bitWidth - bits
    guard surplus > 0 else { return self }
    return BinaryInterval(
      lower: lower.flooredShift(surplus), upper: -(-upper).flooredShift(surplus), exponent: exponent + surplus)
  }

  /// `self·other` for an `other` that is not negative.
  func times(nonNegative other: BinaryInterval) -> BinaryInterval {
    let a = lower * (lower.signum() < 0 ? other.upper : other.lower)
    let b = upper * (upper.signum() < 0 ? other.lower : other.upper)
    return BinaryInterval(lower: a, upper: b, exponent: exponent + other.exponent)
  }

  var negated: BinaryInterval { BinaryInterval(lower: -upper, upper: -lower, exponent: exponent) }

  /// `1/self` of what is surely above 0, with so many bits more than the bounds have.
  func inverse(bits: Int) -> BinaryInterval {
    let size = upper.bitWidth + bits
    let one = BigInt(1) << size
    return BinaryInterval(lower: one / upper, upper: one / lower + 1, exponent: -exponent - size)
  }

  static func + (a: BinaryInterval, b: BinaryInterval) -> BinaryInterval {
    BinaryInterval(lower: a.lower + b.lower, upper: a.upper + b.upper, exponent: a.exponent)
  }
}

extension BigInt {
  /// ⌊self / 2^bits⌋; the package's own shift truncates towards zero.
  func flooredShift(_ bits: Int) -> BigInt { signum() < 0 ? -((-self + (1 << bits) - 1) >> bits) : self >> bits }

  /// ⌊self / divisor⌋ for a positive divisor; the package's own division truncates towards zero.
  func flooredQuotient(_ divisor: BigInt) -> BigInt {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder.signum() < 0 ? quotient - 1 : quotient
  }

  /// ⌈self / divisor⌉ for a positive divisor.
  func ceiledQuotient(_ divisor: BigInt) -> BigInt { -(-self).flooredQuotient(divisor) }
}

/// Enclosures of the exponential function at rational points.
enum ExponentialEnclosure {
  /// ln 2 times 2^bits, within 1 of the true value.
  ///
  /// `ln 2 = 18 artanh(1/26) − 2 artanh(1/4801) + 8 artanh(1/8749)` (Gourdon and Sebah, "The logarithmic constant
  /// log 2").
  static func ln2(bits: Int) -> BigInt {
    let guardBits = 16
    func artanh(_ inverse: Int) -> BigInt {
      let square = BigInt(inverse * inverse)
      var power = (BigInt(1) << (bits + guardBits)) / BigInt(inverse)
      var sum = power
      var divisor = 1
      while !power.isZero {
        power /= square
        divisor += 2
        sum += power / BigInt(divisor)
      }
      return sum
    }
    return (18 * artanh(26) - 2 * artanh(4801) + 8 * artanh(8749)) >> guardBits
  }

  /// Encloses `e^d` for `d ≤ 0` within 2^(1−bits), at exponent `−bits`.
  static func nonPositive(_ d: Rational, bits: Int) -> BinaryInterval {
    if d.isZero { return BinaryInterval(.one, bits: bits) }
    // e^d < 2^−bits already for d < −bits·ln 2, so the interval from 0 to one unit is enough.
    if d < Rational(-bits) { return BinaryInterval(lower: 0, upper: 1, exponent: -bits) }
    let halvings = 8 + max(0, d.magnitude.floor.bitWidth)
    let work = bits + halvings + 24 + bits.bitWidth - bits.leadingZeroBitCount
    let shifted = Rational(d.numerator << work, over: d.denominator) ?? .zero
    let result = taylor(shifted.floor >> halvings, halvings: halvings, work: work) >> (work - bits)
    return BinaryInterval(lower: max(0, result - 1), upper: result + 2, exponent: -bits)
  }

  /// Encloses `e^r` for any `r` with |r| < 2^60, relative width about 2^(3−bits).
  static func any(_ r: Rational, bits: Int) -> BinaryInterval {
    if r.isZero { return BinaryInterval(.one, bits: bits) }
    let size = r.magnitude.floor.bitWidth + 2
    let work = bits + 48 + size
    let logarithm = ln2(bits: work)
    let shifted = Rational(r.numerator << work, over: r.denominator) ?? .zero
    let exponent = shifted.floor.flooredQuotient(logarithm) + 1
    // −ln 2 ≤ t ≤ 0, so e^t lies between 1/2 and 1.
    let t = shifted.floor - exponent * logarithm
    let value = taylor(t >> 8, halvings: 8, work: work) >> (work - bits)
    return BinaryInterval(lower: value - 2, upper: value + 3, exponent: Int(exponent) - bits)
  }

  /// `exp(x·2^−work)^(2^halvings)` at `work` fractional bits: Taylor series near 0, then squaring.
  private static func taylor(_ x: BigInt, halvings: Int, work: Int) -> BigInt {
    var sum = BigInt(1) << work
    var term = sum
    var index = 1
    while !term.isZero && term != -1 {
      term = ((term * x) >> work) / BigInt(index)
      sum += term
      index += 1
    }
    for _ in 0..<halvings { sum = (sum * sum) >> work }
    return sum
  }
}
