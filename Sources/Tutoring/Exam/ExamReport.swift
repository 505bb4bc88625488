import Curriculum
import LayerMath

/// What is said of a paper: the points with their reasons, every line, the model answer beside it, the numbers, and what to do next.
package struct ExamReport {
  package enum Look: Equatable, Sendable { case heading, plain, right, wrong, faint }

  package struct Row: Equatable, Sendable {
    package let text: String
    package let look: Look
    /// A second column, beside it where there is room and under it where there is none.
    package var beside: String?

    init(_ text: String, _ look: Look = .plain, beside: String? = nil) {
      (self.text, self.look, self.beside) = (text, look, beside)
    }
  }

  private let paper: ExamPaper
  private let seconds: Int

  package init(_ paper: ExamPaper, seconds: Int) { (self.paper, self.seconds) = (paper, seconds) }

  /// `4 of 5, numbers 2 of 3, 12 min`.
  package var title: String {
    let right = paper.numbers.count(where: \.isRight)
    return
      "\(paper.marks.points) of \(paper.marks.scheme.most), numbers \(right) of \(paper.numbers.count), \(Self.minutes(seconds))"
  }

  package static func minutes(_ seconds: Int) -> String { "\(seconds / 60) min" }

  package var rows: [Row] {
    var rows = [Row("Marks", .heading)]
    rows += MarksText(paper.marks, names: paper.names).rows.map {
      Row($0, $0.hasPrefix("✓") ? .right : $0.hasPrefix("·") ? .wrong : .plain)
    }
    rows += [Row(""), Row("Your lines", .heading, beside: "a model answer")]
    rows += comparison
    rows += [Row(""), Row("Numbers", .heading)]
    for number in paper.numbers {
      let name = paper.names.name(number.quantity)
      rows.append(Row((number.isRight ? "✓ " : "· ") + name + ": " + number.feedback, number.isRight ? .right : .wrong))
    }
    return rows + [Row(""), Row(next, .heading)]
  }

  /// Each mark's own line beside the model's.
  private var comparison: [Row] {
    var rows: [Row] = []
    var shown: Set<Int> = []
    func own(_ line: Sheet.Line) -> Row {
      shown.insert(line.number)
      let mark = SheetMark.sign(line)
      return Row(
        "\(line.number)  \(mark) \(line.source)",
        line.truth == .yes ? .right : line.truth == .notAClaim ? .faint : .wrong)
    }
    let lines = paper.sheet.lines.filter { !$0.source.isEmpty }
    for model in paper.model.lines {
      // The first line of one's own that speaks of the same, as far worked out, and was not shown yet.
      func isOf(_ line: Sheet.Line) -> Bool {
        !shown.contains(line.number) && line.claims.contains { $0.quantity == model.quantity }
      }
      let alike = lines.first { line in
        isOf(line) && line.claims.contains { $0.expression?.hasDerivative != model.isClosed }
      }
      let isJump = !model.isClosed && lines.contains { line in line.claims.contains { $0.quantity == model.quantity } }
      let mine = alike ?? (model.isClosed ? lines.first(where: isOf) : nil)
      var row = mine.map(own) ?? Row(isJump ? "   (in one step: costs nothing)" : "·  not on your sheet", .faint)
      row.beside = model.text
      rows.append(row)
    }
    rows += lines.filter { !shown.contains($0.number) }.map(own)
    return rows
  }

  private var next: String {
    guard let skill = paper.weakest else { return "Next: another card (Enter), or rest" }
    return "Next: practise \(skill.title) (Enter)"
  }

  /// What Enter does.
  package var nextAction: String { paper.weakest.map { "drill \($0.rawValue)" } ?? "home" }
}

/// The sign in the margin of a line.
package enum SheetMark {
  /// `✓`, `✗`, and `·` for what says nothing; carried errors are no new ones.
  package static func sign(_ line: Sheet.Line) -> String {
    switch line.truth {
    case .yes: "✓"
    case .no: line.follows == .yes ? "↓" : "✗"
    case .cannotTell, .unreadable: "?"
    case .notAClaim: "·"
    }
  }
}
