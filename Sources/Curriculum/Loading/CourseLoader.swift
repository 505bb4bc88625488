import LayerMath

/// Finds lessons in folders, the first folder first: beside an opened card its own folder, then the course.
package struct CourseLoader: Sendable {
  package let folders: [String]
  /// Whether issues name what only the author of a lesson can mend.
  private let forAuthor: Bool

  package init(folders: [String], forAuthor: Bool = false) {
    self.folders = folders
    self.forAuthor = forAuthor
  }

  /// Opens what a user names: a file (`card.md`, `../cards/x.md`) or a lesson's id.
  /// - Throws: `LessonError`, one line with the nearest id where there is one.
  package func open(_ reference: String) throws(LessonError) -> LessonDocument {
    guard !reference.isEmpty else {
      throw LessonError("a lesson's name is empty; `backprop lessons list` shows all")
    }
    if reference.contains("/") || reference.hasSuffix(".md") {
      return try read(reference)
    }
    for folder in folders {
      let path = folder + "/" + reference + ".md"
      if FileBytes.exists(path) { return try read(path) }
    }
    let known = lessons().documents
    if let found = known.first(where: { $0.id == reference }) { return found }
    let nearest = Self.nearest(to: reference, in: known.map(\.id))
    let hint = nearest.map { "; did you mean `\($0)`?" } ?? "; `backprop lessons list` shows all"
    throw LessonError("no lesson `\(reference)`\(hint)")
  }

  private func read(_ path: String) throws(LessonError) -> LessonDocument {
    try LessonReader.read(
      try FileBytes.contents(of: path, limit: LessonReader.sizeLimit), file: path, forAuthor: forAuthor)
  }

  /// All lessons, and the files and folders that could not be read.
  package func lessons() -> (documents: [LessonDocument], errors: [LessonError]) {
    var documents: [LessonDocument] = []
    var errors: [LessonError] = []
    for folder in folders.map({ LessonFolder($0) }) {
      errors += folder.errors
      for path in folder.files {
        do { documents.append(try read(path)) } catch { errors.append(error) }
      }
    }
    return (documents, errors)
  }

  /// The course of the first folder that has one.
  package func course() -> Course {
    for folder in folders {
      let path = folder + "/" + Course.fileName
      guard FileBytes.exists(path), let bytes = try? FileBytes.contents(of: path, limit: LessonReader.sizeLimit) else {
        continue
      }
      var reader = YAMLReader(file: path, firstLine: 1)
      return reader.course(String(decoding: bytes, as: UTF8.self))
    }
    return .none
  }

  /// The candidate that most likely was meant: within a third of the length.
  package static func nearest(to text: String, in candidates: [String]) -> String? {
    NearestName.of(text, in: candidates, limit: max(2, text.count / 3))
  }
}
