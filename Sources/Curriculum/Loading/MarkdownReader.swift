import CMD4C
import LayerMath
import TextLayout

/// Markdown to blocks through md4c.
///
/// Whatever the bytes are, blocks come out; what was odd is reported.
struct MarkdownReader {
  /// Containers nested deeper are shown at this depth.
  static let depthLimit = 32

  /// - Parameter firstLine: the file's line of the text's first line.
  static func read(
    _ source: [UInt8], file: String, firstLine: Int = 1, macros: [String: String] = [:]
  ) -> (blocks: [Block], links: [LessonLink], issues: [LessonIssue]) {
    var bytes = source
    let builder = BlockBuilder(file: file, firstLine: firstLine, source: source, macros: macros)
    for offset in MathDelimiters.prepare(&bytes) {
      builder.report("`$$` is never closed; add `$$` after the formula", at: offset)
    }
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      base.withMemoryRebound(to: CChar.self, capacity: buffer.count) { text in
        builder.setText(UnsafeBufferPointer(start: text, count: buffer.count))
        var parser = MD_PARSER()
        parser.flags = UInt32(
          MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH | MD_FLAG_LATEXMATHSPANS | MD_FLAG_WIKILINKS
            | MD_FLAG_NOHTMLBLOCKS | MD_FLAG_NOHTMLSPANS)
        parser.enter_block = { kind, detail, data in
          BlockBuilder.from(data)?.enter(kind, detail)
          return 0
        }
        parser.leave_block = { kind, detail, data in
          BlockBuilder.from(data)?.leave(kind, detail)
          return 0
        }
        parser.enter_span = { kind, detail, data in
          BlockBuilder.from(data)?.enter(span: kind, detail)
          return 0
        }
        parser.leave_span = { kind, _, data in
          BlockBuilder.from(data)?.leave(span: kind)
          return 0
        }
        parser.text = { kind, text, size, data in
          BlockBuilder.from(data)?.text(kind, text, Int(size))
          return 0
        }
        _ = md_parse(text, MD_SIZE(buffer.count), &parser, Unmanaged.passUnretained(builder).toOpaque())
      }
    }
    return (builder.finished(), builder.lessonLinks, builder.issues)
  }
}

/// Collects md4c's calls into blocks.
private final class BlockBuilder {
  private let file: String
  private let firstLine: Int
  private let source: [UInt8]
  private let macros: [String: String]
  private(set) var issues: [LessonIssue] = []
  private(set) var lessonLinks: [LessonLink] = []

  /// An open container: what will be made of its blocks when it closes.
  private struct Frame {
    var blocks: [Block] = []
    var items: [[Block]] = []
    var line: Int
    /// The first number of an ordered list.
    var start: Int?
  }

  private var frames: [Frame]
  private var text: UnsafeBufferPointer<CChar>?
  private var lineStarts: [Int] = [0]
  private var offset = 0

  private var inlines: [Inline] = []
  private var manner: Inline.Manner = []
  private var links: [Link?] = []
  /// The label of the note whose text is being read.
  private var footnote: String?
  private var footnotes: Set<String> = []
  private var references: [(label: String, offset: Int)] = []
  private var math: String?
  /// Where the formula's text begins.
  private var mathOffset: Int?
  /// A link that waits for the place of its first text.
  private var openLink: (id: String, heading: String?)?
  private var mathIsDisplay = false
  private var code: (language: String, text: String)?
  private var blockOffset = 0
  /// How many lines of a code block came before the one at `blockOffset`.
  private var linesBeforePlace = 0
  private var table: (header: [[Inline]], rows: [[[Inline]]], row: [[Inline]])?
  private var looseDepth = 0

  init(file: String, firstLine: Int, source: [UInt8], macros: [String: String]) {
    self.file = file
    self.firstLine = firstLine
    self.source = source
    self.macros = macros
    // From the source as it was: in what md4c reads, the line breaks inside formulas are gone.
    for (index, byte) in source.enumerated() where byte == 10 { lineStarts.append(index + 1) }
    frames = [Frame(line: firstLine)]
  }

  static func from(_ data: UnsafeMutableRawPointer?) -> BlockBuilder? {
    data.map { Unmanaged<BlockBuilder>.fromOpaque($0).takeUnretainedValue() }
  }

  func setText(_ buffer: UnsafeBufferPointer<CChar>) { text = buffer }

  func report(_ message: String, at offset: Int, _ severity: LessonIssue.Severity = .error) {
    issues.append(LessonIssue(file: file, place: place(of: offset), severity: severity, message: message))
  }

  /// The file's line and column of a byte.
  private func place(of offset: Int) -> LessonPlace {
    let offset = min(max(0, offset), source.count)
    let line = line(of: offset)
    let start = lineStarts[line - firstLine]
    // A lead byte a character; what continues one does not count.
    return LessonPlace(line: line, column: 1 + source[start..<offset].count { $0 & 0xC0 != 0x80 })
  }

  /// The file's line of a byte, 1-based.
  private func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return firstLine + low
  }

  private var currentLine: Int { line(of: blockOffset) }

  private func append(_ block: Block) { frames[frames.count - 1].blocks.append(block) }

  func finished() -> [Block] {
    while frames.count > 1 { close { .quote($0.blocks) } }
    for (label, offset) in references where !footnotes.contains(label) {
      report("footnote `\(label)` has no text; add a line `[^\(label)]: …`", at: offset, .warning)
    }
    return frames[0].blocks
  }

  // MARK: blocks

  func enter(_ kind: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch kind {
    case MD_BLOCK_QUOTE, MD_BLOCK_UL, MD_BLOCK_LI: open()
    case MD_BLOCK_OL:
      open()
      let start = detail?.assumingMemoryBound(to: MD_BLOCK_OL_DETAIL.self).pointee.start
      frames[frames.count - 1].start = start.map(Int.init) ?? 1
    case MD_BLOCK_CODE:
      let code = detail?.assumingMemoryBound(to: MD_BLOCK_CODE_DETAIL.self).pointee
      self.code = (code.map { Self.string($0.lang) } ?? "", "")
      blockOffset = -1
    case MD_BLOCK_TABLE:
      table = ([], [], [])
      blockOffset = -1
    case MD_BLOCK_TR: table?.row = []
    case MD_BLOCK_H, MD_BLOCK_P, MD_BLOCK_TH, MD_BLOCK_TD:
      inlines = []
      if table == nil || kind == MD_BLOCK_H || kind == MD_BLOCK_P { blockOffset = -1 }
    default: break
    }
  }

  private func open() {
    looseInlines()
    if frames.count <= MarkdownReader.depthLimit {
      frames.append(Frame(line: line(of: max(0, offset))))
    } else {
      looseDepth += 1
    }
  }

  private func close(_ make: (Frame) -> Block) {
    looseInlines()
    if looseDepth > 0 {
      looseDepth -= 1
    } else if frames.count > 1 {
      append(make(frames.removeLast()))
    }
  }

  /// Text of a tight list item stands in no paragraph of its own.
  private func looseInlines() {
    if !inlines.isEmpty && table == nil { endParagraph() }
  }

  func leave(_ kind: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch kind {
    case MD_BLOCK_QUOTE: close(quote)
    case MD_BLOCK_UL: close { .list(items: $0.items, start: nil) }
    case MD_BLOCK_OL: close { .list(items: $0.items, start: $0.start ?? 1) }
    case MD_BLOCK_LI:
      looseInlines()
      if looseDepth > 0 {
        looseDepth -= 1
      } else if frames.count > 1 {
        var blocks = frames.removeLast().blocks
        if let item = detail?.assumingMemoryBound(to: MD_BLOCK_LI_DETAIL.self).pointee, item.is_task != 0 {
          let mark = item.task_mark == 32 ? "☐ " : "☑ "
          if case .paragraph(let text, let line) = blocks.first {
            blocks[0] = .paragraph([Inline(mark)] + text, line: line)
          }
        }
        frames[frames.count - 1].items.append(blocks)
      }
    case MD_BLOCK_HR: append(.rule)
    case MD_BLOCK_H:
      let level = detail?.assumingMemoryBound(to: MD_BLOCK_H_DETAIL.self).pointee.level ?? 1
      append(.heading(level: Int(level), text: inlines, line: currentLine))
      inlines = []
    case MD_BLOCK_P: endParagraph()
    case MD_BLOCK_CODE: endCode()
    case MD_BLOCK_TH, MD_BLOCK_TD:
      table?.row.append(inlines)
      inlines = []
    case MD_BLOCK_TR:
      guard let row = table?.row else { break }
      if table?.header.isEmpty == true { table?.header = row } else { table?.rows.append(row) }
    case MD_BLOCK_TABLE:
      if let table { append(.table(header: table.header, rows: table.rows, line: currentLine)) }
      table = nil
    default: break
    }
  }

  /// What has a look of its own, and Obsidian's other kinds.
  private static let callouts = [
    "note", "hint", "warning", "speaker", "tip", "important", "info", "abstract", "summary", "tldr", "todo", "success",
    "check", "done", "question", "help", "faq", "caution", "attention", "failure", "fail", "missing", "danger", "error",
    "bug", "example", "quote", "cite",
  ]

  private func quote(_ frame: Frame) -> Block {
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
      kind: kind, title: title.filter { !$0.text.isEmpty }, body: body + frame.blocks.dropFirst(), line: line)
  }

  /// The column of `[!` in a line.
  private func calloutPlace(_ line: Int) -> LessonPlace {
    let start = lineStarts[min(max(0, line - firstLine), lineStarts.count - 1)]
    let text = source[start...].prefix { $0 != UInt8(ascii: "\n") }
    return LessonPlace(line: line, column: 1 + (text.firstIndex(of: UInt8(ascii: "[")) ?? start) - start)
  }

  /// Takes footnote marks out of a text: each reference becomes a link, a mark with a colon at a line's beginning the
  /// start of the note itself.
  private func addWithFootnotes(_ bytes: ArraySlice<UInt8>, at start: Int) {
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

  private func endParagraph() {
    defer { footnote = nil }
    while inlines.last?.text.allSatisfy(\.isWhitespace) == true && inlines.last?.manner == [] { inlines.removeLast() }
    if let last = inlines.indices.last {
      while inlines[last].text.last?.isWhitespace == true { inlines[last].text.removeLast() }
      append(
        footnote.map { .footnote(label: $0, inlines, line: currentLine) } ?? .paragraph(inlines, line: currentLine))
    }
    inlines = []
  }

  private func endCode() {
    guard let (language, text) = code else { return }
    code = nil
    let line = blockOffset < 0 ? self.line(of: offset) : max(firstLine, currentLine - linesBeforePlace)
    if language == "layer" || language == "ask" {
      var reader = YAMLReader(file: file, firstLine: line)
      if language == "layer", let layer = reader.layer(text) {
        append(.layer(layer, line: line))
      } else if language == "ask", let exercise = reader.exercise(text) {
        append(.ask(exercise, line: line))
      } else {
        append(.code(language: language, text: text, line: line))
      }
      issues += reader.issues
    } else {
      append(.code(language: language, text: text, line: line))
    }
  }

  // MARK: spans and text

  func enter(span kind: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch kind {
    case MD_SPAN_STRONG: manner.insert(.strong)
    case MD_SPAN_EM: manner.insert(.emphasis)
    case MD_SPAN_CODE: manner.insert(.code)
    case MD_SPAN_DEL: manner.insert(.struck)
    case MD_SPAN_IMG: manner.insert(.image)
    case MD_SPAN_A:
      let target = detail?.assumingMemoryBound(to: MD_SPAN_A_DETAIL.self).pointee
      let address = target.map { Self.string($0.href) } ?? ""
      // A relative link to a Markdown file is a link to that lesson.
      let isLesson = address.hasSuffix(".md") && !address.contains(":")
      if isLesson {
        follow(String((address.split(separator: "/").last ?? "").dropLast(3)), nil)
      } else {
        links.append(.address(address))
      }
    case MD_SPAN_WIKILINK:
      let target = detail?.assumingMemoryBound(to: MD_SPAN_WIKILINK_DETAIL.self).pointee
      let parts = (target.map { Self.string($0.target) } ?? "").split(separator: "#", maxSplits: 1)
      // `[[#heading]]` has no id: it stays in its lesson.
      let isHere = target.map { Self.string($0.target) }?.hasPrefix("#") ?? false
      if isHere {
        follow("", parts.first.map(String.init))
      } else {
        follow(parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : nil)
      }
    case MD_SPAN_LATEXMATH, MD_SPAN_LATEXMATH_DISPLAY:
      math = ""
      mathOffset = nil
      mathIsDisplay = kind == MD_SPAN_LATEXMATH_DISPLAY
    default: break
    }
  }

  /// Begins a link to a lesson; an Obsidian link may name folders before the id.
  private func follow(_ name: String, _ heading: String?) {
    let id = String(name.split(separator: "/").last ?? "")
    links.append(.lesson(id: id, heading: heading))
    openLink = (id, heading)
  }

  /// The link's place is its bracket, before the first of its text.
  private func settleLink(before offset: Int) {
    guard let (id, heading) = openLink else { return }
    openLink = nil
    var start = offset
    let line = lineStarts[line(of: offset) - firstLine]
    while start > line, source[start - 1] != UInt8(ascii: "[") { start -= 1 }
    while start > line, source[start - 1] == UInt8(ascii: "[") { start -= 1 }
    lessonLinks.append(LessonLink(id: id, heading: heading, place: place(of: start)))
  }

  func leave(span kind: MD_SPANTYPE) {
    switch kind {
    case MD_SPAN_STRONG: manner.remove(.strong)
    case MD_SPAN_EM: manner.remove(.emphasis)
    case MD_SPAN_CODE: manner.remove(.code)
    case MD_SPAN_DEL: manner.remove(.struck)
    case MD_SPAN_IMG: manner.remove(.image)
    case MD_SPAN_A, MD_SPAN_WIKILINK:
      settleLink(before: offset)
      _ = links.popLast()
    case MD_SPAN_LATEXMATH, MD_SPAN_LATEXMATH_DISPLAY: endMath()
    default: break
    }
  }

  private func endMath() {
    guard let latex = math else { return }
    math = nil
    let formula = LessonFormula(latex, macros: macros)
    let start = mathOffset ?? offset
    let line = self.line(of: start)
    if case .failure(let error) = formula.node {
      let before = String(String.UnicodeScalarView(latex.unicodeScalars.prefix(error.column - 1)))
      report("formula: \(error.message)", at: start + before.utf8.count)
    } else if case .success(let node) = formula.node {
      for source in node.undrawable {
        let before = latex.ranges(of: source).first.map { latex[..<$0.lowerBound].utf8.count } ?? 0
        report("cannot draw `\(source)`; it is shown as source", at: start + before, .warning)
      }
    }
    if mathIsDisplay && table == nil {
      // What stood before the formula is a paragraph of its own; the author's line breaks round it stay.
      endParagraph()
      append(.formula(formula, line: line))
      blockOffset = -1
      return
    }
    switch formula.node {
    case .success(let node):
      inlines.append(
        Inline(
          InlineMath.text(node), manner.union(node.undrawable.isEmpty ? .math : [.math, .source]),
          link: links.last ?? nil,
          formula: formula))
    case .failure:
      inlines.append(Inline("$" + latex + "$", manner.union(.source), link: links.last ?? nil, formula: formula))
    }
  }

  private func add(_ text: String, _ extra: Inline.Manner = []) {
    guard !text.isEmpty else { return }
    let manner = manner.union(extra)
    let link = links.last ?? nil
    if let last = inlines.indices.last, inlines[last].manner == manner, inlines[last].link == link,
      inlines[last].formula == nil
    {
      inlines[last].text += text
    } else {
      inlines.append(Inline(text, manner, link: link))
    }
  }

  func text(_ kind: MD_TEXTTYPE, _ start: UnsafePointer<CChar>?, _ size: Int) {
    guard let start else { return }
    if let base = text?.baseAddress, let count = text?.count, start >= base, start < base + count {
      offset = start - base
      if blockOffset < 0 {
        blockOffset = offset
        // md4c gives blank lines without their place: the first one known may be further down.
        linesBeforePlace = code?.text.utf8.count { $0 == UInt8(ascii: "\n") } ?? 0
      }
      if math != nil && mathOffset == nil { mathOffset = offset }
      settleLink(before: offset)
    }
    let string = Self.string(start, size)
    if math != nil {
      math? += kind == MD_TEXT_SOFTBR || kind == MD_TEXT_BR ? " " : string
    } else if code != nil {
      code?.text += string
    } else {
      switch kind {
      case MD_TEXT_BR: add("\n")
      case MD_TEXT_SOFTBR: if !inlines.isEmpty { add(keepsLineBreak ? "\n" : " ") }
      case MD_TEXT_NULLCHAR: break
      case MD_TEXT_ENTITY: add(Self.entity(string))
      default:
        // A line after a formula must not begin with the space that was its line break.
        let bytes = UnsafeRawBufferPointer(start: start, count: size)
        if bytes.contains(MathDelimiters.footnoteOpen) {
          addWithFootnotes(Array(bytes)[...], at: offset)
        } else {
          add(inlines.isEmpty ? String(string.drop { $0 == " " }) : string)
        }
      }
    }
  }

  /// A short line that ends a sentence was meant to stand alone ("Linear output: … ."); a callout's title ends its line.
  private var keepsLineBreak: Bool {
    let plain = inlines.plain
    if plain.hasPrefix("[!") && !plain.contains("\n") { return true }
    let line = plain.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    guard line.count <= 64, let end = line.last else { return false }
    return ".:?!".contains(end)
  }

  private static func string(_ start: UnsafePointer<CChar>, _ size: Int) -> String {
    string(UnsafeRawBufferPointer(start: start, count: size))
  }

  /// The text with what `MathDelimiters` put in the place of signs turned back.
  private static func string(_ bytes: some Collection<UInt8>) -> String {
    guard bytes.contains(where: { $0 <= MathDelimiters.footnoteClose }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    let restored = bytes.map { byte in
      switch byte {
      case MathDelimiters.literalDollar: UInt8(ascii: "$")
      case MathDelimiters.footnoteOpen: UInt8(ascii: "[")
      case MathDelimiters.footnoteClose: UInt8(ascii: "]")
      default: byte
      }
    }
    return String(decoding: restored, as: UTF8.self)
  }

  private static func string(_ attribute: MD_ATTRIBUTE) -> String {
    attribute.text.map { string($0, Int(attribute.size)) } ?? ""
  }

  private static func entity(_ text: String) -> String {
    let known = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&nbsp;": " ", "&apos;": "'"]
    if let plain = known[text] { return plain }
    guard text.hasPrefix("&#"), text.hasSuffix(";") else { return text }
    let body = text.dropFirst(2).dropLast()
    let value = body.first == "x" || body.first == "X" ? UInt32(body.dropFirst(), radix: 16) : UInt32(body)
    return value.flatMap(Unicode.Scalar.init).map(String.init) ?? text
  }
}
