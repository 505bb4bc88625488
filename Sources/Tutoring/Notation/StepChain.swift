import LayerMath

/// Between two parts of a chain: `≈` where digits were dropped.
package enum Relation: String, CustomStringConvertible, Sendable {
  case equal = "="
  case approximate = "≈"

  package var description: String { rawValue }
  package var latex: String { self == .equal ? "=" : "\\approx" }

  init(isRounded: Bool) { self = isRounded ? .approximate : .equal }
}

/// A step as it is written out: `δx₂ = δy₁·f′(s₁)·W₁₂ + … ≈ (−2)·1·(−0.5) + … ≈ 1 + (−0.6694) ≈ 0.3306`.
///
/// Which parts are shown is for a renderer to choose; what stands between them is decided here alone.
package struct StepChain {
  /// A part of the chain, behind a relation.
  package enum Content: Equatable, Sendable {
    /// The factors of each term by their names.
    case symbols
    /// The same as numbers.
    case numbers
    /// The products of a sum.
    case products
    /// `f(s₁)`, or with the number in it.
    case call(Argument)
    /// The formula of the branch, `exp(s₁) − 1`, or with the number in it.
    case piece(Argument)
    case value
  }

  package enum Argument: Equatable, Sendable { case symbol, number }

  package struct Link: Equatable, Sendable {
    package let relation: Relation
    package let content: Content
  }

  package let step: DerivationStep
  private let number: NumberText
  /// The terms that are looked at; of five hundred a screen shows a few.
  private let terms: [DerivationTerm]

  /// - Parameter near: the terms that are shown, all without it.
  package init(_ step: DerivationStep, _ number: NumberText, near: [DerivationTerm]? = nil) {
    self.step = step
    self.number = number
    if let near {
      terms = near
    } else if case .sum(let all) = step.body {
      terms = Array(all)
    } else {
      terms = []
    }
  }

  /// `f(s₁)`, `f′(−1.5)`, `∂f(−1.5)/∂a`.
  package static func call(_ quantity: Quantity, _ argument: String, _ names: Naming) -> String {
    switch quantity.role {
    case .slope: "\(names.functionScreen)′(\(argument))"
    case .jacobian(let parameter): "∂\(names.functionScreen)(\(argument))/∂\(names.name(parameter))"
    default: "\(names.functionScreen)(\(argument))"
    }
  }

  /// The branch's formula names its argument where that is all it says, and has the number where it computes with it.
  package static func piece(_ piece: Activation.Piece, _ quantity: Quantity) -> Content {
    .piece(piece.isPlain(quantity) ? .symbol : .number)
  }

  /// The parts one after the other; the first stands behind the left side.
  package func links(_ contents: [Content]) -> [Link] {
    contents.indices.map { index in
      let before = index > 0 ? contents[index - 1] : nil
      return Link(relation: relation(to: contents[index], after: before), content: contents[index])
    }
  }

  private func relation(to content: Content, after before: Content?) -> Relation {
    switch content {
    case .symbols, .call(.symbol), .piece(.symbol): return .equal
    case .numbers: return number.relation(terms.lazy.flatMap { $0.factors.lazy.flatMap(\.inputs) })
    case .products: return number.relation(terms.lazy.map(\.value))
    case .call(.number), .piece(.number):
      // The number comes in once; from then on it is the same.
      if before == .call(.number) || before == .piece(.number) { return .equal }
      guard case .application(_, let argument, _) = step.body else { return .equal }
      return number.relation(argument.value)
    case .value: return step.value.map { number.relation($0) } ?? .equal
    }
  }
}
