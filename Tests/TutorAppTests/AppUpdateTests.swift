import LayerMath
import Session
import TestSupport
import Testing
import TextUI
import TutorApp
import Tutoring

@Suite struct ActionTableTests {
  @Test func everyBindingIsAnActionOfTheTable() throws {
    for context in KeyContext.allCases {
      let bindings = ActionTable.bindings(in: context)
      for binding in bindings {
        #expect(try ActionTable.parse(binding.line) != nil, "\(context): \(binding.line)")
      }
      let keys = bindings.flatMap(\.keys)
      #expect(Set(keys).count == keys.count, "\(context): no key has two meanings")
    }
  }

  @Test(arguments: [
    ("next", Action.next(1)), ("next 3", .next(3)), ("goto dx[2]  # a comment", .goto("dx[2]")),
    ("exact on", .exact(true)),
    ("set W 1 2; 3 4", .assign(.part(.w), "1 2; 3 4", column: 7)),
    ("set δy = 1 2", .assign(.part(.deltaY), "1 2", column: 10)),
    ("  W_12 = 3", .assign(.entry(.w, row: 1, column: 2), " 3", column: 9)), ("view curve", .view(.curve)),
    ("resize 100x30", .resize(columns: 100, rows: 30)), ("key Right", .key("Right")),
    ("key Hash", .key("Hash")),
  ])
  func linesAreRead(line: String, action: Action) throws { #expect(try ActionTable.parse(line) == action) }

  @Test func emptyLinesAndCommentsAreNoActions() throws {
    for line in ["", "   ", "# only a comment", "\t# x"] { #expect(try ActionTable.parse(line) == nil) }
  }

  @Test(arguments: [
    ("nxt", "no action `nxt`; did you mean `next`?"),
    ("nextt", "no action `nextt`; did you mean `next`?"),
    ("next x", "next takes a whole number above 0, not `x`"),
    ("goto", "goto needs a step, as in goto dx[2]"),
    ("view maps", "no view `maps`; there are matrices, network and curve"),
    ("exact maybe", "exact takes on or off, not `maybe`"),
    ("set Q 1", "set needs W, b, a, x, dy or t and its values, as in set W 1 2; 3 4"),
    ("edit now", "edit takes nothing after it, not `now`"),
    ("resize big", "resize takes COLSxROWS up to 1000x1000, as in resize 100x30"),
    ("precision 99", "precision takes a number from 0 to 30, as in precision 6"),
  ])
  func errorsSayWhatWouldBeRight(line: String, message: String) {
    let error = #expect(throws: ActionError.self) { try ActionTable.parse(line) }
    #expect(error?.message == message)
  }
}

@Suite struct AppUpdateTests {
  private func start(_ columns: Int = 80, _ rows: Int = 24) throws -> AppModel {
    Fixtures.model(try Fixtures.lesson(), columns, rows)
  }

  @Test func aKeyThatThereIsNotIsRefused() throws {
    let model = try start().after("key Hyper")
    #expect(model.status?.text == "no key `Hyper`; keys are Right, Space, l, Ctrl-R, F1 …")
    #expect(model.sitting.outcome.refusal?.message == model.status?.text)
    #expect(try start().after("key Right").view().lines == start().after("next").view().lines)
  }

  @Test func keysAndTheirActionLinesDoTheSame() throws {
    let model = try start().after("goto dx[1]")
    for binding in ActionTable.bindings(in: .walk) {
      for key in binding.keys {
        #expect(model.sending(.keyPressed(key)).view() == model.after(binding.line).view(), "\(key.name)")
      }
    }
  }

  @Test func badNumbersChangeNothing() throws {
    let model = try start().after("goto dx[2]", "next 3")
    for line in ["set W 1 2; 3", "set x 1", "set dy nan 1", "set W 1 - 2", "set x 1 2 3"] {
      let after = model.after(line)
      #expect(after.example == model.example && after.position == model.position)
      #expect(after.status?.isError == true, "\(line)")
    }
    #expect(
      model.after("set W 1 2; 3").status?.text == "W: row 2 has 1 entry, row 1 has 2: all rows need the same number")
  }

  @Test func everyChangeOfNumbersCanBeUndoneAndRedone() throws {
    let model = try start()
    let changed = model.after("set W 1 2 3; 4 5 6", "set x 1 0 -1", "random")
    #expect(changed.example?.n == 3)
    let undone = changed.after("undo", "undo", "undo")
    #expect(undone.example == model.example)
    #expect(undone.after("redo", "redo", "redo").example == changed.example)
    #expect(undone.after("undo").status?.text == "nothing to undo")
  }

  @Test func aNewShapeOfWChangesAllThree() throws {
    let example = try start().after("set W 1 2 3; 4 5 6; 7 8 9; 1 1 1").example
    #expect(example?.k == 4 && example?.n == 3 && example?.x.count == 3 && example?.deltaY.count == 4)
  }

  @Test func numbersChangedInTheMiddleKeepThePlace() throws {
    let model = try start().after("goto dx[2]", "next 4")
    #expect(model.after("set x 3 4").position == model.position)
    // Where the walk becomes shorter, its last place.
    let last = model.after("set W 1 2 3; 1 2 3", "last")
    let shorter = last.after("set W 1")
    #expect(shorter.position.map { $0 == shorter.after("first", "last").position } == true)
  }

  @Test func followingALinkAndReturningRestoresThePlace() throws {
    let model = try start().after("goto dx[2]", "next 3", "exact on")
    let reader = model.after("open elu")
    #expect(reader.view().lines[0] == " ELU and its slope")
    #expect(reader.pressing("Backspace").view() == model.view())
    #expect(reader.pressing("q").view() == model.view())
    let question = try start()
    let followed = question.pressing("Tab", "Enter")
    #expect(followed.view().lines[0] == " Neural networks as modules")
    #expect(followed.pressing("PgDn", "Backspace").position == .question)
  }

  @Test func escapeClosesTheTopLayerThenQuits() throws {
    let model = try start()
    for line in ["help", "prompt", "edit", "check", "zoom", "lesson"] {
      let open = model.after(line)
      #expect(open.view() != model.view(), "\(line) shows something")
      let closed = open.pressing("Esc")
      #expect(closed.view() == model.view() && !closed.isFinished, "\(line)")
    }
    #expect(model.pressing("Esc").isFinished && model.pressing("q").isFinished)
  }

  @Test func escapePutsAMessageAwayBeforeItQuits() throws {
    let model = try start().after("goto dx[2]", "nonsense")
    #expect(model.status?.isError == true)
    let calm = model.pressing("Esc")
    #expect(calm.status == nil && !calm.isFinished && calm.position == model.position)
    #expect(calm.pressing("Esc").isFinished)
  }

  @Test(arguments: ["edit", "check", "lesson", "zoom"], ["?", ":", "/", "o"])
  func whatWasOpenIsOnTopAgainWhenHelpOrPromptClose(layer: String, key: String) throws {
    let model = try start().after("goto dx[2]", layer)
    let over = model.pressing(key)
    // A key that means nothing there says so.
    guard over.view() != model.view(), over.status?.text.hasSuffix("no key here; ? lists them") != true else { return }
    #expect(over.pressing("Esc").view() == model.view())
    #expect(over.pressing("Esc", "Esc").view() == (try start()).after("goto dx[2]").view())
  }

  /// A list opened over itself drew itself without end.
  @Test func layersNeverLieUnderThemselves() throws {
    let model = try start().after("goto dx[2]")
    let twice = model.after("outline", "outline")
    #expect(twice.view() == model.after("outline").view() && twice.pressing("Esc").view() == model.view())
    let edited = model.after("lesson", "outline", "edit")
    #expect(edited.view() == model.after("edit").view() && edited.pressing("Esc").view() == model.view())
  }

  @Test func theLessonUnderThePromptFitsTheNewSize() throws {
    let lesson = try start().after("goto dx[2]", "lesson")
    let resized = lesson.pressing(":").after("resize 100x30").pressing("Esc")
    #expect(resized.view() == lesson.after("resize 100x30").view())
  }

  @Test func numbersThatWereTypedAreNotLostByOneKey() throws {
    let model = try start().after("set x 1 2").pressing("Right")
    for key in ["q", "Esc"] {
      let asked = model.pressing(key)
      #expect(!asked.isFinished && asked.status?.text.contains("once more to quit") == true)
      #expect(asked.pressing(key).isFinished)
      #expect(!asked.pressing("Right", key).isFinished, "another key and it asks again")
    }
    #expect(model.after("quit").isFinished)
    #expect(model.after("undo").pressing("q").isFinished)
  }

  @Test func theKeyBarNamesTheKeysThatMeanSomethingNow() throws {
    let editor = try start().after("edit")
    #expect(editor.view().lines[23].contains("K add unit"))
    #expect(editor.pressing("3").view().lines[23] == " Enter take, go down  Tab take, go right  Esc cancel")
    #expect(
      editor.sending(.pasted("1 2 3; 4 5 6")).view().lines[23] == " Enter take the numbers  Esc leave all as it is")
    #expect(try start().after("help").view().lines[23] == " ↑↓ choose  Enter run  Esc close")
  }

  @Test func helpIsFilteredByTypingAndEnterRunsTheRow() throws {
    let model = try start().after("goto s[1]")
    let filtered = model.pressing("?", "c", "u", "r", "v", "e")
    #expect(filtered.view().lines.contains { $0.contains("view [matrices") } == false)
    let run = model.pressing("?", "e", "x", "a", "c", "t", "Enter")
    #expect(run.view() == model.after("exact").view())
    let byKey = model.pressing("?", "z").view().lines.joined()
    #expect(byKey.contains("zoom"))
  }

  @Test func thePromptHasHistoryAndCompletion() throws {
    let model = try start().pressing(":").sending(.pasted("goto dx[2]")).pressing("Enter")
    #expect(model.position == .step(13, reveal: 0))
    let again = model.pressing("Home", ":", "Up", "Enter")
    #expect(again.position == .step(13, reveal: 0))
    #expect(model.pressing(":", "a", "u", "Tab").view().lines.last == ":autoplay")
  }

  @Test func numbersTypedBehindSetAreShownBeforeTheyReplaceAnything() throws {
    let typing = try start().pressing(":").sending(.pasted("set W [[1,2],[3,.5]]"))
    #expect(typing.view().lines[22] == " W 2×2: [1 2; 3 0.5]")
    #expect(typing.example == (try start()).example)
    let wrong = try start().pressing(":").sending(.pasted("set W 1 2; 3"))
    #expect(wrong.view().lines[22] == " W: row 2 has 1 entry, row 1 has 2: all rows need the same number")
    #expect(typing.pressing("Esc").example == (try start()).example)
  }

  @Test func theCheckScrollsToItsEndAndLeavesTheWalkWhereItIs() throws {
    let check = try start().after("goto dx[2]", "check")
    let end = check.pressing("End")
    // What the walk has not come to is covered until it is asked for.
    #expect(end.view().lines.contains { $0.contains("δW₂₂") && $0.contains("·") })
    #expect(end.pressing("s").view().lines.contains { $0.contains("δW₂₂") && $0.contains("✓ agrees") })
    #expect(end.pressing("Down").view() == end.view() && end.pressing("Home").view() == check.view())
    #expect(check.pressing("Right").position == check.position)
    let all = try start().after(
      "set W 1 2 3 4 5; -1 2 -3 4 -5; 1 1 1 1 1; 2 -2 1 0 1", "check", "uncover", "scroll bottom")
    #expect(all.view().lines.joined().contains("✓ all 125 agree"))
  }

  @Test func theBarSaysWhatClosesWhereTheLessonIsAndThatItWalksAlone() throws {
    func bar(_ model: AppModel) -> String { model.view().lines.last ?? "" }
    let walk = try start().after("goto s[1]")
    #expect(bar(walk).contains("q quit") && !bar(walk).contains("t lesson"))
    #expect(bar(walk.after("lesson")).contains("q close") && bar(walk.after("open elu")).contains("q return"))
    #expect(bar(walk.after("resize 70x20")).contains("t lesson"))
    #expect(bar(walk.pressing("a")).contains("any key stops it"))
  }

  @Test func searchMarksCountsAndWalksThrough() throws {
    let model = try start().pressing("/").sending(.pasted("output")).pressing("Enter")
    #expect(model.status?.text == "`output`: 1 of 5")
    #expect(model.pressing("n").status?.text == "`output`: 2 of 5")
    #expect(model.pressing("N").status?.text == "`output`: 5 of 5")
    #expect(
      model.after("search zebra").status?.text
        == "`zebra` is not in this lesson; H and the word search the whole course")
    let card = Fixtures.model(try Fixtures.card(), 80, 24).after("goto s[1]")
    let elsewhere = card.after("search vector form")
    #expect(elsewhere.status?.text == "`vector form`: 1 of 1 in the whole lesson; Esc comes back to the step")
    #expect(elsewhere.view().lines.contains { $0.contains("In vector form:") })
    #expect(elsewhere.pressing("Esc", "Esc").view() == card.view())
  }

  @Test func autoplayWalksOnAndAnyKeyStopsIt() throws {
    let model = try start().after("goto s[1]", "autoplay")
    #expect(model.tickMilliseconds != nil)
    let later = model.sending(.ticked).sending(.ticked)
    #expect(later.position == .step(0, reveal: 2))
    #expect(later.pressing("a").tickMilliseconds == nil && later.pressing("a").position == later.position)
    #expect(try start().tickMilliseconds == nil, "nothing ticks while idle")
  }

  @Test func aWindowThatIsTooSmallSaysWhatIsNeeded() throws {
    let lines = try start().sending(.resized(Size(columns: 50, rows: 10))).view().lines
    #expect(lines.contains { $0.contains("backprop needs 60×18;") })
    for size in [(1, 1), (2, 1), (0, 0), (59, 18), (60, 17)] {
      _ = try start().sending(.resized(Size(columns: size.0, rows: size.1))).view()
    }
  }

  @Test(arguments: [
    [":", "n"], ["/", "q"], ["?", "q"], ["H"], ["o"], ["m"], ["e"], ["e", "7"], ["c"], ["z"], ["t"],
    ["t", "Tab", "Enter"], ["a"],
  ])
  func inAWindowThatIsTooSmallOnlyQDoesAnything(keys: [String]) throws {
    let open = keys.reduce(try start().after("goto ds[1]")) { $0.pressing($1) }
    let (large, small) = (Message.resized(open.size), Message.resized(Size(columns: 50, rows: 10)))
    let unseen = open.sending(small)
    let typed = ["x", "Right", "Enter", "Esc", "7", ":", "Tab"].reduce(unseen) { $0.pressing($1) }
    let after = typed.sending(.pasted("1 2; 3 4")).sending(large).view()
    let isSame = after == unseen.sending(large).view()
    #expect(isSame, "\(after.lines.joined(separator: "\n"))")
    #expect(unseen.tickMilliseconds == nil && unseen.pressing("q").isFinished)
  }

  @Test func ofNumbersOfOnesOwnASmallWindowAsksAsAnyOther() throws {
    let small = try start().after("set x 7 7").sending(.resized(Size(columns: 30, rows: 8)))
    let asked = small.pressing("q")
    #expect(!asked.isFinished && asked.view().lines.contains { $0.contains("q once more to quit.") })
    #expect(asked.pressing("q").isFinished && !asked.pressing("Left", "q").isFinished)
  }
}

@Suite struct EditorTests {
  private func editor() throws -> AppModel { Fixtures.model(try Fixtures.lesson(), 80, 24).after("edit") }

  @Test func aDigitReplacesAndEnterTakesIt() throws {
    let model = try editor().pressing("7", "Enter")
    #expect(model.example?.w[0, 0] == Rational(7))
    #expect(try editor().pressing("7", "Esc").example == editor().example, "Esc leaves the old number")
    #expect(try editor().pressing("-", "1", "/", "3", "Tab").example?.w[0, 0].description == "-1/3")
  }

  @Test func resultsFollowWhileTyping() throws {
    let before = try editor().pressing("s").view().lines
    let typing = try editor().pressing("s", "9").view().lines
    // What the walk has not come to is covered until it is asked for.
    #expect(try !editor().pressing("9").view().lines.joined().contains("−9.25"))
    #expect(before != typing && typing.contains { $0.contains("−9.25") }, "s₁ = 9·(−1) − 0.5·0.5")
  }

  @Test func anUnreadableNumberStaysInItsCellAndIsExplained() throws {
    let model = try editor().pressing("1", "/", "0", "Enter")
    #expect(model.status?.text == "`1/0` divides by zero; give a denominator other than 0")
    #expect(model.example == (try editor()).example)
    #expect(model.pressing("Backspace", "4", "Enter").example?.w[0, 0].description == "1/4")
  }

  @Test func arrowsGoFromWToXToDeltaY() throws {
    let model = try editor().pressing("Right", "Right", "Down", "5", "Enter")
    #expect(model.example?.x[1] == Rational(5))
    #expect(try editor().pressing("Right", "Right", "Right", "5", "Enter").example?.deltaY[0] == Rational(5))
    #expect(try editor().pressing("Shift-Tab", "5", "Enter").example?.deltaY[1] == Rational(5), "Tab goes round")
  }

  /// What was known of units that are gone must not be asked of those that come again.
  @Test(arguments: [["K", "k", "K"], ["k", "K"], ["k", "u"], ["K", "u", "Ctrl-R"]])
  func unitsThatGoAndComeAgainAreComputedAnew(keys: [String]) throws {
    let first = try editor()
    _ = first.view()
    let model = keys.reduce(first) { model, key in
      let next = model.pressing(key)
      _ = next.view()
      return next
    }
    #expect(model.example?.k == first.example.map { $0.k + (keys.first == "K" ? 1 : 0) })
    #expect(model.view().lines.contains { $0.contains("◇ s") })
  }

  @Test func rowsAndColumnsChangeInAllThree() throws {
    let model = try editor().pressing("K", "N", "N")
    #expect(model.example?.k == 3 && model.example?.n == 4)
    #expect(model.pressing("k", "k", "k").example?.k == 1)
    #expect(model.pressing("u", "u", "u").example == (try editor()).example)
  }

  @Test func arrowsLeaveACellThatIsTypedAnewAndMoveWithinOneThatIsEdited() throws {
    let anew = try editor().pressing("7", "Right", "8", "Left").example
    #expect(anew?.w.elements.map(\.description) == ["7", "8", "1/2", "-2"])
    let edited = try editor().pressing("Down", "Enter", "Left", "1", "Enter").example
    #expect(edited?.w[1, 0].description == "3/20")
    #expect(try editor().pressing("-").view().lines.contains { $0.contains("a number: -2, 0.5") })
  }

  @Test func aPasteIsShownBeforeItReplacesAnything() throws {
    let pasted = try editor().sending(.pasted("1 2 3\n4 5 6"))
    #expect(pasted.example == (try editor()).example)
    #expect(pasted.view().lines.contains { $0.contains("understood 2×3 numbers for W; n becomes 3") })
    let frame = pasted.view().lines
    let plain = frame.map { $0.filter { $0 != " " } }
    #expect(plain.contains { $0.contains("⎣*4*5*6⎦") } && plain.contains { $0.contains("⎣*0⎦") })
    #expect(pasted.pressing("Enter").example?.w.elements.map(\.description) == ["1", "2", "3", "4", "5", "6"])
    #expect(pasted.pressing("Esc").example == (try editor()).example)
  }

  @Test func whileACellIsTypedOneNumberGoesIntoItAndSeveralAreAMatrix() throws {
    let typing = try editor().pressing("Enter")
    #expect(
      typing.pressing("Backspace", "Backspace", "Backspace", "Backspace").sending(.pasted("1/3\n"))
        .pressing("Enter").example?.w[0, 0].description == "1/3")
    let matrix = typing.sending(.pasted("1 2 3\n4 5 6"))
    #expect(matrix.view().lines.contains { $0.contains("understood 2×3 numbers for W; n becomes 3") })
    #expect(matrix.pressing("Esc").example == typing.example)
  }

  @Test func aPasteThatFitsFillsFromTheCursor() throws {
    let model = try editor().pressing("Right").sending(.pasted("8\n9")).pressing("Enter")
    #expect(model.example?.w.elements.map(\.description) == ["-3/2", "8", "1/2", "9"])
    let one = try editor().pressing("Down").sending(.pasted("8")).view().lines.joined()
    #expect(one.contains("understood 1 number for W₂₁ (*"))
    let bad = try editor().sending(.pasted("1 2; 3"))
    #expect(bad.status?.text == "row 2 has 1 entry, row 1 has 2: all rows need the same number")
  }
}

@Suite struct BackTests {
  /// Actions that move, and actions that change the look or the numbers but not the place.
  private static let moves = [
    "next", "entry", "entry-back", "stage", "stage-back", "first", "last", "goto dx[2]", "goto f'[1]", "goto P[1,2,1]",
    "goto dx[1].k2.W",
  ]
  private static let others = [
    "scroll down", "scroll up", "scroll pagedown", "pane", "view", "exact", "precision 2", "random", "search s",
    "search-next", "resize 120x40", "resize 80x24", "resize 60x18",
    "open elu", "return", "zoom", "close-layer", "set x 1 2", "undo", "back", "next 5",
  ]

  /// Whatever came before: one movement and `back` give the frame from before the movement.
  @Test(arguments: 0..<8)
  func backGivesExactlyTheEarlierFrame(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var model = Fixtures.model(seed.isMultiple(of: 2) ? try Fixtures.card() : try Fixtures.lesson(), 80, 24)
    var log: [String] = []
    for _ in 0..<40 {
      let isMove = Bool.random(using: &generator)
      let line = (isMove ? Self.moves : Self.others).randomElement(using: &generator) ?? "next"
      log.append(line)
      if line == "close-layer" {
        if model.after("zoom").view() == model.view() { continue }
        model = model.after("zoom", "zoom")
        continue
      }
      let before = model.after("goto no-such-step").after("# nothing")
      let after = before.after(line)
      if isMove, after.position != before.position {
        let restored = after.after("back")
        #expect(difference(restored.view().lines, cleared(before).view().lines) == nil, "seed \(seed): \(log)")
        #expect(restored.view() == cleared(before).view())
      }
      model = after
    }
  }

  /// The model without its one-line message.
  private func cleared(_ model: AppModel) -> AppModel { model.after("redraw") }

  @Test func manyStepsForwardAndBackLeadThroughTheSameFrames() throws {
    var model = Fixtures.model(try Fixtures.card(), 100, 30)
    var frames: [Canvas] = []
    for _ in 0..<120 {
      frames.append(model.view())
      model = model.after("next")
    }
    for frame in frames.reversed() {
      model = model.after("back")
      #expect(model.view() == frame)
    }
  }
}
