import Curriculum
import TextLayout
import TextUI

/// A scrollable text with links and search: the lesson pane, and the whole reader.
struct TextPane: Equatable, Sendable {
  private(set) var blocks: [Block]
  private(set) var text: LaidOutText
  private(set) var height: Int
  private(set) var scroll = 0
  /// Columns that wide lines are moved to the left.
  private(set) var pan = 0
  private(set) var selectedLink: Int?
  private(set) var query = ""
  private(set) var matches: [SearchMatch] = []
  private(set) var currentMatch = 0
  private let layouts = TextLayouts()

  init(_ blocks: [Block], width: Int, height: Int) {
    self.blocks = blocks
    text = layouts.text(blocks, width: width)
    self.height = max(1, height)
  }

  var maximumScroll: Int { max(0, text.lines.count - height) }

  /// `1–20 of 27 ↓`; empty where all is in view.
  var note: String {
    guard maximumScroll > 0 else { return "" }
    let last = min(text.lines.count, scroll + height)
    return "\(scroll + 1)–\(last) of \(text.lines.count) " + (scroll > 0 ? "↑" : "")
      + (scroll < maximumScroll ? "↓" : "")
  }

  mutating func scroll(to line: Int) { scroll = min(max(0, line), maximumScroll) }

  mutating func scroll(by lines: Int) { scroll(to: scroll + lines) }

  /// A page on: what would be cut at its top, a formula or a table, begins the page whole.
  mutating func pageDown() {
    let next = scroll + height - 1
    let block = text.blockStarts.lastIndex { $0 <= next }
    if let block, text.blockStarts[block] > scroll, next - text.blockStarts[block] < height / 2, isWhole(blocks[block])
    {
      scroll(to: text.blockStarts[block])
    } else {
      scroll(to: next)
    }
  }

  /// Whether a block makes no sense in parts.
  private func isWhole(_ block: Block) -> Bool {
    switch block {
    case .formula, .layer, .table, .heading: true
    default: false
    }
  }

  /// Moves lines that are wider than the pane, as far as the widest in view reaches.
  mutating func pan(by columns: Int) {
    let inView = text.lines.dropFirst(scroll).prefix(height)
    let widest = inView.map { $0.reduce(0) { $0 + CharacterWidth.columns($1.text) } }.max() ?? 0
    pan = min(max(0, pan + columns), max(0, widest - text.width))
  }

  /// The blocks of which a line is in view.
  var visibleBlocks: [Block] {
    blocks.indices.filter { index in
      let end = index + 1 < text.blockStarts.count ? text.blockStarts[index + 1] : text.lines.count
      return text.blockStarts[index] < scroll + height && end > scroll
    }.map { blocks[$0] }
  }

  /// The `layer` block that what is in view speaks of: the last one down to the end of the view, else the first below it.
  var nearestLayer: LessonLayer? {
    let layers = blocks.indices.compactMap { index -> (line: Int, layer: LessonLayer)? in
      if case .layer(let layer, _) = blocks[index] { (text.blockStarts[index], layer) } else { nil }
    }
    return (layers.last { $0.line < scroll + height } ?? layers.first)?.layer
  }

  /// The heading under which the line on top stands.
  var nearestHeading: String? { text.headings.last { $0.line <= scroll }?.text }

  /// Other text in the place of this; the line on top stays, by its block or else by its number.
  mutating func replace(_ blocks: [Block]) {
    guard blocks != self.blocks else { return }
    let top = text.blockStarts.lastIndex { $0 <= scroll }
    let into = top.map { scroll - text.blockStarts[$0] } ?? 0
    let wording = top.map { self.blocks[$0].wording }
    self.blocks = blocks
    text = LaidOutText(blocks, width: text.width)
    selectedLink = nil
    if let top, let wording {
      // The nearest block with the same words: what stands before it may have grown.
      let same = blocks.indices.filter { blocks[$0].wording == wording }.min { abs($0 - top) < abs($1 - top) }
      let place = same ?? min(top, blocks.count - 1)
      scroll(to: (text.blockStarts.indices.contains(place) ? text.blockStarts[place] : 0) + into)
    }
    refreshMatches()
  }

  mutating func jump(toFootnote label: String) {
    if let line = text.footnotes[label] { scroll(to: line) }
  }

  /// Shows other text from its beginning, or from a block on.
  ///
  /// The search stays.
  mutating func show(_ blocks: [Block], anchor: Int?) {
    if blocks != self.blocks {
      self.blocks = blocks
      text = layouts.text(blocks, width: text.width)
      selectedLink = nil
      scroll = 0
      refreshMatches()
    }
    reveal(block: anchor)
  }

  func isVisible(block: Int) -> Bool {
    block < text.blockStarts.count && text.blockStarts[block] >= scroll && text.blockStarts[block] < scroll + height
  }

  /// Scrolls so that a block is in view, with the sentence before it where there is room.
  mutating func reveal(block anchor: Int?) {
    if let anchor, anchor < text.blockStarts.count {
      let start = text.blockStarts[anchor]
      let end = anchor + 1 < text.blockStarts.count ? text.blockStarts[anchor + 1] : text.lines.count
      // The sentence before a formula belongs to it.
      let lead = anchor > 0 ? text.blockStarts[anchor - 1] : start
      guard end - scroll > height || lead < scroll else { return }
      // The view begins with a whole block: near the end of the text rather earlier than in the middle of one.
      let top = end - lead <= height ? lead : start
      let earlier = text.blockStarts.last { $0 <= min(top, maximumScroll) && end - $0 <= height }
      scroll(to: earlier ?? top)
    }
  }

  /// Lays the text out again; the line that was on top stays in view.
  mutating func resize(width: Int, height: Int) {
    self.height = max(1, height)
    if width != text.width {
      let block = text.blockStarts.lastIndex { $0 <= scroll }
      let into = block.map { scroll - text.blockStarts[$0] } ?? 0
      text = layouts.text(blocks, width: width)
      if let block, block < text.blockStarts.count {
        let next = block + 1 < text.blockStarts.count ? text.blockStarts[block + 1] : text.lines.count
        scroll(to: min(text.blockStarts[block] + into, max(text.blockStarts[block], next - 1)))
      }
      refreshMatches()
    }
    scroll(by: 0)
  }

  // MARK: links

  /// Selects the next link from the top of the view on; false after the last.
  mutating func selectNextLink() -> Bool {
    let next = selectedLink.map { $0 + 1 } ?? text.links.firstIndex { $0.line >= scroll } ?? text.links.count
    guard next < text.links.count else {
      selectedLink = nil
      return false
    }
    selectedLink = next
    reveal(text.links[next].line)
    return true
  }

  mutating func deselectLink() { selectedLink = nil }

  var link: Link? { selectedLink.flatMap { $0 < text.links.count ? text.links[$0].link : nil } }

  mutating func jump(toHeading name: String) {
    let wanted = name.lowercased()
    if let heading = text.headings.first(where: { $0.text.lowercased() == wanted }) { scroll(to: heading.line) }
  }

  private mutating func reveal(_ line: Int) {
    if line < scroll || line >= scroll + height { scroll(to: line - height / 3) }
  }

  // MARK: search

  /// Marks all places and goes to the first at or after the top of the view.
  mutating func search(_ query: String) {
    self.query = query
    refreshMatches()
    currentMatch = matches.firstIndex { $0.line >= scroll } ?? 0
    if let match = matches.isEmpty ? nil : matches[currentMatch] { reveal(match.line) }
  }

  mutating func searchAgain(forward: Bool) {
    guard !matches.isEmpty else { return }
    currentMatch = (currentMatch + (forward ? 1 : matches.count - 1)) % matches.count
    reveal(matches[currentMatch].line)
  }

  private mutating func refreshMatches() {
    matches = text.matches(query)
    currentMatch = min(currentMatch, max(0, matches.count - 1))
  }

  // MARK: drawing

  func draw(on canvas: inout Canvas, in area: Rect) {
    for row in 0..<area.rows {
      let number = scroll + row
      guard number < text.lines.count else { break }
      let line = text.lines[number]
      // Moved sideways, a line goes as far as it reaches.
      let shift =
        pan == 0 ? 0 : min(pan, max(0, line.reduce(0) { $0 + CharacterWidth.columns($1.text) } - area.columns))
      var column = area.column - shift
      for run in line {
        var style = run.attribute.style
        if let link = run.attribute.link, link == selectedLink { style.isReversed = true }
        column = canvas.write(run.text, column: column, row: area.row + row, style: style, in: area)
      }
      // A formula that is wider than the pane goes on beyond it; < and > move it.
      if shift > 0 { canvas.write("‹", column: area.column, row: area.row + row, style: Theme.warning, in: area) }
      if column > area.endColumn {
        canvas.write("›", column: area.endColumn - 1, row: area.row + row, style: Theme.warning, in: area)
      }
    }
    for (index, match) in matches.enumerated() where match.line >= scroll && match.line < scroll + area.rows {
      let place = Rect(
        column: area.column + match.column, row: area.row + match.line - scroll, columns: match.columns, rows: 1)
      canvas.restyle(place) { $0 = index == currentMatch ? Theme.match : Theme.selected }
    }
  }
}
