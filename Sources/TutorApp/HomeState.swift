import Curriculum
import LayerMath
import Session
import TextUI

/// What the home screen knows of the lessons; made where files can be read.
package struct LessonList: Equatable, Sendable {
  package struct Row: Equatable, Sendable {
    let id: String
    let title: String
    let difficulty: Int?
    let status: String?
    let tags: [String]
    let isWalked: Bool
    /// Titles of what it builds on.
    let after: [String]
    /// What opens it: its id, or its file where another lesson has that id.
    let reference: String
  }

  let title: String
  let rows: [Row]
  /// The question of the day: its prompt, and the lesson that asks it.
  let question: Question?
  /// What is wrong, in the order of files and lines.
  let problems: [Problem]

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
  ///   - purpose: for the home screen a folder of thousands is not checked number by number.
  package init(
    course: Course, documents: [LessonDocument], others: [LessonDocument] = [], errors: [LessonError], day: Int,
    for purpose: ListPurpose = .home
  ) {
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
        reference: isFirst && !document.id.isEmpty ? document.id : document.file)
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

/// The home screen: the course, filtered by typing.
struct HomeState: Equatable, Sendable {
  let list: LessonList
  /// The lesson that is open, and those that were opened in this run.
  let current: String
  let visited: Set<String>
  var chooser: Chooser

  init(_ list: LessonList, current: String, visited: Set<String>) {
    self.list = list
    self.current = current
    self.visited = visited
    chooser = Chooser()
    // Who has read nothing yet begins at the beginning; later one comes back to where one is.
    let start = visited.count > 1 ? current : next?.id ?? current
    chooser = Chooser(selection: list.rows.firstIndex { $0.id == start } ?? 0)
  }

  var rows: [LessonList.Row] {
    let words = chooser.field.string.lowercased().split(separator: " ")
    guard !words.isEmpty else { return list.rows }
    return list.rows.filter { row in
      let text = ([row.id, row.title, Self.status(row.status)] + row.tags).joined(separator: " ").lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  static func status(_ status: String?) -> String {
    switch status {
    case "learned": "learned"
    case "learning": "learning"
    case "to_learn": "to learn"
    default: ""
    }
  }

  /// What to go on with: what is being learnt, else the first lesson after those that were opened.
  var next: LessonList.Row? {
    if let learning = list.rows.first(where: { $0.status == "learning" && !visited.contains($0.id) }) {
      return learning
    }
    let last = list.rows.lastIndex { visited.contains($0.id) && $0.id != list.rows.last?.id }
    let rest = last.map { list.rows[($0 + 1)...] } ?? list.rows[...]
    return rest.first { $0.status != "learned" && !visited.contains($0.id) }
      ?? list.rows.first { !visited.contains($0.id) }
  }
}

extension AppModel {
  mutating func press(_ key: KeyEvent, home before: HomeState) -> [Effect] {
    var state = before
    switch state.chooser.press(key, rows: before.rows.count) {
    case .stay: overlay = .home(state)
    case .close: uncover()
    case .choose:
      let rows = state.rows
      guard state.chooser.selection < rows.count else { return [] }
      uncover()
      let row = rows[state.chooser.selection]
      // What is open already needs no second place to return to.
      return row.id == state.current ? [] : run("open \(row.reference)")
    }
    return []
  }

  /// The problems of all lessons as a list; Enter opens the file.
  mutating func showProblems(_ list: LessonList) {
    guard !list.problems.isEmpty else { return tell("no problem in \(list.rows.count) lessons") }
    let rows = list.problems.map { problem in
      ListState.Row(text: problem.text, line: problem.file.isEmpty ? "" : "open \(problem.file)")
    }
    cover(with: .list(ListState(title: "Problems", rows: rows)))
  }
}
