import LayerMath

/// Which entries have another value than before.
package struct ChangedEntries {
  /// Empty where the shapes differ: then everything is new.
  package let symbols: [Symbol]

  /// Larger layers are not compared: a screen shows a part of them only.
  private static let entryLimit = 2_000

  package init(from old: Derivation, to new: Derivation) {
    let (k, n) = (new.example.k, new.example.n)
    guard old.example.k == k, old.example.n == n, k * n <= Self.entryLimit else {
      symbols = []
      return
    }
    symbols = (new.rules.given + new.rules.dense).flatMap { quantity in
      new.symbols(quantity).filter { old.value(of: $0) != new.value(of: $0) }
    }
  }
}
