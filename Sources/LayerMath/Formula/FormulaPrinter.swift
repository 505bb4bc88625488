/// Writes formulas so that reading them gives the same tree.
package struct FormulaPrinter {
  private let isASCII: Bool
  /// What a lesson calls things; text in ASCII is for programs and keeps the usual names.
  private let names: Naming

  fileprivate static func text(_ formula: Formula, isASCII: Bool) -> String {
    FormulaPrinter(isASCII: isASCII, names: .standard).text(formula, .formula)
  }

  static func text(_ formula: Formula, names: Naming) -> String {
    FormulaPrinter(isASCII: false, names: names).text(formula, .formula)
  }

  /// How tightly a construct binds; inside a tighter one it needs parentheses.
  private enum Level: Int { case formula, either, both, not, relation, sum, product, unary, power, postfix, operand }

  /// `W_kj^T` would be read as `(W^T)_kj`.
  private func transposedText(_ inside: Formula) -> String {
    if case .entry(_, let indices) = inside.node, indices.count == 2 { return "(" + text(inside, .formula) + ")" }
    return text(inside, .postfix)
  }

  private func text(_ formula: Formula, _ wanted: Level) -> String {
    let (text, level) = written(formula)
    return level.rawValue >= wanted.rawValue ? text : "(\(text))"
  }

  private func written(_ formula: Formula) -> (String, Level) {
    switch formula.node {
    case .number(let value): number(value)
    case .literal(let matrix): ("[\(matrix.entryText)]", .postfix)
    case .constant(.alpha): (isASCII ? "alpha" : "α", .operand)
    case .constant(let constant): (constant.rawValue, .operand)
    case .index(let letter): (letter, .operand)
    case .quantity(let quantity): (name(quantity), .operand)
    case .entry(let base, let indices): (entry(base, indices), .postfix)
    case .derivative(let of, let by, _):
      ((of.map { differential($0) } ?? (isASCII ? "dL" : "∂L")) + "/" + differential(by), .unary)
    case .negated(let inside): (minus + text(inside, .unary), .unary)
    case .transposed(let inside): (transposedText(inside) + (isASCII ? "^T" : "ᵀ"), .postfix)
    case .applied(let function, let arguments):
      (
        name(function) + "(" + arguments.map { text($0, .formula) }.joined(separator: ", ") + ")",
        // `sum(v)` reads on like `sum_k …`, so it binds no tighter.
        function == .total ? .unary : .postfix
      )
    // Of one unit a sum over the units is its one term.
    case .sum(let letter, nil, let body) where names.isOfOneUnit && !body.sumCountsInputs(letter): written(body)
    case .sum(let letter, let range, let body): (sum(letter, range, body), .unary)
    case .operation(let sign, let left, let right): operation(sign, left, right)
    case .comparison(let relation, let left, let right):
      ("\(text(left, .sum)) \(sign(relation)) \(text(right, .sum))", .relation)
    case .both(let left, let right): ("\(text(left, .both)) and \(text(right, .not))", .both)
    case .either(let left, let right): ("\(text(left, .either)) or \(text(right, .both))", .either)
    case .not(let inside): ("not \(text(inside, .not))", .not)
    case .bracket(let condition): ("[\(text(condition, .formula))]", .operand)
    case .cases(let cases, let otherwise): self.cases(cases, otherwise)
    }
  }

  /// `dy_k` or `∂y_k`; what is no entry stands in brackets.
  private func differential(_ formula: Formula) -> String {
    let inside = formula.leadingQuantity == nil ? "(" + written(formula).0 + ")" : written(formula).0
    return (isASCII ? "d" : "∂") + inside
  }

  private var minus: String { isASCII ? "-" : "−" }

  /// A finite decimal, with a power of ten where it is all zeros; a fraction where there is none.
  private func number(_ value: Rational) -> (String, Level) {
    guard let digits = value.decimalDigits else { return ("\(value)", .product) }
    let plain = ExactNumber(value).decimal(fractionDigits: digits).text
    guard plain.utf8.count > 20 else { return (plain, .operand) }
    let run = plain.filter { $0 != "." }.drop { $0 == "0" }
    let significant = run.count - run.reversed().prefix { $0 == "0" }.count
    let scientific = ExactNumber(value).scientific(digits: significant)
    return (scientific.isExact && scientific.text.count < plain.count ? scientific.text : plain, .operand)
  }

  private func entry(_ base: Formula, _ all: [Formula.Index]) -> String {
    var indices = all
    if case .quantity(let quantity) = base.node { indices = names.written(all, of: quantity) }
    let isSymbol = if case .quantity = base.node { true } else { false }
    let head = isSymbol ? written(base).0 : "(\(text(base, .formula)))"
    let parts = indices.map { index in
      switch index {
      case .letter(let letter): letter
      case .number(let number): "\(number)"
      }
    }
    if indices.isEmpty { return head }
    // A wider number needs its commas, and an array that is no symbol always does.
    guard isSymbol, !(parts.count > 1 && parts.contains { $0.count > 1 }) else {
      return head + "[" + parts.joined(separator: ", ") + "]"
    }
    let run = parts.joined()
    if !isASCII, run.allSatisfy(\.isNumber) { return head + String(run.map { Self.lowered[$0] ?? $0 }) }
    return head + "_" + run
  }

  private static let lowered: [Character: Character] = [
    "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉",
  ]

  private func sum(_ letter: String, _ range: Formula.SumRange?, _ body: Formula) -> String {
    let sign = isASCII ? "sum" : "Σ"
    let bounds =
      range.map { range in
        let (upper, level) = written(range.to)
        return "{\(letter)=\(text(range.from, .formula))}^" + (level == .operand ? upper : "(\(upper))")
      } ?? letter
    return "\(sign)_\(bounds) \(text(body, .product))"
  }

  private func operation(_ sign: Formula.Operator, _ left: Formula, _ right: Formula) -> (String, Level) {
    switch sign {
    case .add, .subtract:
      let sign = sign == .add ? "+" : minus
      return ("\(text(left, .sum)) \(sign) \(text(right, .product))", .sum)
    case .multiply:
      // On paper `δy ⊙ f′ xᵀ` could be read both ways.
      let isElementwise = if case .operation(.hadamard, _, _) = left.node { true } else { false }
      let first = isElementwise ? "(\(text(left, .formula)))" : leftFactor(left)
      let second = text(right, .unary)
      return (
        first
          + (canStandBeside(second)
            ? " " : isASCII || (left.isVectorByItself && right.isVectorByItself) ? " * " : " · ") + second, .product
      )
    case .divide:
      // `dy_k / dx_j` would be read as a derivative.
      let isGradient = isASCII && right.leadingQuantity?.rawValue.hasPrefix("d") ?? false
      let divisor = isGradient ? "(\(text(right, .formula)))" : text(right, .unary)
      return ("\(leftFactor(left)) / \(divisor)", .product)
    case .hadamard: return ("\(leftFactor(left)) \(isASCII ? ".*" : "⊙") \(text(right, .unary))", .product)
    case .hadamardDivide: return ("\(leftFactor(left)) ./ \(text(right, .unary))", .product)
    case .power:
      let (exponent, level) = written(right)
      let isInverse = if case .negated(let inside) = right.node, case .number = inside.node { true } else { false }
      let isShort = level == .operand || isInverse
      return (text(left, .postfix) + "^" + (isShort ? exponent : "(\(exponent))"), .power)
    }
  }

  /// The left side of a product; a sum that reaches to the end would swallow what follows.
  private func leftFactor(_ formula: Formula) -> String {
    Self.reachesOn(formula) ? "(\(text(formula, .formula)))" : text(formula, .product)
  }

  private static func reachesOn(_ formula: Formula) -> Bool {
    switch formula.node {
    case .sum: true
    case .negated(let inside): reachesOn(inside)
    case .operation(let sign, _, let right) where ![.add, .subtract, .power].contains(sign):
      reachesOn(right)
    default: false
    }
  }

  /// Whether a factor needs no sign before it.
  private func canStandBeside(_ text: String) -> Bool {
    guard let first = text.first else { return false }
    return first.isLetter || first == "(" || first == "Σ" || first == "∂"
  }

  private func cases(_ cases: [Formula.Case], _ otherwise: Formula?) -> (String, Level) {
    if cases.count == 1, let only = cases.first, let otherwise {
      let condition = text(only.condition, .either)
      return ("if \(condition) then \(text(only.value, .either)) else \(text(otherwise, .formula))", .formula)
    }
    // An equation before `if` would read as one whose right side has cases.
    var rows = cases.map { "\(text($0.value, .sum)) if \(text($0.condition, .either))" }
    if let otherwise { rows.append("\(text(otherwise, .sum)) otherwise") }
    return ("{" + rows.joined(separator: ", ") + "}", .operand)
  }

  private func name(_ quantity: Quantity) -> String {
    if isASCII { return quantity.rawValue }
    switch quantity.role {
    // `J` and `P` are short for fractions, which a line has no room for.
    case .jacobian: return quantity.rawValue
    default: return names.screen(quantity)
    }
  }

  private func name(_ function: Formula.Function) -> String {
    guard !isASCII else { return function.rawValue }
    switch function {
    case .f: return names.functionScreen
    case .fPrime: return names.functionScreen + "′"
    default: return function.rawValue
    }
  }

  private func sign(_ relation: Formula.Relation) -> String {
    guard !isASCII else { return relation.rawValue }
    return switch relation {
    case .unequal: "≠"
    case .lessOrEqual: "≤"
    case .greaterOrEqual: "≥"
    default: relation.rawValue
    }
  }
}

extension Formula {
  /// The formula in ASCII: `W^T (dy .* f'(s))`.
  package var ascii: String { FormulaPrinter.text(self, isASCII: true) }

  /// The formula as on screen: `Wᵀ (δy ⊙ f′(s))`.
  package var unicode: String { FormulaPrinter.text(self, isASCII: false) }
}
