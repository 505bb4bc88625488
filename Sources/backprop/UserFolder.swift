#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a user's own files are, by the XDG base directory specification; `nil` where nothing names a home.
enum UserFolder {
  /// What is kept from sitting to sitting: `$XDG_STATE_HOME/backprop`.
  static var state: String? { folder("XDG_STATE_HOME", below: "/.local/state") }

  /// What belongs to the user: `$XDG_DATA_HOME/backprop`.
  static var data: String? { folder("XDG_DATA_HOME", below: "/.local/share") }

  /// What was answered.
  static var record: String? { data.map { $0 + "/record.sqlite" } }

  /// Where somebody left off.
  static var place: String? { state.map { $0 + "/place" } }

  /// Seconds from UTC to the user's clock.
  static var secondsFromUTC: Int { local.tm_gmtoff }

  /// Days since 1970, by the user's clock.
  static var day: Int { (time(nil) + secondsFromUTC) / 86_400 }

  /// The day of the user, as in 2026-11-27.
  static var today: String {
    let date = local
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(date.tm_year + 1900)-\(two(date.tm_mon + 1))-\(two(date.tm_mday))"
  }

  private static var local: tm {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return local
  }

  /// The specification: a path that is not absolute is invalid and to be ignored.
  private static func folder(_ variable: String, below home: String) -> String? {
    let named = LessonSource.environment(variable).flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (named ?? LessonSource.environment("HOME").map { $0 + home }).map { $0 + "/backprop" }
  }
}
