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
  /// How one output moves when a number that it depends on moves by `h` up and down.
  private struct Move {
    /// 0-based.
    let unit: Int
    let up: RealNumber
    let down: RealNumber
    /// At least the largest slope and the largest bend of the output by that number along the way.
    var slope: Rational
    let bend: Rational
  }

  /// Compares `analytic` with the central difference of an entry of a gradient or a Jacobian (1-based, as in its symbol).
  ///
  /// `L` is the loss behind the layer, else `Σ_k δy_k y_k`, for the gradients and the single `y_k` for the Jacobians. `nil` for
  /// other quantities, and where a unit stands at a corner: no difference says anything of the slope there.
  func comparison(
    of symbol: Symbol, s: [Rational], analytic: RealNumber, step: DifferenceStep
  ) -> GradientComparison? {
    guard analytic.shown != nil, let moves = moves(of: symbol, s: s, h: step.size) else { return nil }
    let half = Rational(1, positive: 2)
    func comparison(_ rise: RealNumber, curvature: Rational) -> GradientComparison {
      GradientComparison(
        analytic: analytic, difference: rise * RealNumber((step.size + step.size).reciprocal ?? .zero),
        bound: RealNumber(curvature * step.size * half))
    }
    let isOfOutput = if case .jacobian = symbol.quantity.role { true } else { false }
    if !isOfOutput, let loss = example.loss {
      guard let rise = rise(of: loss, moves), rise.shown != nil, let bend = bend(of: loss, moves) else { return nil }
      return comparison(rise, curvature: bend)
    }
    let weight: (Int) -> Rational = isOfOutput ? { _ in .one } : { [example] in example.deltaY[$0] }
    let rises = moves.map { RealNumber(weight($0.unit)) * ($0.up - $0.down) }
    let curvature = moves.reduce(Rational.zero) { $0 + weight($1.unit).magnitude * $1.bend }
    return comparison(RealNumber.sum(of: rises), curvature: curvature)
  }

  /// The outputs that move; `nil` where one cannot be followed.
  private func moves(of symbol: Symbol, s: [Rational], h: Rational) -> [Move]? {
    if symbol.quantity == .deltaY, !isGiven(.deltaY) {
      let (unit, step) = (symbol.index[0] - 1, RealNumber(h))
      let output = y(symbol.index[0])
      return [Move(unit: unit, up: output + step, down: output - step, slope: .one, bend: .zero)]
    }
    guard let parameter = symbol.quantity.derivedBy, isGiven(parameter) else { return nil }
    let output: Int? = if case .jacobian = symbol.quantity.role { symbol.index[0] } else { nil }
    // What belongs to one unit reaches its output only: for another nothing moves.
    let own = parameter == .a ? output : symbol.unit
    let units = own.map { output ?? $0 == $0 ? $0 - 1..<$0 : 0..<0 } ?? output.map { $0 - 1..<$0 } ?? 0..<k
    if parameter == .a { return movesByParameter(units, s: s, h: h, isForLoss: output == nil) }
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
    let hasLoss = example.loss != nil && output == nil
    let isWeighted = output == nil && !hasLoss
    var moves: [Move] = []
    let isLong = units.count > 100
    for unit in units {
      let reach = slope(unit) * h
      // What does not move adds nothing, wherever it stands.
      guard !reach.isZero, !isWeighted || !example.deltaY[unit].isZero else { continue }
      guard activation.breaks(at: s[unit], within: reach.magnitude) == nil else { return nil }
      let up = activation.value(at: s[unit] + reach)
      let down = activation.value(at: s[unit] - reach)
      // Where f has no value nothing is compared.
      guard up.shown != nil, down.shown != nil else { return nil }
      guard let bend = isLong && activation.isELU ? .one : activation.bend(s[unit], reach.magnitude) else { return nil }
      var move = Move(unit: unit, up: up, down: down, slope: .zero, bend: slope(unit) * slope(unit) * bend)
      if hasLoss {
        guard let steepest = fPrime(unit + 1).largestMagnitude else { return nil }
        move.slope = slope(unit).magnitude * (steepest + bend * reach.magnitude)
      }
      moves.append(move)
    }
    return moves
  }

  /// The outputs at `a + h` and `a − h`; `nil` where a unit is on another piece there.
  private func movesByParameter(_ units: Range<Int>, s: [Rational], h: Rational, isForLoss: Bool) -> [Move]? {
    guard let a = activation.trained else { return nil }
    let (above, below) = (activation.with(trained: a + h), activation.with(trained: a - h))
    var moves: [Move] = []
    for unit in units {
      let piece = activation.piece(at: s[unit])
      guard above.piece(at: s[unit]).value == piece.value, below.piece(at: s[unit]).value == piece.value else {
        return nil
      }
      let (up, down) = (above.value(at: s[unit]), below.value(at: s[unit]))
      let around = RealNumber.enclosed(Enclosure(lower: a - h, upper: a + h))
      let second = ScalarFormula.value(of: piece.secondByParameter.value, at: RealNumber(s[unit]), trained: around)
      guard up.shown != nil, down.shown != nil, let bend = second.largestMagnitude else { return nil }
      var move = Move(unit: unit, up: up, down: down, slope: .zero, bend: bend.isZero ? .zero : bend.nextPowerOfTwo)
      if isForLoss {
        guard let steepest = activationJacobian(unit + 1).largestMagnitude else { return nil }
        move.slope = steepest + move.bend * h
      }
      moves.append(move)
    }
    return moves
  }

  /// `L` with the outputs up, less `L` with the outputs down.
  private func rise(of loss: Loss, _ moves: [Move]) -> RealNumber? {
    guard loss.isSoftmax else {
      return RealNumber.sum(
        of: moves.map { move in
          let target = example.t[move.unit]
          return loss.value(at: move.up, target: target, units: k)
            - loss.value(at: move.down, target: target, units: k)
        })
    }
    // L = T ln Σ_i e^{y_i} − Σ_k t_k y_k, with T = Σ_k t_k.
    let outputs = (1...k).map { y($0) }
    func total(_ moved: (Move) -> RealNumber) -> RealNumber {
      var y = outputs
      for move in moves { y[move.unit] = moved(move) }
      let normaliser = RealNumber.sum(of: y.map(\.exponential)).logarithm
      let targets = example.t.reduce(Rational.zero, +)
      return RealNumber(targets) * normaliser - RealNumber.sum(of: zip(example.t, y).map { RealNumber($0) * $1 })
    }
    return total(\.up) - total(\.down)
  }

  /// At least the largest second derivative of `L` along the way.
  ///
  /// `Σ_k ℓ″ (y_k′)² + ℓ′ y_k″`, computed with intervals; of a softmax `|T| max_k (y_k′)² + Σ_k (|T| + |t_k|) |y_k″|`, since its
  /// variance of slopes is at most the square of the largest.
  private func bend(of loss: Loss, _ moves: [Move]) -> Rational? {
    if loss.isSoftmax {
      let targets = example.t.reduce(Rational.zero, +).magnitude
      let steepest = moves.map(\.slope).max() ?? .zero
      return moves.reduce(targets * steepest * steepest) {
        $0 + (targets + example.t[$1.unit].magnitude) * $1.bend
      }.nextPower
    }
    var total = Rational.zero
    for move in moves {
      let reach = move.slope * DifferenceStep(for: example).size
      let around = y(move.unit + 1) + .enclosed(Enclosure(lower: -reach, upper: reach))
      guard let first = loss.value(of: loss.slope, at: around, target: example.t[move.unit], units: k).largestMagnitude,
        let second = loss.value(of: loss.second, at: around, target: example.t[move.unit], units: k).largestMagnitude
      else { return nil }
      total = total + second * move.slope * move.slope + first * move.bend
    }
    return total.nextPower
  }
}

extension Rational {
  /// A power of 2 that is not below it: short to write.
  fileprivate var nextPower: Rational { isZero ? .zero : nextPowerOfTwo }
}

/// The gradient check of a whole layer: every derivative by what is entered beside its central difference.
package struct GradientCheck: Equatable, Sendable {
  /// What is checked, in the order of the derivation.
  package static func quantities(of rules: RuleSet) -> [Quantity] {
    let given = rules.given
    let derivatives = rules.computed.filter { $0 == .deltaY || $0.derivedBy.map(given.contains) ?? false }
    return derivatives.filter { $0.jacobianBy != nil } + derivatives.filter { $0.jacobianBy == nil }
  }

  package let entries: [DerivationStep.CheckedEntry]
  /// How many entries there are in all.
  package let total: Int
  package let step: DifferenceStep
  package let activation: Activation
  package let names: Naming
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
  ///   - report: is told how many entries are done.
  package init(
    _ derivation: Derivation, quantities: [Quantity]? = nil, limit: Int = .max, report: (Int) -> Void = { _ in }
  ) {
    self.init(
      derivation, (quantities ?? Self.quantities(of: derivation.rules)).map { ($0, nil) }, limit: limit, report)
  }

  /// What to check instead of the derivation's own values: formulas of somebody's, several of one quantity too.
  package init(
    _ derivation: Derivation, claims: [(quantity: Quantity, values: [RealNumber])], report: (Int) -> Void = { _ in }
  ) {
    self.init(derivation, claims.map { ($0.quantity, $0.values) }, limit: .max, report)
  }

  private init(
    _ derivation: Derivation, _ claims: [(Quantity, [RealNumber]?)], limit: Int, _ report: (Int) -> Void
  ) {
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
        report(entries.count + leftOut.count)
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
    names = derivation.names
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
