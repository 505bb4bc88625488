/// A number inside a step: `W_21 = 0.5`, and where it comes from.
package struct Factor: Equatable, Sendable {
  /// Where the value was taken from.
  package enum Origin: Equatable, Sendable {
    /// An entry of `W`, `x` or `δy`.
    case given
    case step(StepID)
    /// The Iverson bracket `[i = k]`.
    case kronecker(i: Int, k: Int)
    /// A formula with the entries of this step, `(y_1 - t_1)^2`, and what each of them is worth.
    case expression(Formula, [Input])
  }

  package struct Input: Equatable, Sendable {
    package let symbol: Symbol
    package let value: RealNumber
  }

  package let symbol: Symbol?
  package let value: RealNumber
  package let origin: Origin
  /// The entry whose step it is in, and the number of its term where there are several.
  private let owner: Symbol
  private let term: Term?

  /// `k2`: the letter that a sum runs over and what it is here.
  struct Term: Equatable, Sendable {
    let letter: Character
    let number: Int
  }

  fileprivate init(_ symbol: Symbol?, _ value: RealNumber, _ origin: Origin, of owner: Symbol, term: Term? = nil) {
    self.symbol = symbol
    self.value = value
    self.origin = origin
    self.owner = owner
    self.term = term
  }

  /// `dx[1].k2.W`.
  package var id: String {
    let term = term.map { ".\($0.letter)\($0.number)" } ?? ""
    let part = if case .expression = origin { "term" } else { symbol?.quantity.rawValue ?? "bracket" }
    return "\(owner)\(term).\(part)"
  }

  /// In the small language: `W_21`, `[1 = 2]`.
  var formula: String {
    switch origin {
    case .kronecker(let i, let k): "[\(i) = \(k)]"
    case .expression(let formula, _): formula.ascii
    default: symbol?.formula ?? ""
    }
  }

  /// The numbers that stand where it is written with numbers.
  package var inputs: [RealNumber] {
    if case .expression(_, let inputs) = origin { inputs.map(\.value) } else { [value] }
  }

  /// The entries that stand in it.
  package var symbols: [Symbol] {
    if case .expression(_, let inputs) = origin { inputs.map(\.symbol) } else { [symbol].compactMap { $0 } }
  }

  /// The steps that it takes its numbers from.
  var sources: [StepID] {
    switch origin {
    case .step(let id): [id]
    case .expression(_, let inputs): inputs.map { .entry($0.symbol) }
    case .given, .kronecker: []
    }
  }
}

/// A product of factors, one summand of a step.
package struct DerivationTerm: Equatable, Sendable {
  package let factors: [Factor]
  package var value: RealNumber { factors.reduce(.one) { $0 * $1.value } }
}

/// The summands of an entry, each built when it is asked for: a screen shows a few of five hundred.
package struct DerivationTerms: RandomAccessCollection, Equatable, Sendable {
  private let derivation: Derivation
  /// The entry they add up to.
  private let owner: Symbol
  private let summands: [Rule.Summand]
  package let count: Int

  /// As the rule has them: `s_k = Σ_j W_kj x_j` has `n` terms, `δx_j = Σ_k δy_k f′(s_k) W_kj` has `K`.
  init(of owner: Symbol, in derivation: Derivation) {
    self.derivation = derivation
    self.owner = owner
    if case .sum(let summands)? = derivation.rules[owner.quantity]?.body {
      self.summands = summands
      count = summands.reduce(0) { $0 + $1.count(k: derivation.k, n: derivation.n) }
    } else {
      summands = []
      count = 1
    }
  }

  package static func == (a: DerivationTerms, b: DerivationTerms) -> Bool {
    a.owner == b.owner && a.derivation == b.derivation
  }

  /// Terms of one kind, one after the other.
  package var groups: [Range<Int>] {
    var start = 0
    let all = summands.map { summand in
      let end = start + summand.count(k: derivation.k, n: derivation.n)
      defer { start = end }
      return start..<end
    }
    return all.isEmpty ? [0..<count] : all
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(position: Int) -> DerivationTerm {
    var rest = position
    for summand in summands {
      let count = summand.count(k: derivation.k, n: derivation.n)
      if rest < count { return term(summand, rest + 1) }
      rest -= count
    }
    // A value that was given stands for itself.
    return DerivationTerm(factors: [Factor(owner, of: owner, term: nil, in: derivation)])
  }

  private func term(_ summand: Rule.Summand, _ number: Int) -> DerivationTerm {
    let term = summand.letter.map { Factor.Term(letter: $0, number: number) }
    func index(_ place: Rule.Pattern.Place) -> Int {
      switch place {
      case .owner(let place): owner.index[place]
      case .term: number
      }
    }
    var factors: [Factor] = []
    for pattern in derivation.factors(of: summand) {
      switch pattern {
      case .entry(let quantity, let places):
        factors.append(Factor(Symbol(quantity, index: places.map(index)), of: owner, term: term, in: derivation))
      case .bracket(let first, let second):
        let (i, k) = (index(first), index(second))
        factors.append(Factor(nil, i == k ? .one : .zero, .kronecker(i: i, k: k), of: owner, term: term))
        // Where it is 0 it alone decides.
        if i != k { return DerivationTerm(factors: factors) }
      case .expression(let formula):
        factors.append(expression(formula, summand.letter, number, term))
      }
    }
    return DerivationTerm(factors: factors)
  }
}

extension DerivationTerms {
  private func expression(
    _ formula: Formula, _ letter: Character?, _ number: Int, _ term: Factor.Term?
  ) -> Factor {
    var places = Dictionary(
      uniqueKeysWithValues: zip(owner.quantity.row.letters.map(String.init), owner.index))
    if let letter { places[String(letter)] = number }
    let value = FormulaEvaluation(shapes: FormulaShapes(derivation)).value(of: formula, places)
    let instance = formula.instance(places, k: derivation.k, n: derivation.n)
    let inputs = instance.symbols.map { Factor.Input(symbol: $0, value: derivation.value(of: $0)) }
    return Factor(
      nil, value.entries.first ?? .undefined(.beyond("no number")), .expression(instance, inputs), of: owner, term: term
    )
  }
}

extension Formula {
  /// With numbers for index letters, and short sums written out: `exp(y_1) + exp(y_2)`.
  fileprivate func instance(_ places: [String: Int], k: Int, n: Int) -> Formula {
    switch node {
    case .entry(let base, let indices):
      let indices = indices.map { index in
        if case .letter(let letter) = index, let place = places[letter] { Index.number(place) } else { index }
      }
      return Formula(.entry(base, indices))
    case .sum(let letter, nil, let body):
      let size = letter == "j" || letter == "l" ? n : k
      guard size <= 8 else { return self }
      let terms = (1...size).map { body.instance(places.merging([letter: $0]) { $1 }, k: k, n: n) }
      return terms.dropFirst().reduce(terms[0]) { Formula(.operation(.add, $0, $1)) }
    default: return mapping { $0.instance(places, k: k, n: n) }
    }
  }

  /// The entries in it with all indices written out, each once, from left to right.
  fileprivate var symbols: [Symbol] {
    var found: [Symbol] = []
    func collect(_ formula: Formula) {
      if let symbol = formula.entrySymbol {
        if !found.contains(symbol) { found.append(symbol) }
      } else {
        formula.children.forEach(collect)
      }
    }
    collect(self)
    return found
  }

  /// The entry that it is, with its indices written out.
  package var entrySymbol: Symbol? {
    switch node {
    case .quantity(let quantity): return quantity.rank == 0 ? Symbol(quantity, index: []) : nil
    case .entry(let base, let indices):
      guard case .quantity(let quantity) = base.node else { return nil }
      let numbers = indices.compactMap { if case .number(let number) = $0 { number } else { nil } }
      return numbers.count == quantity.rank ? Symbol(quantity, index: numbers) : nil
    default: return nil
    }
  }
}

extension Derivation {
  /// How many terms of how many factors an entry adds up, without a look at any value.
  package func termShapes(of owner: Symbol) -> [(terms: Int, factors: Int)] {
    guard case .sum(let summands)? = rules[owner.quantity]?.body else { return [(1, 1)] }
    return summands.map { summand in
      let factors = factors(of: summand)
      // A bracket that is 0 ends its product.
      let zero = factors.firstIndex {
        guard case .bracket(.owner(let i), .owner(let k)) = $0 else { return false }
        return owner.index[i] != owner.index[k]
      }
      return (summand.count(k: k, n: n), zero.map { $0 + 1 } ?? factors.count)
    }
  }

  /// The factors of a summand; where one unit goes without index `[i = k]` says nothing.
  fileprivate func factors(of summand: Rule.Summand) -> [Rule.Pattern] {
    guard names.isOfOneUnit else { return summand.factors }
    return summand.factors.filter { if case .bracket = $0 { false } else { true } }
  }
}

extension Rule.Summand {
  /// Terms of a layer with K units and n inputs.
  func count(k: Int, n: Int) -> Int { letter == nil ? 1 : runsOverInputs ? n : k }
}

extension Factor {
  /// A quantity's entry inside the step of `owner`.
  init(_ symbol: Symbol, of owner: Symbol, term: Term?, in derivation: Derivation) {
    self.init(
      symbol, derivation.value(of: symbol), derivation.isGiven(symbol.quantity) ? .given : .step(.entry(symbol)),
      of: owner,
      term: term)
  }
}
