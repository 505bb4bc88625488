/// Subscripts and superscripts in all their spellings, dots and index brackets.
extension FormulaLexer {
  static let subscripts: [Character: Character] = [
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8", "₉": "9", "ᵢ": "i",
    "ⱼ": "j", "ₖ": "k", "ₗ": "l", "ₘ": "m", "ₚ": "p", "ₓ": "x", "ₛ": "s", "ᵧ": "y", "ᵣ": "r",
    "₌": "=",
  ]

  static let superscripts: [Character: Character] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "-",
  ]

  func subscriptRun() -> (text: String, length: Int)? { run(of: Self.subscripts) }

  func superscriptRun() -> (text: String, length: Int)? { run(of: Self.superscripts) }

  func run(of table: [Character: Character]) -> (text: String, length: Int)? {
    let run = source[position...].prefix { table[$0] != nil }
    return run.isEmpty ? nil : (String(run.compactMap { table[$0] }), run.count)
  }

  /// `_kj`, `_12`, `_{k,j}`, `_y,k` after δ.
  mutating func lowered() throws(FormulaError) {
    let start = position + 1
    if peek(1) == "{" {
      guard let end = closing(of: "{", at: start) else {
        throw FormulaError("`{` is never closed; add `}`", column: start + 1)
      }
      return emit(.lowered(String(source[(start + 1)..<end])), length: end + 1 - position)
    }
    var end = start
    let isMessage = items.last?.token == .kroneckerOrMessage
    if isMessage || items.last?.token == .nabla, end < source.count {
      let isNamed = if case .quantity? = names.token(String(source[end])) { true } else { false }
      if isNamed || "xysWba".contains(source[end]) { end += 1 }
    }
    func isIndex(_ place: Int) -> Bool {
      place < source.count && (isDigit(source[place]) || Self.indexLetters.contains(source[place]))
    }
    while isIndex(end) { end += 1 }
    guard end > start else {
      if start < source.count, source[start].isLetter {
        throw FormulaError(
          "`\(source[start])` is no index letter; indices are whole numbers from 1 or letters such as k and j",
          column: start + 1)
      }
      throw FormulaError("expected an index after `_`, as in x_j, W_kj or W_21", column: start + 1)
    }
    // `δ_y,k` and `W_k,j`: a comma belongs to the indices where one is still missing.
    let wanted =
      switch items.last?.token {
      case .quantity(let quantity): quantity.rank
      case .kroneckerOrMessage: 3
      default: 0
      }
    while end - start < wanted + 1, end < source.count, source[end] == ",", isIndex(end + 1) {
      guard isMessage || end - start < wanted else { break }
      end += 1
      while isIndex(end) { end += 1 }
    }
    emit(.lowered(String(source[start..<end])), length: end - position)
  }

  /// `^T` in its spellings, `^'`, else a caret.
  mutating func raised() {
    let spellings = [
      "T", "{T}", "\\top", "{\\top}", "⊤", "{⊤}", "\\mathsf{T}", "{\\mathsf{T}}", "\\mathsf T", "{\\mathsf T}",
      "\\intercal", "{\\intercal}", "\\mathrm{T}", "{\\mathrm{T}}", "\\text{T}",
      "{\\text{T}}", "\\textrm{T}", "{\\textrm{T}}", "\\operatorname{T}", "{\\operatorname{T}}", "\\mathbf{T}",
    ]
    for spelling in spellings where starts(with: spelling, at: 1) {
      let after = peek(1 + spelling.count)
      if spelling.last?.isLetter == true, after.map({ $0.isLetter && $0.isASCII }) ?? false { continue }
      return emit(.transpose, length: 1 + spelling.count)
    }
    for spelling in ["\\prime", "{\\prime}"] where starts(with: spelling, at: 1) {
      return emit(.prime, length: 1 + spelling.count)
    }
    emit(.caret, length: 1)
  }

  /// `.*`, `.T`, `.^`, `./`.
  mutating func dotted() throws(FormulaError) {
    switch peek(1) {
    case "*": emit(.operator(.hadamard), length: 2)
    case "T" where !(peek(2)?.isLetter ?? false): emit(.transpose, length: 2)
    case "/": emit(.operator(.hadamardDivide), length: 2)
    case "^": emit(.caret, length: 2)
    default:
      // The full stop of a sentence.
      let rest = source[(position + 1)...].drop { $0.isWhitespace || $0 == "$" }
      if rest.isEmpty || rest.starts(with: "\\end{") || rest.starts(with: "}"), !items.isEmpty {
        position += 1
        return
      }
      throw FormulaError(
        "cannot read `.` here; decimals are 0.5, the transpose is ^T, and .* and ./ go entry by entry",
        column: position + 1)
    }
  }

  /// Indices after an operand, a condition in an Iverson bracket, or a matrix of numbers.
  mutating func bracket() throws(FormulaError) {
    guard let end = closing(of: "[", at: position) else {
      throw FormulaError("`[` is never closed; add `]`", column: position + 1)
    }
    let inside = source[(position + 1)..<end]
    // `(y_k + 1)[s_k <= 0]` is a product: no index has a relation in it.
    let hasRelation = inside.contains { "=<>≤≥≠⩽⩾".contains($0) }
    // `W[k][j]`
    if !isApart, !hasRelation, let last = items.last, case .lowered(let first) = last.token, last.text.hasSuffix("]") {
      let item = items.removeLast()
      items.append(
        Item(
          token: .lowered(first + inside + ","), column: item.column, text: item.text + String(source[position...end]),
          isApart: item.isApart))
      position = end + 1
      return
    }
    if !isApart, !hasRelation, let last = items.last?.token, Self.canBeIndexed(last) {
      return emit(.lowered(String(inside) + ","), length: end + 1 - position)
    }
    let isCondition = hasRelation || String(inside).contains("\\")
    if isCondition { return emit(.open("["), length: 1) }
    let text = String(source[position...end])
    do throws(EntryError) {
      emit(.literal(try MatrixEntry.matrix(text)), length: end + 1 - position)
    } catch {
      throw FormulaError(error.message, column: position + 1)
    }
  }

  static func canBeIndexed(_ token: FormulaToken) -> Bool {
    switch token {
    case .quantity, .close, .transpose, .prime, .function(.fPrime), .literal: true
    default: false
    }
  }

  /// The place of the bracket that closes the one at `place`.
  func closing(of bracket: Character, at place: Int) -> Int? {
    let other: Character = bracket == "{" ? "}" : "]"
    var depth = 0
    for index in place..<source.count {
      if source[index] == bracket { depth += 1 }
      if source[index] == other {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

}
