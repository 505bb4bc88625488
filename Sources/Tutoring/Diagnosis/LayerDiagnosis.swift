import Curriculum
import LayerMath

/// All that is known of answers about one layer: the right values, and those of every wrong rule, each computed once.
package final class LayerDiagnosis {
  package let example: LayerExample
  package let derivation: Derivation
  private lazy var suspects: [Suspect] = {
    // Of a large layer only the verdict is given: its rules would take seconds.
    guard !isLarge else { return [] }
    let right = MachineRun(example)
    return misconceptions.concerning(example).map { Suspect($0, example, right) }
  }()
  let misconceptions: Misconceptions
  /// Weights from which on no wrong rule is tried, and no formula on this layer itself.
  private static let largest = 900
  var isLarge: Bool { example.k * example.n > Self.largest }
  /// Other numbers in the same module: a formula that has a rule's values there too is that rule.
  private(set) lazy var others: [LayerDiagnosis] = (UInt64(7)...12).map {
    diagnosis(k: example.k, n: example.n, seed: $0)
  }

  /// A layer of more units and inputs, on which what one unit or one input hides is seen.
  private(set) lazy var wider: LayerDiagnosis = diagnosis(
    k: derivation.names.isOfOneUnit ? 1 : 4, n: 3, seed: 9)

  /// Other numbers with each unit on the piece of f on which it lies here.
  private(set) lazy var onTheSamePieces: [LayerDiagnosis] = {
    func pieces(_ derivation: Derivation) -> [Activation.Piece] {
      (1...derivation.example.k).map { derivation.activation.piece(at: derivation.s($0)) }
    }
    let here = pieces(derivation)
    return (UInt64(20)...120).lazy.map { self.diagnosis(k: self.example.k, n: self.example.n, seed: $0) }
      .filter { pieces($0.derivation) == here }.prefix(4).map { $0 }
  }()

  /// Layers of this shape with large numbers of both signs, one part of them at a time.
  private(set) lazy var large: [LayerDiagnosis] = [LayerExample.Part.x, .w, .deltaY, .b].flatMap { part in
    [101, -101].compactMap { factor -> LayerDiagnosis? in
      let plain = diagnosis(k: example.k, n: example.n, seed: 30).example
      guard plain.parts.contains(part), !(part == .deltaY && plain.loss != nil) else { return nil }
      let scaled = plain.replacing(part, with: plain.entries(of: part).map { $0 * Rational(factor) })
      return LayerDiagnosis(scaled, misconceptions)
    }
  }

  /// Another layer of this module.
  private func diagnosis(k: Int, n: Int, seed: UInt64) -> LayerDiagnosis {
    var generator = SeededGenerator(seed: seed)
    return LayerDiagnosis(example.random(k: k, n: n, using: &generator), misconceptions)
  }

  package init(_ example: LayerExample, _ misconceptions: Misconceptions) {
    self.example = example
    self.misconceptions = misconceptions
    derivation = Derivation(example)
  }

  /// What each wrong rule gives that makes a difference to a quantity and fits this shape.
  package func wrongValues(of quantity: Quantity) -> [(misconception: Misconception, values: [RealNumber])] {
    let truth = derivation.values(of: quantity)
    return suspects.compactMap { suspect in
      guard let values = suspect.values(of: quantity), values != truth else { return nil }
      return (suspect.misconception, values)
    }
  }

  /// The rules that give the right values with rows and columns exchanged.
  func transposing(_ quantity: Quantity) -> [Misconception] {
    let square = diagnosis(k: 2, n: 2, seed: 5)
    let right = square.derivation.values(of: quantity)
    guard right.count == 4 else { return [] }
    return square.wrongValues(of: quantity).filter { $0.values == [right[0], right[2], right[1], right[3]] }
      .map(\.misconception).filter { $0.quantity == quantity }
  }

  /// What these numbers cannot tell of a quantity, and the least change of them that could: `on these numbers it is also what
  /// somebody gets who takes f as straight; x₂ = −1 would show it`; `nil` where they tell all that any numbers tell.
  package func blindSpot(of quantity: Quantity) -> String? {
    guard example.k * example.n <= 36, quantity.rank < 3 else { return nil }
    var layers = DiagnosingLayers(example, misconceptions, at: quantity)
    let hidden = layers.unseen(at: derivation.symbols(quantity), of: example).filter { $0.kind == .error }
    guard let first = hidden.first else { return nil }
    let words = DiagnosisText(self)
    let asked = [Symbol(quantity)]
    // One number changed may show them all, or else the first of them.
    let change = words.change(telling: hidden, asked) ?? words.change(telling: [first], asked)
    let more = hidden.count > 1 ? " (and \(hidden.count - 1) more)" : ""
    return "on these numbers it is also what somebody gets who \(derivation.names.words(first.belief))\(more)"
      + (change.map { "; \($0) would show it" } ?? "")
  }

  // MARK: what matches

  /// The wrong rules that explain every cell that is answered, in the order of the catalogue.
  ///
  /// - Parameter mustDiffer: whether a rule counts only where it makes a difference.
  func matches(_ cells: [AnswerCell], of symbols: [Symbol], mustDiffer: Bool = true) -> [Misconception] {
    guard let quantity = symbols.first?.quantity else { return [] }
    let places = symbols.map { place(of: $0) }
    let truth = derivation.values(of: quantity)
    return suspects.filter { suspect in
      guard suspect.mayExplain(cells, at: places, of: quantity), let values = suspect.values(of: quantity) else {
        return false
      }
      // A rule that makes no difference here explains nothing.
      let differs = !mustDiffer || zip(cells, places).contains { $0 != .open && values[$1] != truth[$1] }
      return differs && zip(cells, places).allSatisfy { CellVerdict.agrees($0, with: values[$1]) }
    }.map(\.misconception)
  }

  /// Of an entry the place among all of its quantity, row after row.
  private func place(of symbol: Symbol) -> Int {
    zip(symbol.index, derivation.shape(symbol.quantity)).reduce(0) { $0 * $1.1 + $1.0 - 1 }
  }

  /// Whether an answer is what follows from slopes and outputs that were rounded on the way.
  func isRoundedOnTheWay(_ cells: [AnswerCell], of symbols: [Symbol]) -> Bool {
    // What is far from right was not rounded only.
    let isNear = zip(cells, symbols).allSatisfy { cell, symbol in
      let value = derivation.value(of: symbol).double
      return cell.number.map { abs($0.double - value) <= 0.06 + 0.15 * abs(value) } ?? true
    }
    guard isNear else { return false }
    // What is asked is not on the way to itself, and a zero was not rounded but taken.
    let order = derivation.rules.computed
    let end = symbols.first.flatMap { order.firstIndex(of: $0.quantity) } ?? 0
    let onTheWay = order[..<end].filter { [.y, .softmax, .deltaY, .fPrime, .deltaS].contains($0) }
    guard !onTheWay.isEmpty, !cells.contains(where: { $0.number?.isZero ?? false }) else { return false }
    return (2...4).contains { digits in
      [Array(onTheWay.dropLast()), onTheWay].contains { rounded in
        var own: [Symbol: RealNumber] = [:]
        for quantity in rounded {
          let run = RuleRun(example, own: own)
          for symbol in derivation.symbols(quantity) {
            guard let value = try? Rational.parse(run.number(symbol).decimal(fractionDigits: digits).text) else {
              return false
            }
            own[symbol] = RealNumber(value)
          }
        }
        let run = RuleRun(example, own: own)
        return zip(cells, symbols).allSatisfy { CellVerdict.agrees($0, with: run.number($1)) }
      }
    }
  }

  /// The earlier quantities, wrong themselves, from which an answer follows by the right rules.
  ///
  /// A wrong 0 or 1 explains too much to explain anything.
  func carried(_ cells: [AnswerCell], of symbols: [Symbol], from earlier: [Symbol: AnswerCell]) -> [Quantity] {
    var own: [Symbol: RealNumber] = [:]
    var wrong: Set<Quantity> = []
    for (symbol, cell) in earlier where symbol.quantity != symbols.first?.quantity {
      guard let value = cell.number else { continue }
      if case .wrong = CellVerdict(cell, derivation.value(of: symbol)) {
        guard !value.isZero, value != .one else { continue }
        wrong.insert(symbol.quantity)
        own[symbol] = value
      }
    }
    guard !wrong.isEmpty else { return [] }
    let run = RuleRun(example, own: own)
    guard zip(cells, symbols).allSatisfy({ CellVerdict.agrees($0, with: run.number($1)) }) else { return [] }
    // Named is what the answer rests on, the last of what is wrong: with the right values in its place it would not follow.
    return derivation.rules.computed.filter { quantity in
      guard wrong.contains(quantity) else { return false }
      let without = RuleRun(example, own: own.filter { $0.key.quantity != quantity })
      return !zip(cells, symbols).allSatisfy { CellVerdict.agrees($0, with: without.number($1)) }
    }
  }

  /// The entry to ask for next, in the order of the derivation, that tells most of these rules apart.
  func separating(
    _ rules: [Misconception], besides asked: Set<Symbol>, _ known: Set<Quantity>, isShown: (Symbol) -> Bool
  ) -> Symbol? {
    let ids = Set(rules.map(\.id))
    let suspects = suspects.filter { ids.contains($0.misconception.id) }
    var best: (symbol: Symbol, kinds: Int)?
    for quantity in derivation.rules.computed where derivation.shape(quantity).count < 3 && !known.contains(quantity) {
      for (place, symbol) in derivation.symbols(quantity, limit: 36).enumerated()
      where !asked.contains(symbol) && !isShown(symbol) {
        let kinds = Set(suspects.map { $0.shown(symbol, at: place) }).count
        if kinds > max(1, best?.kinds ?? 0) { best = (symbol, kinds) }
      }
    }
    return best?.symbol
  }
}

extension AnswerCell {
  var number: RealNumber? {
    switch self {
    case .open: nil
    case .typed(let number): RealNumber(number.value)
    case .exact(let value), .computed(let value): value
    }
  }
}

extension LayerExample {
  /// Another layer of its module that is quickly computed with.
  var small: LayerExample {
    var generator = SeededGenerator(seed: 4)
    return random(k: min(k, 3), n: min(n, 2), using: &generator)
  }
}
