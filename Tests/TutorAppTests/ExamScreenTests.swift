import Curriculum
import LayerMath
import Session
import TestSupport
import Testing
import TextUI
import Tutoring

@testable import TutorApp

@Suite struct ExamScreenTests {
  private func start(_ columns: Int = 80, _ rows: Int = 24) throws -> AppModel {
    Fixtures.model(try Fixtures.lesson(), columns, rows).pressing("E")
  }

  private func type(_ text: String, in model: AppModel) -> AppModel {
    text.reduce(model) { $1 == "\n" ? $0.pressing("Enter") : $0.sending(.keyPressed(.character($1))) }
  }

  private func text(_ model: AppModel) -> String { model.view().lines.joined(separator: "\n") }

  @Test func nobodyJudgesAndThePaperIsHandedInOnce() throws {
    let typed = type("y = f(Wx)\ndy_k/dx_j = W_kj", in: try start())
    #expect(text(typed).contains("A neural module joins") && text(typed).contains("Then, for W"))
    #expect(!text(typed).contains("✓") && !text(typed).contains("✗"))
    // Esc asks; any other key goes on where one was.
    let asked = typed.pressing("Esc")
    #expect(text(asked).contains("h hand in"))
    let on = type(" f'(s_k)", in: asked.pressing("Space"))
    #expect(on.sitting.exam?.lines.last == "dy_k/dx_j = W_kj f'(s_k)")
    let handed = on.pressing("Esc", "h")
    let paper = try #require(handed.sitting.exam?.paper)
    #expect(paper.marks["F"] == 1 && paper.marks["X"] == 1 && paper.points == 2)
    #expect(text(handed).contains("2 of 5, numbers 0 of 3") && text(handed).contains("✓ F"))
    // Nothing that is typed now changes it.
    let after = type("more", in: handed).sending(.pasted("x = 1")).after("exam hand in")
    #expect(after.sitting.exam?.paper == paper)
    #expect(handed.pressing("Enter").sitting.isAsked)
  }

  /// Of two answers the candidate says which counts.
  @Test func ofTwoAnswersOneCounts() throws {
    let typed = type("dy_k/dx_j = W_kj\ny = f(Wx)\ndy_k/dx_j = f'(s_k) W_kj", in: try start()).pressing("Esc", "h")
    #expect(typed.sitting.exam?.paper == nil && text(typed).contains("two answers for ∂y/∂x"))
    #expect(typed.pressing("2").sitting.exam?.paper?.marks["X"] == 1)
    #expect(typed.pressing("1").sitting.exam?.paper?.marks["X"] == 0)
    #expect(typed.pressing("Esc").sitting.exam?.paper == nil)
    let one = type("dy_k/dx_j = f'(s_k) W_kj", in: try start()).pressing("Esc", "h")
    #expect(one.sitting.exam?.paper != nil)
  }

  @Test func theDraftIsKeptAndGoneOnWith() throws {
    let typed = type("y = f(Wx)\nhalf a li", in: try start()).sending(.clock(100)).sending(.clock(190))
    let place = try #require(typed.leftOff)
    let seed = try #require(typed.sitting.exam?.seed)
    #expect(place.lines.contains("exam on 90 \(seed)") && place.lines.suffix(2) == ["exam write half a li", "exam"])
    let again = Fixtures.model(try Fixtures.lesson(), 80, 24).after(Array(place.lines.dropFirst()))
    #expect(again.sitting.exam?.lines == ["y = f(Wx)", "half a li"] && text(again).contains("half a li"))
    #expect(again.sitting.exam?.numbers == typed.sitting.exam?.numbers && again.sitting.exam?.seconds == 90)
    // Left, it is there again; handed in, it leads nowhere back.
    let left = typed.pressing("Esc", "l")
    #expect(left.sitting.exam?.paper == nil && left.pressing("E").sitting.exam?.lines.count == 2)
    #expect(typed.pressing("Esc", "h").leftOff?.lines.contains { $0.hasPrefix("exam") } != true)
  }

  @Test func theClockCountsWhatWasWorkedAndCanBeHidden() throws {
    let begun = try start().sending(.clock(1_000)).sending(.clock(1_100))
    #expect(text(begun).contains("1 min"))
    // A machine that slept, or a clock that was set, adds no hours.
    #expect(begun.sending(.clock(90_000)).sitting.exam?.seconds == 220)
    #expect(begun.sending(.clock(5)).sitting.exam?.seconds == 100)
    let hidden = begun.pressing("Ctrl-T")
    #expect(!text(hidden).contains("1 min") && hidden.tickMilliseconds == nil && begun.tickMilliseconds == 20_000)
  }

  @Test func anotherModuleIsAnotherExam() throws {
    let first = type("y = f(Wx)", in: try start()).pressing("Esc", "l")
    let other = first.after("activation sigmoid", "exam")
    #expect(other.sitting.exam?.lines == [] && other.sitting.exam?.module.activation.name == "sigmoid")
    #expect(try start().pressing("Esc", "h").after("exam timer").sitting.exam?.showsTime == false)
    for line in ["exam on x", "exam on 1", "exam nonsense", "exam timer perhaps"] {
      #expect(Fixtures.model(try Fixtures.lesson(), 80, 24).after(line).status?.isError == true, "\(line)")
    }
  }

  @Test(arguments: [(60, 18), (80, 24), (120, 40)])
  func itFitsItsScreen(size: (Int, Int)) throws {
    var model = try start(size.0, size.1)
    for number in 1...40 { model = type("line \(number) of an answer\n", in: model) }
    #expect(text(model).contains("40") && text(model).contains("Then, for W"))
    for shown in [
      model, model.pressing("PgDn"), model.pressing("Esc"), model.pressing("Esc", "h"),
      model.pressing("Esc", "h", "End"),
    ] {
      let lines = shown.view().lines
      #expect(lines.count == size.1 && lines.allSatisfy { $0.count <= size.0 })
    }
    #expect(text(model.pressing("Esc", "h", "End")).contains("Next: "))
  }
}

@Suite struct ExaminerTests {
  private func text(_ model: AppModel) -> String { model.view().lines.joined(separator: "\n") }

  @Test func theStudentMarksFirst() throws {
    let begun = Fixtures.model(try Fixtures.loader.open("five-points"), 80, 24).after("examiner")
    #expect(text(begun).contains("Mark this answer") && !text(begun).contains("✓"))
    let given = begun.pressing("f", "d", "x", "x")
    #expect(text(given).contains("[×] F") && text(given).contains("[ ] X") && text(given).contains("2 of 5"))
    let marked = given.pressing("Enter")
    #expect(text(marked).contains("2 of 5 as the examiner has them") && text(marked).contains("(you: not given)"))
    // The next one, and after those of the lesson made ones.
    var model = marked
    for _ in 0..<9 { model = model.pressing("Enter", "Enter") }
    #expect(text(model).contains("examiner has them"))
    #expect(model.pressing("Esc").overlay == nil)
  }
}
