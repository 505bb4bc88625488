import CNcurses
import TextUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The real terminal, through ncurses.
///
/// Rows that changed since the last canvas are handed to ncurses, which sends the cells that changed. The terminal is
/// given back when the screen is closed, and by `guard.c` on every other way out.
package final class CursesTerminal: Terminal {
  private let hasColors: Bool
  private var pending: [TerminalEvent] = []
  private var decoder = CharacterDecoder()
  /// A paste of which the end has not come yet, however long that takes.
  private var paste: PastedText?
  /// What the window holds.
  private var shown: Canvas?

  /// Takes the terminal over; `nil` where `TERM` names none that can show a screen.
  package init?(noColor: Bool) {
    let hasLocale = setlocale(LC_CTYPE, "") != nil || setlocale(LC_CTYPE, "C.UTF-8") != nil
    guard hasLocale, bp_guard_save() == 0 else { return nil }
    // A locale without UTF-8 cannot draw the formulas; the terminal itself nearly always can.
    if String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
    guard bp_start() == 0 else {
      bp_guard_release()
      return nil
    }
    hasColors = !noColor && bp_begin_colors() != 0
    bp_guard_arm()
  }

  /// Gives the terminal back.
  package func close() {
    bp_stop()
    bp_guard_disarm()
  }

  package var size: Size { Size(columns: Int(bp_columns()), rows: Int(bp_rows())) }

  package func redrawAll() { bp_redraw() }

  package func suspend() { kill(0, SIGTSTP) }

  package func copy(_ text: String) { Clipboard.send(text) }

  package func show(_ canvas: Canvas) {
    // Cells that are handed over stay; only a canvas of another size begins afresh.
    let before = shown.flatMap { $0.size == canvas.size ? $0 : nil }
    if before == nil { bp_erase() }
    var scalars: [UInt32] = []
    var looks: [UInt8] = []
    for row in 0..<canvas.size.rows {
      var columns = 0..<canvas.size.columns
      if let before {
        guard let changed = canvas.changedColumns(ofRow: row, since: before) else { continue }
        columns = changed
      }
      scalars.removeAll(keepingCapacity: true)
      looks.removeAll(keepingCapacity: true)
      var hasMarks = false
      for cell in canvas.row(row, columns) where cell.scalar != "\0" {
        scalars.append(cell.scalar.value)
        looks.append(look(cell.style))
        if cell.hasMarks { hasMarks = true }
      }
      if before == nil {
        // The window is blank already.
        while scalars.last == 0x20, looks.last == 0 {
          scalars.removeLast()
          looks.removeLast()
        }
      }
      bp_draw_cells(Int32(row), Int32(columns.lowerBound), scalars, looks, Int32(scalars.count))
      if hasMarks { drawMarks(canvas, row, columns) }
    }
    shown = canvas
    bp_refresh(Int32(canvas.cursor?.row ?? -1), Int32(canvas.cursor?.column ?? 0))
  }

  private func drawMarks(_ canvas: Canvas, _ row: Int, _ columns: Range<Int>) {
    for column in columns where canvas[column, row].hasMarks {
      let cell = canvas[column, row]
      let text = ([cell.scalar] + canvas.marks(column: column, row: row)).map { wchar_t(bitPattern: $0.value) }
      bp_draw_marked(Int32(row), Int32(column), text, Int32(text.count), look(cell.style))
    }
  }

  /// A style's bits are what `bp_draw_cells` takes.
  private func look(_ style: Style) -> UInt8 { hasColors ? style.bits : style.bits & ~7 }

  package func hasEvent() -> Bool {
    readKeys()
    return !pending.isEmpty
  }

  package func nextEvent(timeoutMilliseconds: Int?, sources: [any EventSource]) -> TerminalEvent {
    while true {
      if !pending.isEmpty { return pending.removeFirst() }
      readKeys()
      if !pending.isEmpty { continue }
      let outcome = Wait.next(timeoutMilliseconds, sources)
      switch outcome {
      case BP_WAIT_INPUT: readKeys()
      case BP_WAIT_RESIZE: return resized()
      case BP_WAIT_RESUMED:
        redrawAll()
        return resized()
      case BP_WAIT_TIMEOUT: return .timeout
      case BP_WAIT_ANSWER: return .answered
      default:
        guard let event = Wait.event(outcome, sources) else { continue }
        return event
      }
    }
  }

  private func resized() -> TerminalEvent {
    var columns: Int32 = 0
    var rows: Int32 = 0
    if bp_terminal_size(&columns, &rows) == 0 {
      bp_resize(columns, rows)
    }
    return .resized(size)
  }

  // MARK: bytes to keys

  /// Everything that is there, up to the first whole event.
  private func readKeys() {
    while pending.isEmpty {
      let (kind, code) = read()
      guard kind != BP_NONE else { return }
      take(kind, code)
    }
  }

  private func read(within milliseconds: Int32 = 0) -> (kind: Int, code: Int32) {
    var code: Int32 = 0
    var kind = Int(bp_read(&code))
    if kind == BP_NONE, milliseconds > 0, bp_has_input(milliseconds) != 0 { kind = Int(bp_read(&code)) }
    return (kind, code)
  }

  private func take(_ kind: Int, _ code: Int32) {
    if var text = paste.take() {
      // A mark that comes in pieces reaches us as bytes.
      if kind == BP_KEY ? Int(code) == BP_PASTE_END : text.add(UInt8(truncatingIfNeeded: code)) {
        pending.append(text.event)
      } else {
        paste = text
      }
      return
    }
    switch kind {
    case BP_BYTE where code == 27:
      decoder = CharacterDecoder()
      readAfterEscape()
    case BP_BYTE: if let key = key(code) { pending.append(.key(key)) }
    case BP_KEY:
      decoder = CharacterDecoder()
      if Int(code) == BP_PASTE_BEGIN {
        paste = PastedText()
      } else if let key = CursesKeys.event(code) {
        pending.append(.key(key))
      }
    default: break
    }
  }

  /// The key whose character this byte completes.
  private func key(_ byte: Int32) -> KeyEvent? {
    decoder.add(UInt8(truncatingIfNeeded: byte)).flatMap { KeyEvent($0) }
  }

  /// What came at once with Esc.
  ///
  /// A letter makes it Alt and that letter; a key unknown to ncurses and a reply of the terminal are swallowed whole; before
  /// anything else, Esc is Esc.
  private func readAfterEscape() {
    var (kind, code) = read()
    guard kind == BP_BYTE, code != 27 else {
      pending.append(.key(.escape))
      take(kind, code)
      return
    }
    var sequence = EscapeSequence(UInt8(truncatingIfNeeded: code))
    if sequence != nil {
      let introducer = code
      (kind, code) = read(within: EscapeSequence.patience)
      guard kind != BP_NONE else {
        // Nothing came of it: a person's Alt and that key.
        if let alt = key(introducer)?.withAlt { pending.append(.key(alt)) }
        return
      }
      while kind == BP_BYTE {
        if sequence?.add(UInt8(truncatingIfNeeded: code)) ?? true {
          if sequence?.beginsPaste ?? false { paste = PastedText() }
          if let key = sequence?.key { pending.append(.key(key)) }
          return
        }
        (kind, code) = read(within: EscapeSequence.patience)
      }
      // What is a key again belongs to no sequence.
      if kind == BP_KEY { take(kind, code) }
      return
    }
    var key = key(code)
    while key == nil {
      (kind, code) = read()
      guard kind != BP_NONE else { return }
      guard kind == BP_BYTE, code != 27 else {
        // What was no character takes no key with it.
        pending.append(.key(.escape))
        take(kind, code)
        return
      }
      key = self.key(code)
    }
    guard let key else { return }
    pending += key.withAlt.map { [.key($0)] } ?? [.key(.escape), .key(key)]
  }
}
