import BigInt

/// A finite sum `Σ qᵢ·exp(rᵢ)` with rational `qᵢ`, `rᵢ`.
///
/// Invariant (normal form): exponents are distinct and fall, no coefficient is zero; zero has no terms. With that,
/// two numbers are equal only if their terms are (Lindemann–Weierstrass), so `==` decides. Closed under `+`, `−`
/// and `·`; quotients of them are `ExactNumber`s.
package struct ExactSum: Hashable, Sendable {
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

  package static let zero = ExactSum(normal: [])
  package static let one = ExactSum(.one)

  package init(_ rational: Rational) {
    terms = rational.isZero ? [] : [Term(coefficient: rational, exponent: .zero)]
  }

  package init(_ integer: Int) { self.init(Rational(integer)) }

  /// A sum of many numbers: sorted once instead of merged one by one.
  package init(sumOf numbers: [ExactSum]) {
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
  package static func exp(_ r: Rational) -> ExactSum {
    ExactSum(normal: [Term(coefficient: .one, exponent: r)])
  }

  private init(normal terms: [Term]) { self.terms = terms }

  /// The value where it is rational, that is without an exponential.
  package var rational: Rational? {
    if terms.isEmpty { return .zero }
    guard terms.count == 1, let only = terms.first, only.exponent.isZero else { return nil }
    return only.coefficient
  }

  package var isZero: Bool { terms.isEmpty }

  package static func + (a: ExactSum, b: ExactSum) -> ExactSum {
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
    return ExactSum(normal: merged)
  }

  package static prefix func - (a: ExactSum) -> ExactSum {
    ExactSum(normal: a.terms.map { Term(coefficient: -$0.coefficient, exponent: $0.exponent) })
  }

  package static func - (a: ExactSum, b: ExactSum) -> ExactSum { a + (-b) }

  package static func * (a: ExactSum, b: ExactSum) -> ExactSum {
    b.terms.reduce(.zero) { sum, factor in
      // Adding one exponent to all keeps their order, so each partial product is in normal form already.
      sum
        + ExactSum(
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

  /// Encloses `value / exp(leading exponent)`, each term within 2^−bits of its coefficient's size.
  private func relativeEnclosure(bits: Int) -> BinaryInterval {
    let leading = terms.first?.exponent ?? .zero
    return terms.reduce(BinaryInterval(.zero, bits: bits)) { sum, term in
      sum
        + ExponentialEnclosure.nonPositive(term.exponent - leading, bits: bits).scaled(by: term.coefficient)
    }
  }

  func enclosure(bits: Int) -> BinaryInterval {
    let relative = relativeEnclosure(bits: bits)
    let leading = terms.first?.exponent ?? .zero
    return leading.isZero ? relative : relative.times(nonNegative: ExponentialEnclosure.any(leading, bits: bits))
  }

  /// log₁₀ of the size, about; −∞ for 0.
  var decimalExponent: Double {
    guard let first = terms.first else { return -.infinity }
    let bits = first.coefficient.numerator.magnitude.bitWidth - first.coefficient.denominator.magnitude.bitWidth
    return Double(bits) * 0.30103 + first.exponent.double * 0.43429
  }

  /// Terms by falling exponent, `3+3/4*exp(-3/2)`; a coefficient ±1 before `exp` is not written; zero is `0`.
  var text: String {
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

// MARK: factors

extension ExactSum {
  /// Itself as a unit `q·e^r` times a sum with largest exponent 0 and whole coefficients that have no common factor, the first
  /// positive; `nil` for what is a unit, or 0.
  var primitive: (unit: Term, base: ExactSum)? {
    guard terms.count > 1, let first = terms.first else { return nil }
    // What all denominators divide, and all numerators are multiples of.
    var multiple = BigInt(1)
    var divisor = BigInt(0)
    for term in terms {
      let denominator = term.coefficient.denominator
      multiple = multiple / multiple.greatestCommonDivisor(with: denominator) * denominator
      divisor = divisor.greatestCommonDivisor(with: term.coefficient.numerator)
    }
    guard let size = Rational(divisor, over: multiple), let factor = size.reciprocal else { return nil }
    let sign = Rational(first.coefficient.signum)
    // The greatest divisor of the fractions `a/b` is that of all `a` over the least multiple of all `b`, once in lowest terms.
    let base = scaled(by: factor * sign, shiftedBy: -first.exponent)
    return (Term(coefficient: size * sign, exponent: first.exponent), base)
  }

  /// `self·q·e^r` for `q ≠ 0`.
  func scaled(by q: Rational, shiftedBy r: Rational) -> ExactSum {
    ExactSum(normal: terms.map { Term(coefficient: $0.coefficient * q, exponent: $0.exponent + r) })
  }

  /// The quotient where the division leaves nothing; `nil` too where it would take too long to tell.
  func divided(by other: ExactSum) -> ExactSum? {
    guard let leading = other.terms.first, let last = other.terms.last, let lowest = terms.last,
      let inverse = leading.coefficient.reciprocal
    else { return isZero ? self : nil }
    guard mayBeMultiple(of: other) else { return nil }
    // No term of the quotient can lie below this.
    let end = lowest.exponent - last.exponent
    var rest = self
    var quotient: [Term] = []
    while let first = rest.terms.first {
      let exponent = first.exponent - leading.exponent
      guard exponent >= end, quotient.count < Self.longestQuotient else { return nil }
      let term = Term(coefficient: first.coefficient * inverse, exponent: exponent)
      quotient.append(term)
      rest = rest - other.scaled(by: term.coefficient, shiftedBy: exponent)
    }
    return ExactSum(normal: quotient)
  }

  private static let longestQuotient = 500

  /// False where it is surely none: of `1 ± e^{−a}`, where `e^{−a} = ∓1` makes something of it.
  private func mayBeMultiple(of other: ExactSum) -> Bool {
    guard other.terms.count == 2, let first = other.terms.first, let second = other.terms.last,
      first.coefficient.magnitude == second.coefficient.magnitude,
      let inverse = (first.exponent - second.exponent).reciprocal
    else { return true }
    let isMinus = first.coefficient == second.coefficient
    // Terms whose exponents differ by a multiple of `a` become one.
    var classes: [Rational: Rational] = [:]
    for term in terms {
      let share = term.exponent * inverse
      let whole = share.floor
      let isOdd = !(whole % 2).isZero
      let rest = share - Rational(whole)
      classes[rest] = (classes[rest] ?? .zero) + (isMinus && isOdd ? -term.coefficient : term.coefficient)
    }
    return classes.values.allSatisfy(\.isZero)
  }

  /// The parts whose powers it is, itself where there are none or that cannot be told; primitive if it is.
  var squareFree: [(base: ExactSum, exponent: Int)] {
    guard let unit, let polynomial = polynomial(unit) else { return [(self, 1)] }
    let parts = polynomial.squareFree
    if parts.count == 1, parts[0].exponent == 1 { return [(self, 1)] }
    let sums = parts.compactMap { part, exponent in
      ExactSum(part, unit: unit).primitive.map { (base: $0.base, exponent: exponent) }
    }
    return sums.count == parts.count ? sums : [(self, 1)]
  }

  /// An order of sums, for one way of writing: the second exponent farther from 0 first.
  static func precedes(_ a: ExactSum, _ b: ExactSum) -> Bool {
    for (left, right) in zip(a.terms, b.terms) {
      if left.exponent != right.exponent { return left.exponent < right.exponent }
      if left.coefficient != right.coefficient { return left.coefficient < right.coefficient }
    }
    return a.terms.count < b.terms.count
  }

  /// The largest `u` of which all exponents are multiples; `nil` for numbers beyond machine words.
  private var unit: Rational? {
    var numerator = UInt(0)
    var denominator = 1
    for term in terms where !term.exponent.isZero {
      guard let (p, q) = term.exponent.smallParts, p.magnitude < 1 << 31, q < 1 << 31, denominator < 1 << 31 else {
        return nil
      }
      // gcd(a/b, c/d) = gcd(ad, cb) / bd
      numerator = UInt(
        Rational.greatestCommonDivisor(numerator * UInt(q), p.magnitude * UInt(denominator)))
      denominator *= q
      let common = Rational.greatestCommonDivisor(numerator, UInt(denominator))
      (numerator, denominator) = (numerator / UInt(common), denominator / common)
    }
    return numerator == 0 || numerator > UInt(Int.max) ? nil : Rational(Int(numerator), positive: denominator)
  }

  private static let largestDegree = 256

  /// As a polynomial in `e^{−u}`; `nil` where its degree is beyond what is quick, or an exponent above 0.
  private func polynomial(_ unit: Rational) -> DensePolynomial? {
    guard let inverse = unit.reciprocal, let lowest = terms.last, let highest = terms.first,
      highest.exponent.signum <= 0, -lowest.exponent * inverse <= Rational(Self.largestDegree)
    else { return nil }
    var coefficients = [Rational](repeating: .zero, count: Self.largestDegree + 1)
    for term in terms {
      guard let power = (-term.exponent * inverse).smallParts, power.denominator == 1 else { return nil }
      coefficients[power.numerator] = term.coefficient
    }
    return DensePolynomial(coefficients)
  }

  private init(_ polynomial: DensePolynomial, unit: Rational) {
    self.init(
      falling: polynomial.coefficients.enumerated().map { m, c in
        Term(coefficient: c, exponent: -(Rational(m) * unit))
      })
  }
}
