import Curriculum
import TextUI
import TutorApp

/// Holds the model and performs what it asks for.
final class EffectRunner {
  private(set) var model: AppModel
  private let loader: CourseLoader
  /// Nothing is remembered without one, as in `replay`.
  private let history: History?
  private var complainedOfHistory = false

  init(_ model: AppModel, loader: CourseLoader, history: History? = nil) {
    self.model = model
    self.loader = loader
    self.history = history
  }

  /// Sends a message and performs the effects; false once the program is to end.
  func send(_ message: Message, to terminal: (any Terminal)?) -> Bool {
    let (updated, effects) = model.update(message)
    model = updated
    for effect in effects {
      switch effect {
      case .loadLesson(let reference, let heading):
        let answer: Message
        do throws(LessonError) {
          answer = .lessonLoaded(try loader.open(reference), heading: heading)
        } catch {
          answer = .lessonFailed(error)
        }
        _ = send(answer, to: terminal)
      case .loadHistory: _ = send(.historyLoaded(history?.lines() ?? []), to: terminal)
      case .recordHistory(let line): record(line, terminal)
      case .complete(let kind, let prefix):
        _ = send(.completed(candidates(kind, prefix), prefix: prefix), to: terminal)
      case .saveLines(let lines, let file): _ = send(save(lines, file), to: terminal)
      case .loadLines(let file): load(file, terminal)
      case .copyText(let text): terminal?.copy(text)
      case .redrawScreen: terminal?.redrawAll()
      case .suspendProgram: terminal?.suspend()
      case .quit: return false
      }
    }
    return !model.isFinished
  }

  /// One event of the terminal as a message.
  func handle(_ event: TerminalEvent, of terminal: any Terminal) -> Bool {
    switch event {
    case .key(let key): send(.keyPressed(key), to: terminal)
    case .paste(let text): send(.pasted(text), to: terminal)
    case .resized(let size): send(.resized(size), to: terminal)
    case .timeout: send(.ticked, to: terminal)
    case .closed: false
    }
  }

  private func record(_ line: String, _ terminal: (any Terminal)?) {
    do throws(LessonError) {
      try history?.add(line)
    } catch {
      guard !complainedOfHistory else { return }
      complainedOfHistory = true
      _ = send(.reported("the history is not kept: \(error.message)", isError: false), to: terminal)
    }
  }

  private func candidates(_ kind: Completable, _ prefix: String) -> [String] {
    let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    let files = FileBytes.names(in: folder).map { folder + $0 }.filter { $0.hasPrefix(prefix) }
    guard kind == .lessons else { return files }
    let ids = prefix.contains("/") ? [] : loader.lessons().documents.map(\.id).filter { $0.hasPrefix(prefix) }
    return Array(Set(ids)).sorted() + files.filter { $0.hasSuffix(".md") || $0.hasSuffix("/") }
  }

  /// The first line of a saved session; only a file that begins with it is overwritten.
  private static let sessionMark = "# backprop session"

  private func save(_ lines: [String], _ file: String) -> Message {
    do throws(LessonError) {
      if FileBytes.exists(file) {
        let start = try FileBytes.contents(of: file, limit: 4096).prefix(Self.sessionMark.utf8.count)
        guard start.elementsEqual(Self.sessionMark.utf8) else {
          return .reported("\(file) exists and is no saved session; choose another name", isError: true)
        }
      }
      try FileBytes.write(
        "\(Self.sessionMark); `backprop replay` runs it\n" + lines.joined(separator: "\n") + "\n", to: file)
      return .reported("\(lines.count) lines saved in \(file)", isError: false)
    } catch {
      return .reported(error.message, isError: true)
    }
  }

  private func load(_ file: String, _ terminal: (any Terminal)?) {
    do throws(LessonError) {
      let bytes = try FileBytes.contents(of: file, limit: 4 << 20)
      let lines = String(decoding: bytes, as: UTF8.self).split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for (index, line) in lines.enumerated() {
        _ = send(.loadedLine(String(line), number: index + 1, file: file), to: terminal)
      }
      _ = send(.loadEnded(file: file), to: terminal)
    } catch {
      _ = send(.reported(error.message, isError: true), to: terminal)
    }
  }
}
