import Curriculum

/// What the attempts of a student say, worked out from them in their order and from nothing else.
package struct Record: Equatable, Sendable {
  /// What is known of each skill that was tried.
  package private(set) var skills: [Skill: Mastery] = [:]
  package private(set) var lessons: [String: LessonRecord] = [:]
  /// Of each day (days since 1970, by the offset given) how much was answered.
  package private(set) var days: [Int: Tally] = [:]
  package private(set) var total = Tally()
  /// Wrong rules that explained an answer, and when last.
  package private(set) var rules: [String: RuleCount] = [:]
  /// The last exam of each card.
  package private(set) var papers: [String: Paper] = [:]
  /// Questions that may go on: those of the sittings that were met last.
  private var open: [String: Question] = [:]
  private var sittings: [Int] = []
  /// Seconds from UTC to the day of the student.
  package let offset: Int

  package struct Tally: Equatable, Sendable {
    package var answers = 0
    package var right = 0

    package init(answers: Int = 0, right: Int = 0) { (self.answers, self.right) = (answers, right) }
  }

  package struct RuleCount: Equatable, Sendable {
    package var count = 0
    package var lastTime = 0
  }

  /// What is known of a lesson.
  package struct LessonRecord: Equatable, Sendable {
    /// When it is to come again.
    package var schedule: Schedule
    /// Questions asked there, and of them those that were right at the first attempt.
    package var questions = 1
    package var right = 0
    /// The rule that explained the last wrong answer.
    package var lastRule: String?
  }

  /// An exam that was handed in.
  package struct Paper: Equatable, Sendable {
    package let time: Int
    package let lines: [String]
  }

  private struct Question: Equatable {
    let sitting: Int
    var errors = 0
    var hasHelp = false
    var isRated = false
    /// Of which skills the first attempt is past.
    var tried: Set<Skill> = []
  }

  /// - Parameter offset: seconds from UTC to the student's clock.
  package init(_ attempts: some Sequence<Attempt> = [], offset: Int = 0) {
    self.offset = offset
    for attempt in attempts { add(attempt) }
  }

  package var isEmpty: Bool { total.answers == 0 && skills.isEmpty }
  package func mastery(of skill: Skill) -> Mastery { skills[skill] ?? Mastery() }

  /// The card that is examined next: of those that never were the first, else the one that was longest ago.
  package func nextCard(among cards: [String]) -> String? {
    cards.first { papers[$0] == nil } ?? cards.min { (papers[$0]?.time ?? 0) < (papers[$1]?.time ?? 0) }
  }

  /// One more attempt.
  package mutating func add(_ attempt: Attempt) {
    guard attempt.outcome != .reset else {
      self = Record(offset: offset)
      return
    }
    // A paper whole counts for nothing: its marks stand behind it.
    if attempt.step == ExamPaper.step {
      papers[attempt.lesson] = Paper(
        time: attempt.time,
        lines: attempt.answer.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      return
    }
    if !attempt.outcome.isHelp {
      let day = (attempt.time + offset) / 86_400
      days[day, default: Tally()].answers += 1
      total.answers += 1
      if attempt.outcome.isRight {
        days[day, default: Tally()].right += 1
        total.right += 1
      }
    }
    for id in attempt.rules {
      rules[id, default: RuleCount()].count += 1
      rules[id, default: RuleCount()].lastTime = attempt.time
    }
    remember(attempt.sitting)
    var question = open[attempt.question] ?? Question(sitting: attempt.sitting)
    let isFirst = question.tried.isEmpty && question.errors == 0 && !question.hasHelp
    trace(attempt, &question)
    rate(attempt, &question, isFirst: isFirst)
    open[attempt.question] = question
  }

  /// Only the first attempt counts, and help counts as not known yet.
  private mutating func trace(_ attempt: Attempt, _ question: inout Question) {
    guard attempt.outcome.isRight || attempt.outcome.isWrong || attempt.outcome.isHelp else { return }
    for skill in attempt.skills where question.tried.insert(skill).inserted {
      // Who was wrong elsewhere on the way has shown nothing here.
      let isClean = question.errors == 0 && !question.hasHelp
      guard isClean || !attempt.outcome.isRight else { continue }
      skills[skill, default: Mastery()].add(isRight: attempt.outcome.isRight, at: attempt.time)
    }
    if attempt.outcome.isWrong { question.errors += 1 }
    if attempt.outcome.isHelp { question.hasHelp = true }
  }

  /// Right at once is good, and easy if it was quick; right after one error or with a hint is hard; two errors, or the last hint, are
  /// not known.
  private mutating func rate(_ attempt: Attempt, _ question: inout Question, isFirst: Bool) {
    if attempt.outcome.isWrong, let rule = attempt.rules.first { lessons[attempt.lesson]?.lastRule = rule }
    guard !question.isRated else { return }
    let rating: Rating
    switch attempt.outcome {
    case .right: rating = !isFirst ? .hard : attempt.seconds <= Self.quickSeconds ? .easy : .good
    case .partly, .wrong:
      guard question.errors >= 2 else { return }
      rating = .again
    case .solution: rating = .again
    default: return
    }
    question.isRated = true
    if lessons[attempt.lesson] == nil {
      lessons[attempt.lesson] = LessonRecord(
        schedule: Schedule(first: rating, at: attempt.time), right: isFirst ? 1 : 0)
    } else {
      lessons[attempt.lesson]?.schedule.review(rating, at: attempt.time)
      lessons[attempt.lesson]?.questions += 1
      if isFirst { lessons[attempt.lesson]?.right += 1 }
    }
    if attempt.outcome.isWrong { lessons[attempt.lesson]?.lastRule = attempt.rules.first }
  }

  /// So fast that nothing was looked up.
  private static let quickSeconds = 10

  /// Two programs at once take turns in the record; of sittings long past nothing goes on.
  private mutating func remember(_ sitting: Int) {
    guard sittings.last != sitting else { return }
    sittings.removeAll { $0 == sitting }
    sittings.append(sitting)
    guard sittings.count > 4 else { return }
    let past = sittings.removeFirst()
    open = open.filter { $0.value.sitting != past }
  }
}
