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
      if let values = line.counterexample?.values {
        let sides = [values.left, values.right].map { side in
          JSONText.number(side.entries[min(values.entry, side.entries.count - 1)])
        }
        fields.append("\"values\": [\(sides.joined(separator: ", "))]")
      }
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

  /// The lines of a sheet as `grade` takes them.
  package static func saved(_ lines: [String], lesson: String?, _ asks: MarkScheme.Asks) -> String {
    let last = lines.lastIndex { $0.contains { !$0.isWhitespace } } ?? -1
    let texts = lines[...last].map(JSONText.quoted).joined(separator: ", ")
    let module = lesson.map { "\"lesson\": \(JSONText.quoted($0)), " } ?? ""
    return "{\(module)\"marks\": \(JSONText.quoted(asks.rawValue)), \"sheet\": [\(texts)]}"
  }

  private static func layer(_ example: LayerExample) -> String {
    example.parts.map { "\"\($0.rawValue)\": \(JSONText.quoted(example.matrix(of: $0).entryText))" }.joined(
      separator: ", ")
  }
}
