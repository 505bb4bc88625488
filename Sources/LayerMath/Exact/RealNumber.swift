import BigInt

/// A value of a formula: exact where the form `Σ q·e^r` holds it, else proved to lie between two rationals.
///
/// What has no value (a division by zero, `ln` of a negative number) is a case of its own that says why and passes
/// through all operations: never a silent NaN.
package enum RealNumber: Sendable {
  case exact(ExactNumber)
  indirect case enclosed(Enclosure)
  case undefined(NoValue)

  /// Why there is no value.
  package struct NoValue: Hashable, Sendable, Error {
    package let reason: String
    /// False where only this arithmetic gives out, though there may be a value.
    package let isProved: Bool

    static func proved(_ reason: String) -> NoValue { NoValue(reason: reason, isProved: true) }
    static func beyond(_ reason: String) -> NoValue { NoValue(reason: reason, isProved: false) }
  }

  package static let zero = RealNumber.exact(.zero)
  package static let one = RealNumber.exact(.one)

  package init(_ rational: Rational) { self = .exact(ExactNumber(rational)) }

  /// `value`, unless its exponents are beyond what can be written out: `e^(10^15)` has a third of 10^15 digits.
  private static func written(_ value: ExactNumber) -> RealNumber {
    guard let leading = value.sum.terms.first, leading.exponent > largestExponent else { return .exact(value) }
    return .undefined(.beyond("a number too large to write out"))
  }

  private static func written(_ value: Enclosure) -> RealNumber {
    let size = Swift.max(value.lower.magnitude, value.upper.magnitude)
    let bits = size.numerator.bitWidth - size.denominator.bitWidth
    guard bits <= mostBits else { return .undefined(.beyond("a number too large to write out")) }
    guard bits >= -mostBits || size.isZero else { return .undefined(.beyond("a number too small to write out")) }
    return .enclosed(value)
  }

  private static let largestExponent = Rational(1_000_000_000_000_000)
  private static let mostBits = 400_000

  /// More terms than this are enclosed instead of multiplied out.
  private static let termLimit = 2000

  /// `nil` where the sign cannot be decided: the enclosure holds 0.
  package var signum: Int? {
    switch self {
    case .exact(let value): value.signum
    case .enclosed(let enclosure): enclosure.signum
    case .undefined: nil
    }
  }

  /// The value for showing it; `nil` where too little is known of it to show a digit.
  package var shown: ExactNumber? {
    switch self {
    case .exact(let value): value
    case .enclosed(let enclosure): enclosure.shown.map { ExactNumber($0) }
    case .undefined: nil
    }
  }

  package static func + (a: RealNumber, b: RealNumber) -> RealNumber {
    if case .exact(let a) = a, case .exact(let b) = b, canAdd(a, b) {
      return .exact(a + b)
    }
    return enclosing(a, b) { written($0 + $1) }
  }

  /// Whether the exact sum stays small enough to be quick.
  private static func canAdd(_ a: ExactNumber, _ b: ExactNumber) -> Bool {
    let terms = ExactNumber.termsOfSum(a, b)
    guard !a.isSum || !b.isSum else { return terms <= termLimit }
    return terms <= quotientLimit && bits(a) * b.termCount + bits(b) * a.termCount <= bitLimit
  }

  /// Whether the exact product stays small enough to be quick.
  private static func canMultiply(_ a: ExactNumber, _ b: ExactNumber) -> Bool {
    let limit = a.isSum && b.isSum ? termLimit : quotientLimit
    return a.sum.terms.count * b.sum.terms.count <= limit
      && bits(a) * b.termCount + bits(b) * a.termCount <= bitLimit
  }

  /// Quotients are brought to lowest terms, which takes longer.
  private static let quotientLimit = 2000

  /// More bits than these in all make the lowest terms of a product a matter of many milliseconds.
  private static let bitLimit = 200_000

  /// Bits beyond machine words.
  private static func bits(_ value: ExactNumber) -> Int {
    value.sum.terms.reduce(0) { sum, term in
      term.coefficient.smallParts != nil
        ? sum : sum + term.coefficient.numerator.bitWidth + term.coefficient.denominator.bitWidth
    }
  }

  package static prefix func - (a: RealNumber) -> RealNumber {
    switch a {
    case .exact(let value): .exact(-value)
    case .enclosed(let enclosure): .enclosed(-enclosure)
    case .undefined: a
    }
  }

  package static func - (a: RealNumber, b: RealNumber) -> RealNumber { a + (-b) }

  package static func * (a: RealNumber, b: RealNumber) -> RealNumber {
    if case .exact(let a) = a, case .exact(let b) = b, canMultiply(a, b) { return written(a * b) }
    return enclosing(a, b) { written($0 * $1) }
  }

  /// Exact where the divisor is of few terms.
  package static func / (a: RealNumber, b: RealNumber) -> RealNumber {
    if case .exact(let divisor) = b {
      guard !divisor.isZero else { return a.isUndefined ? a : .undefined(.proved("a division by zero")) }
      if case .exact(let dividend) = a, divisor.sum.terms.count <= longestDivisor,
        divisor.divisor.productTerms <= quotientLimit, let inverse = divisor.inverse, canMultiply(dividend, inverse)
      {
        return written(dividend * inverse)
      }
    }
    return enclosing(a, b) { a, b in
      guard let quotient = a.divided(by: b) else {
        return .undefined(.beyond("a division by what cannot be told from zero"))
      }
      return written(quotient)
    }
  }

  private static let longestDivisor = 40

  /// How much work an operation on it is, in machine words about.
  var size: Int {
    switch self {
    case .exact(let value):
      value.sum.terms.reduce(value.isSum ? 0 : 10 * value.termCount) { sum, term in
        sum + 1 + (term.coefficient.smallParts == nil ? term.coefficient.numerator.bitWidth / 32 : 0)
      }
    case .enclosed: 20
    case .undefined: 0
    }
  }

  package var isUndefined: Bool { if case .undefined = self { true } else { false } }

  private static func enclosing(
    _ a: RealNumber, _ b: RealNumber, _ body: (Enclosure, Enclosure) -> RealNumber
  ) -> RealNumber {
    switch (a.enclosure, b.enclosure) {
    case (.failure(let reason), _), (_, .failure(let reason)): .undefined(reason)
    case (.success(let a), .success(let b)): body(a, b)
    }
  }

  private var enclosure: Result<Enclosure, NoValue> {
    switch self {
    case .exact(let value):
      guard let enclosure = Enclosure(value) else { return .failure(.beyond("a number too large to write out")) }
      return .success(enclosure)
    case .enclosed(let enclosure): return .success(enclosure)
    case .undefined(let reason): return .failure(reason)
    }
  }

  private func mapped(_ body: (Enclosure) -> RealNumber) -> RealNumber {
    switch enclosure {
    case .failure(let reason): .undefined(reason)
    case .success(let enclosure): body(enclosure)
    }
  }

  /// `e^self`; exact where the exponent is rational.
  package var exponential: RealNumber {
    if case .exact(let value) = self, let rational = value.rational { return Self.written(.exp(rational)) }
    return mapped { enclosure in
      enclosure.exponential.map(RealNumber.enclosed) ?? .undefined(.beyond("exp of a number too large to write out"))
    }
  }

  /// The natural logarithm; exact for `e^r`.
  package var logarithm: RealNumber {
    if case .exact(let value) = self {
      if value.signum <= 0 { return .undefined(.proved(value.isZero ? "ln(0)" : "ln of a negative number")) }
      if let term = value.singleTerm, term.coefficient == .one {
        return RealNumber(term.exponent)
      }
      // Near 1 the logarithm is about value − 1, which is known to as many digits as are wanted.
      if let excess = Enclosure(value - .one), let logarithm = excess.logarithmOfOnePlus { return .enclosed(logarithm) }
    }
    return mapped { enclosure in
      enclosure.logarithm.map(RealNumber.enclosed) ?? .undefined(.beyond("ln of a number that is not surely above 0"))
    }
  }

  package var magnitude: RealNumber {
    switch self {
    case .exact(let value): return .exact(value.magnitude)
    case .enclosed(let enclosure): return .enclosed(enclosure.magnitude)
    case .undefined: return self
    }
  }

  /// `self^exponent`; exact for whole exponents, for `e^r`, and for roots that are rational.
  package func power(_ exponent: RealNumber) -> RealNumber {
    if isUndefined { return self }
    if exponent.isUndefined { return exponent }
    var isExponentExact = false
    if case .exact(let wanted) = exponent {
      isExponentExact = true
      if let rational = wanted.rational {
        if rational.isInteger { return Self.whole(self, rational) }
        if case .exact(let base) = self, let power = Self.rational(base, rational) { return power }
      }
    }
    if case .exact(let base) = self, base.singleTerm?.coefficient == .one {
      return (logarithm * exponent).exponential
    }
    guard let sign = signum else { return .undefined(.beyond("a power of what cannot be told from zero")) }
    guard sign > 0 else {
      // An exponent that is only enclosed may be whole.
      let reason = "a power of \(sign == 0 ? "zero" : "a negative number") with an exponent that is not whole"
      return .undefined(isExponentExact && sign < 0 ? .proved(reason) : .beyond(reason))
    }
    return (logarithm * exponent).exponential
  }

  /// `base^exponent` for an exponent that is not whole, where the form holds it.
  private static func rational(_ base: ExactNumber, _ exponent: Rational) -> RealNumber? {
    if base.isZero { return exponent.signum > 0 ? .zero : .undefined(.proved("a division by zero")) }
    if let term = base.singleTerm, term.coefficient == .one {
      return written(.exp(term.exponent * exponent))
    }
    guard exponent == Rational(1, over: 2), let root = base.rational?.squareRoot else { return nil }
    return RealNumber(root)
  }

  private static func whole(_ base: RealNumber, _ exponent: Rational) -> RealNumber {
    if case .exact(let value) = base, value == .one || value.isZero && exponent.signum > 0 { return base }
    guard let count = Int("\(exponent.magnitude)"), count <= 1000 || isShort(base, timesExponent: count) else {
      return .undefined(.beyond("an exponent beyond 1000"))
    }
    if exponent.signum < 0 {
      if base.signum == 0 { return .undefined(.proved("a division by zero")) }
      return RealNumber.one / whole(base, exponent.magnitude)
    }
    // An even power is not negative, also where the sign of what is raised cannot be told.
    var square = count.isMultiple(of: 2) ? base.magnitude : base
    var result = RealNumber.one
    var rest = count
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      rest >>= 1
      if rest > 0 { square = square * square }
    }
    return result
  }

  /// Whether the power of a single term is quickly written out.
  private static func isShort(_ base: RealNumber, timesExponent count: Int) -> Bool {
    guard case .exact(let value) = base, let term = value.singleTerm, count < 100_000 else {
      return false
    }
    return (term.coefficient.numerator.bitWidth + term.coefficient.denominator.bitWidth) * count <= 200_000
  }

  /// −1, 0 or 1 for less, equal, greater; `nil` where it cannot be told.
  package static func order(_ a: RealNumber, _ b: RealNumber) -> Int? {
    if case .exact(let a) = a, case .exact(let b) = b {
      if a.divisor == b.divisor || canAdd(a, b) { return (a - b).signum }
    }
    return (a - b).signum
  }

  package static func minimum(_ a: RealNumber, _ b: RealNumber) -> RealNumber { extreme(a, b, wanted: -1) }

  package static func maximum(_ a: RealNumber, _ b: RealNumber) -> RealNumber { extreme(a, b, wanted: 1) }

  private static func extreme(_ a: RealNumber, _ b: RealNumber, wanted: Int) -> RealNumber {
    if a.isUndefined { return a }
    if b.isUndefined { return b }
    if let order = order(a, b) { return order == wanted ? a : order == 0 ? a : b }
    return enclosing(a, b) { a, b in
      .enclosed(
        Enclosure(
          lower: wanted < 0 ? Swift.min(a.lower, b.lower) : Swift.max(a.lower, b.lower),
          upper: wanted < 0 ? Swift.min(a.upper, b.upper) : Swift.max(a.upper, b.upper)))
    }
  }
}

extension ExactNumber {
  /// `q·e^r` where it is that.
  fileprivate var singleTerm: ExactSum.Term? { isSum && sum.terms.count == 1 ? sum.terms.first : nil }
}

extension Rational {
  /// The square root where it is rational.
  package var squareRoot: Rational? {
    guard signum >= 0 else { return nil }
    let top = numerator.squareRoot()
    let bottom = denominator.squareRoot()
    guard top * top == numerator, bottom * bottom == denominator else { return nil }
    return Rational(top, over: bottom)
  }
}

extension RealNumber {
  package init(_ value: ExactNumber) { self = .exact(value) }

  /// The value where it has an exact form.
  package var exact: ExactNumber? { if case .exact(let value) = self { value } else { nil } }

  package var rational: Rational? { exact?.rational }

  package var isZero: Bool { exact?.isZero ?? false }

  /// A rational number that the size does not exceed, or hardly: of an interval the farther end.
  var largestMagnitude: Rational? {
    switch self {
    case .exact(let value): value.rational?.magnitude ?? Enclosure(value)?.magnitude.upper
    case .enclosed(let enclosure): Swift.max(enclosure.lower.magnitude, enclosure.upper.magnitude)
    case .undefined: nil
    }
  }
}

extension Rational {
  /// The least power of 2 that is not below a number above 0.
  var nextPowerOfTwo: Rational {
    let shift = numerator.magnitude.bitWidth - denominator.magnitude.bitWidth
    let power = Rational.one.times(powerOf2: shift)
    // The quotient lies between half and twice that power.
    return [power.times(powerOf2: -1), power].first { self <= $0 } ?? power.times(powerOf2: 1)
  }
}

extension RealNumber {
  /// A sum of many numbers: exact ones sorted once instead of merged one by one.
  static func sum(of numbers: [RealNumber]) -> RealNumber {
    let exact = numbers.compactMap(\.exact)
    guard exact.count == numbers.count, exact.allSatisfy(\.isSum) else { return numbers.reduce(.zero, +) }
    return .exact(ExactNumber(sumOf: exact))
  }
}

// MARK: as text

extension RealNumber: Hashable {
  package func hash(into hasher: inout Hasher) {
    switch self {
    case .exact(let value): hasher.combine(value)
    case .enclosed(let enclosure): hasher.combine(enclosure)
    case .undefined(let reason): hasher.combine(reason)
    }
  }

  /// The nearest double; of an interval that of its middle, and no number for what has no value.
  package var double: Double { shown?.double ?? .nan }

  /// Whether nothing but decimals can be written of it.
  package var isApproximate: Bool { exact == nil }

  /// Terms above and below the line.
  package var termCount: Int { exact?.termCount ?? 1 }

  package var isWrittenAsSum: Bool { exact?.isWrittenAsSum ?? false }

  package var decimalExponent: Double { shown?.decimalExponent ?? 0 }

  /// As of exact numbers; what is only enclosed is never exact.
  package func decimal(fractionDigits: Int) -> DecimalText { text { $0.decimal(fractionDigits: fractionDigits) } }

  package func scientific(digits: Int) -> DecimalText { text { $0.scientific(digits: digits) } }

  private func text(_ decimal: (ExactNumber) -> DecimalText) -> DecimalText {
    guard let shown else { return DecimalText(text: "—", isExact: false) }
    let text = decimal(shown)
    return isApproximate ? DecimalText(text: text.text, isExact: false) : text
  }
}

extension RealNumber: CustomStringConvertible {
  /// The exact form, or thirty digits behind `~`.
  package var description: String {
    guard let exact else { return shown.map { "~\($0.scientific(digits: 30).text)" } ?? "no value" }
    return "\(exact)"
  }
}
