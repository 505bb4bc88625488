import LayerMath

/// What is read off the tree of a line.
extension Formula {
  /// Whether a derivative stands in it.
  var hasDerivative: Bool {
    if case .derivative = node { return true }
    return children.contains(where: \.hasDerivative)
  }

  /// Whether a derivative of this by that stands in it.
  func hasDerivative(of quantity: Quantity, by other: Quantity) -> Bool {
    if case .derivative(let of, let by, _) = node, of?.bareQuantity == quantity, by.bareQuantity == other {
      return true
    }
    // `∂s_k/∂x_j` is worth W_kj and is none any more inside.
    return children.contains { $0.hasDerivative(of: quantity, by: other) }
  }

  /// Whether the slope stands in it by its name.
  var namesSlope: Bool {
    if case .applied(.fPrime, _) = node { return true }
    if case .quantity(.fPrime) = node { return true }
    return children.contains(where: \.namesSlope)
  }

  var hasSum: Bool {
    if case .sum = node { return true }
    return children.contains(where: \.hasSum)
  }

  private var bareQuantity: Quantity? {
    switch node {
    case .quantity(let quantity): quantity
    case .entry(let base, _): base.bareQuantity
    default: nil
    }
  }

  /// Whether it stands for one number.
  var isNumber: Bool { freeIndices.isEmpty && namedQuantity.map { $0.rank == 0 } ?? false }

  /// Whether it is a name alone: `∂y_k/∂x_j`, `δx_j`, `f'(s_k)`.
  var isName: Bool {
    switch meaning.node {
    case .quantity, .applied(.fPrime, _): true
    case .entry(let base, _): base.isName
    default: false
    }
  }

  /// Whether a sum in it binds a letter.
  func binds(_ letter: String) -> Bool {
    if case .sum(letter, _, _) = node { return true }
    return children.contains { $0.binds(letter) }
  }

  /// A letter that a sum binds and that stands nowhere in it.
  var idleSum: String? {
    if case .sum(let letter, _, let body) = node, !body.freeIndices.contains(letter) { return letter }
    return children.lazy.compactMap(\.idleSum).first
  }

  /// A letter that counts units in one place and inputs in another.
  var kindClash: String? {
    var kinds: [String: Bool] = [:]
    return clash(&kinds)
  }

  /// - Parameter kinds: of each letter whether it counts inputs.
  private func clash(_ kinds: inout [String: Bool]) -> String? {
    if case .sum(let letter, _, let body) = node {
      // Within its sum it is a letter of its own.
      let outer = kinds[letter]
      kinds[letter] = nil
      defer { kinds[letter] = outer }
      return body.clash(&kinds)
    }
    if case .entry(let base, let indices) = node, case .quantity(let quantity) = base.node {
      let letters = quantity.row.letters.map(String.init)
      for (place, index) in indices.enumerated() where place < letters.count {
        guard case .letter(let letter) = index else { continue }
        let countsInputs = letters[place] == "j"
        if let known = kinds[letter], known != countsInputs { return letter }
        kinds[letter] = countsInputs
      }
    }
    if case .derivative(let of, let by, _) = node {
      // What is written counts, not what it is worth.
      for part in [of, by].compactMap({ $0 }) { if let found = part.clash(&kinds) { return found } }
      return nil
    }
    for child in children { if let found = child.clash(&kinds) { return found } }
    return nil
  }

  /// The same with a letter called otherwise, and what it is worth anew; what is differentiated by `kept` stays.
  func renaming(_ letter: String, to other: String, exceptBy kept: Formula?, _ names: Naming) -> Formula? {
    func index(_ index: Index) -> Index { index == .letter(letter) ? .letter(other) : index }
    func renamed(_ formula: Formula) -> Formula {
      switch formula.node {
      case .index(letter): return Formula(.index(other), column: formula.column)
      case .entry(let base, let indices):
        return Formula(.entry(renamed(base), indices.map(index)), column: formula.column)
      case .derivative(let of, let by, _):
        let newBy = by == kept ? by : renamed(by)
        let text = "\(of.map { "∂" + renamed($0).ascii } ?? "∂L")/∂\(newBy.ascii)"
        return (try? FormulaParser.formula(text)) ?? formula
      case .sum(letter, _, _): return formula
      default: return formula.mapping(renamed)
      }
    }
    return renamed(self)
  }

  /// With whole gradients of L as rows.
  var withGradientRows: Formula {
    if case .quantity(let quantity) = node, case .gradient = quantity.role {
      return Formula(.transposed(self), column: column)
    }
    if case .quantity(.deltaY) = node { return Formula(.transposed(self), column: column) }
    if case .derivative(nil, _, let value) = node, value.freeIndices.isEmpty { return value.withGradientRows }
    if case .entry = node { return self }
    return mapping(\.withGradientRows)
  }
}
