import Foundation
import Testing
import Tutoring

@Suite struct ScheduleTests {
  private struct Line {
    let card: Int
    let time: Int
    let rating: Rating
    let stability: Double
    let difficulty: Double
    let days: Int
  }

  /// Made by the reference implementation (Data/make_fsrs.py).
  private func lines() throws -> [Line] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
      path: "Data/fsrs.txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      return Line(
        card: try #require(Int(words[0])), time: try #require(Int(words[1])),
        rating: try #require(Int(words[2]).flatMap(Rating.init)), stability: try #require(Double(words[3])),
        difficulty: try #require(Double(words[4])), days: try #require(Int(words[5])))
    }
  }

  @Test func everyReviewIsThatOfTheReferenceImplementation() throws {
    let lines = try lines()
    #expect(lines.count > 300)
    let start = 1_767_268_800
    var cards: [Int: Schedule] = [:]
    for line in lines {
      if cards[line.card] == nil {
        cards[line.card] = Schedule(first: line.rating, at: start + line.time)
      } else {
        cards[line.card]?.review(line.rating, at: start + line.time)
      }
      let card = try #require(cards[line.card])
      #expect(abs(card.stability - line.stability) <= 1e-9 * line.stability, "card \(line.card) at \(line.time)")
      #expect(abs(card.difficulty - line.difficulty) <= 1e-9, "card \(line.card) at \(line.time)")
      #expect(card.interval == line.days, "card \(line.card) at \(line.time)")
    }
  }

  /// Source: `tutoring.md`, section 4.5.
  @Test func recallIsNineTenthsAfterAsManyDaysAsTheStabilityAndFallsFromThere() {
    var card = Schedule(first: .good, at: 1)
    #expect(abs(card.difficulty - 2.1181) < 1e-3 && card.stability == 2.3065)
    card.review(.good, at: 1 + 2 * 86_400)
    #expect(card.dueTime == 1 + 2 * 86_400 + card.interval * 86_400)
    var last = 1.0
    for day in 1...200 {
      let recall = card.retrievability(at: card.lastTime + day * 86_400)
      #expect(recall < last && recall > 0)
      last = recall
    }
  }

  /// A better rating never brings it back sooner, and what failed comes within minutes.
  @Test func theRatingIsMonotone() {
    for wait in [0, 1, 3, 40] {
      let cards = Rating.allCases.map { rating in
        var card = Schedule(first: .good, at: 0)
        card.review(rating, at: wait * 86_400)
        return card
      }
      #expect(zip(cards, cards.dropFirst()).allSatisfy { $0.stability <= $1.stability && $0.dueTime <= $1.dueTime })
      #expect(cards[0].dueTime == wait * 86_400 + 600)
    }
  }

  /// A clock that was set back is no reason for nonsense.
  @Test func timeThatRunsBackwardsDoesNoHarm() {
    var card = Schedule(first: .good, at: 1_000_000)
    card.review(.good, at: 10)
    #expect(card.lastTime == 1_000_000 && card.stability >= 2.3 && card.retrievability(at: 0) == 1)
  }
}
