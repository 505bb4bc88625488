import Curriculum
import Files
import Session
import TextUI
import TutorApp

/// Sessions written and read.
struct SessionEffects: EffectFamily {
  private let background: Background?

  init(_ background: Background?) { self.background = background }

  func perform(_ effect: Effect, on terminal: (any Terminal)?) -> [Message]? {
    switch effect {
    case .saveLines(let lines, let isWhole, let file):
      guard let background else { return [Self.save(lines, isWhole, file)] }
      background.add { Self.save(lines, isWhole, file) }
      return []
    case .saveSheet(let line, let file):
      guard let background else { return [Self.save(sheet: line, file)] }
      background.add { Self.save(sheet: line, file) }
      return []
    case .loadLines(let file):
      // What is being written may be what is to be read.
      background?.settle()
      return load(file)
    default: return nil
    }
  }

  /// The first line of a saved session; only a file that begins with it is overwritten.
  private static let sessionMark = "# backprop session"

  private static func save(_ lines: [String], _ isWhole: Bool, _ file: String) -> Message {
    do throws(FileError) {
      if FileBytes.exists(file) {
        let start = try FileBytes.contents(of: file, limit: 4096).prefix(sessionMark.utf8.count)
        guard start.elementsEqual(sessionMark.utf8) else {
          return .reported("\(file) exists and is no saved session; choose another name", isError: true)
        }
      }
      try FileBytes.replace(
        file, with: "\(sessionMark); `backprop replay` runs it\n" + lines.joined(separator: "\n") + "\n")
      let rest = isWhole ? "" : "; what was done after them was too much to keep"
      return .reported("\(lines.count) lines saved in \(file)\(rest)", isError: !isWhole)
    } catch {
      return .reported(error.message, isError: true)
    }
  }

  /// Only a file of sheets is overwritten.
  private static func save(sheet line: String, _ file: String) -> Message {
    do throws(FileError) {
      if FileBytes.exists(file) {
        let start = String(decoding: try FileBytes.contents(of: file, limit: 65_536), as: UTF8.self)
        guard start.hasPrefix("{"), start.contains("\"sheet\": [") else {
          return .reported("\(file) exists and is no sheet; choose another name", isError: true)
        }
      }
      try FileBytes.replace(file, with: line + "\n")
      return .reported("saved in \(file); `backprop grade \(file)` marks it", isError: false)
    } catch { return .reported(error.message, isError: true) }
  }

  private func load(_ file: String) -> [Message] {
    do throws(FileError) {
      let bytes = try FileBytes.contents(of: file, most: Replay.sizeLimit)
      let lines = String(decoding: bytes, as: UTF8.self).split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      return lines.enumerated().map { .loadedLine(String($0.element), number: $0.offset + 1, file: file) }
        + [.loadEnded(file: file)]
    } catch {
      return [.reported(error.message, isError: true)]
    }
  }
}
