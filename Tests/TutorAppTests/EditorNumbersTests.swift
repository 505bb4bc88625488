import Curriculum
import Exports
import LayerMath
import Session
import TestSupport
import Testing
import TextUI
import TutorApp
import Tutoring

/// The grid's presets, random kinds, copies, and the undo of a single cell.
@Suite struct EditorNumbersTests {
  private func start() throws -> AppModel { Fixtures.model(try Fixtures.lesson(), 100, 30).after("edit") }

  @Test func everyPresetIsWhatItsNameSays() throws {
    for preset in LayerExample.Preset.allCases {
      let model = try start().after("random", "preset \(preset.rawValue)")
      #expect(model.example == preset.example)
      let s = (1...preset.example.k).map { Derivation(preset.example).s($0) }
      switch preset {
      case .reference: #expect(preset.example == .reference)
      case .positive: #expect(s.allSatisfy { $0.signum > 0 })
      case .negative: #expect(s.allSatisfy { $0.signum < 0 })
      case .kink: #expect(s.contains { $0.isZero })
      case .tall: #expect(preset.example.k == 3 && preset.example.n == 2)
      case .wide: #expect(preset.example.k == 2 && preset.example.n == 4)
      }
    }
    #expect(Set(LayerExample.Preset.allCases.map { "\($0.example)" }).count == 6)
    #expect(try start().after("preset huge").status?.text.hasPrefix("no preset `huge`; there are reference,") == true)
    // `p` goes through them all.
    var model = try start()
    for _ in 0..<6 { model = model.sending(.keyPressed(.character("p"))) }
    #expect(model.example == .reference)
  }

  /// A large file of numbers comes after the first frame; the rest is as if it had come before.
  @Test func numbersThatComeLaterAreAsIfTheyHadBeenThere() throws {
    let example = LayerExample.Preset.tall.example
    let lesson = try Fixtures.lesson()
    let at = Size(columns: 100, rows: 30)
    let before = AppModel(lesson: lesson, size: at, seed: 1, example: example)
    #expect(AppModel(lesson: lesson, size: at, seed: 1).sending(.numbersRead(example)) == before)
    let concept = AppModel(lesson: try Fixtures.loader.open("elu"), size: at, seed: 1)
    #expect(concept.sending(.numbersRead(example)) == concept)
  }

  /// At the end of a sum all its terms are marked, and no other entry.
  @Test func atTheEndOfASumEveryTermIsMarked() throws {
    let walk = AppModel(
      lesson: try Fixtures.lesson(), size: Size(columns: 120, rows: 40), seed: 1,
      example: LayerExample.Preset.wide.example)
    func marks(_ model: AppModel) -> Int { model.view().lines.joined().count { $0 == "▸" } }
    // The pane's own mark, four weights, four inputs and the result; in a term what is uncovered of it.
    #expect(marks(walk.after("goto s[2]", "next 13")) == 1 + 4 + 4 + 1)
    #expect(marks(walk.after("goto s[2]", "next 4")) == 1 + 1 + 1)
    #expect(marks(walk.after("goto s[2]", "next 5")) == 1 + 1 + 1 + 1)
    // K slopes, K gradients and a column of W.
    #expect(marks(walk.after("goto dx[3]", "next 9")) == 1 + 2 + 2 + 2 + 1)
  }

  @Test func randomNumbersAreOfTheKindAskedFor() throws {
    var model = try start()
    for (line, unit, test) in [
      ("random integers mixed", 1, { (s: [Rational]) in s.contains { $0.signum > 0 } && s.contains { $0.signum < 0 } }),
      ("random halves positive", 2, { $0.allSatisfy { $0.signum > 0 } }),
      ("random tenths negative", 10, { $0.allSatisfy { $0.signum < 0 } }),
    ] as [(String, Int, ([Rational]) -> Bool)] {
      for _ in 0..<20 {
        model = model.after(line)
        let example = try #require(model.example)
        #expect(test((1...example.k).map { Derivation(example).s($0) }), "\(line)")
        let all = example.w.elements + example.x + example.deltaY
        #expect(all.allSatisfy { ($0 * Rational(unit)).isInteger && !$0.isZero })
      }
    }
    #expect(try start().after("random odd").status?.isError == true)
  }

  @Test func copiesReadBackAsTheSameNumbers() throws {
    let example = try MatrixEntry.example(w: "1 -2; 0.5 1/3", x: "2 1", deltaY: "-2 1.5")
    for form in NumbersCopy.allCases {
      let parts = form.lines(example).map { line in
        String(line.drop { $0 != "=" }.dropFirst().drop { $0 == " " })
      }
      #expect(try MatrixEntry.example(w: parts[0], x: parts[1], deltaY: parts[2]) == example, "\(form)")
    }
    let (_, effects) = try start().update(.keyPressed(.character("c")))
    #expect(effects == [.copyText("W = -1.5 -0.5; 0.5 -2\nx = -1 0.5\ndy = -2 1.5\n")])
  }

  @Test func aCellGetsItsOwnEarlierNumberBack() throws {
    var model = try start()
    func type(_ text: String) { for character in text { model = model.sending(.keyPressed(.character(character))) } }
    type("7")
    model = model.sending(.keyPressed(.tab))
    type("8")
    model = model.sending(.keyPressed(.tab))
    #expect(model.example?.w.elements.prefix(2) == [Rational(7), Rational(8)])
    model = model.after("cell previous", "cell previous").sending(.keyPressed(.character("U")))
    #expect(model.example?.w.elements.prefix(2) == [try Rational.parse("-1.5"), Rational(8)], "the later change stays")
    #expect(model.after("undo").example?.w.elements.first == Rational(7), "and it is a change like any other")
    #expect(try start().after("undo-cell").status?.text == "this cell had no other number")
  }
}
