import Curriculum
import Session
import TextUI

/// The lesson's whole text over the walk.
struct LessonState: Equatable, Sendable {
  var pane: TextPane
}

extension LessonState: Feature {
  func context(isWalk: Bool) -> KeyContext { .reader }

  func draw(_ model: AppModel, on canvas: inout Canvas) {
    ReaderScreen.draw(pane, title: model.lesson.title, on: &canvas)
  }
}
