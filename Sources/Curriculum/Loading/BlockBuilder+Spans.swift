import CMD4C
import TextLayout

/// What stands inside a block: text, emphasis, links, formulas.
extension BlockBuilder {
  func enter(span kind: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch kind {
    case MD_SPAN_STRONG: manner.insert(.strong)
    case MD_SPAN_EM: manner.insert(.emphasis)
    case MD_SPAN_CODE: manner.insert(.code)
    case MD_SPAN_DEL: manner.insert(.struck)
    case MD_SPAN_IMG:
      manner.insert(.image)
      let source = detail?.assumingMemoryBound(to: MD_SPAN_IMG_DETAIL.self).pointee
      images.append(LessonImage(path: source.map { Self.string($0.src) } ?? "", place: place(of: offset)))
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
    default: break
    }
  }

  /// Begins a link to a lesson; an Obsidian link may name folders before the id.
  func follow(_ name: String, _ heading: String?) {
    let id = String(name.split(separator: "/").last ?? "")
    links.append(.lesson(id: id, heading: heading))
    openLink = (id, heading)
  }

  /// The link's place is its bracket, before the first of its text.
  func settleLink(before offset: Int) {
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
    default: break
    }
  }

  /// A formula in its place.
  func add(_ span: MathSpan) {
    let line = self.line(of: span.textStart)
    switch span.kind {
    case .unclosed:
      // As it was written, with its lines.
      for (index, row) in ("$$" + span.latex).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { add("\n") }
        add(String(row), .source)
      }
    case .display where table == nil:
      // What stood before the formula is a paragraph of its own; the author's line breaks round it stay.
      endParagraph()
      formula(span.latex, line: line) { place(of: span.offset(of: $0, in: source)) }
      blockOffset = -1
    case .display, .inline:
      let (formula, isDrawable) = read(span.latex) { place(of: span.offset(of: $0, in: source)) }
      let link = links.last ?? nil
      switch formula.node {
      case .success(.row([])): break
      case .success(let node):
        let look = manner.union(isDrawable ? .math : [.math, .source])
        inlines.append(Inline(InlineMath.text(node), look, link: link, formula: formula))
      case .failure:
        inlines.append(Inline("$" + span.latex + "$", manner.union(.source), link: link, formula: formula))
      }
    }
  }

  /// A display formula; one that only defines commands shows nothing.
  func formula(_ latex: String, line: Int, place: (Int) -> LessonPlace) {
    let (formula, _) = read(latex, place: place)
    if case .success(.row([])) = formula.node { return }
    append(.formula(formula, line: line))
  }

  /// Reads a formula and reports what cannot be read or drawn; the commands that it defines hold for the rest of the lesson.
  ///
  /// - Parameter place: the place in the lesson of a byte of the formula.
  private func read(_ latex: String, place: (Int) -> LessonPlace) -> (LessonFormula, isDrawable: Bool) {
    let formula = LessonFormula(latex, defining: &macros)
    func report(_ message: String, _ byte: Int, _ severity: LessonIssue.Severity) {
      issues.append(LessonIssue(file: file, place: place(byte), severity: severity, message: message))
    }
    var isDrawable = true
    switch formula.node {
    case .failure(let error):
      let before = String(String.UnicodeScalarView(latex.unicodeScalars.prefix(error.column - 1)))
      report("formula: \(error.message)", before.utf8.count, .error)
    case .success(let node):
      for source in node.undrawable {
        isDrawable = false
        let before = latex.ranges(of: source).first.map { latex[..<$0.lowerBound].utf8.count } ?? 0
        report("cannot draw `\(source)`; it is shown as source", before, .warning)
      }
    }
    return (formula, isDrawable)
  }

  func add(_ text: String, _ extra: Inline.Manner = []) {
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
      settleLink(before: offset)
      if kind == MD_TEXT_CODE {
        // Code is as it was written, dollars and all.
        let text = String(decoding: source[offset..<min(source.count, offset + size)], as: UTF8.self)
        if code != nil { code?.text += text } else { add(text) }
        return
      }
    }
    let string = Self.string(start, size)
    if code != nil {
      code?.text += string
    } else {
      switch kind {
      case MD_TEXT_BR: add("\n")
      case MD_TEXT_SOFTBR: if !inlines.isEmpty { add(keepsLineBreak ? "\n" : " ") }
      case MD_TEXT_NULLCHAR: break
      case MD_TEXT_ENTITY: add(Self.entity(string))
      default:
        // A link by its id alone shows what the lesson is called.
        if case .lesson(let id, heading: nil)? = links.last ?? nil, string == id, let title = titles?(id) {
          return add(title)
        }
        addWithFormulas(UnsafeRawBufferPointer(start: start, count: size), at: offset)
      }
    }
  }

  /// Text in which formulas stand as words.
  private func addWithFormulas(_ bytes: UnsafeRawBufferPointer, at start: Int) {
    var index = 0
    while index < bytes.count {
      if start + index < formulaEnd {
        index = min(bytes.count, formulaEnd - start)
        continue
      }
      if bytes[index] == UInt8(ascii: "$"), let span = formulas[start + index] {
        formulaEnd = span.bytes.upperBound
        add(span)
        continue
      }
      let end = bytes[index...].dropFirst().firstIndex(of: UInt8(ascii: "$")) ?? bytes.endIndex
      let part = Array(bytes[index..<end])
      index = end
      if part.contains(MathDelimiters.footnoteOpen) {
        addWithFootnotes(part[...], at: start + end - part.count)
      } else {
        let text = Self.string(part)
        // A line after a formula must not begin with the space that was its line break.
        add(inlines.isEmpty ? String(text.drop { $0 == " " }) : text)
      }
    }
  }

  /// A short line that ends a sentence was meant to stand alone ("Linear output: … ."); a callout's title ends its line.
  var keepsLineBreak: Bool {
    if keepsLines { return true }
    let newline = UInt8(ascii: "\n")
    if inlines.first?.text.hasPrefix("[") ?? false, Array(inlines.prefix(4)).plain.hasPrefix("[!"),
      !inlines.contains(where: { $0.text.utf8.contains(newline) })
    {
      return true
    }
    guard let end = inlines.last(where: { !$0.text.isEmpty })?.text.utf8.last, ".:?!".utf8.contains(end) else {
      return false
    }
    // No more of a long paragraph than it takes to see that its line is too long.
    var count = 0
    for inline in inlines.reversed() {
      let rest = inline.text.utf8.suffix(2_000)
      let line = rest.lastIndex(of: newline).map { rest[rest.index(after: $0)...] } ?? rest
      count += String(decoding: line, as: UTF8.self).count
      if count > 64 { return false }
      if line.count < rest.count { break }
    }
    return true
  }

  static func string(_ start: UnsafePointer<CChar>, _ size: Int) -> String {
    string(UnsafeRawBufferPointer(start: start, count: size))
  }

  /// The text with what `MathDelimiters` put in the place of signs turned back.
  static func string(_ bytes: some Collection<UInt8>) -> String {
    guard bytes.contains(where: { $0 <= MathDelimiters.hidden }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    let restored = bytes.compactMap { byte -> UInt8? in
      switch byte {
      case MathDelimiters.formula, MathDelimiters.hidden: nil
      case MathDelimiters.literalDollar: UInt8(ascii: "$")
      case MathDelimiters.footnoteOpen: UInt8(ascii: "[")
      case MathDelimiters.footnoteClose: UInt8(ascii: "]")
      default: byte
      }
    }
    return String(decoding: restored, as: UTF8.self)
  }

  static func string(_ attribute: MD_ATTRIBUTE) -> String {
    attribute.text.map { string($0, Int(attribute.size)) } ?? ""
  }

  static func entity(_ text: String) -> String {
    let known = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&nbsp;": " ", "&apos;": "'"]
    if let plain = known[text] { return plain }
    guard text.hasPrefix("&#"), text.hasSuffix(";") else { return text }
    let body = text.dropFirst(2).dropLast()
    let value = body.first == "x" || body.first == "X" ? UInt32(body.dropFirst(), radix: 16) : UInt32(body)
    return value.flatMap(Unicode.Scalar.init).map(String.init) ?? text
  }
}
