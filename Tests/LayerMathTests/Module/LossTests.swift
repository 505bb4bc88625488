import LayerMath
import Testing

@Suite struct LossTests {
  private func example(_ activation: String, _ loss: String, t: String = "1 0 1/2", bias: Bool = false) throws
    -> LayerExample
  {
    var module = ModuleEntry()
    (module[.activation], module[.loss], module[.t]) = (activation, loss, t)
    return try module.applied(
      to: MatrixEntry.example(w: "1 -2; 0.5 1.5; -2 1", x: "1 0.6", deltaY: nil, b: bias ? "1 0 -1" : nil))
  }

  /// The slope as a person writes it.
  @Test(arguments: [
    ("squared", "2 (y_k - t_k)"), ("half_squared", "y_k - t_k"), ("bce", "(1 - t_k) / (1 - y_k) - t_k / y_k"),
    ("softmax_ce", "yhat_k - t_k"), ("t ln(y) + (1 - t) ln(1 - y)", "t_k / y_k - (1 - t_k) / (1 - y_k)"),
    ("(t - y)^2", "-(2 (t_k - y_k))"), ("(y - t)^2 / K", "2 (y_k - t_k) / K"), ("exp(y t)", "t_k exp(y_k t_k)"),
  ])
  func whatArrivesIsWrittenAsAPersonWould(loss: String, slope: String) throws {
    let derivation = Derivation(try example("sigmoid", loss, t: "1 0 0"))
    #expect(derivation.rules[.deltaY]?.line == "dy_k = \(slope)")
  }

  /// Where δs comes out without a detour; for other pairs nobody says so.
  @Test(arguments: [
    ("sigmoid", "bce", "ds_k = y_k - t_k"), ("1/(1 + exp(-s))", "bce", "ds_k = y_k - t_k"),
    ("sigmoid", "t ln(y) + (1 - t) ln(1 - y)", "ds_k = t_k - y_k"), ("identity", "half_squared", "ds_k = y_k - t_k"),
    ("sigmoid", "half_squared", nil), ("tanh", "bce", nil), ("identity", "squared", nil), ("relu", "half_squared", nil),
    ("identity", "softmax_ce", nil), ("sigmoid", "t^2 ln(y) + (1 - t) ln(1 - y)", nil), ("softplus", "bce", nil),
    ("1/(1 + exp(-2 s))", "bce", nil),
  ])
  func theShortcutIsSaidWhereItIsProved(activation: String, loss: String, line: String?) throws {
    let derivation = Derivation(try example(activation, loss))
    #expect(derivation.rules[.deltaS]?.shortcut == line)
    guard let line, let sides = try FormulaParser.formula(line).equationSides else { return }
    for k in 1...3 {
      guard case .value(let value) = try sides[1].evaluated(for: derivation) else { continue }
      #expect(value.entries[k - 1] == derivation.deltaS(k))
    }
  }

  /// Over all layers of the module: the targets of classes add up to 1 where those on the screen do.
  @Test(arguments: [
    ("sigmoid", "bce", "ds = y - t", "same"), ("sigmoid", "bce", "ds = t - y", "different"),
    ("sigmoid", "squared", "ds = 2 (y - t) .* y .* (1 - y)", "same"), ("tanh", "bce", "ds = y - t", "different"),
    ("identity", "softmax_ce", "dy = yhat - t", "same"), ("identity", "softmax_ce", "dy = yhat", "different"),
    ("identity", "softmax_ce", "sum(yhat) = 1", "same"), ("identity", "softmax_ce", "sum(dy) = 0", "same"),
    ("identity", "half_squared", "dW = (y - t) x^T", "same"), ("identity", "squared", "dW = (y - t) x^T", "different"),
    ("identity", "half_squared", "L = 1/2 (y - t)^T (y - t)", "same"),
    ("elu", "squared", "dx = W^T (dy .* f'(s))", "same"),
    ("relu", "squared", "dx = W^T (2 (y - t) .* [s > 0])", "same"),
    ("prelu", "squared", "da = sum_k 2 (y_k - t_k) min(0, s_k)", "same"),
    ("prelu", "squared", "da = sum_k 2 (y_k - t_k) f'(s_k) min(0, s_k)", "different"),
    ("sigmoid", "t ln(y) + (1 - t) ln(1 - y)", "ds = t - y", "same"),
  ])
  func isDecidedOverAllLayers(activation: String, loss: String, equation: String, verdict: String) throws {
    let here = try example(activation, loss, t: loss == "softmax_ce" ? "2" : "1 0 1/2")
    let sides = try #require(try FormulaParser.formula(equation).equationSides)
    switch try Formula.compare(sides[0], sides[1], here: here) {
    case .same: #expect(verdict == "same")
    case .different: #expect(verdict == "different")
    case .cannotTell(let reason): Issue.record("\(equation): \(reason)")
    }
  }

  @Test(arguments: [
    ("sqared", "did you mean squared?"), ("foo", "names are squared, half_squared, bce, softmax_ce"),
    ("(y - x)^2", "`x` is more"), ("sum_k (y_k - t_k)^2", "a formula in y_k and t_k"), ("t^2", "depends on y"),
    ("(y_1 - t_1)^2", "is more"), ("(y - t", "expected"), ("max(y, t)", "is more"),
  ])
  func whatIsNoLossSaysWhy(text: String, message: String) {
    do throws(FormulaError) {
      _ = try Loss.named(text)
      Issue.record("`\(text)` was read")
    } catch { #expect(error.message.contains(message), "\(error.message)") }
  }

  @Test func namesAndFormulasMeetAndNoneTakesItAway() throws {
    #expect(try Loss.named("(y - t)^2")?.kind == .squared)
    #expect(try Loss.named("1/2 (y_k - t_k)^2")?.kind == .halfSquared)
    #expect(try Loss.named("MSE")?.kind == .squared && Loss.named("cross entropy")?.kind == .softmaxCrossEntropy)
    #expect(try Loss.named("none") == nil)
    for kind in Loss.Kind.allCases { #expect(try Loss.named(kind.rawValue)?.kind == kind) }
  }

  @Test(arguments: [
    ("t", "2", "it is the target of a loss; name it"), ("a", "1", "no trained parameter a"), ("alpha", "x", "alpha: "),
    ("loss", "foo", "loss: no loss `foo`"), ("activation", "foo", "activation: no activation `foo`"),
  ])
  func aBadEntryNamesItsKey(key: String, text: String, message: String) throws {
    var module = ModuleEntry()
    module[try #require(ModuleEntry.Key(rawValue: key))] = text
    do throws(ModuleEntry.Mistake) {
      _ = try module.applied(to: .reference)
      Issue.record("\(key): \(text) was taken")
    } catch { #expect(error.message.contains(message), "\(error.message)") }
  }

  /// A class stands for its one-hot targets; one too many, or none, is named.
  @Test func aClassIsATarget() throws {
    #expect(try example("identity", "softmax_ce", t: "2").t == [.zero, .one, .zero])
    #expect(try example("identity", "softmax_ce", t: "0.25 0.5 0.25").targetsAddUpToOne)
    for (t, message) in [("4", "a class from 1 to 3"), ("1 0", "t has 2 entries, W has 3 rows"), ("0", "from 1 to 3")] {
      var module = ModuleEntry()
      (module[.loss], module[.t]) = ("softmax_ce", t)
      let plain = try example("identity", "squared", t: "1 0 0").with(nil as Loss?)
      do throws(ModuleEntry.Mistake) {
        _ = try module.applied(to: plain)
        Issue.record("\(t) was taken")
      } catch { #expect(error.message.contains(message), "\(error.message)") }
    }
  }

  /// Of targets that add up to something else ŷ − t is wrong, and is not said.
  @Test func targetsThatAreNoClassHaveAnotherRule() throws {
    let derivation = Derivation(try example("identity", "softmax_ce", t: "1 0 1/2"))
    #expect(derivation.rules[.deltaY]?.line == "dy_k = yhat_k (sum_i t_i) - t_k")
    #expect(GradientCheck(derivation).agrees)
  }

  @Test func whatHasNoValueIsSaid() throws {
    // The logarithm of a number below 0.
    let derivation = Derivation(try example("identity", "bce"))
    #expect(derivation.loss.shown == nil)
    #expect(GradientCheck(derivation).agrees)
  }

  /// The numbers of a layer stay its own when its module changes.
  @Test func nothingIsLostByAnotherModule() throws {
    let given = try MatrixEntry.example(w: "1 2; 3 4", x: "1 -1", deltaY: "2 3")
    let behind = given.with(try Loss.named("squared"))
    #expect(behind.t == [.one, .zero] && behind.parts == [.w, .x, .t])
    #expect(behind.with(nil as Loss?).deltaY == given.deltaY && given.parts == [.w, .x, .deltaY])
    let prelu = behind.with(try Activation.named("prelu"))
    #expect(prelu.parts == [.w, .a, .x, .t])
    let other = prelu.replacing(.a, with: [Rational(3)])
    #expect(other.activation.trained == Rational(3) && other.isSameModule(as: prelu))
    #expect(prelu.resized(k: 3, n: 1).t == [.one, .zero, .zero])
  }
}

@Suite struct TrainedParameterTests {
  /// `max(s, a s)` is s above 0 as long as a is below 1, and the other way round beyond.
  @Test func piecesFollowTheParameter() throws {
    let f = try Activation.named("max(s, a s)")
    #expect(f.trained == Rational(1, positive: 4) && f.isDividedByParameter && f.title == "PReLU")
    #expect(f.pieces.map { $0.value.ascii } == ["a s_k", "s_k"])
    let steep = f.with(trained: Rational(2))
    #expect(steep.pieces.map { $0.value.ascii } == ["s_k", "a s_k"] && steep.title == "f")
    #expect(
      steep.value(at: Rational(3)) == RealNumber(Rational(6))
        && steep.parameterSlope(at: Rational(3)) == RealNumber(Rational(3)))
    #expect(!(try Activation.named("prelu").isDividedByParameter))
  }

  @Test(arguments: [
    ("prelu", "f'(s_k) = if s_k > 0 then 1 else a", "Pa_k = if s_k > 0 then 0 else s_k"),
    (
      "if s > 0 then s else a (exp(s) - 1)", "f'(s_k) = if s_k > 0 then 1 else a exp(s_k)",
      "Pa_k = if s_k > 0 then 0 else exp(s_k) - 1"
    ),
    ("a s", "f'(s_k) = a", "Pa_k = s_k"), ("s^2 + a", "f'(s_k) = 2 s_k", "Pa_k = 1"),
    ("a^2 s", "f'(s_k) = a^2", "Pa_k = 2 a s_k"),
  ])
  func bothSlopesAreWrittenAsAPersonWould(text: String, slope: String, byParameter: String) throws {
    let rules = Derivation(LayerExample.reference.with(try Activation.named(text))).rules
    #expect(rules[.fPrime]?.line == slope && rules[.activationJacobian]?.line == byParameter)
    #expect(rules[.deltaA]?.line == "da = sum_k dy_k Pa_k")
  }

  @Test func theParameterIsAName() throws {
    let derivation = Derivation(LayerExample.reference.with(try Activation.named("prelu")))
    for (text, value) in [
      ("a", "1/4"), ("da", "-9/4"), ("∂L/∂a", "-9/4"), ("∂y_2/∂a", "-3/2"), ("sum_k dy_k Pa_k", "-9/4"),
    ] {
      guard case .value(let found) = try FormulaParser.formula(text).evaluated(for: derivation) else { continue }
      #expect(found.entries == [RealNumber(try Rational.parse(value))], "\(text)")
    }
    #expect(throws: FormulaError.self) { try FormulaParser.formula("a").evaluated(for: Derivation(.reference)) }
    #expect(throws: FormulaError.self) { try FormulaParser.formula("a_1") }
  }
}
