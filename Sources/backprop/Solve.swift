import ArgumentParser
import Curriculum
import Exports
import Files
import LayerMath
import TutorApp
import Tutoring

/// `backprop solve`: the whole derivation once.
struct Solve: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown, latex, html, python }

  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "Compute s, y, f′(s), δs, ∂y/∂x, δx and δW for given W, x and δy.",
    discussion: """
      W of more than 10,000 entries is computed in doubles; --exact asks for exact numbers at any size.
      Exit status: 0 done, 64 for numbers that cannot be read or do not fit.
      """)

  @OptionGroup var numbers: LayerOptions
  @Option(help: "text, json, markdown, latex, html (with MathML) or python (a PyTorch script that checks the numbers).")
  var format = Format
    .text
  @Flag(help: "Exact values: 3+3/4*exp(-3/2).") var exact = false
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Decimals in text, 0 to 30.", valueName: "digits"),
    transform: Usage.number(0...30))
  var precision = 4
  @Flag(help: "In JSON, the steps as well.") var steps = false
  @Option(help: ArgumentHelp("Only this: dx[2], all of dx, a factor dx[1].k2.W.", valueName: "id")) var step: String?

  func validate() throws {
    guard !steps || format == .json else {
      throw ValidationError("--steps goes with --format json; text has all steps")
    }
    guard step == nil || !steps else {
      throw ValidationError("--steps lists all steps and --step shows some; give one of them")
    }
    guard step == nil || format != .python else {
      throw ValidationError("--format python checks the whole layer; leave out --step")
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
    let export = FormulaExport(derivation, number: numberText)
    switch format {
    case .json:
      if steps { try requireListable(derivation.stepCount) }
      Output.line(try LayerJSON(derivation).text(exact: exact, steps: steps))
    case .text: PlainText.derivation(derivation, number: numberText, emit: Output.line)
    case .markdown: for line in export.markdown { Output.line(line) }
    case .latex: for line in export.latex { Output.line(line) }
    case .html: for line in HTMLExport(derivation, number: numberText).page { Output.line(line) }
    case .python: for line in try PyTorchExport.lines(derivation) { Output.line(line) }
    }
  }

  private func print(_ solution: DoubleSolution) throws {
    guard step == nil, !steps else {
      throw EntryError("single steps of so large a layer need --exact")
    }
    switch format {
    case .json:
      // `W`, `J` and `dW` are nearly all of it, some twenty characters an entry.
      let size = max(1, solution.entries * 60)
      let work = LongWork("computing and writing", isBesideOutput: true)
      var written = 0
      try solution.json {
        Output.piece($0)
        written += $0.utf8.count
        work.report(min(written, size - 1) >> 10, of: size >> 10)
      }
      work.end()
      Output.line("")
    case .text: for line in solution.lines(precision: precision) { Output.line(line) }
    case .markdown, .latex, .html, .python:
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
    let indices = derivation.indices(of: reference)
    guard let step = derivation.step(reference.step) else { return }
    if let id = reference.factor, let factor = step.factors.first(where: { $0.id == id }) {
      return try print(factor, of: derivation)
    }
    try requireListable(reference.count)
    let steps = indices.compactMap { derivation.step(at: $0) }
    let export = FormulaExport(derivation, number: numberText)
    let text = StepText(derivation, number: numberText)
    let lines =
      switch format {
      case .json where steps.count == 1: [try LayerJSON(derivation).step(step, exact: exact)]
      case .json: [try LayerJSON(derivation).list(indices, exact: exact)]
      case .markdown: export.markdown(steps)
      case .latex: export.latex(steps)
      case .html: HTMLExport(derivation, number: numberText).page(steps)
      case .text, .python:
        steps.count == 1
          ? PlainText.step(step, text) : zip(indices, steps).flatMap { PlainText.labelled($1, $0, text) }
      }
    for line in lines { Output.line(line) }
  }

  private func print(_ factor: Factor, of derivation: Derivation) throws {
    let export = FormulaExport(derivation, number: numberText)
    let lines =
      switch format {
      case .json: [try LayerJSON(derivation).factor(factor, exact: exact)]
      case .markdown: export.markdown(factor)
      case .latex: export.latex(factor)
      case .html: HTMLExport(derivation, number: numberText).page(factor)
      case .text, .python: ["\(factor.id) \(numberText.relation(factor.value)) \(numberText.text(factor.value))"]
      }
    for line in lines { Output.line(line) }
  }

  private func requireListable(_ count: Int) throws {
    guard count <= PlainText.mostSteps else {
      throw EntryError("\(count) steps are too many to list; --step 'dx[1]' gives any one")
    }
  }
}
