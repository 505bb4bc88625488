import Curriculum
import Exports
import Files
import LayerMath
import TestSupport
import Testing
import Tutoring

@Suite struct WalkthroughTests {
  private static func walks() throws -> [Walkthrough] {
    var generator = SeededGenerator(seed: 2)
    let lesson = try Fixtures.card()
    return [Walkthrough(lesson: lesson)]
      + [(1, 3), (3, 2), (4, 1)].map { k, n in
        Walkthrough(lesson: lesson, example: .random(k: k, n: n, using: &generator))
      }
  }

  @Test func theWalkBeginsWithTheQuestionThenTheValuesThenTheSteps() throws {
    let walk = try Self.walks()[0]
    #expect(walk.next(.question) == .values)
    #expect(walk.next(.values) == .step(0, reveal: 0))
    #expect(walk.next(walk.last) == nil && walk.previous(.question) == nil)
    #expect(walk.derivation.id(at: walk.derivation.stepCount - 1) == .check(.deltaW))
  }

  @Test func previousUndoesNextEverywhere() throws {
    for walk in try Self.walks() {
      var position = WalkPosition.question
      var count = 0
      while let next = walk.next(position) {
        #expect(walk.previous(next) == position)
        #expect(walk.clamped(next) == next)
        position = next
        count += 1
      }
      #expect(position == walk.last && count > 60)
    }
  }

  @Test func entriesAndStagesJumpToTheirBeginnings() throws {
    let walk = try Self.walks()[0]
    let dx2 = try #require(walk.position(of: try walk.derivation.reference("dx[2]")))
    #expect(dx2 == .step(13, reveal: 0))
    #expect(walk.nextEntry(dx2) == .step(14, reveal: 0))
    #expect(walk.previousEntry(.step(13, reveal: 4)) == dx2)
    #expect(walk.nextStage(dx2) == .step(14, reveal: 0))
    #expect(walk.previousStage(dx2) == .step(6, reveal: 0))
    #expect(walk.previousStage(.step(6, reveal: 0)) == .step(4, reveal: 0))
  }

  @Test func aFactorsNameLeadsToTheMomentItAppears() throws {
    let walk = try Self.walks()[0]
    let position = try #require(walk.position(of: try walk.derivation.reference("dx[1].k2.W")))
    // Symbols, three factors and a product of the first term, then three of the second.
    #expect(position == .step(12, reveal: 7))
  }

  @Test func aValueIsKnownOnlyOnceItsStepIsDone() throws {
    let walk = try Self.walks()[0]
    let s1 = Symbol(.s, 1)
    #expect(!walk.isKnown(s1, at: .values) && !walk.isKnown(s1, at: .step(0, reveal: 0)))
    #expect(walk.isKnown(s1, at: .step(0, reveal: walk.lastReveal(0))) && walk.isKnown(s1, at: .step(1, reveal: 0)))
    #expect(walk.isKnown(Symbol(.w, 1, 1), at: .question), "what is given is known from the start")
  }

  @Test func everyRevealUncoversExactlyOneThing() throws {
    let walk = try Self.walks()[2]
    for index in 0..<walk.derivation.stepCount {
      let id = try #require(walk.derivation.id(at: index))
      let plan = RevealPlan(id, in: walk.derivation)
      guard plan.terms > 0 else { continue }
      for reveal in 1..<plan.last {
        func shown(_ reveal: Int) -> Int {
          (0..<plan.terms).reduce(0) {
            $0 + plan.factorsShown(ofTerm: $1, at: reveal) + (plan.isProductShown(ofTerm: $1, at: reveal) ? 1 : 0)
          }
        }
        #expect(shown(reveal) == shown(reveal - 1) + 1, "\(id), reveal \(reveal)")
      }
    }
  }

  @Test func theTextScrollsToTheFormulaOfTheQuantity() throws {
    for lesson in [try Fixtures.card(), try Fixtures.lesson()] {
      let walk = Walkthrough(lesson: lesson)
      for id in ["s[1]", "y[1]", "f'[1]", "dx[1]", "dW[1,1]"] {
        let position = try #require(walk.position(of: try walk.derivation.reference(id)))
        #expect(walk.text(at: position).anchor != nil, "\(lesson.id) \(id)")
      }
    }
  }

  @Test func aLessonWithoutSectionsIsFilledIn() throws {
    let walk = Walkthrough(lesson: try Fixtures.document("---\nid: x\ntype: derivation\n---\nNothing here."))
    var position: WalkPosition? = .question
    while let place = position {
      #expect(!walk.text(at: place).blocks.isEmpty)
      position = walk.nextStage(place)
    }
  }
}

@Suite struct NumberTextTests {
  @Test(arguments: [
    ("-1.5", 4, "−1.5"), ("1/3", 4, "0.3333"), ("2", 4, "2"), ("1e-8", 4, "1×10⁻⁸"), ("-0.00001234", 4, "−1.234×10⁻⁵"),
    ("123456789012345", 4, "1.235×10¹⁴"), ("0", 4, "0"), ("1/3", 0, "3.3×10⁻¹"),
  ])
  func decimalsAreWrittenForReading(number: String, precision: Int, expected: String) throws {
    var text = NumberText()
    text.precision = precision
    #expect(text.text(RealNumber(try Rational.parse(number))) == expected)
  }

  @Test func exactValuesAreWrittenAsAPersonWould() throws {
    #expect(NumberText.exact(try #require(Derivation(.reference).deltaX(1).exact)) == "3 + ¾·e^(−3/2)")
    #expect(NumberText.exact(try #require(Derivation(.reference).deltaX(2).exact)) == "1 − 3·e^(−3/2)")
    #expect(NumberText.exact(.exp(try Rational.parse("-2"))) == "e^−2")
  }

  @Test func negativeFactorsStandInParentheses() throws {
    var text = NumberText()
    #expect(text.factor(RealNumber(Rational(-2))) == "(−2)" && text.factor(RealNumber(Rational(2))) == "2")
    text.isExact = true
    #expect(text.factor(Derivation(.reference).deltaX(1)) == "(3 + ¾·e^(−3/2))")
  }

  @Test func plainLinesShowFormulaSymbolsNumbersAndValue() throws {
    let derivation = Derivation(.reference)
    let step = try #require(derivation.step(.entry(Symbol(.deltaX, 2))))
    #expect(
      StepText(derivation, number: NumberText()).lines(step) == [
        "δx₂", "= δy₁·f′(s₁)·W₁₂ + δy₂·f′(s₂)·W₂₂", "≈ (−2)·1·(−0.5) + 1.5·0.2231·(−2)", "≈ 1 + (−0.6694)", "≈ 0.3306",
      ])
  }

  @Test func theJSONIsTheContractsToTheDigit() throws {
    #expect(
      try LayerJSON(Derivation(.reference)).text(exact: false, steps: false) == """
        {"K": 2, "n": 2, "W": [[-1.5, -0.5], [0.5, -2]], "x": [-1, 0.5], "dy": [-2, 1.5],
         "s": [1.25, -1.5], "y": [1.25, -0.7768698398515702], "f_prime": [1, 0.22313016014842982],
         "ds": [-2, 0.33469524022264474], "J": [[-1.5, -0.5], [0.11156508007421491, -0.44626032029685964]],
         "dx": [3.167347620111322, 0.3306095195547105],
         "dW": [[2, -1], [-0.33469524022264474, 0.16734762011132237]]}
        """)
    #expect(
      try LayerJSON(Derivation(.reference)).text(exact: true, steps: false).contains(
        #""dx": ["3+3/4*exp(-3/2)", "1-3*exp(-3/2)"]"#))
  }

  @Test func anObjectIsItsOwnInput() throws {
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<20 {
      let example = LayerExample.random(k: 3, n: 2, using: &generator)
      let json = try LayerJSON(Derivation(example)).text(exact: true, steps: true)
      #expect(try LayerFile.parse(json, file: "layer.json") == example)
    }
  }
}
