import Curriculum
import LayerMath
import Session
import TextUI
import Tutoring

/// Everything the screen depends on.
///
/// The same model always gives the same frame.
package struct AppModel: Equatable, Sendable {
  package internal(set) var size: Size
  var screen: Screen
  /// Lessons that a link was followed from, as they were left.
  var backStack: [Screen] = []
  /// What lies over the screen, the top one last; under a layer that does not pass lies nothing.
  private(set) var layers: [Layer] = []
  /// The top layer; a new one takes its place.
  var overlay: Layer? {
    get { layers.last }
    set {
      guard let layer = newValue else {
        layers = []
        return
      }
      guard layer.feature.isPassing, let top = layers.last else {
        layers = [layer]
        return
      }
      if top.feature.isPassing { layers.removeLast() }
      layers.append(layer)
    }
  }

  /// Opens a layer that gives way again to what is on top now.
  mutating func cover(with layer: Layer) {
    if let top = layers.last, top.isLike(layer) { layers.removeLast() }
    layers.append(layer)
  }

  /// What was under the top layer is on top again.
  mutating func uncover() { _ = layers.popLast() }

  /// Changes every layer that holds the whole lesson.
  mutating func withLessonLayers(_ body: (inout TextPane) -> Void) {
    layers = layers.map { layer in
      guard case .lesson(var state) = layer else { return layer }
      body(&state.pane)
      return .lesson(state)
    }
  }

  /// Lessons as they were left, by id, to be found so again within this run.
  var visited: [String: Screen] = [:]
  package internal(set) var number = NumberText()
  var valuesView = ValuesView.matrices
  var isAutoplaying = false
  package internal(set) var status: Status?
  /// What came of the last message.
  package internal(set) var outcome = Outcome()
  var promptHistory: [String] = []
  var isHistoryLoaded = false
  /// Lines entered by hand or from a script, and what they gave.
  package internal(set) var exchanges: [Exchange] = []
  /// How many lines were entered in all; `exchanges` keeps the last of them.
  package internal(set) var enteredCount = 0
  /// Whether remarks and failures belong to the last exchange.
  var isRecording = false
  /// Whether results stand above the bottom line.
  var showsResults = false
  /// How the lines of a file being loaded went.
  var loadFailures: [String] = []
  var loadedCount = 0
  /// Whether a file is being loaded that has not opened its lesson yet.
  var isLoadBeginning = false
  /// What was done.
  var journal: Journal
  /// How the lesson being opened was named.
  var openedAs: String?
  var generator: SeededGenerator
  package internal(set) var isFinished = false
  /// Whether the last key was told what quitting would lose.
  var isAskedToLeave = false

  /// What was just opened.
  enum Screen: Equatable, Sendable {
    case walk(WalkState)
    case reader(ReaderState)

    var lesson: LessonDocument {
      switch self {
      case .walk(let state): state.walkthrough.lesson
      case .reader(let state): state.lesson
      }
    }

    /// Whether a student's numbers are in it, not the lesson's.
    var hasChangedNumbers: Bool { if case .walk(let state) = self { !state.undoStack.isEmpty } else { false } }

    mutating func fit(_ size: Size) {
      switch self {
      case .walk(var state):
        state.fit(size)
        self = .walk(state)
      case .reader(var state):
        state.fit(size)
        self = .reader(state)
      }
    }
  }

  /// One line at the bottom, until the next key.
  package typealias Status = Remark

  /// A model that shows a lesson.
  ///
  /// `seed` feeds `random`.
  package init(
    lesson: LessonDocument, openedAs reference: String? = nil, size: Size, seed: UInt64,
    example: LayerExample? = nil
  ) {
    self.size = size
    journal = Journal(opening: reference ?? lesson.id)
    generator = SeededGenerator(seed: seed)
    screen = Self.screen(for: lesson, size: size)
    if let issue = lesson.issues.first(where: { $0.severity != .note }) {
      status = Status(text: Self.line(issue), isError: true)
    }
    if let example { begin(with: example) }
  }

  /// A model for a front without a screen of its own.
  package init(lesson: LessonDocument, seed: UInt64, example: LayerExample? = nil) {
    self.init(lesson: lesson, size: Size(columns: 80, rows: 24), seed: seed, example: example)
  }

  /// Other numbers than the lesson's, before anything was done.
  mutating func begin(with example: LayerExample) {
    guard case .walk(var state) = screen else { return }
    rememberNumbers(from: state.walkthrough.derivation.example, to: example)
    state.begin(with: example)
    screen = .walk(state)
  }

  /// File, line and message; of the path only the name, so that the message stays in view.
  static func line(_ issue: LessonIssue) -> String {
    "\(issue.file.split(separator: "/").last ?? ""):\(issue.line): \(issue.message)"
  }

  static func screen(for lesson: LessonDocument, size: Size) -> Screen {
    lesson.isWalked
      ? .walk(WalkState(Walkthrough(lesson: lesson), size: size)) : .reader(ReaderState(lesson, size: size))
  }

  /// Milliseconds until the next tick; `nil` waits for a key and uses no time at all.
  package var tickMilliseconds: Int? { isAutoplaying && !isTooSmall ? 1200 : nil }

  package var example: LayerExample? {
    if case .walk(let state) = screen { state.walkthrough.derivation.example } else { nil }
  }

  package var position: WalkPosition? { if case .walk(let state) = screen { state.position } else { nil } }

  /// The line that is being typed, if any.
  var typedField: TextField? { overlay?.feature.typedField }

  /// The lesson on the screen.
  var lesson: LessonDocument { screen.lesson }

  /// The file that the lesson on the screen was read from.
  package var lessonFile: String { lesson.file }

  /// Whether nothing can be shown but what size is needed.
  var isTooSmall: Bool { size.columns < WalkLayout.minimum.columns || size.rows < WalkLayout.minimum.rows }

  var context: KeyContext {
    if isTooSmall { return .unseen }
    let isWalk = if case .walk = screen { true } else { false }
    return overlay?.feature.context(isWalk: isWalk) ?? (isWalk ? .walk : .reader)
  }
}

/// The walk as the student sees it, and how it came there.
struct WalkState: Equatable, Sendable {
  enum Pane: CaseIterable, Equatable, Sendable { case lesson, values, step }

  /// What `back` restores.
  struct Earlier: Equatable, Sendable {
    let position: WalkPosition
    let lesson: TextPane
    let valuesScroll: Int
    let pane: Pane
  }

  private(set) var walkthrough: Walkthrough
  private(set) var position = WalkPosition.question
  private(set) var earlier: [Earlier] = []
  var undoStack: [LayerExample] = []
  var redoStack: [LayerExample] = []
  /// Whether numbers from before the first of the stack were let go.
  var hasForgottenNumbers = false
  var lesson: TextPane
  var valuesScroll = 0
  var pane = Pane.lesson
  /// Entries whose value the last change of numbers altered.
  var changed: [Symbol] = []

  init(_ walkthrough: Walkthrough, size: Size) {
    self.walkthrough = walkthrough
    let area = WalkLayout(size, at: .question).lessonText
    lesson = TextPane(walkthrough.text(at: .question).blocks, width: area.columns, height: area.rows)
  }

  mutating func move(to position: WalkPosition?, size: Size) -> Bool {
    guard let position, position != self.position else { return false }
    earlier.append(Earlier(position: self.position, lesson: lesson, valuesScroll: valuesScroll, pane: pane))
    place(at: position, size: size)
    return true
  }

  private mutating func place(at position: WalkPosition, size: Size) {
    self.position = position
    valuesScroll = 0
    let text = walkthrough.text(at: position)
    fit(size)
    lesson.show(text.blocks, anchor: text.anchor)
    lesson.deselectLink()
  }

  /// The earlier state; before the first recorded one, the reveal before this.
  mutating func goBack(size: Size) -> Bool {
    if let state = earlier.popLast() {
      position = state.position
      lesson = state.lesson
      valuesScroll = state.valuesScroll
      pane = state.pane
      fit(size)
      return true
    }
    guard let before = walkthrough.previous(position) else { return false }
    place(at: before, size: size)
    return true
  }

  /// Lays the text out for the size; a formula in play that was in view stays in view.
  mutating func fit(_ size: Size) {
    let area = WalkLayout(size, at: position).lessonText
    let anchor = walkthrough.text(at: position).anchor
    let isInView = anchor.map(lesson.isVisible(block:)) ?? false
    lesson.resize(width: area.columns, height: area.rows)
    if isInView { lesson.reveal(block: anchor) }
  }

  /// The same place in a new text, with the numbers that were set.
  func reloaded(_ lesson: LessonDocument, size: Size) -> WalkState {
    let example = walkthrough.derivation.example
    let isChanged = example != Walkthrough(lesson: walkthrough.lesson).derivation.example
    var fresh = Walkthrough(lesson: lesson)
    if isChanged { fresh = fresh.with(example) }
    var state = self
    let before = walkthrough.derivation
    state.walkthrough = fresh
    state.earlier = []
    let text = fresh.text(at: fresh.clamped(fresh.place(of: position, in: before)))
    state.position = fresh.clamped(fresh.place(of: position, in: before))
    state.lesson.replace(text.blocks)
    state.fit(size)
    return state
  }

  /// Lets the oldest numbers go where all of them would fill the memory: some 100 MiB beyond what they share.
  mutating func forgetNumbers() {
    var entries = 0
    var newer = walkthrough.derivation.example
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

  /// Other numbers before anything was done.
  mutating func begin(with example: LayerExample) { walkthrough = walkthrough.with(example) }

  /// Other numbers: the place stays where it exists.
  ///
  /// Earlier places stay while the shape does.
  mutating func change(to example: LayerExample, size: Size) {
    let before = walkthrough.derivation
    let old = before.example
    walkthrough = walkthrough.with(example)
    changed = ChangedEntries(from: before, to: walkthrough.derivation).symbols
    if old.k != example.k || old.n != example.n {
      earlier = []
      let clamped = walkthrough.clamped(walkthrough.place(of: position, in: before))
      if clamped != position { place(at: clamped, size: size) }
    }
  }
}

/// A lesson that is read.
struct ReaderState: Equatable, Sendable {
  var lesson: LessonDocument
  var text: TextPane

  init(_ lesson: LessonDocument, size: Size) {
    self.lesson = lesson
    let area = ReaderScreen.textArea(size)
    text = TextPane(lesson.readBlocks, width: area.columns, height: area.rows)
  }

  mutating func fit(_ size: Size) {
    let area = ReaderScreen.textArea(size)
    text.resize(width: area.columns, height: area.rows)
  }
}
