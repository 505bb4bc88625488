import LayerMath
import TextLayout

/// Sizes and stages as they are written on screen.
package enum SymbolText {
  /// `K = 1 unit, n = 2 inputs`.
  package static func size(_ example: LayerExample) -> String {
    "K = \(example.k) \(example.k == 1 ? "unit" : "units"), n = \(example.n) \(example.n == 1 ? "input" : "inputs")"
  }

  package static func title(_ stage: Stage) -> String {
    switch stage {
    case .forward: "Forward message"
    case .slopes: "Slopes"
    case .backward: "Backward message"
    case .parameter: "Parameter message"
    case .vector: "Vector form"
    case .check: "Gradient check"
    }
  }
}

/// The quantities as they are written on screen; the same names everywhere.
extension Naming {
  /// `W`, `δy`, `f′(s)`, `∂y/∂x`.
  package func name(_ quantity: Quantity) -> String { screen(quantity) }

  /// `W₂₁`, `f′(s₂)`, `∂y₁/∂x₂`; `W[2,10]` where digits would run together.
  package func name(_ symbol: Symbol) -> String {
    switch symbol.quantity.role {
    case .slope(let argument): "\(functionScreen)′(\(name(Symbol(argument, index: symbol.index))))"
    case .jacobian(let parameter):
      "∂\(name(symbol.output))/∂\(name(Symbol(parameter, index: Array(symbol.index.dropFirst()))))"
    default: name(symbol.quantity) + Self.sub(written(symbol.index, of: symbol.quantity))
    }
  }

  /// A factor of a term: an entry, the bracket `[1 = 2]`, or an expression.
  package func name(_ factor: Factor, isSummand: Bool = false) -> String {
    switch factor.origin {
    case .kronecker(let i, let k): "[\(i) = \(k)]"
    case .expression(let formula, _): row(formula, isSummand: isSummand)
    default: factor.symbol.map(name) ?? ""
    }
  }

  private static func sub(_ index: [Int]) -> String {
    if index.count > 1 && index.contains(where: { $0 > 9 }) {
      return "[" + index.map(String.init).joined(separator: ",") + "]"
    }
    let digits = index.map(String.init).joined()
    return ScriptGlyphs.subscripted(digits) ?? digits
  }

  /// What a step computes, for titles: `δx₂`, `δx in vector form`, `check of δW`.
  package func title(_ id: StepID) -> String {
    switch id {
    case .entry(let symbol): name(symbol)
    case .vectorForm(let quantity): "\(name(quantity)) in vector form"
    case .check(let quantity): "check of \(name(quantity))"
    }
  }
}
