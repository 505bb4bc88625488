extension Rational {
  /// `Σ_i a_i b_i`, exactly; the shorter of the two decides how many terms there are.
  ///
  /// Products are added over one denominator in machine words and brought to lowest terms once, at the end: of a row of
  /// 500 decimals that is a tenth of the work. What does not fit a word is added as it stands.
  static func dot(_ a: [Rational], _ b: [Rational]) -> Rational {
    var large = Rational.zero
    var sum = WordFraction(numerator: 0, denominator: 1)
    for index in 0..<min(a.count, b.count) {
      let (p, q) = (a[index], b[index])
      if let product = WordFraction(p, times: q), let more = sum.adding(product) {
        sum = more
      } else {
        large = large + p * q
      }
    }
    return large + Rational(sum.numerator, positive: sum.denominator)
  }
}

/// A fraction in machine words, not in lowest terms; what overflows is `nil`.
private struct WordFraction {
  let numerator: Int
  let denominator: Int

  init(numerator: Int, denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  private init?(
    _ numerator: (partialValue: Int, overflow: Bool), over denominator: (partialValue: Int, overflow: Bool)
  ) {
    // The least integer has no magnitude.
    guard !numerator.overflow && !denominator.overflow && numerator.partialValue != .min else { return nil }
    self.init(numerator: numerator.partialValue, denominator: denominator.partialValue)
  }

  init?(_ a: Rational, times b: Rational) {
    guard let a = a.smallParts, let b = b.smallParts else { return nil }
    self.init(
      a.numerator.multipliedReportingOverflow(by: b.numerator),
      over: a.denominator.multipliedReportingOverflow(by: b.denominator))
  }

  func adding(_ other: WordFraction) -> WordFraction? {
    if denominator == other.denominator {
      return WordFraction(numerator.addingReportingOverflow(other.numerator), over: (denominator, false))
    }
    let (common, rest) = denominator.quotientAndRemainder(dividingBy: other.denominator)
    if rest == 0 {
      guard let scaled = other.scaled(by: common) else { return nil }
      return WordFraction(numerator.addingReportingOverflow(scaled.numerator), over: (denominator, false))
    }
    // Both over the least common multiple.
    let divisor = Rational.greatestCommonDivisor(denominator.magnitude, other.denominator.magnitude)
    guard let a = scaled(by: other.denominator / divisor), let b = other.scaled(by: denominator / divisor) else {
      return nil
    }
    return WordFraction(a.numerator.addingReportingOverflow(b.numerator), over: (a.denominator, false))
  }

  private func scaled(by factor: Int) -> WordFraction? {
    WordFraction(
      numerator.multipliedReportingOverflow(by: factor), over: denominator.multipliedReportingOverflow(by: factor))
  }
}
