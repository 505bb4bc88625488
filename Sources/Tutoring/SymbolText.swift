import LayerMath
import TextLayout

/// The quantities as they are written on screen; the same names everywhere.
package enum SymbolText {
  /// `W`, `δy`, `f′(s)`, `∂y/∂x`.
  package static func name(_ quantity: Quantity) -> String {
    switch quantity {
    case .w: "W"
    case .x: "x"
    case .deltaY: "δy"
    case .s: "s"
    case .y: "y"
    case .fPrime: "f′(s)"
    case .deltaS: "δs"
    case .jacobian: "∂y/∂x"
    case .parameterJacobian: "∂y/∂W"
    case .deltaX: "δx"
    case .deltaW: "δW"
    }
  }

  /// `W₂₁`, `f′(s₂)`, `∂y₁/∂x₂`; `W[2,10]` where digits would run together.
  package static func name(_ symbol: Symbol) -> String {
    let i = symbol.index
    return switch symbol.quantity {
    case .fPrime: "f′(s\(sub([i[0]])))"
    case .jacobian: "∂y\(sub([i[0]]))/∂x\(sub([i[1]]))"
    case .parameterJacobian: "∂y\(sub([i[0]]))/∂W\(sub([i[1], i[2]]))"
    default: name(symbol.quantity) + sub(i)
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
  package static func title(_ id: StepID) -> String {
    switch id {
    case .entry(let symbol): name(symbol)
    case .vectorForm(let quantity): "\(name(quantity)) in vector form"
    case .check(let quantity): "check of \(name(quantity))"
    }
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

  /// The general formula of a step as LaTeX.
  package static func formula(_ id: StepID) -> String {
    switch id {
    case .vectorForm(.deltaX): #"\delta x = W^T (\delta y \odot f'(s))"#
    case .vectorForm: #"\delta W = (\delta y \odot f'(s)) \, x^T"#
    case .check(.deltaX): #"\delta x_j \approx \frac{L(x_j + h) - L(x_j - h)}{2h}"#
    case .check: #"\delta W_{kj} \approx \frac{L(W_{kj} + h) - L(W_{kj} - h)}{2h}"#
    case .entry(let symbol):
      switch symbol.quantity {
      case .s: #"s_k = \sum_{j=1}^n W_{kj} \, x_j"#
      case .y:
        #"y_k = f(s_k) = \begin{cases} s_k & \text{if } s_k > 0 \\ \exp(s_k) - 1 & \text{if } s_k \le 0 \end{cases}"#
      case .fPrime: #"f'(s_k) = \begin{cases} 1 & \text{if } s_k > 0 \\ \exp(s_k) & \text{if } s_k \le 0 \end{cases}"#
      case .deltaS: #"\delta s_k = \delta y_k \cdot f'(s_k)"#
      case .jacobian: #"\frac{\partial y_k}{\partial x_j} = f'(s_k) \cdot W_{kj}"#
      case .parameterJacobian: #"\frac{\partial y_i}{\partial W_{kj}} = [i = k] \cdot f'(s_k) \cdot x_j"#
      case .deltaX: #"\delta x_j = \sum_{k=1}^K \delta y_k \cdot f'(s_k) \cdot W_{kj}"#
      default: #"\delta W_{kj} = \delta y_k \cdot f'(s_k) \cdot x_j"#
      }
    }
  }
}
