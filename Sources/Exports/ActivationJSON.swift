import LayerMath
import Tutoring

/// `"activation": "elu", "alpha": 0.5`: what a layer's JSON says of its activation, and reads back.
package enum ActivationJSON {
  /// Nothing for ELU with α = 1 unless it is asked for: without the key that is meant.
  package static func fields(_ activation: Activation, always: Bool = false) -> String {
    guard always || !activation.isELU else { return "" }
    let alpha = activation.alpha.map { ", \"alpha\": \(alphaText($0))" } ?? ""
    return "\"activation\": \(JSONText.quoted(activation.name))\(alpha)"
  }

  /// A number where it is a finite decimal, else the fraction as a string.
  private static func alphaText(_ alpha: Rational) -> String {
    alpha.decimalDigits == nil ? JSONText.quoted("\(alpha)") : JSONText.number(RealNumber(alpha))
  }
}
