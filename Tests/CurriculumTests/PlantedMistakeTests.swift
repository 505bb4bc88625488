import Curriculum
import LayerMath
import TestSupport
import Testing

/// Forty mistakes that authors make, each planted alone: found at its line and column, with the fix.
@Suite struct PlantedMistakeTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let text: String
    let place: String
    let message: String
    var testDescription: String { message }

    init(_ place: String, _ message: String, _ text: String) {
      self.place = place
      self.message = message
      self.text = text
    }
  }

  /// A lesson with front matter of two keys in front of `text`, whose first line is line 5.
  private static func lesson(_ place: String, _ message: String, _ body: String) -> Mistake {
    Mistake(place, message, "---\nid: a\ntitle: A\n---\n" + body)
  }

  private static func ask(_ place: String, _ message: String, _ yaml: String) -> Mistake {
    lesson(place, message, "```ask\n\(yaml)\n```\n")
  }

  private static func layer(_ place: String, _ message: String, _ results: String) -> Mistake {
    lesson(place, message, "```layer\nW: 1 2; 3 -4\nx: 1 -1\ndy: 2 0.5\n\(results)\n```\n")
  }

  static let mistakes: [Mistake] = [
    Mistake("1:1", "front matter lacks `id`; add a line `id: a`", "# Heading\n"),
    Mistake("1:1", "front matter is never closed", "---\nid: a\n"),
    Mistake("3:1", "front matter: ", "---\nid: [a\n---\n"),
    Mistake("3:13", "difficulty must be a whole number from 1 to 5", "---\nid: a\ndifficulty: 9\n---\n"),
    Mistake("3:9", "status is `done`; use to_learn, learning or learned", "---\nid: a\nstatus: done\n---\n"),
    Mistake("3:1", "unknown front matter key `titel`; did you mean `title`?", "---\nid: a\ntitel: A\n---\n"),
    Mistake("3:8", "layer must have W, x and dy", "---\nid: a\nlayer: 5\n---\n"),
    Mistake("4:3", "layer lacks dy; it needs W, x and dy", "---\nid: a\nlayer:\n  W: 1 2\n  x: 1 2\n---\n"),
    Mistake("4:6", "layer: W: row 2 has 1 entry", "---\nid: a\nlayer:\n  W: 1 2; 3\n  x: 1 2\n  dy: 1 2\n---\n"),
    Mistake("3:9", "macros must be", "---\nid: a\nmacros: many\n---\n"),
    Mistake("4:3", "a macro's name has letters only", "---\nid: a\nmacros:\n  R2: x\n---\n"),
    Mistake("2:5", "id must be text", "---\nid: [a, b]\n---\n"),
    lesson("5:5", "link to unknown lesson `elo`; did you mean `elu`?", "See [[elo]].\n"),
    lesson("6:8", "link to unknown lesson `nowhere-at-all`", "one\ntwo ∂s [[nowhere-at-all|label]]\n"),
    lesson("5:5", "`elu` has no heading `The slop`; did you mean `The slope`?", "See [[elu#The slop]].\n"),
    lesson("5:1", "this lesson has no heading `Solution`", "[[#Solution]]\n"),
    lesson("7:5", "link to unknown lesson `gone`", "one\n\nsee [a link](gone.md)\n"),
    lesson("5:13", "formula: `\\frac` lacks its argument", "$$ \\frac{1} $$\n"),
    lesson("6:12", "formula: `{` is never closed", "text\nx is $\\sqrt{x$ here\n"),
    lesson("5:1", "`$$` is never closed", "$$ a + b\n"),
    lesson("7:2", "formula: `\\left` is never closed", "$$\na +\n \\left( b\n$$\n"),
    lesson("5:6", "cannot draw `\\foo{x}`; it is shown as source", "$a + \\foo{x}$\n"),
    lesson("5:7", "formula: a second subscript", "$$ x_1_2 $$\n"),
    lesson("5:20", "formula: `\\begin{cases}` is closed by `\\end{bmatrix}`", "$x \\begin{cases} a \\end{bmatrix}$\n"),
    lesson("5:3", "unknown callout `hnit`; did you mean `hint`?", "> [!hnit] Title\n> text\n"),
    lesson("7:3", "unknown callout `speakers`; did you mean `speaker`?", "text\n\n> [!speakers]\n> text\n"),
    ask("6:1", "ask needs either `step:`", "prompt: what?"),
    ask("6:7", "ask: no step `dz[1]`", "step: dz[1]\nprompt: what?"),
    ask("6:7", "ask: no step `dx[9]`: dx has 1 index, 1 to 2", "step: dx[9]\nprompt: what?"),
    ask("6:15", "ask: formula: ", "formula: W ds x\nprompt: what?"),
    ask("6:10", "ask: the model answer `dx = W ds` is not true here", "formula: dx = W ds\nprompt: what?"),
    ask("6:1", "ask lacks `prompt:`", "step: dx[1]"),
    ask("8:1", "unknown ask key `hint`; did you mean `hints`?", "step: dx[1]\nprompt: what?\nhint: look"),
    ask("8:9", "ask: answer `1.2` is not right; it is 1.25", "step: s[1]\nprompt: what?\nanswer: 1.2"),
    ask("8:9", "ask: the answer has 1 entries, the result has 2", "step: s\nprompt: what?\nanswer: 1.25"),
    ask("7:9", "ask: the prompt already says `1.25`, which is the answer", "step: s[1]\nprompt: Show that it is 1.25."),
    ask(
      "7:9", "ask: the prompt already says `W^T ds`, which is the answer",
      "formula: dx = W^T ds\nprompt: Why is dx = W^T ds?"),
    ask("7:8", "ask: ", "step: dx[1]\n prompt: what?\n- x"),
    layer("9:4", "layer: s[2]: `6` is not right; it is 7", "s: [-1, 6]"),
    layer("9:5", "layer: dx has 3 entries; its shape is 2", "dx: [1, 2, 3]"),
    layer("9:5", "layer: dx[1]: `2.2357` is not right; it is ≈ 2.2358", "dx: [2.2357, -0.5285]"),
    layer("9:1", "unknown layer key `nane`; did you mean `name`?", "nane: reference"),
    ask("10:7", "ask: no step `dz[1]`", "\n\nprompt: what?\n\nstep: dz[1]"),
    ask("9:1", "ask has no keys", " \n\n\nonly words"),
    Mistake("2:1", "not UTF-8", "bytes"),
    lesson("6:3", "a control character (U+001B); remove it", "one\nδ \u{1B}[31m red\n"),
    lesson("5:4", "a control character (U+009B); remove it", "one\u{9B}\n"),
    lesson("7:3", "an invisible character (U+202E); remove it", "one\n\nδs\u{202E}\n"),
    lesson("5:2", "an invisible character (U+200B); remove it", "a\u{200B}b\n"),
    Mistake("2:6", "an invisible character (U+00AD); remove it", "---\nid: a\u{AD}\n---\n"),
  ]

  @Test(arguments: mistakes)
  func isFoundAtItsPlaceWithTheFix(mistake: Mistake) throws {
    var bytes = Array(mistake.text.utf8)
    if mistake.text == "bytes" { bytes = Array("---\nid: a".utf8) + [0xFF, 0x0A] + Array("---\n".utf8) }
    let elu = try LessonReader.read(Array("---\nid: elu\n---\n# The slope\n".utf8), file: "elu.md")
    let document = try LessonReader.read(bytes, file: "a.md", forAuthor: true)
    let issues = CourseCheck.issues(in: [document], others: [elu])
    let found = issues.first { $0.message.contains(mistake.message) }
    #expect(found != nil, "\(issues)")
    if let found { #expect("\(found.place.line):\(found.place.column)" == mistake.place, "\(found)") }
    // One mistake is one issue, whatever follows from it.
    #expect(issues.count { $0.severity != .note } == 1, "\(issues)")
  }

  /// Joiners make words and emoji; a byte order mark at the start is Windows'.
  @Test func whatIsNotSeenButNeededIsNoMistake() throws {
    let text = "\u{FEFF}---\nid: a\n---\nनमस्\u{200D}ते 👩\u{200D}🔬\tδ\r\nnext\n"
    let document = try LessonReader.read(Array(text.utf8), file: "a.md", forAuthor: true)
    #expect(CourseCheck.issues(in: [document]) == [])
    #expect(try Fixtures.document("a\u{200B}b").issues.isEmpty, "whoever reads can do nothing about it")
  }

  @Test func thereAreFortyOfThem() { #expect(Self.mistakes.count >= 40) }
}
