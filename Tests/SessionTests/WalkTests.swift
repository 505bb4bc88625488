import LayerMath
import Session
import TestSupport
import Testing
import Tutoring

@Suite struct WalkTests {
  private func start() throws -> Sitting {
    Sitting(try Fixtures.lesson(), seed: 1)
  }

  @Test func undoOfLargeLayersIsBoundedAndSaysSo() throws {
    var sitting = try start()
    for number in 0..<7 { sitting.change(to: .reference.resized(k: 1_000 + number, n: 1_000)) }
    let remarks = (0..<7).map { _ in
      sitting.outcome = Outcome()
      _ = sitting.perform(.undo)
      return sitting.outcome.remark?.text
    }
    #expect(
      remarks.prefix(3)
        == [1005, 1004, 1003].map { Optional("undone: \($0)×1000 as it was; Ctrl-R redoes it") }[...])
    #expect(remarks.last == "earlier numbers of a layer this large are not kept")
  }

  /// What rows share costs nothing: a number changed in a large layer can be taken back as often as in a small one.
  @Test func singleNumbersOfALargeLayerAreAllUndone() throws {
    var sitting = try start()
    sitting.change(to: .reference.resized(k: 1_000, n: 1_000))
    let large = sitting.example
    for round in 1...200 {
      guard let example = sitting.example else { return #expect(Bool(false), "no walk") }
      sitting.change(to: example.replacing(.w, row: round, column: 7, with: Rational(round)))
    }
    for _ in 1...200 { _ = sitting.perform(.undo) }
    #expect(sitting.example == large)
  }

  /// The steps of a layer with a bias are others: the place in play is kept, not its number.
  @Test func aBiasThatComesOrGoesKeepsThePlace() throws {
    var sitting = try start()
    _ = sitting.perform(.goto("dx[2]"))
    _ = sitting.perform(try #require(try ActionTable.parse("set b 1 2")))
    #expect(sitting.walk.map { $0.derivation.id(at: index(of: $0)) } == .entry(Symbol(.deltaX, 2)))
    _ = sitting.perform(.undo)
    #expect(sitting.walk.map { $0.derivation.id(at: index(of: $0)) } == .entry(Symbol(.deltaX, 2)))
  }

  private func index(of walk: Walk) -> Int { if case .step(let index, _) = walk.position { index } else { -1 } }
}
