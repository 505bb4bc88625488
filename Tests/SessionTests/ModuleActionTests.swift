import Curriculum
import LayerMath
import Session
import TestSupport
import Testing
import Tutoring

/// A front without any screen.
private struct ModuleLines: Front {
  var sitting: Sitting

  mutating func perform(_ action: Action) -> [Effect] { sitting.perform(action) ?? [] }
}

/// Another module by actions: what was set is saved, undone and said.
@Suite struct ModuleActionTests {
  private func front() throws -> ModuleLines { ModuleLines(sitting: Sitting(try Fixtures.lesson(), seed: 1)) }

  private func entering(_ lines: [String]) throws -> ModuleLines {
    var front = try front()
    for line in lines { _ = front.enter(line) }
    return front
  }

  @Test func aSavedSessionBringsTheModuleBack() throws {
    let lines = ["activation prelu", "set a 1/3", "loss half_squared", "set t 1/2 -1", "set x 2 -1"]
    let front = try entering(lines)
    let example = try #require(front.sitting.example)
    #expect(example.activation.trained == Rational(1, positive: 3) && example.t == [Rational(1, positive: 2), -.one])
    let again = try entering(Array(front.sitting.journal.session.dropFirst()))
    #expect(again.sitting.example == example, "\(front.sitting.journal.session)")
  }

  @Test func everyChangeIsTakenBack() throws {
    var front = try front()
    let before = front.sitting.example
    for line in ["activation prelu", "set a 2", "loss bce", "set t 0 1", "loss none"] { _ = front.enter(line) }
    for _ in 0..<5 { _ = front.enter("undo") }
    #expect(front.sitting.example == before)
  }

  @Test(arguments: [
    ("set a 1", "f has no trained parameter a here"), ("set t 1 2", "no loss stands behind this layer"),
    ("a_1 = 3", "a is one number and has no index"), ("loss foo", "no loss `foo`"),
  ])
  func whatIsNotThereIsNotSet(line: String, message: String) throws {
    let front = try entering([line])
    #expect(front.sitting.exchanges.last?.failure?.message.contains(message) ?? false)
    #expect(front.sitting.example == .some(try Fixtures.lesson().opening))
  }

  @Test func givenGradientsFollowFromALoss() throws {
    let front = try entering(["loss squared", "set dy 1 2"])
    #expect(
      front.sitting.exchanges.last?.failure?.message == "δy follows from the loss here; `loss none` takes that away")
  }

  /// A card that does not tell its f is walked once a reader says it.
  @Test func aCardIsWalkedAsItsReaderSays() throws {
    let card = try Fixtures.document(
      "---\nid: card\ntype: derivation\n---\n# Question\nA linear layer and a Mish layer. Give the messages.\n")
    #expect(card.notWalked != nil)
    var front = ModuleLines(sitting: Sitting(card, seed: 1))
    _ = front.enter("activation softplus")
    let walk = try #require(front.sitting.walk)
    #expect(walk.example.activation.name == "softplus")
    #expect(walk.walkthrough.understood?.hasPrefix("As you say: f(s) = ln(1 + exp(s))") ?? false)
    #expect(front.sitting.journal.session.last == "activation softplus")
  }
}
