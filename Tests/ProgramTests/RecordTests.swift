import Foundation
import TestSupport
import Testing

/// What the built program keeps of a student, and what survives its end.
@Suite(.serialized) struct RecordTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "backprop-record-\(UUID().uuidString)")
  private var data: String { folder.appending(path: "data").path }
  private var state: String { folder.appending(path: "state").path }
  private var file: String { data + "/backprop/record.sqlite" }

  private func start(_ arguments: [String] = ["learn"]) throws -> PseudoTerminal {
    try #require(PseudoTerminal(arguments, columns: 80, rows: 24, state: state, data: data))
  }

  private func run(_ arguments: String..., input: String? = nil) throws -> ProgramRun {
    try ProgramRun(arguments, input: input, data: data)
  }

  private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  @Test func whatWasAnsweredIsInTheRecordAndCanBeTakenAway() throws {
    #expect(try run("progress").output.contains("nothing was answered yet"))
    #expect(try run("progress", "reset", "--yes").output.contains("there is no record yet"))
    #expect(!FileManager.default.fileExists(atPath: file), "asking makes no file")
    let terminal = try start()
    terminal.type(":goto dx[2]\r")
    #expect(terminal.waits(for: "Step dx[2]"))
    terminal.type("p-2\r")
    #expect(terminal.waits(for: "✗"))
    terminal.type("\t")
    #expect(terminal.waits(for: "1  chain rule"))
    terminal.type("0.3306\r")
    #expect(terminal.waits(for: "✓ right"))
    terminal.type("\u{1B}")
    #expect(terminal.wait { $0.screen.last?.contains("quit") == true })
    terminal.type("q")
    #expect(terminal.end() == 0)
    let csv = lines(try run("progress", "export", "--format", "csv").output)
    #expect(
      csv.count == 4 && csv[0].hasPrefix("time,sitting,lesson,module,layer,step,answer,outcome,rules,skills,seconds"))
    #expect(
      csv[1].contains(",dx[2],-2,wrong,") && csv[2].contains(",dx[2],,hint,") && csv[3].contains(",0.3306,right,"))
    let json = try run("progress", "export").output
    let attempts = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(attempts.count == 3 && attempts[2]["outcome"] as? String == "right")
    let shown = try run("progress", "show").output
    #expect(
      shown.contains("sum over units") && shown.contains("0 of 1 right at once") && shown.contains("2 answers, 1 right")
    )
    // Without a terminal nobody can be asked.
    let refused = try run("progress", "reset")
    #expect(refused.status == 64 && refused.errors.contains("--yes"))
    #expect(try run("progress", "reset", "--yes").output.contains("from here on all counts anew"))
    #expect(try run("progress").output.contains("nothing was answered yet"))
    #expect(
      lines(try run("progress", "export", "--format", "csv").output).count == 5, "nothing is taken out of the file")
  }

  @Test func theNextStartGoesOnWithNumbersPlaceAndDraft() throws {
    let terminal = try start()
    terminal.type(":goto dx[2]\r")
    #expect(terminal.waits(for: "Step dx[2]"))
    terminal.type(":set W 1 2; 3 4; 5 -6\r")
    #expect(terminal.waits(for: "⎣ 5 −6 ⎦"))
    terminal.type("\u{1B}")
    #expect(terminal.wait { $0.screen.last?.hasPrefix(":") == false })
    terminal.type("p0.5 + ")
    #expect(terminal.wait { $0.screen.last?.hasPrefix("δx₂ = 0.5 +") == true })
    // What was typed is kept a moment later, whatever ends the program.
    let place = state + "/backprop/place"
    #expect(
      terminal.wait { _ in (try? String(contentsOfFile: place, encoding: .utf8))?.contains("draft 0.5 +") == true })
    terminal.kill()
    let again = try start()
    #expect(again.waits(for: "Enter goes on at δx₂, 3×2, just now"))
    again.type("\r")
    #expect(again.wait { $0.screen.last?.hasPrefix("δx₂ = 0.5 +") == true })
    #expect(again.screen.contains { $0.contains("⎢ 3  4 ⎥") })
    again.kill()
    // Any other key begins as always; --fresh knows nothing.
    let other = try start()
    #expect(other.waits(for: "Enter goes on at"))
    other.type("\u{1B}OC")
    #expect(other.waits(for: "K = 2 units"))
    other.kill()
    let fresh = try start(["learn", "--fresh"])
    #expect(fresh.waits(for: "Question"))
    fresh.type("\r")
    #expect(fresh.waits(for: "K = 2 units"))
    fresh.type("q")
    #expect(fresh.end() == 0)
  }

  @Test func aDamagedRecordIsSaidAndTheTutorRuns() throws {
    try FileManager.default.createDirectory(atPath: data + "/backprop", withIntermediateDirectories: true)
    let damage = Data("no database \(String(repeating: "x", count: 2_000))".utf8)
    try damage.write(to: URL(filePath: file))
    let shown = try run("progress")
    #expect(shown.status == 1 && shown.errors.contains("the record: file is not a database"))
    let terminal = try start(["practice"])
    #expect(terminal.waits(for: "nothing is saved"))
    #expect(terminal.waits(for: "weighted sum"), "it asks all the same")
    #expect(terminal.waits(for: "Enter answers"))
    terminal.type("\u{1B}")
    #expect(terminal.wait { $0.screen.last?.contains("quit") == true })
    #expect(try Data(contentsOf: URL(filePath: file)) == damage)
    terminal.type(":progress aside\r")
    #expect(terminal.waits(for: "a new one begins"))
    terminal.type(":goto s[1]\rp")
    #expect(terminal.wait { $0.screen.last?.hasPrefix("s₁ =") == true })
    terminal.type("99\r")
    #expect(terminal.waits(for: "✗"))
    terminal.kill()
    #expect(lines(try run("progress", "export", "--format", "csv").output).count == 2)
    let names = try FileManager.default.contentsOfDirectory(atPath: data + "/backprop")
    let aside = try #require(names.first { $0.hasPrefix("record-") })
    #expect(try Data(contentsOf: URL(filePath: data + "/backprop/" + aside)) == damage)
  }

  /// What stands on the screen as judged is in the record, however the program ends.
  @Test func noEndByForceLosesWhatWasConfirmed() throws {
    let rounds = ProcessInfo.processInfo.environment["KILLS"].flatMap(Int.init) ?? 12
    for round in 1...rounds {
      let terminal = try start(["learn", Fixtures.cardFile])
      terminal.type(":goto s[1]\rp")
      #expect(terminal.wait { $0.screen.last?.hasPrefix("s₁ =") == true })
      terminal.type("\(100 + round)\r")
      #expect(terminal.waits(for: " ✗"))
      // Another answer is on its way when the program ends.
      terminal.type("7\r")
      terminal.kill()
      let export = try run("progress", "export", "--format", "csv")
      #expect(export.status == 0, "\(export.errors)")
      let answers = lines(export.output)
      for earlier in 1...round {
        #expect(answers.contains { $0.contains(",s[1],\(100 + earlier),wrong,") }, "\(earlier) of \(round)")
      }
    }
  }
  /// An exam survives the end of the program by force, is gone on with, and its paper is in the record.
  @Test func anExamSurvivesKillAndIsRecorded() throws {
    let terminal = try start(["exam", Fixtures.cardFile])
    #expect(terminal.waits(for: "hand in or leave"))
    terminal.type("y = f(Wx)\rhalf a li")
    // The place is kept a moment after the last key.
    #expect(terminal.waits(for: "half a li"))
    Thread.sleep(forTimeInterval: 3)
    terminal.kill()
    let again = try start(["exam", Fixtures.cardFile])
    #expect(again.waits(for: "half a li"))
    again.type("\u{1B}")
    #expect(again.waits(for: "h hand in"))
    again.type("h")
    #expect(again.waits(for: "1 of 5"))
    again.kill()
    let answers = lines(try run("progress", "export", "--format", "csv").output)
    #expect(answers.contains { $0.contains(",exam F,y = f(Wx),right,") }, "\(answers)")
    // It is over: the next one begins with an empty sheet.
    let other = try start(["exam", Fixtures.cardFile])
    #expect(other.waits(for: "hand in or leave") && !other.screen.joined().contains("half a li"))
    other.kill()
  }
}
