import LayerMath
import Session
import TextUI
import Tutoring

/// What an action does to the screen; what it does without one is the sitting's.
extension AppModel {
  package mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .edit: if sitting.requireWalk() != nil { overlay = .editor(EditorState()) }
    case .view(let view):
      if sitting.requireWalk() != nil {
        let next = nextView
        if view == nil, next == nil { tell("all views are in view") }
        valuesView = view ?? next ?? valuesView
      }
    case .zoom:
      if case .zoom = overlay {
        overlay = .none
      } else if ZoomOverlay.formula(of: self) != nil {
        overlay = .zoom(ZoomState())
      } else {
        tell("no display formula in view")
      }
    case .check:
      if sitting.check() { if case .check = overlay { overlay = .none } else { overlay = .check(CheckState()) } }
    case .uncover:
      switch overlay {
      case .editor(var state):
        state.showsAll.toggle()
        overlay = .editor(state)
      case .check(var state):
        state.showsAll.toggle()
        overlay = .check(state)
      default: tell("uncover works in the grid (e) and in the check (c)")
      }
    case .help(let topic):
      if sitting.help(topic) { cover(with: .help(HelpState(place: context, chooser: Chooser(filter: topic ?? "")))) }
    case .lesson: showLesson()
    case .autoplay(let seconds):
      if sitting.requireWalk() != nil {
        isAutoplaying = true
        if let seconds { autoplayMilliseconds = Int((seconds * 1000).rounded()) }
      }
    case .pane: nextPane()
    case .scroll(let scroll): self.scroll(scroll)
    case .search(let text): search(text)
    case .searchAgain(let forward): searchAgain(forward)
    case .follow: return followLink()
    // A link that was chosen comes first.
    case .finish where textPane.link != nil: return followLink()
    case .practice, .exercise, .drill:
      let effects = followed { $0.perform(action) ?? [] }
      openPractice()
      return effects
    case .derive(nil):
      showSheet()
      return sitting.misconceptions == nil ? [.loadMisconceptions] : []
    case .puzzle, .examiner, .exam(.open):
      let effects = followed { $0.perform(action) ?? [] }
      openWaiting()
      return effects
    case .progress, .plan, .marks:
      let effects = followed { $0.perform(action) ?? [] }
      openPage()
      return effects
    // A value that is to be predicted is asked for before it is shown.
    case .advance, .next, .finish:
      return sitting.predicts && sitting.isValueNext(action)
        ? perform(.practice(nil)) : followed { $0.perform(action) ?? [] }
    case .walk:
      sitting.look(at: textPane.nearestLayer)
      return followed { $0.perform(action) ?? [] }
    case .formulas: showFormulas()
    case .outline: showOutline()
    case .heading(let name): goToHeading(name)
    case .prompt(let text): return openPrompt(text.isEmpty ? "" : text + " ")
    case .draft(let text): draft(text)
    case .close: return close()
    case .redraw: return [.redrawScreen]
    case .suspend: return [.suspendProgram]
    case .resize(let columns, let rows): resize(to: Size(columns: columns, rows: rows))
    case .key(let name):
      guard let key = KeyEvent(name: name) else {
        fail("no key `\(name)`; keys are Right, Space, l, Ctrl-R, F1 …")
        break
      }
      return press(key)
    case .cell(let direction): editCell { $0.move(direction, in: $1) }
    case .undoCell: undoCell()
    case .clearCell: clearCell()
    default: return followed { $0.perform(action) ?? [] }
    }
    return []
  }

  /// The view that comes into view next: the matrices stand above the other one where two have room, and of three all do.
  private var nextView: ValuesView? {
    guard let walk = sitting.walk else { return nil }
    let places = WalkLayout(size, at: walk.position, of: walk.example).values(of: walk.example).others.count + 1
    guard places < 3 else { return nil }
    let all = places == 2 ? [ValuesView.network, .curve] : ValuesView.allCases
    let index = all.firstIndex(of: valuesView) ?? 0
    return all[(index + 1) % all.count]
  }

  /// What the sitting does, and the screen after it.
  mutating func followed<Result>(_ body: (inout Sitting) -> Result) -> Result {
    let before = Before(sitting)
    let result = body(&sitting)
    follow(from: before)
    // Answered, or left: nothing is asked any more.
    if case .practice(let state) = overlay, !sitting.isAsked, !state.isDone { uncover() }
    return result
  }

  /// Types a text into the line that is open.
  private mutating func draft(_ text: String) {
    switch overlay {
    case .practice(var state) where !state.isDone:
      state.field.insert(text)
      overlay = .practice(state)
    case .prompt(var state):
      state.field.insert(text)
      overlay = .prompt(state)
    default: fail("no line is open; `prompt` or `practice` opens one")
    }
  }

  /// The line for what is asked now.
  private mutating func openPractice() {
    guard sitting.isAsked else { return }
    // Why the tutor asks that stays for as long as it is answered.
    cover(with: .practice(PracticeState(sitting, said: sitting.isDrilling ? sitting.outcome.remark : nil)))
  }

  /// What was waited for is there: the tutor asks, or what is known is shown.
  mutating func goOnWaiting() -> [Effect] {
    let wasAsked = sitting.isAsked
    let effects = followed { $0.goOnWaiting() }
    if !wasAsked { openPractice() }
    openPage()
    openWaiting()
    return effects
  }

  /// What has waited comes into view.
  private mutating func openWaiting() {
    switch sitting.takeOpening() {
    case .exam?: showExam()
    case .sheet?: showSheet()
    case .sample(let sample)?: overlay = .examiner(ExaminerState(sample))
    case nil: break
    }
  }

  private mutating func showSheet() { overlay = .sheet(SheetState(sitting.sheet.lines.map(\.source))) }

  /// What was answered as a page lies over the screen; Enter does what its row says.
  private mutating func openPage() {
    for case .page(let title, let rows) in sitting.outcome.replies {
      cover(with: .list(ListState(title: title, rows: rows.map { ListState.Row(text: $0.text, line: $0.line) })))
    }
  }

  mutating func close() -> [Effect] {
    // What cannot be seen is not closed one by one.
    if isTooSmall { return leave() }
    guard case .none = overlay else {
      uncover()
      return []
    }
    guard leadsBack else { return leave() }
    sitting.remember("return")
    followed { $0.returnBack() }
    return []
  }

  /// Ends the program; numbers typed in would be lost with it, which takes one more key.
  mutating func leave() -> [Effect] {
    guard isAskedToLeave || keepsPlace || !sitting.hasChangedNumbers else {
      isAskedToLeave = true
      tell("your numbers end with the program: once more to quit; :save FILE keeps them")
      return []
    }
    return perform(.quit)
  }

  /// Runs a line that somebody typed or a script holds; what it gives is shown.
  mutating func submit(_ line: String) -> [Effect] {
    sitting.look(at: textPane.nearestLayer)
    let effects = enter(line)
    // A line that moves, or shows nothing, uncovers the step again.
    if line.contains(where: { !$0.isWhitespace }) {
      showsResults = sitting.exchanges.last?.replies.contains(where: \.isResult) ?? false
    }
    return effects
  }
}
