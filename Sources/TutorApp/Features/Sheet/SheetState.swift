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
  /// Whether the line at hand was typed in since it was come to.
  private var isTyping = false
  /// The line whose large step was asked about.
  private var askedStep: Int?
  /// What lies over the lines: why one is wrong, or what a step takes.
  private(set) var panel: Panel?

  enum Panel: Equatable, Sendable {
    case why(SheetWhy, line: Int)
    case step(StepQuestion, said: String?)
  }

  /// Help with the line that comes next, until a key does something else.
  private(set) var hint: String?

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
    isTyping = false
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
      let before = (lines, row)
      guard field.apply(key) else { return .typed }
      // One step back takes all that was typed in a line since it was come to.
      if field.string != lines[row], !isTyping {
        isTyping = true
        earlier.append(Snapshot(lines: before.0, row: before.1))
        if earlier.count > Self.mostSnapshots { earlier.removeFirst() }
      }
      lines[row] = field.string
      return .typed
    }
    return .moved
  }

  /// The sign whose name stands before the cursor; whether there was one.
  mutating func completeSymbol() -> Bool {
    guard let found = SheetSymbols.completion(of: field.beforeCursor) else { return false }
    field.replaceBeforeCursor(found.count, with: found.sign)
    lines[row] = field.string
    return true
  }
}

extension SheetState: Feature {
  var typedField: TextField? { field }
  func context(isWalk: Bool) -> KeyContext { .overlay }
  var keys: [(String, String)]? {
    panel != nil
      ? panelKeys
      : [
        ("Esc", "close"), ("Enter", "next line, or why"), ("Ctrl-X", "hint"), ("Ctrl-G", "first error"),
        ("Tab", "sign"),
        ("Ctrl-N/P", "move"), ("Ctrl-D", "delete"), ("Ctrl-R", "undo"),
        ("Ctrl-S", "save"),
      ]
  }

  /// The keys of what lies over the lines.
  private var panelKeys: [(String, String)] {
    switch panel {
    case .why: [("t", "take these numbers into the walk"), ("any other key", "back")]
    case .step(_, nil): [("1–3", "choose"), ("any other key", "leave it")]
    default: [("any key", "back")]
    }
  }

  func press(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? {
    var state = self
    if panel != nil { return state.leavePanel(key, in: &app) }
    switch key {
    case .escape, .control("c"):
      app.sitting.write(sheet: state.lines)
      app.sitting.endPuzzle()
      app.uncover()
      return []
    case .enter where state.explain(app):
      app.overlay = .sheet(state)
      return []
    case .control("s"):
      app.sitting.write(sheet: state.lines)
      app.overlay = .sheet(state)
      return app.openPrompt("save-sheet derivation.jsonl")
    case .control("x"):
      app.sitting.write(sheet: state.lines)
      state.hint = app.sitting.hintOnSheet()
      app.overlay = .sheet(state)
      return []
    case .control("g"):
      app.sitting.write(sheet: state.lines)
      guard let line = app.sitting.sheet.partingLine else {
        app.tell("no line has an error of its own")
        return []
      }
      state.show(line - 1)
      app.overlay = .sheet(state)
      return []
    case .tab:
      if !state.completeSymbol() { app.tell("Tab makes signs of their names: \(SheetSymbols.help)") }
      app.overlay = .sheet(state)
      return []
    case .control("l"): return [.redrawScreen]
    case .control("z"): return [.suspendProgram]
    default: break
    }
    state.hint = nil
    // Lines that are to be put in order are moved, not written.
    if app.sitting.isPuzzle,
      ![.up, .down, .pageUp, .pageDown, .control("n"), .control("p"), .control("r")].contains(key)
    {
      app.tell("Ctrl-N and Ctrl-P move the line; Esc ends the puzzle")
      return []
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

  /// Opens what is to be said of the line at hand, which stands judged and unchanged; whether there was anything.
  private mutating func explain(_ app: AppModel) -> Bool {
    guard app.sitting.sheet.lines.indices.contains(row), app.sitting.sheet.lines[row].source == lines[row],
      let module = app.sitting.moduleOfSheetLines
    else { return false }
    let line = app.sitting.sheet.lines[row]
    if line.truth == .no || line.follows == .no {
      // Where no small layer shows it, the remark below has all that is to be said.
      guard let why = SheetWhy(line, of: module) else { return line.truth == .no }
      panel = .why(why, line: row + 1)
      return true
    }
    if let question = app.sitting.stepQuestion, question.line == row + 1, askedStep != row + 1 {
      askedStep = row + 1
      panel = .step(question, said: nil)
      return true
    }
    return false
  }

  private mutating func leavePanel(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? {
    switch (panel, key) {
    case (.why(let why, _)?, .character("t")):
      app.sitting.write(sheet: lines)
      app.sitting.take(numbers: why.example)
      app.uncover()
      app.tell("the walk has these numbers now; d goes back to the sheet, u takes them back")
      return []
    case (.step(let question, nil)?, .character(let digit)):
      panel = .step(question, said: question.answer((digit.wholeNumberValue ?? 0) - 1))
    default: panel = nil
    }
    app.overlay = .sheet(self)
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
