import Synchronization

/// The last values made, each with what it was made from: each key shows most of a frame again.
final class Kept<Source: Equatable & Sendable, Value: Sendable>: Sendable, Equatable {
  private let count: Int
  /// The last one asked for first.
  private let last = Mutex<[(source: Source, value: Value)]>([])

  init(_ count: Int = 1) { self.count = count }

  func value(of source: Source, made: () -> Value) -> Value {
    let known = last.withLock { last -> Value? in
      guard let place = last.firstIndex(where: { $0.source == source }) else { return nil }
      if place > 0 { last.insert(last.remove(at: place), at: 0) }
      return last[0].value
    }
    if let known { return known }
    let value = made()
    last.withLock {
      if $0.count == count { $0.removeLast() }
      $0.insert((source, value), at: 0)
    }
    return value
  }

  /// What is kept says nothing about a model.
  static func == (a: Kept, b: Kept) -> Bool { true }
}
