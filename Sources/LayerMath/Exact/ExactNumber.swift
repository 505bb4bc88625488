import BigInt

/// A finite sum `Σ qᵢ·exp(rᵢ)` with rational `qᵢ`, `rᵢ`: every quantity of the layer has this form.
///
/// Invariant (normal form): exponents are distinct and fall, no coefficient is zero; zero has no terms. With that,
/// two numbers are equal only if their terms are (Lindemann–Weierstrass), so `==` decides. Closed under `+`, `−`
/// and `·`; not under division.
package struct ExactNumber: Hashable, Sendable {
  /// One summand `coefficient·exp(exponent)`.
  package struct Term: Hashable, Sendable {
    package let coefficient: Rational
    package let exponent: Rational
  }

  package let terms: [Term]

  /// Length, first and last term tell sums apart well enough, at the same cost for five hundred terms as for two.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(terms.count)
    hasher.combine(terms.first)
    hasher.combine(terms.last)
  }

  package static let zero = ExactNumber(normal: [])
  package static let one = ExactNumber(.one)

  package init(_ rational: Rational) {
    terms = rational.isZero ? [] : [Term(coefficient: rational, exponent: .zero)]
  }

  package init(_ integer: Int) { self.init(Rational(integer)) }

  /// A sum of many numbers: sorted once instead of merged one by one.
  package init(sumOf numbers: [ExactNumber]) {
    guard numbers.count > 8 else {
      self = numbers.reduce(.zero, +)
      return
    }
    self.init(falling: numbers.flatMap(\.terms).sorted { $0.exponent > $1.exponent })
  }

  /// `Σ_i c_i·exp(r_i)` for exponents that fall, equal ones beside each other.
  init(falling terms: some Sequence<Term>) {
    var merged: [Term] = []
    for term in terms {
      if let last = merged.last, last.exponent == term.exponent {
        merged[merged.count - 1] = Term(coefficient: last.coefficient + term.coefficient, exponent: term.exponent)
      } else {
        merged.append(term)
      }
    }
    self.terms = merged.filter { !$0.coefficient.isZero }
  }

  /// `e^r`.
  package static func exp(_ r: Rational) -> ExactNumber {
    ExactNumber(normal: [Term(coefficient: .one, exponent: r)])
  }

  private init(normal terms: [Term]) { self.terms = terms }

  /// The value where it is rational, that is without an exponential.
  package var rational: Rational? {
    if terms.isEmpty { return .zero }
    guard terms.count == 1, let only = terms.first, only.exponent.isZero else { return nil }
    return only.coefficient
  }

  package var isZero: Bool { terms.isEmpty }

  package static func + (a: ExactNumber, b: ExactNumber) -> ExactNumber {
    var merged: [Term] = []
    merged.reserveCapacity(a.terms.count + b.terms.count)
    var i = 0
    var j = 0
    while i < a.terms.count && j < b.terms.count {
      let left = a.terms[i]
      let right = b.terms[j]
      if left.exponent == right.exponent {
        let sum = left.coefficient + right.coefficient
        if !sum.isZero { merged.append(Term(coefficient: sum, exponent: left.exponent)) }
        i += 1
        j += 1
      } else if left.exponent > right.exponent {
        merged.append(left)
        i += 1
      } else {
        merged.append(right)
        j += 1
      }
    }
    merged += a.terms[i...]
    merged += b.terms[j...]
    return ExactNumber(normal: merged)
  }

  package static prefix func - (a: ExactNumber) -> ExactNumber {
    ExactNumber(normal: a.terms.map { Term(coefficient: -$0.coefficient, exponent: $0.exponent) })
  }

  package static func - (a: ExactNumber, b: ExactNumber) -> ExactNumber { a + (-b) }

  package static func * (a: ExactNumber, b: ExactNumber) -> ExactNumber {
    b.terms.reduce(.zero) { sum, factor in
      // Adding one exponent to all keeps their order, so each partial product is in normal form already.
      sum
        + ExactNumber(
          normal: a.terms.map {
            Term(coefficient: $0.coefficient * factor.coefficient, exponent: $0.exponent + factor.exponent)
          })
    }
  }

  /// −1, 0 or 1, found by enclosures of growing precision; a non-zero normal form is never zero, so this ends.
  package var signum: Int {
    guard let first = terms.first else { return 0 }
    if terms.count == 1 { return first.coefficient.signum }
    if let sign = QuickDecimal.sign(self) { return sign }
    var bits = 64
    while true {
      if let sign = relativeEnclosure(bits: bits).certainSign, sign != 0 { return sign }
      bits *= 2
    }
  }

  package var magnitude: ExactNumber { signum < 0 ? -self : self }

  /// The nearest double (correctly rounded, ties to even).
  ///
  /// Below exp(−2^60) it is 0.
  package var double: Double {
    if let rational { return rational.double }
    guard let leading = terms.first, leading.exponent > -Self.exponentLimit else { return 0 }
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
    !terms.isEmpty
      && terms.allSatisfy { term in
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
    guard let first = terms.first else { return -.infinity }
    let bits = first.coefficient.numerator.magnitude.bitWidth - first.coefficient.denominator.magnitude.bitWidth
    return Double(bits) * 0.30103 + first.exponent.double * 0.43429
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

  /// Encloses `value / exp(leading exponent)`, each term within 2^−bits of its coefficient's size.
  private func relativeEnclosure(bits: Int) -> BinaryInterval {
    let leading = terms.first?.exponent ?? .zero
    return terms.reduce(BinaryInterval(.zero, bits: bits)) { sum, term in
      sum
        + ExponentialEnclosure.nonPositive(term.exponent - leading, bits: bits).scaled(by: term.coefficient)
    }
  }

  private func enclosure(bits: Int) -> BinaryInterval {
    let relative = relativeEnclosure(bits: bits)
    let leading = terms.first?.exponent ?? .zero
    return leading.isZero ? relative : relative.times(nonNegative: ExponentialEnclosure.any(leading, bits: bits))
  }
}

extension ExactNumber: CustomStringConvertible {
  /// Terms by falling exponent, `3+3/4*exp(-3/2)`; a coefficient ±1 before `exp` is not written; zero is `0`.
  package var description: String {
    guard !terms.isEmpty else { return "0" }
    var text = ""
    for term in terms {
      var part: String
      if term.exponent.isZero {
        part = "\(term.coefficient)"
      } else if term.coefficient == .one {
        part = "exp(\(term.exponent))"
      } else if term.coefficient == -Rational.one {
        part = "-exp(\(term.exponent))"
      } else {
        part = "\(term.coefficient)*exp(\(term.exponent))"
      }
      if !text.isEmpty && !part.hasPrefix("-") { part = "+" + part }
      text += part
    }
    return text
  }
}
