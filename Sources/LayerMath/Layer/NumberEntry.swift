import BigInt

extension Rational {
  /// Reads one number as a person types it: `-2`, `−2` (U+2212), `+1`, `.5`, `3.`, `1e-3`, `1/3`.
  ///
  /// The value is exact: `0.1` is one tenth. Refused with the reason: NaN, infinities, a denominator 0, and what no
  /// double can hold (10^309 and above; non-zero below 10^−320).
  package static func parse(_ text: String) throws(EntryError) -> Rational {
    let plain = text.swapping("\u{2212}", for: "-")
    let lower = plain.lowercased().drop { $0 == "-" || $0 == "+" }
    if lower == "nan" { throw EntryError("`\(text)` is not a number; every entry must be one") }
    if lower == "inf" || lower == "infinity" {
      throw EntryError("`\(text)` is infinite; every entry must be finite")
    }
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

  private static func decimal(_ part: Substring, of text: String) throws(EntryError) -> Rational {
    let unreadable = EntryError("cannot read `\(shortened(text))` as a number; write -2, 0.5, 1e-3 or 1/3")
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
          throw EntryError(
            "`\(shortened(text))` is too large or too small for a number; use exponents from -300 to 300")
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
    if exponent == 0, whole.count + fraction.count <= 18, let small = Int(String(whole + fraction)) {
      var power = 1
      for _ in 0..<fraction.count { power *= 10 }
      return Rational(isNegative ? -small : small, positive: power)
    }
    guard let digits = BigInt(String(whole + fraction)) else { throw unreadable }
    guard abs(exponent) <= 400 else {
      if digits.isZero { return .zero }
      throw EntryError("`\(shortened(text))` is too large or too small for a number; use exponents from -300 to 300")
    }
    let shift = exponent - fraction.count
    let power = BigInt(10).power(abs(shift))
    let value = shift >= 0 ? Rational(digits * power) : Rational(digits, over: power) ?? .zero
    let limit = Rational(BigInt(10).power(308))
    let tiny = Rational(1, over: BigInt(10).power(320)) ?? .zero
    guard value < limit && (value.isZero || value > tiny) else {
      throw EntryError("`\(shortened(text))` is too large or too small for a number; use exponents from -300 to 300")
    }
    return isNegative ? -value : value
  }

  private static func shortened(_ text: String) -> String {
    text.count <= 24 ? text : text.prefix(20) + "…"
  }
}
