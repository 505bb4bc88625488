import ArgumentParser
import Curriculum
import LayerMath
import Session
import TextLayout
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
    let opening = try options.source.defaultLesson()
    let hasNumbers = !numbers.isEmpty || numbers.lesson != nil
    let example = try hasNumbers ? numbers.example() : numbers.module.isEmpty ? nil : numbers.completed(opening.opening)
    let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && !json
    let model = AppModel(
      lesson: opening, seed: UInt64.random(in: 0 ... .max),
      example: example)
    let runner = EffectRunner(model, loader: loader, history: isInteractive ? History() : nil)
    if isInteractive, LessonSource.hasScreenTerminal, let screen = ReplScreen(runner) {
      screen.run()
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
      let before = runner.model.sitting.enteredCount
      let goesOn = runner.send(.typed(line), to: nil)
      if runner.model.sitting.enteredCount > before, let exchange = runner.model.sitting.exchanges.last {
        report(exchange, number)
        isFine = isFine && exchange.failure == nil
        // What was written out is not open as a layer besides.
        if goesOn, exchange.replies.contains(where: \.isLayerToo) {
          _ = runner.send(.layerClosed, to: nil)
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
