import Session
import TextUI

/// The line in which an asked value is answered; what is asked is the sitting's.
struct PracticeState: Equatable, Sendable {
  var field = TextField(limit: 2_000)
  /// What was said of the last answer, for as long as the next one is typed.
  var said: Remark?
  /// Whether what is typed next stands for the wrong number in the line, which Ctrl-Y brings back.
  ///
  /// A matrix, and what could not be read, is mended where it stands.
  var isReplaced = false
  /// Whether the tutor leads and what it asked is answered: the values are looked at until the next question.
  var isDone = false

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
    case .backspace where field.text.isEmpty:
      app.uncover()
      return []
    case .enter:
      guard field.text.contains(where: { !$0.isWhitespace }) else { return [] }
      return answer(in: &app)
    case .tab: return app.run("hint")
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

  private func answer(in app: inout AppModel) -> [Effect] {
    let isInWalk = app.sitting.isAskedInWalk
    let effects = app.run("answer " + field.string)
    let said = app.sitting.outcome.remark
    guard !app.sitting.isAsked else {
      // What is typed stays in view, beside what was said of it.
      var state = self
      state.said = said
      let isWrong = said?.isError == true && app.sitting.outcome.refusal == nil
      state.isReplaced = isWrong && app.sitting.isOneAnswer
      app.overlay = .practice(state)
      return effects
    }
    guard !app.sitting.isDrilling else {
      var state = self
      (state.said, state.isDone) = (said, true)
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
