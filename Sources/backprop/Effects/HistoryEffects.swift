import Curriculum
import Files
import Session
import Synchronization
import TextUI
import TutorApp

/// Lines typed at the prompt, kept from sitting to sitting.
final class HistoryEffects: EffectFamily, Sendable {
  private let history: History?
  private let background: Background?
  private let hasComplained = Mutex(false)

  init(_ history: History?, _ background: Background?) {
    self.history = history
    self.background = background
  }

  func perform(_ effect: Effect, on terminal: (any Terminal)?) -> [Message]? {
    switch effect {
    case .loadHistory: return [.historyLoaded(history?.lines() ?? [])]
    case .recordHistory(let line):
      guard let history else { return [] }
      guard let background else { return record(line, in: history).map { [$0] } ?? [] }
      background.add { [self] in record(line, in: history) }
      return []
    default: return nil
    }
  }

  /// Says once that lines are not kept.
  private func record(_ line: String, in history: History) -> Message? {
    do throws(FileError) {
      try history.add(line)
      return nil
    } catch {
      let isFirst = hasComplained.withLock { complained in
        defer { complained = true }
        return !complained
      }
      return isFirst ? .reported("the history is not kept: \(error.message)", isError: false) : nil
    }
  }
}
