import Curriculum
import LayerMath
import Tutoring

/// Why nothing is saved.
package struct RecordTrouble: Equatable, Sendable {
  package let message: String
  /// Whether the file can be set aside, for a new one to begin.
  package let isDamaged: Bool

  package init(message: String, isDamaged: Bool) { (self.message, self.isDamaged) = (message, isDamaged) }

  /// What is wrong, and what can be done about it.
  package var text: String {
    "nothing is saved: \(message)"
      + (isDamaged ? "; `:progress aside` gives the file another name and begins a new one" : "")
  }
}

/// What waits until the wrong rules or the record were read.
enum Wanted: Equatable, Sendable {
  /// Skills, lessons and days.
  case progress
  /// What to do tonight: minutes there are, and when the exam is, in minutes since midnight.
  case plan(minutes: Int, exam: Int)
  /// More lines of the sheet.
  case sheetLines([String])
  /// Lines to be put in order.
  case puzzle
  /// An answer to be marked.
  case sample
  /// An exam, whose numbers show every wrong rule.
  case exam(seconds: Int, seed: UInt64)
  /// Numbers on which the wrong rules show.
  case diagnosingNumbers

  var needsRules: Bool {
    switch self {
    case .progress, .plan: false
    default: true
    }
  }

  var needsRecord: Bool {
    switch self {
    case .progress, .plan, .puzzle: true
    default: false
    }
  }
}

/// The record: what was answered, and what that says.
extension Sitting {
  /// Keeps what the record says.
  package mutating func take(_ record: Record, at time: Int) {
    self.record = record
    self.time = time
  }

  /// One line of the record was written.
  package mutating func take(_ attempt: Attempt) {
    record?.add(attempt)
    time = max(time, attempt.time)
  }

  /// Says once that nothing is saved, and what can be done about it.
  package mutating func take(_ trouble: RecordTrouble) {
    guard recordTrouble != trouble else { return }
    recordTrouble = trouble
    record = record ?? Record()
    outcome.add(Outcome(remark: Remark(text: trouble.text, isError: true)))
  }

  /// All is saved again.
  package mutating func endTrouble() { recordTrouble = nil }

  mutating func setRecordAside() -> [Effect] {
    guard recordTrouble?.isDamaged == true else {
      fail("the record is in order; nothing needs to be set aside")
      return []
    }
    recordTrouble = nil
    record = nil
    return [.setRecordAside]
  }

  /// Does what needs the rules or the record, once they are there.
  mutating func begin(_ wanted: Wanted) -> [Effect] {
    self.wanted = wanted
    if wanted.needsRules, misconceptions == nil { return [.loadMisconceptions] }
    if wanted.needsRecord, record == nil { return [.loadRecord] }
    self.wanted = nil
    switch wanted {
    case .progress: return showProgress()
    case .plan(let minutes, let exam): return showPlan(minutes: minutes, exam: exam)
    case .sheetLines(let lines): return derive(lines)
    case .puzzle: return beginPuzzle()
    case .sample: return nextSample()
    case .exam(let seconds, let seed): return beginExam(seconds: seconds, seed: seed)
    case .diagnosingNumbers: return setDiagnosing()
    }
  }

  /// Goes on where what was waited for is there.
  package mutating func goOnWaiting() -> [Effect] {
    guard let wanted else { return goOnDrilling() }
    return wanted.needsRules && misconceptions == nil ? [] : begin(wanted)
  }

  private var troubleRows: [PageRow] { recordTrouble.map { [PageRow($0.text), PageRow("")] } ?? [] }

  private mutating func showProgress() -> [Effect] {
    guard let record else { return [] }
    let rows = ProgressText(record, at: time).rows(width: 72) { misconceptions?[$0]?.belief }
    reply(.page("Progress", troubleRows + rows.map { PageRow($0.text, $0.action) }))
    return []
  }

  private mutating func showPlan(minutes: Int, exam: Int) -> [Effect] {
    guard let record else { return [] }
    let now = (time + record.offset) / 60 % 1_440
    let plan = EveningPlan(record, now: now, available: minutes, exam: exam, at: time)
    reply(.page("Tonight", troubleRows + plan.rows.map { PageRow($0.text, $0.action) }))
    return []
  }
}

extension LayerExample {
  /// What the record calls its module: `elu`, `sigmoid, bias, cross_entropy`.
  var recordModule: String {
    ([activation.entryText] + (b == nil ? [] : ["bias"]) + (loss.map { [$0.name] } ?? [])).joined(separator: ", ")
  }

  /// Its numbers; of many the shape and a fingerprint, which tells one layer from another and no more.
  var recordNumbers: String {
    guard k * n <= 64 else {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for part in parts {
        for value in entries(of: part).prefix(4_096) {
          for byte in "\(value) ".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
      }
      return "\(k)x\(n) " + String(hash, radix: 16)
    }
    return parts.map { "\($0.rawValue)=[\(matrix(of: $0).entryText)]" }.joined(separator: " ")
  }
}
