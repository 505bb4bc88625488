import Files
import LayerMath

/// A file that the program has within it.
package struct BuiltInFile: Sendable {
  package let name: String
  let text: StaticString

  package init(name: String, text: StaticString) {
    self.name = name
    self.text = text
  }

  var bytes: [UInt8] { text.withUTF8Buffer(Array.init) }

  /// What stands for its path; no folder has such a name.
  var path: String { "(course)/" + name }
}

/// Where lessons stand.
package enum LessonShelf: Sendable {
  case folder(String)
  case builtIn([BuiltInFile])
}

/// Finds lessons on shelves, the first shelf first: beside an opened card its own folder, then the course.
package struct CourseLoader: Sendable {
  package let shelves: [LessonShelf]
  /// Whether issues name what only the author of a lesson can mend.
  private let forAuthor: Bool

  package init(shelves: [LessonShelf], forAuthor: Bool = false) {
    self.shelves = shelves
    self.forAuthor = forAuthor
  }

  package init(folders: [String], forAuthor: Bool = false) {
    self.init(shelves: folders.map { .folder($0) }, forAuthor: forAuthor)
  }

  /// Opens what a user names: a file (`card.md`, `../cards/x.md`) or a lesson's id.
  /// - Throws: `FileError`, one line with the nearest id where there is one.
  package func open(_ reference: String) throws(FileError) -> LessonDocument {
    guard !reference.isEmpty else {
      throw FileError("a lesson's name is empty; `backprop lessons list` shows all")
    }
    if reference.contains("/") || reference.hasSuffix(".md") {
      return try read(reference, titled: true)
    }
    if let lesson = try file(reference) { return lesson }
    let known = lessons().documents
    if let found = known.first(where: { $0.id == reference }) { return found }
    // As a person names it: other capitals, blanks, its title.
    let key = LessonDocument.key(reference)
    if let found = known.first(where: { $0.names.contains(key) }) { return found }
    let nearest = Self.nearest(to: reference, in: known.map(\.id))
    let hint = nearest.map { "; did you mean `\($0)`?" } ?? "; `backprop lessons list` shows all"
    throw FileError("no lesson `\(reference)`\(hint)")
  }

  /// The lesson whose file has that name; no other file is read.
  package func file(_ name: String) throws(FileError) -> LessonDocument? {
    for shelf in shelves {
      switch shelf {
      case .folder(let folder):
        let path = folder + "/" + name + ".md"
        if FileBytes.exists(path) { return try read(path, titled: true) }
      case .builtIn(let files):
        if let file = files.first(where: { $0.name == name + ".md" }) { return try read(file, titled: true) }
      }
    }
    return nil
  }

  /// - Parameter titled: whether links by an id show what that lesson is called; not where a whole folder is read.
  func read(_ path: String, titled: Bool = false) throws(FileError) -> LessonDocument {
    try LessonReader.read(
      try FileBytes.contents(of: path, limit: LessonReader.sizeLimit), file: path, forAuthor: forAuthor,
      titles: titled ? { title(of: $0) } : nil)
  }

  func read(_ file: BuiltInFile, titled: Bool = false) throws(FileError) -> LessonDocument {
    try LessonReader.read(file.bytes, file: file.path, forAuthor: forAuthor, titles: titled ? { title(of: $0) } : nil)
  }

  /// The title in the front matter of the lesson whose file has that name; the first frame waits for it, so nothing else is read.
  private func title(of id: String) -> String? {
    for shelf in shelves {
      switch shelf {
      case .folder(let folder):
        let path = folder + "/" + id + ".md"
        guard !id.contains("/"), FileBytes.exists(path),
          let bytes = try? FileBytes.contents(of: path, limit: LessonReader.sizeLimit)
        else { continue }
        return Self.title(in: bytes[...])
      case .builtIn(let files):
        guard let file = files.first(where: { $0.name == id + ".md" }) else { continue }
        return file.text.withUTF8Buffer { Self.title(in: Array($0.prefix(1024))[...]) }
      }
    }
    return nil
  }

  private static func title(in bytes: ArraySlice<UInt8>) -> String? {
    let lines = bytes.prefix(1024).split(separator: 10)
    guard lines.first?.elementsEqual("---".utf8) ?? false else { return nil }
    for line in lines.dropFirst() {
      if line.elementsEqual("---".utf8) { return nil }
      guard line.starts(with: "title:".utf8) else { continue }
      let text = String(decoding: line.dropFirst(6), as: UTF8.self).trimmingSpaces
      // What is quoted or goes on in the next line is for the reader of the whole.
      return text.isEmpty || "\"'|>&*[{".contains(text.first ?? " ") ? nil : text
    }
    return nil
  }

  /// All lessons, and the files and folders that could not be read.
  ///
  /// - Parameter report: is told how many files of how many are read.
  package func lessons(
    report: (Int, Int) -> Void = { _, _ in }
  ) -> (documents: [LessonDocument], errors: [FileError]) {
    var reading = LessonReading(self)
    reading.read(report: report)
    return (reading.documents, reading.errors)
  }

  /// The course of the first shelf that has one.
  package func course() -> Course {
    for shelf in shelves {
      guard let (path, bytes) = Self.file(Course.fileName, of: shelf) else { continue }
      var reader = YAMLReader(file: path, firstLine: 1)
      return reader.course(String(decoding: bytes, as: UTF8.self))
    }
    return .none
  }

  /// The wrong rules of all shelves, those of the first before those of the others.
  package func misconceptions() -> Misconceptions {
    shelves.reversed().reduce(Misconceptions.none) { known, shelf in
      guard let (path, bytes) = Self.file(Misconceptions.fileName, of: shelf) else { return known }
      var reader = YAMLReader(file: path, firstLine: 1)
      return known.following(reader.misconceptions(String(decoding: bytes, as: UTF8.self)))
    }
  }

  private static func file(_ name: String, of shelf: LessonShelf) -> (path: String, bytes: [UInt8])? {
    switch shelf {
    case .folder(let folder):
      let path = folder + "/" + name
      guard FileBytes.exists(path) else { return nil }
      return (try? FileBytes.contents(of: path, limit: LessonReader.sizeLimit)).map { (path, $0) }
    case .builtIn(let files): return files.first { $0.name == name }.map { ($0.path, $0.bytes) }
    }
  }

  /// The candidate that most likely was meant: within a third of the length.
  package static func nearest(to text: String, in candidates: [String]) -> String? {
    nearest(to: text, in: NearestNames(candidates))
  }

  static func nearest(to text: String, in candidates: NearestNames) -> String? {
    candidates.nearest(to: text, limit: max(2, text.count / 3))
  }
}
