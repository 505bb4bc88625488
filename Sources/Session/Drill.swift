import Curriculum
import LayerMath
import Tutoring

/// What somebody practises: one skill, or a way of practising.
package enum DrillTopic: Equatable, Sendable {
  case skill(Skill)
  case mode(Mode)

  package enum Mode: String, CaseIterable, Sendable {
    /// The end of a derivation is left out; each time that it went well, a step more.
    case blanks
    /// A worked derivation with one wrong line.
    case error
    /// Which symbol a number stands for.
    case match
    /// A sample answer to be marked.
    case examiner
  }

  package static var words: [String] { Skill.allCases.map(\.rawValue) + Mode.allCases.map(\.rawValue) }

  package init?(_ text: String) {
    if let skill = Skill(rawValue: text) {
      self = .skill(skill)
    } else if let mode = Mode(rawValue: text) {
      self = .mode(mode)
    } else {
      return nil
    }
  }
}

/// Practice that the tutor leads: it chooses what to ask, and makes numbers that show what is misunderstood.
struct Drill: Equatable, Sendable {
  /// What was asked for; without it the tutor chooses.
  var topic: DrillTopic?
  /// What is practised now.
  var skill: Skill?
  /// Whether it waits for the record, the wrong rules, or for a walk to be opened.
  var isWaiting = false
  /// Of a derivation that fades, what is still to be filled in, and how many steps were left out.
  var blanks: [Quantity] = []
  var faded = 0
  /// Whether nothing went wrong since the last derivation began.
  var isClean = true
}

/// What the tutor asks now, for the screen: beside it nothing stands that would help.
package struct Turn: Equatable, Sendable {
  /// Empty where one of a few answers is to be chosen.
  package let symbols: [Symbol]
  package let skill: Skill?
  package let mastery: Mastery
}

/// A question about one skill, on numbers that show the wrong rules of its step.
struct DrillQuestion {
  let example: LayerExample
  let symbols: [Symbol]

  /// Mostly with more units than inputs or fewer, since where they are as many a transposed matrix fits too.
  private static let shapes = [(2, 3), (3, 2), (2, 2), (3, 2), (2, 3)]
  private static let tries = 40

  /// - Parameter isWhole: whether all entries are asked for, where they are few.
  init(
    _ skill: Skill, of module: LayerExample, isWhole: Bool, _ misconceptions: Misconceptions,
    using generator: inout SeededGenerator
  ) {
    let derivation = Derivation(module)
    let quantities = module.rules.computed.filter { quantity in
      switch skill {
      case .shapes: !derivation.shape(quantity).isEmpty
      case .branchChoice: [.y, .fPrime].contains(quantity)
      default: Skill(quantity) == skill && quantity.rank < 3
      }
    }
    let quantity = quantities.randomElement(using: &generator) ?? .s
    let shape = Self.shapes[Int.random(in: Self.shapes.indices, using: &generator)]
    (example, symbols) = Self.shown(
      quantity, of: module, shape, misconceptions, wanted: { skill != .branchChoice || Self.isBent($0, in: $1) },
      isWhole: isWhole || skill == .shapes, using: &generator)
  }

  /// The same entries on other numbers of the same shape.
  init(
    again symbols: [Symbol], of module: LayerExample, _ misconceptions: Misconceptions,
    using generator: inout SeededGenerator
  ) {
    (example, self.symbols) = Self.shown(
      symbols.first?.quantity ?? .s, of: module, (module.k, module.n), misconceptions,
      wanted: { symbol, _ in symbols.contains(symbol) }, isWhole: symbols.count > 1, using: &generator)
  }

  /// Numbers on which no wrong rule of this step gives the right answer, where there are such.
  private static func shown(
    _ quantity: Quantity, of module: LayerExample, _ shape: (k: Int, n: Int), _ misconceptions: Misconceptions,
    wanted: (Symbol, Derivation) -> Bool, isWhole: Bool, using generator: inout SeededGenerator
  ) -> (LayerExample, [Symbol]) {
    var diagnosing = DiagnosingLayers(module, misconceptions, at: quantity)
    var best: (example: LayerExample, symbols: [Symbol], hidden: Int)?
    for _ in 0..<tries {
      let example = plain(module, shape, using: &generator)
      let derivation = Derivation(example)
      let all = derivation.symbols(quantity)
      guard let one = (all.filter { wanted($0, derivation) }).randomElement(using: &generator) ?? all.first else {
        continue
      }
      let symbols = isWhole && all.count <= 6 ? all : [one]
      // A loss has no value everywhere, and what stands beside the asked value in view must not be it.
      guard symbols.allSatisfy({ !derivation.value(of: $0).isUndefined }) else { continue }
      let hidden = quantity.rank < 3 ? diagnosing.unseen(at: symbols, of: example).count : 0
      if hidden < best?.hidden ?? .max { best = (example, symbols, hidden) }
      if hidden == 0 { break }
    }
    return best.map { ($0.example, $0.symbols) } ?? (module, Derivation(module).symbols(quantity))
  }

  /// Numbers that can be worked with on paper: no unit far out on a tail.
  static func plain(
    _ module: LayerExample, _ shape: (k: Int, n: Int), using generator: inout SeededGenerator
  ) -> LayerExample {
    let most = Rational(4)
    var example = module.random(k: shape.k, n: shape.n, using: &generator)
    for _ in 0..<60 {
      let derivation = Derivation(example)
      let s = (1...example.k).map { derivation.s($0) }
      // Two units in one place would show each other's values.
      if s.allSatisfy({ $0.magnitude <= most }), Set(s.map(\.magnitude)).count == s.count { break }
      example = module.random(k: shape.k, n: shape.n, using: &generator)
    }
    return example
  }

  static func plain(_ module: LayerExample, using generator: inout SeededGenerator) -> LayerExample {
    plain(module, shapes[Int.random(in: shapes.indices, using: &generator)], using: &generator)
  }

  /// Whether a unit lies on a piece of f that is not the line y = s.
  private static func isBent(_ symbol: Symbol, in derivation: Derivation) -> Bool {
    guard let unit = symbol.unit else { return false }
    return derivation.value(of: Symbol(.y, unit)) != RealNumber(derivation.s(unit))
  }
}
