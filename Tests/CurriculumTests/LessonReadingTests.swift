import Curriculum
import TestSupport
import Testing

@Suite struct LessonReadingTests {
  @Test(arguments: [1, 3, 7, 1000])
  func inPartsItReadsWhatTheWholeReads(size: Int) {
    let (documents, errors) = Fixtures.loader.lessons()
    var reading = LessonReading(Fixtures.loader)
    #expect(reading.count >= documents.count && reading.remaining == reading.count && reading.documents.isEmpty)
    var told: [Int] = []
    while reading.remaining > 0 {
      let before = reading.remaining
      reading.read(atMost: size) { done, _ in told.append(done) }
      #expect(before - reading.remaining == min(size, before))
    }
    #expect(reading.documents == documents && reading.errors == errors)
    #expect(told == Array(0..<reading.count))
  }

  @Test func aFolderThatIsNotThereHoldsNothing() {
    var reading = LessonReading(CourseLoader(folders: ["/nowhere/at/all"]))
    reading.read()
    #expect(reading.count == 0 && reading.documents.isEmpty && reading.errors.isEmpty)
  }
}
