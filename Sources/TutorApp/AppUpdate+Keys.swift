import Curriculum
import LayerMath
import Session
import TextUI
import Tutoring

/// Keys: what is typed goes to the layer that takes text, all others stand for action lines.
extension AppModel {
  mutating func press(_ key: KeyEvent) -> [Effect] {
    switch overlay {
    case _ where isTooSmall: break
    case .prompt(let state): return press(key, prompt: state)
    case .help(let state): return press(key, help: state)
    case .list(let state): return press(key, list: state)
    case .home(let state): return press(key, home: state)
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

  mutating func press(_ key: KeyEvent, help before: HelpState) -> [Effect] {
    var state = before
    switch state.chooser.press(key, rows: HelpOverlay.rows(before).count) {
    case .stay: overlay = .help(state)
    case .close: uncover()
    case .choose:
      uncover()
      let rows = HelpOverlay.rows(state)
      guard state.chooser.selection < rows.count else { return [] }
      let row = rows[state.chooser.selection]
      // A row whose action needs more to be said goes to the prompt.
      return row.needsArgument ? run("prompt \(row.line) ") : run(row.line)
    }
    return []
  }

  /// Typing in a cell; false where the key is left to the bindings.
  mutating func press(_ key: KeyEvent, editor state: inout EditorState) -> Bool {
    guard let example else { return false }
    if var typed = state.typed {
      switch key {
      case .escape:
        state.typed = nil
      default:
        if let direction = Self.leaving(key, isAnew: state.isAnew) {
          if accept(&state, example) { state.move(direction, in: self.example ?? example) }
        } else {
          guard typed.apply(key) else { return true }
          state.typed = typed
        }
      }
      overlay = .editor(state)
      return true
    }
    switch key {
    case .character(let character) where character.isNumber || "-−.".contains(character):
      (state.typed, state.isAnew) = (TextField(String(character), limit: EditorState.cellLimit), true)
    case .enter, .function(2):
      let value = NumberText.given(state.value(in: example))
      (state.typed, state.isAnew) = (
        TextField(value.swapping("−", for: "-"), limit: EditorState.cellLimit), false
      )
    default: return false
    }
    overlay = .editor(state)
    return true
  }

  /// Where a key leads that ends typing in a cell.
  private static func leaving(_ key: KeyEvent, isAnew: Bool) -> Action.CellMove? {
    switch key {
    case .enter, .down: .down
    case .up: .up
    case .tab: .next
    case .backTab: .previous
    case .left where isAnew: .left
    case .right where isAnew: .right
    default: nil
    }
  }

  mutating func accept(_ state: inout EditorState, _ example: LayerExample) -> Bool {
    do {
      guard let value = try state.typedNumber() else { return true }
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
      state.chooser.field.insert(text)
      overlay = .help(state)
    case .list(var state):
      state.chooser.field.insert(text)
      overlay = .list(state)
    case .home(var state):
      state.chooser.field.insert(text)
      overlay = .home(state)
    case .editor(var state):
      guard let example else { return }
      // A number goes into the cell that is being typed; several never were meant for one.
      let isMatrix = ((try? MatrixEntry.matrix(text))?.elements.count ?? 0) > 1
      if state.typed != nil && !isMatrix {
        state.typed?.insert(text)
      } else {
        state.typed = nil
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
