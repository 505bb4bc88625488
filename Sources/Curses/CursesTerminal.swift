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
/// The whole canvas is handed to ncurses each time; it sends only what changed. The terminal is given back when the
/// screen is closed, and by `guard.c` on every other way out.
package final class CursesTerminal: Terminal {
  private let window: UnsafeMutablePointer<WINDOW>
  private let hasColors: Bool
  private var pending: [TerminalEvent] = []
  private var cursorIsVisible = false

  /// Takes the terminal over; `nil` where `TERM` names none that can show a screen.
  package init?(noColor: Bool) {
    guard setlocale(LC_ALL, "") != nil || setlocale(LC_ALL, "C.UTF-8") != nil, bp_guard_save() == 0 else { return nil }
    // A locale without UTF-8 cannot draw the formulas; the terminal itself nearly always can.
    if String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
    guard let window = bp_start() else { return nil }
    self.window = window
    cbreak()
    noecho()
    nonl()
    keypad(window, true)
    wtimeout(window, 0)
    set_escdelay(25)
    curs_set(0)
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
    endwin()
    bp_guard_disarm()
  }

  package var size: Size { Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window))) }

  package func redrawAll() { clearok(window, true) }

  package func suspend() { kill(0, SIGTSTP) }

  package func show(_ canvas: Canvas) {
    werase(window)
    var run: [wchar_t] = []
    for row in 0..<canvas.size.rows {
      var start = 0
      var style = Style.plain
      run.removeAll(keepingCapacity: true)
      for column in 0..<canvas.size.columns {
        let cell = canvas[column, row]
        if cell.scalar == "\0" { continue }
        let isSimple = !cell.hasMarks && cell.scalar.value < 0x3000
        if cell.style != style || !isSimple {
          draw(run, row, start, style)
          run.removeAll(keepingCapacity: true)
          start = column
          style = cell.style
        }
        run.append(wchar_t(bitPattern: cell.scalar.value))
        if !isSimple {
          run += canvas.marks(column: column, row: row).map { wchar_t(bitPattern: $0.value) }
          draw(run, row, start, style)
          run.removeAll(keepingCapacity: true)
          start = column + (column + 1 < canvas.size.columns && canvas[column + 1, row].scalar == "\0" ? 2 : 1)
        }
      }
      draw(run, row, start, style)
    }
    if (canvas.cursor != nil) != cursorIsVisible {
      cursorIsVisible.toggle()
      curs_set(cursorIsVisible ? 1 : 0)
    }
    if let cursor = canvas.cursor { wmove(window, Int32(cursor.row), Int32(cursor.column)) }
    wrefresh(window)
  }

  private func draw(_ run: [wchar_t], _ row: Int, _ column: Int, _ style: Style) {
    // Blank cells of the plain style are there already.
    guard !run.isEmpty, style != .plain || run.contains(where: { $0 != 32 }) else { return }
    var attributes = 0
    if style.isBold { attributes |= BP_BOLD }
    if style.isDim { attributes |= BP_DIM }
    if style.isUnderlined { attributes |= BP_UNDERLINE }
    if style.isReversed { attributes |= BP_REVERSE }
    bp_draw(
      window, Int32(row), Int32(column), run, Int32(run.count), hasColors ? Int32(style.color.rawValue) : 0,
      Int32(attributes))
  }

  package func nextEvent(timeoutMilliseconds: Int?) -> TerminalEvent {
    while true {
      if !pending.isEmpty { return pending.removeFirst() }
      readKeys()
      if !pending.isEmpty { continue }
      switch Int(bp_wait(Int32(timeoutMilliseconds ?? -1))) {
      case BP_WAIT_INPUT:
        readKeys()
        // A readable terminal without a byte is one that has been closed.
        if pending.isEmpty && isAtEnd { return .closed }
      case BP_WAIT_RESIZE: return resized()
      case BP_WAIT_RESUMED:
        redrawAll()
        return resized()
      case BP_WAIT_TIMEOUT: return .timeout
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
    let kind = Int(bp_read(window, &code))
    if kind == BP_KEY, Int(code) == BP_PASTE_BEGIN {
      pending.append(.paste(readPaste()))
    } else if kind == BP_CHARACTER, code == 27, skipsSequence() {
      return
    } else if kind != BP_NONE, let key = CursesKeys.event(isCharacter: kind == BP_CHARACTER, code) {
      pending.append(.key(key))
    }
  }

  /// After Esc: whether more came with it at once.
  ///
  /// That is a key unknown to ncurses, or one with Alt, and is swallowed whole; only Esc alone is Esc.
  private func skipsSequence() -> Bool {
    var code: Int32 = 0
    guard Int(bp_read(window, &code)) == BP_CHARACTER else { return false }
    guard code == 0x5B || code == 0x4F else { return true }
    while Int(bp_read(window, &code)) == BP_CHARACTER {
      if code >= 0x40 && code <= 0x7E { break }
    }
    return true
  }

  /// Reads up to the end mark; at most a second is waited for the next piece.
  private func readPaste() -> String {
    var text = String.UnicodeScalarView()
    var code: Int32 = 0
    while true {
      let kind = Int(bp_read(window, &code))
      if kind == BP_KEY, Int(code) == BP_PASTE_END { break }
      if kind == BP_CHARACTER, let scalar = Unicode.Scalar(UInt32(bitPattern: code)) {
        text.append(scalar == "\r" ? "\n" : scalar)
      } else if kind == BP_NONE {
        guard Int(bp_wait(1000)) == BP_WAIT_INPUT, !isAtEnd else { break }
      }
    }
    return String(text)
  }
}
