import LayerMath

/// What is known of an equation of a sheet: whether it holds for every layer, and what is to be said of its letters.
struct SheetClaim: Equatable, Sendable {
  let head: Formula?
  let expression: Formula?
  /// What it was led on from: the side before it, the head for the first.
  var previous: Formula?
  var truth: Sheet.Truth
  /// Ids of index checks and of wrong rules.
  var ids: [String] = []
  var text = ""
  var counterexample: Equivalence.Counterexample?
  /// Whether it follows from the side before it; `nil` for the first.
  var follows: Bool?
  /// The rules that lead from the side before it here; none where the step has no name.
  var rules: [StepRule] = []
  /// How many major rules those are.
  var size = 0
  /// Right only because two errors cancel: all that leads here from the head is wrong.
  var isFortuitous = false
  /// Whether it says what holds under a condition, and nothing of the rest: `f'(s) = 1 for s > 0`.
  var isPartial = false
  /// Whether it is right with the student's own slope, which is wrong and has cost already.
  var followsOwnSlope = false
  /// The line that it stands on, counted from 1.
  var line = 0

  init(
    head: Formula?, expression: Formula?, truth: Sheet.Truth, text: String = ""
  ) {
    (self.head, self.expression, self.truth, self.text) = (head, expression, truth, text)
    previous = head
  }

  /// Whether it may be built on.
  var isSound: Bool { truth == .yes && !isFortuitous && !isPartial }

  /// The same as its head, without a word about its letters or its layout.
  var isPlain: Bool { truth == .yes && ids.isEmpty && !isPartial }

  /// The quantity that it is about: of `∂y_k/∂x_j` the Jacobian.
  var quantity: Quantity? { head?.meaning.namedQuantity }

  /// Whether it is the derivative of an output by a weight of its own unit, `∂y_k/∂W_kj`, with one letter for both.
  var isOfOwnUnitAlone: Bool {
    guard let head, quantity == .parameterJacobian, let (i, k) = head.unitLetters else { return false }
    return i == k && !(expression?.hasDerivative ?? true)
  }
}
