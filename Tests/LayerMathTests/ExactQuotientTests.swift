import Foundation
import LayerMath
import Testing

/// Quotients of sums: a field with decidable equality, values against mpmath (`Data/make_quotients.py`).
@Suite struct ExactQuotientTests {
  private let one = ExactNumber.one

  private func e(_ text: String) throws -> ExactNumber { .exp(try Rational.parse(text)) }

  private func over(_ a: ExactNumber, _ b: ExactNumber) throws -> ExactNumber { a * (try #require(b.inverse)) }

  private func sigmoid(_ s: Rational) throws -> ExactNumber { try over(one, one + .exp(-s)) }

  private func random(_ generator: inout SeededGenerator, depth: Int = 2) throws -> ExactNumber {
    let exponent = Rational(
      Int.random(in: -6...6, using: &generator), positive: Int.random(in: 1...3, using: &generator))
    let factor = ExactNumber(Rational(Int.random(in: -4...4, using: &generator), positive: 3))
    let leaf = factor * .exp(exponent) + ExactNumber(Int.random(in: -1...1, using: &generator))
    guard depth > 0 else { return leaf }
    let other = try random(&generator, depth: depth - 1)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return leaf + other
    case 1: return leaf * other
    case 2: return other.isZero ? leaf : try over(leaf, other)
    default: return leaf - other
    }
  }

  @Test func valuesAreThoseOfMpmath() throws {
    let url = try #require(Bundle.module.url(forResource: "Data/quotients", withExtension: "txt"))
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 720)
    let (tiny, half) = (try Rational.parse("1e-39"), try Rational.parse("5e-7"))
    for line in lines {
      let parts = line.split(separator: "\t").map(String.init)
      let s = try Rational.parse(parts[1])
      let y = try sigmoid(s)
      let tanh = try over(.exp(s) - .exp(-s), .exp(s) + .exp(-s))
      let value =
        switch parts[0] {
        case "sigmoid": y
        case "sigmoid'": y * (one - y)
        case "tanh": tanh
        case "tanh'": one - tanh * tanh
        case "swish": ExactNumber(s) * y
        default: y + ExactNumber(s) * y * (one - y)
        }
      let wanted = try Rational.parse(parts[2])
      let found = try Rational.parse(value.scientific(digits: 40).text)
      #expect((found - wanted).magnitude <= wanted.magnitude * tiny, "\(line)")
      // The double is the nearest one, and quick digits are those of the slow way.
      #expect(value.double == Double(parts[2]), "\(line)")
      let quick = try Rational.parse(value.decimal(fractionDigits: 6).text)
      #expect((quick - wanted).magnitude <= half, "\(line)")
      #expect(value.signum == wanted.signum, "\(line)")
    }
  }

  @Test func theLawsOfAFieldHold() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<400 {
      let a = try random(&generator)
      let b = try random(&generator)
      let c = try random(&generator)
      #expect(a + b == b + a && a * b == b * a)
      #expect((a + b) + c == a + (b + c))
      #expect((a * b) * c == a * (b * c))
      #expect(a * (b + c) == a * b + a * c)
      #expect((a - a).isZero && a - b == -(b - a))
      if let inverse = a.inverse { #expect(a * inverse == one && inverse.inverse == a) } else { #expect(a.isZero) }
      #expect(a + .exp(Rational(-9)) != a)
      #expect((a - b).signum == -(b - a).signum && ((a - b).signum == 0) == (a == b))
      if a + b - b == a { #expect((a + b - b).hashValue == a.hashValue) }
    }
  }

  /// Exponents too long for common factors to be looked for: the form may differ, the number does not.
  @Test func longExponentsAreComparedAllTheSame() throws {
    var generator = SeededGenerator(seed: 8)
    let long = try Rational.parse("0.6931471805599453")
    for _ in 0..<60 {
      let y =
        ExactNumber.exp(long * Rational(Int.random(in: -3...3, using: &generator)))
        - ExactNumber(Rational(1, positive: 2))
      let z = try random(&generator, depth: 1)
      let below = one + y * y
      let (first, second) = (try over(y, below) * over(y, below), try over(y * y, below * below))
      #expect(first == second && (first - second).isZero && first.hashValue == second.hashValue)
      #expect(first + z - second == z && first * z == z * second)
      #expect(first != second + .exp(-long))
    }
  }

  /// What is one number has one form, so that the same digits and the same text stand for it.
  @Test func aNumberHasOneForm() throws {
    let y = try sigmoid(Rational.parse("3/2"))
    let below = try sigmoid(Rational.parse("-3/2"))
    let power = try e("-3/2")
    #expect("\(y)" == "1/(1+exp(-3/2))")
    #expect("\(below)" == "1/(exp(3/2)+1)")
    #expect("\(y * (one - y))" == "exp(-3/2)/(1+exp(-3/2))^2")
    // The same slope from a square that was multiplied out.
    let slope = try over(power, (one + power) * (one + power))
    #expect("\(slope)" == "exp(-3/2)/(1+exp(-3/2))^2")
    #expect("\(y + below)" == "1")
    // 1 + t³ and 1 + t have a factor in common.
    let (cube, first) = (one + (try e("-3")), one + (try e("-1")))
    let third = try over(cube, first)
    #expect("\(third)" == "1-exp(-1)+exp(-2)")
    let both = try over(one, cube) * over(one, first)
    #expect("\(both)" == "1/((1+exp(-3))*(1+exp(-1)))")
    // The same number otherwise divided.
    let other = try over(one, third) * over(one, first * first)
    #expect(other == both && other.hashValue == both.hashValue)
    #expect(!both.isSum && both.inverse == cube * first)
  }
}
