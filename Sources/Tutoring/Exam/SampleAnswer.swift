import Curriculum
import LayerMath

/// An answer to be marked by a student, and what it is worth: one of an author's, or a model answer with something wrong or missing.
package struct SampleAnswer: Equatable, Sendable {
  package let lines: [String]
  /// Why, where an author says so.
  package let reason: String
  package let sheet: Sheet
  package let marks: SheetMarks

  package init(
    _ lines: [String], reason: String = "", of module: LayerExample, _ scheme: MarkScheme,
    _ misconceptions: Misconceptions
  ) {
    (self.lines, self.reason) = (lines, reason)
    sheet = Sheet(lines, of: module, misconceptions)
    marks = SheetMarks(sheet, scheme)
  }

  /// A model answer with one or two changes: a line by a wrong rule, a line that is missing, the path in one step.
  package static func mutated(
    _ module: LayerExample, _ scheme: MarkScheme, _ misconceptions: Misconceptions,
    using generator: inout SeededGenerator
  ) -> SampleAnswer {
    var lines = ModelSheet(module, scheme.asks).lines
    // Most people write the result of a path at once.
    if Bool.random(using: &generator) { lines.removeAll { !$0.isClosed } }
    var texts = lines.map(\.text)
    let names = Derivation(module).names
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      guard let place = texts.indices.randomElement(using: &generator) else { break }
      let line = lines[place]
      let wrong = misconceptions.concerning(module).filter {
        $0.quantity == line.quantity && $0.kind == .error && line.isClosed
      }
      let rule = wrong.randomElement(using: &generator)?.rule.right
      if let rule, let head = line.equation.equationSides?.first, Int.random(in: 0..<4, using: &generator) > 0 {
        texts[place] = names.text(head) + " = " + ModelSheet.text(rule, names)
      } else {
        texts.remove(at: place)
        lines.remove(at: place)
      }
    }
    return SampleAnswer(texts, of: module, scheme, misconceptions)
  }

  /// What is said of a student's marks beside the right ones: `4 of 5 marks as the examiner gives them`.
  package func comparison(with given: Set<String>) -> [(mark: SheetMarks.Result, isSame: Bool)] {
    marks.results.map { ($0, ($0.points > 0) == given.contains($0.mark.name)) }
  }
}
