import ArgumentParser
import LayerMath
import Session
import Tutoring

/// `backprop check`: the formulas beside central differences, entry by entry.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Compare every entry of ∂y/∂x, ∂y/∂W, δx and δW with its central difference.",
    discussion: """
      --formula 'dx = W^T dy' checks a formula of your own for J, P, dx or dW.
      Exit status: 0 all agree, 1 some differ, 64 for numbers or formulas that cannot be read.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var numbers: LayerOptions
  @Option(help: "text or json.") var format = Format.text
  @Option(help: ArgumentHelp("Check this formula instead; may be given again.", valueName: "formula"))
  var formula: [String] = []

  func run() throws {
    let derivation = Derivation(try numbers.example())
    let all = try formula.map { try checked($0, derivation) }
    // In the derivation's order; several formulas of one quantity as they were given.
    let order = GradientCheck.quantities(of: derivation.rules)
    let claims = order.flatMap { quantity in all.filter { $0.quantity == quantity } }
    let quantities = claims.isEmpty ? order : claims.map(\.quantity)
    let count = quantities.reduce(0) { $0 + derivation.shape($1).reduce(1, *) }
    guard count <= 100_000 else {
      throw EntryError("\(count) entries are too many to check one by one; give a layer with at most 100,000 in all")
    }
    let work = LongWork("checking", unit: "entries")
    let report = { work.report($0, of: count) }
    let check =
      claims.isEmpty
      ? GradientCheck(derivation, report: report) : GradientCheck(derivation, claims: claims, report: report)
    work.end()
    let text = CheckText(check)
    switch format {
    case .json: Output.line(text.json)
    case .text: for line in text.table + [""] + text.summary { Output.line(line) }
    }
    if !check.agrees { throw ExitCode(1) }
  }

  /// `dx = …` as the quantity and the values of the right side.
  private func checked(_ text: String, _ derivation: Derivation) throws -> (quantity: Quantity, values: [RealNumber]) {
    do throws(FormulaError) {
      let formula = try FormulaParser.formula(text)
      guard let sides = formula.equationSides, sides.count == 2, let quantity = sides[0].leadingQuantity,
        GradientCheck.quantities(of: derivation.rules).contains(quantity)
      else {
        throw FormulaError("expected J, P, dx or dW, then = and a formula, as in dx = W^T ds", column: 1)
      }
      // The entry form and the whole one have the same shape: dx_j beside dx.
      guard case .value(let value) = try sides[1].evaluated(for: derivation) else {
        throw FormulaError("a condition is no value for \(quantity.rawValue)", column: sides[1].column)
      }
      let shape = derivation.shape(quantity)
      guard value.shape.sizes == shape else {
        throw FormulaError(
          "\(quantity.rawValue) is \(FormulaShape(shape).words), the right side \(value.shape.words)",
          column: sides[1].column)
      }
      return (quantity, value.entries)
    } catch {
      throw EntryError("--formula, column \(error.column): \(error.message)")
    }
  }
}
