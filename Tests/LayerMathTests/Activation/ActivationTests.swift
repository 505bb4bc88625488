import LayerMath
import Testing

@Suite struct ActivationTests {
  /// ELU is put together by hand for the first frame; its line says the same.
  @Test func theOneThatIsPutTogetherIsTheOneThatIsRead() throws {
    let read = try Activation(formula: FormulaParser.formula("if s_k > 0 then s_k else exp(s_k) - 1"))
    let elu = Activation.elu
    #expect(elu.formula == read.formula && elu.pieces == read.pieces)
    #expect(elu.pieces.map(\.slope) == read.pieces.map(\.slope))
    #expect(elu.joins.map(\.kind) == read.joins.map(\.kind) && elu.joins.map(\.at) == [.zero])
    let rules = Derivation(.reference).rules
    #expect(rules[.fPrime]?.line == "f'(s_k) = if s_k > 0 then 1 else exp(s_k)")
    #expect(rules == Derivation(LayerExample.reference.with(read)).rules)
    for s in [-3, -1, 0, 2].map({ Rational($0) }) {
      #expect(elu.value(at: s) == read.value(at: s) && elu.slope(at: s) == read.slope(at: s))
    }
  }

  /// Join by join: where, of what kind, the slopes of both sides, and the one that is taken.
  @Test(
    arguments: [
      ("identity", []), ("sigmoid", []), ("elu", ["0 smooth 1 1 1"]), ("relu", ["0 corner 0 1 0"]),
      ("leaky_relu", ["0 corner 1/100 1 1/100"]), ("softsign", ["0 smooth 1 1 1"]),
      ("hard_tanh", ["-1 corner 0 1 0", "1 corner 1 0 0"]), ("max(s, -s)", ["0 corner -1 1 -1"]),
      ("max(s, 0)", ["0 corner 0 1 0"]), ("max(s, 0.1 s)", ["0 corner 1/10 1 1/10"]),
      ("|s - 1/2| + |s + 1|", ["-1 corner -2 0 -2", "1/2 corner 0 2 0"]), ("1 if s > 0 else 0", ["0 jump 0 0 0"]),
      ("s^2 if s > 1 else 2 s - 1", ["1 smooth 2 2 2"]), ("exp(s) if s > 0 else 1 + s", ["0 smooth 1 1 1"]),
      ("s if s > 0 else s", []), ("s^2 if s >= 2 else 4", ["2 corner 0 4 4"]),
      ("max(0, min(1, s))", ["0 corner 0 1 0", "1 corner 1 0 1"]),
      ("max(0, |s| - 1)", ["-1 corner -1 0 -1", "1 corner 0 1 0"]), ("s [s > 0]", ["0 corner 0 1 0"]),
      ("if s > 0 then (if s > 1 then 1 else s) else 0", ["0 corner 0 1 0", "1 corner 1 0 1"]),
      ("0 if s < -1 or s > 1 else 1 - s^2", ["-1 corner 0 2 2", "1 corner -2 0 -2"]),
    ] as [(String, [String])])
  func joinsAreDecided(name: String, joins: [String]) throws {
    let found = try Activation.named(name).joins.map { join in
      "\(join.at) \(join.kind) \(join.slopes.left) \(join.slopes.right) \(join.slope)"
    }
    #expect(found == joins)
  }

  @Test(arguments: [
    ("foo", "no activation `foo`; names are identity"), ("tahn", "did you mean tanh?"), ("", "no activation"),
    ("W s", "a formula in s alone"), ("x + s", "a formula in s alone"), ("sum_j x_j", "no sums, no indices, no f"),
    ("f(s)", "no f"), ("s + K", "no indices"), ("1/s if s > 0 else 0", "has no value"),
    ("s if exp(s) > 2 else 0", "a decision here compares s with a number"), ("s if s > 0", "no case holds"),
    ("1 if s = 0 else 0", "no piece beside it has"), ("ln(s) if s > 0 else 0", "no value"),
    ("s +", "expected"), ("s_1/(s_1+s_2)", "one index or none"), ("s_k s", "one index or none"),
    ("max(s, 0,1 s)", "a comma between digits"), ("s^1000", "powers up to 64"), ("((s^10)^10)^10", "powers up to 64"),
    ("((((((((((((s^64)^64)^64)^64)^64)^64)^64)^64)^64)^64)^64)^64)^64", "powers up to 64"),
    ("exp(exp(exp(exp(exp(s)))))", "4 deep"),
  ])
  func whatIsNoActivationSaysWhy(text: String, message: String) {
    do throws(FormulaError) {
      _ = try Activation.named(text)
      Issue.record("`\(text)` was read")
    } catch { #expect(error.message.contains(message), "\(error.message)") }
  }

  @Test func aParameterBelongsToThoseThatHaveOne() throws {
    let half = try Rational.parse("1/2")
    let elu = try Activation.entered("elu 1/2")
    #expect(elu.alpha == half && elu.entryText == "elu 1/2" && elu != .elu)
    #expect(try Activation.entered(elu.entryText) == elu)
    #expect(try Activation.named("elu", alpha: .one) == .elu)
    #expect(elu.joins.map(\.kind) == [.corner] && elu.slope(at: .zero) == RealNumber(half))
    #expect(throws: FormulaError.self) { try Activation.named("tanh", alpha: half) }
    #expect(throws: FormulaError.self) { try Activation.entered("elu x") }
  }

  /// What is entered again is the same.
  @Test func entriesReadBack() throws {
    let texts = Activation.Kind.allCases.map(\.rawValue) + ["max(s, 0.1 s)", "s / (1 + s^2)", "leaky_relu 0.2"]
    for text in texts {
      let activation = try Activation.entered(text)
      let again = try Activation.entered(activation.entryText)
      #expect(again == activation && again.formula == activation.formula, "\(text)")
    }
  }

  /// A bend within the bound: the second derivative by differences of the slope, which is tested by itself.
  @Test func theCheckHoldsOnEveryPieceAndSeesWrongSlopes() throws {
    var generator = SeededGenerator(seed: 20)
    for kind in Activation.Kind.allCases {
      let activation = try Activation.named(kind.rawValue)
      for (k, n) in [(2, 3), (1, 2)] {
        for hasBias in [false, true] {
          let example = LayerExample.random(k: k, n: n, hasBias: hasBias, through: activation, using: &generator)
          let derivation = Derivation(example)
          let check = GradientCheck(derivation)
          #expect(check.agrees && check.leftOut.isEmpty, "\(kind)")
          let right = derivation.symbols(.deltaX).map { derivation.value(of: $0) }
          guard right.contains(where: { $0.signum != 0 }) else { continue }
          let wrong = right.map { $0 * RealNumber(Rational(1001, positive: 1000)) }
          #expect(!GradientCheck(derivation, claims: [(.deltaX, wrong)]).agrees, "\(kind)")
        }
      }
    }
  }

  @Test func aUnitAtACornerIsLeftOutOfTheCheck() throws {
    let relu = LayerExample.Preset.kink.example.with(try Activation.named("relu"))
    let check = GradientCheck(Derivation(relu))
    #expect(check.corners.map(\.unit) == [1] && !check.leftOut.isEmpty && check.agrees)
    #expect(check.entries.count + check.leftOut.count == check.total)
    // The units away from it are checked.
    #expect(check.entries.contains { $0.symbol.quantity == .deltaW && $0.symbol.unit == 2 })
    #expect(!check.leftOut.contains { $0.quantity == .deltaW && $0.unit == 2 })
  }

  @Test func randomNumbersPutUnitsOnEveryPiece() throws {
    var generator = SeededGenerator(seed: 3)
    let activation = try Activation.named("hard_tanh")
    for _ in 0..<20 {
      let derivation = Derivation(.random(k: 3, n: 2, through: activation, using: &generator))
      let s = (1...3).map { derivation.s($0) }
      #expect(Set(s.map { activation.piece(at: $0).condition }).count == 3)
    }
  }
}
