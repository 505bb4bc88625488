import Curriculum
import LayerMath
import Testing
import Tutoring

@Suite struct ModelAnswerTests {
  private func model(_ text: String, on example: LayerExample = .reference) throws -> ModelAnswer {
    ModelAnswer(try FormulaParser.formula(text, names: Derivation(example).names), on: example)
  }

  @Test(
    arguments: [
      ("W^T (dy .* f'(s))", Quantity.deltaX), ("dx = W^T ds", .deltaX), ("sum_k dy_k f'(s_k) W_kj", .deltaX),
      ("(dy .* f'(s)) x^T", .deltaW), ("dW_kj = ds_k x_j", .deltaW), ("W x", .s), ("f(W x)", .y),
      ("diag(f'(s)) W", .jacobian), ("W^T dy", nil), ("dy_k f'(s_k) W_kj", nil), ("W_kj", nil), ("alpha exp(s_1)", nil),
    ] as [(String, Quantity?)])
  func itsQuantityIsNamedOrFoundByItsValues(text: String, quantity: Quantity?) throws {
    #expect(try model(text).quantity == quantity)
    // Of other shapes too, where K is not n.
    var generator = SeededGenerator(seed: 9)
    let wide = LayerExample.random(k: 2, n: 3, through: try .named("tanh"), using: &generator)
    if !text.contains("alpha") { #expect(try model(text, on: wide).quantity == quantity) }
  }

  /// `dx` is true of δx and answers nothing.
  @Test func theNameOfWhatIsAskedAnswersNothing() throws {
    let derivation = Derivation(.reference)
    let layer = LayerDiagnosis(.reference, .none)
    for (name, quantity) in [("dx", Quantity.deltaX), ("dx_j", .deltaX), ("dW", .deltaW), ("dx = dx", .deltaX)] {
      let diagnosis = layer.diagnosis(of: name, for: derivation.symbols(quantity), known: [])
      #expect(diagnosis.verdict != .right && diagnosis.verdict != .partly, "\(name): \(diagnosis.verdict)")
    }
  }
}
