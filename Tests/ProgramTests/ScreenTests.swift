import Foundation
import TestSupport
import Testing
import TextUI
import TutorApp

/// The built program in a real terminal's place: keys, sizes, signals, hostile lessons.
@Suite(.serialized) struct ScreenTests {
  private let right = "\u{1B}OC"
  private let left = "\u{1B}OD"

  private func start(_ arguments: String..., columns: Int = 80, rows: Int = 24) throws -> PseudoTerminal {
    try #require(PseudoTerminal(["learn"] + arguments, columns: columns, rows: rows))
  }

  private func expected(_ columns: Int, _ rows: Int, _ actions: [String]) throws -> [String] {
    Fixtures.model(try Fixtures.card(), columns, rows).after(actions).view().lines
  }

  @Test func theWalkThroughThePtyIsTheWalkOfTheModel() throws {
    let terminal = try start(Fixtures.cardFile)
    var done: [String] = []
    let keys = [
      (right, "advance"), (" ", "advance"), ("l", "advance"), ("]", "entry"), (right, "advance"), ("\r", "finish"),
      ("}", "stage"), ("v", "view"),
      ("}", "stage"), ("]", "entry"), ("x", "exact"),
      (right, "advance"), (left, "back"), ("\u{7F}", "back"), ("{", "stage-back"), ("\u{1B}OF", "last"), ("v", "view"),
      ("\u{1B}OH", "first"),
    ]
    for (bytes, action) in keys {
      terminal.type(bytes)
      done.append(action)
      let frame = try expected(80, 24, done)
      #expect(terminal.wait { $0.screen == frame }, "after \(done): \(difference(terminal.screen, frame) ?? "")")
    }
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  @Test func aLessonSavedInAnEditorIsShownAnewAtItsPlace() throws {
    let text = (1...60).map { "Paragraph \($0).\n" }.joined(separator: "\n")
    let file = try TemporaryFile("live.md", "---\nid: live\n---\n# Live\n\n" + text)
    defer { file.remove() }
    let terminal = try start(file.path)
    terminal.type("  ")
    #expect(terminal.waits(for: "Paragraph 21."))
    let line = terminal.screen[5]
    try ("---\nid: live\n---\n# Live\n\nNew at the top.\n\n" + text).write(
      toFile: file.path, atomically: false, encoding: .utf8)
    #expect(terminal.waits(for: "live.md was saved; this is the new text"))
    #expect(terminal.screen[5] == line)
    // As editors do that write a second file and move it there.
    try ("---\nid: live\n---\n# Live\n\n$$ \\frac{1} $$\n\n" + text).write(
      toFile: file.path, atomically: true, encoding: .utf8)
    #expect(terminal.waits(for: "the saved file has an error: live.md:6"))
    terminal.type("qq")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  @Test func aFolderOfOnesOwnStandsBeforeTheCourse() throws {
    let file = try TemporaryFile("card.md", "---\naliases: [x]\n---\n# My card\n[[nowhere]] [[elu]]\n")
    defer { file.remove() }
    let folder = (file.path as NSString).deletingLastPathComponent
    let terminal = try start("--lessons", folder)
    terminal.type("H")
    #expect(terminal.waits(for: "• My card"))
    #expect(terminal.waits(for: "Neural networks as modules"))
    terminal.type("\u{1B}")
    #expect(terminal.waits(for: "Space page"))
    terminal.type(":problems\r")
    #expect(terminal.waits(for: "link to unknown lesson `nowhere`"))
    // The course's own order is no problem of this folder.
    #expect(!terminal.screen.contains { $0.contains("course.yaml") })
    terminal.type("\u{1B}")
    #expect(terminal.wait { !$0.screen.contains { $0.contains("Problems") } })
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  @Test func homeOpensAtOnceOverALargeFolderAndFills() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("notes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for number in 1...700 {
      let text = "# Note \(number)\n" + (number == 700 ? "a word that is rare: ytterbium" : "[[nowhere]]")
      try text.write(
        to: folder.appendingPathComponent("note-\(1000 + number).md"), atomically: true, encoding: .utf8)
    }
    let terminal = try start("--lessons", folder.path)
    terminal.type("H")
    #expect(terminal.waits(for: "Note 1"))
    // What is typed meanwhile filters what comes.
    terminal.type("ytterbium")
    #expect(terminal.wait { $0.screen.contains { $0.contains("Note 700") } && !$0.screen.joined().contains("reading") })
    terminal.type("\r")
    #expect(terminal.waits(for: "a word that is rare"))
    terminal.type("qq")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  @Test func theCheckWatchesAFile() throws {
    let file = try TemporaryFile("watched.md", "---\nid: watched\n---\n[[nowhere-at-all]]\n")
    defer { file.remove() }
    let terminal = try #require(
      PseudoTerminal(["lessons", "check", "--watch", file.path], columns: 200, rows: 24))
    #expect(terminal.waits(for: "link to unknown lesson `nowhere-at-all`"))
    #expect(terminal.waits(for: "Ctrl-C ends"))
    try "---\nid: watched\n---\n[[elu]]\n".write(toFile: file.path, atomically: true, encoding: .utf8)
    #expect(terminal.waits(for: "1 lesson, 0 problems"))
    terminal.type("\u{03}")
    #expect(terminal.end() == 256 + Int(SIGINT))
  }

  @Test func ownNumbersAreTypedIntoTheGrid() throws {
    let terminal = try start(Fixtures.cardFile, "--fresh")
    terminal.type("e")
    #expect(terminal.waits(for: "Edit values"))
    terminal.type("2\t-1\t")
    terminal.type("q")
    #expect(terminal.waits(for: "Question"))
    terminal.type(right)
    #expect(terminal.waits(for: "⎡ 2   −1 ⎤"))
    terminal.type("e\u{1B}[200~1 2 3\r4 5 6\u{1B}[201~")
    #expect(terminal.waits(for: "understood 2×3 numbers for W; n becomes 3"))
    terminal.type("\rq")
    #expect(terminal.waits(for: "⎡ 1 2 3 ⎤"))
    terminal.type(":set x 1 2\r")
    #expect(terminal.waits(for: "✗ x has 2 entries, W has 3 columns: they must agree"))
    // The line stays to be mended; nothing of it is lost.
    #expect(terminal.screen.last == ":set x 1 2")
    terminal.type("\u{5} 3\r")
    #expect(terminal.waits(for: "⎢*2 ⎥"))
    terminal.type("\u{1B}")
    #expect(terminal.wait { $0.screen.last?.hasPrefix(":") == false })
    terminal.type("q")
    #expect(terminal.waits(for: "once more to quit"))
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  /// The clipboard is asked for by OSC 52: `W = -1.5 …` in base64.
  @Test func copyingSendsTheNumbersToTheClipboard() throws {
    let terminal = try start(Fixtures.cardFile, "--fresh")
    terminal.type("e")
    #expect(terminal.waits(for: "Edit values"))
    terminal.type("c")
    #expect(terminal.waits(for: "copied as text"))
    let numbers = "W = -1.5 -0.5; 0.5 -2\nx = -1 0.5\ndy = -2 1.5\n"
    let expected = "\u{1B}]52;c;\(Data(numbers.utf8).base64EncodedString())\u{07}"
    #expect(String(decoding: terminal.output, as: UTF8.self).contains(expected))
    terminal.type("q")
    #expect(terminal.waits(for: "Question"))
    // Alt-b and Alt-f move by words in the prompt.
    terminal.type(":x = 5 7\u{1B}b\u{1B}b9\u{1B}f,\r")
    #expect(terminal.waits(for: "[95, 7]"))
    terminal.type("\u{1B}")
    #expect(terminal.wait { $0.screen.last?.hasPrefix(":") == false })
    terminal.type("q")
    #expect(terminal.waits(for: "once more to quit"))
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  /// A character that comes in two pieces is one; a byte that is none takes nothing with it, in a paste either.
  @Test func piecesOfCharactersAreAwaitedAndOtherBytesPassedOver() throws {
    let terminal = try start(Fixtures.cardFile)
    terminal.type(":x = \u{3B}")
    terminal.type(bytes: [0xCE])
    #expect(terminal.waits(for: ":x = ;"))
    usleep(100_000)
    terminal.type(bytes: [0xB4])
    #expect(terminal.waits(for: ":x = ;δ"))
    terminal.type(bytes: [0xFF, 0xC3, 0x28])
    #expect(terminal.waits(for: ":x = ;δ("))
    terminal.type("\u{1B}[200~a")
    terminal.type(bytes: [0xE2, 0x88])
    usleep(100_000)
    terminal.type(bytes: [0x92, 0xFF])
    terminal.type("b\u{1B}[201~c")
    #expect(terminal.waits(for: ":x = ;δ(a−\u{FFFD}bc"))
    terminal.type("\u{1B}\u{1B}")
    #expect(terminal.wait { $0.screen.last?.hasPrefix(":") == false })
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  /// Half a character, as a slow line brings it, is not the end of the input.
  @Test(arguments: [[0xCE], [0xE9], [0xFF], [0x80], [0xC3, 0x28]])
  func bytesThatAreNoCharacterEndNothing(bytes: [UInt8]) throws {
    let terminal = try start(Fixtures.cardFile)
    terminal.type(bytes: bytes)
    usleep(200_000)
    terminal.type(right)
    #expect(terminal.waits(for: "Start"))
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  /// In one piece: Esc closes the prompt and the arrow walks on, with or without half a character between them.
  @Test(arguments: [[], [0xC3], [0xFF], [0xE2, 0x88]] as [[UInt8]])
  func escapeAndAnArrowInOnePieceAreBoth(between: [UInt8]) throws {
    let terminal = try start(Fixtures.cardFile)
    terminal.type(":goto")
    #expect(terminal.waits(for: ":goto"))
    terminal.type(bytes: [0x1B] + between + Array(right.utf8))
    #expect(terminal.waits(for: "Start") && !terminal.screen.contains { $0.hasPrefix(":") })
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  @Test func everySizeIsLaidOutAnewAtOnce() throws {
    let terminal = try start(Fixtures.cardFile)
    terminal.type(":goto dx[2]\r")
    #expect(terminal.waits(for: "Step dx[2]"))
    var model = Fixtures.model(try Fixtures.card(), 80, 24).after("goto dx[2]")
    for (columns, rows) in [(120, 40), (60, 18), (200, 60), (30, 8), (100, 30), (80, 24)] {
      terminal.resize(columns: columns, rows: rows)
      model = model.sending(.resized(Size(columns: columns, rows: rows)))
      let frame = model.view().lines
      #expect(terminal.wait { $0.screen == frame }, "\(columns)×\(rows): \(difference(terminal.screen, frame) ?? "")")
    }
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT])
  func theTerminalIsGivenBackOnEverySignal(number: Int32) throws {
    let terminal = try start()
    #expect(terminal.wait { $0.isTaken })
    terminal.signal(number)
    #expect(terminal.end() == 256 + Int(number), "the parent sees the cause")
    #expect(terminal.isGivenBack)
  }

  /// Also in the few milliseconds in which the screen is being taken.
  @Test func aSignalAtAnyMomentOfTheStartGivesTheTerminalBack() throws {
    for moment in 0..<200 {
      let terminal = try #require(
        PseudoTerminal(["learn", Fixtures.cardFile], columns: 80, rows: 24, waits: false))
      usleep(UInt32(moment) * 200)
      terminal.signal(SIGTERM)
      #expect(terminal.end() == 256 + Int(SIGTERM), "after \(moment * 200) µs")
      #expect(terminal.isGivenBack, "after \(moment * 200) µs")
    }
  }

  @Test func controlCEndsItToo() throws {
    let terminal = try start()
    terminal.type("\u{3}")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
    // Numbers that somebody typed are asked for.
    let changed = try start("--fresh")
    changed.type(":x_1 = 7\r\u{1B}\u{3}")
    #expect(changed.waits(for: "once more to quit"))
    changed.type("\u{3}")
    #expect(changed.end() == 0 && changed.isGivenBack)
  }

  @Test func suspendingGivesTheTerminalBackAndReturningRedraws() throws {
    // Under a shell with job control, as a user has it; elsewhere the kernel ignores the wish to stop.
    let script = "\"$0\" \"$@\"; echo stopped; read line; fg"
    let terminal = try #require(
      PseudoTerminal(
        program: "/bin/bash", ["-m", "-c", script, ProgramRun.path, "learn", Fixtures.cardFile], columns: 80, rows: 24))
    #expect(terminal.waits(for: "Question"))
    terminal.type(right)
    #expect(terminal.waits(for: "Solution"))
    let frame = terminal.screen
    terminal.type("\u{1A}")
    #expect(terminal.waits(for: "stopped"))
    #expect(terminal.isGivenBack)
    terminal.type("\n")
    #expect(terminal.wait { $0.screen == frame && $0.isTaken }, "\(difference(terminal.screen, frame) ?? "")")
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  @Test func aTerminalWithoutAScreenGetsPlainLines() throws {
    let terminal = try #require(PseudoTerminal(["learn", "elu", "--plain"], columns: 80, rows: 24))
    #expect(terminal.end() == 0)
    #expect(!terminal.output.contains(0x1B))
  }

  @Test(arguments: [
    ("broken.yaml.md", "---\nid: [x\n---\n# Question\ntext", "front matter"),
    ("plain.md", "# Title\n\nno front matter", "Title"),
    ("unclosed.md", "a $$ b\n\nc", "`$$` is never closed"),
    (
      "deep.md", "$$ " + String(repeating: "{", count: 300) + "x" + String(repeating: "}", count: 300) + " $$",
      "nested deeper"
    ),
    ("nul.md", "one\u{0}two", "a NUL byte"), ("long.md", String(repeating: "word ", count: (4 << 20) / 5), "word"),
    (
      "escape.md",
      "# T\n\u{1B}]0;owned\u{7} \u{1B}[31mred \u{9B}2J \u{202E}bidi\u{200B}\n\n$\\text{\u{1B}[2J}$ [[\u{1B}[5m|\u{1B}c]]",
      "red"
    ),
  ])
  func hostileLessonsOpenAndSendNothing(name: String, text: String, shows: String) throws {
    let file = try TemporaryFile(name, text)
    defer { file.remove() }
    let terminal = try start(file.path)
    #expect(terminal.waits(for: shows), "\(terminal.screen)")
    terminal.type(right + "\u{1B}[6~")
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
    let written = String(decoding: terminal.output, as: UTF8.self)
    for part in ["owned\u{7}", "\u{1B}]0", "\u{1B}[5m", "\u{1B}c", "\u{202E}", "\u{200B}", "\u{9B}", "\u{0}"] {
      #expect(!written.unicodeScalars.contains(sequence: part.unicodeScalars), "\(part.unicodeScalars.map(\.value))")
    }
  }

  @Test func invalidUTF8OpensWithANote() throws {
    let file = try TemporaryFile("latin1.md", Array("# Caf".utf8) + [0xE9, 0x0A, 0xFF])
    defer { file.remove() }
    let terminal = try start(file.path)
    #expect(terminal.waits(for: "not UTF-8"))
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  /// Such a file is read while the question is on the screen.
  @Test func aLargeLayerOpensOrIsRefusedWithOneLine() throws {
    let row = "[" + Array(repeating: "0.25", count: 300).joined(separator: ", ") + "]"
    let w = Array(repeating: row, count: 250).joined(separator: ",\n ")
    let deltaY = "[" + Array(repeating: "1", count: 250).joined(separator: ", ") + "]"
    let good = try TemporaryFile("good.json", "{\"W\": [\(w)],\n \"x\": \(row), \"dy\": \(deltaY)}")
    defer { good.remove() }
    let terminal = try start("--layer", good.path)
    terminal.type("\u{1B}OC")
    #expect(terminal.waits(for: "W 250×300"), "\(terminal.screen)")
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)

    let bad = try TemporaryFile("bad.json", "{\"W\": [\(w)],\n \"x\": \(row), \"dy\": [1, two]}")
    defer { bad.remove() }
    let refused = try start("--layer", bad.path)
    #expect(refused.end() == 64 && refused.isGivenBack)
    let text = String(decoding: refused.output, as: UTF8.self)
    #expect(text.contains("bad.json:251: dy, column 2: cannot read `two` as a number"), "\(text.suffix(200))")
  }

  @Test func keysThatMeanNothingAreHarmless() throws {
    let terminal = try start(Fixtures.cardFile)
    for bytes in [
      "\u{1B}[99~", "\u{1B}[1;5C", "\u{1B}[<0;5;5M", "\u{1}", "\u{0}", "ü漢🙂", "\u{1B}[200~pasted\u{1B}[201~",
    ] { terminal.type(bytes) }
    terminal.type("\u{C}")
    #expect(terminal.waits(for: "Question"), "\(terminal.screen)")
    // Each alone as well: it must not look like the end of all input.
    for bytes in ["\u{1B}[99~", "\u{1B}x", "\u{0}", "\u{1B}[<0;5;5M"] {
      terminal.type(bytes)
      terminal.type("\u{1B}OC")
      #expect(terminal.waits(for: "Solution"), "\(bytes.unicodeScalars.map(\.value))")
      terminal.type("\u{1B}OH")
      #expect(terminal.waits(for: "Question"))
      // As terminals send them that stay in normal mode.
      terminal.type("\u{1B}[C")
      #expect(terminal.waits(for: "Solution"))
      terminal.type("\u{1B}[1~")
      #expect(terminal.waits(for: "Question"))
    }
    terminal.signal(SIGTERM)
    #expect(terminal.end() == 256 + Int(SIGTERM) && terminal.isGivenBack)
  }
}

extension String.UnicodeScalarView {
  fileprivate func contains(sequence: String.UnicodeScalarView) -> Bool {
    let (whole, part) = (Array(self), Array(sequence))
    guard whole.count >= part.count else { return false }
    return (0...(whole.count - part.count)).contains { Array(whole[$0..<($0 + part.count)]) == part }
  }
}
