import Curriculum
import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// The lesson's text: scrolling, search, links, and the size of the screen.
extension AppModel {
  mutating func withText(_ body: (inout TextPane) -> Void) {
    if case .lesson(var state) = overlay {
      body(&state.pane)
      overlay = .lesson(state)
      return
    }
    switch screen {
    case .walk(var state):
      body(&state.lesson)
      screen = .walk(state)
    case .reader(var state):
      body(&state.text)
      screen = .reader(state)
    }
  }

  var textPane: TextPane {
    if case .lesson(let state) = overlay { return state.pane }
    switch screen {
    case .walk(let state): return state.lesson
    case .reader(let state): return state.text
    }
  }

  mutating func showLesson() {
    if case .lesson = overlay {
      overlay = .none
    } else if let whole = wholeLesson {
      overlay = .lesson(LessonState(pane: whole))
    }
  }

  /// In a walk whose text is not open already: the whole lesson, from the section on that the pane shows; a built-in text
  /// stands alone.
  var wholeLesson: TextPane? {
    guard case .walk(let state) = screen, let walk = sitting.walk else { return nil }
    if case .lesson = overlay { return nil }
    let area = ReaderScreen.textArea(size)
    let all = lesson.blocks
    guard let first = state.lesson.blocks.first, let place = all.firstIndex(of: first) else {
      return TextPane(state.lesson.blocks, width: area.columns, height: area.rows)
    }
    var pane = TextPane(all, width: area.columns, height: area.rows)
    pane.scroll(to: pane.text.blockStarts[place])
    if let anchor = walk.walkthrough.text(at: walk.position).anchor { pane.reveal(block: place + anchor) }
    return pane
  }

  /// The inline formulas of what is in view, in two dimensions and as they are read aloud.
  mutating func showFormulas() {
    if case .lesson(let state) = overlay, state.content == .formulas {
      overlay = .none
      return
    }
    let pane = textPane
    let inlines = pane.visibleBlocks.flatMap(\.inlines).compactMap(\.formula)
    var seen: Set<String> = []
    // A letter alone has nothing more to show; what cannot be drawn has its reason.
    let formulas = inlines.filter { formula in
      guard seen.insert(formula.latex).inserted else { return false }
      guard case .success(let node) = formula.node else { return true }
      return MathLayout.display(node).height > 1
    }
    guard !formulas.isEmpty else {
      return tell(inlines.isEmpty ? "no formula inside the text in view" : "all formulas in view need one row only")
    }
    var blocks = [Block.heading(level: 1, text: [Inline("Formulas in view")], line: 1)]
    for formula in formulas {
      blocks.append(.formula(formula, line: 1))
      if case .success(let node) = formula.node {
        blocks.append(.paragraph([Inline("read: \(SpokenMath.text(node))", .struck)], line: 1))
      }
    }
    let area = ReaderScreen.textArea(size)
    overlay = .lesson(
      LessonState(pane: TextPane(blocks, width: area.columns, height: area.rows), content: .formulas))
  }

  mutating func nextPane() {
    var isDone = false
    withText { isDone = $0.selectNextLink() }
    if case .exercise? = textPane.link { tell("Enter answers this exercise") }
    guard case .walk(var state) = screen, case .none = overlay, let walk = sitting.walk else { return }
    if state.pane == .lesson && isDone { return }
    state.lesson.deselectLink()
    let panes = WalkLayout(size, at: walk.position, of: walk.example).panes
    let index = panes.firstIndex(of: state.pane) ?? 0
    state.pane = panes[(index + 1) % panes.count]
    screen = .walk(state)
  }

  mutating func scroll(_ scroll: Action.Scroll) {
    if case .check(let state) = overlay {
      let line = state.scroll
      let table = CheckOverlay(derivation, size: size)
      let to: Int =
        switch scroll {
        case .up: line - 1
        case .down: line + 1
        case .pageup: line - table.page
        case .pagedown: line + table.page
        case .top: 0
        case .bottom: table.lastScroll
        case .left, .right: line
        }
      overlay = .check(CheckState(scroll: min(max(0, to), table.lastScroll), showsAll: state.showsAll))
      return
    }
    if case .none = overlay, case .walk(var state) = screen, state.pane == .values, let walk = sitting.walk {
      let area = WalkLayout(size, at: walk.position, of: walk.example).values(of: walk.example).chosen
      let page = max(1, area.rows - 3)
      switch scroll {
      case .up: state.valuesScroll -= 1
      case .down: state.valuesScroll += 1
      case .pageup: state.valuesScroll -= page
      case .pagedown: state.valuesScroll += page
      case .top: state.valuesScroll = -10_000
      case .bottom: state.valuesScroll = 10_000
      case .left, .right: break
      }
      state.valuesScroll = MatricesView.clamped(
        state.valuesScroll, of: WalkthroughScreen(walk, state, of: self).picture, in: area)
      screen = .walk(state)
      return
    }
    withText { pane in
      switch scroll {
      case .up: pane.scroll(by: -1)
      case .down: pane.scroll(by: 1)
      case .pageup: pane.scroll(by: 1 - pane.height)
      case .pagedown: pane.pageDown()
      case .top: pane.scroll(to: 0)
      case .bottom: pane.scroll(to: pane.maximumScroll)
      case .left: pane.pan(by: -8)
      case .right: pane.pan(by: 8)
      }
    }
  }

  mutating func search(_ text: String?) {
    guard let text else {
      cover(with: .prompt(PromptState(purpose: .search, field: TextField())))
      return
    }
    withText { $0.search(text) }
    // The pane of a walk holds one section; what is elsewhere is shown in the whole lesson.
    if textPane.matches.isEmpty, var whole = wholeLesson {
      whole.search(text)
      if !whole.matches.isEmpty {
        overlay = .lesson(LessonState(pane: whole))
        return reportSearch(in: " in the whole lesson; Esc comes back to the step")
      }
    }
    reportSearch()
  }

  mutating func searchAgain(_ forward: Bool) {
    guard !textPane.query.isEmpty else { return tell("nothing searched yet; / searches") }
    withText { $0.searchAgain(forward: forward) }
    reportSearch()
  }

  mutating func reportSearch(in place: String = "") {
    let pane = textPane
    if pane.matches.isEmpty {
      fail("`\(pane.query)` is not in this lesson; H and the word search the whole course")
    } else {
      tell("`\(pane.query)`: \(pane.currentMatch + 1) of \(pane.matches.count)\(place)")
    }
  }

  mutating func followLink() -> [Effect] {
    switch textPane.link {
    case .lesson(let id, let heading):
      return [.loadLesson(id, heading: heading)]
    case .footnote(let label):
      stay()
      withText { $0.jump(toFootnote: label) }
    case .exercise(let line):
      guard let place = lesson.exercises.firstIndex(where: { $0.line == line }) else {
        guard lesson.derivations.contains(where: { $0.line == line }) else { return run("examiner") }
        // Lines that the lesson gives stand there already; a sheet that was begun stays.
        let start = sitting.sheet.hasText ? [] : lesson.derivations.first { $0.line == line }?.task.start ?? []
        return start.flatMap { run("derive \($0)") } + run("derive")
      }
      return run("exercise \(place + 1)")
    case .address(let address):
      tell("\(address) (the tutor opens no network)")
    case nil:
      tell("no link selected; Tab selects the next one")
    }
    return []
  }
}
