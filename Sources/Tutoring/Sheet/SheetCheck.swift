import Curriculum
import LayerMath

/// What an author can get wrong in blocks `marks` and `derive`: points that an answer does not earn, and given lines that are not true.
package enum SheetCheck {
  package static func issues(in documents: [LessonDocument], _ misconceptions: Misconceptions) -> [LessonIssue] {
    documents.flatMap { document -> [LessonIssue] in
      let module = document.isWalked ? document.opening : document.layer?.example ?? .reference
      return samples(of: document, module, misconceptions) + starts(of: document, module, misconceptions)
    }
  }

  private static func samples(
    of document: LessonDocument, _ module: LayerExample, _ misconceptions: Misconceptions
  ) -> [LessonIssue] {
    guard let scheme = document.scheme else { return [] }
    return scheme.samples.compactMap { sample in
      let marks = SheetMarks(Sheet(sample.lines, of: module, misconceptions), scheme)
      guard marks.points != sample.points else { return nil }
      let earned = marks.results.filter { $0.points > 0 }.map(\.mark.name) + (marks.special > 0 ? ["SC"] : [])
      return LessonIssue(
        file: document.file, place: sample.place, severity: .error,
        message:
          "marks: this answer earns \(marks.points) points (\(earned.isEmpty ? "none" : earned.joined(separator: ", "))), not \(sample.points)"
      )
    }
  }

  private static func starts(
    of document: LessonDocument, _ module: LayerExample, _ misconceptions: Misconceptions
  ) -> [LessonIssue] {
    document.derivations.flatMap { task, line -> [LessonIssue] in
      Sheet(task.start, of: module, misconceptions).lines.filter { $0.truth == .no || $0.truth == .unreadable }.map {
        found in
        LessonIssue(
          file: document.file, place: LessonPlace(line: line), severity: .warning,
          message: "derive: the given line `\(found.source)`: \(found.text)")
      }
    }
  }
}
