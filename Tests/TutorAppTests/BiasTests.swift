import LayerMath
import Session
import TestSupport
import Testing
import TextUI

@testable import TutorApp

/// A bias in the tutor: set and taken away, edited in its column, drawn, walked, saved.
@Suite struct BiasTests {
  private func start() throws -> AppModel { Fixtures.model(try Fixtures.lesson(), 100, 30) }

  @Test func isSetTakenAwayAndHadBack() throws {
    let plain = try start()
    #expect(plain.example?.b == nil)
    let biased = plain.after("set b 0.5 -1")
    #expect(biased.example?.b?.map(\.description) == ["1/2", "-1"])
    #expect(biased.after("b_2 = 3").example?.b?.last == Rational(3))
    #expect(biased.after("set b none").example == plain.example)
    #expect(biased.after("undo").example == plain.example)
    #expect(biased.after("undo", "redo").example == biased.example)
    #expect(plain.after("b_1 = 2").status?.text == "this layer has no bias; `set b 1 -1` gives it one")
    #expect(plain.after("set b 1 2 3").status?.text == "b has 3 entries, W has 2 rows: they must agree")
    // Without it everything is drawn as before.
    let again = biased.after("set b none", "next 3").view().lines
    #expect(plain.after("next 3").view().lines.prefix(20) == again.prefix(20))
    #expect(biased.after("set b none").view().lines.contains { $0.contains(" no bias ") })
  }

  @Test func isWalkedAfterTheOthers() throws {
    let walk = try start().after("set b 0.5 -1")
    #expect(walk.after("goto db[1]").view().lines.contains { $0.contains("Step db[1]") })
    let text = walk.after("goto s[1]", "next 8").view().lines.joined(separator: "\n")
    #expect(text.contains("◫b₁") && text.contains("= 1.75"))
    // Nothing that is drawn traps at any reveal, in any view.
    for view in ["matrices", "network", "curve"] {
      var model = walk.after("view \(view)", "goto s[1]")
      for _ in 0..<160 {
        model = model.after("next")
        #expect(model.view().lines.count == 30)
      }
    }
  }

  @Test func standsBesideWInTheGrid() throws {
    var model = try start().after("set b 0.5 -1", "edit")
    #expect(model.view().lines.contains { $0.contains("◫ b") })
    func place() -> EditorState.Place? { if case .editor(let state) = model.overlay { state.place } else { nil } }
    var parts: [LayerExample.Part] = []
    for _ in 0..<10 {
      if let part = place()?.part, parts.last != part { parts.append(part) }
      model = model.pressing("Tab")
    }
    #expect(parts == [.w, .b, .x, .deltaY])
    #expect(place() == EditorState.Place(part: .w, row: 0, column: 0))
    model = model.pressing("Right", "Right", "7", "Enter")
    #expect(model.example?.b?.first == Rational(7))
  }

  @Test func aSessionKeepsIt() throws {
    let model = try start().after("set b 0.5 -1", "next 4", "set W 1 2; 3 4; 5 6", "set b none", "set b 1 2 3")
    guard case .saveLines(let lines, _, _)? = model.update(.entered("save x")).1.first else {
      return #expect(Bool(false), "not saved")
    }
    let again = lines.enumerated().reduce(try start()) {
      $0.sending(.loadedLine($1.element, number: $1.offset + 1, file: "a"))
    }
    #expect(again.example == model.example)
  }

  @Test func randomNumbersKeepTheKindOfLayer() throws {
    let model = try start().after("set b 0.5 -1", "random")
    #expect(model.example?.b?.count == 2)
    #expect(try start().after("random").example?.b == nil)
    #expect(model.after("set W 1 2; 3 4; 5 6").example?.b?.count == 3)
  }
}
