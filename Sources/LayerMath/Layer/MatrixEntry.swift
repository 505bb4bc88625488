/// Reads a matrix or a vector in every format that people type or paste; used wherever numbers are entered.
///
/// `1 2; 3 4`, `1,2;3,4`, `[1 2; 3 4]`, `[[1,2],[3,4]]` (inner brackets are rows), `{{1,2},{3,4}}`, tuples, what programs print
/// (`PrintedMatrix`), rows on lines of their own, TSV, CSV, and LaTeX `bmatrix`, `pmatrix`. A vector is a row, a column or bare numbers. `1 -2` is two numbers; `1 - 2` is refused with a hint. Text of
/// several lines may stand on one, with `⏎` for each line break.
package enum MatrixEntry {
  /// Rows and columns up to this number.
  package static let sizeLimit = 4096

  /// - Throws: `EntryError` that names the row and column, and what would be right.
  package static func matrix(_ text: String) throws(EntryError) -> Matrix<Rational> {
    try rectangle(rows(of: text).map { $0.compactMap(\.value) })
  }

  /// A number of an entry as it was typed: how many digits it has says how exactly it was meant.
  package struct Cell: Equatable, Sendable {
    package let text: String
    /// `nil` for what was left open, `_` or nothing between two commas.
    package let value: Rational?
  }

  /// What may stand for a number that is left open.
  private static let blanks = ["_", "·", "▢", "?"]

  /// A matrix or vector as an answer, of which some may be left open; rows of any length.
  /// - Throws: `EntryError` as for numbers.
  package static func cells(_ text: String) throws(EntryError) -> [[Cell]] { try rows(of: text, withBlanks: true) }

  /// Reads a vector: one row or one column.
  package static func vector(_ text: String) throws(EntryError) -> [Rational] {
    let matrix = try matrix(text)
    guard matrix.rows == 1 || matrix.columns == 1 else {
      throw EntryError("a vector is one row or one column; this is \(matrix.rows)×\(matrix.columns)")
    }
    return matrix.elements
  }

  /// Reads the parts of a layer and checks that their shapes fit; without a text for `b` it has no bias, without one for `δy`
  /// a loss is to follow.
  package static func example(
    w: String, x: String, deltaY: String?, b: String? = nil
  ) throws(EntryError) -> LayerExample {
    let w = try named("W") { () throws(EntryError) in try matrix(w) }
    return try LayerExample(
      w: w, x: vector(x, of: .x),
      deltaY: deltaY.map { text throws(EntryError) in try vector(text, of: .deltaY) }
        ?? Array(repeating: .zero, count: w.rows),
      b: b.map { text throws(EntryError) in try vector(text, of: .b) })
  }

  private static func vector(_ text: String, of part: LayerExample.Part) throws(EntryError) -> [Rational] {
    try named(part.rawValue) { () throws(EntryError) in try vector(text) }
  }

  /// `example` with one part read anew; a new `W` of another shape is refused unless `resizing` fits the others.
  package static func replacing(
    _ part: LayerExample.Part, in example: LayerExample, with text: String, resizing: Bool = false
  ) throws(EntryError) -> LayerExample {
    guard part == .w else {
      let entries = try vector(text, of: part)
      if part == .t, let loss = example.loss {
        return try example.with(.t, named("t") { () throws(EntryError) in try example.targets(entries, behind: loss) })
      }
      return try example.with(part, entries)
    }
    let w = try named("W") { () throws(EntryError) in try matrix(text) }
    if !resizing {
      try LayerExample.checkShapes(
        k: w.rows, n: w.columns, x: example.x.count, deltaY: example.deltaY.count, b: example.b?.count)
    }
    return example.with(w: w)
  }

  private static func named<T>(_ part: String, _ body: () throws(EntryError) -> T) throws(EntryError) -> T {
    do { return try body() } catch { throw error.named(part) }
  }

  private static func rectangle(_ rows: [[Rational]]) throws(EntryError) -> Matrix<Rational> {
    guard let first = rows.first, !first.isEmpty else {
      throw EntryError("there is no number here; write rows like 1 2; 3 4")
    }
    for (index, row) in rows.enumerated() where row.count != first.count {
      throw EntryError(
        "row \(index + 1) has \(count(row.count, "entry", "entries")), row 1 has \(first.count): "
          + "all rows need the same number")
    }
    guard rows.count <= sizeLimit && first.count <= sizeLimit else {
      throw EntryError("\(rows.count)×\(first.count) is too large; at most \(sizeLimit) rows and \(sizeLimit) columns")
    }
    return Matrix(rows: rows.count, columns: first.count, elements: rows.flatMap { $0 })
  }

  // MARK: tokens

  private enum Token: Equatable {
    case number(String)
    case open(Character)
    case close(Character)
    case comma
    /// `&` of LaTeX.
    case cell
    case rowBreak
    case newline
    case tab
    case strayMinus(String)
    case word(String)
  }

  private static func closing(_ open: Character) -> Character {
    switch open {
    case "[": "]"
    case "(": ")"
    default: "}"
    }
  }

  private static func tokens(of text: String) throws(EntryError) -> [Token] {
    let text = withoutByteOrderMark(text)
    try checkText(text)
    var tokens: [Token] = []
    var depth = 0
    var extent = Extent()
    var rest = Substring(PrintedMatrix.numbers(in: text))
    while let character = rest.first {
      try extent.note(character, depth: depth)
      switch character {
      case "[", "(", "{":
        depth += 1
        tokens.append(.open(character))
        rest.removeFirst()
      case "]", ")", "}":
        depth -= 1
        tokens.append(.close(character))
        rest.removeFirst()
      case ",":
        tokens.append(.comma)
        rest.removeFirst()
      case "&":
        tokens.append(.cell)
        rest.removeFirst()
      case ";":
        tokens.append(.rowBreak)
        rest.removeFirst()
      case "\\" where rest.hasPrefix("\\\\"):
        tokens.append(.rowBreak)
        rest.removeFirst(2)
      case "\t":
        tokens.append(.tab)
        rest.removeFirst()
      case "\n", "\r\n", "\r", "⏎":
        tokens.append(.newline)
        rest.removeFirst()
      case _ where character.isWhitespace:
        rest.removeFirst()
      default:
        let word = rest.prefix { !$0.isWhitespace && !",;&[](){}\\⏎".contains($0) }
        guard !word.isEmpty else {
          throw EntryError("unexpected `\(rest.prefix(12))`; write rows like 1 2; 3 4")
        }
        rest = rest.dropFirst(word.count)
        tokens.append(token(String(word)))
        extent.entries += 1
      }
    }
    return tokens
  }

  /// How much has been read, so that ten million numbers are refused before they fill the memory.
  private struct Extent {
    var entries = 0
    private var rows = 0

    mutating func note(_ character: Character, depth: Int) throws(EntryError) {
      if character == ";" || character == "]" || character == ")" || character == "}"
        || (depth == 0 && (character.isNewline || character == "⏎"))
      {
        rows += 1
        entries = 0
      }
      guard entries <= MatrixEntry.sizeLimit || depth > 1 || !character.isWhitespace else {
        throw EntryError("a row has more than \(MatrixEntry.sizeLimit) entries; at most \(MatrixEntry.sizeLimit) fit")
      }
      // Three closing signs a row at the most: `];` and a line break.
      guard rows <= 3 * MatrixEntry.sizeLimit + 16 else {
        throw EntryError("there are more than \(MatrixEntry.sizeLimit) rows; at most \(MatrixEntry.sizeLimit) fit")
      }
    }
  }

  /// What Windows programs put before a text says nothing of the text.
  private static func withoutByteOrderMark(_ text: String) -> String {
    text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }

  /// What no number contains, and LaTeX that was cut off.
  private static func checkText(_ text: String) throws(EntryError) {
    for byte in text.utf8 where (byte < 0x20 && byte != 9 && byte != 10 && byte != 13) || byte == 0x7F {
      throw EntryError("there is a control character (code \(byte)) in it; paste plain text")
    }
    if let error = EntryError.invisible(in: text) { throw error }
    guard text.utf8.contains(UInt8(ascii: "\\")), let begin = text.firstRange(of: "\\begin{") else { return }
    let name = text[begin.upperBound...].prefix { $0 != "}" }
    guard text.firstRange(of: "\\end{\(name)}") != nil else {
      throw EntryError("`\\begin{\(name.prefix(20))}` is never closed; add `\\end{\(name.prefix(20))}`")
    }
  }

  private static func token(_ word: String) -> Token {
    if word == "-" || word == "\u{2212}" || word == "+" { return .strayMinus(word) }
    let body = word.drop { $0 == "-" || $0 == "+" || $0 == "\u{2212}" }
    if let first = body.first, first.isLetter || blanks.contains(word), !Rational.isNoNumber(body) {
      return .word(word)
    }
    return .number(word)
  }

  // MARK: rows

  private static func rows(of text: String, withBlanks: Bool = false) throws(EntryError) -> [[Cell]] {
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
