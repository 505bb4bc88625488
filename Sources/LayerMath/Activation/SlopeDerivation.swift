/// The derivative of a formula by one of its names, `s_k` unless another is given, found rule by rule.
package struct SlopeDerivation: Sendable {
  /// `(1 + exp(-s_k))' = -exp(-s_k)`, by the rule of sums.
  package struct Step: Sendable {
    package enum Rule: String, Sendable {
      case sum, factor, product, quotient, power, exp, ln
    }

    package let rule: Rule
    package let of: Formula
    package let slope: Formula
  }

  /// From the inside outwards; none where the slope is read off at once.
  package private(set) var steps: [Step] = []
  package private(set) var result = Formula.constant(.zero)

  private let variable: Formula

  /// - Precondition: no decisions stand in the formula; pieces have none.
  init(of formula: Formula, by variable: Formula = .unitArgument) {
    self.variable = variable
    result = slope(of: formula)
  }

  private func moves(_ formula: Formula) -> Bool { formula == variable || formula.children.contains(where: moves) }

  private mutating func slope(of formula: Formula) -> Formula {
    guard moves(formula) else { return .constant(.zero) }
    if formula == variable { return .constant(.one) }
    switch formula.node {
    case .derivative(_, _, let value): return slope(of: value)
    case .negated(let inside): return .negative(slope(of: inside))
    case .applied(.exp, let arguments): return exponential(formula, arguments[0])
    case .applied(.ln, let arguments):
      return note(.ln, formula, .quotient(slope(of: arguments[0]), arguments[0]))
    case .operation(let sign, let a, let b): return operation(formula, sign, a, b)
    default: return .constant(.zero)
    }
  }

  private mutating func operation(
    _ formula: Formula, _ sign: Formula.Operator, _ a: Formula, _ b: Formula
  ) -> Formula {
    switch sign {
    case .add: return note(.sum, formula, .sum(slope(of: a), slope(of: b)))
    case .subtract: return note(.sum, formula, .difference(slope(of: a), slope(of: b)))
    case .multiply, .hadamard:
      if !moves(a) { return note(.factor, formula, .product(a, slope(of: b))) }
      if !moves(b) { return note(.factor, formula, .product(slope(of: a), b)) }
      let (first, second) = (slope(of: a), slope(of: b))
      return note(.product, formula, .sum(.product(first, b), .product(a, second)))
    case .divide, .hadamardDivide:
      if !moves(b) { return note(.factor, formula, .quotient(slope(of: a), b)) }
      let (above, below) = (slope(of: a), slope(of: b))
      let numerator = Formula.difference(.product(above, b), .product(a, below)).shortest
      return note(.quotient, formula, .quotient(numerator, .power(b, 2)))
    case .power:
      if a.node == .constant(.e) { return exponential(formula, b) }
      guard moves(b) else {
        let lowered: Formula =
          b.rationalConstant.map { count in
            let rest = count - .one
            if let whole = rest.isInteger ? Int("\(rest)") : nil { return .power(a, whole) }
            return Formula(.operation(.power, a, .constant(rest)))
          } ?? Formula(.operation(.power, a, .difference(b, .constant(.one))))
        return note(.power, formula, .product(.product(b, lowered), slope(of: a)))
      }
      // u^v = e^(v ln u)
      let logarithm = Formula(.applied(.ln, [a]))
      let exponent = slope(of: Formula(.operation(.multiply, b, logarithm)))
      return note(.exp, formula, .product(formula, exponent))
    }
  }

  private mutating func exponential(_ formula: Formula, _ exponent: Formula) -> Formula {
    note(.exp, formula, .product(slope(of: exponent), formula))
  }

  private mutating func note(_ rule: Step.Rule, _ formula: Formula, _ slope: Formula) -> Formula {
    let slope = slope.shortest
    // What is read off at once is no step, nor is what was found before.
    let isPlain = slope.rationalConstant != nil && rule != .quotient || slope == formula
    if !isPlain, !steps.contains(where: { $0.of == formula }) {
      steps.append(Step(rule: rule, of: formula, slope: slope))
    }
    return slope
  }
}

extension Formula {
  /// Worked out where that is shorter: `(e^s)² − (e^s − 1)(e^s + 1)` is 1.
  var shortest: Formula {
    guard let form = FunctionForm(self), let divisor = form.below.constant?.inverse else { return self }
    let sum = FunctionSum(
      form.above.terms.map {
        FunctionSum.Term(power: $0.power, rate: $0.rate, coefficient: $0.coefficient * divisor)
      })
    guard let other = sum.formula, other.ascii.utf8.count < ascii.utf8.count else { return self }
    return other
  }
}
