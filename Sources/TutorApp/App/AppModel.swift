import Curriculum
import LayerMath
import Session
import TextUI
import Tutoring

/// Everything the screen depends on.
///
/// The same model always gives the same frame.
package struct AppModel: Equatable, Sendable, Front {
  package internal(set) var size: Size
  package var sitting: Sitting
  /// What the lessons that are open look like, each as it was left, the one at hand last: one for each place of the sitting.
  private var screens: [Screen]
  /// How lessons looked when they were left, by id.
  private var visitedScreens: [String: Screen] = [:]
  /// What lies over the screen, the top one last.
  private(set) var layers: [Layer] = []
  var valuesView = ValuesView.matrices
  var isAutoplaying = false
  /// Between two steps of the walk that goes by itself.
  var autoplayMilliseconds = 1200
  package internal(set) var status: Status?
  var isHistoryLoaded = false
  /// Whether results stand above the bottom line.
  var showsResults = false
  var drawn = DrawnBefore()
  /// Where one could go on, until the first key.
  var offer: Offer?
  /// Whether numbers and place are there again at the next start.
  package var keepsPlace = false
  /// Whether the last key was told what quitting would lose.
  var isAskedToLeave = false

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
    sitting = Sitting(lesson, openedAs: reference, seed: seed)
    if let example { sitting.begin(with: example) }
    screens = [Screen(sitting.place, size: size)]
    if let issue = lesson.issues.first(where: { $0.severity != .note }) {
      status = Status(text: issue.inShort, isError: true)
    }
  }

  /// A model for a front without a screen of its own.
  package init(lesson: LessonDocument, seed: UInt64, example: LayerExample? = nil) {
    self.init(lesson: lesson, size: Size(columns: 80, rows: 24), seed: seed, example: example)
  }

  // MARK: what the sitting holds

  package var number: NumberText { sitting.number }
  package var example: LayerExample? { sitting.example }
  package var position: WalkPosition? { sitting.position }
  package var derivation: Derivation { sitting.derivation }
  package var isFinished: Bool { sitting.isFinished }
  /// The lesson on the screen.
  var lesson: LessonDocument { sitting.lesson }
  /// The file that the lesson on the screen was read from.
  package var lessonFile: String { lesson.file }

  mutating func fail(_ text: String) { sitting.fail(text) }
  mutating func tell(_ text: String) { sitting.tell(text) }

  // MARK: the screen

  /// What the lesson at hand looks like.
  var screen: Screen {
    get { screens[screens.count - 1] }
    set { screens[screens.count - 1] = newValue }
  }

  /// Whether leaving this lesson leads back to another.
  var leadsBack: Bool { screens.count > 1 }

  /// Shows a lesson that was loaded, as it was left where nothing speaks against it.
  mutating func open(_ lesson: LessonDocument, as reference: String?, heading: String?) {
    if sitting.loading.isBeginning {
      (screens, visitedScreens) = ([], [:])
      showsResults = false
    } else {
      visitedScreens[self.lesson.id] = screen
    }
    let isAsLeft = sitting.open(lesson, as: reference, heading: heading)
    var shown = isAsLeft ? visitedScreens[lesson.id] : nil
    shown?.fit(size, at: sitting.place)
    screens.append(shown ?? Screen(sitting.place, size: size))
    if let heading, case .reader(var state) = screen {
      state.text.jump(toHeading: heading)
      screen = .reader(state)
    }
    overlay = .none
  }

  /// The same lesson once more, at another place of its text: leaving it leads back here.
  mutating func stay() {
    sitting.stay()
    screens.append(screen)
  }

  /// Where the sitting stood before something was done; no copy of what grows with it.
  struct Before {
    let lesson: String
    let depth: Int
    let walk: Walk?

    init(_ sitting: Sitting) {
      (lesson, depth, walk) = (sitting.lesson.id, sitting.places.count, sitting.walk)
    }
  }

  /// The screen after what the sitting did: lessons that were left are left, the text is where the walk is.
  mutating func follow(from before: Before) {
    if sitting.places.count < screens.count {
      visitedScreens[before.lesson] = screen
      screens.removeLast(screens.count - sitting.places.count)
      screen.fit(size, at: sitting.place)
      overlay = .none
      return
    }
    // A lesson whose module was told is walked from here on.
    if before.walk == nil, sitting.walk != nil { screen = Screen(sitting.place, size: size) }
    guard let old = before.walk, let new = sitting.walk, old != new else { return }
    // Taken out of the list, so that the looks it keeps of earlier places are not copied for one more.
    screens.append(screens.removeLast().following(old, new, size: size))
    if old.example != new.example { editCell { $0.clamp(to: $1) } }
  }

  mutating func resize(to size: Size) {
    self.size = size
    screen.fit(size, at: sitting.place)
    let area = ReaderScreen.textArea(size)
    withTextLayers { $0.pane.resize(width: area.columns, height: area.rows) }
  }

  /// Shows the new text of a file that was changed, at the same place; an error in it cannot be missed.
  mutating func reload(_ lesson: LessonDocument) {
    guard sitting.reload(lesson) else { return }
    screen = screen.reloaded(sitting.place, size: size)
    withTextLayers { if $0.content == .lesson { $0.pane.replace(lesson.blocks) } }
  }

  // MARK: layers

  /// The top layer; one that is put there lies over what does not pass if it passes itself, else takes the place of all.
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

  /// The home screen with more of its lessons, wherever it lies; nothing where it was left meanwhile.
  mutating func fillHome(_ list: LessonList) {
    layers = layers.map { if case .home(let state) = $0 { .home(state.filled(list)) } else { $0 } }
  }

  /// What was under the top layer is on top again.
  mutating func uncover() { _ = layers.popLast() }

  /// Changes every layer that holds a text.
  private mutating func withTextLayers(_ body: (inout LessonState) -> Void) {
    layers = layers.map { layer in
      guard case .lesson(var state) = layer else { return layer }
      body(&state)
      return .lesson(state)
    }
  }

  // MARK: time and keys

  /// Milliseconds until the next tick; `nil` waits for a key and uses no time at all.
  package var tickMilliseconds: Int? {
    if isTooSmall { return nil }
    if isAutoplaying { return autoplayMilliseconds }
    // The clock of an exam shows minutes.
    guard case .exam = overlay, let exam = sitting.exam, exam.paper == nil, exam.showsTime else { return nil }
    return 20_000
  }

  /// Whether the walk goes by itself.
  package var isTimed: Bool { tickMilliseconds != nil }

  /// The line that is being typed, if any.
  var typedField: TextField? { overlay?.feature.typedField }

  /// Whether nothing can be shown but what size is needed.
  var isTooSmall: Bool { size.columns < WalkLayout.minimum.columns || size.rows < WalkLayout.minimum.rows }

  var context: KeyContext {
    if isTooSmall { return .unseen }
    let isWalk = sitting.walk != nil
    return overlay?.feature.context(isWalk: isWalk) ?? (isWalk ? .walk : .reader)
  }
}
