/// The letters of a formula: what they count, which of them sums bind, and what they are called.
extension Formula {
  /// The indices of an entry of a quantity.
  package var entryIndices: [Index] { if case .entry(_, let indices) = node { indices } else { [] } }

  /// Whether a free letter of it counts inputs, by what it indexes; `nil` where it indexes nothing.
  package func countsInputs(_ letter: String) -> Bool? {
    // In `Σ_l x_l [l = p]` p counts what l counts.
    countsInputsByIndex(letter) ?? comparedLetter(with: letter).flatMap(countsInputsAnywhere)
  }

  /// The letter that a bracket compares with another.
  private func comparedLetter(with letter: String) -> String? {
    if case .bracket(let condition) = node, case .comparison(.equal, let a, let b) = condition.node {
      switch (a.node, b.node) {
      case (.index(letter), .index(let other)), (.index(let other), .index(letter)): return other
      default: break
      }
    }
    return children.lazy.compactMap { $0.comparedLetter(with: letter) }.first
  }

  /// The same, also of a letter that a sum binds.
  private func countsInputsAnywhere(_ letter: String) -> Bool? {
    if case .sum(letter, _, let body) = node { return body.countsInputsByIndex(letter) }
    return countsInputsByIndex(letter) ?? children.lazy.compactMap { $0.countsInputsAnywhere(letter) }.first
  }

  private func countsInputsByIndex(_ letter: String) -> Bool? {
    switch node {
    case .entry(let base, let indices):
      guard case .quantity(let quantity) = base.node else { break }
      for (place, index) in zip(quantity.row.letters, indices) where index == .letter(letter) { return place == "j" }
      return nil
    case .sum(letter, _, _): return nil
    case .derivative(let of, let by, _):
      // What is written counts, also where what it is worth says it no more: `l` in ∂y_i/∂s_l.
      return by.countsInputsByIndex(letter) ?? of?.countsInputsByIndex(letter)
    default: break
    }
    return children.lazy.compactMap { $0.countsInputsByIndex(letter) }.first
  }

  /// Whether a sum over a letter counts inputs: by what stands in it, else by the letter.
  package func sumCountsInputs(_ letter: String) -> Bool { countsInputs(letter) ?? ["j", "l"].contains(letter) }

  /// Whether a sum in it binds a letter.
  package func binds(_ letter: String) -> Bool {
    if case .sum(letter, _, _) = node { return true }
    return children.contains { $0.binds(letter) }
  }

  /// The same with a free letter called otherwise.
  package func renaming(_ letter: String, to other: String, column: Int? = nil) throws(FormulaError) -> Formula {
    func index(_ index: Index) -> Index { index == .letter(letter) ? .letter(other) : index }
    switch node {
    case .index(letter): return Formula(.index(other), column: self.column)
    case .entry(let base, let indices):
      return Formula(.entry(try base.renaming(letter, to: other), indices.map(index)), column: self.column)
    case .derivative(let of, let by, _):
      let newOf = try of.map { (formula) throws(FormulaError) in try formula.renaming(letter, to: other) }
      return try .derivative(of: newOf, by: by.renaming(letter, to: other), column: self.column)
    case .sum(letter, _, _): return self
    case .sum(other, let range, let body) where body.freeIndices.contains(letter):
      // The new name is taken inside: the sum gets another letter.
      let taken = Set(body.freeIndices + [letter, other])
      let fresh = Self.freshLetter(besides: taken, in: body)
      let inside = try body.renaming(other, to: fresh).renaming(letter, to: other)
      return Formula(.sum(fresh, range, inside), column: self.column)
    default:
      var failure: FormulaError?
      let result = mapping { child in
        do throws(FormulaError) { return try child.renaming(letter, to: other) } catch {
          failure = error
          return child
        }
      }
      if let failure { throw failure }
      return result
    }
  }

  /// A letter that nobody uses there.
  static func freshLetter(besides taken: Set<String>, in body: Formula) -> String {
    let letters = ["l", "m", "p", "q", "r", "i", "k", "j"]
    return letters.first { !taken.contains($0) && !body.binds($0) } ?? "_\(taken.count)"
  }

  /// The same with free letters called otherwise, all at once, so that `k, j` may become `j, k`.
  package func renaming(_ letters: [String], to others: [String]) throws(FormulaError) -> Formula {
    var result = self
    for (place, letter) in letters.enumerated() { result = try result.renaming(letter, to: "_\(place)") }
    for (place, other) in others.enumerated() { result = try result.renaming("_\(place)", to: other) }
    return result
  }
}

extension Formula.Index {
  package var letter: String? { if case .letter(let letter) = self { letter } else { nil } }
}
