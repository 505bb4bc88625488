import Curriculum
import Foundation
import LayerMath
import Session
import TestSupport
import Testing
import TextUI
import TutorApp
import Tutoring

/// The reader: outline, footnotes, panning, places kept, reload; and the home screen.
@Suite struct ReaderTests {
  private func reader(_ text: String, _ columns: Int = 60, _ rows: Int = 18) throws -> AppModel {
    Fixtures.model(try Fixtures.document("---\nid: test\n---\n" + text), columns, rows)
  }

  private func text(_ model: AppModel) -> String { model.view().lines.joined(separator: "\n") }

  private let long = (1...40).map { "Paragraph \($0) of this text.\n" }.joined(separator: "\n")

  @Test func theOutlineListsHeadingsAndEnterJumps() throws {
    let model = try reader("# One\n\n\(long)\n\n## Two\n\nhere\n\n\(long)")
    let listed = model.pressing("o")
    #expect(text(listed).contains("Headings") && text(listed).contains("  Two"))
    let there = listed.pressing("Down", "Enter")
    #expect(there.view().lines[2].contains("Two"))
    #expect(text(model.after("heading Two")) == text(there))
    #expect(model.after("heading Three").status?.text == "no heading `Three` in this text; o lists them")
  }

  @Test func inAWalkTheOutlineIsOfTheWholeLesson() throws {
    let walk = Fixtures.model(try Fixtures.lesson(), 80, 24)
    let there = walk.pressing("o", "Down", "Down", "Down", "Down", "Enter")
    #expect(there.view().lines[2].contains("Parameter message"))
    #expect(there.pressing("Esc").view() == walk.view())
    #expect(walk.pressing("o", "Esc").view() == walk.view())
  }

  @Test func aFootnoteIsALinkAndReturnComesBack() throws {
    let model = try reader("Text with a note[^n].\n\n\(long)\n\n[^n]: What the note says.\n", 60, 18)
    #expect(text(model).contains("a noteⁿ."))
    let there = model.pressing("Tab", "Enter")
    #expect(text(there).contains("ⁿ What the note says."))
    #expect(text(there.pressing("Backspace")).contains("Paragraph 1 of"))
  }

  @Test func aFormulaWiderThanThePaneCanBeMoved() throws {
    let model = try reader("$$ \\frac{\(String(repeating: "a", count: 90))z}{2} $$\n")
    #expect(text(model).contains("›") && !text(model).contains("z"))
    var moved = model
    for _ in 0..<8 { moved = moved.pressing(">") }
    #expect(text(moved).contains("z") && text(moved).contains("‹"))
    for _ in 0..<8 { moved = moved.pressing("<") }
    #expect(text(moved) == text(model))
  }

  @Test func inlineFormulasOpenInTwoDimensionsWithTheirReading() throws {
    let model = try reader("It is $\\frac{\\partial L}{\\partial x}$ here.\n")
    #expect(text(model).contains("It is ∂L/∂x here."))
    let opened = text(model.pressing("m"))
    #expect(opened.contains("──") && opened.contains("the partial derivative of L with respect to x"))
    #expect(text(try reader("none\n").pressing("m")).contains("no formula inside the text in view"))
    let broken = text(try reader("It is $\\frac{1}$ here.\n").pressing("m"))
    #expect(broken.contains("formula, column 9: `\\frac` lacks its argument"))
  }

  @Test func theFirstFormulaInViewIsZoomed() throws {
    let zoomed = try reader("$$ s = \\sum_{j=1}^n x_j $$\n", 80, 24).pressing("z")
    #expect(text(zoomed).contains("▜▀▀▘"))
  }

  @Test func aLessonIsFoundAsItWasLeft() throws {
    let model = Fixtures.model(try Fixtures.lesson(), 80, 24).after(
      "goto dx[2]", "next 3", "open elu", "scroll pagedown")
    let elu = model.view()
    let back = model.after("open linear-elu-layer")
    #expect(back.position != .question && back.view().lines[0].contains("δx₂"))
    #expect(back.after("open elu").view() == elu)
  }

  @Test func aLessonReturnedFromIsFoundAsItWasLeftToo() throws {
    let there = Fixtures.model(try Fixtures.lesson(), 80, 24).after("open elu", "scroll pagedown")
    #expect(there.after("return", "open elu").view() == there.view())
  }

  @Test func whatWasReadStaysInViewBehindTheHeadings() throws {
    let walk = Fixtures.model(try Fixtures.lesson(), 120, 40).after("goto dx[2]")
    for before in [walk, walk.after("lesson")] {
      let list = before.after("outline").view().lines
      #expect(list[0] == before.view().lines[0] && list[1] == before.view().lines[1])
      #expect(list.contains { $0.contains("Headings") })
    }
  }

  @Test func aSavedFileShowsItsNewTextAtTheSamePlace() throws {
    let before = "# T\n\n\(long)"
    let model = try reader(before).after("scroll pagedown", "scroll pagedown")
    let line = model.view().lines[3]
    let after = try Fixtures.document("---\nid: test\n---\n# T\n\nnew first\n\nnew second\n\n\(long)")
    let reloaded = model.sending(.lessonChanged(after))
    #expect(reloaded.view().lines[3] == line)
    #expect(reloaded.status?.text == "test.md was saved; this is the new text")
    let broken = try Fixtures.document("---\nid: test\n---\n# T\n\n$$ \\frac{1} $$\n\n\(long)")
    let status = try #require(model.sending(.lessonChanged(broken)).status)
    #expect(status.isError && status.text.contains("the saved file has an error: test.md:6"))
  }

  @Test func aSavedDerivationKeepsStepAndNumbers() throws {
    let model = Fixtures.model(try Fixtures.lesson(), 100, 30).after("set x 2 -1", "goto dx[2]", "next 3")
    let file = Fixtures.root + "/Lessons/linear-elu-layer.md"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let changed = try LessonReader.read(Array((text + "\nOne more line.\n").utf8), file: file)
    let reloaded = model.sending(.lessonChanged(changed))
    #expect(reloaded.position == model.position && reloaded.example == model.example)
  }

  @Test func homeShowsTheCourseFiltersAndOpens() throws {
    let home = Fixtures.model(try Fixtures.lesson(), 100, 40).after("home")
    let rows = text(home)
    #expect(
      rows.contains("• Linear + ELU layer") && rows.contains("continue:   The answer sheet"))
    #expect(rows.contains("today:"))
    let order = ["Neural networks as modules", "The chain rule", "Common errors"].compactMap {
      rows.firstRange(of: $0)?.lowerBound
    }
    #expect(order.count == 3 && order == order.sorted())
    let filtered = home.pressing("e", "l", "u")
    // What is called so comes before what only speaks of it.
    #expect(
      filtered.view().lines[3].contains("ELU and its slope"))
    #expect(filtered.pressing("Enter").view().lines[0].contains("ELU and its slope"))
    #expect(home.pressing("Esc").view() == Fixtures.model(try Fixtures.lesson(), 100, 40).view())
  }

  /// Other people's cards: odd names, foreign front matter, dead links, no text at all.
  ///
  /// None keeps the others from being read.
  @Test func aVaultOfOddFilesOpens() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vault-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var generator = SeededGenerator(seed: 7)
    let parts = [
      "---\nid: dup\n---\n", "---\ntags: [a, b\n---\n", "---\n", "\u{FEFF}", "# Title\n", "[[nowhere]] ",
      "![[image.png]]\n",
      "$$ \\frac{1} $$\n", "$unclosed\n", "> [!todo]- folded\n> text\n", "```dataview\nTABLE x\n```\n", "| a |\n|--|\n",
      "#tag ^block-id\n", "%% comment %%\n", "==mark== ~~s~~\n", "- [ ] t\n  - [x] u\n", "[^1] and [^1]: x\n",
      "\r\n\r\n", "\u{1B}[31m",
      "<div onclick='x'>\n", "```ask\nstep: dx[1]\n", "```layer\nW: 1 2; 3\n```\n", "👩‍👩‍👧 漢字 \u{202E}rtl\n",
      String(repeating: "> ", count: 60) + "deep\n",
    ]
    for index in 0..<200 {
      let inner = folder.appendingPathComponent(["", "sub", "sub/deeper", "Ünïcode ordner"][index % 4])
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      let text = (0..<Int.random(in: 0...8, using: &generator)).map { _ in parts.randomElement(using: &generator) ?? ""
      }.joined()
      var data = Data(text.utf8)
      if index % 11 == 0 { data.append(contentsOf: [0xFF, 0xFE, 0x00]) }
      let name = index % 7 == 0 ? "note \(index) (copy).md" : index % 13 == 0 ? "data\(index).csv" : "card\(index).md"
      try data.write(to: inner.appendingPathComponent(name))
    }
    let loader = CourseLoader(folders: [folder.path])
    let (documents, errors) = loader.lessons()
    #expect(documents.count > 180 && errors.isEmpty)
    let list = LessonList(course: loader.course(), documents: documents, errors: errors, day: 1)
    var home = Fixtures.model(try #require(documents.first), 80, 24).sending(.lessonsListed(list, for: .home))
    #expect(text(home).contains("problems:"))
    home = home.sending(.lessonsListed(list, for: .problems)).pressing("n", "o", "w", "h")
    #expect(text(home).contains("link to unknown lesson `nowhere`"))
    for document in documents {
      for size in [(60, 18), (120, 40)] {
        let lines = Fixtures.model(document, size.0, size.1).view().lines
        #expect(lines.count == size.1)
        #expect(
          !lines.joined().unicodeScalars.contains {
            $0.value < 32 || (127...159).contains($0.value) || $0 == "\u{202E}"
          })
      }
    }
  }
}
