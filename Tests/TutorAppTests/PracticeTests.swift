import Curriculum
import Foundation
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
    #expect(right.status?.text.hasPrefix("✓ right") == true)
    #expect(right.sitting.walk?.walkthrough.isKnown(Symbol(.deltaX, 2), at: try #require(right.position)) == true)
    // The next one is asked at once, and what was said stays above it.
    #expect(
      right.view().lines.last?.hasPrefix("∂y₁/∂W₁₁ = ") == true && text(right.pressing("Left")).contains("✓ right"))
    #expect(right.pressing("Esc").hasLayer == false && right.pressing("Esc").sitting.isFinished == false)
    // An action in the place of an answer.
    #expect(right.pressing(":").isPromptOpen)
  }

  @Test func aWrongAnswerIsUnderstoodAndStaysToBeMended() throws {
    let asked = try start().after("goto dx[2]").pressing("p")
    let wrong = type("-2", in: asked).pressing("Enter")
    #expect(wrong.hasLayer && wrong.status?.isError == true && !text(wrong).contains("0.3306"))
    #expect(wrong.view().lines.last?.hasPrefix("δx₂ = -2") == true)
    // What was said stays while the next answer is typed.
    let typing = wrong.pressing("Backspace")
    #expect(text(typing).contains(wrong.status?.text.prefix(20) ?? "?"))
    // Another number stands for the wrong one; whoever edits it keeps it.
    func line(_ model: AppModel) -> String { model.view().lines.last?.components(separatedBy: "  ")[0] ?? "" }
    #expect(line(type("0.3", in: wrong)) == "δx₂ = 0.3" && line(type("5", in: typing)) == "δx₂ = -5")
    #expect(line(type("0.3", in: wrong).pressing("Ctrl-U", "Ctrl-Y")) == "δx₂ = 0.3")
    #expect(line(type("1", in: wrong.pressing("Left"))) == "δx₂ = -12")
    #expect(line(wrong.sending(.pasted("0.3306"))) == "δx₂ = 0.3306")
    #expect(type("0.3306", in: wrong).pressing("Enter").status?.text.hasPrefix("✓ right") == true)
    let unreadable = type("(3", in: asked).pressing("Enter")
    #expect(line(type(")", in: unreadable)) == "δx₂ = (3)", "what cannot be read is mended")
    let rounded = type("0.330", in: asked).pressing("Enter")
    #expect(
      rounded.hasLayer && line(type("6", in: rounded)) == "δx₂ = 6", "a verdict was given: the next answer begins")
    let matrix = type("2 -1; -0.3347 9", in: try start().after("practice dW")).pressing("Enter")
    #expect(line(type("1", in: matrix)) == "δW₂₂ = 1", "of a matrix one cell is mended")
    #expect(unreadable.hasLayer && unreadable.sitting.isAsked, "what cannot be read costs nothing")
    #expect(asked.pressing("Esc").hasLayer == false)
  }

  @Test func aWholeQuantityIsAnsweredInAnyFormatAndAlsoHalf() throws {
    let asked = try start().after("practice dW")
    #expect(asked.view().lines.last?.hasPrefix("δW₁₁ = ") == true)
    #expect(type("2 -1; _ 0.17", in: asked).pressing("Enter").status?.text.contains("some cells are open") == true)
    #expect(type("2 -0.3347; -1 0.1673", in: asked).pressing("Enter").status?.text.contains("shape of W") == true)
    let right = type("2 -1; -0.3347 0.1673", in: asked).pressing("Enter")
    #expect(right.status?.text.hasPrefix("✓ right") == true)
    #expect(type("(dy .* f'(s)) x^T", in: asked).pressing("Enter").status?.text.hasPrefix("✓ right") == true)
  }

  @Test func hintsComeOneByOneAndStay() throws {
    var model = try start().after("goto dx[2]").pressing("p", "Tab")
    #expect(text(model).contains("chain rule") && model.sitting.hints.count == 1)
    model = model.pressing("Tab", "Tab")
    #expect(text(model).contains("chain rule") && text(model).contains("▢·(−2)") && !text(model).contains("0.3306"))
    // How many are left is not said; what is typed stays.
    #expect(
      !text(model).lowercased().contains("left")
        && type("9", in: model).pressing("Tab").view().lines.last?.hasPrefix("δx₂ = 9") == true)
    let last = model.pressing("Tab")
    #expect(text(last).contains("0.3306") && last.pressing("Tab").sitting.hints.count == 4)
    #expect(last.pressing("Esc").sitting.hints.count == 4, "asked again at the same place they are there")
    #expect(try start().after("hint").status?.text.contains("nothing is asked here") == true)
  }

  @Test func anExerciseOfALessonIsAnsweredWhereItStands() throws {
    // Tab goes to it, Enter asks it; its numbers are those of the layer above it.
    var model = Fixtures.model(try Fixtures.loader.open("backpropagation"), 80, 24)
    let exercises = model.lesson.exercises
    #expect(exercises.count > 2)
    var asked = 0
    for _ in 0..<40 where !model.hasLayer {
      model = model.pressing("Tab")
      guard case .exercise(line: _)? = model.textPane.link else { continue }
      asked += 1
      model = model.pressing("Enter")
    }
    #expect(asked == 1 && model.hasLayer && model.sitting.isAsked)
    for (number, (exercise, _, example)) in exercises.enumerated() {
      let open = model.pressing("Esc").after("exercise \(number + 1)")
      #expect(open.hasLayer, "\(exercise.prompt)")
      let derivation = Derivation(example)
      let answer: String
      if exercise.formula != nil {
        answer = exercise.formula ?? ""
      } else {
        answer = open.sitting.asked.map { derivation.value(of: $0).decimal(fractionDigits: 6).text }.joined(
          separator: " ")
      }
      let right = type(answer, in: open).pressing("Enter")
      #expect(right.status?.text.hasPrefix("✓ right") == true && !right.hasLayer, "\(exercise.prompt): \(answer)")
      #expect(type("77", in: open).pressing("Enter").hasLayer, "a wrong one stays open")
    }
    #expect(model.after("exercise 99").status?.text.contains("this lesson has") == true)
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
      #expect(!asked.after(line).sitting.isAsked, "\(line)")
    }
    #expect(asked.after("next", "answer 3.17").status?.text.contains("nothing is asked here") == true)
    #expect(try start().after("last", "practice").status?.text.contains("all values are there") == true)
    #expect(try start().after("practice dz").status?.text.contains("no step `dz`") == true)
    #expect(try start().after("practice vector.dx").status?.text.contains("is no value") == true)
  }

  @Test func aSessionRepeatsWhatWasAnswered() throws {
    let model = type("3.1673", in: try start().after("goto dx[1]").pressing("p")).pressing("Enter")
    let lines = model.sitting.journal.session
    #expect(lines.suffix(3) == ["practice", "answer 3.1673", "practice"])
    let again = lines.dropFirst().reduce(try start()) { $0.after($1) }
    #expect(again.pressing("Esc", "Esc").view() == model.pressing("Esc", "Esc").view())
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

  /// In the grid each verdict names its cell, and a hint is of the cell at hand.
  @Test func theGridLeadsToTheWrongCellAndHelpsThere() throws {
    let asked = try start().after("practice dW")
    var model = asked
    for cell in ["2", "-1", "0.5"] { model = type(cell, in: model).pressing("Enter") }
    #expect(model.view().lines.last?.hasPrefix("δW₂₂ = ") == true && !model.sitting.verdicts.contains(false))
    model = type("0.1673", in: model).pressing("Enter")
    #expect(model.sitting.verdicts == [true, true, false, true])
    #expect(model.view().lines.last?.hasPrefix("δW₂₁ = 0.5") == true)
    let hinted = model.pressing("Tab", "Tab")
    #expect(
      hinted.sitting.hints.count == 2 && hinted.sitting.hints[1].contains("δy₂") && text(hinted).contains("look at δy₂")
    )
    // Those of another cell are its own.
    #expect(hinted.pressing("Up").sitting.hints.isEmpty && hinted.pressing("Up", "Down").sitting.hints.count == 2)
    #expect(type("-0.3347", in: hinted).pressing("Enter").status?.text.hasPrefix("✓ right") == true)
    // A comma may be meant for a point, and nobody is graded for that.
    let comma = type("0,5", in: try start().after("practice dx")).pressing("Enter")
    #expect(comma.status?.text.contains("0.25, not 0,25") == true && comma.sitting.verdicts.isEmpty)
    // What says too little is named, and is no answer.
    let coarse = type("1", in: try start().after("activation tanh", "practice y")).pressing("Enter")
    let both = type("-0.9051", in: coarse).pressing("Enter")
    #expect(both.status?.text == "y₁ is near, with too few digits: give two at least, or the exact number")
    #expect(both.sitting.verdicts == [false, true])
  }

  /// A formula is asked where the author has one: no numbers, and a hint that says the rule only last.
  @Test func aFormulaIsAskedAsAFormula() throws {
    let asked = try start().after("open blank-page", "exercise 1")
    #expect(asked.view().lines.last?.hasPrefix("s = ") == true && text(asked).contains("1. Forward: sₖ ="))
    let wrong = type("f(W x)", in: asked).pressing("Enter")
    #expect(wrong.status?.text.contains("another formula") == true && !text(wrong).contains("∑"))
    #expect(type("sum_j W_kj x_j", in: wrong).pressing("Enter").status?.text.hasPrefix("✓ right") == true)
  }

  /// After the last hint the reason is asked, then the step once more on other numbers.
  @Test func afterTheLastHintComesWhyAndThenTheStepAnew() throws {
    let helped = try start().after("goto dx[2]").pressing("p", "Tab", "Tab", "Tab", "Tab")
    let why = type("0.3306", in: helped).pressing("Enter")
    #expect(
      why.sitting.isChoice && why.sitting.choices.first == "why is δx₂ what it is?" && why.sitting.choices.count == 4)
    var model = why
    for choice in ["1", "2", "3"] where model.sitting.isChoice { model = type(choice, in: model).pressing("Enter") }
    #expect(
      model.sitting.asked == [Symbol(.deltaX, 2)] && model.example != helped.example && model.sitting.hints.isEmpty)
    #expect(model.after("undo").example == helped.example)
  }

  @Test func whatIsKnownAndThePlanAreListsThatLeadOn() throws {
    let page = try start().after("drill sum", "answer 100", "close", "progress")
    #expect(
      text(page).contains("Progress") && text(page).contains("weighted sum")
        && text(page).contains("0 of 1 right at once"))
    let drilled = page.pressing("Down", "Enter")
    #expect(drilled.sitting.turn?.skill == .weightedSum, "\(text(drilled))")
    let plan = try start().after("plan 90m 9:30")
    #expect(text(plan).contains("Tonight") && text(plan).contains("8:30–8:38") && text(plan).contains("round 2"))
    #expect(try start().after("plan 25x").status?.text.contains("plan takes the hours") == true)
  }

  @Test func modesAskUntilOneLeaves() throws {
    for mode in DrillTopic.Mode.allCases {
      let asked = try start().after("drill \(mode.rawValue)")
      #expect(asked.sitting.isAsked && asked.sitting.isDrilling, "\(mode)")
      #expect(mode == .blanks || asked.sitting.isChoice)
      #expect(asked.pressing("Esc").sitting.isDrilling == false)
    }
    // The right line is among the choices, and all stay in view beside the answer.
    var model = try start().after("drill error")
    let lines = model.sitting.choices
    for choice in 1...6 where model.sitting.isAsked { model = type("\(choice)", in: model).pressing("Enter") }
    #expect(!model.sitting.isAsked && text(model).contains("✓ right") && text(model).contains(lines[1]))
    #expect(model.pressing("Enter").sitting.isChoice, "Enter brings the next one")
  }

  /// Of two exercises on one layer the second may follow from a wrong answer to the first.
  @Test func whatFollowsFromAnEarlierAnswerIsSaid() throws {
    let lesson = try Fixtures.document(
      """
      ---
      id: carried
      title: Two steps
      ---
      ```layer
      W: [[-1.5, -0.5], [0.5, -2]]
      x: [-1, 0.5]
      dy: [-2, 1.5]
      ```
      ```ask
      step: "f'[2]"
      prompt: "What is the slope at unit 2?"
      ```
      ```ask
      step: ds[2]
      prompt: "What is δs₂?"
      ```
      """)
    let model = Fixtures.model(lesson, 80, 24).after("exercise 1", "answer 0.4", "exercise 2", "answer 0.6")
    #expect(model.status?.text.contains("this follows from your f′(s)") == true, "\(model.status?.text ?? "")")
  }

  @Test func numbersThatShowEveryWrongRuleAreFound() throws {
    let model = try start().after("set W 1 2; 3 4", "random diagnosing")
    let example = try #require(model.example)
    var layers = DiagnosingLayers(example, Fixtures.loader.misconceptions())
    #expect(layers.blindSpots(of: example).isEmpty && model.status?.text.contains("the wrong rules show") == true)
    #expect(
      try start().after("set W 1 2 3 4 5; 1 2 3 4 5", "set x 1 2 3 4 5", "random diagnosing").status?.isError == true)
  }

  /// What cannot be read shows where.
  @Test func theCursorStandsAtTheMistake() throws {
    let model = type("exp(-1.5", in: try start().after("goto dx[2]").pressing("p")).pressing("Enter")
    #expect(model.status?.isError == true && model.sitting.isAsked && model.typedField?.cursor == 8)
  }

  /// What is typed is kept with the place, in every view and in the grid.
  @Test func aDraftIsKeptInEveryViewAndInTheGrid() throws {
    let line = type("0.5 +", in: try start().after("goto dx[2]", "view network", "practice"))
    let place = try #require(line.leftOff)
    #expect(
      place.lines.suffix(2) == ["practice dx[2]", "draft 0.5 +"] && place.lines[1] == "view network", "\(place.lines)")
    let again = try start().after(place.lines)
    #expect(again.typedField?.string == "0.5 +" && again.valuesView == .network && again.status?.isError != true)
    let grid = type("9", in: type("2", in: try start().after("practice dW")).pressing("Enter"))
    #expect(grid.leftOff?.lines.last == "draft 2, 9; _, _")
    let text = try start().after("goto dx[2]", "view network", "open elu")
    #expect(text.leftOff?.lines.contains { $0.hasPrefix("view") } == false)
  }

  /// A lesson of that name that is no derivation is said, not opened for ever.
  @Test func theTutorDoesNotWaitForAWalkThatIsNone() throws {
    let text = try Fixtures.document("---\nid: linear-elu-layer\ntitle: A text\n---\nNothing to compute.\n")
    let model = Fixtures.model(text, 80, 24).after("drill")
    #expect(model.status?.text.contains("open a derivation first") == true && !model.sitting.isDrilling)
  }
}
