import ArgumentParser
import Curriculum
import Curses
import LayerMath
import Persistence
import Session
import TextUI
import TutorApp
import Tutoring

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `backprop learn`: the full-screen tutor, or the walk as plain lines.
struct Learn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn", abstract: "Walk through a lesson, full screen (the default command).",
    discussion: "Without a terminal, or with --plain, the walk is printed as plain lines.")

  @OptionGroup var options: LessonOptions
  @OptionGroup var numbers: LayerOptions
  @Flag(help: "Plain lines instead of a screen.") var plain = false
  @Flag(help: "No colours; NO_COLOR in the environment does the same.") var noColor = false
  @Flag(help: "Keep nothing of this sitting, and begin as for the first time.") var fresh = false
  @Argument(help: "A lesson's id, or a Markdown file.") var lesson: String?

  func run() throws {
    try Tutor.open(
      lesson ?? numbers.lesson, from: options.source, numbers: numbers, plain: plain, noColor: noColor, isFresh: fresh)
  }
}

/// Opens a lesson on the screen, or as plain lines where there is none.
enum Tutor {
  /// A large file of numbers is read while the question is on the screen.
  /// - Parameters:
  ///   - isFresh: whether nothing is kept of this sitting.
  ///   - line: an action line that is run once the first frame is there.
  static func open(
    _ lesson: String?, from source: LessonSource, numbers: LayerOptions? = nil, plain: Bool, noColor: Bool,
    isFresh: Bool = false, beginningWith line: String? = nil
  ) throws {
    let readsLater = numbers?.isLargeFile ?? false
    let loader = try source.loader(for: lesson)
    var document = if let lesson { try loader.open(lesson) } else { try source.defaultLesson() }
    // What a lesson does not tell its reader may say.
    if document.notWalked != nil, let module = numbers?.module, module[.activation] != nil {
      document = document.told(module)
    }
    let example = readsLater ? nil : try given(numbers, in: document)
    guard numbers.map({ $0.isEmpty && $0.module.isEmpty }) ?? true || document.isWalked else {
      let reason = document.notWalked.map { " (\($0))" } ?? ""
      throw EntryError("`\(document.id)` is read, not computed\(reason); leave --W, --x, --dy and --layer out")
    }
    let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    guard !plain, isInteractive else { return printPlain(document, try example ?? given(numbers, in: document)) }
    guard LessonSource.hasScreenTerminal,
      let terminal = CursesTerminal(noColor: noColor || LessonSource.environment("NO_COLOR") != nil)
    else {
      printPlain(document, try example ?? given(numbers, in: document))
      // Behind the lines, where it is still in view.
      Output.flush()
      let name = LessonSource.environment("TERM").map { "TERM=\($0)" } ?? "an empty TERM"
      return Output.error("\(name) names no terminal with a screen, so this was plain text; try TERM=xterm-256color")
    }
    var seed = SystemRandomNumberGenerator()
    let model = AppModel(lesson: document, openedAs: lesson, size: terminal.size, seed: seed.next(), example: example)
    let folder = FolderSource()
    let runner = EffectRunner(
      model, loader: loader, history: isFresh ? nil : History(),
      record: isFresh ? nil : UserFolder.record.map { RecordStore(path: $0) },
      place: isFresh ? nil : UserFolder.place,
      background: Background(), folder: folder)
    // What follows can wait until the question is on the screen.
    terminal.show(runner.model.view())
    runner.watchLesson()
    runner.keepPlace()
    if lesson == nil, example == nil, !readsLater, line == nil { runner.offerPlace(to: terminal) }
    if let line {
      // What was begun there is gone on with.
      let draft = isFresh ? [] : draft(of: line, in: document)
      for part in draft + [line] { _ = runner.send(.entered(part), to: terminal) }
    }
    if readsLater {
      do {
        if let example = try given(numbers, in: document) { _ = runner.send(.numbersRead(example), to: terminal) }
      } catch {
        terminal.close()
        throw error
      }
    }
    Program.run(
      on: terminal, sources: [folder].compactMap { $0 }, view: { runner.model.view() },
      prepare: { runner.prepare(after: $0) }, timeout: { runner.timeout },
      handle: { runner.handle($0, of: terminal) })
    folder?.watch(nil)
    terminal.close()
    for failure in runner.finish() { Output.error(failure) }
  }

  /// The lines of an exam or a sheet of this lesson that was left.
  private static func draft(of action: String, in lesson: LessonDocument) -> [String] {
    guard let place = PlaceEffects(UserFolder.place, nil).leftOff, let reference = place.reference,
      reference == lesson.id || reference == lesson.file || reference.hasSuffix("/" + lesson.file)
    else { return [] }
    return place.lines(backTo: action)
  }

  /// The numbers that were given, or the lesson's with the activation that was; `nil` for the lesson as it is.
  private static func given(_ numbers: LayerOptions?, in lesson: LessonDocument) throws -> LayerExample? {
    guard let numbers, !numbers.isEmpty else {
      guard let numbers, !numbers.module.isEmpty else { return nil }
      return try numbers.completed(lesson.opening)
    }
    let example = try numbers.example()
    // What the options leave open is the lesson's.
    let module = numbers.module
    let hasOwnActivation = module[.activation] != nil || module[.alpha] != nil || numbers.layer != nil
    let opening = lesson.opening
    return hasOwnActivation
      ? example : try numbers.completed(example.with(opening.activation).with(opening.names))
  }

  private static func printPlain(_ document: LessonDocument, _ example: LayerExample?) {
    for issue in document.issues where issue.severity != .note { Output.error("\(issue)") }
    if document.isWalked {
      PlainText.walk(document, example: example, number: NumberText(), width: 80, emit: Output.line)
    } else {
      for line in PlainText.lesson(document, width: 80) { Output.line(line) }
    }
  }
}
