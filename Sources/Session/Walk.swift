import Curriculum
import LayerMath
import Tutoring

/// A walk through a derivation: where it stands, how it came there, and the numbers it had.
package struct Walk: Equatable, Sendable {
  package private(set) var walkthrough: Walkthrough
  package private(set) var position = WalkPosition.question
  /// Where it was before, the first place first; `back` returns through them.
  package private(set) var earlier: [WalkPosition] = []
  private(set) var undoStack: [LayerExample] = []
  private(set) var redoStack: [LayerExample] = []
  /// Whether numbers from before the first of the stack were let go.
  private(set) var hasForgottenNumbers = false
  /// Entries whose value the last change of numbers altered.
  package private(set) var changed: [Symbol] = []

  package init(_ walkthrough: Walkthrough) { self.walkthrough = walkthrough }

  package var derivation: Derivation { walkthrough.derivation }
  package var example: LayerExample { walkthrough.derivation.example }

  /// Whether a student's numbers are in it, not the lesson's.
  var hasChangedNumbers: Bool { !undoStack.isEmpty }

  /// False where there is no such place, or it is this one.
  mutating func move(to position: WalkPosition?) -> Bool {
    guard let position, position != self.position else { return false }
    earlier.append(self.position)
    self.position = position
    return true
  }

  /// The earlier place; before the first recorded one, the reveal before this.
  mutating func goBack() -> Bool {
    guard let before = earlier.popLast() ?? walkthrough.previous(position) else { return false }
    position = before
    return true
  }

  /// The same place in a new text, with the numbers that were set.
  func reloaded(_ lesson: LessonDocument) -> Walk {
    let isChanged = example != Walkthrough(lesson: walkthrough.lesson).derivation.example
    var walk = self
    walk.walkthrough = Walkthrough(lesson: lesson)
    if isChanged { walk.walkthrough = walk.walkthrough.with(example) }
    walk.keepPlace(from: derivation)
    return walk
  }

  /// Where the entry in play is computed now; earlier places are no more.
  private mutating func keepPlace(from before: Derivation) {
    earlier = []
    position = walkthrough.clamped(walkthrough.place(of: position, in: before))
  }

  // MARK: numbers

  /// Other numbers before anything was done.
  mutating func begin(with example: LayerExample) { walkthrough = walkthrough.with(example) }

  /// Other numbers, which can be taken back: the place stays where it exists, earlier ones while shape and rules do.
  mutating func change(to example: LayerExample) {
    undoStack.append(self.example)
    redoStack = []
    replace(with: example)
  }

  /// The numbers before these; nil where there are none.
  mutating func undo() -> LayerExample? {
    guard let old = undoStack.popLast() else { return nil }
    redoStack.append(example)
    replace(with: old)
    return old
  }

  mutating func redo() -> LayerExample? {
    guard let new = redoStack.popLast() else { return nil }
    undoStack.append(example)
    replace(with: new)
    return new
  }

  /// Numbers that were there before, the last first.
  package var earlierNumbers: some Sequence<LayerExample> { undoStack.reversed() }

  private mutating func replace(with example: LayerExample) {
    let before = derivation
    walkthrough = walkthrough.with(example)
    changed = ChangedEntries(from: before, to: derivation).symbols
    let isSameShape = before.example.k == example.k && before.example.n == example.n
    if !isSameShape || before.rules != derivation.rules { keepPlace(from: before) }
    forgetNumbers()
  }

  /// The marks on what a change altered go once something else happens.
  mutating func forgetChanges() { if !changed.isEmpty { changed = [] } }

  /// Lets the oldest numbers go where all of them would fill the memory: some 100 MiB beyond what they share.
  private mutating func forgetNumbers() {
    var entries = 0
    var newer = example
    let kept = undoStack.reversed().prefix { example in
      entries += example.unsharedEntries(with: newer)
      newer = example
      return entries <= 4_000_000
    }
    let count = max(1, kept.count)
    guard undoStack.count > count else { return }
    undoStack.removeFirst(undoStack.count - count)
    hasForgottenNumbers = true
  }
}

/// A lesson that is open: walked, or read.
package enum Place: Equatable, Sendable {
  case walk(Walk)
  case reading(LessonDocument)

  init(_ lesson: LessonDocument) {
    self = lesson.isWalked ? .walk(Walk(Walkthrough(lesson: lesson))) : .reading(lesson)
  }

  package var lesson: LessonDocument {
    switch self {
    case .walk(let walk): walk.walkthrough.lesson
    case .reading(let lesson): lesson
    }
  }

  package var walk: Walk? { if case .walk(let walk) = self { walk } else { nil } }

  /// The same place in the new text of a file.
  func reloaded(_ lesson: LessonDocument) -> Place {
    if case .walk(let walk) = self, lesson.isWalked { .walk(walk.reloaded(lesson)) } else { Place(lesson) }
  }
}
