import Curriculum
import TextUI
import TutorApp

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Holds the model and performs what it asks for.
final class EffectRunner {
  private(set) var model: AppModel
  private let loader: CourseLoader
  /// Nothing is remembered without one, as in `replay`.
  private let history: History?
  private var complainedOfHistory = false
  private var watched = (file: "", folder: "", stamp: "")

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
        watchLesson(terminal)
      case .listLessons(let purpose):
        _ = send(.lessonsListed(listLessons(purpose), for: purpose), to: terminal)
      case .loadHistory: _ = send(.historyLoaded(history?.lines() ?? []), to: terminal)
      case .recordHistory(let line): record(line, terminal)
      case .complete(let kind, let prefix):
        _ = send(.completed(candidates(kind, prefix), prefix: prefix), to: terminal)
      case .saveLines(let lines, let isWhole, let file): _ = send(save(lines, isWhole, file), to: terminal)
      case .loadLines(let file): load(file, terminal)
      case .copyText(let text): terminal?.copy(text)
      case .redrawScreen: terminal?.redrawAll()
      case .suspendProgram: terminal?.suspend()
      case .quit: return false
      }
    }
    return !model.isFinished
  }

  /// The lessons of the folder that is open, then those of the course behind it.
  private func listLessons(_ purpose: ListPurpose) -> LessonList {
    let own = CourseLoader(shelves: Array(loader.shelves.prefix(1)), forAuthor: true)
    let behind = CourseLoader(shelves: Array(loader.shelves.dropFirst()))
    let (documents, errors) = own.lessons()
    return LessonList(
      course: own.course(), documents: documents, others: behind.course().ordered(behind.lessons().documents),
      errors: errors, day: Self.day, for: purpose)
  }

  /// Days since 1970, in the local calendar's time.
  private static var day: Int {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return (now + local.tm_gmtoff) / 86_400
  }

  /// One event of the terminal as a message.
  func handle(_ event: TerminalEvent, of terminal: any Terminal) -> Bool {
    switch event {
    case .key(let key): send(.keyPressed(key), to: terminal)
    case .paste(let text): send(.pasted(text), to: terminal)
    case .pasteTooLong(let most):
      send(.reported("more than \(most) MiB were pasted; load a file instead", isError: true), to: terminal)
    case .resized(let size): send(.resized(size), to: terminal)
    case .timeout: send(.ticked, to: terminal)
    case .filesChanged: readAgain(terminal)
    case .closed: false
    }
  }

  /// Listens for the file on the screen being saved.
  func watchLesson(_ terminal: (any Terminal)?) {
    let file = model.lessonFile
    guard file != watched.file else { return }
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    if folder != watched.folder { terminal?.watch(folder: folder.isEmpty ? "/" : folder) }
    watched = (file, folder, FileBytes.stamp(of: file))
  }

  /// Reads the lesson again if its file is another by now; a file that cannot be read leaves the text as it is.
  private func readAgain(_ terminal: (any Terminal)?) -> Bool {
    watchLesson(terminal)
    let stamp = FileBytes.stamp(of: watched.file)
    guard stamp != watched.stamp, !stamp.isEmpty else { return true }
    watched.stamp = stamp
    do throws(LessonError) {
      return send(.lessonChanged(try loader.open(watched.file)), to: terminal)
    } catch {
      return send(.reported(error.message, isError: true), to: terminal)
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

  private func save(_ lines: [String], _ isWhole: Bool, _ file: String) -> Message {
    do throws(LessonError) {
      if FileBytes.exists(file) {
        let start = try FileBytes.contents(of: file, limit: 4096).prefix(Self.sessionMark.utf8.count)
        guard start.elementsEqual(Self.sessionMark.utf8) else {
          return .reported("\(file) exists and is no saved session; choose another name", isError: true)
        }
      }
      try FileBytes.replace(
        file, with: "\(Self.sessionMark); `backprop replay` runs it\n" + lines.joined(separator: "\n") + "\n")
      let rest = isWhole ? "" : "; what was done after them was too much to keep"
      return .reported("\(lines.count) lines saved in \(file)\(rest)", isError: !isWhole)
    } catch {
      return .reported(error.message, isError: true)
    }
  }

  private func load(_ file: String, _ terminal: (any Terminal)?) {
    do throws(LessonError) {
      let bytes = try FileBytes.contents(of: file, most: Replay.sizeLimit)
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
