import Foundation
import LayerMath
import Testing

/// `Formula.compare` against pairs of which the answer is known: half are equal by construction, half are spoilt in one place.
///
/// What is true of a spoilt pair is found by an evaluator of its own on layers that hit the spoilt place. A large run by hand:
/// `BACKPROP_ORACLE_PAIRS=20000 swift test -c release -Xswiftc -enable-testing --filter EquivalenceOracle`.
@Suite struct EquivalenceOracleTests {
  @Test func noVerdictIsWrong() throws {
    let environment = ProcessInfo.processInfo.environment
    let pairs = environment["BACKPROP_ORACLE_PAIRS"].flatMap(Int.init) ?? 40
    let seed = environment["BACKPROP_ORACLE_SEED"].flatMap(UInt64.init) ?? 18
    var tally: [String: Int] = [:]
    for index in 0..<pairs {
      var pair = RandomPair(seed: seed &* 1_000_003 &+ UInt64(index))
      let isSpoilt = index % 2 == 1
      let (left, right) = isSpoilt ? pair.spoilt() : pair.equal()
      let place = "\(left.ascii)  =  \(right.ascii)"
      // What is compared is what could be typed.
      try #require(try FormulaParser.formula(left.ascii) == left, "\(place)")
      let verdict: Equivalence
      do throws(FormulaError) { verdict = try Formula.compare(left, right, here: pair.biased) } catch {
        // A spoilt index may leave a letter to one side alone, which is said instead of a verdict.
        if !isSpoilt { Issue.record("\(place): \(error.message)") }
        continue
      }
      let isDifferent = isSpoilt && pair.probes(for: left, right).contains { Oracle.differ(left, right, on: $0) }
      let truth = isSpoilt ? (isDifferent ? "spoilt" : "spoilt without effect") : "equal"
      switch verdict {
      case .different(let counterexample):
        tally["\(truth): different", default: 0] += 1
        #expect(Oracle.differ(left, right, on: counterexample.example), "false different: \(place)")
        #expect(isSpoilt, "false different: \(place)")
      case .same(_, isCertain: true):
        tally["\(truth): same", default: 0] += 1
        #expect(!isDifferent, "false certainty: \(place)")
      case .same(_, isCertain: false): tally["\(truth): same as far as tried", default: 0] += 1
      case .cannotTell: tally["\(truth): cannot tell", default: 0] += 1
      }
    }
    for (kind, count) in tally.sorted(by: { $0.key < $1.key }) { print("oracle, \(kind): \(count)") }
    #expect(tally["equal: same", default: 0] > pairs / 8, "\(tally)")
    #expect(tally["spoilt: different", default: 0] > pairs / 4, "\(tally)")
  }
}

/// Values of formulas, computed without the library's evaluation: only its exact numbers.
private enum Oracle {
  /// Whether some entry has other values, or a value on one side only.
  static func differ(_ left: Formula, _ right: Formula, on example: LayerExample) -> Bool {
    for k in 1...example.k {
      for j in 1...example.n {
        let (a, b) = (value(left, example, ["k": k, "j": j]), value(right, example, ["k": k, "j": j]))
        if a != b { return true }
      }
    }
    return false
  }

  static func value(_ formula: Formula, _ example: LayerExample, _ letters: [String: Int]) -> ExactNumber? {
    func inner(_ formula: Formula) -> ExactNumber? { value(formula, example, letters) }
    switch formula.node {
    case .number(let number): return ExactNumber(number)
    case .constant(.k): return ExactNumber(example.k)
    case .constant(.n): return ExactNumber(example.n)
    case .index(let letter): return letters[letter].map { ExactNumber($0) }
    case .negated(let a): return inner(a).map { -$0 }
    case .operation(let sign, let a, let b):
      guard let a = inner(a), let b = inner(b) else { return nil }
      switch sign {
      case .add: return a + b
      case .subtract: return a - b
      case .multiply: return a * b
      case .divide: return b.rational.flatMap(\.reciprocal).map { a * ExactNumber($0) }
      default: return nil
      }
    case .applied(let function, let arguments):
      let values = arguments.compactMap(inner)
      guard values.count == arguments.count else { return nil }
      switch function {
      case .max: return (values[0] - values[1]).signum >= 0 ? values[0] : values[1]
      case .min: return (values[0] - values[1]).signum <= 0 ? values[0] : values[1]
      case .abs: return values[0].signum < 0 ? -values[0] : values[0]
      case .exp: return values[0].rational.map { .exp($0) }
      case .f: return values[0].signum > 0 ? values[0] : values[0].rational.map { .exp($0) - .one }
      case .fPrime: return values[0].signum > 0 ? .one : values[0].rational.map { .exp($0) }
      default: return nil
      }
    case .cases(let cases, let otherwise):
      for part in cases where truth(part.condition, example, letters) { return inner(part.value) }
      return otherwise.flatMap(inner)
    case .bracket(let condition): return truth(condition, example, letters) ? .one : .zero
    case .sum(let letter, _, let body):
      let count = letter == "i" ? example.k : example.n
      return (1...count).reduce(ExactNumber.zero as ExactNumber?) { sum, index in
        var bound = letters
        bound[letter] = index
        guard let sum, let term = value(body, example, bound) else { return nil }
        return sum + term
      }
    case .entry(let base, let indices):
      guard case .quantity(let quantity) = base.node else { return nil }
      let places = indices.compactMap { index in
        switch index {
        case .number(let number): number
        case .letter(let letter): letters[letter]
        }
      }
      return entry(quantity, places, example)
    default: return nil
    }
  }

  private static func truth(_ formula: Formula, _ example: LayerExample, _ letters: [String: Int]) -> Bool {
    guard case .comparison(let relation, let a, let b) = formula.node, let a = value(a, example, letters),
      let b = value(b, example, letters)
    else { return false }
    let order = (a - b).signum
    return switch relation {
    case .equal: order == 0
    case .unequal: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }

  private static func entry(_ quantity: Quantity, _ places: [Int], _ example: LayerExample) -> ExactNumber? {
    let isPerUnit = quantity != .x && quantity != .deltaX
    guard let first = places.first, first <= (isPerUnit ? example.k : example.n),
      places.count < 2 || places[1] <= example.n
    else { return nil }
    func s(_ k: Int) -> Rational {
      (0..<example.n).reduce(example.b?[k - 1] ?? .zero) { $0 + example.w[k - 1, $1] * example.x[$1] }
    }
    func slope(_ k: Int) -> ExactNumber { s(k).signum > 0 ? .one : .exp(s(k)) }
    func message(_ k: Int) -> ExactNumber { ExactNumber(example.deltaY[k - 1]) * slope(k) }
    switch quantity {
    case .w: return ExactNumber(example.w[first - 1, places[1] - 1])
    case .x: return ExactNumber(example.x[first - 1])
    case .b: return example.b.map { ExactNumber($0[first - 1]) }
    case .deltaB: return message(first)
    case .deltaY: return ExactNumber(example.deltaY[first - 1])
    case .s: return ExactNumber(s(first))
    case .y: return s(first).signum > 0 ? ExactNumber(s(first)) : .exp(s(first)) - .one
    case .deltaS: return message(first)
    case .jacobian: return slope(first) * ExactNumber(example.w[first - 1, places[1] - 1])
    case .deltaW: return message(first) * ExactNumber(example.x[places[1] - 1])
    case .deltaX:
      return (1...example.k).reduce(.zero) { $0 + message($1) * ExactNumber(example.w[$1 - 1, first - 1]) }
    default: return nil
    }
  }
}

/// A random formula and another that is the same, or nearly.
private struct RandomPair {
  private var generator: SeededGenerator
  /// Where a spoilt pair may differ: an entry and the number at which it does.
  private var sites: [(part: LayerExample.Part, row: Int, column: Int, value: Rational)] = []
  private var sizes: [Int] = []
  /// The largest index written out.
  private let top: Int
  /// Whether the pair is about layers with a bias.
  private let hasBias: Bool

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    top = [2, 2, 2, 3, 3, 4, 5][Int.random(in: 0..<7, using: &generator)]
    hasBias = Int.random(in: 0..<4, using: &generator) == 0
  }

  /// A layer to begin with, so that the comparison is over layers with a bias too.
  var biased: LayerExample? {
    var generator = SeededGenerator(seed: 5)
    return hasBias ? .random(k: 2, n: 3, hasBias: true, using: &generator) : nil
  }

  private mutating func place() -> Int { Int.random(in: 1...top, using: &generator) }

  mutating func equal() -> (Formula, Formula) {
    let start = expression(3)
    return (start, (0..<Int.random(in: 1...4, using: &generator)).reduce(start) { formula, _ in rewritten(formula) })
  }

  mutating func spoilt() -> (Formula, Formula) {
    let (left, right) = equal()
    return (left, atRandomPlace(right) { $0.spoil($1) })
  }

  /// Layers of several shapes, of many values, and such that meet the spoilt places.
  mutating func probes(for left: Formula, _ right: Formula) -> [LayerExample] {
    var layers: [LayerExample] = []
    for (k, n) in [(2, 2), (2, 3), (3, 2), (4, 5)] + sizes.flatMap({ [($0, 2), (2, $0)] }) where k <= 45 && n <= 45 {
      for _ in 0..<4 { layers.append(random(k: max(top, k), n: max(top, n))) }
      for site in sites {
        for step in [Rational(-1), .zero, Rational(1)] {
          var layer = random(k: max(top, k), n: max(top, n))
          for other in sites {
            layer = layer.replacing(other.part, row: other.row, column: other.column, with: other.value)
          }
          layers.append(layer.replacing(site.part, row: site.row, column: site.column, with: site.value + step))
        }
      }
    }
    return layers
  }

  private mutating func random(k: Int, n: Int) -> LayerExample {
    var layer = LayerExample.random(k: k, n: n, grain: .tenths, hasBias: hasBias, using: &generator)
    for column in 0..<n where Int.random(in: 0..<5, using: &generator) == 0 {
      layer = layer.replacing(.x, row: column, column: 0, with: .zero)
    }
    for row in 0..<k where Int.random(in: 0..<5, using: &generator) == 0 {
      layer = layer.replacing(.deltaY, row: row, column: 0, with: .zero)
    }
    return layer
  }

  // MARK: formulas

  private mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: choices.indices, using: &generator)] }

  private func entry(_ quantity: Quantity, _ indices: Formula.Index...) -> Formula {
    Formula(.entry(Formula(.quantity(quantity)), indices))
  }

  private func number(_ value: Int) -> Formula { Formula(.number(Rational(value))) }

  private func operation(_ sign: Formula.Operator, _ a: Formula, _ b: Formula) -> Formula {
    Formula(.operation(sign, a, b))
  }

  /// What is rational for every layer, so that it may stand in comparisons and exponentials.
  private mutating func plainAtom() -> Formula {
    let (a, b) = (Formula.Index.number(place()), Formula.Index.number(place()))
    return pick(
      [
        entry(.w, .letter("k"), .letter("j")), entry(.x, .letter("j")), entry(.deltaY, .letter("k")),
        entry(.s, .letter("k")), entry(.x, a), entry(.w, a, b), entry(.s, a), entry(.deltaY, a),
      ] + (hasBias ? [entry(.b, .letter("k")), entry(.b, a), entry(.b, .letter("k"))] : []))
  }

  private mutating func atom() -> Formula {
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: number(Int.random(in: 1...3, using: &generator))
    case 1: entry(.y, .letter("k"))
    case 2: Formula(.applied(.fPrime, [entry(.s, .letter("k"))]))
    case 3: entry(.deltaS, .letter("k"))
    case 4: entry(.deltaX, .letter("j"))
    case 5: entry(.deltaW, .letter("k"), .letter("j"))
    case 6: hasBias ? entry(.deltaB, .letter("k")) : entry(.jacobian, .letter("k"), .letter("j"))
    default: plainAtom()
    }
  }

  private mutating func condition() -> Formula {
    let right = Bool.random(using: &generator) ? number(0) : plainAtom()
    return Formula(.comparison(pick(Formula.Relation.allCases), plainAtom(), right))
  }

  private mutating func expression(_ depth: Int) -> Formula {
    guard depth > 0 else { return atom() }
    switch Int.random(in: 0..<13, using: &generator) {
    case 0...2: return operation(.add, expression(depth - 1), expression(depth - 1))
    case 3: return operation(.subtract, expression(depth - 1), expression(depth - 1))
    case 4...6: return operation(.multiply, expression(depth - 1), expression(depth - 1))
    case 7: return Formula(.applied(pick([.max, .min]), [expression(depth - 1), expression(depth - 1)]))
    case 8: return Formula(.applied(.abs, [expression(depth - 1)]))
    case 9:
      let value = expression(depth - 1)
      return Formula(
        .cases([Formula.Case(value: value, condition: condition())], otherwise: expression(depth - 1)))
    case 10: return Formula(.applied(pick([.f, .fPrime, .exp]), [plainAtom()]))
    case 11:
      let unit = operation(.multiply, entry(.deltaS, .letter("i")), entry(.w, .letter("i"), .letter("j")))
      let input = operation(.multiply, entry(.w, .letter("k"), .letter("l")), entry(.x, .letter("l")))
      return Bool.random(using: &generator) ? Formula(.sum("i", nil, unit)) : Formula(.sum("l", nil, input))
    default: return atom()
    }
  }

  // MARK: changes

  /// The formula with one of its parts changed, each as likely as any other.
  private mutating func atRandomPlace(_ formula: Formula, _ body: (inout RandomPair, Formula) -> Formula) -> Formula {
    var parts: [Formula] = []
    func collect(_ formula: Formula) {
      if case .comparison = formula.node { return }
      if case .entry = formula.node { return parts.append(formula) }
      parts.append(formula)
      if case .sum = formula.node { return }
      for child in formula.children { collect(child) }
    }
    collect(formula)
    var rest = Int.random(in: parts.indices, using: &generator)
    func changed(_ formula: Formula) -> Formula {
      if case .comparison = formula.node { return formula }
      rest -= 1
      if rest == -1 { return body(&self, formula) }
      switch formula.node {
      case .negated(let a): return Formula(.negated(changed(a)))
      case .operation(let sign, let a, let b):
        let first = changed(a)
        return Formula(.operation(sign, first, changed(b)))
      case .applied(let function, let arguments): return Formula(.applied(function, arguments.map(changed)))
      case .cases(let cases, let otherwise):
        let first = cases.map { Formula.Case(value: changed($0.value), condition: $0.condition) }
        return Formula(.cases(first, otherwise: otherwise.map(changed)))
      default: return formula
      }
    }
    return changed(formula)
  }

  private mutating func rewritten(_ formula: Formula) -> Formula { atRandomPlace(formula) { $0.rewrite($1) } }

  /// The same in other words.
  private mutating func rewrite(_ a: Formula) -> Formula {
    let k = Formula.Index.letter("k")
    switch a.node {
    case .operation(.add, let b, let c): return operation(.add, c, b)
    case .operation(.multiply, let b, let c):
      if case .operation(.add, let d, let e) = c.node {
        return operation(.add, operation(.multiply, b, d), operation(.multiply, b, e))
      }
      return operation(.multiply, c, b)
    case .operation(.subtract, let b, let c): return operation(.add, b, Formula(.negated(c)))
    case .applied(.max, let pair):
      return Bool.random(using: &generator)
        ? Formula(.applied(.max, [pair[1], pair[0]]))
        : Formula(
          .cases(
            [Formula.Case(value: pair[0], condition: Formula(.comparison(.greaterOrEqual, pair[0], pair[1])))],
            otherwise: pair[1]))
    case .applied(.min, let pair):
      return Formula(.negated(Formula(.applied(.max, [Formula(.negated(pair[0])), Formula(.negated(pair[1]))]))))
    case .applied(.abs, let inside):
      return Formula(.applied(.max, [inside[0], Formula(.negated(inside[0]))]))
    case .applied(.f, let inside):
      return Formula(
        .cases(
          [Formula.Case(value: inside[0], condition: Formula(.comparison(.greater, inside[0], number(0))))],
          otherwise: operation(.subtract, Formula(.applied(.exp, inside)), number(1))))
    case .applied(.fPrime, let inside):
      return Formula(.applied(.exp, [Formula(.applied(.min, [inside[0], number(0)]))]))
    case .entry(let base, let indices):
      switch (base.node, indices.first) {
      case (.quantity(.y), k?): return Formula(.applied(.f, [entry(.s, k)]))
      case (.quantity(.deltaB), k?): return entry(.deltaS, k)
      case (.quantity(.s), k?):
        let sum = Formula(.sum("l", nil, operation(.multiply, entry(.w, k, .letter("l")), entry(.x, .letter("l")))))
        return hasBias ? operation(.add, sum, entry(.b, k)) : sum
      case (.quantity(.deltaS), k?):
        return operation(.multiply, entry(.deltaY, k), Formula(.applied(.fPrime, [entry(.s, k)])))
      case (.quantity(.deltaW), k?): return operation(.multiply, entry(.deltaS, k), entry(.x, indices[1]))
      case (.quantity(.deltaX), let j?):
        return Formula(.sum("i", nil, operation(.multiply, entry(.deltaS, .letter("i")), entry(.w, .letter("i"), j))))
      default: break
      }
    default: break
    }
    // Any formula.
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return operation(.multiply, a, number(1))
    case 1: return operation(.add, a, operation(.subtract, atom(), atom()).timesZero)
    case 2: return Formula(.cases([Formula.Case(value: a, condition: condition())], otherwise: a))
    default: return operation(.subtract, operation(.add, a, number(2)), number(2))
    }
  }

  /// Wrong in one place: a branch, an index, a sign, a threshold, a zero, or K against n.
  private mutating func spoil(_ a: Formula) -> Formula {
    let part = pick(hasBias ? LayerExample.Part.allCases : LayerExample.Part.required)
    let (row, column) = (place() - 1, place() - 1)
    let value = pick([
      Rational(0), Rational(0), Rational(2), Rational(100), Rational(-7), Rational(1, positive: 3),
      Rational(123, positive: 1000), Rational(-25, positive: 2),
    ])
    let site =
      part == .w
      ? entry(.w, .number(row + 1), .number(column + 1))
      : entry(part.quantity, .number(row + 1))
    func written(_ value: Rational) -> Formula {
      let size = operation(
        .divide, Formula(.number(Rational(value.magnitude.numerator))), Formula(.number(Rational(value.denominator))))
      return value.signum < 0 ? Formula(.negated(size)) : size
    }
    switch Int.random(in: 0..<7, using: &generator) {
    case 0:
      sites.append((part, row, column, value))
      let relation = pick([Formula.Relation.greater, .less, .greaterOrEqual])
      return Formula(
        .cases(
          [
            Formula.Case(
              value: operation(.add, a, number(1)), condition: Formula(.comparison(relation, site, written(value))))
          ],
          otherwise: a))
    case 1:
      sites.append((part, row, column, value))
      return operation(.add, a, Formula(.bracket(Formula(.comparison(.equal, site, written(value))))))
    case 2:
      let other = place()
      sites += [(part, row, column, value), (.x, other - 1, 0, .zero)]
      let both = operation(
        .multiply, Formula(.bracket(Formula(.comparison(.equal, site, written(value))))),
        Formula(.bracket(Formula(.comparison(.equal, entry(.x, .number(other)), number(0))))))
      return operation(.add, a, both)
    case 3: return Formula(.negated(a))
    case 4:
      let size = Int.random(in: 2...40, using: &generator)
      sizes.append(size)
      return operation(
        .add, a,
        Formula(
          .applied(.max, [operation(.subtract, Formula(.constant(pick([.k, .n]))), number(size - 1)), number(0)])))
    case 5:
      if case .entry(let base, let indices) = a.node {
        return Formula(.entry(base, indices.map { _ in .number(place()) }))
      }
      return operation(.add, a, entry(.x, .number(1)))
    default:
      return operation(.multiply, a, operation(.divide, Formula(.constant(.k)), Formula(.constant(.n))))
    }
  }
}

extension Formula {
  fileprivate var timesZero: Formula { Formula(.operation(.multiply, Formula(.number(.zero)), self)) }
}
