import Curriculum
import Files
import LayerMath
import TestSupport
import Testing
import TextLayout

@Suite struct LessonReaderTests {
  @Test func theExamCardLoadsUnchanged() throws {
    let card = try Fixtures.card()
    #expect(card.id == "ssu_batch5_006")
    #expect(card.frontMatter.course == "Statistical Machine Learning")
    #expect(card.frontMatter.tags == ["neural-networks", "elu", "backpropagation", "activation-function"])
    #expect(card.frontMatter.difficulty == 4 && card.frontMatter.status == .toLearn)
    #expect(card.isDerivation)
    #expect(card.issues.isEmpty)
    #expect(LessonSection.allCases.allSatisfy { card.section($0) != nil })
    #expect(card.links.map(\.id) == ["neural-networks", "activation-function", "backpropagation", "elu"])
  }

  @Test func theCardsEightDisplayFormulasAreAllThere() throws {
    let formulas = try Fixtures.card().blocks.compactMap { block -> LessonFormula? in
      if case .formula(let formula, _) = block { formula } else { nil }
    }
    #expect(formulas.count == 8)
    #expect(formulas.allSatisfy { (try? $0.node.get())?.undrawable == [] })
  }

  @Test func shortLinesThatEndASentenceStayLines() throws {
    let solution = try #require(try Fixtures.card().section(.solution))
    guard case .paragraph(let text, let line) = solution[1] else {
      Issue.record("the solution begins with a paragraph")
      return
    }
    #expect(line == 19)
    #expect(text.plain.hasSuffix("Linear output: s = Wx.\nFinal output: y = f(s) (element-wise)."))
  }

  @Test func frontMatterIsDecodedBySchema() throws {
    let document = try Fixtures.document(
      """
      ---
      id: 1.10
      title: y
      type: no
      difficulty: 9
      status: maybe
      tags: a, b
      obsidian: kept
      ---
      text
      """)
    #expect(document.id == "1.10" && document.title == "y" && document.frontMatter.type == "no")
    #expect(document.frontMatter.tags == ["a", "b"])
    #expect(document.frontMatter.unknownKeys == ["obsidian"])
    #expect(
      document.issues.map(\.description) == [
        "test.md:5:13: warning: difficulty must be a whole number from 1 to 5",
        "test.md:6:9: warning: status is `maybe`; use to_learn, learning or learned",
        "test.md:8:1: note: unknown front matter key `obsidian`; kept",
      ])
  }

  @Test func displayMathOnLinesOfItsOwnIsFound() throws {
    let document = try Fixtures.document("before\n$$\ns = W\nx\n$$\nafter")
    #expect(document.blocks.count == 3)
    guard case .formula(let formula, let line) = document.blocks[1] else {
      Issue.record("the second block is the formula")
      return
    }
    #expect(formula.latex.contains("s = W x") && line == 2)
    guard case .paragraph(let text, 6) = document.blocks[2] else {
      Issue.record("the third block is a paragraph on line 6")
      return
    }
    #expect(text.plain == "after")
  }

  @Test(arguments: [
    ("It costs $5 and $6.", "It costs $5 and $6."), ("Take $x$ and $y$.", "Take x and y."), ("a $ b $ c", "a $ b $ c"),
    (#"pay \$5 for $n$"#, "pay $5 for n"), ("`$x$` is code", "$x$ is code"), ("$x$2", "$x$2"),
    ("only one $ here", "only one $ here"),
    ("It costs $5 and more.\n$$ a = b $$", "It costs $5 and more."), ("a $5\n$$ b $$", "a $5"),
  ])
  func dollarsFollowPandocsRule(source: String, expected: String) throws {
    guard case .paragraph(let text, _)? = try Fixtures.document(source).blocks.first else {
      Issue.record("a paragraph")
      return
    }
    #expect(text.plain == expected)
  }

  @Test func linksCalloutsTablesTasksAndCodeAreRecognised() throws {
    let document = try Fixtures.document(
      """
      See [[elu]], [[elu|the unit]], [[elu#The slope]] and [a file](notes/jacobian.md).

      > [!hint] Look here
      > The body.

      | a | b |
      |---|---|
      | 1 | $x_1$ |

      - [x] done
      - [ ] open

      3. three

      ```python
      x = 1
      ```
      """)
    guard case .paragraph(let text, 1) = document.blocks[0] else {
      Issue.record("a paragraph first")
      return
    }
    #expect(
      text.compactMap(\.link) == [
        .lesson(id: "elu", heading: nil), .lesson(id: "elu", heading: nil), .lesson(id: "elu", heading: "The slope"),
        .lesson(id: "jacobian", heading: nil),
      ])
    #expect(
      document.blocks[1]
        == .callout(
          kind: .named("hint"), title: [Inline("Look here")], body: [.paragraph([Inline("The body.")], line: 3)],
          line: 3))
    guard case .table(let header, let rows, _) = document.blocks[2] else {
      Issue.record("a table")
      return
    }
    #expect(header.map(\.plain) == ["a", "b"] && rows[0].map(\.plain) == ["1", "x₁"])
    guard case .list(let items, nil) = document.blocks[3], case .paragraph(let done, _)? = items[0].first else {
      Issue.record("a task list")
      return
    }
    #expect(done.plain == "☑ done")
    guard case .list(_, 3) = document.blocks[4] else {
      Issue.record("a list that starts at 3")
      return
    }
    #expect(document.blocks[5] == .code(language: "python", text: "x = 1\n", line: 16))
  }

  @Test func layerAndAskBlocksAreRead() throws {
    let document = try Fixtures.document(
      """
      ```layer
      name: tall
      W: 1 2; 3 4; 5 6
      x: [1, -1]
      dy: [1, 2, 3]
      ```

      ```ask
      step: dx[2]
      prompt: And the second?
      hints: [one, two]
      ```
      """)
    #expect(document.layer?.example.k == 3 && document.layer?.name == "tall")
    guard case .ask(let exercise, 9)? = document.blocks.last else {
      Issue.record("an exercise on line 9")
      return
    }
    #expect(exercise.prompt == "And the second?" && exercise.step == "dx[2]" && exercise.hints == ["one", "two"])
  }

  @Test func sectionsAreFoundAtAnyLevelAndCase() throws {
    let document = try Fixtures.document("### QUESTION 3\nq\n# forward pass\nf\n## Backward\nb")
    #expect(document.isDerivation)
    #expect(document.section(.question)?.count == 2)
    #expect(document.section(.parameter) == nil)
  }
}

@Suite struct HostileLessonTests {
  @Test(arguments: [
    ("---\nid: [unclosed\n---\ntext", "test.md:3:1: error: front matter"),
    ("---\nid: x\nno end", "test.md:1:1: error: front matter is never closed"),
    ("a\n\nb $$ c", "test.md:3:3: error: `$$` is never closed"),
    ("x\n$$ \\frac{1} $$", "test.md:2:13: error: formula: `\\frac` lacks its argument"),
    ("a\u{0}b", "test.md:1:2: warning: a NUL byte"),
    (
      "$$ " + String(repeating: "{", count: 300) + String(repeating: "}", count: 300) + " $$",
      "test.md:1:204: error: formula: nested deeper"
    ),
    ("```layer\nW: 1 2; 3\nx: 1 2\ndy: 1 2\n```", "test.md:2:4: error: layer: W: row 2 has 1 entry"),
    ("```ask\nprompt: what?\n```", "test.md:2:1: error: ask needs either"),
  ])
  func opensAndNamesFileAndLine(source: String, expected: String) throws {
    let document = try Fixtures.document(source)
    let first = document.issues.first { $0.severity != .note }
    #expect(first?.description.hasPrefix(expected) == true, "\(document.issues.map(\.description))")
  }

  @Test func invalidUTF8IsOpenedAndReported() throws {
    let document = try LessonReader.read(Array("one\ntwo ".utf8) + [0xFF, 0xFE] + Array(" three".utf8), file: "bad.md")
    #expect(document.issues.map(\.description) == ["bad.md:2:1: warning: not UTF-8; save the file as UTF-8"])
    guard case .paragraph(let text, _)? = document.blocks.first else {
      Issue.record("a paragraph")
      return
    }
    #expect(text.plain.contains("two"))
  }

  @Test func aFileAboveTheLimitIsRefusedWithOneLine() {
    let bytes = [UInt8](repeating: 0x61, count: LessonReader.sizeLimit + 1)
    let error = #expect(throws: FileError.self) { try LessonReader.read(bytes, file: "big.md") }
    #expect(error?.message == "big.md: more than 4 MiB; a lesson has that at the most")
  }

  @Test func aLineOfFourMebibytesOpens() throws {
    let line = String(repeating: "word ", count: LessonReader.sizeLimit / 5)
    #expect(try Fixtures.document(line).blocks.count == 1)
  }

  @Test func deeplyNestedContainersDoNotOverflow() throws {
    _ = try Fixtures.document(String(repeating: ">", count: 20_000) + " deep")
    _ = try Fixtures.document(String(repeating: "- ", count: 5_000) + "deep")
    _ = try Fixtures.document(String(repeating: "*", count: 20_000) + "x")
    _ = try Fixtures.document(String(repeating: "[", count: 20_000) + "x")
  }

  @Test func nothingASourceHoldsBecomesAControlCharacter() throws {
    let hostile = "\u{1B}]0;owned\u{7}\u{202E}evil\u{200B} $\\text{\u{1B}[2J}$ [[elu|\u{1B}[31m]] `\u{9B}31m`"
    let document = try Fixtures.document(
      "# \(hostile)\n\n\(hostile)\n\n$$ \\text{\u{1B}[2J} x $$\n\n```\n\(hostile)\n```")
    let printed = document.blocks.map { "\($0)" }.joined()
    #expect(!CharacterWidth.printable(printed).unicodeScalars.contains { CharacterWidth.columns($0) == 0 })
  }
}

@Suite struct CourseCheckTests {
  @Test func theShippedLessonsHaveNoProblem() {
    let (documents, errors) = Fixtures.loader.lessons()
    #expect(documents.count == 29 && errors.isEmpty)
    #expect(CourseCheck.issues(in: documents).filter { $0.severity != .note } == [])
  }

  /// What is looked through to its end again and again would take hours here.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      String(repeating: "](", count: 300_000), String(repeating: "![", count: 300_000),
      String(repeating: "> $$\nx\n", count: 40_000), String(repeating: "a line.\n", count: 60_000),
    ]) func longTextsAreLookedThroughOnce(text: String) throws
  {
    #expect(try !LessonReader.read(Array(("# T\n\n" + text).utf8), file: "long.md").title.isEmpty)
  }

  @Test func aNoteWithoutATitleIsCalledAsItsFile() throws {
    #expect(try LessonReader.read(Array("text".utf8), file: "19 Français.md").title == "19 Français")
  }

  @Test func everyKindOfMistakeIsFoundAtItsLine() throws {
    let first = try LessonReader.read(
      Array(
        "---\nid: a\ntype: derivation\n---\n# Question\n\n[[elo]]\n\n```ask\nstep: dx[9]\nprompt: p\n```\n\n```ask\nformula: W ds x\nprompt: p\n```\n\n## Forward\n\n## Backward\n"
          .utf8), file: "a.md")
    let second = try LessonReader.read(Array("---\nid: a\n---\ntext".utf8), file: "b.md")
    let third = try LessonReader.read(Array("no front matter".utf8), file: "elu.md")
    #expect(
      CourseCheck.issues(in: [first, second, third]).map(\.description) == [
        "a.md:1:1: note: no section Solution; a built-in text takes its place",
        "a.md:1:1: note: no section Parameter; a built-in text takes its place",
        "a.md:1:1: note: no section Related; a built-in text takes its place",
        "a.md:1:1: note: read, not walked: its question does not say that it asks for ELU",
        "a.md:7:1: error: link to unknown lesson `elo`; did you mean `elu`?",
        "a.md:10:7: error: ask: no step `dx[9]`: dx has 1 index, 1 to 2",
        "a.md:15:15: error: ask: formula: `W ds` and `x` both have 2 entries: did you mean `W ds .* x`?",
        "b.md:2:5: error: id `a` is used by a.md as well; choose another",
        "elu.md:1:1: error: front matter lacks `id`; add a line `id: elu`",
      ])
  }

  @Test func anUnknownLessonNamesTheNearest() {
    let error = #expect(throws: FileError.self) { try Fixtures.loader.open("linear-elu-layr") }
    #expect(error?.message == "no lesson `linear-elu-layr`; did you mean `linear-elu-layer`?")
    let missing = #expect(throws: FileError.self) { try Fixtures.loader.open("nowhere/x.md") }
    #expect(missing?.message == "nowhere/x.md: No such file or directory")
  }

  @Test func footnotesAreLinksAndNotes() throws {
    let document = try Fixtures.document("A[^1] b[^long].\n\n[^1]: One\n[^long]: Two `[^1]`\n\n    [^1] code\n")
    let labels = document.blocks.compactMap { block -> String? in
      if case .footnote(let label, let text, _) = block { "\(label): \(text.plain)" } else { nil }
    }
    #expect(labels == ["1: One", "long: Two [^1]"])
    #expect(document.blocks.first?.inlines.plain == "A¹ bˡᵒⁿᵍ.")
    #expect(document.blocks.contains { if case .code(_, let text, _) = $0 { text == "[^1] code\n" } else { false } })
    #expect(document.issues.isEmpty)
  }

  /// Found by the fuzzer: bytes that are no UTF-8 before a footnote's mark.
  @Test func footnotesAfterInvalidBytesAreRead() throws {
    let bytes = [UInt8](repeating: 0xFF, count: 40) + Array("[^cgi}]".utf8)
    let document = try LessonReader.read(bytes, file: "test.md")
    #expect(document.issues.map(\.place) == [LessonPlace(line: 1), LessonPlace(line: 1, column: 41)])
  }
}
