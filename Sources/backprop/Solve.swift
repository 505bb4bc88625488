import ArgumentParser
import Curriculum
import LayerMath
import TutorApp
import Tutoring

/// `backprop solve`: the whole derivation once.
struct Solve: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown, latex, python }

  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "Compute s, y, f′(s), δs, ∂y/∂x, δx and δW for given W, x and δy.",
    discussion: """
      W of more than 10,000 entries is computed in doubles; --exact asks for exact numbers at any size.
      Exit status: 0 done, 64 for numbers that cannot be read or do not fit.
      """)

  @OptionGroup var numbers: LayerOptions
  @Option(help: "text, json, markdown, latex or python (a PyTorch script that checks the numbers).") var format = Format
    .text
  @Flag(help: "Exact values: 3+3/4*exp(-3/2).") var exact = false
  @Option(parsing: .unconditional, help: ArgumentHelp("Decimals in text, 0 to 30.", valueName: "digits"))
  var precision = 4
  @Flag(help: "In JSON, the steps as well.") var steps = false
  @Option(help: ArgumentHelp("Only this step: dx[2].", valueName: "id")) var step: String?

  func validate() throws {
    guard (0...30).contains(precision) else { throw ValidationError("--precision takes a number from 0 to 30") }
    guard !steps || format == .json else {
      throw ValidationError("--steps goes with --format json; text has all steps")
    }
  }

  func run() throws {
    switch try numbers.loaded(exactly: exact) {
    case .double(let example): try print(DoubleSolution(example))
    case .exact(let example):
      let isLarge = example.k * example.n > LayerFile.exactEntries
      if isLarge && !exact && step == nil { return try print(DoubleSolution(DoubleExample(example))) }
      try print(Derivation(example))
    }
  }

  private func print(_ derivation: Derivation) throws {
    if let step { return try print(derivation.reference(step), of: derivation) }
    let export = Export(derivation, number: numberText)
    switch format {
    case .json:
      guard !steps || derivation.stepCount <= PlainText.mostSteps else {
        throw EntryError("\(derivation.stepCount) steps are too many to list; --step ID gives any one")
      }
      Output.line(try LayerJSON(derivation).text(exact: exact, steps: steps))
    case .text: PlainText.derivation(derivation, number: numberText, emit: Output.line)
    case .markdown: for line in export.markdown { Output.line(line) }
    case .latex: for line in export.latex { Output.line(line) }
    case .python: for line in try export.python() { Output.line(line) }
    }
  }

  private func print(_ solution: DoubleSolution) throws {
    guard step == nil, !steps else {
      throw EntryError("single steps of so large a layer need --exact")
    }
    switch format {
    case .json:
      try solution.json { Output.piece($0) }
      Output.line("")
    case .text: for line in solution.lines(precision: precision) { Output.line(line) }
    case .markdown, .latex, .python:
      throw EntryError("a layer of more than \(LayerFile.exactEntries) entries is written as json; use --format json")
    }
  }

  private var numberText: NumberText {
    var text = NumberText()
    text.isExact = exact
    text.precision = precision
    return text
  }

  private func print(_ reference: StepReference, of derivation: Derivation) throws {
    guard let step = derivation.step(reference.step) else { return }
    if let id = reference.factor, let factor = step.factors.first(where: { $0.id == id }) {
      Output.line("\(factor.id) \(numberText.relation(factor.value)) \(numberText.text(factor.value))")
    } else if format == .json {
      Output.line(try LayerJSON(derivation).step(step))
    } else {
      for line in PlainText.step(step, StepText(derivation, number: numberText)) { Output.line(line) }
    }
  }
}
