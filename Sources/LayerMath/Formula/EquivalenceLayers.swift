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
    layers += withZeros(&generator) + widespread(&generator)
    if index > 2, index <= 64 {
      layers.append(.random(k: index + 1, n: index + 2, using: &generator))
      layers.append(.random(k: index, n: index, using: &generator))
    }
    for value in probes(constants) {
      // The value at the first unit and at all, and as the first entry of each part and as all.
      layers.append(layer(s: [value, -value], n: 3, &generator))
      layers.append(layer(s: [value, value], n: 3, &generator))
      let plain = LayerExample.random(k: 2, n: 3, using: &generator)
      for part in LayerExample.Part.allCases {
        layers.append(plain.replacing(part, row: 0, column: 0, with: value))
        layers.append(filled(plain, part, with: value))
      }
    }
    if let largest = constants.map(\.magnitude).max(), largest > .one {
      // Beyond every constant, in both directions.
      let scale = largest * Rational(50)
      for sign in [scale, -scale] {
        let plain = LayerExample.random(k: 3, n: 2, using: &generator)
        layers += LayerExample.Part.allCases.map { scaled(plain, $0, by: sign) }
      }
    }
    // `[K = 7]`
    let sizes = Set(constants).filter({ $0.isInteger && $0 > .one && $0 <= Rational(12) }).compactMap({ Int("\($0)") })
    for size in Set(sizes + sizes.map { $0 + 1 }).sorted() {
      layers.append(.random(k: size, n: 2, using: &generator))
      layers.append(.random(k: 2, n: size, using: &generator))
    }
    return layers
  }

  /// The shape on which decisions are compared with each other: the smallest with K ≠ n and several of both.
  static let shape = (k: 2, n: 3)

  /// Every combination of signs and zeros of both pre-activations with those of both entries of `δy`.
  static func combinations() -> [LayerExample] {
    var generator = SeededGenerator(seed: 84)
    return signs(count: 4).map { signs in
      let s = signs.prefix(2).map { entry($0, &generator) }
      let x = (0..<shape.n).map {
        $0 == shape.n - 1 ? entry(1, &generator) : entry(.random(in: -1...1, using: &generator), &generator)
      }
      return layer(s: s, x: x, deltaY: signs.suffix(2).map { entry($0, &generator) }, &generator)
    }
  }

  /// One entry of a part is 0, or all are: such counterexamples are easy to follow.
  private static func withZeros(_ generator: inout SeededGenerator) -> [LayerExample] {
    let plain = LayerExample.random(k: shape.k, n: shape.n, using: &generator)
    return LayerExample.Part.allCases.flatMap { part in
      [filled(plain, part, with: .zero)]
        + (0..<plain.shape(of: part).rows).map { plain.replacing(part, row: $0, column: 0, with: .zero) }
    }
  }

  /// Entries one of 40,000 each, so that no polynomial of a low degree is 0 on all of them: with every combination of
  /// signs and zeros of `x` and of `δy`, then of the pre-activations, then of other shapes.
  private static func widespread(_ generator: inout SeededGenerator) -> [LayerExample] {
    let gradients = signs(count: shape.k)
    var layers: [LayerExample] = []
    for (index, signs) in signs(count: shape.n).enumerated() {
      layers.append(
        LayerExample(
          unchecked: Matrix(
            columns: shape.n,
            lines: (0..<shape.k).map { _ in
              signs.map { _ in entry(.random(in: -1...1, using: &generator), &generator) }
            }),
          x: signs.map { entry($0, &generator) },
          deltaY: gradients[index % gradients.count].map { entry($0, &generator) }))
    }
    for signs in gradients {
      let x = (0..<shape.n).map { _ in entry(Bool.random(using: &generator) ? 1 : -1, &generator) }
      let deltaY = (0..<shape.k).map { _ in entry(Bool.random(using: &generator) ? 1 : -1, &generator) }
      layers.append(layer(s: signs.map { entry($0, &generator) }, x: x, deltaY: deltaY, &generator))
    }
    for (k, n) in [(3, 2), (2, 2), (4, 3)] {
      let some = (0..<(k * n + k + n)).map { _ in entry(Bool.random(using: &generator) ? 1 : -1, &generator) }
      layers.append(
        LayerExample(
          unchecked: Matrix(rows: k, columns: n, elements: Array(some[..<(k * n)])),
          x: Array(some[(k * n)..<(k * n + n)]), deltaY: Array(some[(k * n + n)...])))
    }
    return layers
  }

  /// −1, 0 and 1 in so many places, in every combination.
  private static func signs(count: Int) -> [[Int]] {
    (0..<count).reduce([[]]) { all, _ in all.flatMap { begun in [-1, 0, 1].map { begun + [$0] } } }
  }

  /// A number of that sign, up to 2 in size.
  private static func entry(_ sign: Int, _ generator: inout SeededGenerator) -> Rational {
    Rational(sign * Int.random(in: 1...19_999, using: &generator), positive: 9_973)
  }

  private static func filled(_ example: LayerExample, _ part: LayerExample.Part, with value: Rational) -> LayerExample {
    changed(example, part) { _ in value }
  }

  private static func scaled(_ example: LayerExample, _ part: LayerExample.Part, by factor: Rational) -> LayerExample {
    changed(example, part) { $0 * factor }
  }

  private static func changed(
    _ example: LayerExample, _ part: LayerExample.Part, _ body: (Rational) -> Rational
  ) -> LayerExample {
    let w = part == .w ? Matrix(rows: example.k, columns: example.n, elements: example.w.elements.map(body)) : example.w
    return LayerExample(
      unchecked: w, x: part == .x ? example.x.map(body) : example.x,
      deltaY: part == .deltaY ? example.deltaY.map(body) : example.deltaY)
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

  /// A random layer with given pre-activations.
  private static func layer(s: [Rational], n: Int, _ generator: inout SeededGenerator) -> LayerExample {
    let example = LayerExample.random(k: s.count, n: n, using: &generator)
    return meeting(s, example)
  }

  /// The same with `x` and `δy` given too; the last entry of `x` is not 0.
  private static func layer(
    s: [Rational], x: [Rational], deltaY: [Rational], _ generator: inout SeededGenerator
  ) -> LayerExample {
    let random = LayerExample.random(k: s.count, n: x.count, using: &generator)
    return meeting(s, LayerExample(unchecked: random.w, x: x, deltaY: deltaY))
  }

  /// The last column of `W` is chosen to meet the pre-activations.
  private static func meeting(_ s: [Rational], _ example: LayerExample) -> LayerExample {
    let last = example.n - 1
    return s.indices.reduce(example) { result, unit in
      let rest = (0..<last).reduce(Rational.zero) { $0 + example.w[unit, $1] * example.x[$1] }
      return result.replacing(
        .w, row: unit, column: last, with: (s[unit] - rest) * (example.x[last].reciprocal ?? .one))
    }
  }
}
