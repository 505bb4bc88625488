import LayerMath
import Session

/// What actions do in the grid.
extension AppModel {
  mutating func editCell(_ body: (inout EditorState, LayerExample) -> Void) {
    guard let example, case .editor(var state) = overlay else { return }
    body(&state, example)
    overlay = .editor(state)
  }

  /// Other numbers, which can be taken back.
  mutating func change(to example: LayerExample) { followed { $0.change(to: example) } }

  /// The last number that the cell had before this one, whatever was changed elsewhere since.
  mutating func undoCell() {
    guard let walk = sitting.walk, case .editor(let state) = overlay else {
      return tell("undo-cell works in the grid (e)")
    }
    let (example, now) = (walk.example, state.value(in: walk.example))
    let earlier = walk.earlierNumbers.first { old in
      old.k == example.k && old.n == example.n && state.value(in: old) != now
    }
    guard let earlier else { return tell("this cell had no other number") }
    change(to: example.replacing(state.place, with: state.value(in: earlier)))
  }

  mutating func clearCell() {
    guard let example, case .editor(let state) = overlay else { return }
    change(to: example.replacing(state.place, with: .zero))
  }
}
