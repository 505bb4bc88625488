import Curriculum
import Curses
import Persistence
import Session
import TextUI
import TutorApp

/// What one kind of effect does in the world.
protocol EffectFamily {
  /// The answers in their order; `nil` for an effect of another family.
  func perform(_ effect: Effect, on terminal: (any Terminal)?) -> [Message]?
}

/// Holds the model and has done what it asks for.
///
/// Messages wait in a queue: what answers an effect comes before what was waiting, so that the lesson that a line of a file opens
/// is there before the next line.
final class EffectRunner {
  private(set) var model: AppModel
  private let families: [any EffectFamily]
  private let watcher: LessonWatcher
  /// The next one last.
  private var waiting: [Message] = []
  /// Where writing may take its time; `nil` where every line waits for what came of it, as in `replay`.
  private let background: Background?
  private let record: RecordEffects
  private let place: PlaceEffects

  /// - Parameters:
  ///   - history: nothing is remembered without one, as in `replay`.
  ///   - record: no answer is kept without one.
  ///   - place: the file that says where somebody left off; not kept without one.
  init(
    _ model: AppModel, loader: CourseLoader, history: History? = nil, record: RecordStore? = nil,
    place: String? = nil, background: Background? = nil, folder: FolderSource? = nil
  ) {
    self.model = model
    self.background = background
    self.record = RecordEffects(
      record, background.map { _ in Background() }, clock: background == nil ? .steady(.init()) : .system)
    self.place = PlaceEffects(place, background)
    families = [
      LessonEffects(loader, background), SessionEffects(background), HistoryEffects(history, background),
      CompletionEffects(loader), self.record, self.place, TerminalEffects(),
    ]
    watcher = LessonWatcher(loader, folder)
  }

  /// Sends a message and has its effects done; false once the program is to end.
  func send(_ message: Message, to terminal: (any Terminal)?) -> Bool {
    waiting.append(message)
    while let next = waiting.popLast() {
      let effects = model.receive(next)
      var answers: [Message] = []
      for effect in effects {
        if effect == .quit {
          waiting = []
          return false
        }
        if effect == .keepPlace { place.keep(model) }
        for family in families {
          guard let own = family.perform(effect, on: terminal) else { continue }
          answers += own
          break
        }
      }
      waiting += answers.reversed()
      watcher.watch(model.lessonFile)
    }
    return !model.isFinished
  }

  /// Draws what the same key would lead to while this frame is read, so that the next press finds it drawn.
  ///
  /// Nothing is done: the model after the key is thrown away, and only what it drew is kept.
  func prepare(after event: TerminalEvent) {
    guard case .key(let key) = event, !model.hasLayer else { return }
    _ = model.update(.keyPressed(key)).0.view()
  }

  /// One event of the terminal as a message.
  func handle(_ event: TerminalEvent, of terminal: any Terminal) -> Bool {
    place.noticed(event, model)
    return switch event {
    case .key(let key): send(.keyPressed(key), to: terminal)
    case .paste(let text): send(.pasted(text), to: terminal)
    case .pasteTooLong(let most):
      send(.reported("more than \(most) MiB were pasted; load a file instead", isError: true), to: terminal)
    case .resized(let size): send(.resized(size), to: terminal)
    case .timeout: !model.isTimed || send(.ticked, to: terminal)
    case .filesChanged: watcher.readAgain().map { send($0, to: terminal) } ?? true
    case .answered: ((background?.answers() ?? []) + record.answers()).reduce(true) { send($1, to: terminal) && $0 }
    case .closed: false
    }
  }

  /// Waits for what is still being written; failures that nobody has seen.
  func finish() -> [String] {
    place.keep(model)
    record.finish()
    return (background?.finish() ?? []).compactMap {
      if case .reported(let text, isError: true) = $0 { text } else { nil }
    }
  }

  /// Milliseconds until something is to be done without a key; `nil` for nothing.
  var timeout: Int? { [model.tickMilliseconds, place.timeout].compactMap { $0 }.min() }

  /// From here on the place is kept, where it can be.
  func keepPlace() { model.keepsPlace = place.isUsable }

  /// Offers to go on where somebody left off.
  func offerPlace(to terminal: any Terminal) {
    if let message = place.offer { _ = send(message, to: terminal) }
  }

  /// Listens for the file on the screen being saved.
  func watchLesson() { watcher.watch(model.lessonFile) }
}
