import Curriculum
import Files
import LayerMath
import Session
import TextUI
import TutorApp
import Tutoring

/// Lessons and models that several suites use.
package enum Fixtures {
  /// The top of the checkout.
  package static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return parts.joined(separator: "/")
  }()

  package static let loader = CourseLoader(folders: [root + "/Lessons"])

  /// The exam card as its owner wrote it.
  package static let cardFile = root + "/Tests/TestSupport/Data/linear-elu-layer.md"

  package static func card() throws -> LessonDocument { try loader.open(cardFile) }

  package static func lesson() throws -> LessonDocument { try loader.open("linear-elu-layer") }

  package static func model(
    _ lesson: LessonDocument, _ columns: Int, _ rows: Int, example: LayerExample? = nil
  ) -> AppModel {
    AppModel(lesson: lesson, size: Size(columns: columns, rows: rows), seed: 1, example: example)
  }

  /// A document from text in the test.
  package static func document(_ text: String) throws -> LessonDocument {
    try LessonReader.read(Array(text.utf8), file: "test.md")
  }
}

extension AppModel {
  /// The model after some action lines; lessons are loaded as the program would.
  package func after(_ lines: String...) -> AppModel { after(lines) }

  package func after(_ lines: [String]) -> AppModel {
    lines.reduce(self) { $0.sending(.entered($1)) }
  }

  /// The model after keys, by their names.
  package func pressing(_ keys: String...) -> AppModel {
    keys.reduce(self) { model, name in KeyEvent(name: name).map { model.sending(.keyPressed($0)) } ?? model }
  }

  package func sending(_ message: Message) -> AppModel {
    let (model, effects) = update(message)
    return effects.reduce(model) { model, effect in
      if effect == .loadMisconceptions { return model.sending(.misconceptionsRead(Fixtures.loader.misconceptions())) }
      if case .listLessons(let purpose) = effect {
        let (documents, errors) = Fixtures.loader.lessons()
        let list = LessonList(course: Fixtures.loader.course(), documents: documents, errors: errors, day: 3)
        return model.sending(.lessonsListed(list, for: purpose))
      }
      if effect == .loadRecord { return model.sending(.recordRead(Record(), time: model.sitting.time)) }
      if case .record(var attempt) = effect {
        attempt.time = model.sitting.time + 60
        return model.sending(.recorded(attempt))
      }
      guard case .loadLesson(let reference, let heading) = effect else { return model }
      do throws(FileError) {
        return model.sending(.lessonLoaded(try Fixtures.loader.open(reference), as: reference, heading: heading))
      } catch {
        return model.sending(.lessonFailed(error))
      }
    }
  }
}
