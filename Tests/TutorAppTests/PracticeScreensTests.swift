import Curriculum
import Foundation
import LayerMath
import Session
import TestSupport
import Testing
import TextUI
import Tutoring

@testable import TutorApp

/// What is asked for stands nowhere on the screen, whatever view is open and however many hints but the last.
@Suite struct PracticeScreensTests {
  /// Numbers of which no value is written like another.
  private static let numbers = [
    "set W 1.37 -0.83; 0.59 -1.91; -1.13 0.71", "set x -1.17 0.67", "set dy -2.09 1.61 0.77",
  ]

  private func text(_ model: AppModel) -> String { model.view().lines.joined(separator: "\n") }

  /// Whether a number stands there that is no part of a longer one.
  private func contains(_ text: String, _ number: String) -> Bool {
    var rest = text[...]
    while let found = rest.range(of: number) {
      let before = found.lowerBound > text.startIndex ? text[text.index(before: found.lowerBound)] : " "
      let after = found.upperBound < text.endIndex ? text[found.upperBound] : " "
      if !before.isNumber, before != ".", before != "−" || number.hasPrefix("−"), !after.isNumber, after != "." {
        return true
      }
      rest = rest[found.upperBound...]
    }
    return false
  }

  @Test(arguments: ["elu", "sigmoid", "tanh", "relu", "prelu", "softplus"], [(60, 18), (80, 24), (120, 40)])
  func noViewShowsTheValueAskedFor(activation: String, size: (Int, Int)) throws {
    let base = Fixtures.model(try Fixtures.lesson(), size.0, size.1).after(["activation \(activation)"] + Self.numbers)
    let derivation = base.derivation
    let entries = derivation.rules.computed.flatMap { derivation.symbols($0) }
    var asked = 0
    for (index, symbol) in entries.enumerated() {
      let value = base.number.text(derivation.value(of: symbol))
      // 0, 1 and what is given stand there for other reasons.
      guard value.count >= 5, entries.count(where: { base.number.text(derivation.value(of: $0)) == value }) == 1,
        !Self.numbers.joined().replacing("-", with: "−").contains(value)
      else { continue }
      asked += 1
      // Hints are many screens: each view has them at a few entries.
      let hints = index % 7 == 0 ? 3 : 0
      for view in ValuesView.allCases {
        var model = base.after("view \(view.rawValue)", "practice \(symbol)")
        for rung in 0...hints {
          if rung > 0 { model = model.pressing("Tab") }
          #expect(!contains(text(model), value), "\(symbol) = \(value) with \(rung) hints, \(view):\n\(text(model))")
        }
        model = model.after("answer 77.5")
        #expect(!contains(text(model), value), "\(symbol) after a wrong answer")
      }
    }
    // ReLU's values are mostly 0, or what they are made of.
    #expect(asked > (["relu", "prelu"].contains(activation) ? 5 : 12))
  }

  /// Of a whole quantity no entry does, nor in the grid.
  @Test(arguments: ["s", "dx", "dW", "J"])
  func noViewShowsAnEntryOfAQuantityAskedFor(step: String) throws {
    for size in [(60, 18), (80, 24), (120, 40)] {
      let model = Fixtures.model(try Fixtures.lesson(), size.0, size.1).after(Self.numbers + ["practice \(step)"])
      let derivation = model.derivation
      for symbol in try derivation.entries(step) {
        let value = model.number.text(derivation.value(of: symbol))
        // A unit of slope 1 has its weights again in J.
        guard value.count >= 5, !Self.numbers.joined().replacing("-", with: "−").contains(value) else { continue }
        for view in ValuesView.allCases {
          #expect(!contains(text(model.after("view \(view.rawValue)")), value), "\(symbol) = \(value)")
        }
      }
    }
  }

  /// The tutor's question stands alone: the rule is in no pane.
  @Test func besideTheTutorsQuestionStandsNoRule() throws {
    for skill in Skill.allCases where skill != .shapes {
      let model = Fixtures.model(try Fixtures.lesson(), 80, 24).after("drill \(skill.rawValue)")
      let screen = text(model)
      #expect(screen.contains("Your turn") && screen.contains(skill.title), "\(screen)")
      #expect(!screen.contains("Wₖⱼ") && !screen.contains("f′(sₖ)"), "\(screen)")
      let derivation = model.derivation
      for symbol in model.sitting.asked {
        let value = model.number.text(derivation.value(of: symbol))
        let isLone =
          derivation.rules.computed.filter { $0 != symbol.quantity }.flatMap { derivation.symbols($0) }
          .allSatisfy { model.number.text(derivation.value(of: $0)) != value }
        if value.count >= 6, isLone { #expect(!contains(screen, value), "\(symbol)") }
      }
    }
  }

  @Test func aShapeIsAskedWhereNoShapeStands() throws {
    for size in [(60, 18), (80, 24), (120, 40)] {
      let model = Fixtures.model(try Fixtures.lesson(), size.0, size.1).after("drill shapes")
      #expect(model.sitting.askedName?.hasPrefix("shape of ") == true && model.position == .question)
      #expect(!text(model).contains("2×3") && !text(model).contains("3×2") && !text(model).contains("2×2"))
    }
  }
}
