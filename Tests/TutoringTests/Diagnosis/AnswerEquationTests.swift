import Curriculum
import Files
import LayerMath
import Testing
import Tutoring

@Suite struct AnswerEquationTests {
  /// Identity, K = 2, n = 3: δs = (1, −1), δx = (1, 1, −1).
  private func layer() throws -> LayerDiagnosis {
    let example = try LayerExample(
      w: MatrixEntry.matrix("1 2 0; 0 1 1"), x: MatrixEntry.vector("1 2 -1"), deltaY: MatrixEntry.vector("1 -1"),
      activation: .named("identity"))
    return LayerDiagnosis(example, .none)
  }

  private func verdict(_ answer: String, _ step: String) throws -> Diagnosis.Verdict {
    let layer = try layer()
    return layer.diagnosis(of: answer, for: try layer.derivation.entries(step)).verdict
  }

  @Test(
    arguments: [
      ("dx", "dx = 1 1 -1"), ("dx", "δx = (1, 1, −1)"), ("dx", "dx = W^T ds = 1 1 -1"), ("dx", "dx = [1 1 -1]^T"),
      ("dx", "dx^T = ds^T W"), ("dx", "∂L/∂x = W^T ds"), ("dx", "ans = 1 1 -1"), ("dx", "dx_j = sum_k W_kj ds_k"),
      ("dx[2]", "δx₂ = 2 − 1 = 1"), ("dx[2]", "2 - 1 = 1"), ("dx[2]", "dx_j = 1"), ("dx[2]", "dx_2 ≈ 1.0"),
      ("dx[2]", "dx_2 = 0.999 + 0 = 1"), ("dW", "[1 -1; 2 -2; -1 1]^T"), ("dW[2,3]", "dW_23 = ds_2 x_3 = 1"),
      ("J", "dy_k/dx_j = f'(s_k) W_kj"), ("f'[2]", "f'(s_2) = 1"),
    ])
  func itsLastSideAnswers(step: String, answer: String) throws {
    #expect(try verdict(answer, step) == .right)
  }

  /// Nobody knows what is meant, so nothing is counted against anybody; the value asked for stands in none of these.
  @Test(
    arguments: [
      ("dx", "dW = W^T ds", "that is said of δW; δx is asked"),
      ("dx", "dW = 1 1 -1", "that is said of δW; δx is asked"),
      ("dx[2]", "dx_1 = 1", "that is said of δx₁; δx₂ is asked"), ("f'[2]", "f'(s_1) = 1", "f′(s₂) is asked"),
      ("dx", "dx_1 = sum_k W_kj ds_k", "δx is asked"), ("dx[2]", "7 - 1 = 1", "`7 − 1` is not the same"),
      ("dx[2]", "2 + 1 = 3 - 2 = 1", "`2 + 1` is not the same"), ("dx", "W^T dy = W^T ds = dx", "is asked"),
      ("dx", "(W^T + W^T) ds = W^T ds", "is not the same"), ("dx", "ds^T W", "this is a row of 3 entries"),
    ])
  func whatContradictsItselfIsUnreadable(step: String, answer: String, words: String) throws {
    let layer = try layer()
    let diagnosis = layer.diagnosis(of: answer, for: try layer.derivation.entries(step))
    #expect(diagnosis.verdict == .unreadable)
    #expect(diagnosis.feedback.contains(words), "\(diagnosis.feedback)")
  }

  /// A transposed formula was once compared cell by cell with what it is the transposed of, and called partly right.
  @Test(arguments: ["x ds^T", "x (dy .* f'(s))^T", "[1 2 -1; -1 -2 1]^T", "1 -1; 2 -2; -1 1"])
  func aTransposedMatrixIsOfAnotherShape(answer: String) throws {
    let layer = try layer()
    let diagnosis = layer.diagnosis(of: answer, for: try layer.derivation.entries("dW"))
    #expect(diagnosis.verdict == .wrong)
    #expect(diagnosis.cells.allSatisfy { $0 == nil })
    #expect(diagnosis.feedback.hasPrefix("δW has 2×3 entries; here 3×2 were given"))
  }

  @Test func allWrongEntriesAreCounted() throws {
    let layer = try layer()
    let asked = try layer.derivation.entries("dW")
    #expect(layer.diagnosis(of: "11 12 13; 14 15 16", for: asked).feedback.hasPrefix("no entry of δW is right"))
    let wide = LayerDiagnosis(
      try LayerExample(
        w: MatrixEntry.matrix("1 2 0 1; 0 1 1 2"), x: MatrixEntry.vector("1 2 -1 3"),
        deltaY: MatrixEntry.vector("1 -1"), activation: .named("identity")), .none)
    let text = wide.diagnosis(of: "1 12 13 14; 15 16 17 18", for: try wide.derivation.entries("dW")).feedback
    #expect(text.hasPrefix("δW₁₂, δW₁₃, δW₁₄, δW₂₁, δW₂₂ and 2 more are not right"), "\(text)")
  }
}
