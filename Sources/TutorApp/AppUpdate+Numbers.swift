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
    editCell { $0.clamp(to: $1) }
  }

  mutating func editCell(_ body: (inout EditorState, LayerExample) -> Void) {
    guard let example, case .editor(var state) = overlay else { return }
    body(&state, example)
    overlay = .editor(state)
  }

  mutating func set(_ part: LayerExample.Part, _ values: String) {
    guard requireWalk(), let example else { return }
    do {
      // A new W brings its shape: K and n change in all three at once.
      let new = try MatrixEntry.replacing(part, in: example, with: values, resizing: part == .w)
      change(to: new)
      let grew = [new.n > example.n ? "x" : nil, new.k > example.k ? "dy" : nil].compactMap { $0 }
      let zeros = part == .w && !grew.isEmpty ? "new entries of \(grew.joined(separator: " and ")) are 0; " : ""
      let shape = part == .w ? "\(new.k)×\(new.n)" : part == .x ? "\(new.n) entries" : "\(new.k) entries"
      tell("\(part.rawValue): \(shape); \(zeros)u takes it back")
    } catch {
      fail(error.message)
    }
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
