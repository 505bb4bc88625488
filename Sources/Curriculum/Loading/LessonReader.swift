import Files

/// A lesson file's bytes to a `LessonDocument`.
package enum LessonReader {
  /// Larger files are refused.
  package static let sizeLimit = 4 << 20

  /// Reads whatever it is given; what is wrong stands in the document's issues.
  /// - Parameters:
  ///   - forAuthor: whether hidden characters are issues as well.
  ///   - titles: what a lesson is called that a link names by its id.
  /// - Throws: `FileError` for what cannot be shown: too large a file.
  package static func read(
    _ bytes: [UInt8], file: String, forAuthor: Bool = false, titles: ((String) -> String?)? = nil
  ) throws(FileError) -> LessonDocument {
    guard bytes.count <= sizeLimit else {
      throw FileError("\(file): more than \(sizeLimit >> 20) MiB; a lesson has that at the most")
    }
    var issues: [LessonIssue] = []
    let bytes = withoutCarriageReturns(bytes)
    if let line = firstInvalidLine(bytes) {
      issues.append(
        LessonIssue(
          file: file, place: LessonPlace(line: line), severity: .warning, message: "not UTF-8; save the file as UTF-8"))
    }
    if let position = bytes.firstIndex(of: 0) {
      let before = bytes[..<position]
      let start = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
      let place = LessonPlace(
        line: 1 + before.count { $0 == newline }, column: 1 + before[start...].count { $0 & 0xC0 != 0x80 })
      issues.append(LessonIssue(file: file, place: place, severity: .warning, message: "a NUL byte; remove it"))
    }
    if forAuthor { issues += HiddenCharacters.issues(in: bytes, file: file) }
    var frontMatter = FrontMatter.empty
    var body = bytes[...]
    var firstLine = 1
    if let (yaml, rest, lines) = split(bytes) {
      var reader = YAMLReader(file: file, firstLine: 2)
      frontMatter = reader.frontMatter(String(decoding: yaml, as: UTF8.self))
      issues += reader.issues
      body = rest
      firstLine = lines + 1
    } else if bytes.starts(with: Array("---\n".utf8)) {
      frontMatter.isReadable = false
      issues.append(
        LessonIssue(
          file: file, place: .top, severity: .error, message: "front matter is never closed; add a line `---`"))
    }
    let text = MarkdownReader.read(
      Array(body), file: file, firstLine: firstLine, macros: frontMatter.macros,
      keepsLines: frontMatter.keepsLines, titles: titles)
    return LessonDocument(
      file: file, frontMatter: frontMatter, blocks: text.blocks, links: text.links, images: text.images,
      issues: issues + text.issues)
  }

  /// Blocks of a text of our own.
  package static func blocks(_ markdown: String) -> [Block] {
    MarkdownReader.read(Array(markdown.utf8), file: "built-in").blocks
  }

  private static let newline = UInt8(ascii: "\n")

  private static func withoutCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let body = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
    return body.contains(13) ? body.filter { $0 != 13 } : Array(body)
  }

  /// The YAML between the first line `---` and the next, the rest, and how many lines came before the rest.
  private static func split(_ bytes: [UInt8]) -> (yaml: ArraySlice<UInt8>, rest: ArraySlice<UInt8>, lines: Int)? {
    guard bytes.starts(with: Array("---\n".utf8)) else { return nil }
    var start = 4
    var lines = 1
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: newline) ?? bytes.count
      lines += 1
      var line = bytes[start..<end]
      while line.last == UInt8(ascii: " ") { line.removeLast() }
      if line.elementsEqual("---".utf8) || line.elementsEqual("...".utf8) {
        return (bytes[4..<start], bytes[min(bytes.count, end + 1)...], lines)
      }
      start = end + 1
    }
    return nil
  }

  private static func firstInvalidLine(_ bytes: [UInt8]) -> Int? {
    // The scan by lines finds the place; almost every file passes the first, whole test.
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    for (index, line) in bytes.split(separator: newline, omittingEmptySubsequences: false).enumerated()
    where String(validating: line, as: UTF8.self) == nil {
      return index + 1
    }
    return 1
  }
}
