import Curriculum
import LayerMath
import TestSupport
import Testing
import Tutoring

@Suite struct SheetTests {
  private static let misconceptions = Fixtures.loader.misconceptions()

  private func lines(_ texts: String..., of example: LayerExample = .reference) -> [Sheet.Line] {
    Sheet(texts, of: example, Self.misconceptions).lines
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
