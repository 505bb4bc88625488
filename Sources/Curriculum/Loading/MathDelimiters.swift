/// Prepares a lesson's bytes for md4c, which does not see `$$` on lines of their own and takes `$5 and $6` for mathematics.
///
/// Outside code: line breaks inside `$$…$$` become spaces; a `$` that by pandoc's rule delimits nothing becomes
/// `literalDollar`, which the reader turns back. Every byte keeps its offset, so positions still give line numbers.
enum MathDelimiters {
  /// Stands for a `$` that is text.
  ///
  /// The byte itself cannot come from a lesson: control bytes become spaces here.
  static let literalDollar: UInt8 = 0x01
  /// Stand for the brackets of a footnote's mark, which md4c does not know.
  static let footnoteOpen: UInt8 = 0x02
  static let footnoteClose: UInt8 = 0x03

  /// - Returns: the offsets of `$$` that are never closed.
  static func prepare(_ bytes: inout [UInt8]) -> [Int] {
    var unclosed: [Int] = []
    var index = 0
    var line = 1
    var atLineStart = true
    let dollar = UInt8(ascii: "$")
    let newline = UInt8(ascii: "\n")
    for position in bytes.indices
    where bytes[position] < 0x20 && bytes[position] != newline && bytes[position] != 9 && bytes[position] != 13 {
      bytes[position] = UInt8(ascii: " ")
    }
    while index < bytes.count {
      let byte = bytes[index]
      if atLineStart, let fence = fence(bytes, at: index) {
        index = endOfFence(bytes, from: index, fence: fence, line: &line)
        continue
      }
      atLineStart = byte == newline
      switch byte {
      case newline: line += 1
      case UInt8(ascii: "\\"):
        index += 1
        if index < bytes.count, bytes[index] == newline { line += 1 }
      case UInt8(ascii: "`"):
        let run = runLength(bytes, at: index)
        if let end = closingBackticks(bytes, after: index + run, length: run) {
          line += bytes[index..<end].count { $0 == newline }
          index = end - 1
        } else {
          index += run - 1
        }
      case UInt8(ascii: "[") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "^"):
        if let end = footnoteEnd(bytes, after: index + 2) {
          bytes[index] = footnoteOpen
          bytes[end] = footnoteClose
          index = end
        }
      case dollar where index + 1 < bytes.count && bytes[index + 1] == dollar:
        if let end = closingDisplay(bytes, after: index + 2) {
          for inner in index..<end where bytes[inner] == newline || bytes[inner] == 13 {
            if bytes[inner] == newline { line += 1 }
            bytes[inner] = UInt8(ascii: " ")
          }
          index = end + 1
        } else {
          unclosed.append(index)
          bytes[index] = literalDollar
          bytes[index + 1] = literalDollar
          index += 1
        }
      case dollar:
        if let end = closingInline(bytes, after: index) {
          line += bytes[index..<end].count { $0 == newline }
          index = end
        } else {
          bytes[index] = literalDollar
        }
      default: break
      }
      index += 1
    }
    return unclosed
  }

  /// The bracket that closes `[^label`: at most 40 bytes without blanks or brackets.
  private static func footnoteEnd(_ bytes: [UInt8], after start: Int) -> Int? {
    for index in start..<min(bytes.count, start + 40) {
      switch bytes[index] {
      case UInt8(ascii: "]"): return index > start ? index : nil
      case 0...0x20, UInt8(ascii: "["), UInt8(ascii: "`"), UInt8(ascii: "$"): return nil
      default: break
      }
    }
    return nil
  }

  private static func runLength(_ bytes: [UInt8], at start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] == bytes[start] { end += 1 }
    return end - start
  }

  private static func fence(_ bytes: [UInt8], at start: Int) -> (byte: UInt8, length: Int)? {
    var index = start
    while index < bytes.count, bytes[index] == UInt8(ascii: " "), index - start < 4 { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "`") || bytes[index] == UInt8(ascii: "~") else {
      return nil
    }
    let length = runLength(bytes, at: index)
    return length >= 3 ? (bytes[index], length) : nil
  }

  /// The start of the line after the closing fence, or the end of the text.
  private static func endOfFence(_ bytes: [UInt8], from start: Int, fence: (byte: UInt8, length: Int), line: inout Int)
    -> Int
  {
    var index = start
    var isFirst = true
    while index < bytes.count {
      let end = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let closes =
        !isFirst && Self.fence(bytes, at: index).map { $0.byte == fence.byte && $0.length >= fence.length } == true
      index = min(bytes.count, end + 1)
      line += 1
      if closes { return index }
      isFirst = false
    }
    return index
  }

  private static func closingBackticks(_ bytes: [UInt8], after start: Int, length: Int) -> Int? {
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

  /// The first `$` of the closing `$$`; a blank line ends the search, as it ends a paragraph.
  private static func closingDisplay(_ bytes: [UInt8], after start: Int) -> Int? {
    var index = start
    var lineIsBlank = false
    while index + 1 < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        index += 2
        lineIsBlank = false
        continue
      }
      if byte == UInt8(ascii: "$"), bytes[index + 1] == UInt8(ascii: "$") { return index }
      if byte == UInt8(ascii: "\n") {
        if lineIsBlank { return nil }
        lineIsBlank = true
      } else if byte != UInt8(ascii: " ") && byte != 13 && byte != 9 {
        lineIsBlank = false
      }
      index += 1
    }
    return nil
  }

  /// Pandoc's rule: no space after the opening `$`, none before the closing one, and no digit after it.
  private static func closingInline(_ bytes: [UInt8], after start: Int) -> Int? {
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }
    guard start + 1 < bytes.count, !isSpace(bytes[start + 1]) else { return nil }
    var index = start + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if byte == UInt8(ascii: "\n"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") { return nil }
      // A display formula begins: what was open before it is no inline one.
      if byte == UInt8(ascii: "$"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "$") { return nil }
      if byte == UInt8(ascii: "$"), !isSpace(bytes[index - 1]), index > start + 1 {
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        return next >= 0x30 && next <= 0x39 ? nil : index
      }
      index += 1
    }
    return nil
  }
}
