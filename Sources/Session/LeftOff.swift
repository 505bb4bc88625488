import Curriculum
import LayerMath
import Tutoring

/// Where somebody left off: action lines that lead back there.
package struct LeftOff: Equatable, Sendable {
  /// What it is called: `δx₂, 3×2`.
  package let name: String
  package let lines: [String]
  /// What its lines are run as.
  package static let mostLines = 500
  package static let file = "where you left off"

  /// The lesson that it is of, as it is opened.
  package var reference: String? {
    lines.first.flatMap { $0.hasPrefix("open ") ? String($0.dropFirst("open ".count)) : nil }
  }

  /// The lines that lead back to an exam (`exam`) or a sheet (`derive`) that was begun, with the module that it is of; none where there
  /// is no such thing.
  package func lines(backTo action: String) -> [String] {
    let own = lines.filter { $0.hasPrefix(action + " ") }
    guard !own.isEmpty else { return [] }
    return lines.filter { $0.hasPrefix("activation ") || $0.hasPrefix("loss ") || $0.hasPrefix("set ") } + own
  }

  package init(name: String, lines: [String]) { (self.name, self.lines) = (name, lines) }
}

extension Sitting {
  /// Where this is; `nil` where nothing was done yet.
  package var leftOff: LeftOff? {
    let reference = lesson.file.hasPrefix("(") || lesson.file.isEmpty ? lesson.id : lesson.file
    var lines = ["open \(reference)"]
    guard let walk else {
      guard places.count > 1 || openedLessons.count > 1 else { return nil }
      return LeftOff(name: lesson.title, lines: lines)
    }
    if let told = lesson.told {
      // A card that does not tell is walked as somebody said.
      lines += told[.activation].map { ["activation \($0)"] } ?? []
      lines += told[.loss].map { ["loss \($0)"] } ?? []
    }
    let opening = Walkthrough(lesson: lesson).derivation.example
    let numbers = Self.numberLines(from: opening, to: walk.example, mostPlaces: 25)
    lines += numbers
    var name = SymbolText.size(walk.example)
    switch walk.position {
    case .question:
      guard !numbers.isEmpty || sheet.hasText || exam != nil else { return nil }
    case .values: lines.append("next")
    case .step(let index, let reveal):
      guard let id = walk.derivation.id(at: index) else { return nil }
      lines.append("goto \(id)")
      if reveal > 0 { lines.append("next \(reveal)") }
      name = "\(walk.derivation.names.title(id)), \(walk.example.k)×\(walk.example.n)"
    }
    if pace != .brief { lines.append("pace \(pace.rawValue)") }
    if predicts { lines.append("predict on") }
    if number.isExact { lines.append("exact on") }
    if number.precision != NumberText().precision { lines.append("precision \(number.precision)") }
    lines += (sheetUnderPuzzle ?? sheet.lines.map(\.source)).filter { !$0.isEmpty }.map { "derive \($0)" }
    lines += examLines
    if isAskedInWalk, let step = askedStep { lines.append("practice \(step)") }
    return LeftOff(name: name, lines: lines)
  }
}
