import Curriculum

/// The lines typed at the prompt, one a line, kept from sitting to sitting.
///
/// `$XDG_STATE_HOME/backprop/history`, else below `~/.local/state`; without either nothing is kept.
struct History {
  private let path: String?
  private static let limit = 1000

  init() {
    let state =
      LessonSource.environment("XDG_STATE_HOME") ?? LessonSource.environment("HOME").map { $0 + "/.local/state" }
    path = state.map { $0 + "/backprop/history" }
  }

  func lines() -> [String] {
    guard let path, let bytes = try? FileBytes.contents(of: path, limit: 4 << 20) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    // Cut now and then, so that the file does not grow for ever.
    if lines.count > 2 * Self.limit {
      try? FileBytes.write(lines.suffix(Self.limit).joined(separator: "\n") + "\n", to: path)
    }
    return lines.suffix(Self.limit)
  }

  /// - Throws: `LessonError` where the file cannot be written.
  func add(_ line: String) throws(LessonError) {
    guard let path else { return }
    if let slash = path.lastIndex(of: "/") { FileBytes.makeFolder(String(path[..<slash])) }
    try FileBytes.write(line + "\n", to: path, appending: true)
  }
}
