#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A formula in `s_k` alone in machine numbers: for large layers and for curves.
struct DoubleFunction: Sendable {
  private let body: @Sendable (Double) -> Double

  func callAsFunction(_ s: Double) -> Double { body(s) }

  private init(_ body: @escaping @Sendable (Double) -> Double) { self.body = body }

  /// `nil` for a formula with decisions, or with more than one number in it; pieces have neither.
  init?(_ formula: Formula) {
    if let value = formula.rationalConstant?.double {
      self.init { _ in value }
      return
    }
    switch formula.node {
    case .entry: self.init { $0 }
    case .constant(.e): self.init { _ in M_E }
    case .negated(let inside):
      guard let inside = DoubleFunction(inside) else { return nil }
      self.init { -inside($0) }
    case .applied(.exp, let arguments):
      guard let inside = DoubleFunction(arguments[0]) else { return nil }
      self.init { exp(inside($0)) }
    case .applied(.ln, let arguments):
      // ln(1 + u) keeps its digits where u is small.
      if case .operation(.add, let one, let rest) = arguments[0].node, one.rationalConstant == .one,
        let rest = DoubleFunction(rest)
      {
        self.init { log1p(rest($0)) }
        return
      }
      guard let inside = DoubleFunction(arguments[0]) else { return nil }
      self.init { log(inside($0)) }
    case .operation(let sign, let a, let b):
      // exp(u) − 1 keeps its digits where u is small.
      if sign == .subtract, b.rationalConstant == .one, case .applied(.exp, let arguments) = a.node,
        let inside = DoubleFunction(arguments[0])
      {
        self.init { expm1(inside($0)) }
        return
      }
      guard let first = DoubleFunction(a), let second = DoubleFunction(b) else { return nil }
      switch sign {
      case .add: self.init { first($0) + second($0) }
      case .subtract: self.init { first($0) - second($0) }
      case .multiply, .hadamard: self.init { first($0) * second($0) }
      case .divide, .hadamardDivide: self.init { first($0) / second($0) }
      case .power:
        if let count = b.rationalConstant, count == Rational(2) {
          self.init {
            let base = first($0)
            return base * base
          }
        } else {
          self.init { pow(first($0), second($0)) }
        }
      }
    default: return nil
    }
  }
}

extension Activation {
  /// What f comes near to far out on either side, where it is not constant there.
  package var asymptotes: [Double] {
    if isELU { return [-1] }
    return [(-1.0, pieces.first), (1.0, pieces.last)].compactMap { side, piece in
      guard let piece, piece.slope.rationalConstant == nil else { return nil }
      let (near, far) = (doubles(at: side * 1e5).value, doubles(at: side * 1e6).value)
      return near.isFinite && far.isFinite && abs(near - far) < 1e-4 ? (far * 1e4).rounded() / 1e4 : nil
    }
  }

  /// `f(s)` and `f′(s)` in machine numbers.
  ///
  /// For sigmoid, tanh, swish and softplus in forms that overflow nowhere; each is tested against its formula.
  package func doubles(at s: Double) -> (value: Double, slope: Double) {
    switch kind {
    case .elu where alpha == .one: return s > 0 ? (s, 1) : (expm1(s), exp(s))
    case .relu: return s > 0 ? (s, 1) : (0, 0)
    case .identity: return (s, 1)
    case .sigmoid:
      let y = Self.logistic(s)
      return (y, y * Self.logistic(-s))
    case .tanh:
      let y = Self.hyperbolicTangent(s)
      let small = exp(-2 * abs(s))
      return (y, 4 * small / ((1 + small) * (1 + small)))
    case .swish:
      let y = Self.logistic(s)
      return (s * y, y + s * y * Self.logistic(-s))
    case .softplus: return (max(s, 0) + log1p(exp(-abs(s))), Self.logistic(s))
    default:
      guard let piece = machinePiece(at: s) else { return carefully(at: s) }
      let (value, slope) = (piece.value(s), piece.slope(s))
      guard value.isFinite, slope.isFinite else { return carefully(at: s) }
      return (value, slope)
    }
  }

  private func machinePiece(at s: Double) -> MachinePiece? {
    let all = machinePieces.value
    guard all.count == pieces.count, let first = all.first else { return nil }
    return all.last { $0.low < s || $0.low == s && $0.hasLow } ?? first
  }

  /// `∂f/∂a` in machine numbers.
  func parameterSlope(doublesAt s: Double) -> Double {
    if let slope = machinePiece(at: s)?.parameterSlope(s), slope.isFinite { return slope }
    return (try? Rational(shortest: s)).map { parameterSlope(at: $0).double } ?? .nan
  }

  /// Where machine numbers overflow on the way: `(e^s − 1)/(e^s + 1)` at 800 is 1.
  private func carefully(at s: Double) -> (value: Double, slope: Double) {
    guard let place = try? Rational(shortest: s) else { return (.nan, .nan) }
    return (value(at: place).double, slope(at: place).double)
  }

  private static func hyperbolicTangent(_ s: Double) -> Double {
    // (1 − e^{−2|s|})/(1 + e^{−2|s|}), with the digits of expm1 near 0.
    let small = expm1(-2 * abs(s))
    return (s < 0 ? small : -small) / (2 + small)
  }

  private static func logistic(_ s: Double) -> Double {
    let small = exp(-abs(s))
    return (s < 0 ? small : 1) / (1 + small)
  }

  /// A piece in machine numbers.
  struct MachinePiece: Sendable {
    let low: Double
    let hasLow: Bool
    let value: DoubleFunction
    let slope: DoubleFunction
    let parameterSlope: DoubleFunction

    init?(_ piece: Piece) {
      guard let value = DoubleFunction(piece.value.with(trained: piece.trained)),
        let slope = DoubleFunction(piece.slope.with(trained: piece.trained)),
        let parameterSlope = DoubleFunction(piece.parameterSlope.with(trained: piece.trained))
      else { return nil }
      low = piece.low?.double ?? -.infinity
      (hasLow, self.value, self.slope) = (piece.hasLow, value, slope)
      self.parameterSlope = parameterSlope
    }
  }
}
