/// Finds what is not Markdown in a lesson's bytes: formulas, comments, footnotes; md4c sees none of it.
///
/// Outside code: of a formula only a dollar at its beginning and one at its end stay, with `formula` between them, so that md4c
/// finds nothing in it to read; comments become blanks or `hidden`; a `$` that by pandoc's rule delimits nothing becomes
/// `literalDollar`, which the reader turns back. Every byte keeps its offset, so positions still give line numbers.
///
/// Formulas are `$…$`, `$$…$$`, `` $`…`$ ``, `\(…\)`, `\[…\]` and bare environments; in quotes without their `>`. A line `$$`
/// opens up to the next one, blank lines and all.
struct MathDelimiters {
  /// Stands for a `$` that is text.
  ///
  /// The byte itself cannot come from a lesson: control bytes become spaces here.
  static let literalDollar: UInt8 = 0x01
  /// Stand for the brackets of a footnote's mark, which md4c does not know.
  static let footnoteOpen: UInt8 = 0x02
  static let footnoteClose: UInt8 = 0x03
  static let formula: UInt8 = 0x04
  static let hidden: UInt8 = 0x05

  private static let dollar = UInt8(ascii: "$")
  private static let newline = UInt8(ascii: "\n")
  private static let backslash = UInt8(ascii: "\\")

  private let source: [UInt8]
  private(set) var bytes: [UInt8]
  private(set) var spans: [MathSpan] = []
  /// The offsets of `$$` that are never closed.
  private(set) var unclosed: [Int] = []
  /// What an author may have meant otherwise, with its offset.
  private(set) var remarks: [(offset: Int, message: String)] = []
  /// Up to where no end was found, so that a long line is looked through once.
  private var searched: (alt: Int, address: [UInt8: Int]) = (0, [:])

  init(_ source: [UInt8]) {
    self.source = source
    bytes = source
    for position in bytes.indices
    where bytes[position] < 0x20 && bytes[position] != Self.newline && bytes[position] != 9 && bytes[position] != 13 {
      bytes[position] = UInt8(ascii: " ")
    }
    scan()
  }

  private mutating func scan() {
    var index = 0
    var atLineStart = true
    while index < bytes.count {
      if atLineStart {
        let text = MarkdownLines.contentStart(bytes, at: index)
        if let fence = MarkdownLines.fence(bytes, at: text) {
          let (end, isClosed) = MarkdownLines.endOfFence(bytes, from: index, fence: fence)
          let language = bytes[(text + fence.length)...].prefix { $0 != 32 && $0 != Self.newline }
          if !isClosed, ["ask", "layer"].contains(String(decoding: language, as: UTF8.self)) {
            let name = String(decoding: language, as: UTF8.self)
            remarks.append((text, "the block `\(name)` is never closed; add a line ```"))
          }
          index = end
          continue
        }
        if matches("\\begin{", at: text), let end = environmentEnd(text) {
          take(.display, text..<end, text: text..<end)
          index = end
          atLineStart = false
          continue
        }
        if matches("<!--", at: text) || matches("%%", at: text), let end = commentEnd(text) {
          index = hide(index..<end, from: text)
          continue
        }
      }
      let byte = bytes[index]
      atLineStart = byte == Self.newline
      switch byte {
      case Self.backslash:
        if let end = bracketed(index) {
          index = end
          continue
        }
        index += 1
      case UInt8(ascii: "`"):
        let run = MarkdownLines.runLength(bytes, at: index)
        index = (MarkdownLines.closingBackticks(bytes, after: index + run, length: run) ?? index + run) - 1
      case UInt8(ascii: "<") where matches("<!--", at: index), UInt8(ascii: "%") where matches("%%", at: index):
        if let end = commentEnd(index) {
          for inner in index..<end { bytes[inner] = Self.hidden }
          index = end - 1
        }
      case UInt8(ascii: "[") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "^"):
        if let end = MarkdownLines.footnoteEnd(bytes, after: index + 2) {
          bytes[index] = Self.footnoteOpen
          bytes[end] = Self.footnoteClose
          index = end
        }
      case UInt8(ascii: "!") where matches("![", at: index):
        // What is said of an image is text.
        if let end = altEnd(index + 2) {
          for inner in index..<end where bytes[inner] == Self.dollar { bytes[inner] = Self.literalDollar }
          index = end
          continue
        }
      case UInt8(ascii: "]") where matches("](", at: index), UInt8(ascii: "<") where matches("<http", at: index):
        // An address is no text.
        let closing = UInt8(ascii: byte == UInt8(ascii: "<") ? ">" : ")")
        if let end = addressEnd(index, closing) { index = end }
      case Self.dollar where matches("$$", at: index): index = display(index)
      case Self.dollar:
        if matches("$`", at: index), let end = find("`$", from: index + 2, isLine: false) {
          take(.inline, index..<(end + 2), text: (index + 2)..<end)
          index = end + 1
        } else if let end = Self.closingInline(bytes, after: index) {
          take(.inline, index..<(end + 1), text: (index + 1)..<end)
          index = end
        } else {
          remark(on: index)
          bytes[index] = Self.literalDollar
        }
      default: break
      }
      index += 1
    }
  }

  /// A `$` that is a sign, though what follows looks like a formula.
  private mutating func remark(on dollar: Int) {
    let line = bytes[(dollar + 1)...].prefix { $0 != Self.newline }
    let isSpaced = line.first == 32
    let end = isSpaced ? line.firstIndex(of: Self.dollar) : nil
    let text = isSpaced ? line.dropFirst()[..<(end ?? line.endIndex)] : line.prefix { $0 != 32 }
    let isFormula = text.contains { "\\^_=".utf8.contains($0) } && text.first.map { !(48...57).contains($0) } ?? false
    guard isFormula, !isSpaced || end.map({ bytes[$0 - 1] == 32 }) ?? false else { return }
    remarks.append(
      (
        dollar,
        isSpaced
          ? "`$ … $` with blanks inside is no formula; write `$…$`"
          : "`$` opens no formula; close it, or write `\\$` for the sign"
      ))
  }

  /// Where the `](` of an image stands, on its line.
  private mutating func altEnd(_ start: Int) -> Int? {
    guard start >= searched.alt else { return nil }
    var index = start
    while index < bytes.count, bytes[index] != Self.newline, bytes[index] != UInt8(ascii: "]") { index += 1 }
    if matches("](", at: index) { return index }
    searched.alt = index
    return nil
  }

  /// Where an address ends, that has no blanks.
  private mutating func addressEnd(_ start: Int, _ closing: UInt8) -> Int? {
    guard start >= searched.address[closing] ?? 0 else { return nil }
    var index = start
    while index < bytes.count, bytes[index] != Self.newline, bytes[index] != 32 {
      if bytes[index] == closing { return index }
      index += 1
    }
    searched.address[closing] = index
    return nil
  }

  private func matches(_ text: StaticString, at index: Int) -> Bool {
    guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { buffer in buffer.indices.allSatisfy { bytes[index + $0] == buffer[$0] } }
  }

  // MARK: formulas

  /// `$$…$$`.
  ///
  /// - Returns: the place of the last byte that was taken.
  private mutating func display(_ start: Int) -> Int {
    let line = lineStart(of: start)
    let isLine = MarkdownLines.contentStart(bytes, at: line) == start && restIsBlank(from: start + 2)
    if let end = find("$$", from: start + 2, isLine: isLine) {
      take(.display, start..<(end + 2), text: (start + 2)..<end)
      return end + 1
    }
    unclosed.append(start)
    var end = start
    let depth = MarkdownLines.quoteDepth(bytes, at: line)
    while end < bytes.count,
      !(bytes[end] == Self.newline
        && (restIsBlank(from: end + 1) || MarkdownLines.quoteDepth(bytes, at: end + 1) < depth))
    {
      end += 1
    }
    // What cannot be read stays as it was written, up to the end of its paragraph or of its quote's marks.
    take(.unclosed, start..<max(start + 2, end), text: (start + 2)..<max(start + 2, end))
    return max(start + 2, end) - 1
  }

  /// `\(…\)` and `\[…\]`, where what is between them is mathematics: in Markdown both are escaped brackets too.
  private mutating func bracketed(_ start: Int) -> Int? {
    let isInline = matches("\\(", at: start)
    guard isInline || matches("\\[", at: start) else { return nil }
    let isLine = !isInline && MarkdownLines.contentStart(bytes, at: lineStart(of: start)) == start
    guard let end = find(isInline ? "\\)" : "\\]", from: start + 2, isLine: isLine && restIsBlank(from: start + 2))
    else {
      return nil
    }
    let text = source[(start + 2)..<end]
    let isFormula = text.contains { "\\^_=".utf8.contains($0) } || text.count <= 4
    guard isLine || isFormula else { return nil }
    take(isInline ? .inline : .display, start..<(end + 2), text: (start + 2)..<end)
    return end + 2
  }

  /// Pandoc's rule: no space after the opening `$`, none before the closing one, and no digit after it; a `$` in between stands in
  /// braces, as that of `\\text{if $x$}`.
  private static func closingInline(_ bytes: [UInt8], after start: Int) -> Int? {
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }
    guard start + 1 < bytes.count, !isSpace(bytes[start + 1]) else { return nil }
    var index = start + 1
    var depth = 0
    // Where a brace is not closed, the formula ends all the same, and its reader says why.
    var otherwise: Int?
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case backslash: index += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case newline where index + 1 < bytes.count && bytes[index + 1] == newline: return otherwise
      case dollar:
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        // `$a$$b$` is two formulas; any other `$$` begins a display, and what was open before it is no inline one.
        if next == dollar {
          let rest = bytes[min(bytes.count, index + 2)...].prefix { $0 != newline }
          let opens = rest.first.map { !isSpace($0) && $0 != dollar } ?? false && rest.contains(dollar)
          return !isSpace(bytes[index - 1]) && opens ? index : otherwise
        }
        let closes = !isSpace(bytes[index - 1]) && index > start + 1 && !(0x30...0x39).contains(next)
        if depth <= 0 { return closes ? index : otherwise }
        if closes, otherwise == nil { otherwise = index }
      default: break
      }
      index += 1
    }
    return otherwise
  }

  private static let environments = [
    "equation", "align", "alignat", "gather", "multline", "eqnarray", "flalign", "displaymath", "math", "aligned",
    "gathered", "split", "array", "cases", "matrix", "pmatrix", "bmatrix", "vmatrix", "Bmatrix", "Vmatrix",
  ]

  private func environmentEnd(_ start: Int) -> Int? {
    let name = bytes[(start + 7)...].prefix { $0 != UInt8(ascii: "}") && $0 != Self.newline }
    let text = String(decoding: name, as: UTF8.self)
    guard Self.environments.contains(text.hasSuffix("*") ? String(text.dropLast()) : text) else { return nil }
    let closing = Array("\\end{\(text)}".utf8)
    var index = name.endIndex
    while index + closing.count <= bytes.count {
      if bytes[index] == closing[0], bytes[index..<(index + closing.count)].elementsEqual(closing) {
        return index + closing.count
      }
      if bytes[index] == Self.newline, isBoundary(index + 1) { return nil }
      index += 1
    }
    return nil
  }

  /// The first place of a delimiter, outside escapes.
  ///
  /// - Parameter isLine: it was opened by a line of its own; only such a formula goes on over blank lines. Neither goes on over
  ///   a heading or out of its quote.
  private func find(_ closing: StaticString, from start: Int, isLine: Bool) -> Int? {
    let depth = MarkdownLines.quoteDepth(bytes, at: lineStart(of: start))
    var index = start
    while index < bytes.count {
      if matches(closing, at: index) { return index }
      if bytes[index] == Self.backslash {
        index += 2
        continue
      }
      if bytes[index] == Self.newline {
        let next = index + 1
        if MarkdownLines.quoteDepth(bytes, at: next) != depth || isBoundary(next) { return nil }
        if !isLine, restIsBlank(from: MarkdownLines.contentStart(bytes, at: next)) { return nil }
      }
      index += 1
    }
    return nil
  }

  /// A heading or a fence, where no formula goes on.
  private func isBoundary(_ start: Int) -> Bool {
    let text = MarkdownLines.contentStart(bytes, at: start)
    if MarkdownLines.fence(bytes, at: text) != nil { return true }
    let marks = bytes[min(text, bytes.count)...].prefix { $0 == UInt8(ascii: "#") }
    return (1...6).contains(marks.count) && marks.endIndex < bytes.count && bytes[marks.endIndex] == UInt8(ascii: " ")
  }

  private func lineStart(of index: Int) -> Int {
    var start = index
    while start > 0, bytes[start - 1] != Self.newline { start -= 1 }
    return start
  }

  private func restIsBlank(from index: Int) -> Bool {
    var index = index
    while index < bytes.count, bytes[index] != Self.newline {
      guard bytes[index] == 32 || bytes[index] == 9 || bytes[index] == 13 else { return false }
      index += 1
    }
    return true
  }

  /// Notes a formula and leaves md4c a word in its place.
  private mutating func take(_ kind: MathSpan.Kind, _ range: Range<Int>, text: Range<Int>) {
    var prefixes: [Int] = []
    var latex: [UInt8] = []
    let depth = MarkdownLines.quoteDepth(bytes, at: lineStart(of: range.lowerBound))
    var index = text.lowerBound
    while index < text.upperBound || prefixes.isEmpty {
      var prefix = 0
      if !prefixes.isEmpty {
        while prefix < text.upperBound - index,
          MarkdownLines.quoteDepth(source[index..<(index + prefix)]) < depth
            || (prefix > 0 && source[index + prefix] == 32 && depth > 0
              && source[index + prefix - 1] == UInt8(ascii: ">"))
        {
          prefix += 1
        }
        index += prefix
      }
      prefixes.append(prefix)
      let end = source[index..<text.upperBound].firstIndex(of: Self.newline) ?? text.upperBound
      let line = Self.withoutComment(Array(source[index..<end]))
      latex += kind == .unclosed ? Array(source[index..<end]) : Self.withoutEscapes(line)
      index = end + 1
      if end < text.upperBound { latex.append(kind == .unclosed ? Self.newline : 32) }
    }
    let written = String(decoding: latex, as: UTF8.self)
    spans.append(
      MathSpan(
        kind: kind, bytes: range, latex: written, textStart: text.lowerBound, prefixes: depth > 0 ? prefixes : []))
    for index in range { bytes[index] = Self.formula }
    bytes[range.lowerBound] = Self.dollar
    bytes[range.upperBound - 1] = Self.dollar
  }

  /// A comment becomes blanks; behind a number a `%` was meant as a sign, which the formula's reader says.
  private static func withoutComment(_ line: [UInt8]) -> [UInt8] {
    var line = line
    var index = 0
    while index < line.count {
      if line[index] == backslash {
        index += 2
        continue
      }
      if line[index] == UInt8(ascii: "%"), index == 0 || !(48...57).contains(line[index - 1]) {
        for place in index..<line.count { line[place] = 32 }
        return line
      }
      index += 1
    }
    return line
  }

  /// `W\_{kj}` and `W\_1`: an escape of Markdown's, before what is a script; in words it is a sign.
  private static func withoutEscapes(_ line: [UInt8]) -> [UInt8] {
    guard line.contains(backslash) else { return line }
    var line = line
    for index in line.indices.dropLast(2) where line[index] == backslash && (index == 0 || line[index - 1] != backslash)
    {
      let (sign, next) = (line[index + 1], line[index + 2])
      let isLetter = { (byte: UInt8) in Character(Unicode.Scalar(byte)).isLetter && byte < 128 }
      let endsThere = index + 3 >= line.count || !isLetter(line[index + 3])
      let isScript = next == UInt8(ascii: "{") || (48...57).contains(next) || (isLetter(next) && endsThere)
      if (sign == UInt8(ascii: "_") && isScript) || sign == UInt8(ascii: "*") { line[index] = 32 }
    }
    return line
  }

  // MARK: comments

  private func commentEnd(_ start: Int) -> Int? {
    let closing: [UInt8] = bytes[start] == UInt8(ascii: "<") ? Array("-->".utf8) : Array("%%".utf8)
    var index = start + (bytes[start] == UInt8(ascii: "<") ? 4 : 2)
    while index + closing.count <= bytes.count {
      if bytes[index] == closing[0], bytes[index..<(index + closing.count)].elementsEqual(closing) {
        return index + closing.count
      }
      index += 1
    }
    return nil
  }

  /// Hides a comment that begins a line: whole lines become blank ones, else its bytes are left out of their line.
  private mutating func hide(_ range: Range<Int>, from text: Int) -> Int {
    let isWhole = restIsBlank(from: range.upperBound)
    for index in text..<range.upperBound where !isWhole || bytes[index] != Self.newline {
      bytes[index] = isWhole ? 32 : Self.hidden
    }
    return range.upperBound
  }
}
