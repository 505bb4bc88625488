import BigInt

/// The kernel of the exponential linear unit with `α = 1`; its formulas are `Activation.elu`'s (Clevert, Unterthiner and Hochreiter 2016, equation 15).
///
/// `f(s) = s` for `s > 0`, `exp(s) − 1` otherwise; `f′(s) = 1` for `s > 0`, `exp(s)` otherwise. At `s = 0` both
/// branches give value 0 and slope 1, so `f` is continuously differentiable there; we count 0 to the exponential
/// branch as the lesson does. `exp` is evaluated only where `s ≤ 0`: no overflow for large `s`.
package enum ELU {
  /// Which of the two formulas applies at `s`.
  package enum Branch: Equatable, Sendable {
    /// `s > 0`
    case linear
    /// `s ≤ 0`
    case exponential
  }

  package static func branch<S: LayerScalar>(_ s: S.Entry, as: S.Type) -> Branch {
    s > S.zeroEntry ? .linear : .exponential
  }

  /// `f(s)`.
  package static func value<S: LayerScalar>(_ s: S.Entry) -> S {
    branch(s, as: S.self) == .linear ? S(s) : S.exponential(s) - S.one
  }

  /// `f′(s)`.
  package static func slope<S: LayerScalar>(_ s: S.Entry) -> S {
    branch(s, as: S.self) == .linear ? S.one : S.exponential(s)
  }

  /// The largest `f″` from `s − reach` to `s + reach`, or up to twice as much: a power of two, so that it is rational.
  ///
  /// `f″(s) = 0` for `s > 0`, `exp(s)` for `s < 0`; where both meet the larger counts. At least 2^−4096.
  package static func bend(_ s: Rational, _ reach: Rational) -> Rational {
    if s >= reach { return .zero }
    let top = s + reach
    guard top < .zero else { return .one }
    // 1.442695 is below 1/ln 2, by more than a double can be wrong.
    let halvings = Int(min(4096, (-top.double * 1.442_695).rounded(.down)))
    return Rational(1, over: BigInt(1) << halvings) ?? .one
  }
}
