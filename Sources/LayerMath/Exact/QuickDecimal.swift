#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The usual case of rounding to a few decimals, decided in machine numbers with a proved error bound.
///
/// A screen rounds a hundred values for every key; nearly all are far from a tie. What is not is left to the exact way.
enum QuickDecimal {
  /// ⌊value·10^digits⌉ as an integer, and whether nothing was dropped; `nil` where machine numbers cannot decide.
  static func scaled(_ value: ExactNumber, digits: Int) -> (scaled: Int, isExact: Bool)? {
    guard digits <= 9 else { return nil }
    let power = powers[digits]
    if let rational = value.rational {
      guard let (numerator, denominator) = rational.smallParts else { return nil }
      let (product, overflows) = numerator.multipliedReportingOverflow(by: power)
      guard !overflows, product.magnitude < UInt(Int.max) / 2, denominator < Int.max / 4 else { return nil }
      let (quotient, remainder) = product.quotientAndRemainder(dividingBy: denominator)
      let up = 2 * remainder.magnitude >= denominator.magnitude ? product.signum() : 0
      return (quotient + up, remainder == 0)
    }
    guard let (sum, error) = enclosed(value) else { return nil }
    let scaled = sum * Double(power)
    let slack = error * Double(power) * 2 + 1e-9
    guard abs(scaled) < 0x1p50 else { return nil }
    let nearest = scaled.rounded(.toNearestOrAwayFromZero)
    // An irrational value is never a tie; only the machine number can come too close to one.
    guard 0.5 - abs(scaled - nearest) > slack else { return nil }
    return (Int(nearest), false)
  }

  /// The digits of `d.ddd·10^exponent` as an integer, for a value that is not rational; `nil` where machine numbers
  /// cannot decide.
  static func scientific(_ value: ExactNumber, digits: Int) -> (mantissa: Int, exponent: Int)? {
    guard digits <= 9, value.rational == nil, let (sum, error) = enclosed(value), abs(sum) > 1e-290, abs(sum) < 1e290
    else { return nil }
    let exponent = Int(log10(abs(sum)).rounded(.down))
    // The power of ten is within a few units in its last place.
    let scaled = sum * pow(10, Double(digits - 1 - exponent))
    let slack = abs(scaled) * (error / abs(sum) * 2 + 0x1p-49) + 1e-9
    let nearest = scaled.rounded(.toNearestOrAwayFromZero)
    guard 0.5 - abs(scaled - nearest) > slack, abs(nearest) >= Double(powers[digits - 1]),
      abs(nearest) < Double(powers[digits])
    else { return nil }
    return (Int(nearest), exponent)
  }

  /// −1 or 1; `nil` where machine numbers cannot decide.
  static func sign(_ value: ExactSum) -> Int? {
    // Below that a machine number loses digits that the bound counts on.
    guard let (sum, error) = enclosed(value), abs(sum) > 2 * error, abs(sum) > 1e-290 else { return nil }
    return sum < 0 ? -1 : 1
  }

  /// The value as a machine number and a bound of its error.
  private static func enclosed(_ value: ExactNumber) -> (sum: Double, error: Double)? {
    guard var result = enclosed(value.sum) else { return nil }
    for part in value.divisor.powers {
      guard let (base, error) = enclosed(part.base), abs(base) > 16 * error, abs(base) > 1e-290 else { return nil }
      for _ in 0..<part.exponent {
        let quotient = result.sum / base
        // |a/b − A/B| ≤ (|a − A| + |a/b|·|b − B|)/|B|, and |B| is at least 15/16 of |b|; the division rounds once.
        let slack = (result.error + abs(quotient) * error) / abs(base) * 1.125 + abs(quotient) * 0x1p-52
        guard quotient == 0 || abs(quotient) > 1e-290 else { return nil }
        result = (quotient, slack)
      }
    }
    return result
  }

  /// The same of a sum.
  private static func enclosed(_ value: ExactSum) -> (sum: Double, error: Double)? {
    var sum = 0.0
    var error = 0.0
    for term in value.terms {
      guard let coefficient = machine(term.coefficient), let exponent = machine(term.exponent), exponent > -700,
        exponent < 700
      else { return nil }
      let part = coefficient * exp(exponent)
      sum += part
      // Each factor is within 2 units in the last place; an error of r·2^−53 in the exponent scales e^r alike.
      error += abs(part) * (8 + 2 * abs(exponent)) * 0x1p-52 + abs(sum) * 0x1p-52
    }
    return (sum, error)
  }

  private static func machine(_ rational: Rational) -> Double? {
    guard let (numerator, denominator) = rational.smallParts, numerator.magnitude < 1 << 53, denominator < 1 << 53
    else {
      return nil
    }
    return Double(numerator) / Double(denominator)
  }

  private static let powers = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000]
}
