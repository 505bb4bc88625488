import Curriculum
import Files
import Session
import TextUI
import TutorApp

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Lessons read when they are asked for.
struct LessonEffects: EffectFamily {
  private let loader: CourseLoader

  init(_ loader: CourseLoader) { self.loader = loader }

  func perform(_ effect: Effect, on terminal: (any Terminal)?) -> [Message]? {
    switch effect {
    case .loadLesson(let reference, let heading):
      do throws(FileError) {
        return [.lessonLoaded(try loader.open(reference), as: reference, heading: heading)]
      } catch {
        return [.lessonFailed(error)]
      }
    case .listLessons(let purpose): return [.lessonsListed(listLessons(purpose), for: purpose)]
    default: return nil
    }
  }

  /// The lessons of the folder that is open, then those of the course behind it.
  private func listLessons(_ purpose: ListPurpose) -> LessonList {
    let own = CourseLoader(shelves: Array(loader.shelves.prefix(1)), forAuthor: true)
    let behind = CourseLoader(shelves: Array(loader.shelves.dropFirst()))
    let (documents, errors) = own.lessons()
    return LessonList(
      course: own.course(), documents: documents, others: behind.course().ordered(behind.lessons().documents),
      errors: errors, day: Self.day, for: purpose)
  }

  /// Days since 1970, in the local calendar's time.
  private static var day: Int {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return (now + local.tm_gmtoff) / 86_400
  }
}
