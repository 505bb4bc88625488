import Curriculum
import LayerMath

/// Which wrong rules of the catalogue an equation is.
extension SheetJudge {
  /// The wrong rules of the head's quantity that the expression is; of a link of the path those of the gradient that it makes.
  func rules(_ head: Formula, _ expression: Formula) -> [String] {
    if let quantity = head.meaning.namedQuantity, diagnosis.derivation.rules[quantity] != nil, quantity.rank < 3 {
      return ids(expression, of: quantity, over: head.meaning.letters)
    }
    guard case .derivative(let of?, let by, _) = head.node, let quantity = by.leadingQuantity?.gradient,
      diagnosis.derivation.rules[quantity] != nil, let unit = of.entryIndices.first?.letter,
      [.s, .y].contains(of.leadingQuantity)
    else { return [] }
    let arriving = Formula(.entry(Formula(.quantity(of.leadingQuantity == .s ? .deltaS : .deltaY)), [.letter(unit)]))
    let whole = Formula(.operation(.multiply, arriving, expression))
    let isSummed = !by.entryIndices.contains(.letter(unit))
    return ids(
      isSummed ? Formula(.sum(unit, nil, whole)) : whole, of: quantity, over: by.entryIndices.compactMap(\.letter))
  }

  /// - Parameter letters: what the entries are counted by; they are called as in the catalogue, and each counts, also where the
  ///   expression does not speak of it.
  private func ids(_ expression: Formula, of quantity: Quantity, over letters: [String]) -> [String] {
    let own = quantity.row.letters.map(String.init)
    var renamed = expression
    if letters.count == own.count, !expression.isWhole {
      do throws(FormulaError) {
        // A letter of the catalogue that is used for something else here is called otherwise.
        for letter in own where renamed.freeIndices.contains(letter) && !letters.contains(letter) {
          renamed = try renamed.renaming(letter, to: "q")
        }
        renamed = try renamed.renaming(letters, to: own)
      } catch { return [] }
      // What is written as in the catalogue is that, whether it has a value or not.
      let key = renamed.canonical
      let written = diagnosis.misconceptions.concerning(example).filter {
        $0.quantity == quantity && $0.rule.right?.canonical == key
      }
      if !written.isEmpty { return written.map(\.id) }
      for letter in own where !renamed.freeIndices.contains(letter) {
        let index = Formula(.index(letter))
        renamed = Formula(.operation(.multiply, Formula(.bracket(Formula(.comparison(.equal, index, index)))), renamed))
      }
    }
    // The numbers at hand may hide a rule that others show.
    for layer in [diagnosis] + diagnosis.others.prefix(2) + [diagnosis.wider] {
      let found = layer.rules(of: renamed, for: quantity)
      if !found.isEmpty { return found.map(\.id) }
    }
    return []
  }
}

extension LayerDiagnosis {
  /// What helps somebody who has a wrong rule.
  func feedback(of id: String) -> String? {
    misconceptions[id].map { derivation.names.words($0.feedback) }
  }
}
