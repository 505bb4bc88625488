import ArgumentParser
import Curriculum
import LayerMath

/// `backprop practice`: the tutor chooses what to ask.
struct Practice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "practice", abstract: "Practise: the tutor chooses what to ask, on numbers that show what goes wrong.",
    discussion: """
      Each answer counts for one of nine skills; the least sure one is asked next. Without a skill the tutor chooses:
      \(Skill.allCases.map { "  \($0.rawValue): \($0.title)" }.joined(separator: "\n"))
      """)

  @OptionGroup var options: LessonOptions
  @Flag(help: "No colours; NO_COLOR in the environment does the same.") var noColor = false
  @Flag(help: "Keep nothing of this sitting.") var fresh = false
  @Option(help: ArgumentHelp("One skill instead of all.", valueName: "skill")) var skill: String?
  @Argument(help: "A lesson that is walked: its module is practised.") var lesson: String?

  func run() throws {
    if let skill, Skill(rawValue: skill) == nil {
      let names = Skill.allCases.map(\.rawValue)
      throw EntryError(
        "no skill `\(skill)`" + (NearestName.of(skill, in: names).map { "; did you mean `\($0)`?" }
          ?? "; there are \(names.joined(separator: ", "))"))
    }
    try Tutor.open(
      lesson, from: options.source, plain: false, noColor: noColor, isFresh: fresh,
      beginningWith: "drill" + (skill.map { " " + $0 } ?? ""))
  }
}
