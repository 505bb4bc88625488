import BigInt

extension Rational {
  /// Reads one number as a person types it: `-2`, `−2` (U+2212), `+1`, `.5`, `3.`, `1e-3`, `1/3`.
  ///
  /// The value is exact: `0.1` is one tenth. Refused with the reason: NaN, infinities, a denominator 0, and what a double
  /// takes for infinite or for 0.
  package static func parse(_ text: String) throws(EntryError) -> Rational {
    let value = try unlimited(text)
    // Two machine words, nearly always.
    if value.smallParts != nil { return value }
    let size = value.magnitude
    guard size < infinite && (size.isZero || size > vanishing) else { throw beyond(text) }
    return value
  }

  /// From here on a double is infinite: half a unit above the largest.
  private static let infinite = Rational((BigInt(1) << 1024) - (BigInt(1) << 970))
  /// Up to here a double is 0: half the smallest.
  private static let vanishing = Rational(1, over: BigInt(1) << 1075) ?? .zero

  private static func beyond(_ text: String) -> EntryError {
    EntryError(
      "`\(shortened(text))` is too large or too small for a number; sizes go from 5e-324 to 1.79e308, and there is 0")
  }

  /// Whether a word, its sign taken off, names what is no finite number.
  static func isNoNumber(_ word: some StringProtocol) -> Bool {
    ["nan", "inf", "infinity", "∞"].contains(word.lowercased())
  }

  private static func unlimited(_ text: String) throws(EntryError) -> Rational {
    let plain = text.swapping("\u{2212}", for: "-")
    let body = plain.drop { $0 == "-" || $0 == "+" }
    if isNoNumber(body) {
      throw body.lowercased() == "nan"
        ? EntryError("`\(text)` is not a number; every entry must be one")
        : EntryError("`\(text)` is infinite; every entry must be finite")
    }
    if let fraction = vulgarFraction(plain) { return fraction }
    let parts = plain.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first else {
      throw EntryError("`\(text)` has more than one `/`; write a fraction like 1/3")
    }
    let numerator = try decimal(first, of: text)
    guard parts.count == 2 else { return numerator }
    let denominator = try decimal(parts[1], of: text)
    guard let inverse = denominator.reciprocal else {
      throw EntryError("`\(text)` divides by zero; give a denominator other than 0")
    }
    return numerator * inverse
  }

  /// `½`, `-¾`: fractions that are one character, as exact values are written on screen.
  private static func vulgarFraction(_ text: String) -> Rational? {
    let digits = text.drop { $0 == "-" || $0 == "+" }
    guard digits.count == 1, text.count <= 2, let sign = digits.first, let parts = VulgarFraction.parts(of: sign) else {
      return nil
    }
    let value = Rational(parts.numerator, positive: parts.denominator)
    return text.hasPrefix("-") ? -value : value
  }

  private static func decimal(_ part: Substring, of text: String) throws(EntryError) -> Rational {
    // Made only where it is thrown: its remedy tries other readings.
    var unreadable: EntryError {
      EntryError.invisible(in: text) ?? EntryError("cannot read `\(shortened(text))` as a number; \(remedy(text))")
    }
    var rest = part
    var isNegative = false
    if let sign = rest.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      rest.removeFirst()
    }
    let isDigit: (Character) -> Bool = { $0 >= "0" && $0 <= "9" }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction: Substring = ""
    if rest.first == "." {
      fraction = rest.dropFirst().prefix(while: isDigit)
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard !(whole.isEmpty && fraction.isEmpty) else { throw unreadable }
    var exponent = 0
    if let mark = rest.first, mark == "e" || mark == "E" {
      guard let written = Int(rest.dropFirst()) else {
        if rest.dropFirst().allSatisfy({ isDigit($0) || $0 == "-" || $0 == "+" }) && rest.count > 18 {
          throw beyond(text)
        }
        throw unreadable
      }
      exponent = written
      rest = ""
    }
    guard rest.isEmpty else { throw unreadable }
    guard whole.count + fraction.count <= 1200 else {
      throw EntryError("`\(shortened(text))` has more than 1200 digits; give fewer")
    }
    if exponent == 0, whole.count + fraction.count <= 18, let small = Int(String(whole) + String(fraction)) {
      var power = 1
      for _ in 0..<fraction.count { power *= 10 }
      return Rational(isNegative ? -small : small, positive: power)
    }
    guard let digits = BigInt(String(whole) + String(fraction)) else { throw unreadable }
    guard exponent.magnitude <= 1600 else {
      if digits.isZero { return .zero }
      throw beyond(text)
    }
    let shift = exponent - fraction.count
    let power = BigInt(10).power(abs(shift))
    let value = shift >= 0 ? Rational(digits * power) : Rational(digits, over: power) ?? .zero
    return isNegative ? -value : value
  }

  /// What would be right; for `1-2` the two readings.
  private static func remedy(_ text: String) -> String {
    let plain = text.swapping("\u{2212}", for: "-")
    let halves = plain.split(separator: "-", omittingEmptySubsequences: false)
    if halves.count == 2, let first = halves.first, !first.isEmpty, (try? parse(String(first))) != nil,
      (try? parse(String(halves[1]))) != nil
    {
      return "write `\(first) -\(halves[1])` for two numbers"
    }
    if plain.count(where: { $0 == "," }) == 1, case let point = plain.swapping(",", for: "."),
      (try? parse(point)) != nil
    {
      return "write a point: \(point)"
    }
    return "write -2, 0.5, 1e-3 or 1/3"
  }

  private static func shortened(_ text: String) -> String {
    text.count <= 24 ? text : text.prefix(20) + "…"
  }
}

/// Fractions that Unicode has as one character.
package enum VulgarFraction {
  package static let all: [(sign: Character, numerator: Int, denominator: Int)] = [
    ("½", 1, 2), ("⅓", 1, 3), ("⅔", 2, 3), ("¼", 1, 4), ("¾", 3, 4), ("⅕", 1, 5), ("⅖", 2, 5), ("⅗", 3, 5),
    ("⅘", 4, 5), ("⅙", 1, 6), ("⅚", 5, 6), ("⅛", 1, 8), ("⅜", 3, 8), ("⅝", 5, 8), ("⅞", 7, 8),
  ]

  package static func parts(of sign: Character) -> (numerator: Int, denominator: Int)? {
    // Nearly every number ends in a digit.
    guard !sign.isASCII else { return nil }
    return all.first { $0.sign == sign }.map { ($0.numerator, $0.denominator) }
  }

  /// The character for a fraction between 0 and 1, where there is one.
  package static func sign(_ value: Rational) -> Character? {
    all.first { value == Rational($0.numerator, positive: $0.denominator) }?.sign
  }
}
