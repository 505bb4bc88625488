import LayerMath
import Session
import TestSupport
import Testing
import TextUI
import TutorApp
import Tutoring

/// Every step of all shapes up to 4×4 at 80×24, and of 2×2 at 60×18, read from the frame: its formula in symbols and numbers, and
/// beside it W, x, δy, s, f′, δx and δW, none of them cut.
@Suite struct WholeStepTests {
  private func model(_ k: Int, _ n: Int, _ columns: Int, _ rows: Int) throws -> AppModel {
    var generator = SeededGenerator(seed: UInt64(10 * k + n))
    let example = LayerExample.random(k: k, n: n, grain: .halves, signs: .mixed, using: &generator)
    return Fixtures.model(try Fixtures.lesson(), columns, rows, example: example)
  }

  /// Where a whole step is not to be read, what is missing.
  private func missing(_ model: AppModel, _ k: Int, _ n: Int) -> [String] {
    guard case .step(let index, let reveal)? = model.position, let step = model.derivation.step(at: index) else {
      return []
    }
    let lines = model.view().lines
    let top = lines.firstIndex { $0.contains(" Step ") } ?? 0
    let values = lines[..<top].joined(separator: "\n")
    let pane = lines[top...].joined(separator: "\n")
    var missing: [String] = []
    for title in ["□ W \(k)×\(n)", "○ x", "▽ δy", "◇ s", "△ f′(s)", "● δx", "● δW \(k)×\(n)"]
    where !values.contains(title) {
      missing.append(title)
    }
    // Rows or columns of a block out of view are told in its title.
    if values.contains(" r1–") || values.contains(" c1–") || values.contains(" r2–") || values.contains(" c2–") {
      missing.append("a window")
    }
    if pane.contains("…") || pane.contains("›") { missing.append("a cut") }
    let last = model.sitting.walk?.walkthrough.lastReveal(index) ?? 0
    if case .sum(let terms) = step.body {
      for term in terms {
        for factor in term.factors {
          let name = step.names.name(factor)
          if !pane.contains(name) { missing.append(name) }
          if reveal == last, case let text = model.sitting.number.factor(factor), !pane.contains(text) {
            missing.append(text)
          }
        }
      }
    }
    if reveal == last, let value = step.value, !pane.contains(model.sitting.number.text(value)) {
      missing.append("the value")
    }
    return missing
  }

  @Test(arguments: (1...4).flatMap { k in (1...4).map { (k, $0) } })
  func isInViewAt80x24(k: Int, n: Int) throws {
    try sweep(k, n, 80, 24)
  }

  @Test func isInViewAt60x18ForTwoByTwo() throws {
    try sweep(2, 2, 60, 18)
  }

  private func sweep(_ k: Int, _ n: Int, _ columns: Int, _ rows: Int) throws {
    var walk = try model(k, n, columns, rows).after("next", "next")
    var seen = 0
    while case .step(let index, _)? = walk.position, case .entry? = walk.derivation.id(at: index) {
      let last = walk.sitting.walk?.walkthrough.lastReveal(index) ?? 0
      for place in [walk, walk.after("next \(max(1, last / 2))"), walk.after("finish")] {
        let gone = missing(place, k, n)
        #expect(
          gone.isEmpty,
          "\(k)×\(n), \(walk.derivation.id(at: index)?.description ?? ""): \(gone)\n\(place.view().lines.joined(separator: "\n"))"
        )
        if !gone.isEmpty { return }
      }
      seen += 1
      walk = walk.after("step")
    }
    #expect(seen == 4 * k + 2 * k * n + n + k * k * n)
  }
}

@Suite struct PaceTests {
  private func presses(_ k: Int, _ n: Int, _ pace: String) throws -> Int {
    var generator = SeededGenerator(seed: 4)
    let example = LayerExample.random(k: k, n: n, grain: .halves, signs: .mixed, using: &generator)
    var model = Fixtures.model(try Fixtures.lesson(), 80, 24, example: example).after("pace \(pace)")
    var count = 0
    while model.position != model.sitting.walk?.walkthrough.last, count < 2000 {
      model = model.pressing("Right")
      count += 1
    }
    return count
  }

  @Test func threeByTwoIsWalkedInAtMost120Presses() throws {
    let brief = try presses(3, 2, "brief")
    let every = try presses(3, 2, "every")
    #expect(brief <= 120 && every > 200, "\(brief) and \(every) presses")
  }

  @Test func whatIsNewComesFactorByFactorAndTheRestByTerms() throws {
    let walk = Fixtures.model(try Fixtures.lesson(), 80, 24)
    func reveals(_ step: String) -> [Int] {
      var model = walk.after("goto \(step)")
      var reveals: [Int] = []
      while case .step(let index, let reveal)? = model.position, model.derivation.id(at: index)?.description == step {
        reveals.append(reveal)
        model = model.pressing("Right")
      }
      return reveals
    }
    #expect(reveals("dx[1]") == Array(0...9) && reveals("dx[2]") == [0, 4, 9])
    #expect(reveals("J[1,1]") == [0, 1, 2, 3] && reveals("J[2,1]") == [0, 3])
    // The second piece of f is new where it first stands.
    #expect(reveals("f'[2]") == [0, 1, 2, 3])
  }

  @Test func zerosOfOneReasonComeTogetherAndSayWhy() throws {
    let walk = Fixtures.model(try Fixtures.lesson(), 80, 24).after(
      "set W 1 2; 3 4; -1 2", "set dy 1 2 3", "goto P[1,1,2]", "finish")
    let zeros = walk.pressing("Right")
    #expect(zeros.position == walk.after("goto P[1,3,2]", "finish").position)
    #expect(zeros.view().lines.joined().contains("0, as for every k ≠ 1: y₁ does not see those weights"))
    #expect(zeros.pressing("Right").position == walk.after("goto P[2,1,2]", "finish").position)
    #expect(zeros.pressing("Left").view() == walk.view())
    #expect(walk.after("pace every").pressing("Right").position == walk.after("goto P[1,2,1]").position)
  }

  @Test func enterFinishesAnEntryThenTheNext() throws {
    let walk = Fixtures.model(try Fixtures.lesson(), 80, 24).after("goto dx[1]", "next 2")
    let done = walk.pressing("Enter")
    #expect(done.position == walk.after("goto dx[1]", "next 9").position)
    #expect(done.pressing("Enter").position == walk.after("goto dx[2]", "next 9").position)
  }
}
