import BigInt

/// What an exact number is divided by: a product of powers of sums, no two of which have a common factor where that can be told.
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
    // A common factor becomes a base of its own, so that what is divided out later is found.
    for (place, other) in result.powers.enumerated() {
      guard let common = ExactSum.commonFactor(base, other.base) else { continue }
      result.powers.remove(at: place)
      let parts = [(base, exponent), (other.base, other.exponent)]
      for (part, count) in parts {
        if let rest = part.divided(by: common)?.primitive?.base, rest.terms.count > 1 {
          result = result.times(rest, count)
        }
        result = result.times(common, count)
      }
      return result
    }
    let place = result.powers.firstIndex { ExactSum.precedes(base, $0.base) } ?? result.powers.endIndex
    result.powers.insert(Power(base: base, exponent: exponent), at: place)
    return result
  }

  /// Both as multiples of one divisor: each base with the larger of its exponents.
  func joined(with other: ExactDivisor) -> ExactDivisor {
    if self == other || other.isOne { return self }
    if isOne { return other }
    // Through products, which take common factors apart; then no more of each than one of the two has.
    let all = self * other
    return ExactDivisor(
      powers: all.powers.map { part in
        Power(base: part.base, exponent: max(multiplicity(of: part.base), other.multiplicity(of: part.base)))
      })
  }

  /// How often a base of a finer divisor stands in this one.
  private func multiplicity(of base: ExactSum) -> Int {
    powers.reduce(0) { sum, part in
      var count = 0
      var rest = part.base
      while rest.terms.count > 1, let quotient = rest.divided(by: base) { (rest, count) = (quotient, count + 1) }
      return sum + count * part.exponent
    }
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

  /// `self/other` multiplied out, for an `other` that divides it.
  func cofactor(of other: ExactDivisor) -> ExactSum {
    if self == other { return .one }
    if other.isOne { return product }
    return powers.reduce(.one) { product, part in
      let rest = part.exponent - other.multiplicity(of: part.base)
      return (0..<max(0, rest)).reduce(product) { sum, _ in sum * part.base }
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
