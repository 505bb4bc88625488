#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How a review went.
package enum Rating: Int, CaseIterable, Sendable { case again = 1, hard, good, easy }

/// When a lesson is to come again: FSRS-6 with its published weights.
///
/// Stability is in days: after that long recall has fallen to 90 %. Days are whole days between two reviews, as in the reference
/// implementation (py-fsrs 6.3.1), whose vectors are the test.
package struct Schedule: Equatable, Sendable {
  package private(set) var stability: Double
  /// From 1 to 10.
  package private(set) var difficulty: Double
  /// Seconds since 1970.
  package private(set) var lastTime: Int
  package private(set) var lastRating: Rating
  package private(set) var reviewCount = 1

  private static let w: [Double] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
    0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ]
  private static let leastStability = 0.001
  private static let mostDays = 36_500.0
  private static let relearnSeconds = 600

  package init(first rating: Rating, at time: Int) {
    stability = max(Self.leastStability, Self.w[rating.rawValue - 1])
    difficulty = Self.clamped(Self.initialDifficulty(rating))
    (lastTime, lastRating) = (time, rating)
  }

  package mutating func review(_ rating: Rating, at time: Int) {
    let days = Self.days(from: lastTime, to: time)
    stability = max(
      Self.leastStability,
      days < 1 ? sameDay(rating) : rating == .again ? afterFailure(at: time) : afterSuccess(rating, at: time))
    difficulty = nextDifficulty(rating)
    (lastTime, lastRating) = (max(time, lastTime), rating)
    reviewCount += 1
  }

  /// The probability that it is recalled: `R(t) = (1 + F·t/S)^(−w₂₀)`, with `F` such that `R(S) = 0.9`.
  package func retrievability(at time: Int) -> Double {
    pow(1 + Self.factor * Double(Self.days(from: lastTime, to: time)) / stability, -Self.w[20])
  }

  /// Days until recall has fallen to 90 %, 1 … 36,500.
  package var interval: Int {
    let days = stability / Self.factor * (pow(0.9, -1 / Self.w[20]) - 1)
    return Int(min(max(days.rounded(.toNearestOrEven), 1), Self.mostDays))
  }

  /// When it is to come again; what was not known, in ten minutes.
  package var dueTime: Int { lastTime + (lastRating == .again ? Self.relearnSeconds : interval * 86_400) }

  package func isDue(at time: Int) -> Bool { time >= dueTime }

  // MARK: the formulas

  private static let factor = pow(0.9, -1 / w[20]) - 1

  private static func days(from: Int, to: Int) -> Int { max(0, to - from) / 86_400 }

  private static func initialDifficulty(_ rating: Rating) -> Double {
    w[4] - exp(w[5] * Double(rating.rawValue - 1)) + 1
  }

  private static func clamped(_ difficulty: Double) -> Double { min(max(difficulty, 1), 10) }

  private func nextDifficulty(_ rating: Rating) -> Double {
    let step = difficulty - Self.w[6] * Double(rating.rawValue - 3) * (10 - difficulty) / 9
    return Self.clamped(Self.w[7] * Self.initialDifficulty(.easy) + (1 - Self.w[7]) * step)
  }

  private func sameDay(_ rating: Rating) -> Double {
    let w = Self.w
    var growth = exp(w[17] * (Double(rating.rawValue - 3) + w[18])) * pow(stability, -w[19])
    if rating == .good || rating == .easy { growth = max(growth, 1) }
    return stability * growth
  }

  private func afterSuccess(_ rating: Rating, at time: Int) -> Double {
    let w = Self.w
    let penalty = rating == .hard ? w[15] : 1
    let bonus = rating == .easy ? w[16] : 1
    return stability
      * (1 + exp(w[8]) * (11 - difficulty) * pow(stability, -w[9]) * (exp(w[10] * (1 - retrievability(at: time))) - 1)
        * penalty * bonus)
  }

  private func afterFailure(at time: Int) -> Double {
    let w = Self.w
    let long =
      w[11] * pow(difficulty, -w[12]) * (pow(stability + 1, w[13]) - 1) * exp(w[14] * (1 - retrievability(at: time)))
    return min(long, stability / exp(w[17] * w[18]))
  }
}
