import LayerMath

/// Which rule is within a large step: asked once, for whoever wants to be asked; leaving it costs nothing.
package struct StepQuestion: Equatable, Sendable {
  /// As many major rules a line takes without a word.
  package static let limit = 2

  package let line: Int
  package let choices: [StepRule]
  private let right: Set<StepRule>

  /// - Returns: `nil` for a step that is not large.
  package init?(_ line: Sheet.Line) {
    guard line.truth == .yes, line.size > Self.limit else { return nil }
    self.line = line.number
    let rules = Set(line.rules)
    right = rules
    // One that was taken, two that were not, in the order of the table.
    guard let taken = line.rules.last(where: { StepRule.size([$0], target: nil) > 0 }) else { return nil }
    let others = StepRule.allCases.filter { !rules.contains($0) && $0 != .algebra }
    choices = StepRule.allCases.filter { $0 == taken || others.suffix(2).contains($0) }
  }

  package var text: String { "A large step. Which of these rules is within it?" }

  /// What is said of a choice.
  package func answer(_ choice: Int) -> String {
    guard choices.indices.contains(choice) else { return "left; it costs nothing" }
    let taken = StepRule.words(right.sorted { $0.rawValue < $1.rawValue })
    return (right.contains(choices[choice]) ? "yes: " : "not that one: ") + "the step takes \(taken)"
  }
}

/// What is said of a large step.
package enum Jumps: String, CaseIterable, Sendable {
  /// Nothing.
  case off
  /// Once a sheet: which rules are within it?
  case ask
  /// A goal counts as derived only where no step to it is large.
  case strict
}
