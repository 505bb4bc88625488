import CNcurses
import TextLayout
import TextUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One line at the bottom of an ordinary terminal, edited in place; what stands above it scrolls as ever.
///
/// The canvas has one row. Keys are read without ncurses, which would take the whole screen.
package final class LineTerminal: Terminal {
  private var pending: [UInt8] = []
  private var decoder = CharacterDecoder()

  /// Takes the keys; `nil` where standard input is no terminal.
  package init?() {
    guard bp_line_arm() == 0 else { return nil }
  }

  package func close() { bp_guard_disarm() }

  package var size: Size {
    var columns: Int32 = 80
    var rows: Int32 = 24
    _ = bp_terminal_size(&columns, &rows)
    return Size(columns: Int(columns), rows: 1)
  }

  package func show(_ canvas: Canvas) {
    var line = canvas.lines.first ?? ""
    while line.last == " " { line.removeLast() }
    var text = "\r\u{1B}[K" + line
    if let cursor = canvas.cursor { text += "\r" + (cursor.column > 0 ? "\u{1B}[\(cursor.column)C" : "") }
    TerminalOutput.send(text)
  }

  /// Writes a line above, broken between words, and begins a new one; foreign text is made safe here.
  package func emit(_ line: String) {
    for part in TextWrap.lines(CharacterWidth.printable(line), toWidth: size.columns) {
      TerminalOutput.send("\r\u{1B}[K" + part + "\r\n")
    }
  }

  /// Leaves what was typed standing.
  package func endLine() { TerminalOutput.send("\r\n") }

  package func redrawAll() { TerminalOutput.send("\u{1B}[H\u{1B}[2J") }

  package func suspend() { kill(0, SIGTSTP) }

  /// A line shows no lesson.
  package func watch(folder: String) {}

  package func copy(_ text: String) { Clipboard.send(text) }

  package func nextEvent(timeoutMilliseconds: Int?) -> TerminalEvent {
    while true {
      if let event = decode() { return event }
      switch Int(bp_wait(Int32(timeoutMilliseconds ?? -1))) {
      case BP_WAIT_INPUT: if !fill() { return .closed }
      case BP_WAIT_RESIZE, BP_WAIT_RESUMED: return .resized(size)
      case BP_WAIT_TIMEOUT: return .timeout
      default: return .closed
      }
    }
  }

  private func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = chunk.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
    guard count > 0 else { return false }
    pending += chunk[..<count]
    return true
  }

  /// Whether more comes within the time in which a terminal sends one key.
  private func waitsForMore() -> Bool { Int(bp_wait(25)) == BP_WAIT_INPUT && fill() }

  // MARK: bytes to keys

  private func decode() -> TerminalEvent? {
    while let first = pending.first {
      if first == 0x1B {
        decoder = CharacterDecoder()
        let isAlone = pending.count == 1 && !waitsForMore()
        if !isAlone && (pending[1] == 0x5B || pending[1] == 0x4F) {
          if let event = sequence() { return event }
        } else {
          pending.removeFirst()
          // Before a key that Alt does not change, Esc is Esc.
          guard !isAlone, pending[0] >= 0x20, let key = key() else { return .key(.escape) }
          return .key(key.withAlt ?? key)
        }
      } else if let key = key() {
        return .key(key)
      }
    }
    return nil
  }

  /// The next character's key; bytes that make no character are passed over, up to a key that begins with Esc.
  private func key() -> KeyEvent? {
    while let byte = pending.first, byte != 0x1B {
      pending.removeFirst()
      if let scalar = decoder.add(byte) { return KeyEvent(scalar) }
    }
    return nil
  }

  /// `ESC [ … letter` or `ESC O letter`; `nil` for keys that mean nothing, which are swallowed whole.
  private func sequence() -> TerminalEvent? {
    var end = 2
    while true {
      while end < pending.count, !(0x40...0x7E).contains(pending[end]) { end += 1 }
      if end < pending.count || !waitsForMore() { break }
    }
    guard end < pending.count else {
      pending.removeAll()
      return nil
    }
    let body = String(decoding: pending[2...end], as: UTF8.self)
    pending.removeFirst(end + 1)
    switch body {
    case "A": return .key(.up)
    case "B": return .key(.down)
    case "C": return .key(.right)
    case "D": return .key(.left)
    case "H", "1~", "7~": return .key(.home)
    case "F", "4~", "8~": return .key(.end)
    case "3~": return .key(.delete)
    case "1;5D", "1;3D": return .key(.alt("b"))
    case "1;5C", "1;3C": return .key(.alt("f"))
    case "200~": return .paste(paste())
    default: return nil
    }
  }

  /// Reads up to the end mark; at most a second is waited for the next piece.
  private func paste() -> String {
    let mark = Array("\u{1B}[201~".utf8)
    while true {
      for start in pending.indices where pending[start...].starts(with: mark) {
        let text = CharacterDecoder.pasted(pending[..<start])
        pending.removeFirst(start + mark.count)
        return text
      }
      guard Int(bp_wait(1000)) == BP_WAIT_INPUT, fill() else {
        defer { pending.removeAll() }
        return CharacterDecoder.pasted(pending)
      }
    }
  }
}
