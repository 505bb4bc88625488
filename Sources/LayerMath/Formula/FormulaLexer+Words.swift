/// Numbers and words: which names the language knows, and what it says of those it does not.
extension FormulaLexer {
  mutating func number() throws(FormulaError) {
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
    // `1_{s_k > 0}`
    if text == "1", end < source.count, source[end] == "_", let indicator = indicator(from: end) {
      return try lex(indicator)
    }
    do throws(EntryError) {
      emit(.number(try Rational.parse(text)), length: end - position)
    } catch {
      throw FormulaError(error.message, column: position + 1)
    }
  }

  mutating func word() throws(FormulaError) {
    let run = source[position...].prefix { $0.isASCII && $0.isLetter }
    let text = String(run)
    let name = String(source[position...].prefix { $0.isASCII && ($0.isLetter || isDigit($0)) })
    if Self.foreign[name] != nil, name != text { throw unknown(name) }
    if starts(with: "f_prime") { return emit(.function(.fPrime), length: 7) }
    // `np.exp`, `torch.exp`: where a function comes from does not matter.
    if ["np", "numpy", "torch", "math"].contains(text), source[(position + run.count)...].prefix(2).first == ".",
      source[(position + run.count)...].dropFirst().first?.isLetter ?? false
    {
      position += run.count + 1
      return
    }
    // `d/dx_j`, `d(…)/dx_j`, `d y_k`; `DL/Dx_j` as some type it.
    if text == "d" || text.count == 2 && text.first == "D" && "LysxW".contains(text.last ?? " ") {
      if names.token(text) == nil {
        emit(.partial, length: 1)
        if let letter = text.dropFirst().first, let token = Self.words[String(letter)] { emit(token, length: 1) }
        return
      }
    }
    if text == "dL" {
      emit(.partial, length: 1)
      return emit(.loss, length: 1)
    }
    if let token = names.token(text) ?? Self.words[text] { return emit(token, length: run.count) }
    // `zx`: letters that a lesson names stand beside each other too.
    let letters = text.map(String.init)
    if names != .standard, letters.allSatisfy({ names.token($0) != nil || Self.words[$0] != nil }), letters.count <= 4 {
      for letter in letters { if let token = names.token(letter) ?? Self.words[letter] { emit(token, length: 1) } }
      return
    }
    guard let parts = Self.product(of: text) else { throw unknown(text) }
    for part in parts {
      guard let token = Self.words[part] else { throw unknown(text) }
      emit(token, length: part.count)
    }
  }

  func unknown(_ word: String) -> FormulaError {
    // One letter has no near name but its other size.
    let other = word == word.uppercased() ? word.lowercased() : word.uppercased()
    let isOther = word.count == 1 && Self.words[other] != nil && Self.foreign[word] == nil
    let near = NearestName.of(word, in: Self.suggestions)
    let names = "names are W, x, dy, s, y, f'(s), ds, J, P, dx, dW, K, n, e, and functions such as exp, ln, min, max"
    let message = "no name `\(word.count > 24 ? word.prefix(20) + "…" : word)`; "
    if isOther { return FormulaError(message + "did you mean `\(other)`?", column: position + 1) }
    let isWhole = !isDigit(peek(word.count))
    guard Self.foreign[word] == nil, isWhole, let near else {
      return FormulaError(message + (Self.foreign[word] ?? names), column: position + 1)
    }
    return FormulaError(
      message, column: position + 1, kind: .any, hint: .word(near, length: word.count, otherwise: names))
  }

  /// What other programs have, and how it is written here.
  static let foreign: [String: String] = [
    "dot": "a product is `W x`, an inner product `x^T x`", "matmul": "a product is `W x`",
    "norm": "the norm of x is `sqrt(x^T x)`", "inv": "the inverse of W is `W^-1`",
    "trace": "the trace has no name here",
    "tr": "the trace has no name here", "det": "the determinant has no name here",
    "mean": "the mean of x is `sum(x) / n`",
    "nan": "every number must be finite", "NaN": "every number must be finite", "inf": "every number must be finite",
    "T": "the transpose is `W^T`",
    "expm1": "it is written `exp(s) - 1`", "log1p": "it is written `ln(1 + x)`",
    "log2": "it is written `ln(x) / ln(2)`",
    "log10": "it is written `ln(x) / ln(10)`", "exp2": "it is written `exp(s ln(2))`",
    "array": "numbers are written alone, as [[1, 2], [3, 4]]",
    "tensor": "numbers are written alone, as [[1, 2], [3, 4]]",
    "matrix": "numbers are written alone, as [[1, 2], [3, 4]]",
  ]

  /// Whether a word means something in formulas.
  static func knows(_ word: String) -> Bool { words[word] != nil || foreign[word] != nil }

  static let suggestions = words.keys.filter { $0.count > 1 }.sorted()

  /// Index letters; `n` and `e` have other meanings.
  static let indexLetters: Set<Character> = ["i", "j", "k", "l", "m", "p", "q", "r"]

  static let words: [String: FormulaToken] = {
    var words: [String: FormulaToken] = [
      "K": .constant(.k), "n": .constant(.n), "e": .constant(.e), "alpha": .constant(.alpha),
      "L": .loss, "sum": .sum, "delta": .kroneckerOrMessage, "fprime": .function(.fPrime), "elu": .function(.f),
      "ELU": .function(.f), "log": .function(.ln), "sqrt": .squareRoot, "outer": .outer, "transpose": .transposition,
      "where": .choice, "ReLU": .shorthand(.relu),
      "for": .keyword(.if), "when": .keyword(.if), "deltaY": .quantity(.deltaY), "deltaS": .quantity(.deltaS),
      "deltaX": .quantity(.deltaX), "deltaW": .quantity(.deltaW), "deltay": .quantity(.deltaY),
      "deltas": .quantity(.deltaS), "deltax": .quantity(.deltaX),
    ]
    for name in FormulaToken.Shorthand.allCases { words[name.rawValue] = .shorthand(name) }
    for keyword in FormulaToken.Keyword.allCases { words[keyword.rawValue] = .keyword(keyword) }
    for quantity in Quantity.allCases where quantity != .fPrime && quantity != .loss {
      words[quantity.rawValue] = .quantity(quantity)
    }
    for function in Formula.Function.allCases where function != .fPrime && function != .total {
      words[function.rawValue] = .function(function)
    }
    for letter in indexLetters { words[String(letter)] = .index(String(letter)) }
    return words
  }()

  /// `Wx` is `W x`: a run of letters that are all quantities or functions.
  static func product(of text: String) -> [String]? {
    // `max(s, as)`: no other word is read as a product with `a`, which would make one of nearly every slip.
    if text == "as" || text == "ax" { return text.map(String.init) }
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

}
