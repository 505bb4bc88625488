/// What a formula is worth: a number, a vector or a matrix; entries row after row.
package struct FormulaValue: Equatable, Sendable {
  package let shape: FormulaShape
  package let entries: [RealNumber]

  /// - Precondition: as many entries as the shape has.
  init(_ shape: FormulaShape, _ entries: [RealNumber]) {
    precondition(entries.count == shape.entryCount, "a value has the entries of its shape")
    self.shape = shape
    self.entries = entries
  }

  package init(_ number: RealNumber) { self.init(.scalar, [number]) }

  /// Whether every entry is a sum `Σ q·e^r`.
  package var isExact: Bool { entries.allSatisfy { if case .exact = $0 { true } else { false } } }

  /// The entries where all are rational, as numbers to enter must be.
  package var rationals: [Rational]? {
    let all = entries.compactMap { if case .exact(let value) = $0 { value.rational } else { nil } }
    return all.count == entries.count ? all : nil
  }

  fileprivate func map(_ body: (RealNumber) -> RealNumber) -> FormulaValue { FormulaValue(shape, entries.map(body)) }

  /// A number repeated to `shape`; what has that shape already stays.
  func spread(to shape: FormulaShape) -> FormulaValue {
    FormulaValue(shape, Array(repeating: .zero, count: shape.entryCount)).combined(with: self) { $1 }
  }

  /// Entry by entry; a number stands for as many as the other side has.
  func combined(with other: FormulaValue, _ body: (RealNumber, RealNumber) -> RealNumber) -> FormulaValue {
    if shape == other.shape { return FormulaValue(shape, zip(entries, other.entries).map(body)) }
    if shape == .scalar { return FormulaValue(other.shape, other.entries.map { body(entries[0], $0) }) }
    return FormulaValue(shape, entries.map { body($0, other.entries[0]) })
  }
}

/// What a line with a formula gives.
package enum FormulaResult: Equatable, Sendable {
  case value(FormulaValue)
  /// A condition such as `s_1 > 0`: whether it holds, entry by entry.
  case truth(FormulaShape, [Bool])
}

extension Formula {
  /// The value where its names stand for what they do in an environment.
  ///
  /// Letters that no sum binds make an array: `dy_k f'(s_k)` is a vector over `k`, `dy_k x_j` a K×n matrix.
  /// - Throws: `FormulaError` where shapes do not fit or an entry has no value.
  package func evaluated(for environment: some FormulaEnvironment) throws(FormulaError) -> FormulaResult {
    if let sides = equationSides, sides.contains(where: { !$0.freeIndices.isEmpty }) {
      return try Self.truth(of: sides, for: environment)
    }
    let shapes = FormulaShapes(environment)
    let (kinds, extents) = try shapes.check([self])
    let value = FormulaEvaluation(shapes: shapes).value(
      of: self, shape: kinds[0].shape, over: freeIndices, extents: extents)
    for case .undefined(let reason) in value.entries {
      throw FormulaError("this has no value here: \(reason.reason)", column: column)
    }
    guard kinds[0].isCondition else { return .value(value) }
    return .truth(value.shape, value.entries.map { $0 == .one })
  }
}

/// Computes values of formulas whose shapes have been checked.
struct FormulaEvaluation {
  let shapes: FormulaShapes
  /// Where each decision is noted, if anybody asks.
  private let branches: BranchRecord?
  private let work: Work
  private var environment: any FormulaEnvironment { shapes.environment }
  /// Operations so far.
  var workDone: Int { work.done }

  /// Counts what has been computed, so that nested sums end in a sentence and not in a wait.
  private final class Work {
    let limit: Int
    var done = 0

    init(limit: Int) { self.limit = limit }
  }

  /// - Parameter workLimit: operations on numbers of a machine word; longer ones count as more.
  init(shapes: FormulaShapes, workLimit: Int = 1_000_000, branches: BranchRecord? = nil) {
    self.shapes = shapes
    self.branches = branches
    work = Work(limit: workLimit)
  }

  /// The array over free letters: its shape is their extents, then `shape`, that of the formula itself.
  func value(
    of formula: Formula, shape: FormulaShape, over letters: [String], extents: [String: Int]
  ) -> FormulaValue {
    let sizes = letters.map { extents[$0] ?? 1 }
    func part(_ place: Int) -> FormulaValue {
      // What has no value may come as a single number, whatever the shape.
      value(of: formula, Self.bindings(letters, sizes, place)).spread(to: shape)
    }
    guard !letters.isEmpty else { return part(0) }
    let entries = (0..<sizes.reduce(1, *)).flatMap { part($0).entries }
    return FormulaValue(FormulaShape(joining: sizes, shape), entries)
  }

  /// The letters' values at a place of their array, row after row; 1-based.
  static func bindings(_ letters: [String], _ sizes: [Int], _ place: Int) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: zip(letters, Symbol.index(at: place, in: sizes)))
  }

  func value(of formula: Formula, _ bindings: [String: Int]) -> FormulaValue {
    guard work.done <= work.limit else {
      return FormulaValue(.undefined(.beyond("more than \(work.limit) operations; make the sum shorter")))
    }
    let result = computed(formula, bindings)
    work.done += result.entries.reduce(1) { $0 + $1.size }
    return result
  }

  private func computed(_ formula: Formula, _ bindings: [String: Int]) -> FormulaValue {
    switch formula.node {
    case .number(let value): return FormulaValue(RealNumber(value))
    case .literal(let matrix):
      return FormulaValue(FormulaShape(literal: matrix), matrix.elements.map { RealNumber($0) })
    case .constant(let constant): return FormulaValue(self.constant(constant))
    case .index(let letter): return FormulaValue(RealNumber(Rational(bindings[letter] ?? 0)))
    case .quantity(let quantity): return self.quantity(quantity)
    case .entry(let base, let indices): return entry(base, indices, bindings)
    case .derivative(_, _, let inside): return value(of: inside, bindings)
    case .negated(let inside): return value(of: inside, bindings).map { -$0 }
    case .operation(let sign, let left, let right): return operation(sign, left, right, bindings)
    case .transposed(let inside): return Self.transposed(value(of: inside, bindings))
    case .applied(let function, let arguments): return application(formula, function, arguments, bindings)
    case .sum(let letter, let range, let body): return sum(letter, range, body, bindings)
    case .cases(let cases, let otherwise): return self.cases(cases, otherwise, bindings)
    case .comparison(let relation, let left, let right):
      let (a, b) = (value(of: left, bindings), value(of: right, bindings))
      branches?.note(a, b, at: formula, bindings)
      return a.combined(with: b) { Self.compare($0, relation, $1) }
    case .both(let left, let right):
      return value(of: left, bindings).combined(with: value(of: right, bindings)) { $0 == .zero ? $0 : $1 }
    case .either(let left, let right):
      return value(of: left, bindings).combined(with: value(of: right, bindings)) { $0 == .one ? $0 : $1 }
    case .not(let inside):
      return value(of: inside, bindings).map { $0 == .one ? .zero : $0 == .zero ? .one : $0 }
    case .bracket(let condition): return value(of: condition, bindings)
    }
  }

  private func constant(_ constant: Formula.Constant) -> RealNumber {
    switch constant {
    case .e: .exact(.exp(.one))
    case .k: RealNumber(Rational(environment.k))
    case .n: RealNumber(Rational(environment.n))
    case .alpha: RealNumber(environment.activation.alpha ?? .one)
    }
  }

  private func quantity(_ quantity: Quantity) -> FormulaValue {
    branches?.note(quantity, unit: nil, in: environment)
    let shape = environment.shape(quantity)
    return FormulaValue(
      FormulaShape(shape), Symbol.all(quantity, in: shape).map { environment.number($0) })
  }

  private func entry(_ base: Formula, _ indices: [Formula.Index], _ bindings: [String: Int]) -> FormulaValue {
    func place(_ indices: [Formula.Index]) -> [Int] {
      indices.map { index in
        switch index {
        case .number(let number): number
        case .letter(let letter): bindings[letter] ?? 0
        }
      }
    }
    func missing(_ place: [Int]) -> FormulaValue {
      FormulaValue(
        .undefined(.proved("`\(base.ascii)` has no entry \(place.map(String.init).joined(separator: ", "))")))
    }
    if case .quantity(let quantity) = base.node {
      // One entry alone, so that a formula over a large layer need not build it whole.
      let place = place(indices)
      guard zip(place, environment.shape(quantity)).allSatisfy({ (1...$1).contains($0) }) else { return missing(place) }
      let symbol = Symbol(quantity, index: place)
      // Where no index counts units, all take part.
      branches?.note(quantity, unit: symbol.unit, in: environment)
      return FormulaValue(environment.number(symbol))
    }
    let whole = value(of: base, bindings)
    let sizes = whole.shape.sizes
    let found = place(FormulaShapes.split(indices, rank: sizes.count))
    guard zip(found, sizes).allSatisfy({ (1...$1).contains($0) }) else { return missing(found) }
    return FormulaValue(whole.entries[zip(found, sizes).reduce(0) { $0 * $1.1 + $1.0 - 1 }])
  }

  private func sum(
    _ letter: String, _ range: Formula.SumRange?, _ body: Formula, _ bindings: [String: Int]
  ) -> FormulaValue {
    var first = 1
    var last = 0
    if let range {
      let from: Int
      let to: Int
      do throws(RealNumber.NoValue) {
        from = try whole(range.from, bindings)
        to = try whole(range.to, bindings)
      } catch { return FormulaValue(.undefined(error)) }
      guard to - from < 100_000 else {
        return FormulaValue(.undefined(.beyond("a sum of more than 100000 terms")))
      }
      (first, last) = (from, to)
    } else {
      last = shapes.extent(of: letter, in: body)
    }
    var inner = bindings
    var total: FormulaValue?
    guard first <= last else {
      inner[letter] = 1
      return value(of: body, inner).map { _ in .zero }
    }
    for index in first...last {
      inner[letter] = index
      let term = value(of: body, inner)
      total = total?.combined(with: term, +) ?? term
    }
    return total ?? FormulaValue(.zero)
  }

  private func whole(_ bound: Formula, _ bindings: [String: Int]) throws(RealNumber.NoValue) -> Int {
    switch value(of: bound, bindings).entries.first {
    case .exact(let value)?:
      guard let rational = value.rational, rational.isInteger else {
        throw .proved("the bounds of a sum are whole numbers")
      }
      guard rational.magnitude < Rational(1_000_000_000), let whole = Int("\(rational)") else {
        throw .beyond("a sum with a bound beyond 1000000000")
      }
      return whole
    case .undefined(let reason)?: throw reason
    default: throw .beyond("a bound of a sum that is not surely whole")
    }
  }

  private func cases(_ cases: [Formula.Case], _ otherwise: Formula?, _ bindings: [String: Int]) -> FormulaValue {
    let nothing = RealNumber.undefined(.proved("no case holds; add one, or `otherwise`"))
    var result = otherwise.map { value(of: $0, bindings) } ?? FormulaValue(nothing)
    // From the last to the first: an earlier case goes before a later one.
    for part in cases.reversed() {
      let condition = value(of: part.condition, bindings)
      let chosen = value(of: part.value, bindings)
      let shape = [condition, chosen, result].map(\.shape).first { $0 != .scalar } ?? .scalar
      let entries = zip(
        condition.spread(to: shape).entries, zip(chosen.spread(to: shape).entries, result.spread(to: shape).entries))
      result = FormulaValue(
        shape,
        entries.map { holds, values in
          switch holds {
          case .one: values.0
          case .zero: values.1
          default: holds
          }
        })
    }
    return result
  }

  private static func compare(_ a: RealNumber, _ relation: Formula.Relation, _ b: RealNumber) -> RealNumber {
    if a.isUndefined { return a }
    if b.isUndefined { return b }
    guard let order = RealNumber.order(a, b) else {
      return .undefined(.beyond("two numbers that agree in their first 50 digits cannot be compared"))
    }
    return relation.holds(order) ? .one : .zero
  }

  // MARK: operations

  private func operation(
    _ sign: Formula.Operator, _ left: Formula, _ right: Formula, _ bindings: [String: Int]
  ) -> FormulaValue {
    let a = value(of: left, bindings)
    if sign == .power, case .matrix(let size, _) = a.shape { return inverse(a, size) }
    // e^r stays exact whatever r is.
    if sign == .power, left.node == .constant(.e) { return value(of: right, bindings).map(\.exponential) }
    let b = value(of: right, bindings)
    switch sign {
    case .add: return a.combined(with: b, +)
    case .subtract: return a.combined(with: b, -)
    case .hadamard: return a.combined(with: b, *)
    case .divide, .hadamardDivide: return a.combined(with: b, /)
    case .power: return a.combined(with: b) { $0.power($1) }
    case .multiply: return Self.product(a, b)
    }
  }

  private static func product(_ a: FormulaValue, _ b: FormulaValue) -> FormulaValue {
    guard a.shape != .scalar, b.shape != .scalar, let shape = FormulaShape.product(a.shape, b.shape) else {
      return a.combined(with: b, *)
    }
    let (rows, inner, columns): (Int, Int, Int) =
      switch (a.shape, b.shape) {
      case (.matrix(let r, let i), .vector): (r, i, 1)
      case (.matrix(let r, let i), .matrix(_, let c)): (r, i, c)
      case (.row(let i), .matrix(_, let c)): (1, i, c)
      case (.row(let i), _): (1, i, 1)
      case (.vector(let r), .row(let c)): (r, 1, c)
      default: (0, 0, 0)
      }
    var entries: [RealNumber] = []
    entries.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        var sum = RealNumber.zero
        for i in 0..<inner { sum = sum + a.entries[row * inner + i] * b.entries[i * columns + column] }
        entries.append(sum)
      }
    }
    return FormulaValue(shape, entries)
  }

  private static func transposed(_ value: FormulaValue) -> FormulaValue {
    guard let shape = value.shape.transposed else { return value }
    guard case .matrix(let rows, let columns) = value.shape else { return FormulaValue(shape, value.entries) }
    return FormulaValue(
      shape, (0..<columns).flatMap { column in (0..<rows).map { value.entries[$0 * columns + column] } })
  }

  /// Gauss–Jordan elimination, exact for rational matrices; others have no inverse here.
  private func inverse(_ value: FormulaValue, _ size: Int) -> FormulaValue {
    func none(_ reason: RealNumber.NoValue) -> FormulaValue { value.map { _ in .undefined(reason) } }
    guard let entries = value.rationals else { return none(.beyond("the inverse of a matrix that is not rational")) }
    guard size <= 64 else { return none(.beyond("the inverse of a matrix larger than 64×64")) }
    let width = 2 * size
    var rows = (0..<size).map { row in
      (0..<width).map { column -> Rational in
        column < size ? entries[row * size + column] : column - size == row ? .one : .zero
      }
    }
    for pivot in 0..<size {
      guard let found = (pivot..<size).first(where: { !rows[$0][pivot].isZero }),
        let factor = rows[found][pivot].reciprocal
      else { return none(.proved("the matrix has no inverse")) }
      rows.swapAt(pivot, found)
      rows[pivot] = rows[pivot].map { $0 * factor }
      for row in 0..<size where row != pivot && !rows[row][pivot].isZero {
        let multiple = rows[row][pivot]
        for column in 0..<width { rows[row][column] = rows[row][column] - multiple * rows[pivot][column] }
      }
    }
    return FormulaValue(value.shape, rows.flatMap { $0[size...].map { RealNumber($0) } })
  }

  /// `f′(s)` and `f′(s_k)` where the slopes are an environment's own.
  private func ownSlope(_ argument: Formula, _ bindings: [String: Int]) -> FormulaValue? {
    guard environment.hasOwnSlopes else { return nil }
    switch argument.node {
    case .quantity(.s): return quantity(.fPrime)
    case .entry(let base, let indices) where base.node == .quantity(.s):
      return entry(Formula(.quantity(.fPrime), column: base.column), indices, bindings)
    default: return nil
    }
  }

  private func application(
    _ formula: Formula, _ function: Formula.Function, _ arguments: [Formula], _ bindings: [String: Int]
  ) -> FormulaValue {
    let values = arguments.map { value(of: $0, bindings) }
    let first = values[0]
    switch function {
    case .abs: branches?.note(first, FormulaValue(.zero), at: formula, bindings)
    case .f, .fPrime:
      for (argument, join) in environment.activation.joins.enumerated() {
        branches?.note(first, FormulaValue(RealNumber(join.at)), at: formula, argument: argument, bindings)
      }
    case .min, .max:
      for (argument, other) in values.enumerated().dropFirst() {
        branches?.note(first, other, at: formula, argument: argument, bindings)
      }
    case .exp, .ln, .diag, .total: break
    }
    switch function {
    case .f: return first.map { environment.activation($0, slope: false) }
    case .fPrime:
      if let own = ownSlope(arguments[0], bindings) { return own }
      return first.map { environment.activation($0, slope: true) }
    case .exp: return first.map(\.exponential)
    case .ln: return first.map(\.logarithm)
    case .abs: return first.map(\.magnitude)
    case .min: return values.dropFirst().reduce(first) { $0.combined(with: $1, RealNumber.minimum) }
    case .max: return values.dropFirst().reduce(first) { $0.combined(with: $1, RealNumber.maximum) }
    case .total: return FormulaValue(first.entries.reduce(.zero, +))
    case .diag:
      let count = first.entries.count
      return FormulaValue(
        .matrix(count, count),
        (0..<count * count).map { $0 / count == $0 % count ? first.entries[$0 % count] : .zero })
    }
  }
}
