import Curriculum
import LayerMath
import TestSupport
import Testing
import Tutoring

@Suite struct SheetCheckTests {
  private static let misconceptions = Fixtures.loader.misconceptions()

  private func lesson(_ blocks: String) throws -> LessonDocument {
    try Fixtures.document("---\nid: a\ntitle: A\ntype: concept\n---\n\n# A\nText.\n\n\(blocks)\n")
  }

  private func issues(_ blocks: String) throws -> [String] {
    let lesson = try lesson(blocks)
    return (lesson.issues + SheetCheck.issues(in: [lesson], Self.misconceptions)).map(\.message)
  }

  @Test func answersAreMarkedAndPointsThatDifferAreNamed() throws {
    let block = """
      ```marks
      asks: outputs
      marks: {F: forward, D: {for: slope, points: 2, title: "both branches"}, B: Pb}
      answers:
        - {lines: ["y = f(Wx)", "f'(s) = min(1, exp(s))"], points: 3}
        - {lines: ["y = f(Wx)"], points: 3, why: "no"}
      ```
      """
    #expect(try issues(block) == ["marks: this answer earns 1 points (F), not 3"])
    let scheme = try lesson(block).scheme
    #expect(scheme?.most == 4 && scheme?.marks.map(\.name) == ["F", "D", "B"] && scheme?.samples.count == 2)
    #expect(scheme?.marks[1].title(.outputs, .standard) == "both branches")
    // The five of the course where the block has none.
    #expect(try lesson("```marks\nasks: loss\n```").scheme == .standard(.loss))
  }

  @Test(arguments: [
    ("```marks\nasks: much\n```", "asks is outputs or loss"), ("```marks\nmarks: {F: everything}\n```", "`F` is for"),
    ("```marks\nmarks: {F: {for: forward, points: many}}\n```", "whole number from 1 to 100"),
    ("```marks\nanswers: [{lines: [\"y = f(s)\"], points: 9}]\n```", "from 0 to 5"),
    ("```derive\nstart: [\"s = Wx\"]\n```", "derive lacks `prompt:`"),
    ("```derive\nprompt: \"Derive it.\"\nstart: [\"s = x W\"]\n```", "the given line `s = x W`"),
  ])
  func whatAnAuthorGetsWrongIsNamed(block: String, message: String) throws {
    let found = try issues(block)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test func aDerivationToBeTypedHasItsLines() throws {
    let lesson = try lesson(
      "```derive\nprompt: \"Derive δx.\"\nstart: [\"∂L/∂x_j = Σ_k δy_k ∂y_k/∂x_j\", \"s = Wx, y = f(s)\"]\n```")
    #expect(lesson.derivations.first?.task.start.count == 2 && lesson.issues.isEmpty)
    #expect(SheetCheck.issues(in: [lesson], Self.misconceptions).isEmpty)
  }

  /// The course's own answers, all eight.
  @Test func theAnswersOfTheCourseEarnWhatItSays() throws {
    let lesson = try Fixtures.loader.open("five-points")
    #expect(lesson.scheme?.samples.map(\.points) == [5, 5, 5, 4, 4, 3, 1, 0])
    #expect(SheetCheck.issues(in: [lesson], Self.misconceptions).isEmpty)
  }
}
