/// Which way each decision of a formula went, layer by layer: comparisons, `abs`, `min`, `max`, the branches of f and f′.
///
/// Between its decisions a formula is a polynomial in the entries and in exponentials of such, and what holds for entries
/// taken at random out of many holds for all. So two formulas that agreed on layers where every decision fell every way it can,
/// with every other, are the same for every layer; where one never fell some way, nothing is known of what is beyond.
final class BranchRecord {
  private struct Decision: Hashable {
    /// What decides, wherever it stands; `nil` for the branch of a unit on which a quantity rests.
    let formula: Formula?
    let bindings: [String: Int]
    /// Among the entries of a whole, or the unit; of the values of `min` and `max` all but the first.
    let place: Int
    var argument = 0
  }

  private var current: [Decision: Int] = [:]
  private var layers: [[Decision: Int]] = []
  /// Whether a decision could not be made, or rests on `K`, `n` or a number of an index: what is beyond the sizes tried may be
  /// another formula, also where an entry decides whether it comes to that.
  private var isOpen = false

  /// More groups than that have too many ways to be met all.
  private static let mostGroups = 4

  /// Notes how `a` compares with `b`, entry by entry.
  func note(
    _ a: FormulaValue, _ b: FormulaValue, at formula: Formula, argument: Int = 0, _ bindings: [String: Int]
  ) {
    if !formula.hasQuantity {
      // Two index letters meet each other in every way on the shape that is compared.
      if !formula.children.allSatisfy(\.isIndexLetter) { isOpen = true }
      return
    }
    let count = max(a.entries.count, b.entries.count)
    for place in 0..<count {
      let left = a.entries[a.shape == .scalar ? 0 : place]
      let right = b.entries[b.shape == .scalar ? 0 : place]
      guard let order = RealNumber.order(left, right) else {
        isOpen = true
        continue
      }
      current[Decision(formula: formula, bindings: bindings, place: place, argument: argument)] = order
    }
  }

  /// Notes the branches on which a quantity rests: those of its unit, or of all.
  func note(_ quantity: Quantity, unit: Int?, in environment: any FormulaEnvironment) {
    // What is before the activation has no branch.
    guard !environment.isGiven(quantity), quantity != .s else { return }
    for unit in unit.map({ $0...$0 }) ?? 1...environment.k {
      let s = environment.number(Symbol(.s, unit))
      for (argument, join) in environment.activation.joins.enumerated() {
        current[Decision(formula: nil, bindings: [:], place: unit, argument: argument)] = RealNumber.order(
          s, RealNumber(join.at))
      }
    }
  }

  /// Ends a layer; only those that `counts` are compared with each other, since they need to have the same entries.
  func endLayer(counts: Bool) {
    if counts { layers.append(current) }
    current = [:]
  }

  /// Whether every decision fell every way, with every other.
  var isComplete: Bool {
    // Where the formulas need larger layers, as `s_4` does, no decision was compared with any other.
    guard !isOpen, !layers.isEmpty else { return false }
    let decisions = Set(layers.flatMap(\.keys))
    // Two that always fall alike, or always opposite, are one: `s_k > 0` and `y_k > 0`.
    var groups: Set<[Int]> = []
    for decision in decisions {
      let ways = layers.compactMap { $0[decision] }
      guard ways.count == layers.count, Set(ways).count == 3 else { return false }
      groups.insert((ways.first { $0 != 0 } ?? 1) < 0 ? ways.map { -$0 } : ways)
      guard groups.count <= Self.mostGroups else { return false }
    }
    guard !groups.isEmpty else { return true }
    let met = Set(layers.indices.map { layer in groups.map { $0[layer] } })
    return met.count == (0..<groups.count).reduce(1) { product, _ in product * 3 }
  }
}

extension Formula {
  /// Whether an entry of the layer, or what follows from it, takes part; else only sizes, indices and numbers.
  package var hasQuantity: Bool { if case .quantity = node { true } else { children.contains(where: \.hasQuantity) } }

  fileprivate var isIndexLetter: Bool { if case .index = node { true } else { false } }

  /// At most how often factors of the layer's entries stand together in a product, exponentials counted as entries; `nil`
  /// where there is no such bound.
  var degree: Int? {
    switch node {
    case .number, .literal, .constant, .index: 0
    case .quantity(let quantity): quantity.degree
    case .operation(.power, let base, let exponent): Self.degree(base, toThe: exponent)
    case .operation(let sign, let a, let b):
      switch sign {
      case .add, .subtract: Self.most([a.degree, b.degree])
      default: Self.sum(a.degree, b.degree)
      }
    // What is exact of a logarithm or an exponential is of the degree of its argument.
    case .applied(.f, let inside), .applied(.fPrime, let inside), .applied(.exp, let inside), .applied(.ln, let inside):
      Self.sum(Self.most(inside.map(\.degree)), 1)
    case .sum(_, _, let body): body.degree
    case .cases: Self.sum(Self.most(children.map(\.degree)), 0)
    default: Self.most(children.map(\.degree))
    }
  }

  /// The same for `K`, `n` and index letters used as numbers.
  var sizeDegree: Int? {
    switch node {
    case .constant(.k), .constant(.n), .index: 1
    case .number, .literal, .constant, .quantity: 0
    case .operation(.power, let base, let exponent):
      base.sizeDegree == 0 && exponent.sizeDegree == 0 ? 0 : nil
    case .operation(let sign, let a, let b):
      switch sign {
      case .add, .subtract: Self.most([a.sizeDegree, b.sizeDegree])
      default: Self.sum(a.sizeDegree, b.sizeDegree)
      }
    case .applied(let function, let inside) where function != .min && function != .max && function != .abs:
      Self.most(inside.map(\.sizeDegree)).flatMap { $0 == 0 || function == .total || function == .diag ? $0 : nil }
    // What a comparison decides is noted where it is made; a sum up to K is one over units.
    case .comparison, .both, .either, .not, .bracket: 0
    case .sum(_, let range, let body):
      range.map { ($0.from.sizeDegree ?? 9) <= 1 && ($0.to.sizeDegree ?? 9) <= 1 } ?? true ? body.sizeDegree : nil
    case .cases(let cases, let otherwise):
      Self.most(cases.map(\.value.sizeDegree) + [otherwise.flatMap { $0.sizeDegree } ?? 0])
    default: Self.most(children.map(\.sizeDegree))
    }
  }

  private static func most(_ degrees: [Int?]) -> Int? {
    degrees.reduce(0) { most, degree in most.flatMap { most in degree.map { max(most, $0) } } }
  }

  private static func sum(_ a: Int?, _ b: Int?) -> Int? { a.flatMap { a in b.map { a + $0 } } }

  private static func degree(_ base: Formula, toThe exponent: Formula) -> Int? {
    if base.node == .constant(.e) { return exponent.degree.map { $0 + 1 } }
    let inside = exponent.node
    let count: Rational? =
      switch inside {
      case .number(let count): count
      case .negated(let count): if case .number(let count) = count.node { count } else { nil }
      default: nil
      }
    guard let count, let degree = base.degree else {
      // A root of e^r is e^(r/2), any other has no exact form to agree in.
      return exponent.degree == 0 ? base.degree.map { $0 + 1 } : nil
    }
    guard count <= Rational(1000), let times = Int("\(count.magnitude.ceiling)") else { return nil }
    return degree * max(1, times)
  }
}

extension Quantity {
  /// At most how many entries stand in a product of its formula, exponentials counted as entries.
  fileprivate var degree: Int {
    switch role {
    case .parameter, .input, .arriving, .target: 1
    case .forward, .slope: 2
    case .jacobian: 3
    case .gradient(let quantity): quantity.isGiven ? 4 : 3
    }
  }
}

extension Rational {
  fileprivate var ceiling: Rational { -Rational((-self).floor) }
}
