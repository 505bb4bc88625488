/// All steps for given `W`, `x`, `δy`, in the order of the walk; the rules that they are read off stand in `Module`.
///
/// Forward `s`, `y`; slopes `f′`; backward `δs`, `J = ∂y/∂x`, `δx`; parameter `P = ∂y/∂W`, `δW`; the vector form; the check by
/// central differences. Steps are built on demand and found by index or id in constant time; the pre-activations
/// that many steps share are kept once computed, so the fifth step of a 500×500 layer costs one row of `W`.
package final class Derivation: Sendable {
  package let example: LayerExample
  package let rules: RuleSet
  private let known: KnownValues
  /// The parts of the walk in their order.
  private let sections: [(stage: Stage, section: Section)]
  /// The index of the first step of each section, and of the step behind the last.
  private let starts: [Int]

  /// - Parameter earlier: the derivation before some numbers changed; the pre-activations that still hold are kept.
  package init(_ example: LayerExample, rules: RuleSet? = nil, after earlier: Derivation? = nil) {
    self.example = example
    let rules = rules ?? example.rules
    self.rules = rules
    if let earlier, earlier.example.x == example.x, earlier.rules == rules,
      earlier.example.activation == example.activation
    {
      let old = earlier.example.w
      known = earlier.known.copy { k in
        k <= example.k && old.row(k - 1) == example.w.row(k - 1) && earlier.example.b?[k - 1] == example.b?[k - 1]
      }
    } else {
      known = KnownValues()
    }
    var starts = [0]
    sections = Section.all(of: rules)
    for (index, (_, section)) in sections.enumerated() {
      starts.append(starts[index] + section.size(k: example.k, n: example.n))
    }
    self.starts = starts
  }

  // MARK: values, indices 1-based

  /// `s_k = Σ_j W_kj x_j`, and `b_k` where there is a bias.
  package func s(_ k: Int) -> Rational {
    known.value {
      $0.preActivations[k]
    } orElse: {
      Rational.dot(example.w.row(k - 1), example.x) + (example.b?[k - 1] ?? .zero)
    } _: {
      $0.preActivations[k] = $1
    }
  }

  /// `y_k = f(s_k)`.
  package func y(_ k: Int) -> RealNumber {
    if example.activation.isELU { return .exact(ELU.value(s(k))) }
    return known.value {
      $0.outputs[k]
    } orElse: {
      example.activation.value(at: s(k))
    } _: {
      $0.outputs[k] = $1
    }
  }

  /// `f′(s_k)`.
  package func fPrime(_ k: Int) -> RealNumber {
    if example.activation.isELU { return .exact(ELU.slope(s(k))) }
    return known.value {
      $0.slopes[k]
    } orElse: {
      example.activation.slope(at: s(k))
    } _: {
      $0.slopes[k] = $1
    }
  }

  /// `δs_k = δy_k f′(s_k)`.
  package func deltaS(_ k: Int) -> RealNumber { deltaY(k) * fPrime(k) }

  /// `δy_k`: given, or what the loss sends back.
  package func deltaY(_ k: Int) -> RealNumber {
    guard example.loss != nil else { return RealNumber(example.deltaY[k - 1]) }
    return known.value {
      $0.upstream[k]
    } orElse: {
      byRule(Symbol(.deltaY, k))
    } _: {
      $0.upstream[k] = $1
    }
  }

  /// `ŷ_k = e^{y_k} / Σ_i e^{y_i}`.
  private func softmax(_ k: Int) -> RealNumber {
    known.value {
      $0.softmax[k]
    } orElse: {
      byRule(Symbol(.softmax, k))
    } _: {
      $0.softmax[k] = $1
    }
  }

  /// `L`, where a loss stands behind the layer.
  package var loss: RealNumber {
    known.value {
      $0.loss[1]
    } orElse: {
      byRule(Symbol(.loss, index: []))
    } _: {
      $0.loss[1] = $1
    }
  }

  /// `∂y_k/∂a`.
  package func activationJacobian(_ k: Int) -> RealNumber { example.activation.parameterSlope(at: s(k)) }

  /// `δa = Σ_k δy_k ∂y_k/∂a`.
  package var deltaA: RealNumber { (1...example.k).reduce(.zero) { $0 + deltaY($1) * activationJacobian($1) } }

  /// `∂y_k/∂x_j = f′(s_k) W_kj`.
  package func jacobian(_ k: Int, _ j: Int) -> RealNumber { fPrime(k) * RealNumber(example.w[k - 1, j - 1]) }

  /// `∂y_i/∂W_kj = [i = k] f′(s_k) x_j`.
  package func parameterJacobian(_ i: Int, _ k: Int, _ j: Int) -> RealNumber {
    i == k ? fPrime(k) * RealNumber(example.x[j - 1]) : .zero
  }

  /// `δx_j = Σ_k δy_k f′(s_k) W_kj`.
  package func deltaX(_ j: Int) -> RealNumber {
    // Hundreds of terms in a large layer, shown by many frames.
    known.value {
      $0.inputMessages[j]
    } orElse: {
      guard example.activation.isELU, example.loss == nil else {
        return (1...example.k).reduce(.zero) { $0 + deltaS($1) * RealNumber(example.w[$1 - 1, j - 1]) }
      }
      let sum = ExactSum(
        falling: unitsBySlope.lazy.map { [example] unit in
          ExactSum.Term(
            coefficient: example.deltaY[unit.k - 1] * example.w[unit.k - 1, j - 1], exponent: unit.exponent)
        })
      return .exact(ExactNumber(sum))
    } _: {
      $0.inputMessages[j] = $1
    }
  }

  /// The units by falling exponent of their slope, `e^s` or 1: the same order in every `δx_j`.
  ///
  /// Of ELU alone.
  private var unitsBySlope: [KnownValues.Unit] {
    known.value {
      $0.unitsBySlope
    } orElse: {
      (1...example.k).flatMap { k in
        (fPrime(k).exact ?? .zero).sum.terms.map { KnownValues.Unit(k: k, exponent: $0.exponent) }
      }
      .sorted { $0.exponent > $1.exponent }
    } _: {
      $0.unitsBySlope = $1
    }
  }

  /// `δW_kj = δy_k f′(s_k) x_j`.
  package func deltaW(_ k: Int, _ j: Int) -> RealNumber { deltaS(k) * RealNumber(example.x[j - 1]) }

  /// The value of any entry.
  package func value(of symbol: Symbol) -> RealNumber {
    let i = symbol.index
    return switch symbol.quantity {
    case .w, .b, .x, .a, .t: example.given(symbol) ?? .zero
    case .deltaY: deltaY(i[0])
    case .softmax: softmax(i[0])
    case .loss: loss
    case .s: RealNumber(s(i[0]))
    case .y: y(i[0])
    case .fPrime: fPrime(i[0])
    case .deltaS: deltaS(i[0])
    case .jacobian: jacobian(i[0], i[1])
    case .parameterJacobian: parameterJacobian(i[0], i[1], i[2])
    case .deltaX: deltaX(i[0])
    case .deltaW: deltaW(i[0], i[1])
    case .biasJacobian: i[0] == i[1] ? fPrime(i[0]) : .zero
    case .deltaB: deltaS(i[0])
    case .activationJacobian: activationJacobian(i[0])
    case .deltaA: deltaA
    }
  }

  /// What the rule of an entry says, where there is no kernel for it.
  private func byRule(_ symbol: Symbol) -> RealNumber {
    rules[symbol.quantity]?.value(of: symbol, in: self) ?? .undefined(.beyond("no rule gives \(symbol)"))
  }

  /// Whether a quantity is entered into this module.
  package func isGiven(_ quantity: Quantity) -> Bool { quantity.isGiven && rules[quantity] == nil }

  /// All entries of a quantity, row after row.
  package func symbols(_ quantity: Quantity, limit: Int = .max) -> [Symbol] {
    Symbol.all(quantity, in: shape(quantity), limit: limit)
  }

  /// Their values.
  package func values(of quantity: Quantity) -> [RealNumber] { symbols(quantity).map { value(of: $0) } }

  /// The gradient check of so many entries of each quantity; done once, shown by every frame.
  package func check(_ quantities: [Quantity]? = nil, limit: Int) -> GradientCheck {
    let quantities = quantities ?? GradientCheck.quantities(of: rules)
    let scope = KnownValues.CheckScope(quantities: quantities, limit: limit)
    return known.value {
      $0.checks.first { $0.scope == scope }?.check
    } orElse: {
      GradientCheck(self, quantities: quantities, limit: limit)
    } _: {
      $0.checks.append((scope, $1))
    }
  }

  // MARK: the order of the steps

  private enum Section {
    case entries(Quantity)
    case vectorForm(Quantity)
    case check(Quantity)

    func size(k: Int, n: Int) -> Int {
      if case .entries(let quantity) = self { quantity.shape(k: k, n: n).reduce(1, *) } else { 1 }
    }

    /// The entries of every rule, then what has a vector form, in it and checked.
    static func all(of rules: RuleSet) -> [(stage: Stage, section: Section)] {
      return rules.rules.map { ($0.stage, .entries($0.quantity)) }
        + rules.written.map { (.vector, .vectorForm($0)) } + rules.whole.map { (.check, .check($0)) }
    }
  }

  package var stepCount: Int { starts[sections.count] }

  /// The section of the step at an index.
  private func section(at index: Int) -> Int? {
    index < 0 ? nil : sections.indices.first { index < starts[$0 + 1] }
  }

  /// The id at a 0-based index; `nil` outside.
  package func id(at index: Int) -> StepID? {
    guard let place = section(at: index) else { return nil }
    switch sections[place].section {
    case .entries(let quantity):
      return .entry(Symbol(quantity, index: Symbol.index(at: index - starts[place], in: shape(quantity))))
    case .vectorForm(let quantity): return .vectorForm(quantity)
    case .check(let quantity): return .check(quantity)
    }
  }

  /// The 0-based index of a step; `nil` for what is no step, as an entry of `W` or one outside the shape.
  package func index(of id: StepID) -> Int? {
    for (place, (_, section)) in sections.enumerated() {
      switch (section, id) {
      case (.entries(let quantity), .entry(let symbol)) where quantity == symbol.quantity:
        return offset(symbol.index, in: shape(quantity)).map { starts[place] + $0 }
      case (.vectorForm(let a), .vectorForm(let b)) where a == b: return starts[place]
      case (.check(let a), .check(let b)) where a == b: return starts[place]
      default: break
      }
    }
    return nil
  }

  /// The steps that a reference means; empty for what is no step.
  package func indices(of reference: StepReference) -> Range<Int> {
    index(of: reference.step).map { $0..<($0 + reference.count) } ?? 0..<0
  }

  package func stage(at index: Int) -> Stage? {
    section(at: index).map { sections[$0].stage }
  }

  /// The index of the first step of a stage.
  package func firstIndex(of stage: Stage) -> Int {
    starts[sections.prefix { $0.stage != stage }.count]
  }

  package func stepCount(of stage: Stage) -> Int {
    starts[sections.lastIndex { $0.stage == stage }.map { $0 + 1 } ?? 0] - firstIndex(of: stage)
  }

  private func offset(_ index: [Int], in shape: [Int]) -> Int? {
    guard index.count == shape.count else { return nil }
    var offset = 0
    for place in index.indices {
      guard index[place] >= 1 && index[place] <= shape[place] else { return nil }
      offset = offset * shape[place] + index[place] - 1
    }
    return offset
  }

  // MARK: the steps

  package func step(at index: Int) -> DerivationStep? { id(at: index).map { DerivationStep($0, in: self) } }

  package func step(_ id: StepID) -> DerivationStep? { index(of: id) == nil ? nil : DerivationStep(id, in: self) }
}

extension Derivation {
  /// Whether it has the same rules and the same `f`, whatever its numbers.
  package func isSameModule(as other: Derivation) -> Bool {
    known === other.known || example.isSameModule(as: other.example) && rules == other.rules
  }
}

extension Derivation: Equatable {
  package static func == (a: Derivation, b: Derivation) -> Bool {
    // Every key compares two; copies of one share what it knows.
    a.known === b.known || a.example == b.example && a.rules == b.rules
  }
}

extension Derivation: FormulaEnvironment {
  package var k: Int { example.k }
  package var n: Int { example.n }
  package var activation: Activation { example.activation }
  /// What its lesson calls things; an index of a unit is left out only while there is one.
  package var names: Naming {
    var names = example.names
    if example.k != 1, names.isOfOneUnit { names.isOfOneUnit = false }
    return names
  }

  package func has(_ quantity: Quantity) -> Bool { rules[quantity] != nil || rules.given.contains(quantity) }

  /// Where a rule is replaced every value follows from the formulas; else the kernels have it.
  package func number(_ symbol: Symbol) -> RealNumber {
    rules.isStandard || rules[symbol.quantity]?.right == nil ? value(of: symbol) : byRule(symbol)
  }
}
