import LayerMath
import Synchronization
import TextLayout

/// Numbers as the student reads them: a decimal rounded correctly from the exact value, or the exact value itself.
package struct NumberText: Equatable, Sendable {
  /// Show `¾·e^(−3/2)` instead of `0.1673`.
  package var isExact = false { didSet { written = Written() } }
  /// Decimals after the point, 0…30.
  package var precision = 4 { didSet { written = Written() } }
  private var written = Written()

  package init(precision: Int = 4) { self.precision = precision }

  package static func == (a: NumberText, b: NumberText) -> Bool {
    a.isExact == b.isExact && a.precision == b.precision
  }

  /// Decimals enough to see a central difference agree.
  package var forCheck: NumberText { NumberText(precision: max(8, precision)) }

  /// The number with the typographic minus.
  ///
  /// Very small and very large decimals are written `5.1×10⁻⁸`.
  package func text(_ number: RealNumber) -> String {
    self.known(number).text
  }

  /// The number in so many columns: an exact form that is longer gives way to its decimal, marked `≈`.
  package func text(_ number: RealNumber, atMost columns: Int) -> String {
    let text = text(number)
    // A text has at least as many bytes as columns, so most are not counted.
    guard isExact, text.utf8.count > columns, text.count > columns else { return text }
    let decimal = decimal(number)
    return (decimal.isExact ? "" : "≈") + Self.screen(decimal.text)
  }

  /// Whether `text` shows less than the whole value.
  private func isRounded(_ number: RealNumber) -> Bool { known(number).isRounded }

  /// A screen shows the same forty numbers after every key.
  private func known(_ number: RealNumber) -> Written.Entry {
    written.entry(number) {
      if isExact, let exact = number.exact { return Written.Entry(text: Self.exact(exact), isRounded: false) }
      let decimal = decimal(number)
      return Written.Entry(text: Self.screen(decimal.text), isRounded: !decimal.isExact)
    }
  }

  /// `≈` where digits were dropped, else `=`.
  package func relation(_ number: RealNumber) -> Relation { Relation(isRounded: isRounded(number)) }

  /// The same of several numbers: one that is rounded is enough.
  package func relation(_ numbers: some Sequence<RealNumber>) -> Relation {
    Relation(isRounded: numbers.contains(where: isRounded))
  }

  /// As a factor in a product: what begins with a minus or is a sum stands in parentheses.
  package func factor(_ number: RealNumber) -> String {
    let text = text(number)
    return text.hasPrefix("−") || (isExact && number.isWrittenAsSum) ? "(\(text))" : text
  }

  private func decimal(_ number: RealNumber) -> DecimalText {
    // Hundreds of digits would be computed to be thrown away.
    if number.decimalExponent > 15 {
      let large = number.scientific(digits: max(2, precision))
      // Terms that cancel leave less than the first of them promised.
      let exponent = large.text.split(separator: "e").last.flatMap { Int($0) } ?? 0
      if exponent > 9 || exponent < -4 || large.isExact { return large }
    }
    let plain = number.decimal(fractionDigits: precision)
    let bytes = plain.text.utf8
    let isLost = !number.isZero && !bytes.contains { $0 > UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    let whole = bytes.prefix { $0 != UInt8(ascii: ".") }.count
    // A small value keeps three significant digits, or hand calculation goes wrong with it.
    if !plain.isExact && !isLost && precision >= 3 && precision <= 9 {
      for digits in precision...(precision + 3) {
        let candidate = number.decimal(fractionDigits: digits)
        // Below the last decimal all are powers of ten: a matrix half in each way of writing is hard to read.
        if digits > precision, isBelowLastDecimal(candidate.text) { return number.scientific(digits: precision) }
        let significant = candidate.text.utf8.drop { !($0 > UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) }
          .count { $0 != UInt8(ascii: ".") }
        if significant >= 3 || candidate.isExact { return candidate }
      }
    }
    return isLost || whole > 10 ? number.scientific(digits: max(2, precision)) : plain
  }

  /// Whether `0.00007` has only zeros in the decimals that are shown.
  private func isBelowLastDecimal(_ text: String) -> Bool {
    guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return false }
    return text.utf8[..<point].allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "-") }
      && text.utf8[point...].dropFirst().prefix(precision).allSatisfy { $0 == UInt8(ascii: "0") }
  }

  private static func screen(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "e")) else {
      return text.utf8.first == UInt8(ascii: "-") ? "−" + text.dropFirst() : text
    }
    let parts = text.split(separator: "e", maxSplits: 1)
    let mantissa = (parts.first ?? "").swapping("-", for: "−")
    guard parts.count == 2 else { return String(mantissa) }
    let exponent = parts[1].swapping("-", for: "−")
    return "\(mantissa)×10\(ScriptGlyphs.superscripted(String(exponent)) ?? "^" + exponent)"
  }

  /// `¾` where there is such a character, else `3/7`.
  private static func fraction(_ value: Rational) -> String {
    VulgarFraction.sign(value).map { String($0) } ?? "\(value)"
  }

  /// A given number as people write it, unrounded: `0.5` where the decimal ends, else `1/3`.
  package static func given(_ value: Rational) -> String {
    let decimal = RealNumber(value).decimal(fractionDigits: 12)
    return (decimal.isExact ? decimal.text : "\(value)").swapping("-", for: "−")
  }

  /// `3 + ¾·e^(−3/2)`, `e^(−3/2)/(1 + e^(−3/2))²`, as a person would write it.
  package static func exact(_ number: ExactNumber) -> String {
    let (above, below) = number.fraction
    guard !below.isEmpty else { return exact(above) }
    let sum = exact(above)
    let powers = below.map { part in
      "(\(exact(part.base)))" + (part.exponent > 1 ? ScriptGlyphs.superscripted("\(part.exponent)") ?? "" : "")
    }
    return (above.terms.count > 1 ? "(\(sum))" : sum) + "/"
      + (powers.count > 1 ? "(\(powers.joined(separator: "·")))" : powers.joined())
  }

  private static func exact(_ sum: ExactSum) -> String {
    guard !sum.isZero else { return "0" }
    var text = ""
    for term in sum.terms {
      let isNegative = term.coefficient.signum < 0
      let size = fraction(term.coefficient.magnitude)
      let exponent = "\(term.exponent)".swapping("-", for: "−")
      let power = term.exponent.isInteger ? "e^\(exponent)" : "e^(\(exponent))"
      let body = term.exponent.isZero ? size : size == "1" ? power : "\(size)·\(power)"
      if text.isEmpty {
        text = (isNegative ? "−" : "") + body
      } else {
        text += (isNegative ? " − " : " + ") + body
      }
    }
    return text
  }
}

/// Texts that were made already, shared by all copies of one `NumberText`.
private final class Written: Sendable {
  struct Entry {
    let text: String
    let isRounded: Bool
  }

  private static let limit = 4096
  private let entries = Mutex<[RealNumber: Entry]>([:])

  func entry(_ number: RealNumber, _ make: () -> Entry) -> Entry {
    if let entry = entries.withLock({ $0[number] }) { return entry }
    let entry = make()
    entries.withLock {
      if $0.count >= Self.limit { $0 = [:] }
      $0[number] = entry
    }
    return entry
  }
}
