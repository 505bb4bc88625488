import ArgumentParser
import Curriculum
import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where lessons come from, for every command that reads them.
struct LessonOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Read lessons from this folder.", valueName: "dir"))
  var lessons: String?

  var source: LessonSource { LessonSource(given: lessons) }
}

/// The folder given, else `BACKPROP_LESSONS`, else the user's own lessons, else a folder beside the program, else the
/// course within the program.
struct LessonSource {
  let given: String?

  static let defaultLesson = "linear-elu-layer"

  /// The shelf to look on first.
  /// - Throws: `FileError` where a folder was named that is none.
  func shelf() throws(FileError) -> LessonShelf {
    if let named = given ?? Self.environment("BACKPROP_LESSONS") {
      guard FileBytes.isDirectory(named) else {
        throw FileError(
          "\(named): not a folder; \(given == nil ? "BACKPROP_LESSONS" : "--lessons") needs one")
      }
      return .folder(named)
    }
    let places = [UserFolder.data.map { $0 + "/lessons" }, Self.programFolder + "/Lessons"].compactMap { $0 }
    return places.first(where: FileBytes.isDirectory).map { .folder($0) } ?? Self.course
  }

  /// What every program carries.
  static let course = LessonShelf.builtIn(BuiltInCourse.files)

  /// The lessons to open and follow links in: first a named file's own folder, or the folder given, then the course.
  func loader(for reference: String?) throws(FileError) -> CourseLoader {
    let first: LessonShelf
    if let reference, reference.contains("/") || reference.hasSuffix(".md") {
      first = .folder(reference.lastIndex(of: "/").map { String(reference[..<$0]) } ?? ".")
    } else {
      first = try shelf()
    }
    if case .builtIn = first { return CourseLoader(shelves: [first]) }
    return CourseLoader(shelves: [first, Self.course])
  }

  /// What opens where no lesson is named: the exam question, else the folder's first derivation, else its first lesson.
  func defaultLesson() throws(FileError) -> LessonDocument {
    let shelf = try shelf()
    let own = CourseLoader(shelves: [shelf])
    if let question = try? own.file(Self.defaultLesson) { return question }
    // Of a folder no more is read than leads to one that is walked.
    var reading = LessonReading(own)
    while reading.remaining > 0 {
      reading.read(atMost: 1)
      if let last = reading.documents.last, last.isWalked { return last }
    }
    if let first = reading.documents.first { return first }
    guard case .folder(let folder) = shelf else { throw FileError("the program was built without its lessons") }
    throw FileError("\(folder): no lesson in it; name a folder with Markdown files")
  }

  /// Whether `TERM` names a terminal that can be written on anywhere.
  static var hasScreenTerminal: Bool { !["dumb", "unknown"].contains(environment("TERM") ?? "dumb") }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static let programFolder: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let path =
      length > 0
      ? String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      : CommandLine.arguments.first ?? "."
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }()
}
