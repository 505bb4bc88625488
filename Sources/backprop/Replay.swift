import ArgumentParser
import Curriculum
import Files
import Session
import TextLayout
import TextUI
import TutorApp

/// `backprop replay`: runs action lines without a terminal and prints frames.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Run a file of action lines without a terminal; print the last frame.",
    discussion: "Exit status: 0 done, 1 if a line failed; each failure is FILE:LINE: message. The actions:\n\n"
      + ActionTable.actions.map { "  \($0.usage): \($0.summary)" }.joined(separator: "\n"))

  @OptionGroup var options: LessonOptions
  @Option(
    parsing: .unconditional, help: ArgumentHelp("The screen's size.", valueName: "COLSxROWS"),
    transform: { text in
      guard let size = ActionTable.parseSize(text) else {
        throw ValidationError("it takes COLSxROWS up to 1000x1000, as in 100x30")
      }
      return Size(columns: size.columns, rows: size.rows)
    })
  var size = Size(columns: 100, rows: 30)
  @Flag(help: "Print the frame after every line.") var frames = false
  @Argument(help: "Action lines; - is standard input.") var file: String

  /// Of a file of action lines: a session keeps half of that.
  static let sizeLimit = 64 << 20

  func run() throws {
    let bytes = try FileBytes.contents(of: file, most: Self.sizeLimit)
    var lines = String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    )
    .map(String.init)
    var first: String?
    // A script that opens a lesson begins with that one.
    for (index, line) in lines.enumerated() {
      guard let action = try? ActionTable.parse(line) else { continue }
      if case .open(let reference) = action {
        first = reference
        lines[index] = ""
      }
      break
    }
    let loader = try options.source.loader(for: first)
    let document = if let first { try loader.open(first) } else { try options.source.defaultLesson() }
    let runner = EffectRunner(AppModel(lesson: document, size: size, seed: 1), loader: loader)
    var failed = false
    if frames { show(runner.model, after: "start") }
    for (index, line) in lines.enumerated() {
      guard (try? ActionTable.parse(line)) != .some(.none) else { continue }
      let goesOn = runner.send(.entered(line), to: nil)
      if let refusal = runner.model.sitting.outcome.refusal {
        Output.flush()
        Output.error("\(file):\(index + 1): \(refusal.message)")
        failed = true
      }
      if frames { show(runner.model, after: line) }
      if !goesOn { break }
    }
    if !frames { show(runner.model, after: nil) }
    if failed { throw ExitCode(1) }
  }

  private func show(_ model: AppModel, after line: String?) {
    if let line { Output.line("--- " + CharacterWidth.printable(line)) }
    for row in model.view().lines { Output.line(row) }
  }
}
