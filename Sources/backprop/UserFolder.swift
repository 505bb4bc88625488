/// Where a user's own files are, by the XDG base directory specification; `nil` where nothing names a home.
enum UserFolder {
  /// What is kept from sitting to sitting: `$XDG_STATE_HOME/backprop`.
  static var state: String? { folder("XDG_STATE_HOME", below: "/.local/state") }

  /// What belongs to the user: `$XDG_DATA_HOME/backprop`.
  static var data: String? { folder("XDG_DATA_HOME", below: "/.local/share") }

  /// The specification: a path that is not absolute is invalid and to be ignored.
  private static func folder(_ variable: String, below home: String) -> String? {
    let named = LessonSource.environment(variable).flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (named ?? LessonSource.environment("HOME").map { $0 + home }).map { $0 + "/backprop" }
  }
}
