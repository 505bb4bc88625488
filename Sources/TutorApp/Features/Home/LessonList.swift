import Curriculum
import Files
import LayerMath
import Session
import TextUI

/// What the home screen knows of the lessons; made where files can be read.
package struct LessonList: Equatable, Sendable {
  package struct Row: Equatable, Sendable {
    let id: String
    let title: String
    let difficulty: Int?
    let status: LessonStatus?
    let tags: [String]
    let isWalked: Bool
    /// Titles of what it builds on.
    let after: [String]
    /// What opens it: its id, or its file where another lesson has that id.
    let reference: String
    /// Its text in small letters, to be searched.
    let text: String
  }

  let title: String
  let rows: [Row]
  /// The question of the day: its prompt, and the lesson that asks it.
  let question: Question?
  /// What is wrong, in the order of files and lines.
  let problems: [Problem]
  /// How many files are still to be read.
  let unread: Int

  struct Question: Equatable, Sendable {
    let prompt: String
    let title: String
    let reference: String
  }

  struct Problem: Equatable, Sendable {
    let text: String
    let file: String
  }

  /// - Parameters:
  ///   - others: lessons of the course behind somebody's own folder, in their order; listed after it, not checked.
  ///   - day: a number that changes daily; it chooses the question.
  ///   - unread: how many files are still to be read.
  ///   - purpose: for the home screen a folder of thousands is not checked number by number.
  package init(
    course: Course, documents: [LessonDocument], others: [LessonDocument] = [], errors: [FileError], unread: Int = 0,
    day: Int,
    for purpose: ListPurpose = .home
  ) {
    self.unread = unread
    title = course.title.isEmpty ? "Lessons" : course.title
    let known = Set(documents.map(\.id))
    let ordered = course.ordered(documents) + others.filter { !known.contains($0.id) }
    let titles = Dictionary(ordered.map { ($0.id, $0.title) }) { first, _ in first }
    var seen: Set<String> = []
    rows = ordered.map { document in
      let matter = document.frontMatter
      let isFirst = seen.insert(document.id).inserted
      return Row(
        id: document.id, title: document.title, difficulty: matter.difficulty, status: matter.status, tags: matter.tags,
        isWalked: document.isWalked,
        after: course.prerequisites(of: document.id).map { titles[$0] ?? $0 },
        reference: isFirst && !document.id.isEmpty ? document.id : document.file,
        text: document.blocks.flatMap(\.inlines).map(\.text).joined(separator: " ").lowercased())
    }
    let questions = zip(ordered, rows).flatMap { document, row in
      document.blocks.compactMap { block -> Question? in
        guard case .ask(let exercise, _) = block, !exercise.prompt.isEmpty else { return nil }
        return Question(prompt: exercise.prompt, title: row.title, reference: row.reference)
      }
    }
    question = questions.isEmpty ? nil : questions[abs(day % questions.count)]
    let isChecked = purpose == .problems || documents.count <= 300
    let issues =
      CourseCheck.issues(of: course, in: documents)
      + (isChecked ? CourseCheck.issues(in: documents, others: others) : documents.flatMap(\.issues))
    problems =
      errors.map { Problem(text: $0.message, file: "") }
      + issues.filter { $0.severity != .note }.map { issue in
        let name = issue.file.split(separator: "/").last ?? ""
        return Problem(text: "\(name):\(issue.place.line):\(issue.place.column) \(issue.message)", file: issue.file)
      }
  }
}
