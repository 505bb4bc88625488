import Curriculum
import Foundation
import LayerMath
import Session
import TestSupport
import Testing
import TextUI
import TutorApp
import Tutoring

/// What people ran into in sittings as student, instructor and author, each as a claim about the screen.
@Suite struct RanIntoTests {
  private func start(_ columns: Int = 80, _ rows: Int = 24) throws -> AppModel {
    Fixtures.model(try Fixtures.lesson(), columns, rows)
  }

  private func text(_ model: AppModel) -> String { model.view().lines.joined(separator: "\n") }

  // MARK: results

  @Test func anEquationThatHoldsIsMarkedAndOneThatDoesNotToo() throws {
    #expect(text(try start().after("dx = sum_k dy_k f'(s_k) W_kj")).contains("✓ δx = Σ_k δy_k f′(s_k) W_kj: true"))
    #expect(text(try start().after("dx = dy")).contains("✗ δx = δy: false"))
    #expect(text(try start().after("always dx = W ds")).contains("✗ different"))
    #expect(text(try start().after("always dx = W^T ds")).contains("✓ same for every layer"))
  }

  @Test func aMovementUncoversTheStepAgain() throws {
    let shown = try start().after("goto dx[2]", "next 9", "x_2 = 0")
    #expect(text(shown).contains("Results") && text(shown).contains("changed: δx₂"), "the entry in play comes first")
    #expect(!text(shown.after("next")).contains("Results") && !text(shown.pressing("Left")).contains("Results"))
  }

  @Test func matricesInAnswersAreDrawn() throws {
    let rows = try start().after("dW").view().lines
    #expect(rows.contains { $0.contains("δW ≈ ⎡") } && rows.contains { $0.contains("⎣ −0.3347") })
  }

  @Test func aLessonThatIsReadHasItsOwnNumbers() throws {
    let reading = try start().after("open backpropagation")
    let layer = try #require(reading.sitting.lesson.layer)
    let asked = reading.after("dx")
    #expect(text(asked).contains("Results: numbers of the layer"))
    let value = NumberText().text(Derivation(layer.example).value(of: Symbol(.deltaX, 1)))
    #expect(text(asked).contains(value))
    #expect(reading.after("W = 1 2").status?.text.contains("`walk` (w) opens one") == true)
  }

  @Test func allResultsAtOnceHaveTheirMatricesDrawn() throws {
    let shown = text(try start().after("solve"))
    #expect(shown.contains("δW ≈ ⎡") && shown.contains("∂y/∂x ≈ ⎡") && shown.contains("δx ≈ [3.1673, 0.3306]"))
  }

  @Test func aRoundedNumberIsNeitherTrueNorWrong() throws {
    let shown = text(try start().after("dx_2 = 0.3306"))
    #expect(shown.contains("≈ δx₂ = 0.3306: agrees to 4 decimals") && !shown.contains("✗"))
    #expect(text(try start().after("dx_2 = 0.3307")).contains("✗ δx₂ = 0.3307: false"))
  }

  // MARK: the help

  @Test(arguments: [(60, 18), (80, 24), (120, 40)]) func theHelpIsInGroupsAndNothingOfItIsCut(
    _ columns: Int, _ rows: Int
  ) throws {
    var help = try start(columns, rows).after("help")
    var seen = ""
    for _ in 0..<80 {
      let lines = help.view().lines
      #expect(lines.contains { $0.contains("Help") } && lines.contains { $0.contains(" of ") })
      // A summary that goes on below itself is read as one.
      seen += lines.map { $0.filter { !"│╭╮╰╯─".contains($0) } }.joined(separator: " ") + "\n"
      help = help.pressing("Down")
    }
    #expect(!seen.contains("…"))
    let words = Set(seen.split { $0 == " " || $0 == "\n" })
    for spec in ActionTable.actions where !spec.isForScripts {
      for word in spec.summary.split(separator: " ") where word != "…" { #expect(words.contains(word), "\(spec.name)") }
    }
    for section in ActionTable.sections where section.actions.contains(where: { !$0.isForScripts }) {
      #expect(seen.contains(section.title))
    }
  }

  @Test func theHelpsColumnsKeepStillWhileTheFilterIsTyped() throws {
    let help = try start().after("help")
    let filtered = help.pressing("u", "n", "d", "o").view().lines
    let row = try #require(help.view().lines.first { $0.contains(" Enter ") })
    let undo = try #require(filtered.first { $0.contains("Undo the last change") })
    #expect(
      undo.range(of: "Undo")?.lowerBound.utf16Offset(in: undo)
        == row.range(of: "To the")?.lowerBound.utf16Offset(in: row))
    #expect(filtered.contains { $0.contains(":undo-cell") && $0.contains("Give the cell") })
  }

  @Test func inTheGridTheHelpBeginsWithTheGrid() throws {
    #expect(try start().after("edit").pressing("?").view().lines[4].contains("The grid"))
  }

  // MARK: what is covered

  @Test func whatTheWalkHasNotComeToIsCoveredInGridAndCheck() throws {
    let walk = try start().after("goto y[1]")
    let grid = walk.after("edit")
    #expect(
      text(grid).contains("1.25") && !text(grid).contains("3.1673") && text(grid.pressing("s")).contains("3.1673"))
    #expect(grid.view().lines.last?.contains("s show all") == true)
    #expect(grid.pressing("s").view().lines.last?.contains("s hide again") == true)
    // An entry that a pasted shape brings in is no exception.
    for numbers in ["1 2\n3 4\n5 6", "1 2 3\n4 5 6"] {
      let lines = try start().after("goto s[1]", "edit").sending(.pasted(numbers)).view().lines
      let results = try #require(lines.firstIndex { $0.contains("◇ s") })
      let values = lines[(results + 1)...].filter { $0.contains("⎡") || $0.contains("⎣") }
      #expect(!values.isEmpty && values.allSatisfy { $0.contains("·") && !$0.contains(where: \.isNumber) })
    }
    let check = walk.after("check")
    #expect(!text(check).contains("3.167") && text(check).contains("0 of 18 entries"))
    #expect(text(check.pressing("s")).contains("3.167"))
  }

  @Test func onlyFactorsThatAreUncoveredAreMarkedAndNamed() throws {
    let walk = try start().after("goto dx[2]", "view network")
    func caption(_ model: AppModel) -> String { model.view().lines.first { $0.contains("←(") } ?? "" }
    #expect(caption(walk).contains("W₁₂") && !caption(walk).contains("= −0.5"))
    #expect(caption(walk.after("next 3")).contains("W₁₂ = −0.5"))
    let matrices = try start().after("goto dx[2]")
    #expect(
      matrices.view().lines[1...].joined().filter { $0 == "▸" }.count == 2, "the result and the chosen pane alone")
  }

  // MARK: the step

  @Test func theChainOfTheCardAndTheJacobianAsAWholeAreInTheWalk() throws {
    let first = text(try start().after("goto dx[1]"))
    #expect(first.contains("∂L/∂xⱼ = ∑ₖ₌₁ᴷ ∂L/∂yₖ · ∂yₖ/∂sₖ · ∂sₖ/∂xⱼ"), "\(first)")
    let whole = try start().after("goto vector.J", "next 2")
    #expect(text(whole).contains("∂y/∂x = diag(f′(s)) W") && text(whole).contains("diag ⎛ ⎡      1 ⎤ ⎞"))
    #expect(text(try start().after("goto P[1,1,1]")).contains("[i = k] is 1 where i = k, else 0"))
  }

  @Test(arguments: [(60, 18), (80, 24), (120, 40)])
  func theZoomShowsTheEntryAndFollowsIt(columns: Int, rows: Int) throws {
    let zoom = try start(columns, rows).after("goto dx[2]", "zoom")
    #expect(text(zoom).contains("▢") && !text(zoom).contains("0.3306"))
    #expect(text(zoom.after("next 9")).contains("0.3306") && text(zoom.after("next 2")).contains("(−2)"))
  }

  @Test func theJacobianComesBeforeAnyLoss() throws {
    let order = try start().derivation.rules.computed
    #expect(order.firstIndex(of: .jacobian) ?? 9 < order.firstIndex(of: .deltaS) ?? 0)
  }

  // MARK: keys

  @Test(arguments: ["y", "s", "r", "1"]) func aKeyThatMeansNothingSaysSo(key: String) throws {
    #expect(try start().after("goto s[1]").pressing(key).status?.text == "\(key): no key here; ? lists them")
  }

  @Test func controlCEmptiesTheLineAndAsksBeforeNumbersAreLost() throws {
    let typing = try start().pressing(":", "d", "x")
    #expect(typing.pressing("Ctrl-C").isPromptEmpty && typing.pressing("Ctrl-C").isPromptOpen)
    #expect(!typing.pressing("Ctrl-C", "Ctrl-C").isPromptOpen)
    let changed = try start().after("x_1 = 7")
    #expect(!changed.pressing("Ctrl-C").isFinished && changed.pressing("Ctrl-C", "Ctrl-C").isFinished)
    #expect(try start().pressing("Ctrl-C").isFinished)
  }

  @Test func theMatricesStayWhereTheyAreWhereTwoViewsHaveRoom() throws {
    let walk = try start(120, 40).after("goto dx[2]", "next 3")
    func first(_ model: AppModel) -> String { model.view().lines[1] }
    #expect(first(walk).contains("Values") && first(walk.pressing("v")).contains("Values"))
    #expect(text(walk).contains("Network") && !text(walk.pressing("v", "v")).isEmpty)
    #expect(text(walk.pressing("v")) != text(walk))
  }

  @Test func autoplayTakesSeconds() throws {
    #expect(try start().after("goto s[1]", "autoplay 2").tickMilliseconds == 2000)
    #expect(try start().after("autoplay 0").status?.isError == true)
  }

  @Test(arguments: [
    ("goto δx₂", "dx[2]"), ("goto dx2", "dx[2]"), ("goto δW₂₁", "dW[2,1]"), ("goto f′(s₂)", "f'[2]"),
    ("goto P221", "P[2,2,1]"),
  ])
  func aStepIsFoundByWhatStandsOnPaper(line: String, step: String) throws {
    #expect(try start().after(line).position == start().after("goto \(step)").position)
  }

  // MARK: the language

  @Test func aDotBetweenVectorsIsTheirInnerProduct() throws {
    #expect(text(try start().after("x·x")).contains("xᵀ x = 1.25"))
    #expect(text(try start().after(#"x \cdot x"#)).contains("xᵀ x = 1.25"))
    #expect(try start().after("x * x").status?.text.contains("did you mean `x .* x`?") == true)
    #expect(try start().after("w = 1 2").status?.text == "no name `w`; did you mean `W`?")
    let other = try start().after("W = 1 2; 3 4; 5 6", "W^T dy .* f(s)")
    #expect(other.status?.text.contains("did you mean `W^T (dy .* f(s))`?") == true)
  }

  // MARK: the grid

  @Test func theGridSaysWhatIsMeant() throws {
    let grid = try start().after("edit")
    #expect(text(grid.pressing("2", " ", "-", "1")).contains("Tab goes to"))
    #expect(text(grid.pressing("-", "1", ",", "5")).contains("write a point: -1.5"))
    let pasted = grid.after("cell right", "cell right").sending(.pasted("1 2\n3 4\n5 6"))
    #expect(text(pasted).contains("understood 3×2 numbers for W; K becomes 3"))
    #expect(try start().after("x_2 = 3", "undo").status?.text == "undone: x₂ is 0.5; Ctrl-R redoes it")
  }

  // MARK: home

  private func home(_ columns: Int, _ rows: Int) throws -> AppModel {
    let documents = Fixtures.loader.lessons().documents
    let list = LessonList(course: Fixtures.loader.course(), documents: documents, errors: [], day: 3)
    return try start(columns, rows).sending(.lessonsListed(list, for: .home))
  }

  @Test func moreLessonsLeaveWhatWasTypedAndChosen() throws {
    let documents = Fixtures.loader.lessons().documents
    func list(_ count: Int) -> LessonList {
      LessonList(
        course: Fixtures.loader.course(), documents: Array(documents.prefix(count)), errors: [],
        unread: documents.count - count, day: 3)
    }
    let begun = try start(80, 24).sending(.lessonsListed(list(4), for: .home))
    #expect(text(begun).contains("reading \(documents.count - 4) more"))
    let whole = begun.sending(.lessonsRead(list(documents.count)))
    #expect(whole == (try home(80, 24)), "untouched, it is as if all had been there")
    // Each of the four rows but the one it begins with, chosen before the others come, stays chosen.
    for row in 0..<4 {
      let chosen = (0..<row).reduce(begun.pressing("Up", "Up", "Up", "Up")) { model, _ in model.pressing("Down") }
      guard chosen != begun else { continue }
      let later = chosen.sending(.lessonsRead(list(documents.count)))
      #expect(later.update(.keyPressed(.enter)).1 == chosen.update(.keyPressed(.enter)).1)
    }
    let filtered = begun.pressing("b", "r", "a", "c", "k", "e", "t").sending(.lessonsRead(list(documents.count)))
    #expect(text(filtered).contains("An index game") && text(filtered).contains("bracket"))
    // Closed, it stays closed; and an older list does not take back what a newer one brought.
    #expect(begun.pressing("Esc").sending(.lessonsRead(list(9))).hasLayer == false)
    #expect(whole.sending(.lessonsRead(list(4))) == whole)
  }

  @Test func titlesAreWholeOnANarrowHome() throws {
    let rows = try home(60, 18).pressing("i", "n", "d", "e", "x").view().lines
    #expect(rows.contains { $0.contains("An index game: which derivatives are zero?") })
    #expect(rows.contains { $0.contains("today:") } && !rows.joined().contains("…  ●"))
  }

  @Test func theFilterLooksIntoTheText() throws {
    let found = try home(80, 24).pressing("b", "r", "a", "c", "k", "e", "t")
    #expect(text(found).contains("An index game"))
  }

  @Test func continueAndTodayHaveKeys() throws {
    let home = try home(80, 24)
    #expect(home.view().lines.last?.contains("Tab continue  P practise  Ctrl-T today") == true)
    let effects = home.update(.keyPressed(.tab)).1
    #expect(effects.contains { if case .loadLesson = $0 { true } else { false } })
  }

  // MARK: lessons

  @Test func linksByAnIdShowTheTitle() throws {
    let lesson = try Fixtures.loader.open("chain-rule")
    let links = lesson.blocks.flatMap(\.inlines).filter { if case .lesson = $0.link { true } else { false } }
    #expect(!links.isEmpty && links.allSatisfy { $0.text.first?.isUppercase ?? false || $0.text.contains(" ") })
  }

  @Test func oneGradientHasOneSpelling() throws {
    let document = try Fixtures.document(
      #"In words $\delta_x$, and $$\delta_{x,j} = \sum_k \delta_{W, kj}$$ but $\delta_{ij}$ and $\delta_k$."#)
    let lines = PlainText.lesson(document, width: 60)
    #expect(lines.first == "In words δx, and" && lines.contains { $0.contains("δxⱼ = ∑ δWₖⱼ") })
    #expect(lines.last == "but δ_(ij) and δ_k.")
  }

  // MARK: the network

  @Test func everyWeightStandsOnItsOwnEdge() throws {
    let lines = try start(60, 18).after("W = 1 -2 3 -4", "goto s1", "finish", "view network").view().lines
    for (j, weight) in ["1", "−2", "3", "−4"].enumerated() {
      let place = "W₁\(["₁", "₂", "₃", "₄"][j]) = \(weight) "
      #expect(lines.contains { $0.contains("○x\(["₁", "₂", "₃", "₄"][j])") && $0.contains(place) }, "\(place)")
    }
    let back = try start(80, 24).after(
      "set W 1 -2 3 -4; 1 5 1 1; 2 6 2 2; 1 7 3 4", "goto dx2", "finish", "view network"
    ).view().lines
    for (weight, unit) in [("W₁₂ = −2", "s₁"), ("W₂₂ = 5", "s₂"), ("W₃₂ = 6", "s₃"), ("W₄₂ = 7", "s₄")] {
      let row = try #require(back.firstIndex { $0.contains(weight) })
      let node = try #require(back.firstIndex { $0.contains("◇" + unit) })
      #expect(abs(row - node) <= 1, "\(weight)")
    }
  }

  // MARK: the vector stage

  @Test func aDiagonalIsAsManyRowsAsColumns() throws {
    #expect(text(try start().after("goto vector.J")).contains("(2×2) · (2×2)"))
    #expect(text(try start().after("preset 3x2", "goto vector.J")).contains("(3×3) · (3×2)"))
  }
}
