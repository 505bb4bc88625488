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
  /// Whether the tutor asks: then no caption says how things are made.
  let isAsked: Bool
  /// Entries that the last change of numbers altered.
  let changed: [Symbol]
  let blocks: Kept<MatricesView.Source, [MatrixBlock]>

  /// The layer where a walk stands.
  ///
  /// - Parameters:
  ///   - isHinted: whether all is marked that the step uses.
  ///   - isAsked: whether the tutor asks, and nothing says how it is done.
  init(
    _ walkthrough: Walkthrough, at position: WalkPosition, isHinted: Bool = false, isAsked: Bool = false,
    changed: [Symbol],
    number: NumberText,
    blocks: Kept<MatricesView.Source, [MatrixBlock]>
  ) {
    derivation = walkthrough.derivation
    self.number = number
    isKnown = { walkthrough.isKnown($0, at: position) }
    focus = StepFocus(position, in: walkthrough.derivation, isWhole: isHinted)
    self.isAsked = isAsked
    self.changed = changed
    self.blocks = blocks
  }

  var example: LayerExample { derivation.example }
}
