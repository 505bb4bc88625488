import Curriculum
import LayerMath
import TestSupport
import Testing
import Tutoring

@Suite struct ModelSheetTests {
  private static let misconceptions = Fixtures.loader.misconceptions()

  /// Modules of every kind that the program walks; the cards with their names.
  private static func modules() throws -> [(String, LayerExample)] {
    var modules: [(String, LayerExample)] = []
    for name in ["elu", "prelu"] {
      let plain = LayerExample.reference.with(try Activation.named(name))
      modules.append(name == "elu" ? (name, plain) : (name + ", bias", plain.withTeachingBias))
    }
    for card in ["linear-sigmoid-layer", "linear-prelu-layer"] {
      let lesson = try Fixtures.loader.open(Fixtures.root + "/Tests/TestSupport/Data/\(card).md")
      modules.append((card, lesson.opening))
    }
    return modules
  }

  /// Every line true and following, each as its own step, and all marks earned.
  @Test func itIsRightAndCompleteForEveryModule() throws {
    for (name, example) in try Self.modules() {
      for asks in MarkScheme.Asks.allCases {
        let model = ModelSheet(example, asks)
        let sheet = Sheet(model.lines.map(\.text), of: example, Self.misconceptions)
        for line in sheet.lines {
          #expect(line.truth == .yes, "\(name) \(asks): \(line.source): \(line.text)")
          #expect(
            line.ids.isEmpty && !line.rules.isEmpty, "\(name) \(asks): \(line.source): \(line.rules) \(line.text)")
        }
        let marks = SheetMarks(sheet, .standard(asks))
        #expect(marks.points == 5, "\(name) \(asks): \(MarksText(marks, names: example.names).rows)")
        let goals = asks.goals(of: example)
        #expect(Set(sheet.done(goals)) == Set(goals), "\(name) \(asks): \(sheet.done(goals))")
        #expect(model.next(on: sheet, .standard(asks)) == nil)
      }
    }
  }

  /// Line by line the next one is asked for, and the first three rungs do not say it.
  @Test func theNextLineIsTheOneThatIsMissing() throws {
    for (name, example) in try Self.modules().suffix(1) {
      for asks in MarkScheme.Asks.allCases {
        let model = ModelSheet(example, asks)
        var typed: [String] = []
        var sheet = Sheet()
        for line in model.lines {
          sheet = Sheet(typed, of: example, Self.misconceptions, reusing: sheet)
          let next = try #require(model.next(on: sheet, .standard(asks)), "\(name) \(asks): after \(typed)")
          #expect(next == line, "\(name) \(asks): after \(typed): \(next.text), not \(line.text)")
          let hints = model.hints(for: line)
          #expect(hints.count == 4 && hints[3] == line.text && Set(hints).count == 4, "\(hints)")
          #expect(hints[..<3].allSatisfy { !$0.contains(line.text) && !$0.isEmpty }, "\(hints)")
          typed.append(line.text)
        }
      }
    }
  }
}
