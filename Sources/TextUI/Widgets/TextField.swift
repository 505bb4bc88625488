import TextLayout

/// A line of text being typed, with the editing keys people know: arrows, Home, End, Ctrl-A, E, U, K, W.
package struct TextField: Equatable, Sendable {
  package private(set) var text: [Character]
  package private(set) var cursor: Int

  package init(_ text: String = "") {
    self.text = Array(text)
    cursor = self.text.count
  }

  package var string: String { String(text) }

  package mutating func insert(_ new: String) {
    let characters = Array(new.replacing("\n", with: " "))
    text.insert(contentsOf: characters, at: cursor)
    cursor += characters.count
  }

  /// Applies an editing key; false where the key means nothing here.
  package mutating func apply(_ key: KeyEvent) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .backspace:
      guard cursor > 0 else { return true }
      cursor -= 1
      text.remove(at: cursor)
    case .delete:
      if cursor < text.count { text.remove(at: cursor) }
    case .control("u"):
      text.removeSubrange(..<cursor)
      cursor = 0
    case .control("k"): text.removeSubrange(cursor...)
    case .control("w"):
      var start = cursor
      while start > 0, text[start - 1] == " " { start -= 1 }
      while start > 0, text[start - 1] != " " { start -= 1 }
      text.removeSubrange(start..<cursor)
      cursor = start
    default: return false
    }
    return true
  }

  /// Draws label and text on one row, scrolled so that the cursor is in view, and sets the canvas's cursor.
  package func draw(label: String, on canvas: inout Canvas, in area: Rect) {
    let start = canvas.write(label, column: area.column, row: area.row, style: Style(bold: true), in: area)
    let room = max(1, area.endColumn - start - 1)
    let first = max(0, cursor - room)
    canvas.write(String(text[first...]), column: start, row: area.row, in: area)
    let offset = CharacterWidth.columns(String(text[first..<cursor]))
    canvas.cursor = Point(column: min(area.endColumn - 1, start + offset), row: area.row)
  }
}
