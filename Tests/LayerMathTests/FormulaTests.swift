import Foundation
import LayerMath
import Testing

/// Formulas and their values against mpmath (`Data/make_formulas.py`); the same construct in all of its spellings.
@Suite struct FormulaTests {
  /// K = 3, n = 2; s = (0, 2.5, −2).
  static let example: LayerExample? = try? MatrixEntry.example(
    w: "1 -2; 0.5 1.5; -0.5 -1", x: "2 1", deltaY: "-2 1.5 0.5")

  private static func rows() throws -> [(shape: String, entries: [Rational], text: String)] {
    let url = try #require(Bundle.module.url(forResource: "Data/formulas", withExtension: "txt"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
      let fields = line.components(separatedBy: "\t")
      return (fields[0], try fields[1].split(separator: " ").map { try Rational.parse(String($0)) }, fields[2])
    }
  }

  /// By a single number no index is written below: `dy_k/da` is the derivative, not a quotient of gradients.
  @Test(arguments: [
    ("dy_k/da", "∂y_k/∂a"), ("\\frac{dy_k}{da}", "∂y_k/∂a"), ("sum_k dy_k dy_k/da", "sum_k dy_k ∂y_k/∂a"),
  ])
  func aDerivativeByOneNumberIsOne(plain: String, partial: String) throws {
    #expect(try FormulaParser.formula(plain) == FormulaParser.formula(partial))
  }

  @Test func everySpellingHasTheValueAndShapeOfTheOracle() throws {
    let example = try #require(Self.example)
    let derivation = Derivation(example)
    let rows = try Self.rows()
    #expect(rows.count >= 250)
    for row in rows {
      do {
        let formula = try FormulaParser.formula(row.text)
        guard case .value(let value) = try formula.evaluated(for: derivation) else {
          Issue.record("`\(row.text)` is a condition")
          continue
        }
        let sizes = value.shape.sizes.map(String.init).joined(separator: "x")
        #expect((sizes.isEmpty ? "scalar" : sizes) == row.shape, "\(row.text)")
        for (actual, expected) in zip(value.entries, row.entries) {
          let shown = try #require(actual.shown)
          let gap = (shown - ExactNumber(expected)).magnitude
          let slack = expected.magnitude * (try Rational.parse("1e-28"))
          #expect((ExactNumber(slack) - gap).signum >= 0, "`\(row.text)` gives \(shown.double), not \(expected.double)")
        }
      } catch let error as FormulaError {
        Issue.record("`\(row.text)`: column \(error.column): \(error.message)")
      }
    }
  }

  /// Near 1 a logarithm has as many certain digits as its distance from 1 has.
  @Test(arguments: [
    ("ln(1 + 10^-40)", "1.00000000000000000000e-40"), ("ln(1 - 10^-40)", "-1.00000000000000000000e-40"),
    ("ln(1 + f'(-30)^2)", "8.75651076269652033849e-27"), ("ln(1 + exp(-60)^2)", "7.66764807372199963243e-53"),
  ])
  func theLogarithmNearOneKeepsItsDigits(text: String, digits: String) throws {
    guard case .value(let value) = try FormulaParser.formula(text).evaluated(for: Derivation(.reference)) else {
      return
    }
    #expect(value.entries[0].shown?.scientific(digits: 21).text == digits)
  }

  /// A derivative is kept as what it is, however it is spelled.
  @Test(arguments: [
    ("∂s_k/∂x_j", "ds_k/dx_j", "W_kj"), ("\\frac{\\partial y_k}{\\partial s_k}", "dy_k/ds_k", "f'(s_k)"),
    ("dL/dx", "dL/dx", "dx"), ("∂y/∂x", "dy/dx", "J"), ("\\frac{dy_i}{dW_kj}", "dy_i/dW_kj", "P_ikj"),
  ])
  func aDerivativeStaysOne(text: String, ascii: String, value: String) throws {
    let formula = try FormulaParser.formula(text)
    #expect(try formula.ascii == ascii && FormulaParser.formula(ascii) == formula)
    #expect(try formula != FormulaParser.formula(value))
    let derivation = Derivation(.reference)
    #expect(try formula.evaluated(for: derivation) == FormulaParser.formula(value).evaluated(for: derivation))
  }

  /// As our own screen writes it, as LaTeX sets it, as NumPy writes it.
  @Test(arguments: [
    ("∑ₖ₌₁ᴷ δsₖ Wₖⱼ", "sum_{k=1}^K ds_k W_kj"), ("∑ⱼ₌₁ⁿ Wₖⱼ xⱼ", "sum_{j=1}^n W_kj x_j"), ("W_{jk}^T", "W^T_{jk}"),
    (#"\frac{\mathrm{d}y_k}{\mathrm{d}s_k}"#, "∂y_k/∂s_k"), (#"\frac{\partial \mathcal{L}}{\partial y_k}"#, "∂L/∂y_k"),
    (#"W^{\text{T}} ds"#, "W^T ds"), ("1_{s_k>0}", "[s_k > 0]"), ("W[k][j]", "W_kj"), ("W[1][2]", "W_12"),
    (
      #"\left\{ \begin{array}{ll} s_k & \text{if } s_k > 0 \\ e^{s_k} - 1 & \text{else.} \end{array} \right."#,
      "if s_k > 0 then s_k else e^{s_k} - 1"
    ),
    (#"\begin{cases} s & s > 0 \\ 0 & s \le 0. \end{cases}"#, #"\begin{cases} s & s > 0 \\ 0 & s \le 0 \end{cases}"#),
  ])
  func everySpellingIsReadForWhatItMeans(text: String, same: String) throws {
    #expect(try FormulaParser.formula(text) == FormulaParser.formula(same))
  }

  /// A number transposed is itself, and is no entry of the transpose.
  @Test func anEntryInBracketsIsTransposedAsANumber() throws {
    let formula = try FormulaParser.formula("(W_kj)^T")
    #expect(try formula != FormulaParser.formula("W^T_kj") && FormulaParser.formula(formula.ascii) == formula)
  }

  @Test func spellingsOfOneFormulaAreOneTree() throws {
    let spellings = [
      "sum_k dy_k f'(s_k) W_kj", "Σ_k δy_k·f′(s_k)·W_kj", #"\sum_k \delta_{y,k} \, f'(s_k) \, W_{kj}"#,
      "∑ₖ δyₖ f′(sₖ) Wₖⱼ", #"\sum_{k} \delta_{y_k} f'\left(s_k\right) \mathbf{W}_{k,j}"#,
    ]
    let trees = try Set(spellings.map { try FormulaParser.formula($0) })
    #expect(trees.count == 1)
    #expect(trees.first?.ascii == "sum_k dy_k f'(s_k) W_kj")
    #expect(trees.first?.unicode == "Σ_k δy_k f′(s_k) W_kj")
  }

  /// Functions that stand for their formula.
  @Test(arguments: [
    ("sigmoid(s)", "1 / (1 + exp(-s))"), ("relu(s_k)", "max(0, s_k)"), ("softplus(s_1)", "ln(1 + exp(s_1))"),
    ("tanh(W x)", "(exp(W x) - exp(-(W x))) ./ (exp(W x) + exp(-(W x)))"), ("\\tanh s_k", "tanh(s_k)"),
  ])
  func aShorthandIsItsFormula(text: String, formula: String) throws {
    #expect(try FormulaParser.formula(text) == FormulaParser.formula(formula))
  }

  /// Found by the fuzzer.
  @Test(arguments: [
    "if s > 0 then 0 e=p", "J = if 1 = 2 then x", "1 if x = 2, 3 if (y = 4)", "{a = b if s > 0}", "⅙sum_k n", "x^⅔",
  ])
  func whatOnceReadBackOtherwiseDoesNoMore(text: String) throws {
    guard let formula = try? FormulaParser.formula(text) else { return }
    #expect(try FormulaParser.formula(formula.ascii) == formula, "\(formula.ascii)")
    #expect(try FormulaParser.formula(formula.unicode) == formula, "\(formula.unicode)")
  }

  @Test func whatIsPrintedReadsBackAsTheSameTree() throws {
    for row in try Self.rows() {
      let formula = try FormulaParser.formula(row.text)
      #expect(try FormulaParser.formula(formula.ascii) == formula, "\(row.text) → \(formula.ascii)")
      #expect(try FormulaParser.formula(formula.unicode) == formula, "\(row.text) → \(formula.unicode)")
    }
    for seed in 0..<3000 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let formula = RandomFormula.any(depth: 4, using: &generator)
      for text in [formula.ascii, formula.unicode] {
        do {
          #expect(try FormulaParser.formula(text) == formula, "seed \(seed): \(text)")
        } catch {
          Issue.record("seed \(seed): \(text): column \(error.column): \(error.message)")
        }
      }
    }
  }

  /// `e^(−e^10)` is only known to lie between 0 and `e^−20000`; a middle of that would be an invention.
  @Test(arguments: [
    ("exp(-exp(10))", Rational.zero), ("exp(exp(1)) - exp(exp(1))", .zero), ("f(-exp(10)) + 1", .zero),
    ("exp(-exp(10)) exp(19999)", nil), ("ln(2) - ln(2)", .zero),
  ])
  func ofAnEnclosureOnlyCertainDigitsAreShown(text: String, shown: Rational?) throws {
    guard case .value(let value) = try FormulaParser.formula(text).evaluated(for: Derivation(.reference)) else {
      Issue.record("\(text) is a number")
      return
    }
    #expect(value.entries.first?.shown == shown.map { ExactNumber($0) })
  }

  @Test(arguments: [
    ("1e300", "1e300"), ("-1e-300", "-1e-300"), ("12345678e40 x_1", "1.2345678e47 x_1"), ("1e15", "1000000000000000"),
    ("0.000001", "0.000001"), ("123456789012345678901234567", "123456789012345678901234567"),
  ])
  func numbersOfManyZerosArePrintedWithAPowerOfTen(text: String, printed: String) throws {
    let formula = try FormulaParser.formula(text)
    #expect(formula.ascii == printed)
    #expect(try FormulaParser.formula(printed) == formula)
  }

  /// The step-by-step result beside the matrix form, for layers of all shapes.
  @Test func theMatrixFormEqualsTheStepsExactlyForAHundredLayers() throws {
    var generator = SeededGenerator(seed: 77)
    let forms: [(Quantity, String)] = [
      (.s, "W x"), (.y, "f(W x)"), (.deltaS, "dy ⊙ f'(s)"), (.jacobian, "diag(f'(s)) W"),
      (.deltaX, "W^T (dy ⊙ f'(s))"), (.deltaW, "(dy ⊙ f'(s)) x^T"),
    ]
    for number in 0..<100 {
      let k = number % 5 + 1
      let n = (number / 5) % 4 + (k <= (number / 5) % 4 + 1 ? 2 : 1)
      let example = LayerExample.random(k: k, n: n, using: &generator)
      let derivation = Derivation(example)
      for (quantity, form) in forms {
        guard case .value(let value) = try FormulaParser.formula(form).evaluated(for: derivation) else { continue }
        let shape = derivation.shape(quantity)
        #expect(value.shape.sizes == shape)
        let symbols = (0..<shape.reduce(1, *)).map { place in
          Symbol(quantity, index: shape.count == 1 ? [place + 1] : [place / shape[1] + 1, place % shape[1] + 1])
        }
        let steps = symbols.map { derivation.step(.entry($0))?.value ?? .zero }
        #expect(value.entries == steps, "layer \(number), \(form)")
      }
    }
  }

  @Test func theFormulaOfEveryStepReadsAndHasItsValue() throws {
    let derivation = Derivation(try #require(Self.example))
    for index in 0..<derivation.stepCount {
      guard let step = derivation.step(at: index), let value = step.value else { continue }
      let sides = step.substituted.split(separator: "=", maxSplits: 1).map(String.init)
      guard case .value(let right) = try FormulaParser.formula(sides[1]).evaluated(for: derivation) else { continue }
      #expect(right.entries == [value], "\(step.substituted)")
      let general = step.formula.split(separator: "=", maxSplits: 1).map(String.init)
      let verdict = try Formula.compare(try FormulaParser.formula(general[0]), try FormulaParser.formula(general[1]))
      guard case .same = verdict else {
        Issue.record("\(step.formula)")
        continue
      }
    }
  }
}

/// Random trees of the language, as deep as the parser can make them.
enum RandomFormula {
  static func any(depth: Int, using generator: inout SeededGenerator) -> Formula {
    func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
    func child() -> Formula { any(depth: depth - 1, using: &generator) }
    func letter() -> String { ["i", "j", "k", "l", "m"][pick(5)] }
    func index() -> Formula.Index { pick(2) == 0 ? .letter(letter()) : .number(pick(12) + 1) }
    func condition() -> Formula {
      let all = Formula.Relation.allCases
      let plain = Formula(.comparison(all[pick(all.count)], child(), child()))
      switch pick(6) {
      case 0: return Formula(.both(plain, Formula(.comparison(.less, child(), child()))))
      case 1: return Formula(.either(plain, Formula(.comparison(.equal, child(), child()))))
      case 2: return Formula(.not(plain))
      default: return plain
      }
    }
    guard depth > 0 else {
      switch pick(5) {
      case 0: return Formula(.number((try? Rational.parse("\(pick(40)).\(pick(1000))")) ?? .one))
      case 1: return Formula(.constant(Formula.Constant.allCases[pick(4)]))
      case 2: return Formula(.index(letter()))
      case 3:
        let all = Quantity.allCases.filter { $0 != .fPrime }
        return Formula(.quantity(all[pick(all.count)]))
      default:
        let all = Quantity.allCases.filter { $0 != .fPrime }
        let quantity = all[pick(all.count)]
        if quantity.rank == 0 { return Formula(.quantity(quantity)) }
        return Formula(.entry(Formula(.quantity(quantity)), (0..<quantity.rank).map { _ in index() }))
      }
    }
    switch pick(14) {
    case 0...4:
      let all = Formula.Operator.allCases
      return Formula(.operation(all[pick(all.count)], child(), child()))
    case 5: return Formula(.negated(child()))
    case 6: return Formula(.transposed(child()))
    case 7:
      let function = Formula.Function.allCases[pick(9)]
      let count = function == .min || function == .max ? pick(3) + 2 : 1
      return Formula(.applied(function, (0..<count).map { _ in child() }))
    case 8:
      let range = pick(2) == 0 ? nil : Formula.SumRange(from: child(), to: child())
      return Formula(.sum(letter(), range, child()))
    case 9:
      let cases = (0...pick(3)).map { _ in Formula.Case(value: child(), condition: condition()) }
      return Formula(.cases(cases, otherwise: pick(3) == 0 ? nil : child()))
    case 10: return Formula(.bracket(condition()))
    case 11:
      let base = child()
      let rank = if case .quantity(let quantity) = base.node { quantity.rank } else { 1 }
      return rank == 0 ? base : Formula(.entry(base, (0..<rank).map { _ in index() }))
    case 12:
      let rows = pick(2) + 1
      let entries = (0..<rows * 2).map { _ in Rational(pick(9) - 4) }
      return Formula(.literal(Matrix(rows: rows, columns: 2, elements: entries)))
    default: return child()
    }
  }
}
