import Curriculum
import LayerMath
import Session
import TestSupport
import Testing
import TextUI
import Tutoring

@testable import TutorApp

@Suite struct SheetScreenTests {
  private func start(_ columns: Int = 80, _ rows: Int = 24) throws -> AppModel {
    Fixtures.model(try Fixtures.lesson(), columns, rows).pressing("Right").pressing("d")
  }

  private func type(_ text: String, in model: AppModel) -> AppModel {
    text.reduce(model) { $1 == "\n" ? $0.pressing("Enter") : $0.sending(.keyPressed(.character($1))) }
  }

  private func text(_ model: AppModel) -> String { model.view().lines.joined(separator: "\n") }

  private func truths(_ model: AppModel) -> [Sheet.Truth] { model.sitting.sheet.lines.map(\.truth) }

  @Test func aLineIsJudgedWhenItIsLeft() throws {
    let typed = type("y = f(Wx)\ndy_k/dx_j = W_kj", in: try start())
    #expect(typed.sitting.sheet.lines.first?.truth == .yes && text(typed).contains("Enter judges it"))
    // What was just entered is said, not how to type.
    #expect(text(type("y = W f(x)\n", in: try start())).contains("line 1: "))
    let judged = typed.pressing("Up", "Down")
    #expect(truths(judged) == [.yes, .no] && text(judged).contains("✗ The module ends behind f"))
    // Mended it is judged anew; what is open is said, and never how much is missing.
    let mended = type(" f'(s_k)", in: judged.pressing("End")).pressing("Up")
    #expect(truths(mended) == [.yes, .yes] && text(mended).contains("open: ∂y/∂W"))
  }

  /// Nothing is called derived while a parameter is left.
  @Test func everyParameterOfTheModuleIsAGoal() throws {
    let model = Fixtures.model(try Fixtures.lesson(), 80, 24).after(
      "activation prelu", "set b 1 -1", "derive dy_k/dx_j = f'(s_k) W_kj", "derive dy_i/dW_kj = [i=k] f'(s_k) x_j",
      "derive")
    #expect(text(model).contains("open: ∂y/∂b, ∂y/∂a") || text(model).contains("open: ∂y/∂a, ∂y/∂b"), "\(text(model))")
    let done = model.after("derive dy_k/da = min(0, s_k)", "derive dy_i/db_k = [i=k] f'(s_k)", "derive")
    #expect(text(done).contains("all that is asked is derived"), "\(text(done))")
    let loss = Fixtures.model(try Fixtures.lesson(), 80, 24).after(
      "loss squared", "derive δx = W^T (δy ⊙ f'(s))", "derive")
    #expect(text(loss).contains("open: δW"))
  }

  @Test func linesAreEditedFreely() throws {
    var model = type("s = Wx\ny = f(s)\n= f(Wx)", in: try start()).pressing("Up", "Down")
    #expect(truths(model) == [.yes, .yes, .yes])
    model = model.pressing("Ctrl-P")
    #expect(model.sitting.sheet.lines.map(\.source) == ["s = Wx", "= f(Wx)", "y = f(s)"] && truths(model)[1] == .no)
    model = model.pressing("Ctrl-R")
    #expect(truths(model) == [.yes, .yes, .yes])
    #expect(model.pressing("Ctrl-D").sitting.sheet.lines.map(\.source) == ["s = Wx", "y = f(s)"])
    let joined = model.pressing("Home", "Backspace")
    #expect(joined.sitting.sheet.lines.map(\.source) == ["s = Wx", "y = f(s)= f(Wx)"])
    #expect(joined.pressing("Ctrl-R").sitting.sheet.lines.count == 3)
    // Esc leaves the sheet as it is; it is there again.
    let back = model.pressing("Esc").pressing("d")
    #expect(back.sitting.sheet.lines.count == 3 && text(back).contains("= f(Wx)"))
  }

  @Test func aPasteOfLaTeXIsSeveralLines() throws {
    let model = try start().sending(
      .pasted(
        "s_k &= \\sum_{j=1}^{n} W_{kj} x_j \\\\ y_k &= f(s_k)\n\\frac{\\partial y_k}{\\partial x_j} = f'(s_k) W_{kj}"))
    #expect(truths(model) == [.yes, .yes] && text(model).contains("open: ∂y/∂W"))
  }

  @Test func theSheetIsGoneOnWithAndMarked() throws {
    let model = type("y = f(Wx)\ndy_k/dx_j = f'(s_k) W_kj\nhalf a li", in: try start())
    let place = try #require(model.leftOff)
    #expect(place.lines.contains("derive y = f(Wx)") && place.lines.suffix(2) == ["derive half a li", "derive"])
    let again = Fixtures.model(try Fixtures.lesson(), 80, 24).after(Array(place.lines.dropFirst()))
    #expect(text(again).contains("half a li") && truths(again) == [.yes, .yes, .notAClaim])
    let marks = model.pressing("Esc").after("marks")
    #expect(
      text(marks).contains("✓ F") && text(marks).contains("✓ X") && text(marks).contains("2 of 5"), "\(text(marks))")
    #expect(try start().pressing("Esc").after("marks").status?.isError == true)
  }

  @Test func enterOnAVerdictSaysWhyAndItsNumbersCanBeTaken() throws {
    let typed = type("∂L/∂x_j = Σ_k ∂L/∂y_k ∂y_k/∂s_k ∂s_k/∂x_j\n= Σ_k δy_k f(s_k) W_kj\n", in: try start())
    let why = typed.pressing("Up", "Enter")
    #expect(text(why).contains("On this layer:") && text(why).contains("They part at f(s₁)"))
    #expect(text(why.pressing("Esc")).contains("= Σ_k δy_k f(s_k)"))
    let taken = why.pressing("t")
    #expect(taken.example?.k == 1 && taken.overlay == nil && taken.after("undo").example == typed.example)
    // On a right line Enter makes a new one.
    #expect(typed.pressing("Up", "Up", "Enter").sitting.sheet.lines.count == 4)
    // From anywhere back to where it parted.
    guard case .sheet(let state)? = typed.pressing("Ctrl-G").overlay else { return #expect(Bool(false)) }
    #expect(state.row == 1)
  }

  @Test func hintsOfTheNextLineComeInFourRungs() throws {
    var model = type("s = Wx\ny = f(s)\n", in: try start())
    var seen: [String] = []
    for rung in 1...4 {
      model = model.pressing("Ctrl-X")
      #expect(text(model).contains("hint \(rung) of 4"))
      seen.append(text(model))
    }
    #expect(Set(seen).count == 4 && seen[3].contains("exp(s_k) otherwise") && !seen[1].contains("exp(s_k) otherwise"))
  }

  @Test func aLargeStepIsAskedAboutOnce() throws {
    let typed = type("δx = W^T (δy ⊙ f'(s))\nδW = (δy ⊙ f'(s)) x^T\n", in: try start())
    let asked = typed.pressing("Up", "Up", "Enter")
    #expect(text(asked).contains("A large step") && text(asked.pressing("1")).contains("the step takes"))
    // Left or answered, it is not asked again, nor of another line.
    #expect(!text(asked.pressing("Esc", "Enter")).contains("A large step"))
    #expect(!text(typed.pressing("Up", "Enter")).contains("A large step"))
    #expect(!text(typed.pressing("Esc").after("jumps off").pressing("d", "Up", "Up", "Enter")).contains("A large step"))
    // Strict: a goal is derived by steps of usual size.
    let loss = Fixtures.model(try Fixtures.lesson(), 80, 24).after("loss squared", "derive δx = W^T (δy ⊙ f'(s))")
    #expect(!loss.sitting.openGoals.contains(.deltaX) && loss.after("jumps strict").sitting.openGoals.contains(.deltaX))
    #expect(
      !loss.after(
        "jumps strict", "derive ∂L/∂x_j = Σ_k ∂L/∂y_k ∂y_k/∂s_k ∂s_k/∂x_j", "derive = Σ_k δy_k f'(s_k) W_kj"
      ).sitting.openGoals.contains(.deltaX))
  }

  @Test func tabMakesSignsAndUndoTakesTypingBack() throws {
    let typed = type("par", in: try start()).pressing("Tab")
    guard case .sheet(let state)? = typed.overlay else { return #expect(Bool(false)) }
    #expect(state.field.string == "∂")
    #expect(text(try start().pressing("Tab")).contains("Tab makes signs"))
    let undone = type("s = Wx\ny = f(s)", in: try start()).pressing("Ctrl-R")
    #expect(undone.leftOff?.lines.contains("derive y = f(s)") != true)
  }

  /// Lines to be put in order lie over one's own sheet, which is there again afterwards.
  @Test func aPuzzleIsSolvedByMovingLines() throws {
    let own = type("y = f(Wx)", in: try start()).pressing("Esc")
    var model = own.after("puzzle")
    #expect(model.sitting.isPuzzle && text(model).contains("put the lines in order"))
    #expect(model.leftOff?.lines.contains("derive y = f(Wx)") == true)
    // The right order is that of the model answer.
    let wanted = ModelSheet(.reference, .outputs).chained
    for (place, line) in wanted.enumerated() {
      guard case .sheet(let state)? = model.overlay, let now = state.lines.firstIndex(of: line) else { continue }
      for _ in 0..<50 { model = model.pressing("Up") }
      for _ in 0..<now { model = model.pressing("Down") }
      for _ in place..<max(now, place) { model = model.pressing("Ctrl-P") }
    }
    #expect(
      model.sitting.isPuzzleSolved && text(model).contains("in order"),
      "\(model.sitting.sheet.lines.map { "\($0.source) \($0.size) \($0.text)" })")
    let back = model.pressing("Esc")
    #expect(!back.sitting.isPuzzle && back.sitting.sheet.lines.map(\.source) == ["y = f(Wx)"])
  }

  @Test func aSheetIsSavedAsGradeReadsIt() throws {
    let typed = type("y = f(Wx)", in: try start())
    #expect(text(typed.pressing("Ctrl-S")).contains("save-sheet derivation.jsonl"))
    let (_, effects) = typed.pressing("Esc").update(.entered("save-sheet a.jsonl"))
    #expect(
      effects == [
        .saveSheet(#"{"lesson": "linear-elu-layer", "marks": "outputs", "sheet": ["y = f(Wx)"]}"#, file: "a.jsonl")
      ])
    #expect(try start().pressing("Esc").after("save-sheet a.jsonl").status?.isError == true)
  }

  /// Every size shows the whole sheet, its verdicts and what is open.
  @Test(arguments: [(60, 18), (80, 24), (120, 40)])
  func itFitsItsScreen(size: (Int, Int)) throws {
    var model = try start(size.0, size.1)
    for number in 1...40 {
      model = type("s_\(number % 2 + 1) = W_\(number % 2 + 1)1 x_1 + W_\(number % 2 + 1)2 x_2\n", in: model)
    }
    let lines = model.view().lines
    #expect(lines.count == size.1 && lines.allSatisfy { $0.count <= size.0 })
    #expect(text(model).contains("40  s_1 = ") && text(model).contains("✓"))
  }
}
