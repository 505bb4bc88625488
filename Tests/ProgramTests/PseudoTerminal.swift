import CTerminal
import Foundation

/// The built program in a pseudo-terminal with an emulator as its screen.
final class PseudoTerminal {
  private let terminal: OpaquePointer
  private(set) var rows: Int
  /// A folder that is for this program alone and goes with it.
  private let ownState: String?

  /// Starts the program and waits for its first frame, where not told otherwise.
  ///
  /// What it remembers goes to `state` and `data`, never to the user's own folders.
  init?(
    program: String = ProgramRun.path, _ arguments: [String], columns: Int, rows: Int,
    state: String? = nil, data: String = "/dev/null/none", environment: [String] = [], waits: Bool = true
  ) {
    ownState = state == nil ? NSTemporaryDirectory() + "backprop-state-\(UUID().uuidString)" : nil
    let words =
      ["/usr/bin/env", "XDG_STATE_HOME=\(state ?? ownState ?? "")", "XDG_DATA_HOME=\(data)"] + environment + [program]
      + arguments
    var pointers: [UnsafePointer<CChar>?] = words.map { UnsafePointer(strdup($0)) } + [nil]
    defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
    guard let terminal = ct_start(&pointers, Int32(columns), Int32(rows)) else { return nil }
    self.terminal = terminal
    self.rows = rows
    if waits { _ = wait { $0.screen.contains { !$0.isEmpty } } }
  }

  deinit {
    ct_free(terminal)
    if let ownState { try? FileManager.default.removeItem(atPath: ownState) }
  }

  /// What is on the screen, row by row, without blanks at the ends.
  var screen: [String] {
    (0..<rows).map { row in
      var buffer = [CChar](repeating: 0, count: 4096)
      let count = Int(ct_row(terminal, Int32(row), &buffer, Int32(buffer.count)))
      return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// Every byte that the program wrote.
  var output: [UInt8] {
    var count = 0
    guard let bytes = ct_output(terminal, &count) else { return [] }
    return UnsafeRawBufferPointer(start: bytes, count: count).map { $0 }
  }

  func type(_ text: String) { type(bytes: Array(text.utf8)) }

  func type(bytes: [UInt8]) {
    let bytes = bytes.map { CChar(bitPattern: $0) }
    ct_type(terminal, bytes, Int32(bytes.count))
  }

  /// Types a long text, reading meanwhile what the program writes, as a terminal does.
  func typeAll(_ text: String) {
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: 1_000) {
      type(bytes: Array(bytes[start..<min(bytes.count, start + 1_000)]))
      ct_pump(terminal, 1, 1)
    }
  }

  /// Whether the program has not ended yet.
  var isRunning: Bool { ct_wait(terminal, 0) < 0 }

  var showsCursor: Bool { ct_cursor_visible(terminal) == 1 }

  func resize(columns: Int, rows: Int) {
    self.rows = rows
    ct_resize(terminal, Int32(columns), Int32(rows))
  }

  func signal(_ number: Int32) { Foundation.kill(ct_pid(terminal), number) }

  /// Ends it as nothing can be prepared for.
  func kill() {
    signal(SIGKILL)
    _ = end()
  }

  /// Reads until a condition holds; false after ten seconds.
  ///
  /// No fixed waiting: a slow machine only takes longer.
  func wait(until condition: (PseudoTerminal) -> Bool) -> Bool {
    let end = Date().addingTimeInterval(10)
    while Date() < end {
      ct_pump(terminal, 20, 200)
      if condition(self) { return true }
    }
    return false
  }

  func waits(for text: String) -> Bool { wait { $0.screen.contains { $0.contains(text) } } }

  /// Exit status, 256 + signal, 512 when stopped; −1 if it still runs after ten seconds.
  func end() -> Int { Int(ct_wait(terminal, 10_000)) }

  /// Alternate screen left, cursor shown, bracketed paste off, line modes as before.
  var isGivenBack: Bool {
    ct_pump(terminal, 50, 500)
    return ct_alternate(terminal) == 0 && ct_cursor_visible(terminal) == 1 && ct_paste(terminal) == 0
      && ct_modes_restored(terminal) == 1
  }

  var modesAreRestored: Bool { ct_modes_restored(terminal) == 1 }

  var isTaken: Bool { ct_alternate(terminal) == 1 && ct_cursor_visible(terminal) == 0 && ct_paste(terminal) == 1 }
}
