import Session
import TextUI

/// The line at the bottom where an action or a search is typed.
struct PromptState: Equatable, Sendable {
  enum Purpose: Equatable, Sendable { case command, search }
  let purpose: Purpose
  var field: TextField
  /// Index in the history while it is browsed.
  var historyIndex: Int?
  /// What was being typed before the history was browsed.
  var draft = ""
}

extension PromptState: Feature {
  var isPassing: Bool { true }
  var typedField: TextField? { field }
  func context(isWalk: Bool) -> KeyContext { isWalk ? .walk : .reader }

  func press(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? {
    var state = self
    switch key {
    case .control("c") where !field.text.isEmpty:
      state.field = AppModel.emptyField
      app.overlay = .prompt(state)
    case .escape, .control("c"), .control("g"): app.endPrompt()
    case .control("d") where field.text.isEmpty: app.endPrompt()
    case .enter: return app.submit(self)
    case .up, .down, .control("p"), .control("n"):
      app.browse(&state, older: key == .up || key == .control("p"))
      app.overlay = .prompt(state)
    case .tab: return app.complete(self)
    case .control("l"): return [.redrawScreen]
    case .control("z"): return [.suspendProgram]
    case .backspace where field.text.isEmpty: app.endPrompt()
    default:
      _ = state.field.apply(key)
      app.overlay = .prompt(state)
    }
    return []
  }

  func paste(_ text: String, in app: inout AppModel) -> Bool {
    var state = self
    state.field.insert(text)
    app.overlay = .prompt(state)
    return true
  }

  /// It stands in the bottom line.
  func draw(_ model: AppModel, on canvas: inout Canvas) {}
}
