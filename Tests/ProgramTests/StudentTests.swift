import Curriculum
import Foundation
import LayerMath
import Session
import TestSupport
import Testing
import TextUI
import Tutoring

@testable import TutorApp

/// Students made by rule, who practise as long as the tutor asks; what they typed is then run by the built program.
@Suite struct StudentTests {
  /// How one answers what is asked.
  private enum Kind {
    /// Has a wrong rule until it was explained so often.
    case believes(Misconception, explained: Int)
    /// Answers wrongly now and then, whatever it is.
    case slips
    /// Types anything for so many questions.
    case guesses(Int)
    /// Opens every hint for so many questions.
    case wantsHints(Int)
  }

  private struct Sitting {
    var model: AppModel
    var lines: [String] = []
    /// What was asked about, in order.
    var skills: [Skill] = []

    mutating func enter(_ line: String) {
      lines.append(line)
      model = model.after(line)
    }
  }

  /// What the right rules give, exactly.
  private func right(_ symbols: [Symbol], _ derivation: Derivation) -> String {
    symbols.map { "\(derivation.value(of: $0))" }.joined(separator: ", ")
  }

  /// The answer of whoever follows a wrong rule, from the right values before it; `nil` where that rule is not asked for.
  private func wrong(_ symbols: [Symbol], _ derivation: Derivation, _ misconception: Misconception) -> String? {
    guard symbols.first?.quantity == misconception.quantity,
      let rules = misconception.rules(of: derivation.example)
    else { return nil }
    let run = RuleRun(derivation.example, rules: rules)
    guard run.fits(misconception.quantity) else { return nil }
    return symbols.map { run.number($0).decimal(fractionDigits: 8).text }.joined(separator: ", ")
  }

  /// A matrix is written row by row.
  private func rows(_ cells: String, _ symbols: [Symbol], _ derivation: Derivation) -> String {
    let shape = derivation.shape(symbols[0].quantity)
    guard symbols.count > 1, shape.count == 2 else { return cells }
    let all = cells.components(separatedBy: ", ")
    return (0..<shape[0]).map { all[($0 * shape[1])..<(($0 + 1) * shape[1])].joined(separator: ", ") }.joined(
      separator: "; ")
  }

  private func practise(_ kind: Kind, questions most: Int = 80, seed: UInt64) throws -> Sitting {
    var sitting = Sitting(model: Fixtures.model(try Fixtures.lesson(), 80, 24))
    var generator = SeededGenerator(seed: seed)
    var explained = 0
    for number in 0..<most {
      sitting.enter("drill")
      let inner = sitting.model.sitting
      guard let symbols = Optional(inner.asked), let first = symbols.first, let derivation = inner.askedDerivation
      else { break }
      let isShape = inner.askedName?.hasPrefix("shape") == true
      let shape = derivation.shape(first.quantity).map(String.init).joined(separator: "×")
      let asked = isShape ? Skill.shapes : try #require(Skill(first.quantity))
      sitting.skills.append(inner.turn?.skill ?? asked)
      let truth = isShape ? shape : rows(right(symbols, derivation), symbols, derivation)
      switch kind {
      case .believes(let misconception, let needed):
        if !isShape, explained < needed, let answer = wrong(symbols, derivation, misconception) {
          sitting.enter("answer " + rows(answer, symbols, derivation))
          explained += 1
        }
      case .slips:
        if Int.random(in: 0..<10, using: &generator) == 0 {
          sitting.enter(isShape ? "answer 9×9" : "answer " + slip(symbols, derivation))
        }
      case .guesses(let count):
        if number < count {
          for _ in 0..<3 {
            sitting.enter(isShape ? "answer 7×5" : "answer " + guess(symbols, derivation, using: &generator))
          }
        }
      case .wantsHints(let count):
        if number < count { for _ in 0..<(isShape ? 3 : 4) { sitting.enter("hint") } }
      }
      if sitting.model.sitting.isAsked, !sitting.model.sitting.isChoice { sitting.enter("answer " + truth) }
      // After the last hint why, then once more.
      while sitting.model.sitting.isChoice {
        for choice in 1...3 where sitting.model.sitting.isChoice { sitting.enter("answer \(choice)") }
      }
      let again = sitting.model.sitting
      if again.isAsked, let derivation = again.askedDerivation {
        sitting.enter("answer " + rows(right(again.asked, derivation), again.asked, derivation))
      }
    }
    return sitting
  }

  private func slip(_ symbols: [Symbol], _ derivation: Derivation) -> String {
    rows(symbols.map { "1 + (\(derivation.value(of: $0)))" }.joined(separator: ", "), symbols, derivation)
  }

  private func guess(_ symbols: [Symbol], _ derivation: Derivation, using generator: inout SeededGenerator) -> String {
    rows(
      symbols.map { _ in "\(Int.random(in: 10...99, using: &generator))" }.joined(separator: ", "), symbols, derivation)
  }

  private func masters(_ sitting: Sitting) -> [Skill] {
    let record = sitting.model.sitting.record ?? Record()
    return Skill.allCases.filter { !record.mastery(of: $0).isMastered }
  }

  /// The wrong rules that a walk through the exam's layer can ask for.
  private static let misconceptions = Fixtures.loader.misconceptions().concerning(.reference).filter {
    $0.kind == .error && $0.quantity.rank < 3
  }

  @Test(arguments: misconceptions.map(\.id))
  func whoHasAWrongRuleIsSentThereSoonAndLeavesWithMastery(id: String) throws {
    let misconception = try #require(Self.misconceptions.first { $0.id == id })
    let sitting = try practise(.believes(misconception, explained: 2), seed: 1)
    let skill = try #require(misconception.skill)
    #expect(sitting.skills.prefix(10).contains(skill), "\(sitting.skills)")
    #expect(masters(sitting).isEmpty, "after \(sitting.skills.count) questions")
    #expect(sitting.skills.count <= 60, "\(sitting.skills.count)")
  }

  @Test func whoSlipsNowAndThenLeavesWithMasteryAllTheSame() throws {
    for seed in UInt64(1)...5 {
      let sitting = try practise(.slips, seed: seed)
      #expect(masters(sitting).isEmpty && sitting.skills.count < 80, "seed \(seed): \(sitting.skills.count)")
    }
  }

  @Test func whoGuessesOrIsHelpedMastersNothingUntilHeAnswers() throws {
    for kind in [Kind.guesses(20), .wantsHints(15)] {
      let sitting = try practise(kind, questions: 15, seed: 3)
      // The repeat on fresh numbers after the last hint is honest evidence; what was helped is none.
      if case .guesses = kind { #expect(masters(sitting).count == Skill.allCases.count) }
      #expect(masters(sitting).count >= 5, "\(masters(sitting))")
      let longer = try practise(kind, questions: 120, seed: 3)
      #expect(masters(longer).isEmpty && longer.skills.count < 120, "\(longer.skills.count)")
    }
  }

  /// The built program is driven by the same lines, and comes to the same screen.
  @Test(arguments: ["D5", "X1", "S1", "P2"])
  func theSittingIsReplayedByTheProgram(id: String) throws {
    let misconception = try #require(Self.misconceptions.first { $0.id == id })
    let sitting = try practise(.believes(misconception, explained: 2), seed: 2)
    let run = try ProgramRun(
      "replay", "--size", "80x24", "-", input: (["open linear-elu-layer"] + sitting.lines).joined(separator: "\n"))
    #expect(run.status == 0, "\(run.errors.prefix(300))")
    #expect(run.output.contains("all skills are mastered"), "\(run.output)")
    let frame = sitting.model.view().lines
    #expect(
      run.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).dropLast() == frame[...])
  }
}
