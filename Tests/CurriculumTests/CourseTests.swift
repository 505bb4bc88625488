import Curriculum
import Files
import Foundation
import LayerMath
import TestSupport
import Testing

/// Folders of lessons as they lie on a disk.
@Suite struct LessonFolderTests {
  private func folder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("folder-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("inner"), withIntermediateDirectories: true)
    try Data("# A".utf8).write(to: folder.appendingPathComponent("a.md"))
    try Data("# B".utf8).write(to: folder.appendingPathComponent("inner/b.md"))
    return folder.path
  }

  @Test func aLinkToAFolderIsFollowedOnceAndCirclesEnd() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createSymbolicLink(atPath: folder + "/inner/up", withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(atPath: folder + "/twice", withDestinationPath: "inner")
    #expect(LessonFolder(folder).files == ["/a.md", "/inner/b.md"].map { folder + $0 })
    #expect(LessonFolder(folder).errors.isEmpty && LessonFolder(folder + "/nowhere").errors.isEmpty)
  }

  @Test func whatIsThereButCannotBeReadIsNotCalledMissing() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let loop = folder + "/loop.md"
    try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: "loop.md")
    let loader = CourseLoader(folders: [folder])
    let error = #expect(throws: FileError.self) { try loader.open("loop") }
    #expect(error?.message == "\(loop): Too many levels of symbolic links")
    #expect(loader.lessons().errors == [FileError("\(loop): Too many levels of symbolic links")])
    #expect(loader.lessons().documents.count == 2)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func aFolderThatMayNotBeOpenedIsNamed() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let inner = folder + "/inner"
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: inner)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: inner) }
    #expect(LessonFolder(folder).errors == [FileError("\(inner): Permission denied")])
  }
}

/// The shipped course: its order, its exercises, and the README that teaches writing one.
@Suite struct CourseTests {
  private func loader() -> CourseLoader { CourseLoader(folders: [Fixtures.root + "/Lessons"]) }

  @Test func theCourseNamesEveryLessonAfterItsPrerequisites() {
    let course = loader().course()
    let documents = loader().lessons().documents
    #expect(CourseCheck.issues(of: course, in: documents) == [])
    #expect(course.entries.map(\.id).sorted() == documents.map(\.id).sorted())
    #expect(course.ordered(documents).map(\.id) == course.entries.map(\.id))
    #expect(course.prerequisites(of: "vector-form") == ["backward-message", "parameter-message"])
  }

  @Test func everyLessonHasThreeExercisesWithHints() {
    for document in loader().lessons().documents {
      let exercises = document.blocks.compactMap { if case .ask(let exercise, _) = $0 { exercise } else { nil } }
      #expect(exercises.count >= 3, "\(document.id)")
      #expect(exercises.allSatisfy { !$0.hints.isEmpty }, "\(document.id)")
    }
  }

  /// The annotated example that teaches authors is itself a lesson without a problem.
  @Test func theExampleInTheReadmePassesTheCheck() throws {
    let text = try String(contentsOfFile: Fixtures.root + "/Lessons/README.md", encoding: .utf8)
    let parts = text.components(separatedBy: "````")
    #expect(parts.count == 3)
    let example = parts[1].drop { $0 != "\n" }.dropFirst()
    let document = try LessonReader.read(Array(example.utf8), file: "my-lesson.md")
    #expect(CourseCheck.issues(in: [document], others: loader().lessons().documents) == [])
    #expect(document.isDerivation && LessonSection.allCases.allSatisfy { document.section($0) != nil })
    #expect(!document.frontMatter.macros.isEmpty)
  }

  @Test(arguments: [
    (
      "title: C\nlessons:\n  - id: b\n    after: [a]\n  - id: a\n", "3:9",
      "`b` builds on `a`, which comes later; put it before"
    ),
    ("lessons:\n  - id: aa\n", "2:9", "the course names `aa`, which is no lesson here; did you mean `a`?"),
    ("lessons:\n  - a\n  - a\n", "3:5", "`a` is in the course twice"),
    ("lessons:\n  - after: [a]\n", "2:5", "a lesson of the course needs its `id`"),
    ("lesson:\n  - a\n", "1:1", "unknown course key `lesson`; did you mean `lessons`?"),
  ])
  func aWrongCourseNamesPlaceAndFix(yaml: String, place: String, message: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("course-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try yaml.write(to: folder.appendingPathComponent("course.yaml"), atomically: true, encoding: .utf8)
    for id in ["a", "b"] {
      try "---\nid: \(id)\n---\n".write(
        to: folder.appendingPathComponent("\(id).md"), atomically: true, encoding: .utf8)
    }
    let loader = CourseLoader(folders: [folder.path])
    let issues = CourseCheck.issues(of: loader.course(), in: loader.lessons().documents)
    let found = try #require(issues.first { $0.message == message }, "\(issues)")
    #expect("\(found.place.line):\(found.place.column)" == place)
  }
}
