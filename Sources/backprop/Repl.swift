import ArgumentParser
import Curriculum
import Curses
import LayerMath
import Session
import TextLayout
import TextUI
import TutorApp
import Tutoring

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `backprop repl`: the language of the `:` prompt, line by line.
struct Repl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl", abstract: "Compute with formulas, line by line; also from a pipe.",
    discussion: """
      Formulas (W^T ds), assignments (x_2 = 3), always A = B, and every action: help lists them.
      From a pipe: one result a line; errors on standard error with their line number, exit status 1 if any failed.
      """)

  @OptionGroup var options: LessonOptions
  @OptionGroup var numbers: LayerOptions
  @Flag(help: "JSON objects, one for each line that gives something.") var json = false

  func run() throws {
    let loader = try options.source.loader(for: nil)
    let example = try numbers.isEmpty ? nil : numbers.example()
    let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && !json
    let model = AppModel(
      lesson: try options.source.defaultLesson(), size: Size(columns: 80, rows: 24),
      seed: UInt64.random(in: 0 ... .max),
      example: example)
    let runner = EffectRunner(model, loader: loader, history: isInteractive ? History() : nil)
    if isInteractive, LessonSource.hasScreenTerminal, let terminal = LineTerminal() {
      ReplScreen(runner: runner, terminal: terminal).run()
    } else {
      guard try ReplPipe(runner: runner, isJSON: json).run() else { throw ExitCode(1) }
    }
  }
}

/// Lines from a pipe: one result a line.
private struct ReplPipe {
  let runner: EffectRunner
  let isJSON: Bool

  /// False if a line failed.
  func run() throws -> Bool {
    var number = 0
    var isFine = true
    var lines = try InputLines()
    while let line = try lines.next() {
      number += 1
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      let before = runner.model.enteredCount
      let goesOn = runner.send(.typed(line), to: nil)
      if runner.model.enteredCount > before, let exchange = runner.model.exchanges.last {
        report(exchange, number)
        isFine = isFine && exchange.failure == nil
        // What was written out is not open as a layer besides.
        if goesOn, exchange.replies.contains(where: \.isLayerToo) {
          _ = runner.send(.keyPressed(.escape), to: nil)
        }
      }
      if !goesOn { break }
    }
    return isFine
  }

  private func report(_ exchange: Exchange, _ number: Int) {
    let model = runner.model
    if isJSON {
      let json = ReplyJSON(exchange.derivation)
      // A failure is what the line gives, whatever came before it.
      let replies = exchange.failure.map { [Reply.failure($0)] } ?? exchange.replies
      if let object = replies.lazy.compactMap({ json.object($0, line: number) }).first { Output.line(object) }
    } else if let failure = exchange.failure {
      Output.flush()
      let place = failure.column.map { "line \(number), column \($0)" } ?? "line \(number)"
      Output.error("\(place): \(failure.message)")
      if let column = failure.column {
        for line in ReplCaret.lines(exchange.line, column: column) { Output.plainError("  " + line) }
      }
    } else {
      let text = ReplyText(exchange.derivation, number: model.number)
      let results = exchange.replies.filter(\.isSaid)
      for reply in results {
        // A listing is no result and may take its lines.
        let isListing = if case .lines = reply { true } else if case .help = reply { true } else { false }
        let lines = isListing ? text.lines(reply) : [text.line(reply)]
        for line in lines { Output.line(CharacterWidth.printable(line)) }
      }
    }
    Output.flush()
  }
}

/// The line with a caret under the place of the error.
enum ReplCaret {
  static func lines(_ line: String, column: Int) -> [String] {
    // Of a long line the part around the mistake.
    let characters = Array(CharacterWidth.printable(line))
    let first = max(0, min(column - 40, characters.count - 70))
    let shown = characters[first..<min(characters.count, first + 70)]
    let before = String(characters[first..<max(first, min(characters.count, column - 1))])
    let lead = first > 0 ? "…" : ""
    return [
      lead + String(shown) + (first + 70 < characters.count ? "…" : ""),
      String(repeating: " ", count: CharacterWidth.columns(lead + before)) + "^",
    ]
  }
}

/// Lines at a terminal: edited, completed, remembered.
private final class ReplScreen {
  private let runner: EffectRunner
  private let terminal: LineTerminal
  private var seen = 0

  init(runner: EffectRunner, terminal: LineTerminal) {
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
    let new = model.enteredCount - seen
    seen = model.enteredCount
    if new > 0 {
      for exchange in model.exchanges.suffix(new) { report(exchange) }
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
