import Curriculum
import LayerMath
import Tutoring

/// Practice that the tutor leads: it chooses the skill, makes numbers that show what is misunderstood, and asks.
struct Drill: Equatable, Sendable {
  /// The skill that was asked for; without it the tutor chooses.
  var wanted: Skill?
  /// What is practised now.
  var skill: Skill?
  /// Whether it waits for the record or for a walk to be opened.
  var isWaiting = false
}

/// What the tutor asks now, for the screen: beside it nothing stands that would help.
package struct Turn: Equatable, Sendable {
  package let symbols: [Symbol]
  package let skill: Skill
  package let mastery: Mastery
}

extension Sitting {
  /// What the tutor asks now; `nil` where nobody leads, or nothing is open.
  package var turn: Turn? {
    guard let drill, !drill.isWaiting, let skill = drill.skill, isAsked else { return nil }
    return Turn(symbols: asked, skill: skill, mastery: record?.mastery(of: skill) ?? Mastery())
  }

  /// Whether the tutor leads.
  package var isDrilling: Bool { drill != nil }

  /// Asks the next question of the tutor's choice, or of one skill.
  mutating func drill(_ skill: Skill?) -> [Effect] {
    var drill = self.drill ?? Drill()
    drill.wanted = skill ?? (self.drill?.isWaiting == true ? drill.wanted : nil)
    drill.isWaiting = true
    self.drill = drill
    return goOnDrilling()
  }

  /// The tutor leads no more.
  package mutating func endDrill() { drill = nil }

  /// Goes on where what was waited for is there.
  package mutating func goOnWaiting() -> [Effect] {
    isProgressWanted && record != nil ? showProgress() : goOnDrilling()
  }

  private mutating func goOnDrilling() -> [Effect] {
    guard var drill, drill.isWaiting else { return [] }
    guard let record else { return [.loadRecord] }
    guard let misconceptions else { return [.loadMisconceptions] }
    guard let walk else { return [.loadLesson(Self.walkedLesson, heading: nil)] }
    drill.isWaiting = false
    let skills = walk.example.skills
    if let wanted = drill.wanted, !skills.contains(wanted) {
      self.drill = nil
      fail("this module does not ask for that: \(wanted.title)")
      return []
    }
    let suggestion = Suggestion(record, at: time, among: skills)
    let skill: Skill
    if let wanted = drill.wanted {
      skill = wanted
    } else if case .practise(let weakest) = suggestion.what {
      skill = weakest
    } else {
      self.drill = nil
      tell("all skills are mastered: \(suggestion.reason)")
      guard case .review(let id) = suggestion.what, id != lesson.id else { return [] }
      return [.loadLesson(id, heading: nil)]
    }
    drill.skill = skill
    let mastery = record.mastery(of: skill)
    let question = DrillQuestion(
      skill, of: walk.example, isWhole: mastery.pMastery > 0.6, misconceptions, using: &generator)
    change(to: question.example)
    // All is new; nothing is marked as changed.
    forgetChanges()
    let derivation = self.walk?.derivation ?? walk.derivation
    guard let first = question.symbols.first, let index = derivation.index(of: .entry(first)) else { return [] }
    // The shapes are written beside the values, which are therefore not in view.
    _ = withWalk { $0.move(to: skill == .shapes ? .question : .step(index, reveal: 0)) }
    guard let position = self.walk?.position else { return [] }
    self.drill = drill
    let reason = drill.wanted == nil ? suggestion.reason : "as you asked"
    let size = "\(question.example.k) units and \(question.example.n) inputs"
    tell("\(skill.title): \(reason)" + (skill == .shapes ? ". A layer with \(size)" : ""))
    return begin(
      Question(
        symbols: question.symbols, isAboutShape: skill == .shapes, derivation: derivation, place: .walk(position)))
  }
}

/// A question about one skill, on numbers that show the wrong rules of its step.
struct DrillQuestion {
  let example: LayerExample
  let symbols: [Symbol]

  /// Shapes with as many units as inputs would hide who was meant.
  private static let shapes = [(2, 3), (3, 2), (2, 2), (3, 2), (2, 3)]

  /// - Parameter isWhole: whether all entries are asked for, where they are few.
  init(
    _ skill: Skill, of module: LayerExample, isWhole: Bool, _ misconceptions: Misconceptions,
    using generator: inout SeededGenerator
  ) {
    let (k, n) = Self.shapes[Int.random(in: Self.shapes.indices, using: &generator)]
    let quantities = module.rules.computed.filter { quantity in
      switch skill {
      case .shapes: module.rules[quantity] != nil && Derivation(module).shape(quantity).count > 0
      case .branchChoice: [.y, .fPrime].contains(quantity)
      default: Skill(quantity) == skill && Derivation(module).shape(quantity).count < 3
      }
    }
    let quantity =
      quantities.isEmpty ? .s : quantities[Int.random(in: quantities.indices, using: &generator)]
    var diagnosing = DiagnosingLayers(module, misconceptions)
    var best: (example: LayerExample, symbols: [Symbol], hidden: Int)?
    // Numbers on which no wrong rule of this step gives the right answer, where there are such.
    for _ in 0..<Self.tries {
      let example = module.random(k: k, n: n, using: &generator)
      let derivation = Derivation(example)
      let all = derivation.symbols(quantity)
      let wanted = skill == .branchChoice ? all.filter { Self.isBent($0, in: derivation) } : all
      let few = isWhole && all.count <= 6 || all.count == 1 || skill == .shapes
      guard let one = (wanted.isEmpty ? all : wanted).randomElement(using: &generator) else { continue }
      let symbols = few ? all : [one]
      guard skill != .shapes else {
        best = (example, symbols, 0)
        break
      }
      let hidden = diagnosing.unseen(at: symbols, of: example).count
      if hidden < best?.hidden ?? .max { best = (example, symbols, hidden) }
      if hidden == 0 { break }
    }
    example = best?.example ?? module
    symbols = best?.symbols ?? Derivation(example).symbols(quantity)
  }

  private static let tries = 40

  /// Whether a unit lies on a piece of f that is not the line y = s.
  private static func isBent(_ symbol: Symbol, in derivation: Derivation) -> Bool {
    guard let unit = symbol.unit else { return false }
    return derivation.value(of: Symbol(.y, unit)) != RealNumber(derivation.s(unit))
  }
}
