/// Tokens to rows: brackets or signs, blanks or commas, and what each row says where it cannot be read.
extension MatrixEntry {
  static func rows(of text: String, withBlanks: Bool = false) throws(EntryError) -> [[Cell]] {
    let tokens = try withoutCells(tokens(of: text))
    try checkBrackets(tokens)
    // array([[…]]) carries one bracket pair more than its rows do.
    let core = unwrapped(tokens)
    let nested = core.contains { if case .open = $0 { true } else { false } }
    return try nested ? nestedRows(core, withBlanks) : flatRows(core, withBlanks)
  }

  /// Where `&` separates, a comma is a decimal point: `1,5 & 2,5`.
  private static func withoutCells(_ tokens: [Token]) throws(EntryError) -> [Token] {
    guard tokens.contains(.cell) else { return tokens }
    var result: [Token] = []
    var index = 0
    while index < tokens.count {
      if tokens[index] == .comma {
        guard case .number(let whole)? = result.last, !whole.contains("."), index + 1 < tokens.count,
          case .number(let decimals) = tokens[index + 1], decimals.allSatisfy({ $0 >= "0" && $0 <= "9" })
        else {
          throw EntryError("`,` and `&` both separate here; use one of them, and a point in decimals (0.5, not 0,5)")
        }
        result[result.count - 1] = .number(whole + "." + decimals)
        index += 2
      } else {
        result.append(tokens[index] == .cell ? .comma : tokens[index])
        index += 1
      }
    }
    return result
  }

  private static func checkBrackets(_ tokens: [Token]) throws(EntryError) {
    var open: [Character] = []
    for token in tokens {
      switch token {
      case .open(let character): open.append(character)
      case .close(let character):
        guard let last = open.popLast() else {
          throw EntryError("`\(character)` closes a bracket that was never opened; remove it")
        }
        guard closing(last) == character else {
          throw EntryError("`\(last)` is closed by `\(character)`; write `\(closing(last))`")
        }
      default: break
      }
    }
    if let last = open.last { throw EntryError("`\(last)` is never closed; add `\(closing(last))`") }
  }

  /// Removes brackets that hold everything, as long as what they hold is not one single row of a nested matrix.
  private static func unwrapped(_ tokens: [Token]) -> [Token] {
    var core = tokens[...]
    while true {
      while core.first == .newline || core.first == .tab { core = core.dropFirst() }
      while core.last == .newline || core.last == .tab || core.last == .rowBreak { core = core.dropLast() }
      guard case .open = core.first, matchesEnd(core) else { return Array(core) }
      core = core.dropFirst().dropLast()
    }
  }

  private static func matchesEnd(_ tokens: ArraySlice<Token>) -> Bool {
    var depth = 0
    for (index, token) in zip(tokens.indices, tokens) {
      if case .open = token { depth += 1 }
      if case .close = token { depth -= 1 }
      if depth == 0 { return index == tokens.endIndex - 1 }
    }
    return false
  }

  /// Rows that stand in brackets of their own: line breaks and separators between them do not count.
  private static func nestedRows(_ tokens: [Token], _ withBlanks: Bool) throws(EntryError) -> [[Cell]] {
    var rows: [[Cell]] = []
    var current: [Token] = []
    var depth = 0
    for token in tokens {
      switch token {
      case .open:
        depth += 1
        guard depth == 1 else {
          throw EntryError("the brackets are nested too deep; a matrix has rows, and rows have numbers")
        }
        current = []
      case .close:
        depth -= 1
        rows.append(try numbers(current, row: rows.count + 1, withBlanks))
      case .comma, .cell, .rowBreak, .newline, .tab:
        if depth == 1 && token == .comma { current.append(token) }
        if depth == 1 && token == .rowBreak {
          throw EntryError("`;` stands inside a row in brackets; use either `;` or brackets to separate rows")
        }
      case .number(let word), .word(let word), .strayMinus(let word):
        guard depth == 1 else {
          throw EntryError("`\(word)` stands outside the rows; every number belongs in a row's brackets")
        }
        current.append(token)
      }
    }
    return rows
  }

  private static func flatRows(_ tokens: [Token], _ withBlanks: Bool) throws(EntryError) -> [[Cell]] {
    guard let table = semicolonTable(tokens) else { return try plainRows(tokens, withBlanks) }
    // Only one of the two readings may make a matrix, or nobody knows which was meant.
    guard let rows = try? plainRows(tokens, withBlanks), Set(rows.map(\.count)).count == 1 else { return table }
    throw EntryError(
      "`;` and line breaks both end rows here, or `;` separates columns as some spreadsheets write them; use blanks or "
        + "tabs between columns, and a point in decimals (0.5, not 0,5)")
  }

  /// Lines of fields with `;` between them and commas in decimals, as spreadsheets write that use decimal commas; `nil` for
  /// what cannot be such a table.
  private static func semicolonTable(_ tokens: [Token]) -> [[Cell]]? {
    let lines = tokens.split { $0 == .newline || $0 == .tab }
    guard lines.count > 1 else { return nil }
    var rows: [[Cell]] = []
    for line in lines {
      let fields = line.split(separator: .rowBreak, omittingEmptySubsequences: false)
      guard fields.count > 1, fields.count == rows.first?.count ?? fields.count else { return nil }
      let values = fields.compactMap { field -> Cell? in
        let words = field.compactMap { if case .number(let word) = $0 { word } else { nil } }
        switch (field.count, words.count) {
        case (1, 1): return try? cell(words[0])
        case (3, 2) where field[field.startIndex + 1] == .comma && words[1].allSatisfy { $0 >= "0" && $0 <= "9" }:
          return try? cell(words[0] + "." + words[1])
        default: return nil
        }
      }
      guard values.count == fields.count else { return nil }
      rows.append(values)
    }
    return rows
  }

  private static func plainRows(_ tokens: [Token], _ withBlanks: Bool) throws(EntryError) -> [[Cell]] {
    for (index, pair) in zip(tokens, tokens.dropFirst()).enumerated() where pair.0 == .rowBreak && pair.1 == .rowBreak {
      let row = tokens[...index].count { $0 == .rowBreak } + 1
      throw EntryError("row \(row) is empty; remove one of the two `;`")
    }
    let hasSigns = tokens.contains(.rowBreak)
    let lines = tokens.split { $0 == .rowBreak || $0 == .newline }
    var rows: [[Cell]] = []
    for part in lines {
      // Beside a `;` a tab is a blank.
      let trimmed = hasSigns ? part.drop { $0 == .tab } : part
      let line = hasSigns ? trimmed.dropLast(trimmed.reversed().prefix { $0 == .tab }.count) : trimmed
      guard !line.isEmpty else { continue }
      // In TSV the tab alone separates, so two tabs in a row are an empty field.
      let hasTabs = line.contains(.tab) && !line.contains(.comma)
      let fields = hasTabs ? line.map { $0 == .tab ? .comma : $0 } : line.filter { $0 != .tab }
      rows.append(try numbers(fields, row: rows.count + 1, withBlanks))
    }
    return rows
  }

  private static func cell(_ word: String) throws(EntryError) -> Cell {
    Cell(text: word, value: try Rational.parse(word))
  }

  private static func numbers(_ tokens: [Token], row: Int, _ withBlanks: Bool) throws(EntryError) -> [Cell] {
    var values: [Cell] = []
    var expectsValue = true
    var index = 0
    let hasCommas = tokens.dropLast().contains(.comma)
    while index < tokens.count {
      let place = "row \(row), column \(values.count + 1)"
      switch tokens[index] {
      case .number(let word):
        guard expectsValue || !hasCommas else {
          throw EntryError(
            "row \(row) separates by commas and by blanks; use one of them, and a point in decimals (0.5, not 0,5)")
        }
        do { values.append(try cell(word)) } catch { throw EntryError("\(place): \(error.message)") }
        expectsValue = false
      case .word(let word) where withBlanks && blanks.contains(word):
        values.append(Cell(text: word, value: nil))
        expectsValue = false
      case .comma where withBlanks && expectsValue: values.append(Cell(text: "", value: nil))
      case .comma:
        guard !expectsValue else { throw EntryError("\(place) is empty; write a number there, 0 if you mean zero") }
        expectsValue = true
      case .strayMinus(let sign):
        var hint = "write the sign directly before its number"
        if index > 0, index + 1 < tokens.count, case .number(let left) = tokens[index - 1],
          case .number(let right) = tokens[index + 1]
        {
          hint = "write `\(left) \(sign)\(right)` for two numbers, or the result for one"
        }
        throw EntryError("\(place): `\(sign)` stands alone; \(hint)")
      case .word(let word):
        throw EntryError("\(place): cannot read `\(word.prefix(24))` as a number; write -2, 0.5, 1e-3 or 1/3")
      default: break
      }
      index += 1
    }
    // One comma at the end of a row is what CSV writers and Python leave behind.
    return values
  }
}
