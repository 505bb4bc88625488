import Curriculum
import LayerMath

/// What a sheet earned, in words: each mark with its line and its reason.
package struct MarksText {
  private let marks: SheetMarks
  private let names: Naming

  package init(_ marks: SheetMarks, names: Naming) { (self.marks, self.names) = (marks, names) }

  /// `5 of 5`.
  package var sum: String { "\(marks.points) of \(marks.scheme.most)" }

  package var rows: [String] {
    var rows: [String] = []
    let width = marks.results.map(\.mark.name.count).max() ?? 1
    for result in marks.results {
      let mark = result.points > 0 ? "✓" : "·"
      let points = marks.scheme.marks.contains { $0.points > 1 } ? " \(result.points)/\(result.mark.points)" : ""
      rows.append(
        "\(mark) \(result.mark.name)\(String(repeating: " ", count: width - result.mark.name.count))\(points)  \(result.mark.title(marks.scheme.asks, names))"
      )
      let line = result.line.map { "line \($0)" }
      let said = [line, result.reason.isEmpty ? nil : result.reason].compactMap { $0 }.joined(separator: ": ")
      if !said.isEmpty { rows.append("     \(said)") }
    }
    if marks.special > 0 {
      rows.append("✓ SC  the gradients of the loss in place of the derivatives of the outputs")
    }
    let lost = marks.results.count { $0.points == 0 }
    if marks.carried > 0 { rows.append("\(lost) lost here, \(marks.carried) carried: an error costs once") }
    if !marks.unasked.isEmpty {
      let lines = marks.unasked.map(String.init).joined(separator: ", ")
      rows.append("not asked, costs nothing: line \(lines)")
    }
    return rows + [sum]
  }
}
