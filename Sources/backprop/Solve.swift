import ArgumentParser
import LayerMath
import TutorApp
import Tutoring

/// `backprop solve`: the whole derivation once.
struct Solve: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "Compute s, y, f′(s), δs, ∂y/∂x, δx and δW for given W, x and δy.",
    discussion: "Exit status: 0 done, 64 for numbers that cannot be read or do not fit.")

  @OptionGroup var numbers: LayerOptions
  @Option(help: "text or json.") var format = Format.text
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
    let derivation = Derivation(try numbers.example())
    if let step { return try print(derivation.reference(step), of: derivation) }
    switch format {
    case .json:
      guard !steps || derivation.stepCount <= PlainText.mostSteps else {
        throw EntryError("\(derivation.stepCount) steps are too many to list; --step ID gives any one")
      }
      Output.line(try LayerJSON(derivation).text(exact: exact, steps: steps))
    case .text: PlainText.derivation(derivation, number: numberText, emit: Output.line)
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
