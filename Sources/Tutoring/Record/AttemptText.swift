import Curriculum

/// An attempt for other programs.
package enum AttemptText {
  private static let fields: [(name: String, isNumber: Bool, text: @Sendable (Attempt) -> String)] = [
    ("time", true, { "\($0.time)" }), ("sitting", true, { "\($0.sitting)" }), ("lesson", false, { $0.lesson }),
    ("module", false, { $0.module }), ("layer", false, { $0.layer }), ("step", false, { $0.step }),
    ("answer", false, { $0.answer }), ("outcome", false, { $0.outcome.rawValue }),
    ("rules", false, { $0.rules.joined(separator: " ") }),
    ("skills", false, { $0.skills.map(\.rawValue).joined(separator: " ") }), ("seconds", true, { "\($0.seconds)" }),
  ]

  package static var csvHeader: String { fields.map(\.name).joined(separator: ",") }

  /// A line by RFC 4180; what a spreadsheet would take for a formula is marked as text.
  package static func csv(_ attempt: Attempt) -> String {
    fields.map { field in
      let text = field.text(attempt)
      guard !field.isNumber else { return text }
      return quoted(text)
    }.joined(separator: ",")
  }

  /// A text as a field of CSV.
  static func quoted(_ text: String) -> String {
    let safe = text.first.map { "=+@\t".contains($0) } ?? false ? "'" + text : text
    guard safe.contains(where: { ",\"\n\r".contains($0) }) else { return safe }
    return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  package static func json(_ attempt: Attempt) -> String {
    "{"
      + fields.map { "\"\($0.name)\": " + ($0.isNumber ? $0.text(attempt) : JSONText.quoted($0.text(attempt))) }
      .joined(separator: ", ") + "}"
  }
}
