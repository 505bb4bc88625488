/// Numbers for teaching: random ones that can tell errors apart, and the examples everybody uses.
extension LayerExample {
  /// What random entries are multiples of.
  package enum Grain: String, CaseIterable, Sendable {
    case integers, halves, tenths

    fileprivate var unit: Rational {
      switch self {
      case .integers: .one
      case .halves: Rational(1, positive: 2)
      case .tenths: Rational(1, positive: 10)
      }
    }
  }

  /// Which branches of ELU the units shall be on.
  package enum Signs: String, CaseIterable, Sendable { case mixed, positive, negative }

  /// Entries of both signs, up to 5/2 in size (integers up to 3); no entry is zero, no `s_k` nearer to 0 than 1/4.
  ///
  /// `mixed` puts units on both sides of 0 where K allows it. A row that 200 tries do not bring away from 0 stands.
  package static func random(
    k: Int, n: Int, grain: Grain = .halves, signs: Signs = .mixed, hasBias: Bool = false,
    using generator: inout SeededGenerator
  ) -> LayerExample {
    let largest = grain == .integers ? 3 : grain == .halves ? 5 : 25
    let quarter = Rational(1, positive: 4)
    let entries = (1...largest).flatMap { size in [1, -1].map { Rational($0 * size) * grain.unit } }
    func entry(_ generator: inout SeededGenerator) -> Rational {
      entries[Int.random(in: entries.indices, using: &generator)]
    }
    let x = (0..<max(1, n)).map { _ in entry(&generator) }
    var rows: [(weights: [Rational], bias: Rational, s: Rational)] = []
    for _ in 0..<max(1, k) {
      var weights: [Rational] = []
      let bias = hasBias ? entry(&generator) : .zero
      var s = Rational.zero
      for _ in 0..<200 where s.magnitude <= quarter {
        weights = x.map { _ in entry(&generator) }
        s = .dot(weights, x) + bias
      }
      rows.append((weights, bias, s))
    }
    func flip(_ row: Int) {
      rows[row].weights = rows[row].weights.map { -$0 }
      rows[row].bias = -rows[row].bias
    }
    // A unit on the wrong side changes it when its weights change sign.
    for row in rows.indices where signs != .mixed && (rows[row].s.signum > 0) != (signs == .positive) {
      flip(row)
    }
    if signs == .mixed, rows.count > 1, Set(rows.map { $0.s.signum > 0 }).count == 1 {
      let row = Int.random(in: rows.indices, using: &generator)
      flip(row)
    }
    return LayerExample(
      unchecked: Matrix(columns: x.count, lines: rows.map(\.weights)), x: x,
      deltaY: rows.map { _ in entry(&generator) }, b: hasBias ? rows.map(\.bias) : nil)
  }

  /// The same, with units on as many pieces of an activation as there can be, and none nearer to a join than 1/8.
  ///
  /// Of sixty tries the best; where all joins are at 0 the first is as good.
  package static func random(
    k: Int, n: Int, grain: Grain = .halves, signs: Signs = .mixed, hasBias: Bool = false,
    through activation: Activation,
    using generator: inout SeededGenerator
  ) -> LayerExample {
    func another(_ generator: inout SeededGenerator) -> LayerExample {
      random(k: k, n: n, grain: grain, signs: signs, hasBias: hasBias, using: &generator).with(activation)
    }
    var best = another(&generator)
    guard activation.joins.contains(where: { !$0.at.isZero }) else { return best }
    func pieces(_ example: LayerExample) -> Int {
      let s = (1...k).map { Derivation(example).s($0) }
      let isNear = s.contains { s in activation.joins.contains { ($0.at - s).magnitude < Rational(1, positive: 8) } }
      return isNear ? 0 : activation.pieces.count { piece in s.contains(where: piece.contains) }
    }
    var most = pieces(best)
    for _ in 0..<60 where most < min(k, activation.pieces.count) {
      let other = another(&generator)
      let count = pieces(other)
      if count > most { (best, most) = (other, count) }
    }
    return best
  }

  /// Other numbers of the same module: a class is a class where the loss asks for one.
  package func random(k: Int, n: Int, using generator: inout SeededGenerator) -> LayerExample {
    let plain = LayerExample.random(k: k, n: n, hasBias: b != nil, through: activation, using: &generator)
    guard let loss else { return plain }
    let hot = Int.random(in: 0..<max(1, k), using: &generator)
    let t = (0..<max(1, k)).map { unit in
      loss.isSoftmax || loss.kind == .binaryCrossEntropy
        ? Rational(unit == hot ? 1 : 0) : Rational(Int.random(in: -4...4, using: &generator), positive: 2)
    }
    return plain.with(loss, t: t)
  }

  /// The same layer with a bias of −1/2 and 1/2 in turn, which keeps the units of `reference` on their branches.
  package var withTeachingBias: LayerExample {
    replacing(.b, with: (0..<k).map { Rational($0 % 2 == 0 ? -1 : 1, positive: 2) })
  }

  /// Examples by name, in the order in which the grid offers them.
  package enum Preset: String, CaseIterable, Sendable {
    /// One unit on each side of 0; the catalogue of errors is computed on it.
    case reference
    case positive, negative
    /// One `s_k = 0`.
    case kink
    case tall = "3x2"
    case wide = "2x4"

    /// All names, for messages.
    package static let names = allCases.map(\.rawValue).joined(separator: ", ")

    package var example: LayerExample {
      let texts: (String, String, String) =
        switch self {
        case .reference: ("-1.5 -0.5; 0.5 -2", "-1 0.5", "-2 1.5")
        case .positive: ("1.5 0.5; -0.5 2", "1 0.5", "-2 1.5")
        case .negative: ("-1.5 -0.5; 0.5 -2", "1 0.5", "-2 1.5")
        case .kink: ("1 -2; 0.5 -2", "1 0.5", "-2 1.5")
        case .tall: ("1 -0.5; -2 1.5; 0.5 2", "1.5 -1", "2 -0.5 1.5")
        case .wide: ("1 -0.5 2 0.5; -1.5 1 -0.5 2", "0.5 -1 1.5 -2", "2 -1.5")
        }
      return (try? MatrixEntry.example(w: texts.0, x: texts.1, deltaY: texts.2)) ?? .reference
    }
  }
}
