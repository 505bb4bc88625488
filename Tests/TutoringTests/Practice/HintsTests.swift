import LayerMath
import TestSupport
import Testing
import Tutoring

@Suite struct HintsTests {
  /// Every entry of every module: all rungs say something, each something else, and only the last one says the value.
  @Test(arguments: Modules.all.map(\.name))
  func onlyTheLastRungSaysTheValue(name: String) throws {
    let module = try #require(Modules.all.first { $0.name == name }?.example)
    var generator = SeededGenerator(seed: 4)
    let derivation = Derivation(module.random(k: 2, n: 3, using: &generator))
    let number = NumberText()
    for index in 0..<derivation.stepCount {
      guard case .entry(let symbol)? = derivation.id(at: index), let hints = Hints(symbol, in: derivation, number)
      else {
        continue
      }
      let rungs = (0..<Hints.count).map(hints.text)
      #expect(rungs.allSatisfy { !$0.isEmpty } && Set(rungs).count == rungs.count, "\(name) \(symbol): \(rungs)")
      let value = number.text(derivation.value(of: symbol))
      #expect(rungs[3].contains(value))
      // Numbers that the value is made of may look like it.
      let parts = Set((derivation.step(.entry(symbol))?.factors ?? []).map { number.text($0.value) })
      guard value.count > 4, !parts.contains(value) else { continue }
      for rung in rungs.dropLast() { #expect(!rung.contains(value), "\(name) \(symbol): \(rung)") }
    }
  }

  @Test func theRungsOfAnEntry() throws {
    let derivation = Derivation(.reference)
    let hints = try #require(Hints(Symbol(.deltaX, 2), in: derivation, NumberText()))
    #expect(hints.text(0) == "chain rule: ∂L/∂xⱼ = ∑ₖ₌₁ᴷ ∂L/∂yₖ · ∂yₖ/∂sₖ · ∂sₖ/∂xⱼ")
    #expect(hints.text(1) == "look at δy₁·f′(s₁)·W₁₂, δy₂·f′(s₂)·W₂₂")
    #expect(hints.text(2) == "δx₂ = (−2)·1·(−0.5) + 1.5·▢·(−2)")
    #expect(hints.text(3).hasPrefix("δx₂ = δy₁·f′(s₁)·W₁₂ + δy₂·f′(s₂)·W₂₂ ≈ "))
    let slope = try #require(Hints(Symbol(.fPrime, 2), in: derivation, NumberText()))
    #expect(
      slope.text(1) == "look at s₂ = −1.5: on which piece of f does it lie?" && slope.text(2) == "f′(s₂) = exp(▢)")
    #expect(Hints(Symbol(.w, 1, 1), in: derivation, NumberText()) == nil)
  }
}
