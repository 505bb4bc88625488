import Curriculum
import Files
import LayerMath
import Session
import TextUI
import Tutoring

/// What happened; `update` turns it into a new model and effects.
package enum Message: Equatable, Sendable {
  case keyPressed(KeyEvent)
  case pasted(String)
  case resized(Size)
  /// Time passed while autoplay is on.
  case ticked
  /// An action line of a script.
  case entered(String)
  /// The same from a front without a prompt of its own; the history has it too.
  case typed(String)
  /// What lies on top was written out, and is to be open no longer.
  case layerClosed
  /// Lines typed in earlier sittings, oldest first.
  case historyLoaded([String])
  /// What the world outside offers for a beginning.
  case completed([String], prefix: String)
  /// A line of a file that is loaded, counted from 1.
  case loadedLine(String, number: Int, file: String)
  case loadEnded(file: String)
  /// The wrong rules by which answers are understood.
  case misconceptionsRead(Misconceptions)
  /// What time it is, in seconds since 1970.
  case clock(Int)
  /// What was answered is in the record, with its time.
  case recorded(Attempt)
  /// All that the record says, and the time, in seconds since 1970.
  case recordRead(Record, time: Int)
  /// Why nothing is saved.
  case recordFailed(RecordTrouble)
  /// What could not be written before is in the record now.
  case recordMended
  /// Whether the place could be kept.
  case placeKept(Bool)
  /// Where somebody left off, to be offered.
  case leftOff(LeftOff, time: Int)
  /// How an effect went, for the status line.
  case reported(String, isError: Bool)
  /// The numbers that were asked for at the start, where they take their time.
  case numbersRead(LayerExample)
  case lessonsListed(LessonList, for: ListPurpose)
  /// More of the lessons that the home screen lists.
  case lessonsRead(LessonList)
  /// The file of the lesson on the screen was saved.
  case lessonChanged(LessonDocument)
  /// `as` is how it was named.
  case lessonLoaded(LessonDocument, as: String, heading: String?)
  case lessonFailed(FileError)
}
