import LayerMath
import TextLayout

/// The gradient check in words and as a table.
package struct CheckText {
  private let check: GradientCheck

  package init(_ check: GradientCheck) { self.check = check }

  private var names: Naming { check.names }

  /// How many agree, by how much they may be apart, and why `s = 0` is no exception.
  package var summary: [String] {
    let wrong = check.disagreeing.count
    let count = check.entries.count
    let left = check.leftOut.count
    let more = check.total > count + left ? " (of \(check.total) in all)" : ""
    var lines = [
      count == 0
        ? "nothing could be checked"
        : wrong == 0
          ? "all \(count) entries agree with their central differences" + more
          : "\(wrong) of \(count) entries DIFFER from their central differences" + more
    ]
    lines.append(reason)
    if !check.kinks.isEmpty {
      let units = check.kinks.map { names.name(Symbol(.s, $0)) }.joined(separator: " = ")
      let words = ActivationWords(check.activation, names)
      let joins = check.activation.joins.filter { $0.kind == .smooth }.map(words.join).joined(separator: "; ")
      lines.append(check.activation.isELU ? "\(units) = 0: \(Self.kinkReason)" : "\(units) at a join: \(joins)")
    }
    return lines + [leftOut].compactMap { $0 }
  }

  /// Which entries are left out, and why.
  package var leftOut: String? {
    let left = check.leftOut.count
    guard left > 0 else { return nil }
    let some = check.leftOut.prefix(6).map(names.name).joined(separator: ", ")
    return "\(some)\(left > 6 ? " and \(left - 6) more" : "") left out, since \(leftOutReason)"
  }

  /// Why no difference says anything of some slopes.
  private var leftOutReason: String {
    guard let corner = check.corners.first else {
      return "a unit is within h of a corner of f, or f has no value near it"
    }
    let units = check.corners.filter { $0.join.at == corner.join.at }.map { names.name(Symbol(.s, $0.unit)) }
    return "\(units.joined(separator: " = ")) = \(NumberText.given(corner.join.at)) and "
      + ActivationWords(check.activation, names).join(corner.join)
  }

  /// `h = 10⁻⁶`.
  package var step: String {
    "h = 10" + (ScriptGlyphs.superscripted("−\(check.step.digits)") ?? "^−\(check.step.digits)")
  }

  package var reason: String {
    step + "; both sides are exact, so only the bend of f keeps them apart: at most as far as the last column says"
  }

  package static let kinkReason =
    "both branches have value 0 and slope 1 there, so f has no kink and f′ changes by at most h within h"

  private static let twoDigits = NumberText(precision: 1)

  /// A size, without its sign.
  package static func size(_ value: RealNumber) -> String {
    let text = value.isZero ? "0" : twoDigits.text(value)
    return text.hasPrefix("−") ? String(text.dropFirst()) : text
  }

  /// One line an entry: name, formula, central difference, distance, its bound, verdict; columns aligned.
  package var table: [String] {
    let wide = NumberText(precision: 8)
    let rows =
      [["entry", "formula", "central difference", "apart by", "at most", ""]]
      + check.entries.map { entry in
        let comparison = entry.comparison
        return [
          names.name(entry.symbol), wide.text(comparison.analytic), wide.text(comparison.difference),
          Self.size(comparison.distance), Self.size(comparison.bound), comparison.agrees ? "agrees" : "DIFFERS",
        ]
      }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, text in
        let pad = String(repeating: " ", count: widths[column] - text.count)
        return column == 0 || column == 5 ? text + pad : pad + text
      }.joined(separator: "  ").trimmingSpaces
    }
  }

  /// `{"h", "agrees", "entries": [{"id", "formula", "difference", "apart", "bound", "agrees"}]}`.
  package var json: String {
    let entries = check.entries.map { entry in
      let comparison = entry.comparison
      return "  {\"id\": \"\(entry.symbol)\", \"formula\": \(JSONText.number(comparison.analytic)), "
        + "\"difference\": \(JSONText.number(comparison.difference)), \"apart\": \(JSONText.number(comparison.gap)), "
        + "\"bound\": \(JSONText.number(comparison.bound)), \"agrees\": \(comparison.agrees)}"
    }
    let digits = check.step.digits < 10 ? "0\(check.step.digits)" : "\(check.step.digits)"
    return "{\"h\": 1e-\(digits), \"agrees\": \(check.agrees), \"entries\": [\n" + entries.joined(separator: ",\n")
      + "]}"
  }
}
