import Curriculum
import LayerMath
import TextUI
import Tutoring

extension AppModel {
  /// The model after something happened, and what is to be done about it.
  package func update(_ message: Message) -> (AppModel, [Effect]) {
    var model = self
    let effects = model.apply(message)
    return (model, effects)
  }

  private mutating func apply(_ message: Message) -> [Effect] {
    switch message {
    case .keyPressed(let key):
      let hadStatus = status != nil
      status = nil
      // A message is the top layer: Esc puts it away and does no more.
      if key == .escape, hadStatus, case .none = overlay { return [] }
      let wasPlaying = isAutoplaying
      isAutoplaying = false
      // Any key stops the walk; the key that started it does no more than that.
      if wasPlaying && ActionTable.line(for: key, in: context) == "autoplay" { return [] }
      return press(key)
    case .pasted(let text):
      status = nil
      paste(text)
      return []
    case .resized(let size):
      resize(to: size)
      return []
    case .ticked:
      if isAutoplaying, case .walk(var state) = screen {
        isAutoplaying = state.move(to: state.walkthrough.next(state.position), size: size)
        screen = .walk(state)
      }
      return []
    case .entered(let line):
      status = nil
      return run(line)
    case .lessonLoaded(let lesson, let heading):
      backStack.append(screen)
      screen = Self.screen(for: lesson, size: size)
      if let heading, case .reader(var state) = screen {
        state.text.jump(toHeading: heading)
        screen = .reader(state)
      }
      overlay = .none
      if let issue = lesson.issues.first(where: { $0.severity != .note }) {
        fail(Self.line(issue))
      }
      return []
    case .lessonFailed(let error):
      fail(error.message)
      return []
    }
  }

  mutating func fail(_ text: String) { status = Status(text: text, isError: true) }

  mutating func tell(_ text: String) { status = Status(text: text, isError: false) }

  // MARK: keys

  private mutating func press(_ key: KeyEvent) -> [Effect] {
    switch overlay {
    case .prompt(let state): return press(key, prompt: state)
    case .help(let state): return press(key, help: state)
    case .editor(var state):
      if state.pasted != nil {
        if key == .enter { acceptPaste(&state) }
        state.pasted = nil
        overlay = .editor(state)
        return []
      }
      if press(key, editor: &state) { return [] }
    case .none, .check, .zoom, .lesson: break
    }
    guard let line = ActionTable.line(for: key, in: context) else { return [] }
    return run(line)
  }

  private mutating func press(_ key: KeyEvent, prompt state: PromptState) -> [Effect] {
    var state = state
    switch key {
    case .escape:
      endPrompt(state)
    case .enter:
      endPrompt(state)
      let text = state.field.string
      switch state.purpose {
      case .search: return run("search " + text)
      case .command:
        if !text.isEmpty && promptHistory.last != text { promptHistory.append(text) }
        return run(text)
      }
    case .up, .down:
      browse(&state, older: key == .up)
      overlay = .prompt(state)
    case .tab:
      complete(&state)
      overlay = .prompt(state)
    case .backspace where state.field.text.isEmpty:
      endPrompt(state)
    default:
      _ = state.field.apply(key)
      overlay = .prompt(state)
    }
    return []
  }

  private mutating func endPrompt(_ state: PromptState) {
    if case .editor(let editor) = state.below { overlay = .editor(editor) } else { overlay = .none }
  }

  private func browse(_ state: inout PromptState, older: Bool) {
    guard state.purpose == .command, !promptHistory.isEmpty else { return }
    let index = (state.historyIndex ?? promptHistory.count) + (older ? -1 : 1)
    guard index >= 0 else { return }
    guard index < promptHistory.count else {
      state.historyIndex = nil
      state.field = TextField()
      return
    }
    state.historyIndex = index
    state.field = TextField(promptHistory[index])
  }

  private mutating func complete(_ state: inout PromptState) {
    guard state.purpose == .command, !state.field.text.contains(" ") else { return }
    let names = ActionTable.actions.map(\.name).filter { $0.hasPrefix(state.field.string) }
    guard let first = names.first else { return }
    if names.count == 1 {
      state.field = TextField(first + " ")
    } else {
      let common = names.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
      state.field = TextField(common)
      tell(names.joined(separator: "  "))
    }
  }

  private mutating func press(_ key: KeyEvent, help state: HelpState) -> [Effect] {
    var state = state
    let rows = HelpOverlay.rows(state)
    switch key {
    case .escape, .function(1): overlay = .none
    case .enter:
      overlay = .none
      guard state.selection < rows.count else { return [] }
      let row = rows[state.selection]
      // A row whose action needs more to be said goes to the prompt.
      return row.needsArgument ? run("prompt \(row.line) ") : run(row.line)
    case .up: state.selection = max(0, state.selection - 1)
    case .down: state.selection = min(max(0, rows.count - 1), state.selection + 1)
    case .pageUp: state.selection = max(0, state.selection - 10)
    case .pageDown: state.selection = min(max(0, rows.count - 1), state.selection + 10)
    default:
      if state.field.apply(key) { state.selection = 0 }
    }
    if case .help = overlay { overlay = .help(state) }
    return []
  }

  /// Typing in a cell; false where the key is left to the bindings.
  private mutating func press(_ key: KeyEvent, editor state: inout EditorState) -> Bool {
    guard let example else { return false }
    if var typed = state.typed {
      switch key {
      case .escape:
        state.typed = nil
      case .enter, .tab, .backTab, .up, .down:
        guard accept(&state, example) else { break }
        let direction: Action.CellMove = key == .tab ? .next : key == .backTab ? .previous : key == .up ? .up : .down
        state.move(direction, in: self.example ?? example)
      default:
        guard typed.apply(key) else { return true }
        state.typed = typed
      }
      overlay = .editor(state)
      return true
    }
    switch key {
    case .character(let character) where character.isNumber || "-−.".contains(character):
      state.typed = TextField(String(character))
    case .enter, .function(2):
      state.typed = TextField("\(state.value(in: example))")
    default: return false
    }
    overlay = .editor(state)
    return true
  }

  private mutating func accept(_ state: inout EditorState, _ example: LayerExample) -> Bool {
    guard let typed = state.typed else { return true }
    do {
      let value = try Rational.parse(typed.string)
      change(to: example.replacing(state.place.part, row: state.place.row, column: state.place.column, with: value))
      state.typed = nil
      return true
    } catch {
      fail(error.message)
      return false
    }
  }

  private mutating func paste(_ text: String) {
    switch overlay {
    case .prompt(var state):
      state.field.insert(text)
      overlay = .prompt(state)
    case .help(var state):
      state.field.insert(text)
      overlay = .help(state)
    case .editor(var state):
      guard let example else { return }
      if state.typed != nil {
        state.typed?.insert(text)
      } else {
        do { try state.paste(text, into: example) } catch { fail(error.message) }
      }
      overlay = .editor(state)
    case .none, .check, .zoom, .lesson:
      tell("paste into the grid (e) or the prompt (:)")
    }
  }

  private mutating func acceptPaste(_ state: inout EditorState) {
    guard let pasted = state.pasted else { return }
    change(to: pasted.example)
    state.clamp(to: pasted.example)
  }

  // MARK: actions

  private mutating func run(_ line: String) -> [Effect] {
    do {
      guard let action = try ActionTable.parse(line) else { return [] }
      return perform(action)
    } catch {
      fail(error.message)
      return []
    }
  }

  private mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .next(let count):
      move(times: count, atEnd: "this is the end; q leaves, Home starts again") { $0.walkthrough.next($0.position) }
    case .back(let count): goBack(count)
    case .nextEntry: move(atEnd: "this is the last entry") { $0.walkthrough.nextEntry($0.position) }
    case .previousEntry: move(atEnd: "this is the beginning") { $0.walkthrough.previousEntry($0.position) }
    case .nextStage: move(atEnd: "this is the last stage") { $0.walkthrough.nextStage($0.position) }
    case .previousStage: move(atEnd: "this is the beginning") { $0.walkthrough.previousStage($0.position) }
    case .first: move(atEnd: "this is the beginning") { $0.position == .question ? nil : .question }
    case .last: move(atEnd: "this is the end") { $0.position == $0.walkthrough.last ? nil : $0.walkthrough.last }
    case .goto(let name): go(to: name)
    case .set(let part, let values): set(part, values)
    case .edit: if requireWalk() { overlay = .editor(EditorState()) }
    case .undo: undo()
    case .redo: redo()
    case .random:
      guard requireWalk(), let example else { break }
      change(to: .random(k: example.k, n: example.n, using: &generator))
      tell("new numbers; u takes them back")
    case .view(let view):
      if requireWalk() {
        let all = ValuesView.allCases
        let index = all.firstIndex(of: valuesView) ?? 0
        valuesView = view ?? all[(index + 1) % all.count]
      }
    case .exact(let isOn):
      number.isExact = isOn ?? !number.isExact
    case .precision(let digits): number.precision = digits
    case .zoom: if requireWalk() { if case .zoom = overlay { overlay = .none } else { overlay = .zoom } }
    case .check: if requireWalk() { if case .check = overlay { overlay = .none } else { overlay = .check(scroll: 0) } }
    case .lesson: showLesson()
    case .autoplay: if requireWalk() { isAutoplaying = true }
    case .pane: nextPane()
    case .scroll(let scroll): self.scroll(scroll)
    case .search(let text): search(text)
    case .searchAgain(let forward): searchAgain(forward)
    case .follow: return follow()
    case .returnBack: returnBack()
    case .open(let reference): return [.loadLesson(reference, heading: nil)]
    case .prompt(let text):
      var prompt = PromptState(purpose: .command, field: TextField(text.isEmpty ? "" : text + " "))
      if case .editor(let editor) = overlay { prompt.below = .editor(editor) }
      overlay = .prompt(prompt)
    case .help: overlay = .help(HelpState(context: context))
    case .close: return close()
    case .quit: return quit()
    case .redraw: return [.redrawScreen]
    case .suspend: return [.suspendProgram]
    case .resize(let size): resize(to: size)
    case .key(let key): return press(key)
    case .cell(let direction): editCell { $0.move(direction, in: $1) }
    case .units(let difference): reshape(units: difference, inputs: 0)
    case .inputs(let difference): reshape(units: 0, inputs: difference)
    case .clearCell:
      if let example, case .editor(let state) = overlay {
        change(to: example.replacing(state.place.part, row: state.place.row, column: state.place.column, with: .zero))
      }
    }
    return []
  }

  private mutating func quit() -> [Effect] {
    isFinished = true
    return [.quit]
  }

  private mutating func close() -> [Effect] {
    if case .none = overlay {
      if !backStack.isEmpty {
        returnBack()
        return []
      }
      return quit()
    }
    overlay = .none
    return []
  }

  private mutating func requireWalk() -> Bool {
    if case .walk = screen { return true }
    fail("only in a derivation; open linear-elu-layer has one")
    return false
  }

  private mutating func withWalk(_ body: (inout WalkState) -> Void) {
    guard requireWalk(), case .walk(var state) = screen else { return }
    body(&state)
    screen = .walk(state)
  }

  // MARK: walking

  private mutating func move(times: Int = 1, atEnd: String, _ target: (WalkState) -> WalkPosition?) {
    var reachedEnd = false
    let size = size
    withWalk { state in
      for _ in 0..<times {
        if !state.move(to: target(state), size: size) {
          reachedEnd = true
          break
        }
      }
    }
    if reachedEnd { tell(atEnd) }
  }

  private mutating func goBack(_ count: Int) {
    guard case .walk = screen else {
      returnBack()
      return
    }
    var reachedStart = false
    let size = size
    withWalk { state in
      for _ in 0..<count where !reachedStart { reachedStart = !state.goBack(size: size) }
    }
    if reachedStart {
      if backStack.isEmpty { tell("this is the beginning") } else { returnBack() }
    }
  }

  private mutating func go(to name: String) {
    var failure: String?
    let size = size
    withWalk { state in
      do throws(EntryError) {
        let reference = try state.walkthrough.derivation.reference(name)
        _ = state.move(to: state.walkthrough.position(of: reference), size: size)
      } catch {
        failure = error.message
      }
    }
    if let failure { fail(failure) }
  }

  // MARK: numbers

  /// Replaces the numbers; the old ones can be had back.
  private mutating func change(to example: LayerExample, isUndo: Bool = false) {
    guard case .walk(var state) = screen else { return }
    let old = state.walkthrough.derivation.example
    guard old != example else { return }
    if !isUndo {
      state.undoStack.append(old)
      state.redoStack = []
    }
    state.change(to: example, size: size)
    screen = .walk(state)
    editCell { $0.clamp(to: $1) }
  }

  private mutating func editCell(_ body: (inout EditorState, LayerExample) -> Void) {
    guard let example, case .editor(var state) = overlay else { return }
    body(&state, example)
    overlay = .editor(state)
  }

  private mutating func set(_ part: LayerExample.Part, _ values: String) {
    guard requireWalk(), let example else { return }
    do {
      // A new W brings its shape: K and n change in all three at once.
      let new = try MatrixEntry.replacing(part, in: example, with: values, resizing: part == .w)
      change(to: new)
      let grew = [new.n > example.n ? "x" : nil, new.k > example.k ? "dy" : nil].compactMap { $0 }
      let zeros = part == .w && !grew.isEmpty ? "new entries of \(grew.joined(separator: " and ")) are 0; " : ""
      let shape = part == .w ? "\(new.k)×\(new.n)" : part == .x ? "\(new.n) entries" : "\(new.k) entries"
      tell("\(part.rawValue): \(shape); \(zeros)u takes it back")
    } catch {
      fail(error.message)
    }
  }

  private mutating func reshape(units: Int, inputs: Int) {
    guard requireWalk(), let example else { return }
    let (k, n) = (example.k + units, example.n + inputs)
    guard k >= 1 && n >= 1 else { return fail("a layer has at least one unit and one input") }
    change(to: example.resized(k: k, n: n))
    tell(PlainText.size(example.resized(k: k, n: n)) + "; new entries are 0")
  }

  private mutating func undo() {
    guard case .walk(var state) = screen, let example, let old = state.undoStack.popLast() else {
      return tell("nothing to undo")
    }
    state.redoStack.append(example)
    screen = .walk(state)
    change(to: old, isUndo: true)
    tell("undone; Ctrl-R redoes it")
  }

  private mutating func redo() {
    guard case .walk(var state) = screen, let example, let new = state.redoStack.popLast() else {
      return tell("nothing to redo")
    }
    state.undoStack.append(example)
    screen = .walk(state)
    change(to: new, isUndo: true)
    tell("redone")
  }

  // MARK: the lesson's text

  private mutating func withText(_ body: (inout TextPane) -> Void) {
    if case .lesson(var pane) = overlay {
      body(&pane)
      overlay = .lesson(pane)
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

  private var textPane: TextPane {
    if case .lesson(let pane) = overlay { return pane }
    switch screen {
    case .walk(let state): return state.lesson
    case .reader(let state): return state.text
    }
  }

  private mutating func showLesson() {
    if case .lesson = overlay {
      overlay = .none
    } else if case .walk(let state) = screen {
      let area = ReaderScreen.textArea(size)
      let all = state.walkthrough.lesson.blocks
      // The whole lesson, from the section on that the pane shows; a built-in text stands alone.
      if let first = state.lesson.blocks.first, let place = all.firstIndex(of: first) {
        var pane = TextPane(all, width: area.columns, height: area.rows)
        pane.scroll(to: pane.text.blockStarts[place])
        if let anchor = state.walkthrough.text(at: state.position).anchor { pane.reveal(block: place + anchor) }
        overlay = .lesson(pane)
      } else {
        overlay = .lesson(TextPane(state.lesson.blocks, width: area.columns, height: area.rows))
      }
    }
  }

  private mutating func nextPane() {
    var isDone = false
    withText { isDone = $0.selectNextLink() }
    guard case .walk(var state) = screen, case .none = overlay else { return }
    if state.pane == .lesson && isDone { return }
    state.lesson.deselectLink()
    let panes = WalkLayout(size, at: state.position).panes
    let index = panes.firstIndex(of: state.pane) ?? 0
    state.pane = panes[(index + 1) % panes.count]
    screen = .walk(state)
  }

  private mutating func scroll(_ scroll: Action.Scroll) {
    if case .check(let line) = overlay {
      overlay = .check(scroll: max(0, line + (scroll == .up ? -1 : scroll == .down ? 1 : scroll == .pageup ? -10 : 10)))
      return
    }
    if case .none = overlay, case .walk(var state) = screen, state.pane == .values {
      let area = WalkLayout(size, at: state.position).values
      let page = max(1, area.rows - 3)
      switch scroll {
      case .up: state.valuesScroll -= 1
      case .down: state.valuesScroll += 1
      case .pageup: state.valuesScroll -= page
      case .pagedown: state.valuesScroll += page
      case .top: state.valuesScroll = -10_000
      case .bottom: state.valuesScroll = 10_000
      }
      state.valuesScroll = MatricesView.clampedScroll(state, number: number, in: area)
      screen = .walk(state)
      return
    }
    withText { pane in
      switch scroll {
      case .up: pane.scroll(by: -1)
      case .down: pane.scroll(by: 1)
      case .pageup: pane.scroll(by: 1 - pane.height)
      case .pagedown: pane.scroll(by: pane.height - 1)
      case .top: pane.scroll(to: 0)
      case .bottom: pane.scroll(to: pane.maximumScroll)
      }
    }
  }

  private mutating func search(_ text: String?) {
    guard let text else {
      overlay = .prompt(PromptState(purpose: .search, field: TextField()))
      return
    }
    withText { $0.search(text) }
    reportSearch()
  }

  private mutating func searchAgain(_ forward: Bool) {
    guard !textPane.query.isEmpty else { return tell("nothing searched yet; / searches") }
    withText { $0.searchAgain(forward: forward) }
    reportSearch()
  }

  private mutating func reportSearch() {
    let pane = textPane
    if pane.matches.isEmpty {
      fail("`\(pane.query)` is not in this text")
    } else {
      tell("`\(pane.query)`: \(pane.currentMatch + 1) of \(pane.matches.count)")
    }
  }

  private mutating func follow() -> [Effect] {
    switch textPane.link {
    case .lesson(let id, let heading):
      return [.loadLesson(id, heading: heading)]
    case .address(let address):
      tell("\(address) (the tutor opens no network)")
    case nil:
      tell("no link selected; Tab selects the next one")
    }
    return []
  }

  private mutating func returnBack() {
    guard var earlier = backStack.popLast() else { return tell("nothing to return to") }
    switch earlier {
    case .walk(var state):
      state.fit(size)
      earlier = .walk(state)
    case .reader(var state):
      state.fit(size)
      earlier = .reader(state)
    }
    screen = earlier
    overlay = .none
  }

  private mutating func resize(to size: Size) {
    self.size = size
    switch screen {
    case .walk(var state):
      state.fit(size)
      screen = .walk(state)
    case .reader(var state):
      state.fit(size)
      screen = .reader(state)
    }
    if case .lesson(var pane) = overlay {
      let area = ReaderScreen.textArea(size)
      pane.resize(width: area.columns, height: area.rows)
      overlay = .lesson(pane)
    }
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
