import CNcurses

/// From another thread: the terminal's next event is `answered`.
package enum TerminalWake {
  package static func call() { bp_wake() }
}
