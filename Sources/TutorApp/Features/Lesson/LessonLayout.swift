import Curriculum
import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// How a stretch of laid-out lesson text looks and where it leads.
struct TextRole: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case text, heading, formula, source, faint, code
    case callout(CalloutKind)
  }

  var kind: Kind = .text
  var manner = Inline.Manner()
  /// Index in `LaidOutText.links`.
  var link: Int?
  /// What a formula asks for.
  var ink = MathInk.plain

  /// Whether it is a mark, which looks as such also where it leads somewhere.
  private var isMark: Bool { if case .callout = kind { true } else { false } }

  var style: Style {
    var style: Style =
      switch kind {
      case .text: .plain
      case .heading: Theme.heading
      case .formula: .plain
      case .source: Theme.warning
      case .faint: Theme.dim
      case .code: Style(.green)
      case .callout(let kind): kind == .warning ? Theme.warning : Style(.cyan, bold: true)
      }
    if manner.contains(.strong) { style.isBold = true }
    if manner.contains(.emphasis) { style.isUnderlined = true }
    if manner.contains(.struck) { style.isDim = true }
    if manner.contains(.code) { style = Style(.green) }
    if manner.contains(.math) { style.color = .cyan }
    if manner.contains(.source) { style = Theme.warning }
    if link != nil, !isMark { style = Theme.link }
    return style.inked(ink)
  }
}

/// A lesson's blocks as lines for one width.
struct LaidOutText: Equatable, Sendable {
  typealias Run = TextRun<TextRole>

  let width: Int
  private(set) var lines: [[Run]] = []
  /// The first line of each block.
  private(set) var blockStarts: [Int] = []
  /// Targets in reading order, with the line each begins on.
  private(set) var links: [(link: Link, line: Int)] = []
  /// The first line of each footnote, by its label.
  private(set) var footnotes: [String: Int] = [:]
  /// Headings, for links that name one.
  private(set) var headings: [(level: Int, text: String, line: Int)] = []

  static func == (a: LaidOutText, b: LaidOutText) -> Bool { a.width == b.width && a.lines == b.lines }

  init(_ blocks: [Block], width: Int) {
    self.width = max(1, width)
    for (index, block) in blocks.enumerated() {
      if index > 0 && separates(blocks[index - 1], block) { lines.append([]) }
      blockStarts.append(lines.count)
      add(block, indent: [], rest: [])
    }
  }

  private func separates(_ before: Block, _ after: Block) -> Bool {
    if case .callout(.speaker, _, _, _) = after { return false }
    if case .heading = before, lines.last?.isEmpty == false { return false }
    return !lines.isEmpty
  }

  private mutating func add(_ block: Block, indent: [Run], rest: [Run]) {
    switch block {
    case .heading(let level, let text, _):
      headings.append((level, text.plain, lines.count))
      wrap(text, kind: .heading, indent, rest)
    case .paragraph(let text, _): wrap(text, kind: .text, indent, rest)
    case .formula(let formula, _): add(formula, rest)
    case .list(let items, let start):
      for (index, item) in items.enumerated() {
        let bullet = start.map { "\($0 + index). " } ?? "• "
        addItem(item, bullet, indent: index == 0 ? indent : rest, rest)
      }
    case .code(_, let text, _):
      for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0) {
        let shown = line.replacing("\t", with: "    ")
        lines.append(rest + [Run("  " + shown, TextRole(kind: .code))])
      }
    case .table(let header, let rows, _): addTable(header, rows, rest)
    case .callout(let kind, let title, let body, _):
      guard kind != .speaker else { return }
      let bar = rest + [Run("▏ ", TextRole(kind: .callout(kind)))]
      let label = title.isEmpty ? [Inline(kind.name.prefix(1).uppercased() + kind.name.dropFirst())] : title
      wrap(label, kind: .callout(kind), bar, bar)
      for (index, inner) in body.enumerated() {
        if index > 0 { lines.append(bar) }
        add(inner, indent: bar, rest: bar)
      }
    case .quote(let body):
      let bar = rest + [Run("│ ", TextRole(kind: .faint))]
      for inner in body { add(inner, indent: bar, rest: bar) }
    case .rule:
      lines.append(rest + [Run(String(repeating: "─", count: max(1, width - columns(rest))), TextRole(kind: .faint))])
    case .footnote(let label, let text, _):
      footnotes[label] = lines.count
      let mark = Run((ScriptGlyphs.superscripted(label) ?? "[\(label)]") + " ", TextRole(kind: .faint))
      wrap(text, kind: .faint, rest + [mark], rest + [Run("  ", TextRole())])
    case .layer(let layer, _): add(layer, rest)
    case .ask(let exercise, let line): add(asked: exercise.prompt, line, rest)
    case .derive(let task, let line): add(asked: task.prompt, line, rest)
    case .marks(let scheme, let line):
      if !scheme.samples.isEmpty {
        let answers = scheme.samples.count == 1 ? "an answer" : "\(scheme.samples.count) answers"
        add(asked: "Mark \(answers) yourself, then see the examiner's marks and why.", line, rest)
      }
      // What every derivation is marked by need not be said again.
      for mark in scheme.marks where scheme.marks != MarkScheme.standard(scheme.asks).marks {
        let points = mark.points == 1 ? "" : " (\(mark.points))"
        let name = rest + [Run("\(mark.name)\(points)  ", TextRole(manner: .strong))]
        wrap([Inline(mark.title(scheme.asks, .standard))], kind: .text, name, rest + [Run("   ", TextRole())])
      }
    }
  }

  /// What the reader is asked to do; its mark is what is chosen to do it.
  private mutating func add(asked prompt: String, _ line: Int, _ rest: [Run]) {
    let bar = rest + [Run("? ", TextRole(kind: .callout(.named("ask")), link: links.count))]
    links.append((.exercise(line: line), lines.count))
    wrap([Inline(ScriptGlyphs.loweringIndices(of: prompt))], kind: .text, bar, rest + [Run("  ", TextRole())])
  }

  private mutating func addItem(_ blocks: [Block], _ bullet: String, indent: [Run], _ rest: [Run]) {
    let pad = Run(String(repeating: " ", count: CharacterWidth.columns(bullet)), TextRole())
    let mark = Run(bullet, TextRole(kind: .faint))
    for (index, block) in blocks.enumerated() {
      let start = lines.count
      add(block, indent: index == 0 ? indent + [mark] : rest + [pad], rest: rest + [pad])
      // Quotes, code and displays stand behind the pad; the first of an item has its mark there.
      let under = rest + [pad]
      if index == 0, start < lines.count, lines[start].starts(with: under) {
        lines[start].replaceSubrange(0..<under.count, with: indent + [mark])
      }
    }
    if blocks.isEmpty { lines.append(indent + [mark]) }
  }

  private func columns(_ runs: [Run]) -> Int { runs.reduce(0) { $0 + CharacterWidth.columns($1.text) } }

  /// Text with its roles; its links begin on the next line, as far as is known yet.
  private mutating func runs(_ text: [Inline], _ kind: TextRole.Kind) -> [Run] {
    text.map { inline in
      var role = TextRole(kind: kind, manner: inline.manner)
      if let link = inline.link {
        role.link = links.count
        links.append((link, lines.count))
      }
      return Run(Self.shown(inline), role)
    }
  }

  /// An image is named by its alternative text.
  private static func shown(_ inline: Inline) -> String {
    inline.manner.contains(.image) ? "[image: \(inline.text)]" : inline.text
  }

  private mutating func wrap(_ text: [Inline], kind: TextRole.Kind, _ indent: [Run], _ rest: [Run]) {
    let first = lines.count
    let runs = runs(text, kind)
    let wrapped = TextWrap.wrapped(runs, toWidth: width - max(columns(indent), columns(rest)))
    for (index, line) in wrapped.enumerated() {
      lines.append((index == 0 ? indent : rest) + line)
      for run in line {
        if let link = run.attribute.link, links[link].line == first, index > 0,
          !wrapped[..<index].joined().contains(where: { $0.attribute.link == link })
        {
          links[link].line = first + index
        }
      }
    }
  }

  /// An example's numbers, and the results that the author states, as matrices beside each other.
  private mutating func add(_ layer: LessonLayer, _ rest: [Run]) {
    let example = layer.example
    let size = "\(example.k) units, \(example.n) inputs"
    lines.append(rest + [Run(layer.name ?? "Example: \(size)", TextRole(kind: .faint))])
    let room = width - columns(rest) - 2
    var nodes: [MathNode] = []
    var used = 0
    for node in WorkedLayer.quantities(layer) {
      let columns = MathLayout.display(node).width
      if nodes.isEmpty {
        nodes = [node]
        used = columns
      } else if used + 3 + columns > room {
        add(.row(nodes), rest)
        lines.append(rest)
        nodes = [node]
        used = columns
      } else {
        nodes += [.space(3), node]
        used += 3 + columns
      }
    }
    add(.row(nodes), rest)
  }

  private mutating func add(_ node: MathNode, _ rest: [Run]) {
    let room = width - columns(rest)
    let box = MathLayout.display(node, width: room)
    // A little air on the left, as far as there is room for it.
    let margin = Run(String(repeating: " ", count: max(0, min(2, room - box.width))), TextRole())
    for row in 0..<box.height {
      var runs = rest + [margin]
      for column in 0..<box.width {
        let glyph = box[row, column]
        guard glyph.scalar != "\0" else { continue }
        var text = String(glyph.scalar)
        if let mark = glyph.mark { text.unicodeScalars.append(mark) }
        let role = TextRole(kind: glyph.ink.isSource ? .source : .formula, ink: glyph.ink)
        if let last = runs.indices.last, runs[last].attribute == role {
          runs[last].text += text
        } else {
          runs.append(Run(text, role))
        }
      }
      lines.append(runs)
    }
  }

  private mutating func add(_ formula: LessonFormula, _ rest: [Run]) {
    switch formula.node {
    case .success(let node): add(node, rest)
    case .failure(let error):
      wrap([Inline("$$ \(formula.latex) $$")], kind: .source, rest, rest)
      wrap([Inline("formula, column \(error.column): \(error.message)")], kind: .faint, rest, rest)
    }
  }

  private mutating func addTable(_ header: [[Inline]], _ rows: [[[Inline]]], _ rest: [Run]) {
    let all = [header] + rows
    let count = all.map(\.count).max() ?? 0
    guard count > 0 else { return }
    let room = width - columns(rest) - 3 * (count - 1)
    var widths = (0..<count).map { column in
      all.map { column < $0.count ? CharacterWidth.columns($0[column].map(Self.shown).joined()) : 0 }.max() ?? 0
    }
    // The widest column gives way until the table fits.
    while widths.reduce(0, +) > room, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > 4
    {
      widths[widest] -= 1
    }
    for (number, row) in all.enumerated() {
      let cells = widths.enumerated().map { column, width -> [[Run]] in
        let text = column < row.count ? row[column] : []
        return TextWrap.wrapped(runs(text, number == 0 ? .heading : .text), toWidth: width)
      }
      for line in 0..<(cells.map(\.count).max() ?? 1) {
        var runs = rest
        for (column, cell) in cells.enumerated() {
          let text = line < cell.count ? cell[line] : []
          runs += text
          let pad = widths[column] - columns(text)
          let isLast = column == cells.count - 1
          runs.append(Run(String(repeating: " ", count: max(0, pad)) + (isLast ? "" : " │ "), TextRole(kind: .faint)))
        }
        lines.append(runs)
      }
      if number == 0 {
        lines.append(
          rest + [
            Run(widths.map { String(repeating: "─", count: $0) }.joined(separator: "─┼─"), TextRole(kind: .faint))
          ])
      }
    }
  }

  /// Where a text occurs, ignoring case: line, first column, columns.
  func matches(_ query: String) -> [SearchMatch] {
    guard !query.isEmpty else { return [] }
    let needle = query.lowercased().replacing("′", with: "'")
    var found: [SearchMatch] = []
    for (number, line) in lines.enumerated() {
      // The prime that is typed finds the one that is printed.
      let text = CharacterWidth.printable(line.map(\.text).joined()).replacing("′", with: "'")
      var rest = text[...]
      while let range = rest.lowercased().firstRange(of: needle) {
        let before = rest.lowercased()[..<range.lowerBound].count
        let start = rest.index(rest.startIndex, offsetBy: min(before, rest.count))
        let end = rest.index(start, offsetBy: needle.count, limitedBy: rest.endIndex) ?? rest.endIndex
        found.append(
          SearchMatch(
            line: number, column: CharacterWidth.columns(String(text[..<start])),
            columns: CharacterWidth.columns(String(text[start..<end]))))
        rest = rest[end...]
      }
    }
    return found
  }
}

/// A place where the searched text stands.
struct SearchMatch: Equatable, Sendable {
  let line: Int
  let column: Int
  let columns: Int
}
