/// A formula in `s_k` taken apart at the numbers where its decisions change: `max(0, s)`, `|s|`, `if s > 0 then …`.
struct PiecewiseFormula {
  /// What holds between two joins, without decisions.
  struct Part {
    var formula: Formula
    /// `nil` for what has no end on that side.
    var low: Rational?
    var high: Rational?
    var hasLow = false
    var hasHigh = false
  }

  private(set) var parts: [Part] = []

  /// - Throws: `FormulaError` for a decision that is not about `s` and a number, where no case holds, and for a value that one
  ///   point alone has.
  /// - Parameter trained: the value of `a`, by which decisions fall where it stands in them.
  init(_ formula: Formula, trained: Rational? = nil) throws(FormulaError) {
    var joins: Set<Rational> = []
    var ordered: [Rational] = []
    var between: [Formula] = []
    var at: [(formula: Formula, isTie: Bool)] = []
    // Decisions inside the branches of others show up once those are taken.
    for round in 0... {
      guard round < 20 else { throw FormulaError("this has too many pieces to take apart", column: formula.column) }
      ordered = joins.sorted()
      var found: Set<Rational> = []
      between = []
      at = []
      for (place, sample) in Self.samples(ordered).enumerated() {
        var region = Region(
          sample: sample, low: place > 0 ? ordered[place - 1] : nil,
          high: place < ordered.count ? ordered[place] : nil, trained: trained)
        between.append(try region.resolved(formula))
        found.formUnion(region.joins)
      }
      for join in ordered {
        var region = Region(sample: join, low: join, high: join, trained: trained)
        let resolved = try region.resolved(formula)
        at.append((resolved, region.hasTie))
      }
      if found.isSubset(of: joins) { break }
      joins.formUnion(found)
    }
    try join(between, at, ordered, trained)
  }

  private mutating func join(
    _ between: [Formula], _ points: [(formula: Formula, isTie: Bool)], _ joins: [Rational], _ trained: Rational?
  ) throws(FormulaError) {
    parts = [Part(formula: between[0])]
    let at = points.map(\.formula)
    for (place, join) in joins.enumerated() {
      let (left, right) = (between[place], between[place + 1])
      // A decision that makes no difference is no join.
      if left == right, at[place] == left { continue }
      let value = try Self.value(of: at[place], at: join, trained)
      let leftValue = ScalarFormula.value(of: left, at: RealNumber(join), trained: trained)
      let rightValue = ScalarFormula.value(of: right, at: RealNumber(join), trained: trained)
      let isLeft: Bool
      if points[place].isTie, RealNumber.order(value, leftValue) == 0 {
        // `max(s, 0)` is `max(0, s)`: where both are as large it is the left piece's, as ReLU's is.
        isLeft = true
      } else if at[place] == left {
        isLeft = true
      } else if at[place] == right {
        isLeft = false
      } else if RealNumber.order(value, leftValue) == 0 {
        isLeft = true
      } else if RealNumber.order(value, rightValue) == 0 {
        isLeft = false
      } else {
        throw FormulaError(
          "at s = \(join) this has a value that no piece beside it has; give \(join) to one of them",
          column: at[place].column)
      }
      parts[parts.count - 1].high = join
      parts[parts.count - 1].hasHigh = isLeft
      parts.append(Part(formula: right, low: join, hasLow: !isLeft))
    }
  }

  private static func value(
    of formula: Formula, at s: Rational, _ trained: Rational?
  ) throws(FormulaError) -> RealNumber {
    let value = ScalarFormula.value(of: formula, at: RealNumber(s), trained: trained)
    if case .undefined(let reason) = value {
      throw FormulaError("at s = \(s) this has no value: \(reason.reason)", column: formula.column)
    }
    return value
  }

  /// A number inside each interval.
  private static func samples(_ joins: [Rational]) -> [Rational] {
    guard let first = joins.first, let last = joins.last else { return [Rational(1, positive: 3)] }
    let half = Rational(1, positive: 2)
    return [first - .one] + zip(joins, joins.dropFirst()).map { ($0 + $1) * half } + [last + .one]
  }

  /// An interval, or a point where `low` is `high`; decisions fall there as they do at the sample.
  private struct Region {
    let sample: Rational
    let low: Rational?
    let high: Rational?
    /// Numbers inside where a decision falls otherwise.
    var joins: Set<Rational> = []
    /// Whether two values of `max`, `min` or `abs` are equal here.
    var hasTie = false

    let trained: Rational?

    init(sample: Rational, low: Rational?, high: Rational?, trained: Rational?) {
      (self.sample, self.low, self.high, self.trained) = (sample, low, high, trained)
    }

    mutating func resolved(_ formula: Formula) throws(FormulaError) -> Formula {
      switch formula.node {
      case .derivative(_, _, let value): return try resolved(value)
      case .applied(.abs, let arguments):
        let inside = try resolved(arguments[0])
        let sign = try order(inside, .constant(.zero), formula.column)
        hasTie = hasTie || sign == 0
        return sign < 0 ? .negative(inside) : inside
      case .applied(.max, let arguments), .applied(.min, let arguments):
        var best = try resolved(arguments[0])
        for argument in arguments.dropFirst() {
          let other = try resolved(argument)
          let order = try order(other, best, formula.column)
          hasTie = hasTie || order == 0
          if case .applied(.max, _) = formula.node { if order > 0 { best = other } } else if order < 0 { best = other }
        }
        return best
      case .cases(let cases, let otherwise):
        for part in cases where try holds(part.condition) { return try resolved(part.value) }
        guard let otherwise else {
          throw FormulaError("no case holds for s = \(sample); add one, or `otherwise`", column: formula.column)
        }
        return try resolved(otherwise)
      case .bracket(let condition): return .constant(try holds(condition) ? .one : .zero)
      case .negated(let inside): return Formula(.negated(try resolved(inside)), column: formula.column)
      case .operation(let sign, let a, let b):
        let (first, second) = (try resolved(a), try resolved(b))
        // What was written stays as it was written.
        if first == a, second == b { return formula }
        switch sign {
        case .add: return Formula.sum(first, second).shortest
        case .subtract: return Formula.difference(first, second).shortest
        case .multiply, .hadamard: return Formula.product(first, second).shortest
        case .divide, .hadamardDivide: return .quotient(first, second)
        case .power: return Formula(.operation(sign, first, second), column: formula.column)
        }
      case .applied(let function, let arguments):
        var inside: [Formula] = []
        for argument in arguments { inside.append(try resolved(argument)) }
        return Formula(.applied(function, inside), column: formula.column)
      default: return formula
      }
    }

    private mutating func holds(_ condition: Formula) throws(FormulaError) -> Bool {
      switch condition.node {
      case .both(let a, let b):
        let first = try holds(a)
        return try holds(b) && first
      case .either(let a, let b):
        let first = try holds(a)
        return try holds(b) || first
      case .not(let inside): return try !holds(inside)
      case .comparison(let relation, let a, let b):
        return relation.holds(try order(try resolved(a), try resolved(b), condition.column))
      default: throw FormulaError("expected a condition such as s > 0", column: condition.column)
      }
    }

    /// How two sides without decisions compare here.
    private mutating func order(_ a: Formula, _ b: Formula, _ column: Int) throws(FormulaError) -> Int {
      let (a, b) = (a.with(trained: trained), b.with(trained: trained))
      guard let line = FunctionForm(.difference(a, b))?.line ?? FunctionForm(Formula(.operation(.subtract, a, b)))?.line
      else {
        throw FormulaError("a decision here compares s with a number, as in s > 0 or max(s, 0.1 s)", column: column)
      }
      if let inverse = line.factor.inverse {
        guard let root = (-line.constant * inverse).rational else {
          throw FormulaError("the place where a piece ends must be a rational number", column: column)
        }
        let isInside = (low.map { $0 < root } ?? true) && (high.map { root < $0 } ?? true)
        if isInside { joins.insert(root) }
      }
      return (line.factor * ExactNumber(sample) + line.constant).signum
    }
  }
}

/// Formulas in `s_k` alone, at a number.
enum ScalarFormula {
  private struct Environment: FormulaEnvironment {
    let s: RealNumber
    let trained: RealNumber
    var k: Int { 1 }
    var n: Int { 1 }
    func has(_ quantity: Quantity) -> Bool { quantity == .s || quantity == .a }
    func number(_ symbol: Symbol) -> RealNumber { symbol.quantity == .a ? trained : s }
  }

  static func value(of formula: Formula, at s: RealNumber, trained: Rational?) -> RealNumber {
    value(of: formula, at: s, trained: RealNumber(trained ?? .zero))
  }

  static func value(of formula: Formula, at s: RealNumber, trained: RealNumber) -> RealNumber {
    let environment = Environment(s: s, trained: trained)
    let value = FormulaEvaluation(shapes: FormulaShapes(environment)).value(of: formula, ["k": 1])
    return value.entries.first ?? .undefined(.beyond("no number"))
  }
}
