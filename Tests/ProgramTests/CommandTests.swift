import Foundation
import TestSupport
import Testing

@Suite struct CommandTests {
  @Test func solvePrintsTheContractsObjectDigitForDigit() throws {
    let run = try ProgramRun("solve", "--W", "-1.5 -0.5; 0.5 -2", "--x", "-1 0.5", "--dy", "-2 1.5", "--format", "json")
    #expect(
      run.output == """
        {"K": 2, "n": 2, "W": [[-1.5, -0.5], [0.5, -2]], "x": [-1, 0.5], "dy": [-2, 1.5],
         "s": [1.25, -1.5], "y": [1.25, -0.7768698398515702], "f_prime": [1, 0.22313016014842982],
         "ds": [-2, 0.33469524022264474], "J": [[-1.5, -0.5], [0.11156508007421491, -0.44626032029685964]],
         "dx": [3.167347620111322, 0.3306095195547105],
         "dW": [[2, -1], [-0.33469524022264474, 0.16734762011132237]]}

        """)
    #expect(run.status == 0 && run.errors.isEmpty)
  }

  @Test func aBiasComesThroughEveryDoor() throws {
    let numbers = ["--W", "-1.5 -0.5; 0.5 -2", "--b", "-0.5 1/3", "--x", "-1 0.5", "--dy", "-2 1.5"]
    let run = try ProgramRun(["solve"] + numbers + ["--format", "json", "--exact"])
    #expect(run.status == 0)
    #expect(run.output.contains(#""W": [[-1.5, -0.5], [0.5, -2]], "b": [-0.5, 0.3333333333333333], "x": [-1, 0.5]"#))
    #expect(run.output.contains(#""db": [-2, 0.4671"#), "\(run.output)")
    let file = try TemporaryFile("layer.json", run.output)
    defer { file.remove() }
    #expect(try ProgramRun("solve", "--layer", file.path, "--format", "json", "--exact").output == run.output)
    let table = try TemporaryFile("layer.csv", "W\n-1.5 -0.5\n0.5 -2\nb\n-0.5 1/3\nx\n-1 0.5\ndy\n-2 1.5\n")
    defer { table.remove() }
    #expect(try ProgramRun("solve", "--layer", table.path, "--format", "json", "--exact").output == run.output)
    #expect(try ProgramRun(["check"] + numbers + ["--formula", "db = ds"]).status == 0)
    #expect(try ProgramRun(["check"] + numbers + ["--formula", "db = dy"]).status == 1)
    let short = try ProgramRun("solve", "--W", "1 2", "--b", "1 2", "--x", "1 2", "--dy", "1")
    #expect(short.status == 64 && short.errors == "backprop: b has 2 entries, W has 1 row: they must agree\n")
  }

  /// A trained parameter and a loss: options, files of both kinds, and what was printed.
  @Test func aModuleComesThroughEveryDoor() throws {
    let numbers = ["--W", "1 -2; 0.5 1.5; -2 1", "--b", "1 0 -1/3", "--x", "1 0.6"]
    let modules = [
      ["--activation", "prelu", "--a", "1/3", "--dy", "1 2 3"],
      ["--activation", "prelu", "--loss", "squared", "--t", "1 0 2"],
      ["--activation", "sigmoid", "--loss", "bce", "--t", "1 0 1"], ["--loss", "softmax_ce", "--t", "2"],
      ["--activation", "max(s, a s)", "--a", "0.1", "--loss", "(y - t)^4", "--t", "1 1/3 0"],
      ["--alpha", "0.5", "--dy", "1 2 3"],
    ]
    for module in modules {
      let run = try ProgramRun(["solve"] + numbers + module + ["--format", "json", "--exact"])
      #expect(run.status == 0, "\(module): \(run.errors)")
      let file = try TemporaryFile("layer.json", run.output)
      defer { file.remove() }
      #expect(
        try ProgramRun("solve", "--layer", file.path, "--format", "json", "--exact").output == run.output, "\(module)")
      #expect(try ProgramRun(["check"] + numbers + module).status == 0, "\(module)")
      for format in ["text", "latex", "markdown", "python"] {
        #expect(try ProgramRun(["solve"] + numbers + module + ["--format", format]).status == 0, "\(module) \(format)")
      }
    }
    let right = ["--activation", "prelu", "--loss", "half_squared", "--t", "1 0 2", "--formula"]
    #expect(try ProgramRun(["check"] + numbers + right + ["da = sum_k (y_k - t_k) min(0, s_k)"]).status == 0)
    #expect(try ProgramRun(["check"] + numbers + right + ["da = sum_k (y_k - t_k) s_k"]).status == 1)
  }

  /// A card gives its module, and its numbers where none are given.
  @Test func aLessonGivesTheModule() throws {
    let card = Fixtures.root + "/Tests/TestSupport/Data/linear-prelu-layer.md"
    let own = try ProgramRun("solve", "--lesson", card, "--format", "json")
    #expect(
      own.status == 0 && own.output.contains(#""activation": "max(s_k, a s_k)""#)
        && own.output.contains(#""da": -2.25"#))
    let given = try ProgramRun(
      "solve", "--lesson", card, "--W", "1 2", "--x", "1 -1", "--dy", "2", "--a", "0.1", "--format", "json")
    #expect(given.status == 0 && given.output.contains(#""a": 0.1"#) && given.output.contains(#""da": -2"#))
    // Of the same shape the others stay the card's.
    let some = try ProgramRun("solve", "--lesson", card, "--x", "1 1", "--format", "json")
    #expect(some.output.contains(#""W": [[-1.5, -0.5], [0.5, -2]], "a": 0.25, "x": [1, 1], "dy": [-2, 1.5]"#))
    let long = try ProgramRun("solve", "--lesson", card, "--x", "1 2 3")
    #expect(long.status == 64 && long.errors == "backprop: x has 3 entries, W has 2 columns: they must agree\n")
    #expect(try ProgramRun("check", "--lesson", card).status == 0)
    let read = try ProgramRun("solve", "--lesson", "relu")
    #expect(read.status == 64 && read.errors == "backprop: --lesson: `relu` is read, not walked\n")
    #expect(try ProgramRun(["repl", "--activation", "tanh"], input: "f(1)\n").output == "f(1) ≈ 0.7616\n")
  }

  @Test(arguments: [
    (["--a", "1", "--dy", "1 2"], "--a: f has no trained parameter a here; --activation prelu has one"),
    (["--loss", "squared"], "--t: the loss needs its target: K numbers, or behind softmax_ce the right class"),
    (["--loss", "squared", "--t", "1"], "--t: t has 1 entry, W has 2 rows: they must agree"),
    (["--loss", "squared", "--t", "1 2", "--dy", "1 2"], "--dy: it follows from the loss; leave one of the two out"),
    (["--t", "1 2", "--dy", "1 2"], "--t: it is the target of a loss; name it, as in --loss squared"),
    (["--loss", "foo", "--t", "1 2"], "--loss: no loss `foo`"),
  ])
  func whatTheModuleLacksIsNamed(arguments: [String], message: String) throws {
    let run = try ProgramRun(["solve", "--W", "1 2; 3 4", "--x", "1 2"] + arguments)
    #expect(run.status == 64 && run.errors.hasPrefix("backprop: " + message), "\(run.errors)")
  }

  /// In doubles as exactly, entry by entry.
  @Test func aBiasOfALargeLayerIsAdded() throws {
    let w = (0..<120).map { i in (0..<100).map { "\(($0 * 7 + i * 3) % 9 - 4)" }.joined(separator: " ") }
    func table(_ b: String) -> String {
      "W\n" + w.joined(separator: "\n") + b + "\nx\n" + (0..<100).map { "0.\($0 % 7)" }.joined(separator: " ")
        + "\ndy\n"
        + (0..<120).map { "\($0 % 5 - 2)" }.joined(separator: " ") + "\n"
    }
    let biased = table("\nb\n" + (0..<120).map { "\($0 % 3 - 1)" }.joined(separator: " "))
    func object(_ text: String, _ arguments: String...) throws -> [String: Any] {
      let run = try ProgramRun(["solve", "--layer", "-", "--format", "json"] + arguments, input: text)
      return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }
    let double = try object(biased)
    let exact = try object(biased, "--exact")
    for key in ["s", "y", "dx", "db"] {
      let (a, b) = (try #require(double[key] as? [Double]), try #require(exact[key] as? [Double]))
      #expect(zip(a, b).allSatisfy { abs($0 - $1) <= 1e-9 * (1 + abs($1)) }, "\(key)")
    }
    #expect(try object(table(""))["db"] == nil)
  }

  @Test func whatSolvePrintsItReads() throws {
    let first = try ProgramRun(
      "solve", "--W", "1/3 2; -.5 1e-3; 0 1", "--x", "1 -1", "--dy", "1 2 3", "--format", "json", "--exact", "--steps")
    let file = try TemporaryFile("layer.json", first.output)
    defer { file.remove() }
    let fromFile = try ProgramRun("solve", "--layer", file.path, "--format", "json")
    let fromPipe = try ProgramRun("solve", "--layer", "-", "--format", "json", input: first.output)
    #expect(fromFile.status == 0 && fromFile.output == fromPipe.output)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any])
    let steps = try #require(object["steps"] as? [[String: Any]])
    #expect(steps.count == 49)
    let exact = try #require(object["exact"] as? [String: Any])
    let weights = try #require(exact["W"] as? [[String]])
    #expect(weights[0] == ["1/3", "2"])
  }

  @Test(arguments: [
    (
      ["solve", "--W", "1 2", "--x", "1", "--dy", "2"], 64,
      "backprop: x has 1 entry, W has 2 columns: they must agree\n"
    ),
    (
      ["solve", "--W", "1 - 2", "--x", "1", "--dy", "2"], 64,
      "backprop: W: row 1, column 2: `-` stands alone; write `1 -2` for two numbers, or the result for one\n"
    ),
    (
      ["solve", "--W", "1"], 64,
      "backprop: --x, --dy missing; give --W '1 2; 3 4' --x '1 2' --dy '1 -1', or --layer FILE\n"
    ),
    (["solve", "--layer", "no-such-file"], 1, "backprop: no-such-file: No such file or directory\n"),
    (
      ["solve", "--W", "1", "--x", "1", "--dy", "1", "--step", "dz[1]"], 64,
      "backprop: no step `dz[1]`; steps are s[1], y[1], f'[1], J[1,1], ds[1], dx[1], P[1,1,1], dW[1,1]\n"
    ),
    (["learn", "no-such-lesson"], 1, "backprop: no lesson `no-such-lesson`; `backprop lessons list` shows all\n"),
    (
      ["lessons", "check", "no-such-folder"], 1,
      "backprop: no-such-folder: no such folder or file; lessons check takes one with lessons\n"
    ),
    (
      ["replay", "x", "--size", "-1x30"], 64,
      "backprop: The value '-1x30' is invalid for '--size <COLSxROWS>': it takes COLSxROWS up to 1000x1000, as in 100x30\n"
    ),
    (
      ["solve", "--precision", "abc", "--W", "1", "--x", "1", "--dy", "1"], 64,
      "backprop: The value 'abc' is invalid for '--precision <digits>': it takes a whole number from 0 to 30\n"
    ),
    (
      ["typeset", "x", "--width", "-3"], 64,
      "backprop: The value '-3' is invalid for '--width <columns>': it takes a whole number from 1 to 100000\n"
    ),
    (
      ["solve", "--W=", "--x", "1", "--dy", "1"], 64,
      "backprop: `--W=` has nothing after the `=`; write the value there\n"
    ),
    (["sovle"], 64, "backprop: no command or lesson `sovle`; did you mean `backprop solve`?\n"),
    (
      ["help", "foo"], 64,
      "backprop: no command `foo`; there are learn, practice, derive, exam, progress, solve, check, repl, typeset, lessons, replay, grade\n"
    ),
    (["lessons", "chek"], 64, "backprop: no command `chek` of lessons; did you mean `check`?\n"),
    ([""], 1, "backprop: a lesson's name is empty; `backprop lessons list` shows all\n"),
    (["solve", "--layer", ""], 1, "backprop: a file's name is empty; give one, or - for standard input\n"),
    (
      ["learn", "--plain", "elu", "--W", "1", "--x", "1", "--dy", "1"], 64,
      "backprop: `elu` is read, not computed; leave --W, --x, --dy and --layer out\n"
    ),
    (["lessons", "list", "--lessons", "/nowhere"], 1, "backprop: /nowhere: not a folder; --lessons needs one\n"),
  ])
  func errorsAreOneLineWithAStatus(arguments: [String], status: Int, message: String) throws {
    let run = try ProgramRun(arguments)
    #expect(run.errors == message)
    #expect(run.status == Int32(status) && run.output.isEmpty)
  }

  @Test func wrongUsageIsStatus64() throws {
    for arguments in [
      ["solve", "--frmat"], ["--nonsense"], ["solve", "--format", "xml"], ["typeset", "--width", "wide"],
    ] {
      let run = try ProgramRun(arguments)
      #expect(run.status == 64 && run.errors.split(separator: "\n").count == 1, "\(arguments): \(run.errors)")
    }
    #expect(try ProgramRun("--version").output == "0.1.0\n")
    #expect(try ProgramRun("--help").output.contains("learn (default)"))
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
    arguments: [
      ["solve", "--W", "1 2", "--x", "1; 2", "--dy", "1"], ["check", "--W", "1 2", "--x", "1; 2", "--dy", "1"],
      ["learn", "--plain"], ["lessons", "list"], ["lessons", "show", "elu"], ["typeset", "x"], ["repl"], ["--help"],
      ["--version"],
    ])
  func whatCannotBeWrittenIsOneLineAndStatus1(arguments: [String]) throws {
    let run = try ProgramRun(arguments, input: "1 + 1\n2 + 2\n", writingTo: "/dev/full")
    #expect(run.errors == "backprop: standard output: cannot be written: No space left on device\n")
    #expect(run.status == 1)
  }

  @Test func oneStepOrOneFactorCanBeAskedFor() throws {
    let step = try ProgramRun("solve", "--W", "-1.5 -0.5; 0.5 -2", "--x", "-1 0.5", "--dy", "-2 1.5", "--step", "dx[2]")
    #expect(
      step.output.hasSuffix(
        "δx₂\n= δy₁·f′(s₁)·W₁₂ + δy₂·f′(s₂)·W₂₂\n≈ (−2)·1·(−0.5) + 1.5·0.2231·(−2)\n≈ 1 + (−0.6694)\n≈ 0.3306\n"))
    let factor = try ProgramRun(
      "solve", "--W", "-1.5 -0.5; 0.5 -2", "--x", "-1 0.5", "--dy", "-2 1.5", "--step", "dx[2].k2.f'", "--precision",
      "8")
    #expect(factor.output == "dx[2].k2.f' ≈ 0.22313016\n")
  }

  @Test func typesetDrawsArgumentsAndLines() throws {
    #expect(try ProgramRun("typeset", #"\frac{\partial L}{\partial x}"#).output == "∂L\n──\n∂x\n")
    let lines = try ProgramRun("typeset", input: "x_1\n\n\\frac{1}\n")
    #expect(lines.output == "x₁\n\n\\frac{1}\n" && lines.status == 1)
    #expect(lines.errors == "backprop: line 3, column 9: `\\frac` lacks its argument; add {…}\n")
    let escape = try ProgramRun("typeset", "x\u{1B}[31m + \\text{\u{1B}]0;t\u{7}}")
    #expect(!escape.output.unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 })
  }

  @Test func lessonsAreListedShownAndChecked() throws {
    let list = try ProgramRun("lessons", "list")
    #expect(list.output.split(separator: "\n").count == 29 && list.output.contains("linear-elu-layer"))
    #expect(try ProgramRun("lessons", "show", "elu").output.contains("f(s) = ⎨"))
    let check = try ProgramRun("lessons", "check")
    let lines = check.output.split(separator: "\n")
    #expect(check.status == 0 && lines.last == "29 lessons, 0 problems")
    #expect(lines.dropLast().allSatisfy { $0.contains(": note: ask: these numbers do not show ") })
  }

  @Test func aBrokenLessonFailsTheCheckAtItsLine() throws {
    let file = try TemporaryFile("bad.md", "---\nid: bad\n---\n\n[[nowhere]]\n\n$$ \\frac{1} $$\n")
    defer { file.remove() }
    let folder = (file.path as NSString).deletingLastPathComponent
    let run = try ProgramRun("lessons", "check", folder)
    #expect(run.status == 1)
    #expect(run.output.contains("bad.md:5:1: error: link to unknown lesson `nowhere`"))
    #expect(run.output.contains("bad.md:7:13: error: formula: "))
  }

  @Test func aFolderOfOnesOwnIsOpenedAndMayLinkToTheCourse() throws {
    let file = try TemporaryFile("mine.md", "---\nid: mine\n---\n\nSee [[elu]]. It costs $5\n$$ s = Wx $$\n")
    defer { file.remove() }
    let folder = (file.path as NSString).deletingLastPathComponent
    #expect(try ProgramRun("learn", "--lessons", folder).output.contains("See elu. It costs $5"))
    #expect(try ProgramRun("lessons", "check", folder).output == "1 lesson, 0 problems\n")
    #expect(try ProgramRun("lessons", "check", file.path).output == "1 lesson, 0 problems\n")
    #expect(try ProgramRun("lessons", "show", "elu", "--lessons", folder).output.contains("ELU and its slope"))
  }

  @Test func theTemplateOfTheLessonsReadmePassesItsOwnCheck() throws {
    let readme = try String(contentsOfFile: Fixtures.root + "/Lessons/README.md", encoding: .utf8)
    let template = try #require(
      readme.components(separatedBy: "````markdown\n").last?.components(separatedBy: "````").first)
    let file = try TemporaryFile("my-lesson.md", template)
    defer { file.remove() }
    let run = try ProgramRun("lessons", "check", file.path)
    #expect(run.output == "1 lesson, 0 problems\n" && run.status == 0)
  }

  @Test func jsonHasNoNegativeZeroAndUnreadableJSONSaysWhatIsExpected() throws {
    let tiny = try ProgramRun("solve", "--W", "-1000 2", "--x", "1 1", "--dy", "1", "--format", "json")
    #expect(!tiny.output.contains("-0,") && !tiny.output.contains("-0]"))
    let broken = try ProgramRun("solve", "--layer", "-", input: "{\"W\": 1")
    #expect(broken.status == 64 && broken.errors.hasPrefix("backprop: standard input:1: "))
    #expect(broken.errors.hasSuffix("write {\"W\": [[1, 2]], \"x\": [1, 2], \"dy\": [1]}\n"))
  }

  @Test func withoutATerminalTheWalkIsPlainLines() throws {
    let run = try ProgramRun("learn", Fixtures.cardFile)
    #expect(run.status == 0)
    #expect(run.output.contains("step 14 of 31, dx[2]:"))
    #expect(!run.output.contains("\u{1B}"))
    #expect(try ProgramRun("learn", "elu", "--plain").output.contains("ELU and its slope"))
  }

  @Test func replayRunsActionLinesAndNamesTheLineThatFails() throws {
    let script = try TemporaryFile("walk.txt", "# a walk\nopen \(Fixtures.cardFile)\ngoto dx[2]\nnext 7   # factors\n")
    defer { script.remove() }
    let run = try ProgramRun("replay", script.path, "--size", "80x24")
    let kept = try String(
      contentsOfFile: Fixtures.root + "/Tests/TutorAppTests/Frames/backward-80x24.txt", encoding: .utf8)
    #expect(run.output == kept && run.status == 0)
    let wrong = try TemporaryFile("wrong.txt", "next\nnxt\nset W 1 2; 3\n")
    defer { wrong.remove() }
    let failed = try ProgramRun("replay", wrong.path)
    #expect(failed.status == 1)
    #expect(
      failed.errors
        == "backprop: \(wrong.path):2: no action `nxt`; did you mean `next`?\nbackprop: \(wrong.path):3: W: row 2 has 1 entry, row 1 has 2: all rows need the same number\n"
    )
    #expect(try ProgramRun("replay", wrong.path, "--frames").output.components(separatedBy: "--- ").count == 5)
  }

  @Test func everyFormulaGivenIsChecked() throws {
    let numbers = ["--W", "-1.5 -0.5; 0.5 -2", "--x", "-1 0.5", "--dy", "-2 1.5"]
    func check(_ formulas: String...) throws -> ProgramRun {
      try ProgramRun(["check"] + numbers + formulas.flatMap { ["--formula", $0] })
    }
    #expect(try check("dx = W^T ds").status == 0)
    for pair in [["dx = W^T dy", "dx = W^T ds"], ["dx = W^T ds", "dx = W^T dy"]] {
      let run = try check(pair[0], pair[1])
      #expect(run.status == 1 && run.output.contains("2 of 4 entries DIFFER"), "\(run.output)")
    }
  }

  @Test func theCourseIsInTheProgram() throws {
    let copy = try TemporaryFile("backprop", "")
    defer { copy.remove() }
    try FileManager.default.removeItem(atPath: copy.path)
    try FileManager.default.copyItem(atPath: ProgramRun.path, toPath: copy.path)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: copy.path)
    process.arguments = ["lessons", "list"]
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let lessons = try FileManager.default.contentsOfDirectory(atPath: Fixtures.root + "/Lessons").filter {
      $0.hasSuffix(".md") && $0 != "README.md"
    }
    #expect(process.terminationStatus == 0 && text.split(separator: "\n").count == lessons.count)
    for lesson in lessons { #expect(text.contains(lesson.dropLast(3) + " ")) }
  }

  @Test func ofTheUsersOwnFoldersTheNearestComesFirst() throws {
    let note = try TemporaryFile("mine.md", "---\nid: mine\n---\n# Mine\n")
    defer { note.remove() }
    let data = (note.path as NSString).deletingLastPathComponent
    let lessons = data + "/backprop/lessons"
    try FileManager.default.createDirectory(atPath: lessons, withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: note.path, toPath: lessons + "/mine.md")
    func list(_ variable: String, _ value: String) throws -> String {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: ProgramRun.path)
      process.arguments = ["lessons", "list"]
      process.environment = [variable: value]
      process.currentDirectoryURL = URL(fileURLWithPath: data)
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      defer { process.waitUntilExit() }
      return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    #expect(try list("XDG_DATA_HOME", data).hasPrefix("mine"))
    #expect(try list("BACKPROP_LESSONS", lessons).hasPrefix("mine"))
    // The standard: what is no absolute path is ignored.
    #expect(try !list("XDG_DATA_HOME", ".").hasPrefix("mine"))
  }
}
