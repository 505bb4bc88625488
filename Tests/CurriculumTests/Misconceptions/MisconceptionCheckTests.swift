import Curriculum
import Foundation
import TestSupport
import Testing

@Suite struct MisconceptionCheckTests {
  private func issues(_ entry: String) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try ("misconceptions:\n" + entry).write(
      to: folder.appendingPathComponent(Misconceptions.fileName), atomically: true, encoding: .utf8)
    return MisconceptionCheck.issues(of: CourseLoader(folders: [folder.path]).misconceptions()).map {
      "\($0.place.line):\($0.place.column) \($0.message)"
    }
  }

  private func entry(_ rule: String, _ more: String = "") -> String {
    "  - id: Z1\n    rule: \"\(rule)\"\n    belief: b\n    feedback: f\n\(more)"
  }

  @Test func theCoursesOwnRulesAreErrorsAllOfThem() {
    #expect(MisconceptionCheck.issues(of: MisconceptionTests.course).isEmpty)
  }

  @Test(arguments: [
    (
      "dx_j = sum_k ds_k W_kj",
      "3:12 misconception `Z1`: its rule gives the right values on every layer tried; it is no error"
    ),
    (
      "dx_j = sum_k f'(s_k) dy_k W_kj",
      "3:12 misconception `Z1`: its rule gives the right values on every layer tried; it is no error"
    ),
    ("dx_j = ds_k W_kj", "3:12 misconception `Z1`: its rule has no value on any layer tried; check its indices"),
    (
      "x_j = 1",
      "3:12 misconception `Z1`: a rule is an equation for an entry of what is computed, as `dx_j = ds_j W_jj`"
    ),
    (
      "ds_k + 1",
      "3:12 misconception `Z1`: a rule is an equation for an entry of what is computed, as `dx_j = ds_j W_jj`"
    ),
  ])
  func aRuleThatIsNoneIsSaid(rule: String, message: String) throws {
    #expect(try issues(entry(rule)) == [message])
  }

  @Test func whatCannotBeReadIsSaidWithItsPlace() throws {
    #expect(try issues(entry("dx_j = sum_k (ds_k")).first?.hasPrefix("3:") == true)
    #expect(
      try issues(entry("ds_k = dy_k", "    for: [tahn]\n")) == [
        "6:10 misconception `Z1`: no `tahn` here; did you mean `tanh`?",
        "3:12 misconception `Z1`: no module has a rule for `ds` with what `for` and `with` name",
      ])
    #expect(
      try issues(entry("ds_k = dy_k", "    replaces: dx\n")).first?.contains("replaces `dx`, and its rule has `ds`")
        == true)
    #expect(
      try issues(entry("ds_k = dy_k", "    kind: eror\n")).first?.contains("kind is one of error, neighbour, layout")
        == true)
    #expect(try issues(entry("ds_k = dy_k", "    beleif: x\n")).first?.contains("did you mean `belief`?") == true)
    #expect(try issues("  - id: Z1\n    rule: ds_k = dy_k\n") == ["2:5 misconception `Z1` lacks belief, feedback"])
    #expect(try issues(entry("ds_k = dy_k") + entry("ds_k = 2 dy_k")).first?.contains("is there twice") == true)
  }

  @Test func anAuthorsRulesComeBeforeTheCourses() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try
      "misconceptions:\n\(entry("ds_k = 3 dy_k"))  - id: E1\n    rule: ds_k = dy_k\n    belief: mine\n    feedback: f\n"
      .write(
        to: folder.appendingPathComponent(Misconceptions.fileName), atomically: true, encoding: .utf8)
    let all = CourseLoader(shelves: [.folder(folder.path)] + Fixtures.loader.shelves).misconceptions().all
    #expect(all.first?.id == "Z1" && all.filter { $0.id == "E1" }.map(\.belief) == ["mine"])
    #expect(all.count == MisconceptionTests.course.all.count + 1)
  }
}
