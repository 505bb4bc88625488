import Curriculum
import Foundation
import Testing
import Tutoring

@testable import Persistence

@Suite struct RecordStoreTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private var path: String { folder.appending(path: "record.sqlite").path }

  private func attempt(_ number: Int) -> Attempt {
    Attempt(
      time: number, sitting: 1, lesson: "elu", module: "elu", layer: "W=[1 2]", step: "dx[\(number)]",
      answer: "δx = '\"; DROP TABLE attempt; --\u{0}x", outcome: .wrong, rules: ["D5", "X3"],
      skills: [.slope, .shapes],
      seconds: 3)
  }

  private func read(_ store: RecordStore) throws -> [Attempt] {
    var all: [Attempt] = []
    try store.attempts { all.append($0) }
    return all
  }

  @Test func whatIsAddedIsThereInItsOrderAlsoForAnotherProgram() throws {
    let store = RecordStore(path: path)
    #expect(!store.exists)
    for number in 1...5 { try store.add(attempt(number)) }
    let other = RecordStore(path: path)
    var expected = attempt(3)
    // A text ends where C ends it.
    expected.answer = "δx = '\"; DROP TABLE attempt; --"
    #expect(try read(other).map(\.time) == [1, 2, 3, 4, 5])
    #expect(try read(other)[2] == expected)
    try other.add(attempt(6))
    #expect(try read(store).count == 6)
  }

  @Test func twoProgramsAtOnceLoseNothing() async throws {
    let path = path
    await withTaskGroup(of: Void.self) { group in
      for program in 0..<4 {
        group.addTask {
          let store = RecordStore(path: path)
          for number in 0..<50 {
            var line = Attempt(
              lesson: "elu", module: "elu", layer: "", step: "dx", answer: "", outcome: .right)
            (line.time, line.sitting) = (number, program)
            do { try store.add(line) } catch { Issue.record("\(error)") }
          }
        }
      }
    }
    let all = try read(RecordStore(path: path))
    #expect(all.count == 200)
    for program in 0..<4 { #expect(all.filter { $0.sitting == program }.map(\.time) == Array(0..<50)) }
  }

  /// Nothing in the file is ever changed or taken away.
  @Test func theRecordIsOnlyAddedTo() throws {
    let store = RecordStore(path: path)
    try store.add(attempt(1))
    for statement in ["UPDATE attempt SET outcome = 'right'", "DELETE FROM attempt"] {
      do throws(StoreError) {
        try Database(path, waits: 100).run(statement)
        Issue.record("\(statement) was done")
      } catch { #expect(error.message.contains("only added to")) }
    }
    #expect(try read(store).count == 1)
  }

  @Test(arguments: ["this is no database at all, but a text of some length\n", "SQLite format 3\u{0}garbage"])
  func aDamagedFileIsSaidAndSetAside(content: String) throws {
    try Data((content + String(repeating: "x", count: 5_000)).utf8).write(to: URL(filePath: path))
    let before = try Data(contentsOf: URL(filePath: path))
    let store = RecordStore(path: path)
    #expect(throws: StoreError.self) { try store.add(attempt(1)) }
    do throws(StoreError) { try store.add(attempt(1)) } catch { #expect(error.kind == .damaged, "\(error)") }
    #expect(try Data(contentsOf: URL(filePath: path)) == before, "it is left as it was")
    let aside = try store.setAside("2026-11-27")
    #expect(aside.hasSuffix("record-2026-11-27.sqlite"))
    #expect(try Data(contentsOf: URL(filePath: aside)) == before)
    try store.add(attempt(1))
    #expect(try read(store).count == 1)
    // A second one on the same day has another name.
    #expect(try store.setAside("2026-11-27").hasSuffix("record-2026-11-27-2.sqlite"))
  }

  @Test func aFolderThatCannotBeWrittenIsSaid() throws {
    let store = RecordStore(path: "/proc/nothing/record.sqlite")
    do throws(StoreError) {
      try store.add(attempt(1))
      Issue.record("nothing was thrown")
    } catch { #expect(error.kind == .unusable && !error.message.isEmpty) }
  }

  /// What a later version wrote is not for this one to touch; a database of another program is no record.
  @Test(arguments: ["PRAGMA user_version = 99", "PRAGMA application_id = 5", "PRAGMA user_version = -5"])
  func anotherVersionIsLeftAlone(statement: String) throws {
    try RecordStore(path: path).add(attempt(1))
    try Database(path, waits: 100).run(statement)
    do throws(StoreError) {
      try RecordStore(path: path).add(attempt(2))
      Issue.record("nothing was thrown")
    } catch { #expect(error.message.contains("later version") || error.message.contains("another program")) }
  }

  /// Times that cannot be are taken for those that can.
  @Test func aTimeBeyondAllTimesDoesNoHarm() throws {
    let store = RecordStore(path: path)
    for time in [Int.max, Int.min, 0] {
      var line = attempt(1)
      (line.time, line.seconds) = (time, time)
      try store.add(line)
    }
    let record = Record(try read(store), offset: 3_600)
    #expect(!ProgressText(record, at: Int(1) << 31).lines(width: 60).isEmpty)
    #expect(!EveningPlan(record, now: 1_200, available: 120, exam: 540, at: Int(1) << 31).lines.isEmpty)
  }
}
