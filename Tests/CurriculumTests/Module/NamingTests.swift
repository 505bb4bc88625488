import Curriculum
import LayerMath
import TestSupport
import Testing
import Tutoring

/// A card's names are the names on the screen and in the language.
@Suite struct NamingTests {
  private func card(_ question: String) throws -> LayerExample {
    try Fixtures.document("---\nid: card\ntype: derivation\n---\n# Question\n\(question)\n").opening
  }

  private let neuron =
    "A single neuron $y = \\sigma(w^T x + b)$, $\\sigma(s) = \\frac{1}{1 + e^{-s}}$, with bias $b$. Give the messages."

  @Test func oneUnitHasNoIndexOfItsOwn() throws {
    let derivation = Derivation(try card(neuron))
    let names = derivation.names
    #expect(derivation.k == 1 && names.isOfOneUnit)
    #expect(names.name(Symbol(.w, 1, 2)) == "w₂" && names.name(Symbol(.s, 1)) == "s")
    #expect(names.name(Symbol(.fPrime, 1)) == "σ′(s)" && names.name(Symbol(.parameterJacobian, 1, 1, 2)) == "∂y/∂w₂")
    #expect(names.name(Symbol(.deltaB, 1)) == "δb" && names.name(.deltaW) == "δw")
    let step = try #require(derivation.step(.entry(Symbol(.deltaX, 2))))
    #expect(names.row(step.formulaFormula) == "δxⱼ = δy · σ′(s) · wⱼ")
    // A second unit brings the indices back.
    #expect(Derivation(derivation.example.resized(k: 2, n: 2)).names.name(Symbol(.w, 1, 2)) == "w₁₂")
  }

  @Test(arguments: [
    ("w_2", Symbol(.w, 1, 2)), ("dw_1", Symbol(.deltaW, 1, 1)), ("∂L/∂w_2", Symbol(.deltaW, 1, 2)),
    ("∂y/∂w_2", Symbol(.parameterJacobian, 1, 1, 2)), ("σ'(s_1)", Symbol(.fPrime, 1)), ("W_12", Symbol(.w, 1, 2)),
    ("\\sigma(s_1)", Symbol(.y, 1)), ("\\frac{\\partial y}{\\partial x_1}", Symbol(.jacobian, 1, 1)),
  ])
  func whatTheCardWritesIsRead(text: String, symbol: Symbol) throws {
    let derivation = Derivation(try card(neuron))
    guard case .value(let value) = try FormulaParser.formula(text, names: derivation.names).evaluated(for: derivation)
    else { return }
    #expect(value.entries == [derivation.value(of: symbol)])
  }

  @Test func otherLettersAreTheCards() throws {
    let example = try card(
      "A linear layer $z = Wx$ and PReLU units, $f(z) = \\max(z, \\alpha z)$ with a trainable slope $\\alpha$. Give the messages."
    )
    let names = Derivation(example).names
    #expect(names.name(Symbol(.s, 2)) == "z₂" && names.name(.a) == "α" && names.name(.deltaA) == "δα")
    #expect(names.name(Symbol(.activationJacobian, 1)) == "∂y₁/∂α")
    for (text, symbol) in [("z_2", Symbol(.s, 2)), ("α", Symbol(.a, index: [])), ("dz_1", Symbol(.deltaS, 1))] {
      guard case .value(let value) = try FormulaParser.formula(text, names: names).evaluated(for: Derivation(example))
      else { continue }
      #expect(value.entries == [Derivation(example).value(of: symbol)], "\(text)")
    }
    // Another function is not called by the name of the card's own.
    let sigmoid = try card(neuron)
    #expect(sigmoid.with(try Activation.named("tanh")).names.function == nil)
    #expect(try FormulaParser.formula("s_1") == FormulaParser.formula("s_1", names: names))
  }
}

extension DerivationStep {
  fileprivate var formulaFormula: Formula { rule?.equation ?? .unitArgument }
}
