import CNcurses
import TextUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The real terminal, through ncurses.
///
/// The only file that knows it, with `CursesKeys`.
///
/// Rows that changed since the last canvas are handed to ncurses, which sends the cells that changed. The terminal is
/// given back when the screen is closed, and by `guard.c` on every other way out.
package final class CursesTerminal: Terminal {
  private let window: UnsafeMutablePointer<WINDOW>
  private let hasColors: Bool
  private var pending: [TerminalEvent] = []
  private var decoder = CharacterDecoder()
  private var cursorIsVisible = false
  /// What the window holds.
  private var shown: Canvas?

  /// Takes the terminal over; `nil` where `TERM` names none that can show a screen.
  package init?(noColor: Bool) {
    let hasLocale = setlocale(LC_CTYPE, "") != nil || setlocale(LC_CTYPE, "C.UTF-8") != nil
    guard hasLocale, bp_guard_save() == 0 else { return nil }
    // A locale without UTF-8 cannot draw the formulas; the terminal itself nearly always can.
    if String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
    guard let window = bp_start() else {
      bp_guard_release()
      return nil
    }
    self.window = window
    wtimeout(window, 0)
    // Otherwise ncurses looks for input after every few lines it draws, and sends a frame in sixty pieces.
    typeahead(-1)
    set_escdelay(25)
    hasColors = !noColor && has_colors()
    if hasColors {
      start_color()
      use_default_colors()
      for (pair, color) in [COLOR_RED, COLOR_GREEN, COLOR_YELLOW, COLOR_BLUE, COLOR_MAGENTA, COLOR_CYAN].enumerated() {
        init_pair(Int16(pair + 1), Int16(color), -1)
      }
    }
    define_key("\u{1B}[200~", Int32(BP_PASTE_BEGIN))
    define_key("\u{1B}[201~", Int32(BP_PASTE_END))
    bp_guard_arm()
  }

  /// Gives the terminal back.
  package func close() {
    bp_watch(nil)
    // A window that was resized meanwhile may keep rows of the screen that is left; blank ones do not show.
    werase(window)
    wrefresh(window)
    endwin()
    bp_guard_disarm()
  }

  package var size: Size { Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window))) }

  package func redrawAll() { clearok(window, true) }

  package func suspend() { kill(0, SIGTSTP) }

  package func watch(folder: String) { bp_watch(folder) }

  package func copy(_ text: String) { Clipboard.send(text) }

  package func show(_ canvas: Canvas) {
    // Cells that are handed over stay; only a canvas of another size begins afresh.
    let before = shown.flatMap { $0.size == canvas.size ? $0 : nil }
    if before == nil { werase(window) }
    var scalars: [UInt32] = []
    var looks: [UInt8] = []
    for row in 0..<canvas.size.rows {
      if let before, before.hasSameRow(row, as: canvas) { continue }
      scalars.removeAll(keepingCapacity: true)
      looks.removeAll(keepingCapacity: true)
      var hasMarks = false
      for cell in canvas.row(row) where cell.scalar != "\0" {
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
      bp_draw_cells(window, Int32(row), 0, scalars, looks, Int32(scalars.count))
      if hasMarks { drawMarks(canvas, row) }
    }
    shown = canvas
    if (canvas.cursor != nil) != cursorIsVisible {
      cursorIsVisible.toggle()
      curs_set(cursorIsVisible ? 1 : 0)
    }
    if let cursor = canvas.cursor { wmove(window, Int32(cursor.row), Int32(cursor.column)) }
    wrefresh(window)
  }

  private func drawMarks(_ canvas: Canvas, _ row: Int) {
    for column in 0..<canvas.size.columns where canvas[column, row].hasMarks {
      let cell = canvas[column, row]
      let text = ([cell.scalar] + canvas.marks(column: column, row: row)).map { wchar_t(bitPattern: $0.value) }
      bp_draw_marked(window, Int32(row), Int32(column), text, Int32(text.count), look(cell.style))
    }
  }

  /// A style's bits are what `bp_draw_cells` takes.
  private func look(_ style: Style) -> UInt8 { hasColors ? style.bits : style.bits & ~7 }

  package func nextEvent(timeoutMilliseconds: Int?) -> TerminalEvent {
    while true {
      if !pending.isEmpty { return pending.removeFirst() }
      readKeys()
      if !pending.isEmpty { continue }
      switch Int(bp_wait(Int32(timeoutMilliseconds ?? -1))) {
      case BP_WAIT_INPUT:
        // A readable terminal without a byte is one that has been closed. Bytes that make no character are none.
        if isAtEnd { return .closed }
        readKeys()
      case BP_WAIT_RESIZE: return resized()
      case BP_WAIT_RESUMED:
        redrawAll()
        return resized()
      case BP_WAIT_TIMEOUT: return .timeout
      case BP_WAIT_FILES: return .filesChanged
      default: return .closed
      }
    }
  }

  private var isAtEnd: Bool {
    var waiting: Int32 = 0
    return ioctl(STDIN_FILENO, UInt(FIONREAD), &waiting) != 0 || waiting == 0
  }

  private func resized() -> TerminalEvent {
    var columns: Int32 = 0
    var rows: Int32 = 0
    if bp_terminal_size(&columns, &rows) == 0 {
      resizeterm(rows, columns)
      wresize(window, rows, columns)
    }
    return .resized(size)
  }

  private func readKeys() {
    var code: Int32 = 0
    take(Int(bp_read(window, &code)), code)
  }

  private func take(_ kind: Int, _ code: Int32) {
    switch kind {
    case BP_BYTE where code == 27:
      decoder = CharacterDecoder()
      readAfterEscape()
    case BP_BYTE: if let key = key(code) { pending.append(.key(key)) }
    case BP_KEY:
      decoder = CharacterDecoder()
      if Int(code) == BP_PASTE_BEGIN {
        pending.append(.paste(readPaste()))
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
  /// A letter makes it Alt and that letter; a key unknown to ncurses is swallowed whole; before anything else, Esc is Esc.
  private func readAfterEscape() {
    var code: Int32 = 0
    let kind = Int(bp_read(window, &code))
    guard kind == BP_BYTE, code != 27 else {
      pending.append(.key(.escape))
      take(kind, code)
      return
    }
    if code == 0x5B || code == 0x4F {
      while Int(bp_read(window, &code)) == BP_BYTE {
        if code >= 0x40 && code <= 0x7E { break }
      }
      return
    }
    var key = key(code)
    while key == nil {
      let kind = Int(bp_read(window, &code))
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

  /// Reads up to the end mark; at most a second is waited for the next piece.
  private func readPaste() -> String {
    var bytes: [UInt8] = []
    var code: Int32 = 0
    while true {
      let kind = Int(bp_read(window, &code))
      if kind == BP_KEY, Int(code) == BP_PASTE_END { break }
      if kind == BP_BYTE {
        bytes.append(UInt8(truncatingIfNeeded: code))
      } else if kind == BP_NONE {
        guard Int(bp_wait(1000)) == BP_WAIT_INPUT, !isAtEnd else { break }
      }
    }
    return CharacterDecoder.pasted(bytes)
  }
}
