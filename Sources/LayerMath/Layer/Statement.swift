/// A line that is no action: an assignment, or a formula to compute.
package enum Statement: Equatable, Sendable {
  /// `W = 1 2; 3 4`, with the values as they were written.
  case assignment(Target, values: String, column: Int)
  case formula(Formula)

  /// What can be assigned: the three parts of a layer and their entries, all else follows from them.
  package enum Target: Equatable, Sendable {
    case part(LayerExample.Part)
    /// 1-based; the column counts only for `W`.
    case entry(LayerExample.Part, row: Int, column: Int)

    package var part: LayerExample.Part {
      switch self {
      case .part(let part), .entry(let part, _, _): part
      }
    }
  }

  /// - Throws: `FormulaError` with the column in `text`.
  ///
  /// - Parameter names: what a lesson calls things.
  package static func parse(_ text: String, names: Naming = .standard) throws(FormulaError) -> Statement {
    let characters = Array(text)
    if let place = equalSign(in: characters) {
      let left = String(characters[..<place])
      if let formula = try? FormulaParser.formula(left, names: names), let target = Target(formula) {
        return .assignment(target, values: String(characters[(place + 1)...]), column: place + 2)
      }
      try refuseComputed(left, String(characters[(place + 1)...]))
    }
    return .formula(try FormulaParser.formula(text, names: names))
  }

  /// `s = 1 2` is no equation; it wants to set what follows from other numbers.
  private static func refuseComputed(_ left: String, _ right: String) throws(FormulaError) {
    guard let formula = try? FormulaParser.formula(left), (try? FormulaParser.formula(right)) == nil,
      (try? MatrixEntry.matrix(right)) != nil
    else { return }
    guard case .quantity(let quantity) = formula.meaning.node else { return }
    throw FormulaError("\(quantity.rawValue) follows from W, x and dy; set one of those", column: 1)
  }

  /// The first `=` that is not part of `==`, `<=`, `>=` or `!=`, outside brackets.
  private static func equalSign(in characters: [Character]) -> Int? {
    var depth = 0
    for (index, character) in characters.enumerated() {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      guard character == "=", depth == 0 else { continue }
      let isDouble = index + 1 < characters.count && characters[index + 1] == "="
      let isRelation = index > 0 && "<>!=~".contains(characters[index - 1])
      return isDouble || isRelation ? nil : index
    }
    return nil
  }
}

extension Statement.Target {
  init?(_ formula: Formula) {
    func part(_ quantity: Quantity) -> LayerExample.Part? {
      LayerExample.Part.allCases.first { $0.quantity == quantity }
    }
    switch formula.meaning.node {
    case .quantity(let quantity):
      guard let part = part(quantity) else { return nil }
      self = .part(part)
    case .entry(let base, let indices):
      guard case .quantity(let quantity) = base.node, let part = part(quantity) else { return nil }
      let numbers = indices.compactMap { if case .number(let number) = $0 { number } else { nil } }
      guard numbers.count == indices.count, let row = numbers.first else { return nil }
      self = .entry(part, row: row, column: numbers.count > 1 ? numbers[1] : 1)
    default: return nil
    }
  }
}

extension LayerExample {
  /// This example with a part or an entry assigned: entered values, or a formula with rational values such as `W^T`.
  ///
  /// A new `W` may bring another shape; `x` and `δy` follow with zeros.
  /// - Throws: `FormulaError` with the column within `values`; nothing is lost.
  package func assigning(_ target: Statement.Target, _ values: String) throws(FormulaError) -> LayerExample {
    switch target {
    case .part(let part):
      if part.isOptional, values.trimmingSpaces == "none" { return withoutBias }
      guard part.isOptional || parts.contains(part) else { throw FormulaError(Self.lacking(part), column: 1) }
      let entered: EntryError
      do throws(EntryError) {
        return try MatrixEntry.replacing(part, in: self, with: values, resizing: part == .w)
      } catch { entered = error }
      guard let formula = try? FormulaParser.formula(values, names: names), !formula.isPlainNumber else {
        throw FormulaError(entered.message, column: 1)
      }
      return try assigning(part, formula)
    case .entry(let part, _, _) where !parts.contains(part):
      throw FormulaError(Self.lacking(part), column: 1)
    case .entry(let part, let row, let column):
      let (rows, columns) = shape(of: part)
      guard (1...rows).contains(row), (1...columns).contains(column) else {
        throw FormulaError(
          "\(part.rawValue) \(part.isMatrix ? "is \(rows)×\(columns)" : "has \(count(rows, "entry", "entries"))"); "
            + "there is no \(part.rawValue)[\(part.isMatrix ? "\(row),\(column)" : "\(row)")]", column: 1)
      }
      let formula = try FormulaParser.formula(values, names: names)
      guard case .value(let value) = try formula.evaluated(for: Derivation(self)), value.shape == .scalar else {
        throw FormulaError("an entry takes one number", column: 1)
      }
      guard let number = value.rationals?.first else { throw Self.irrational(formula) }
      return replacing(part, row: row - 1, column: column - 1, with: number)
    }
  }

  private func assigning(_ part: Part, _ formula: Formula) throws(FormulaError) -> LayerExample {
    guard case .value(let value) = try formula.evaluated(for: Derivation(self)) else {
      throw FormulaError("a condition is no value for \(part.rawValue)", column: 1)
    }
    guard let numbers = value.rationals else { throw Self.irrational(formula) }
    do throws(EntryError) {
      switch (part, value.shape) {
      case (.w, .matrix(let rows, let columns)):
        return with(w: Matrix(rows: rows, columns: columns, elements: numbers))
      case (.x, .vector), (.x, .row), (.deltaY, .vector), (.deltaY, .row), (.b, .vector), (.b, .row), (.t, .vector),
        (.t, .row), (.a, .scalar):
        return try with(part, numbers)
      default:
        let wanted = part.isMatrix ? "a matrix" : part.quantity.rank == 0 ? "a number" : "a vector"
        throw EntryError("`\(formula.ascii)` gives \(value.shape.words); \(part.rawValue) is \(wanted)")
      }
    } catch {
      throw FormulaError(error.message, column: 1)
    }
  }

  private static func irrational(_ formula: Formula) -> FormulaError {
    FormulaError("`\(formula.ascii)` is not rational; what is entered holds rational numbers", column: 1)
  }
}

extension Formula {
  /// A number or a product of such, for which the entry parser has the better message.
  fileprivate var isPlainNumber: Bool {
    switch node {
    case .number, .literal: true
    case .negated(let inside): inside.isPlainNumber
    default: false
    }
  }
}
