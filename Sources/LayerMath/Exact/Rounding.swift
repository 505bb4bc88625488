import BigInt

extension Double {
  /// `mantissa·2^exponent` rounded to the nearest double, ties to even, with gradual underflow.
  ///
  /// `isTruncated` says that the true value lies a little further from zero than the mantissa tells. Values beyond
  /// the greatest finite double become infinite.
  init(rounding mantissa: BigInt, exponent: Int, isTruncated: Bool = false) {
    guard !mantissa.isZero else {
      self = 0
      return
    }
    var magnitude = mantissa.magnitude
    var scale = exponent
    var sticky = isTruncated
    // Two bits more than the significand decide the rounding.
    let leading = magnitude.bitWidth + scale
    let kept = min(53, leading + 1074)
    guard kept >= 0 else {
      self = mantissa.sign == .minus ? -0.0 : 0
      return
    }
    let surplus = magnitude.bitWidth - kept - 2
    if surplus > 0 {
      sticky = sticky || magnitude.trailingZeroBitCount < surplus
      magnitude >>= surplus
    } else {
      magnitude <<= -surplus
    }
    scale += surplus
    var significand = UInt64(magnitude >> 2)
    let rest = UInt64(magnitude & 3)
    if rest > 2 || (rest == 2 && (sticky || significand & 1 == 1)) { significand += 1 }
    scale += 2
    guard leading <= 1025 else {
      self = mantissa.sign == .minus ? -.infinity : .infinity
      return
    }
    // Two factors, since 2^scale alone may lie below the least double while the product does not.
    let half = scale / 2
    let value = Double(significand) * Double.power(of2: half) * Double.power(of2: scale - half)
    self = mantissa.sign == .minus ? -value : value
  }

  private static func power(of2 exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}

extension Rational {
  /// What lies half-way from a double that is not negative to the next one, also to infinity.
  init(tieAbove double: Double) {
    let significand = BigInt(double.significandBitPattern) + (double.isNormal ? 1 << 52 : 0)
    let exponent = double.isNormal ? Int(double.exponent) - 52 : -1074
    self = Rational(2 * significand + 1).times(powerOf2: exponent - 1)
  }

  /// The nearest double, ties to even.
  package var double: Double {
    if let (numerator, denominator) = smallParts, numerator.magnitude < 1 << 53, denominator < 1 << 53 {
      return Double(numerator) / Double(denominator)
    }
    let numerator = numerator
    let denominator = denominator
    let shift = 68 - (numerator.magnitude.bitWidth - denominator.magnitude.bitWidth)
    let scaledNumerator = shift >= 0 ? numerator << shift : numerator
    let scaledDenominator = shift >= 0 ? denominator : denominator << -shift
    let (quotient, remainder) = scaledNumerator.quotientAndRemainder(dividingBy: scaledDenominator)
    return Double(rounding: quotient, exponent: -shift, isTruncated: !remainder.isZero)
  }
}

/// A number written with decimal digits, and whether digits were dropped.
package struct DecimalText: Equatable, Sendable {
  /// ASCII: `-0.7769`, `1.25`, `3.1e-07` is written `3.1e-7`.
  package let text: String
  /// False where rounding dropped something: such a number is shown with `≈`.
  package let isExact: Bool

  package init(text: String, isExact: Bool) {
    self.text = text
    self.isExact = isExact
  }

  /// The integer `scaled·10^−digits` with a point set in; trailing zeros go where the value is exact.
  init(scaled: BigInt, digits: Int, isExact: Bool) {
    self.init(
      digits: String(scaled.magnitude), isNegative: scaled.signum() < 0, fractionDigits: digits, isExact: isExact)
  }

  init(scaled: Int, digits: Int, isExact: Bool) {
    self.init(digits: String(scaled.magnitude), isNegative: scaled < 0, fractionDigits: digits, isExact: isExact)
  }

  private init(digits: String, isNegative: Bool, fractionDigits: Int, isExact: Bool) {
    let digits = Array(digits.utf8)
    let zero = UInt8(ascii: "0")
    var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    let whole = digits.count - fractionDigits
    if whole > 0 { bytes += digits[..<whole] } else { bytes.append(zero) }
    if fractionDigits > 0 {
      bytes.append(UInt8(ascii: "."))
      for position in whole..<digits.count { bytes.append(position < 0 ? zero : digits[position]) }
      if isExact {
        while bytes.last == zero { bytes.removeLast() }
        if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
    self.isExact = isExact
  }
}
