import BigInt
import Testing

@testable import LayerMath

@Suite struct RationalDotTests {
  /// Denominators that share factors, that share none, and parts up to the ends of a machine word.
  @Test(arguments: 0..<60)
  func isTheSumOfTheProducts(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let numerators = [0, 1, -1, 3, -52, 97, 1_000_003, .max, .min + 1, -4_611_686_018_427_387_904]
    let denominators = [1, 2, 5, 10, 100, 7, 9, 1_000_000, 4_294_967_291, .max]
    func entry(_ reach: Int) -> Rational {
      Rational(
        numerators[Int.random(in: 0..<reach, using: &random)],
        positive: denominators[Int.random(in: 0..<reach, using: &random)])
    }
    let reach = seed % 2 == 0 ? 7 : 10
    let count = Int.random(in: 0...40, using: &random)
    var a = (0..<count).map { _ in entry(reach) }
    let b = (0..<count).map { _ in entry(reach) }
    if seed % 5 == 0, count > 2 { a[1] = Rational(BigInt(10).power(40) + 1) }
    let sum = zip(a, b).reduce(Rational.zero) { $0 + $1.0 * $1.1 }
    #expect(Rational.dot(a, b) == sum)
  }

  /// A number has one form whichever arithmetic it comes from, up to the ends of a machine word.
  @Test(arguments: [1 << 61, 1 << 62, 5_898_682_506_565_134_503, Int.max - 1, .max, .min + 1, .min, -(1 << 62)])
  func aNumberHasOneForm(value: Int) {
    let long = BigInt(value)
    #expect(Rational(value) == Rational(long))
    #expect(Rational(value).hashValue == Rational(long).hashValue)
    #expect(Rational(long * 3, over: BigInt(3)) == Rational(value))
    #expect(Rational(1, over: 7).map { Rational(long) * $0 } == Rational(long, over: BigInt(7)))
    if value > 0 {
      #expect(Rational(5, over: long) == Rational(5, positive: value))
      #expect(ExactNumber.exp(Rational(long)) - .exp(Rational(value)) == .zero)
    }
  }

  @Test func theShorterDecides() {
    let two = Rational(2)
    #expect(Rational.dot([two, two, two], [two]) == Rational(4))
    #expect(Rational.dot([], [two]) == .zero)
  }

  /// The way through a string, for every double; the quick one must not differ.
  @Test func theShortestDecimalIsTheOneThatIsPrinted() throws {
    var random = SeededGenerator(seed: 11)
    var values = [
      0.1, -0.52, 1e-6, 1.5e-6, 0.000_000_5, 123_456_789.012_345, 999_999_999.999_999, 1e15 + 0.5, 2.0 / 3,
    ]
    for _ in 0..<2000 {
      let decimals = Int.random(in: 0...9, using: &random)
      let digits = Int.random(in: -99_999_999...99_999_999, using: &random)
      values.append(Double("\(digits)e-\(decimals)") ?? 0)
      values.append(Double.random(in: -1000...1000, using: &random))
    }
    for value in values where value.magnitude > 1e-300 {
      #expect(try Rational(shortest: value) == Rational.parse("\(value)"), "\(value)")
    }
  }
}
