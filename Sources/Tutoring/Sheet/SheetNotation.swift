import LayerMath

/// What a sheet has agreed on: other letters, gradients as rows, W with a row for each input.
///
/// Seen or said once, it holds to its end.
struct SheetNotation: Equatable, Sendable {
  private struct Call: Equatable, Sendable {
    let letter: String
    let quantity: Quantity
  }

  private var calls: [Call] = []
  /// What `δ` is alone.
  private var loneDelta: Quantity?
  /// Whether W is n×K: a row for each input.
  private(set) var weightsByInput = false
  /// Whether the sheet is of one unit, `s = w^T x`, all of whose quantities go without its index.
  var isOfOneUnit = false
  /// Whether whole gradients of L are rows, and Jacobians may stand transposed; said once.
  var isLayoutKnown = false
  /// What was said of a layout, which is said once.
  var said: Set<String> = []

  /// The names of the module and those of the sheet.
  func names(_ names: Naming) -> Naming {
    var names = names
    if let loneDelta { names.loneDelta = loneDelta }
    for call in calls {
      if let name = Naming.Name(latex: Self.latex(call.letter)) { names.alsoRead(name, as: call.quantity) }
    }
    return names
  }

  /// `σ` as LaTeX has it, a letter as it is.
  private static func latex(_ letter: String) -> String {
    ["σ": "\\sigma", "φ": "\\phi", "ψ": "\\psi", "ρ": "\\rho", "θ": "\\theta"][letter] ?? letter
  }

  /// A formula as it is meant: W as this program stores it.
  func meant(_ formula: Formula) -> Formula {
    isOfOneUnit ? formula.ofOneUnit : weightsByInput ? formula.withWeightsExchanged : formula
  }

  // MARK: declarations

  /// Takes a line that declares something; what is to be said of it, `nil` for any other line.
  mutating func declare(_ line: String, _ names: Naming) -> String? {
    let text = line.lowercased().trimmingSpaces
    let plain = text.filter { !$0.isWhitespace && !"{}$\\".contains($0) }.replacing("times", with: "×")
    func says(_ parts: String...) -> Bool { parts.contains { plain.contains($0) } }
    if plain.hasPrefix("w"), !plain.contains("="), says("n×k", "nxk", "n*k") {
      weightsByInput = true
      return "W has one row for each input here; it is read so from here on"
    }
    if plain.hasPrefix("w"), !plain.contains("="), says("k×n", "kxn", "k*n") { return "as it is here" }
    if !plain.contains("="), plain.contains("gradient") || plain.contains("layout"), says("row", "numerator") {
      isLayoutKnown = true
      return "gradients of L may stand as rows from here on"
    }
    if plain == "b=0", !names.reads("b0") { return "as it is here: there is no bias" }
    return declareLetter(line, names)
  }

  /// `z for s`, `let z be s`.
  mutating func declareLetter(_ line: String, _ names: Naming) -> String? {
    let words = line.split(whereSeparator: { $0.isWhitespace || $0 == "," }).map(String.init)
      .filter { $0 != "I" && !["let", "write", "call", "use", "we"].contains($0.lowercased()) }
    if words.count == 3, ["for", "is", "be", "means", "=", ":="].contains(words[1]) {
      let (letter, name) = words[1] == "for" || names.reads(words[2]) ? (words[0], words[2]) : (words[2], words[0])
      if let quantity = Self.bare(name, names) {
        if Self.bare(letter, names) == quantity { return "as it is here" }
        if call(letter, quantity, names) { return "\(letter) is \(names.name(quantity)) on this sheet" }
      }
    }
    return nil
  }

  private static func bare(_ text: String, _ names: Naming) -> Quantity? {
    guard let formula = try? FormulaParser.formula(text, names: names), case .quantity(let quantity) = formula.node
    else {
      return nil
    }
    return quantity
  }

  /// A letter that means nothing yet; whether it does now.
  mutating func call(_ letter: String, _ quantity: Quantity, _ names: Naming) -> Bool {
    guard !names.reads(letter), Naming.Name(latex: Self.latex(letter)) != nil else { return false }
    calls.append(Call(letter: letter, quantity: quantity))
    return true
  }

  /// With the letter on the left of an equation for each quantity that it might be: `z_k = Σ_j W_kj x_j`.
  func naming(leftOf text: String, _ names: Naming) -> [(notation: SheetNotation, letter: String, quantity: Quantity)] {
    let text = text.filter { !$0.isWhitespace && !"{}$".contains($0) }
    let isWord = text.first == "\\" || text.hasPrefix("delta")
    let letter = isWord ? String(text.prefix { $0 == "\\" || $0.isLetter }) : String(text.prefix(1))
    let rest = text.dropFirst(letter.count)
    guard letter.contains(where: \.isLetter),
      rest.isEmpty || rest.first == "_" || rest.first == "[" || rest.first == "("
    else {
      return []
    }
    let spoken = Naming.Name(latex: letter)?.screen ?? letter
    if ["δ", "\\delta", "delta"].contains(letter) {
      // Alone it is somebody's own; what it is of would stand behind it.
      return names.loneDelta != nil
        ? []
        : [Quantity.deltaS, .deltaY].map { quantity in
          var notation = self
          notation.loneDelta = quantity
          return (notation, "δ", quantity)
        }
    }
    return [Quantity.s, .y].compactMap { quantity in
      var notation = self
      return notation.call(spoken, quantity, names) ? (notation, spoken, quantity) : nil
    }
  }
}

extension Formula {
  /// With the unit's index everywhere, and the vectors over the inputs by their entry j: `w` is `W_1j`, `w^T x` its sum.
  fileprivate var ofOneUnit: Formula {
    func entry(_ quantity: Quantity) -> Formula {
      let indices = quantity.row.letters.map { $0 == "j" ? Index.letter("j") : Index.number(1) }
      return indices.isEmpty ? self : Formula(.entry(Formula(.quantity(quantity)), indices), column: column)
    }
    switch node {
    case .quantity(let quantity): return entry(quantity)
    case .entry(let base, _): if case .quantity = base.node { return self }
    case .operation(.multiply, let left, let right)
    where left.node == .quantity(.w) && right.node == .quantity(.x)
      || left.node == .transposed(Formula(.quantity(.x)))
        && [.quantity(.w), .transposed(Formula(.quantity(.w)))].contains(right.node):
      let letter = [Index.letter("l")]
      let term = Formula(
        .operation(
          .multiply, Formula(.entry(Formula(.quantity(.w)), [.number(1)] + letter)),
          Formula(.entry(Formula(.quantity(.x)), letter))))
      return Formula(.sum("l", nil, term), column: column)
    case .operation(.hadamard, let left, let right):
      return Formula(.operation(.multiply, left.ofOneUnit, right.ofOneUnit), column: column)
    case .transposed(let inside): return inside.ofOneUnit
    case .derivative(let of, let by, _):
      return (try? .derivative(of: of?.ofOneUnit, by: by.ofOneUnit, column: column)) ?? self
    default: break
    }
    return mapping(\.ofOneUnit)
  }

  /// With rows and columns of W and of its gradient exchanged.
  fileprivate var withWeightsExchanged: Formula {
    switch node {
    case .quantity(.w), .quantity(.deltaW): return Formula(.transposed(self), column: column)
    case .entry(let base, let indices)
    where indices.count == 2 && [.quantity(.w), .quantity(.deltaW)].contains(base.node):
      return Formula(.entry(base, indices.reversed()), column: column)
    case .entry(let base, _): if case .quantity = base.node { return self }
    case .transposed(let inside) where [.quantity(.w), .quantity(.deltaW)].contains(inside.node): return inside
    case .derivative(let of, let by, let value):
      guard case .entry(let base, let indices) = by.node, base.node == .quantity(.w), indices.count == 2 else {
        guard by.leadingQuantity == .w else { return self }
        return of == nil ? Formula(.transposed(value), column: column) : self
      }
      let other = Formula(.entry(base, indices.reversed()), column: column)
      return (try? .derivative(of: of?.withWeightsExchanged, by: other, column: column)) ?? self
    default: break
    }
    return mapping(\.withWeightsExchanged)
  }
}
