import TestSupport
import Testing
import TextUI

@Suite struct CanvasTests {
  @Test func textIsClippedToItsAreaAndShowsThatItWas() {
    var canvas = Canvas(Size(columns: 10, rows: 3))
    canvas.write("abcdefghij", column: 2, row: 1, in: Rect(column: 3, row: 0, columns: 4, rows: 2))
    canvas.write("never", column: 0, row: 7)
    canvas.write("-", column: -1, row: 0)
    #expect(canvas.lines == ["", "   bcd…", ""])
  }

  @Test func aWideCharacterIsNeverHalfDrawn() {
    var canvas = Canvas(Size(columns: 5, rows: 1))
    canvas.write("漢字漢", column: 0, row: 0)
    #expect(canvas.lines == ["漢字…"])
    canvas.write("x", column: 1, row: 0)
    #expect(canvas.lines == [" x字…"])
    canvas.write("y", column: 2, row: 0)
    #expect(canvas.lines == [" xy …"])
  }

  @Test func marksAreKeptAndReplaced() {
    var canvas = Canvas(Size(columns: 3, rows: 1))
    canvas.write("e\u{301}x", column: 0, row: 0)
    #expect(canvas.lines == ["e\u{301}x"])
    canvas.write("ab", column: 0, row: 0)
    #expect(canvas.lines == ["ab"] && canvas.marks(column: 0, row: 0).isEmpty)
  }

  @Test func controlSequencesLeaveNoCell() {
    var canvas = Canvas(Size(columns: 12, rows: 1))
    canvas.write("\u{1B}[31mred\u{7}\u{202E}", column: 0, row: 0)
    #expect(canvas.lines == ["[31mred"])
  }

  @Test func aPanelFramesItsArea() {
    var canvas = Canvas(Size(columns: 16, rows: 3))
    let inner = Panel(title: "Step", note: "1 of 2", style: .plain, titleStyle: .plain).draw(
      on: &canvas, in: Rect(canvas.size))
    #expect(canvas.lines == ["╭─ Step ───────╮", "│              │", "╰───── 1 of 2 ─╯"])
    #expect(inner == Rect(column: 1, row: 1, columns: 14, rows: 1))
  }

  @Test func anEmptyCanvasTakesAnything() {
    var canvas = Canvas(Size(columns: 0, rows: 0))
    canvas.write("x", column: 0, row: 0)
    canvas.clear(Rect(column: 0, row: 0, columns: 5, rows: 5))
    Panel(title: "t", style: .plain, titleStyle: .plain).draw(
      on: &canvas, in: Rect(column: 0, row: 0, columns: 9, rows: 4))
    #expect(canvas.lines.isEmpty)
  }
}

@Suite struct TextFieldTests {
  private func typing(_ keys: [KeyEvent], into text: String = "one two") -> TextField {
    var field = TextField(text)
    for key in keys { _ = field.apply(key) }
    return field
  }

  @Test func editingKeysDoWhatPeopleExpect() {
    #expect(typing([.control("w")]).string == "one ")
    #expect(typing([.control("u")]).string == "")
    #expect(typing([.control("a"), .control("k")]).string == "")
    #expect(typing([.home, .delete]).string == "ne two")
    #expect(typing([.left, .left, .left, .character("X")]).string == "one Xtwo")
    #expect(typing([.backspace, .control("e"), .character("p")]).string == "one twp")
  }

  @Test func atTheEndsNothingBreaks() {
    #expect(typing([.backspace, .delete, .left, .right, .control("w")], into: "").string == "")
    #expect(typing([.right, .delete]).string == "one two")
  }

  @Test func keysThatMeanNothingAreLeftToOthers() {
    var field = TextField("x")
    let isTaken = field.apply(.enter) || field.apply(.function(2)) || field.apply(.tab)
    #expect(!isTaken && field.string == "x")
  }
}

@Suite struct KeyEventTests {
  @Test func everyNameIsReadBack() {
    let keys: [KeyEvent] = [
      .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .enter, .tab, .backTab, .backspace, .escape, .delete,
      .function(1),
      .function(12), .character("l"), .character("L"), .character(" "), .character("]"), .character("#"), .control("r"),
    ]
    for key in keys { #expect(KeyEvent(name: key.name) == key, "\(key.name)") }
    #expect(KeyEvent(name: "Hyper-X") == nil && KeyEvent(name: "F13") == nil && KeyEvent(name: "") == nil)
  }
}

@Suite struct BraillePlotTests {
  @Test func dotsShareCellsAndStayInside() {
    var plot = BraillePlot(columns: 2, rows: 1)
    plot.line(from: (0, 0), to: (3, 3), style: .plain)
    plot.dot(99, 0, style: .plain)
    var canvas = Canvas(Size(columns: 2, rows: 1))
    plot.draw(on: &canvas, column: 0, row: 0, in: Rect(canvas.size))
    #expect(canvas.lines == ["⠑⢄"])
  }
}

/// A terminal that plays a list of events.
private final class ScriptedTerminal: Terminal {
  var events: [TerminalEvent]
  var shown: [Canvas] = []
  let size = Size(columns: 4, rows: 1)
  /// How many of the next events came before they were asked for.
  var ahead = 0
  func hasEvent() -> Bool { ahead > 0 }

  init(_ events: [TerminalEvent], ahead: Int = 0) {
    self.events = events
    self.ahead = ahead
  }

  func show(_ canvas: Canvas) { shown.append(canvas) }
  func nextEvent(timeoutMilliseconds: Int?, sources: [any EventSource]) -> TerminalEvent {
    ahead = max(0, ahead - 1)
    return events.isEmpty ? .closed : events.removeFirst()
  }
  func redrawAll() {}
  func copy(_ text: String) {}
  func suspend() {}
}

@Suite struct ChangedColumnsTests {
  private func canvas(_ text: String) -> Canvas {
    var canvas = Canvas(Size(columns: 12, rows: 1))
    canvas.write(text, column: 0, row: 0)
    return canvas
  }

  @Test(
    arguments: [
      ("abcdef", "abcdef", nil), ("abcdef", "abXdef", 2..<3), ("abcdef", "Xbcdef   ", 0..<1), ("abc", "abcdef", 3..<6),
      // A wide character is changed whole, also where only its half is another.
      ("a漢字b", "a漢子b", 3..<5), ("a漢b", "abcb", 1..<3), ("abcb", "a漢b", 1..<3), ("ax漢b", "a漢xb", 1..<4),
      // A mark makes a difference.
      ("ae\u{301}b", "aeb", 1..<2), ("ae\u{301}b", "ae\u{300}b", 1..<2), ("ae\u{301}b", "ae\u{301}b", nil),
    ] as [(String, String, Range<Int>?)])
  func holdAllThatDiffers(before: String, after: String, columns: Range<Int>?) {
    #expect(canvas(after).changedColumns(ofRow: 0, since: canvas(before)) == columns)
  }

  @Test func aStyleIsADifference() {
    var styled = canvas("abc")
    styled.restyle(Rect(column: 1, row: 0, columns: 1, rows: 1)) { $0.isBold = true }
    #expect(styled.changedColumns(ofRow: 0, since: canvas("abc")) == 1..<2)
  }
}

@Suite struct ProgramLoopTests {
  @Test func showsThenWaitsThenUpdatesUntilTheApplicationIsDone() {
    let terminal = ScriptedTerminal([
      .key(.right), .resized(Size(columns: 9, rows: 2)), .key(.character("q")), .key(.left),
    ])
    var handled: [TerminalEvent] = []
    Program.run(
      on: terminal, view: { Canvas(Size(columns: 4, rows: 1)) }, timeout: { nil },
      handle: { event in
        handled.append(event)
        return event != .key(.character("q"))
      })
    #expect(handled == [.key(.right), .resized(Size(columns: 9, rows: 2)), .key(.character("q"))])
    #expect(terminal.shown.count == 3)
  }

  @Test func keysThatCameBeforeAreNotDrawnOneByOne() {
    let terminal = ScriptedTerminal(Array(repeating: .key(.right), count: 200), ahead: 200)
    var count = 0
    Program.run(
      on: terminal, view: { Canvas(Size(columns: 4, rows: 1)) }, timeout: { nil },
      handle: { _ in
        count += 1
        return true
      })
    #expect(count == 201)
    // Three on the way, so that one sees that something goes on; the last when all are done.
    #expect(terminal.shown.count == 4)
  }

  @Test func preparesForTheNextEventOnlyWhenNothingWaits() {
    let terminal = ScriptedTerminal([.key(.right), .key(.left), .key(.up), .timeout], ahead: 2)
    var prepared: [TerminalEvent] = []
    Program.run(
      on: terminal, view: { Canvas(Size(columns: 4, rows: 1)) }, prepare: { prepared.append($0) }, timeout: { nil },
      handle: { _ in true })
    #expect(prepared == [.key(.left), .key(.up), .timeout])
  }

  @Test func endsWhenNoMoreInputCanCome() {
    let terminal = ScriptedTerminal([.key(.up)])
    Program.run(on: terminal, view: { Canvas(Size(columns: 4, rows: 1)) }, timeout: { nil }, handle: { _ in true })
    #expect(terminal.shown.count == 2)
  }
}
