import Curriculum
import LayerMath
import TextUI
import Tutoring

/// Changing `W`, `x`, `δy`: nothing is lost by a bad entry, and every change can be undone.
extension AppModel {
  /// Replaces the numbers; the old ones can be had back.
  mutating func change(to example: LayerExample, isUndo: Bool = false) {
    guard case .walk(var state) = screen else { return }
    let old = state.walkthrough.derivation.example
    guard old != example else { return }
    if !isUndo {
      state.undoStack.append(old)
      state.redoStack = []
    }
    state.change(to: example, size: size)
    screen = .walk(state)
    rememberNumbers(from: old, to: example)
    editCell { $0.clamp(to: $1) }
  }

  /// The marks on what a change altered go once something else happens.
  mutating func forgetChanges() {
    guard case .walk(var state) = screen, !state.changed.isEmpty else { return }
    state.changed = []
    screen = .walk(state)
  }

  mutating func editCell(_ body: (inout EditorState, LayerExample) -> Void) {
    guard let example, case .editor(var state) = overlay else { return }
    body(&state, example)
    overlay = .editor(state)
  }

  mutating func reshape(units: Int, inputs: Int) {
    guard requireWalk(), let example else { return }
    let (k, n) = (example.k + units, example.n + inputs)
    guard k >= 1 && n >= 1 else { return fail("a layer has at least one unit and one input") }
    change(to: example.resized(k: k, n: n))
    tell(PlainText.size(example.resized(k: k, n: n)) + "; new entries are 0")
  }

  mutating func undo() {
    guard case .walk(var state) = screen, let example, let old = state.undoStack.popLast() else {
      return tell("nothing to undo")
    }
    state.redoStack.append(example)
    screen = .walk(state)
    change(to: old, isUndo: true)
    tell("undone; Ctrl-R redoes it")
  }

  mutating func redo() {
    guard case .walk(var state) = screen, let example, let new = state.redoStack.popLast() else {
      return tell("nothing to redo")
    }
    state.undoStack.append(example)
    screen = .walk(state)
    change(to: new, isUndo: true)
    tell("redone")
  }
}
