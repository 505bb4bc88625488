import LayerMath

/// Numbers and strings as JSON writes them.
package enum JSONText {
  /// The shortest decimal that reads back to the same double; `null` beyond the range of a double.
  package static func number(_ value: RealNumber) -> String { number(value.double) ?? "null" }

  /// `nil` for infinities and NaN, which JSON does not have.
  package static func number(_ double: Double) -> String? {
    guard double.isFinite else { return nil }
    // Too small for a double, of either sign.
    if double == 0 { return "0" }
    let text = "\(double)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Whether a text is a number as JSON writes it: `-1.5e-3`, and not `01`, `.5` or `NaN`.
  package static func isNumber(_ text: String) -> Bool {
    var rest = text.utf8.drop { $0 == UInt8(ascii: "-") }
    guard text.utf8.count - rest.count <= 1 else { return false }
    func digits() -> Int {
      let run = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
      rest = rest.dropFirst(run.count)
      return run.count
    }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole == 1 || whole > 1 && !startsWithZero else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if let e = rest.first, e == UInt8(ascii: "e") || e == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// Entries, row after row, as lists in lists; one number an index.
  package static func nested(_ entries: [String], _ sizes: [Int]) -> String {
    guard let first = sizes.first else { return entries.first ?? "null" }
    let size = entries.count / max(1, first)
    let rest = Array(sizes.dropFirst())
    return "["
      + (0..<first).map { nested(Array(entries[($0 * size)..<(($0 + 1) * size)]), rest) }.joined(separator: ", ") + "]"
  }

  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
