import Curriculum
import LayerMath
import TextLayout

/// What is said of an answer: why it is right, or what helps; never the value that was asked for.
struct DiagnosisText {
  let diagnosis: LayerDiagnosis
  private var derivation: Derivation { diagnosis.derivation }
  private var names: Naming { derivation.names }

  init(_ diagnosis: LayerDiagnosis) { self.diagnosis = diagnosis }

  /// What the step is called: an entry, or all of a quantity.
  private func name(_ asked: [Symbol]) -> String {
    guard let first = asked.first else { return "" }
    return asked.count == 1 ? names.name(first) : names.name(first.quantity)
  }

  func right(_ asked: [Symbol], _ verdict: Diagnosis.Verdict) -> String {
    let why = reason(asked)
    let end = why.isEmpty ? "" : ": " + why
    switch verdict {
    case .rounded: return "right idea, rounded off: keep more digits on the way, and round at the end"
    case .partly: return "right so far; some cells are open" + end
    case .cannotTell:
      return "this cannot be told: it agrees with the value in its first 50 digits, and has no form to compare"
    default: return "right" + end
    }
  }

  /// Of numbers with too few digits.
  func coarse(_ result: Diagnosis, _ asked: [Symbol]) -> String {
    let names = zip(asked, result.cells).filter { $0.1 == false }.map { self.names.name($0.0) }
    let which =
      asked.count == 1
      ? "near it, with" : names.joined(separator: ", ") + (names.count == 1 ? " is" : " are") + " near, with"
    return "\(which) too few digits: give two at least, or the exact number"
  }

  /// Where a formula gives more than one number, or too few.
  func misfit(_ asked: [Symbol]) -> String {
    asked.count == 1
      ? "\(name(asked)) is one number, and this is more: give it an index"
      : "this has not the shape of \(names.name(asked[0].quantity))"
  }

  func misfit(_ asked: [Symbol], _ shape: FormulaShape, turned: Bool) -> String {
    let wanted = FormulaShape(derivation.shape(asked[0].quantity)).words
    return turned
      ? "this is \(shape.words); \(name(asked)) is a column: transpose it"
      : "this is \(shape.words); \(name(asked)) has \(wanted)"
  }

  func misnamed(_ name: Formula, _ asked: [Symbol]) -> String {
    "that is said of \(names.text(name)); \(self.name(asked)) is asked"
  }

  static func unequal(_ side: Formula, _ names: Naming) -> String {
    "`\(names.text(side))` is not the same as what stands at the end: which is meant?"
  }

  /// Why a right answer is right, from this layer.
  private func reason(_ asked: [Symbol]) -> String {
    guard let first = asked.first else { return "" }
    let rule = derivation.rules[first.quantity]?.equation.map { names.row($0) } ?? ""
    guard asked.count == 1, let step = derivation.step(.entry(first)) else { return rule }
    switch step.body {
    case .application(_, let argument, let piece):
      let words = ActivationWords(derivation.activation, names)
      guard let unit = argument.symbol?.unit, let s = argument.value.rational else { return rule }
      let text =
        first.quantity == .y ? words.piece(of: unit, at: s) : words.slope(piece, first.quantity, of: unit, at: s)
      return text.isEmpty ? rule : text
    default:
      let conclusion = StepReason.conclusion(step, in: derivation)
      return conclusion.isEmpty ? rule : conclusion
    }
  }

  /// - Parameter isFormula: whether a formula was asked for, which has no cells.
  func wrong(_ result: Diagnosis, _ asked: [Symbol], isFormula: Bool = false) -> String {
    var parts: [String] = []
    let families = result.rules.reduce(into: [Misconception]()) { kept, rule in
      if !kept.contains(where: { $0.family == rule.family }) { kept.append(rule) }
    }
    if !result.carried.isEmpty {
      let own = result.carried.map(names.name).joined(separator: " and ")
      parts.append("this follows from your \(own), which is off: look there first")
    }
    if let slip = result.slip { parts.append(text(slip)) }
    switch families.count {
    case 0: break
    case 1:
      let help = names.words(families[0].feedback)
      switch families[0].kind {
      case .error: parts.append(help)
      case .neighbour: parts.append("this is the answer to the question beside this one. " + help)
      case .layout: parts.append("the same in another layout. " + help)
      }
    default:
      let beliefs = families.map { names.words($0.belief) }.reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }.prefix(4)
      let list =
        beliefs.count == 1 ? beliefs[0] : beliefs.dropLast().joined(separator: "; ") + "; or " + (beliefs.last ?? "")
      parts.append("this is what comes out for someone who \(list)")
      parts.append(
        result.separate.map { "what is \(names.name($0))? It tells them apart" }
          ?? self.change(telling: families, asked).map { "with \($0) the numbers would tell them apart" }
          ?? "other numbers would tell them apart")
    }
    if parts.isEmpty {
      // The rule itself would be the hint that nobody asked for.
      let other = "this is another formula: there are layers on which it differs"
      parts.append(
        isFormula ? other : places(result.cells, asked) ?? "right on these numbers, and not on every layer")
    }
    return parts.enumerated().map { $0.offset == 0 ? $0.element : $0.element.capitalizedFirst }.joined(separator: ". ")
  }

  /// `x₂ = −1`: the least change that tells rules apart at what is asked.
  func change(telling rules: [Misconception], _ asked: [Symbol]) -> String? {
    guard let quantity = asked.first?.quantity else { return nil }
    return SmallestChange(of: diagnosis.example, telling: rules, at: quantity).map {
      "\(names.name($0.symbol)) = \(NumberText.given($0.value))"
    }
  }

  /// `δW₁₂ is not right`, `δW₁₂, δW₂₁ are not right`, `no entry of δW is right`; `nil` where nothing is wrong.
  private func places(_ cells: [Bool?], _ asked: [Symbol]) -> String? {
    let wrong = zip(asked, cells).filter { $0.1 == false }.map { names.name($0.0) }
    switch wrong.count {
    case 0: return nil
    case 1: return "\(wrong[0]) is not right"
    case cells.count: return "no entry of \(name(asked)) is right"
    case 2...6: return wrong.joined(separator: ", ") + " are not right"
    default: return wrong.prefix(5).joined(separator: ", ") + " and \(wrong.count - 5) more are not right"
    }
  }

  private func text(_ slip: Slip) -> String {
    switch slip {
    case .sign(let symbol): return "a slip: the sign of \(names.name(symbol))"
    case .exchanged(let a, let b): return "a slip: \(names.name(a)) and \(names.name(b)) stand in each other's place"
    case .termSign(let symbol, let term): return "a slip: the sign of product \(term) in \(names.name(symbol))"
    case .termMissing(let symbol, let term): return "a slip: product \(term) of \(names.name(symbol)) is missing"
    case .digit(let symbol): return "a slip: a digit of \(names.name(symbol))"
    }
  }

  /// - Parameter widths: how many numbers each row has.
  func shape(_ widths: [Int], _ asked: [Symbol]) -> String {
    guard let quantity = asked.first?.quantity else { return "" }
    guard asked.count > 1 else { return "\(name(asked)) is one number; here \(given(widths))" }
    let shape = derivation.shape(quantity)
    let wanted =
      shape.count == 1
      ? "\(shape[0]) entries, one for each \(quantity.row.letters == "j" ? "input" : "unit")"
      : "\(shape.map(String.init).joined(separator: "×")) entries"
    let rows =
      shape.count == 2 && widths.count == 1 && widths[0] == asked.count ? " in one row; write `;` between rows" : ""
    return "\(names.name(quantity)) has \(wanted); here \(given(widths))\(rows)"
  }

  private func given(_ widths: [Int]) -> String {
    if widths.count > 1, Set(widths).count == 1 { return "\(widths.count)×\(widths[0]) were given" }
    let count = widths.reduce(0, +)
    return count == 1 ? "1 was given" : "\(count) were given"
  }
}
