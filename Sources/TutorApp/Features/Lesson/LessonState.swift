import Curriculum
import Session
import TextUI

/// A text over the screen: the whole lesson over its walk, or the formulas of what is in view.
struct LessonState: Equatable, Sendable {
  enum Content: Equatable, Sendable { case lesson, formulas }

  var pane: TextPane
  var content = Content.lesson
}

extension LessonState: Feature {
  func context(isWalk: Bool) -> KeyContext { .reader }

  func draw(_ model: AppModel, on canvas: inout Canvas) {
    ReaderScreen.draw(pane, title: model.lesson.title, on: &canvas)
  }
}
