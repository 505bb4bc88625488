import Curses
import Persistence
import Session
import Synchronization
import TextUI
import TutorApp
import Tutoring

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What somebody answered, kept from sitting to sitting.
final class RecordEffects: EffectFamily, Sendable {
  /// `nil` where nothing is kept: with `--fresh`, in `replay`, or where nothing names a home.
  private let store: RecordStore?
  /// A thread of its own, so that no answer waits for lessons being read.
  private let background: Background?
  private let clock: Clock
  private let asked = Mutex(0)
  private let sitting: Int
  private let trouble = Mutex<StoreError?>(nil)
  /// Lines that could not be written yet.
  private let pending = Mutex<[Attempt]>([])
  private static let mostPending = 1_000

  /// Where the time is from.
  enum Clock: Sendable {
    case system
    /// For a script: half a minute from one look to the next, so that it gives the same each time.
    case steady(Steady)

    final class Steady: Sendable {
      private let seconds = Mutex(0)
      func next() -> Int {
        seconds.withLock { seconds in
          seconds += 30
          return seconds
        }
      }
    }

    /// Seconds since 1970.
    var now: Int {
      switch self {
      case .system: time(nil)
      case .steady(let steady): steady.next()
      }
    }
  }

  /// How long a verdict waits for its line to be in the record, in milliseconds; a disk slower than that is not waited for.
  private static let patience = 100

  init(_ store: RecordStore?, _ background: Background?, clock: Clock) {
    self.store = store
    self.background = background
    self.clock = clock
    var generator = SystemRandomNumberGenerator()
    sitting = Int(generator.next() as UInt32)
  }

  func perform(_ effect: Effect, on terminal: (any Terminal)?) -> [Message]? {
    switch effect {
    case .tellTime: return [.clock(clock.now)]
    case .startClock:
      asked.withLock { $0 = clock.now }
      return []
    case .record(var attempt):
      attempt.time = clock.now
      attempt.sitting = sitting
      attempt.seconds = max(0, attempt.time - asked.withLock { $0 })
      let line = attempt
      // In the sitting it counts all the same where it cannot be written.
      return inOrder([{ [self] in add(line) }, { .recorded(line) }])
    case .loadRecord: return inOrder([{ [self] in load() }])
    case .setRecordAside: return inOrder([{ [self] in setAside() }])
    default: return nil
    }
  }

  /// Does it behind what was asked for before, and waits a moment: what is said to be right is then in the record.
  private func inOrder(_ work: [@Sendable () -> Message?]) -> [Message] {
    guard let background, store != nil else { return work.compactMap { $0() } }
    for piece in work { background.add(piece) }
    background.settle(atMost: Self.patience)
    return background.answers()
  }

  /// Waits for what is still being written, and tries once more what could not be.
  func finish() {
    background?.settle()
    _ = write()
  }

  func answers() -> [Message] { background?.answers() ?? [] }

  private func add(_ attempt: Attempt) -> Message? {
    guard store != nil else { return nil }
    pending.withLock { if $0.count < Self.mostPending { $0.append(attempt) } }
    return write()
  }

  /// Writes what waits, in its order; what cannot be written waits on.
  private func write() -> Message? {
    guard let store else { return nil }
    do throws(StoreError) {
      while let next = pending.withLock({ $0.first }) {
        try store.add(next)
        pending.withLock { _ = $0.removeFirst() }
      }
      let wasTroubled = trouble.withLock { trouble in
        defer { trouble = nil }
        return trouble != nil
      }
      return wasTroubled ? .recordMended : nil
    } catch { return complaint(error) }
  }

  private func load() -> Message {
    let now = clock.now
    guard let store, store.exists else { return .recordRead(Record(), time: now) }
    do throws(StoreError) {
      var record = Record(offset: UserFolder.secondsFromUTC)
      try store.attempts { record.add($0) }
      return .recordRead(record, time: now)
    } catch { return complaint(error) ?? .recordRead(Record(), time: now) }
  }

  private func setAside() -> Message {
    guard let store else { return .recordRead(Record(), time: clock.now) }
    do throws(StoreError) {
      let name = try store.setAside(UserFolder.today)
      trouble.withLock { $0 = nil }
      _ = write()
      return .reported("the old record is now \(name); a new one begins", isError: false)
    } catch { return .reported(error.message, isError: true) }
  }

  /// `nil` where the same was said before.
  private func complaint(_ error: StoreError) -> Message? {
    let isNew = trouble.withLock { trouble in
      defer { trouble = error }
      return trouble != error
    }
    guard isNew, let store else { return nil }
    return .recordFailed(
      RecordTrouble(message: "\(store.path): \(error.message)", isDamaged: error.kind == .damaged))
  }
}
