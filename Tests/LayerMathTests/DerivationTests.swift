import LayerMath
import Testing

@Suite struct DerivationTests {
  private let reference = Derivation(.reference)

  @Test func theReferenceInstanceHasItsKnownValues() {
    #expect((1...2).map { reference.s($0).description } == ["5/4", "-3/2"])
    #expect("\(reference.deltaX(1))" == "3+3/4*exp(-3/2)")
    #expect("\(reference.deltaX(2))" == "1-3*exp(-3/2)")
    #expect("\(reference.deltaW(2, 1))" == "-3/2*exp(-3/2)")
    #expect("\(reference.parameterJacobian(1, 2, 1))" == "0")
  }

  @Test(arguments: [(2, 2), (1, 3), (3, 1), (2, 3), (5, 4)])
  func everyStepIsFoundByIndexAndById(k: Int, n: Int) throws {
    var generator = SeededGenerator(seed: 3)
    let derivation = Derivation(.random(k: k, n: n, using: &generator))
    #expect(derivation.stepCount == 4 * k + k * n + n + k * k * n + k * n + 5)
    for index in 0..<derivation.stepCount {
      let id = try #require(derivation.id(at: index))
      #expect(derivation.index(of: id) == index)
      #expect(derivation.step(at: index)?.id == id)
      #expect(try derivation.reference("\(id)").step == id, "an id is read back")
    }
    #expect(derivation.id(at: derivation.stepCount) == nil && derivation.id(at: -1) == nil)
  }

  /// Units with equal `s`, with `s = 0` and with `s > 0` share exponents; the terms are gathered by them.
  @Test(arguments: 0..<20)
  func theInputMessageIsTheSumOverAllUnits(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var example = LayerExample.random(k: 12, n: 3, using: &generator)
    for row in [3, 7, 8] {
      for column in 0..<3 {
        // Row 4 repeats row 1, the two others have s = 0.
        let entry = row == 3 ? example.w[0, column] : Rational.zero
        example = example.replacing(.w, row: row, column: column, with: entry)
      }
    }
    let derivation = Derivation(example)
    for j in 1...3 {
      let sum = (1...12).reduce(RealNumber.zero) {
        $0 + derivation.deltaS($1) * RealNumber(example.w[$1 - 1, j - 1])
      }
      #expect(derivation.deltaX(j) == sum)
    }
  }

  @Test func whatIsKeptAfterAChangeStillHolds() throws {
    var generator = SeededGenerator(seed: 5)
    let before = Derivation(.random(k: 4, n: 3, using: &generator))
    for k in 1...4 { _ = before.s(k) }
    let two = Rational(2)
    for changed in [
      before.example.replacing(.w, row: 1, column: 2, with: two),
      before.example.replacing(.x, row: 0, column: 0, with: two),
      before.example.replacing(.deltaY, row: 3, column: 0, with: two), before.example.resized(k: 2, n: 3),
      before.example.resized(k: 6, n: 3), before.example.resized(k: 4, n: 5),
    ] {
      let (kept, fresh) = (Derivation(changed, after: before), Derivation(changed))
      for index in 0..<fresh.stepCount { #expect(kept.step(at: index)?.value == fresh.step(at: index)?.value) }
    }
  }

  @Test func randomNumbersOfAnySizeAreFitForTeaching() throws {
    let quarter = try Rational.parse("1/4")
    var generator = SeededGenerator(seed: 2)
    let example = LayerExample.random(k: 200, n: 150, using: &generator)
    let derivation = Derivation(example)
    let s = (1...200).map { derivation.s($0) }
    #expect(s.allSatisfy { $0.magnitude > quarter })
    #expect(s.contains { $0.signum > 0 } && s.contains { $0.signum < 0 })
    for seed in 0..<40 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let small = LayerExample.random(k: 2, n: 2, using: &generator)
      let both = Derivation(small)
      #expect(Set([both.s(1), both.s(2)].map(\.signum)) == [-1, 1], "seed \(seed)")
    }
  }

  @Test func aStepRestsOnlyOnEarlierSteps() throws {
    for index in 0..<reference.stepCount {
      let step = try #require(reference.step(at: index))
      for id in step.restsOn { #expect(try #require(reference.index(of: id)) < index, "\(step.id)") }
    }
  }

  @Test func theValueOfAStepIsTheSumOfTheProductsOfItsFactors() throws {
    var generator = SeededGenerator(seed: 11)
    let derivation = Derivation(.random(k: 3, n: 2, using: &generator))
    for index in 0..<derivation.stepCount {
      let step = try #require(derivation.step(at: index))
      if case .sum(let terms) = step.body { #expect(step.value == terms.reduce(.zero) { $0 + $1.value }, "\(step.id)") }
    }
  }

  @Test func aStepSaysItsFormulaItsSymbolsAndWhereItsNumbersComeFrom() throws {
    let step = try #require(reference.step(.entry(Symbol(.deltaX, 2))))
    #expect(step.formula == "dx_j = sum_k dy_k f'(s_k) W_kj")
    #expect(step.substituted == "dx_2 = dy_1 f'(s_1) W_12 + dy_2 f'(s_2) W_22")
    #expect(
      step.factors.map(\.id) == [
        "dx[2].k1.dy", "dx[2].k1.f'", "dx[2].k1.W", "dx[2].k2.dy", "dx[2].k2.f'", "dx[2].k2.W",
      ])
    #expect(step.factors[1].origin == .step(.entry(Symbol(.fPrime, 1))))
    #expect(step.factors[5].origin == .given)
  }

  /// 125 million steps: only possible if none is built that is not asked for.
  @Test func stepsOfALargeLayerAreBuiltOnDemand() throws {
    let one = Rational.one
    let size = 500
    let example = try LayerExample(
      w: Matrix(rows: size, columns: size) { row, column in row == column ? one : .zero },
      x: Array(repeating: -one, count: size), deltaY: Array(repeating: one, count: size))
    let derivation = Derivation(example)
    #expect(derivation.stepCount == 4 * size + 2 * size * size + size + size * size * size + 5)
    #expect(derivation.step(at: derivation.stepCount - 6)?.id == .entry(Symbol(.deltaW, 500, 500)))
    #expect(derivation.step(at: 4)?.value == RealNumber(Rational(-1)))
    #expect("\(derivation.deltaX(500))" == "exp(-1)")
  }

  @Test(arguments: [
    ("dx[3]", "no step `dx[3]`: dx has 1 index, 1 to 2"),
    ("foo", "no step `foo`; steps are s[1], y[1], f'[1], J[1,1], ds[1], dx[1], P[1,1,1], dW[1,1]"),
    ("W[1,1]", "no step `W[1,1]`; steps are s[1], y[1], f'[1], J[1,1], ds[1], dx[1], P[1,1,1], dW[1,1]"),
    ("dW[1]", "no step `dW[1]`: dW has 2 indices, 1 to 2, 1 to 2"),
    ("check.s", "no step `check.s`; there are check.dx and check.dW"),
    (
      "dx[1].k9.W",
      "no factor `dx[1].k9.W`; dx[1] has dx[1].k1.dy, dx[1].k1.f', dx[1].k1.W, dx[1].k2.dy, dx[1].k2.f', dx[1].k2.W"
    ),
  ])
  func anUnknownStepNamesWhatThereIs(text: String, message: String) throws {
    let error = #expect(throws: EntryError.self) { try reference.reference(text) }
    #expect(error?.message == message)
  }
}

@Suite struct GradientComparisonTests {
  /// 100 layers with units of both signs, K ≠ n, some with s = 0.
  private static let examples: [LayerExample] = {
    var generator = SeededGenerator(seed: 5)
    var all = (1...99).map { round in LayerExample.random(k: 1 + round % 4, n: 2 + (round % 3) * 2, using: &generator) }
    if let zero = try? MatrixEntry.example(w: "1 1; 2 -1; -3 1", x: "1 -1", deltaY: "2 -1 0.5") { all.append(zero) }
    return all
  }()

  @Test func everyEntryOfAHundredLayersAgreesWithItsCentralDifference() {
    #expect(Self.examples.contains { Derivation($0).s(1).isZero })
    var count = 0
    for example in Self.examples {
      let check = GradientCheck(Derivation(example))
      #expect(check.agrees, "\(example)")
      #expect(check.entries.count == check.total)
      count += check.total
    }
    #expect(count > 3000)
  }

  @Test func theJoinAtZeroPassesAndIsNamed() throws {
    let example = try MatrixEntry.example(w: "1 1; 2 -1; -3 1", x: "1 -1", deltaY: "2 -1 0.5")
    let check = GradientCheck(Derivation(example))
    #expect(check.agrees && check.kinks == [1])
  }

  /// Values far below `h`, and above `1/h`: a bound of one size for all would let every formula pass.
  @Test(arguments: [
    ("2 -12 0.25", "-4 1 8", Rational(-18)), ("1e200 2; -3 1", "0 0", .zero), ("1e8 -1e8; 1 2", "0.5 0.5", .zero),
    ("-1e200 1", "1e-199 0", Rational(-10)), ("5e5 2", "3 -1", Rational(1_499_998)),
  ])
  func smallAndLargeValuesAreCheckedAsSharply(w: String, x: String, first: Rational) throws {
    let deltaY = w.contains(";") ? "3 -2" : "3"
    let derivation = Derivation(try MatrixEntry.example(w: w, x: x, deltaY: deltaY))
    #expect(derivation.s(1) == first)
    let check = GradientCheck(derivation)
    #expect(check.agrees)
    for entry in check.entries where !entry.comparison.analytic.isZero {
      #expect((entry.comparison.analytic.magnitude - entry.comparison.bound * RealNumber(Rational(100))).signum == 1)
    }
    let right = derivation.symbols(.deltaX).map { derivation.value(of: $0) }
    for factor in [Rational.zero, Rational(2), Rational(-1)] {
      let wrong = right.map { $0 * RealNumber(factor) }
      #expect(!GradientCheck(derivation, claims: [(.deltaX, wrong)]).agrees)
    }
  }

  /// Against `exp` of the machine: never below the largest `f″` in reach, never above twice that.
  @Test func theBendIsTheLargestSecondDerivativeInReach() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      let s = try Rational.parse("\(Int.random(in: -60_000...4000, using: &generator))/1000")
      let reach = try Rational.parse("\(Int.random(in: 0...3000, using: &generator))/1000")
      let bend = ELU.bend(s, reach).double
      let top = (s + reach).double
      let largest: Double = s >= reach ? 0 : ELU.slope(min(0, top))
      #expect(bend >= largest * (1 - 1e-12) && bend <= 2 * largest * (1 + 1e-12), "\(s) \(reach)")
    }
  }

  /// Wrong rules of the catalogue, checked as anybody's formula: each must fail somewhere on every layer that can tell.
  @Test(arguments: [
    (Quantity.deltaX, "W^T dy"), (.deltaX, "-W^T ds"), (.deltaX, "W^T f'(s)"), (.deltaX, "(1/K) W^T ds"),
    (.deltaW, "dy x^T"), (.deltaW, "-ds x^T"), (.deltaW, "f'(s) x^T"), (.deltaW, "W - ds x^T"),
    (.jacobian, "W"), (.jacobian, "diag(ds) W"), (.parameterJacobian, "f'(s_i) x_j + 0 [i = k]"),
    (.parameterJacobian, "[i = k] x_j"),
  ])
  func aWrongFormulaFails(quantity: Quantity, formula: String) throws {
    let parsed = try FormulaParser.formula(formula)
    var failed = 0
    var tried = 0
    for example in Self.examples.prefix(40) where example.k > 1 {
      let derivation = Derivation(example)
      guard case .value(let value) = try parsed.evaluated(for: derivation) else { continue }
      let entries = value.entries
      let right = derivation.symbols(quantity).map { derivation.value(of: $0) }
      #expect(entries.count == right.count)
      // Where the numbers hide the error there is nothing to find.
      guard entries != right else { continue }
      tried += 1
      if !GradientCheck(derivation, claims: [(quantity, entries)]).agrees { failed += 1 }
    }
    #expect(failed == tried && tried > 20)
  }

  @Test func doublesFollowTheSameFormulas() {
    for example in Self.examples {
      let exact = Derivation(example)
      let double = DoubleExample(example)
      let back = double.layer.messages(x: double.x, deltaY: double.deltaY)
      for j in 0..<example.n {
        #expect(abs(back.deltaX[j] - exact.deltaX(j + 1).double) <= 1e-12 * (1 + abs(back.deltaX[j])))
      }
      for k in 0..<example.k {
        for j in 0..<example.n {
          let deltaW = back.deltaS[k] * double.x[j]
          #expect(abs(deltaW - exact.deltaW(k + 1, j + 1).double) <= 1e-12 * (1 + abs(deltaW)))
        }
      }
    }
  }
}
