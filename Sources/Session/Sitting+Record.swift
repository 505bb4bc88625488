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

/// What can be asked of the record.
enum WantedOfRecord: Equatable, Sendable {
  /// Skills, lessons and days.
  case progress
  /// What to do tonight: minutes there are, and when the exam is, in minutes since midnight.
  case plan(minutes: Int, exam: Int)
  /// A line of the sheet, which waits for the rules.
  case sheetLine(String)
  /// An answer to be marked.
  case sample
  /// An exam, whose numbers wait for the rules.
  case exam(seconds: Int, seed: UInt64)
  /// Numbers on which the wrong rules show, which wait for the rules.
  case diagnosingNumbers
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

  /// What the record says, as lines.
  mutating func show(_ wanted: WantedOfRecord) -> [Effect] {
    guard let record else {
      self.wanted = wanted
      return [.loadRecord]
    }
    self.wanted = nil
    let trouble = recordTrouble.map { [PageRow($0.text), PageRow("")] } ?? []
    switch wanted {
    case .progress:
      let rows = ProgressText(record, at: time).rows(width: 72) { self.misconceptions?[$0]?.belief }
      reply(.page("Progress", trouble + rows.map { PageRow($0.text, $0.action) }))
    case .diagnosingNumbers: return setDiagnosing()
    case .sheetLine(let text): return derive(text)
    case .sample: return nextSample()
    case .exam(let seconds, let seed): return perform(.resume(seconds: seconds, seed: seed))
    case .plan(let minutes, let exam):
      let now = (time + record.offset) / 60 % 1_440
      let plan = EveningPlan(record, now: now, available: minutes, exam: exam, at: time)
      reply(.page("Tonight", trouble + plan.rows.map { PageRow($0.text, $0.action) }))
    }
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
