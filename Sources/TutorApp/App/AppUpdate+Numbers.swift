import Curriculum
import Exports
import LayerMath
import Session
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
    state.forgetNumbers()
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
    tell(SymbolText.size(example.resized(k: k, n: n)) + "; new entries are 0")
  }

  /// A preset by name, or the one after the last.
  mutating func setPreset(_ preset: LayerExample.Preset?) {
    guard requireWalk(), let example else { return }
    let all = LayerExample.Preset.allCases
    let here = all.firstIndex { $0.example == example }
    let chosen = preset ?? all[here.map { ($0 + 1) % all.count } ?? 0]
    change(to: chosen.example)
    sayNumbers(before: example)
    tell("preset \(chosen.rawValue): \(SymbolText.size(chosen.example)); u takes it back")
  }

  /// The numbers for the clipboard; above the prompt too, for terminals that do not pass them on.
  mutating func copy(_ form: NumbersCopy) -> [Effect] {
    guard requireWalk(), let example else { return [] }
    let lines = form.lines(example)
    reply(.lines(lines))
    tell("W, x and δy copied as \(form.rawValue), where the terminal allows it")
    return [.copyText(lines.joined(separator: "\n") + "\n")]
  }

  /// The last number that the cell had before this one, whatever was changed elsewhere since.
  mutating func undoCell() {
    guard case .walk(let walk) = screen, case .editor(let state) = overlay, let example else {
      return tell("undo-cell works in the grid (e)")
    }
    let now = state.value(in: example)
    let earlier = walk.undoStack.last { old in
      old.k == example.k && old.n == example.n && state.value(in: old) != now
    }
    guard let earlier else { return tell("this cell had no other number") }
    change(
      to: example.replacing(
        state.place.part, row: state.place.row, column: state.place.column, with: state.value(in: earlier)))
  }

  mutating func undo() {
    guard case .walk(var state) = screen, let example, let old = state.undoStack.popLast() else {
      let isForgotten = if case .walk(let state) = screen { state.hasForgottenNumbers } else { false }
      return tell(isForgotten ? "earlier numbers of a layer this large are not kept" : "nothing to undo")
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
