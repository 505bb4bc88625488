import Curriculum

/// One line of the record: what somebody answered, or that a hint was opened.
package struct Attempt: Equatable, Sendable {
  /// What came of it.
  package enum Outcome: String, CaseIterable, Sendable {
    case right, rounded, partly, wrong
    case cannotTell = "cannot tell"
    case hint
    /// The last hint, which says the value.
    case solution
    /// From here on all counts anew; what was before is kept.
    case reset

    /// Whether it shows what somebody is able to do.
    var isRight: Bool { self == .right }
    var isWrong: Bool { self == .partly || self == .wrong }
    /// Whether an answer was given, so that help does not come first any more.
    var isHelp: Bool { self == .hint || self == .solution }
  }

  /// Seconds since 1970.
  package var time: Int
  /// The run of the program in which it was.
  package var sitting: Int
  package var lesson: String
  /// The module in the words of its activation and loss: `elu`, `sigmoid, cross-entropy`.
  package var module: String
  /// The numbers of the layer, or of a large one their fingerprint.
  package var layer: String
  /// `dx[2]`, `dW`, `shape dW`; a formula of no quantity has none.
  package var step: String
  package var answer: String
  package var outcome: Outcome
  /// Ids of the wrong rules that explain it.
  package var rules: [String]
  /// What it speaks of.
  package var skills: [Skill]
  /// Since it was asked.
  package var seconds: Int

  package init(
    time: Int = 0, sitting: Int = 0, lesson: String, module: String, layer: String, step: String, answer: String,
    outcome: Outcome, rules: [String] = [], skills: [Skill] = [], seconds: Int = 0
  ) {
    (self.time, self.sitting, self.lesson, self.module, self.layer) = (time, sitting, lesson, module, layer)
    (self.step, self.answer, self.outcome) = (step, answer, outcome)
    (self.rules, self.skills, self.seconds) = (rules, skills, seconds)
  }

  /// What is one question: the same step of the same numbers in one sitting.
  var question: String { "\(sitting)\u{1f}\(lesson)\u{1f}\(layer)\u{1f}\(step)" }
}
