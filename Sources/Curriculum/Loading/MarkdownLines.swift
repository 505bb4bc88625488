/// What a line of Markdown begins with, and where a mark of Markdown ends, in a lesson's bytes.
enum MarkdownLines {
  /// Where a line's own text begins, behind blanks and the signs of quotes and lists.
  ///
  /// - Parameter isCode: in code a bullet is text.
  static func contentStart(_ bytes: [UInt8], at start: Int, isCode: Bool = false) -> Int {
    var index = start
    var blanks = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: ">") {
        blanks = 0
      } else if bytes[index] == 32, blanks < 4 {
        blanks += 1
      } else if !isCode, let end = bulletEnd(bytes, at: index) {
        blanks = 0
        index = end
        continue
      } else {
        break
      }
      index += 1
    }
    return index
  }

  /// Behind `- `, `* `, `+ `, `1. ` or `1) `.
  static func bulletEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    var index = start
    if [UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+")].contains(bytes[index]) {
      index += 1
    } else {
      let digits = bytes[index...].prefix(9).prefix { (48...57).contains($0) }
      guard !digits.isEmpty, digits.endIndex < bytes.count,
        bytes[digits.endIndex] == UInt8(ascii: ".") || bytes[digits.endIndex] == UInt8(ascii: ")")
      else { return nil }
      index = digits.endIndex + 1
    }
    return index < bytes.count && bytes[index] == 32 ? index + 1 : nil
  }

  static func quoteDepth(_ bytes: [UInt8], at start: Int) -> Int {
    quoteDepth(bytes[start..<contentStart(bytes, at: start)])
  }

  static func quoteDepth(_ prefix: ArraySlice<UInt8>) -> Int { prefix.count { $0 == UInt8(ascii: ">") } }

  /// The bracket that closes `[^label`: at most 40 bytes without blanks or brackets.
  static func footnoteEnd(_ bytes: [UInt8], after start: Int) -> Int? {
    for index in start..<min(bytes.count, start + 40) {
      switch bytes[index] {
      case UInt8(ascii: "]"): return index > start ? index : nil
      case 0...0x20, UInt8(ascii: "["), UInt8(ascii: "`"), UInt8(ascii: "$"): return nil
      default: break
      }
    }
    return nil
  }

  static func runLength(_ bytes: [UInt8], at start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] == bytes[start] { end += 1 }
    return end - start
  }

  static func fence(_ bytes: [UInt8], at start: Int) -> (byte: UInt8, length: Int)? {
    var index = start
    while index < bytes.count, bytes[index] == UInt8(ascii: " "), index - start < 4 { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "`") || bytes[index] == UInt8(ascii: "~") else {
      return nil
    }
    let length = runLength(bytes, at: index)
    return length >= 3 ? (bytes[index], length) : nil
  }

  /// The start of the line after the closing fence, or the end of the text.
  static func endOfFence(_ bytes: [UInt8], from start: Int, fence: (byte: UInt8, length: Int)) -> (
    Int, isClosed: Bool
  ) {
    var index = start
    var isFirst = true
    let depth = quoteDepth(bytes, at: start)
    while index < bytes.count {
      if !isFirst, quoteDepth(bytes, at: index) < depth { return (index, true) }
      let end = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let text = contentStart(bytes, at: index, isCode: true)
      // A fence that says a language opens; it closes none.
      let closes =
        !isFirst
        && Self.fence(bytes, at: text).map { $0.byte == fence.byte && $0.length >= fence.length } == true
        && bytes[text..<end].allSatisfy { $0 == fence.byte || $0 == 32 || $0 == 9 || $0 == 13 }
      index = min(bytes.count, end + 1)
      if closes { return (index, true) }
      isFirst = false
    }
    return (index, false)
  }

  static func closingBackticks(_ bytes: [UInt8], after start: Int, length: Int) -> Int? {
    var index = start
    var lineIsBlank = false
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "`") {
        let run = runLength(bytes, at: index)
        index += run
        if run == length { return index }
        lineIsBlank = false
      } else {
        if bytes[index] == UInt8(ascii: "\n") {
          if lineIsBlank { return nil }
          lineIsBlank = true
        } else if bytes[index] != UInt8(ascii: " ") {
          lineIsBlank = false
        }
        index += 1
      }
    }
    return nil
  }
}
