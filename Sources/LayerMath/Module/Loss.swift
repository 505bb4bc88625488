import Synchronization

/// A loss behind the layer, `L = Σ_k ℓ(y_k, t_k)`, or cross-entropy behind a softmax of `y`.
///
/// `δy = ∂L/∂y` is then derived, rule by rule, instead of given. Any formula over `y_k` and `t_k` makes one, so that what a card
/// writes is followed to the sign; the names are those of the field.
package final class Loss: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case squared
    case halfSquared = "half_squared"
    case binaryCrossEntropy = "bce"
    case softmaxCrossEntropy = "softmax_ce"

    /// `ℓ(y_k, t_k)`; of a softmax by its output `ŷ_k`.
    var line: String {
      switch self {
      case .squared: "(y_k - t_k)^2"
      case .halfSquared: "1/2 (y_k - t_k)^2"
      case .binaryCrossEntropy: "-(t_k ln(y_k) + (1 - t_k) ln(1 - y_k))"
      case .softmaxCrossEntropy: "-(t_k ln(yhat_k))"
      }
    }

    /// As one writes it in a sentence.
    package var title: String {
      switch self {
      case .squared: "squared error"
      case .halfSquared: "half the squared error"
      case .binaryCrossEntropy: "binary cross-entropy"
      case .softmaxCrossEntropy: "softmax with cross-entropy"
      }
    }
  }

  /// What it is called on the command line and in JSON: its name, else its formula.
  package let name: String
  /// `nil` for a formula.
  package let kind: Kind?
  /// `ℓ(y_k, t_k)`; of a softmax by `ŷ_k`.
  package let term: Formula
  private let derived: Lazily<SlopeDerivation>
  private let derivedTwice: Lazily<Formula>
  private let last = Mutex<Last?>(nil)

  private init(name: String, kind: Kind?, term: Formula) {
    (self.name, self.kind, self.term) = (name, kind, term)
    let derived = Lazily { SlopeDerivation(of: term, by: .output) }
    self.derived = derived
    derivedTwice = Lazily { SlopeDerivation(of: derived.value.result, by: .output).result }
  }

  package convenience init(_ kind: Kind) {
    // A line that cannot be read is none; the tests read each.
    let term = (try? FormulaParser.formula(kind.line)) ?? .constant(.zero)
    self.init(name: kind.rawValue, kind: kind, term: term)
  }

  /// A formula over `y_k` and `t_k`, or `y` and `t` as one writes them of one unit.
  ///
  /// - Throws: `FormulaError` for one that holds anything else.
  package convenience init(formula: Formula) throws(FormulaError) {
    var strange: Formula?
    func overUnit(_ formula: Formula) -> Formula {
      switch formula.node {
      case .quantity(.y), .quantity(.t):
        return Formula(.entry(formula, [.letter("k")]), column: formula.column)
      case .entry(let base, [.letter("k")]) where base.node == .quantity(.y) || base.node == .quantity(.t):
        return formula
      case .quantity, .entry, .sum, .transposed, .literal, .index, .cases, .bracket, .comparison, .both, .either, .not,
        .derivative, .constant(.n), .constant(.alpha):
        strange = strange ?? formula
        return formula
      case .applied(let function, _) where ![.exp, .ln].contains(function):
        strange = strange ?? formula
        return formula
      default: return formula.mapping(overUnit)
      }
    }
    let term = overUnit(formula)
    if let strange {
      throw FormulaError(
        "a loss is a formula in y_k and t_k, summed over the units, such as (y - t)^2; `\(strange.ascii)` is more",
        column: strange.column)
    }
    guard term.speaks(of: [.y]) else {
      throw FormulaError("a loss depends on y, as (y - t)^2 does", column: formula.column)
    }
    let known = Kind.allCases.filter { $0 != .softmaxCrossEntropy }.map(Loss.init)
    if let same = known.first(where: { $0.term == term }) {
      self.init(name: same.name, kind: same.kind, term: term)
    } else {
      self.init(name: term.ascii, kind: nil, term: term)
    }
  }

  /// By name or by formula; `nil` for `none`.
  ///
  /// - Throws: `FormulaError` that says what the names are.
  package static func named(_ text: String) throws(FormulaError) -> Loss? {
    let bare = String(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    let key = bare.lowercased().swapping("-", for: "_").swapping(" ", for: "_")
    if key == "none" { return nil }
    if let kind = Kind(rawValue: otherNames[key] ?? key) { return Loss(kind) }
    let names = Kind.allCases.map(\.rawValue).joined(separator: ", ")
    do throws(FormulaError) { return try Loss(formula: try FormulaParser.formula(bare)) } catch {
      guard bare.allSatisfy({ $0.isLetter || $0 == "_" || $0 == "-" || $0 == " " }) else { throw error }
      let near = NearestName.of(key, in: Kind.allCases.map(\.rawValue))
      throw FormulaError(
        "no loss `\(bare)`\(near.map { "; did you mean \($0)?" } ?? ""); names are \(names), or give a formula in y and t",
        column: 1)
    }
  }

  private static let otherNames = [
    "mse": "squared", "sse": "squared", "squared_error": "squared", "half_squared_error": "half_squared",
    "binary_cross_entropy": "bce", "cross_entropy": "softmax_ce", "softmax_cross_entropy": "softmax_ce",
  ]

  package var isSoftmax: Bool { kind == .softmaxCrossEntropy }

  /// How it is called in a sentence.
  package var title: String { kind?.title ?? "loss" }

  /// `∂ℓ/∂y_k`, found rule by rule.
  package var slope: Formula { derived.value.result }
  package var slopeSteps: [SlopeDerivation.Step] { derived.value.steps }
  /// Whether it is a square of the output: its second derivative is a number above 0.
  package var isQuadratic: Bool { !second.hasQuantity && slope.hasQuantity }

  /// The second derivative by `y_k`.
  var second: Formula { derivedTwice.value }

  // MARK: values

  private struct Environment: FormulaEnvironment {
    let output: RealNumber
    let target: RealNumber
    let k: Int
    let n = 1
    func has(_ quantity: Quantity) -> Bool { quantity == .y || quantity == .t }
    func number(_ symbol: Symbol) -> RealNumber { symbol.quantity == .t ? target : output }
  }

  /// `ℓ(y, t)`, for a loss without softmax.
  func value(at output: RealNumber, target: Rational, units: Int) -> RealNumber {
    value(of: term, at: output, target: target, units: units)
  }

  func value(of formula: Formula, at output: RealNumber, target: Rational, units: Int) -> RealNumber {
    let environment = Environment(output: output, target: RealNumber(target), k: max(1, units))
    let value = FormulaEvaluation(shapes: FormulaShapes(environment)).value(of: formula, ["k": 1])
    return value.entries.first ?? .undefined(.beyond("no number"))
  }

  /// Whether both have the same values in fifty digits at two dozen places, which two short formulas meet only where they are
  /// one function.
  package func isSame(as other: Loss) -> Bool {
    guard !isSoftmax, !other.isSoftmax else { return isSoftmax == other.isSoftmax }
    return (1...6).allSatisfy { first in
      [Rational(0), Rational(1), Rational(2, positive: 7), Rational(-3, positive: 5)].allSatisfy { target in
        let output = RealNumber(Rational(first, positive: 7))
        // Of several units, so that a mean is told from a sum.
        return [1, 2, 3, 5].allSatisfy { units in
          let distance =
            value(at: output, target: target, units: units)
            - other.value(at: output, target: target, units: units)
          return distance.largestMagnitude.map { $0 < Rational(1, positive: 1 << 60) } ?? false
        }
      }
    }
  }

  // MARK: rules

  /// Those of a layer with this loss behind it; the last ones are kept, since numbers change more often than rules.
  func rules(behind rules: RuleSet, targetsAddUpToOne: Bool, through activation: Activation) -> RuleSet {
    if let last = last.withLock({ $0 }), last.before == rules, last.targetsAddUpToOne == targetsAddUpToOne,
      last.activation == activation
    {
      return last.after
    }
    let after = rules.followed(by: self, targetsAddUpToOne: targetsAddUpToOne, through: activation)
    last.withLock {
      $0 = Last(before: rules, targetsAddUpToOne: targetsAddUpToOne, activation: activation, after: after)
    }
    return after
  }

  private struct Last: Sendable {
    let before: RuleSet
    let targetsAddUpToOne: Bool
    let activation: Activation
    let after: RuleSet
  }

  /// `L`, behind the outputs that it rests on.
  var forward: [Rule] {
    var sum = Formula(.sum("k", nil, term))
    // A sign that all terms have stands before the sum.
    if case .negated(let inside) = term.node { sum = Formula(.negated(Formula(.sum("k", nil, inside)))) }
    let total = Rule(.loss, .forward, "L = \(sum.ascii)")
    return isSoftmax ? [Rule(.softmax, .forward, "yhat_k = exp(y_k) / (sum_i exp(y_i))"), total] : [total]
  }

  /// `δy`; of a softmax `ŷ − t` where the targets add up to 1.
  func backward(targetsAddUpToOne: Bool) -> [Rule] {
    let line =
      isSoftmax ? targetsAddUpToOne ? "yhat_k - t_k" : "yhat_k (sum_i t_i) - t_k" : slope.ascii
    return [Rule(.deltaY, .backward, "dy_k = \(line)")]
  }

  /// `δs_k` without a detour where it comes out as `c (y_k − t_k)`: `1` or `−1` for `c`.
  ///
  /// Proved for every `s_k` and `t_k`: `δs_k` is a line in `t_k` whose factor and constant are compared as functions of `s_k`.
  package func shortcut(through activation: Activation) -> Int? {
    guard !isSoftmax, activation.pieces.count == 1, let piece = activation.pieces.first, piece.trained == nil,
      let f = FunctionForm(piece.value), let slope = FunctionForm(piece.slope)
    else { return nil }
    let byTarget = SlopeDerivation(of: self.slope, by: .target).result
    guard !byTarget.speaks(of: [.t]), !SlopeDerivation(of: byTarget, by: .target).result.speaks(of: [.t]) else {
      return nil
    }
    func through(_ formula: Formula, target: Formula) -> FunctionForm? {
      FunctionForm(formula.putting(target, for: .target).putting(piece.value, for: .output)).map { $0 * slope }
    }
    guard let factor = through(byTarget, target: .constant(.zero)),
      let constant = through(self.slope, target: .constant(.zero))
    else { return nil }
    return [1, -1].first { sign in
      let one = FunctionForm(FunctionSum(ExactNumber(Rational(sign))))
      let other = FunctionForm(FunctionSum(ExactNumber(Rational(-sign))))
      return factor == other && constant == one * f
    }
  }
}

extension Loss: Equatable {
  package static func == (a: Loss, b: Loss) -> Bool { a === b || a.name == b.name }
}

extension Formula {
  /// `y_k`, the output of a unit.
  package static let output = Formula(.entry(Formula(.quantity(.y)), [.letter("k")]))
  /// `t_k`, what it should be.
  static let target = Formula(.entry(Formula(.quantity(.t)), [.letter("k")]))

  /// With another formula wherever a part stands.
  func putting(_ other: Formula, for part: Formula) -> Formula {
    self == part ? other : mapping { $0.putting(other, for: part) }
  }
}
