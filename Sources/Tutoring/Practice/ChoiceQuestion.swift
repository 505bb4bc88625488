import Curriculum
import LayerMath
import TextLayout

/// A question with a few answers to choose from, each named by its number.
package struct ChoiceQuestion: Equatable, Sendable {
  package let prompt: String
  package let choices: [String]
  /// 0-based.
  let right: Int
  /// Why that one is right.
  let reason: String
  /// What is said of a wrong one, without naming the right one.
  let remarks: [String]

  /// An answer to it: a number from 1 on.
  package func diagnosis(of text: String) -> Diagnosis {
    guard let number = Int(text.trimmingSpaces), choices.indices.contains(number - 1) else {
      return Diagnosis(verdict: .unreadable, column: 1, feedback: "choose one by its number, 1 to \(choices.count)")
    }
    return number - 1 == right
      ? Diagnosis(verdict: .right, cells: [true], feedback: "right: \(reason)")
      : Diagnosis(verdict: .wrong, cells: [false], feedback: remarks[number - 1])
  }

  /// With the right one among the others at a place that chance gives it.
  private init(
    _ prompt: String, right: (text: String, reason: String), others: [(text: String, remark: String)],
    using generator: inout SeededGenerator
  ) {
    var all = [(text: right.text, remark: "")] + others
    all.shuffle(using: &generator)
    self.init(
      prompt: prompt, choices: all.map(\.text), right: all.firstIndex { $0.text == right.text } ?? 0,
      reason: right.reason,
      remarks: all.map(\.remark))
  }

  private init(prompt: String, choices: [String], right: Int, reason: String, remarks: [String]) {
    (self.prompt, self.choices, self.right) = (prompt, choices, right)
    (self.reason, self.remarks) = (reason, remarks)
  }
}

// MARK: what is asked

extension ChoiceQuestion {
  /// Why an entry is made as it is: its principle among those of other quantities.
  package static func reason(
    for symbol: Symbol, in derivation: Derivation, using generator: inout SeededGenerator
  ) -> ChoiceQuestion? {
    let names = derivation.names
    guard let own = principle(symbol, derivation) else { return nil }
    var others: [(text: String, remark: String)] = []
    for quantity in derivation.rules.computed.shuffled(using: &generator) where quantity != symbol.quantity {
      guard others.count < 2, let first = derivation.symbols(quantity, limit: 1).first,
        let text = principle(first, derivation), text != own, !others.contains(where: { $0.text == text })
      else { continue }
      others.append((text, "that is said of \(names.name(quantity))"))
    }
    guard others.count == 2 else { return nil }
    return ChoiceQuestion(
      "why is \(names.name(symbol)) what it is?", right: (own, "that is what \(names.name(symbol)) is made of"),
      others: others, using: &generator)
  }

  private static func principle(_ symbol: Symbol, _ derivation: Derivation) -> String? {
    Hints(symbol, in: derivation, NumberText()).map { $0.text(0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Which symbol a number of a worked entry stands for; `nil` where no number is that of one factor alone.
  package static func match(
    _ symbol: Symbol, in derivation: Derivation, _ number: NumberText, using generator: inout SeededGenerator
  ) -> ChoiceQuestion? {
    guard let step = derivation.step(.entry(symbol)), case .sum(let terms) = step.body, terms.count <= 4 else {
      return nil
    }
    let factors = terms.flatMap(\.factors)
    guard factors.count >= 3, factors.allSatisfy({ $0.symbol != nil && !$0.value.isUndefined }) else { return nil }
    func text(_ factor: Factor) -> String { number.text(factor.value) }
    func name(_ factor: Factor) -> String { derivation.names.name(factor) }
    // A number that stands there twice, or in another factor's place too, tells nothing.
    let lone = factors.filter { factor in factors.count { text($0) == text(factor) } == 1 }
    guard let asked = lone.randomElement(using: &generator) else { return nil }
    let others = factors.filter { name($0) != name(asked) }.shuffled(using: &generator).prefix(3)
    guard others.count >= 2 else { return nil }
    let sum = terms.map { $0.factors.map { number.factor($0, isSummand: terms.count > 1) }.joined(separator: "·") }
      .joined(separator: " + ")
    let left = derivation.names.name(symbol)
    return ChoiceQuestion(
      "\(left) \(step.value.map { "\(number.relation($0))" } ?? "=") \(sum). What is the factor \(text(asked))?",
      right: (name(asked), "\(name(asked)) \(number.relation(asked.value)) \(text(asked))"),
      others: others.map { (name($0), "\(name($0)) is another number of this layer; look it up above") },
      using: &generator)
  }

  /// A worked derivation with one wrong rule in it, of which the first wrong line is to be found.
  ///
  /// What comes after it is carried on faithfully. `nil` where the rule makes no difference, or has no values here.
  package static func plantedError(
    _ misconception: Misconception, in derivation: Derivation, _ number: NumberText
  ) -> ChoiceQuestion? {
    let example = derivation.example
    guard let rules = misconception.rules(of: example) else { return nil }
    let run = RuleRun(example, rules: rules)
    let quantities = derivation.rules.messages.filter { $0.rank < 3 }
    guard let place = quantities.firstIndex(of: misconception.quantity) else { return nil }
    var lines: [String] = []
    for quantity in quantities {
      guard let values = run.values(of: quantity) else { return nil }
      let truth = derivation.values(of: quantity)
      // Lines before it are right, its own is visibly not.
      let isRight = zip(values, truth).allSatisfy { number.text($0) == number.text($1) }
      guard quantity == misconception.quantity ? !isRight : true else { return nil }
      lines.append(line(quantity, values, derivation, number))
    }
    let names = derivation.names
    return ChoiceQuestion(
      prompt: "one line is wrong by itself; what follows carries it on. Which line is the first wrong one?",
      choices: lines,
      right: place,
      reason: "whoever wrote \(names.name(misconception.quantity)) \(names.words(misconception.belief)). "
        + names.words(misconception.feedback),
      remarks: quantities.indices.map { index in
        index < place
          ? "this line is right" : "this line follows from those above it, of which one is wrong: look further up"
      })
  }

  /// `δx = (3.1673, 0.3306)`, `δW = [2 −1; 1 0]`.
  package static func line(
    _ quantity: Quantity, _ values: [RealNumber], _ derivation: Derivation, _ number: NumberText
  ) -> String {
    let texts = values.map { number.text($0) }
    let shape = derivation.shape(quantity)
    let isRounded = values.contains { "\(number.relation($0))" != "=" }
    let left = "\(derivation.names.name(quantity)) \(isRounded ? "≈" : "=") "
    guard shape.count == 2 else {
      return left + (shape.isEmpty ? texts.joined() : "(\(texts.joined(separator: ", ")))")
    }
    let rows = (0..<shape[0]).map { texts[($0 * shape[1])..<(($0 + 1) * shape[1])].joined(separator: " ") }
    return left + "[\(rows.joined(separator: "; "))]"
  }

  /// A sample answer to be marked: right, or made by a wrong rule that is to be recognised.
  package static func examiner(
    _ quantity: Quantity, _ diagnosis: LayerDiagnosis, _ number: NumberText, using generator: inout SeededGenerator
  ) -> ChoiceQuestion? {
    let derivation = diagnosis.derivation
    let truth = derivation.values(of: quantity)
    func shown(_ values: [RealNumber]) -> String { line(quantity, values, derivation, number) }
    // One rule for each thing that can be seen and said.
    var wrong: [(misconception: Misconception, text: String)] = []
    for one in diagnosis.wrongValues(of: quantity).shuffled(using: &generator)
    where one.misconception.quantity == quantity && one.misconception.kind == .error {
      let text = shown(one.values)
      let isNew =
        text != shown(truth)
        && !wrong.contains { $0.text == text || $0.misconception.belief == one.misconception.belief }
      if isNew { wrong.append((one.misconception, text)) }
      if wrong.count == 3 { break }
    }
    guard wrong.count == 3 else { return nil }
    let isRight = Int.random(in: 0..<4, using: &generator) == 0
    func choice(_ one: Misconception) -> String { "wrong: \(derivation.names.words(one.belief))" }
    let full = "right: the full mark"
    let asked = isRight ? shown(truth) : wrong[0].text
    let prompt = "a student writes \(asked). Your mark?"
    let notThat = "that gives other numbers on this layer"
    if isRight {
      let rule = derivation.rules[quantity]?.equation.map { derivation.names.row($0) } ?? ""
      return ChoiceQuestion(
        prompt, right: (full, "every entry is what \(rule) gives"),
        others: wrong.map { (choice($0.misconception), notThat) },
        using: &generator)
    }
    return ChoiceQuestion(
      prompt,
      right: (choice(wrong[0].misconception), derivation.names.words(wrong[0].misconception.feedback)),
      others: [(full, "work out one entry and compare")]
        + wrong.dropFirst().map { (choice($0.misconception), notThat) },
      using: &generator)
  }
}
