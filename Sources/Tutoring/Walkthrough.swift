import Curriculum
import LayerMath

/// A place in the walk: the question, the values, then the steps of the derivation with what is uncovered of each.
package enum WalkPosition: Hashable, Sendable {
  case question
  case values
  case step(Int, reveal: Int)
}

/// A lesson's text bound to the steps of a derivation, and the order in which they are walked.
///
/// The question comes first, then the values, then the stages. Positions are plain values: the same walk and the same
/// position always show the same thing.
package final class Walkthrough: Equatable, Sendable {
  package let lesson: LessonDocument
  package let derivation: Derivation
  private let texts: [Text]
  private let lastPages: LastPages

  /// The text beside the vector form and the check, read when the walk comes there: the first frame does not wait for it.
  private struct LastPages: Sendable {
    let vector: Lazily<[Block]>
    let check: Lazily<[Block]>

    init(_ derivation: Derivation, related: Lazily<[Block]>?) {
      vector = Lazily { LessonReader.blocks(BuiltInText(derivation).vectorForm) }
      check = Lazily { LessonReader.blocks(BuiltInText(derivation).check) + (related?.value ?? []) }
    }
  }

  /// What stands before the walk: one list for as long as the walk lasts.
  private let question: Lazily<[Block]>

  /// A section of the lesson, or what stands in for it; read when the walk comes there.
  private struct Text: Sendable {
    let section: LessonSection
    let blocks: Lazily<[Block]>
    /// What each block defines.
    let defined: Lazily<[LeftSide?]>

    init(_ section: LessonSection, of lesson: LessonDocument, _ derivation: Derivation) {
      self.section = section
      // What a lesson says of its own f is not said of another.
      let isOwn = section == .related || derivation.example.isSameModule(as: lesson.opening)
      let own = isOwn ? lesson.section(section) : nil
      let blocks = Lazily {
        own ?? (section == .related ? [] : LessonReader.blocks(BuiltInText(derivation).section(section)))
      }
      self.blocks = blocks
      defined = Lazily {
        blocks.value.map { block in
          if case .formula(let formula, _) = block { LeftSide(formula.latex) } else { nil }
        }
      }
    }

    /// The first display formula whose left side is the quantity, else the derivative of the loss that stands for it.
    func anchor(of quantity: Quantity) -> Int? {
      defined.value.firstIndex { $0?.quantity == quantity }
        ?? quantity.jacobianBy.flatMap { by in defined.value.firstIndex { $0?.lossBy == by } }
    }
  }

  package init(lesson: LessonDocument, example: LayerExample? = nil) {
    self.lesson = lesson
    let opening = lesson.opening
    derivation = Derivation(example ?? opening)
    isOwn = derivation.example.isSameModule(as: opening)
    texts = Self.texts(of: lesson, derivation)
    lastPages = LastPages(derivation, related: Self.blocks(.related, texts))
    question = Self.question(lesson, texts)
  }

  private static func blocks(_ section: LessonSection, _ texts: [Text]) -> Lazily<[Block]>? {
    texts.first { $0.section == section }?.blocks
  }

  private static func question(_ lesson: LessonDocument, _ texts: [Text]) -> Lazily<[Block]> {
    let (question, related) = (blocks(.question, texts), blocks(.related, texts))
    return Lazily { lesson.preamble + (question?.value ?? []) + (related?.value ?? []) }
  }

  private init(_ other: Walkthrough, derivation: Derivation) {
    lesson = other.lesson
    self.derivation = derivation
    let isSame = derivation.isSameModule(as: other.derivation)
    isOwn = isSame ? other.isOwn : derivation.example.isSameModule(as: other.lesson.opening)
    texts = isSame ? other.texts : Self.texts(of: other.lesson, derivation)
    lastPages = isSame ? other.lastPages : LastPages(derivation, related: Self.blocks(.related, texts))
    question = isSame ? other.question : Self.question(other.lesson, texts)
  }

  private static func texts(of lesson: LessonDocument, _ derivation: Derivation) -> [Text] {
    LessonSection.allCases.map { Text($0, of: lesson, derivation) }
  }

  package static func == (a: Walkthrough, b: Walkthrough) -> Bool {
    // Every key compares two walks, of one lesson nearly always: then they share its pages.
    (a.lastPages.vector === b.lastPages.vector || a.lesson == b.lesson) && a.derivation == b.derivation
  }

  /// The same lesson with other numbers.
  package func with(_ example: LayerExample) -> Walkthrough {
    Walkthrough(self, derivation: Derivation(example, after: derivation))
  }

  /// Whether the lesson speaks of this f and this loss.
  package let isOwn: Bool

  /// What the walk is called: as its lesson, unless f is another.
  package var title: String {
    isOwn ? lesson.title : ActivationWords(derivation.activation, derivation.names).layerTitle + lossTitle
  }

  private var lossTitle: String { derivation.example.loss.map { ", \($0.title)" } ?? "" }

  /// `from the question: f(s) = 1/(1 + exp(−s)), trained: W, b`; `nil` where f is the one of this program's beginning, or a student's.
  package var understood: String? {
    let loss = derivation.example.loss
    guard isOwn, !derivation.activation.isELU || loss != nil else { return nil }
    let trained = derivation.rules.given.filter { $0.role == .parameter }.map(derivation.names.name).joined(
      separator: ", ")
    let source = lesson.frontMatter.module == nil ? "from the question" : "from the lesson"
    let origin = lesson.told == nil ? "Read \(source)" : "As you say"
    let behind = loss.map { "; loss: \($0.title)" } ?? ""
    let change = loss == nil ? ":activation changes f." : ":activation and :loss change them."
    return
      "\(origin): \(derivation.names.functionScreen)(\(derivation.names.screen(.s))) = \(ActivationWords(derivation.activation, derivation.names).definition)\(behind); trained: \(trained); \(change)"
  }

  /// The question as it is set, without what stands round it.
  package var setQuestion: [Block] { texts.first { $0.section == .question }?.blocks.value ?? [] }

  /// The author's own solution before the first stage.
  package var ownSolution: [Block]? { isOwn ? lesson.section(.solution) : nil }

  // MARK: the order

  package func next(_ position: WalkPosition) -> WalkPosition? {
    switch position {
    case .question: .values
    case .values: .step(0, reveal: 0)
    case .step(let index, let reveal):
      if reveal < lastReveal(index) {
        .step(index, reveal: reveal + 1)
      } else {
        index + 1 < derivation.stepCount ? .step(index + 1, reveal: 0) : nil
      }
    }
  }

  package func previous(_ position: WalkPosition) -> WalkPosition? {
    switch position {
    case .question: nil
    case .values: .question
    case .step(0, reveal: 0): .values
    case .step(let index, let reveal):
      reveal > 0 ? .step(index, reveal: reveal - 1) : .step(index - 1, reveal: lastReveal(index - 1))
    }
  }

  package func nextEntry(_ position: WalkPosition) -> WalkPosition? {
    switch position {
    case .question: .values
    case .values: .step(0, reveal: 0)
    case .step(let index, _): index + 1 < derivation.stepCount ? .step(index + 1, reveal: 0) : nil
    }
  }

  /// The start of this entry, or of the one before where this one has just begun.
  package func previousEntry(_ position: WalkPosition) -> WalkPosition? {
    switch position {
    case .question: nil
    case .values: .question
    case .step(let index, let reveal):
      reveal > 0 ? .step(index, reveal: 0) : index > 0 ? .step(index - 1, reveal: 0) : .values
    }
  }

  package func nextStage(_ position: WalkPosition) -> WalkPosition? {
    guard let stage = stage(position) else { return nextEntry(position) }
    let all = Stage.allCases
    guard let place = all.firstIndex(of: stage), place + 1 < all.count else { return nil }
    return .step(derivation.firstIndex(of: all[place + 1]), reveal: 0)
  }

  package func previousStage(_ position: WalkPosition) -> WalkPosition? {
    guard let stage = stage(position), case .step(let index, let reveal) = position else {
      return previousEntry(position)
    }
    let first = derivation.firstIndex(of: stage)
    if index > first || reveal > 0 { return .step(first, reveal: 0) }
    guard first > 0, let before = derivation.stage(at: first - 1) else { return .values }
    return .step(derivation.firstIndex(of: before), reveal: 0)
  }

  package var last: WalkPosition {
    let index = derivation.stepCount - 1
    return .step(index, reveal: lastReveal(index))
  }

  /// Where a named step begins; a factor's name leads to the moment at which it appears.
  package func position(of reference: StepReference) -> WalkPosition? {
    guard let index = derivation.index(of: reference.step) else { return nil }
    guard let factor = reference.factor, let step = derivation.step(at: index) else { return .step(index, reveal: 0) }
    let plan = RevealPlan(reference.step, in: derivation)
    guard let place = step.factors.firstIndex(where: { $0.id == factor }) else { return .step(index, reveal: 0) }
    return .step(index, reveal: plan.reveal(ofFactor: place))
  }

  /// Where the entry of a position of another derivation is computed here; the same index where it is not.
  package func place(of position: WalkPosition, in other: Derivation) -> WalkPosition {
    guard case .step(let index, let reveal) = position, let id = other.id(at: index),
      let here = derivation.index(of: id)
    else { return position }
    return .step(here, reveal: reveal)
  }

  /// A position that exists in this walk: where other numbers made it shorter, its last one.
  package func clamped(_ position: WalkPosition) -> WalkPosition {
    guard case .step(let index, let reveal) = position else { return position }
    guard index < derivation.stepCount else { return last }
    return .step(index, reveal: min(reveal, lastReveal(index)))
  }

  package func lastReveal(_ index: Int) -> Int {
    derivation.id(at: index).map { RevealPlan($0, in: derivation).last } ?? 0
  }

  package func stage(_ position: WalkPosition) -> Stage? {
    if case .step(let index, _) = position { derivation.stage(at: index) } else { nil }
  }

  /// Whether an entry's value is on the table: given, or computed by now.
  package func isKnown(_ symbol: Symbol, at position: WalkPosition) -> Bool {
    guard let index = derivation.index(of: .entry(symbol)) else { return true }
    guard case .step(let current, let reveal) = position else { return false }
    return index < current || (index == current && reveal == lastReveal(current))
  }

  // MARK: the text

  /// The lesson's text for a position, and the block in it that defines the quantity in play.
  package func text(at position: WalkPosition) -> (blocks: [Block], anchor: Int?) {
    guard case .step(let index, _) = position, let stage = derivation.stage(at: index),
      let id = derivation.id(at: index)
    else {
      guard position == .question else { return (self[.solution], nil) }
      return (question.value, nil)
    }
    switch stage {
    case .vector: return (lastPages.vector.value, nil)
    case .check: return (lastPages.check.value, nil)
    case .forward, .slopes, .backward, .parameter:
      let section: LessonSection = stage == .forward ? .forward : stage == .parameter ? .parameter : .backward
      guard case .entry(let symbol) = id, let text = texts.first(where: { $0.section == section }) else {
        return (self[section], nil)
      }
      return (text.blocks.value, text.anchor(of: symbol.quantity))
    }
  }

  /// The author's own text for a stage, without what is built in.
  ///
  /// Of another f than its own an author says nothing.
  package func ownText(of stage: Stage) -> [Block] {
    guard isOwn else { return [] }
    return switch stage {
    case .forward: lesson.section(.forward) ?? []
    case .backward: lesson.section(.backward) ?? []
    case .parameter: lesson.section(.parameter) ?? []
    case .slopes, .vector, .check: []
    }
  }

  private subscript(section: LessonSection) -> [Block] { texts.first { $0.section == section }?.blocks.value ?? [] }

  /// What a formula of a lesson defines.
  private struct LeftSide {
    var quantity: Quantity?
    /// `∂L/∂x_j` stands for `∂y/∂x` where the lesson goes straight to the gradient.
    var lossBy: Quantity?

    init(_ latex: String) {
      guard let equals = latex.firstIndex(of: "="), let left = try? FormulaParser.formula(String(latex[..<equals]))
      else {
        return
      }
      switch left.node {
      case .derivative(of: nil, let by, _): lossBy = by.leadingQuantity
      case .derivative(_, _, let value): quantity = value.namedQuantity
      default: quantity = left.namedQuantity
      }
    }
  }
}
