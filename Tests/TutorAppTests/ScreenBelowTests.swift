import LayerMath
import Session
import TestSupport
import Testing
import TextUI

@testable import TutorApp

/// What is kept from one frame for the next is never seen: each frame is as if it were the first.
@Suite struct ScreenBelowTests {
  private static let lines = [
    "next", "next", "next 3", "advance", "back", "entry", "entry-back", "stage", "stage-back", "first", "last",
    "goto dx[2]",
    "goto f'[1]", "goto P[1,2,1]", "goto J[2,1]", "goto dx[1].k2.W", "scroll down", "scroll up", "pane", "view",
    "exact",
    "precision 2", "precision 5", "random", "undo", "redo", "set x 1 2", "W = 1 2; 3 4; 5 6", "W = 1 2", "dy = 1 1 1",
    "activation tanh", "activation prelu 0.2", "activation elu", "loss half", "loss none", "unit +1", "unit -1",
    "input +1",
    "input -1", "resize 120x40", "resize 80x24", "resize 60x18", "resize 170x50", "open elu", "return", "zoom", "edit",
    "help",
    "search s", "outline", "pace every", "pace brief",
  ]
  private static let keys = [
    "Right", "Left", "}", "{", "]", "[", "Tab", "Up", "Down", "v", "x", "Esc", "Esc", ":", "a", "Enter",
  ]

  @Test(arguments: 0..<12)
  func eachFrameIsAsIfItWereTheFirst(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var model = Fixtures.model(seed.isMultiple(of: 3) ? try Fixtures.card() : try Fixtures.lesson(), 80, 24)
    var log: [String] = []
    for _ in 0..<60 {
      if Bool.random(using: &generator) {
        let line = Self.lines.randomElement(using: &generator) ?? ""
        log.append(line)
        model = model.after(line)
      } else {
        let key = Self.keys.randomElement(using: &generator) ?? ""
        log.append("key " + key)
        model = model.pressing(key)
        // What the same key would lead to is drawn before it is pressed, and whether it is or not.
        if let event = KeyEvent(name: key) { _ = model.update(.keyPressed(event)).0.view() }
      }
      var first = model
      first.drawn = DrawnBefore()
      guard model.view() != first.view() else { continue }
      Issue.record("seed \(seed): \(log.joined(separator: "; "))")
      return
    }
  }

  @Test func theLastValuesAreKept() {
    let kept = Kept<Int, Int>(2)
    var made: [Int] = []
    func ask(_ source: Int) -> Int {
      kept.value(of: source) {
        made.append(source)
        return source * source
      }
    }
    #expect([1, 2, 1, 3, 1, 2].map(ask) == [1, 4, 1, 9, 1, 4])
    // 2 had gone when 3 came, for 1 was asked for after it.
    #expect(made == [1, 2, 3, 2])
  }
}
