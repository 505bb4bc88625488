import BigInt

/// Numbers for one walk: `W` (K×n), `x` (n), `δy` (K), and `b` (K) where the layer has a bias; with a loss `t` (K) in place of
/// `δy`.
///
/// The shapes agree, checked here and nowhere else.
package struct LayerExample: Equatable, Sendable {
  package private(set) var w: Matrix<Rational>
  package private(set) var x: [Rational]
  /// What arrives where no loss computes it.
  package private(set) var deltaY: [Rational]
  /// `nil` for a layer without bias.
  package private(set) var b: [Rational]?
  package private(set) var activation: Activation
  /// What stands behind the output; `nil` where `δy` is given.
  package private(set) var loss: Loss?
  /// What the output should be, for a loss.
  package private(set) var t: [Rational]
  /// What its lesson calls it all.
  package private(set) var names = Naming.standard

  /// Units.
  package var k: Int { w.rows }
  /// Inputs.
  package var n: Int { w.columns }

  /// - Throws: `EntryError` that names both shapes where they do not fit.
  package init(
    w: Matrix<Rational>, x: [Rational], deltaY: [Rational], b: [Rational]? = nil, activation: Activation = .elu
  ) throws(EntryError) {
    try Self.checkShapes(k: w.rows, n: w.columns, x: x.count, deltaY: deltaY.count, b: b?.count)
    self.init(unchecked: w, x: x, deltaY: deltaY, b: b, activation: activation)
  }

  /// The same with another vector in place of one part.
  /// - Throws: `EntryError` that names both shapes where they do not fit.
  package func with(_ part: Part, _ entries: [Rational]) throws(EntryError) -> LayerExample {
    let (rows, _) = shape(of: part)
    guard entries.count == rows || part == .w else { throw Self.misfit(part, entries.count, k: k, n: n) }
    var example = replacing(part, with: entries)
    if part == .b { example.b = entries }
    return example
  }

  /// The one place where shapes are checked.
  static func checkShapes(k: Int, n: Int, x: Int, deltaY: Int, b: Int? = nil) throws(EntryError) {
    guard k > 0 && n > 0 else { throw EntryError("W is empty; give at least one number") }
    guard x == n else { throw misfit(.x, x, k: k, n: n) }
    guard deltaY == k else { throw misfit(.deltaY, deltaY, k: k, n: n) }
    guard b ?? k == k else { throw misfit(.b, b ?? 0, k: k, n: n) }
  }

  private static func misfit(_ part: Part, _ entries: Int, k: Int, n: Int) -> EntryError {
    let size = part == .x ? count(n, "column", "columns") : count(k, "row", "rows")
    return part == .a
      ? EntryError("a is one number, not \(entries)")
      : EntryError("\(part.rawValue) has \(count(entries, "entry", "entries")), W has \(size): they must agree")
  }

  /// A part of an example that a user can set, in the order in which they stand beside each other.
  package enum Part: String, CaseIterable, Sendable {
    case w = "W"
    case b
    case a
    case x
    case deltaY = "dy"
    case t

    /// The same part as a quantity of the derivation.
    package var quantity: Quantity { Quantity(rawValue: rawValue) ?? .w }
    /// A layer may be without it.
    package var isOptional: Bool { self == .b }
    /// Rows and columns, not one column.
    package var isMatrix: Bool { quantity.rank > 1 }

    /// What every layer has.
    package static let required: [Part] = [.w, .x, .deltaY]
  }

  /// The parts that this layer has.
  package var parts: [Part] {
    if b == nil, loss == nil, activation.trained == nil { return Part.required }
    return Part.allCases.filter { part in
      switch part {
      case .w, .x: true
      case .b: b != nil
      case .a: activation.trained != nil
      case .deltaY: loss == nil
      case .t: loss != nil
      }
    }
  }

  /// What a layer lacks that has no such part, and what would give it one.
  package static func lacking(_ part: Part) -> String {
    switch part {
    case .a: "f has no trained parameter a here; `activation prelu` has one"
    case .t: "no loss stands behind this layer, so no t; `loss squared` puts one there"
    case .deltaY: "δy follows from the loss here; `loss none` takes that away"
    default: "this layer has no bias; `set b 1 -1` gives it one"
    }
  }

  /// K = n = 2, one unit on each side of the kink.
  package static let reference: LayerExample = {
    let half = Rational(1, over: 2) ?? .zero
    let threeHalves = Rational(3, over: 2) ?? .zero
    return LayerExample(
      unchecked: Matrix(rows: 2, columns: 2, elements: [-threeHalves, -half, half, Rational(-2)]),
      x: [Rational(-1), half], deltaY: [Rational(-2), threeHalves])
  }()

  /// - Precondition: the shapes agree.
  init(
    unchecked w: Matrix<Rational>, x: [Rational], deltaY: [Rational], b: [Rational]? = nil,
    activation: Activation = .elu
  ) {
    self.activation = activation
    self.w = w
    self.x = x
    self.deltaY = deltaY
    self.b = b
    t = []
  }

  private func changing(_ body: (inout LayerExample) -> Void) -> LayerExample {
    var example = self
    body(&example)
    return example
  }

  /// Rows and columns of a part; a vector is one column, a single number one of one entry.
  package func shape(of part: Part) -> (rows: Int, columns: Int) {
    let sizes = part.quantity.shape(k: k, n: n)
    return (sizes.first ?? 1, sizes.count > 1 ? sizes[1] : 1)
  }

  /// The entries of a part, row after row; none of a bias that it does not have.
  package func entries(of part: Part) -> [Rational] {
    switch part {
    case .w: w.elements
    case .b: b ?? []
    case .a: activation.trained.map { [$0] } ?? []
    case .x: x
    case .deltaY: deltaY
    case .t: t
    }
  }

  /// A part as it is written: `W`, or a vector on one row.
  package func matrix(of part: Part) -> Matrix<Rational> {
    guard part != .w else { return w }
    let entries = entries(of: part)
    return Matrix(rows: 1, columns: entries.count, elements: entries)
  }

  /// Whether a part is the same in another example, its shape too.
  package func hasSame(_ part: Part, as other: LayerExample) -> Bool {
    part == .w ? w == other.w : entries(of: part) == other.entries(of: part)
  }

  /// A row of a part, 0-based; of a vector its entry.
  package func row(_ row: Int, of part: Part) -> [Rational] {
    part == .w ? w.row(row) : [entries(of: part)[row]]
  }

  /// This example with all entries of a part replaced; the shape stays.
  /// - Precondition: there are as many.
  package func replacing(_ part: Part, with entries: [Rational]) -> LayerExample {
    changing { example in
      switch part {
      case .w: example.w = Matrix(rows: k, columns: n, elements: entries)
      case .b: example.b = entries
      case .a: example.activation = entries.first.map { activation.with(trained: $0) } ?? activation
      case .x: example.x = entries
      case .deltaY: example.deltaY = entries
      case .t: example.t = entries
      }
    }
  }

  /// The same layer without bias.
  package var withoutBias: LayerExample { changing { $0.b = nil } }

  /// The same numbers through another activation; what the lesson calls its own is no name for that.
  package func with(_ activation: Activation) -> LayerExample {
    changing { example in
      if example.activation.name != activation.name || example.activation.alpha != activation.alpha {
        example.names.function = nil
      }
      example.activation = activation
    }
  }

  /// The same numbers by other names.
  package func with(_ names: Naming) -> LayerExample { changing { $0.names = names } }

  /// The same numbers with a loss behind the output, or with none; targets are kept, else 1 for the first unit and 0 for the
  /// others.
  package func with(_ loss: Loss?, t: [Rational]? = nil) -> LayerExample {
    changing { example in
      example.loss = loss
      if let t {
        example.t = t
      } else if loss != nil, example.t.count != k {
        example.t = (0..<k).map { $0 == 0 ? .one : .zero }
      }
    }
  }

  /// `t` as it is entered: K numbers, or behind a softmax the class that is right, counted from 1.
  /// - Throws: `EntryError` that says how many there must be.
  package func targets(_ entries: [Rational], behind loss: Loss) throws(EntryError) -> [Rational] {
    if loss.isSoftmax, entries.count == 1, k > 1, let only = entries.first {
      guard only.isInteger, let place = Int("\(only)"), (1...k).contains(place) else {
        throw EntryError("t is a class from 1 to \(k), or \(k) numbers, not \(only)")
      }
      return (1...k).map { $0 == place ? .one : .zero }
    }
    guard entries.count == k else { throw Self.misfit(.t, entries.count, k: k, n: n) }
    return entries
  }

  /// Whether the targets add up to 1, as those of a class or of probabilities do.
  package var targetsAddUpToOne: Bool { t.reduce(.zero, +) == .one }

  /// Whether f and the loss are the same, whatever the numbers are, that of `a` among them.
  package func isSameModule(as other: LayerExample) -> Bool {
    activation.name == other.activation.name && activation.alpha == other.activation.alpha && loss == other.loss
  }

  /// The rules of this layer.
  package var rules: RuleSet {
    let rules = activation.rules(hasBias: b != nil)
    guard let loss else { return rules }
    return loss.rules(behind: rules, targetsAddUpToOne: targetsAddUpToOne, through: activation)
  }

  /// What was entered for an entry, 1-based; `nil` for what is computed.
  func given(_ symbol: Symbol) -> RealNumber? {
    let index = symbol.index
    return switch symbol.quantity {
    case .w: RealNumber(w[index[0] - 1, index[1] - 1])
    case .b: RealNumber(b?[index[0] - 1] ?? .zero)
    case .x: RealNumber(x[index[0] - 1])
    case .a: RealNumber(activation.trained ?? .zero)
    case .t: RealNumber(t.isEmpty ? .zero : t[index[0] - 1])
    case .deltaY: RealNumber(deltaY[index[0] - 1])
    default: nil
    }
  }

  /// Another `W`, which may bring another shape; the rest follows with zeros.
  func with(w: Matrix<Rational>) -> LayerExample {
    resized(k: w.rows, n: w.columns).changing { $0.w = w }
  }

  /// The entries of a part that are other numbers in an example of the same shape, 0-based; `nil` if there are more than `most`.
  package func places(
    of part: Part, otherThanIn other: LayerExample, most: Int
  ) -> [(row: Int, column: Int, value: Rational)]? {
    var places: [(row: Int, column: Int, value: Rational)] = []
    // Rows that are shared are told to be equal without a look at their numbers.
    for row in 0..<(part == .w ? k : 1) {
      let now = part == .w ? w.row(row) : entries(of: part)
      let before = part == .w ? other.w.row(row) : other.entries(of: part)
      guard now != before else { continue }
      for index in now.indices where now[index] != before[index] {
        guard places.count < most else { return nil }
        places.append((part == .w ? row : index, part == .w ? index : 0, now[index]))
      }
    }
    return places
  }

  /// How many entries it holds that it does not share with another: what keeping both costs.
  package func unsharedEntries(with other: LayerExample) -> Int {
    let rows = w.rows == other.w.rows ? (0..<k).count { !w.sharesRow($0, with: other.w) } : k
    return rows * n + n + k + (b?.count ?? 0) + t.count
  }

  /// This example brought to another number of units and inputs: what exists stays, the rest is 0.
  package func resized(k: Int, n: Int) -> LayerExample {
    let k = max(1, k)
    let n = max(1, n)
    func fitted(_ entries: [Rational], _ size: Int) -> [Rational] {
      (0..<size).map { $0 < entries.count ? entries[$0] : .zero }
    }
    return changing { example in
      example.w = Matrix(rows: k, columns: n) { row, column in
        row < self.k && column < self.n ? w[row, column] : .zero
      }
      example.x = fitted(x, n)
      example.deltaY = fitted(deltaY, k)
      example.b = b.map { fitted($0, k) }
      example.t = loss == nil && t.isEmpty ? [] : fitted(t, k)
    }
  }

  /// This example with a block of a part replaced from an entry on, 0-based.
  /// - Precondition: the block fits.
  package func replacing(_ part: Part, row: Int, column: Int, with block: Matrix<Rational>) -> LayerExample {
    var entries = entries(of: part)
    let (_, columns) = shape(of: part)
    for line in 0..<block.rows {
      let start = (row + line) * columns + column
      entries.replaceSubrange(start..<start + block.columns, with: block.row(line))
    }
    return replacing(part, with: entries)
  }

  /// This example with one entry replaced; indices are 0-based, `column` counts only for `W`.
  package func replacing(_ part: Part, row: Int, column: Int, with value: Rational) -> LayerExample {
    guard part == .w else {
      var entries = entries(of: part)
      entries[row] = value
      return replacing(part, with: entries)
    }
    return changing { $0.w[row, column] = value }
  }

  /// An entry of a part, 0-based; `nil` outside.
  package func entry(_ part: Part, row: Int, column: Int) -> Rational? {
    let (rows, columns) = shape(of: part)
    guard parts.contains(part), (0..<rows).contains(row), (0..<columns).contains(column) else { return nil }
    return part == .w ? w[row, column] : entries(of: part)[row]
  }
}
