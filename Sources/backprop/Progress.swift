import ArgumentParser
import LayerMath
import Persistence
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
    subcommands: [Show.self, Export.self, Reset.self, Aside.self], defaultSubcommand: Show.self)

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "A bar for each skill, the lessons, the days.")

    func run() throws {
      var record = Record(offset: UserFolder.secondsFromUTC)
      if let store = try RecordFile.store(), store.exists { try store.attempts { record.add($0) } }
      let text = ProgressText(record, at: time(nil), offset: UserFolder.secondsFromUTC)
      for line in text.lines(width: 78) { Output.line(line) }
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
        Attempt(time: time(nil), lesson: "", module: "", layer: "", step: "", answer: "", outcome: .reset))
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
  /// - Throws: `EntryError` where nothing names a home.
  static func store() throws -> RecordStore? {
    guard let path = UserFolder.record else {
      throw EntryError("HOME and XDG_DATA_HOME name no folder, so there is no record")
    }
    return RecordStore(path: path)
  }
}
