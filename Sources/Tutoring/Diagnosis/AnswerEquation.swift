import LayerMath

/// An answer as people write it: `δx₂ = 2 − 1 = 1`.
///
/// The last side answers. What is named first must be what is asked, and what stands between must be right too: of `7 − 1 = 1`
/// nobody knows which side is meant. A name of another program, as in `ans = 3 1`, says nothing.
package struct AnswerEquation: Sendable {
  /// What it is said to be of: `δx₂`, `∂L/∂x`.
  var name: Formula?
  /// The sides between the name and the answer.
  var between: [Formula] = []
  package let answer: Answer

  /// - Throws: as `Answer`, with the column in the whole text.
  package init(_ text: String, in derivation: Derivation, of count: Int = 1) throws(FormulaError) {
    let signs: Set<Character> = ["=", "≈"]
    guard text.contains(where: signs.contains) else {
      answer = try Answer(text, in: derivation, of: count)
      return
    }
    func parsed(_ text: String) -> Formula? { try? FormulaParser.formula(text, names: derivation.names) }
    // Numbers keep the digits they were typed with.
    let parts = Answer.split(text, at: signs)
    if parts.count > 1, let left = parsed(parts.dropLast().joined(separator: "=")),
      let rows = Answer.numbers(parts[parts.count - 1], in: derivation, of: count)
    {
      let sides = Sides(left.equationSides ?? [left])
      (name, between) = (sides.name, sides.rest)
      answer = sides.isTransposed ? Answer.cells(rows).transposed : .cells(rows)
    } else if let all = parsed(text)?.equationSides {
      let sides = Sides(all)
      (name, between) = (sides.name, sides.rest.dropLast())
      let last = try Answer(all[all.count - 1], in: derivation)
      answer = sides.isTransposed ? last.transposed : last
    } else {
      answer = try Answer(text, in: derivation, of: count)
    }
  }

  /// The sides of an equation, the name apart.
  struct Sides {
    var name: Formula?
    var rest: [Formula]
    /// Whether the name was transposed: `δxᵀ = …`.
    var isTransposed = false

    init(_ sides: [Formula]) {
      rest = sides
      guard let first = sides.first else { return }
      if case .transposed(let inside) = first.node, inside.namedQuantity != nil {
        (name, isTransposed) = (inside, true)
      } else if first.namedQuantity != nil {
        name = first
      }
      if name != nil { rest.removeFirst() }
    }
  }
}

extension AnswerEquation {
  /// Whether it is said to be of something else than what is asked; an index may be left out, or be a letter.
  package func isMisnamed(for asked: [Symbol]) -> Bool {
    guard let name, let first = asked.first else { return false }
    guard name.namedQuantity == first.quantity else { return true }
    var entry = name.meaning
    if case .applied(_, let arguments) = entry.node { entry = arguments[0] }
    guard case .entry(_, let indices) = entry.node, !entry.writtenIndices.isEmpty else { return false }
    let isHere = zip(indices, first.index).allSatisfy {
      if case .number(let number) = $0 { number == $1 } else { true }
    }
    return asked.count > 1 || !isHere
  }
}
