import ArgumentParser
import TextLayout

/// `backprop typeset`: draws formulas.
struct Typeset: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "typeset", abstract: "Draw a LaTeX formula, or one per line of standard input.",
    discussion: "Exit status: 0 done, 1 if a formula could not be read.")

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Break lines at this many columns.", valueName: "columns"),
    transform: Usage.number(1...100_000))
  var width: Int?
  @Flag(help: "Use ASCII only, for terminals without Unicode.") var ascii = false
  @Flag(help: "Large sums and integrals, for a projector.") var large = false
  @Flag(help: "Write how the formula is read aloud instead of drawing it.") var spoken = false
  @Argument(help: "The formula, without dollars; after -- where it begins with a minus.") var latex: String?

  func run() throws {
    if let latex {
      guard draw(latex, place: "") else { throw ExitCode(1) }
      return
    }
    var number = 0
    var failed = false
    var lines = try InputLines()
    while let line = try lines.next() {
      number += 1
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      if number > 1 { Output.line("") }
      failed = !draw(line, place: "line \(number), ") || failed
    }
    if failed { throw ExitCode(1) }
  }

  private func draw(_ latex: String, place: String) -> Bool {
    do {
      let node = try LaTeXParser.parse(latex)
      if spoken {
        Output.line(CharacterWidth.printable(SpokenMath.text(node)))
      } else {
        let manner = MathLayout.Manner(isASCII: ascii, isLarge: large)
        for line in MathLayout.display(node, width: width, manner: manner).lines { Output.line(line) }
      }
      for source in node.undrawable { Output.error("\(place)cannot draw `\(source)`; it is shown as source") }
      return true
    } catch {
      Output.line(CharacterWidth.printable(latex))
      Output.error("\(place)column \(error.column): \(error.message)")
      return false
    }
  }
}
