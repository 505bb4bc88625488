/// What a terminal tells the program.
package enum TerminalEvent: Equatable, Sendable {
  case key(KeyEvent)
  /// Text pasted in one piece.
  case paste(String)
  case resized(Size)
  /// A file of the watched folder was written.
  case filesChanged
  /// The time given to `nextEvent` passed.
  case timeout
  /// No more input will come.
  case closed
}

/// A screen with keys.
///
/// Two conformers: ncurses, and a script in tests.
package protocol Terminal {
  var size: Size { get }
  func show(_ canvas: Canvas)
  /// Waits without using any processor time; for ever where no time is given.
  func nextEvent(timeoutMilliseconds: Int?) -> TerminalEvent
  /// Forgets what is on the screen, so that the next `show` draws every cell.
  func redrawAll()
  func suspend()
  /// From now on `nextEvent` tells when a file of this folder was written.
  func watch(folder: String)
  /// Puts a text on the clipboard, where the terminal can.
  func copy(_ text: String)
}

/// The program loop: show, wait, update; it ends when the application is done.
package enum Program {
  package static func run(
    on terminal: some Terminal, view: (Size) -> Canvas, timeout: () -> Int?, handle: (TerminalEvent) -> Bool
  ) {
    var size = terminal.size
    while true {
      terminal.show(view(size))
      let event = terminal.nextEvent(timeoutMilliseconds: timeout())
      if case .resized(let new) = event { size = new }
      if !handle(event) || event == .closed { return }
    }
  }
}
