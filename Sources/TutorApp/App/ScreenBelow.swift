import Curriculum
import Session
import TextUI

/// The screen under what lies over it and above the bottom line: all that it is drawn from.
enum ScreenBelow: Equatable, Sendable {
  case walk(WalkthroughScreen)
  case reader(TextPane, title: String, Size)

  init(_ model: AppModel) {
    switch model.screen {
    case .walk(let state):
      if let walk = model.sitting.walk {
        self = .walk(WalkthroughScreen(walk, state, of: model))
      } else {
        self = .reader(state.lesson, title: model.lesson.title, model.size)
      }
    case .reader(let state): self = .reader(state.text, title: model.lesson.title, model.size)
    }
  }

  var canvas: Canvas {
    switch self {
    case .walk(let screen): return screen.canvas
    case .reader(let text, let title, let size):
      var canvas = Canvas(size)
      ReaderScreen.draw(text, title: title, on: &canvas)
      return canvas
    }
  }
}

/// What was drawn for earlier frames, shared by all copies of a model.
struct DrawnBefore: Equatable, Sendable {
  let formulas = StepFormulas()
  /// Where one was a moment ago, and where the same key would lead.
  let screens = Kept<ScreenBelow, Canvas>(4)
  let frames = Kept<WalkFrame, Canvas>()
  let blocks = Kept<MatricesView.Source, [MatrixBlock]>()
}
