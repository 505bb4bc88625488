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
  private var pending = ByteQueue()
  private var decoder = CharacterDecoder()
  private var paste: PastedText?
  /// Read ahead.
  private var next: TerminalEvent?

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

  package func copy(_ text: String) { Clipboard.send(text) }

  package func hasEvent() -> Bool {
    if next == nil { next = decode() }
    while next == nil, bp_has_input(0) != 0, fill() { next = decode() }
    return next != nil
  }

  package func nextEvent(timeoutMilliseconds: Int?, sources: [any EventSource]) -> TerminalEvent {
    while true {
      if let event = next.take() ?? decode() { return event }
      let outcome = Wait.next(timeoutMilliseconds, sources)
      switch outcome {
      case BP_WAIT_INPUT: if !fill() { return .closed }
      case BP_WAIT_RESIZE, BP_WAIT_RESUMED: return .resized(size)
      case BP_WAIT_TIMEOUT: return .timeout
      case BP_WAIT_ANSWER: return .answered
      default:
        guard let event = Wait.event(outcome, sources) else { continue }
        return event
      }
    }
  }

  private func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = chunk.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    guard count > 0 else { return false }
    pending.append(contentsOf: chunk[..<count])
    return true
  }

  /// Whether more comes within the time in which a terminal sends one key.
  private func waitsForMore() -> Bool { bp_has_input(EscapeSequence.patience) != 0 && fill() }

  // MARK: bytes to keys

  private func decode() -> TerminalEvent? {
    if let event = readPaste() { return event }
    while paste == nil, let first = pending.first {
      if first == 0x1B {
        decoder = CharacterDecoder()
        if let event = escape() { return event }
      } else if let key = key() {
        return .key(key)
      }
    }
    return paste == nil ? nil : readPaste()
  }

  /// The next character's key; bytes that make no character are passed over, up to a key that begins with Esc.
  private func key() -> KeyEvent? {
    while let byte = pending.first, byte != 0x1B {
      pending.removeFirst()
      if let scalar = decoder.add(byte) { return KeyEvent(scalar) }
    }
    return nil
  }

  /// What begins with Esc; `nil` for what means nothing, which is swallowed whole.
  private func escape() -> TerminalEvent? {
    pending.removeFirst()
    guard !pending.isEmpty || waitsForMore(), let first = pending.first else { return .key(.escape) }
    if var sequence = EscapeSequence(first), pending.count > 1 || waitsForMore() {
      pending.removeFirst()
      while !pending.isEmpty || waitsForMore() {
        // A new Esc begins something else, but for the one that ends a string.
        if sequence.add(pending.removeFirst()) {
          if sequence.beginsPaste { paste = PastedText() }
          return sequence.key.map { .key($0) }
        }
      }
      return nil
    }
    // Before a key that Alt does not change, Esc is Esc.
    guard first >= 0x20, let key = key() else { return .key(.escape) }
    return .key(key.withAlt ?? key)
  }

  /// Takes what belongs to a paste that has begun; the paste once its end mark is there, however long that takes.
  private func readPaste() -> TerminalEvent? {
    guard var text = paste.take() else { return nil }
    while !pending.isEmpty {
      if text.add(pending.removeFirst()) { return text.event }
    }
    paste = text
    return nil
  }
}
