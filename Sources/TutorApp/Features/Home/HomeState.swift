import Curriculum
import Session
import TextUI

/// The home screen: the course, filtered by typing.
struct HomeState: Equatable, Sendable {
  private(set) var list: LessonList
  /// The lesson that is open, and those that were opened in this run.
  let current: String
  let visited: Set<String>
  var chooser: Chooser

  init(_ list: LessonList, current: String, visited: Set<String>) {
    self.list = list
    self.current = current
    self.visited = visited
    chooser = Chooser()
    chooser = Chooser(selection: start)
  }

  /// Where the list begins to be looked at.
  private var start: Int {
    // Who has read nothing yet begins at the beginning; later one comes back to where one is.
    let start = visited.count > 1 ? current : next?.id ?? current
    return list.rows.firstIndex { $0.id == start } ?? 0
  }

  /// The same with more lessons: what was typed stays, and so does the row that was chosen.
  func filled(_ list: LessonList) -> HomeState {
    // Of two lists that are being read the longer one is the later.
    guard self.list.unread > 0, list.rows.count >= self.list.rows.count else { return self }
    var state = self
    let chosen = rows.indices.contains(chooser.selection) ? rows[chooser.selection].reference : nil
    let isUntouched = chooser == Chooser(selection: start)
    state.list = list
    let place = isUntouched ? state.start : state.rows.firstIndex { $0.reference == chosen } ?? 0
    state.chooser = Chooser(filter: chooser.field.string, selection: place)
    return state
  }

  var rows: [LessonList.Row] {
    let words = chooser.field.string.lowercased().split(separator: " ")
    guard !words.isEmpty else { return list.rows }
    // What is called so comes before what only speaks of it.
    var named: [LessonList.Row] = []
    var others: [LessonList.Row] = []
    for row in list.rows {
      let text = ([row.id, row.title, row.status?.shown ?? ""] + row.tags).joined(separator: " ").lowercased()
      if words.allSatisfy({ text.contains($0) }) {
        named.append(row)
      } else if words.allSatisfy({ text.contains($0) || row.text.contains($0) }) {
        others.append(row)
      }
    }
    return named + others
  }

  /// What to go on with: what is being learnt, else the first lesson after those that were opened.
  var next: LessonList.Row? {
    if let learning = list.rows.first(where: { $0.status == .learning && !visited.contains($0.id) }) {
      return learning
    }
    let last = list.rows.lastIndex { visited.contains($0.id) && $0.id != list.rows.last?.id }
    let rest = last.map { list.rows[($0 + 1)...] } ?? list.rows[...]
    return rest.first { $0.status != .learned && !visited.contains($0.id) }
      ?? list.rows.first { !visited.contains($0.id) }
  }
}

extension HomeState: Choosing {
  var layer: Layer { .home(self) }
  var rowCount: Int { rows.count }
  var keys: [(String, String)]? {
    [("↑↓", "choose"), ("Enter", "open")] + (next == nil ? [] : [("Tab", "continue")])
      + [("P", "practise")] + (list.question == nil ? [] : [("Ctrl-T", "today")]) + [("Esc", "out")]
  }

  func press(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? {
    // A capital letter begins no search for a lesson here.
    if key == .character("P"), chooser.field.text.isEmpty {
      app.uncover()
      return app.run("drill")
    }
    let target: String? =
      switch key {
      case .tab: next?.reference
      case .control("t"): list.question?.reference
      default: nil
      }
    guard let target else { return pressInList(key, in: &app) }
    app.uncover()
    return app.run("open \(target)")
  }

  func choose(in app: inout AppModel) -> [Effect] {
    let rows = self.rows
    guard chooser.selection < rows.count else { return [] }
    app.uncover()
    let row = rows[chooser.selection]
    // What is open already needs no second place to return to.
    return row.id == current ? [] : app.run("open \(row.reference)")
  }

  func draw(_ model: AppModel, on canvas: inout Canvas) { HomeScreen.draw(self, model.sitting, on: &canvas) }
}

extension AppModel {
  /// The problems of all lessons as a list; Enter opens the file.
  mutating func showProblems(_ list: LessonList) {
    guard !list.problems.isEmpty else { return tell("no problem in \(list.rows.count) lessons") }
    let rows = list.problems.map { problem in
      ListState.Row(text: problem.text, line: problem.file.isEmpty ? "" : "open \(problem.file)")
    }
    cover(with: .list(ListState(title: "Problems", rows: rows)))
  }
}
