import Curriculum
import Foundation
import LayerMath
import TestSupport
import Testing
import TextLayout
import Tutoring

@Suite struct SheetMarksTests {
  private static let misconceptions = Fixtures.loader.misconceptions()

  private func sheet(_ answer: String, of example: LayerExample = .reference) -> Sheet {
    Sheet(answer.components(separatedBy: " ; "), of: example, Self.misconceptions)
  }

  private func marks(_ answer: String, _ asks: MarkScheme.Asks = .outputs) -> (String, Int) {
    let marks = SheetMarks(sheet(answer), .standard(asks))
    return (marks.results.map { "\($0.points)" }.joined(), marks.points)
  }

  /// The answers of `derive.md`, section 4.3.
  private static let answers: [(String, String, Int)] = [
    (
      "s_k = sum_j W_kj x_j ; y_k = f(s_k) ; f'(s) = 1 if s > 0, exp(s) if s <= 0 ; dy_k/dx_j = f'(s_k) W_kj ; dy_i/dW_kj = [i=k] f'(s_k) x_j",
      "11111", 5
    ),
    ("y = f(Wx) ; f'(s) = min(1, exp(s)) ; ∂y/∂x = W^T diag(f'(s)) ; ∂y_i/∂W_kj = δ_ik f'(s_i) x_j", "11111", 5),
    (
      #"\begin{aligned} s_k &= \sum_{j=1}^{n} W_{kj} x_j \\ y_k &= f(s_k) \end{aligned} ; f'(s_k) = \begin{cases} 1 & s_k > 0 \\ e^{s_k} & s_k \le 0 \end{cases} ; \frac{\partial y_k}{\partial x_j} = \frac{\partial y_k}{\partial s_k}\frac{\partial s_k}{\partial x_j} = f'(s_k) W_{kj} ; \frac{\partial y_i}{\partial W_{kj}} = \begin{cases} f'(s_k) x_j & i = k \\ 0 & i \neq k \end{cases}"#,
      "11111", 5
    ),
    (
      "y = f(Wx) ; f'(s) = 1 if s > 0, 0 if s <= 0 ; ∂y_k/∂x_j = f'(s_k) W_kj ; ∂y_i/∂W_kj = [i = k] f'(s_k) x_j",
      "10111",
      4
    ),
    (
      "s = Wx ; y = f(s) ; f'(s) = 1 if s > 0, e^s otherwise ; δx = W^T (δy .* f'(s)) ; δW = (δy .* f'(s)) x^T",
      "11000",
      3
    ),
    ("s_k = Σ_j W_kj x_j ; y_k = f(s_k) ; f'(s_k) = 0 if s_k < 0, 1 if s_k > 0 ; W = W - η δW", "10000", 1),
    ("y = Wx + b ; dy/dx = W^T ; dy/dW = x^T", "00000", 0),
  ]

  @Test(arguments: answers.indices)
  func theSampleAnswersAreMarkedAsThePageSays(index: Int) {
    let (answer, expected, points) = Self.answers[index]
    let (given, sum) = marks(answer)
    #expect(
      given == expected && sum == points,
      "\(given) \(sum): \(sheet(answer).lines.map { "\($0.truth) \($0.ids) \($0.text)" })")
    // The order of the lines is nobody's business.
    let shuffled = answer.components(separatedBy: " ; ").reversed().joined(separator: " ; ")
    #expect(marks(shuffled).0 == expected && marks(shuffled).1 == points, "\(shuffled)")
  }

  /// A slope of one's own costs once: what is right with it earns its marks, unless it no longer depends on s.
  @Test(arguments: [
    ("f'(s_k) = 1 if s_k > 0, 0 otherwise ; ∂y_k/∂x_j = W_kj if s_k > 0, 0 otherwise", "00100"),
    ("f'(s_k) = 1 if s_k > 0, 0 otherwise ; ∂y_i/∂W_kj = [i = k] [s_k > 0] x_j", "00011"),
    ("f'(s_k) = 1 ; ∂y_k/∂x_j = W_kj", "00000"), ("f'(s_k) = 1 if s_k > 0, 0 otherwise ; ∂y_k/∂x_j = W_kj", "00000"),
    ("∂y_k/∂x_j = W_kj if s_k > 0, 0 otherwise", "00000"),
  ])
  func anErrorCostsOnce(answer: String, expected: String) {
    #expect(marks(answer).0 == expected, "\(sheet(answer).lines.map(\.text))")
  }

  @Test func eachMarkSaysWhyAndWhere() throws {
    let marks = SheetMarks(sheet(Self.answers[3].0), .standard(.outputs))
    let lost = try #require(marks.results.first { $0.mark.name == "D" })
    #expect(lost.points == 0 && lost.line == 2 && lost.reason.contains("D5"), "\(lost)")
    #expect(marks.results.first?.line == 1)
    let empty = SheetMarks(sheet("y = f(Wx)"), .standard(.outputs))
    #expect(empty.results[2].reason == "not on the sheet" && empty.results[4].reason.contains("i ≠ k"))
    let update = SheetMarks(sheet(Self.answers[5].0), .standard(.outputs))
    #expect(update.unasked == [4], "\(update.unasked)")
    let rows = MarksText(marks, names: .standard).rows
    #expect(rows.last == "4 of 5" && rows.contains { $0.hasPrefix("· D") }, "\(rows)")
  }

  /// The same again with other letters, in ASCII, Unicode and LaTeX.
  @Test(arguments: answers.indices)
  func theAnswersAreMarkedAlikeInEveryNotation(index: Int) throws {
    let (answer, expected, _) = Self.answers[index]
    // Only behind a `_`, between brackets and in conditions letters are indices.
    let letters: [Character: String] = ["k": "m", "j": "p", "i": "q"]
    var called = ""
    var isLowered = false
    for (place, character) in answer.enumerated() {
      let before = place > 0 ? answer[answer.index(answer.startIndex, offsetBy: place - 1)] : " "
      if character == "_" { isLowered = true } else if !"kji{}=1".contains(character) { isLowered = false }
      let isAlone = !before.isLetter && before != "\\"
      let after = answer.dropFirst(place + 1).first ?? " "
      let isIndex = isLowered || isAlone && !after.isLetter
      called += isIndex ? letters[character] ?? String(character) : String(character)
    }
    #expect(marks(called).0 == expected, "\(called): \(sheet(called).lines.map(\.text))")
    let printers: [(Formula) -> String] = [
      { $0.ascii }, { $0.unicode }, { LaTeXWriter.latex($0.mathNode(.standard)) },
    ]
    for (place, printed) in printers.enumerated() {
      let lines = answer.components(separatedBy: " ; ").flatMap { line in
        (Sheet.reading(line, .standard) ?? []).map { equation in
          (equation.equationSides ?? [equation]).map(printed).joined(separator: " = ")
        }
      }
      #expect(lines.count >= 2)
      let text = lines.joined(separator: " ; ")
      #expect(marks(text).0 == expected, "\(place): \(text): \(sheet(text).lines.map(\.text))")
    }
  }

  /// The card's solution contracts: 4 of 5 as worded, 5 of 5 where the loss is asked.
  @Test func theCardsOwnSolutionIsTrueInEveryLine() throws {
    let card = try String(contentsOfFile: Fixtures.cardFile, encoding: .utf8)
    let solution = card.components(separatedBy: "# Solution")[1].components(separatedBy: "## Related")[0]
    // Its formulas in their order, displays and those between dollars.
    var formulas: [String] = []
    for (place, part) in solution.replacing("$$", with: "$").components(separatedBy: "$").enumerated()
    where place % 2 == 1 {
      formulas.append(part.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    let equations = formulas.filter { $0.contains("=") }
    #expect(equations.count >= 8)
    let sheet = Sheet(equations, of: .reference, Self.misconceptions)
    for line in sheet.lines {
      #expect([.yes, .notAClaim].contains(line.truth), "\(equations[line.number - 1]): \(line.text)")
    }
    #expect(SheetMarks(sheet, .standard(.outputs)).points == 4, "\(SheetMarks(sheet, .standard(.outputs)))")
    #expect(SheetMarks(sheet, .standard(.loss)).points == 5, "\(SheetMarks(sheet, .standard(.loss)))")
  }
}
