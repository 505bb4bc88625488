import Synchronization

/// A value that is computed when it is first asked for: the first frame waits for no rule.
package final class Lazily<Value: Sendable>: Sendable {
  private let known = Mutex<Value?>(nil)
  private let compute: @Sendable () -> Value

  package init(_ compute: @escaping @Sendable () -> Value) { self.compute = compute }

  package var value: Value {
    known.withLock { known in
      if let known { return known }
      let value = compute()
      known = value
      return value
    }
  }
}

extension Lazily: Equatable {
  /// It follows from what it stands beside, so it never makes a difference.
  package static func == (a: Lazily, b: Lazily) -> Bool { true }
}
