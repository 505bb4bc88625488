import Session
import TextUI

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

extension ListState: Choosing {
  var layer: Layer { .list(self) }
  var rowCount: Int { rows.count }
  var keys: [(String, String)]? { [("↑↓", "choose"), ("Enter", "go there"), ("Esc", "close")] }

  func choose(in app: inout AppModel) -> [Effect] {
    app.uncover()
    let rows = self.rows
    return chooser.selection < rows.count ? app.run(rows[chooser.selection].line) : []
  }

  func draw(_ model: AppModel, on canvas: inout Canvas) { ListOverlay.draw(self, on: &canvas) }
}
