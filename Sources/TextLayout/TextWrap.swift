/// A piece of text with whatever its user attaches to it: a style, a link.
package struct TextRun<Attribute> {
  package var text: String
  package var attribute: Attribute

  package init(_ text: String, _ attribute: Attribute) {
    self.text = text
    self.attribute = attribute
  }
}

extension TextRun: Equatable where Attribute: Equatable {}
extension TextRun: Sendable where Attribute: Sendable {}

/// Breaks runs of text into lines of at most a number of columns.
package enum TextWrap {
  /// One text as lines of at most `width` columns; what fits keeps its blanks as they are.
  package static func lines(_ text: String, toWidth width: Int) -> [String] {
    guard CharacterWidth.columns(text) > width else { return [text] }
    return wrapped(text, toWidth: width)
  }

  /// Breaks at spaces; a word wider than a whole line is broken where the line ends.
  ///
  /// Spaces at a break vanish; a line break in the text is kept. Width below 1 counts as 1. An empty text gives one
  /// empty line.
  package static func wrapped<A: Equatable>(_ runs: [TextRun<A>], toWidth width: Int) -> [[TextRun<A>]] {
    // Lines are made of numbers of runs: only here does it matter what is attached to them.
    broken(runs.map(\.text), toWidth: width).map { pieces in
      var line: [TextRun<A>] = []
      for piece in pieces {
        let attribute = runs[piece.run].attribute
        if let last = line.indices.last, line[last].attribute == attribute {
          line[last].text += piece.text
        } else {
          line.append(TextRun(piece.text, attribute))
        }
      }
      return line
    }
  }

  /// The same for plain text.
  package static func wrapped(_ text: String, toWidth width: Int) -> [String] {
    broken([text], toWidth: width).map { $0.first?.text ?? "" }
  }

  /// A part of a line: text, and the number of the run it is from.
  private struct Piece {
    var text: String
    let run: Int
  }

  private static func broken(_ texts: [String], toWidth width: Int) -> [[Piece]] {
    var lines = Lines(width: max(1, width))
    for (run, text) in texts.enumerated() {
      forEachWord(in: text) { word, separator in
        lines.add(word, run)
        if let separator { lines.separate(separator == UInt8(ascii: "\n"), run) }
      }
    }
    return lines.finished()
  }

  /// The words of a text and what ends each: a blank, a tab, a line break, or nil at the end.
  ///
  /// A blank that carries a combining mark belongs to its word.
  private static func forEachWord(in text: String, _ body: (Substring, UInt8?) -> Void) {
    let bytes = text.utf8
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = bytes.index(after: index)
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t") {
        let carriesMark = next < bytes.endIndex && bytes[next] >= 0xCC && text[index].unicodeScalars.count > 1
        if !carriesMark {
          body(text[start..<index], byte)
          start = next
        }
      }
      index = next
    }
    body(text[start...], nil)
  }

  /// The lines so far and the word that is growing.
  private struct Lines {
    let width: Int
    private var lines: [[Piece]] = []
    private var line: [Piece] = []
    private var used = 0
    private var word: [Piece] = []
    private var wordWidth = 0
    /// The run of the blank before the word.
    private var gap: Int?

    init(width: Int) { self.width = width }

    mutating func add(_ text: Substring, _ run: Int) {
      guard !text.isEmpty else { return }
      let piece = Piece(text: String(text), run: run)
      wordWidth += CharacterWidth.columns(piece.text)
      word.append(piece)
    }

    mutating func separate(_ isLineBreak: Bool, _ run: Int) {
      endWord()
      if isLineBreak {
        endLine()
      } else if gap == nil && used > 0 {
        gap = run
      }
    }

    mutating func finished() -> [[Piece]] {
      endWord()
      if !line.isEmpty || lines.isEmpty { endLine() }
      return lines
    }

    private mutating func append(_ text: String, _ run: Int) {
      if let last = line.indices.last, line[last].run == run {
        line[last].text += text
      } else {
        line.append(Piece(text: text, run: run))
      }
    }

    private mutating func endLine() {
      lines.append(line)
      line = []
      used = 0
      gap = nil
    }

    private mutating func endWord() {
      guard !word.isEmpty else { return }
      if used > 0 && used + (gap == nil ? 0 : 1) + wordWidth > width { endLine() }
      if used > 0, let gap {
        append(" ", gap)
        used += 1
      }
      gap = nil
      if used + wordWidth <= width {
        for piece in word { append(piece.text, piece.run) }
        used += wordWidth
      } else {
        for piece in word { appendBroken(piece) }
      }
      word.removeAll(keepingCapacity: true)
      wordWidth = 0
    }

    /// A piece of a word that is wider than a line.
    private mutating func appendBroken(_ piece: Piece) {
      var part = String.UnicodeScalarView()
      for cluster in CharacterWidth.clusters(piece.text) {
        if used + cluster.width > width && used > 0 {
          if !part.isEmpty { append(String(part), piece.run) }
          part.removeAll()
          endLine()
        }
        part.append(cluster.scalar)
        for mark in cluster.marks { part.append(mark) }
        used += cluster.width
      }
      if !part.isEmpty { append(String(part), piece.run) }
    }
  }
}
