import LayerMath

/// Which entries have another value than before.
struct ChangedEntries {
  /// Empty where the shapes differ: then everything is new.
  let symbols: [Symbol]

  /// Larger layers are not compared: a screen shows a part of them only.
  private static let entryLimit = 2_000

  init(from old: Derivation, to new: Derivation) {
    let (k, n) = (new.example.k, new.example.n)
    guard old.example.k == k, old.example.n == n, k * n <= Self.entryLimit else {
      symbols = []
      return
    }
    let order: [Quantity] = [.w, .x, .deltaY, .s, .y, .fPrime, .deltaS, .jacobian, .deltaX, .deltaW]
    symbols = order.flatMap { quantity -> [Symbol] in
      let shape = new.shape(quantity)
      return (0..<shape.reduce(1, *)).compactMap { place in
        let columns = shape.count > 1 ? shape[1] : 1
        let symbol = Symbol(
          quantity, index: shape.count > 1 ? [place / columns + 1, place % columns + 1] : [place + 1])
        return old.value(of: symbol) == new.value(of: symbol) ? nil : symbol
      }
    }
  }
}
