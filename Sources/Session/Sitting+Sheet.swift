import Curriculum
import LayerMath
import Tutoring

/// A derivation that is typed line by line, as on paper.
extension Sitting {
  /// The layer whose module the sheet is of: that of the walk.
  private var moduleOfSheet: LayerExample { derivation.example }

  /// Takes the lines of the sheet, and judges those that are not judged yet.
  package mutating func write(sheet lines: [String]) {
    let module = moduleOfSheet
    // Another module has other truths; other numbers of the same one do not.
    let isSame = sheetModule?.asksTheSame(as: module) ?? false
    let old = isSame && isSheetJudged ? sheet : Sheet()
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
    reply(.page("Marks", MarksText(SheetMarks(sheet, scheme), names: derivation.names).rows.map { PageRow($0, "derive") }))
    return []
  }

  /// One more line at the end, for a front without a screen; what is said of it is the reply.
  mutating func derive(_ text: String) -> [Effect] {
    guard sheet.lines.count < Self.mostSheetLines else {
      fail("a sheet has at most \(Self.mostSheetLines) lines")
      return []
    }
    guard misconceptions != nil else {
      wanted = .sheetLine(text)
      return [.loadMisconceptions]
    }
    wanted = nil
    write(sheet: sheet.lines.map(\.source) + [text])
    guard let line = sheet.lines.last else { return [] }
    reply(.lines(["\(line.number)  \(text)", "   \(SheetRemark.verdict(line))"]))
    return []
  }
  package static let mostSheetLines = 200

  /// What is still to be derived: the derivatives of the outputs, or where a loss stands behind, of the loss.
  package var openGoals: [Quantity] {
    let module = moduleOfSheet
    let goals = scheme().asks.goals(of: module)
    let done = sheet.done(goals)
    return goals.filter { !done.contains($0) }
  }
}

/// What is said of a line of a sheet.
package enum SheetRemark {
  package static func verdict(_ line: Sheet.Line) -> String {
    guard line.truth != .notAClaim else { return line.text.isEmpty ? "a note" : line.text }
    let ids = line.ids.isEmpty ? "" : "  (\(line.ids.joined(separator: ", ")))"
    return SheetMark.sign(line) + " " + line.text + ids
  }
}
