import Session
import TestSupport
import Testing

@testable import TutorApp

/// The journal has everything in order; a saved session is what it keeps of it.
@Suite struct JournalTests {
  @Test func everyActionIsInItAndASessionIsAFilter() throws {
    let model = Fixtures.model(try Fixtures.lesson(), 80, 24)
      .after("next", "next", "home", "next", "goto nowhere", "set x 1 2", "edit", "exact on")
    let lines = model.sitting.journal.entries.map(\.line)
    #expect(
      lines == [
        "open linear-elu-layer", "next 2", "home", "next", "goto nowhere", "set x 1 2", "set x 1 2", "edit", "exact on",
      ])
    #expect(model.sitting.journal.session == ["open linear-elu-layer", "next 3", "set x 1 2", "exact on"])
  }

  @Test func onlyLinesThatAreKeptCountToItsLimit() {
    var journal = Journal(opening: "a")
    for _ in 0..<50_000 { journal.add("home", isKept: false) }
    journal.add("next", isKept: true)
    #expect(journal.session == ["open a", "next"] && !journal.isFull && journal.entries.count < 20_000)
    for _ in 0..<40 { journal.add(String(repeating: "a", count: 1 << 20), isKept: true) }
    #expect(journal.isFull && journal.session.count > 30)
  }
}
