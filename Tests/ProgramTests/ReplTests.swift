import Foundation
import TestSupport
import Testing

/// `backprop repl` through a pipe and through a terminal: one transcript.
@Suite struct ReplTests {
  /// What is typed, and what must be answered; `nil` for nothing.
  static let transcript: [(line: String, answer: String?)] = [
    ("dx", "δx ≈ [3.1673, 0.3306]"),
    ("W^T (dy .* f'(s))", "Wᵀ (δy ⊙ f′(s)) ≈ [3.1673, 0.3306]"),
    (#"\sum_k \delta_{y,k} f'(s_k) W_{kj}"#, "Σ_k δy_k f′(s_k) W_kj ≈ [3.1673, 0.3306]"),
    ("always dx = W^T ds", "same for every layer: δx = Wᵀ δs"),
    ("x_2 = 0", "x = [−1, 0]"),
    ("s", "s = [1.5, −0.5]"),
    ("undo", "x = [−1, 0.5]"),
    ("exact on", nil),
    ("show dx", "δx = [3 + ¾·e^(−3/2), 1 − 3·e^(−3/2)]"),
    ("exact off", nil),
    ("W = 1 2 3; 4 5 6", "W = [1 2 3; 4 5 6]; now K = 2 units, n = 3 inputs"),
    ("W^T ds", "Wᵀ δs ≈ [−0.6612, −2.3265, −3.9918]"),
    ("dy = 1/3 1", "δy = [1/3, 1]"),
    ("undo", "δy = [−2, 1.5]"),
    ("s_1 > 0", "s₁ > 0: false"),
  ]

  @Test func aPipeGivesOneResultALine() throws {
    let input = Self.transcript.map(\.line).joined(separator: "\n") + "\n"
    let run = try ProgramRun("repl", input: input)
    #expect(run.status == 0 && run.errors.isEmpty)
    let answers = Self.transcript.compactMap(\.answer)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == answers.count)
    // What followed from a changed number stands behind it on the same line.
    for (line, answer) in zip(lines, answers) { #expect(line.hasPrefix(answer), "\(line)") }
  }

  @Test func aTerminalGivesTheSame() throws {
    let terminal = try #require(PseudoTerminal(["repl"], columns: 100, rows: 50))
    #expect(terminal.waits(for: ">"))
    for (line, answer) in Self.transcript {
      terminal.type(line + "\r")
      #expect(terminal.wait { $0.screen.contains("> " + line) }, "\(line)")
      guard let answer else { continue }
      // Relations stand on lines of their own where a person reads them.
      for part in answer.split(separator: ";", maxSplits: answer.contains("now K") ? 0 : 1) {
        #expect(terminal.waits(for: String(part)), "\(answer)")
      }
    }
    terminal.type("\u{4}")
    #expect(terminal.end() == 0)
  }

  @Test func errorsNameTheirLineAndPlaceAndTheRestStillRuns() throws {
    let run = try ProgramRun("repl", input: "W ds x\n\n# only a comment\nx = 1 2 3\nhistroy\nx\n")
    #expect(run.status == 1)
    #expect(run.output == "x = [−1, 0.5]\n")
    #expect(
      run.errors == """
        backprop: line 1, column 6: `W ds` and `x` both have 2 entries: did you mean `W ds .* x`?
          W ds x
               ^
        backprop: line 4, column 4: x has 3 entries, W has 2 columns: they must agree
          x = 1 2 3
             ^
        backprop: line 5, column 1: no action `histroy`; did you mean `history`?
          histroy
          ^

        """)
  }

  @Test func jsonGivesOneObjectForEachLineThatGivesSomething() throws {
    let run = try ProgramRun(
      "repl", "--json",
      input: "dx\nexact on\nalways f'(s) = 1\nalways dx = W^T ds\n1/3\nexp(y_2)\ns > 0\nW ds x\nnext\nx_1 = 3\n")
    #expect(run.status == 1 && run.errors.isEmpty)
    #expect(
      run.output == """
        {"line": 1, "shape": [2], "value": [3.167347620111322, 0.3306095195547105], "exact": ["3+3/4*exp(-3/2)", "1-3*exp(-3/2)"]}
        {"line": 3, "verdict": "different", "counterexample": {"W": [[-1.5, -0.5], [0.5, -2]], "x": [-1, 0.5], "dy": [-2, 1.5], "left": [1, 0.22313016014842982], "right": 1, "exact": {"W": [["-3/2", "-1/2"], ["1/2", "-2"]], "x": ["-1", "1/2"], "dy": ["-2", "3/2"], "left": ["1", "exp(-3/2)"], "right": "1"}}}
        {"line": 4, "verdict": "same", "certain": true, "counterexample": null}
        {"line": 5, "shape": [], "value": 0.3333333333333333, "exact": "1/3"}
        {"line": 6, "shape": [], "value": 0.4598431435873039, "exact": null}
        {"line": 7, "shape": [2], "value": [true, false], "exact": null}
        {"line": 8, "error": "`W ds` and `x` both have 2 entries: did you mean `W ds .* x`?", "column": 6}
        {"line": 10, "shape": [2], "value": [3, 0.5], "exact": ["3", "1/2"]}

        """)
    for line in run.output.split(separator: "\n") {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    }
  }

  @Test func aSavedSessionIsReplayed() throws {
    let file = try TemporaryFile("session.txt", "")
    file.remove()
    let folder = try TemporaryFile("note.txt", "mine")
    defer { folder.remove() }
    let path = (folder.path as NSString).deletingLastPathComponent + "/session.txt"
    let run = try ProgramRun(
      "repl", input: "W = 1 -2; 3 4; 0 1\nx = 2 1\ngoto dx[2]\nexact on\nW^T ds\nsave \(path)\nsave \(folder.path)\n")
    #expect(run.errors == "backprop: line 7: \(folder.path) exists and is no saved session; choose another name\n")
    #expect(try String(contentsOfFile: folder.path, encoding: .utf8) == "mine")
    let saved = try String(contentsOfFile: path, encoding: .utf8)
    #expect(
      saved == """
        # backprop session; `backprop replay` runs it
        open linear-elu-layer
        set W 1 -2; 3 4; 0 1
        set x -1 1/2
        set dy -2 3/2 0
        set x 2 1
        goto dx[2]
        exact on
        W^T ds

        """)
    let replayed = try ProgramRun("replay", path)
    #expect(replayed.status == 0 && replayed.output.contains("δx₂") && replayed.output.contains("Wᵀ δs ="))
    let loaded = try ProgramRun("repl", input: "load \(path)\nx\nload /nowhere/at/all\n")
    #expect(loaded.output == "x = [2, 1]\n")
    #expect(loaded.errors.contains("line 3: /nowhere/at/all: "))
  }

  @Test func aTerminalWithoutANameGetsPlainLines() throws {
    for name in [["-u", "TERM"], ["TERM=unknown"], ["TERM=dumb"]] {
      let repl = try #require(
        PseudoTerminal(
          program: "/usr/bin/env", name + [ProgramRun.path, "repl"], columns: 80, rows: 24, waits: false))
      repl.type("1 + 2\rquit\r")
      #expect(repl.waits(for: "1 + 2 = 3"), "\(name): \(repl.screen)")
      #expect(repl.end() == 0 && !repl.output.contains(0x1B), "\(name)")
      let tutor = try #require(
        PseudoTerminal(program: "/usr/bin/env", name + [ProgramRun.path], columns: 80, rows: 24, waits: false))
      #expect(tutor.waits(for: "Gradient check:"), "\(name): \(tutor.screen)")
      #expect(tutor.end() == 0 && !tutor.output.contains(0x1B), "\(name)")
    }
  }

  @Test func keysEditTheLineAndTheHistoryOutlivesTheSitting() throws {
    let folder = NSTemporaryDirectory() + "backprop-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try #require(PseudoTerminal(["repl"], columns: 90, rows: 30, state: folder))
    #expect(first.waits(for: ">"))
    // Ctrl-A, Ctrl-E, Alt-b, Ctrl-W, Ctrl-U, Ctrl-Y, arrows.
    first.type("x = 7 9\u{1B}b\u{1B}b8 \u{5}\u{17}3\u{1}\u{1B}[C\u{1B}[C\u{5}\r")
    #expect(first.waits(for: "x has 3 entries"))
    // Half a character before an arrow takes nothing of the arrow with it.
    first.type("30 + 13")
    first.type(bytes: [0xCE] + Array("\u{1B}[D\u{1B}[D2\u{5}\r".utf8))
    #expect(first.waits(for: "30 + 213 = 243"))
    first.type("4 + 5\u{15}\u{19}\r")
    #expect(first.waits(for: "4 + 5 = 9"))
    first.type("sq\t(16)\u{7F}\u{1B}[D\u{1B}[D\u{1B}[3~\u{1B}[C)\r")
    #expect(first.waits(for: "6"))
    first.type("\u{4}")
    #expect(first.end() == 0)
    let second = try #require(PseudoTerminal(["repl"], columns: 90, rows: 30, state: folder))
    #expect(second.waits(for: ">"))
    second.type("\u{1B}[A\u{1B}[A")
    #expect(second.waits(for: "> 4 + 5"))
    second.type("\r")
    #expect(second.waits(for: "4 + 5 = 9"))
    second.type("\u{1B}[200~1 + 1\r2 + 2\u{1B}[201~")
    #expect(second.waits(for: "> 1 + 1⏎2 + 2"))
    second.type("\r")
    #expect(second.waits(for: "2 + 2 = 4"))
    second.type("x = \u{1B}[200~1\r2\u{1B}[201~\r")
    #expect(second.waits(for: "x = [1, 2]"))
    second.signal(SIGTERM)
    #expect(second.end() == 256 + Int(SIGTERM) && second.modesAreRestored)
  }

  /// A whole beside the formula of its entry, as everybody writes it.
  @Test func aWholeAndTheFormulaOfItsEntryAreEqual() throws {
    let lines = [
      "dx = sum_k dy_k f'(s_k) W_kj", "dW = dy_k f'(s_k) x_j", "J = f'(s_k) W_kj", "P = [i=k] f'(s_k) x_j",
      "s = sum_j W_kj x_j", "y = f(s_k)", "W^T = (W^T)_jk",
    ]
    let run = try ProgramRun(["repl"], input: lines.joined(separator: "\n") + "\n")
    let output = run.output.split(separator: "\n")
    #expect(run.status == 0 && output.count == lines.count)
    for line in output { #expect(line.contains(": true for these numbers")) }
    let wrong = try ProgramRun("repl", input: "dx = sum_k dy_k f'(s_k) W_jk\nf(0.5) = 0.52\ndx_1 = 3.1673\n")
    let answers = wrong.output.split(separator: "\n")
    #expect(
      answers[0].contains(": false") && answers[1].contains(": false") && answers[2].contains("agrees to 4 decimals"))
  }

  @Test func whatIsUncertainIsSaidInJSONToo() throws {
    let run = try ProgramRun(
      "repl", "--json",
      input: "always max(K - 30, 0) = 0\nalways max(exp(s), 0) = exp(s) = e^s\nalways dx_j = sum_k sum_k ds_k W_kj\n")
    let lines = run.output.split(separator: "\n")
    #expect(lines[0].contains("\"certain\": false") && lines[1].contains("\"certain\": false"))
    #expect(lines[2].contains("\"note\": \"no k stands within its sum"))
  }
}
