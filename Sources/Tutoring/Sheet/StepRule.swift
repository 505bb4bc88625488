import LayerMath

/// A rule that leads from one line of a derivation to the next, in both directions.
///
/// Source: `derive.md`, section 3.5.
package enum StepRule: String, CaseIterable, Sendable {
  /// `∂L/∂y_k ↔ δy_k`
  case name = "R1"
  /// `s_k ↔ Σ_j W_kj x_j`
  case definitionOfS = "R2"
  /// `y_k ↔ f(s_k)`, and its pieces
  case definitionOfY = "R3"
  /// `∂y_i/∂V ↔ Σ_k ∂y_i/∂s_k ∂s_k/∂V`
  case chainThroughS = "R4"
  /// `∂L/∂V ↔ Σ_k ∂L/∂y_k ∂y_k/∂V`
  case chainThroughY = "R5"
  /// `∂y_i/∂s_k ↔ δ_ik f′(s_k)`
  case unitByUnit = "R6"
  /// `∂y_k/∂s_k ↔ f′(s_k)`, and its pieces
  case slope = "R7"
  /// `exp(s_k) ↔ y_k + 1`
  case slopeFromOutput = "R8"
  /// `∂/∂x_j Σ_l W_kl x_l ↔ Σ_l W_kl ∂x_l/∂x_j`
  case linearity = "R9"
  /// `∂x_l/∂x_j ↔ δ_lj`
  case kronecker = "R10"
  /// `Σ_l a_l δ_lj ↔ a_j`
  case collapse = "R11"
  /// `∂s_k/∂x_j ↔ W_kj`: R9, R10 and R11 at once
  case linearLocal = "R12"
  /// `Σ_k W_kj a_k ↔ (Wᵀa)_j`
  case vectorForm = "R13"
  /// Order, brackets, names of bound letters, numbers put in.
  case algebra = "R14"

  package var title: String {
    switch self {
    case .name: "the gradient by its name"
    case .definitionOfS: "definition of s"
    case .definitionOfY: "definition of y"
    case .chainThroughS: "chain rule through s"
    case .chainThroughY: "chain rule through y"
    case .unitByUnit: "only the own unit moves"
    case .slope: "slope of f"
    case .slopeFromOutput: "slope from the output"
    case .linearity: "linearity of ∂"
    case .kronecker: "one entry by another is 1 or 0"
    case .collapse: "the sum has one term left"
    case .linearLocal: "derivative of the linear layer"
    case .vectorForm: "matrix form"
    case .algebra: "written differently"
    }
  }

  /// What stands on both sides of it, as one writes it in the derivation of a quantity by `V`.
  package var statement: String {
    switch self {
    case .name: "∂L/∂y_k = δy_k"
    case .definitionOfS: "s_k = Σ_j W_kj x_j"
    case .definitionOfY: "y_k = f(s_k)"
    case .chainThroughS: "∂y_k/∂V = ∂y_k/∂s_k ∂s_k/∂V"
    case .chainThroughY: "∂L/∂V = Σ_k ∂L/∂y_k ∂y_k/∂V"
    case .unitByUnit: "∂y_i/∂s_k = [i = k] f'(s_k)"
    case .slope: "∂y_k/∂s_k = f'(s_k)"
    case .slopeFromOutput: "exp(s_k) = y_k + 1 where s_k ≤ 0"
    case .linearity: "∂/∂x_j Σ_l W_kl x_l = Σ_l W_kl ∂x_l/∂x_j"
    case .kronecker: "∂x_l/∂x_j = [l = j]"
    case .collapse: "Σ_l a_l [l = j] = a_j"
    case .linearLocal: "∂s_k/∂x_j = W_kj and ∂s_k/∂W_kj = x_j"
    case .vectorForm: "Σ_k W_kj a_k = (W^T a)_j"
    case .algebra: "the same, in another order"
    }
  }

  /// Words by which people name it, beside its title.
  var words: [String] {
    switch self {
    case .name: ["name", "notation", "delta"]
    case .definitionOfS: ["definition", "def", "linear", "forward"]
    case .definitionOfY: ["definition", "def", "forward", "activation", "elu"]
    case .chainThroughS, .chainThroughY: ["chain", "total"]
    case .unitByUnit: ["unit", "element", "delta", "kronecker", "own", "iverson"]
    case .slope: ["slope", "elu", "activation", "derivative of f", "f'"]
    case .slopeFromOutput: ["output", "slope"]
    case .linearity: ["linear"]
    case .kronecker: ["kronecker", "delta", "iverson"]
    case .collapse: ["collapse", "delta", "kronecker", "sum"]
    case .linearLocal: ["linear", "local", "derivative of s", "product"]
    case .vectorForm: ["matrix", "vector", "transpose"]
    case .algebra: ["algebra", "order", "rearrange", "commut", "rewrite", "same"]
    }
  }

  /// What is said of a step.
  package static func words(_ rules: [StepRule]) -> String {
    var titles: [String] = []
    var rest = rules
    if rest.contains(.chainThroughY), rest.contains(.chainThroughS) {
      titles.append("chain rule through y and s")
      rest.removeAll { [.chainThroughY, .chainThroughS].contains($0) }
    }
    // A name beside a greater step goes without saying.
    if rest.count + titles.count > 1 { rest.removeAll { $0 == .name } }
    return (titles + rest.map(\.title)).joined(separator: ", ")
  }

  /// How many major rules a step takes; both chain rules in one line are one.
  ///
  /// - Parameter target: what the derivative is by: for a weight it is a step of its own that only one unit moves.
  package static func size(_ rules: [StepRule], target: Quantity?) -> Int {
    let small: Set<StepRule> = [.name, .slopeFromOutput, .linearity, .algebra]
    let major = rules.filter { rule in
      !small.contains(rule) && !(rule == .unitByUnit && target == .x)
        && !(rule == .chainThroughS && rules.contains(.chainThroughY))
    }
    return major.count
  }
}
