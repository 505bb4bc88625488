import LayerMath
import Session
import Tutoring

/// A layer as every view draws it: its derivation, what of it may be seen, what is in play, and how numbers are written.
struct LayerPicture {
  let derivation: Derivation
  let number: NumberText
  /// Whether an entry's value is on the table; what is not stands as `Theme.unknown`.
  let isKnown: (Symbol) -> Bool
  let focus: StepFocus
  /// Entries that the last change of numbers altered.
  let changed: [Symbol]

  /// The layer where a walk stands.
  init(_ walk: Walk, number: NumberText) {
    derivation = walk.derivation
    self.number = number
    isKnown = { walk.walkthrough.isKnown($0, at: walk.position) }
    focus = StepFocus(walk.position, in: walk.derivation)
    changed = walk.changed
  }

  var example: LayerExample { derivation.example }
}
