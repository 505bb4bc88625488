import ArgumentParser

/// `backprop derive`: a derivation, typed line by line and judged in the margin.
struct Derive: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "derive", abstract: "Type a derivation line by line: true, following, or where it went wrong.",
    discussion: "Lines are typed as on paper, in ASCII, Unicode or LaTeX. For a class, `backprop grade` takes sheets.")

  @OptionGroup var options: LessonOptions
  @Flag(help: "No colours; NO_COLOR in the environment does the same.") var noColor = false
  @Flag(help: "Keep nothing of this sitting.") var fresh = false
  @Argument(help: "A lesson that is walked: its module is derived, by its names.") var lesson: String?

  func run() throws {
    try Tutor.open(
      lesson, from: options.source, plain: false, noColor: noColor, isFresh: fresh, beginningWith: "derive")
  }
}
