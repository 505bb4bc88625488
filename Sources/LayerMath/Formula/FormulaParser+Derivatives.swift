extension FormulaParser {
  /// `∂L/∂x_j`, `∂y_k/∂x_j`, `\frac{∂y_i}{∂W_{kj}}`: the derivatives that have a name in the lesson.
  mutating func derivative() throws(FormulaError) -> Formula {
    let column = item.column
    let isFraction = accept(.open("{"))
    let above = try derivativePart(isDenominator: false)
    if isFraction {
      try expect(.close("}"), "`}`")
      try expect(.open("{"), "`{` and the denominator")
    } else {
      try expect(.operator(.divide), "`/` and ∂ of what the derivative is by")
    }
    let below = try derivativePart(isDenominator: true)
    if isFraction { try expect(.close("}"), "`}`") }
    return try derivative(of: above, by: below, column: column)
  }

  typealias Part = (quantity: Quantity?, indices: [Formula.Index])

  /// One side of a derivative, `∂x_j`, without a quantity for `L`.
  ///
  /// `dx_j` is taken for `∂x_j` below `dL`.
  mutating func derivativePart(isDenominator: Bool) throws(FormulaError) -> Part {
    let column = item.column
    if isDenominator, case .quantity(let written) = token, let quantity = Self.differentials[written] {
      advance()
      return (quantity, try derivativeIndices(quantity))
    }
    try expect(.partial, "`∂`")
    if accept(.loss) { return (nil, []) }
    guard case .quantity(let quantity) = token, Self.differentials.values.contains(quantity) else {
      throw FormulaError("derivatives are of L, y and s, by y, s, x and W", column: column)
    }
    advance()
    return (quantity, try derivativeIndices(quantity))
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
      items[place].text == written.rawValue, let quantity = Self.differentials[written]
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
    case (.y?, let by?): by == .s || by.jacobian != nil
    case (.s?, .x?): true
    case (.s?, .w?), (.s?, .b?): !above.indices.isEmpty
    default: false
    }
  }

  private func rankError(_ quantity: Quantity, _ column: Int) -> FormulaError {
    FormulaError("\(quantity.rawValue) has \(count(quantity.rank, "index", "indices"))", column: column)
  }

  func derivative(of written: Part, by below: Part, column: Int) throws(FormulaError) -> Formula {
    var above = written
    // Of one unit the output goes without index, `∂y/∂w_2`.
    if let quantity = above.quantity, above.indices.isEmpty, !below.indices.isEmpty {
      above.indices = completed([], of: quantity)
    }
    func part(_ part: Part) -> Formula? {
      part.quantity.map { quantity in
        let whole = Formula(.quantity(quantity), column: column)
        return part.indices.isEmpty ? whole : Formula(.entry(whole, part.indices), column: column)
      }
    }
    let value = try derivativeValue(of: above, by: below, column: column)
    guard let by = part(below) else { return value }
    return Formula(.derivative(of: part(above), by: by, value: value), column: column)
  }

  private func derivativeValue(of above: Part, by below: Part, column: Int) throws(FormulaError) -> Formula {
    func named(_ quantity: Quantity, _ indices: [Formula.Index]) -> Formula {
      let whole = Formula(.quantity(quantity), column: column)
      return indices.isEmpty ? whole : Formula(.entry(whole, indices), column: column)
    }
    func bracket(_ a: Formula.Index, _ b: Formula.Index, _ value: Formula) -> Formula {
      guard a != b else { return value }
      func number(_ index: Formula.Index) -> Formula {
        switch index {
        case .letter(let letter): Formula(.index(letter), column: column)
        case .number(let number): Self.whole(number, column)
        }
      }
      let condition = Formula(.comparison(.equal, number(a), number(b)), column: column)
      return Formula(.operation(.multiply, Formula(.bracket(condition), column: column), value), column: column)
    }
    // A single number has no index to give.
    let isByNumber = below.quantity?.rank == 0
    let hasBoth = isByNumber || above.indices.isEmpty == below.indices.isEmpty
    switch (above.quantity, below.quantity) {
    case (nil, let by?) where by.gradient != nil: return named(by.gradient ?? by, below.indices)
    case (.y?, let by?) where hasBoth && by.jacobian != nil:
      return named(by.jacobian ?? by, above.indices + below.indices)
    case (.s?, .x?) where hasBoth: return named(.w, above.indices + below.indices)
    case (.y?, .s?) where hasBoth:
      let slope = Formula(.applied(.fPrime, [named(.s, above.indices)]), column: column)
      guard let a = above.indices.first, let b = below.indices.first else {
        return Formula(.applied(.diag, [slope]), column: column)
      }
      return bracket(a, b, slope)
    case (.s?, .b?) where hasBoth && !above.indices.isEmpty:
      return bracket(above.indices[0], below.indices[0], Self.whole(1, column))
    case (.s?, .w?) where hasBoth && !above.indices.isEmpty:
      return bracket(above.indices[0], below.indices[0], named(.x, [below.indices[1]]))
    default:
      throw FormulaError(
        hasBoth
          ? "this derivative has no name in the lesson; there are ∂L/∂y, ∂L/∂s, ∂L/∂x, ∂L/∂W, ∂y/∂s, ∂y/∂x, ∂y/∂W, ∂s/∂x"
          : "give indices above and below, as in ∂y_k/∂x_j, or on neither", column: column)
    }
  }
}
