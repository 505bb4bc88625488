/// The course: its lessons in their order, and what each builds on.
///
/// From `course.yaml` beside the lessons.
package struct Course: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    package let id: String
    /// Ids of lessons that come before.
    package let after: [String]
    package let place: LessonPlace

    package init(id: String, after: [String], place: LessonPlace) {
      self.id = id
      self.after = after
      self.place = place
    }
  }

  package static let fileName = "course.yaml"

  /// The file it was read from; empty where there is none.
  package let file: String
  package let title: String
  package let entries: [Entry]
  package let issues: [LessonIssue]

  package static let none = Course(file: "", title: "", entries: [], issues: [])

  package init(file: String, title: String, entries: [Entry], issues: [LessonIssue]) {
    self.file = file
    self.title = title
    self.entries = entries
    self.issues = issues
  }

  /// The documents in the course's order; those it does not name follow as they came.
  package func ordered(_ documents: [LessonDocument]) -> [LessonDocument] {
    let ranks = Dictionary(entries.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    return documents.enumerated()
      .sorted { (ranks[$0.element.id] ?? .max, $0.offset) < (ranks[$1.element.id] ?? .max, $1.offset) }
      .map(\.element)
  }

  /// What a lesson builds on.
  package func prerequisites(of id: String) -> [String] { entries.first { $0.id == id }?.after ?? [] }
}
