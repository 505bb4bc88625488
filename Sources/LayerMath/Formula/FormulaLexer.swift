/// A word of a formula, the same for all of its spellings.
enum FormulaToken: Equatable {
  case number(Rational)
  case literal(Matrix<Rational>)
  case constant(Formula.Constant)
  case quantity(Quantity)
  case index(String)
  case function(Formula.Function)
  case squareRoot
  /// `outer(a, b)`, `a ⊗ b`
  case outer
  /// `transpose(W)`
  case transposition
  case rectifier
  case `operator`(Formula.Operator)
  case relation(Formula.Relation)
  /// `_kj`, `[k, j]`, `₂₁`: the indices as written, separators kept.
  case lowered(String)
  case caret
  /// `⁻¹`
  case raised(Int)
  case transpose
  case prime
  case sum
  case kroneckerOrMessage
  case partial
  /// `L`, of which only derivatives can be written.
  case loss
  case fraction
  case open(Character)
  case close(Character)
  case bar
  case comma
  case semicolon
  case ampersand
  case rowBreak
  case beginCases
  case endCases
  case keyword(Keyword)
  case end

  enum Keyword: String, CaseIterable { case `if`, then, `else`, otherwise, and, or, not }
}

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

  private let source: [Character]
  private var position = 0
  private var items: [Item] = []
  private var isApart = false
  private var subscriptDepth = 0

  private init(_ text: String) { source = Array(text) }

  static func items(of text: String) throws(FormulaError) -> [Item] {
    var lexer = FormulaLexer(text)
    try lexer.run()
    return lexer.items
  }

  private mutating func run() throws(FormulaError) {
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

  private mutating func next(_ character: Character) throws(FormulaError) {
    if isDigit(character) || (character == "." && isDigit(peek(1))) { return try number() }
    if let parts = VulgarFraction.parts[character] {
      return emit(.number(Rational(parts.numerator, positive: parts.denominator)), length: 1)
    }
    if character == "\\" { return try command() }
    if character.isASCII && character.isLetter { return try word() }
    if let run = subscriptRun() { return emit(.lowered(run.text), length: run.length) }
    if let run = superscriptRun() {
      guard let value = Int(run.text) else {
        throw FormulaError("cannot read the exponent `\(run.text)`; write ^(…)", column: position + 1)
      }
      return emit(.raised(value), length: run.length)
    }
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

  private static let signs: [Character: FormulaToken] = [
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
    "ᵀ": .transpose, "⊤": .transpose, "Σ": .sum, "∑": .sum, "δ": .kroneckerOrMessage, "𝛿": .kroneckerOrMessage,
    "∂": .partial, "α": .constant(.alpha), "ℯ": .constant(.e), "∧": .keyword(.and), "∨": .keyword(.or),
    "¬": .keyword(.not), "√": .squareRoot,
  ]

  /// A character as it can be read in a message: those without a look by their number.
  private static func shown(_ character: Character) -> String {
    guard let scalar = character.unicodeScalars.first else { return "this" }
    let isPlain = scalar.properties.isAlphabetic || scalar.properties.isMath || (0x21...0x7E).contains(scalar.value)
    let code = String(scalar.value, radix: 16, uppercase: true)
    return isPlain
      ? "`\(character)`" : "the character U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
  }

  // MARK: reading ahead

  private func peek(_ offset: Int) -> Character? {
    position + offset < source.count ? source[position + offset] : nil
  }

  /// `&=` aligns equations and means nothing else.
  private var followedByRelation: Bool {
    guard let next = source[(position + 1)...].first(where: { !$0.isWhitespace }) else { return false }
    return "=<>≤≥≈".contains(next) || starts(with: "\\approx", at: 1) || starts(with: "\\le", at: 1)
  }

  private func isDigit(_ character: Character?) -> Bool { character.map { $0 >= "0" && $0 <= "9" } ?? false }

  private func starts(with text: String, at offset: Int = 0) -> Bool {
    var index = position + offset
    for character in text {
      guard index < source.count, source[index] == character else { return false }
      index += 1
    }
    return true
  }

  private mutating func emit(_ token: FormulaToken, length: Int) {
    items.append(
      Item(
        token: token, column: position + 1,
        text: String(source[position..<min(source.count, position + length)]), isApart: isApart))
    position += length
  }

  // MARK: numbers and words

  private mutating func number() throws(FormulaError) {
    var end = position
    func skipDigits() { while end < source.count, isDigit(source[end]) { end += 1 } }
    skipDigits()
    if end < source.count, source[end] == ".", end + 1 < source.count, isDigit(source[end + 1]) {
      end += 1
      skipDigits()
    } else if end < source.count, source[end] == ".",
      end + 1 == source.count || !(source[end + 1] == "*" || source[end + 1].isLetter || source[end + 1] == "^")
    {
      end += 1
    }
    if end < source.count, source[end] == "e" || source[end] == "E" {
      let sign = end + 1 < source.count && "+-−".contains(source[end + 1]) ? 1 : 0
      if end + 1 + sign < source.count, isDigit(source[end + 1 + sign]) {
        end += 1 + sign
        skipDigits()
      }
    }
    let text = String(source[position..<end])
    do throws(EntryError) {
      emit(.number(try Rational.parse(text)), length: end - position)
    } catch {
      throw FormulaError(error.message, column: position + 1)
    }
  }

  private mutating func word() throws(FormulaError) {
    let run = source[position...].prefix { $0.isASCII && $0.isLetter }
    let text = String(run)
    if starts(with: "f_prime") { return emit(.function(.fPrime), length: 7) }
    // `np.exp`, `torch.exp`: where a function comes from does not matter.
    if ["np", "numpy", "torch", "math"].contains(text), source[(position + run.count)...].prefix(2).first == ".",
      source[(position + run.count)...].dropFirst().first?.isLetter ?? false
    {
      position += run.count + 1
      return
    }
    if text == "dL" {
      emit(.partial, length: 1)
      return emit(.loss, length: 1)
    }
    if let token = Self.words[text] { return emit(token, length: run.count) }
    guard let parts = Self.product(of: text) else { throw unknown(text) }
    for part in parts {
      guard let token = Self.words[part] else { throw unknown(text) }
      emit(token, length: part.count)
    }
  }

  private func unknown(_ word: String) -> FormulaError {
    let near = NearestName.of(word, in: Self.suggestions)
    let names = "names are W, x, dy, s, y, f'(s), ds, J, P, dx, dW, K, n, e, and functions such as exp, ln, min, max"
    let help = Self.foreign[word] ?? near.map { "did you mean `\($0)`?" } ?? names
    return FormulaError("no name `\(word.count > 24 ? word.prefix(20) + "…" : word)`; \(help)", column: position + 1)
  }

  /// What other programs have, and how it is written here.
  private static let foreign: [String: String] = [
    "dot": "a product is `W x`, an inner product `x^T x`", "matmul": "a product is `W x`",
    "norm": "the norm of x is `sqrt(x^T x)`", "inv": "the inverse of W is `W^-1`",
    "trace": "the trace has no name here",
    "tr": "the trace has no name here", "det": "the determinant has no name here",
    "mean": "the mean of x is `sum(x) / n`",
    "sigmoid": "the activation here is ELU, `f(s)`", "tanh": "the activation here is ELU, `f(s)`",
    "nan": "every number must be finite", "NaN": "every number must be finite", "inf": "every number must be finite",
    "d": "derivatives are written ∂y/∂x", "T": "the transpose is `W^T`",
  ]

  /// Whether a word means something in formulas.
  static func knows(_ word: String) -> Bool { words[word] != nil || foreign[word] != nil }

  private static let suggestions = words.keys.filter { $0.count > 1 }.sorted()

  /// Index letters; `n` and `e` have other meanings.
  static let indexLetters: Set<Character> = ["i", "j", "k", "l", "m", "p", "q", "r"]

  private static let words: [String: FormulaToken] = {
    var words: [String: FormulaToken] = [
      "K": .constant(.k), "n": .constant(.n), "e": .constant(.e), "alpha": .constant(.alpha),
      "L": .loss, "sum": .sum, "delta": .kroneckerOrMessage, "fprime": .function(.fPrime), "elu": .function(.f),
      "ELU": .function(.f), "log": .function(.ln), "sqrt": .squareRoot, "outer": .outer, "transpose": .transposition,
      "relu": .rectifier, "ReLU": .rectifier,
      "for": .keyword(.if), "when": .keyword(.if), "deltaY": .quantity(.deltaY), "deltaS": .quantity(.deltaS),
      "deltaX": .quantity(.deltaX), "deltaW": .quantity(.deltaW), "deltay": .quantity(.deltaY),
      "deltas": .quantity(.deltaS), "deltax": .quantity(.deltaX),
    ]
    for keyword in FormulaToken.Keyword.allCases { words[keyword.rawValue] = .keyword(keyword) }
    for quantity in Quantity.allCases where quantity != .fPrime { words[quantity.rawValue] = .quantity(quantity) }
    for function in Formula.Function.allCases where function != .fPrime && function != .total {
      words[function.rawValue] = .function(function)
    }
    for letter in indexLetters { words[String(letter)] = .index(String(letter)) }
    return words
  }()

  /// `Wx` is `W x`: a run of letters that are all quantities or functions.
  private static func product(of text: String) -> [String]? {
    guard text.count <= 12 else { return nil }
    let names = ["exp", "dW", "dx", "dy", "ds", "W", "x", "s", "y", "J", "P", "f", "e", "K"]
    func split(_ rest: Substring) -> [String]? {
      if rest.isEmpty { return [] }
      for name in names where rest.hasPrefix(name) {
        if let tail = split(rest.dropFirst(name.count)) { return [name] + tail }
      }
      return nil
    }
    return split(text[...])
  }

  // MARK: subscripts, superscripts, brackets

  private static let subscripts: [Character: Character] = [
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8", "₉": "9", "ᵢ": "i",
    "ⱼ": "j", "ₖ": "k", "ₗ": "l", "ₘ": "m", "ₚ": "p", "ₓ": "x", "ₛ": "s", "ᵧ": "y", "ᵣ": "r",
  ]

  private static let superscripts: [Character: Character] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "-",
  ]

  private func subscriptRun() -> (text: String, length: Int)? { run(of: Self.subscripts) }

  private func superscriptRun() -> (text: String, length: Int)? { run(of: Self.superscripts) }

  private func run(of table: [Character: Character]) -> (text: String, length: Int)? {
    let run = source[position...].prefix { table[$0] != nil }
    return run.isEmpty ? nil : (String(run.compactMap { table[$0] }), run.count)
  }

  /// `_kj`, `_12`, `_{k,j}`, `_y,k` after δ.
  private mutating func lowered() throws(FormulaError) {
    let start = position + 1
    if peek(1) == "{" {
      guard let end = closing(of: "{", at: start) else {
        throw FormulaError("`{` is never closed; add `}`", column: start + 1)
      }
      return emit(.lowered(String(source[(start + 1)..<end])), length: end + 1 - position)
    }
    var end = start
    let isMessage = items.last?.token == .kroneckerOrMessage
    if isMessage, end < source.count, "xysW".contains(source[end]) { end += 1 }
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
  private mutating func raised() {
    let spellings = [
      "T", "{T}", "\\top", "{\\top}", "⊤", "{⊤}", "\\mathsf{T}", "{\\mathsf{T}}", "\\mathsf T", "{\\mathsf T}",
      "\\intercal", "{\\intercal}", "\\mathrm{T}", "{\\mathrm{T}}", "\\text{T}",
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
  private mutating func dotted() throws(FormulaError) {
    switch peek(1) {
    case "*": emit(.operator(.hadamard), length: 2)
    case "T" where !(peek(2)?.isLetter ?? false): emit(.transpose, length: 2)
    case "/": emit(.operator(.hadamardDivide), length: 2)
    case "^": emit(.caret, length: 2)
    default:
      // The full stop of a sentence.
      if source[(position + 1)...].allSatisfy({ $0.isWhitespace || $0 == "$" }), !items.isEmpty {
        position += 1
        return
      }
      throw FormulaError(
        "cannot read `.` here; decimals are 0.5, the transpose is ^T, and .* and ./ go entry by entry",
        column: position + 1)
    }
  }

  /// Indices after an operand, a condition in an Iverson bracket, or a matrix of numbers.
  private mutating func bracket() throws(FormulaError) {
    guard let end = closing(of: "[", at: position) else {
      throw FormulaError("`[` is never closed; add `]`", column: position + 1)
    }
    let inside = source[(position + 1)..<end]
    if !isApart, let last = items.last?.token, Self.canBeIndexed(last) {
      return emit(.lowered(String(inside) + ","), length: end + 1 - position)
    }
    let isCondition = inside.contains { "=<>≤≥≠⩽⩾".contains($0) } || String(inside).contains("\\")
    if isCondition { return emit(.open("["), length: 1) }
    let text = String(source[position...end])
    do throws(EntryError) {
      emit(.literal(try MatrixEntry.matrix(text)), length: end + 1 - position)
    } catch {
      throw FormulaError(error.message, column: position + 1)
    }
  }

  private static func canBeIndexed(_ token: FormulaToken) -> Bool {
    switch token {
    case .quantity, .close, .transpose, .prime, .function(.fPrime), .literal: true
    default: false
    }
  }

  /// The place of the bracket that closes the one at `place`.
  private func closing(of bracket: Character, at place: Int) -> Int? {
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

  // MARK: LaTeX

  private mutating func command() throws(FormulaError) {
    if starts(with: "\\\\") { return emit(.rowBreak, length: 2) }
    let name = String(source[(position + 1)...].prefix { $0.isASCII && $0.isLetter })
    guard !name.isEmpty else {
      // `\,` `\;` `\ ` are spaces; `\{` and `\}` are braces; `\|` is a bar.
      switch peek(1) {
      case "{", "}": position += 1
      case "[", "]", "(", ")":
        isApart = true
        position += 2
      case ",", ";", ":", "!", " ":
        isApart = true
        position += 2
      default: throw FormulaError("cannot read `\\` here", column: position + 1)
      }
      return
    }
    let length = name.count + 1
    if Self.skipped.contains(name) {
      position += length
      if position < source.count, source[position] == "." { position += 1 }
      return
    }
    if Self.wrappers.contains(name) { return try unwrap(length) }
    if name == "begin" || name == "end" { return try environment(name, length) }
    guard let token = Self.commands[name] ?? Self.words[name] else {
      let near = NearestName.of(name, in: Self.commands.keys.sorted() + Self.suggestions)
      let help = near.map { "; did you mean `\\\($0)`?" } ?? ", a command that the formulas here do not use"
      throw FormulaError("cannot read `\\\(name)`\(help)", column: position + 1)
    }
    emit(token, length: length)
  }

  private static let commands: [String: FormulaToken] = [
    "cdot": .operator(.multiply), "times": .operator(.multiply), "otimes": .outer, "approx": .relation(.equal),
    "ast": .operator(.multiply),
    "odot": .operator(.hadamard), "circ": .operator(.hadamard), "div": .operator(.divide),
    "frac": .fraction, "dfrac": .fraction, "tfrac": .fraction, "Sigma": .sum, "partial": .partial, "top": .transpose,
    "prime": .prime, "le": .relation(.lessOrEqual), "leq": .relation(.lessOrEqual),
    "leqslant": .relation(.lessOrEqual), "ge": .relation(.greaterOrEqual), "geq": .relation(.greaterOrEqual),
    "geqslant": .relation(.greaterOrEqual), "ne": .relation(.unequal), "neq": .relation(.unequal),
    "lt": .relation(.less), "gt": .relation(.greater), "land": .keyword(.and), "wedge": .keyword(.and),
    "lor": .keyword(.or), "vee": .keyword(.or), "lnot": .keyword(.not), "neg": .keyword(.not), "vert": .bar,
    "lvert": .bar, "rvert": .bar, "mid": .bar,
  ]

  /// Commands that change the look only.
  private static let skipped: Set<String> = [
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "quad", "qquad", "displaystyle",
    "textstyle", "limits", "nolimits", "enspace", "thinspace",
  ]

  private static let wrappers: Set<String> = [
    "text", "mathrm", "mathbf", "mathit", "mathsf", "boldsymbol", "bm", "operatorname", "textrm", "mathbb", "vec",
  ]

  /// `\mathbf{W}` is `W`: what stands in the braces is read, the command and its braces are not.
  private mutating func unwrap(_ length: Int) throws(FormulaError) {
    var start = position + length
    while start < source.count, source[start] == " " { start += 1 }
    guard start < source.count, source[start] == "{" else {
      position += length
      return
    }
    guard let end = closing(of: "{", at: start) else {
      throw FormulaError("`{` is never closed; add `}`", column: start + 1)
    }
    subscriptDepth += 1
    defer { subscriptDepth -= 1 }
    guard subscriptDepth < 20 else { throw FormulaError("nested too deep", column: start + 1) }
    position = start + 1
    while position < end {
      if source[position].isWhitespace {
        isApart = true
        position += 1
      } else {
        try next(source[position])
        isApart = false
      }
    }
    position = max(position, end + 1)
  }

  private mutating func environment(_ name: String, _ length: Int) throws(FormulaError) {
    let start = position + length
    guard start < source.count, source[start] == "{", let end = closing(of: "{", at: start) else {
      throw FormulaError("expected `{cases}` after `\\\(name)`", column: start + 1)
    }
    let environment = String(source[(start + 1)..<end])
    if ["aligned", "align", "align*", "equation", "equation*", "gathered", "split"].contains(environment) {
      isApart = true
      position = end + 1
      return
    }
    if environment == "cases" {
      return emit(name == "begin" ? .beginCases : .endCases, length: end + 1 - position)
    }
    let closing = Array("\\end{\(environment)}")
    guard name == "begin", environment.hasSuffix("matrix"), end <= source.count - closing.count,
      let last = (end...(source.count - closing.count)).first(where: {
        Array(source[$0..<($0 + closing.count)]) == closing
      })
    else {
      throw FormulaError(
        "cannot read `\\\(name){\(environment)}`; formulas have cases, bmatrix and pmatrix", column: position + 1)
    }
    let stop = last + closing.count
    do throws(EntryError) {
      emit(.literal(try MatrixEntry.matrix(String(source[position..<stop]))), length: stop - position)
    } catch {
      throw FormulaError(error.message, column: position + 1)
    }
  }
}
