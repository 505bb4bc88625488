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
  package static let blanks = ["_", "·", "▢", "?"]

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

  enum Token: Equatable {
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

  static func closing(_ open: Character) -> Character {
    switch open {
    case "[": "]"
    case "(": ")"
    default: "}"
    }
  }

  static func tokens(of text: String) throws(EntryError) -> [Token] {
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
}
