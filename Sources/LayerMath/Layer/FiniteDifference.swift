/// A derivative beside its central difference `(L(p + h) − L(p − h)) / 2h`, with `L = Σ_k δy_k y_k`.
///
/// Computed exactly, so there is no rounding error and `h` may be small. What remains is the curvature: `f′` of ELU
/// has Lipschitz constant 1, so the two differ by at most `bound = h/2 · Σ_k |δy_k| (∂s_k/∂p)²`, at `s_k = 0` too.
/// A difference above the bound therefore proves a wrong formula.
package struct GradientComparison: Equatable, Sendable {
  package let analytic: ExactNumber
  package let difference: ExactNumber
  package let bound: ExactNumber
  /// 10^−6.
  package static let stepSize = Rational(1, over: 1_000_000) ?? .one

  package var gap: ExactNumber { (analytic - difference).magnitude }
  package var agrees: Bool { (bound - gap).signum >= 0 }

  package init(analytic: ExactNumber, difference: ExactNumber, bound: ExactNumber) {
    self.analytic = analytic
    self.difference = difference
    self.bound = bound
  }
}

extension LayerExample {
  /// Compares `analytic` with the central difference in `x_j` (0-based).
  package func comparisonOfDeltaX(_ j: Int, s: [Rational], analytic: ExactNumber) -> GradientComparison {
    comparison(units: 0..<k, s: s, analytic: analytic) { w[$0, j] }
  }

  /// Compares `analytic` with the central difference in `W_kj` (0-based).
  package func comparisonOfDeltaW(_ unit: Int, _ j: Int, s: [Rational], analytic: ExactNumber) -> GradientComparison {
    comparison(units: unit..<unit + 1, s: s, analytic: analytic) { _ in x[j] }
  }

  /// `slope(k) = ∂s_k/∂p` for the units that the parameter reaches.
  private func comparison(
    units: Range<Int>, s: [Rational], analytic: ExactNumber, slope: (Int) -> Rational
  ) -> GradientComparison {
    let h = GradientComparison.stepSize
    var rise = ExactNumber.zero
    var curvature = Rational.zero
    for unit in units {
      let reach = slope(unit) * h
      let up: ExactNumber = ELU.value(s[unit] + reach)
      let down: ExactNumber = ELU.value(s[unit] - reach)
      rise = rise + ExactNumber(deltaY[unit]) * (up - down)
      curvature = curvature + deltaY[unit].magnitude * slope(unit) * slope(unit)
    }
    let half = Rational(1, over: 2) ?? .zero
    return GradientComparison(
      analytic: analytic, difference: rise * ExactNumber((h + h).reciprocal ?? .zero),
      bound: ExactNumber(curvature * h * half))
  }
}
