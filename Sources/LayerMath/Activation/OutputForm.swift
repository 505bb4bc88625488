extension Activation.Piece {
  /// The slope by the output, `y_k (1 - y_k)` or `y_k + 1`: found from values, then proved for every `s`.
  ///
  /// `nil` where it is a number anyway, and where there is no such form with squares at the most.
  package var slopeByOutput: Formula? { byOutput.value }

  static func slopeByOutput(_ value: Formula, _ slope: Formula, inside sample: Double) -> Formula? {
    guard slope.hasQuantity, let wanted = FunctionForm(slope) else { return nil }
    let y = Formula(.entry(Formula(.quantity(.y)), [.letter("k")]))
    if case .applied(.ln, let arguments) = value.node, let inside = FunctionForm(arguments[0]) {
      // e^(−y) = 1/u for y = ln u.
      let other = FunctionForm(
        inside.above + inside.below * FunctionSum(ExactNumber(-1)), over: inside.above)
      return other == wanted
        ? .difference(.constant(.one), Formula(.applied(.exp, [.negative(y)]))) : nil
    }
    guard let form = FunctionForm(value), let (a, b, c) = fitted(value, slope, sample) else { return nil }
    let output = [a, b, c].map { FunctionForm(FunctionSum(ExactNumber($0))) }
    guard output[0] + output[1] * form + output[2] * form * form == wanted else { return nil }
    if a.isZero, c == -b {
      return .product(.constant(b), .product(y, .difference(.constant(.one), y)))
    }
    let squared = Formula.product(.constant(c), .power(y, 2))
    let first = Formula.product(.constant(b), y)
    return b.isZero ? .sum(.constant(a), squared) : .sum(.sum(squared, first), .constant(a))
  }

  /// `f′ = a + b·f + c·f²` at three places, as fractions nearby; to be proved.
  private static func fitted(
    _ value: Formula, _ slope: Formula, _ sample: Double
  ) -> (Rational, Rational, Rational)? {
    guard let f = DoubleFunction(value), let g = DoubleFunction(slope) else { return nil }
    let places = [sample, sample + 0.37, sample - 0.29]
    var rows = places.map { s -> [Double] in
      let y = f(s)
      return [1, y, y * y, g(s)]
    }
    for pivot in 0..<3 {
      guard let best = (pivot..<3).max(by: { rows[$0][pivot].magnitude < rows[$1][pivot].magnitude }),
        rows[best][pivot].magnitude > 1e-9
      else {
        // A straight line in the output has no square.
        return line(places.map { (f($0), g($0)) })
      }
      rows.swapAt(pivot, best)
      for row in 0..<3 where row != pivot {
        let factor = rows[row][pivot] / rows[pivot][pivot]
        for column in pivot..<4 { rows[row][column] -= factor * rows[pivot][column] }
      }
    }
    let found = (0..<3).compactMap { nearby(rows[$0][3] / rows[$0][$0]) }
    return found.count == 3 ? (found[0], found[1], found[2]) : nil
  }

  private static func line(_ points: [(Double, Double)]) -> (Rational, Rational, Rational)? {
    let b = (points[1].1 - points[0].1) / (points[1].0 - points[0].0)
    guard let first = nearby(points[0].1 - b * points[0].0), let second = nearby(b) else { return nil }
    return (first, second, .zero)
  }

  /// A decimal or a fraction of a small denominator within rounding.
  private static func nearby(_ value: Double) -> Rational? {
    guard value.magnitude < 1e6 else { return nil }
    for denominator in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 1000] {
      let scaled = value * Double(denominator)
      if (scaled - scaled.rounded()).magnitude < 1e-6 {
        return Rational(Int(scaled.rounded()), positive: denominator)
      }
    }
    return nil
  }
}
