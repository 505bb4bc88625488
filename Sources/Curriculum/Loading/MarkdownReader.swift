import CMD4C
import TextLayout

/// Markdown to blocks through md4c.
///
/// Whatever the bytes are, blocks come out; what was odd is reported.
struct MarkdownReader {
  /// Containers nested deeper are shown at this depth.
  static let depthLimit = 32

  struct Text {
    let blocks: [Block]
    let links: [LessonLink]
    let images: [LessonImage]
    let issues: [LessonIssue]
  }

  /// - Parameters:
  ///   - titles: what a lesson is called that a link names by its id.
  ///   - firstLine: the file's line of the text's first line.
  ///   - keepsLines: whether the lines of a paragraph stay lines.
  static func read(
    _ source: [UInt8], file: String, firstLine: Int = 1, macros: LaTeXMacros = [:], keepsLines: Bool = false,
    titles: ((String) -> String?)? = nil
  ) -> Text {
    let prepared = MathDelimiters(source)
    let builder = BlockBuilder(
      file: file, firstLine: firstLine, source: source, macros: macros, formulas: prepared.spans,
      keepsLines: keepsLines, titles: titles)
    for offset in prepared.unclosed {
      builder.report("`$$` is never closed; add `$$` after the formula", at: offset)
    }
    for remark in prepared.remarks { builder.report(remark.message, at: remark.offset, .warning) }
    prepared.bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      base.withMemoryRebound(to: CChar.self, capacity: buffer.count) { text in
        builder.setText(UnsafeBufferPointer(start: text, count: buffer.count))
        var parser = MD_PARSER()
        parser.flags = UInt32(
          MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH | MD_FLAG_WIKILINKS
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
    return Text(
      blocks: builder.finished(), links: builder.lessonLinks, images: builder.images, issues: builder.issues)
  }
}
