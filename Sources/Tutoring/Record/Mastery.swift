#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bayesian Knowledge Tracing: how sure it is that a skill is known.
///
/// After a right answer `p = L(1−S) / (L(1−S) + (1−L)G)`, after a wrong one `p = L·S / (L·S + (1−L)(1−G))`; then `L′ = p + (1−p)·T`.
/// There is no forgetting in it. Source: Corbett and Anderson 1995.
package struct KnowledgeTracing: Equatable, Sendable {
  /// Probabilities: known at the start, learnt at an opportunity, slip, guess.
  package var pInitial = 0.25
  package var pTransit = 0.15
  package var pSlip = 0.1
  /// A number that is typed is hardly guessed.
  package var pGuess = 0.05

  package static let standard = KnowledgeTracing()
  /// From here on a skill counts as known.
  package static let masteryThreshold = 0.95

  package init(pInitial: Double = 0.25, pTransit: Double = 0.15, pSlip: Double = 0.1, pGuess: Double = 0.05) {
    (self.pInitial, self.pTransit, self.pSlip, self.pGuess) = (pInitial, pTransit, pSlip, pGuess)
  }

  /// The probability after a first attempt.
  package func updated(_ pMastery: Double, isRight: Bool) -> Double {
    let known = pMastery * (isRight ? 1 - pSlip : pSlip)
    let unknown = (1 - pMastery) * (isRight ? pGuess : 1 - pGuess)
    let posterior = known + unknown > 0 ? known / (known + unknown) : pMastery
    return posterior + (1 - posterior) * pTransit
  }
}

/// What is known of one skill.
package struct Mastery: Equatable, Sendable {
  package private(set) var pMastery = KnowledgeTracing.standard.pInitial
  /// First attempts.
  package private(set) var count = 0
  package private(set) var rightCount = 0
  /// Seconds since 1970.
  package private(set) var lastTime = 0
  private var successes = 0.0
  private var failures = 0.0

  package init() {}

  package var isMastered: Bool { pMastery >= KnowledgeTracing.masteryThreshold }

  /// What an earlier attempt weighs beside the one after it, and after a day.
  private static let decay = (attempt: 0.8, day: 0.7)

  mutating func add(isRight: Bool, at time: Int) {
    (successes, failures) = decayed(at: time)
    successes *= Self.decay.attempt
    failures *= Self.decay.attempt
    if isRight { successes += 1 } else { failures += 1 }
    pMastery = KnowledgeTracing.standard.updated(pMastery, isRight: isRight)
    count += 1
    if isRight { rightCount += 1 }
    lastTime = max(lastTime, time)
  }

  private func decayed(at time: Int) -> (successes: Double, failures: Double) {
    let days = Double(max(0, time - lastTime)) / 86_400
    let factor = lastTime == 0 ? 1 : pow(Self.decay.day, days)
    return (successes * factor, failures * factor)
  }

  /// `ln((successes + ½) / (failures + ½))`, both fading with attempts and days: what is least sure now is least.
  ///
  /// Source: performance factors with decay (Pavlik and Eglington 2025), unfitted.
  package func recency(at time: Int) -> Double {
    let (successes, failures) = decayed(at: time)
    return log((successes + 0.5) / (failures + 0.5))
  }
}
