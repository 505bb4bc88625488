import LayerMath
import TextLayout

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
    case .expression(_, let inputs):
      return inputs.map { "\(SymbolText.name($0.symbol)) \(number.relation($0.value)) \(number.text($0.value))" }
        .joined(separator: ", ")
    case .kronecker(let i, let k):
      return i == k
        ? "[\(i) = \(k)] = 1: this weight belongs to unit \(i)"
        : "[\(i) = \(k)] = 0: the weight belongs to unit \(k), so output \(i) does not depend on it"
    }
  }

  private static func place(_ symbol: Symbol) -> String {
    let i = symbol.index
    return switch symbol.quantity.role {
    case .parameter where i.isEmpty: "the parameter of f, shared by all units"
    case .parameter where i.count > 1: "row \(i[0]), column \(i[1]) of \(SymbolText.name(symbol.quantity))"
    case .parameter: "the bias of unit \(i[0])"
    case .input: "input \(i[0])"
    case .target: "what output \(i[0]) should be"
    default: "the gradient that arrives at output \(i[0])"
    }
  }

  /// What an entry says once its value is there; empty where the number says it.
  package static func conclusion(_ step: DerivationStep, in derivation: Derivation) -> String {
    guard let symbol = step.symbol else { return "" }
    switch symbol.quantity.role {
    case .parameter, .input, .target, .slope: return ""
    case .arriving: return "how the loss moves with output \(symbol.index[0]): what arrives there"
    case .forward where symbol.quantity == .loss: return "the loss: one number for the whole layer"
    case .forward where symbol.quantity == .softmax:
      return "the share of class \(symbol.index[0]); all shares add up to 1"
    case .forward:
      guard let unit = symbol.unit, case .sum? = step.rule?.body else { return "" }
      return ActivationWords(derivation.activation).piece(of: unit, at: derivation.s(unit))
    case .jacobian(let parameter) where parameter.rank == 0:
      return "a derivative of an output: this entry answers the question for \(SymbolText.name(parameter))"
    case .jacobian(let parameter) where parameter.role == .parameter:
      return symbol.index[0] == symbol.unit
        ? "a derivative of an output: this entry answers the question" : "0, whatever the other numbers are"
    case .jacobian: return "a derivative of an output, as the question asks; δy comes in later"
    case .gradient(let target):
      switch target.role {
      case .parameter where target.rank == 0:
        return "one term per unit, since all units share \(SymbolText.name(target))"
      case .parameter:
        let name = target.rank > 1 ? "weight" : "bias"
        return "one path only: the \(name) reaches unit \(symbol.unit ?? 1) alone"
      case .input: return "one term per unit, since input \(symbol.index[0]) reaches every unit"
      default:
        if let shortcut = derivation.rules[symbol.quantity]?.shortcut, let unit = symbol.unit,
          let right = (try? FormulaParser.formula(shortcut))?.equationSides?.last
        {
          let text = InlineMath.text(right.putting(unit: unit).mathNode)
          return "the same without a detour, for every s and t: \(SymbolText.name(symbol)) = \(text)"
        }
        let users = derivation.rules.whole.filter { $0 != .deltaA }.map(SymbolText.name)
        let (first, last) = (users.dropLast().joined(separator: ", "), users.last ?? "")
        return "the gradient at \(SymbolText.name(Symbol(target, index: symbol.index))); "
          + "\(first) and \(last) \(users.count == 2 ? "both" : "all") use it"
      }
    }
  }
}
