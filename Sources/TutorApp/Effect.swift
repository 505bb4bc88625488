/// What the model wants from the world; only the executable performs it.
package enum Effect: Equatable, Sendable {
  /// Load a lesson and answer with `lessonLoaded` or `lessonFailed`.
  case loadLesson(String, heading: String?)
  /// Answer with `historyLoaded`.
  case loadHistory
  /// Add a line to the history that outlives this sitting.
  case recordHistory(String)
  /// Answer with `completed`.
  case complete(Completable, prefix: String)
  case saveLines([String], file: String)
  /// Answer with `loadedLine` for each, then `loadEnded`; or with `reported`.
  case loadLines(file: String)
  /// Put a text on the clipboard.
  case copyText(String)
  case redrawScreen
  case suspendProgram
  case quit
}

/// What only the world outside can complete.
package enum Completable: Equatable, Sendable { case lessons, files }
