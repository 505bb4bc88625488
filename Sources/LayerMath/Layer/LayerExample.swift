import BigInt

/// Numbers for one walk: `W` (K×n), `x` (n), `δy` (K), and `b` (K) where the layer has a bias.
///
/// The shapes agree, checked here and nowhere else.
package struct LayerExample: Equatable, Sendable {
  package let w: Matrix<Rational>
  package let x: [Rational]
  package let deltaY: [Rational]
  /// `nil` for a layer without bias.
  package let b: [Rational]?
  package let activation: Activation

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

  /// The one place where shapes are checked.
  static func checkShapes(k: Int, n: Int, x: Int, deltaY: Int, b: Int? = nil) throws(EntryError) {
    guard k > 0 && n > 0 else { throw EntryError("W is empty; give at least one number") }
    guard x == n else {
      throw EntryError("x has \(count(x, "entry", "entries")), W has \(count(n, "column", "columns")): they must agree")
    }
    guard deltaY == k else {
      throw EntryError("dy has \(count(deltaY, "entry", "entries")), W has \(count(k, "row", "rows")): they must agree")
    }
    guard b ?? k == k else {
      throw EntryError("b has \(count(b ?? 0, "entry", "entries")), W has \(count(k, "row", "rows")): they must agree")
    }
  }

  /// A part of an example that a user can set, in the order in which they stand beside each other.
  package enum Part: String, CaseIterable, Sendable {
    case w = "W"
    case b
    case x
    case deltaY = "dy"

    /// The same part as a quantity of the derivation.
    package var quantity: Quantity { Quantity(rawValue: rawValue) ?? .w }
    /// A layer may be without it.
    package var isOptional: Bool { self == .b }
    /// Rows and columns, not one column.
    package var isMatrix: Bool { quantity.rank > 1 }

    /// What every layer has.
    package static let required = allCases.filter { !$0.isOptional }
  }

  /// The parts that this layer has.
  package var parts: [Part] { b == nil ? Part.required : Part.allCases }

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
  }

  /// Rows and columns of a part; a vector is one column.
  package func shape(of part: Part) -> (rows: Int, columns: Int) {
    let sizes = part.quantity.shape(k: k, n: n)
    return (sizes[0], sizes.count > 1 ? sizes[1] : 1)
  }

  /// The entries of a part, row after row; none of a bias that it does not have.
  package func entries(of part: Part) -> [Rational] {
    switch part {
    case .w: w.elements
    case .b: b ?? []
    case .x: x
    case .deltaY: deltaY
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
    LayerExample(
      unchecked: part == .w ? Matrix(rows: k, columns: n, elements: entries) : w, x: part == .x ? entries : x,
      deltaY: part == .deltaY ? entries : deltaY, b: part == .b ? entries : b, activation: activation)
  }

  /// The same layer without bias.
  package var withoutBias: LayerExample {
    LayerExample(unchecked: w, x: x, deltaY: deltaY, activation: activation)
  }

  /// The same numbers through another activation.
  package func with(_ activation: Activation) -> LayerExample {
    LayerExample(unchecked: w, x: x, deltaY: deltaY, b: b, activation: activation)
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
    return rows * n + n + k + (b?.count ?? 0)
  }

  /// This example brought to another number of units and inputs: what exists stays, the rest is 0.
  package func resized(k: Int, n: Int) -> LayerExample {
    let k = max(1, k)
    let n = max(1, n)
    return LayerExample(
      unchecked: Matrix(rows: k, columns: n) { row, column in
        row < self.k && column < self.n ? w[row, column] : .zero
      },
      x: (0..<n).map { $0 < self.n ? x[$0] : .zero },
      deltaY: (0..<k).map { $0 < self.k ? deltaY[$0] : .zero },
      b: b.map { b in (0..<k).map { $0 < self.k ? b[$0] : .zero } }, activation: activation)
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
    var w = w
    w[row, column] = value
    return LayerExample(unchecked: w, x: x, deltaY: deltaY, b: b, activation: activation)
  }

  /// An entry of a part, 0-based; `nil` outside.
  package func entry(_ part: Part, row: Int, column: Int) -> Rational? {
    let (rows, columns) = shape(of: part)
    guard parts.contains(part), (0..<rows).contains(row), (0..<columns).contains(column) else { return nil }
    return part == .w ? w[row, column] : entries(of: part)[row]
  }
}
