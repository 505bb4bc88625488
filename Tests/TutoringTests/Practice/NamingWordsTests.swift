import Curriculum
import LayerMath
import TestSupport
import Testing
import Tutoring

@Suite struct NamingWordsTests {
  @Test func aSentenceSpeaksTheNamesOfTheCard() throws {
    var names = Naming()
    names.call(.w, try #require(Naming.Name(latex: "w")))
    names.call(.s, try #require(Naming.Name(latex: "z")))
    names.function = Naming.Name(latex: "\\sigma")
    #expect(
      names.words("Row k of W belongs to unit k: f′(s_k) stays inside.")
        == "Row k of w belongs to unit k: σ′(zₖ) stays inside.")
    #expect(
      names.words("It is a slope, the unit's own; Wᵀ and δs.")
        == "It is a slope, the unit's own; wᵀ and \(names.screen(.deltaS)).")
    #expect(Naming.standard.words("W_kj x_j") == "Wₖⱼ xⱼ")
  }

  /// What is said of a wrong answer on the sigmoid's card is said in its letters.
  @Test func whatIsSaidOfAWrongAnswerIsInTheCardsLetters() throws {
    let card = try Fixtures.loader.open(Fixtures.root + "/Tests/TestSupport/Data/linear-sigmoid-layer.md")
    let layer = LayerDiagnosis(Walkthrough(lesson: card).derivation.example, Fixtures.loader.misconceptions())
    let asked = layer.derivation.symbols(.deltaX)
    let text = layer.diagnosis(of: "W^T dy", for: asked).feedback
    #expect(text.contains("σ′(") && !text.contains("f′("), "\(text)")
  }
}
