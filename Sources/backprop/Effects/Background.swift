import Curses
import Synchronization
import TutorApp

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Work that may take its time, one piece after the other on a thread of its own, so that a slow disk never holds a key.
final class Background: Sendable {
  private struct State {
    var work: [@Sendable () -> Message?] = []
    var answers: [Message] = []
    var isRunning = false
  }

  private let state = Mutex(State())

  /// - Parameter work: gives what is to be said of it, if anything.
  func add(_ work: @escaping @Sendable () -> Message?) {
    let mustStart = state.withLock { state in
      state.work.append(work)
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if mustStart, !start() {
      // Without a thread it is done here.
      run()
    }
  }

  /// What has been answered since the last call.
  func answers() -> [Message] {
    state.withLock { state in
      defer { state.answers = [] }
      return state.answers
    }
  }

  /// Waits for all work, and gives what is left to be said: nothing that was asked for is lost with the program.
  func finish() -> [Message] {
    settle()
    return answers()
  }

  /// Waits for all work, and no longer than so many milliseconds.
  func settle(atMost milliseconds: Int) {
    for _ in 0..<(milliseconds * 10) where state.withLock({ $0.isRunning }) { usleep(100) }
  }

  /// Waits for all work.
  func settle() { while state.withLock({ $0.isRunning }) { usleep(1_000) } }

  private func start() -> Bool {
    // Signals are for the thread that has the terminal.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let own = Unmanaged.passRetained(self)
    #if canImport(Darwin)
      var thread: pthread_t?
      let failed = pthread_create(&thread, nil, { Self.enter($0) }, own.toOpaque())
      if failed == 0, let thread { pthread_detach(thread) }
    #else
      var thread = pthread_t()
      let failed = pthread_create(&thread, nil, { $0.flatMap { Background.enter($0) } }, own.toOpaque())
      if failed == 0 { pthread_detach(thread) }
    #endif
    if failed != 0 { own.release() }
    return failed == 0
  }

  private static func enter(_ own: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Background>.fromOpaque(own).takeRetainedValue().run()
    return nil
  }

  private func run() {
    while true {
      let next = state.withLock { state -> (@Sendable () -> Message?)? in
        guard !state.work.isEmpty else {
          state.isRunning = false
          return nil
        }
        return state.work.removeFirst()
      }
      guard let next else { return }
      guard let answer = next() else { continue }
      state.withLock { $0.answers.append(answer) }
      TerminalWake.call()
    }
  }
}
