import Session
import TextUI

/// The help: what is typed filters it.
struct HelpState: Equatable, Sendable {
  /// Where the help was opened: its keys come first.
  let place: KeyContext
  var chooser = Chooser()
}

extension HelpState: Choosing {
  var layer: Layer { .help(self) }
  var rowCount: Int { HelpOverlay.rows(self).count }
  func context(isWalk: Bool) -> KeyContext { isWalk ? .walk : .reader }
  var keys: [(String, String)]? { [("↑↓", "choose"), ("Enter", "run"), ("Esc", "close")] }

  func choose(in app: inout AppModel) -> [Effect] {
    app.uncover()
    let rows = HelpOverlay.rows(self)
    guard chooser.selection < rows.count else { return [] }
    let row = rows[chooser.selection]
    // A row whose action needs more to be said goes to the prompt.
    return row.needsArgument ? app.run("prompt \(row.line) ") : app.run(row.line)
  }

  func draw(_ model: AppModel, on canvas: inout Canvas) { HelpOverlay.draw(self, on: &canvas) }
}
