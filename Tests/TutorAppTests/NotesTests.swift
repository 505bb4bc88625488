import Curriculum
import Foundation
import TestSupport
import Testing
import TutorApp

/// Notes in the manner of other people's: vaults, GitHub, Pandoc, old TeX; as they were looked at, one by one, and kept with what
/// `lessons check` says of them.
///
/// `RECORD_FRAMES=1 swift test --filter NotesTests` draws them anew after a change that was meant.
@Suite struct NotesTests {
  private static let folder = Fixtures.root + "/Tests/TutorAppTests/Notes/"

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".md") }.sorted()
  }

  @Test(arguments: try names()) func isDrawnAsItWasKept(name: String) throws {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.folder + name)))
    let note = try LessonReader.read(bytes, file: name)
    let issues = note.issues.filter { $0.severity != .note }.map { "! \($0.line):\($0.place.column): \($0.message)" }
    let drawn = (["# \(note.title)", ""] + PlainText.lesson(note, width: 66) + issues).joined(separator: "\n") + "\n"
    let file = Self.folder + name.dropLast(2) + "txt"
    if ProcessInfo.processInfo.environment["RECORD_FRAMES"] == "1" {
      try drawn.write(toFile: file, atomically: true, encoding: .utf8)
    }
    let kept = try String(contentsOfFile: file, encoding: .utf8)
    #expect(drawn == kept)
  }

  @Test func thereAreTwentyOneOfThem() throws { #expect(try Self.names().count == 21) }
}
