import Session
import TextUI

/// A list that is filtered by typing, moved through with the arrows and left with Enter or Esc.
struct Chooser: Equatable, Sendable {
  var field: TextField
  private(set) var selection: Int

  /// What filters is a few words.
  private static let limit = 200

  init(filter: String = "", selection: Int = 0) {
    field = TextField(filter, limit: Self.limit)
    self.selection = selection
  }

  enum Outcome: Equatable { case stay, close, choose }

  /// - Parameter rows: how many rows the filter leaves now; asked only by the keys that move, so that typing waits for no filter.
  mutating func press(_ key: KeyEvent, rows: @autoclosure () -> Int) -> Outcome {
    var last: Int { max(0, rows() - 1) }
    switch key {
    case .escape where !field.string.isEmpty:
      field = TextField(limit: Self.limit)
      selection = 0
    case .escape, .function(1): return .close
    case .enter: return .choose
    case .up: selection = max(0, min(selection, last) - 1)
    case .down: selection = min(last, selection + 1)
    case .pageUp: selection = max(0, min(selection, last) - 10)
    case .pageDown: selection = min(last, selection + 10)
    default: if field.apply(key) { selection = 0 }
    }
    return .stay
  }

  /// The first row in view, so that the selected one is; of `rows` in a list `height` high.
  func first(of rows: Int, height: Int) -> Int {
    max(0, min(min(selection, max(0, rows - 1)) - height / 2, rows - height))
  }
}

/// A list over the screen: headings, problems.
///
/// Enter runs the row's action line.
struct ListState: Equatable, Sendable {
  struct Row: Equatable, Sendable {
    let text: String
    /// Written at the right end.
    var note = ""
    var indent = 0
    let line: String
  }

  let title: String
  let all: [Row]
  var chooser: Chooser

  init(title: String, rows: [Row], selection: Int = 0) {
    self.title = title
    all = rows
    chooser = Chooser(selection: selection)
  }

  var rows: [Row] {
    let query = chooser.field.string.lowercased()
    return query.isEmpty
      ? all : all.filter { $0.text.lowercased().contains(query) || $0.note.lowercased().contains(query) }
  }
}

extension AppModel {
  mutating func press(_ key: KeyEvent, list before: ListState) -> [Effect] {
    var state = before
    switch state.chooser.press(key, rows: before.rows.count) {
    case .stay: overlay = .list(state)
    case .close: uncover()
    case .choose:
      uncover()
      let rows = state.rows
      if state.chooser.selection < rows.count { return run(rows[state.chooser.selection].line) }
    }
    return []
  }

  /// The headings of what is read, the one in view selected.
  mutating func showOutline() {
    let pane = wholeLesson ?? textPane
    guard !pane.text.headings.isEmpty else { return tell("this text has no headings") }
    let rows = pane.text.headings.enumerated().map { index, heading in
      ListState.Row(
        text: heading.text, note: "\(heading.line + 1)", indent: 2 * (heading.level - 1), line: "heading \(index + 1)")
    }
    let current = pane.text.headings.lastIndex { $0.line <= pane.scroll } ?? 0
    cover(with: .list(ListState(title: "Headings", rows: rows, selection: current)))
  }

  /// Goes to a heading, by its number in the text or by its name.
  mutating func goToHeading(_ name: String) {
    // The pane of a walk holds one section only.
    if let whole = wholeLesson { overlay = .lesson(whole) }
    let headings = textPane.text.headings
    let wanted = name.lowercased()
    let byNumber = Int(name).flatMap { headings.indices.contains($0 - 1) ? headings[$0 - 1] : nil }
    guard
      let heading = byNumber ?? headings.first(where: { $0.text.lowercased() == wanted })
        ?? headings.first(where: { $0.text.lowercased().contains(wanted) })
    else { return fail("no heading `\(name)` in this text; o lists them") }
    withText { $0.scroll(to: heading.line) }
  }
}
