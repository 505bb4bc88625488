import BigInt

/// What an exact number is divided by: a product of powers of sums.
///
/// Sums stay as a person writes them: `1 + e^{−3}` and `1 + e^{−1}` have the factor `1 + e^{−1}` in common, and are not taken apart
/// for it, since of `1 + e^{−3.1}` and `1 + e^{−2.6}` long sums would be left. Only powers are: `1 + 2·e^{−1} + e^{−2}` is a square.
///
/// Each sum is in one form of all its multiples by `q·e^r`: its largest exponent is 0, its coefficients are whole numbers without
/// a common factor, the first of them positive. So `e^{3/2} + 1` and `2 + 2·e^{−3/2}` are one divisor, `1 + e^{−3/2}`.
package struct ExactDivisor: Hashable, Sendable {
  package struct Power: Hashable, Sendable {
    /// Of two terms or more, in the form above.
    package let base: ExactSum
    package let exponent: Int

    init(base: ExactSum, exponent: Int) {
      self.base = base
      self.exponent = exponent
    }

    /// What is left of it when so much of it is there.
    fileprivate func beyond(_ exponent: Int) -> Power? {
      self.exponent > exponent ? Power(base: base, exponent: self.exponent - exponent) : nil
    }
  }

  /// By falling size of their second exponents, each base once; empty for 1.
  package private(set) var powers: [Power]

  package static let one = ExactDivisor(powers: [])

  private init(powers: [Power]) { self.powers = powers }

  package var isOne: Bool { powers.isEmpty }

  /// A sum of two terms or more as a divisor, and the unit `q·e^r` that it is a multiple by.
  static func of(_ sum: ExactSum) -> (unit: ExactSum.Term, divisor: ExactDivisor)? {
    guard let (unit, base) = sum.primitive else { return nil }
    var divisor = ExactDivisor.one
    for (part, exponent) in base.squareFree {
      divisor = divisor.times(part, exponent)
    }
    // The parts are primitive, and so is their product: they differ from the base by its sign at most.
    return (unit, divisor)
  }

  func power(of base: ExactSum) -> Int { powers.first { $0.base == base }?.exponent ?? 0 }

  private func times(_ base: ExactSum, _ exponent: Int) -> ExactDivisor {
    var result = self
    if let place = result.powers.firstIndex(where: { $0.base == base }) {
      result.powers[place] = Power(base: base, exponent: result.powers[place].exponent + exponent)
      return result
    }
    let place = result.powers.firstIndex { ExactSum.precedes(base, $0.base) } ?? result.powers.endIndex
    result.powers.insert(Power(base: base, exponent: exponent), at: place)
    return result
  }

  /// A divisor that both divide, and what each is to be multiplied by to be it: each base with the larger of its exponents.
  static func common(
    _ a: ExactDivisor, _ b: ExactDivisor
  ) -> (divisor: ExactDivisor, first: ExactSum, second: ExactSum) {
    if a == b { return (a, .one, .one) }
    let more = ExactDivisor(powers: b.powers.compactMap { $0.beyond(a.power(of: $0.base)) })
    let rest = ExactDivisor(powers: a.powers.compactMap { $0.beyond(b.power(of: $0.base)) })
    return (a * more, more.product, rest.product)
  }

  static func * (a: ExactDivisor, b: ExactDivisor) -> ExactDivisor {
    b.powers.reduce(a) { $0.times($1.base, $1.exponent) }
  }

  /// All multiplied out.
  var product: ExactSum {
    powers.reduce(.one) { product, part in (0..<part.exponent).reduce(product) { sum, _ in sum * part.base } }
  }

  /// Terms of the product at most.
  var productTerms: Int {
    powers.reduce(1) { count, part in
      (0..<part.exponent).reduce(count) { count, _ in min(1 << 20, count * part.base.terms.count) }
    }
  }

  /// A sum over this divisor in lowest terms.
  func lowestTerms(_ sum: ExactSum) -> (sum: ExactSum, divisor: ExactDivisor) {
    guard !sum.isZero else { return (sum, .one) }
    guard sum.terms.count > 1 else { return (sum, self) }
    var sum = sum
    var left: [Power] = []
    for part in powers {
      var exponent = part.exponent
      while exponent > 0, let quotient = sum.divided(by: part.base) { (sum, exponent) = (quotient, exponent - 1) }
      if exponent > 0 { left.append(Power(base: part.base, exponent: exponent)) }
    }
    return (sum, ExactDivisor(powers: left))
  }

  var signum: Int {
    powers.reduce(1) { $0 * ($1.exponent.isMultiple(of: 2) ? 1 : $1.base.signum) }
  }
}
