import ArgumentParser
import Curriculum
import Files
import Session
import TextLayout
import TutorApp
import Tutoring

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `backprop lessons`: the course.
struct Lessons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lessons", abstract: "List, show or check the lessons.",
    subcommands: [List.self, Show.self, Check.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All lessons, one a line.")
    @OptionGroup var options: LessonOptions

    func run() throws {
      let loader = CourseLoader(shelves: [try options.source.shelf()])
      let (found, errors) = loader.lessons()
      let documents = loader.course().ordered(found)
      let width = documents.map { CharacterWidth.columns($0.id) }.max() ?? 0
      for document in documents {
        let pad = String(repeating: " ", count: width - CharacterWidth.columns(document.id) + 2)
        let difficulty = document.frontMatter.difficulty ?? 0
        let stars = String(repeating: "●", count: difficulty) + String(repeating: "○", count: 5 - difficulty)
        let status = (document.frontMatter.status ?? .toLearn).word.padded(to: 10)
        Output.line(CharacterWidth.printable("\(document.id)\(pad)\(stars)  \(status)\(document.title)"))
      }
      for error in errors { Output.error(error.message) }
      if !errors.isEmpty { throw ExitCode(1) }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "A lesson's text, by id or file.")
    @OptionGroup var options: LessonOptions
    @Option(
      parsing: .unconditional, help: ArgumentHelp("Columns of the text.", valueName: "columns"),
      transform: Usage.number(20...1000))
    var width = 80
    @Argument(help: "A lesson's id, or a Markdown file.") var lesson: String

    func run() throws {
      let document = try options.source.loader(for: lesson).open(lesson)
      for line in PlainText.lesson(document, width: width) { Output.line(line) }
      for issue in document.issues where issue.severity != .note { Output.error("\(issue)") }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Everything an author can get wrong, as file:line:column: severity: message.",
      discussion: "Exit status: 0 nothing but notes, 1 otherwise.")
    @OptionGroup var options: LessonOptions
    @Flag(help: "Check again whenever a lesson is saved, until Ctrl-C.") var watch = false
    @Argument(help: "A folder of lessons, or one file; the course without one.") var place: String?

    func run() throws {
      let shelf = try place == nil ? options.source.shelf() : nil
      guard let place = place ?? shelf?.folder else {
        guard !watch else { throw FileError("the course is within the program; name a folder or file to watch") }
        guard try check(shelf ?? LessonSource.course) else { throw ExitCode(1) }
        return
      }
      guard watch else {
        guard try check(place) else { throw ExitCode(1) }
        return
      }
      var seen = ""
      while true {
        let now = Self.stamp(of: place)
        if now != seen {
          seen = now
          // On a screen the last run alone is of interest.
          if isatty(STDOUT_FILENO) == 1 { Output.piece("\u{1B}[H\u{1B}[2J\u{1B}[3J") }
          // A file that is just being written, or was taken away, is no reason to stop watching.
          do { _ = try check(place) } catch let error as FileError { Output.error(error.message) }
          Output.line("— \(Self.clock): watching \(CharacterWidth.printable(place)); Ctrl-C ends")
          Output.flush()
        }
        usleep(300_000)
      }
    }

    /// `14:05:09`, in the local time.
    private static var clock: String {
      var now = time(nil)
      var local = tm()
      localtime_r(&now, &local)
      return [local.tm_hour, local.tm_min, local.tm_sec].map { ($0 < 10 ? "0" : "") + String($0) }.joined(
        separator: ":")
    }

    /// Changes with every save: names, sizes and times of the files.
    private static func stamp(of place: String) -> String {
      let files =
        FileBytes.isDirectory(place) ? LessonFolder(place).files + [place + "/" + Course.fileName] : [place]
      return files.map { "\($0) \(FileBytes.stamp(of: $0))" }.joined(separator: "\n")
    }

    /// A folder, or one file among its neighbours.
    private func check(_ place: String) throws -> Bool {
      if FileBytes.isDirectory(place) { return try check(.folder(place)) }
      guard FileBytes.exists(place) else {
        throw FileError("\(place): no such folder or file; lessons check takes one with lessons")
      }
      let document = try CourseLoader(shelves: [], forAuthor: true).open(place)
      let folder = place.lastIndex(of: "/").map { String(place[..<$0]) } ?? "."
      let neighbours = CourseLoader(folders: [folder]).lessons().documents
      return report(
        [document], others: neighbours, plan: [], errors: [],
        misconceptions: Self.misconceptions(beside: .folder(folder)))
    }

    private func check(_ shelf: LessonShelf) throws -> Bool {
      let loader = CourseLoader(shelves: [shelf], forAuthor: true)
      let work = LongWork("reading", unit: "lessons")
      let (documents, errors) = loader.lessons { work.report($0, of: $1) }
      work.end()
      guard !documents.isEmpty || !errors.isEmpty else {
        throw FileError("\(shelf.folder ?? "the course"): no Markdown file in it")
      }
      let own = loader.misconceptions()
      return report(
        documents, others: [],
        plan: CourseCheck.issues(of: loader.course(), in: documents) + MisconceptionCheck.issues(of: own),
        errors: errors, misconceptions: Self.misconceptions(beside: shelf))
    }

    /// An author's wrong rules before the course's.
    private static func misconceptions(beside shelf: LessonShelf) -> Misconceptions {
      CourseLoader(shelves: [shelf, LessonSource.course]).misconceptions()
    }

    /// Writes every problem; whether there is none worth more than a note.
    ///
    /// Links may name the course's lessons and the `others`.
    private func report(
      _ documents: [LessonDocument], others: [LessonDocument], plan: [LessonIssue], errors: [FileError],
      misconceptions: Misconceptions
    ) -> Bool {
      for error in errors { Output.line(CharacterWidth.printable(error.message)) }
      let known = CourseLoader(shelves: [LessonSource.course]).lessons().documents + others
      let issues =
        plan + CourseCheck.issues(in: documents, others: known, misconceptions: misconceptions)
        + SheetCheck.issues(in: documents, misconceptions)
      for issue in issues { Output.line(CharacterWidth.printable("\(issue)")) }
      let serious = issues.count { $0.severity != .note } + errors.count
      let count = documents.count == 1 ? "1 lesson" : "\(documents.count) lessons"
      Output.line("\(count), \(serious == 1 ? "1 problem" : "\(serious) problems")")
      return serious == 0
    }
  }
}

extension LessonShelf {
  fileprivate var folder: String? { if case .folder(let name) = self { name } else { nil } }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - CharacterWidth.columns(self)))
  }
}
