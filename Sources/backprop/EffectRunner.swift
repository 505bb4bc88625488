import Curriculum
import TextUI
import TutorApp

/// Holds the model and performs what it asks for.
final class EffectRunner {
  private(set) var model: AppModel
  private let loader: CourseLoader

  init(_ model: AppModel, loader: CourseLoader) {
    self.model = model
    self.loader = loader
  }

  /// Sends a message and performs the effects; false once the program is to end.
  func send(_ message: Message, to terminal: (any Terminal)?) -> Bool {
    let (updated, effects) = model.update(message)
    model = updated
    for effect in effects {
      switch effect {
      case .loadLesson(let reference, let heading):
        let answer: Message
        do throws(LessonError) {
          answer = .lessonLoaded(try loader.open(reference), heading: heading)
        } catch {
          answer = .lessonFailed(error)
        }
        _ = send(answer, to: terminal)
      case .redrawScreen: terminal?.redrawAll()
      case .suspendProgram: terminal?.suspend()
      case .quit: return false
      }
    }
    return !model.isFinished
  }

  /// One event of the terminal as a message.
  func handle(_ event: TerminalEvent, of terminal: any Terminal) -> Bool {
    switch event {
    case .key(let key): send(.keyPressed(key), to: terminal)
    case .paste(let text): send(.pasted(text), to: terminal)
    case .resized(let size): send(.resized(size), to: terminal)
    case .timeout: send(.ticked, to: terminal)
    case .closed: false
    }
  }
}
