import Curriculum
import LayerMath

/// What is said of a sheet, as a line of JSON.
package enum SheetJSON {
  package static func text(
    _ sheet: Sheet, goals: [Quantity], scheme: MarkScheme, line: Int, id: String?
  ) -> String {
    let lines = sheet.lines.map { line in
      var fields = [
        "\"line\": \(line.number)", "\"true\": \(JSONText.quoted(line.truth.rawValue))",
        "\"follows\": \(JSONText.quoted(line.follows.rawValue))",
        "\"rules\": \(JSONText.nested(line.rules.map { JSONText.quoted($0.rawValue) }, [line.rules.count]))",
        "\"size\": \(line.size)", "\"ids\": \(JSONText.nested(line.ids.map(JSONText.quoted), [line.ids.count]))",
      ]
      if let counterexample = line.counterexample { fields.append("\"layer\": {\(layer(counterexample.example))}") }
      fields.append("\"text\": \(JSONText.quoted(line.text))")
      return "{" + fields.joined(separator: ", ") + "}"
    }
    let marks = SheetMarks(sheet, scheme)
    let earned = marks.results.map { "\(JSONText.quoted($0.mark.name)): \($0.points)" }
    let done = sheet.done(goals).map { JSONText.quoted($0.rawValue) }
    return "{\"line\": \(line), " + (id.map { "\"id\": \($0), " } ?? "") + "\"lines\": ["
      + lines.joined(separator: ", ")
      + "], \"done\": [" + done.joined(separator: ", ") + "], \"marks\": {" + earned.joined(separator: ", ")
      + "}, \"special\": \(marks.special), \"points\": \(marks.points), \"of\": \(scheme.most)}"
  }

  private static func layer(_ example: LayerExample) -> String {
    example.parts.map { "\"\($0.rawValue)\": \(JSONText.quoted(example.matrix(of: $0).entryText))" }.joined(
      separator: ", ")
  }
}
