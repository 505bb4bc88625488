import Session
import Synchronization
import TextUI
import Tutoring

/// What was drawn below the prompt, kept while a line is typed: each letter changes one row, and nothing of what is under it.
final class FrameBelow: Sendable, Equatable {
  /// All that a screen without layers is drawn from.
  struct Source: Equatable, Sendable {
    let size: Size
    let screen: Screen
    let place: Place
    let number: NumberText
    let view: ValuesView
  }

  private let last = Mutex<(source: Source, canvas: Canvas)?>(nil)

  func canvas(of source: Source, drawn: () -> Canvas) -> Canvas {
    if let kept = last.withLock({ $0 }), kept.source == source { return kept.canvas }
    let canvas = drawn()
    last.withLock { $0 = (source, canvas) }
    return canvas
  }

  /// What was drawn says nothing about a model.
  static func == (a: FrameBelow, b: FrameBelow) -> Bool { true }
}
