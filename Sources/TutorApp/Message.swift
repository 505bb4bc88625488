import Curriculum
import TextUI

/// What happened; `update` turns it into a new model and effects.
package enum Message: Equatable, Sendable {
  case keyPressed(KeyEvent)
  case pasted(String)
  case resized(Size)
  /// Time passed while autoplay is on.
  case ticked
  /// An action line from the prompt, the help or a script.
  case entered(String)
  case lessonLoaded(LessonDocument, heading: String?)
  case lessonFailed(LessonError)
}
