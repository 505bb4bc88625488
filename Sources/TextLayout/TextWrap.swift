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
    let width = max(1, width)
    var lines: [[TextRun<A>]] = []
    var line: [TextRun<A>] = []
    var used = 0
    var word: [TextRun<A>] = []
    var wordWidth = 0
    var gap: TextRun<A>?

    func append(_ run: TextRun<A>) {
      if let last = line.indices.last, line[last].attribute == run.attribute {
        line[last].text += run.text
      } else {
        line.append(run)
      }
    }
    func endLine() {
      lines.append(line)
      line = []
      used = 0
      gap = nil
    }
    func endWord() {
      guard !word.isEmpty else { return }
      if used > 0 && used + (gap == nil ? 0 : 1) + wordWidth > width { endLine() }
      if used > 0, let gap {
        append(gap)
        used += 1
      }
      gap = nil
      guard used + wordWidth > width else {
        for run in word { append(run) }
        used += wordWidth
        word = []
        wordWidth = 0
        return
      }
      for run in word {
        for cluster in CharacterWidth.clusters(run.text) {
          if used + cluster.width > width && used > 0 { endLine() }
          var scalars = String.UnicodeScalarView([cluster.scalar])
          for mark in cluster.marks { scalars.append(mark) }
          append(TextRun(String(scalars), run.attribute))
          used += cluster.width
        }
      }
      word = []
      wordWidth = 0
    }

    for run in runs {
      var piece = ""
      func endPiece() {
        guard !piece.isEmpty else { return }
        word.append(TextRun(piece, run.attribute))
        wordWidth += CharacterWidth.columns(piece)
        piece = ""
      }
      for character in run.text {
        if character == "\n" {
          endPiece()
          endWord()
          endLine()
        } else if character == " " || character == "\t" {
          endPiece()
          endWord()
          if gap == nil && used > 0 { gap = TextRun(" ", run.attribute) }
        } else {
          piece.append(character)
        }
      }
      endPiece()
    }
    endWord()
    if !line.isEmpty || lines.isEmpty { endLine() }
    return lines
  }

  /// The same for plain text.
  package static func wrapped(_ text: String, toWidth width: Int) -> [String] {
    wrapped([TextRun(text, false)], toWidth: width).map { $0.map(\.text).joined() }
  }
}
