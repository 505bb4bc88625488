import BigInt

/// A quotient of finite sums `Σ qᵢ·exp(rᵢ)` with rational `qᵢ`, `rᵢ`: the sums that ELU needs, and what sigmoid, tanh and swish
/// divide by.
///
/// What divides both parts whole is divided out, so that a quotient that is a sum is one. Whether two are equal is decided by
/// multiplying out, in whatever form they are. Closed under `+`, `−`, `·`, and `/` by what is not 0.
package struct ExactNumber: Sendable {
  package let sum: ExactSum
  package let divisor: ExactDivisor

  package static let zero = ExactNumber(ExactSum.zero)
  package static let one = ExactNumber(ExactSum.one)

  package init(_ sum: ExactSum) {
    self.sum = sum
    divisor = .one
  }

  private init(_ sum: ExactSum, over divisor: ExactDivisor) {
    (self.sum, self.divisor) = divisor.lowestTerms(sum)
  }

  package init(_ rational: Rational) { self.init(ExactSum(rational)) }

  package init(_ integer: Int) { self.init(Rational(integer)) }

  /// A sum of many numbers: sorted once instead of merged one by one.
  package init(sumOf numbers: [ExactNumber]) {
    if numbers.allSatisfy(\.isSum) {
      self.init(ExactSum(sumOf: numbers.map(\.sum)))
    } else {
      self = numbers.reduce(.zero, +)
    }
  }

  /// `e^r`.
  package static func exp(_ r: Rational) -> ExactNumber { ExactNumber(ExactSum.exp(r)) }

  /// Whether nothing is divided by.
  package var isSum: Bool { divisor.isOne }

  /// The value where it is rational, that is without an exponential.
  package var rational: Rational? { isSum ? sum.rational : nil }

  package var isZero: Bool { sum.isZero }

  /// Terms above and below the line: how long it is to write and to compute with.
  package var termCount: Int { sum.terms.count + divisor.powers.reduce(0) { $0 + $1.base.terms.count } }

  /// Whether it is written with a sign between terms that nothing encloses, so that it needs parentheses as a factor.
  package var isWrittenAsSum: Bool { isSum && sum.terms.count > 1 }

  package static func + (a: ExactNumber, b: ExactNumber) -> ExactNumber {
    if a.isSum, b.isSum { return ExactNumber(a.sum + b.sum) }
    if a.isZero { return b }
    if b.isZero { return a }
    if a.divisor == b.divisor { return ExactNumber(a.sum + b.sum, over: a.divisor) }
    let (divisor, first, second) = ExactDivisor.common(a.divisor, b.divisor)
    return ExactNumber(a.sum * first + b.sum * second, over: divisor)
  }

  package static prefix func - (a: ExactNumber) -> ExactNumber { ExactNumber(negating: a) }

  private init(negating other: ExactNumber) { (sum, divisor) = (-other.sum, other.divisor) }

  package static func - (a: ExactNumber, b: ExactNumber) -> ExactNumber { a + (-b) }

  package static func * (a: ExactNumber, b: ExactNumber) -> ExactNumber {
    if a.isSum, b.isSum { return ExactNumber(a.sum * b.sum) }
    return ExactNumber(a.sum * b.sum, over: a.divisor * b.divisor)
  }

  /// `1/self`; `nil` for 0.
  package var inverse: ExactNumber? {
    guard let first = sum.terms.first, let coefficient = first.coefficient.reciprocal else { return nil }
    let above = divisor.product
    guard let (unit, below) = ExactDivisor.of(sum) else {
      return ExactNumber(above.scaled(by: coefficient, shiftedBy: -first.exponent))
    }
    guard let factor = unit.coefficient.reciprocal else { return nil }
    return ExactNumber(above.scaled(by: factor, shiftedBy: -unit.exponent), over: below)
  }

  /// What stands above and below the line where a person writes it: `1/(1 + e^{3/2})` rather than `e^{−3/2}/(1 + e^{−3/2})`.
  package var fraction: (above: ExactSum, below: [ExactDivisor.Power]) {
    if let only = divisor.powers.first, divisor.powers.count == 1, only.exponent == 1, sum.terms.count == 1,
      let exponent = sum.terms.first?.exponent, let lowest = only.base.terms.last?.exponent, exponent == lowest
    {
      let turned = only.base.scaled(by: .one, shiftedBy: -lowest)
      return (sum.scaled(by: .one, shiftedBy: -lowest), [ExactDivisor.Power(base: turned, exponent: 1)])
    }
    return (sum, divisor.powers)
  }

  /// Terms of the sum of two numbers at most: what it costs.
  static func termsOfSum(_ a: ExactNumber, _ b: ExactNumber) -> Int {
    if a.divisor == b.divisor { return a.sum.terms.count + b.sum.terms.count }
    let (below, other) = (a.divisor.productTerms, b.divisor.productTerms)
    return a.sum.terms.count * other + b.sum.terms.count * below
  }

  /// −1, 0 or 1.
  package var signum: Int { isSum ? sum.signum : sum.signum * divisor.signum }

  package var magnitude: ExactNumber { signum < 0 ? -self : self }

  /// The nearest double (correctly rounded, ties to even).
  ///
  /// Below exp(−2^60) it is 0.
  package var double: Double {
    if let rational { return rational.double }
    guard let leading = sum.terms.first, leading.exponent > -Self.exponentLimit else { return 0 }
    guard leading.exponent < Self.exponentLimit else { return leading.coefficient.signum < 0 ? -.infinity : .infinity }
    var bits = 80
    while true {
      let interval = enclosure(bits: bits)
      let low = Double(rounding: interval.lower, exponent: interval.exponent)
      let high = Double(rounding: interval.upper, exponent: interval.exponent)
      if interval.certainSign != nil {
        if low == high { return low }
        if low.nextUp == high {
          let tie = Rational(tieAbove: min(low.magnitude, high.magnitude))
          return (self - ExactNumber(low < 0 ? -tie : tie)).signum < 0 ? low : high
        }
      }
      bits *= 2
    }
  }

  /// The value rounded to `fractionDigits` decimals, ties away from zero.
  ///
  /// What is not rational and beyond 10^10000 is written as by `scientific`, what is nearer to 0 than 10^−1000 as `0`.
  package func decimal(fractionDigits: Int) -> DecimalText {
    if let (scaled, isExact) = QuickDecimal.scaled(self, digits: fractionDigits) {
      return DecimalText(scaled: scaled, digits: fractionDigits, isExact: isExact)
    }
    if let rational {
      let scaled = rational * Rational(BigInt(10).power(fractionDigits))
      return DecimalText(
        scaled: Self.rounded(scaled), digits: fractionDigits, isExact: scaled.isInteger)
    }
    guard !isNegligible else { return DecimalText(text: "0", isExact: false) }
    guard decimalExponent < Self.mostWholeDigits else { return scientific(digits: max(2, fractionDigits)) }
    let scaled = nearest(timesPowerOfTen: fractionDigits, digits: fractionDigits + max(0, Int(decimalExponent)))
    return DecimalText(scaled: scaled, digits: fractionDigits, isExact: false)
  }

  /// What has more digits before the point than any screen shows is written with a power of ten.
  private static let mostWholeDigits = 10_000.0

  /// `value·10^power` as the nearest integer, ties away from zero; about so many `digits` are expected.
  ///
  /// Intervals of growing precision leave in the end one integer, or two with a tie between them. Whether the value lies
  /// above the tie is decided exactly: for `1.00005 + exp(−10^18)` only the tiny term is left of their difference, while
  /// intervals would have to reach its size.
  private func nearest(timesPowerOfTen power: Int, digits: Int) -> BigInt {
    if signum < 0 { return -(-self).nearest(timesPowerOfTen: power, digits: digits) }
    var bits = 64 + digits * 4
    while true {
      let unscaled = rational.map { BinaryInterval($0, bits: bits + $0.denominator.bitWidth) }
      let interval = (unscaled ?? enclosure(bits: bits)).times(nonNegative: .power(of10: power, bits: bits))
      func nearest(_ bound: BigInt) -> BigInt {
        let exponent = interval.exponent + 1
        return ((exponent >= 0 ? bound << exponent : bound.flooredShift(-exponent)) + 1).flooredShift(1)
      }
      let low = nearest(interval.lower)
      let high = nearest(interval.upper)
      if low == high { return low }
      if high - low == 1, let half = Rational(2 * low + 1, over: 2) {
        return (self - ExactNumber(half * Self.powerOfTen(-power))).signum < 0 ? low : high
      }
      bits *= 2
    }
  }

  /// Whether the value is nearer to 0 than 10^−1000: too small for any column, and not worth its digits.
  private var isNegligible: Bool {
    !isZero && isSum
      && sum.terms.allSatisfy { term in
        let size = term.coefficient.numerator.bitWidth - term.coefficient.denominator.bitWidth + 2
        return term.exponent < Rational(-2400 - max(0, size))
      }
  }

  /// The value as `d.ddde±x` with `digits` significant digits: for what is too small or too large for a column.
  ///
  /// Nearer to 0 than 10^−1000 it is `0`.
  package func scientific(digits: Int) -> DecimalText {
    guard !isZero, !isNegligible else { return DecimalText(text: "0", isExact: isZero) }
    let digits = max(1, digits)
    if let (mantissa, exponent) = QuickDecimal.scientific(self, digits: digits) {
      let text = DecimalText(scaled: mantissa, digits: digits - 1, isExact: false)
      return DecimalText(text: "\(text.text)e\(exponent)", isExact: false)
    }
    let limit = BigInt(10).power(digits)
    var exponent = decimalExponentEstimate
    while true {
      let power = digits - 1 - exponent
      let mantissa = nearest(timesPowerOfTen: power, digits: digits)
      // The estimate may be one off either way.
      if mantissa.magnitude >= limit.magnitude {
        exponent += 1
      } else if mantissa.magnitude < (limit / 10).magnitude {
        exponent -= 1
      } else {
        let isExact = rational?.isInteger(timesPowerOfTen: power) ?? false
        let text = DecimalText(scaled: mantissa, digits: digits - 1, isExact: isExact)
        return DecimalText(text: "\(text.text)e\(exponent)", isExact: isExact)
      }
    }
  }

  /// log₁₀ of the size, about; −∞ for 0.
  package var decimalExponent: Double {
    divisor.powers.reduce(sum.decimalExponent) { $0 - Double($1.exponent) * $1.base.decimalExponent }
  }

  private static func powerOfTen(_ power: Int) -> Rational {
    let factor = Rational(BigInt(10).power(abs(power)))
    return power >= 0 ? factor : factor.reciprocal ?? .one
  }

  /// ⌊log₁₀ |value|⌋ within one, of what is not zero.
  private var decimalExponentEstimate: Int {
    var bits = 128
    var interval = rational.map { BinaryInterval($0, bits: 64 + $0.denominator.bitWidth) } ?? enclosure(bits: bits)
    // Where terms cancel, an enclosure says little until it leaves out 0.
    while rational == nil && interval.certainSign == nil {
      bits *= 2
      interval = enclosure(bits: bits)
    }
    let magnitude = max(interval.lower.magnitude, interval.upper.magnitude)
    return Int((Double(magnitude.bitWidth - 1 + interval.exponent) * 0.301_029_995_663_981_2).rounded(.down))
  }

  private static let exponentLimit = Rational(BigInt(1) << 60)

  private static func rounded(_ value: Rational) -> BigInt {
    let half = Rational(1, over: 2) ?? .zero
    return value.signum < 0 ? -((-value + half).floor) : (value + half).floor
  }

  private func enclosure(bits: Int) -> BinaryInterval {
    divisor.powers.reduce(sum.enclosure(bits: bits)) { value, part in
      var digits = bits
      var base = part.base.enclosure(bits: digits)
      // Where terms cancel, an enclosure says little until it leaves out 0.
      while base.certainSign == nil {
        digits *= 2
        base = part.base.enclosure(bits: digits)
      }
      let isNegative = base.certainSign == -1
      let inverse = (isNegative ? base.negated : base).inverse(bits: bits)
      let result = (0..<part.exponent).reduce(value) { product, _ in product.times(nonNegative: inverse) }
      return isNegative && !part.exponent.isMultiple(of: 2) ? result.negated : result
    }
  }
}

/// Equal where their difference is 0, in whatever form they are.
extension ExactNumber: Hashable {
  package static func == (a: ExactNumber, b: ExactNumber) -> Bool {
    if a.divisor == b.divisor { return a.sum == b.sum }
    // A quotient that is a sum was divided out.
    return (a - b).isZero
  }

  package func hash(into hasher: inout Hasher) {
    if isSum {
      hasher.combine(sum)
    } else {
      // In more than one form, but rounded to one double.
      hasher.combine(double)
    }
  }
}

extension ExactNumber: CustomStringConvertible {
  /// `3+3/4*exp(-3/2)`, `exp(-3/2)/(1+exp(-3/2))^2`.
  package var description: String {
    let (sum, powers) = fraction
    guard !powers.isEmpty else { return sum.text }
    let above = sum.terms.count > 1 ? "(\(sum.text))" : sum.text
    let below = powers.map { "(\($0.base.text))" + ($0.exponent > 1 ? "^\($0.exponent)" : "") }
    return above + "/" + (below.count > 1 ? "(\(below.joined(separator: "*")))" : below.joined())
  }
}
