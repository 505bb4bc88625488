extension Derivation {
  /// The values that a text asks for: one entry, as `dx[2]`, or all of a quantity, as `dx`.
  ///
  /// - Throws: `EntryError` for what is no value of the walk.
  package func entries(_ text: String) throws(EntryError) -> [Symbol] {
    let reference = try reference(text)
    guard case .entry(let symbol) = reference.step, reference.factor == nil else {
      throw EntryError("`\(text)` is no value; name a quantity, as dx, or an entry, as dx[2]")
    }
    return reference.count > 1 && symbol.quantity.rank > 0 ? symbols(symbol.quantity) : [symbol]
  }

  /// Reads what a user writes for a place: `dx[2]`, `dx_2`, `δx₂`-free ASCII ids, `dx` (all entries), `dx[1].k2.W`,
  /// `vector.dx`, `check.dW` for what has a vector form, or a stage's name (`backward`, all its steps).
  ///
  /// - Throws: `EntryError` that names the nearest right form.
  package func reference(_ text: String) throws(EntryError) -> StepReference {
    let text = text.trimmingSpaces
    if let stage = Stage(rawValue: text.lowercased()), let id = id(at: firstIndex(of: stage)) {
      return StepReference(step: id, count: stepCount(of: stage))
    }
    for prefix in ["vector.", "check."] where text.hasPrefix(prefix) {
      let known = prefix == "vector." ? rules.written : rules.whole
      guard let quantity = Quantity(rawValue: String(text.dropFirst(prefix.count))), known.contains(quantity) else {
        throw EntryError(
          "no step `\(text)`; there are \(known.map { prefix + $0.rawValue }.joined(separator: " and "))")
      }
      return StepReference(step: prefix == "vector." ? .vectorForm(quantity) : .check(quantity))
    }
    if let symbol = written(text), index(of: .entry(symbol)) != nil { return StepReference(step: .entry(symbol)) }
    let named = Quantity.allCases.map(\.jsonKey).first { text == $0 || text.hasPrefix($0 + "[") }
    let name = named.map { $0[...] } ?? text.prefix { $0 != "[" && $0 != "_" && $0 != "." }
    guard let quantity = Quantity.allCases.first(where: { $0.rawValue == name || $0.jsonKey == name }),
      index(of: firstEntry(quantity)) != nil
    else {
      let steps = rules.computed.map { firstEntry($0).description }.joined(separator: ", ")
      throw EntryError("no step `\(text)`; steps are \(steps)")
    }
    var rest = text.dropFirst(name.count)
    guard !rest.isEmpty else {
      return StepReference(step: firstEntry(quantity), count: shape(quantity).reduce(1, *))
    }
    var digits: [Int] = []
    if rest.hasPrefix("[") {
      guard let end = rest.firstIndex(of: "]") else { throw EntryError("`\(text)` lacks its `]`") }
      let parts = rest[rest.index(after: rest.startIndex)..<end].split(separator: ",", omittingEmptySubsequences: false)
      digits = parts.compactMap { Int(String($0).trimmingSpaces) }
      guard digits.count == parts.count else {
        throw EntryError("`\(text)`: indices are whole numbers, as in \(firstEntry(quantity))")
      }
      rest = rest[rest.index(after: end)...]
    } else if rest.hasPrefix("_") {
      let run = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      digits = quantity.rank == 1 ? [Int(run) ?? 0] : run.compactMap(\.wholeNumberValue)
      rest = rest.dropFirst(1 + run.count)
    }
    let symbol = Symbol(quantity, index: digits)
    guard index(of: .entry(symbol)) != nil else {
      let shape = shape(quantity)
      guard !shape.isEmpty else {
        throw EntryError("no step `\(text)`: \(quantity.rawValue) is one number, without index")
      }
      let form = shape.map { "1 to \($0)" }.joined(separator: ", ")
      throw EntryError("no step `\(text)`: \(quantity.rawValue) has \(count(shape.count, "index", "indices")), \(form)")
    }
    guard rest.hasPrefix(".") else {
      guard rest.isEmpty else { throw EntryError("cannot read `\(rest)` after \(symbol)") }
      return StepReference(step: .entry(symbol))
    }
    let known = step(.entry(symbol))?.factors.map(\.id) ?? []
    let id = symbol.description + rest
    guard known.contains(id) else {
      throw EntryError("no factor `\(text)`; \(symbol) has \(known.prefix(6).joined(separator: ", "))")
    }
    return StepReference(step: .entry(symbol), factor: id)
  }

  private func firstEntry(_ quantity: Quantity) -> StepID {
    .entry(Symbol(quantity, index: Array(repeating: 1, count: quantity.rank)))
  }

  /// `δx₂` and `dx2`, as they stand on the screen and on paper.
  private func written(_ text: String) -> Symbol? {
    if let quantity = Quantity.allCases.first(where: { text.hasPrefix($0.rawValue) && text != $0.rawValue }),
      case let digits = text.dropFirst(quantity.rawValue.count), digits.allSatisfy({ ("1"..."9").contains($0) }),
      digits.count == quantity.rank
    {
      return Symbol(quantity, index: digits.compactMap(\.wholeNumberValue))
    }
    guard text.unicodeScalars.contains(where: { !$0.isASCII }), let formula = try? FormulaParser.formula(text) else {
      return nil
    }
    let quantity = formula.leadingQuantity
    switch formula.node {
    case .entry(_, let indices):
      let numbers = indices.compactMap { if case .number(let number) = $0 { number } else { nil } }
      return quantity.flatMap { numbers.count == indices.count ? Symbol($0, index: numbers) : nil }
    case .applied(.fPrime, let arguments):
      guard case .entry(_, let indices)? = arguments.first?.node, case .number(let unit)? = indices.first else {
        return nil
      }
      return Symbol(.fPrime, index: [unit])
    default: return nil
    }
  }
}
