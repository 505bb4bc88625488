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
