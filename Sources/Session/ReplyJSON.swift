import Exports
import LayerMath
import Tutoring

/// Replies for programs: one JSON object a line of input that gives something.
///
/// `{"line", "shape", "value", "exact"}`, `{"line", "verdict", "certain" or "note" or "counterexample"}`,
/// `{"line", "error", "column"}`; `solve` and `check` give what the commands of these names give.
/// `exact` is `null` where a value has no exact form.
package struct ReplyJSON {
  private let derivation: Derivation

  package init(_ derivation: Derivation) { self.derivation = derivation }

  /// `nil` for what is text only, as help and remarks.
  ///
  /// `line` is counted from 1.
  package func object(_ reply: Reply, line: Int) -> String? {
    guard let fields = fields(reply) else { return nil }
    return "{\"line\": \(line), \(fields)}"
  }

  private func fields(_ reply: Reply) -> String? {
    switch reply {
    case .value(_, let value): return self.value(value)
    case .truth(_, let shape, let values):
      return
        "\"shape\": \(sizes(shape)), \"value\": \(JSONText.nested(values.map { "\($0)" }, shape.sizes)), \"exact\": null"
    case .verdict(let left, let right, let verdict):
      let remarks = Formula.indexRemarks(of: [left, right])
      let note = remarks.isEmpty ? "" : ", \"note\": \(JSONText.quoted(remarks.joined(separator: "; ")))"
      return self.verdict(verdict) + note
    case .step(let id), .place(let id):
      guard let value = derivation.step(id)?.value else { return nil }
      return self.value(FormulaValue(value))
    case .solution:
      guard let text = try? LayerJSON(derivation).text(exact: true, steps: false) else { return nil }
      return "\"value\": " + text.split(separator: "\n").map(\.trimmingLeadingSpaces).joined(separator: " ")
    case .loss(let loss): return loss.map { ModuleJSON.fields($0) } ?? "\"loss\": null"
    case .activation(let activation): return ModuleJSON.fields(activation)
    case .check:
      let agrees = derivation.check(limit: 400).agrees
      return "\"verdict\": \"\(agrees ? "same" : "different")\", \"counterexample\": null"
    case .changed(let part, _, _, _), .numbers(let part, _):
      let formula = Formula(.quantity(part.quantity))
      guard case .value(let value)? = try? formula.evaluated(for: derivation) else {
        // A bias that was taken away.
        return "\"shape\": [0], \"value\": [], \"exact\": []"
      }
      return self.value(value)
    case .failure(let error):
      return "\"error\": \(JSONText.quoted(error.message)), \"column\": \(error.column ?? 1)"
    case .lines, .help, .page, .note: return nil
    }
  }

  private func value(_ value: FormulaValue) -> String {
    "\"shape\": \(sizes(value.shape)), \"value\": \(numbers(value)), \"exact\": \(value.isExact ? exact(value) : "null")"
  }

  /// Entries without an exact form are `null`.
  private func exact(_ value: FormulaValue) -> String {
    let texts = value.entries.map { entry in
      if case .exact(let number) = entry { "\"\(number)\"" } else { "null" }
    }
    return JSONText.nested(texts, value.shape.sizes)
  }

  private func numbers(_ value: FormulaValue) -> String {
    JSONText.nested(value.entries.map(JSONText.number), value.shape.sizes)
  }

  private func verdict(_ verdict: Equivalence) -> String {
    switch verdict {
    case .same(_, let isCertain):
      return "\"verdict\": \"same\", \"certain\": \(isCertain), \"counterexample\": null"
    case .cannotTell: return "\"verdict\": \"cannot tell\", \"counterexample\": null"
    case .different(let counterexample):
      let there = ReplyJSON(Derivation(counterexample.example))
      func whole(_ quantity: Quantity, _ written: (FormulaValue) -> String) -> String {
        guard case .value(let value)? = try? Formula(.quantity(quantity)).evaluated(for: there.derivation) else {
          return "null"
        }
        return written(value)
      }
      // The doubles of two numbers may be the same where the numbers are not.
      func object(_ written: (FormulaValue) -> String) -> String {
        let sides = counterexample.values.map { (written($0.left), written($0.right)) }
        let given = there.derivation.rules.given.map { "\"\($0.jsonKey)\": \(whole($0, written)), " }.joined()
        return given
          + "\"left\": \(sides?.0 ?? "null"), \"right\": \(sides?.1 ?? "null")"
      }
      return "\"verdict\": \"different\", \"counterexample\": {\(object(there.numbers)), "
        + "\"exact\": {\(object(there.exact))}}"
    }
  }

  private func sizes(_ shape: FormulaShape) -> String {
    "[" + shape.sizes.map(String.init).joined(separator: ", ") + "]"
  }
}

extension Substring {
  fileprivate var trimmingLeadingSpaces: Substring { drop { $0 == " " } }
}
