import Curses
import Session
import TextUI
import TutorApp

/// Lines at a terminal: edited, completed, remembered.
final class ReplScreen {
  private let runner: EffectRunner
  private let terminal: LineTerminal
  private var seen = 0

  /// `nil` where there is no terminal whose lines can be edited.
  init?(_ runner: EffectRunner) {
    guard let terminal = LineTerminal() else { return nil }
    self.runner = runner
    self.terminal = terminal
  }

  func run() {
    terminal.emit("backprop: formulas, x_2 = 3, always A = B; Tab completes, help lists all, Ctrl-D ends")
    openPrompt()
    Program.run(
      on: terminal, view: { self.line },
      timeout: { nil }, handle: { self.handle($0) })
    terminal.endLine()
    terminal.close()
  }

  /// Here the prompt is all there is: whatever lies over it or took its place goes.
  private func openPrompt() {
    for _ in 0..<6 where !runner.model.isPromptOpen {
      _ = runner.send(.keyPressed(runner.model.hasLayer ? .escape : .character(":")), to: terminal)
    }
  }

  private var line: Canvas { runner.model.promptLine(columns: terminal.size.columns) }

  private func handle(_ event: TerminalEvent) -> Bool {
    if event == .key(.enter) {
      // Typed ahead, the line may not have been drawn yet.
      terminal.show(line)
      terminal.endLine()
    }
    // At the beginning of a line Ctrl-D is the end of the input.
    if event == .key(.control("d")), runner.model.isPromptEmpty { return false }
    let goesOn = event.isResize || runner.handle(event, of: terminal)
    let model = runner.model
    let new = model.sitting.enteredCount - seen
    seen = model.sitting.enteredCount
    if new > 0 {
      for exchange in model.sitting.exchanges.suffix(new) { report(exchange) }
    } else if event == .key(.tab), let status = model.status {
      terminal.emit(status.text)
    }
    // A line that failed was said and stays above; the next one begins empty.
    if new > 0, model.isPromptOpen, !model.isPromptEmpty {
      _ = runner.send(.keyPressed(.escape), to: terminal)
    }
    if goesOn { openPrompt() }
    return goesOn
  }

  private func report(_ exchange: Exchange) {
    let text = ReplyText(exchange.derivation, number: runner.model.number)
    if let failure = exchange.failure {
      if let column = failure.column {
        // The prompt is two columns wide.
        let caret = ReplCaret.lines(exchange.line, column: column).last ?? ""
        terminal.emit("  " + caret)
      }
      terminal.emit("✗ " + failure.message)
      return
    }
    let results = exchange.replies.filter(\.isSaid)
    for reply in results { for line in text.lines(reply) { terminal.emit(line) } }
    if results.isEmpty { for case .note(let note) in exchange.replies { terminal.emit(note) } }
  }
}

extension TerminalEvent {
  fileprivate var isResize: Bool { if case .resized = self { true } else { false } }
}
