import Curriculum
import Files
import TextUI
import TutorApp

/// The file of the lesson on the screen, read again when it is saved.
final class LessonWatcher {
  private let loader: CourseLoader
  private var watched = (file: "", folder: "", stamp: "")

  init(_ loader: CourseLoader) { self.loader = loader }

  /// Listens from now on for this file.
  func watch(_ file: String, on terminal: (any Terminal)?) {
    guard terminal != nil, file != watched.file else { return }
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    if folder != watched.folder { terminal?.watch(folder: folder.isEmpty ? "/" : folder) }
    watched = (file, folder, FileBytes.stamp(of: file))
  }

  /// The lesson anew if its file is another by now; a file that cannot be read leaves the text as it is.
  func readAgain() -> Message? {
    let stamp = FileBytes.stamp(of: watched.file)
    guard stamp != watched.stamp, !stamp.isEmpty else { return nil }
    watched.stamp = stamp
    do throws(FileError) {
      return .lessonChanged(try loader.open(watched.file))
    } catch {
      return .reported(error.message, isError: true)
    }
  }
}
