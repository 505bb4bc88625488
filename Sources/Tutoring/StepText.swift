import LayerMath
import TextLayout

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
    case .application(_, let argument, let piece): application(step, argument, piece)
    case .vectorForm: vectorForm(step.quantity)
    case .check(let entries, let total):
      check(entries, total: total) + [CheckText(derivation.check([step.quantity], limit: 36)).leftOut].compactMap { $0 }
    }
  }

  private func sum(_ step: DerivationStep, _ terms: DerivationTerms) -> [String] {
    guard let symbol = step.symbol else { return [] }
    let contents: [StepChain.Content] = [.symbols, .numbers] + (terms.count > 1 ? [.products] : []) + [.value]
    let links = StepChain(step, number).links(contents)
    let isSummand = terms.count > 1
    func joined(_ text: (Factor) -> String) -> String {
      terms.map { $0.factors.map(text).joined(separator: "·") }.joined(separator: " + ")
    }
    return [derivation.names.name(symbol)]
      + links.map { link in
        let text =
          switch link.content {
          case .symbols: joined { derivation.names.name($0, isSummand: isSummand) }
          case .numbers: joined { number.factor($0, isSummand: isSummand) }
          case .products: terms.map { number.factor($0.value) }.joined(separator: " + ")
          default: step.value.map(number.text) ?? ""
          }
        return "\(link.relation) \(text)"
      }
  }

  private func application(_ step: DerivationStep, _ argument: Factor, _ piece: Activation.Piece) -> [String] {
    guard let symbol = step.symbol, let value = step.value, let s = argument.symbol else { return [] }
    let isValue = symbol.quantity == .y
    let name = derivation.names.name(s)
    let shown = number.text(argument.value)
    let links = StepChain(step, number).links(
      [.call(isValue ? .symbol : .number), StepChain.piece(piece, symbol.quantity), .value])
    let parameter = derivation.activation.trained.map { number.text(RealNumber($0)) }
    let range = piece.range
    let reason = range.isEmpty ? "" : ", since \(name) \(number.relation(argument.value)) \(shown) \(range)"
    return [derivation.names.name(symbol)]
      + links.map { link in
        let text =
          switch link.content {
          case .call(let part): StepChain.call(symbol.quantity, part == .symbol ? name : shown, derivation.names)
          case .piece(.symbol):
            piece.text(of: symbol.quantity, at: name, parameter: derivation.names.screen(.a)) + reason
          case .piece: piece.text(of: symbol.quantity, at: shown, parameter: parameter) + reason
          default: number.text(value)
          }
        return "\(link.relation) \(text)"
      }
  }

  private func vectorForm(_ quantity: Quantity) -> [String] {
    let form = derivation.rules[quantity]?.vectorForm
    return [form.map { derivation.names.row($0) } ?? derivation.names.name(quantity), whole(quantity)]
  }

  private func check(_ entries: [DerivationStep.CheckedEntry], total: Int) -> [String] {
    var lines = lines(entries)
    if total > entries.count { lines.append("(the first \(entries.count) of \(total) entries)") }
    return lines
  }

  /// `δx₁: formula 3.16734762, central difference 3.16734762: agree`.
  package func lines(_ entries: [DerivationStep.CheckedEntry]) -> [String] {
    let digits = number.forCheck
    return entries.map { entry in
      "\(derivation.names.name(entry.symbol)): formula \(digits.text(entry.comparison.analytic)), central difference "
        + "\(digits.text(entry.comparison.difference)): \(entry.comparison.agrees ? "agree" : "DIFFER")"
    }
  }

  /// `δW ≈ [2 −1; −0.3347 0.1673]`.
  package func named(_ quantity: Quantity) -> String { "\(derivation.names.name(quantity)) \(whole(quantity))" }

  /// `≈ [2 −1; −0.3347 0.1673]`, all entries of a quantity; those that were given stand as they were given.
  private func whole(_ quantity: Quantity) -> String {
    let values = derivation.symbols(quantity).map { derivation.value(of: $0) }
    var relation = Relation.equal
    let entries = values.map { value -> String in
      guard number.relation(value) == .approximate else { return number.text(value) }
      if derivation.isGiven(quantity), let given = value.rational.map(NumberText.given), given.count <= 24 {
        return given
      }
      relation = .approximate
      return number.text(value)
    }
    let shape = derivation.shape(quantity)
    if shape.isEmpty { return "\(relation) \(entries.joined())" }
    let list = shape.count == 1 ? entries.joined(separator: ", ") : Self.rows(entries, columns: shape[1])
    return "\(relation) [\(list)]"
  }

  /// `2 −1; −0.3347 0.1673`.
  package static func rows(_ entries: [String], columns: Int) -> String {
    // An exact entry has blanks in it, so commas keep entries apart.
    let separator = entries.contains { $0.contains(" ") } ? ", " : " "
    return stride(from: 0, to: entries.count, by: max(1, columns)).map {
      entries[$0..<min(entries.count, $0 + columns)].joined(separator: separator)
    }.joined(separator: "; ")
  }
}
