import Curriculum
import LayerMath

/// What to do next, and why.
package struct Suggestion: Equatable, Sendable {
  package enum What: Equatable, Sendable {
    case practise(Skill)
    /// A lesson that is to come again, by its id.
    case review(String)
    /// All is known and nothing due.
    case rest
  }

  package let what: What
  package let reason: String

  /// The skill that is least sure now, of those that are not mastered; then what is due; then nothing.
  ///
  /// The least sure is the one with the lowest decayed log-ratio of right to wrong first attempts; of equal ones the first in the
  /// order of the derivation, whose value the later ones need.
  /// - Parameters:
  ///   - skills: those that the module has.
  ///   - title: what a lesson is called, `nil` for one that is no more.
  package init(
    _ record: Record, at time: Int, among skills: [Skill] = Skill.allCases, title: (String) -> String? = { $0 }
  ) {
    let open = skills.filter { !record.mastery(of: $0).isMastered }
    var least: (skill: Skill, recency: Double)?
    for skill in open {
      let recency = record.mastery(of: skill).recency(at: time)
      if recency < least?.recency ?? .infinity { least = (skill, recency) }
    }
    if let least {
      what = .practise(least.skill)
      reason = Self.reason(for: record.mastery(of: least.skill))
      return
    }
    let due = record.lessons.filter { $0.value.schedule.isDue(at: time) && title($0.key) != nil }
      .min {
        ($0.value.schedule.retrievability(at: time), $0.key) < ($1.value.schedule.retrievability(at: time), $1.key)
      }
    if let due, let name = title(due.key) {
      what = .review(due.key)
      let percent = Int((due.value.schedule.retrievability(at: time) * 100).rounded())
      reason = percent >= 100 ? "\(name): the last try there failed" : "\(name) is fading: \(percent) % by now"
    } else {
      what = .rest
      reason = "all that is asked here is known, and nothing is due"
    }
  }

  private static func reason(for mastery: Mastery) -> String {
    if mastery.count == 0 { return "not tried yet" }
    return mastery.rightCount == mastery.count
      ? "right so far; once more to be sure" : ProgressText.state(mastery)
  }
}

extension LayerExample {
  /// What can be asked of this module: without joins in f there is no branch to choose.
  package var skills: [Skill] {
    Skill.allCases.filter { $0 != .branchChoice || !activation.joins.isEmpty }
  }
}
