import LayerMath
import TextLayout

/// The sentences beside a step: where a number comes from, and what a finished entry says.
package enum StepReason {
  /// `W₁₂ = −0.5: given, row 1, column 2 of W`.
  package static func origin(_ factor: Factor, _ number: NumberText, _ names: Naming) -> String {
    let value = "\(number.relation(factor.value)) \(number.text(factor.value))"
    switch factor.origin {
    case .given:
      guard let symbol = factor.symbol else { return "" }
      return "\(names.name(symbol)) \(value): given, \(place(symbol, names))"
    case .step(let id): return "\(names.title(id)) \(value): from step \(id)"
    case .expression(_, let inputs):
      return inputs.map { "\(names.name($0.symbol)) \(number.relation($0.value)) \(number.text($0.value))" }
        .joined(separator: ", ")
    case .kronecker(let i, let k):
      return i == k
        ? "[\(i) = \(k)] = 1: this weight belongs to unit \(i)"
        : "[\(i) = \(k)] = 0: the weight belongs to unit \(k), so output \(i) does not depend on it"
    }
  }

  private static func place(_ symbol: Symbol, _ names: Naming) -> String {
    let i = symbol.index
    return switch symbol.quantity.role {
    case .parameter where i.isEmpty: "the parameter of f, shared by all units"
    case .parameter where i.count > 1 && names.isOfOneUnit: "entry \(i[1]) of \(names.name(symbol.quantity))"
    case .parameter where i.count > 1: "row \(i[0]), column \(i[1]) of \(names.name(symbol.quantity))"
    case .parameter: names.isOfOneUnit ? "the bias" : "the bias of unit \(i[0])"
    case .input: "input \(i[0])"
    case .target: names.isOfOneUnit ? "what the output should be" : "what output \(i[0]) should be"
    default: "the gradient that arrives at output \(i[0])"
    }
  }

  /// What is said before the first number of a step is put in.
  package static func opening(_ step: DerivationStep, in derivation: Derivation) -> String {
    let general = "→ puts in the numbers, one factor at a time"
    guard let symbol = step.symbol else { return general }
    switch symbol.quantity.role {
    case .jacobian(let parameter) where parameter.role == .parameter && symbol.index.count > 1:
      return
        "[i = k] is 1 where i = k, else 0: a \(parameter.rank > 1 ? "weight" : "bias") of unit k moves output k alone"
    case .gradient(let target): return chain(to: target, in: derivation).map { "chain rule: \($0)" } ?? general
    default: return general
    }
  }

  /// `∂L/∂xⱼ = Σₖ ∂L/∂yₖ ∂yₖ/∂sₖ ∂sₖ/∂xⱼ`: the rule of the chain from which a gradient comes; `nil` where it has one link.
  private static func chain(to target: Quantity, in derivation: Derivation) -> String? {
    guard target.role == .input || target.role == .parameter else { return nil }
    let letters = target.row.letters
    let entry = letters.isEmpty ? target.rawValue : "\(target.rawValue)_\(letters)"
    let sum = letters.contains("k") ? "" : "sum_k "
    // A parameter of f stands in y itself.
    let links = letters.isEmpty ? "dy_k/d\(entry)" : "dy_k/ds_k ds_k/d\(entry)"
    let line = "dL/d\(entry) = \(sum)dL/dy_k \(links)"
    return (try? FormulaParser.formula(line)).map { derivation.names.row($0) }
  }

  /// What an entry says once its value is there; empty where the number says it.
  package static func conclusion(_ step: DerivationStep, in derivation: Derivation) -> String {
    guard let symbol = step.symbol else { return "" }
    let names = derivation.names
    switch symbol.quantity.role {
    case .parameter, .input, .target, .slope: return ""
    case .arriving: return "how the loss moves with output \(symbol.index[0]): what arrives there"
    case .forward where symbol.quantity == .loss: return "the loss: one number for the whole layer"
    case .forward where symbol.quantity == .softmax:
      return "the share of class \(symbol.index[0]); all shares add up to 1"
    case .forward:
      guard let unit = symbol.unit, case .sum? = step.rule?.body else { return "" }
      return ActivationWords(derivation.activation, names).piece(of: unit, at: derivation.s(unit))
    case .jacobian(let parameter) where parameter.rank == 0:
      return "a derivative of an output: this entry answers the question for \(names.name(parameter))"
    case .jacobian(let parameter) where parameter.role == .parameter:
      return symbol.index[0] == symbol.unit
        ? "a derivative of an output: this entry answers the question"
        : "0, as for every k ≠ \(symbol.index[0]): \(names.name(Symbol(.y, symbol.index[0]))) does not see those "
          + (parameter.rank > 1 ? "weights" : "biases")
    case .jacobian: return "what the question asks for: a derivative of an output"
    case .gradient(let target):
      switch target.role {
      case .parameter where target.rank == 0:
        return "one term per unit, since all units share \(names.name(target))"
      case .parameter:
        let name = target.rank > 1 ? "weight" : "bias"
        return "one path only: the \(name) reaches unit \(symbol.unit ?? 1) alone"
      case .input: return "one term per unit, since input \(symbol.index[0]) reaches every unit"
      default:
        if let shortcut = derivation.rules[symbol.quantity]?.shortcut, let unit = symbol.unit,
          let right = (try? FormulaParser.formula(shortcut))?.equationSides?.last
        {
          let text = names.row(right.putting(unit: unit))
          return "the same without a detour, for every s and t: \(names.name(symbol)) = \(text)"
        }
        let users = derivation.rules.whole.filter { $0 != .deltaA }.map(names.name)
        let (first, last) = (users.dropLast().joined(separator: ", "), users.last ?? "")
        return "the gradient at \(names.name(Symbol(target, index: symbol.index))); "
          + "\(first) and \(last) \(users.count == 2 ? "both" : "all") use it"
      }
    }
  }
}
