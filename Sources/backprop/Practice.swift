import ArgumentParser
import Curriculum
import LayerMath
import Session

/// `backprop practice`: the tutor chooses what to ask.
struct Practice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "practice", abstract: "Practise: the tutor chooses what to ask, on numbers that show what goes wrong.",
    discussion: """
      Each answer counts for one of nine skills; the least sure one is asked next. --only takes one of them, or a mode:
      \(Skill.allCases.map { "  \($0.rawValue): \($0.title)" }.joined(separator: "\n"))
        blanks: fill in the end of a derivation, each time a step more
        error: find the wrong line of a worked derivation
        match: which symbol does a number stand for?
        examiner: mark a sample answer
      """)

  @OptionGroup var options: LessonOptions
  @Flag(help: "No colours; NO_COLOR in the environment does the same.") var noColor = false
  @Flag(help: "Keep nothing of this sitting.") var fresh = false
  @Option(help: ArgumentHelp("One skill or mode instead of the tutor's choice.", valueName: "skill|mode")) var only:
    String?
  @Argument(help: "A lesson that is walked: its module is practised.") var lesson: String?

  func run() throws {
    // The action says what there is.
    if let only {
      do throws(ActionError) { _ = try ActionTable.parse("drill " + only) } catch { throw EntryError(error.message) }
    }
    try Tutor.open(
      lesson, from: options.source, plain: false, noColor: noColor, isFresh: fresh,
      beginningWith: "drill" + (only.map { " " + $0 } ?? ""))
  }
}
