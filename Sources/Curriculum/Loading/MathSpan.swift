/// A formula as it stands in a lesson's bytes.
struct MathSpan {
  enum Kind { case inline, display, unclosed }

  var kind: Kind
  /// From its first delimiter to behind its last.
  var bytes: Range<Int>
  /// The formula on one line: without the signs of quotes before its lines and without comments.
  var latex: String
  /// Where the formula's own text begins.
  var textStart: Int
  /// The bytes of each line that belong to the quote it stands in.
  var prefixes: [Int] = []

  /// The place in the lesson of a byte of the formula.
  func offset(of byte: Int, in source: [UInt8]) -> Int {
    guard prefixes.count > 1 else { return textStart + byte }
    var offset = textStart
    var remaining = byte
    for prefix in prefixes.dropFirst() {
      let end = source[offset...].firstIndex(of: 10) ?? source.count
      guard remaining > end - offset else { break }
      remaining -= end - offset + 1
      offset = end + 1 + prefix
    }
    return offset + remaining
  }
}
