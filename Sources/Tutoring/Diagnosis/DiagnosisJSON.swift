import Curriculum
import LayerMath

/// A diagnosis as a line of JSON.
package enum DiagnosisJSON {
  /// - Parameters:
  ///   - line: of the input, counted from 1.
  ///   - id: as JSON, where the line had one.
  ///   - shape: of the step, one number an index.
  package static func text(_ diagnosis: Diagnosis, line: Int, id: String?, shape: [Int]) -> String {
    func list(_ texts: [String]) -> String { "[" + texts.joined(separator: ", ") + "]" }
    var fields = ["\"line\": \(line)"]
    if let id { fields.append("\"id\": \(id)") }
    fields.append("\"verdict\": \(JSONText.quoted(diagnosis.verdict.rawValue))")
    if !diagnosis.cells.isEmpty {
      let cells = diagnosis.cells.map { $0.map(String.init) ?? "null" }
      fields.append("\"cells\": " + (shape.reduce(1, *) == cells.count ? JSONText.nested(cells, shape) : list(cells)))
    }
    fields.append("\"rules\": " + list(diagnosis.rules.map { JSONText.quoted($0.id) }))
    fields.append("\"carried\": " + list(diagnosis.carried.map { JSONText.quoted($0.jsonKey) }))
    if let neighbour = diagnosis.neighbour { fields.append("\"neighbour\": \(JSONText.quoted(neighbour.id))") }
    if let separate = diagnosis.separate { fields.append("\"separate\": \(JSONText.quoted(separate.description))") }
    if let slip = diagnosis.slip { fields.append("\"slip\": \(JSONText.quoted(slip.name))") }
    if let column = diagnosis.column { fields.append("\"column\": \(column)") }
    fields.append("\"feedback\": \(JSONText.quoted(diagnosis.feedback))")
    return "{" + fields.joined(separator: ", ") + "}"
  }

  /// A line that cannot be graded.
  package static func error(_ message: String, column: Int?, line: Int, id: String?) -> String {
    "{\"line\": \(line), " + (id.map { "\"id\": \($0), " } ?? "") + "\"error\": \(JSONText.quoted(message))"
      + (column.map { ", \"column\": \($0)" } ?? "") + "}"
  }
}

extension Slip {
  var name: String {
    switch self {
    case .sign: "sign"
    case .exchanged: "exchanged"
    case .termSign: "sign of a product"
    case .termMissing: "missing product"
    case .digit: "digit"
    }
  }
}
