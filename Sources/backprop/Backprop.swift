import ArgumentParser
import Curriculum
import Files
import LayerMath
import Persistence
import TextLayout

// `stdout` is a variable to C and nothing else is asked of it here.
#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Darwin)
  @preconcurrency import Darwin
#endif

/// The program: a table of its commands.
@main
struct Backprop: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backprop",
    abstract: "Derive the messages of a linear + ELU layer by hand, one factor at a time.",
    version: "0.1.0",
    subcommands: [
      Learn.self, Practice.self, Derive.self, ExamCommand.self, ProgressCommand.self, Solve.self, Check.self, Repl.self,
      Typeset.self,
      Lessons.self,
      Replay.self, Grade.self,
    ],
    defaultSubcommand: Learn.self)

  /// Runs a command; an error is one line on standard error and an exit status: 1 for a failed check or an unusable
  /// file, 64 for wrong usage or unreadable numbers.
  static func main() {
    do {
      if let lesson = lessonWithoutOptions {
        try Tutor.open(lesson.isEmpty ? nil : lesson, from: LessonSource(given: nil), plain: false, noColor: false)
      } else if let problem = Usage.problem(in: Array(CommandLine.arguments.dropFirst())) {
        Output.fail(problem, status: 64)
      } else {
        var command = try parseAsRoot()
        try command.run()
      }
    } catch let error as FileError {
      if let word = CommandLine.arguments.dropFirst().first, let command = Usage.command(near: word), command != word {
        Output.fail("no command or lesson `\(word)`; did you mean `backprop \(command)`?", status: 64)
      }
      Output.fail(error.message, status: 1)
    } catch let error as StoreError {
      Output.fail("the record: \(error.message)", status: 1)
    } catch let error as EntryError {
      Output.fail(error.message, status: 64)
    } catch let error as ExitCode {
      Output.end(status: error.rawValue)
    } catch {
      let status = exitCode(for: error).rawValue
      // Help and version are no errors.
      if status != 0 { Output.fail(message(for: error), status: status) }
      Output.line(fullMessage(for: error))
    }
    Output.flush()
  }
}

extension Backprop {
  /// `backprop`, `backprop learn` and `backprop learn LESSON` as they are typed most: the lesson, empty for the default.
  ///
  /// Setting up the parser of all commands takes a third of the time to the first frame, and there is nothing to parse.
  private static var lessonWithoutOptions: String? {
    let words = CommandLine.arguments.dropFirst()
    guard words.isEmpty || words.first == "learn", words.count <= 2 else { return nil }
    let lesson = words.count == 2 ? words.last ?? "" : ""
    return lesson.hasPrefix("-") || (words.count == 2 && lesson.isEmpty) ? nil : lesson
  }
}

/// Standard output and standard error; foreign text is made safe on the way.
enum Output {
  static func line(_ text: String) { print(text) }

  /// Part of a line.
  static func piece(_ text: String) { print(text, terminator: "") }

  /// Sends what is written so far.
  ///
  /// What cannot be written is no success: one line says so and the program ends with status 1. A reader that has seen enough (`| head`) is told nothing.
  static func flush() {
    let failure = fflush(stdout) == 0 ? 0 : errno
    guard failure != 0 || ferror(stdout) != 0 else { return }
    if failure != EPIPE {
      error("standard output: cannot be written" + (failure == 0 ? "" : ": " + String(cString: strerror(failure))))
    }
    exit(1)
  }

  static func error(_ message: String) { plainError("backprop: " + message) }

  static func plainError(_ message: String) {
    let line = CharacterWidth.printable(message) + "\n"
    line.withCString { _ = Self.writeBytes(STDERR_FILENO, $0, strlen($0)) }
  }

  private static func writeBytes(_ descriptor: Int32, _ bytes: UnsafePointer<CChar>, _ count: Int) -> Int {
    write(descriptor, bytes, count)
  }

  static func fail(_ message: String, status: Int32) -> Never {
    flush()
    error(message)
    end(status: status)
  }

  static func end(status: Int32) -> Never {
    flush()
    exit(status)
  }
}
