import LayerMath
import TextLayout

/// Sentences about a loss: what it is, and how `δy` comes out of it.
package struct LossWords {
  private let loss: Loss?
  private let rules: RuleSet
  private let names: Naming

  package init(_ loss: Loss?, _ derivation: Derivation) {
    (self.loss, rules, names) = (loss, derivation.rules, derivation.names)
  }

  /// `L = ∑_k (y_k − t_k)²`, then rule by rule to `δy_k`.
  package var derivation: [String] {
    guard let loss else { return ["no loss stands behind this layer: δy is given; `loss squared` puts one there"] }
    var lines = [Quantity.softmax, .loss].compactMap { rules[$0]?.equation }.map(names.text)
    if let remark { lines.append(remark) }
    lines += steps
    lines += [rules[.deltaY]?.equation.map(names.text)].compactMap { $0 }
    if let shortcut {
      lines.append(
        "with \(names.text(rules[.deltaS]?.equation ?? .unitArgument)), for every s and t: \(names.text(shortcut))")
    }
    return lines.isEmpty ? [loss.name] : lines
  }

  /// `δs_k = y_k − t_k`, where it is proved.
  package var shortcut: Formula? {
    rules[.deltaS]?.shortcut.flatMap { try? FormulaParser.formula($0) }
  }

  /// A cross-entropy without its minus, which is derived as it is written.
  package var remark: String? {
    guard let loss, loss.kind == nil else { return nil }
    let negative = Formula(.negated(loss.term))
    guard let other = Loss.Kind.allCases.first(where: { Loss($0).term == negative }) else { return nil }
    return "\(other.title) has a minus in front; this one is derived as it is written"
  }

  /// How the derivative by `y_k` is found.
  private var steps: [String] {
    guard let loss else { return [] }
    if loss.isSoftmax {
      return [
        "∂ŷ_i/∂y_k = ŷ_i ([i = k] − ŷ_k), by the quotient rule",
        "∂L/∂y_k = −Σ_i t_i/ŷ_i · ŷ_i ([i = k] − ŷ_k) = ŷ_k Σ_i t_i − t_k, and the targets of a class add up to 1",
      ]
    }
    return loss.slopeSteps.map { step in
      "  ∂(\(names.text(step.of)))/∂\(names.text(.output)) = \(names.text(step.slope)), by \(ActivationWords.name(step.rule))"
    }
  }
}
