import LayerMath

/// What a student is to be able to do, in the order of the derivation.
package enum Skill: String, CaseIterable, Sendable {
  case weightedSum = "sum"
  case branchChoice = "branch"
  case activation = "f"
  case slope
  case deltaS = "delta"
  case sumOverUnits = "paths"
  case outerProduct = "outer"
  case shapes
  case jacobian

  /// As a student reads it.
  package var title: String {
    switch self {
    case .weightedSum: "weighted sum"
    case .branchChoice: "branch of f"
    case .activation: "value of f"
    case .slope: "slope f′"
    case .deltaS: "δs = δy ⊙ f′"
    case .sumOverUnits: "sum over units"
    case .outerProduct: "outer product"
    case .shapes: "shapes"
    case .jacobian: "Jacobian"
    }
  }

  /// What a quantity asks for; `nil` for what is given.
  package init?(_ quantity: Quantity) {
    switch quantity.role {
    case .parameter, .input, .target: return nil
    case .forward: self = quantity == .s ? .weightedSum : .activation
    // Where a loss stands behind, δy is its slope.
    case .slope, .arriving: self = .slope
    case .gradient(of: .s): self = .deltaS
    case .gradient(of: .x): self = .sumOverUnits
    case .gradient: self = .outerProduct
    case .jacobian: self = .jacobian
    }
  }

  /// What a right answer shows: with a value of f or its slope the branch was chosen too, where f has any.
  package static func shown(by quantity: Quantity, on example: LayerExample) -> [Skill] {
    guard let skill = Skill(quantity) else { return [] }
    let chooses = [.y, .fPrime].contains(quantity) && !example.activation.joins.isEmpty
    return chooses ? [.branchChoice, skill] : [skill]
  }

  /// What a wrong answer speaks of: the skill of the step whose rule was wrong, else of what was asked.
  package static func blamed(by rules: [Misconception], asked quantity: Quantity) -> Skill? {
    let own = Set(rules.compactMap(\.skill))
    // Of several explanations none is known to be the one.
    return own.count == 1 ? own.first : Skill(quantity)
  }
}
