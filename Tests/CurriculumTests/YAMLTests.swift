import Curriculum
import Testing

@Suite struct YAMLTests {
  private func issues(_ frontMatter: String) throws -> [String] {
    let text = "---\n" + frontMatter + "\n---\n# Question\ntext\n"
    return try LessonReader.read(Array(text.utf8), file: "a.md").issues.map {
      "\($0.place.line):\($0.place.column): \($0.message)"
    }
  }

  /// Each doubles what the one before holds ten times over.
  private static let bomb =
    "a0: &a0 [x]\n"
    + (1...9).map { "a\($0): &a\($0) [" + String(repeating: "*a\($0 - 1),", count: 10) + "]" }
    .joined(separator: "\n")

  /// In libyaml a bracket costs as much time as there are open ones before it: this took minutes.
  private static let brackets = "x: " + String(repeating: "[", count: 200_000)
  private static let manyAnchors = (0...1000).map { "k\($0): &k\($0) 1" }.joined(separator: "\n")

  @Test(arguments: [
    ("id: a\ntitle: b\nid: c", "4:1: front matter: `id` is there twice"),
    ((1...40).map { "k\($0): 1" }.joined(separator: "\n") + "\nk7: 1", "42:1: front matter: `k7` is there twice"),
    ("id: a\n--- # two\nid: b", "3:1: front matter: a second document begins here"),
    (
      "x: " + String(repeating: "[", count: 150) + String(repeating: "]", count: 150),
      "nested more than 100 levels deep"
    ),
    ("x: &x [*x]", "nested more than 100 levels deep"),
    (brackets, "2:103: front matter: nested more than 100 levels deep"),
    ("x: *y", "2:4: front matter: found undefined alias"),
    (manyAnchors, "more than 1000 anchors"),
    (bomb, "more than 500000 values"),
    ("- id", "2:1: front matter has no keys"),
    ("id: [a", "front matter: did not find expected ',' or ']'"),
    ("id: a\u{1}b", "front matter: control characters are not allowed"),
  ])
  func oddYAMLIsRefusedWithItsPlace(yaml: String, message: String) throws {
    let found = try issues(yaml)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test func anAliasIsTheLastValueOfItsName() throws {
    let text = "---\nid: &a x\ntitle: &b [*a, *a]\ncourse: *a\ntags: &a [p, q]\naliases: *a\n---\n# Question\ntext\n"
    let lesson = try LessonReader.read(Array(text.utf8), file: "a.md")
    #expect(lesson.id == "x" && lesson.frontMatter.course == "x" && lesson.frontMatter.tags == ["p", "q"])
  }

  @Test func scalarsStayText() throws {
    let text = "---\nid: y\ntitle: 1.10\ntags: [no, 0x10, ~]\ncourse: 'a: b'\n---\n# Question\ntext\n"
    let lesson = try LessonReader.read(Array(text.utf8), file: "a.md")
    #expect(lesson.id == "y" && lesson.title == "1.10" && lesson.frontMatter.course == "a: b")
    #expect(lesson.frontMatter.tags == ["no", "0x10", "~"])
    #expect(lesson.issues.isEmpty)
  }
}
