import Curriculum
import LayerMath
import Session
import TextUI
import Tutoring

/// Lines of the small language: values, verdicts, derivations, and the record of what was entered.
extension AppModel {
  /// A line that somebody typed or a script holds; what it gives is kept.
  mutating func enter(_ line: String) -> [Effect] {
    guard line.contains(where: { !$0.isWhitespace }) else { return [] }
    exchanges.append(Exchange(line: line, derivation: derivation))
    forgetExchanges()
    enteredCount += 1
    isRecording = true
    forgetChanges()
    let effects = run(line)
    if exchanges.last?.replies.contains(where: \.isResult) ?? false { showsResults = true }
    return effects
  }

  /// Keeps the last lines, fewer where each holds the numbers of a large layer.
  private mutating func forgetExchanges() {
    var entries = 0
    let kept = exchanges.reversed().prefix { exchange in
      entries += exchange.derivation.example.k * exchange.derivation.example.n
      return entries <= 1_000_000
    }
    let count = max(1, min(200, kept.count))
    if exchanges.count > count { exchanges.removeFirst(exchanges.count - count) }
  }

  mutating func addToHistory(_ line: String) {
    if promptHistory.count >= 2_000 { promptHistory.removeFirst(1_000) }
    promptHistory.append(line)
  }

  mutating func reply(_ reply: Reply) {
    outcome.replies.append(reply)
    guard isRecording, !exchanges.isEmpty else { return }
    exchanges[exchanges.count - 1].derivation = derivation
    exchanges[exchanges.count - 1].replies.append(reply)
  }

  /// The layer that formulas speak of: that of the walk, also while a lesson is read that was opened from it.
  package var derivation: Derivation {
    if case .walk(let state) = screen { return state.walkthrough.derivation }
    for case .walk(let state) in backStack.reversed() { return state.walkthrough.derivation }
    return Self.reference
  }

  private static let reference = Derivation(.reference)

  mutating func evaluate(_ formula: Formula, column: Int) {
    do throws(FormulaError) {
      switch try formula.evaluated(for: derivation) {
      case .value(let value): reply(.value(formula, value))
      case .truth(let shape, let values):
        // An equation holds or not, whatever the shape of its sides.
        let isEquation = formula.equationSides != nil
        reply(.truth(formula, isEquation ? .scalar : shape, isEquation ? [values.allSatisfy { $0 }] : values))
      }
    } catch { fail(error.message, column: error.column + column) }
  }

  mutating func compare(_ sides: [Formula], column: Int) {
    let example = derivation.example
    do throws(FormulaError) {
      let answer = try Formula.compare(chain: sides, here: example.k * example.n <= 36 ? example : nil)
      reply(.verdict(answer.left, answer.right, answer.verdict))
    } catch { fail(error.message, column: error.column + column) }
  }

  mutating func explain(_ name: String) {
    do throws(EntryError) {
      reply(.step(try derivation.reference(name).step))
    } catch { fail(error.message) }
  }

  /// The step that a movement came to.
  mutating func sayPlace() {
    guard case .walk(let state) = screen else { return }
    switch state.position {
    case .question, .values: reply(.note(state.position == .question ? "the question" : "the values"))
    case .step(let index, _):
      if let id = state.walkthrough.derivation.id(at: index) { reply(.place(id)) }
    }
  }

  mutating func assign(_ target: Statement.Target, _ values: String, column: Int) {
    guard requireWalk(), let example else { return }
    do throws(FormulaError) {
      let new = try example.assigning(target, values)
      change(to: new)
      reply(followed(target.part, from: example))
      tell(Self.remark(on: target.part, from: example, to: new))
    } catch { fail(error.message, column: error.column + column - 1) }
  }

  /// Says which parts a change of numbers altered, where nothing else says it.
  mutating func sayNumbers(before: LayerExample?) {
    guard let before, let example else { return }
    for part in example.parts
    where before.entries(of: part) != example.entries(of: part) || part == .w && before.n != example.n {
      reply(.numbers(part, from: before))
    }
  }

  /// The computed entries that the last change altered, and those of them that the walk has shown.
  private func followed(_ part: LayerExample.Part, from old: LayerExample) -> Reply {
    guard case .walk(let state) = screen else { return .changed(part, from: old, entries: [], shown: []) }
    let walk = state.walkthrough
    let entries = state.changed.filter { walk.derivation.index(of: .entry($0)) != nil }
    return .changed(
      part, from: old, entries: entries, shown: entries.filter { walk.isKnown($0, at: state.position) })
  }

  /// The shape that the numbers have now, and how to take the change back.
  private static func remark(on part: LayerExample.Part, from old: LayerExample, to new: LayerExample) -> String {
    let others = ShapeRemark.texts(of: part, from: old, to: new).map { $0 + "; " }.joined()
    guard new.parts.contains(part) else { return "no bias; undo (u) takes it back" }
    let (rows, columns) = new.shape(of: part)
    let shape = part.isMatrix ? "\(rows)×\(columns)" : "\(rows) entries"
    return "\(part.rawValue): \(shape); \(others)undo (u) takes it back"
  }

  mutating func listHistory() {
    let first = max(0, promptHistory.count - 40)
    let lines = promptHistory[first...].enumerated().map { "\(first + $0.offset + 1)  \($0.element)" }
    reply(.lines(lines.isEmpty ? ["nothing was typed yet"] : lines))
  }

  mutating func help(_ topic: String?) {
    if let topic {
      guard ActionTable.spec(topic) != nil else {
        let near = NearestName.of(topic, in: ActionTable.actions.map(\.name))
        return fail("no action `\(topic)`" + (near.map { "; did you mean `\($0)`?" } ?? "; help lists all"))
      }
    }
    cover(with: .help(HelpState(place: context, chooser: Chooser(filter: topic ?? ""))))
    let rows = ActionTable.actions.filter { $0.name == topic ?? $0.name }
    let width = rows.map(\.usage.count).max() ?? 0
    reply(
      .help(
        rows.map { row in
          row.usage + String(repeating: " ", count: width - row.usage.count + 2) + row.summary
        } + (topic == nil ? ["anything else is a formula (W^T ds) or an assignment (x_2 = 3)"] : [])))
  }

  // MARK: what was done, as action lines

  /// Remembers a line that a saved session repeats.
  mutating func remember(_ line: String) { journal.add(line, isKept: true) }

  /// Lines that set the numbers as they are now; `W` first, since it brings the shape.
  mutating func rememberNumbers(from old: LayerExample, to new: LayerExample) {
    let isNewShape = old.k != new.k || old.n != new.n
    for part in old.parts where !new.parts.contains(part) { remember("set \(part.rawValue) none") }
    for part in new.parts {
      let (rows, columns) = new.shape(of: part)
      let isNew = isNewShape || !old.parts.contains(part)
      let places = isNew ? nil : new.places(of: part, otherThanIn: old, most: max(1, rows * columns / 12))
      if places?.isEmpty ?? (part == .w && old.w == new.w) { continue }
      if rows * columns > 36, let places {
        // Of many numbers those that changed, each alone.
        for (row, column, value) in places {
          remember("\(part.rawValue)[\(part.isMatrix ? "\(row + 1),\(column + 1)" : "\(row + 1)")] = \(value)")
        }
      } else {
        let entries = new.entries(of: part)
        // A vector on one row.
        let width = part.isMatrix ? columns : rows
        remember(
          "set \(part.rawValue) \(Matrix(rows: entries.count / width, columns: width, elements: entries).entryText)")
      }
    }
  }

  /// Runs a line of a file as if it were typed; one that fails is named by its number in the end.
  ///
  /// The lines come one by one, since a lesson that one opens must be there before the next.
  mutating func runLoaded(_ line: String, number: Int, of file: String) -> [Effect] {
    // What the file's lines give is not an answer to `load`.
    let wasRecording = isRecording
    isRecording = false
    defer { isRecording = wasRecording }
    if number == 1 { isLoadBeginning = true }
    do throws(ActionError) {
      switch try ActionTable.parse(line) {
      case nil: return []
      case .load, .save, .quit, .close, .suspend:
        throw ActionError("a loaded file cannot \(line.prefix { !$0.isWhitespace })")
      case .open: break
      case .some: isLoadBeginning = false
      }
      status = nil
      let (effects, outcome) = within { $0.run(line) }
      if let refusal = outcome.refusal { throw ActionError(refusal.message) }
      loadedCount += 1
      return effects
    } catch {
      loadFailures.append("\(file):\(number): \(error.message)")
      return []
    }
  }

  mutating func endLoading(_ file: String) {
    if let first = loadFailures.first {
      fail(first + (loadFailures.count > 1 ? " (and \(loadFailures.count - 1) more)" : ""))
    } else {
      tell("\(loadedCount) lines of \(file) run")
    }
    loadFailures = []
    loadedCount = 0
    isLoadBeginning = false
  }
}
