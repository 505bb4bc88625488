/// What a terminal tells the program.
package enum TerminalEvent: Equatable, Sendable {
  case key(KeyEvent)
  /// Text pasted in one piece.
  case paste(String)
  /// More was pasted than is kept; nothing of it is there.
  case pasteTooLong(mebibytes: Int)
  case resized(Size)
  /// A file of the watched folder was written.
  case filesChanged
  /// Work beside the keys has something to tell.
  case answered
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
  /// Whether an event is there already, so that drawing can wait for it; half a character is none.
  func hasEvent() -> Bool
  /// Waits without using any processor time; for ever where no time is given.
  func nextEvent(timeoutMilliseconds: Int?, sources: [any EventSource]) -> TerminalEvent
  /// Forgets what is on the screen, so that the next `show` draws every cell.
  func redrawAll()
  func suspend()
  /// Puts a text on the clipboard, where the terminal can.
  func copy(_ text: String)
}

/// What has an event now and then beside the terminal: a folder, a follower.
package protocol EventSource: AnyObject {
  /// Ready to be read when there is an event.
  var descriptor: Int32 { get }
  /// The event that made it ready; `nil` where it was none after all.
  func event() -> TerminalEvent?
}

/// The program loop: show, wait, update; it ends when the application is done.
///
/// Typing runs ahead of drawing: while keys wait that came before, no frame is made for each, only now and then one to
/// show that something goes on. Once a frame is shown and nothing waits, there is time to get ready for the next key.
package enum Program {
  private static let mostUndrawn = 64

  package static func run(
    on terminal: some Terminal, sources: [any EventSource] = [], view: () -> Canvas,
    prepare: (TerminalEvent) -> Void = { _ in },
    timeout: () -> Int?, handle: (TerminalEvent) -> Bool
  ) {
    var last: TerminalEvent?
    var undrawn = 0
    while true {
      if undrawn >= mostUndrawn || !terminal.hasEvent() {
        terminal.show(view())
        undrawn = 0
        if let event = last.take(), !terminal.hasEvent() { prepare(event) }
      }
      undrawn += 1
      let event = terminal.nextEvent(timeoutMilliseconds: timeout(), sources: sources)
      if !handle(event) || event == .closed { return }
      last = event
    }
  }
}
