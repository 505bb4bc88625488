import LayerMath

/// The sentences beside a step: where a number comes from, and what a finished entry says.
package enum StepReason {
  /// `W₁₂ = −0.5: given, row 1, column 2 of W`.
  package static func origin(_ factor: Factor, _ number: NumberText) -> String {
    let value = "\(number.relation(factor.value)) \(number.text(factor.value))"
    switch factor.origin {
    case .given:
      guard let symbol = factor.symbol else { return "" }
      return "\(SymbolText.name(symbol)) \(value): given, \(place(symbol))"
    case .step(let id): return "\(SymbolText.title(id)) \(value): from step \(id)"
    case .kronecker(let i, let k):
      return i == k
        ? "[\(i) = \(k)] = 1: this weight belongs to unit \(i)"
        : "[\(i) = \(k)] = 0: the weight belongs to unit \(k), so output \(i) does not depend on it"
    }
  }

  private static func place(_ symbol: Symbol) -> String {
    let i = symbol.index
    return switch symbol.quantity.role {
    case .parameter where i.count > 1: "row \(i[0]), column \(i[1]) of \(SymbolText.name(symbol.quantity))"
    case .parameter: "the bias of unit \(i[0])"
    case .input: "input \(i[0])"
    default: "the gradient that arrives at output \(i[0])"
    }
  }

  /// What an entry says once its value is there; empty where the number says it.
  package static func conclusion(_ step: DerivationStep, in derivation: Derivation) -> String {
    guard let symbol = step.symbol else { return "" }
    switch symbol.quantity.role {
    case .parameter, .input, .arriving, .slope: return ""
    case .forward:
      guard let unit = symbol.unit, case .sum? = step.rule?.body else { return "" }
      return ActivationWords(derivation.activation).piece(of: unit, at: derivation.s(unit))
    case .jacobian(let parameter) where parameter.role == .parameter:
      return symbol.index[0] == symbol.unit
        ? "a derivative of an output: this entry answers the question" : "0, whatever the other numbers are"
    case .jacobian: return "a derivative of an output, as the question asks; δy comes in later"
    case .gradient(let target):
      switch target.role {
      case .parameter:
        let name = target.rank > 1 ? "weight" : "bias"
        return "one path only: the \(name) reaches unit \(symbol.unit ?? 1) alone"
      case .input: return "one term per unit, since input \(symbol.index[0]) reaches every unit"
      default:
        let users = derivation.rules.whole.map(SymbolText.name)
        let (first, last) = (users.dropLast().joined(separator: ", "), users.last ?? "")
        return "the gradient at \(SymbolText.name(Symbol(target, index: symbol.index))); "
          + "\(first) and \(last) \(users.count == 2 ? "both" : "all") use it"
      }
    }
  }
}
