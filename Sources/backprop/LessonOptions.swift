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

  /// The course, and first the folder of a file that was named: its links mean its neighbours.
  func loader(for reference: String?) throws(LessonError) -> CourseLoader {
    guard let reference, reference.contains("/") || reference.hasSuffix(".md") else {
      return CourseLoader(folders: [try folder()])
    }
    let beside = reference.lastIndex(of: "/").map { String(reference[..<$0]) } ?? "."
    return CourseLoader(folders: [beside] + ((try? [folder()]) ?? []))
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static var programFolder: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let path =
      length > 0
      ? String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      : CommandLine.arguments.first ?? "."
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}
