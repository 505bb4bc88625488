import Curriculum
import LayerMath
import Session
import TextUI
import Tutoring

/// One case for each row of the action table, and moving through the walk.
extension AppModel {
  mutating func run(_ line: String) -> [Effect] {
    do throws(ActionError) {
      guard let action = try ActionTable.parse(line) else { return [] }
      let (effects, outcome) = within { $0.perform(action) }
      journal.add(line.trimmingSpaces, isKept: action.isRemembered && outcome.refusal == nil)
      return effects
    } catch {
      fail(error.message, column: error.column)
      return []
    }
  }

  /// What an action gives, and what came of it alone.
  mutating func within(_ body: (inout AppModel) -> [Effect]) -> (effects: [Effect], outcome: Outcome) {
    let before = outcome
    outcome = Outcome()
    let effects = body(&self)
    let own = outcome
    outcome = before
    outcome.add(own)
    return (effects, own)
  }

  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .next(let count):
      move(times: count, atEnd: "this is the end; q leaves, Home starts again") { $0.walkthrough.next($0.position) }
    case .back(let count): goBack(count)
    case .step(let count):
      move(times: count, atEnd: "this is the last step") { $0.walkthrough.nextEntry($0.position) }
      sayPlace()
    case .nextEntry: move(atEnd: "this is the last entry") { $0.walkthrough.nextEntry($0.position) }
    case .previousEntry: move(atEnd: "this is the beginning") { $0.walkthrough.previousEntry($0.position) }
    case .nextStage: move(atEnd: "this is the last stage") { $0.walkthrough.nextStage($0.position) }
    case .previousStage: move(atEnd: "this is the beginning") { $0.walkthrough.previousStage($0.position) }
    case .first: move(atEnd: "this is the beginning") { $0.position == .question ? nil : .question }
    case .last: move(atEnd: "this is the end") { $0.position == $0.walkthrough.last ? nil : $0.walkthrough.last }
    case .goto(let name):
      if go(to: name) { sayPlace() }
    case .assign(let target, let values, let column): assign(target, values, column: column)
    case .evaluate(let formula, let column): evaluate(formula, column: column)
    case .always(let sides, let column): compare(sides, column: column)
    case .why(let name): explain(name)
    case .solve: reply(.solution)
    case .history: listHistory()
    case .save(let file): return [.saveLines(journal.session, isWhole: !journal.isFull, file: file)]
    case .load(let file): return [.loadLines(file: file)]
    case .edit: if requireWalk() { overlay = .editor(EditorState()) }
    case .undo, .redo:
      let before = example
      if action == .undo { undo() } else { redo() }
      sayNumbers(before: before)
    case .random(let grain, let signs):
      guard requireWalk(), let example else { break }
      change(
        to: .random(
          k: example.k, n: example.n, grain: grain, signs: signs, hasBias: example.b != nil, using: &generator))
      sayNumbers(before: example)
      tell("new numbers; u takes them back")
    case .preset(let preset): setPreset(preset)
    case .copy(let form): return copy(form)
    case .undoCell: undoCell()
    case .view(let view):
      if requireWalk() {
        let all = ValuesView.allCases
        let index = all.firstIndex(of: valuesView) ?? 0
        valuesView = view ?? all[(index + 1) % all.count]
      }
    case .exact(let isOn):
      number.isExact = isOn ?? !number.isExact
    case .precision(let digits): number.precision = digits
    case .zoom:
      if case .zoom = overlay {
        overlay = .none
      } else if ZoomOverlay.formula(of: self) != nil {
        overlay = .zoom(ZoomState())
      } else {
        tell("no display formula in view")
      }
    case .check:
      if requireWalk() {
        reply(.check)
        if case .check = overlay { overlay = .none } else { overlay = .check(CheckState()) }
      }
    case .lesson: showLesson()
    case .autoplay: if requireWalk() { isAutoplaying = true }
    case .pane: nextPane()
    case .scroll(let scroll): self.scroll(scroll)
    case .search(let text): search(text)
    case .searchAgain(let forward): searchAgain(forward)
    case .follow: return follow()
    case .returnBack: returnBack()
    case .home: return [.listLessons(.home)]
    case .problems: return [.listLessons(.problems)]
    case .formulas: showFormulas()
    case .outline: showOutline()
    case .heading(let name): goToHeading(name)
    case .open(let reference):
      openedAs = reference
      return [.loadLesson(reference, heading: nil)]
    case .prompt(let text): return openPrompt(text.isEmpty ? "" : text + " ")
    case .help(let topic): help(topic)
    case .close: return close()
    case .quit: return quit()
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
    case .units(let difference): reshape(units: difference, inputs: 0)
    case .inputs(let difference): reshape(units: 0, inputs: difference)
    case .clearCell:
      if let example, case .editor(let state) = overlay {
        change(to: example.replacing(state.place.part, row: state.place.row, column: state.place.column, with: .zero))
      }
    }
    return []
  }

  mutating func quit() -> [Effect] {
    isFinished = true
    return [.quit]
  }

  mutating func close() -> [Effect] {
    // What cannot be seen is not closed one by one.
    if isTooSmall { return leave() }
    if case .none = overlay {
      if !backStack.isEmpty {
        remember("return")
        returnBack()
        return []
      }
      return leave()
    }
    uncover()
    return []
  }

  private mutating func leave() -> [Effect] {
    // Numbers typed in are lost with the program: one more key.
    let hasChanges = ([screen] + visited.values).contains(where: \.hasChangedNumbers)
    guard isAskedToLeave || !hasChanges else {
      isAskedToLeave = true
      tell("your numbers end with the program: once more to quit; :save FILE keeps them")
      return []
    }
    return quit()
  }

  mutating func requireWalk() -> Bool {
    if case .walk = screen { return true }
    fail("only in a derivation; open linear-elu-layer has one")
    return false
  }

  mutating func withWalk(_ body: (inout WalkState) -> Void) {
    guard requireWalk(), case .walk(var state) = screen else { return }
    body(&state)
    screen = .walk(state)
  }

  mutating func move(times: Int = 1, atEnd: String, _ target: (WalkState) -> WalkPosition?) {
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

  mutating func goBack(_ count: Int) {
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

  /// Whether there is such a step.
  mutating func go(to name: String) -> Bool {
    var failure: String?
    guard requireWalk() else { return false }
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
    return failure == nil
  }
}
