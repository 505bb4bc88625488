import LayerMath

/// A number as an author wrote it, beside the value it should have.
///
/// A decimal must be the value rounded to the digits that were written (`0.3347` for `3/2·e^(−3/2)`); a whole number, a fraction or a
/// formula must be the value itself.
enum WorkedNumber {
  /// - Returns: what is wrong and what would be right; `nil` where the text is right.
  static func problem(_ text: String, value: RealNumber, in derivation: Derivation) -> String? {
    let text = text.trimmingSpaces.swapping("−", for: "-")
    if let number = try? Rational.parse(text) {
      let digits = text.split(separator: ".", maxSplits: 1).dropFirst().first?.prefix { $0.isNumber }.count ?? 0
      let isDecimal = digits > 0 && !text.contains("e") && !text.contains("E")
      if !isDecimal && RealNumber(number) == value { return nil }
      let right = value.decimal(fractionDigits: isDecimal ? digits : 4)
      if isDecimal, let rounded = try? Rational.parse(right.text), rounded == number { return nil }
      let told = value.decimal(fractionDigits: max(4, digits))
      return "`\(text)` is not right; it is \(told.isExact ? "" : "≈ ")\(told.text)"
    }
    do throws(FormulaError) {
      let result = try FormulaParser.formula(text).evaluated(for: derivation)
      guard case .value(let one) = result, one.entries.count == 1, case .exact(let number)? = one.entries.first else {
        return "`\(text)` is not one number"
      }
      return .exact(number) == value ? nil : "`\(text)` is not right; it is ≈ \(value.decimal(fractionDigits: 4).text)"
    } catch { return "cannot read `\(text)`: \(error.message)" }
  }
}
