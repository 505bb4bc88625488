import Foundation
import TestSupport
import Testing
import TextUI

/// What a terminal, an impatient user, a full disk and other programs do to the built program: nothing is lost, nothing hangs.
///
/// `BACKPROP_SESSIONS=40` and `BACKPROP_KILLS=200` make the two random tests as long as they are by hand.
@Suite(.serialized) struct RobustnessTests {
  private let right = "\u{1B}OC"

  private func start(_ arguments: String..., environment: [String] = []) throws -> PseudoTerminal {
    try #require(PseudoTerminal(["learn"] + arguments, columns: 80, rows: 24, environment: environment))
  }

  /// Under a shell with job control, as a user has it; `fg` on Enter, so many times.
  private func startUnderShell(stops: Int) throws -> PseudoTerminal {
    // A loop would end with the job that stops in it.
    let script =
      "\"$0\" \"$@\"" + (1...stops).map { "; echo stopped $((\($0))); read line; fg" }.joined() + "; echo ended"
    return try #require(
      PseudoTerminal(
        program: "/bin/bash", ["-m", "-c", script, ProgramRun.path, "learn", Fixtures.cardFile], columns: 80, rows: 24))
  }

  private static func number(_ name: String, _ usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? usual
  }

  // MARK: the terminal

  @Test(arguments: ["alacritty", "foot", "xterm-kitty", "xterm-ghostty", "wezterm", "a-terminal-of-tomorrow"])
  func aTerminalWithoutADescriptionHasTheTutor(name: String) throws {
    let terminal = try start(Fixtures.cardFile, environment: ["TERM=\(name)", "TERMINFO=/nonexistent"])
    #expect(terminal.wait { $0.isTaken } && terminal.waits(for: "Question"))
    terminal.type(right)
    #expect(terminal.waits(for: "Solution"))
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  @Test(arguments: ["dumb", ""]) func whereThereIsNoScreenTheLastLineSaysSo(name: String) throws {
    let terminal = try #require(
      PseudoTerminal(["learn", "elu"], columns: 80, rows: 24, environment: ["TERM=\(name)"], waits: false))
    #expect(terminal.end() == 0)
    let lines = String(decoding: terminal.output, as: UTF8.self).split(whereSeparator: \.isNewline)
    #expect(lines.last?.contains("no terminal with a screen") == true && lines.last?.contains("(TERM)") == false)
  }

  @Test func controlSIsAKeyAndStopsNothing() throws {
    let terminal = try start(Fixtures.cardFile)
    terminal.type("\u{13}")
    terminal.type(right)
    #expect(terminal.waits(for: "Solution"))
    terminal.type("\u{13}")
    terminal.signal(SIGTERM)
    #expect(terminal.end() == 256 + Int(SIGTERM) && terminal.isGivenBack)
  }

  /// Ctrl-Z throws away the keys before it; that is not the end of the input.
  @Test func aKeyJustBeforeControlZDoesNotEndTheTutor() throws {
    let terminal = try startUnderShell(stops: 40)
    #expect(terminal.waits(for: "Question"))
    for round in 0..<40 {
      terminal.type("l")
      usleep(UInt32(round % 8) * 40)
      terminal.type("\u{1A}")
      try #require(
        terminal.waits(for: "stopped \(round + 1)"), "round \(round): \(terminal.screen.joined(separator: "|"))")
      try #require(
        !terminal.screen.contains { $0.contains("ended") }, "round \(round): \(terminal.screen.joined(separator: "|"))")
      terminal.type("\n")
      try #require(
        terminal.wait { $0.isTaken && $0.screen.contains { $0.contains("next") } },
        "round \(round): \(terminal.screen.joined(separator: "|"))")
    }
    terminal.type("q")
    #expect(terminal.waits(for: "ended") && terminal.isGivenBack)
  }

  /// Also where two wishes to stop come at once, and from a line being typed.
  @Test func theCursorComesBackAfterStoppingInALine() throws {
    let terminal = try startUnderShell(stops: 1)
    #expect(terminal.waits(for: "Question"))
    terminal.type(":dx")
    #expect(terminal.wait { $0.screen.last == ":dx" && $0.showsCursor })
    terminal.type("\u{1A}\u{1A}")
    #expect(terminal.waits(for: "stopped 1"))
    #expect(terminal.isGivenBack)
    terminal.type("\n")
    #expect(terminal.wait { $0.screen.last == ":dx" && $0.showsCursor })
    terminal.type("\u{1B}")
    #expect(terminal.wait { $0.screen.last?.hasPrefix(":") == false && !$0.showsCursor })
    terminal.type("q")
    #expect(terminal.waits(for: "ended") && terminal.isGivenBack)
  }

  @Test func aPasteThatStallsIsAwaited() throws {
    let terminal = try start(Fixtures.cardFile)
    terminal.type(":\u{1B}[200~x = 1 ")
    usleep(1_400_000)
    terminal.type("q2\u{1B}[20")
    usleep(200_000)
    terminal.type("1~3")
    #expect(terminal.waits(for: ":x = 1 q23"))
    terminal.type("\u{1B}")
    #expect(terminal.wait { $0.screen.last?.hasPrefix(":") == false })
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  /// Colours, versions, capabilities, focus: what a terminal says of itself is no key.
  @Test(arguments: [
    "\u{1B}]11;rgb:1c1c/1c1c/1c1c\u{07}", "\u{1B}]10;rgb:ffff/ffff/ffff\u{1B}\\", "\u{1B}P>|XTerm(380)\u{1B}\\",
    "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}[?62;4c", "\u{1B}[24;80R", "\u{1B}[I", "\u{1B}[?2026;2$y", "\u{1B}^q\u{1B}\\",
  ])
  func aReplyOfTheTerminalIsSwallowedWhole(reply: String) throws {
    let terminal = try start(Fixtures.cardFile)
    let frame = terminal.screen
    terminal.type(reply)
    terminal.type(":dx")
    #expect(terminal.wait { $0.screen.last == ":dx" })
    terminal.type("\u{1B}")
    #expect(terminal.wait { $0.screen == frame })
    // In pieces too.
    for byte in Array(reply.utf8) {
      terminal.type(bytes: [byte])
      usleep(2_000)
    }
    terminal.type(right)
    #expect(terminal.waits(for: "Solution"))
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  @Test func tenThousandKeysWithoutAPauseAreAllTaken() throws {
    let terminal = try start(Fixtures.cardFile)
    terminal.type(":")
    #expect(terminal.waits(for: ":"))
    terminal.typeAll(String(repeating: "1+", count: 4_999) + "1")
    terminal.type("\u{1}0*(\u{5})\u{1}\u{4}\u{4}\u{4}\u{5}\u{8}")
    #expect(terminal.wait { $0.screen.last?.hasSuffix("1+1") == true })
    // Too many symbols for a formula: the line stays, and says so.
    terminal.type("\r")
    #expect(terminal.waits(for: "more than 1000 symbols"))
    terminal.type("\u{5}\u{15}x = 5 7\r")
    #expect(terminal.waits(for: "[5, 7]"))
    terminal.type("\u{1B}\u{1B}[1;5Z?")
    #expect(terminal.waits(for: "type to filter"))
    terminal.typeAll(String(repeating: "z", count: 10_000))
    #expect(terminal.waits(for: "at most 200 characters") || terminal.waits(for: "zzz"))
    terminal.type("\u{15}undo")
    #expect(terminal.waits(for: "Undo the last change") || terminal.waits(for: "undo"))
    terminal.type("\u{1B}\u{1B}[1;5Z\u{1B}\u{1B}[1;5Z")
    terminal.type("e")
    #expect(terminal.waits(for: "Edit values"))
    terminal.typeAll(String(repeating: "3\t", count: 5_000))
    terminal.type("\u{1B}[1;5Zq:W_11 + x_1\r")
    #expect(terminal.waits(for: "= 6"))
    terminal.type("\u{3}")
    #expect(terminal.wait { $0.screen.last?.hasPrefix(":") == false } || terminal.end() >= 256)
  }

  // MARK: files

  @Test func aPipeOrADeviceIsNoFile() throws {
    let note = try TemporaryFile("a.md", "# A\n")
    defer { note.remove() }
    let folder = (note.path as NSString).deletingLastPathComponent
    let pipe = folder + "/pipe.md"
    #expect(mkfifo(pipe, 0o600) == 0)
    let run = try ProgramRun("learn", "--plain", pipe)
    #expect(run.status == 1 && run.errors == "backprop: \(pipe): this is a pipe, not a file\n")
    let device = try ProgramRun("solve", "--layer", "/dev/zero")
    #expect(device.status != 0 && device.errors == "backprop: /dev/zero: this is a device, not a file\n")
    let terminal = try start(Fixtures.cardFile)
    for action in ["load \(pipe)", "open \(pipe)", "save \(pipe)"] {
      terminal.type(":\(action)\r")
      #expect(terminal.waits(for: "this is a pipe"), "\(action)")
      terminal.type("\u{1B}\u{1B}[1;5Z")
      #expect(terminal.wait { $0.screen.last?.hasPrefix(":") == false })
    }
    terminal.type("q")
    #expect(terminal.end() == 0 && terminal.isGivenBack)
  }

  @Test func aNameThatIsNotUTF8IsSaid() throws {
    let note = try TemporaryFile("a.md", "# A\n")
    defer { note.remove() }
    let folder = (note.path as NSString).deletingLastPathComponent
    let bytes = Array(folder.utf8) + Array("/b".utf8) + [0xFF] + Array(".md".utf8) + [0]
    let descriptor = bytes.withUnsafeBufferPointer { pointer in
      pointer.withMemoryRebound(to: CChar.self) { creat($0.baseAddress!, 0o600) }
    }
    #expect(descriptor >= 0)
    close(descriptor)
    let run = try ProgramRun("lessons", "list", "--lessons", folder)
    #expect(run.status == 1 && run.output.contains("a  "))
    #expect(run.errors.contains("a file in it has a name that is not UTF-8; rename it"))
  }

  /// Killed at any moment, a session that is saved is the old one or the new one.
  @Test func aSessionBeingSavedIsNeverLess() throws {
    let script = try TemporaryFile("script.txt", "")
    defer { script.remove() }
    let folder = (script.path as NSString).deletingLastPathComponent
    let session = folder + "/session.txt"
    let numbers = (0..<40).map { row in (0..<40).map { "\(row * $0 % 17).5" }.joined(separator: " ") }
    var lines = ["open linear-elu-layer", "set W \(numbers.joined(separator: "; "))"]
    for round in 0..<400 { lines += ["x_\(round % 40 + 1) = \(round)", "save \(session)"] }
    try lines.joined(separator: "\n").write(toFile: script.path, atomically: true, encoding: .utf8)
    var partial = 0
    for round in 0..<Self.number("BACKPROP_KILLS", 12) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: ProgramRun.path)
      process.arguments = ["replay", script.path]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Once there is a session, at any moment.
      for _ in 0..<1_000 where round == 0 && !FileManager.default.fileExists(atPath: session) { usleep(10_000) }
      usleep(UInt32(20_000 + (round * 7_919) % 300_000))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      guard let text = try? String(contentsOfFile: session, encoding: .utf8) else { continue }
      partial += 1
      let saved = text.split(separator: "\n")
      #expect(saved.first == "# backprop session; `backprop replay` runs it" && text.hasSuffix("\n"))
      // The last line is whole: the very number that stands in the script.
      #expect(saved.last.map { lines.contains(String($0)) || $0.hasPrefix("set x ") || $0.hasPrefix("x[") } == true)
      #expect(saved.count >= 2 && saved[2].hasPrefix("set W ") && saved[2].split(separator: " ").count == 1602)
    }
    #expect(partial > 0)
  }

  @Test func theHistoryHasWholeLinesWhateverHappens() throws {
    let state = try TemporaryFile("state", "")
    defer { state.remove() }
    let folder = (state.path as NSString).deletingLastPathComponent
    let line = "dx = " + String(repeating: "0 dx + ", count: 60) + "dx"
    for round in 0..<Self.number("BACKPROP_KILLS", 12) {
      let terminal = try #require(PseudoTerminal(["learn"], columns: 80, rows: 24, state: folder))
      terminal.type(":\(line)\r")
      usleep(UInt32((round * 1_237) % 15_000))
      terminal.signal(SIGKILL)
      _ = terminal.end()
    }
    // A paste with a sequence in it is kept as text.
    let terminal = try #require(PseudoTerminal(["learn"], columns: 80, rows: 24, state: folder))
    terminal.type(":\u{1B}[200~s \u{1B}]0;title\u{07}\u{1B}[201~\r")
    #expect(
      terminal.wait { _ in
        (try? String(contentsOfFile: folder + "/backprop/history", encoding: .utf8).contains("]0;title")) ?? false
      })
    let text = try String(contentsOfFile: folder + "/backprop/history", encoding: .utf8)
    #expect(!text.utf8.contains(0x1B) && text.hasSuffix("\n"))
    for kept in text.split(separator: "\n") { #expect(kept == line || kept.hasPrefix("s "), "\(kept.prefix(40))") }
    terminal.type("\u{3}")
  }

  @Test func exactNumbersComeBackAsTheyWere() throws {
    let first = try ProgramRun("solve", "--W", "1/3 -1/3", "--x", "1 1", "--dy", "1/7", "--exact", "--format", "json")
    let again = try ProgramRun(
      ["solve", "--layer", "-", "--exact", "--format", "json"], input: first.output)
    #expect(again.output == first.output && again.output.contains("\"s\": [0]"))
    let stale = first.output.replacing("\"x\": [1, 1]", with: "\"x\": [1, 2]")
    let refused = try ProgramRun(["solve", "--layer", "-"], input: stale)
    #expect(refused.status != 0 && refused.errors.contains("x: `exact` beside it says other numbers"))
  }

  @Test func anEndlessLineIsRefused() throws {
    for arguments in [["repl"], ["typeset"]] {
      let run = try ProgramRun(arguments, input: String(repeating: "x+", count: 9 << 20))
      #expect(
        run.status != 0 && run.errors == "backprop: standard input: a line of more than 16 MiB; break it into lines\n")
    }
  }

  // MARK: at random

  /// Keys, cut sequences, pastes, sizes and signals: the program ends when it is told to, and gives the terminal back.
  @Test func whateverIsTypedTheTerminalIsGivenBack() throws {
    for session in 0..<Self.number("BACKPROP_SESSIONS", 4) {
      var generator = SystemRandomNumberGenerator()
      let terminal = try start(Fixtures.cardFile)
      var typed: [String] = []
      var isRunning = true
      for _ in 0..<60 where isRunning {
        let piece = Self.piece(&generator)
        typed.append(piece.debugDescription)
        terminal.type(piece)
        if Int.random(in: 0..<12, using: &generator) == 0 {
          terminal.resize(
            columns: .random(in: 1...160, using: &generator), rows: .random(in: 1...60, using: &generator))
        }
        if Int.random(in: 0..<4, using: &generator) == 0 { usleep(.random(in: 0...20_000, using: &generator)) }
        isRunning = terminal.isRunning
      }
      if isRunning { terminal.signal([SIGTERM, SIGHUP, SIGINT].randomElement(using: &generator) ?? SIGTERM) }
      #expect(terminal.end() >= 0, "session \(session): \(typed.joined(separator: " "))")
      #expect(terminal.isGivenBack, "session \(session): \(typed.joined(separator: " "))")
    }
  }

  private static func piece(_ generator: inout SystemRandomNumberGenerator) -> String {
    let pieces = [
      "\u{1B}[A", "\u{1B}OB", "\u{1B}[C", "\u{1B}[", "\u{1B}", "\u{1B}O", "\u{1B}[200~1 2; 3 4\u{1B}[201~", "\u{1B}[20",
      "\u{1B}[200~half", "\u{1B}[201~", "\u{1B}]11;?", "\u{07}", "\r", "\t", "\u{7F}", "\u{13}", "\u{11}", "é", "∂",
      ":", "e",
      "?", "H", "/s", "x", "v", "z", "c", "a", "u", " ", "]", "}", "{", "1.5", "W = 1 2", "dx = W^T ds", "K", "N", "g",
      "\u{4}",
      "\u{1}", "\u{5}", "\u{15}", "\u{12}", "\u{C}", String(repeating: "j", count: 300),
    ]
    return pieces[Int.random(in: pieces.indices, using: &generator)]
  }

  /// A history on a disk that hangs, here a folder that another program holds, holds no key; what was typed is kept in the end.
  @Test func aSlowDiskHoldsNoKey() throws {
    let state = NSTemporaryDirectory() + "backprop-slow-\(UUID().uuidString)"
    let folder = state + "/backprop"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: state) }
    let held = open(folder, O_RDONLY)
    #expect(held >= 0 && flock(held, LOCK_EX) == 0)
    let terminal = try #require(PseudoTerminal(["learn"], columns: 100, rows: 30, state: state))
    terminal.type(":2 + 3\r")
    #expect(terminal.wait { $0.screen.contains { $0.contains("2 + 3 = 5") } })
    terminal.type("4 + 5\r")
    #expect(terminal.wait { $0.screen.contains { $0.contains("4 + 5 = 9") } }, "the first line is not written yet")
    flock(held, LOCK_UN)
    close(held)
    terminal.type("quit\r")
    #expect(terminal.wait { !$0.isRunning })
    #expect(try String(contentsOfFile: folder + "/history", encoding: .utf8) == "2 + 3\n4 + 5\nquit\n")
  }
}
