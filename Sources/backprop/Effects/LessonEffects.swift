import Curriculum
import Files
import Session
import TextUI
import TutorApp

/// Lessons read when they are asked for.
struct LessonEffects: EffectFamily {
  private let loader: CourseLoader
  /// Where a large folder is read; `nil` where every line waits for what came of it.
  private let background: Background?

  init(_ loader: CourseLoader, _ background: Background?) {
    self.loader = loader
    self.background = background
  }

  func perform(_ effect: Effect, on terminal: (any Terminal)?) -> [Message]? {
    switch effect {
    case .loadLesson(let reference, let heading):
      do throws(FileError) {
        return [.lessonLoaded(try loader.open(reference), as: reference, heading: heading)]
      } catch {
        return [.lessonFailed(error)]
      }
    case .loadMisconceptions: return [.misconceptionsRead(loader.misconceptions())]
    case .listLessons(let purpose):
      var list = LessonListing(loader, purpose)
      guard let background, purpose == .home else {
        list.reading.read()
        return [.lessonsListed(list.list, for: purpose)]
      }
      // What fits on the screen at once, the rest as it comes.
      list.reading.read(atMost: 100)
      if list.reading.remaining > 0 { Self.readOn(list, in: background) }
      return [.lessonsListed(list.list, for: purpose)]
    default: return nil
    }
  }

  /// Three times as much as was read, and so on: the list is made a few times, not once for every file.
  private static func readOn(_ list: LessonListing, in background: Background) {
    background.add {
      var list = list
      list.reading.read(atMost: 3 * (list.reading.count - list.reading.remaining))
      if list.reading.remaining > 0 { readOn(list, in: background) }
      return .lessonsRead(list.list)
    }
  }
}

/// The lessons of the folder that is open as far as they are read, and those of the course behind it.
private struct LessonListing: Sendable {
  var reading: LessonReading
  private let course: Course
  private let others: [LessonDocument]
  private let purpose: ListPurpose

  init(_ loader: CourseLoader, _ purpose: ListPurpose) {
    let own = CourseLoader(shelves: Array(loader.shelves.prefix(1)), forAuthor: true)
    let behind = CourseLoader(shelves: Array(loader.shelves.dropFirst()))
    reading = LessonReading(own)
    course = own.course()
    others = behind.course().ordered(behind.lessons().documents)
    self.purpose = purpose
  }

  var list: LessonList {
    LessonList(
      course: course, documents: reading.documents, others: others, errors: reading.errors, unread: reading.remaining,
      day: UserFolder.day, for: purpose)
  }
}
