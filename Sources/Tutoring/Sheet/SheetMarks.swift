import LayerMath

/// The marks of a derivation: what was asked earns them, wherever on the sheet it stands and however large the steps are.
///
/// Source: `derive.md`, section 4.2.
package struct SheetMarks: Equatable, Sendable {
  /// Whether the derivatives of the outputs are asked for, or those of the loss.
  package enum Scheme: String, CaseIterable, Sendable {
    case outputs, loss

    /// What is to be derived: by the inputs and by every parameter of the module, a bias and a trained `a` too.
    package func goals(of example: LayerExample) -> [Quantity] {
      example.rules.computed.filter { quantity in
        switch quantity.role {
        case .jacobian: self == .outputs
        case .gradient(let target): self == .loss && [.input, .parameter].contains(target.role)
        default: false
        }
      }
    }
  }

  package enum Mark: String, CaseIterable, Sendable {
    /// The forward message: both parts.
    case forward = "F"
    /// The slope, with both branches.
    case slope = "D"
    /// The backward message.
    case backward = "X"
    /// The parameter message, of the own unit.
    case parameter = "P"
    /// That it is 0 for the other units; with the loss, that there is one path and no sum.
    case kronecker = "K"

    /// What earns it.
    package func title(_ scheme: Scheme) -> String {
      switch self {
      case .forward: "the forward message: s = Wx and y = f(s)"
      case .slope: "the slope f′(s) on every piece"
      case .backward: scheme == .outputs ? "∂yₖ/∂xⱼ, without a sum and without δy" : "δx, the sum over the units"
      case .parameter: scheme == .outputs ? "∂yₖ/∂Wₖⱼ of the own unit" : "δW, of the unit and the input of the weight"
      case .kronecker: scheme == .outputs ? "0 for the weights of other units" : "one path and no sum for a weight"
      }
    }
  }

  package private(set) var marks: [Mark: Int] = [:]
  /// A common misreading with some worth: the gradients of the loss in place of the derivatives of the outputs.
  package private(set) var special = 0

  package var points: Int { marks.values.reduce(special, +) }
  package static let most = Mark.allCases.count

  package init(_ sheet: Sheet, _ scheme: Scheme) {
    for mark in Mark.allCases { marks[mark] = 0 }
    func give(_ mark: Mark, _ isEarned: Bool) { if isEarned { marks[mark] = 1 } }
    let right = sheet.claims.filter { $0.truth == .yes }
    give(.forward, Self.hasForward(right))
    give(.slope, Self.hasSlope(right))
    let (dx, dw) = (sheet.closed(.deltaX), sheet.closed(.deltaW))
    let own = sheet.closed(.parameterJacobian)
    switch scheme {
    case .outputs:
      give(.backward, !sheet.closed(.jacobian).isEmpty || !dx.isEmpty && Self.shows(.x, of: .deltaX, right))
      give(.parameter, !own.isEmpty || !dw.isEmpty && Self.shows(.w, of: .deltaW, right))
      give(
        .kronecker, own.contains { $0.isOfEveryUnit } || (!own.isEmpty && sheet.notes.contains(where: Self.saysZero)))
      let hasNone = [Mark.backward, .parameter, .kronecker].allSatisfy { marks[$0] == 0 }
      special = hasNone && !dx.isEmpty && !dw.isEmpty ? 1 : 0
    case .loss:
      give(.backward, !dx.isEmpty)
      give(.parameter, !dw.isEmpty)
      // One path, shown by a product without a sum.
      give(
        .kronecker, right.contains { $0.quantity == .deltaW && $0.isIndexProduct } || own.contains { $0.isOfEveryUnit })
    }
  }

  /// `s = Wx` and `y = f(s)`, or `y = f(Wx)`.
  private static func hasForward(_ claims: [SheetClaim]) -> Bool {
    let given: Set<Quantity> = [.w, .x, .b]
    func speaksOnly(_ formula: Formula, of quantities: Set<Quantity>) -> Bool {
      !formula.hasDerivative && !formula.speaks(of: Set(Quantity.allCases).subtracting(quantities))
        && formula.speaks(of: quantities)
    }
    func has(_ quantity: Quantity, of quantities: Set<Quantity>) -> Bool {
      claims.contains { $0.quantity == quantity && ($0.expression.map { speaksOnly($0, of: quantities) } ?? false) }
    }
    return has(.y, of: given) || has(.s, of: given) && has(.y, of: [.s])
  }

  /// The slope written out, as its own line or within another; true for every layer, so with both branches.
  private static func hasSlope(_ claims: [SheetClaim]) -> Bool {
    claims.contains { claim in
      guard let quantity = claim.quantity, let expression = claim.expression else { return false }
      let carries: [Quantity] = [.fPrime, .jacobian, .parameterJacobian, .deltaX, .deltaW, .deltaS]
      return carries.contains(quantity) && !expression.namesSlope && !expression.hasDerivative
        && !expression.speaks(of: [.deltaS, .jacobian, .parameterJacobian, .deltaX, .deltaW])
    }
  }

  /// Whether the factors of the chain stand in a line of the gradient: the product is then shown, contracted or not.
  private static func shows(_ quantity: Quantity, of gradient: Quantity, _ claims: [SheetClaim]) -> Bool {
    claims.contains { claim in
      guard claim.quantity == gradient, let expression = claim.expression else { return false }
      return expression.hasDerivative(of: .y, by: .s) && expression.hasDerivative(of: .s, by: quantity)
    }
  }

  /// Words that say what the other units have.
  private static func saysZero(_ note: String) -> Bool {
    let text = note.lowercased()
    let says = text.contains("zero") || text.split(whereSeparator: { !$0.isNumber && $0 != "." }).contains("0")
    return says
      && ["i ≠ k", "i != k", "i≠k", "i!=k", "k ≠ i", "other unit", "i \\ne", "i \\neq"].contains { text.contains($0) }
  }
}

extension SheetClaim {
  /// Whether it says the derivatives of every output: `∂y_i/∂W_kj` with letters of their own.
  fileprivate var isOfEveryUnit: Bool {
    guard let head, case .entry(_, let indices) = head.meaning.node, indices.count == 3 else { return false }
    return indices[0] != indices[1]
  }

  /// A product of entries without a sum.
  fileprivate var isIndexProduct: Bool {
    guard let expression, head.map({ !$0.freeIndices.isEmpty }) ?? false else { return false }
    return !expression.hasSum
  }
}
