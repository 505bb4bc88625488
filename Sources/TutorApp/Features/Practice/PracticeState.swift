import LayerMath
import Session
import TextUI
import Tutoring

/// The line in which an asked value is answered; what is asked is the sitting's.
struct PracticeState: Equatable, Sendable {
  var field = TextField(limit: 2_000)
  /// What was said of the last answer, for as long as the next one is typed.
  var said: Remark?
  /// Whether what is typed next stands for what is in the line, which Ctrl-Y brings back: after each verdict.
  ///
  /// What could not be read is mended where it stands.
  var isReplaced = false
  /// Whether the tutor leads and what it asked is answered: the values are looked at until the next question.
  var isDone = false
  /// What was chosen from, with the one that was right, for as long as the answer is looked at.
  var answered: [String] = []
  var chosen: Int?
  /// The cells of a whole quantity; the line is that of one of them.
  var grid: AnswerGrid?

  init(_ sitting: Sitting, said: Remark? = nil) {
    grid = AnswerGrid(sitting)
    self.said = said
  }

  fileprivate mutating func edit(replacing: Bool, _ change: (inout TextField) -> Void) {
    if isReplaced, replacing {
      field.moveCursor(to: field.text.count)
      _ = field.apply(.control("u"))
    }
    isReplaced = false
    change(&field)
  }
}

extension PracticeState: Feature {
  var typedField: TextField? { isDone ? nil : field }
  func context(isWalk: Bool) -> KeyContext { .overlay }

  func press(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? {
    guard !isDone else { return pressWhenDone(key, in: &app) }
    var state = self
    switch key {
    case .control("c") where !field.text.isEmpty: state.field = TextField(limit: field.limit)
    case .escape, .control("c"), .control("g"):
      app.uncover()
      app.sitting.endDrill()
      return []
    case .backspace where field.text.isEmpty && grid?.isEmpty != false:
      app.uncover()
      return []
    case .enter:
      if grid != nil { return enterCell(in: &app) }
      guard field.text.contains(where: { !$0.isWhitespace }) else { return [] }
      return answer(field.string, in: &app)
    case .up where grid != nil: state.go(rows: -1, columns: 0, in: &app)
    case .down where grid != nil: state.go(rows: 1, columns: 0, in: &app)
    case .left where grid != nil && field.cursor == 0: state.go(rows: 0, columns: -1, in: &app)
    case .right where grid != nil && field.cursor == field.text.count: state.go(rows: 0, columns: 1, in: &app)
    case .tab:
      // The cell at hand is what one is stuck at.
      return app.run("hint" + (grid.map { " \($0.symbols[$0.place])" } ?? ""))
    // An action in the place of an answer.
    case .character(":") where field.text.isEmpty:
      app.uncover()
      return app.openPrompt("")
    case .control("l"): return [.redrawScreen]
    case .control("z"): return [.suspendProgram]
    default:
      let isTyped = if case .character = key { true } else { false }
      state.edit(replacing: isTyped) { _ = $0.apply(key) }
    }
    app.overlay = .practice(state)
    return []
  }

  private func pressWhenDone(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? {
    switch key {
    case .enter, .character(" "), .character("P"):
      app.uncover()
      return app.run("drill")
    case .escape, .control("c"), .control("g"), .character("q"):
      app.uncover()
      app.sitting.endDrill()
      return []
    default: return nil
    }
  }

  /// Moves to another cell, which keeps what was typed in this one.
  private mutating func go(rows: Int, columns: Int, in app: inout AppModel) {
    grid?.write(field.string.trimmingSpaces)
    grid?.move(rows: rows, columns: columns)
    showCell(in: &app)
  }

  /// The cell at hand in the line: what is typed next stands for what is there.
  private mutating func showCell(in app: inout AppModel) {
    guard let grid else { return }
    field = TextField(grid.current, limit: field.limit)
    isReplaced = !grid.current.isEmpty
    app.sitting.point(at: grid.symbols[grid.place])
  }

  /// One number fills its cell, and after the last one all is answered; a table fills them all; anything else answers as a whole.
  private func enterCell(in app: inout AppModel) -> [Effect] {
    guard var grid, let derivation = app.sitting.askedDerivation else { return [] }
    var state = self
    let text = field.string.trimmingSpaces
    if text.isEmpty {
      grid.write("")
      return grid.isEmpty ? [] : answer(grid, in: &app)
    }
    // Two numbers apart at a comma alone may be one with a comma in it.
    if text.split(separator: ",").count == 2, !text.contains(where: { "[](){}; .".contains($0) }) {
      app.fail("one number belongs here; write a point in decimals: 0.25, not 0,25")
      return []
    }
    if let rows = try? MatrixEntry.cells(text), rows.joined().count > 1 {
      guard grid.take(rows) else { return answer(text, in: &app) }
      return answer(grid, in: &app)
    }
    switch Result(catching: { () throws(FormulaError) in try Answer(text, in: derivation) }) {
    case .failure(let error):
      app.fail(error.message)
      if error.column > 1 { state.field.moveCursor(to: error.column - 1) }
      app.overlay = .practice(state)
      return []
    case .success(.formula): return answer(text, in: &app)
    case .success(.cells(let rows)):
      guard rows.joined().count == 1 else { return answer(text, in: &app) }
    }
    let isMended = grid.current != text
    grid.write(text)
    // A wrong cell that was mended is answered again, whatever else is wrong.
    guard grid.goOn(), isMended else { return answer(grid, in: &app) }
    state.grid = grid
    state.showCell(in: &app)
    app.overlay = .practice(state)
    return []
  }

  private func answer(_ grid: AnswerGrid, in app: inout AppModel) -> [Effect] {
    var state = self
    state.grid = grid
    return state.answer(grid.line, in: &app)
  }

  private func answer(_ text: String, in app: inout AppModel) -> [Effect] {
    let isInWalk = app.sitting.isAskedInWalk
    let before = app.sitting.askedName
    let choices = app.sitting.choices
    let effects = app.run("answer " + text)
    let said = app.sitting.outcome.remark
    guard !app.sitting.isAsked else {
      // What is typed stays in view, beside what was said of it.
      var state = self
      state.said = said
      state.isReplaced = app.sitting.outcome.refusal == nil || app.sitting.isChoice
      // At the mistake, as far as it is in this line.
      if let column = app.sitting.outcome.refusal?.column, column > 1, text == field.string {
        state.field.moveCursor(to: column - 1)
      }
      if app.sitting.askedName != before || said?.text.hasPrefix("✓") == true {
        // That was right: what follows is asked.
        state = PracticeState(app.sitting, said: said)
      } else if state.grid != nil, app.sitting.outcome.refusal == nil, !app.sitting.verdicts.isEmpty {
        state.grid?.verdicts = app.sitting.verdicts
        if text == state.grid?.line {
          _ = state.grid?.goOn()
          state.showCell(in: &app)
        }
      }
      app.overlay = .practice(state)
      return effects
    }
    guard !app.sitting.isDrilling else {
      var state = self
      (state.said, state.isDone) = (said, true)
      state.answered = choices
      state.chosen = Int(text.trimmingSpaces)
      app.cover(with: .practice(state))
      return effects
    }
    // Who asked for one value goes on with the next; who walks, walks on.
    guard isInWalk, !app.sitting.predicts, app.sitting.hasNextValue else { return effects }
    let more = app.run("practice")
    if case .practice(var next) = app.overlay {
      next.said = said
      app.overlay = .practice(next)
    }
    return effects + more
  }

  func paste(_ text: String, in app: inout AppModel) -> Bool {
    guard !isDone else { return false }
    var state = self
    state.edit(replacing: true) { $0.insert(text) }
    app.overlay = .practice(state)
    return true
  }

  /// It stands in the bottom line.
  func draw(_ model: AppModel, on canvas: inout Canvas) {}
}
