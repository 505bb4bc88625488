import TextLayout

/// A line of text being typed, with the editing keys people know.
///
/// Arrows, Home, End; Ctrl-A, E, B, F, U, K, W, D, H, Y; Alt-b, f, d and Alt-Backspace by words.
package struct TextField: Equatable, Sendable {
  package private(set) var text: [Character]
  package private(set) var cursor: Int
  /// Whether pasted line breaks stay, drawn as `⏎`; otherwise they become blanks.
  private let keepsLines: Bool
  /// How many characters it takes.
  package let limit: Int
  /// Whether the last insertion was left out, since it would not have fitted: a part of it might mean something else.
  package private(set) var isFull = false
  /// What Ctrl-U, K, W cut last; Ctrl-Y puts it back.
  private var cut: [Character] = []

  package init(_ text: String = "", keepsLines: Bool = false, limit: Int = 100_000) {
    self.text = Array(text)
    self.keepsLines = keepsLines
    self.limit = limit
    cursor = self.text.count
  }

  package var string: String { String(text) }

  package var beforeCursor: String { String(text[..<cursor]) }

  package mutating func insert(_ new: String) {
    let characters = new.map { $0.isNewline ? (keepsLines ? "\n" : " ") : $0 }
    isFull = text.count + characters.count > limit
    guard !isFull else { return }
    text.insert(contentsOf: characters, at: cursor)
    cursor += characters.count
  }

  package mutating func moveCursor(to place: Int) { cursor = max(0, min(place, text.count)) }

  /// Replaces the `count` characters before the cursor.
  package mutating func replaceBeforeCursor(_ count: Int, with new: String) {
    let start = max(0, cursor - count)
    text.replaceSubrange(start..<cursor, with: Array(new))
    cursor = start + new.count
  }

  /// Applies an editing key; false where the key means nothing here.
  package mutating func apply(_ key: KeyEvent) -> Bool {
    isFull = false
    switch key {
    case .character(let character): insert(String(character))
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .alt("b"): cursor = wordStart
    case .alt("f"): cursor = wordEnd
    case .backspace, .control("h"):
      guard cursor > 0 else { return true }
      cursor -= 1
      text.remove(at: cursor)
    case .delete, .control("d"):
      if cursor < text.count { text.remove(at: cursor) }
    case .control("u"): remove(0..<cursor)
    case .control("k"): remove(cursor..<text.count)
    case .control("w"):
      var start = cursor
      while start > 0, text[start - 1] == " " { start -= 1 }
      while start > 0, text[start - 1] != " " { start -= 1 }
      remove(start..<cursor)
    case .alt("\u{7F}"): remove(wordStart..<cursor)
    case .alt("d"): remove(cursor..<wordEnd)
    case .control("y"): insert(String(cut))
    default: return false
    }
    return true
  }

  private mutating func remove(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    cut = Array(text[range])
    text.removeSubrange(range)
    cursor = range.lowerBound
  }

  private func isWord(_ place: Int) -> Bool { text[place].isLetter || text[place].isNumber }

  private var wordStart: Int {
    var place = cursor
    while place > 0, !isWord(place - 1) { place -= 1 }
    while place > 0, isWord(place - 1) { place -= 1 }
    return place
  }

  private var wordEnd: Int {
    var place = cursor
    while place < text.count, !isWord(place) { place += 1 }
    while place < text.count, isWord(place) { place += 1 }
    return place
  }

  /// Draws label and text on one row, scrolled so that the cursor is in view, and sets the canvas's cursor.
  package func draw(label: String, on canvas: inout Canvas, in area: Rect) {
    let start = canvas.write(label, column: area.column, row: area.row, style: Style(bold: true), in: area)
    let room = max(1, area.endColumn - start - 1)
    let first = max(0, cursor - room)
    func shown(_ part: ArraySlice<Character>) -> String { String(part.map { $0 == "\n" ? "⏎" : $0 }) }
    canvas.write(shown(text[first...]), column: start, row: area.row, in: area)
    let offset = CharacterWidth.columns(shown(text[first..<cursor]))
    canvas.cursor = Point(column: min(area.endColumn - 1, start + offset), row: area.row)
  }
}
