import LayerMath
import TextLayout
import Tutoring

/// `solve` in formulas for other programs: Markdown with `$…$`, LaTeX for an article with amsmath.
package struct FormulaExport {
  private let derivation: Derivation
  private let number: NumberText

  package init(_ derivation: Derivation, number: NumberText) {
    self.derivation = derivation
    self.number = number
  }

  private var names: Naming { derivation.names }

  private var order: [Quantity] { derivation.rules.given + derivation.rules.dense }

  // MARK: Markdown and LaTeX

  /// Display formulas between `$$`, as GitHub, Obsidian and pandoc render them.
  package var markdown: [String] {
    var lines = ["# \(Self.title(derivation))", ""]
    for quantity in order {
      lines += ["$$", equation(quantity, align: ""), "$$", ""]
    }
    let names = derivation.rules.whole.map { "$\(name($0))$" }
    lines.append("## The entries of \(names.dropLast().joined(separator: ", ")) and \(names.last ?? "")")
    lines.append("")
    return lines + markdown(entrySteps)
  }

  /// Each equation of some steps between `$$`.
  package func markdown(_ steps: [DerivationStep]) -> [String] {
    Array(steps.flatMap { equations($0, align: "") }.map { ["$$", $0, "$$"] }.joined(separator: [""]))
  }

  package func markdown(_ factor: Factor) -> [String] { ["$$", equation(factor, align: ""), "$$"] }

  /// The body of an article; needs amsmath.
  package var latex: [String] {
    ["% needs \\usepackage{amsmath}"] + aligned(order.map { equation($0, align: "&") }) + latex(entrySteps)
  }

  package func latex(_ steps: [DerivationStep]) -> [String] { aligned(steps.flatMap { equations($0, align: "&") }) }

  package func latex(_ factor: Factor) -> [String] { aligned([equation(factor, align: "&")]) }

  /// Equations for a page: the quantities as matrices, then the entries of each gradient.
  var sections: [(gradient: Quantity?, equations: [String])] {
    [(nil, order.map { equation($0, align: "") })]
      + derivation.rules.whole.map { gradient in
        (gradient, entrySteps.filter { $0.quantity == gradient }.flatMap { equations($0, align: "") })
      }
  }

  func equations(_ steps: [DerivationStep]) -> [String] { steps.flatMap { equations($0, align: "") } }

  func equation(_ factor: Factor) -> String { equation(factor, align: "") }

  private func aligned(_ equations: [String]) -> [String] {
    ["\\begin{align*}"]
      + equations.enumerated().map { $0.element + ($0.offset + 1 < equations.count ? " \\\\" : "") }
      + ["\\end{align*}"]
  }

  private var entrySteps: [DerivationStep] {
    derivation.rules.whole.flatMap { quantity in
      derivation.symbols(quantity, limit: 64).compactMap { derivation.step(.entry($0)) }
    }
  }

  private func equation(_ quantity: Quantity, align: String) -> String {
    "\(name(quantity)) \(align)\(matrix(quantity))"
  }

  private func matrix(_ quantity: Quantity) -> String {
    let shape = derivation.shape(quantity)
    guard !shape.isEmpty else {
      let value = derivation.value(of: Symbol(quantity, index: []))
      return "\(number.relation(value).latex) \(latex(value))"
    }
    let rows = (1...shape[0]).map { row -> String in
      let columns = shape.count > 1 ? Array(1...shape[1]) : [1]
      return columns.map { column in
        let symbol = Symbol(quantity, index: shape.count > 1 ? [row, column] : [row])
        return latex(derivation.value(of: symbol))
      }.joined(separator: " & ")
    }
    let relation = number.relation(derivation.symbols(quantity).lazy.map { derivation.value(of: $0) }).latex
    return "\(relation) \\begin{bmatrix} " + rows.joined(separator: " \\\\ ")
      + " \\end{bmatrix}"
  }

  private func name(_ quantity: Quantity) -> String { names.latex(quantity) }

  private func name(_ symbol: Symbol) -> String {
    let written = names.written(symbol.index, of: symbol.quantity)
    let index = written.map(String.init).joined(separator: written.contains { $0 > 9 } ? "," : "")
    switch symbol.quantity.role {
    case .slope(let argument): return "\(names.functionLatex)'(\(name(Symbol(argument, index: symbol.index))))"
    case .jacobian(let parameter):
      let by = Symbol(parameter, index: Array(symbol.index.dropFirst()))
      return "\\frac{\\partial \(name(symbol.output))}{\\partial \(name(by))}"
    default: return index.isEmpty ? name(symbol.quantity) : "\(name(symbol.quantity))_{\(index)}"
    }
  }

  private func equations(_ step: DerivationStep, align: String) -> [String] {
    switch step.body {
    case .sum(let terms): [sum(step, terms, align: align)]
    case .application(_, let argument, let piece): [application(step, argument, piece, align: align)]
    case .vectorForm: [vectorForm(step.quantity, align: align)]
    case .check(let entries, _): entries.map { check($0, align: align) }
    }
  }

  private func equation(_ factor: Factor, align: String) -> String {
    "\(name(factor)) \(align)\(number.relation(factor.value).latex) \(latex(factor.value))"
  }

  private func name(_ factor: Factor) -> String {
    switch factor.origin {
    case .kronecker(let i, let k): "[\(i) = \(k)]"
    case .expression(let formula, _): LaTeXWriter.latex(formula.withPowersOfE.mathNode(names))
    default: factor.symbol.map(name) ?? ""
    }
  }

  /// `The messages of a linear + ELU layer`.
  static func title(_ derivation: Derivation) -> String {
    let activation = derivation.activation
    return activation.hasTitle
      ? "The messages of a linear + \(activation.title) layer"
      : "The messages of a linear layer and f(s) = \(activation.formula.unicode.replacing("s_k", with: "s"))"
  }

  /// `f'(s_2) = e^{s_2} \approx e^{-1.5} \approx 0.2231`.
  private func application(
    _ step: DerivationStep, _ argument: Factor, _ piece: Activation.Piece, align: String
  ) -> String {
    guard let symbol = step.symbol, let value = step.value, let s = argument.symbol else { return "" }
    let isPlain = piece.isPlain(symbol.quantity)
    var formula = LaTeXWriter.latex(piece.formula(of: symbol.quantity).withPowersOfE.mathNode(.standard))
    if derivation.activation.trained != nil {
      formula = Activation.Piece.putting(names.latex(.a), for: "a", into: formula)
    }
    var contents: [StepChain.Content] = (symbol.quantity == .y ? [.call(.symbol)] : []) + [.piece(.symbol)]
    if !isPlain { contents.append(.piece(.number)) }
    // A slope of 1 is 1 by its formula.
    if piece.formula(of: symbol.quantity).rationalConstant == nil { contents.append(.value) }
    let links = StepChain(step, number).links(contents).map { link in
      let text =
        switch link.content {
        case .call: "\(names.functionLatex)(\(name(s)))"
        case .piece(.symbol): formula.replacing("s_k", with: name(s))
        case .piece: Activation.Piece.putting(latex(argument.value), into: formula)
        default: latex(value)
        }
      return "\(link.relation.latex) \(text)"
    }
    return "\(name(symbol)) \(align)\(links.joined(separator: " "))"
  }

  private func vectorForm(_ quantity: Quantity, align: String) -> String {
    let right = derivation.rules[quantity]?.vectorForm?.equationSides?.last
    let form = right.map { LaTeXWriter.latex($0.mathNode(names)) } ?? ""
    return "\(name(quantity)) \(align)= \(form) \(matrix(quantity))"
  }

  /// `\delta x_1 \approx 3.16734762, \frac{L(x_1 + h) - L(x_1 - h)}{2h} \approx 3.16734762`.
  private func check(_ entry: DerivationStep.CheckedEntry, align: String) -> String {
    let digits = FormulaExport(derivation, number: number.forCheck)
    let target = entry.symbol.quantity.derivedBy ?? entry.symbol.quantity
    let parameter = name(Symbol(target, index: entry.symbol.index))
    func value(_ value: RealNumber) -> String { "\(digits.number.relation(value).latex) \(digits.latex(value))" }
    return "\(name(entry.symbol)) \(align)\(value(entry.comparison.analytic)), \\quad "
      + "\\frac{L(\(parameter) + h) - L(\(parameter) - h)}{2h} \(value(entry.comparison.difference))"
  }

  /// `δx_1 = δy_1 · f'(s_1) · W_{11} + … = (-2) \cdot 1 \cdot … \approx 3.1673`.
  private func sum(_ step: DerivationStep, _ terms: DerivationTerms, align: String) -> String {
    guard let symbol = step.symbol, let value = step.value else { return "" }
    // A bracket that is 0 is the whole entry.
    func joined(_ text: (Factor) -> String) -> String {
      terms.map { term in
        // A sign beside a sign stands in parentheses.
        let needsBrackets = if case .expression? = term.factors.first?.origin { terms.count > 1 } else { false }
        let body = term.factors.map(text).joined(separator: " \\cdot ")
        return needsBrackets ? "\\left(\(body)\\right)" : body
      }.joined(separator: " + ")
    }
    let isOneNumber = step.factors.count == 1 && step.factors[0].inputs.count == 1
    let contents: [StepChain.Content] = isOneNumber ? [.symbols, .value] : [.symbols, .numbers, .value]
    let links = StepChain(step, number).links(contents).map { link in
      let text =
        switch link.content {
        case .symbols: joined { name($0) }
        case .numbers: joined { factor($0) }
        default: latex(value)
        }
      return "\(link.relation.latex) \(text)"
    }
    return "\(name(symbol)) \(align)\(links.joined(separator: " "))"
  }

  private func factor(_ factor: Factor) -> String {
    number.formula(factor).map { LaTeXWriter.latex($0.withPowersOfE.mathNode(names)) } ?? self.factor(factor.value)
  }

  private func factor(_ value: RealNumber) -> String {
    let text = latex(value)
    return text.hasPrefix("-") || (number.isExact && value.isWrittenAsSum) ? "(\(text))" : text
  }

  private func latex(_ value: RealNumber) -> String {
    guard number.isExact, let exact = value.exact else {
      let text = number.text(value).swapping("−", for: "-")
      guard let times = text.firstRange(of: "×10") else { return text }
      let power = text[times.upperBound...].map { Self.digits[$0] ?? $0 }
      return "\(text[..<times.lowerBound]) \\cdot 10^{\(String(power))}"
    }
    let (above, below) = exact.fraction
    guard !below.isEmpty else { return Self.latex(above) }
    let powers = below.map { part in
      let base =
        below.count > 1 || part.exponent > 1 ? "\\left(\(Self.latex(part.base))\\right)" : Self.latex(part.base)
      return base + (part.exponent > 1 ? "^{\(part.exponent)}" : "")
    }
    return "\\frac{\(Self.latex(above))}{\(powers.joined(separator: " "))}"
  }

  private static func latex(_ sum: ExactSum) -> String {
    guard !sum.isZero else { return "0" }
    var text = ""
    for term in sum.terms {
      let isNegative = term.coefficient.signum < 0
      let size = Self.fraction(term.coefficient.magnitude)
      let power = "e^{\(term.exponent)}"
      let body = term.exponent.isZero ? size : size == "1" ? power : "\(size) \\cdot \(power)"
      text += text.isEmpty ? (isNegative ? "-" : "") + body : (isNegative ? " - " : " + ") + body
    }
    return text
  }

  private static let digits: [Character: Character] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "-",
  ]

  private static func fraction(_ value: Rational) -> String {
    value.isInteger ? "\(value)" : "\\tfrac{\(value.numerator)}{\(value.denominator)}"
  }
}

extension Formula {
  /// `e^u` for `exp(u)`, as it is set.
  fileprivate var withPowersOfE: Formula {
    if case .applied(.exp, let arguments) = node {
      return Formula(.operation(.power, Formula(.constant(.e)), arguments[0].withPowersOfE))
    }
    return mapping(\.withPowersOfE)
  }
}
