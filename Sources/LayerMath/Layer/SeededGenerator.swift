/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same seed on every machine.
package struct SeededGenerator: RandomNumberGenerator, Equatable, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension LayerExample {
  /// Half-integers of both signs for teaching: units on both sides of the kink where K allows it, no `s_k` nearer to 0
  /// than 1/4, no zero entries (`tutoring.md`, 3.2).
  package static func random(k: Int, n: Int, using generator: inout some RandomNumberGenerator) -> LayerExample {
    let half = Rational(1, over: 2) ?? .one
    func entry(_ generator: inout some RandomNumberGenerator) -> Rational {
      let size = Rational(Int.random(in: 1...5, using: &generator)) * half
      return Bool.random(using: &generator) ? size : -size
    }
    var example = reference.resized(k: k, n: n)
    for _ in 0..<200 {
      for row in 0..<example.k {
        for column in 0..<example.n {
          example = example.replacing(.w, row: row, column: column, with: entry(&generator))
        }
        example = example.replacing(.deltaY, row: row, column: 0, with: entry(&generator))
      }
      for row in 0..<example.n { example = example.replacing(.x, row: row, column: 0, with: entry(&generator)) }
      let s = Layer<ExactNumber>(w: example.w).forward(example.x).s
      let isClear = s.allSatisfy { $0.magnitude > half * half }
      let hasBoth = s.contains { $0.signum > 0 } && s.contains { $0.signum < 0 }
      if isClear && (hasBoth || k < 2) { break }
    }
    return example
  }
}
