import LayerMath

/// Four rungs of help for a value, each computed from the layer: the principle, where to look, the expression with one blank, the
/// value.
///
/// Only the last one says the value. Source: `tutoring.md`, section 4.3.
package struct Hints {
  private let derivation: Derivation
  private let step: DerivationStep
  private let symbol: Symbol
  private let number: NumberText
  private var names: Naming { derivation.names }

  /// `nil` for what is no entry of the walk.
  package init?(_ symbol: Symbol, in derivation: Derivation, _ number: NumberText) {
    guard let step = derivation.step(.entry(symbol)) else { return nil }
    self.derivation = derivation
    self.step = step
    self.symbol = symbol
    self.number = number
  }

  package static let count = 4

  /// - Parameter number: of the rung, from 0.
  package func text(_ number: Int) -> String {
    switch number {
    case 0: principle
    case 1: place
    case 2: blank
    default: solution
    }
  }

  private var name: String { names.name(symbol) }

  private func name(_ quantity: Quantity, unit: Int) -> String { names.name(Symbol(quantity, unit)) }

  private var principle: String {
    let quantity = symbol.quantity
    switch quantity.role {
    case .forward where quantity == .s:
      let bias = derivation.example.b == nil ? "" : ", then its bias"
      return "a weighted sum: one product of a weight and an input for each input\(bias)"
    case .forward where quantity == .y:
      return derivation.activation.joins.isEmpty
        ? "f takes the pre-activation \(name(.s, unit: symbol.index[0]))"
        : "f has pieces: which one holds is decided by \(name(.s, unit: symbol.index[0]))"
    case .slope:
      return
        "asked is how steep f is at \(name(.s, unit: symbol.index[0])), not how high: first the piece, then its derivative"
    case .gradient(of: .s):
      return "between y and s stands f: what arrives at y is multiplied by the slope of f, unit by unit"
    case .arriving: return "how does the loss move when \(name(.y, unit: symbol.index[0])) does? Differentiate it"
    case .gradient: return StepReason.opening(step, in: derivation)
    case .jacobian(let by):
      let target = names.name(by)
      return "how does \(names.name(symbol.output)) move when \(target) does? Only through its own pre-activation"
    default: return derivation.rules[quantity]?.equation.map { names.row($0) } ?? ""
    }
  }

  private var place: String {
    switch step.body {
    case .sum(let terms):
      let few = terms.count > 4 ? [terms[0], terms[1], terms[terms.count - 1]] : Array(terms)
      let parts = few.map { term in term.factors.map { names.name($0) }.joined(separator: "·") }
      let list = terms.count > 4 ? parts[0] + ", " + parts[1] + ", … " + parts[2] : parts.joined(separator: ", ")
      return "look at \(list)"
    case .application(_, let argument, _):
      guard let s = argument.symbol else { return "" }
      let side = derivation.activation.joins.isEmpty ? "" : ": on which piece of f does it lie?"
      return "look at \(names.name(s)) \(number.relation(argument.value)) \(number.text(argument.value))\(side)"
    case .vectorForm, .check: return ""
    }
  }

  /// The numbers, with `▢` for the one that was found last.
  private var blank: String {
    let hole = "▢"
    switch step.body {
    case .sum(let terms):
      guard terms.count <= 8 else {
        return "each term is \(terms[0].factors.map { names.name($0) }.joined(separator: "·")) with the index moved on"
      }
      var place: (term: Int, factor: Int)?
      for (index, term) in terms.enumerated() {
        for (position, factor) in term.factors.enumerated() {
          // Of 1 and 0 there is nothing to find out.
          if case .step = factor.origin, !factor.value.isZero, factor.value != .one { place = (index, position) }
        }
      }
      let open = place ?? (terms.count - 1, max(0, (terms.count > 0 ? terms[terms.count - 1].factors.count : 1) - 1))
      let text = terms.enumerated().map { index, term in
        term.factors.enumerated().map { position, factor in
          (index, position) == open ? hole : number.factor(factor, isSummand: terms.count > 1)
        }.joined(separator: "·")
      }.joined(separator: " + ")
      return "\(name) = \(text)"
    case .application(_, _, let piece):
      let text = piece.text(
        of: symbol.quantity, at: hole, parameter: derivation.activation.trained.map { number.text(RealNumber($0)) })
      guard !text.contains(hole) else { return "\(name) = \(text)" }
      // What does not depend on s would be the value.
      switch symbol.quantity.role {
      case .slope: return "f is straight on this piece: by how much does it rise when s rises by 1?"
      case .jacobian(let parameter): return "does \(names.name(parameter)) stand in this piece of f at all?"
      default: return "on this piece f is the same for every s: read it off its definition"
      }
    case .vectorForm, .check: return ""
    }
  }

  private var solution: String {
    StepText(derivation, number: number).lines(step).joined(separator: " ")
      + ". Why? Name what each factor is before you go on"
  }
}
