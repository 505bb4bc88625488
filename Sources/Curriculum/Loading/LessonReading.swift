import Files

/// The lessons of a loader's shelves, read some at a time: what is listed need not wait for the last of two thousand.
package struct LessonReading: Sendable {
  private enum Source: Sendable {
    case file(String)
    case builtIn(BuiltInFile)
  }

  package private(set) var documents: [LessonDocument] = []
  /// Files and folders that could not be read.
  package private(set) var errors: [FileError] = []
  private let loader: CourseLoader
  private let sources: [Source]
  private var next = 0

  package init(_ loader: CourseLoader) {
    self.loader = loader
    var sources: [Source] = []
    for shelf in loader.shelves {
      switch shelf {
      case .folder(let name):
        let folder = LessonFolder(name)
        errors += folder.errors
        sources += folder.files.map(Source.file)
      case .builtIn(let files): sources += files.filter { $0.name.hasSuffix(".md") }.map(Source.builtIn)
      }
    }
    self.sources = sources
  }

  package var count: Int { sources.count }
  /// How many files are not read yet.
  package var remaining: Int { sources.count - next }

  /// - Parameter report: is told how many files of how many are read.
  package mutating func read(atMost limit: Int = .max, report: (Int, Int) -> Void = { _, _ in }) {
    for source in sources[next...].prefix(limit) {
      report(next, sources.count)
      next += 1
      do throws(FileError) {
        switch source {
        case .file(let path): documents.append(try loader.read(path))
        case .builtIn(let file): documents.append(try loader.read(file))
        }
      } catch { errors.append(error) }
    }
  }
}
