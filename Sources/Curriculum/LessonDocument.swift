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
  /// Pictures, which the lesson names and a terminal does not show.
  let images: [LessonImage]
  package let issues: [LessonIssue]
  private let module: Lazily<WalkedModule>

  init(
    file: String, frontMatter: FrontMatter, blocks: [Block], links: [LessonLink], images: [LessonImage],
    issues: [LessonIssue]
  ) {
    self.file = file
    self.frontMatter = frontMatter
    self.blocks = blocks
    self.links = links
    self.images = images
    self.issues = issues
    module = Lazily {
      WalkedModule(
        of: LessonDocument(
          file: file, frontMatter: frontMatter, blocks: blocks, links: links, images: images, issues: issues))
    }
  }

  /// The module that a reader says it asks for, where the lesson does not tell.
  package private(set) var told: ModuleEntry?

  /// The same lesson as one of a module that a reader names.
  package func told(_ module: ModuleEntry) -> LessonDocument {
    var frontMatter = frontMatter
    frontMatter.module = module
    var document = LessonDocument(
      file: file, frontMatter: frontMatter, blocks: blocks, links: links, images: images, issues: issues)
    document.told = module
    return document
  }

  package var id: String { frontMatter.id ?? stem }

  /// The front matter's title, else the level-1 heading that comes first, else the name of the file.
  package var title: String {
    if let title = frontMatter.title { return title }
    if case .heading(1, let text, _)? = blocks.first, section(openedBy: text.plain) == nil { return text.plain }
    return stem.isEmpty ? id : stem
  }

  /// What a link may call it: its id, and its file's name.
  package var names: Set<String> { [Self.key(id), Self.key(stem)] }

  /// A name as links compare it: capitals and blanks do not count.
  package static func key(_ name: String) -> String {
    let name = name.hasSuffix(".md") ? name.dropLast(3) : name[...]
    return name.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
  }

  /// Whether its author means it to be a derivation: by its type, else by the sections of one.
  ///
  /// A note on what is forward and backward compatible is none.
  package var isDerivation: Bool {
    if let type = frontMatter.type { return type == "derivation" }
    return section(.forward) != nil && section(.backward) != nil
      && [.question, .solution, .parameter].contains { section($0) != nil }
  }

  /// Walked through, rather than read: a derivation of the module that the walk knows.
  package var isWalked: Bool { isDerivation && notWalked == nil }

  /// Why a derivation is read all the same; `nil` for one that is walked, and for any other lesson.
  package var notWalked: String? {
    guard isDerivation, case .unknown(let reason) = module.value else { return nil }
    return reason
  }

  /// All blocks, those within others too, each with the numbers that it speaks of: those of the `layer` block before it, else of the
  /// front matter.
  package var blocksWithNumbers: [(block: Block, example: LayerExample)] {
    var example = frontMatter.layer?.example ?? .reference
    return blocks.flatMap(\.withInner).map { block in
      if case .layer(let layer, _) = block { example = layer.example }
      return (block, example)
    }
  }

  /// Its exercises in their order, each with its line and the numbers that it speaks of.
  package var exercises: [(exercise: Exercise, line: Int, example: LayerExample)] {
    blocksWithNumbers.compactMap { block, example in
      if case .ask(let exercise, let line) = block { (exercise, line, example) } else { nil }
    }
  }

  /// Its derivations to be typed, each with its line.
  package var derivations: [(task: DerivationTask, line: Int)] {
    blocks.flatMap(\.withInner).compactMap { if case .derive(let task, let line) = $0 { (task, line) } else { nil } }
  }

  /// How its derivation is marked, where it says so.
  package var scheme: MarkScheme? {
    blocks.flatMap(\.withInner).lazy.compactMap { if case .marks(let scheme, _) = $0 { scheme } else { nil } }.first
  }

  /// The text for a reader: all of it, behind a word on why it is not walked.
  package var readBlocks: [Block] {
    guard let reason = notWalked else { return blocks }
    let notice =
      "This lesson is not walked: \(reason). If you know its function, `:activation NAME|FORMULA` walks it; a loss behind it "
      + "is said with `:loss NAME|FORMULA`. Here is its whole text."
    return [
      .callout(
        kind: .named("note"), title: [Inline("Read, not walked")], body: [.paragraph([Inline(notice)], line: 1)],
        line: 1)
    ]
      + blocks
  }

  /// What stands before the first section; a heading alone is the title and none of it.
  package var preamble: [Block] {
    guard let first = blocks.firstIndex(where: { opened(by: $0) != nil }) else { return [] }
    let before = blocks[..<first].filter { $0 != .rule }
    let isText = before.contains { if case .heading = $0 { false } else { true } }
    return isText ? Array(before) : []
  }

  /// The numbers with which a walk begins: the lesson's, with a bias where its question asks for one.
  package var opening: LayerExample {
    var example = layer?.example ?? .reference
    guard isDerivation, case .layer(let hasBias, let activation, let loss, let names) = module.value else {
      return example
    }
    if names.isOfOneUnit, layer == nil { example = example.resized(k: 1, n: example.n) }
    // Numbers that name an f or a loss of their own keep it.
    if example.activation.isELU { example = example.with(activation) }
    if example.loss == nil, let loss {
      example = example.with(loss)
      if let given = frontMatter.module, let module = try? given.applied(to: example) { example = module }
    }
    example = hasBias && example.b == nil ? example.withTeachingBias : example
    return example.with(names)
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
    guard let start = blocks.firstIndex(where: { opened(by: $0) == section }) else { return nil }
    let rest = blocks[blocks.index(after: start)...]
    let end = rest.firstIndex { opened(by: $0) != nil } ?? blocks.endIndex
    var body = Array(blocks[start..<end])
    while body.last == .rule { body.removeLast() }
    return body
  }

  /// The texts of all headings.
  package var headings: [String] {
    blocks.compactMap { if case .heading(_, let text, _) = $0 { text.plain } else { nil } }
  }

  private func opened(by block: Block) -> LessonSection? {
    if case .heading(_, let text, _) = block { section(openedBy: text.plain) } else { nil }
  }

  /// In what says that it is a derivation, headings may be numbered: `1. Forward message`, `a) The backward message`.
  private func section(openedBy heading: String) -> LessonSection? {
    LessonSection(heading: heading, isNumbered: frontMatter.type == "derivation")
  }
}

/// `![what it shows](path)`.
struct LessonImage: Equatable, Sendable {
  let path: String
  let place: LessonPlace
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

  /// - Parameter isNumbered: whether a number or a letter with a point or bracket may stand before it, and an article.
  package init?(heading: String, isNumbered: Bool = false) {
    var heading = heading.lowercased()[...]
    if isNumbered {
      let label = heading.drop { $0 == "(" }.prefix { $0.isNumber || $0.isLetter || $0 == "." }
      let rest = heading.drop { $0 == "(" }.dropFirst(label.count)
      if label.hasSuffix(".") && label.count <= 5 {
        heading = rest
      } else if label.count <= 3, let next = rest.first, next == ")" || label.allSatisfy({ $0.isNumber || $0 == "." }) {
        heading = rest.dropFirst(next == ")" ? 1 : 0)
      }
      heading = heading.drop { $0 == " " || $0 == ":" }
      for article in ["the ", "step "] where heading.hasPrefix(article) { heading = heading.dropFirst(article.count) }
    }
    guard let found = Self.allCases.first(where: { heading.hasPrefix($0.rawValue) }) else { return nil }
    self = found
  }
}
