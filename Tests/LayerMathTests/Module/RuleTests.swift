import LayerMath
import Testing

/// The kernels against the rules that they stand for, and derivations with a rule replaced.
@Suite struct RuleTests {
  private static let examples: [LayerExample] = (0..<100).map { seed in
    var generator = SeededGenerator(seed: 100 + UInt64(seed))
    return .random(k: 1 + seed % 4, n: 1 + seed % 5, grain: .tenths, hasBias: seed % 2 == 0, using: &generator)
  }

  /// Every entry of every quantity is what its line says, letter by letter, and its terms add up to it.
  @Test func everyKernelIsItsRule() throws {
    for example in Self.examples {
      let derivation = Derivation(example)
      #expect(derivation.rules == (example.b == nil ? .standard : .biased))
      for rule in derivation.rules.rules {
        let right = try #require(rule.right, "\(rule.line)")
        let whole = try right.evaluated(for: derivation)
        guard case .value(let value) = whole else {
          Issue.record("\(rule.line) is no number")
          continue
        }
        let symbols = derivation.symbols(rule.quantity)
        // Letters stand in the value in the order of units before inputs, as in the quantity.
        #expect(value.entries == symbols.map { derivation.value(of: $0) }, "\(rule.line)")
        for symbol in symbols {
          guard case .sum(let terms)? = derivation.step(.entry(symbol))?.body else { continue }
          #expect(terms.reduce(.zero) { $0 + $1.value } == derivation.value(of: symbol), "\(symbol)")
          let plan = derivation.termShapes(of: symbol)
          #expect(plan.flatMap { Array(repeating: $0.factors, count: $0.terms) } == terms.map(\.factors.count))
        }
        if let form = rule.vectorForm?.equationSides?.last {
          #expect(try form.evaluated(for: derivation) == whole, "\(rule.vectorLine ?? "")")
        }
      }
    }
  }

  @Test func aBiasIsAWeightFromAnInputOfOne() throws {
    for example in Self.examples {
      guard let b = example.b else { continue }
      let biased = Derivation(example)
      let wide = try LayerExample(
        w: Matrix(rows: example.k, columns: example.n + 1) { $1 < example.n ? example.w[$0, $1] : b[$0] },
        x: example.x + [.one], deltaY: example.deltaY)
      let plain = Derivation(wide)
      for k in 1...example.k {
        #expect(biased.s(k) == plain.s(k) && biased.y(k) == plain.y(k))
        #expect(biased.value(of: Symbol(.deltaB, k)) == plain.deltaW(k, wide.n))
        for i in 1...example.k {
          #expect(biased.value(of: Symbol(.biasJacobian, i, k)) == plain.parameterJacobian(i, k, wide.n))
        }
      }
      for j in 1...example.n { #expect(biased.deltaX(j) == plain.deltaX(j)) }
      #expect(GradientCheck(biased).agrees)
      #expect(GradientCheck(biased).entries.contains { $0.symbol.quantity == .deltaB })
    }
  }

  @Test func anotherBiasIsSeenByTheCheck() throws {
    var generator = SeededGenerator(seed: 9)
    let derivation = Derivation(.random(k: 3, n: 2, hasBias: true, using: &generator))
    let wrong = (1...3).map { RealNumber(derivation.example.deltaY[$0 - 1]) }
    #expect(!GradientCheck(derivation, claims: [(.deltaB, wrong)]).agrees)
  }

  /// A misconception is the same list with one line changed; everything that rests on it follows.
  @Test func aReplacedRuleIsEvaluatedLikeAnyOther() throws {
    let example = try MatrixEntry.example(w: "1 -0.5; -2 1.5; 0.5 2", x: "1.5 -1", deltaY: "2 -0.5 1.5")
    let rules = try RuleSet.standard.replacing(.deltaX, with: "dx_j = sum_k dy_k W_kj")
    let wrong = Derivation(example, rules: rules)
    let right = Derivation(example)
    #expect(wrong.number(Symbol(.deltaX, 1)) != right.number(Symbol(.deltaX, 1)))
    #expect(wrong.number(Symbol(.deltaX, 1)) == .exact(ExactNumber(try Rational.parse("3.75"))))
    #expect(wrong.number(Symbol(.deltaW, 2, 1)) == right.number(Symbol(.deltaW, 2, 1)))
    #expect(wrong != right)
    let slope = Derivation(example, rules: try RuleSet.standard.replacing(.fPrime, with: "f'(s_k) = 1"))
    #expect(slope.number(Symbol(.fPrime, 2)) == .one)
    #expect(throws: FormulaError.self) { try RuleSet.standard.replacing(.deltaX, with: "dW_kj = x_j") }
  }

  @Test func formulasSpeakOfABiasOnlyWhereThereIsOne() throws {
    let plain = Derivation(.reference)
    let error = #expect(throws: FormulaError.self) { try FormulaParser.formula("W x + b").evaluated(for: plain) }
    #expect(error?.message == "this layer has no bias, so no `b`; `set b 1 -1` gives it one")
    var generator = SeededGenerator(seed: 3)
    let biased = LayerExample.random(k: 2, n: 3, hasBias: true, using: &generator)
    for line in [
      "s = W x + b", "db = ds", "∂L/∂b_k = dy_k f'(s_k)", "∂y_i/∂b_k = [i = k] f'(s_k)", "∂s_i/∂b_k = [i = k]",
    ] {
      let sides = try #require(try FormulaParser.formula(line).equationSides)
      let verdict = try Formula.compare(sides[0], sides[1], here: biased)
      guard case .same(_, isCertain: true) = verdict else {
        Issue.record("\(line): \(verdict)")
        continue
      }
      // What speaks of a bias is compared on layers with one, wherever the walk is.
      guard case .same(_, isCertain: true) = try Formula.compare(sides[0], sides[1], here: .reference) else {
        Issue.record("\(line) depends on where the walk is")
        continue
      }
    }
    for line in ["s = W x", "db = dy", "∂L/∂b_k = sum_j dW_kj"] {
      let sides = try #require(try FormulaParser.formula(line).equationSides)
      guard case .different = try Formula.compare(sides[0], sides[1], here: biased) else {
        Issue.record("\(line) is not different")
        continue
      }
    }
  }
}
