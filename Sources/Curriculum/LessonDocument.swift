import LayerMath

/// A lesson as loaded: front matter decoded, text as blocks, sections found.
///
/// It can be shown whatever it held; what was wrong with it is in `issues`.
package struct LessonDocument: Equatable, Sendable {
  /// The file as the user named it, or `Lessons/elu.md`.
  package let file: String
  package let frontMatter: FrontMatter
  package let blocks: [Block]
  /// All links to lessons, in reading order.
  package let links: [LessonLink]
  package let issues: [LessonIssue]

  package var id: String { frontMatter.id ?? stem }

  /// The front matter's title, else the first heading that is no section's, else the id.
  package var title: String {
    if let title = frontMatter.title { return title }
    for case .heading(_, let text, _) in blocks where LessonSection(heading: text.plain) == nil { return text.plain }
    return id
  }

  /// Walked through, rather than read.
  ///
  /// A lesson without a type is one if it has forward and backward sections.
  package var isDerivation: Bool {
    if let type = frontMatter.type { return type == "derivation" }
    return section(.forward) != nil && section(.backward) != nil
  }

  /// The opening example: front matter first, then the first `layer` block.
  package var layer: LessonLayer? {
    if let layer = frontMatter.layer { return layer }
    for case .layer(let layer, _) in blocks { return layer }
    return nil
  }

  private var stem: String {
    let name = file.split(separator: "/").last ?? ""
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : String(name)
  }

  /// The blocks of a section, its heading first, up to the next section's heading; `nil` where the lesson has none.
  package func section(_ section: LessonSection) -> [Block]? {
    guard let start = blocks.firstIndex(where: { Self.opened(by: $0) == section }) else { return nil }
    let rest = blocks[blocks.index(after: start)...]
    let end = rest.firstIndex { Self.opened(by: $0) != nil } ?? blocks.endIndex
    var body = Array(blocks[start..<end])
    while body.last == .rule { body.removeLast() }
    return body
  }

  /// The texts of all headings.
  package var headings: [String] {
    blocks.compactMap { if case .heading(_, let text, _) = $0 { text.plain } else { nil } }
  }

  private static func opened(by block: Block) -> LessonSection? {
    if case .heading(_, let text, _) = block { LessonSection(heading: text.plain) } else { nil }
  }
}

/// `[[id#heading]]` as it stands in the text.
package struct LessonLink: Equatable, Sendable {
  package let id: String
  package let heading: String?
  package let place: LessonPlace
}

/// The parts of a derivation lesson, recognised by the beginning of their headings, whatever the level and case.
package enum LessonSection: String, CaseIterable, Sendable {
  case question, solution, forward, backward, parameter, related

  package init?(heading: String) {
    let heading = heading.lowercased()
    guard let found = Self.allCases.first(where: { heading.hasPrefix($0.rawValue) }) else { return nil }
    self = found
  }
}
