import LayerMath
import Session
import TestSupport
import Testing
import TextUI
import Tutoring

@testable import TutorApp

@Suite struct PracticeTests {
  private func start(_ columns: Int = 80, _ rows: Int = 24) throws -> AppModel {
    Fixtures.model(try Fixtures.lesson(), columns, rows)
  }

  private func type(_ text: String, in model: AppModel) -> AppModel {
    text.reduce(model) { $0.sending(.keyPressed(.character($1))) }
  }

  private func text(_ model: AppModel) -> String { model.view().lines.joined(separator: "\n") }

  @Test func theNextValueIsAskedAndARightAnswerBringsItOntoTheTable() throws {
    let asked = try start().after("goto dx[2]", "next 2").pressing("p")
    #expect(asked.view().lines.last?.hasPrefix("δx₂ = ") == true)
    #expect(asked.position == .step(13, reveal: 2), "what was uncovered stays")
    let right = type("0.3306", in: asked).pressing("Enter")
    #expect(!right.hasLayer && right.status?.text.hasPrefix("✓ right") == true)
    #expect(right.sitting.walk?.walkthrough.isKnown(Symbol(.deltaX, 2), at: try #require(right.position)) == true)
    #expect(right.pressing("p").view().lines.last?.hasPrefix("∂y₁/∂W₁₁ = ") == true)
  }

  @Test func aWrongAnswerIsUnderstoodAndStaysToBeMended() throws {
    let asked = try start().after("goto dx[2]").pressing("p")
    let wrong = type("-2", in: asked).pressing("Enter")
    #expect(wrong.hasLayer && wrong.status?.isError == true && !text(wrong).contains("0.3306"))
    #expect(wrong.view().lines.last?.hasPrefix("δx₂ = -2") == true)
    // What was said stays while the next answer is typed.
    let typing = wrong.pressing("Backspace")
    #expect(text(typing).contains(wrong.status?.text.prefix(20) ?? "?"))
    let unreadable = type("(3", in: asked).pressing("Enter")
    #expect(unreadable.hasLayer && unreadable.sitting.asked != nil, "what cannot be read costs nothing")
    #expect(asked.pressing("Esc").hasLayer == false)
  }

  @Test func aWholeQuantityIsAnsweredInAnyFormatAndAlsoHalf() throws {
    let asked = try start().after("practice dW")
    #expect(asked.view().lines.last?.hasPrefix("δW 2×2 = ") == true)
    #expect(type("2 -1; _ 0.17", in: asked).pressing("Enter").status?.text.contains("some cells are open") == true)
    #expect(type("2 -0.3347; -1 0.1673", in: asked).pressing("Enter").status?.text.contains("shape of W") == true)
    let right = type("2 -1; -0.3347 0.1673", in: asked).pressing("Enter")
    #expect(right.status?.text.hasPrefix("✓ right") == true && !right.hasLayer)
    #expect(type("(dy .* f'(s)) x^T", in: asked).pressing("Enter").status?.text.hasPrefix("✓ right") == true)
  }

  @Test func predictAsksBeforeEachValueIsShown() throws {
    var model = try start().after("predict on", "goto s[1]")
    var presses = 0
    while !model.hasLayer, presses < 30 {
      model = model.pressing("Right")
      presses += 1
    }
    #expect(model.hasLayer && model.view().lines.last?.hasPrefix("s₁ = ") == true)
    #expect(model.sitting.walk?.walkthrough.isKnown(Symbol(.s, 1), at: try #require(model.position)) == false)
    let on = type("1.25", in: model).pressing("Enter")
    #expect(!on.hasLayer && on.pressing("Right").position == .step(1, reveal: 0))
    // Enter finishes the entry; that shows its value, so it is asked for.
    #expect(on.pressing("Right", "Enter").view().lines.last?.hasPrefix("s₂ = ") == true)
    #expect(try start().after("predict on", "predict off", "goto s[1]").pressing("Enter").hasLayer == false)
  }

  @Test func anAskedValueIsForgottenWhereTheWalkOrItsNumbersAreOthers() throws {
    let asked = try start().after("practice dx[1]")
    #expect(asked.sitting.asked == [Symbol(.deltaX, 1)])
    for line in ["next", "goto s[1]", "x_1 = 3", "activation tanh"] {
      #expect(asked.after(line).sitting.asked == nil, "\(line)")
    }
    #expect(asked.after("next", "answer 3.17").status?.text.contains("nothing is asked here") == true)
    #expect(try start().after("last", "practice").status?.text.contains("all values are there") == true)
    #expect(try start().after("practice dz").status?.text.contains("no step `dz`") == true)
    #expect(try start().after("practice vector.dx").status?.text.contains("is no value") == true)
  }

  @Test func aSessionRepeatsWhatWasAnswered() throws {
    let model = type("3.1673", in: try start().after("goto dx[1]").pressing("p")).pressing("Enter")
    let lines = model.sitting.journal.session
    #expect(lines.suffix(2) == ["practice", "answer 3.1673"])
    let again = lines.dropFirst().reduce(try start()) { $0.after($1) }
    #expect(again.after("redraw").view() == model.after("redraw").view())
  }

  /// Over all steps, views and sizes: nothing on the screen gives the value away.
  @Test(arguments: [(60, 18), (80, 24), (120, 40), (170, 50)])
  func noFrameShowsTheValueThatIsAsked(columns: Int, rows: Int) throws {
    var generator = SeededGenerator(seed: 5)
    for activation in [Activation.elu, try Activation.named("tanh")] {
      let example = LayerExample.random(k: 2, n: 3, grain: .tenths, through: activation, using: &generator)
      let begun = Fixtures.model(try Fixtures.lesson(), columns, rows, example: example)
      let derivation = begun.derivation
      for index in 0..<derivation.stepCount {
        guard case .entry(let symbol)? = derivation.id(at: index) else { continue }
        let value = begun.number.text(derivation.value(of: symbol))
        // A value that other numbers have too is there as theirs.
        let others = Set(
          derivation.rules.given.flatMap { derivation.symbols($0) }.map { begun.number.text(derivation.value(of: $0)) })
        guard value.count > 3, !others.contains(value) else { continue }
        let known = (0..<index).contains { place in
          guard case .entry(let other)? = derivation.id(at: place) else { return false }
          return begun.number.text(derivation.value(of: other)).contains(value)
        }
        guard !known else { continue }
        for view in ["matrices", "network", "curve"] {
          let asked = begun.after("view \(view)", "practice \(symbol)")
          #expect(asked.sitting.asked == [symbol])
          #expect(!text(asked).contains(value), "\(symbol) at \(columns)×\(rows), \(view)")
          // The products of a sum are not its value; all that leads there may be uncovered.
          let late = begun.after("view \(view)", "goto \(symbol)", "next", "practice")
          #expect(!text(late).contains(value) || late.sitting.asked != [symbol], "\(symbol), \(view)")
        }
      }
    }
  }
}
