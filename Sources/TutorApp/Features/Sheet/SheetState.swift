import LayerMath
import Session
import TextUI
import Tutoring

/// `d`: a derivation, typed line by line; each line that was left is judged in the margin.
struct SheetState: Equatable, Sendable {
  /// Never empty.
  private(set) var lines: [String]
  private(set) var row: Int
  /// The line at hand.
  private(set) var field: TextField
  /// What was there before, the last first.
  private var earlier: [Snapshot] = []

  private struct Snapshot: Equatable, Sendable {
    let lines: [String]
    let row: Int
  }

  private static let longestLine = 2_000
  private static let mostSnapshots = 200

  init(_ lines: [String]) {
    self.lines = lines.isEmpty ? [""] : lines
    row = self.lines.count - 1
    field = TextField(self.lines[row], limit: Self.longestLine)
  }

  /// What is typed is in its line.
  private mutating func store() { lines[row] = field.string }

  private mutating func show(_ row: Int) {
    self.row = min(max(0, row), lines.count - 1)
    field = TextField(lines[self.row], limit: Self.longestLine)
  }

  private mutating func remember() {
    earlier.append(Snapshot(lines: lines, row: row))
    if earlier.count > Self.mostSnapshots { earlier.removeFirst() }
  }

  /// To another line.
  mutating func move(_ rows: Int) {
    store()
    show(row + rows)
  }

  /// A new line below this one; what stands right of the cursor goes there.
  mutating func breakLine() {
    guard lines.count < Sitting.mostSheetLines else { return }
    store()
    remember()
    let text = field.text
    lines[row] = String(text[..<field.cursor])
    lines.insert(String(text[field.cursor...]).trimmingSpaces, at: row + 1)
    show(row + 1)
    field.moveCursor(to: 0)
  }

  /// This line and the one above it become one.
  mutating func joinAbove() {
    guard row > 0 else { return }
    store()
    remember()
    let above = lines[row - 1]
    lines[row - 1] = above + lines[row]
    lines.remove(at: row)
    show(row - 1)
    field.moveCursor(to: above.count)
  }

  /// Takes the line out.
  mutating func removeLine() {
    store()
    remember()
    lines.remove(at: row)
    if lines.isEmpty { lines = [""] }
    show(row)
  }

  /// This line and a neighbour change places.
  mutating func swap(_ rows: Int) {
    store()
    let other = row + rows
    guard lines.indices.contains(other) else { return }
    remember()
    lines.swapAt(row, other)
    show(other)
  }

  mutating func insert(_ text: String) {
    store()
    remember()
    let parts = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    field.insert(parts[0])
    store()
    for part in parts.dropFirst().prefix(Sitting.mostSheetLines - lines.count) {
      lines.insert(part, at: row + 1)
      row += 1
    }
    show(row)
  }

  /// What the last change of lines was made from.
  mutating func undo() -> Bool {
    guard let last = earlier.popLast() else { return false }
    lines = last.lines
    show(last.row)
    return true
  }

  /// What a key of the editor did.
  enum Edit { case typed, moved, nothingToUndo }

  mutating func edit(_ key: KeyEvent) -> Edit {
    switch key {
    case .enter: breakLine()
    case .up: move(-1)
    case .down: move(1)
    case .pageUp: move(-10)
    case .pageDown: move(10)
    case .control("n"): swap(1)
    case .control("p"): swap(-1)
    case .control("d"): removeLine()
    case .control("r"): return undo() ? .moved : .nothingToUndo
    case .backspace where field.cursor == 0: joinAbove()
    default:
      _ = field.apply(key)
      lines[row] = field.string
      return .typed
    }
    return .moved
  }
}

extension SheetState: Feature {
  var typedField: TextField? { field }
  func context(isWalk: Bool) -> KeyContext { .overlay }
  var keys: [(String, String)]? {
    [
      ("Enter", "next"), ("↑↓", "lines"), ("Ctrl-N/P", "move"), ("Ctrl-D", "delete"), ("Ctrl-R", "undo"),
      ("Esc", "close"),
    ]
  }

  func press(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? {
    var state = self
    switch key {
    case .escape, .control("c"), .control("g"):
      app.sitting.write(sheet: state.lines)
      app.uncover()
      return []
    case .control("l"): return [.redrawScreen]
    case .control("z"): return [.suspendProgram]
    default: break
    }
    switch state.edit(key) {
    // While a line is typed nobody judges it.
    case .typed: break
    case .moved: app.sitting.write(sheet: state.lines)
    case .nothingToUndo: app.tell("nothing to undo")
    }
    app.overlay = .sheet(state)
    return []
  }

  func paste(_ text: String, in app: inout AppModel) -> Bool {
    var state = self
    state.insert(text)
    app.sitting.write(sheet: state.lines)
    app.overlay = .sheet(state)
    return true
  }

  func draw(_ model: AppModel, on canvas: inout Canvas) {
    SheetView(state: self, sitting: model.sitting).draw(on: &canvas)
  }
}
