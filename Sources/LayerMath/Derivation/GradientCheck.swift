import BigInt

/// A derivative beside its central difference `(L(p + h) − L(p − h)) / 2h`, with `L = Σ_k δy_k y_k`.
///
/// Computed exactly, so there is no rounding error and `h` may be small. What remains is the bend of `f`: the two differ
/// by at most `bound = h/2 · Σ_k |δy_k| (∂s_k/∂p)² b_k`, where `b_k` is the largest `f″` that the move by `h` meets: 0
/// above 0, where `f` is straight, `exp(s_k)` below, rounded up to a power of 2, and 1 across 0. A difference above the
/// bound proves a wrong formula. In sums of hundreds of units `b_k` is 1: the sharper bound would cost digits, and time,
/// that nobody reads.
package struct GradientComparison: Equatable, Sendable {
  package let analytic: ExactNumber
  package let difference: ExactNumber
  package let bound: ExactNumber
  /// How far the two are apart, with its sign: to find that of hundreds of terms takes the time of a frame.
  package let distance: ExactNumber
  package var gap: ExactNumber { distance.magnitude }
  package let agrees: Bool

  package init(analytic: ExactNumber, difference: ExactNumber, bound: ExactNumber) {
    self.analytic = analytic
    self.difference = difference
    self.bound = bound
    distance = analytic - difference
    agrees = (bound - distance).signum >= 0 && (bound + distance).signum >= 0
  }
}

/// `h = 10^−digits` of a gradient check.
package struct DifferenceStep: Equatable, Sendable {
  package let digits: Int
  let size: Rational

  init(digits: Int) {
    self.digits = digits
    size = Rational(1, over: BigInt(10).power(digits)) ?? .one
  }

  /// `10^−6`; smaller where a weight or an input is above 1000, so that no `s_k` moves by more than a thousandth.
  init(for example: LayerExample) {
    let most = 1000
    let lines = [example.x] + (0..<example.k).map { example.w.row($0) }
    var digits = 6
    // Nearly all numbers of a large layer are told to be small by their numerator.
    for line in lines where !line.allSatisfy({ $0.hasNumerator(within: most) }) {
      let largest = line.lazy.map(\.magnitude).max() ?? .zero
      while largest > Rational(most) * Rational(BigInt(10).power(digits - 6)) { digits += 1 }
    }
    self.init(digits: digits)
  }
}

extension Derivation {
  /// Compares `analytic` with the central difference of an entry of a gradient or a Jacobian (1-based, as in its symbol).
  ///
  /// `L` is `Σ_k δy_k y_k` for the gradients and the single `y_k` for the Jacobians. `nil` for other quantities.
  func comparison(
    of symbol: Symbol, s: [Rational], analytic: ExactNumber, step: DifferenceStep
  ) -> GradientComparison? {
    guard let parameter = symbol.quantity.derivedBy, parameter.isGiven else { return nil }
    let output: Int? = if case .jacobian = symbol.quantity.role { symbol.index[0] } else { nil }
    // What belongs to one unit reaches its output only: for another nothing moves.
    let own = symbol.unit
    let units = own.map { output ?? $0 == $0 ? $0 - 1..<$0 : 0..<0 } ?? output.map { $0 - 1..<$0 } ?? 0..<k
    let input = (symbol.input ?? 1) - 1
    let w = example.w
    let slope: (Int) -> Rational
    switch rules.slope(by: parameter) {
    case nil: slope = { _ in .one }
    // Told apart here since a sum of hundreds of units asks hundreds of times.
    case .w?: slope = { w[$0, input] }
    case .x?: slope = { [x = example.x[input]] _ in x }
    default: return nil
    }
    let weight: (Int) -> Rational = output == nil ? { example.deltaY[$0] } : { _ in .one }
    return comparison(units, weight: weight, s: s, analytic: analytic, h: step.size, slope: slope)
  }

  /// `slope(k) = ∂s_k/∂p` for the units that the parameter reaches.
  private func comparison(
    _ units: Range<Int>, weight: (Int) -> Rational, s: [Rational], analytic: ExactNumber, h: Rational,
    slope: (Int) -> Rational
  ) -> GradientComparison {
    var rises: [ExactNumber] = []
    var curvature = Rational.zero
    let isLong = units.count > 100
    for unit in units {
      let reach = slope(unit) * h
      let up: ExactNumber = ELU.value(s[unit] + reach)
      let down: ExactNumber = ELU.value(s[unit] - reach)
      rises.append(ExactNumber(weight(unit)) * (up - down))
      let bend = isLong ? .one : ELU.bend(s[unit], reach.magnitude)
      curvature = curvature + weight(unit).magnitude * slope(unit) * slope(unit) * bend
    }
    let half = Rational(1, over: 2) ?? .zero
    return GradientComparison(
      analytic: analytic, difference: ExactNumber(sumOf: rises) * ExactNumber((h + h).reciprocal ?? .zero),
      bound: ExactNumber(curvature * h * half))
  }
}

/// The gradient check of a whole layer: every derivative by what is entered beside its central difference.
package struct GradientCheck: Equatable, Sendable {
  /// What is checked, in the order of the derivation.
  package static func quantities(of rules: RuleSet) -> [Quantity] {
    let derivatives = rules.computed.filter { $0.derivedBy?.isGiven ?? false }
    return derivatives.filter { $0.jacobianBy != nil } + derivatives.filter { $0.jacobianBy == nil }
  }

  package let entries: [DerivationStep.CheckedEntry]
  /// How many entries there are in all.
  package let total: Int
  package let step: DifferenceStep
  /// Units with `s_k = 0`, 1-based: they pass too, since `f` has one slope there.
  package let kinks: [Int]

  package var disagreeing: [DerivationStep.CheckedEntry] { entries.filter { !$0.comparison.agrees } }
  package var agrees: Bool { disagreeing.isEmpty }

  /// - Parameters:
  ///   - quantities: what to check.
  ///   - limit: the most entries of each quantity, fewer where each is a sum of many terms.
  package init(_ derivation: Derivation, quantities: [Quantity]? = nil, limit: Int = .max) {
    self.init(derivation, (quantities ?? Self.quantities(of: derivation.rules)).map { ($0, nil) }, limit: limit)
  }

  /// What to check instead of the derivation's own values: formulas of somebody's, several of one quantity too.
  package init(_ derivation: Derivation, claims: [(quantity: Quantity, values: [ExactNumber])]) {
    self.init(derivation, claims.map { ($0.quantity, $0.values) }, limit: .max)
  }

  private init(_ derivation: Derivation, _ claims: [(Quantity, [ExactNumber]?)], limit: Int) {
    let example = derivation.example
    let s = (1...example.k).map { derivation.s($0) }
    let step = DifferenceStep(for: example)
    var entries: [DerivationStep.CheckedEntry] = []
    var total = 0
    for (quantity, values) in claims {
      let shape = derivation.shape(quantity)
      let count = shape.reduce(1, *)
      total += count
      // A sum of hundreds of terms takes the time of hundreds of entries.
      let terms = derivation.termShapes(of: Symbol(quantity, index: shape.map { _ in 1 })).reduce(0) { $0 + $1.terms }
      let most = limit == .max || terms <= 36 ? limit : max(4, limit * 36 / terms)
      for place in 0..<min(count, most) {
        let symbol = Symbol(quantity, index: Symbol.index(at: place, in: shape))
        let analytic = values.map { $0[place] } ?? derivation.value(of: symbol)
        guard let comparison = derivation.comparison(of: symbol, s: s, analytic: analytic, step: step) else { continue }
        entries.append(DerivationStep.CheckedEntry(symbol: symbol, comparison: comparison))
      }
    }
    self.entries = entries
    self.total = total
    self.step = step
    kinks = s.indices.filter { s[$0].isZero }.map { $0 + 1 }
  }
}
