import Curriculum
import LayerMath
import Session
import TestSupport
import Testing
import Tutoring

/// A front without any screen: what needs one is refused.
private struct Lines: Front {
  var sitting: Sitting

  mutating func perform(_ action: Action) -> [Effect] {
    if let effects = sitting.perform(action) { return effects }
    sitting.fail("this needs a screen")
    return []
  }
}

@Suite struct FrontTests {
  private func front() throws -> Lines { Lines(sitting: Sitting(try Fixtures.lesson(), seed: 1)) }

  @Test func aWalkNeedsNoScreen() throws {
    var front = try front()
    for line in ["set x 1 2", "next 3", "goto dx[2]", "back", "exact on", "zoom"] { _ = front.enter(line) }
    #expect(front.sitting.exchanges.map(\.line).count == 6 && front.sitting.position == .step(0, reveal: 1))
    #expect(front.sitting.number.isExact && front.sitting.exchanges.last?.failure?.message == "this needs a screen")
    #expect(
      front.sitting.journal.session == [
        "open linear-elu-layer", "set x 1 2", "next 3", "goto dx[2]", "back", "exact on",
      ])
  }

  @Test func aLineThatFailsChangesNothingAndIsNotKept() throws {
    var front = try front()
    let before = front.sitting
    for line in ["goto dx[9]", "set x one", "precision 31", "W^", "dance"] {
      front.sitting.outcome = Outcome()
      _ = front.run(line)
      #expect(front.sitting.outcome.refusal != nil, "\(line)")
    }
    #expect(front.sitting.walk == before.walk && front.sitting.journal.session == before.journal.session)
  }

  @Test func aLessonOpenedAndLeftIsAsItWas() throws {
    var front = try front()
    _ = front.run("goto dW[2,1]")
    let walk = front.sitting.walk
    _ = front.sitting.open(try Fixtures.loader.open("elu"), as: "elu", heading: nil)
    // A lesson that is read speaks of its own layer.
    #expect(front.sitting.walk == nil && front.sitting.derivation.example == front.sitting.lesson.layer?.example)
    _ = front.run("back")
    #expect(front.sitting.walk == walk)
  }
}
