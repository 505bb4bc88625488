import Curriculum
import LayerMath

/// What was handed in: a derivation with its marks, and numbers on a layer that shows every wrong rule.
package struct ExamPaper: Equatable, Sendable {
  /// A value of the numeric part.
  package struct Number: Equatable, Sendable {
    package let quantity: Quantity
    /// As it was answered; empty where it was not.
    package let answer: String
    package let isRight: Bool
    /// What is understood of it.
    package let feedback: String
    package let rules: [String]
  }

  package let lines: [String]
  package let sheet: Sheet
  package let marks: SheetMarks
  package let numbers: [Number]
  package let model: ModelSheet
  package let names: Naming

  /// - Parameters:
  ///   - lines: as they were typed; one that gives numbers for a whole quantity belongs to the numeric part.
  ///   - module: what was asked, whatever its numbers.
  ///   - example: the layer of the numeric part.
  ///   - standing: of goals with two answers the line that counts.
  package init(
    _ lines: [String], of module: LayerExample, on example: LayerExample, _ scheme: MarkScheme,
    _ misconceptions: Misconceptions, standing: [Quantity: Int] = [:]
  ) {
    let diagnosis = LayerDiagnosis(example, misconceptions)
    let asked = Self.asked(of: example)
    var answers: [Quantity: String] = [:]
    var derivation: [String] = []
    for line in lines {
      let found = asked.first { Self.isNumbers(line, of: $0, diagnosis.derivation) }
      // A later one stands for an earlier one.
      if let found { answers[found] = line }
      derivation.append(found == nil ? line : "")
    }
    self.lines = lines
    names = diagnosis.derivation.names
    sheet = Sheet(derivation, of: module, misconceptions)
    marks = SheetMarks(sheet, scheme, standing: standing)
    model = ModelSheet(module, scheme.asks)
    numbers = asked.map { quantity in
      guard let answer = answers[quantity] else {
        return Number(quantity: quantity, answer: "", isRight: false, feedback: "not answered", rules: [])
      }
      let result = diagnosis.diagnosis(of: answer, for: diagnosis.derivation.symbols(quantity))
      let isRight = result.verdict == .right || result.verdict == .rounded
      return Number(
        quantity: quantity, answer: answer, isRight: isRight, feedback: isRight ? "right" : result.feedback,
        rules: result.rules.map(\.id))
    }
  }

  /// What the numeric part asks for: the output and the messages.
  package static func asked(of example: LayerExample) -> [Quantity] { [.y, .deltaX, .deltaW] }

  /// Whether a line gives numbers for all of a quantity: `δx = 3.17 0.33`.
  private static func isNumbers(_ line: String, of quantity: Quantity, _ derivation: Derivation) -> Bool {
    guard let equation = try? AnswerEquation(line, in: derivation, of: derivation.symbols(quantity).count),
      case .cells = equation.answer, let name = equation.name
    else { return false }
    return name.entryIndices.isEmpty && name.meaning.namedQuantity == quantity
  }

  package var points: Int { marks.points + numbers.count(where: \.isRight) }
  package var most: Int { marks.scheme.most + numbers.count }

  /// What to practise next: the skill of the first mark that was lost, else of a number.
  package var weakest: Skill? {
    if let lost = marks.results.first(where: { $0.points == 0 }) {
      return Self.skill(lost.mark.criterion, marks.scheme.asks)
    }
    return numbers.first { !$0.isRight }.flatMap { Skill($0.quantity) }
  }

  package static func skill(_ criterion: MarkScheme.Criterion, _ asks: MarkScheme.Asks) -> Skill? {
    switch criterion {
    case .forward: .weightedSum
    case .slope: .slope
    case .backward: asks == .outputs ? .jacobian : .sumOverUnits
    case .parameter, .kronecker: asks == .outputs ? .jacobian : .outerProduct
    case .goal(let quantity): Skill(quantity)
    }
  }

  /// For the record: the paper whole, and what each mark and number shows of a skill.
  package func attempts(lesson: String, module: String, layer: String) -> [Attempt] {
    func attempt(_ step: String, _ answer: String, _ isRight: Bool, _ rules: [String], _ skill: Skill?) -> Attempt {
      Attempt(
        lesson: lesson, module: module, layer: layer, step: step, answer: answer, outcome: isRight ? .right : .wrong,
        rules: rules, skills: skill.map { [$0] } ?? [])
    }
    let whole = Attempt(
      lesson: lesson, module: module, layer: layer, step: Self.step, answer: lines.joined(separator: "\n"),
      outcome: points == most ? .right : points == 0 ? .wrong : .partly)
    return [whole]
      + marks.results.map { result in
        let line = result.line.map { sheet.lines[$0 - 1] }
        return attempt(
          "exam \(result.mark.name)", line?.source ?? "", result.points > 0,
          result.points > 0 ? [] : line?.ids ?? [], Self.skill(result.mark.criterion, marks.scheme.asks))
      }
      + numbers.map { number in
        attempt(
          "exam " + number.quantity.rawValue, number.answer, number.isRight, number.rules,
          Skill(number.quantity))
      }
  }

  /// Under which the record keeps a paper.
  package static let step = "exam"
}
