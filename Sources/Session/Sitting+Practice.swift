import Curriculum
import LayerMath
import Tutoring

/// What a student had for values of a layer that stand nowhere on the screen.
struct OwnAnswers: Equatable, Sendable {
  let derivation: Derivation
  var values: [Symbol: AnswerCell] = [:]

  /// The last answer to a value counts.
  mutating func take(_ cells: [AnswerCell], of symbols: [Symbol]) {
    for (symbol, cell) in zip(symbols, cells) where cell != .open { values[symbol] = cell }
  }
}

/// Answers of a student.
extension Sitting {
  private var open: Question? {
    guard let question else { return nil }
    switch question.place {
    case .walk(let position):
      return walk.map { $0.position == position && $0.derivation == question.derivation } ?? false ? question : nil
    case .lesson(let id): return lesson.id == id ? question : nil
    }
  }

  /// Whether something is asked here and now.
  package var isAsked: Bool { open != nil }

  /// Whether it is a value of the walk.
  package var isAskedInWalk: Bool { if case .walk? = open?.place { true } else { false } }

  /// Whether the walk has a value that is not there yet.
  package var hasNextValue: Bool { walk.map { next(in: $0) != nil } ?? false }

  /// The entries that are asked for here and now; none where a formula is.
  package var asked: [Symbol] { open?.symbols ?? [] }

  /// The layer whose values are asked for.
  package var askedDerivation: Derivation? { open?.derivation }

  /// What `practice` would ask for again.
  var askedStep: String? { open.flatMap { $0.isAboutShape || $0.choice != nil ? nil : $0.step } }

  /// Whether one thing is asked for, so that an answer is not half given.
  package var isOneAnswer: Bool {
    open.map { $0.symbols.count <= 1 || $0.isAboutShape || $0.choice != nil || $0.isFormula } ?? false
  }

  /// What is asked, as it stands before an answer: `δx₂`, `δW 2×2`.
  package var askedName: String? {
    guard let open else { return nil }
    if let choice = open.choice { return "1 to \(choice.choices.count)" }
    guard let first = open.symbols.first else {
      return open.formula?.hasQuantity == false ? "the number" : "the formula"
    }
    let names = open.derivation.names
    if open.isAboutShape { return "shape of \(names.name(first.quantity))" }
    if open.isFormula { return open.symbols.count > 1 ? names.name(first.quantity) : names.name(first) }
    guard open.symbols.count > 1 else { return names.name(first) }
    let shape = open.derivation.shape(first.quantity)
    return names.name(first.quantity) + (shape.count > 1 ? " " + shape.map(String.init).joined(separator: "×") : "")
  }

  /// The hints that were opened for what is asked, the first one first.
  package var hints: [String] {
    guard let open else { return [] }
    return Array(open.hintTexts(number).prefix(open.hints))
  }

  /// Whether the hint was opened that says where to look in the walk.
  package var isPlaceHinted: Bool {
    guard let open, isAskedInWalk, !open.isAboutShape, open.choice == nil else { return false }
    return open.hints >= open.ownHints.count + 2
  }

  /// Whether one of a few answers is to be chosen.
  package var isChoice: Bool { open?.choice != nil }

  /// What is to be chosen from, the question before it.
  package var choices: [String] {
    guard let choice = open?.choice else { return [] }
    return [choice.prompt] + choice.choices
  }

  /// What the author of the exercise says is to be done; empty in the walk.
  package var prompt: String { open?.prompt ?? "" }

  /// Of each cell of the last answer whether it was right; `nil` where it was open.
  package var verdicts: [Bool?] { open?.verdicts ?? [] }

  private static let nothingAsked = "nothing is asked here; `practice` (p) asks for the next value"

  /// Opens one more hint: of several entries for the one that is named, else for the first that was wrong.
  mutating func hint(_ name: String? = nil) -> [Effect] {
    if let symbol = name.flatMap({ try? open?.derivation.entries($0) }) ?? nil, symbol.count == 1 {
      point(at: symbol[0])
    }
    guard let open else {
      fail(Self.nothingAsked)
      return []
    }
    let count = open.hintTexts(number).count
    guard open.hints < count else {
      tell(
        open.choice != nil
          ? "choose one by its number"
          : count == 0
            ? "write it as in the lesson, from what comes in to what is asked" : "all is said above; type what it is")
      return []
    }
    question?.hints += 1
    drill?.isClean = false
    if let text = hints.last { reply(.note(text)) }
    // An author's last hint need not be the value.
    let isLast = open.hints + 1 == count && !open.symbols.isEmpty
    return [.record(attempt(at: open, "", isLast ? .solution : .hint, skills: open.mainSkill.map { [$0] } ?? []))]
  }

  /// Turns to another of the entries asked for, whose hints are those that were opened for it.
  package mutating func point(at symbol: Symbol) {
    guard let open, !open.isFormula, open.symbols.count > 1, open.symbols.contains(symbol) else { return }
    let before = open.hinted ?? open.symbols[0]
    guard before != symbol else { return }
    question?.otherHints[before] = open.hints
    question?.hints = open.otherHints[symbol] ?? 0
    question?.hinted = symbol
  }

  /// A line of the record.
  private func attempt(
    at question: Question, _ answer: String, _ outcome: Attempt.Outcome, rules: [String] = [], skills: [Skill]
  ) -> Attempt {
    let example = question.derivation.example
    return Attempt(
      lesson: lesson.id, module: example.recordModule, layer: example.recordNumbers, step: question.step,
      answer: String(answer.prefix(500)), outcome: outcome, rules: rules, skills: skills)
  }

  /// Keeps the wrong rules by which answers are understood.
  package mutating func take(_ misconceptions: Misconceptions) {
    self.misconceptions = misconceptions
    // What was judged without them is judged again.
    if !sheet.lines.isEmpty, !isSheetJudged { write(sheet: sheet.lines.map(\.source)) }
  }

  // MARK: asking

  /// Asks for the next value, or for one that is named.
  mutating func ask(_ name: String?) -> [Effect] {
    guard let walk = requireWalk() else { return [] }
    do throws(EntryError) {
      let wanted = try name.map { name throws(EntryError) in try walk.derivation.entries(name) }
      guard let symbols = wanted ?? next(in: walk), let index = walk.derivation.index(of: .entry(symbols[0])) else {
        tell("all values are there; Home starts again, `random` brings other numbers")
        return []
      }
      // What is asked for is not on the table.
      var isHere = false
      if case .step(index, let reveal) = walk.position { isHere = reveal < walk.walkthrough.lastReveal(index) }
      if !isHere { _ = withWalk { $0.move(to: .step(index, reveal: 0)) } }
      guard let position = self.walk?.position else { return [] }
      return begin(Question(symbols: symbols, derivation: walk.derivation, place: .walk(position)))
    } catch { fail(error.message) }
    return []
  }

  /// Asks an exercise of the lesson, counted from 1.
  mutating func ask(exercise number: Int) -> [Effect] {
    let all = lesson.exercises
    guard number >= 1, number <= all.count else {
      fail(
        all.isEmpty
          ? "this lesson has no exercise"
          : all.count == 1 ? "this lesson has one exercise" : "this lesson has \(all.count) exercises")
      return []
    }
    let (exercise, _, example) = all[number - 1]
    let derivation = Derivation(example)
    var question = Question(symbols: [], derivation: derivation, place: .lesson(lesson.id))
    if let step = exercise.step, let symbols = try? derivation.entries(step) {
      question = Question(symbols: symbols, derivation: derivation, place: .lesson(lesson.id))
      question.isAboutShape = exercise.shape != nil
      question.isShapeFirst = exercise.shape == .first
    } else if let text = exercise.formula, let formula = try? FormulaParser.formula(text, names: derivation.names) {
      let model = ModelAnswer(formula, on: example)
      question = Question(
        symbols: model.quantity.map { derivation.symbols($0) } ?? [],
        formula: model.quantity == nil ? model.formula : nil, derivation: derivation,
        place: .lesson(lesson.id))
      question.isFormula = model.quantity != nil
    } else {
      fail("this exercise cannot be asked; `lessons check` says what is wrong with it")
      return []
    }
    question.ownHints = exercise.hints
    question.prompt = exercise.prompt
    if !exercise.prompt.isEmpty { reply(.note(exercise.prompt)) }
    return begin(question)
  }

  mutating func begin(_ new: Question) -> [Effect] {
    // Asked again at the same place, its hints are still there.
    let isNew = open?.isLike(new) != true
    if isNew { question = new }
    if let choice = new.choice {
      reply(.note(choice.prompt))
      for (index, text) in choice.choices.enumerated() { reply(.note("\(index + 1)  \(text)")) }
    } else if let name = askedName {
      reply(.note("what is \(name)? `answer …` says it, with _ for what is open"))
    }
    return (isNew ? [.startClock] : []) + (misconceptions == nil ? [.loadMisconceptions] : [])
  }

  /// Whether a press would show a value that is not there yet.
  package func isValueNext(_ action: Action) -> Bool {
    guard let walk else { return false }
    let next =
      switch action {
      case .advance: walk.walkthrough.advanced(walk.position, pace)
      case .finish: walk.walkthrough.finished(walk.position, pace)
      default: walk.walkthrough.next(walk.position)
      }
    guard case .step(let index, let reveal)? = next, case .entry? = walk.derivation.id(at: index) else { return false }
    return reveal == walk.walkthrough.lastReveal(index)
  }

  private func next(in walk: Walk) -> [Symbol]? {
    var index = 0
    if case .step(let here, let reveal) = walk.position {
      index = reveal < walk.walkthrough.lastReveal(here) ? here : here + 1
    }
    guard case .entry(let symbol)? = walk.derivation.id(at: index) else { return nil }
    return [symbol]
  }

  // MARK: answering

  /// The quantities that are on the table whole: nobody goes wrong there.
  private func known(beside question: Question) -> Set<Quantity> {
    guard case .walk = question.place, let walk else { return [] }
    let asked = Set(question.symbols.map(\.quantity))
    return Set(
      walk.derivation.rules.computed.filter { quantity in
        // In the order of the walk its last entry comes last.
        !asked.contains(quantity)
          && walk.walkthrough.isKnown(Symbol(quantity, index: walk.derivation.shape(quantity)), at: walk.position)
      })
  }

  /// Judges an answer; a right one in the walk brings its value onto the table.
  mutating func answer(_ text: String) -> [Effect] {
    guard let open else {
      fail(Self.nothingAsked)
      return []
    }
    let diagnosis = diagnosis(of: text, for: open)
    remember(text, for: open)
    question?.verdicts = diagnosis.cells
    // A hint is then of what was wrong.
    if let wrong = zip(open.symbols, diagnosis.cells).first(where: { $0.1 == false })?.0 { point(at: wrong) }
    switch diagnosis.verdict {
    case .unreadable: fail(diagnosis.feedback, column: diagnosis.column)
    case .right:
      question = nil
      if open.isAboutShape, open.isShapeFirst {
        var values = Question(symbols: open.symbols, derivation: open.derivation, place: open.place)
        values.ownHints = open.ownHints
        values.prompt = open.prompt
        question = values
      }
      if !open.isAboutShape, case .walk = open.place, let walk,
        let index = open.symbols.last.flatMap({ walk.derivation.index(of: .entry($0)) })
      {
        _ = withWalk { $0.move(to: .step(index, reveal: walk.walkthrough.lastReveal(index))) }
      }
      // Of a student's own numbers it is said what a right answer does not show.
      let blindSpot = walk.flatMap {
        $0.hasChangedNumbers && drill == nil && open.choice == nil ? self.blindSpot(of: open) : nil
      }
      tell("✓ " + diagnosis.feedback + (blindSpot.map { "; but " + $0 } ?? ""))
    case .rounded, .cannotTell: tell(diagnosis.feedback)
    case .partly where !diagnosis.cells.contains(false): tell(diagnosis.feedback)
    case .partly, .wrong:
      // A wrong answer is no line that was refused: a session repeats it.
      outcome.add(Outcome(remark: Remark(text: diagnosis.feedback, isError: true)))
      reply(.note("✗ " + diagnosis.feedback))
    }
    guard let outcome = Attempt.Outcome(diagnosis) else { return [] }
    if outcome != .right { drill?.isClean = false }
    let line = attempt(at: open, text, outcome, rules: diagnosis.rules.map(\.id), skills: open.skills(of: diagnosis))
    let next = outcome == .right ? followUp(open) ?? [] : []
    return [.record(line)] + next
  }

  private func blindSpot(of question: Question) -> String? {
    guard let quantity = question.symbols.first?.quantity, !question.isAboutShape else { return nil }
    return LayerDiagnosis(question.derivation.example, misconceptions ?? .none).blindSpot(of: quantity)
  }

  private func diagnosis(of text: String, for question: Question) -> Diagnosis {
    if let choice = question.choice { return choice.diagnosis(of: text) }
    if question.isAboutShape, let first = question.symbols.first {
      return ShapeAnswer(first.quantity, in: question.derivation).diagnosis(of: text)
    }
    if let formula = question.formula { return Diagnosis(of: text, beside: formula, on: question.derivation) }
    return LayerDiagnosis(question.derivation.example, misconceptions ?? .none).diagnosis(
      of: text, for: question.symbols, earlier: earlier(beside: question), known: known(beside: question),
      isShown: { isShown($0, beside: question) },
      isFormula: question.isFormula)
  }

  /// Keeps what was answered in a text, where nothing else shows it: later values may be carried on from it.
  private mutating func remember(_ text: String, for question: Question) {
    guard case .lesson = question.place, !question.symbols.isEmpty, !question.isAboutShape, question.choice == nil,
      case .cells(let rows)? = try? AnswerEquation(
        text, in: question.derivation, of: question.symbols.count
      ).answer, rows.joined().count == question.symbols.count
    else { return }
    if ownAnswers?.derivation != question.derivation { ownAnswers = OwnAnswers(derivation: question.derivation) }
    ownAnswers?.take(rows.flatMap { $0 }, of: question.symbols)
  }

  private func earlier(beside question: Question) -> [Symbol: AnswerCell] {
    guard case .lesson = question.place, let ownAnswers, ownAnswers.derivation == question.derivation else {
      return [:]
    }
    return ownAnswers.values.filter { !question.symbols.contains($0.key) }
  }

  /// Whether an entry is in view, beside what is asked.
  private func isShown(_ symbol: Symbol, beside question: Question) -> Bool {
    guard case .walk = question.place, let walk else { return false }
    return walk.walkthrough.isKnown(symbol, at: walk.position)
  }
}

extension Attempt.Outcome {
  /// What cannot be read is no attempt; nor is what is right so far.
  fileprivate init?(_ diagnosis: Diagnosis) {
    switch diagnosis.verdict {
    case .right: self = .right
    case .rounded: self = .rounded
    case .partly:
      guard diagnosis.cells.contains(false) else { return nil }
      self = .partly
    case .wrong: self = .wrong
    case .cannotTell: self = .cannotTell
    case .unreadable: return nil
    }
  }
}
