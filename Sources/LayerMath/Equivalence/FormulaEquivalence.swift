/// Whether two formulas have the same value for every layer.
package enum Equivalence: Equatable, Sendable {
  /// Equal on every layer tried, exactly.
  ///
  /// `isCertain` where that proves it for all: equal formulas, or every decision in them was met both ways and at its border
  /// (`BranchRecord`) and products are short.
  case same(layers: Int, isCertain: Bool)
  case different(Counterexample)
  /// Never found different, and somewhere the values have no exact form to compare.
  case cannotTell(reason: String)

  /// A layer on which the two differ.
  package struct Counterexample: Equatable, Sendable {
    package let example: LayerExample
    /// Both values there; `nil` where the shapes fit for some layers but not for this one.
    package let values: Values?
    /// Why there is no value, or where the values differ: `in row 2`.
    package let note: String?
  }

  package struct Values: Equatable, Sendable {
    package let left: FormulaValue
    package let right: FormulaValue
    /// The first entry in which they differ, 0-based.
    package let entry: Int
  }
}

extension Formula {
  /// Compares two formulas over all layers.
  ///
  /// Exact arithmetic on random layers with K ≠ n and K = n, on layers whose pre-activations are on both branches and 0, with every combination of signs and zeros, and with the neighbours of every constant in the formulas.
  /// A difference anywhere is proved by its counterexample. `here`, the layer on the screen, is tried first, and its
  /// activation is that of all.
  /// - Throws: `FormulaError` where the shapes fit for no layer, or where the letters of the sides do not.
  package static func compare(
    _ left: Formula, _ right: Formula, here: LayerExample? = nil, activation: Activation? = nil
  ) throws(FormulaError) -> Equivalence {
    let layers = EquivalenceLayers(
      constants: left.constants + right.constants, indices: left.writtenIndices.union(right.writtenIndices),
      hasBias: here?.b != nil || [left, right].contains { $0.speaks(of: [.b, .deltaB, .biasJacobian]) },
      activation: activation ?? here?.activation ?? .elu, loss: here?.loss,
      targetsAddUpToOne: here?.targetsAddUpToOne ?? false, names: here.map { Derivation($0).names } ?? .standard)
    var comparison = FormulaComparison(left, right, shape: layers.shape)
    if let answer = try comparison.tryAll([here].compactMap { $0 }) { return answer }
    if let answer = try comparison.tryAll(layers.layers()) { return answer }
    if layers.isOfOneParameter {
      return .cannotTell(reason: "a stands where the pieces of f change, and no other a has the same; set another a")
    }
    if comparison.isWorthMore, let answer = try comparison.tryAll(layers.combinations().filter(layers.isOfThisModule)) {
      return answer
    }
    return try comparison.conclusion()
  }

  /// Compares each two neighbours of `A = B = C`; the first pair that is not the same decides, and a chain is as certain as its
  /// least certain link.
  package static func compare(
    chain: [Formula], here: LayerExample? = nil
  ) throws(FormulaError) -> (left: Formula, right: Formula, verdict: Equivalence) {
    guard let first = chain.first, let last = chain.last, chain.count > 1 else {
      throw FormulaError("there is nothing to compare", column: 1)
    }
    var fewest = Int.max
    var isCertain = true
    for (left, right) in zip(chain, chain.dropFirst()) {
      let verdict = try compare(left, right, here: here)
      guard case .same(let layers, let isLinkCertain) = verdict else { return (left, right, verdict) }
      fewest = min(fewest, layers)
      isCertain = isCertain && isLinkCertain
    }
    return (first, last, .same(layers: fewest, isCertain: isCertain))
  }

  /// `A`, `B`, `C` of `A = B = C`; `nil` for what is no equation.
  package var equationSides: [Formula]? {
    switch node {
    case .comparison(.equal, let left, let right): return [left, right]
    case .both(let first, let second):
      guard let start = first.equationSides, case .comparison(.equal, let left, let right) = second.node,
        start.last == left
      else { return nil }
      return start + [right]
    default: return nil
    }
  }
}

/// Two formulas on one layer after the other.
private struct FormulaComparison {
  let left: Formula
  let right: Formula
  /// The shape on which decisions are compared with each other.
  private let shape: (k: Int, n: Int)
  private let branches = BranchRecord()
  private var misfit: (example: LayerExample, error: FormulaError)?
  private var beyond: FormulaError?
  private var fitting = 0
  private var doubt: String?
  private var work = 0
  /// Operations on one layer and on all: what takes longer is not waited for.
  private static let workLimit = (layer: 200_000, all: 2_000_000)

  init(_ left: Formula, _ right: Formula, shape: (k: Int, n: Int)) {
    self.left = left
    self.right = right
    self.shape = shape
  }

  /// The first difference; `nil` while there is none.
  mutating func tryAll(_ layers: [LayerExample]) throws(FormulaError) -> Equivalence? {
    for example in layers {
      guard work < Self.workLimit.all else {
        doubt = doubt ?? "more than \(Self.workLimit.all) operations; make the formulas shorter"
        return nil
      }
      do throws(FormulaError) {
        let verdict = try verdict(on: example)
        branches.endLayer(counts: (example.k, example.n) == shape)
        switch verdict {
        case .same: fitting += 1
        case .different(let values, let note):
          return .different(Equivalence.Counterexample(example: example, values: values, note: note))
        case .unknown(let reason):
          fitting += 1
          doubt = doubt ?? reason
        }
      } catch {
        branches.endLayer(counts: false)
        if error.kind == .letters { throw error }
        // `x_2` says nothing about layers with one input.
        if error.kind == .indexBeyond {
          beyond = error
        } else if misfit == nil {
          misfit = (example, error)
        }
      }
    }
    return nil
  }

  /// Whether more layers might show that nothing was missed.
  var isWorthMore: Bool { misfit == nil && doubt == nil && fitting > 0 && left != right && !branches.isComplete }

  func conclusion() throws(FormulaError) -> Equivalence {
    guard fitting > 0 else {
      throw misfit?.error ?? beyond ?? FormulaError("there is nothing to compare", column: 1)
    }
    if let misfit {
      return .different(
        Equivalence.Counterexample(example: misfit.example, values: nil, note: misfit.error.message))
    }
    // What is written the same is the same, be it computable or not.
    if left == right { return .same(layers: fitting, isCertain: true) }
    if let doubt { return .cannotTell(reason: doubt) }
    return .same(layers: fitting, isCertain: areShort && branches.isComplete)
  }

  /// Whether what agrees on the layers tried cannot be a polynomial with roots at all of them: entries are one of 40,000
  /// (Schwartz 1980, Zippel 1979), sizes one of ten.
  private var areShort: Bool {
    [left, right].allSatisfy { ($0.degree ?? .max) <= 1000 && ($0.sizeDegree ?? .max) <= 2 }
  }

  private enum Verdict {
    case same
    case different(Equivalence.Values?, note: String?)
    case unknown(String)

    func isAlike(_ other: Verdict) -> Bool {
      switch (self, other) {
      case (.same, .same), (.different, .different), (.unknown, .unknown): true
      default: false
      }
    }
  }

  private mutating func verdict(on example: LayerExample) throws(FormulaError) -> Verdict {
    let sides = try AlignedSides(left, right, for: Derivation(example))
    var verdicts: [Verdict] = []
    for letters in sides.orders { verdicts.append(verdict(sides, letters)) }
    guard let first = verdicts.first else { return .same }
    // Several letters count the same: which of them counts what matters only if the answers are not all alike.
    guard verdicts.dropFirst().allSatisfy({ first.isAlike($0) }) else { throw sides.ambiguity }
    return first
  }

  private mutating func verdict(_ sides: AlignedSides, _ letters: AlignedSides.Order) -> Verdict {
    var values: [FormulaValue] = []
    for side in 0...1 {
      // Work of one side never counts against the other.
      let evaluation = FormulaEvaluation(shapes: sides.shapes, workLimit: Self.workLimit.layer, branches: branches)
      values.append(sides.value(of: side, letters, evaluation))
      work += evaluation.workDone
    }
    let (one, other) = (values[0], values[1])
    guard let shape = FormulaShape.elementwise(one.shape, other.shape) else { return .unknown("the shapes do not fit") }
    let first = one.spread(to: shape)
    let second = other.spread(to: shape)
    var reason: String?
    for index in first.entries.indices {
      let values = Equivalence.Values(left: one, right: other, entry: index)
      switch (first.entries[index], second.entries[index]) {
      case (.undefined(let a), .undefined(let b)):
        // Where only our arithmetic gives out, nothing is proved.
        if !a.isProved || !b.isProved { reason = reason ?? (a.isProved ? b : a).reason }
      case (.undefined(let why), _), (_, .undefined(let why)):
        guard why.isProved else {
          reason = reason ?? why.reason
          continue
        }
        return .different(values, note: why.reason)
      case (let x, let y):
        guard let order = RealNumber.order(x, y) else {
          reason = reason ?? "the values agree in their first 50 digits but have no exact form"
          continue
        }
        if order != 0 { return .different(values, note: nil) }
      }
    }
    return reason.map { .unknown($0) } ?? .same
  }
}
