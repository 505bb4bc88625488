import LayerMath
import Tutoring

/// `"activation": "elu", "alpha": 0.5, "loss": "squared"`: what a layer's JSON says of its module, and reads back.
package enum ModuleJSON {
  /// Nothing for ELU with α = 1 and no loss: without the keys that is meant.
  package static func fields(_ activation: Activation, _ loss: Loss?) -> String {
    [activation.isELU ? "" : fields(activation), loss.map(fields) ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  package static func fields(_ activation: Activation) -> String {
    let alpha = activation.alpha.map { ", \"alpha\": \(alphaText($0))" } ?? ""
    return "\"activation\": \(JSONText.quoted(activation.name))\(alpha)"
  }

  package static func fields(_ loss: Loss) -> String { "\"loss\": \(JSONText.quoted(loss.name))" }

  /// A number where it is a finite decimal, else the fraction as a string.
  private static func alphaText(_ alpha: Rational) -> String {
    alpha.decimalDigits == nil ? JSONText.quoted("\(alpha)") : JSONText.number(RealNumber(alpha))
  }
}
