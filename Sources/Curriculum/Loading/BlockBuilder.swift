import CMD4C
import LayerMath
import TextLayout

/// Collects md4c's calls into blocks.
final class BlockBuilder {
  let file: String
  let firstLine: Int
  let source: [UInt8]
  /// The commands that the front matter defines, and then those of the formulas read so far.
  var macros: LaTeXMacros
  /// The formulas by where they begin.
  let formulas: [Int: MathSpan]
  private(set) var keepsLines = false
  /// Where the formula ends whose bytes are being passed over.
  var formulaEnd = 0
  var issues: [LessonIssue] = []
  var lessonLinks: [LessonLink] = []
  var images: [LessonImage] = []
  let titles: ((String) -> String?)?

  /// An open container: what will be made of its blocks when it closes.
  struct Frame {
    var blocks: [Block] = []
    var items: [[Block]] = []
    var line: Int
    /// The first number of an ordered list.
    var start: Int?
  }

  var frames: [Frame]
  var text: UnsafeBufferPointer<CChar>?
  var lineStarts: [Int] = [0]
  var offset = 0

  var inlines: [Inline] = []
  var manner: Inline.Manner = []
  var links: [Link?] = []
  /// The label of the note whose text is being read.
  var footnote: String?
  var footnotes: Set<String> = []
  var references: [(label: String, offset: Int)] = []
  /// A link that waits for the place of its first text.
  var openLink: (id: String, heading: String?)?
  var code: (language: String, text: String)?
  var blockOffset = 0
  /// How many lines of a code block came before the one at `blockOffset`.
  var linesBeforePlace = 0
  var table: (header: [[Inline]], rows: [[[Inline]]], row: [[Inline]])?
  var looseDepth = 0

  init(
    file: String, firstLine: Int, source: [UInt8], macros: LaTeXMacros, formulas: [MathSpan], keepsLines: Bool,
    titles: ((String) -> String?)?
  ) {
    self.file = file
    self.firstLine = firstLine
    self.source = source
    self.macros = macros
    self.keepsLines = keepsLines
    self.titles = titles
    self.formulas = Dictionary(formulas.map { ($0.bytes.lowerBound, $0) }, uniquingKeysWith: { first, _ in first })
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
  func place(of offset: Int) -> LessonPlace {
    let offset = min(max(0, offset), source.count)
    let line = line(of: offset)
    let start = lineStarts[line - firstLine]
    // A lead byte a character; what continues one does not count.
    return LessonPlace(line: line, column: 1 + source[start..<offset].count { $0 & 0xC0 != 0x80 })
  }

  /// The file's line of a byte, 1-based.
  func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return firstLine + low
  }

  var currentLine: Int { line(of: blockOffset) }

  func append(_ block: Block) { frames[frames.count - 1].blocks.append(block) }

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

  func open() {
    looseInlines()
    if frames.count <= MarkdownReader.depthLimit {
      frames.append(Frame(line: line(of: max(0, offset))))
    } else {
      looseDepth += 1
    }
  }

  func close(_ make: (Frame) -> Block) {
    looseInlines()
    if looseDepth > 0 {
      looseDepth -= 1
    } else if frames.count > 1 {
      append(make(frames.removeLast()))
    }
  }

  /// Text of a tight list item stands in no paragraph of its own.
  func looseInlines() {
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

  func endParagraph() {
    defer { footnote = nil }
    while inlines.last?.text.allSatisfy(\.isWhitespace) == true && inlines.last?.manner == [] { inlines.removeLast() }
    if let last = inlines.indices.last {
      while inlines[last].text.last?.isWhitespace == true { inlines[last].text.removeLast() }
      append(
        footnote.map { .footnote(label: $0, inlines, line: currentLine) } ?? .paragraph(inlines, line: currentLine))
    }
    inlines = []
  }

  func endCode() {
    guard let (language, text) = code else { return }
    code = nil
    let line = blockOffset < 0 ? self.line(of: offset) : max(firstLine, currentLine - linesBeforePlace)
    if ["layer", "ask", "marks", "derive"].contains(language) {
      var reader = YAMLReader(file: file, firstLine: line)
      if language == "layer", let layer = reader.layer(text) {
        append(.layer(layer, line: line))
      } else if language == "ask", let exercise = reader.exercise(text) {
        append(.ask(exercise, line: line))
      } else if language == "marks", let scheme = reader.scheme(text) {
        append(.marks(scheme, line: line))
      } else if language == "derive", let task = reader.derivation(text) {
        append(.derive(task, line: line))
      } else {
        append(.code(language: language, text: text, line: line))
      }
      issues += reader.issues
    } else if language == "math" {
      let latex = text.split(separator: "\n").joined(separator: " ")
      formula(latex, line: line) { LessonPlace(line: line + 1, column: $0 + 1) }
    } else {
      if let near = NearestName.of(language, in: ["ask", "layer", "math", "marks", "derive"], limit: 1),
        near != language
      {
        issues.append(
          LessonIssue(
            file: file, place: LessonPlace(line: line), severity: .warning,
            message: "a block `\(language)` is code; did you mean `\(near)`?"))
      }
      append(.code(language: language, text: text, line: line))
    }
  }
}
