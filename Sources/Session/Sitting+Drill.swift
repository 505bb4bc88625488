import Curriculum
import LayerMath
import Tutoring

/// What the tutor asks, one question after the other.
extension Sitting {
  /// What the tutor asks now; `nil` where nobody leads, or nothing is open.
  package var turn: Turn? {
    guard let drill, !drill.isWaiting, isAsked else { return nil }
    let skill = isChoice ? nil : drill.skill
    return Turn(
      symbols: isChoice ? [] : asked, skill: skill,
      mastery: skill.flatMap { record?.mastery(of: $0) } ?? Mastery())
  }

  /// Whether the tutor leads.
  package var isDrilling: Bool { drill != nil }

  /// Asks the next question: of the tutor's choice, or of the topic that is practised.
  mutating func drill(_ topic: DrillTopic?) -> [Effect] {
    if drill == nil || topic != nil && topic != drill?.topic { drill = Drill(topic: topic) }
    drill?.isWaiting = true
    return goOnDrilling()
  }

  /// What was waited for does not come.
  package mutating func stopWaiting() { if drill?.isWaiting == true { drill = nil } }

  /// The tutor leads no more.
  package mutating func endDrill() { drill = nil }

  mutating func goOnDrilling() -> [Effect] {
    guard let drill, drill.isWaiting else { return [] }
    guard let record else { return [.loadRecord] }
    guard let misconceptions else { return [.loadMisconceptions] }
    guard let walk else {
      // Somebody's own file of that name may be no derivation.
      guard lesson.id != Self.walkedLesson else {
        self.drill = nil
        fail("`\(lesson.id)` is read here, not computed; open a derivation first")
        return []
      }
      return [.loadLesson(Self.walkedLesson, heading: nil)]
    }
    self.drill?.isWaiting = false
    switch drill.topic {
    case .skill(let skill)?:
      guard walk.example.skills.contains(skill) else {
        self.drill = nil
        fail("this module does not ask for that: \(skill.title)")
        return []
      }
      return ask(skill, because: "as you asked", of: walk, record, misconceptions)
    case .mode(.blanks)?: return askBlanks(of: walk)
    case .mode(let mode)?: return askChoice(mode, of: walk, misconceptions)
    case nil:
      let suggestion = Suggestion(record, at: time, among: walk.example.skills)
      guard case .practise(let skill) = suggestion.what else {
        self.drill = nil
        tell("all skills are mastered: \(suggestion.reason)")
        guard case .review(let id) = suggestion.what, id != lesson.id else { return [] }
        return [.loadLesson(id, heading: nil)]
      }
      return ask(skill, because: suggestion.reason, of: walk, record, misconceptions)
    }
  }

  /// A question of one skill; where that is nearly mastered, all entries at once.
  private mutating func ask(
    _ skill: Skill, because reason: String, of walk: Walk, _ record: Record, _ misconceptions: Misconceptions
  ) -> [Effect] {
    let isNearlyKnown = record.mastery(of: skill).pMastery > 0.6
    let question = DrillQuestion(
      skill, of: walk.example, isWhole: isNearlyKnown, misconceptions, using: &generator)
    drill?.skill = skill
    let size = "\(question.example.k) units and \(question.example.n) inputs"
    tell("\(skill.title): \(reason)" + (skill == .shapes ? ". A layer with \(size); write rows × columns" : ""))
    // The shapes are written beside the values, which are therefore not in view.
    return ask(question.symbols, on: question.example, isAboutShape: skill == .shapes)
  }

  /// Entries of other numbers, at their place in the walk.
  mutating func ask(_ symbols: [Symbol], on example: LayerExample, isAboutShape: Bool = false) -> [Effect] {
    bring(example)
    guard let first = symbols.first, let walk, let index = walk.derivation.index(of: .entry(first)) else { return [] }
    _ = withWalk { $0.move(to: isAboutShape ? .question : .step(index, reveal: 0)) }
    var question = Question(
      symbols: symbols, derivation: walk.derivation, place: .walk(self.walk?.position ?? walk.position))
    question.isAboutShape = isAboutShape
    question.skill = drill?.skill
    return begin(question)
  }

  /// New numbers in the walk, none of them marked as changed.
  private mutating func bring(_ example: LayerExample) {
    change(to: example)
    forgetChanges()
  }

  // MARK: ways of practising

  /// All is there but the end, of which the quantities are asked one after the other.
  private mutating func askBlanks(of walk: Walk) -> [Effect] {
    guard var drill else { return [] }
    var example = walk.example
    if drill.blanks.isEmpty {
      let all = walk.example.rules.messages.filter { $0.rank < 3 }
      // Who went wrong or was helped gets as much again.
      drill.faded = min(all.count, drill.faded + (drill.isClean ? 1 : 0))
      drill.blanks = Array(all.suffix(max(1, drill.faded)))
      drill.isClean = true
      example = DrillQuestion.plain(walk.example, using: &generator)
    }
    let quantity = drill.blanks.removeFirst()
    drill.skill = Skill(quantity)
    self.drill = drill
    let names = walk.derivation.names
    let rest = drill.blanks.map(names.name).joined(separator: ", ")
    tell("\(names.name(quantity)) is left out" + (rest.isEmpty ? "" : "; then \(rest)"))
    return ask(Derivation(example).symbols(quantity), on: example)
  }

  /// A worked derivation, a sample answer or a number to choose an answer about.
  private mutating func askChoice(
    _ mode: DrillTopic.Mode, of walk: Walk, _ misconceptions: Misconceptions
  ) -> [Effect] {
    for _ in 0..<200 {
      let example = DrillQuestion.plain(walk.example, using: &generator)
      let derivation = Derivation(example)
      var position = WalkPosition.values
      let choice: ChoiceQuestion?
      switch mode {
      case .error:
        let rule = misconceptions.concerning(example).filter { $0.kind == .error }.randomElement(using: &generator)
        choice = rule.flatMap { ChoiceQuestion.plantedError($0, in: derivation, number) }
      case .examiner:
        let quantity = derivation.rules.computed.filter { $0.rank < 3 }.randomElement(using: &generator) ?? .s
        choice = ChoiceQuestion.examiner(
          quantity, LayerDiagnosis(example, misconceptions), number, using: &generator)
      case .match, .blanks:
        let quantity = derivation.rules.computed.filter { $0.rank < 3 }.randomElement(using: &generator) ?? .s
        let symbol = derivation.symbols(quantity).randomElement(using: &generator)
        choice = symbol.flatMap { ChoiceQuestion.match($0, in: derivation, number, using: &generator) }
        if let index = symbol.flatMap({ derivation.index(of: .entry($0)) }) { position = .step(index, reveal: 0) }
      }
      guard let choice else { continue }
      bring(example)
      _ = withWalk { $0.move(to: position) }
      guard let walk = self.walk else { return [] }
      return begin(Question(choice, in: walk.derivation, place: .walk(walk.position)))
    }
    drill = nil
    question = nil
    fail("of this module nothing of that kind can be asked; `activation elu` or `loss none` changes it")
    return []
  }

  // MARK: after help

  /// After the last hint: why is it so? Then the step once more on other numbers.
  ///
  /// - Returns: `nil` where nothing of that is to follow.
  mutating func followUp(_ answered: Question) -> [Effect]? {
    guard !answered.isAboutShape else { return nil }
    if answered.choice == nil, let first = answered.symbols.first {
      guard answered.hints > 0, answered.hints == answered.hintTexts(number).count else { return nil }
      guard let why = ChoiceQuestion.reason(for: first, in: answered.derivation, using: &generator) else { return nil }
      var question = Question(why, in: answered.derivation, place: here(answered))
      question.again = answered.symbols
      return begin(question)
    }
    guard !answered.again.isEmpty else { return nil }
    return askAgain(answered.again, like: answered)
  }

  /// Where the sitting is now, for a question that stays where the one before it was.
  private func here(_ question: Question) -> Question.Place {
    if case .walk = question.place, let walk { return .walk(walk.position) }
    return question.place
  }

  private mutating func askAgain(_ symbols: [Symbol], like answered: Question) -> [Effect]? {
    let fresh = DrillQuestion(
      again: symbols, of: answered.derivation.example, misconceptions ?? .none, using: &generator)
    if case .walk = answered.place {
      tell("the same once more, on other numbers; u takes them back")
      return ask(fresh.symbols, on: fresh.example)
    }
    // In a text the numbers stand nowhere but here.
    let example = fresh.example
    let numbers = example.parts.map { part in
      "\(example.names.name(part.quantity)) = [\(example.matrix(of: part).entryText)]"
    }
    tell("the same once more with \(numbers.joined(separator: ", "))")
    return begin(Question(symbols: fresh.symbols, derivation: Derivation(example), place: answered.place))
  }
}
