import LayerMath
import TestSupport
import Testing

@Suite struct FormulaDifferentiationTests {
  private func formula(_ text: String) throws -> Formula { try FormulaParser.formula(text) }

  /// What a derivative is worth for every layer, K ≠ n and K = n.
  @Test(arguments: [
    ("∂(Σ_l W_kl x_l)/∂x_j", "W_kj"), ("∂/∂x_j Σ_l W_kl x_l", "W_kj"), ("d/dx_j sum_l W_kl x_l", "W_kj"),
    (#"\frac{\partial}{\partial x_j} \sum_l W_{kl} x_l"#, "W_kj"), (#"\frac{d}{dx_j} (\sum_l W_{kl} x_l)"#, "W_kj"),
    // The letter of a sum is its own.
    ("∂/∂x_j Σ_j W_kj x_j", "W_kj"), ("∂x_l/∂x_j", "[l = j]"), ("dx_l/dx_j", "[l = j]"),
    ("∂W_il/∂W_kj", "[i = k] [l = j]"), ("Σ_l W_kl ∂x_l/∂x_j", "W_kj"), ("∂(W x)_k/∂x_j", "W_kj"),
    ("∂f(s_k)/∂x_j", "f'(s_k) W_kj"), ("∂f(s_k)/∂s_k", "f'(s_k)"), ("∂ f(Σ_l W_kl x_l)/∂x_j", "∂y_k/∂x_j"),
    ("∂(s_k if s_k > 0, exp(s_k) - 1 otherwise)/∂s_k", "f'(s_k)"), ("∂y_i/∂y_k", "[i = k]"), ("∂s_i/∂s_k", "[i = k]"),
    ("∂(s_k^2)/∂s_k", "2 s_k"), ("∂(s_k/(1 + exp(s_k)))/∂s_k", "(1 + exp(s_k) - s_k exp(s_k))/(1 + exp(s_k))^2"),
    ("∂(x_l s_k)/∂x_j", "[l = j] s_k + x_l W_kj"), ("∂(3 x_1)/∂W_11", "0"), ("∂(W x)/∂x", "W"),
    ("∂f(s)/∂s", "diag(f'(s))"),
    ("∇_x L", "dx"), (#"\nabla_{W} L"#, "dW"), ("DL/Dx_j", "dx_j"), ("d y_k / d x_j", "J_kj"),
    ("∂(Σ_l W_il x_l)/∂W_kj", "[i = k] x_j"), ("∂(exp(s_k) - 1)/∂x_j", "exp(s_k) W_kj"), ("∂(-s_k)/∂x_j", "-W_kj"),
  ])
  func aDerivativeOfAnExpressionIsWorthThis(text: String, worth: String) throws {
    for example in [LayerExample.reference, LayerExample.Preset.tall.example] {
      let verdict = try Formula.compare(formula(text), formula(worth), here: example)
      guard case .same = verdict else {
        Issue.record("\(text): \(verdict)")
        continue
      }
    }
    // What is printed is read again as the same.
    let read = try formula(text)
    #expect(try formula(read.ascii) == read, "\(read.ascii)")
  }

  /// Each against central differences on a layer whose units lie on both pieces, with K ≠ n.
  @Test(arguments: [
    "x_1 s_2 + exp(s_1)", "f(s_2) s_1", "exp(x_1 / 3) W_22", "Σ_k y_k x_2", "(s_1 if x_1 > 0, s_2 otherwise)",
    "s_2^3 - x_2^2",
  ])
  func derivativesAgreeWithCentralDifferences(text: String) throws {
    let example = LayerExample.Preset.tall.example
    let step = try Rational.parse("0.0001")
    for input in 1...example.n {
      let derivative = try formula("∂(\(text))/∂x_\(input)")
      func value(_ formula: Formula, _ example: LayerExample) throws -> Double {
        guard case .value(let value) = try formula.evaluated(for: Derivation(example)) else { return .nan }
        return value.entries[0].double
      }
      func moved(_ step: Rational) -> LayerExample {
        var entries = example.entries(of: .x)
        entries[input - 1] = entries[input - 1] + step
        return example.replacing(.x, with: entries)
      }
      let difference =
        (try value(formula(text), moved(step)) - value(formula(text), moved(-step))) / (2 * step.double)
      let exact = try value(derivative, example)
      #expect(abs(exact - difference) <= 1e-5 * max(1, abs(exact)), "∂(\(text))/∂x_\(input): \(exact) \(difference)")
    }
  }

  /// A letter that a sum binds is another one: renaming neither takes it nor is taken by it.
  @Test func renamingIsCaughtByNoSum() throws {
    let rule = try formula("sum_k dy_k f'(s_k) W_kj")
    #expect(try rule.renaming(["j"], to: ["k"]).freeIndices == ["k"])
    #expect(try rule.renaming("j", to: "k") != formula("sum_k dy_k f'(s_k) W_kk"))
    #expect(try formula("W_kj x_j").renaming(["k", "j"], to: ["j", "k"]) == formula("W_jk x_k"))
    #expect(try formula("∂y_k/∂x_j").renaming("k", to: "i") == formula("∂y_i/∂x_j"))
  }

  @Test(arguments: [
    ("∂f'(s_k)/∂s_k", "second derivative"), ("∂ δy_k/∂x_j", "derivative"), ("∂x_l/∂s_k", "not written by s"),
    ("∂/∂x_j", "what is differentiated"), ("∂s_k/∂x", "indices above and below"), ("∂max(0, s_k)/∂s_k", "by cases"),
    ("∇ L", "∇_x L"),
  ])
  func whatHasNoDerivativeHereIsRefused(text: String, why: String) {
    do {
      _ = try formula(text)
      Issue.record("\(text) was read")
    } catch { #expect("\(error)".contains(why), "\(text): \(error)") }
  }
}
