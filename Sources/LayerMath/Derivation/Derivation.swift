import Synchronization

/// All steps for given `W`, `x`, `δy`, in the order of the walk; reading this file top to bottom is the derivation.
///
/// Forward `s`, `y`; slopes `f′`; backward `δs`, `J = ∂y/∂x`, `δx`; parameter `P = ∂y/∂W`, `δW`; the vector form; the check by
/// central differences. Steps are built on demand and found by index or id in constant time; the pre-activations
/// that many steps share are kept once computed, so the fifth step of a 500×500 layer costs one row of `W`.
package struct Derivation: Sendable {
  package let example: LayerExample
  private let layer: Layer<ExactNumber>
  private let preActivations: Known<Rational>
  private let inputMessages: Known<ExactNumber>

  package init(_ example: LayerExample) {
    self.example = example
    layer = Layer(w: example.w)
    preActivations = Known()
    inputMessages = Known()
  }

  // MARK: values, indices 1-based

  /// `s_k = Σ_j W_kj x_j`.
  package func s(_ k: Int) -> Rational {
    preActivations.value(k) { layer.preActivation(k - 1, example.x) }
  }

  /// `y_k = f(s_k)`.
  package func y(_ k: Int) -> ExactNumber { ELU.value(s(k)) }

  /// `f′(s_k)`.
  package func fPrime(_ k: Int) -> ExactNumber { ELU.slope(s(k)) }

  /// `δs_k = δy_k f′(s_k)`.
  package func deltaS(_ k: Int) -> ExactNumber { ExactNumber(example.deltaY[k - 1]) * fPrime(k) }

  /// `∂y_k/∂x_j = f′(s_k) W_kj`.
  package func jacobian(_ k: Int, _ j: Int) -> ExactNumber { fPrime(k) * ExactNumber(example.w[k - 1, j - 1]) }

  /// `∂y_i/∂W_kj = [i = k] f′(s_k) x_j`.
  package func parameterJacobian(_ i: Int, _ k: Int, _ j: Int) -> ExactNumber {
    i == k ? fPrime(k) * ExactNumber(example.x[j - 1]) : .zero
  }

  /// `δx_j = Σ_k δy_k f′(s_k) W_kj`.
  package func deltaX(_ j: Int) -> ExactNumber {
    // Hundreds of terms in a large layer, shown by many frames.
    inputMessages.value(j) {
      ExactNumber(sumOf: (1...example.k).map { deltaS($0) * ExactNumber(example.w[$0 - 1, j - 1]) })
    }
  }

  /// `δW_kj = δy_k f′(s_k) x_j`.
  package func deltaW(_ k: Int, _ j: Int) -> ExactNumber { deltaS(k) * ExactNumber(example.x[j - 1]) }

  /// The value of any entry.
  package func value(of symbol: Symbol) -> ExactNumber {
    let i = symbol.index
    return switch symbol.quantity {
    case .w: ExactNumber(example.w[i[0] - 1, i[1] - 1])
    case .x: ExactNumber(example.x[i[0] - 1])
    case .deltaY: ExactNumber(example.deltaY[i[0] - 1])
    case .s: ExactNumber(s(i[0]))
    case .y: y(i[0])
    case .fPrime: fPrime(i[0])
    case .deltaS: deltaS(i[0])
    case .jacobian: jacobian(i[0], i[1])
    case .parameterJacobian: parameterJacobian(i[0], i[1], i[2])
    case .deltaX: deltaX(i[0])
    case .deltaW: deltaW(i[0], i[1])
    }
  }

  /// The shape of a quantity: one number an index.
  package func shape(_ quantity: Quantity) -> [Int] {
    let k = example.k
    let n = example.n
    return switch quantity {
    case .w, .jacobian, .deltaW: [k, n]
    case .x, .deltaX: [n]
    case .deltaY, .s, .y, .fPrime, .deltaS: [k]
    case .parameterJacobian: [k, k, n]
    }
  }

  /// All entries of a quantity, row after row.
  package func symbols(_ quantity: Quantity, limit: Int = .max) -> [Symbol] {
    let shape = shape(quantity)
    return (0..<min(limit, shape.reduce(1, *))).map { Symbol(quantity, index: Self.index(at: $0, in: shape)) }
  }

  // MARK: the order of the steps

  private enum Section {
    case entries(Quantity)
    case vectorForm(Quantity)
    case check(Quantity)
  }

  private static let sections: [(stage: Stage, section: Section)] = [
    (.forward, .entries(.s)), (.forward, .entries(.y)),
    (.slopes, .entries(.fPrime)),
    (.backward, .entries(.deltaS)), (.backward, .entries(.jacobian)), (.backward, .entries(.deltaX)),
    (.parameter, .entries(.parameterJacobian)), (.parameter, .entries(.deltaW)),
    (.vector, .vectorForm(.deltaX)), (.vector, .vectorForm(.deltaW)),
    (.check, .check(.deltaX)), (.check, .check(.deltaW)),
  ]

  private func size(_ section: Section) -> Int {
    if case .entries(let quantity) = section { shape(quantity).reduce(1, *) } else { 1 }
  }

  package var stepCount: Int { Self.sections.reduce(0) { $0 + size($1.section) } }

  /// The id at a 0-based index; `nil` outside.
  package func id(at index: Int) -> StepID? {
    guard index >= 0 else { return nil }
    var rest = index
    for (_, section) in Self.sections {
      let size = size(section)
      guard rest >= size else {
        switch section {
        case .entries(let quantity): return .entry(Symbol(quantity, index: Self.index(at: rest, in: shape(quantity))))
        case .vectorForm(let quantity): return .vectorForm(quantity)
        case .check(let quantity): return .check(quantity)
        }
      }
      rest -= size
    }
    return nil
  }

  /// The 0-based index of a step; `nil` for what is no step, as an entry of `W` or one outside the shape.
  package func index(of id: StepID) -> Int? {
    var before = 0
    for (_, section) in Self.sections {
      switch (section, id) {
      case (.entries(let quantity), .entry(let symbol)) where quantity == symbol.quantity:
        guard let offset = offset(symbol.index, in: shape(quantity)) else { return nil }
        return before + offset
      case (.vectorForm(let a), .vectorForm(let b)) where a == b: return before
      case (.check(let a), .check(let b)) where a == b: return before
      default: before += size(section)
      }
    }
    return nil
  }

  package func stage(at index: Int) -> Stage? {
    guard index >= 0 else { return nil }
    var rest = index
    for (stage, section) in Self.sections {
      rest -= size(section)
      if rest < 0 { return stage }
    }
    return nil
  }

  /// The index of the first step of a stage.
  package func firstIndex(of stage: Stage) -> Int {
    Self.sections.prefix { $0.stage != stage }.reduce(0) { $0 + size($1.section) }
  }

  /// The 1-based index of an entry by its place, row after row.
  package static func index(at place: Int, in shape: [Int]) -> [Int] {
    var rest = place
    return shape.reversed().map { size in
      defer { rest /= size }
      return rest % size + 1
    }.reversed()
  }

  private func offset(_ index: [Int], in shape: [Int]) -> Int? {
    guard index.count == shape.count else { return nil }
    var offset = 0
    for (i, size) in zip(index, shape) {
      guard i >= 1 && i <= size else { return nil }
      offset = offset * size + i - 1
    }
    return offset
  }

  // MARK: the steps

  package func step(at index: Int) -> DerivationStep? { id(at: index).map(build) }

  package func step(_ id: StepID) -> DerivationStep? { index(of: id) == nil ? nil : build(id) }

  private func build(_ id: StepID) -> DerivationStep {
    switch id {
    case .entry(let symbol):
      switch symbol.quantity {
      case .s: preActivationStep(symbol)
      case .y: applicationStep(symbol, stage: .forward, formula: "y_k = f(s_k)")
      case .fPrime: applicationStep(symbol, stage: .slopes, formula: "f'(s_k) = if s_k > 0 then 1 else exp(s_k)")
      case .deltaS:
        sumStep(symbol, .backward, "ds_k = dy_k f'(s_k)", [[given(.deltaY, symbol.index[0]), slope(symbol.index[0])]])
      case .jacobian: jacobianStep(symbol)
      case .deltaX: deltaXStep(symbol)
      case .parameterJacobian: parameterJacobianStep(symbol)
      default: deltaWStep(symbol)
      }
    case .vectorForm(let quantity): vectorFormStep(quantity)
    case .check(let quantity): checkStep(quantity)
    }
  }

  /// `s_k = Σ_j W_kj x_j`.
  private func preActivationStep(_ symbol: Symbol) -> DerivationStep {
    let k = symbol.index[0]
    return sumStep(
      symbol, .forward, "s_k = sum_j W_kj x_j", (1...example.n).map { j in [given(.w, k, j), given(.x, j)] },
      termName: "j")
  }

  /// `y_k = f(s_k)` or `f′(s_k)`.
  private func applicationStep(_ symbol: Symbol, stage: Stage, formula: String) -> DerivationStep {
    let k = symbol.index[0]
    let argument = factor(Symbol(.s, k), origin: .step(.entry(Symbol(.s, k))), in: symbol, term: nil)
    let branch = ELU.branch(s(k), as: ExactNumber.self)
    let right =
      switch (symbol.quantity, branch) {
      case (.y, .linear): "s_\(k)"
      case (.y, .exponential): "exp(s_\(k)) - 1"
      case (_, .linear): "1"
      case (_, .exponential): "exp(s_\(k))"
      }
    return DerivationStep(
      id: .entry(symbol), stage: stage, quantity: symbol.quantity, formula: formula,
      substituted: "\(symbol.formula) = \(right)",
      body: .application(of: symbol.quantity, to: argument, branch: branch), value: value(of: symbol),
      restsOn: [.entry(Symbol(.s, k))])
  }

  /// `∂y_k/∂x_j = f′(s_k) W_kj`.
  private func jacobianStep(_ symbol: Symbol) -> DerivationStep {
    let k = symbol.index[0]
    return sumStep(symbol, .backward, "J_kj = f'(s_k) W_kj", [[slope(k), given(.w, k, symbol.index[1])]])
  }

  /// `δx_j = Σ_k δy_k f′(s_k) W_kj`.
  private func deltaXStep(_ symbol: Symbol) -> DerivationStep {
    let j = symbol.index[0]
    return sumStep(
      symbol, .backward, "dx_j = sum_k dy_k f'(s_k) W_kj",
      (1...example.k).map { k in [given(.deltaY, k), slope(k), given(.w, k, j)] }, termName: "k")
  }

  /// `∂y_i/∂W_kj = [i = k] f′(s_k) x_j`; for `i ≠ k` the bracket alone decides.
  private func parameterJacobianStep(_ symbol: Symbol) -> DerivationStep {
    let (i, k, j) = (symbol.index[0], symbol.index[1], symbol.index[2])
    let bracket: Ingredient = .kronecker(i: i, k: k)
    return sumStep(
      symbol, .parameter, "P_ikj = [i = k] f'(s_k) x_j", [i == k ? [bracket, slope(k), given(.x, j)] : [bracket]])
  }

  /// `δW_kj = δy_k f′(s_k) x_j`.
  private func deltaWStep(_ symbol: Symbol) -> DerivationStep {
    let k = symbol.index[0]
    return sumStep(
      symbol, .parameter, "dW_kj = dy_k f'(s_k) x_j", [[given(.deltaY, k), slope(k), given(.x, symbol.index[1])]])
  }

  /// `δx = Wᵀ(δy ⊙ f′(s))`, `δW = (δy ⊙ f′(s)) xᵀ`.
  private func vectorFormStep(_ quantity: Quantity) -> DerivationStep {
    let formula = quantity == .deltaX ? "dx = W^T (dy ⊙ f'(s))" : "dW = (dy ⊙ f'(s)) x^T"
    return DerivationStep(
      id: .vectorForm(quantity), stage: .vector, quantity: quantity, formula: formula, substituted: formula,
      body: .vectorForm, value: nil, restsOn: firstEntries(of: quantity))
  }

  private func checkStep(_ quantity: Quantity) -> DerivationStep {
    let check = GradientCheck(self, quantities: [quantity], limit: 36)
    let formula =
      quantity == .deltaX ? "dx_j ≈ (L(x_j + h) - L(x_j - h)) / (2 h)" : "dW_kj ≈ (L(W_kj + h) - L(W_kj - h)) / (2 h)"
    return DerivationStep(
      id: .check(quantity), stage: .check, quantity: quantity, formula: formula, substituted: formula,
      body: .check(check.entries, total: check.total), value: nil, restsOn: firstEntries(of: quantity))
  }

  /// At most 36, so that a step of a large layer stays cheap.
  private func firstEntries(of quantity: Quantity) -> [StepID] {
    let shape = shape(quantity)
    return (0..<min(36, shape.reduce(1, *))).map { .entry(Symbol(quantity, index: Self.index(at: $0, in: shape))) }
  }

  // MARK: parts of a step

  private enum Ingredient {
    case symbol(Symbol, Factor.Origin)
    case kronecker(i: Int, k: Int)
  }

  private func given(_ quantity: Quantity, _ index: Int...) -> Ingredient {
    .symbol(Symbol(quantity, index: index), .given)
  }

  private func slope(_ k: Int) -> Ingredient { .symbol(Symbol(.fPrime, k), .step(.entry(Symbol(.fPrime, k)))) }

  private func sumStep(
    _ symbol: Symbol, _ stage: Stage, _ formula: String, _ terms: [[Ingredient]], termName: String? = nil
  ) -> DerivationStep {
    let built = terms.enumerated().map { position, ingredients in
      let term = termName.map { "\($0)\(position + 1)" }
      return DerivationTerm(
        factors: ingredients.map { ingredient in
          switch ingredient {
          case .symbol(let part, let origin): factor(part, origin: origin, in: symbol, term: term)
          case .kronecker(let i, let k):
            Factor(
              id: "\(symbol).bracket", symbol: nil, value: i == k ? .one : .zero, origin: .kronecker(i: i, k: k))
          }
        })
    }
    let right = terms.map { ingredients in
      ingredients.map { ingredient in
        switch ingredient {
        case .symbol(let part, _): part.formula
        case .kronecker(let i, let k): "[\(i) = \(k)]"
        }
      }.joined(separator: " ")
    }.joined(separator: " + ")
    return DerivationStep(
      id: .entry(symbol), stage: stage, quantity: symbol.quantity, formula: formula,
      substituted: "\(symbol.formula) = \(right)", body: .sum(built), value: value(of: symbol),
      restsOn: built.flatMap(\.factors).compactMap { if case .step(let id) = $0.origin { id } else { nil } })
  }

  private func factor(_ symbol: Symbol, origin: Factor.Origin, in owner: Symbol, term: String?) -> Factor {
    let place = [owner.description, term, symbol.quantity.rawValue].compactMap { $0 }.joined(separator: ".")
    return Factor(id: place, symbol: symbol, value: value(of: symbol), origin: origin)
  }
}

extension Derivation: Equatable {
  package static func == (a: Derivation, b: Derivation) -> Bool { a.example == b.example }
}

/// Values computed so far by their index, shared by all copies of one derivation.
private final class Known<Value: Sendable>: Sendable {
  private let known = Mutex<[Int: Value]>([:])

  func value(_ index: Int, _ compute: () -> Value) -> Value {
    if let value = known.withLock({ $0[index] }) { return value }
    let value = compute()
    known.withLock { $0[index] = value }
    return value
  }
}
