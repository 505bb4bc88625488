#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Loss {
  /// `L`, any `ŷ` and `δy` in machine numbers, for large layers.
  ///
  /// A softmax is taken with its largest output subtracted, so that no exponential overflows.
  func doubles(y: [Double], t: [Double]) -> (loss: Double, softmax: [Double], deltaY: [Double]) {
    if isSoftmax {
      let largest = y.max() ?? 0
      let powers = y.map { exp($0 - largest) }
      let total = powers.reduce(0, +)
      let targets = t.reduce(0, +)
      let softmax = powers.map { $0 / total }
      let loss = zip(y, t).reduce(0) { $0 + $1.1 * (largest + log(total) - $1.0) }
      return (loss, softmax, zip(softmax, t).map { $0 * targets - $1 })
    }
    let value = PairFunction(term, units: y.count)
    let slope = PairFunction(slope, units: y.count)
    let loss = zip(y, t).reduce(0) { $0 + (value?($1.0, $1.1) ?? .nan) }
    return (loss, [], zip(y, t).map { slope?($0, $1) ?? .nan })
  }
}

/// A formula over `y_k` and `t_k` in machine numbers.
private struct PairFunction {
  private let body: (Double, Double) -> Double

  func callAsFunction(_ y: Double, _ t: Double) -> Double { body(y, t) }

  private init(_ body: @escaping (Double, Double) -> Double) { self.body = body }

  init?(_ formula: Formula, units: Int) {
    if let value = formula.rationalConstant?.double {
      self.init { _, _ in value }
      return
    }
    if formula == .output || formula == .target {
      let isOutput = formula == .output
      self.init { isOutput ? $0 : $1 }
      return
    }
    switch formula.node {
    case .constant(.e): self.init { _, _ in M_E }
    case .constant(.k): self.init { _, _ in Double(units) }
    case .negated(let inside):
      guard let inside = PairFunction(inside, units: units) else { return nil }
      self.init { -inside($0, $1) }
    case .applied(let function, let arguments) where function == .exp || function == .ln:
      guard let inside = PairFunction(arguments[0], units: units) else { return nil }
      self.init { function == .exp ? exp(inside($0, $1)) : log(inside($0, $1)) }
    case .operation(let sign, let a, let b):
      guard let first = PairFunction(a, units: units), let second = PairFunction(b, units: units) else { return nil }
      switch sign {
      case .add: self.init { first($0, $1) + second($0, $1) }
      case .subtract: self.init { first($0, $1) - second($0, $1) }
      case .multiply, .hadamard:
        // `0 · ln 0` is 0, as in PyTorch.
        self.init { y, t in
          let factor = first(y, t)
          return factor == 0 ? 0 : factor * second(y, t)
        }
      case .divide, .hadamardDivide: self.init { first($0, $1) / second($0, $1) }
      case .power: self.init { pow(first($0, $1), second($0, $1)) }
      }
    default: return nil
    }
  }
}
