import BigInt
import LayerMath
import Testing

private func rational(_ text: String) throws -> Rational { try Rational.parse(text) }

@Suite struct ExactNumberTests {
  /// The quick way in machine numbers says what the proved one says: asking for more digits takes the slow one.
  @Test func scientificNotationIsTheSameQuickAndSlow() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<400 {
      let numbers = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        ExactNumber(Rational(Int.random(in: -99...99, using: &generator)))
          * .exp(Rational(Int.random(in: -2000...900, using: &generator)) * (Rational(1, over: 7) ?? .one))
      }
      let value = ExactNumber(sumOf: numbers)
      guard !value.isZero else { continue }
      let quick = value.scientific(digits: 4).text.split(separator: "e").map(String.init)
      let slow = value.scientific(digits: 30).text.split(separator: "e").map(String.init)
      let long = ExactNumber(try Rational.parse(slow[0])).decimal(fractionDigits: 3).text
      let isCarried = long.hasPrefix("10") || long.hasPrefix("-10")
      #expect(try isCarried || (Rational.parse(quick[0]) == Rational.parse(long) && quick[1] == slow[1]), "\(value)")
    }
  }

  /// Sums that nearly cancel, to more and fewer digits than machine numbers have.
  @Test func theSignIsTheSameQuickAndSlow() throws {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<100 {
      let exponent = Rational(Int.random(in: -300...150, using: &generator)) * (try rational("1/7"))
      let power = ExactNumber.exp(exponent)
      let near = power.scientific(digits: Int.random(in: 1...20, using: &generator)).text
      let value = power - ExactNumber(try rational(near))
      let slow = value.scientific(digits: 40).text
      #expect(value.signum == (slow.hasPrefix("-") ? -1 : 1) && (-value).signum == -value.signum, "\(value)")
    }
  }

  @Test func termsStandInNormalForm() throws {
    let half = ExactNumber(try rational("1/2"))
    let e = ExactNumber.exp(try rational("-3/2"))
    let number = half * e + ExactNumber(3) + half * e * half
    #expect("\(number)" == "3+3/4*exp(-3/2)")
    #expect("\(e - .one)" == "-1+exp(-3/2)")
    #expect("\(number - number)" == "0")
    #expect(e * .exp(try rational("3/2")) == .one)
    #expect("\(-e)" == "-exp(-3/2)")
  }

  @Test func equalityIsDecidedNotEstimated() throws {
    // Equal to 60 digits, yet different.
    let tiny = ExactNumber(try rational("1e-60"))
    let e = ExactNumber.exp(try rational("-1"))
    #expect(e + tiny != e)
    #expect((e + tiny - e).signum == 1)
    #expect((e - (e + tiny)).signum == -1)
    // (e^-1 + 1)^2 = e^-2 + 2 e^-1 + 1
    #expect((e + .one) * (e + .one) == .exp(try rational("-2")) + ExactNumber(2) * e + .one)
  }

  @Test func ringLawsHold() throws {
    var generator = SeededGenerator(seed: 7)
    func random() throws -> ExactNumber {
      try (0..<Int.random(in: 0...3, using: &generator)).reduce(.zero) { sum, _ in
        let q = try rational("\(Int.random(in: -9...9, using: &generator))/\(Int.random(in: 1...5, using: &generator))")
        let r = try rational("\(Int.random(in: -4...4, using: &generator))/2")
        return sum + ExactNumber(q) * .exp(r)
      }
    }
    for round in 0..<200 {
      let (a, b, c) = (try random(), try random(), try random())
      #expect(a + b == b + a && a * b == b * a, "seed 7, round \(round)")
      #expect(a * (b + c) == a * b + a * c && a + (-a) == .zero && a * .one == a, "seed 7, round \(round)")
      #expect((a * b).signum == a.signum * b.signum, "seed 7, round \(round)")
      #expect(abs((a + b).double - (a.double + b.double)) <= 1e-9 * (1 + abs(a.double) + abs(b.double)))
    }
  }

  @Test(arguments: [
    ("1/3", 4, "0.3333", false), ("-1/8", 2, "-0.13", false), ("1.25", 4, "1.25", true), ("-2", 4, "-2", true),
    ("0", 3, "0", true), ("1/100000", 4, "0.0000", false), ("0.00005", 4, "0.0001", false),
    ("1e20", 2, "100000000000000000000", true),
  ])
  func rationalsRoundTiesAwayFromZero(text: String, digits: Int, expected: String, isExact: Bool) throws {
    let decimal = ExactNumber(try rational(text)).decimal(fractionDigits: digits)
    #expect(decimal == DecimalText(text: expected, isExact: isExact))
  }

  /// exp(−3/2) from mpmath: 0.22313016014842982893328047076401252134217162936107949….
  @Test func anyPrecisionIsCorrectlyRounded() throws {
    let e = ExactNumber.exp(try rational("-1.5"))
    #expect(e.decimal(fractionDigits: 4).text == "0.2231")
    #expect(e.decimal(fractionDigits: 50).text == "0.22313016014842982893328047076401252134217162936108")
    #expect((ExactNumber(try rational("1.5")) * e).decimal(fractionDigits: 4).text == "0.3347")
    #expect(e.double == 0.22313016014842982)
    #expect(ExactNumber.exp(try rational("-1000")).scientific(digits: 3).text == "5.08e-435")
    #expect(ExactNumber.exp(try rational("-745")).double == .leastNonzeroMagnitude)
    #expect(ExactNumber.exp(try rational("-1e300")).double == 0)
    #expect(ExactNumber(try rational("123456789")).scientific(digits: 3).text == "1.23e8")
    #expect(ExactNumber(try rational("9.999e9")).scientific(digits: 2).text == "1.0e10")
    #expect(ExactNumber(try rational("0.00001")).scientific(digits: 3).text == "1e-5")
  }

  @Test func doublesAreTheNearestOnes() throws {
    for text in ["0.1", "1/3", "-2.675", "1e-300", "4.9e-320", "123456789012345678901234567890", "9007199254740993"] {
      if let expected = Double(text) { #expect(try rational(text).double == expected, "\(text)") }
    }
    #expect(try rational("1/3").double == 1.0 / 3)
  }
}

@Suite struct ExtremeValueTests {
  /// −1 + e^−12345 rounds to −1.0000, and nothing takes a noticeable time.
  @Test func valuesFarBelowAnyColumnAreRoundedRight() throws {
    let tiny = ExactNumber.exp(try rational("-12345"))
    #expect((tiny - .one).decimal(fractionDigits: 4) == DecimalText(text: "-1.0000", isExact: false))
    #expect((ExactNumber.one - tiny).decimal(fractionDigits: 4).text == "1.0000")
    #expect(tiny.decimal(fractionDigits: 4) == DecimalText(text: "0", isExact: false))
    #expect(tiny.scientific(digits: 4) == DecimalText(text: "0", isExact: false))
    #expect((tiny - .one).scientific(digits: 4).text == "-1.000e0")
    #expect((tiny * ExactNumber(try rational("-1e300"))).signum == -1)
    // e^−2000 = 2.5765…·10^−869 (mpmath)
    #expect(ExactNumber.exp(try rational("-2000")).scientific(digits: 4).text == "2.577e-869")
    #expect((-ExactNumber.exp(try rational("-2000"))).scientific(digits: 3).text == "-2.58e-869")
    #expect(ExactNumber.exp(try rational("-1e15")).double == 0)
  }
}

/// Where a rational part is a tie of the rounding, the sign of a term of any smallness decides.
@Suite struct TieTests {
  private let tiny = ExactNumber.exp(Rational(-1_000_000_000_000_000_000))

  @Test func aTinyTermBesideATieDecidesTheRoundedDecimal() throws {
    for (text, digits, below, above) in [
      ("1.00005", 4, "1.0000", "1.0001"), ("-1.00005", 4, "-1.0001", "-1.0000"), ("2.5", 0, "2", "3"),
    ] {
      let tie = ExactNumber(try rational(text))
      #expect((tie - tiny).decimal(fractionDigits: digits).text == below)
      #expect((tie + tiny).decimal(fractionDigits: digits).text == above)
    }
    let large = ExactNumber(try rational("1.0005e150"))
    #expect((large - tiny).scientific(digits: 4).text == "1.000e150")
    #expect((large + tiny).scientific(digits: 4).text == "1.001e150")
    #expect((-large + tiny).scientific(digits: 4).text == "-1.000e150")
  }

  @Test func aTinyTermBesideATieDecidesTheRoundedDouble() throws {
    // 1 + 2^−53 lies between 1, which is even, and the next double.
    func power(_ base: String, _ count: Int) throws -> Rational {
      let base = try rational(base)
      return (0..<count).reduce(.one) { product, _ in product * base }
    }
    let tie = ExactNumber(try power("1/2", 53) + .one)
    #expect(tie.double == 1 && (tie - tiny).double == 1 && (tie + tiny).double == 1.0.nextUp)
    #expect((-tie - tiny).double == -(1.0.nextUp) && (tiny - tie).double == -1)
    // Half the least double, and half a step beyond the greatest.
    let least = ExactNumber(try power("1/2", 1075))
    #expect((least + tiny).double == .leastNonzeroMagnitude && (least - tiny).double == 0)
    let greatest = ExactNumber(try power("2", 1024) - power("2", 970))
    #expect((greatest - tiny).double == .greatestFiniteMagnitude && (greatest + tiny).double == .infinity)
  }

  @Test func largePowersOfEHaveTheirFirstDigitsAndTheirExponent() {
    // mpmath at 40 digits.
    for (exponent, text) in [
      (5_000_000, "2.567534330e2171472"), (123_456_789, "1.645106731e53616602"),
      (1_000_000_000_000_000, "6.724362676e434294481903251"),
    ] {
      #expect(ExactNumber.exp(Rational(exponent)).scientific(digits: 10).text == text)
    }
  }
}

@Suite struct QuickDecimalTests {
  /// The quick way may decline, but never differ from the exact one.
  @Test func machineNumbersNeverRoundDifferentlyFromExactOnes() throws {
    var generator = SeededGenerator(seed: 23)
    for round in 0..<250 {
      let terms = Int.random(in: 1...4, using: &generator)
      let number = try (0..<terms).reduce(ExactNumber.zero) { sum, _ in
        let q = try rational(
          "\(Int.random(in: -99...99, using: &generator))/\(Int.random(in: 1...40, using: &generator))")
        let r = try rational(
          "\(Int.random(in: -80...0, using: &generator))/\(Int.random(in: 1...9, using: &generator))")
        return sum + ExactNumber(q) * .exp(r)
      }
      for digits in [0, 2, 4, 8] {
        // 40 exact digits more decide the rounding independently.
        let long = number.decimal(fractionDigits: digits + 40)
        let shortened = try ExactNumber(rational(long.text)).decimal(fractionDigits: digits).text
        let direct = number.decimal(fractionDigits: digits).text
        #expect(Double(direct) == Double(shortened), "seed 23, round \(round), \(number)")
      }
    }
  }
}
