/// Whether two formulas have the same value for every layer.
package enum Equivalence: Equatable, Sendable {
  /// Equal on every layer tried, exactly.
  ///
  /// `isCertain` is false where a formula compares with a constant, so that it may change where no layer was tried.
  case same(layers: Int, isCertain: Bool)
  case different(Counterexample)
  /// Never found different, and somewhere the values have no exact form to compare.
  case cannotTell(reason: String)

  /// A layer on which the two differ.
  package struct Counterexample: Equatable, Sendable {
    package let example: LayerExample
    /// Both values there; `nil` where the shapes fit for some layers but not for this one.
    package let values: Values?
    /// Why there is no value, or where the values differ: `in row 2`.
    package let note: String?
  }

  package struct Values: Equatable, Sendable {
    package let left: FormulaValue
    package let right: FormulaValue
    /// The first entry in which they differ, 0-based.
    package let entry: Int
  }
}

extension Formula {
  /// Compares two formulas over all layers.
  ///
  /// Exact arithmetic on random layers with K ≠ n and K = n, and on layers whose pre-activations are the table of
  /// `tutoring.md` (both branches and 0) and the neighbours of every constant in the formulas. A difference anywhere is
  /// proved by its counterexample. `here`, the layer on the screen, is tried first.
  /// - Throws: `FormulaError` where the shapes fit for no layer.
  package static func compare(
    _ left: Formula, _ right: Formula, here: LayerExample? = nil
  ) throws(FormulaError) -> Equivalence {
    var misfit: (example: LayerExample, error: FormulaError)?
    var beyond: FormulaError?
    var fitting = 0
    var doubt: String?
    let layers = EquivalenceLayers.layers(
      constants: left.constants + right.constants, index: max(left.largestIndex, right.largestIndex))
    for example in [here].compactMap({ $0 }) + layers {
      do throws(FormulaError) {
        switch try verdict(left, right, example) {
        case .same: fitting += 1
        case .different(let values, let note):
          return .different(Equivalence.Counterexample(example: example, values: values, note: note))
        case .unknown(let reason):
          fitting += 1
          doubt = doubt ?? reason
        }
      } catch {
        // `x_2` says nothing about layers with one input.
        if error.isIndexBeyond {
          beyond = error
        } else if misfit == nil {
          misfit = (example, error)
        }
      }
    }
    guard fitting > 0 else {
      throw misfit?.error ?? beyond ?? FormulaError("there is nothing to compare", column: 1)
    }
    if let misfit {
      return .different(
        Equivalence.Counterexample(example: misfit.example, values: nil, note: misfit.error.message))
    }
    return doubt.map { .cannotTell(reason: $0) }
      ?? .same(layers: fitting, isCertain: !left.hasThreshold && !right.hasThreshold)
  }

  /// Compares each two neighbours of `A = B = C`; the first pair that is not the same decides.
  package static func compare(
    chain: [Formula], here: LayerExample? = nil
  ) throws(FormulaError) -> (left: Formula, right: Formula, verdict: Equivalence) {
    guard let first = chain.first, let last = chain.last, chain.count > 1 else {
      throw FormulaError("there is nothing to compare", column: 1)
    }
    var answer: (left: Formula, right: Formula, verdict: Equivalence)?
    for (left, right) in zip(chain, chain.dropFirst()) {
      let verdict = try compare(left, right, here: here)
      if case .same = verdict {
        answer = (first, last, verdict)
      } else {
        return (left, right, verdict)
      }
    }
    return answer ?? (first, last, .cannotTell(reason: ""))
  }

  /// `A`, `B`, `C` of `A = B = C`; `nil` for what is no equation.
  package var equationSides: [Formula]? {
    switch node {
    case .comparison(.equal, let left, let right): return [left, right]
    case .both(let first, let second):
      guard let start = first.equationSides, case .comparison(.equal, let left, let right) = second.node,
        start.last == left
      else { return nil }
      return start + [right]
    default: return nil
    }
  }

  private enum Verdict {
    case same
    case different(Equivalence.Values?, note: String?)
    case unknown(String)
  }

  private static func verdict(
    _ left: Formula, _ right: Formula, _ example: LayerExample
  ) throws(FormulaError) -> Verdict {
    let shapes = FormulaShapes(derivation: Derivation(example))
    let (kinds, extents) = try shapes.check([left, right])
    guard kinds[0].isCondition == kinds[1].isCondition else {
      throw FormulaError("one side is a condition, the other a number", column: right.column)
    }
    let evaluation = FormulaEvaluation(shapes: shapes, workLimit: 200_000)
    func array(_ side: Int, _ letters: [String]) -> FormulaValue {
      evaluation.value(
        of: side == 0 ? left : right, shape: kinds[side].shape, over: letters, extents: extents)
    }
    let (a, b) = (left.freeIndices, right.freeIndices)
    let one: FormulaValue
    let other: FormulaValue
    // `dx = sum_k …_j`: a whole quantity beside the formula of its entry.
    let isWholeBesideEntry =
      a.isEmpty != b.isEmpty && (a.isEmpty ? kinds[0] : kinds[1]).shape != .scalar
      && (a.isEmpty ? kinds[1] : kinds[0]).shape == .scalar
    if a == b || isWholeBesideEntry {
      (one, other) = (array(0, a), array(1, b))
    } else {
      let all = Formula.ordered(Set(a).union(b))
      (one, other) = (array(0, all), array(1, all))
    }
    guard let shape = FormulaShape.elementwise(one.shape, other.shape) else {
      throw FormulaError(
        "the left side is \(one.shape.words), the right side \(other.shape.words); only equal shapes can be compared",
        column: right.column)
    }
    let first = one.spread(to: shape)
    let second = other.spread(to: shape)
    var reason: String?
    for index in first.entries.indices {
      switch (first.entries[index], second.entries[index]) {
      case (.undefined, .undefined): continue
      case (.undefined(let why), _), (_, .undefined(let why)):
        // Where only our arithmetic gives out, nothing is proved.
        guard why.isProved else {
          reason = reason ?? why.reason
          continue
        }
        return .different(Equivalence.Values(left: one, right: other, entry: index), note: why.reason)
      case (let x, let y):
        guard let order = RealNumber.order(x, y) else {
          reason = reason ?? "the values agree in their first 50 digits but have no exact form"
          continue
        }
        if order != 0 { return .different(Equivalence.Values(left: one, right: other, entry: index), note: nil) }
      }
    }
    return reason.map { .unknown($0) } ?? .same
  }
}

/// The layers on which formulas are compared.
enum EquivalenceLayers {
  /// Small ones first, so that a counterexample is easy to follow.
  ///
  /// - Parameter index: the largest index written out, which some layers must have.
  static func layers(constants: [Rational], index: Int) -> [LayerExample] {
    var generator = SeededGenerator(seed: 2_016)
    var layers = [LayerExample.reference]
    for (k, n) in [(2, 3), (3, 2), (2, 2), (3, 3), (1, 2), (2, 1), (4, 2), (1, 1)] {
      layers.append(.random(k: k, n: n, using: &generator))
    }
    // The table in pairs, then whole; K = n too, for formulas that make sense for square layers only.
    for pair in zip(table, table.dropFirst()) { layers.append(layer(s: [pair.0, pair.1], n: 3, &generator)) }
    layers.append(layer(s: table, n: 3, &generator))
    layers.append(layer(s: Array(table.prefix(5)), n: 5, &generator))
    layers.append(layer(s: Array(table.suffix(5)), n: 5, &generator))
    if index > 2, index <= 64 {
      layers.append(.random(k: index + 1, n: index + 2, using: &generator))
      layers.append(.random(k: index, n: index, using: &generator))
    }
    for value in probes(constants) {
      // The value at the first unit, and as the first entry of each part.
      layers.append(layer(s: [value, -value], n: 3, &generator))
      let plain = LayerExample.random(k: 2, n: 3, using: &generator)
      layers.append(plain.replacing(.x, row: 0, column: 0, with: value))
      layers.append(plain.replacing(.deltaY, row: 0, column: 0, with: value))
      layers.append(plain.replacing(.w, row: 0, column: 0, with: value))
    }
    if let largest = constants.map(\.magnitude).max(), largest > .one {
      // Beyond every constant, in both directions.
      let scale = largest * Rational(50)
      for sign in [scale, -scale] {
        let plain = LayerExample.random(k: 3, n: 2, using: &generator)
        layers.append(
          (0..<2).reduce(plain) { $0.replacing(.x, row: $1, column: 0, with: plain.x[$1] * sign) })
        layers.append(
          (0..<3).reduce(plain) { $0.replacing(.deltaY, row: $1, column: 0, with: plain.deltaY[$1] * sign) })
      }
    }
    // `[K = 7]`
    for size in Set(constants).filter({ $0.isInteger && $0 > .one && $0 <= Rational(12) }).compactMap({ Int("\($0)") })
    {
      layers.append(.random(k: size, n: 2, using: &generator))
      layers.append(.random(k: 2, n: size, using: &generator))
    }
    return layers
  }

  /// Each constant of either sign, its near and far neighbours, and what lies halfway to the next one.
  private static func probes(_ constants: [Rational]) -> [Rational] {
    guard !constants.isEmpty else { return [] }
    let some = Set(constants.flatMap { [$0, -$0] } + [.zero]).sorted { $0.magnitude < $1.magnitude }.prefix(13).sorted()
    let half = fraction(1, 2)
    var all = zip(some, some.dropFirst()).map { ($0 + $1) * half }
    for value in some { all += [value, value - fraction(1, 7), value + fraction(1, 7)] }
    return Array(Set(all)).sorted { $0.magnitude < $1.magnitude }
  }

  /// `s ∈ {−3, −1.5, −ln 2, −0.5, −0.01, 0, 0.01, 0.5, 1, 2}`; −ln 2 to 20 decimals, since `W` and `x` are rational.
  private static let table: [Rational] = [
    Rational(-3), fraction(-3, 2), fraction(-69_314_718_055_994_530, 100_000_000_000_000_000), fraction(-1, 2),
    fraction(-1, 100), .zero, fraction(1, 100), fraction(1, 2), .one, Rational(2),
  ]

  private static func fraction(_ numerator: Int, _ denominator: Int) -> Rational {
    Rational(numerator, positive: denominator)
  }

  /// A random layer with given pre-activations: the last column of `W` is chosen to meet them.
  private static func layer(s: [Rational], n: Int, _ generator: inout SeededGenerator) -> LayerExample {
    var example = LayerExample.random(k: s.count, n: n, using: &generator)
    let last = n - 1
    for unit in s.indices {
      let rest = (0..<last).reduce(Rational.zero) { $0 + example.w[unit, $1] * example.x[$1] }
      let weight = (s[unit] - rest) * (example.x[last].reciprocal ?? .one)
      example = example.replacing(.w, row: unit, column: last, with: weight)
    }
    return example
  }
}
