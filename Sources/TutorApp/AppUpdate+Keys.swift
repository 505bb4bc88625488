import Curriculum
import LayerMath
import TextUI
import Tutoring

/// Keys: what is typed goes to the layer that takes text, all others stand for action lines.
extension AppModel {
  mutating func press(_ key: KeyEvent) -> [Effect] {
    switch overlay {
    case .prompt(let state): return press(key, prompt: state)
    case .help(let state): return press(key, help: state)
    case .editor(var state):
      if state.pasted != nil {
        if key == .enter { acceptPaste(&state) }
        state.pasted = nil
        overlay = .editor(state)
        return []
      }
      if press(key, editor: &state) { return [] }
    case .none, .check, .zoom, .lesson: break
    }
    guard let line = ActionTable.line(for: key, in: context) else { return [] }
    return run(line)
  }

  mutating func press(_ key: KeyEvent, prompt state: PromptState) -> [Effect] {
    var state = state
    switch key {
    case .escape:
      endPrompt(state)
    case .enter:
      endPrompt(state)
      let text = state.field.string
      switch state.purpose {
      case .search: return run("search " + text)
      case .command:
        if !text.isEmpty && promptHistory.last != text { promptHistory.append(text) }
        return run(text)
      }
    case .up, .down:
      browse(&state, older: key == .up)
      overlay = .prompt(state)
    case .tab:
      complete(&state)
      overlay = .prompt(state)
    case .backspace where state.field.text.isEmpty:
      endPrompt(state)
    default:
      _ = state.field.apply(key)
      overlay = .prompt(state)
    }
    return []
  }

  mutating func endPrompt(_ state: PromptState) {
    if case .editor(let editor) = state.below { overlay = .editor(editor) } else { overlay = .none }
  }

  func browse(_ state: inout PromptState, older: Bool) {
    guard state.purpose == .command, !promptHistory.isEmpty else { return }
    let index = (state.historyIndex ?? promptHistory.count) + (older ? -1 : 1)
    guard index >= 0 else { return }
    guard index < promptHistory.count else {
      state.historyIndex = nil
      state.field = TextField()
      return
    }
    state.historyIndex = index
    state.field = TextField(promptHistory[index])
  }

  mutating func complete(_ state: inout PromptState) {
    guard state.purpose == .command, !state.field.text.contains(" ") else { return }
    let names = ActionTable.actions.map(\.name).filter { $0.hasPrefix(state.field.string) }
    guard let first = names.first else { return }
    if names.count == 1 {
      state.field = TextField(first + " ")
    } else {
      let common = names.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
      state.field = TextField(common)
      tell(names.joined(separator: "  "))
    }
  }

  mutating func press(_ key: KeyEvent, help state: HelpState) -> [Effect] {
    var state = state
    let rows = HelpOverlay.rows(state)
    switch key {
    case .escape, .function(1): overlay = .none
    case .enter:
      overlay = .none
      guard state.selection < rows.count else { return [] }
      let row = rows[state.selection]
      // A row whose action needs more to be said goes to the prompt.
      return row.needsArgument ? run("prompt \(row.line) ") : run(row.line)
    case .up: state.selection = max(0, state.selection - 1)
    case .down: state.selection = min(max(0, rows.count - 1), state.selection + 1)
    case .pageUp: state.selection = max(0, state.selection - 10)
    case .pageDown: state.selection = min(max(0, rows.count - 1), state.selection + 10)
    default:
      if state.field.apply(key) { state.selection = 0 }
    }
    if case .help = overlay { overlay = .help(state) }
    return []
  }

  /// Typing in a cell; false where the key is left to the bindings.
  mutating func press(_ key: KeyEvent, editor state: inout EditorState) -> Bool {
    guard let example else { return false }
    if var typed = state.typed {
      switch key {
      case .escape:
        state.typed = nil
      case .enter, .tab, .backTab, .up, .down:
        guard accept(&state, example) else { break }
        let direction: Action.CellMove = key == .tab ? .next : key == .backTab ? .previous : key == .up ? .up : .down
        state.move(direction, in: self.example ?? example)
      default:
        guard typed.apply(key) else { return true }
        state.typed = typed
      }
      overlay = .editor(state)
      return true
    }
    switch key {
    case .character(let character) where character.isNumber || "-−.".contains(character):
      state.typed = TextField(String(character))
    case .enter, .function(2):
      state.typed = TextField("\(state.value(in: example))")
    default: return false
    }
    overlay = .editor(state)
    return true
  }

  mutating func accept(_ state: inout EditorState, _ example: LayerExample) -> Bool {
    guard let typed = state.typed else { return true }
    do {
      let value = try Rational.parse(typed.string)
      change(to: example.replacing(state.place.part, row: state.place.row, column: state.place.column, with: value))
      state.typed = nil
      return true
    } catch {
      fail(error.message)
      return false
    }
  }

  mutating func paste(_ text: String) {
    switch overlay {
    case .prompt(var state):
      state.field.insert(text)
      overlay = .prompt(state)
    case .help(var state):
      state.field.insert(text)
      overlay = .help(state)
    case .editor(var state):
      guard let example else { return }
      if state.typed != nil {
        state.typed?.insert(text)
      } else {
        do { try state.paste(text, into: example) } catch { fail(error.message) }
      }
      overlay = .editor(state)
    case .none, .check, .zoom, .lesson:
      tell("paste into the grid (e) or the prompt (:)")
    }
  }

  mutating func acceptPaste(_ state: inout EditorState) {
    guard let pasted = state.pasted else { return }
    change(to: pasted.example)
    state.clamp(to: pasted.example)
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
