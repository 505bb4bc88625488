/// What the model wants from the world; only the executable performs it.
package enum Effect: Equatable, Sendable {
  /// Load a lesson and answer with `lessonLoaded` or `lessonFailed`.
  case loadLesson(String, heading: String?)
  case redrawScreen
  case suspendProgram
  case quit
}
