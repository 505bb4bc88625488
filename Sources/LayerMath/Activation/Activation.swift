/// An elementwise activation `y = f(s)`: `f` piece by piece, its slope derived from it, and what happens where pieces meet.
///
/// Any formula in one variable, or one by name. At a join the piece that has the point gives value and slope, as PyTorch does for
/// the named ones: the slope of ReLU at 0 is 0.
package final class Activation: Sendable {
  /// What it is called on the command line and in JSON: its name, else its formula.
  package let name: String
  /// The parameter α where it has one.
  package let alpha: Rational?
  /// The value of its trained parameter `a`, where it has one.
  package let trained: Rational?
  /// The whole of `f(s_k)`.
  package let formula: Formula
  /// From left to right; they cover all numbers.
  package let pieces: [Piece]
  /// Between two pieces each, from left to right.
  package let joins: [Join]
  /// `nil` for a formula.
  package let kind: Kind?
  /// ELU with α = 1, which has kernels of its own.
  package let isELU: Bool
  let machinePieces: Lazily<[MachinePiece]>
  private let biased: Lazily<RuleSet>
  private let plain: Lazily<RuleSet>
  /// As it was written, over `s_k` and any `a`.
  private let written: Formula?

  /// What holds on an interval.
  package struct Piece: Sendable {
    /// In the small language over `s_k`: `s_k > 0`, empty where it holds everywhere.
    package let condition: String
    package let value: Formula
    /// As a person writes it.
    package var slope: Formula { derived.value.result }
    /// How the slope is found.
    package var slopeSteps: [SlopeDerivation.Step] { derived.value.steps }
    let low: Rational?
    let high: Rational?
    let hasLow: Bool
    let hasHigh: Bool
    /// The value of `a`, for numbers.
    let trained: Rational?
    fileprivate let derived: Lazily<SlopeDerivation>
    let second: Lazily<Formula>
    /// `∂f/∂a`, and how it is found.
    fileprivate let derivedByParameter: Lazily<SlopeDerivation>
    /// The second derivative by `a`.
    let secondByParameter: Lazily<Formula>
    let byOutput: Lazily<Formula?>
    private let shownValue: Lazily<String>
    private let shownSlope: Lazily<String>
    private let shownParameterSlope: Lazily<String>

    fileprivate init(_ part: PiecewiseFormula.Part, trained: Rational? = nil) {
      self.trained = trained
      (low, high, hasLow, hasHigh) = (part.low, part.high, part.hasLow, part.hasHigh)
      let above = part.low.map { "s_k \(part.hasLow ? ">=" : ">") \(Formula.constant($0).ascii)" }
      let below = part.high.map { "s_k \(part.hasHigh ? "<=" : "<") \(Formula.constant($0).ascii)" }
      condition = [above, below].compactMap { $0 }.joined(separator: " and ")
      range = Self.range(part)
      let formula = part.formula
      value = formula
      let derived = Lazily { SlopeDerivation(of: formula) }
      self.derived = derived
      second = Lazily { SlopeDerivation(of: derived.value.result).result }
      let byParameter = Lazily { SlopeDerivation(of: formula, by: .trainedParameter) }
      derivedByParameter = byParameter
      secondByParameter = Lazily { SlopeDerivation(of: byParameter.value.result, by: .trainedParameter).result }
      let (low, high) = (part.low?.double, part.high?.double)
      byOutput = Lazily {
        let sample = low.map { $0 + 1 } ?? high.map { $0 - 1 } ?? 0.4
        // What is proved for one value of `a` says nothing of others.
        return trained == nil ? Self.slopeByOutput(formula, derived.value.result, inside: sample) : nil
      }
      shownValue = Lazily { formula.unicode }
      shownSlope = Lazily { derived.value.result.unicode }
      shownParameterSlope = Lazily { byParameter.value.result.unicode }
    }

    /// `∂f/∂a` as a person writes it; 0 where f has no trained parameter.
    package var parameterSlope: Formula { derivedByParameter.value.result }
    /// How it is found.
    package var parameterSlopeSteps: [SlopeDerivation.Step] { derivedByParameter.value.steps }

    /// The formula of `f`, of `f′` or of `∂f/∂a`.
    package func formula(of quantity: Quantity) -> Formula {
      switch quantity.role {
      case .slope: slope
      case .jacobian: parameterSlope
      default: value
      }
    }

    /// The same as it is shown, `exp(s_k) − 1`, with its argument as it is shown: `exp(−1.5) − 1`.
    ///
    /// - Parameter parameter: what stands for `a`, which has its name without it.
    package func text(of quantity: Quantity, at argument: String? = nil, parameter: String? = nil) -> String {
      var text =
        switch quantity.role {
        case .slope: shownSlope.value
        case .jacobian: shownParameterSlope.value
        default: shownValue.value
        }
      if let parameter, trained != nil { text = Self.putting(parameter, for: "a", into: text) }
      return argument.map { Self.putting($0, into: text) } ?? text
    }

    /// An argument for `s_k`: a negative number in parentheses unless it has some, and `·` between numbers.
    package static func putting(_ argument: String, for name: String = "s_k", into text: String) -> String {
      // The pieces of most functions name their argument alone, or not at all.
      if text == name { return argument }
      if text.utf8.count < 3 { return text }
      let needsBrackets = argument.first == "−" || argument.first == "-" || argument.contains(" ")
      let isNumber = needsBrackets || argument.first?.isNumber ?? false
      var parts = Self.parts(of: text, around: name)
      guard var result = parts.first else { return text }
      parts.removeFirst()
      for rest in parts {
        let isEnclosed = "({".contains(result.last ?? " ") && ")}".contains(rest.first ?? " ")
        if isNumber, result.last == " ", let before = result.dropLast().last, before.isNumber || before == ")" {
          result = result.dropLast() + "·"
        }
        result +=
          (needsBrackets && !isEnclosed && !(result.isEmpty && rest.isEmpty) ? "(\(argument))" : argument) + rest
      }
      return result
    }

    /// What stands between the places of a name; a letter inside a word is no name.
    private static func parts(of text: String, around name: String) -> [String] {
      guard name.count == 1 else {
        return text.split(separator: name, omittingEmptySubsequences: false).map(String.init)
      }
      let all = Array(text)
      var parts = [""]
      for (place, character) in all.enumerated() {
        let isInWord = [place - 1, place + 1].contains { all.indices.contains($0) && all[$0].isLetter }
        if String(character) == name, !isInWord { parts.append("") } else { parts[parts.count - 1].append(character) }
      }
      return parts
    }

    /// Whether the formula names its argument and does no more, so that no number need stand in it.
    package func isPlain(_ quantity: Quantity) -> Bool {
      let formula = formula(of: quantity)
      return formula == .unitArgument || formula == .trainedParameter || formula.rationalConstant != nil
    }

    func value(of formula: Formula, at s: RealNumber) -> RealNumber {
      ScalarFormula.value(of: formula, at: s, trained: trained)
    }

    /// `> 0`, `> −1 and ≤ 1`: where it holds, behind the argument's value.
    package let range: String

    private static func range(_ part: PiecewiseFormula.Part) -> String {
      func shown(_ value: Rational) -> String { Formula.constant(value).unicode }
      let above = part.low.map { "\(part.hasLow ? "≥" : ">") \(shown($0))" }
      let below = part.high.map { "\(part.hasHigh ? "≤" : "<") \(shown($0))" }
      return [above, below].compactMap { $0 }.joined(separator: " and ")
    }

    func contains(_ s: Rational) -> Bool {
      (low.map { hasLow ? $0 <= s : $0 < s } ?? true) && (high.map { hasHigh ? s <= $0 : s < $0 } ?? true)
    }
  }

  /// A number at which two pieces meet.
  package struct Join: Sendable {
    package enum Kind: Equatable, Sendable {
      /// One slope from both sides.
      case smooth
      case corner
      /// Two values.
      case jump
    }

    package let at: Rational
    package let kind: Kind
    /// From the left and from the right.
    package let values: (left: RealNumber, right: RealNumber)
    package let slopes: (left: RealNumber, right: RealNumber)
    /// Whether the left piece has the point.
    package let isLeft: Bool

    /// The slope that is taken there.
    package var slope: RealNumber { isLeft ? slopes.left : slopes.right }

    fileprivate init(smoothAt at: Rational, value: RealNumber, slope: RealNumber) {
      (self.at, kind, isLeft) = (at, .smooth, true)
      (values, slopes) = ((value, value), (slope, slope))
    }

    fileprivate init(_ left: Piece, _ right: Piece, at: Rational) throws(FormulaError) {
      self.at = at
      isLeft = left.hasHigh
      let place = RealNumber(at)
      values = (left.value(of: left.value, at: place), right.value(of: right.value, at: place))
      slopes = (left.value(of: left.slope, at: place), right.value(of: right.slope, at: place))
      for value in [values.left, values.right, slopes.left, slopes.right] {
        if case .undefined(let reason) = value {
          throw FormulaError("at s = \(at) this has no value or no slope: \(reason.reason)", column: left.value.column)
        }
      }
      guard let difference = RealNumber.order(values.left, values.right) else {
        throw FormulaError("whether the pieces meet at s = \(at) cannot be told", column: left.value.column)
      }
      guard difference == 0 else {
        kind = .jump
        return
      }
      guard let turn = RealNumber.order(slopes.left, slopes.right) else {
        throw FormulaError("whether the slopes agree at s = \(at) cannot be told", column: left.value.column)
      }
      kind = turn == 0 ? .smooth : .corner
    }
  }

  private init(
    name: String, kind: Kind?, alpha: Rational?, trained: Rational?, _ formula: Formula
  ) throws(FormulaError) {
    self.name = name
    self.kind = kind
    self.alpha = alpha
    written = formula
    let trained = formula.speaks(of: [.a]) ? trained ?? Self.usualParameter : nil
    self.trained = trained
    isELU = kind == .elu && alpha == .one
    let pieces = try PiecewiseFormula(formula, trained: trained).parts.map { Piece($0, trained: trained) }
    var joins: [Join] = []
    for (left, right) in zip(pieces, pieces.dropFirst()) {
      if let at = right.low { joins.append(try Join(left, right, at: at)) }
    }
    self.pieces = pieces
    self.joins = joins
    self.formula = Self.whole(pieces) { $0.value }
    machinePieces = Lazily { pieces.compactMap(MachinePiece.init) }
    let slope = Lazily { Activation.whole(pieces) { $0.slope }.ascii }
    let byParameter = trained == nil ? nil : Lazily { Activation.whole(pieces) { $0.parameterSlope }.ascii }
    func rules(hasBias: Bool) -> Lazily<RuleSet> {
      Lazily { RuleSet.elementwise(slope: slope.value, parameterSlope: byParameter?.value, hasBias: hasBias) }
    }
    plain = rules(hasBias: false)
    biased = rules(hasBias: true)
  }

  /// What `a` is where nothing is said, as in PyTorch.
  package static let usualParameter = Rational(1, positive: 4)

  /// The same with another value of its trained parameter.
  package func with(trained: Rational) -> Activation {
    guard let written, self.trained != nil, trained != self.trained else { return self }
    return (try? Activation(name: name, kind: kind, alpha: alpha, trained: trained, written)) ?? self
  }

  /// Whether `a` has a say in which piece holds: of `max(s, a s)` the pieces change sides where `a` passes 1.
  package var isDividedByParameter: Bool {
    trained != nil && ![Rational(-3), .zero, Rational(3)].allSatisfy(keepsPieces)
  }

  /// Whether `a` stands where the pieces change, as that of `|a| s` does at 0: f has no derivative by it there.
  package var isAtChangeOfPieces: Bool {
    guard let trained else { return false }
    let step = Rational(1, positive: 1_000_000)
    let values = pieces.map(\.value)
    return [trained + step, trained - step].contains { with(trained: $0).pieces.map(\.value) != values }
  }

  /// Whether another value of `a` keeps every piece what and where it is, so that its rules are the same.
  package func keepsPieces(at trained: Rational) -> Bool { with(trained: trained).pieces == pieces }

  /// A formula in one variable, `s` or `x`.
  ///
  /// - Throws: `FormulaError` for one that depends on anything else, or that cannot be taken apart.
  package convenience init(formula: Formula) throws(FormulaError) {
    let own = try Self.overUnit(formula)
    try self.init(name: own.ascii, kind: nil, alpha: nil, trained: nil, own)
  }

  /// ELU with α = 1: put together without reading a formula, since the first frame waits for it; a test compares it with its line.
  package static let elu = Activation()

  private init() {
    (name, kind, alpha, isELU) = (Kind.elu.rawValue, .elu, .one, true)
    (trained, written) = (nil, nil)
    let exponential = Formula(.applied(.exp, [.unitArgument]))
    pieces = [
      Piece(PiecewiseFormula.Part(formula: .difference(exponential, .constant(.one)), high: .zero, hasHigh: true)),
      Piece(PiecewiseFormula.Part(formula: .unitArgument, low: .zero)),
    ]
    joins = [Join(smoothAt: .zero, value: .zero, slope: .one)]
    formula = Self.whole(pieces) { $0.value }
    machinePieces = Lazily { [] }
    plain = Lazily { .standard }
    biased = Lazily { .biased }
  }

  convenience init(_ kind: Kind, alpha: Rational?) throws(FormulaError) {
    try self.init(
      name: kind.rawValue, kind: kind, alpha: kind.alpha == nil ? nil : alpha ?? kind.alpha, trained: nil,
      FormulaParser.formula(kind.line(alpha: alpha ?? kind.alpha ?? .one)))
  }

  /// `if s_k > 0 then s_k else exp(s_k) - 1`: from the right to the left, as one asks first whether `s` is above 0.
  private static func whole(_ pieces: [Piece], _ part: (Piece) -> Formula) -> Formula {
    guard let first = pieces.first else { return .unitArgument }
    let cases = pieces.dropFirst().reversed().compactMap { piece -> Formula.Case? in
      guard let low = piece.low else { return nil }
      let condition = Formula(
        .comparison(piece.hasLow ? .greaterOrEqual : .greater, .unitArgument, .constant(low)))
      return Formula.Case(value: part(piece), condition: condition)
    }
    return cases.isEmpty ? part(first) : Formula(.cases(cases, otherwise: part(first)))
  }

  /// The same over `s_k`, whatever its one variable is called.
  private static func overUnit(_ formula: Formula) throws(FormulaError) -> Formula {
    // `s` or `s_k`, but not two of them: `s_1/(s_1 + s_2)` is no function of one number.
    var names: Set<Formula> = []
    func place(_ formula: Formula) -> Formula {
      switch formula.node {
      case .quantity(.a): return formula
      case .quantity, .entry:
        names.insert(formula)
        return Formula(.entry(Formula(.quantity(.s)), [.letter("k")]), column: formula.column)
      case .operation(.multiply, let a, let b):
        return Formula(.operation(.multiply, place(a), place(b)), column: formula.column)
      case .operation(.hadamard, let a, let b):
        return Formula(.operation(.multiply, place(a), place(b)), column: formula.column)
      case .operation(.hadamardDivide, let a, let b):
        return Formula(.operation(.divide, place(a), place(b)), column: formula.column)
      default: return formula.mapping(place)
      }
    }
    let own = place(formula)
    guard names.count <= 1, names.allSatisfy({ [.s, .x].contains($0.leadingQuantity) }) else {
      throw FormulaError(
        "an activation is a formula in s alone, with one index or none; a in it is trained",
        column: formula.column)
    }
    guard own.totalPower <= 64, own.exponentialDepth <= 4 else {
      throw FormulaError("powers up to 64 and exponentials up to 4 deep are computed here", column: formula.column)
    }
    guard own.freeIndices.allSatisfy({ $0 == "k" }), !own.holdsMore else {
      throw FormulaError("an activation takes one number: no sums, no indices, no f", column: formula.column)
    }
    return own
  }

  /// On which branches it is ELU with α = 1, proved: 1 above 0, −1 below and at 0.
  package var branchesOfELU: Set<Int> {
    func isEverywhere(_ line: Formula, _ part: (Piece) -> Bool) -> Bool {
      guard trained == nil, let wanted = FunctionForm(line) else { return false }
      return pieces.filter(part).allSatisfy { FunctionForm($0.value).map { $0 == wanted } ?? false }
    }
    var found: Set<Int> = []
    if isEverywhere(.unitArgument, { $0.high.map { $0 > .zero } ?? true }) { found.insert(1) }
    let below = Formula.difference(Formula(.applied(.exp, [.unitArgument])), .constant(.one))
    if isEverywhere(below, { $0.low.map { $0 < .zero } ?? true }), value(at: .zero) == .zero { found.insert(-1) }
    return found
  }

  /// Whether both are one function: the same pieces, proved to be equal where they are not written alike.
  package func isSame(as other: Activation) -> Bool {
    guard joins.map(\.at) == other.joins.map(\.at) else { return false }
    return trained == other.trained
      && zip(pieces, other.pieces).allSatisfy { a, b in
        if a.value == b.value { return true }
        guard let first = FunctionForm(a.value), let second = FunctionForm(b.value) else { return false }
        return first == second
      } && joins.allSatisfy { value(at: $0.at) == other.value(at: $0.at) }
  }

  // MARK: values

  package func piece(at s: Rational) -> Piece { pieces.first { $0.contains(s) } ?? pieces[0] }

  /// The piece of a number of which only so much is known; `nil` where that could be two.
  private func piece(at s: RealNumber) -> Piece? {
    for (place, join) in joins.enumerated() {
      guard let order = RealNumber.order(s, RealNumber(join.at)) else { return nil }
      if order < 0 || order == 0 && join.isLeft { return pieces[place] }
    }
    return pieces.last
  }

  /// `f(s)`.
  package func value(at s: Rational) -> RealNumber {
    if isELU { return .exact(ELU.value(s)) }
    let piece = piece(at: s)
    return piece.value(of: piece.value, at: RealNumber(s))
  }

  /// `f′(s)`.
  package func slope(at s: Rational) -> RealNumber {
    if isELU { return .exact(ELU.slope(s)) }
    let piece = piece(at: s)
    return piece.value(of: piece.slope, at: RealNumber(s))
  }

  /// `∂f/∂a` at `s`.
  package func parameterSlope(at s: Rational) -> RealNumber {
    let piece = piece(at: s)
    return piece.value(of: piece.parameterSlope, at: RealNumber(s))
  }

  func value(at s: RealNumber, slope: Bool) -> RealNumber {
    if s.isUndefined { return s }
    guard let piece = piece(at: s) else {
      return .undefined(.beyond("a number that cannot be told from \(joins.first?.at ?? .zero) has no branch"))
    }
    return piece.value(of: slope ? piece.slope : piece.value, at: s)
  }

  /// A corner or a jump within so much of `s`, where no difference quotient says anything of the slope.
  func breaks(at s: Rational, within reach: Rational) -> Join? {
    joins.first { $0.kind != .smooth && ($0.at - s).magnitude <= reach }
  }

  /// The largest `|f″|` from `s − reach` to `s + reach`, or more: a power of two, so that it is rational.
  ///
  /// Found by computing with intervals, piece by piece. `nil` where that says nothing.
  func bend(_ s: Rational, _ reach: Rational) -> Rational? {
    if isELU { return ELU.bend(s, reach) }
    var largest = Rational.zero
    let (start, end) = (s - reach, s + reach)
    for piece in pieces {
      let (low, high) = (max(piece.low ?? start, start), min(piece.high ?? end, end))
      guard low <= high else { continue }
      let formula = piece.second.value
      if formula.rationalConstant?.isZero ?? false { continue }
      let interval = low == high ? RealNumber(low) : .enclosed(Enclosure(lower: low, upper: high))
      guard let bound = piece.value(of: formula, at: interval).largestMagnitude else { return nil }
      largest = max(largest, bound)
    }
    return largest.isZero ? .zero : largest.nextPowerOfTwo
  }

  func rules(hasBias: Bool) -> RuleSet {
    hasBias ? biased.value : plain.value
  }
}

extension Activation.Piece: Equatable {
  package static func == (a: Activation.Piece, b: Activation.Piece) -> Bool {
    a.condition == b.condition && a.value == b.value
  }
}

extension Activation: Equatable {
  package static func == (a: Activation, b: Activation) -> Bool {
    a === b || a.name == b.name && a.alpha == b.alpha && a.trained == b.trained
  }
}

extension Formula {
  /// The product of all exponents along the way to `s` at the most; 1000 for one that is no number.
  fileprivate var totalPower: Int {
    let inner = children.map(\.totalPower).max() ?? 1
    guard case .operation(.power, let base, let exponent) = node, base.hasQuantity else { return max(1, inner) }
    guard let count = exponent.rationalConstant, count.magnitude <= Rational(64) else { return 1000 }
    // No further than what is refused: powers within powers grow beyond any machine word.
    return min(1000, base.totalPower) * max(1, Int(count.magnitude.double.rounded(.up)))
  }

  /// How deep exponentials stand in each other.
  fileprivate var exponentialDepth: Int {
    let inner = children.map(\.exponentialDepth).max() ?? 0
    switch node {
    case .applied(.exp, _): return inner + 1
    case .operation(.power, _, let exponent) where exponent.hasQuantity: return inner + 1
    default: return inner
    }
  }

  /// What is more than one number, or f itself.
  fileprivate var holdsMore: Bool {
    switch node {
    case .literal, .transposed, .sum, .index, .constant(.k), .constant(.n), .constant(.alpha): true
    case .applied(.f, _), .applied(.fPrime, _), .applied(.diag, _), .applied(.total, _): true
    default: children.contains(where: \.holdsMore)
    }
  }
}
