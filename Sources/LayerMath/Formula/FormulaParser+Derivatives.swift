extension FormulaParser {
  /// `∂L/∂x_j`, `∂y_k/∂x_j`, `\frac{∂y_i}{∂W_{kj}}`, `∂(Σ_l W_kl x_l)/∂x_j`, `∂/∂x_j Σ_l W_kl x_l`.
  mutating func derivative() throws(FormulaError) -> Formula {
    let column = item.column
    let isFraction = accept(.open("{"))
    try expect(.partial, "`∂`")
    let end: FormulaToken = isFraction ? .close("}") : .operator(.divide)
    // Of what follows: `∂/∂x_j …`.
    let isOfTheNext = token == end
    var above: Part?
    var expression: Formula?
    if !isOfTheNext, token != .loss {
      if case .quantity(let quantity) = token {
        advance()
        above = (quantity, try derivativeIndices(quantity))
      } else {
        guard beginsOperand else { throw unexpected("what the derivative is of, as in ∂y_k/∂x_j") }
        expression = try nested { (parser) throws(FormulaError) in try parser.postfix() }
      }
    } else if !isOfTheNext {
      advance()
    }
    if isFraction {
      try expect(.close("}"), "`}`")
      try expect(.open("{"), "`{` and the denominator")
    } else {
      try expect(.operator(.divide), "`/` and ∂ of what the derivative is by")
    }
    let below = try denominator()
    if isFraction { try expect(.close("}"), "`}`") }
    if isOfTheNext {
      guard beginsOperand else { throw unexpected("what is differentiated") }
      expression = try nested { (parser) throws(FormulaError) in try parser.product() }
    }
    if let expression { return try .derivative(of: expression, by: formula(below, column), column: column) }
    return try derivative(of: above, by: below, column: column)
  }

  /// `∇_x L`: the gradient of the loss.
  mutating func nabla() throws(FormulaError) -> Formula {
    let column = item.column
    advance()
    guard case .lowered(let text) = token,
      let quantity = quantity(named: text.filter { !" {},".contains($0) }), quantity.gradient != nil
    else { throw unexpected("what the gradient is by, as in ∇_x L") }
    advance()
    try expect(.loss, "`L`, as in ∇_x L")
    return try .derivative(of: nil, by: Formula(.quantity(quantity), column: column), column: column)
  }

  private func quantity(named text: String) -> Quantity? {
    if case .quantity(let own)? = names.token(text) { own } else { Quantity(rawValue: text) }
  }

  typealias Part = (quantity: Quantity, indices: [Formula.Index])

  /// `∂x_j` below a fraction line; `dx_j` is taken for it.
  private mutating func denominator() throws(FormulaError) -> Part {
    let column = item.column
    if case .quantity(let written) = token, let quantity = Self.differentials[written] {
      advance()
      return (quantity, try derivativeIndices(quantity))
    }
    try expect(.partial, "`∂`")
    guard case .quantity(let quantity) = token, Self.differentials.values.contains(quantity) else {
      throw FormulaError("derivatives are by y, s, x and W", column: column)
    }
    advance()
    return (quantity, try derivativeIndices(quantity))
  }

  private func formula(_ part: Part, _ column: Int) -> Formula {
    let whole = Formula(.quantity(part.quantity), column: column)
    return part.indices.isEmpty ? whole : Formula(.entry(whole, part.indices), column: column)
  }

  mutating func derivativeIndices(_ quantity: Quantity) throws(FormulaError) -> [Formula.Index] {
    guard case .lowered(let text) = token else { return [] }
    let column = item.column
    advance()
    let indices = completed(try indices(text, rank: quantity.rank, column: column), of: quantity)
    guard indices.count == quantity.rank else { throw rankError(quantity, column) }
    return indices
  }

  /// `dy_k/dx_j` and `\frac{dy_k}{dx_j}`, as many write a derivative; `nil` where the tokens ahead are none.
  ///
  /// Gradients are named `dy`, `dx` too, but nobody divides one entry of a gradient by another: that is written with δ.
  mutating func plainDerivative() throws(FormulaError) -> Formula? {
    let isFraction = token == .open("{")
    guard let above = plainPart(at: isFraction ? next + 1 : next) else { return nil }
    let between: [FormulaToken] = isFraction ? [.close("}"), .open("{")] : [.operator(.divide)]
    let start = above.end + between.count
    guard start < items.count, items[above.end..<start].map(\.token) == between, let below = plainPart(at: start),
      (above.indices == nil) == (below.indices == nil) || below.quantity.rank == 0,
      !isFraction || items[below.end].token == .close("}")
    else { return nil }
    let column = item.column
    func part(_ part: PlainPart) throws(FormulaError) -> Part {
      guard let text = part.indices else { return (part.quantity, []) }
      let indices = try indices(text, rank: part.quantity.rank, column: part.column)
      guard indices.count == part.quantity.rank else { throw rankError(part.quantity, part.column) }
      return (part.quantity, indices)
    }
    let (of, by) = (try part(above), try part(below))
    guard hasName(of, by) else {
      // Of whole gradients the shapes say what is wrong.
      guard above.indices != nil else { return nil }
      let (a, b) = (above.quantity.rawValue, below.quantity.rawValue)
      throw FormulaError(
        "d\(a)/d\(b) reads as the derivative of \(a) by \(b), which has no name here; the quotient of the gradients is δ\(a)/δ\(b)",
        column: column)
    }
    next = isFraction ? below.end + 1 : below.end
    return try derivative(of: of, by: by, column: column)
  }

  private struct PlainPart {
    let quantity: Quantity
    let indices: String?
    let column: Int
    /// The place behind it.
    let end: Int
  }

  private func plainPart(at place: Int) -> PlainPart? {
    guard place + 1 < items.count, case .quantity(let written) = items[place].token,
      items[place].text.first == "d", !items[place].text.hasPrefix("delta"),
      let quantity = Self.differentials[written]
    else { return nil }
    guard case .lowered(let text) = items[place + 1].token else {
      return PlainPart(quantity: quantity, indices: nil, column: items[place].column, end: place + 1)
    }
    return PlainPart(quantity: quantity, indices: text, column: items[place + 1].column, end: place + 2)
  }

  /// `dx` as the differential of `x`: the gradient of each quantity that has one.
  static let differentials = Dictionary(
    uniqueKeysWithValues: Quantity.allCases.compactMap { quantity in quantity.gradient.map { ($0, quantity) } })

  private func hasName(_ above: Part, _ below: Part) -> Bool {
    switch (above.quantity, below.quantity) {
    case (.y, let by): by == .s || by.jacobian != nil || by == .y && !above.indices.isEmpty
    case (.s, .x): true
    case (.s, .w), (.s, .b), (.s, .s), (.x, .x), (.w, .w), (.b, .b): !above.indices.isEmpty
    default: false
    }
  }

  private func rankError(_ quantity: Quantity, _ column: Int) -> FormulaError {
    FormulaError("\(quantity.rawValue) has \(count(quantity.rank, "index", "indices"))", column: column)
  }

  /// - Parameter written: `nil` for the loss.
  private func derivative(of written: Part?, by below: Part, column: Int) throws(FormulaError) -> Formula {
    guard var above = written else { return try .derivative(of: nil, by: formula(below, column), column: column) }
    // Of one unit the output goes without index, `∂y/∂w_2`.
    if above.indices.isEmpty, !below.indices.isEmpty { above.indices = completed([], of: above.quantity) }
    var below = below
    if names.isOfOneUnit, above.quantity == .s, above.indices.isEmpty, [.w, .b].contains(below.quantity) {
      // `∂s/∂w = x`, entry by entry.
      above.indices = [.number(1)]
      below.indices = below.quantity.row.letters.map { $0 == "j" ? .letter("j") : .number(1) }
    }
    return try .derivative(of: formula(above, column), by: formula(below, column), column: column)
  }
}
