import ArgumentParser
import Curriculum
import Files
import Session
import Tutoring

/// `backprop exam`: a card of the collection, a sheet, a clock.
struct ExamCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exam", abstract: "An exam: a card of the collection, a sheet, a clock; marked when it is handed in.",
    discussion: """
      Without a lesson the card is drawn: one that was not examined yet, else the one that was longest ago. A draft is kept however
      the program ends; `backprop exam` with the same card goes on with it.
      """)

  @OptionGroup var options: LessonOptions
  @Flag(help: "No colours; NO_COLOR in the environment does the same.") var noColor = false
  @Flag(help: "Keep nothing of this sitting.") var fresh = false
  @Argument(help: "A lesson that is walked.") var lesson: String?

  func run() throws {
    let loader = try options.source.loader(for: lesson)
    // An exam that was begun comes before a new one.
    let begun = fresh ? nil : PlaceEffects(UserFolder.place, nil).leftOff
    let card = try lesson ?? (begun?.lines(backTo: "exam").isEmpty == false ? begun?.reference : nil) ?? drawn(loader)
    if !(try loader.open(card).isWalked) {
      throw FileError("`\(card)` is read, not derived; an exam needs a question whose module the program knows")
    }
    try Tutor.open(
      card, from: options.source, plain: false, noColor: noColor, isFresh: fresh, beginningWith: "exam")
  }

  private func drawn(_ loader: CourseLoader) throws -> String {
    let found = loader.lessons().documents
    let cards = loader.course().ordered(found).filter(\.isWalked).map(\.id)
    // Without a record all cards are new.
    let record = fresh ? Record() : (try? RecordFile.record()) ?? Record()
    guard let card = record.nextCard(among: cards) else {
      throw FileError("no lesson here is derived; `backprop exam FILE` takes a card")
    }
    return card
  }
}
