import Curriculum
import LayerMath
import Tutoring

/// A derivation that is typed line by line, as on paper.
extension Sitting {
  /// The layer whose module the sheet is of: that of the walk.
  private var moduleOfSheet: LayerExample { derivation.example }

  /// The module that its lines were judged for.
  package var moduleOfSheetLines: LayerExample? { sheetModule }

  /// Takes the lines of the sheet, and judges those that are not judged yet.
  package mutating func write(sheet lines: [String]) {
    let module = moduleOfSheet
    // Another module has other truths; other numbers of the same one do not.
    let isSame = sheetModule?.asksTheSame(as: module) ?? false
    let old = isSame && isSheetJudged ? sheet : Sheet()
    // Where nothing was written nothing is judged, nor put together again.
    if isSame, isSheetJudged, old.lines.map(\.source) == lines { return }
    sheetModule = module
    isSheetJudged = misconceptions != nil
    sheet = Sheet(lines, of: module, misconceptions ?? .none, reusing: old)
  }

  /// The same lines without being judged, to be gone on with at another time.
  package mutating func keep(sheet lines: [String]) { sheet = Sheet(unjudged: lines) }

  /// How the sheet is marked: as its lesson says, else as its module asks.
  package func scheme(_ wanted: MarkScheme.Asks? = nil) -> MarkScheme {
    if let own = lesson.scheme, wanted == nil || wanted == own.asks { return own }
    return .standard(wanted ?? (moduleOfSheet.loss == nil ? .outputs : .loss))
  }

  /// The marks that the sheet earns, and what for.
  mutating func showMarks(_ wanted: MarkScheme.Asks?) -> [Effect] {
    guard sheet.hasText else {
      fail("there is no derivation yet; `derive` (d) begins one")
      return []
    }
    let scheme = scheme(wanted)
    reply(
      .page("Marks", MarksText(SheetMarks(sheet, scheme), names: derivation.names).rows.map { PageRow($0, "derive") }))
    return []
  }

  /// One more line at the end, for a front without a screen; what is said of it is the reply.
  mutating func derive(_ lines: [String]) -> [Effect] {
    guard sheet.lines.count + lines.count <= Self.mostSheetLines else {
      fail("a sheet has at most \(Self.mostSheetLines) lines")
      return []
    }
    write(sheet: sheet.lines.map(\.source) + lines)
    reply(
      .lines(
        sheet.lines.suffix(lines.count).flatMap { ["\($0.number)  \($0.source)", "   \(SheetRemark.verdict($0))"] }))
    return []
  }
  package static let mostSheetLines = 200

  /// What is still to be derived: the derivatives of the outputs, or where a loss stands behind, of the loss.
  package var openGoals: [Quantity] {
    let module = moduleOfSheet
    let goals = scheme().asks.goals(of: module)
    let done = sheet.done(goals, limit: jumps == .strict ? StepQuestion.limit : .max)
    return goals.filter { !done.contains($0) }
  }

  // MARK: stuck

  /// One more rung of help with the line that comes next.
  package mutating func hintOnSheet() -> String {
    if let line = sheet.partingLine, sheetHint?.line != "error \(line)" {
      sheetHint = SheetHint(line: "error \(line)", rung: 0)
      return
        "line \(line) has an error of its own: Ctrl-G goes there, Enter says why; Ctrl-X once more helps with the next line"
    }
    let model = ModelSheet(moduleOfSheet, scheme().asks)
    guard let next = model.next(on: sheet, scheme()) else { return "all that is asked is derived" }
    let hints = model.hints(for: next)
    let rung = sheetHint?.line == next.text ? min((sheetHint?.rung ?? 0) + 1, hints.count - 1) : 0
    sheetHint = SheetHint(line: next.text, rung: rung)
    let purpose = openGoals.isEmpty ? "all goals are derived; for the marks, hint" : "hint"
    return "\(purpose) \(rung + 1) of \(hints.count): \(hints[rung])"
  }

  /// One's own lines of the last exam of this card, else those of a model answer, shuffled.
  mutating func beginPuzzle() -> [Effect] {
    let own = record?.papers[lesson.id].map { paper in
      Sheet(paper.lines, of: moduleOfSheet, misconceptions ?? .none).lines.filter { $0.truth == .yes }.map(\.source)
    }
    var lines = own ?? []
    if lines.count < 3 { lines = ModelSheet(moduleOfSheet, scheme().asks).chained }
    var shuffled = lines
    // The order that is sought is no puzzle.
    for _ in 0..<20 where shuffled == lines { shuffled.shuffle(using: &generator) }
    if !isPuzzle { sheetUnderPuzzle = sheet.lines.map(\.source) }
    write(sheet: shuffled)
    opening = .sheet
    return []
  }

  /// Whether its lines are to be put in order.
  package var isPuzzle: Bool { sheetUnderPuzzle != nil }

  /// The sheet that was there before.
  package mutating func endPuzzle() {
    guard let lines = sheetUnderPuzzle else { return }
    sheetUnderPuzzle = nil
    write(sheet: lines)
  }

  /// Whether lines that were to be put in order are: each true, each following from the one before in a step of usual size.
  package var isPuzzleSolved: Bool {
    isPuzzle && sheet.lines.allSatisfy { $0.truth == .yes && $0.follows != .no && $0.size <= StepQuestion.limit }
  }

  /// The large step that is asked about: the first, and only that.
  package var stepQuestion: StepQuestion? {
    jumps == .ask ? sheet.lines.lazy.compactMap { StepQuestion($0) }.first : nil
  }

  /// The layer that shows why a line is wrong, taken into the walk.
  package mutating func take(numbers example: LayerExample) {
    guard walk != nil else { return }
    let before = derivation.example
    change(to: example)
    sayNumbers(before: before)
  }
}

/// How much was said of a line.
struct SheetHint: Equatable, Sendable {
  let line: String
  let rung: Int
}

/// What is said of a line of a sheet.
package enum SheetRemark {
  package static func verdict(_ line: Sheet.Line) -> String {
    guard line.truth != .notAClaim else { return line.text.isEmpty ? "a note" : line.text }
    let ids = line.ids.isEmpty ? "" : "  (\(line.ids.joined(separator: ", ")))"
    return SheetMark.sign(line) + " " + line.text + ids
  }
}
