import LayerMath
import Session
import TextUI
import Tutoring

/// `E`, an exam: the question as it is set, a sheet that nobody judges, a clock; handed in once, then the paper with its reasons.
struct ExamState: Equatable, Sendable {
  var sheet: SheetState
  /// Whether it was asked what to do: hand in, leave, or go on.
  private(set) var isAsked = false
  /// Goals with two answers, of which it is asked which counts, and what was said so far.
  private(set) var conflicts: [Sheet.Conflict] = []
  private var standing: [Quantity: Int] = [:]
  /// Whether it was handed in.
  private var isOver = false
  /// How far the question is scrolled, and then the paper.
  private(set) var scroll = 0

  init(_ exam: Exam) {
    sheet = SheetState(exam.lines)
    isOver = exam.paper != nil
  }

  private static let page = 10

  private mutating func scroll(_ rows: Int) { scroll = max(0, scroll + rows) }
}

extension ExamState: Feature {
  var typedField: TextField? { nil }
  func context(isWalk: Bool) -> KeyContext { .overlay }
  var keys: [(String, String)]? {
    if isOver { return [("↑↓", "scroll"), ("Enter", "what comes next"), ("Esc", "close")] }
    if let conflict = conflicts.first {
      let lines = [conflict.right, conflict.wrong].sorted()
      return lines.enumerated().map { ("\($0.offset + 1)", "line \($0.element) counts") } + [("Esc", "go on writing")]
    }
    return isAsked
      ? [("h", "hand in"), ("l", "leave, the draft is kept"), ("any other key", "go on")]
      : [("Esc", "hand in or leave"), ("Enter", "next line"), ("PgDn", "question"), ("Ctrl-T", "clock")]
  }

  func press(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? {
    guard let exam = app.sitting.exam else {
      app.uncover()
      return []
    }
    switch key {
    case .control("l"): return [.redrawScreen]
    case .control("z"): return [.suspendProgram]
    default: break
    }
    var state = self
    if let paper = exam.paper { return state.read(key, paper, in: &app) }
    if !conflicts.isEmpty { return state.choose(key, in: &app) }
    if isAsked { return state.answer(key, in: &app) }
    switch key {
    case .escape, .control("c"), .control("g"): state.isAsked = true
    case .control("t"): return app.perform(.exam(.timer(nil)))
    case .pageDown: state.scroll = min(state.scroll + 6, ExamView.lastQuestionRow(app))
    case .pageUp: state.scroll(-6)
    default:
      if case .nothingToUndo = state.sheet.edit(key) { app.tell("nothing to undo") }
      app.sitting.write(exam: state.sheet.lines)
    }
    app.overlay = .exam(state)
    return [.tellTime]
  }

  /// Whether to hand in.
  private mutating func answer(_ key: KeyEvent, in app: inout AppModel) -> [Effect] {
    isAsked = false
    app.sitting.write(exam: sheet.lines)
    switch key {
    case .character("h"):
      conflicts = app.sitting.conflictsInExam
      standing = [:]
      if conflicts.isEmpty { return handIn(&app) }
      app.overlay = .exam(self)
    case .character("l"):
      app.uncover()
      app.tell("the draft is kept; E goes on with it")
    default: app.overlay = .exam(self)
    }
    return [.tellTime]
  }

  private func handIn(_ app: inout AppModel) -> [Effect] {
    let effects = app.perform(.exam(.handIn(standing: standing)))
    app.showExam()
    return effects
  }

  /// Which of two answers counts.
  private mutating func choose(_ key: KeyEvent, in app: inout AppModel) -> [Effect] {
    guard case .character(let digit) = key, let number = digit.wholeNumberValue, (1...2).contains(number) else {
      conflicts = []
      app.overlay = .exam(self)
      return [.tellTime]
    }
    let conflict = conflicts.removeFirst()
    standing[conflict.goal] = [conflict.right, conflict.wrong].sorted()[number - 1]
    if conflicts.isEmpty { return handIn(&app) }
    app.overlay = .exam(self)
    return [.tellTime]
  }

  /// The paper.
  private mutating func read(_ key: KeyEvent, _ paper: ExamPaper, in app: inout AppModel) -> [Effect]? {
    switch key {
    case .escape, .character("q"), .control("c"), .control("g"):
      app.uncover()
      return []
    case .enter:
      app.uncover()
      return app.run(ExamReport(paper, seconds: 0).nextAction)
    case .down, .character("j"): scroll(1)
    case .up, .character("k"): scroll(-1)
    case .pageDown, .character(" "): scroll(Self.page)
    case .pageUp: scroll(-Self.page)
    case .home: scroll = 0
    case .end: scroll(10_000)
    default: return []
    }
    scroll = min(scroll, ExamView.lastScroll(paper, app))
    app.overlay = .exam(self)
    return []
  }

  func paste(_ text: String, in app: inout AppModel) -> Bool {
    guard app.sitting.exam?.paper == nil else { return true }
    var state = self
    state.sheet.insert(text)
    app.sitting.write(exam: state.sheet.lines)
    app.overlay = .exam(state)
    return true
  }

  func draw(_ model: AppModel, on canvas: inout Canvas) { ExamView(state: self, model: model).draw(on: &canvas) }
}

extension AppModel {
  /// Shows the exam that is open, or its paper.
  mutating func showExam() {
    guard let exam = sitting.exam else { return }
    overlay = .exam(ExamState(exam))
  }
}
