import Curriculum
import LayerMath
import Tutoring

/// What is asked: a value of the walk, or an exercise of a lesson.
///
/// It holds where it was asked: elsewhere in the walk, with other numbers or in another lesson, nothing is asked.
struct Question: Equatable, Sendable {
  enum Place: Equatable, Sendable {
    case walk(WalkPosition)
    case lesson(String)
  }

  /// One entry, or all of a quantity; empty where only a formula is asked for.
  let symbols: [Symbol]
  /// Whether not the values are asked for but their shape.
  var isAboutShape = false
  /// A few answers, of which one is to be chosen.
  var choice: ChoiceQuestion?
  /// What the tutor practises with it, where that is not what its quantity asks for.
  var skill: Skill?
  /// Whether a formula is asked for, of all these entries.
  var isFormula = false
  /// What the author says is to be done.
  var prompt = ""
  /// Of several entries the one that hints are of; the first without it.
  var hinted: Symbol?
  /// How many hints were opened for the others.
  var otherHints: [Symbol: Int] = [:]
  /// What is asked once more, on other numbers, when this is answered.
  var again: [Symbol] = []
  /// A model answer, where it is that of no quantity.
  var formula: Formula?
  let derivation: Derivation
  let place: Place
  /// What the author says where somebody is stuck, before what is computed.
  var ownHints: [String] = []
  /// Whether the values are asked for once the shape is known.
  var isShapeFirst = false
  /// How many hints were opened.
  var hints = 0
  /// Of each cell of the last answer whether it was right; `nil` where it was open.
  var verdicts: [Bool?] = []

  /// The rungs, the first one first.
  func hintTexts(_ number: NumberText) -> [String] {
    guard choice == nil else { return [] }
    guard let first = symbols.first else { return ownHints }
    if isAboutShape {
      let shape = ShapeAnswer(first.quantity, in: derivation)
      return ownHints + (0..<ShapeAnswer.hintCount).map(shape.hint)
    }
    guard let hints = Hints(hinted ?? first, in: derivation, number) else { return ownHints }
    if isFormula {
      // No numbers are in view: the principle, then the rule itself.
      let rule = derivation.rules[first.quantity]?.equation.map { derivation.names.row($0) }
      return ownHints + [hints.text(0)] + [rule].compactMap { $0 }
    }
    return (hinted ?? first == first ? ownHints : []) + (0..<Hints.count).map(hints.text)
  }

  init(symbols: [Symbol], formula: Formula? = nil, derivation: Derivation, place: Place) {
    (self.symbols, self.formula, self.derivation, self.place) = (symbols, formula, derivation, place)
  }

  init(_ choice: ChoiceQuestion, in derivation: Derivation, place: Place) {
    self.init(symbols: [], derivation: derivation, place: place)
    self.choice = choice
  }

  func isLike(_ other: Question) -> Bool {
    symbols == other.symbols && isAboutShape == other.isAboutShape && choice == other.choice && formula == other.formula
      && place == other.place && derivation == other.derivation
  }
}

extension Question {
  /// What the record calls it.
  var step: String {
    if choice != nil { return "choice" }
    guard let first = symbols.first else { return "" }
    let name = symbols.count == 1 ? first.description : first.quantity.rawValue
    return isAboutShape ? "shape \(name)" : name
  }

  /// What is asked to be able to do.
  var mainSkill: Skill? { isAboutShape ? .shapes : skill ?? symbols.first.flatMap { Skill($0.quantity) } }

  /// What an answer speaks of.
  func skills(of diagnosis: Diagnosis) -> [Skill] {
    guard let quantity = symbols.first?.quantity else { return [] }
    guard !isAboutShape else { return [.shapes] }
    guard diagnosis.verdict == .right else {
      if diagnosis.isMisshapen { return [.shapes] }
      let own = skill ?? Skill(quantity)
      return (diagnosis.rules.isEmpty ? own : Skill.blamed(by: diagnosis.rules, asked: quantity)).map { [$0] } ?? []
    }
    let example = derivation.example
    // Who writes down a whole matrix knows its shape, where rows and columns are not as many.
    let showsShape = symbols.count > 1 && quantity.rank == 2 && example.k != example.n
    return Skill.shown(by: quantity, on: example) + (showsShape ? [.shapes] : [])
  }
}
