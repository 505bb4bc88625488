/// A function of `s` as a quotient of sums `Σ c·s^i·e^{qs}` with exact `c` and rational `q`.
///
/// The functions `s^i·e^{qs}` are linearly independent, so whether two such functions are the same for every `s` is decided by
/// multiplying out. What holds logarithms or roots of `s` has no such form.
struct FunctionForm {
  let above: FunctionSum
  let below: FunctionSum

  /// Of a formula over `s_k` alone; `nil` where it has no such form.
  init?(_ formula: Formula) {
    switch formula.node {
    case .number(let value): self.init(FunctionSum(ExactNumber(value)))
    case .constant(.e): self.init(FunctionSum(.exp(.one)))
    case .entry(let base, _) where base.node == .quantity(.s): self.init(.argument)
    case .derivative(_, _, let value): self.init(value)
    case .negated(let inside):
      guard let inside = FunctionForm(inside) else { return nil }
      self.init(inside.above * FunctionSum(ExactNumber(-1)), over: inside.below)
    case .applied(.exp, let arguments):
      guard arguments.count == 1, let sum = FunctionForm.exponential(arguments[0]) else { return nil }
      self.init(sum)
    case .operation(.power, let base, let exponent):
      if base.node == .constant(.e), let sum = FunctionForm.exponential(exponent) {
        self.init(sum)
        return
      }
      guard let base = FunctionForm(base), let count = FunctionForm(exponent)?.constant?.rational, count.isInteger,
        count.magnitude <= Rational(24), let times = Int("\(count.magnitude)")
      else { return nil }
      let power = (0..<times).reduce(FunctionForm(FunctionSum(.one))) { product, _ in product * base }
      guard count.signum < 0 else {
        self = power
        return
      }
      guard !power.above.isZero else { return nil }
      self.init(power.below, over: power.above)
    case .operation(let sign, let left, let right):
      guard let left = FunctionForm(left), let right = FunctionForm(right) else { return nil }
      switch sign {
      case .add: self = left + right
      case .subtract: self = left + right * FunctionForm(FunctionSum(ExactNumber(-1)))
      case .multiply, .hadamard: self = left * right
      case .divide, .hadamardDivide:
        guard !right.above.isZero else { return nil }
        self.init(left.above * right.below, over: left.below * right.above)
      case .power: return nil
      }
    default: return nil
    }
  }

  init(_ above: FunctionSum, over below: FunctionSum = FunctionSum(.one)) {
    (self.above, self.below) = (above, below)
  }

  /// `e^{qs + c}` for rational `q` and `c`.
  private static func exponential(_ exponent: Formula) -> FunctionSum? {
    guard let line = FunctionForm(exponent)?.line, let constant = line.constant.rational,
      let rate = line.factor.rational
    else { return nil }
    return FunctionSum([FunctionSum.Term(power: 0, rate: rate, coefficient: .exp(constant))])
  }

  /// `factor·s + constant` where it is a straight line.
  var line: (factor: ExactNumber, constant: ExactNumber)? {
    guard let divisor = below.constant?.inverse, above.terms.allSatisfy({ $0.rate.isZero && $0.power <= 1 }) else {
      return nil
    }
    func coefficient(_ power: Int) -> ExactNumber {
      (above.terms.first { $0.power == power }?.coefficient ?? .zero) * divisor
    }
    return (coefficient(1), coefficient(0))
  }

  var constant: ExactNumber? {
    guard let line, line.factor.isZero else { return nil }
    return line.constant
  }

  static func + (a: FunctionForm, b: FunctionForm) -> FunctionForm {
    a.below == b.below
      ? FunctionForm(a.above + b.above, over: a.below)
      : FunctionForm(a.above * b.below + b.above * a.below, over: a.below * b.below)
  }

  static func * (a: FunctionForm, b: FunctionForm) -> FunctionForm {
    FunctionForm(a.above * b.above, over: a.below * b.below)
  }

  /// Whether both are the same function.
  static func == (a: FunctionForm, b: FunctionForm) -> Bool { a.above * b.below == b.above * a.below }
}

/// `Σ c·s^i·e^{qs}`, each pair of `i` and `q` once and no `c` zero.
struct FunctionSum: Equatable {
  struct Term: Equatable {
    let power: Int
    let rate: Rational
    let coefficient: ExactNumber
  }

  /// By falling `q`, then rising `i`.
  let terms: [Term]

  static let argument = FunctionSum([Term(power: 1, rate: .zero, coefficient: .one)])

  init(_ constant: ExactNumber) { self.init([Term(power: 0, rate: .zero, coefficient: constant)]) }

  init(_ terms: [Term]) {
    var merged: [Term] = []
    for term in terms.sorted(by: { ($1.rate, $0.power) < ($0.rate, $1.power) }) {
      if let last = merged.last, last.power == term.power, last.rate == term.rate {
        merged[merged.count - 1] = Term(
          power: term.power, rate: term.rate, coefficient: last.coefficient + term.coefficient)
      } else {
        merged.append(term)
      }
    }
    self.terms = merged.filter { !$0.coefficient.isZero }
  }

  var isZero: Bool { terms.isEmpty }

  var constant: ExactNumber? {
    guard let only = terms.first else { return .zero }
    return terms.count == 1 && only.power == 0 && only.rate.isZero ? only.coefficient : nil
  }

  static func + (a: FunctionSum, b: FunctionSum) -> FunctionSum { FunctionSum(a.terms + b.terms) }

  static func * (a: FunctionSum, b: FunctionSum) -> FunctionSum {
    FunctionSum(
      a.terms.flatMap { a in
        b.terms.map { b in
          Term(power: a.power + b.power, rate: a.rate + b.rate, coefficient: a.coefficient * b.coefficient)
        }
      })
  }

  /// As a person writes it, `1 + exp(-s_k) + s_k exp(-s_k)`; `nil` where a coefficient is not rational.
  var formula: Formula? {
    var sum: Formula?
    for term in terms {
      guard let q = term.coefficient.rational else { return nil }
      let power = term.power == 0 ? nil : Formula.power(.unitArgument, term.power)
      let exponential =
        term.rate.isZero
        ? nil
        : Formula(
          .applied(
            .exp,
            [
              term.rate.signum < 0
                ? .negative(.product(.constant(-term.rate), .unitArgument))
                : .product(.constant(term.rate), .unitArgument)
            ]))
      let body = [power, exponential].compactMap { $0 }.reduce(Formula.constant(q.magnitude), Formula.product)
      guard let before = sum else {
        sum = q.signum < 0 ? .negative(body) : body
        continue
      }
      sum = Formula(.operation(q.signum < 0 ? .subtract : .add, before, body))
    }
    return sum ?? .constant(.zero)
  }
}
