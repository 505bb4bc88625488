import Curriculum
import Files
import TextLayout

/// The lines typed at the prompt, one a line, kept from sitting to sitting.
///
/// `$XDG_STATE_HOME/backprop/history`, else below `~/.local/state`; without either nothing is kept.
struct History: Sendable {
  private let path: String?
  private static let limit = 1000

  init() { path = UserFolder.state.map { $0 + "/history" } }

  func lines() -> [String] {
    guard let path, let text = try? text(of: path) else { return [] }
    let lines = text.split(separator: "\n").map(String.init)
    // Cut now and then, so that the file does not grow for ever; what another sitting added meanwhile is kept.
    if lines.count > 2 * Self.limit {
      try? FileBytes.holding(folder: folder(of: path)) { () throws(FileError) in
        let all = try self.text(of: path).split(separator: "\n")
        try FileBytes.replace(path, with: all.suffix(Self.limit).joined(separator: "\n") + "\n")
      }
    }
    return lines.suffix(Self.limit)
  }

  /// - Throws: `FileError` where the file cannot be written.
  func add(_ line: String) throws(FileError) {
    guard let path else { return }
    let folder = folder(of: path)
    FileBytes.makeFolder(folder)
    // Of a paste nothing that a terminal obeys gets into a file that somebody may print.
    let plain = CharacterWidth.printable(line)
    try FileBytes.holding(folder: folder) { () throws(FileError) in try FileBytes.append(plain + "\n", to: path) }
  }

  private func text(of path: String) throws(FileError) -> String {
    String(decoding: try FileBytes.contents(of: path, limit: 64 << 20), as: UTF8.self)
  }

  private func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "." }
}
