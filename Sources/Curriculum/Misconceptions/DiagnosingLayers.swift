import LayerMath

/// Layers whose numbers show every wrong rule that can be seen, and tell apart all of one step that can be told apart.
///
/// On random half-integers that is rare: units on one side of 0 hide what happens on the other, equal inputs hide who was meant.
/// So layers are drawn until one is proved by running all rules on it. Source: `tutoring.md`, section 3.2.
package struct DiagnosingLayers {
  private let module: LayerExample
  private let suspects: [Misconception]
  /// Pairs of rules of one step that gave the same wherever they were tried, by shape.
  private var alike: [[Int]: Set<Pair>] = [:]
  /// Rules that made a difference nowhere, by shape.
  private var invisible: [[Int]: Set<String>] = [:]

  private struct Pair: Hashable {
    let first: String
    let second: String
  }

  /// How far two values are apart that a person sees as two.
  static let gap = 0.02

  /// What the numbers of a layer do not show.
  package struct BlindSpots: Sendable {
    /// Rules that give the right numbers.
    package var hidden: [Misconception] = []
    /// Rules of one step that give the same numbers.
    package var merged: [(Misconception, Misconception)] = []
    package var isEmpty: Bool { hidden.isEmpty && merged.isEmpty }
    var count: Int { hidden.count + merged.count }

    private var names: Set<String> {
      Set(hidden.map(\.id)).union(merged.map { "\($0.0.id)=\($0.1.id)" })
    }

    /// Whether what is not seen here is seen there, and two that are one here are two there.
    func isDisjoint(from other: BlindSpots) -> Bool {
      let unseen = Set((hidden + other.hidden).map(\.id))
      // A rule that is hidden there cannot be told from another by what it gives here.
      let isShown = (merged + other.merged).allSatisfy { !unseen.contains($0.0.id) || !unseen.contains($0.1.id) }
      return isShown && names.isDisjoint(with: other.names)
    }
  }

  /// - Parameters:
  ///   - module: a layer of the module, whatever its numbers.
  ///   - quantity: the one step that is looked at; all without one.
  package init(_ module: LayerExample, _ misconceptions: Misconceptions, at quantity: Quantity? = nil) {
    self.module = module
    suspects = misconceptions.concerning(module).filter { $0.quantity == quantity ?? $0.quantity }
  }

  /// Layers that together show and tell apart all that any layer of their shape does: one nearly always; `nil` where none were found.
  ///
  /// Of two ReLU units one lets nothing through, so that no layer of them shows both who forgets to add over the units and who takes
  /// the slope at the input; two layers do.
  package mutating func layers(k: Int, n: Int, using generator: inout SeededGenerator) -> [LayerExample]? {
    var best: (example: LayerExample, spots: BlindSpots)?
    var others: [(example: LayerExample, spots: BlindSpots)] = []
    for _ in 0..<400 {
      let candidate = module.random(k: k, n: n, using: &generator)
      guard isPlausible(candidate) else { continue }
      let spots = blindSpots(of: candidate)
      if spots.isEmpty { return [candidate] }
      others.append((candidate, spots))
      if spots.count < best?.spots.count ?? .max { best = (candidate, spots) }
    }
    guard let best else { return nil }
    // The second shows all that the first does not.
    return others.first { $0.spots.isDisjoint(from: best.spots) }.map { [best.example, $0.example] }
  }

  /// What a layer hides that others of its shape show.
  package mutating func blindSpots(of example: LayerExample) -> BlindSpots {
    learn(k: example.k, n: example.n)
    let shape = [example.k, example.n]
    let found = tried(example)
    var spots = BlindSpots()
    for (index, one) in found.enumerated() {
      let id = one.misconception.id
      if one.isRight {
        if invisible[shape]?.contains(id) != true { spots.hidden.append(one.misconception) }
        continue
      }
      for other in found.dropFirst(index + 1)
      where other.misconception.quantity == one.misconception.quantity && !other.isRight {
        guard !Self.differ(one.values, other.values, by: Self.gap) else { continue }
        if alike[shape]?.contains(Pair(first: id, second: other.misconception.id)) != true {
          spots.merged.append((one.misconception, other.misconception))
        }
      }
    }
    return spots
  }

  /// The rules of one step whose answer is right at these entries, though on other numbers of this shape it is not.
  package mutating func unseen(at symbols: [Symbol], of example: LayerExample) -> [Misconception] {
    guard let quantity = symbols.first?.quantity else { return [] }
    learn(k: example.k, n: example.n)
    let all = Derivation(example).symbols(quantity)
    let places = symbols.compactMap { all.firstIndex(of: $0) }
    return tried(example).filter { trial in
      trial.misconception.quantity == quantity
        && invisible[[example.k, example.n]]?.contains(trial.misconception.id) != true
        && places.allSatisfy { abs(trial.values[$0] - trial.truth[$0]) < Self.gap }
    }.map(\.misconception)
  }

  // MARK: trying

  private struct Trial {
    let misconception: Misconception
    let values: [Double]
    let truth: [Double]

    /// Whether it gives the right numbers.
    var isRight: Bool { !DiagnosingLayers.differ(values, truth, by: DiagnosingLayers.gap) }
  }

  /// What each rule gives at its own step, for those that fit.
  private func tried(_ example: LayerExample) -> [Trial] {
    guard let right = MachineRun(example) else { return [] }
    let derivation = Derivation(example)
    return suspects.compactMap { misconception in
      let quantity = misconception.quantity
      let values: [Double]
      let truth: [Double]
      if let machine = misconception.rule.machine, machine.fits(k: example.k, n: example.n), quantity.rank < 3 {
        values = MachineRun(right, replacing: machine).values(of: quantity)
        truth = right.values(of: quantity)
      } else if misconception.rule.machine == nil || quantity.rank > 2 {
        let run = RuleRun(example, rules: misconception.rules(of: example))
        values = run.values(of: quantity)?.map(\.double) ?? []
        truth = derivation.values(of: quantity).map(\.double)
      } else {
        return nil
      }
      guard !values.isEmpty, values.count == truth.count, values.allSatisfy(\.isFinite) else { return nil }
      return Trial(misconception: misconception, values: values, truth: truth)
    }
  }

  static func differ(_ a: [Double], _ b: [Double], by gap: Double) -> Bool {
    a.count != b.count || zip(a, b).contains { abs($0 - $1) >= gap }
  }

  /// What never makes a difference on layers of a shape.
  private mutating func learn(k: Int, n: Int) {
    guard alike[[k, n]] == nil else { return }
    var generator = SeededGenerator(seed: 1)
    var same: Set<Pair>?
    var unseen: Set<String>?
    for _ in 0..<24 {
      let found = tried(module.random(k: k, n: n, using: &generator))
      var pairs: Set<Pair> = []
      for (index, one) in found.enumerated() {
        for other in found.dropFirst(index + 1) where other.misconception.quantity == one.misconception.quantity {
          if !Self.differ(one.values, other.values, by: 1e-9) {
            pairs.insert(Pair(first: one.misconception.id, second: other.misconception.id))
          }
        }
      }
      let right = Set(found.filter(\.isRight).map(\.misconception.id))
      same = same?.intersection(pairs) ?? pairs
      unseen = unseen?.intersection(right) ?? right
    }
    alike[[k, n]] = same ?? []
    invisible[[k, n]] = unseen ?? []
  }

  /// What can be seen without running a rule: numbers that differ, none that hides itself.
  private func isPlausible(_ example: LayerExample) -> Bool {
    let x = example.x.map(\.magnitude)
    guard x.allSatisfy({ $0 != .one }) || example.n == 1, example.n == 1 || Set(example.x).count > 1 else {
      return false
    }
    guard example.loss == nil else { return true }
    let dy = example.deltaY.map(\.magnitude)
    return Set(dy).count == dy.count && !dy.contains(.one)
  }
}
