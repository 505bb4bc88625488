import LayerMath
import TextLayout

/// What md4c does not know: callouts and footnotes.
extension BlockBuilder {
  /// What has a look of its own, and Obsidian's other kinds.
  static let callouts = [
    "note", "hint", "warning", "speaker", "tip", "important", "info", "abstract", "summary", "tldr", "todo", "success",
    "check", "done", "question", "help", "faq", "caution", "attention", "failure", "fail", "missing", "danger", "error",
    "bug", "example", "quote", "cite",
  ]

  func quote(_ frame: Frame) -> Block {
    guard case .paragraph(let text, let line)? = frame.blocks.first, let first = text.first?.text,
      first.hasPrefix("[!"), let end = first.firstIndex(of: "]")
    else { return .quote(frame.blocks) }
    let kind = first[first.index(first.startIndex, offsetBy: 2)..<end].lowercased()
    var rest = text
    rest[0].text = String(first[first.index(after: end)...].drop { $0 == "-" || $0 == "+" || $0 == " " })
    // The title is the rest of the first line; what follows the line break belongs to the body.
    var title: [Inline] = []
    while let piece = rest.first {
      if let split = piece.text.firstIndex(of: "\n") {
        title.append(Inline(String(piece.text[..<split]), piece.manner, link: piece.link))
        rest[0].text = String(piece.text[piece.text.index(after: split)...])
        break
      }
      title.append(piece)
      rest.removeFirst()
    }
    if !Self.callouts.contains(kind) {
      let nearest = NearestName.of(kind, in: Self.callouts, limit: 2).map { "; did you mean `\($0)`?" }
      let place = calloutPlace(line)
      issues.append(
        LessonIssue(
          file: file, place: place, severity: .warning,
          message: "unknown callout `\(kind)`" + (nearest ?? "; use note, hint, warning or speaker")))
    }
    let body: [Block] = rest.plain.isEmpty ? [] : [.paragraph(rest, line: line)]
    return .callout(
      kind: CalloutKind(kind), title: title.filter { !$0.text.isEmpty }, body: body + frame.blocks.dropFirst(),
      line: line)
  }

  /// The column of `[!` in a line.
  func calloutPlace(_ line: Int) -> LessonPlace {
    let start = lineStarts[min(max(0, line - firstLine), lineStarts.count - 1)]
    let text = source[start...].prefix { $0 != UInt8(ascii: "\n") }
    return LessonPlace(line: line, column: 1 + (text.firstIndex(of: UInt8(ascii: "[")) ?? start) - start)
  }

  /// Takes footnote marks out of a text: each reference becomes a link, a mark with a colon at a line's beginning the
  /// start of the note itself.
  func addWithFootnotes(_ bytes: ArraySlice<UInt8>, at start: Int) {
    var rest = bytes
    while let open = rest.firstIndex(of: MathDelimiters.footnoteOpen),
      let close = rest[open...].firstIndex(of: MathDelimiters.footnoteClose), close > open + 1
    {
      let label = Self.string(rest[(open + 2)..<close])
      let place = min(source.count, start + open - bytes.startIndex)
      let isLineStart = place == 0 || source[place - 1] == UInt8(ascii: "\n")
      if isLineStart, close + 1 < rest.endIndex, rest[close + 1] == UInt8(ascii: ":") {
        endParagraph()
        footnote = label
        footnotes.insert(label)
        blockOffset = place
        rest = rest[(close + 2)...].drop { $0 == UInt8(ascii: " ") }
        continue
      }
      add(Self.string(rest[..<open]))
      references.append((label, place))
      inlines.append(Inline(ScriptGlyphs.superscripted(label) ?? "[\(label)]", manner, link: .footnote(label)))
      rest = rest[(close + 1)...]
    }
    add(Self.string(rest))
  }

}
