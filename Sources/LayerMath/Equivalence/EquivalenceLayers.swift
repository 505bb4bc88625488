/// The layers on which formulas are compared.
struct EquivalenceLayers {
  /// Numbers in the formulas, near which decisions may fall otherwise.
  let constants: [Rational]
  /// The shape on which decisions are compared with each other: the smallest with K ≠ n that has every index written out, and
  /// several of both.
  let shape: (k: Int, n: Int)
  /// The entries written out, 0-based, and the first.
  private let places: [Int]

  /// Of a larger index a few layers are tried, since they take long.
  private let farIndex: Int?
  private static let largestIndex = 8

  /// Whether they have a bias, as formulas that speak of it need.
  private let hasBias: Bool

  /// What `f` is in them: both sides of its joins are tried.
  private let activation: Activation

  /// The same with other values of its trained parameter, which keep its pieces; taken in turn.
  private let activations: [Activation]

  /// Whether `a` stands where the pieces of f change, so that there is no other like it to try.
  var isOfOneParameter: Bool { activation.trained != nil && activations.count < 6 }

  /// What stands behind them, and whether their targets add up to 1, as those on the screen do.
  private let loss: Loss?
  private let targetsAddUpToOne: Bool
  /// What they are called; a question about one unit asks for layers with one.
  private let names: Naming

  init(
    constants: [Rational], indices: Set<Int>, hasBias: Bool, activation: Activation = .elu, loss: Loss? = nil,
    targetsAddUpToOne: Bool = false, names: Naming = .standard
  ) {
    self.names = names
    self.loss = loss
    self.targetsAddUpToOne = targetsAddUpToOne
    activations = Self.variants(of: activation)
    // Between the joins of another activation decisions may fall otherwise, as beside a number that is written.
    self.constants = constants + (activation.isELU ? [] : activation.joins.map(\.at))
    self.activation = activation
    self.hasBias = hasBias
    let written = indices.filter { (1...Self.largestIndex).contains($0) }
    let largest = max(written.max() ?? 0, 2)
    farIndex = indices.max().flatMap { ((Self.largestIndex + 1)...64).contains($0) ? $0 : nil }
    shape = (names.isOfOneUnit ? 1 : largest, largest + 1)
    places = Array(Set(written.map { $0 - 1 } + [0]).sorted().prefix(3))
  }

  /// Small ones first, so that a counterexample is easy to follow.
  func layers() -> [LayerExample] {
    var generator = SeededGenerator(seed: 2_016)
    var layers = [biased(LayerExample.reference, &generator)]
    for (k, n) in [(2, 3), (3, 2), (2, 2), (3, 3), (1, 2), (2, 1), (4, 2), (1, 1)] {
      layers.append(random(k: k, n: n, &generator))
    }
    if shape.k > 2 {
      for (k, n) in [shape, (shape.k + 1, shape.k), (shape.k, shape.k)] {
        for _ in 0..<4 { layers.append(random(k: k, n: n, &generator)) }
      }
    }
    if let farIndex {
      for (k, n) in [(farIndex + 1, farIndex + 2), (farIndex, farIndex)] {
        layers.append(random(k: k, n: n, &generator))
      }
    }
    // The table in pairs, then whole; K = n too, for formulas that make sense for square layers only.
    for pair in zip(Self.table, Self.table.dropFirst()) {
      layers.append(layer(s: filled([pair.0, pair.1]), n: shape.n, &generator))
    }
    if activation.isELU {
      layers.append(layer(s: Self.table, n: shape.n, &generator))
      layers.append(layer(s: Array(Self.table.prefix(5)), n: 5, &generator))
      layers.append(layer(s: Array(Self.table.suffix(5)), n: 5, &generator))
    } else {
      // Sums of many quotients are long; of three units each they are exact.
      for start in stride(from: 0, to: Self.table.count, by: 3) {
        layers.append(layer(s: Array(Self.table[start...].prefix(3)), n: shape.n, &generator))
      }
    }
    layers += withZeros(&generator) + widespread(&generator)
    for value in probes(constants) {
      // The value at the first unit and at all, and as each entry written out of each part and as all.
      layers.append(layer(s: filled([value, -value]), n: shape.n, &generator))
      layers.append(layer(s: filled([value]), n: shape.n, &generator))
      let plain = random(k: shape.k, n: shape.n, &generator)
      for part in plain.parts {
        for row in places {
          guard row < plain.shape(of: part).rows else { continue }
          for column in part == .w ? places : [0] {
            layers.append(plain.replacing(part, row: row, column: column, with: value))
          }
        }
        layers.append(filled(plain, part, with: value))
      }
    }
    if let largest = constants.map(\.magnitude).max(), largest > .one {
      // Beyond every constant, in both directions.
      let scale = largest * Rational(50)
      for sign in [scale, -scale] {
        let plain = random(k: 3, n: 2, &generator)
        layers += plain.parts.map { scaled(plain, $0, by: sign) }
      }
    }
    // `[K = 7]`
    let sizes = Set(constants).filter({ $0.isInteger && $0 > .one && $0 <= Rational(12) }).compactMap({ Int("\($0)") })
    for size in Set(sizes + sizes.map { $0 + 1 }).sorted() {
      layers.append(random(k: size, n: 2, &generator))
      layers.append(random(k: 2, n: size, &generator))
    }
    return layers.filter(isOfThisModule)
  }

  private static func variants(of activation: Activation) -> [Activation] {
    guard activation.trained != nil else { return [activation] }
    var generator = SeededGenerator(seed: 1_502)
    var values: [Rational] = [.zero, .one, -.one]
    for _ in 0..<40 {
      values.append(Rational(Int.random(in: -19_999...19_999, using: &generator), positive: 9_973))
    }
    return [activation] + values.filter(activation.keepsPieces).map { activation.with(trained: $0) }
  }

  /// Whether its rules are those of the module that is asked about.
  func isOfThisModule(_ example: LayerExample) -> Bool {
    let keepsPieces = activation.trained == nil || example.activation.pieces == activation.pieces
    guard !names.isOfOneUnit || example.k == 1 else { return false }
    guard let loss else { return keepsPieces }
    // Where the loss has no value there is nothing to derive.
    return keepsPieces && (!targetsAddUpToOne || example.targetsAddUpToOne)
      && (loss.isSoftmax || loss.isQuadratic || Derivation(example).loss.shown != nil)
  }

  /// With one of the activations, and with targets where a loss stands behind the layer.
  private func finished(_ example: LayerExample, _ generator: inout SeededGenerator) -> LayerExample {
    var example = example
    if activations.count > 1 {
      example = example.with(activations[Int.random(in: activations.indices, using: &generator)])
    } else {
      example = example.with(activation)
    }
    if names != .standard { example = example.with(names) }
    guard let loss else { return example }
    var t = (0..<example.k).map { _ in entry(.random(in: -1...1, using: &generator), &generator) }
    if targetsAddUpToOne { t[0] = t[0] + .one - t.reduce(.zero, +) }
    return example.with(loss, t: t)
  }

  /// Every combination of signs and zeros of both pre-activations with those of both entries of `δy`; of larger shapes as
  /// many as four decisions need to be met in each combination.
  func combinations() -> [LayerExample] {
    var generator = SeededGenerator(seed: 84)
    return signs(count: 2 * shape.k, atMost: 700, &generator).map { signs in
      let s = signs.prefix(shape.k).map { entry($0, &generator) }
      let x = (0..<shape.n).map {
        $0 == shape.n - 1 ? entry(1, &generator) : entry(.random(in: -1...1, using: &generator), &generator)
      }
      return layer(s: s, x: x, deltaY: signs.suffix(shape.k).map { entry($0, &generator) }, &generator)
    }
  }

  /// Values for all units, the given ones in turn.
  private func filled(_ s: [Rational]) -> [Rational] { (0..<shape.k).map { s[$0 % s.count] } }

  /// One entry of a part is 0, or all are: such counterexamples are easy to follow.
  private func withZeros(_ generator: inout SeededGenerator) -> [LayerExample] {
    let plain = random(k: shape.k, n: shape.n, &generator)
    return plain.parts.flatMap { part in
      [filled(plain, part, with: .zero)]
        + (0..<plain.shape(of: part).rows).map { plain.replacing(part, row: $0, column: 0, with: .zero) }
    }
  }

  /// Entries one of 40,000 each, so that no polynomial of a low degree is 0 on all of them: with every combination of
  /// signs and zeros of `x` and of `δy`, then of the pre-activations, then of other shapes.
  private func widespread(_ generator: inout SeededGenerator) -> [LayerExample] {
    let gradients = signs(count: shape.k, atMost: 100, &generator)
    var layers: [LayerExample] = []
    for (index, signs) in signs(count: shape.n, atMost: 100, &generator).enumerated() {
      let example = LayerExample(
        unchecked: Matrix(
          columns: shape.n,
          lines: (0..<shape.k).map { _ in
            signs.map { _ in entry(.random(in: -1...1, using: &generator), &generator) }
          }),
        x: signs.map { entry($0, &generator) },
        deltaY: gradients[index % gradients.count].map { entry($0, &generator) })
      layers.append(biased(example, &generator))
    }
    for signs in gradients {
      let x = (0..<shape.n).map { _ in entry(Bool.random(using: &generator) ? 1 : -1, &generator) }
      let deltaY = (0..<shape.k).map { _ in entry(Bool.random(using: &generator) ? 1 : -1, &generator) }
      layers.append(layer(s: signs.map { entry($0, &generator) }, x: x, deltaY: deltaY, &generator))
    }
    for (k, n) in [(shape.k + 1, shape.k), (shape.k, shape.k), (shape.k + 2, shape.k + 1)] {
      let some = (0..<(k * n + k + n)).map { _ in entry(Bool.random(using: &generator) ? 1 : -1, &generator) }
      let example = LayerExample(
        unchecked: Matrix(rows: k, columns: n, elements: Array(some[..<(k * n)])),
        x: Array(some[(k * n)..<(k * n + n)]), deltaY: Array(some[(k * n + n)...]))
      layers.append(biased(example, &generator))
    }
    return layers
  }

  /// −1, 0 and 1 in so many places, in every combination; where those are too many, some at random.
  private func signs(count: Int, atMost limit: Int, _ generator: inout SeededGenerator) -> [[Int]] {
    let all = (0..<count).reduce(1) { product, _ in min(product * 3, limit + 1) }
    guard all > limit else {
      return (0..<count).reduce([[]]) { all, _ in all.flatMap { begun in [-1, 0, 1].map { begun + [$0] } } }
    }
    return (0..<limit).map { _ in (0..<count).map { _ in Int.random(in: -1...1, using: &generator) } }
  }

  /// A number of that sign, up to 2 in size.
  private func entry(_ sign: Int, _ generator: inout SeededGenerator) -> Rational {
    Rational(sign * Int.random(in: 1...19_999, using: &generator), positive: 9_973)
  }

  private func filled(_ example: LayerExample, _ part: LayerExample.Part, with value: Rational) -> LayerExample {
    changed(example, part) { _ in value }
  }

  private func scaled(_ example: LayerExample, _ part: LayerExample.Part, by factor: Rational) -> LayerExample {
    changed(example, part) { $0 * factor }
  }

  private func changed(
    _ example: LayerExample, _ part: LayerExample.Part, _ body: (Rational) -> Rational
  ) -> LayerExample {
    example.replacing(part, with: example.entries(of: part).map(body))
  }

  /// Each constant of either sign, its near and far neighbours, and what lies halfway to the next one.
  private func probes(_ constants: [Rational]) -> [Rational] {
    guard !constants.isEmpty else { return [] }
    let some = Set(constants.flatMap { [$0, -$0] } + [.zero]).sorted { $0.magnitude < $1.magnitude }.prefix(13).sorted()
    let half = Self.fraction(1, 2)
    var all = zip(some, some.dropFirst()).map { ($0 + $1) * half }
    for value in some { all += [value, value - Self.fraction(1, 7), value + Self.fraction(1, 7)] }
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

  private func random(k: Int, n: Int, _ generator: inout SeededGenerator) -> LayerExample {
    biased(.random(k: k, n: n, using: &generator), &generator)
  }

  /// The same layer with a bias of any sign, where one is wanted; `W` gives way, so that the pre-activations stay.
  private func biased(_ example: LayerExample, _ generator: inout SeededGenerator) -> LayerExample {
    let example = finished(example, &generator)
    guard hasBias else { return example }
    let b = (0..<example.k).map { _ in entry(.random(in: -1...1, using: &generator), &generator) }
    let last = example.n - 1
    guard let share = example.x[last].reciprocal else { return example.replacing(.b, with: b) }
    return b.indices.reduce(example.replacing(.b, with: b)) { result, unit in
      result.replacing(.w, row: unit, column: last, with: example.w[unit, last] - b[unit] * share)
    }
  }

  /// A random layer with given pre-activations.
  private func layer(s: [Rational], n: Int, _ generator: inout SeededGenerator) -> LayerExample {
    let example = LayerExample.random(k: s.count, n: n, using: &generator)
    return biased(meeting(s, example), &generator)
  }

  /// The same with `x` and `δy` given too; the last entry of `x` is not 0.
  private func layer(
    s: [Rational], x: [Rational], deltaY: [Rational], _ generator: inout SeededGenerator
  ) -> LayerExample {
    let random = LayerExample.random(k: s.count, n: x.count, using: &generator)
    return biased(meeting(s, LayerExample(unchecked: random.w, x: x, deltaY: deltaY)), &generator)
  }

  /// The last column of `W` is chosen to meet the pre-activations.
  private func meeting(_ s: [Rational], _ example: LayerExample) -> LayerExample {
    let last = example.n - 1
    return s.indices.reduce(example) { result, unit in
      let rest = (0..<last).reduce(Rational.zero) { $0 + example.w[unit, $1] * example.x[$1] }
      return result.replacing(
        .w, row: unit, column: last, with: (s[unit] - rest) * (example.x[last].reciprocal ?? .one))
    }
  }
}
