import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What `solve` writes for other programs, tried with those programs where they are at hand.
@Suite struct ExportTests {
  static let numbers = ["--W", "-1.5 -0.5 1; 0.5 -2 1/3", "--x", "-1 0.5 2", "--dy", "-2 1.5"]

  private static func run(_ command: [String], folder: String = NSTemporaryDirectory()) -> (
    status: Int32, output: String
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return (-1, "") }
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  /// `BACKPROP_PYTHON` names a Python with torch where `python3` has none.
  static let python = ProcessInfo.processInfo.environment["BACKPROP_PYTHON"] ?? "python3"
  static let hasTorch = run([python, "-c", "import torch"]).status == 0
  static let hasTeX = run(["pdflatex", "--version"]).status == 0

  @Test(.enabled(if: hasTorch, "no Python with torch is at hand"))
  func thePyTorchScriptFindsOurNumbers() throws {
    let script = try ProgramRun(["solve"] + Self.numbers + ["--format", "python"])
    let file = try TemporaryFile("layer.py", script.output)
    defer { file.remove() }
    let run = Self.run([Self.python, file.path])
    #expect(run.status == 0 && run.output == "s agrees\ny agrees\nJ agrees\ndx agrees\ndW agrees\n", "\(run.output)")
    let wrong = try TemporaryFile(
      "wrong.py", script.output.replacingOccurrences(of: "\"dx\": (dx, [", with: "\"dx\": (dx, [1"))
    defer { wrong.remove() }
    #expect(Self.run([Self.python, wrong.path]).status != 0, "a wrong number is found")
  }

  @Test(.enabled(if: hasTeX, "no TeX is at hand"), arguments: [[], ["--exact"]])
  func theLaTeXCompilesInAnArticle(options: [String]) throws {
    let latex = try ProgramRun(["solve"] + Self.numbers + ["--format", "latex"] + options)
    let article = "\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n\(latex.output)\\end{document}\n"
    let file = try TemporaryFile("article.tex", article)
    defer { file.remove() }
    let folder = (file.path as NSString).deletingLastPathComponent
    let run = Self.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", file.path], folder: folder)
    #expect(run.status == 0 && run.output.contains("Output written"), "\(run.output.suffix(800))")
  }

  @Test func aStepAWholeQuantityOrAStageIsWrittenInEveryFormat() throws {
    func lines(_ step: String, _ options: String...) throws -> [String] {
      let run = try ProgramRun(["solve"] + Self.numbers + ["--step", step] + options)
      #expect(run.status == 0, "\(run.errors)")
      return run.output.split(separator: "\n").map(String.init)
    }
    #expect(
      try lines("dx").filter { $0.hasPrefix("step") } == [
        "step 15 of 40, dx[1]:", "step 16 of 40, dx[2]:", "step 17 of 40, dx[3]:",
      ])
    #expect(
      try lines("slopes", "--format", "latex") == [
        #"\begin{align*}"#, #"f'(s_{1}) &= 1 \\"#,
        #"f'(s_{2}) &= e^{s_{2}} \approx e^{-0.8333} \approx 0.4346"#, #"\end{align*}"#,
      ])
    #expect(
      try lines("J[2,3]", "--format", "markdown") == [
        "$$",
        #"\frac{\partial y_{2}}{\partial x_{3}} = f'(s_{2}) \cdot W_{23} \approx 0.4346 \cdot 0.3333 \approx 0.1449"#,
        "$$",
      ])
    #expect(try lines("P[1,2,1]", "--format", "latex")[1] == #"\frac{\partial y_{1}}{\partial W_{21}} &= [1 = 2] = 0"#)
    #expect(
      try lines("vector.dx", "--format", "markdown", "--exact")[1].hasPrefix(
        #"\delta x = W^T (\delta y \odot f'(s)) = \begin{bmatrix} 3 + \tfrac{3}{4} \cdot e^{-5/6} \\ "#))
    #expect(try lines("check.dW", "--format", "latex").count == 8)
    #expect(try lines("dx[2].k2.W", "--format", "latex")[1] == "W_{22} &= -2")
    #expect(
      try lines("dx[1].k2.f'", "--format", "json", "--exact") == [
        #"{"id": "dx[1].k2.f'", "value": 0.4345982085070782, "exact": "exp(-5/6)"}"#
      ])
    let list = try #require(
      JSONSerialization.jsonObject(
        with: Data(try lines("backward", "--format", "json", "--exact").joined().utf8)) as? [[String: Any]])
    #expect(list.count == 11 && list.last?["exact"] as? String == "-2+1/2*exp(-5/6)", "\(list)")
    let one = try JSONSerialization.jsonObject(with: Data(try lines("dx[1]", "--format", "json").joined().utf8))
    #expect((one as? [String: Any])?["id"] as? String == "dx[1]")
    for wrong in [["--format", "python"], ["--format", "json", "--steps"]] {
      let run = try ProgramRun(["solve"] + Self.numbers + ["--step", "dx"] + wrong)
      #expect(run.status == 64 && run.output.isEmpty && run.errors.contains("--step"), "\(run.errors)")
    }
  }

  /// 1/3 is given and stands as it was given; what was rounded is no equation.
  @Test func textWritesEqualsOnlyWhereNothingWasDropped() throws {
    let run = try ProgramRun("solve", "--W", "-1 1/3", "--x", "1 2", "--dy", "1/7")
    for line in [
      "W = [−1 1/3]", "δy = [1/7]", "  ≈ exp(−0.3333) − 1, since s₁ ≈ −0.3333 ≤ 0", "  ≈ f′(−0.3333)",
      "  ≈ [−0.1024, 0.0341]", "  ≈ [0.1024 0.2047]",
    ] { #expect(run.output.contains(line + "\n"), "\(line)\n\(run.output)") }
    let exact = try ProgramRun("solve", "--W", "-1 1/3", "--x", "1 2", "--dy", "1/7", "--exact")
    #expect(exact.output.contains("  = [−1/7·e^(−1/3), 1/21·e^(−1/3)]\n"), "\(exact.output)")
  }

  @Test func theScriptAndTheLaTeXAreThoseThatWereTried() throws {
    let latex = try ProgramRun(["solve"] + Self.numbers + ["--format", "latex", "--exact"])
    #expect(latex.output.contains(#"\delta x &= \begin{bmatrix} 3 + \tfrac{3}{4} \cdot e^{-5/6}"#), "\(latex.output)")
    let python = try ProgramRun(["solve"] + Self.numbers + ["--format", "python"])
    #expect(
      python.output.contains("W = torch.tensor([[-1.5, -0.5, 1.], [0.5, -2., 0.3333333333333333]], requires_grad=True)")
    )
  }

  /// Display maths between `$$` on lines of their own: our own reader takes them for formulas, and GitHub does.
  @Test func theMarkdownIsALessonsMarkdown() throws {
    let markdown = try ProgramRun(["solve"] + Self.numbers + ["--format", "markdown"])
    let file = try TemporaryFile("layer.md", "---\nid: layer\n---\n" + markdown.output)
    defer { file.remove() }
    let shown = try ProgramRun("lessons", "show", file.path, "--width", "120")
    #expect(shown.status == 0 && !shown.output.contains("\\") && shown.output.contains("⎡"), "\(shown.output)")
  }

  @Test func checkComparesEveryEntryAndFailsForAWrongFormula() throws {
    let right = try ProgramRun(["check"] + Self.numbers)
    #expect(right.status == 0 && right.output.contains("all 27 entries agree with their central differences"))
    let wrong = try ProgramRun(["check"] + Self.numbers + ["--formula", "dx = W^T dy"])
    #expect(wrong.status == 1 && wrong.output.contains("3 of 3 entries DIFFER"), "\(wrong.output)")
    let own = try ProgramRun(
      ["check"] + Self.numbers + ["--formula", "dx_j = sum_k dy_k f'(s_k) W_kj", "--format", "json"])
    #expect(own.status == 0 && own.output.contains("\"agrees\": true"))
    let kink = try ProgramRun("check", "--W", "1 1", "--x", "1 -1", "--dy", "2")
    #expect(kink.status == 0 && kink.output.contains("s₁ = 0: both branches have value 0 and slope 1 there"))
    let unreadable = try ProgramRun(["check"] + Self.numbers + ["--formula", "dx = W dy"])
    #expect(unreadable.status == 64)
    #expect(
      unreadable.errors == "backprop: --formula, column 8: `W` is 2×3 and `dy` has 2 entries: did you mean `W^T dy`?\n")
  }

  /// Large layers go through doubles and come out as the same JSON.
  @Test func aLargeLayerIsComputedInDoublesAndStreamed() throws {
    let (k, n) = (130, 110)
    let w = (0..<k).map { row in
      "[" + (0..<n).map { "\(Double((row * 7 + $0 * 13) % 19 - 9) / 64)" }.joined(separator: ", ") + "]"
    }
    let x = (0..<n).map { "\(Double($0 % 7 - 3) / 4)" }.joined(separator: ", ")
    let dy = (0..<k).map { "\(Double($0 % 5 - 2) / 2)" }.joined(separator: ", ")
    let json = "{\"W\": [\(w.joined(separator: ", "))], \"x\": [\(x)], \"dy\": [\(dy)]}"
    let file = try TemporaryFile("large.json", json)
    defer { file.remove() }
    let run = try ProgramRun("solve", "--layer", file.path, "--format", "json")
    #expect(run.status == 0 && run.errors.isEmpty)
    let result = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let exact = try ProgramRun("solve", "--layer", file.path, "--step", "dx[17]", "--format", "json")
    let step = try #require(try JSONSerialization.jsonObject(with: Data(exact.output.utf8)) as? [String: Any])
    let fast = try #require((result["dx"] as? [Double])?[16])
    let slow = try #require(step["value"] as? Double)
    #expect(abs(fast - slow) <= 1e-12 * (1 + abs(slow)))
    #expect((result["dW"] as? [[Double]])?.count == k && (result["J"] as? [[Double]])?.first?.count == n)
    // An output is an input.
    let again = try TemporaryFile("again.json", run.output)
    defer { again.remove() }
    #expect(try ProgramRun("solve", "--layer", again.path, "--format", "json").output == run.output)
    let text = try ProgramRun("solve", "--layer", file.path)
    #expect(text.output.hasPrefix("K = 130 units, n = 110 inputs, in doubles (--exact asks for exact numbers)\n"))
    let markdown = try ProgramRun("solve", "--layer", file.path, "--format", "markdown")
    #expect(markdown.status == 64 && markdown.errors.contains("use --format json"))
  }

  /// A page that a reader of XML takes, with a formula for each quantity and each entry.
  @Test func thePageIsWellFormedAndHasEveryFormula() throws {
    let run = try ProgramRun(["solve"] + Self.numbers + ["--b", "1 -1", "--format", "html"])
    #expect(run.status == 0)
    // Void elements of HTML are no XML.
    let body = try #require(run.output.firstRange(of: "<body>")).lowerBound
    let text = run.output[body...].replacingOccurrences(of: "</html>", with: "")
    let parser = XMLParser(data: Data(text.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    // 12 quantities, 3 entries of δx, 6 of δW, 2 of δb.
    #expect(text.components(separatedBy: "<math ").count - 1 == 12 + 3 + 6 + 2)
    #expect(!text.contains("source") && text.contains("<h2>The entries of δb</h2>"))
    let step = try ProgramRun(["solve"] + Self.numbers + ["--format", "html", "--step", "dx[2]"])
    #expect(step.status == 0 && step.output.components(separatedBy: "<math ").count == 2)
  }
}
