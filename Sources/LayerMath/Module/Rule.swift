/// How one quantity of a module comes about: a line of the small language, from which its steps, factors, reveals, shapes and
/// pictures are read off.
package final class Rule: Sendable {
  package let quantity: Quantity
  package let stage: Stage
  /// Of any entry: `dx_j = sum_k dy_k f'(s_k) W_kj`.
  package let line: String
  /// Of the whole: `dx = W^T (dy ⊙ f'(s))`.
  package let vectorLine: String?
  /// The same entry by another way, proved to be equal: `ds_k = y_k - t_k`.
  package let shortcut: String?
  private let read: Lazily<Read>
  private let readVector: Lazily<Formula?>
  private let compiled: Lazily<Compiled>

  package init(_ quantity: Quantity, _ stage: Stage, _ line: String, vector: String? = nil) {
    self.quantity = quantity
    self.stage = stage
    self.line = line
    vectorLine = vector
    shortcut = nil
    read = Lazily { Read(line, of: quantity) }
    readVector = Lazily { vector.flatMap { try? FormulaParser.formula($0) } }
    compiled = Lazily { [read] in Compiled(quantity, read) }
  }

  /// In machine numbers; `nil` where it is not said entry by entry.
  package var machine: MachineRule? { compiled.value.rule }

  private struct Compiled {
    let rule: MachineRule?

    init(_ quantity: Quantity, _ read: Lazily<Read>) { rule = read.value.right.flatMap { MachineRule(quantity, $0) } }
  }

  /// With a shorter way to the same value.
  func alsoWritten(_ line: String) -> Rule { Rule(self, stage, shortcut: line) }

  /// In the place of another in the walk.
  func at(_ stage: Stage) -> Rule { Rule(self, stage, shortcut: shortcut) }

  private init(_ other: Rule, _ stage: Stage, shortcut: String?) {
    (quantity, line, vectorLine) = (other.quantity, other.line, other.vectorLine)
    self.stage = stage
    self.shortcut = shortcut
    (read, readVector, compiled) = (other.read, other.readVector, other.compiled)
  }

  private struct Read {
    let equation: Formula?
    let right: Formula?
    let body: Body

    init(_ line: String, of quantity: Quantity) {
      // A left side that defines is no comparison of a whole formula, so the sides are read for themselves.
      equation = try? FormulaParser.formula(line)
      right = equation?.equationSides?.last
      body = right.map { Body($0, of: quantity) } ?? .sum([])
    }
  }

  /// The whole line as an equation; `nil` only for a line that cannot be read, of which the tests know none.
  package var equation: Formula? { read.value.equation }
  /// What the entry is worth, over its own index letters.
  package var right: Formula? { read.value.right }
  package var vectorForm: Formula? { readVector.value }

  /// What it says of one entry.
  func value(of symbol: Symbol, in environment: some FormulaEnvironment) -> RealNumber {
    guard let right else { return .undefined(.beyond("the rule of \(symbol) cannot be read")) }
    let letters = zip(symbol.quantity.row.letters.map(String.init), symbol.index)
    let value = FormulaEvaluation(shapes: FormulaShapes(environment))
      .value(of: right, Dictionary(uniqueKeysWithValues: letters))
    return value.entries.count == 1 ? value.entries[0] : .undefined(.beyond("an array where a number belongs"))
  }

  package var body: Body { read.value.body }

  /// How the right side is walked.
  package enum Body: Sendable {
    /// Summands of products, some for each value of a letter.
    case sum([Summand])
    /// `f(s_k)` or `f′(s_k)`: a piece chosen by the sign of the argument.
    case application(to: Quantity)

    init(_ right: Formula, of owner: Quantity) {
      switch owner.role {
      case .slope(let argument):
        self = .application(to: argument)
        return
      case .jacobian(by: .a):
        // The piece of `s_k` says how the output moves with `a`.
        self = .application(to: .s)
        return
      default: break
      }
      if case .applied(.f, let arguments) = right.node, let argument = arguments.first?.leadingQuantity {
        self = .application(to: argument)
        return
      }
      self = .sum(Summand.all(right, Array(owner.row.letters)) ?? [Summand(whole: right)])
    }
  }

  /// A product of factors; one for each value of `letter` where it has one.
  package struct Summand: Sendable {
    /// The index letter of the sum that it stands in.
    package let letter: Character?
    package let factors: [Pattern]

    /// What is no sum of products: one formula, or one for each value of the letter of a sum.
    fileprivate init(whole formula: Formula) {
      switch formula.node {
      case .sum(let bound, nil, let body):
        self.init(letter: bound.first, factors: [.expression(body)])
      case .negated(let inside):
        guard case .sum(let bound, nil, let body) = inside.node else { fallthrough }
        self.init(letter: bound.first, factors: [.expression(.negativeSummands(body))])
      default: self.init(letter: nil, factors: [.expression(formula)])
      }
    }

    private init(letter: Character?, factors: [Pattern]) { (self.letter, self.factors) = (letter, factors) }

    /// Whether the letter counts inputs: `j`, or `l` where the entry has a `j` of its own.
    var runsOverInputs: Bool { letter == "j" || letter == "l" }

    fileprivate static func all(_ formula: Formula, _ owner: [Character]) -> [Summand]? {
      if case .operation(.add, let a, let b) = formula.node {
        return all(a, owner).flatMap { first in all(b, owner).map { first + $0 } }
      }
      var letter: Character?
      var body = formula
      if case .sum(let bound, nil, let inside) = formula.node {
        letter = bound.first
        body = inside
      }
      return factors(body, owner, letter).map { [Summand(letter: letter, factors: $0)] }
    }

    private static func factors(_ formula: Formula, _ owner: [Character], _ letter: Character?) -> [Pattern]? {
      if case .operation(.multiply, let a, let b) = formula.node {
        return factors(a, owner, letter).flatMap { first in factors(b, owner, letter).map { first + $0 } }
      }
      func place(_ index: Formula.Index) -> Pattern.Place? {
        guard case .letter(let name) = index, let name = name.first else { return nil }
        return name == letter ? .term : owner.firstIndex(of: name).map { .owner($0) }
      }
      switch formula.node {
      case .entry(let base, let indices):
        guard case .quantity(let quantity) = base.node else { return nil }
        let places = indices.compactMap(place)
        return places.count == indices.count ? [.entry(quantity, places)] : nil
      case .applied(.fPrime, let arguments):
        guard case .entry(_, let indices)? = arguments.first?.node, indices.count == 1, let place = place(indices[0])
        else { return nil }
        return [.entry(.fPrime, [place])]
      case .bracket(let condition):
        guard case .comparison(.equal, let a, let b) = condition.node, case .index(let i) = a.node,
          case .index(let k) = b.node, let first = place(.letter(i)), let second = place(.letter(k))
        else { return nil }
        return [.bracket(first, second)]
      default: return nil
      }
    }
  }

  /// A factor of a summand: what it is and where its indices come from.
  package enum Pattern: Equatable, Sendable {
    package enum Place: Equatable, Sendable {
      /// The index of the entry that is computed, 0-based.
      case owner(Int)
      /// The letter of the sum.
      case term
    }

    case entry(Quantity, [Place])
    /// `[i = k]`
    case bracket(Place, Place)
    /// `(y_k - t_k)^2`, over the letters of the entry and of the sum.
    case expression(Formula)
  }
}

/// Rules are equal where they say the same of the same quantity.
extension Rule: Equatable {
  package static func == (a: Rule, b: Rule) -> Bool { a.quantity == b.quantity && a.line == b.line }
}
