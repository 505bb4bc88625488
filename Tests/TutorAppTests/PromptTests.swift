import LayerMath
import Session
import TestSupport
import Testing
import TextUI
import TutorApp

/// The `:` prompt as the place of the language: results, mending, completion, history, pasted lines.
@Suite struct PromptTests {
  private func start(_ columns: Int = 80, _ rows: Int = 24) throws -> AppModel {
    Fixtures.model(try Fixtures.lesson(), columns, rows)
  }

  private func typed(_ text: String, in model: AppModel) -> AppModel {
    text.reduce(model) { model, character in
      let keys: [Character: KeyEvent] = ["\n": .enter, "\t": .tab, "\u{1B}": .escape, "↑": .up, "↓": .down]
      return model.sending(.keyPressed(keys[character] ?? .character(character)))
    }
  }

  private func bottom(_ model: AppModel) -> String { model.view().lines.last ?? "" }

  @Test func resultsStandAboveThePromptWhichStaysOpen() throws {
    let model = typed(":W^T ds\n", in: try start().after("goto dx[2]"))
    let lines = model.view().lines
    #expect(lines.contains { $0.hasPrefix("│  Wᵀ δs ≈ [3.1673, 0.3306]") } && lines.last?.hasPrefix(":") == true)
    let more = typed("always dx = W ds\n", in: model).view().lines.joined(separator: "\n")
    #expect(more.contains("different, for example with W = [−1.5 −0.5; 0.5 −2]") && more.contains("Wᵀ δs ≈"))
    // Esc leaves the screen as it was.
    #expect(typed("\u{1B}", in: model).view() == (try start().after("goto dx[2]").view()))
  }

  @Test func anOlderResultKeepsTheNumbersItWasComputedFrom() throws {
    let model = typed(":s\nx_2 = 3\n", in: try start().after("goto y[1]"))
    let text = model.view().lines.joined(separator: "\n")
    #expect(text.contains("s = [1.25, −1.5]") && text.contains("changed: s₁ 1.25 → 0, s₂ −1.5 → −6.5"))
    #expect(!text.contains("f′(s₂) 0"), "what the walk has not shown is not told")
  }

  @Test func aLineWithAMistakeStaysToBeMendedWithTheCursorAtIt() throws {
    let model = typed(":W ds x\n", in: try start())
    #expect(bottom(model).hasPrefix(":W ds x"))
    #expect(model.view().lines.dropLast().last?.contains("did you mean `W ds .* x`?") == true)
    #expect(model.view().cursor?.column == 6)
    #expect(typed("⊙ \n", in: model).view().lines.joined().contains("W δs ⊙ x ≈"))
  }

  @Test func movingActionsCloseThePromptAndTheScreenFollows() throws {
    let model = typed(":goto dW[2,1]\n", in: try start())
    #expect(model.view().lines.first?.contains("δW₂₁") == true && !bottom(model).hasPrefix(":"))
  }

  @Test func aChangedNumberMarksWhatFollowedFromIt() throws {
    let end = try start(120, 40).after("last")
    let changed = end.after("x_2 = 3")
    let text = changed.view().lines.joined(separator: "\n")
    #expect(text.contains("*3.0011") && text.contains("*−6.5") && text.contains("* 3"))
    #expect(!changed.sending(.keyPressed(.left)).view().lines.joined().contains("*−6.5"))
    #expect(end.after("x_2 = 1/2").view().lines.joined().contains("*−1.5") == false, "the same number changes nothing")
  }

  @Test func tabCompletesActionsNamesStepsAndWords() throws {
    let model = try start()
    let completions: [(String, String)] = [
      (":got\t", ":goto "), (":al\t", ":always "), (":always dx = W^\t", ":always dx = W^T"),
      (":goto dx[\t", ":goto dx["), (":goto dW[2,1\t", ":goto dW[2,1]"), (":goto back\t", ":goto backward"),
      (":view m\t", ":view matrices"), (":exact o\t", ":exact o"), (":help alw\t", ":help always"),
      (":dia\t", ":diag("), (":1 + exp(s) - ot\t", ":1 + exp(s) - otherwise"), (":set W\t", ":set W "),
    ]
    for (keys, line) in completions {
      // What is typed next stands right behind the completion, blank included.
      #expect(bottom(typed(keys + "|", in: model)) == line + "|", "\(keys)")
    }
    let several = typed(":goto dx[\t", in: model)
    #expect(several.view().lines.dropLast().last?.contains("dx[1]  dx[2]") == true)
    let asked = model.sending(.keyPressed(.character(":"))).update(.pasted("open e"))
    #expect(asked.0.update(.keyPressed(.tab)).1 == [.complete(.lessons, prefix: "e")])
    let answered = asked.0.sending(.completed(["elu"], prefix: "e"))
    #expect(bottom(answered).hasPrefix(":open elu"))
  }

  @Test func theHistoryIsBrowsedAndWhatWasBegunComesBack() throws {
    let model = typed(":2 + 2\n3 + 3\nbeg↑↑", in: try start())
    #expect(bottom(model).hasPrefix(":2 + 2"))
    #expect(bottom(typed("↓↓", in: model)).hasPrefix(":beg"))
    let (opened, effects) = try start().update(.keyPressed(.character(":")))
    #expect(effects == [.loadHistory])
    let (again, none) = opened.sending(.keyPressed(.escape)).update(.keyPressed(.character(":")))
    #expect(none.isEmpty, "the history is read once")
    #expect(bottom(typed("↑", in: again.sending(.historyLoaded(["dx", "dW"])))).hasPrefix(":dW"))
    let typedLine = typed(":dx", in: try start()).update(.keyPressed(.enter)).1
    #expect(typedLine == [.recordHistory("dx")])
  }

  @Test func pastedLinesRunOneByOneAndRowsMakeAMatrix() throws {
    let prompt = try start().sending(.keyPressed(.character(":")))
    let lines = typed("\n", in: prompt.sending(.pasted("x_1 = 4\nx_2 = 5\n")))
    #expect(lines.example?.x == [Rational(4), Rational(5)])
    let rows = typed("\n", in: prompt.sending(.pasted("W = ")).sending(.pasted("1 2 3\n4 5 6")))
    #expect(rows.example?.k == 2 && rows.example?.n == 3)
    for paste in [
      "W=1 2 3\n4 5 6", "W = \n1 2 3\n4 5 6", "set W\n1 2 3\n4 5 6", "set W 1 2 3\n4 5 6", "W=\n1 2 3\n4 5 6\n",
      "set W 1 2 3;\n4 5 6", "set W [1 2 3;\r\n 4 5 6;\n]", "W = [[1, 2,\n 3],\n [4, 5, 6]]", ":set W 1,2,3,\n4,5,6",
    ] {
      let pasted = prompt.sending(.pasted(paste))
      #expect(pasted.view().lines[22] == " W 2×3: [1 2 3; 4 5 6]", "\(paste)")
      let entered = typed("\n", in: pasted)
      let example = entered.example
      #expect(typed(":↑\n", in: entered.pressing("u")).example == example, "the history gives it back: \(paste)")
      #expect(example?.k == 2 && example?.n == 3 && example?.w.elements.last == Rational(6), "\(paste)")
    }
    let wrong = typed("\n", in: prompt.sending(.pasted("x_1 = 4\nqqq\nx_2 = 5")))
    #expect(wrong.example?.x.first == Rational(4) && bottom(wrong).hasPrefix(":qqq"), "it stops at the mistake")
  }

  @Test func helpOfOneActionIsFiltered() throws {
    #expect(try start().after("help why").view().lines.joined().contains("The derivation of an entry"))
    #expect(try start().after("help wy").status?.text == "no action `wy`; did you mean `why`?")
  }
}
