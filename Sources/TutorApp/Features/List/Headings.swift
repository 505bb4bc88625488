import Session
import TextUI

/// The headings of a text as a list, and going to one.
extension AppModel {
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
    if let whole = wholeLesson { overlay = .lesson(LessonState(pane: whole)) }
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
