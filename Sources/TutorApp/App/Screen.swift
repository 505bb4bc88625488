import Curriculum
import LayerMath
import Session
import TextUI
import Tutoring

/// What a lesson that is open looks like; what it is, its `Place` says.
enum Screen: Equatable, Sendable {
  case walk(WalkState)
  case reader(ReaderState)

  init(_ place: Place, size: Size) {
    switch place {
    case .walk(let walk): self = .walk(WalkState(walk, size: size))
    case .reading(let lesson): self = .reader(ReaderState(lesson, size: size))
    }
  }

  mutating func fit(_ size: Size, at place: Place) {
    switch self {
    case .walk(var state):
      if let walk = place.walk { state.fit(size, at: walk) }
      self = .walk(state)
    case .reader(var state):
      state.fit(size)
      self = .reader(state)
    }
  }

  /// The screen after a walk went on, went back, or had other numbers.
  consuming func following(_ old: Walk, _ new: Walk, size: Size) -> Screen {
    switch consume self {
    case .walk(var state):
      state.follow(from: old, to: new, size: size)
      return .walk(state)
    case .reader(let state): return .reader(state)
    }
  }

  /// The same look of a place whose text is new.
  func reloaded(_ place: Place, size: Size) -> Screen {
    switch (self, place) {
    case (.walk(var state), .walk(let walk)):
      state.reload(walk, size: size)
      return .walk(state)
    case (.reader(var state), .reading(let lesson)):
      state.text.replace(lesson.readBlocks)
      return .reader(state)
    default: return Screen(place, size: size)
    }
  }
}

/// A lesson that is read.
struct ReaderState: Equatable, Sendable {
  var text: TextPane

  init(_ lesson: LessonDocument, size: Size) {
    let area = ReaderScreen.textArea(size)
    text = TextPane(lesson.readBlocks, width: area.columns, height: area.rows)
  }

  mutating func fit(_ size: Size) {
    let area = ReaderScreen.textArea(size)
    text.resize(width: area.columns, height: area.rows)
  }
}
