import Curriculum
import LayerMath
import Tutoring

/// What an action does: moving through the walk, and the row of every action that needs no screen.
extension Sitting {
  /// Effects that the world is to have; `nil` where the action is for a screen.
  package mutating func perform(_ action: Action) -> [Effect]? {
    switch action {
    case .next(let count):
      move(times: count, atEnd: "this is the end; q leaves, Home starts again") { $0.walkthrough.next($0.position) }
    case .advance(let count):
      let pace = pace
      move(times: count, atEnd: "this is the end; q leaves, Home starts again") {
        $0.walkthrough.advanced($0.position, pace)
      }
    case .finish:
      let pace = pace
      move(atEnd: "this is the end; q leaves, Home starts again") { $0.walkthrough.finished($0.position, pace) }
    case .pace(let wanted):
      if let wanted { pace = wanted }
      tell(
        pace == .every
          ? "pace every: a press uncovers one factor; pace brief is quicker"
          : "pace brief: what is new factor by factor, the rest term by term; pace every shows all")
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
    case .goto(let name): if go(to: name) { sayPlace() }
    case .assign(let target, let values, let column): assign(target, values, column: column)
    case .evaluate(let formula, let column): evaluate(formula, column: column)
    case .always(let sides, let column): compare(sides, column: column)
    case .why(let name): explain(name)
    case .solve: reply(.solution)
    case .practice(let name): return ask(name)
    case .exercise(let number): return ask(exercise: number)
    case .answer(let text): return answer(text)
    case .derive(let text?):
      // Lines that come while the rules are read wait together.
      if case .sheetLines(let lines)? = wanted { return begin(.sheetLines(lines + [text])) }
      return begin(.sheetLines([text]))
    case .marks(let scheme): return showMarks(scheme)
    case .exam(let action): return perform(action)
    case .jumps(let wanted):
      jumps = wanted ?? jumps
      tell(
        "jumps \(jumps.rawValue): "
          + (jumps == .off
            ? "nothing is said of large steps"
            : jumps == .ask
              ? "of the first large step you may say which rules it takes" : "a goal is derived by steps of usual size")
      )
    case .examiner: return begin(.sample)
    case .saveSheet(let file):
      guard sheet.hasText else {
        fail("there is no derivation yet; `derive` (d) begins one")
        break
      }
      return [
        .saveSheet(
          SheetJSON.saved(sheet.lines.map(\.source), lesson: lesson.isWalked ? lesson.id : nil, scheme().asks),
          file: file)
      ]
    case .puzzle: return begin(.puzzle)
    case .hint(let name): return hint(name)
    case .drill(let skill): return drill(skill)
    case .progress(let isAside): return isAside ? setRecordAside() : begin(.progress)
    case .plan(let minutes, let exam): return begin(.plan(minutes: minutes, exam: exam))
    case .predict(let isOn):
      predicts = isOn ?? !predicts
      tell(predicts ? "predict on: each value is asked for before it is shown" : "predict off: values are shown")
    case .check: _ = check()
    case .help(let topic): _ = help(topic)
    case .history: listHistory()
    case .save(let file): return [.saveLines(journal.session, isWhole: !journal.isFull, file: file)]
    case .load(let file): return [.loadLines(file: file)]
    case .undo, .redo:
      let before = example
      if action == .undo { undo() } else { redo() }
      sayNumbers(before: before)
    case .random(let grain, let signs): setRandom(grain, signs)
    case .randomDiagnosing: return begin(.diagnosingNumbers)
    case .preset(let preset): setPreset(preset)
    case .activation(let activation): setActivation(activation)
    case .loss(let loss): setLoss(loss)
    case .copy(let form): return copy(form)
    case .exact(let isOn): number.isExact = isOn ?? !number.isExact
    case .precision(let digits): number.precision = digits
    case .returnBack: returnBack()
    case .walk: return walkLayer()
    case .open(let reference): return [.loadLesson(reference, heading: nil)]
    case .home: return [.listLessons(.home)] + (record == nil ? [.loadRecord] : [])
    case .problems: return [.listLessons(.problems)]
    case .units(let difference): reshape(units: difference, inputs: 0)
    case .inputs(let difference): reshape(units: 0, inputs: difference)
    case .quit:
      isFinished = true
      return [.quit]
    case .derive(nil), .edit, .uncover, .undoCell, .draft, .view, .zoom, .autoplay, .lesson, .pane, .scroll, .search,
      .searchAgain,
      .follow,
      .outline,
      .formulas, .heading, .prompt, .close, .redraw, .suspend, .resize, .key, .cell, .clearCell:
      return nil
    }
    return []
  }

  /// On as a press would, as autoplay does it.
  package mutating func advance() -> Bool {
    let pace = pace
    return withWalk { $0.move(to: $0.walkthrough.advanced($0.position, pace)) } ?? false
  }

  private mutating func move(times: Int = 1, atEnd: String, _ target: (Walk) -> WalkPosition?) {
    guard requireWalk() != nil else { return }
    let isFine = withWalk { walk in (0..<times).allSatisfy { _ in walk.move(to: target(walk)) } }
    if isFine == false { tell(atEnd) }
  }

  private mutating func goBack(_ count: Int) {
    guard let isFine = withWalk({ walk in (0..<count).allSatisfy { _ in walk.goBack() } }) else { return returnBack() }
    guard !isFine else { return }
    if places.count == 1 { tell("this is the beginning") } else { returnBack() }
  }

  /// Whether there is such a step.
  private mutating func go(to name: String) -> Bool {
    guard let walk = requireWalk() else { return false }
    do throws(EntryError) {
      let position = walk.walkthrough.position(of: try walk.derivation.reference(name))
      _ = withWalk { $0.move(to: position) }
      return true
    } catch {
      fail(error.message)
      return false
    }
  }

  /// The step that a movement came to.
  private mutating func sayPlace() {
    guard let walk else { return }
    switch walk.position {
    case .question: reply(.note("the question"))
    case .values: reply(.note("the values"))
    case .step(let index, _): if let id = walk.derivation.id(at: index) { reply(.place(id)) }
    }
  }

  /// Whether there is a layer to check.
  package mutating func check() -> Bool {
    guard requireWalk() != nil else { return false }
    reply(.check)
    return true
  }

  /// The rows of the actions; false where there is none of that name.
  package mutating func help(_ topic: String?) -> Bool {
    if let topic, ActionTable.spec(topic) == nil {
      let near = NearestName.of(topic, in: ActionTable.actions.map(\.name))
      fail("no action `\(topic)`" + (near.map { "; did you mean `\($0)`?" } ?? "; help lists all"))
      return false
    }
    let rows = ActionTable.actions.filter { $0.name == topic ?? $0.name }
    let width = rows.map(\.usage.count).max() ?? 0
    reply(
      .help(
        rows.map { row in
          row.usage + String(repeating: " ", count: width - row.usage.count + 2) + row.summary
        } + (topic == nil ? ["anything else is a formula (W^T ds) or an assignment (x_2 = 3)"] : [])))
    return true
  }

  private mutating func listHistory() {
    let first = max(0, typedLines.count - 40)
    let lines = typedLines[first...].enumerated().map { "\(first + $0.offset + 1)  \($0.element)" }
    reply(.lines(lines.isEmpty ? ["nothing was typed yet"] : lines))
  }
}
