import Curriculum
import Curses
import Files
import TutorApp

/// The file of the lesson on the screen, read again when it is saved.
final class LessonWatcher {
  private let loader: CourseLoader
  private let folder: FolderSource?
  private var watched = (file: "", folder: "", stamp: "")

  init(_ loader: CourseLoader, _ folder: FolderSource?) {
    self.loader = loader
    self.folder = folder
  }

  /// Listens from now on for this file.
  func watch(_ file: String) {
    guard let folder, file != watched.file else { return }
    let place = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    if place != watched.folder { folder.watch(place.isEmpty ? "/" : place) }
    watched = (file, place, FileBytes.stamp(of: file))
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
