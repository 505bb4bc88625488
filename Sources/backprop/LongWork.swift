#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How far a piece of work is, on a terminal's standard error, once it takes more than a second; anywhere else it is silent.
///
/// The line is gone when the work ends, also by Ctrl-C.
final class LongWork {
  private let what: String
  private let unit: String
  private let isTerminal: Bool
  private let start = LongWork.now
  private var last = 0.0
  private var isShown = false

  /// - Parameters:
  ///   - what: `reading layer.json`.
  ///   - unit: what is counted; empty for a share.
  ///   - isBesideOutput: whether standard output is written meanwhile, which on a terminal shows how far it is.
  init(_ what: String, unit: String = "", isBesideOutput: Bool = false) {
    isTerminal = isatty(STDERR_FILENO) == 1 && !(isBesideOutput && isatty(STDOUT_FILENO) == 1)
    self.what = what
    self.unit = unit
  }

  /// Seconds on a clock that only goes on.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  func report(_ done: Int, of total: Int) {
    guard isTerminal, done & 15 == 0 || total < 1000 else { return }
    let now = Self.now
    guard now - start >= 1, now - last >= 0.1, total > 0 else { return }
    last = now
    if !isShown { Self.restoreOnInterrupt() }
    isShown = true
    let share = unit.isEmpty ? "\(100 * done / total) %" : "\(done) of \(total) \(unit)"
    Self.write("\r\u{1B}[K\(what): \(share)  (Ctrl-C stops)")
  }

  func end() {
    if isShown { Self.write("\r\u{1B}[K") }
    isShown = false
  }

  deinit { end() }

  private static func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = send(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  /// The line is taken away before the program ends as it would without it.
  private static func restoreOnInterrupt() {
    signal(SIGINT) { number in
      // Only what a signal handler may do.
      var erase: (UInt8, UInt8, UInt8, UInt8, UInt8) = (13, 27, 91, 75, 10)
      _ = withUnsafePointer(to: &erase) { send(STDERR_FILENO, $0, 5) }
      signal(number, SIG_DFL)
      raise(number)
    }
  }
}

/// The system's `write`, which a method of that name hides.
private func send(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
