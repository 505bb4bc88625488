import LayerMath

/// An answer as it was typed, before it is asked whether it is right.
package enum Answer: Sendable {
  /// Cells in rows, some of them left open.
  case cells([[AnswerCell]])
  /// A formula that speaks of the layer, judged over all layers.
  case formula(Formula)

  /// Reads an answer: numbers in any entry format with `_` or nothing for what is left open, exact forms as `1.5*exp(-1.5)`, or a
  /// formula of the whole; `(1, 2)ᵀ` is a column.
  /// - Parameters:
  ///   - derivation: of the layer, whose `K`, `n` and `α` may stand in it.
  ///   - count: how many numbers are asked for: of several, `1 exp(-1.5)` is two and no product.
  /// - Throws: `FormulaError` with the column of what cannot be read.
  package init(_ text: String, in derivation: Derivation, of count: Int = 1) throws(FormulaError) {
    guard text.contains(where: { !$0.isWhitespace }) else { throw FormulaError("nothing is answered", column: 1) }
    let refusal: EntryError
    do throws(EntryError) {
      self = .cells(try Self.typed(text))
      return
    } catch { refusal = error }
    do throws(FormulaError) {
      let formula = try FormulaParser.formula(text, names: derivation.names)
      if !formula.hasQuantity, count > 1, let rows = try? Self.pieces(text, derivation) {
        self = .cells(rows)
      } else {
        self = try Answer(formula, in: derivation)
      }
    } catch {
      if let rows = try? Self.pieces(text, derivation) {
        self = .cells(rows)
        return
      }
      // What has no letter in it was meant as numbers.
      guard text.contains(where: \.isLetter) else { throw FormulaError(refusal.message, column: 1) }
      throw error
    }
  }

  init(_ formula: Formula, in derivation: Derivation) throws(FormulaError) {
    self = formula.hasQuantity ? .formula(formula) : .cells([[try AnswerCell(formula, in: derivation)]])
  }

  /// The numbers of a text that is nothing else: as they were typed, or of several exact forms.
  static func numbers(_ text: String, in derivation: Derivation, of count: Int) -> [[AnswerCell]]? {
    if let rows = try? typed(text) { return rows }
    guard count > 1 else { return nil }
    return try? pieces(text, derivation)
  }

  private static func typed(_ text: String) throws(EntryError) -> [[AnswerCell]] {
    let bare = text.trimmingSpaces
    for sign in ["ᵀ", "^T", "^⊤", ".T"] where bare.hasSuffix("]" + sign) || bare.hasSuffix(")" + sign) {
      return turned(try typed(String(bare.dropLast(sign.count))))
    }
    return try MatrixEntry.cells(text).map { $0.map(AnswerCell.init) }
  }

  var transposed: Answer {
    switch self {
    case .cells(let rows): .cells(Self.turned(rows))
    case .formula(let formula): .formula(Formula(.transposed(formula), column: formula.column))
    }
  }

  /// Rows as columns; what is no table stays.
  static func turned(_ rows: [[AnswerCell]]) -> [[AnswerCell]] {
    guard let width = rows.first?.count, rows.allSatisfy({ $0.count == width }) else { return rows }
    return (0..<width).map { column in rows.map { $0[column] } }
  }

  /// Exact forms in rows: `exp(-1.5) 2; 1/3, 0`, apart at commas, else at blanks that stand in no brackets.
  private static func pieces(_ text: String, _ derivation: Derivation) throws(FormulaError) -> [[AnswerCell]] {
    let inner = withoutOuterBrackets(text)
    let isNested = inner.first.map { "[(".contains($0) } ?? false && inner != text.trimmingSpaces
    let lines = isNested ? split(inner, at: [","]).map(withoutOuterBrackets) : split(inner, at: [";", "\n"])
    var rows: [[AnswerCell]] = []
    for row in lines {
      let hasCommas = split(row, at: [","]).count > 1
      var cells: [AnswerCell] = []
      for piece in split(row, at: hasCommas ? [","] : [" ", "\t"]) {
        let bare = piece.trimmingSpaces
        if bare.isEmpty && !hasCommas { continue }
        let isOpen = bare.isEmpty || MatrixEntry.blanks.contains(bare)
        cells.append(
          isOpen ? .open : try AnswerCell(FormulaParser.formula(bare, names: derivation.names), in: derivation))
      }
      if !cells.isEmpty { rows.append(cells) }
    }
    guard rows.joined().count > 1 || inner != text.trimmingSpaces else { throw FormulaError("one number", column: 1) }
    return rows
  }

  /// Without brackets that hold everything.
  private static func withoutOuterBrackets(_ text: String) -> String {
    let bare = text.trimmingSpaces
    guard let first = bare.first, let last = bare.last, ["[]", "()"].contains("\(first)\(last)") else { return bare }
    var depth = 0
    for (place, character) in bare.enumerated() {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if depth == 0, place < bare.count - 1 { return bare }
    }
    return String(bare.dropFirst().dropLast()).trimmingSpaces
  }

  /// Parts between signs that stand in no brackets.
  static func split(_ text: String, at signs: Set<Character>) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if depth == 0, signs.contains(character) { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts
  }
}

/// One number of an answer.
package enum AnswerCell: Equatable, Sendable {
  case open
  /// A number as it was typed: what it stands for depends on how many digits it has.
  case typed(TypedNumber)
  /// `1.5*exp(-1.5)`
  case exact(RealNumber)
  /// `-2*0.2231`: as exact as the decimals in it.
  case computed(RealNumber)

  init(_ cell: MatrixEntry.Cell) {
    self = cell.value.map { .typed(TypedNumber($0, as: cell.text)) } ?? .open
  }

  init(_ formula: Formula, in derivation: Derivation) throws(FormulaError) {
    guard case .value(let value) = try formula.evaluated(for: derivation), value.entries.count == 1 else {
      throw FormulaError("a number belongs here", column: formula.column)
    }
    self = formula.hasDecimal ? .computed(value.entries[0]) : .exact(value.entries[0])
  }
}

extension Formula {
  /// Whether a decimal stands in it, which may have been rounded.
  var hasDecimal: Bool {
    if case .number(let value) = node { return !value.isInteger }
    return children.contains(where: \.hasDecimal)
  }
}

/// A number with its digits.
package struct TypedNumber: Equatable, Sendable {
  package let value: Rational
  /// Digits behind the point, below 0 for `1e3`; `nil` for a fraction, which is meant exactly.
  package let decimals: Int?
  /// From the first that is not 0.
  package let significantDigits: Int

  package init(_ value: Rational, as text: String) {
    self.value = value
    let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
    let mantissa = parts.first ?? ""
    let isDecimal = mantissa.allSatisfy { $0.isASCII && $0.isNumber || "+-.−".contains($0) }
    let behind = mantissa.firstIndex(of: ".").map { mantissa.distance(from: $0, to: mantissa.endIndex) - 1 } ?? 0
    let exponent = parts.count > 1 ? Int(parts[1].replacing("−", with: "-")) ?? 0 : 0
    decimals = isDecimal ? behind - exponent : nil
    significantDigits = mantissa.filter(\.isNumber).drop { $0 == "0" }.count
  }

  /// Half a unit of its last digit: what stands for it lies no farther away.
  var reach: Rational? {
    guard let decimals, abs(decimals) < 400 else { return nil }
    let unit = (0..<abs(decimals)).reduce(Rational.one) { size, _ in size * Rational(10) }
    return (decimals < 0 ? unit : unit.reciprocal ?? .zero) * Rational(1, positive: 2)
  }

  /// Whether it has digits enough to say that a value was computed.
  var isDetailed: Bool { significantDigits >= 2 || (decimals ?? 0) >= 1 }
}
