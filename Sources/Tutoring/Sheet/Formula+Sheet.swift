import LayerMath

/// A derivative by the quantities that it is of and by; of the loss without one.
struct DerivativeName: Hashable, Sendable {
  let of: Quantity?
  let by: Quantity
}

/// What is read off the tree of a line.
extension Formula {
  /// Whether a derivative stands in it.
  var hasDerivative: Bool {
    if case .derivative = node { return true }
    return children.contains(where: \.hasDerivative)
  }

  /// The derivatives in it, by what they are of and by.
  var derivatives: Set<DerivativeName> {
    if let own = derivativeName { return [own] }
    return children.reduce(into: []) { $0.formUnion($1.derivatives) }
  }

  /// `∂y_k/∂s_k` as that of y by s.
  var derivativeName: DerivativeName? {
    guard case .derivative(let of, let by, _) = node, let quantity = by.leadingQuantity else { return nil }
    // Of an expression it is none that could be said elsewhere.
    return DerivativeName(of: of == nil ? nil : of?.leadingQuantity ?? .loss, by: quantity)
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
  func renaming(_ letter: String, to other: String, exceptBy kept: Formula) -> Formula? {
    // What is kept is hidden behind a letter that nobody writes.
    let hidden = "_" + letter
    guard let marked = try? mapped({ $0 == kept ? try? kept.renaming(letter, to: hidden) : nil }),
      let renamed = try? marked.renaming(letter, to: other)
    else { return nil }
    return try? renamed.renaming(hidden, to: letter)
  }

  /// With what derivatives are by changed.
  private func mapped(_ change: (Formula) -> Formula?) throws(FormulaError) -> Formula {
    if case .derivative(let of, let by, _) = node, let new = change(by) {
      return try .derivative(of: of, by: new, column: column)
    }
    var failure: FormulaError?
    let result = mapping { child in
      do throws(FormulaError) { return try child.mapped(change) } catch {
        failure = error
        return child
      }
    }
    if let failure { throw failure }
    return result
  }

  /// Of a product with a sum in it: with all its factors inside, `Σ_k f′(s_k) …` for `f′(s_k) Σ_k …`.
  func takingIn(_ letter: String) -> Formula? {
    guard case .operation(let sign, let left, let right) = node, [.multiply, .hadamard].contains(sign) else {
      return nil
    }
    for (sum, other) in [(left, right), (right, left)] {
      guard case .sum(letter, let range, let body) = sum.node else { continue }
      return Formula(.sum(letter, range, Formula(.operation(.multiply, other, body))), column: column)
    }
    return nil
  }

  /// The letters of an entry, `k` of `f'(s_k)`.
  var letters: [String] {
    if case .applied(.fPrime, let arguments) = node { return arguments.first?.letters ?? [] }
    return entryIndices.compactMap(\.letter)
  }

  /// With products entry by entry for inner products of vectors; `nil` where there are none.
  var dotsByEntry: Formula? {
    func changed(_ formula: Formula) -> Formula {
      if case .operation(.multiply, let left, let right) = formula.node, case .transposed(let inside) = left.node {
        return Formula(.operation(.hadamard, changed(inside), changed(right)), column: formula.column)
      }
      return formula.mapping(changed)
    }
    let result = changed(self)
    return result == self ? nil : result
  }

  /// `a b` for `a + b`.
  var termsMultiplied: Formula? {
    guard case .operation(.add, let left, let right) = node else { return nil }
    return Formula(.operation(.multiply, left.termsMultiplied ?? left, right.termsMultiplied ?? right), column: column)
  }

  /// Transposed; of what is transposed already what is inside.
  var flipped: Formula {
    if case .transposed(let inside) = node { inside } else { Formula(.transposed(self), column: column) }
  }

  /// A letter that a sum binds inside another sum over it.
  var nestedLetter: String? {
    if case .sum(let letter, _, let body) = node, body.binds(letter) { return letter }
    return children.lazy.compactMap(\.nestedLetter).first
  }

  /// The letter of what is differentiated by, where a sum inside binds it: `∂/∂x_j Σ_j W_kj x_j`.
  var capturedLetter: String? {
    if case .derivative(let of?, let by, _) = node,
      let letter = by.entryIndices.lazy.compactMap(\.letter).first(where: of.binds)
    {
      return letter
    }
    return children.lazy.compactMap(\.capturedLetter).first
  }

  /// With sums over what their letters count where another range was written, `Σ_{j=1}^K W_kj x_j`, and the first such letter.
  var withoutForeignRanges: (formula: Formula, letter: (name: String, countsInputs: Bool)?) {
    var found: (name: String, countsInputs: Bool)?
    func mended(_ formula: Formula) -> Formula {
      guard case .sum(let letter, let range?, let body) = formula.node, range.from.node == .number(.one),
        let countsInputs = body.countsInputs(letter), range.to.node == .constant(countsInputs ? .k : .n)
      else { return formula.mapping(mended) }
      found = found ?? (letter, countsInputs)
      return Formula(.sum(letter, nil, mended(body)), column: formula.column)
    }
    let result = mended(self)
    return (result, found)
  }

  /// Of a derivative of an entry by an entry: the letters that count the units of both.
  var unitLetters: (String, String)? {
    guard case .derivative(let of?, let by, _) = node else { return nil }
    func unit(_ formula: Formula) -> String? {
      guard let place = formula.leadingQuantity?.unitPlace, formula.entryIndices.indices.contains(place) else {
        return nil
      }
      return formula.entryIndices[place].letter
    }
    guard let one = unit(of), let other = unit(by) else { return nil }
    return (one, other)
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
