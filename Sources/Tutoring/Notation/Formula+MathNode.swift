import LayerMath
import TextLayout

/// How formulas are set: gradients as the walk names them, `δx_j`, or as lessons do, `δ_{x,j}`; by which names.
package struct MathNotation: Sendable {
  let isLesson: Bool
  let names: Naming

  package static func walk(_ names: Naming) -> MathNotation { MathNotation(isLesson: false, names: names) }
  package static func lesson(_ names: Naming) -> MathNotation { MathNotation(isLesson: true, names: names) }
}

extension Formula {
  /// The formula as it is set: `δx_j = ∑_{k=1}^K δy_k · f′(s_k) · W_{kj}`.
  ///
  /// Factors of the chain rule stand with dots between them; the layer's own product `W_{kj} x_j`, and products of whole
  /// quantities, with a thin space. What neither rules nor activations use, as norms, is set as its text.
  package func mathNode(_ names: Naming) -> MathNode { mathNode(.walk(names)) }

  package func mathNode(_ notation: MathNotation) -> MathNode { .row(nodes(notation)) }

  fileprivate func nodes(_ notation: MathNotation) -> [MathNode] {
    switch node {
    case .number, .constant: return [.atom(unicode, .ordinary)]
    case .index(let letter): return [.atom(letter, .ordinary)]
    case .quantity(let quantity): return quantity.nodes(notation, index: [])
    case .entry(let base, let indices):
      guard case .quantity(let quantity) = base.node else { return [.text(unicode)] }
      return quantity.nodes(notation, index: indices.map(\.node))
    case .derivative(let of, let by, _):
      func changed(_ what: [MathNode]) -> MathNode { .row([.atom("∂", .ordinary)] + what) }
      guard let of, of.leadingQuantity == nil else {
        return [.fraction(changed(of?.nodes(notation) ?? [.atom("L", .ordinary)]), changed(by.nodes(notation)))]
      }
      return [.fraction(changed([]), changed(by.nodes(notation)))] + of.enclosed(!of.isSum, notation)
    case .negated(let inside):
      let inside = inside.ofOneUnit(notation)
      return [.atom("−", .ordinary)] + inside.enclosed(inside.isSum, notation)
    case .transposed(let inside):
      guard case .quantity(let quantity) = inside.node else { return [.text(unicode)] }
      return quantity.nodes(notation, index: [], power: .atom("T", .ordinary))
    case .operation(let sign, let left, let right): return operation(sign, left, right, notation)
    case .applied(let function, let arguments) where arguments.count == 1:
      let name: MathNode =
        switch function {
        case .f: .atom(notation.names.functionScreen, .ordinary)
        case .fPrime: .atom(notation.names.functionScreen + "′", .ordinary)
        default: .atom(function.rawValue, .bigOperator)
        }
      return [name, .atom("(", .open)] + arguments[0].nodes(notation) + [.atom(")", .close)]
    case .sum(let letter, let range, let body):
      let only = ofOneUnit(notation)
      if only != self { return only.nodes(notation) }
      let from = range?.from.nodes(notation) ?? [.atom("1", .ordinary)]
      let lower = MathNode.row([.atom(letter, .ordinary), .atom("=", .relation)] + from)
      let upper =
        range.map { MathNode.row($0.to.nodes(notation)) }
        ?? .atom(body.sumCountsInputs(letter) ? "n" : "K", .ordinary)
      return [.limits(.atom("∑", .bigOperator), lower: lower, upper: upper)] + body.enclosed(body.isSum, notation)
    case .comparison(let relation, let left, let right):
      return left.nodes(notation) + [.atom(relation.sign, .relation)] + right.nodes(notation)
    case .bracket(let condition): return [.atom("[", .open)] + condition.nodes(notation) + [.atom("]", .close)]
    case .cases(let cases, let otherwise):
      let rows = cases.map { [$0.value.cell(notation), MathNode.row([.text("if ")] + $0.condition.nodes(notation))] }
      // Of two cases the second has the opposite condition.
      guard let otherwise else { return [.grid(rows, .cases)] }
      let last =
        cases.count == 1
        ? MathNode.row([.text("if ")] + cases[0].condition.opposite.nodes(notation)) : .text("otherwise")
      return [.grid(rows + [[otherwise.cell(notation), last]], .cases)]
    default: return [.text(unicode)]
    }
  }

  /// Of one unit a sum over the units is its one term.
  private func ofOneUnit(_ notation: MathNotation) -> Formula {
    guard notation.names.isOfOneUnit, case .sum(let letter, nil, let body) = node, !body.sumCountsInputs(letter) else {
      return self
    }
    return body
  }

  /// A cell of one atom stands without a row round it.
  private func cell(_ notation: MathNotation) -> MathNode {
    let all = nodes(notation)
    return all.count == 1 ? all[0] : .row(all)
  }

  private func operation(
    _ sign: Operator, _ left: Formula, _ right: Formula, _ notation: MathNotation
  ) -> [MathNode] {
    switch sign {
    case .add: return left.nodes(notation) + [.atom("+", .binary)] + right.nodes(notation)
    case .subtract:
      return left.nodes(notation) + [.atom("−", .binary)] + right.enclosed(right.isSum, notation)
    case .hadamard: return left.nodes(notation) + [.atom("⊙", .binary)] + right.nodes(notation)
    case .multiply:
      // `[i = k]` says nothing of one unit.
      if notation.names.isOfOneUnit, case .bracket = left.node { return right.nodes(notation) }
      let (first, second) = (left.factor(notation), right.factor(notation))
      // Numbers stand beside each other with a dot, or they would be one.
      if !hasQuantity { return first + [.atom("·", .binary)] + second }
      if left == .trainedParameter { return first + (notation.isLesson ? [] : [.space(1)]) + second }
      if isProductOfGiven || !hasEntries {
        // A bracket needs no space before it, nor do entries in a lesson's lines.
        let isTight = right.isHadamard || notation.isLesson && hasEntries
        return first + (isTight ? [] : [.space(1)]) + second
      }
      return first + [.atom("·", .binary)] + second
    case .divide, .hadamardDivide: return [.fraction(left.cell(notation), right.cell(notation))]
    case .power:
      let exponent = right.cell(notation)
      switch left.node {
      case .number, .constant:
        guard let base = left.nodes(notation).last else { return [] }
        return [.scripts(base: base, sub: nil, sup: exponent)]
      case .entry(let base, let indices):
        guard case .quantity(let quantity) = base.node else { return [.text(unicode)] }
        return quantity.nodes(notation, index: indices.map(\.node), power: exponent)
      default:
        return [.scripts(base: .fenced("(", left.cell(notation), ")"), sub: nil, sup: exponent)]
      }
    }
  }

  /// Whether it has a sign at its outermost level.
  fileprivate var isSum: Bool {
    switch node {
    case .operation(.add, _, _), .operation(.subtract, _, _), .negated: true
    default: false
    }
  }

  private func enclosed(_ needsBrackets: Bool, _ notation: MathNotation) -> [MathNode] {
    needsBrackets ? [.atom("(", .open)] + nodes(notation) + [.atom(")", .close)] : nodes(notation)
  }

  private func factor(_ notation: MathNotation) -> [MathNode] {
    enclosed(isHadamard || isSum, notation)
  }

  private var isHadamard: Bool { if case .operation(.hadamard, _, _) = node { true } else { false } }

  private var hasEntries: Bool {
    switch node {
    case .entry, .bracket: true
    default: children.contains(where: \.hasEntries)
    }
  }

  private var isProductOfGiven: Bool {
    switch node {
    case .operation(.multiply, let a, let b): a.isProductOfGiven && b.isProductOfGiven
    case .entry(let base, _): base.leadingQuantity?.isGiven ?? false
    default: false
    }
  }

  /// `s ≤ 0` for `s > 0`.
  private var opposite: Formula {
    guard case .comparison(let relation, let a, let b) = node else { return Formula(.not(self)) }
    return Formula(.comparison(relation.opposite, a, b))
  }
}

extension Naming {
  /// A formula on one row; as a summand in parentheses where a sign would stand beside a sign.
  package func row(_ formula: Formula, isSummand: Bool = false) -> String {
    let text = InlineMath.text(formula.mathNode(self))
    return isSummand && formula.isSum ? "(\(text))" : text
  }
}

extension Formula {
  /// Of one unit: with its number for `k`.
  func putting(unit: Int) -> Formula {
    guard case .entry(let base, let indices) = node else { return mapping { $0.putting(unit: unit) } }
    return Formula(.entry(base, indices.map { $0 == .letter("k") ? .number(unit) : $0 }))
  }

  /// With a formula of its own for each entry that is written out.
  func puttingValues(_ value: (Symbol) -> Formula?) -> Formula {
    if let symbol = entrySymbol, let formula = value(symbol) { return formula }
    return mapping { $0.puttingValues(value) }
  }
}

extension NumberText {
  /// A factor of a term as a number, in parentheses where it needs them; an expression with numbers for its entries.
  ///
  /// - Parameter isSummand: whether other terms stand beside it.
  package func factor(_ factor: Factor, isSummand: Bool = false) -> String {
    // An expression with numbers in it has no names left.
    formula(factor).map { Naming.standard.row($0, isSummand: isSummand) } ?? self.factor(factor.value)
  }

  /// An expression with numbers for its entries, as they are shown; `nil` for any other factor.
  package func formula(_ factor: Factor) -> Formula? {
    guard case .expression(let formula, let inputs) = factor.origin else { return nil }
    return formula.puttingValues { symbol in
      guard let input = inputs.first(where: { $0.symbol == symbol }) else { return nil }
      return try? FormulaParser.formula(text(input.value))
    }
  }
}

extension Formula.Index {
  fileprivate var node: MathNode {
    switch self {
    case .letter(let letter): .atom(letter, .ordinary)
    case .number(let number): .atom("\(number)", .ordinary)
    }
  }
}

extension Formula.Relation {
  fileprivate var sign: String {
    switch self {
    case .unequal: "≠"
    case .lessOrEqual: "≤"
    case .greaterOrEqual: "≥"
    case .equal, .less, .greater: rawValue
    }
  }

  fileprivate var opposite: Formula.Relation {
    switch self {
    case .equal: .unequal
    case .unequal: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }
}

extension Quantity {
  /// `δ x_j`, `∂y_k/∂x_j` as a fraction.
  fileprivate func nodes(_ notation: MathNotation, index all: [MathNode], power: MathNode? = nil) -> [MathNode] {
    let names = notation.names
    let index: [MathNode] = if case .jacobian = role { all } else { names.written(all, of: self) }
    switch role {
    case .jacobian(let parameter):
      let output = Quantity.y.nodes(notation, index: Array(index.prefix(1)))
      let below = parameter.nodes(notation, index: Array(index.dropFirst()))
      return [.fraction(.row([.atom("∂", .ordinary)] + output), .row([.atom("∂", .ordinary)] + below))]
    case .slope(let argument):
      return [.atom(names.functionScreen + "′", .ordinary), .atom("(", .open)]
        + argument.nodes(notation, index: all) + [.atom(")", .close)]
    default:
      if notation.isLesson, let of = gradientOf {
        let comma: [MathNode] = index.isEmpty ? [] : [.atom(",", .punctuation)]
        return [
          .scripts(
            base: .atom("δ", .ordinary), sub: .row([.atom(names.screen(of), .ordinary)] + comma + index), sup: power)
        ]
      }
      let letters = names.screen(self).map { MathNode.atom(String($0), .ordinary) }
      guard let last = letters.last, !index.isEmpty || power != nil else { return letters }
      let lower = index.isEmpty ? nil : index.count == 1 ? index[0] : MathNode.row(index)
      return letters.dropLast() + [.scripts(base: last, sub: lower, sup: power)]
    }
  }
}

extension DerivationStep {
  /// The general formula, as it is set.
  package var formulaNode: MathNode {
    guard let rule else { return .text(formula) }
    switch id {
    case .entry:
      guard let equation = rule.equation else { return .text(rule.line) }
      guard case .application = rule.body, rule.quantity == .y else {
        return equation.mathNode(names)
      }
      // What f is stands behind it.
      return .row(
        equation.mathNode(names).children + [.atom("=", .relation)] + activation.formula.mathNode(names).children)
    case .vectorForm: return rule.vectorForm?.mathNode(names) ?? .text(formula)
    case .check(let quantity):
      // `\delta x_j \approx \frac{L(x_j + h) - L(x_j - h)}{2h}`
      let index = quantity.row.letters.map { MathNode.atom(String($0), .ordinary) }
      let parameter = (quantity.derivedBy ?? quantity).nodes(.walk(names), index: index)
      func loss(_ sign: String) -> [MathNode] {
        [.atom("L", .ordinary), .atom("(", .open)] + parameter
          + [.atom(sign, .binary), .atom("h", .ordinary), .atom(")", .close)]
      }
      return .row(
        quantity.nodes(.walk(names), index: index) + [
          .atom("≈", .relation),
          .fraction(
            .row(loss("+") + [.atom("−", .binary)] + loss("−")), .row([.atom("2", .ordinary), .atom("h", .ordinary)])),
        ])
    }
  }
}
