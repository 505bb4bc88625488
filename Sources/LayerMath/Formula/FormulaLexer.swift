/// Reads a formula's text into tokens: what students type, paste from a page, or paste from LaTeX.
struct FormulaLexer {
  struct Item: Equatable {
    let token: FormulaToken
    /// Counted in characters from 1.
    let column: Int
    /// As it was written, for messages.
    let text: String
    /// Whether a space stands before it.
    let isApart: Bool
  }

  /// More symbols than this are refused, which bounds the depth of every tree.
  static let symbolLimit = 1000

  let source: [Character]
  var position = 0
  var items: [Item] = []
  var isApart = false
  var subscriptDepth = 0

  /// What a lesson calls things, before what they are called everywhere.
  let names: Naming

  private init(_ text: String, _ names: Naming) { (source, self.names) = (Array(text), names) }

  static func items(of text: String, names: Naming = .standard) throws(FormulaError) -> [Item] {
    var lexer = FormulaLexer(text, names)
    try lexer.run()
    return lexer.items
  }

  mutating func run() throws(FormulaError) {
    while position < source.count {
      guard items.count < Self.symbolLimit else {
        throw FormulaError("more than \(Self.symbolLimit) symbols; split the formula", column: position + 1)
      }
      let character = source[position]
      if character.isWhitespace || character == "$" || character == "\u{200B}" || character == "\u{FEFF}" {
        isApart = true
        position += 1
      } else {
        try next(character)
        isApart = false
      }
    }
    items.append(Item(token: .end, column: source.count + 1, text: "", isApart: false))
  }

  mutating func next(_ character: Character) throws(FormulaError) {
    if isDigit(character) || (character == "." && isDigit(peek(1))) { return try number() }
    if let parts = VulgarFraction.parts(of: character) {
      return emit(.number(Rational(parts.numerator, positive: parts.denominator)), length: 1)
    }
    if character == "\\" { return try command() }
    if character.isASCII && character.isLetter { return try word() }
    if let token = names.token(String(character)) { return emit(token, length: 1) }
    if let run = subscriptRun() { return emit(.lowered(run.text), length: run.length) }
    if let run = superscriptRun() {
      guard let value = Int(run.text) else {
        throw FormulaError("cannot read the exponent `\(run.text)`; write ^(…)", column: position + 1)
      }
      return emit(.raised(value), length: run.length)
    }
    if character == "ᴷ" || character == "ⁿ" {
      emit(.caret, length: 0)
      return emit(.constant(character == "ᴷ" ? .k : .n), length: 1)
    }
    if "𝟙𝟏".contains(character), let indicator = indicator(from: position + 1) { return try lex(indicator) }
    switch character {
    case "&" where followedByRelation: position += 1
    case "_": try lowered()
    case "^": raised()
    case "[": try bracket()
    case ".": try dotted()
    case "*" where peek(1) == "*": emit(.caret, length: 2)
    case "!" where peek(1) == "=", "~" where peek(1) == "=": emit(.relation(.unequal), length: 2)
    case "<" where peek(1) == "=": emit(.relation(.lessOrEqual), length: 2)
    case ">" where peek(1) == "=": emit(.relation(.greaterOrEqual), length: 2)
    case "=": emit(.relation(.equal), length: peek(1) == "=" ? 2 : 1)
    default:
      guard let token = Self.signs[character] else {
        throw FormulaError("cannot read \(Self.shown(character)) here", column: position + 1)
      }
      emit(token, length: 1)
    }
  }

  static let signs: [Character: FormulaToken] = [
    "+": .operator(.add), "-": .operator(.subtract), "−": .operator(.subtract), "–": .operator(.subtract),
    "*": .operator(.multiply), "·": .operator(.multiply), "⋅": .operator(.multiply), "∙": .operator(.multiply),
    "×": .operator(.multiply), "∗": .operator(.multiply), "@": .operator(.multiply),
    "/": .operator(.divide), "÷": .operator(.divide), "∕": .operator(.divide),
    "⊙": .operator(.hadamard), "∘": .operator(.hadamard), "○": .operator(.hadamard), "◦": .operator(.hadamard),
    "⊗": .outer, "≈": .relation(.equal), "<": .relation(.less), ">": .relation(.greater), "≤": .relation(.lessOrEqual),
    "≥": .relation(.greaterOrEqual),
    "⩽": .relation(.lessOrEqual), "⩾": .relation(.greaterOrEqual), "≠": .relation(.unequal),
    "(": .open("("), ")": .close(")"), "{": .open("{"), "}": .close("}"), "]": .close("]"),
    "|": .bar, "∣": .bar, ",": .comma, ";": .semicolon, "&": .ampersand,
    "'": .prime, "′": .prime, "’": .prime, "ʹ": .prime,
    "ŷ": .quantity(.softmax), "ᵀ": .transpose, "⊤": .transpose, "Σ": .sum, "∑": .sum, "δ": .kroneckerOrMessage,
    "𝛿": .kroneckerOrMessage,
    "∂": .partial, "∇": .nabla, "α": .constant(.alpha), "ℯ": .constant(.e), "∧": .keyword(.and), "∨": .keyword(.or),
    "¬": .keyword(.not), "√": .squareRoot,
  ]

  /// A character as it can be read in a message: those without a look by their number.
  static func shown(_ character: Character) -> String {
    guard let scalar = character.unicodeScalars.first else { return "this" }
    let isPlain = scalar.properties.isAlphabetic || scalar.properties.isMath || (0x21...0x7E).contains(scalar.value)
    let code = String(scalar.value, radix: 16, uppercase: true)
    return isPlain
      ? "`\(character)`" : "the character U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
  }

  // MARK: reading ahead

  func peek(_ offset: Int) -> Character? {
    position + offset < source.count ? source[position + offset] : nil
  }

  /// `&=` aligns equations and means nothing else.
  var followedByRelation: Bool {
    guard let next = source[(position + 1)...].first(where: { !$0.isWhitespace }) else { return false }
    return "=<>≤≥≈".contains(next) || starts(with: "\\approx", at: 1) || starts(with: "\\le", at: 1)
  }

  func isDigit(_ character: Character?) -> Bool { character.map { $0 >= "0" && $0 <= "9" } ?? false }

  func starts(with text: String, at offset: Int = 0) -> Bool {
    var index = position + offset
    for character in text {
      guard index < source.count, source[index] == character else { return false }
      index += 1
    }
    return true
  }

  mutating func emit(_ token: FormulaToken, length: Int) {
    items.append(
      Item(
        token: token, column: position + 1,
        text: String(source[position..<min(source.count, position + length)]), isApart: isApart))
    position += length
  }

}
