import BigInt

/// A derivative beside its central difference `(L(p + h) − L(p − h)) / 2h`, with `L = Σ_k δy_k y_k`.
///
/// Computed exactly, so there is no rounding error and `h` may be small. What remains is the bend of `f`: the two differ
/// by at most `bound = h/2 · Σ_k |δy_k| (∂s_k/∂p)² b_k`, where `b_k` is the largest `|f″|` that the move by `h` meets, rounded up
/// to a power of 2; of ELU 0 above 0, where `f` is straight, `exp(s_k)` below, and 1 across 0. A difference above the
/// bound proves a wrong formula. In sums of hundreds of units `b_k` of ELU is 1: the sharper bound would cost digits, and time,
/// that nobody reads.
package struct GradientComparison: Equatable, Sendable {
  package let analytic: RealNumber
  package let difference: RealNumber
  package let bound: RealNumber
  /// How far the two are apart, with its sign: to find that of hundreds of terms takes the time of a frame.
  package let distance: RealNumber
  package var gap: RealNumber { distance.magnitude }
  package let agrees: Bool

  package init(analytic: RealNumber, difference: RealNumber, bound: RealNumber) {
    self.analytic = analytic
    self.difference = difference
    self.bound = bound
    distance = analytic - difference
    // What agrees in fifty digits agrees.
    agrees = (bound - distance).signum ?? 0 >= 0 && (bound + distance).signum ?? 0 >= 0
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
    of symbol: Symbol, s: [Rational], analytic: RealNumber, step: DifferenceStep
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

  /// `nil` where a unit stands at a corner: no difference says anything of the slope there.
  ///
  /// `slope(k) = ∂s_k/∂p` for the units that the parameter reaches.
  private func comparison(
    _ units: Range<Int>, weight: (Int) -> Rational, s: [Rational], analytic: RealNumber, h: Rational,
    slope: (Int) -> Rational
  ) -> GradientComparison? {
    var rises: [RealNumber] = []
    var curvature = Rational.zero
    let isLong = units.count > 100
    for unit in units {
      let reach = slope(unit) * h
      // What does not move adds nothing, wherever it stands.
      guard !reach.isZero, !weight(unit).isZero else { continue }
      guard activation.breaks(at: s[unit], within: reach.magnitude) == nil else { return nil }
      let up = activation.value(at: s[unit] + reach)
      let down = activation.value(at: s[unit] - reach)
      // Where f has no value nothing is compared.
      guard up.shown != nil, down.shown != nil else { return nil }
      rises.append(RealNumber(weight(unit)) * (up - down))
      guard let bend = isLong && activation.isELU ? .one : activation.bend(s[unit], reach.magnitude) else { return nil }
      curvature = curvature + weight(unit).magnitude * slope(unit) * slope(unit) * bend
    }
    guard analytic.shown != nil else { return nil }
    let half = Rational(1, over: 2) ?? .zero
    return GradientComparison(
      analytic: analytic, difference: RealNumber.sum(of: rises) * RealNumber((h + h).reciprocal ?? .zero),
      bound: RealNumber(curvature * h * half))
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
  package let activation: Activation
  /// Units at a join where `f` has one slope, 1-based: they pass too.
  package let kinks: [Int]
  /// Units at a corner or a jump: what depends on them is left out, since no difference says anything of a slope there.
  package let corners: [(unit: Int, join: Activation.Join)]
  /// Entries left out for that reason.
  package let leftOut: [Symbol]

  package var disagreeing: [DerivationStep.CheckedEntry] { entries.filter { !$0.comparison.agrees } }
  package var agrees: Bool { disagreeing.isEmpty }

  /// - Parameters:
  ///   - quantities: what to check.
  ///   - limit: the most entries of each quantity, fewer where each is a sum of many terms.
  package init(_ derivation: Derivation, quantities: [Quantity]? = nil, limit: Int = .max) {
    self.init(derivation, (quantities ?? Self.quantities(of: derivation.rules)).map { ($0, nil) }, limit: limit)
  }

  /// What to check instead of the derivation's own values: formulas of somebody's, several of one quantity too.
  package init(_ derivation: Derivation, claims: [(quantity: Quantity, values: [RealNumber])]) {
    self.init(derivation, claims.map { ($0.quantity, $0.values) }, limit: .max)
  }

  private init(_ derivation: Derivation, _ claims: [(Quantity, [RealNumber]?)], limit: Int) {
    let example = derivation.example
    let s = (1...example.k).map { derivation.s($0) }
    let step = DifferenceStep(for: example)
    var entries: [DerivationStep.CheckedEntry] = []
    var total = 0
    var leftOut: [Symbol] = []
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
        guard let comparison = derivation.comparison(of: symbol, s: s, analytic: analytic, step: step) else {
          leftOut.append(symbol)
          continue
        }
        entries.append(DerivationStep.CheckedEntry(symbol: symbol, comparison: comparison))
      }
    }
    self.entries = entries
    self.total = total
    self.step = step
    self.leftOut = leftOut
    activation = derivation.activation
    let joins = derivation.activation.joins
    kinks = s.indices.filter { unit in joins.contains { $0.kind == .smooth && $0.at == s[unit] } }.map { $0 + 1 }
    corners = s.indices.compactMap { unit in
      joins.first { $0.kind != .smooth && $0.at == s[unit] }.map { (unit + 1, $0) }
    }
  }

  package static func == (a: GradientCheck, b: GradientCheck) -> Bool {
    a.entries == b.entries && a.total == b.total && a.step == b.step && a.kinks == b.kinks && a.leftOut == b.leftOut
  }
}
