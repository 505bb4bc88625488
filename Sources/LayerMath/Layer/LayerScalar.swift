/// The numbers a layer computes with, and the numbers its `W`, `x`, `δy` are given in.
///
/// Two conformers: `ExactNumber`, whose entries are rational so that `exp(s)` stays a sum `Σ q·e^r`, and `Double`,
/// which is its own entry type. The formulas in `ELU` are written once for both.
package protocol LayerScalar: Equatable, Sendable {
  associatedtype Entry: Comparable & Sendable
  static var zero: Self { get }
  static var one: Self { get }
  static var zeroEntry: Entry { get }
  init(_ entry: Entry)
  /// `e^s` for `s ≤ 0`; larger `s` never reach it, so nothing overflows.
  static func exponential(_ s: Entry) -> Self
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
}

extension ExactNumber: LayerScalar {
  package static var zeroEntry: Rational { .zero }
  package static func exponential(_ s: Rational) -> ExactNumber { .exp(s) }
}
