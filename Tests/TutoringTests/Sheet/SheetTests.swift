import Curriculum
import Foundation
import LayerMath
import TestSupport
import Testing
import Tutoring

@Suite struct SheetMarksTests {
  private static let misconceptions = Fixtures.loader.misconceptions()

  private func sheet(_ answer: String, of example: LayerExample = .reference) -> Sheet {
    Sheet(answer.components(separatedBy: " ; "), of: example, Self.misconceptions)
  }

  private func marks(_ answer: String, _ scheme: SheetMarks.Scheme = .outputs) -> (String, Int) {
    let marks = SheetMarks(sheet(answer), scheme)
    return (SheetMarks.Mark.allCases.map { "\(marks.marks[$0] ?? 0)" }.joined(), marks.points)
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
    #expect(SheetMarks(sheet, .outputs).points == 4, "\(SheetMarks(sheet, .outputs))")
    #expect(SheetMarks(sheet, .loss).points == 5, "\(SheetMarks(sheet, .loss))")
  }
}

@Suite struct SheetTests {
  private static let misconceptions = Fixtures.loader.misconceptions()

  private func lines(_ texts: String..., of example: LayerExample = .reference) -> [Sheet.Line] {
    Sheet(texts, of: example, Self.misconceptions).lines
  }

  /// Letters first: `derive.md`, section 3.2.
  @Test(
    arguments: [
      ("δx_i = Σ_k δs_k W_kj", "I1", Sheet.Truth.yes), ("∂L/∂x_j = δy_k f'(s_k) W_kj", "I2", .no),
      ("∂y_k/∂x_j = Σ_k f'(s_k) W_kj", "I3", .no), ("δW_kj = Σ_k δy_k f'(s_k) x_j", "I3", .no),
      ("∂L/∂W_kj = Σ_k ∂L/∂y_k ∂y_k/∂s_k ∂s_k/∂W_kj", "I4", .yes), ("s_k = Σ_j W_jk x_j", "I6", .no),
      ("δW_lj = Σ_k δW_lj", "I8", .no), ("δx = Σ_k δs_k W_kj", "I10", .yes),
    ] as [(String, String, Sheet.Truth)])
  func whatIsWrongWithTheLettersIsNamed(text: String, id: String, truth: Sheet.Truth) throws {
    for example in [LayerExample.reference, LayerExample.Preset.tall.example] {
      let line = try #require(lines(text, of: example).first)
      #expect(line.ids.first == id && line.truth == truth, "\(text): \(line.truth) \(line.ids) \(line.text)")
    }
  }

  /// Reusing a letter in separate sums is fine, three uses in a product too.
  @Test(arguments: [
    "∂L/∂x_j = Σ_k δy_k f'(s_k) W_kj", "y_k = f(Σ_j W_kj x_j)", "δx_j = Σ_k δs_k W_kj", "δW_kj = δy_k f'(s_k) x_j",
    "∂L/∂x_j = Σ_k ∂L/∂y_k ∂y_k/∂s_k ∂s_k/∂x_j", "∂y_k/∂x_j = ∂y_k/∂s_k ∂s_k/∂x_j", "f'(s_k) = min(1, y_k + 1)",
    "∂y/∂x = diag(f'(s)) W", "dy_i/dW_kj = [i = k] f'(s_k) x_j", "δW = δs x^T", "∂L/∂y_k = δy_k",
    "∂y/∂x = W^T diag(f'(s))", "∂L/∂x = ∂L/∂y ∂y/∂x",
  ])
  func aRightLineIsRight(text: String) throws {
    for example in [LayerExample.reference, LayerExample.Preset.tall.example] {
      let line = try #require(lines(text, of: example).first)
      #expect(line.truth == .yes, "\(text): \(line.truth) \(line.ids) \(line.text)")
    }
  }

  /// A new error is told apart from one that was carried.
  @Test func whatFollowsFromAWrongLineIsCarried() {
    let sheet = lines(
      "∂L/∂x_j = Σ_k δy_k f'(s_k) W_kj", "= Σ_k δy_k W_kj", "= Σ_k W_kj δy_k", "= Σ_k δy_k f'(s_k) W_kj",
      "this is a note")
    #expect(sheet.map(\.truth) == [.yes, .no, .no, .yes, .notAClaim], "\(sheet.map(\.text))")
    #expect(sheet[1].follows == .no && sheet[1].ids.contains("X5"), "\(sheet[1].ids)")
    #expect(sheet[2].follows == .yes && sheet[2].text.contains("carried"))
    #expect(sheet[3].follows == .no && sheet[3].text.contains("not from the line before"))
  }

  /// The wrong rule of a line is named.
  @Test(
    arguments: [
      ("δx = W δs", "X1"), ("δx = W^T δy", "X5"), ("f'(s_k) = exp(s_k) - 1 if s_k <= 0, 1 otherwise", "D1"),
      ("δW_kj = δs_k W_kj", "P1"), ("δs_k = δy_k f(s_k)", "E3"), ("∂y_k/∂x_j = W_kj", "J2"),
      ("∂y_i/∂W_kj = f'(s_k) x_j", "J5"), ("∂y_i/∂W_kj = f'(s_i) x_j", "J5"),
      ("∂L/∂x_j = Σ_j δy_k f'(s_k) W_kj", "I3"),
      ("f'(s_k) = 1 if s_k > 0, 0 otherwise", "D5"), ("s_k = Σ_j W_kj", "S3"),
    ])
  func aWrongLineIsUnderstood(text: String, id: String) throws {
    let line = try #require(lines(text).first)
    #expect(line.truth == .no && line.ids.contains(id), "\(text): \(line.truth) \(line.ids) \(line.text)")
    #expect(!line.text.isEmpty)
  }

  @Test func goalsAreReachedByClosedFormsOnly() {
    let goals: [Quantity] = [.jacobian, .parameterJacobian, .deltaX]
    func done(_ texts: String...) -> [Quantity] { Sheet(texts, of: .reference, Self.misconceptions).done(goals) }
    #expect(done("∂y_k/∂x_j = ∂y_k/∂s_k ∂s_k/∂x_j") == [])
    #expect(done("∂y_k/∂x_j = J_kj", "δx_j = ∂L/∂x_j", "δx = J^T δy") == [])
    #expect(done("∂y_k/∂x_j = f'(s_k) W_kj") == [.jacobian])
    #expect(done("δx = W^T δs") == [] && done("δs_k = δy_k f'(s_k)", "δx = W^T δs") == [.deltaX])
    #expect(done("∂y_k/∂x_j = W_kj") == [])
    // From either end.
    #expect(done("f'(s_k) W_kj = ∂y_k/∂x_j", "W^T (δy ⊙ f'(s)) = δx") == [.jacobian, .deltaX])
    #expect(done("J = J", "∂y_k/∂x_j = ∂y_k/∂x_j", "δx_j = ∂L/∂x_j") == [])
  }

  @Test func whatCannotBeReadCostsNothing() {
    let sheet = lines("∂L/∂x_j = Σ_k (δy_k", "= 3", "s = ", "(2) s = Wx", "no equation at all", "")
    #expect(
      sheet[0].truth == .unreadable && sheet[3].truth == .yes && sheet[4].truth == .notAClaim
        && sheet[5].truth == .notAClaim)
    #expect(lines("= W x")[0].truth == .unreadable)
  }
}
