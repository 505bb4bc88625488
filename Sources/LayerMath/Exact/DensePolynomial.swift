import BigInt

/// A polynomial over the rationals, `Σ_m c_m t^m`, lowest power first: sums `Σ q·e^r` as polynomials in `t = e^{−u}`.
///
/// Of small degree only; enough to tell common factors and powers of divisors, which decide in what form a number is written.
struct DensePolynomial: Equatable {
  /// The last is not 0; none for the zero polynomial.
  private(set) var coefficients: [Rational]

  init(_ coefficients: [Rational]) {
    self.coefficients = coefficients
    while self.coefficients.last?.isZero ?? false { self.coefficients.removeLast() }
  }

  var degree: Int { max(0, coefficients.count - 1) }
  var isConstant: Bool { coefficients.count <= 1 }

  private var derivative: DensePolynomial {
    DensePolynomial(coefficients.enumerated().dropFirst().map { Rational($0.offset) * $0.element })
  }

  private var monic: DensePolynomial {
    guard let inverse = coefficients.last?.reciprocal else { return self }
    return DensePolynomial(coefficients.map { $0 * inverse })
  }

  static func - (a: DensePolynomial, b: DensePolynomial) -> DensePolynomial {
    DensePolynomial(
      (0..<max(a.coefficients.count, b.coefficients.count)).map { m in
        (m < a.coefficients.count ? a.coefficients[m] : .zero) - (m < b.coefficients.count ? b.coefficients[m] : .zero)
      })
  }

  /// Quotient and remainder of the division by a polynomial that is not zero.
  private func divided(by other: DensePolynomial) -> (quotient: DensePolynomial, remainder: DensePolynomial) {
    guard let inverse = other.coefficients.last?.reciprocal else { return (self, self) }
    var rest = coefficients
    var quotient = [Rational](repeating: .zero, count: max(0, coefficients.count - other.coefficients.count + 1))
    for place in quotient.indices.reversed() {
      let factor = rest[place + other.degree] * inverse
      quotient[place] = factor
      guard !factor.isZero else { continue }
      for (m, c) in other.coefficients.enumerated() { rest[place + m] = rest[place + m] - factor * c }
    }
    return (DensePolynomial(quotient), DensePolynomial(rest))
  }

  /// The greatest common divisor, its highest coefficient 1.
  static func greatestCommonDivisor(_ a: DensePolynomial, _ b: DensePolynomial) -> DensePolynomial {
    // Nearly always there is none, which numbers modulo a prime tell at once.
    if areCoprime(a, b) { return DensePolynomial([.one]) }
    var (a, b) = (a.monic, b.monic)
    while !b.coefficients.isEmpty { (a, b) = (b, a.divided(by: b).remainder.monic) }
    return a
  }

  /// The parts whose powers it is a product of, up to a factor: each without square and without a common factor (Yun 1976).
  var squareFree: [(part: DensePolynomial, exponent: Int)] {
    let slope = derivative
    let common = Self.greatestCommonDivisor(self, slope)
    guard !common.isConstant else { return [(self, 1)] }
    var parts: [(DensePolynomial, Int)] = []
    var rest = divided(by: common).quotient
    var other = slope.divided(by: common).quotient - rest.derivative
    var exponent = 1
    while !rest.isConstant {
      let part = Self.greatestCommonDivisor(rest, other)
      if !part.isConstant { parts.append((part, exponent)) }
      rest = rest.divided(by: part).quotient
      other = other.divided(by: part).quotient - rest.derivative
      exponent += 1
    }
    return parts
  }

  // MARK: modulo a prime

  private static let prime: UInt = (1 << 61) - 1

  /// True only where they have no common factor: one over the rationals would be one modulo the prime, as long as that leaves the
  /// highest coefficients.
  private static func areCoprime(_ a: DensePolynomial, _ b: DensePolynomial) -> Bool {
    guard var first = a.residues, var second = b.residues else { return false }
    while !second.isEmpty { (first, second) = (second, remainder(first, second)) }
    return first.count == 1
  }

  /// The coefficients modulo the prime; `nil` where that has no inverse, or loses the degree.
  private var residues: [UInt]? {
    var residues: [UInt] = []
    for coefficient in coefficients {
      guard let denominator = Self.residue(coefficient.denominator), denominator != 0,
        let numerator = Self.residue(coefficient.numerator)
      else { return nil }
      residues.append(Self.product(numerator, Self.inverse(denominator)))
    }
    return residues.last == 0 ? nil : residues
  }

  private static func residue(_ value: BigInt) -> UInt? {
    let rest = value % BigInt(prime)
    return UInt(exactly: rest.signum() < 0 ? rest + BigInt(prime) : rest)
  }

  private static func product(_ a: UInt, _ b: UInt) -> UInt {
    let (high, low) = a.multipliedFullWidth(by: b)
    return prime.dividingFullWidth((high, low)).remainder
  }

  /// `a^(p − 2)`, by Fermat.
  private static func inverse(_ a: UInt) -> UInt {
    var (result, power, exponent) = (UInt(1), a, prime - 2)
    while exponent > 0 {
      if exponent & 1 == 1 { result = product(result, power) }
      power = product(power, power)
      exponent >>= 1
    }
    return result
  }

  private static func remainder(_ a: [UInt], _ b: [UInt]) -> [UInt] {
    guard let highest = b.last else { return a }
    let inverse = inverse(highest)
    var rest = a
    while rest.count >= b.count, let leading = rest.last {
      let factor = product(leading, inverse)
      let start = rest.count - b.count
      for (m, c) in b.enumerated() {
        let subtrahend = product(factor, c)
        let value = rest[start + m]
        rest[start + m] = value >= subtrahend ? value - subtrahend : value + (prime - subtrahend)
      }
      while rest.last == 0 { rest.removeLast() }
    }
    return rest
  }
}
