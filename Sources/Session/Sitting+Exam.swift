import Curriculum
import LayerMath
import Tutoring

/// An exam that is being written, or was handed in.
package struct Exam: Equatable, Sendable {
  /// What is derived, with its names.
  package let module: LayerExample
  package let scheme: MarkScheme
  /// The layer of the numeric part, made by its seed.
  package let numbers: LayerExample
  package let seed: UInt64
  package internal(set) var lines: [String] = []
  /// How long was worked on it.
  package internal(set) var seconds: Int
  /// When that was counted last.
  var countedAt: Int?
  package internal(set) var showsTime = true
  /// Once it was handed in.
  package internal(set) var paper: ExamPaper?

  /// What is asked beside the question of the card: values of the numeric part.
  package var numericPart: String {
    let derivation = Derivation(numbers)
    let names = derivation.names
    let given = numbers.parts.map { part in
      "\(names.name(part.quantity)) = [\(numbers.matrix(of: part).entryText)]"
    }
    let asked = ExamPaper.asked(of: numbers).map(names.name)
    return
      "Then, for \(given.joined(separator: ", ")): give \(asked.joined(separator: ", ")), as in \(asked[1]) = 3.17 0.33"
  }
}

/// What comes into view when it is there: it may have waited for the rules or the record.
package enum Opening: Equatable, Sendable {
  case exam, sheet
  case sample(SampleAnswer)
}

/// What can be done with an exam.
package enum ExamAction: Equatable, Sendable {
  /// Begins one, goes on with the one that is open, or shows the paper.
  case open
  /// Goes on after an interruption: seconds that were worked, and the seed of its numbers.
  case resume(seconds: Int, seed: UInt64)
  /// One more line.
  case write(String)
  /// Of goals with two answers the line that counts.
  case handIn(standing: [Quantity: Int])
  case timer(Bool?)
}

extension Sitting {
  package mutating func perform(_ action: ExamAction) -> [Effect] {
    switch action {
    case .open:
      opening = .exam
      if case .exam? = wanted { return [] }
      // Another module is another exam; one that was handed in is over.
      if let exam, exam.paper == nil { otherExams.append(exam) }
      exam = nil
      guard let place = otherExams.firstIndex(where: { $0.module.asksTheSame(as: derivation.example) }) else {
        return begin(.exam(seconds: 0, seed: generator.next()))
      }
      exam = otherExams.remove(at: place)
      return [.tellTime]
    case .resume(let seconds, let seed): return begin(.exam(seconds: seconds, seed: seed))
    case .write(let line):
      if case .exam? = wanted {
        // It begins in a moment.
        linesOfExam.append(line)
        return []
      }
      guard exam != nil, exam?.paper == nil else {
        fail("no exam is being written; `exam` (E) begins one")
        return []
      }
      guard (exam?.lines.count ?? 0) < Self.mostSheetLines else {
        fail("a sheet has at most \(Self.mostSheetLines) lines")
        return []
      }
      exam?.lines.append(line)
      return []
    case .timer(let isOn):
      guard let exam else {
        fail("no exam is being written; `exam` (E) begins one")
        return []
      }
      self.exam?.showsTime = isOn ?? !exam.showsTime
      return [.tellTime]
    case .handIn(let standing): return handIn(standing)
    }
  }

  mutating func beginExam(seconds: Int, seed: UInt64) -> [Effect] {
    guard requireWalk() != nil, let misconceptions else { return [] }
    let module = derivation.example
    var generator = SeededGenerator(seed: seed)
    let k = derivation.names.isOfOneUnit ? 1 : 2
    var layers = DiagnosingLayers(module, misconceptions)
    let numbers = layers.layers(k: k, n: 2, using: &generator)?.first
    exam = Exam(
      module: module, scheme: scheme(), numbers: numbers ?? module.random(k: k, n: 2, using: &generator), seed: seed,
      lines: linesOfExam, seconds: seconds)
    linesOfExam = []
    return [.tellTime]
  }

  /// What is to come into view, once it is there.
  package mutating func takeOpening() -> Opening? {
    if opening == .exam, exam == nil { return nil }
    defer { opening = nil }
    return opening
  }

  /// The lines as they stand while they are typed.
  package mutating func write(exam lines: [String]) {
    guard exam?.paper == nil else { return }
    exam?.lines = lines
  }

  /// What the clock says: time counts while the exam is open.
  package mutating func take(clock now: Int) {
    guard var exam, exam.paper == nil else { return }
    // A clock that was set, or a machine that slept, adds no hours.
    if let last = exam.countedAt { exam.seconds += min(max(0, now - last), 120) }
    exam.countedAt = now
    self.exam = exam
  }

  /// Goals to which two answers stand on the paper.
  package var conflictsInExam: [Sheet.Conflict] {
    guard let exam, exam.paper == nil, let misconceptions else { return [] }
    let goals = exam.scheme.asks.goals(of: exam.module)
    return Sheet(exam.lines, of: exam.module, misconceptions).conflicts(goals)
  }

  /// Once: what is said of it stays.
  private mutating func handIn(_ standing: [Quantity: Int]) -> [Effect] {
    guard let exam, exam.paper == nil, let misconceptions else {
      fail(exam?.paper == nil ? "no exam is being written; `exam` (E) begins one" : "this exam was handed in")
      return []
    }
    let paper = ExamPaper(
      exam.lines, of: exam.module, on: exam.numbers, exam.scheme, misconceptions, standing: standing)
    self.exam?.paper = paper
    reply(.lines([ExamReport(paper, seconds: exam.seconds).title]))
    let attempts = paper.attempts(
      lesson: lesson.id, module: exam.module.recordModule, layer: exam.numbers.recordNumbers)
    return [.keepPlace] + attempts.map { .record($0) }
  }

  /// The lines that lead back to an exam that is being written.
  var examLines: [String] {
    guard let exam, exam.paper == nil else { return [] }
    return ["exam on \(exam.seconds) \(exam.seed)"] + (exam.showsTime ? [] : ["exam timer off"])
      + exam.lines.filter { !$0.isEmpty }.map { "exam write \($0)" }
  }
}

extension LayerExample {
  /// Whether it has the same activation, loss, bias and names, whatever its numbers.
  func asksTheSame(as other: LayerExample) -> Bool {
    activation == other.activation && rules == other.rules && names == other.names
  }
}
