import Tutoring

/// What the model wants from the world; only the executable performs it.
package enum Effect: Equatable, Sendable {
  /// Load a lesson and answer with `lessonLoaded` or `lessonFailed`.
  case loadLesson(String, heading: String?)
  /// Read all lessons and answer with `lessonsListed`.
  case listLessons(ListPurpose)
  /// Answer with `misconceptionsRead`.
  case loadMisconceptions
  /// Keep the place now: what was handed in is no draft any more, however the program ends.
  case keepPlace
  /// Answer with `clock`.
  case tellTime
  /// Something was asked: its time begins.
  case startClock
  /// Add a line to the record, with the time; answer with `recorded`.
  case record(Attempt)
  /// Answer with `recordRead`.
  case loadRecord
  /// Give a record that cannot be used another name, and begin a new one.
  case setRecordAside
  /// Answer with a line after the other, as `loadLines` does.
  case goOn(LeftOff)
  /// Answer with `historyLoaded`.
  case loadHistory
  /// Add a line to the history that outlives this sitting.
  case recordHistory(String)
  /// Answer with `completed`.
  case complete(Completable, prefix: String)
  /// Lines of a session; `isWhole` is false where more was done than is kept.
  case saveLines([String], isWhole: Bool, file: String)
  /// A sheet as a line of JSON.
  case saveSheet(String, file: String)
  /// Answer with `loadedLine` for each, then `loadEnded`; or with `reported`.
  case loadLines(file: String)
  /// Put a text on the clipboard.
  case copyText(String)
  case redrawScreen
  case suspendProgram
  case quit
}

/// What the list of all lessons is wanted for.
package enum ListPurpose: Equatable, Sendable { case home, problems }

/// What only the world outside can complete.
package enum Completable: Equatable, Sendable { case lessons, files }
