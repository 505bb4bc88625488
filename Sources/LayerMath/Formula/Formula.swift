/// A formula of the small language: numbers, the layer's quantities, and what can be built from them.
///
/// The tree keeps what was meant, not how it was spelled: `dy_k f'(s_k)`, `δy_k · f′(s_k)` and
/// `\delta_{y,k} f'(s_k)` are one tree. Quantities keep their symbols (`W`, `dy`, …); an index is a whole number or a
/// letter that a sum binds or that is free. Two formulas are equal when their trees are, wherever they stand.
package struct Formula: Sendable {
  package let node: Node
  /// Where it begins in its source, counted in characters from 1; it takes no part in equality.
  package let column: Int

  package init(_ node: Node, column: Int = 1) {
    self.node = node
    self.column = column
  }

  package indirect enum Node: Hashable, Sendable {
    /// A number as it was typed: never negative, a finite decimal.
    case number(Rational)
    /// `[1 2; 3 4]`; one row or one column is a vector.
    case literal(Matrix<Rational>)
    case constant(Constant)
    /// A whole quantity; `f′(s)` is `applied(.fPrime, [s])` and not among them.
    case quantity(Quantity)
    /// An index letter used as a number, as in `[i = k]`.
    case index(String)
    /// `W_kj`, `(W^T ds)_j`.
    case entry(Formula, [Index])
    /// `∂y_k/∂x_j`: what it is of, `nil` for the loss, and by; `value` is the formula of what it is worth.
    case derivative(of: Formula?, by: Formula, value: Formula)
    case negated(Formula)
    case operation(Operator, Formula, Formula)
    case transposed(Formula)
    case applied(Function, [Formula])
    /// `sum_k …`, `sum_{j=1}^n …`; without a range the letter runs over what it indexes.
    case sum(String, SumRange?, Formula)
    /// The value of the first case whose condition holds.
    case cases([Case], otherwise: Formula?)
    case comparison(Relation, Formula, Formula)
    case both(Formula, Formula)
    case either(Formula, Formula)
    case not(Formula)
    /// The Iverson bracket `[i = k]`: 1 where the condition holds, else 0.
    case bracket(Formula)
  }

  package struct Case: Hashable, Sendable {
    package let value: Formula
    package let condition: Formula

    package init(value: Formula, condition: Formula) {
      self.value = value
      self.condition = condition
    }
  }

  package struct SumRange: Hashable, Sendable {
    package let from: Formula
    package let to: Formula

    package init(from: Formula, to: Formula) {
      self.from = from
      self.to = to
    }
  }

  package enum Index: Hashable, Sendable {
    case number(Int)
    case letter(String)
  }

  package enum Constant: String, CaseIterable, Sendable {
    /// Euler's number.
    case e
    /// Units.
    case k = "K"
    /// Inputs.
    case n
    /// `α` of the activation; 1 where it has none.
    case alpha
  }

  package enum Operator: String, CaseIterable, Sendable {
    case add = "+"
    case subtract = "-"
    /// The product of matrices, or by a number.
    case multiply = "*"
    case divide = "/"
    /// Entry by entry: `⊙`.
    case hadamard = ".*"
    /// Entry by entry: `./`; `/` divides by numbers only.
    case hadamardDivide = "./"
    case power = "^"
  }

  package enum Function: String, CaseIterable, Sendable {
    /// ELU.
    case f
    case fPrime = "f'"
    case exp
    case ln
    case min
    case max
    case abs
    /// A vector as a diagonal matrix.
    case diag
    /// The sum of all entries.
    case total = "sum"
  }

  package enum Relation: String, CaseIterable, Sendable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
}

extension Formula: Hashable {
  package static func == (a: Formula, b: Formula) -> Bool { a.node == b.node }
  package func hash(into hasher: inout Hasher) { hasher.combine(node) }
}

extension Matrix: Hashable where Element: Hashable {
  package func hash(into hasher: inout Hasher) {
    hasher.combine(rows)
    hasher.combine(elements)
  }
}

extension Formula {
  /// The index letters that no sum inside binds, in the order in which an array of entries has them: units before
  /// inputs, so that `dy_k x_j` is a K×n matrix.
  package var freeIndices: [String] {
    var found: Set<String> = []
    collectFree(bound: [], into: &found)
    return Self.ordered(found)
  }

  /// Letters as an array has them: units before inputs.
  package static func ordered(_ letters: Set<String>) -> [String] {
    letters.sorted { ($0 == "j" ? 1 : 0, $0) < ($1 == "j" ? 1 : 0, $1) }
  }

  private func collectFree(bound: Set<String>, into found: inout Set<String>) {
    switch node {
    case .index(let letter):
      if !bound.contains(letter) { found.insert(letter) }
    case .entry(let base, let indices):
      for case .letter(let letter) in indices where !bound.contains(letter) { found.insert(letter) }
      base.collectFree(bound: bound, into: &found)
    case .sum(let letter, let range, let body):
      range?.from.collectFree(bound: bound, into: &found)
      range?.to.collectFree(bound: bound, into: &found)
      body.collectFree(bound: bound.union([letter]), into: &found)
    default:
      for child in children { child.collectFree(bound: bound, into: &found) }
    }
  }

  /// The quantity of `dx` and of `dx_j`.
  package var leadingQuantity: Quantity? {
    switch node {
    case .quantity(let quantity): quantity
    case .entry(let base, _): base.leadingQuantity
    case .derivative(_, _, let value): value.leadingQuantity
    default: nil
    }
  }

  /// The quantity that stands alone, or of which it is an entry; `f′(s_k)` is one too.
  package var namedQuantity: Quantity? {
    if case .applied(.fPrime, _) = node { .fPrime } else { leadingQuantity }
  }

  /// What a derivative is worth; any other formula itself.
  package var meaning: Formula { if case .derivative(_, _, let value) = node { value } else { self } }

  /// The formulas directly inside this one.
  package var children: [Formula] {
    switch node {
    case .number, .literal, .constant, .quantity, .index: []
    case .entry(let base, _): [base]
    case .derivative(_, _, let value): [value]
    case .negated(let a), .transposed(let a), .not(let a), .bracket(let a): [a]
    case .operation(_, let a, let b), .comparison(_, let a, let b), .both(let a, let b), .either(let a, let b): [a, b]
    case .applied(_, let arguments): arguments
    case .sum(_, let range, let body): [range?.from, range?.to, body].compactMap { $0 }
    case .cases(let cases, let otherwise): cases.flatMap { [$0.value, $0.condition] } + [otherwise].compactMap { $0 }
    }
  }

  /// The same formula with what stands directly inside it changed.
  package func mapping(_ body: (Formula) -> Formula) -> Formula {
    let new: Node =
      switch node {
      case .number, .literal, .constant, .quantity, .index: node
      case .entry(let base, let indices): .entry(body(base), indices)
      case .derivative(let of, let by, let value): .derivative(of: of, by: by, value: body(value))
      case .negated(let a): .negated(body(a))
      case .transposed(let a): .transposed(body(a))
      case .not(let a): .not(body(a))
      case .bracket(let a): .bracket(body(a))
      case .operation(let sign, let a, let b): .operation(sign, body(a), body(b))
      case .comparison(let relation, let a, let b): .comparison(relation, body(a), body(b))
      case .both(let a, let b): .both(body(a), body(b))
      case .either(let a, let b): .either(body(a), body(b))
      case .applied(let function, let arguments): .applied(function, arguments.map(body))
      case .sum(let letter, let range, let inside):
        .sum(letter, range.map { SumRange(from: body($0.from), to: body($0.to)) }, body(inside))
      case .cases(let cases, let otherwise):
        .cases(
          cases.map { Case(value: body($0.value), condition: body($0.condition)) }, otherwise: otherwise.map(body))
      }
    return Formula(new, column: column)
  }

  /// The same formula with another in place of one part, which is found by where it stands.
  func replacing(_ part: Formula, with other: Formula) -> Formula {
    self == part && column == part.column ? other : mapping { $0.replacing(part, with: other) }
  }

  /// Whether it is a number as one types it, `-1.5`.
  package var isNumber: Bool {
    switch node {
    case .number: true
    case .negated(let inside): if case .number = inside.node { true } else { false }
    default: false
    }
  }

  /// All constants that stand in the formula, `1/3` as one; equivalence looks at both sides of each.
  package var constants: [Rational] { rationalConstant.map { [$0] } ?? children.flatMap(\.constants) }

  /// Whether one of the quantities stands in it.
  package func speaks(of quantities: Set<Quantity>) -> Bool {
    if case .quantity(let quantity) = node { return quantities.contains(quantity) }
    if case .derivative(_, let by, _) = node, by.speaks(of: quantities) { return true }
    return children.contains { $0.speaks(of: quantities) }
  }

  /// The indices written out, of entries and as ends of sums.
  package var writtenIndices: Set<Int> {
    let inner = children.reduce(into: Set<Int>()) { $0.formUnion($1.writtenIndices) }
    switch node {
    case .entry(_, let indices):
      return inner.union(indices.compactMap { if case .number(let number) = $0 { number } else { nil } })
    case .sum(_, let range?, _):
      return inner.union([range.from, range.to].compactMap { $0.rationalConstant.flatMap { Int("\($0)") } })
    default: return inner
    }
  }

  /// The rational number that it is, worked out, where nothing but numbers stands in it.
  package var rationalConstant: Rational? {
    switch node {
    case .number(let value): return value
    case .negated(let inside): return inside.rationalConstant.map { -$0 }
    case .operation(let sign, let left, let right):
      guard let a = left.rationalConstant, let b = right.rationalConstant else { return nil }
      switch sign {
      case .add: return a + b
      case .subtract: return a - b
      case .multiply, .hadamard: return a * b
      case .divide, .hadamardDivide: return b.reciprocal.map { a * $0 }
      case .power:
        guard b.isInteger, b.magnitude <= Rational(40), let count = Int("\(b.magnitude)") else { return nil }
        let power = (0..<count).reduce(Rational.one) { product, _ in product * a }
        return b.signum < 0 ? power.reciprocal : power
      }
    default: return nil
    }
  }
}

extension Formula.Relation {
  /// Whether it holds for what compares so: −1 less, 0 equal, 1 greater.
  func holds(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .unequal: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }
}
