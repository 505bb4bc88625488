extension Formula {
  /// Whether it is a column vector whatever the layer: `x`, `δy ⊙ f′(s)`, `W x`.
  var isVectorByItself: Bool {
    switch node {
    case .quantity(let quantity): quantity.rank == 1
    case .negated(let inside): inside.isVectorByItself
    case .operation(.add, let a, let b), .operation(.subtract, let a, let b), .operation(.hadamard, let a, let b):
      a.isVectorByItself && b.isVectorByItself
    case .operation(.multiply, let a, let b): a.isMatrixByItself && b.isVectorByItself
    case .applied(.total, _), .applied(.diag, _): false
    case .applied(_, let arguments): arguments.count == 1 && arguments[0].isVectorByItself
    default: false
    }
  }

  private var isMatrixByItself: Bool {
    switch node {
    case .quantity(let quantity): quantity.rank == 2
    case .transposed(let inside): inside.isMatrixByItself
    default: false
    }
  }
}
