import ArgumentParser
import LayerMath
import Persistence
import Session
import Tutoring

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `backprop progress`: what the record says, as text, JSON or CSV; and how to begin anew.
struct ProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress", abstract: "What is known so far: bars, lessons, days; the record as JSON or CSV.",
    subcommands: [Show.self, Plan.self, Export.self, Reset.self, Aside.self], defaultSubcommand: Show.self)

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "A bar for each skill, the lessons, the days.")

    func run() throws {
      let text = ProgressText(try RecordFile.record(), at: RecordFile.now)
      for line in text.lines(width: 78) { Output.line(line) }
    }
  }

  struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "plan", abstract: "What to do tonight, from what is known; the exam is tomorrow.")

    @Option(help: ArgumentHelp("How long there is: 2h, 2.5h, 90m.", valueName: "time")) var time = "2h"
    @Option(help: ArgumentHelp("When the exam is tomorrow.", valueName: "HH:MM")) var exam = "9:00"

    func run() throws {
      let action: Action
      do throws(ActionError) { action = try ActionTable.parsePlan("\(time) \(exam)") } catch {
        throw EntryError(error.message)
      }
      guard case .plan(let minutes, let exam) = action else { return }
      let record = try RecordFile.record()
      let now = RecordFile.now
      let plan = EveningPlan(
        record, now: (now + record.offset) / 60 % 1_440, available: minutes, exam: exam, at: now)
      for line in plan.lines { Output.line(line) }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Every attempt, the first one first.",
      discussion:
        "CSV as RFC 4180 has it, with a header; JSON as an array, one attempt a line. Times are seconds since 1970.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case json, csv }
    @Option(help: "json or csv.") var format = Format.json

    func run() throws {
      let store = try RecordFile.store()
      var count = 0
      // Nothing is begun that cannot be ended.
      if let store, store.exists { try store.check() }
      switch format {
      case .csv: Output.line(AttemptText.csvHeader)
      case .json: Output.piece("[")
      }
      if let store, store.exists {
        try store.attempts { attempt in
          switch format {
          case .csv: Output.line(AttemptText.csv(attempt))
          case .json: Output.piece((count == 0 ? "\n" : ",\n") + AttemptText.json(attempt))
          }
          count += 1
        }
      }
      if format == .json { Output.line(count == 0 ? "]" : "\n]") }
    }
  }

  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "Begin anew: nothing that was answered counts any more.",
      discussion:
        "The attempts stay in the file, before a mark from which on all counts anew; whoever wants them gone deletes it."
    )

    @Flag(help: "Do not ask.") var yes = false

    func run() throws {
      guard let store = try RecordFile.store(), store.exists else {
        return Output.line("there is no record yet")
      }
      if !yes {
        guard isatty(STDIN_FILENO) == 1 else {
          throw EntryError("reset asks before it does anything; --yes says that it is meant")
        }
        Output.piece("Forget what is known of all skills and lessons? Type yes: ")
        Output.flush()
        guard readLine() == "yes" else { return Output.line("nothing was changed") }
      }
      try store.add(
        Attempt(time: RecordFile.now, lesson: "", module: "", layer: "", step: "", answer: "", outcome: .reset))
      Output.line("from here on all counts anew; what was before is still in \(store.path)")
    }
  }

  struct Aside: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "aside",
      abstract: "Give a record that cannot be read another name; the next answer begins a new one.")

    func run() throws {
      guard let store = try RecordFile.store(), store.exists else {
        return Output.line("there is no record yet")
      }
      var trouble: StoreError?
      do throws(StoreError) { try store.attempts { _ in } } catch { trouble = error }
      guard let trouble else { throw EntryError("the record is in order; nothing needs to be set aside") }
      guard trouble.kind == .damaged else { throw trouble }
      Output.line("the old record is now \(try store.setAside(UserFolder.today))")
    }
  }
}

/// Where the record is.
enum RecordFile {
  /// Seconds since 1970.
  static var now: Int { time(nil) }

  /// What the record says; nothing where there is none.
  static func record() throws -> Record {
    var record = Record(offset: UserFolder.secondsFromUTC)
    if let store = try store(), store.exists { try store.attempts { record.add($0) } }
    return record
  }

  /// - Throws: `EntryError` where nothing names a home.
  static func store() throws -> RecordStore? {
    guard let path = UserFolder.record else {
      throw EntryError("HOME and XDG_DATA_HOME name no folder, so there is no record")
    }
    return RecordStore(path: path)
  }
}
