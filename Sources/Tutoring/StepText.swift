import LayerMath

/// A step as plain lines: for terminals without a screen, screen readers, and `solve`.
package struct StepText {
  package let derivation: Derivation
  package let number: NumberText

  package init(_ derivation: Derivation, number: NumberText) {
    self.derivation = derivation
    self.number = number
  }

  /// `δx₂ = δy₁·f′(s₁)·W₁₂ + … = (−2)·1·(−0.5) + … = 1 + (−0.6694) ≈ 0.3306`, one relation a line.
  package func lines(_ step: DerivationStep) -> [String] {
    switch step.body {
    case .sum(let terms): sum(step, terms)
    case .application(_, let argument, let branch): application(step, argument, branch)
    case .vectorForm: vectorForm(step.quantity)
    case .check(let entries, let total): check(entries, total: total)
    }
  }

  private func sum(_ step: DerivationStep, _ terms: DerivationTerms) -> [String] {
    guard let symbol = step.symbol, let value = step.value else { return [] }
    var lines = [SymbolText.name(symbol)]
    lines.append(
      "= "
        + terms.map { term in
          term.factors.map { factor in
            if let part = factor.symbol { return SymbolText.name(part) }
            if case .kronecker(let i, let k) = factor.origin { return "[\(i) = \(k)]" }
            return ""
          }.joined(separator: "·")
        }.joined(separator: " + "))
    let rounded = step.factors.contains { number.isRounded($0.value) } ? "≈ " : "= "
    lines.append(
      rounded + terms.map { $0.factors.map { number.factor($0.value) }.joined(separator: "·") }.joined(separator: " + ")
    )
    let roundedTerms = terms.contains { number.isRounded($0.value) } ? "≈ " : "= "
    if terms.count > 1 { lines.append(roundedTerms + terms.map { number.factor($0.value) }.joined(separator: " + ")) }
    lines.append("\(number.relation(value)) \(number.text(value))")
    return lines
  }

  private func application(_ step: DerivationStep, _ argument: Factor, _ branch: ELU.Branch) -> [String] {
    guard let symbol = step.symbol, let value = step.value, let s = argument.symbol else { return [] }
    let isValue = symbol.quantity == .y
    let name = SymbolText.name(s)
    let shown = number.text(argument.value)
    let formula: String
    if branch == .linear {
      formula = isValue ? name : "1"
    } else {
      formula = isValue ? "exp(\(shown)) − 1" : "exp(\(shown))"
    }
    let reason = branch == .linear ? "since \(name) = \(shown) > 0" : "since \(name) = \(shown) ≤ 0"
    return [
      SymbolText.name(symbol), isValue ? "= f(\(name))" : "= f′(\(shown))", "= \(formula), \(reason)",
      "\(number.relation(value)) \(number.text(value))",
    ]
  }

  private func vectorForm(_ quantity: Quantity) -> [String] {
    let right = quantity == .deltaX ? "Wᵀ(δy ⊙ f′(s))" : "(δy ⊙ f′(s)) xᵀ"
    return ["\(SymbolText.name(quantity)) = \(right)", "= \(matrix(quantity))"]
  }

  private func check(_ entries: [DerivationStep.CheckedEntry], total: Int) -> [String] {
    var lines = lines(entries)
    if total > entries.count { lines.append("(the first \(entries.count) of \(total) entries)") }
    return lines
  }

  /// `δx₁: formula 3.16734762, central difference 3.16734762: agree`.
  package func lines(_ entries: [DerivationStep.CheckedEntry]) -> [String] {
    var digits = number
    digits.precision = max(8, number.precision)
    digits.isExact = false
    return entries.map { entry in
      "\(SymbolText.name(entry.symbol)): formula \(digits.text(entry.comparison.analytic)), central difference "
        + "\(digits.text(entry.comparison.difference)): \(entry.comparison.agrees ? "agree" : "DIFFER")"
    }
  }

  /// `[2 −1; −0.3347 0.1673]`, all entries of a quantity.
  package func matrix(_ quantity: Quantity) -> String {
    let shape = derivation.shape(quantity)
    func entry(_ index: [Int]) -> String { number.text(derivation.value(of: Symbol(quantity, index: index))) }
    if shape.count == 1 { return "[" + (1...shape[0]).map { entry([$0]) }.joined(separator: ", ") + "]" }
    return "["
      + (1...shape[0]).map { row in (1...shape[1]).map { entry([row, $0]) }.joined(separator: " ") }.joined(
        separator: "; ")
      + "]"
  }
}
