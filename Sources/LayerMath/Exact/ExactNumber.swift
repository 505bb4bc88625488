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

  package static let zero = ExactNumber(normal: [])
  package static let one = ExactNumber(.one)

  package init(_ rational: Rational) {
    terms = rational.isZero ? [] : [Term(coefficient: rational, exponent: .zero)]
  }

  package init(_ integer: Int) { self.init(Rational(integer)) }

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
      if low == high && interval.certainSign != nil { return low }
      bits *= 2
    }
  }

  /// The value rounded to `fractionDigits` decimals, ties away from zero.
  package func decimal(fractionDigits: Int) -> DecimalText {
    if let (scaled, isExact) = QuickDecimal.scaled(self, digits: fractionDigits) {
      return DecimalText(scaled: scaled, digits: fractionDigits, isExact: isExact)
    }
    let power = BigInt(10).power(fractionDigits)
    if let rational {
      let scaled = rational * Rational(power)
      return DecimalText(
        scaled: Self.rounded(scaled), digits: fractionDigits, isExact: scaled.isInteger)
    }
    guard let leading = terms.first, leading.exponent > -Self.exponentLimit, leading.exponent < Self.exponentLimit
    else { return DecimalText(text: "0", isExact: false) }
    var bits = 64 + fractionDigits * 4
    while true {
      let interval = enclosure(bits: bits)
      if interval.exponent < 0 {
        let unit = BigInt(1) << -interval.exponent
        let low = Rational(interval.lower * power, over: unit).map(Self.rounded)
        let high = Rational(interval.upper * power, over: unit).map(Self.rounded)
        if let low, low == high { return DecimalText(scaled: low, digits: fractionDigits, isExact: false) }
      }
      bits *= 2
    }
  }

  /// The value as `d.ddde±x` with `digits` significant digits: for what is too small or too large for a column.
  package func scientific(digits: Int) -> DecimalText {
    guard !isZero else { return DecimalText(text: "0", isExact: true) }
    var power = decimalExponent
    var shifted = scaledByPowerOfTen(-power).decimal(fractionDigits: max(0, digits - 1))
    if shifted.text.drop(while: { $0 == "-" }).hasPrefix("10") {
      power += 1
      shifted = scaledByPowerOfTen(-power).decimal(fractionDigits: max(0, digits - 1))
    }
    return DecimalText(text: "\(shifted.text)e\(power)", isExact: shifted.isExact)
  }

  /// ⌊log₁₀ |value|⌋, or one less at the very edge; 0 for zero.
  private var decimalExponent: Int {
    guard !isZero else { return 0 }
    guard (terms.first?.exponent.magnitude ?? .zero) < Self.exponentLimit else { return 0 }
    let interval = rational.map { BinaryInterval($0, bits: 64 + $0.denominator.bitWidth) } ?? enclosure(bits: 128)
    let magnitude = max(interval.lower.magnitude, interval.upper.magnitude)
    let binary = Double(magnitude.bitWidth - 1 + interval.exponent)
    var guess = Int((binary * 0.30102999566398120).rounded(.down))
    let unit = ExactNumber(.one)
    if (scaledByPowerOfTen(-guess - 1).magnitude - unit).signum >= 0 { guess += 1 }
    return guess
  }

  private func scaledByPowerOfTen(_ power: Int) -> ExactNumber {
    let factor = Rational(BigInt(10).power(abs(power)))
    return self * ExactNumber(power >= 0 ? factor : factor.reciprocal ?? .one)
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
