import ArgumentParser
import Curriculum

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

/// The folder given, else `BACKPROP_LESSONS`, else the copy beside the program.
struct LessonSource {
  let given: String?

  static let defaultLesson = "linear-elu-layer"

  /// Names the folder.
  /// - Throws: `LessonError` where there is none.
  func folder() throws(LessonError) -> String {
    if let given = given ?? Self.environment("BACKPROP_LESSONS") {
      guard FileBytes.isDirectory(given) else { throw LessonError("\(given): not a folder; --lessons needs one") }
      return given
    }
    let beside = Self.programFolder
    for place in [
      "/backprop_backprop.resources/Lessons", "/backprop_backprop.bundle/Lessons", "/../share/backprop/Lessons",
    ] where FileBytes.isDirectory(beside + place) {
      return beside + place
    }
    throw LessonError("no lessons beside the program; name their folder with --lessons DIR")
  }

  /// The lessons to open and follow links in: first a named file's own folder, or the folder given, then the course.
  func loader(for reference: String?) throws(LessonError) -> CourseLoader {
    let course = (try? [LessonSource(given: nil).folder()]) ?? []
    guard let reference, reference.contains("/") || reference.hasSuffix(".md") else {
      let folder = try folder()
      return CourseLoader(folders: [folder] + course.filter { $0 != folder })
    }
    let beside = reference.lastIndex(of: "/").map { String(reference[..<$0]) } ?? "."
    return CourseLoader(folders: [beside] + course)
  }

  /// What opens where no lesson is named: the exam question, else the folder's first derivation, else its first lesson.
  func defaultLesson() throws(LessonError) -> LessonDocument {
    let folder = try folder()
    let own = CourseLoader(folders: [folder])
    if let question = try? own.open(Self.defaultLesson) { return question }
    let all = own.lessons().documents
    guard let first = all.first(where: \.isDerivation) ?? all.first else {
      throw LessonError("\(folder): no lesson in it; name a folder with Markdown files")
    }
    return first
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
