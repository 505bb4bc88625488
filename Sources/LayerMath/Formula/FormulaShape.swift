/// The shape of a formula's value.
package enum FormulaShape: Hashable, Sendable {
  case scalar
  /// A column of so many entries.
  case vector(Int)
  /// A transposed vector.
  case row(Int)
  case matrix(Int, Int)
  /// `P = ∂y/∂W` has three indices.
  case array([Int])

  package init(_ sizes: [Int]) {
    switch sizes.count {
    case 0: self = .scalar
    case 1: self = .vector(sizes[0])
    case 2: self = .matrix(sizes[0], sizes[1])
    default: self = .array(sizes)
    }
  }

  /// One row or one column is a vector.
  init(literal matrix: Matrix<Rational>) {
    self =
      matrix.rows == 1 || matrix.columns == 1
      ? .vector(matrix.elements.count) : .matrix(matrix.rows, matrix.columns)
  }

  /// One number an index.
  package var sizes: [Int] {
    switch self {
    case .scalar: []
    case .vector(let count), .row(let count): [count]
    case .matrix(let rows, let columns): [rows, columns]
    case .array(let sizes): sizes
    }
  }

  package var entryCount: Int { sizes.reduce(1, *) }

  /// `a number`, `3 entries`, `3×2`.
  package var words: String {
    switch self {
    case .scalar: "a number"
    case .vector(let entries): count(entries, "entry", "entries")
    case .row(let entries): "a row of \(count(entries, "entry", "entries"))"
    case .matrix(let rows, let columns): "\(rows)×\(columns)"
    case .array(let sizes): sizes.map(String.init).joined(separator: "×")
    }
  }

  package var transposed: FormulaShape? {
    switch self {
    case .scalar: .scalar
    case .vector(let entries): .row(entries)
    case .row(let entries): .vector(entries)
    case .matrix(let rows, let columns): .matrix(columns, rows)
    case .array: nil
    }
  }

  /// Entry by entry: equal shapes, or a number with anything.
  static func elementwise(_ a: FormulaShape, _ b: FormulaShape) -> FormulaShape? {
    a == b ? a : a == .scalar ? b : b == .scalar ? a : nil
  }

  /// The product of matrices: a vector is a column, a transposed one a row.
  static func product(_ a: FormulaShape, _ b: FormulaShape) -> FormulaShape? {
    switch (a, b) {
    case (.scalar, _): b
    case (_, .scalar): a
    case (.matrix(let rows, let inner), .vector(let entries)) where inner == entries: .vector(rows)
    case (.matrix(let rows, let inner), .matrix(let other, let columns)) where inner == other: .matrix(rows, columns)
    case (.row(let inner), .matrix(let rows, let columns)) where inner == rows: .row(columns)
    case (.row(let inner), .vector(let entries)) where inner == entries: .scalar
    case (.vector(let rows), .row(let columns)): .matrix(rows, columns)
    default: nil
    }
  }
}

/// What a formula is for given `K` and `n`: its shape, whether it is a number or a condition, and how far its letters
/// run.
///
/// This is where shapes are checked, once; evaluation relies on it.
struct FormulaShapes {
  let environment: any FormulaEnvironment

  init(_ environment: any FormulaEnvironment) { self.environment = environment }

  struct Kind: Equatable {
    let shape: FormulaShape
    var isCondition = false
  }

  /// How far a letter runs, and where that was seen.
  struct Extent {
    let size: Int
    let place: String
  }

  /// How far each free letter of `formulas` runs; the shape of each.
  /// - Throws: `FormulaError` where shapes do not fit, with a hint only if that fits in its place.
  func check(_ formulas: [Formula]) throws(FormulaError) -> (kinds: [Kind], extents: [String: Int]) {
    do throws(FormulaError) { return try checked(formulas) } catch {
      throw error.hinting { part, candidate, isClose in
        let all = formulas.map { $0.replacing(part, with: candidate) }
        func fit(_ formulas: [Formula], _ layers: [any FormulaEnvironment]) -> Bool {
          layers.allSatisfy { FormulaShapes($0).fit(formulas, isClose: isClose) }
        }
        // Of a layer with K = n the shapes do not say what is meant, unless what is written makes sense there only.
        let isForAll =
          !all.contains(where: \.isOfOneShape) && part.children.allSatisfy { fit([$0], ShapeEnvironment.generic) }
        return fit(all, isForAll ? ShapeEnvironment.generic : [environment])
      }
    }
  }

  /// Whether the formulas have shapes, and those of two sides agree; of a close fit also without repeating a number.
  private func fit(_ formulas: [Formula], isClose: Bool) -> Bool {
    let sides = formulas.count == 1 ? formulas[0].equationSides ?? formulas : formulas
    guard (try? checked(formulas)) != nil, let (kinds, _) = try? checked(sides) else { return false }
    guard kinds.count == 2, sides.allSatisfy({ $0.freeIndices.isEmpty }) else { return true }
    return isClose
      ? kinds[0].shape == kinds[1].shape : FormulaShape.elementwise(kinds[0].shape, kinds[1].shape) != nil
  }

  private func checked(_ formulas: [Formula]) throws(FormulaError) -> (kinds: [Kind], extents: [String: Int]) {
    var extents: [String: Extent] = [:]
    var kinds: [Kind] = []
    for formula in formulas { kinds.append(try kind(of: formula, &extents)) }
    var sizes: [String: Int] = [:]
    for formula in formulas {
      for letter in formula.freeIndices where sizes[letter] == nil {
        if let known = extents[letter] {
          sizes[letter] = known.size
        } else {
          sizes[letter] = try standardExtent(of: letter, in: formula)
        }
      }
    }
    return (kinds, sizes)
  }

  /// `i`, `k` count units, `j` counts inputs where nothing else says so.
  private func standardExtent(of letter: String, in formula: Formula, column: Int? = nil) throws(FormulaError) -> Int {
    if let countsInputs = formula.countsInputs(letter) { return countsInputs ? environment.n : environment.k }
    switch letter {
    case "i", "k": return environment.k
    case "j": return environment.n
    default:
      throw FormulaError(
        "`\(letter)` is an index letter with nothing to count here; use it as in x_\(letter), or write sum_{\(letter)=1}^n",
        column: column ?? formula.column)
    }
  }

  private func kind(of formula: Formula, _ extents: inout [String: Extent]) throws(FormulaError) -> Kind {
    switch formula.node {
    case .number, .constant, .index: return Kind(shape: .scalar)
    case .literal(let matrix): return Kind(shape: FormulaShape(literal: matrix))
    case .quantity(let quantity):
      guard environment.has(quantity) else {
        throw FormulaError(missing(quantity, formula), column: formula.column, kind: .indexBeyond)
      }
      return Kind(shape: FormulaShape(environment.shape(quantity)))
    case .entry(let base, let indices): return try entry(formula, base, indices, &extents)
    case .derivative(let of, let by, let value):
      // Its letters count what they index, also where the value says it no more: `l` in ∂y_i/∂s_l counts units.
      if let of { _ = try kind(of: of, &extents) }
      _ = try kind(of: by, &extents)
      return try kind(of: value, &extents)
    case .negated(let inside): return Kind(shape: try number(inside, &extents))
    case .transposed(let inside):
      let shape = try number(inside, &extents)
      guard let transposed = shape.transposed else {
        throw FormulaError("\(quoted(inside)) has three indices and no transpose", column: formula.column)
      }
      return Kind(shape: transposed)
    case .operation(let sign, let left, let right):
      return Kind(shape: try operation(formula, sign, left, right, &extents))
    case .applied(let function, let arguments):
      return Kind(shape: try application(formula, function, arguments, &extents))
    case .sum(let letter, let range, let body): return try sum(formula, letter, range, body, &extents)
    case .cases(let cases, let otherwise):
      var shape: FormulaShape?
      for part in cases {
        try join(condition(part.condition, &extents), &shape, formula)
        try join(number(part.value, &extents), &shape, formula)
      }
      if let otherwise { try join(number(otherwise, &extents), &shape, formula) }
      return Kind(shape: shape ?? .scalar)
    case .comparison(_, let left, let right):
      var shape: FormulaShape?
      try join(number(left, &extents), &shape, formula)
      try join(number(right, &extents), &shape, formula)
      return Kind(shape: shape ?? .scalar, isCondition: true)
    case .both(let left, let right), .either(let left, let right):
      var shape: FormulaShape?
      try join(condition(left, &extents), &shape, formula)
      try join(condition(right, &extents), &shape, formula)
      return Kind(shape: shape ?? .scalar, isCondition: true)
    case .not(let inside): return Kind(shape: try condition(inside, &extents), isCondition: true)
    case .bracket(let inside): return Kind(shape: try condition(inside, &extents))
    }
  }

  /// What a module lacks that has no such quantity, and what would give it one.
  private func missing(_ quantity: Quantity, _ formula: Formula) -> String {
    switch quantity {
    case .a, .activationJacobian, .deltaA:
      "f has no trained parameter here, so no \(quoted(formula)); `activation prelu` has one"
    case .loss:
      "the value of L is not known here; write its derivatives, as in ∂L/∂x_j, or put a loss there: `loss squared`"
    case .t: "no loss stands behind this layer, so no \(quoted(formula)); `loss squared` puts one there"
    case .softmax: "no softmax stands behind this layer, so no \(quoted(formula)); `loss softmax_ce` puts one there"
    default: "this layer has no bias, so no \(quoted(formula)); `set b 1 -1` gives it one"
    }
  }

  private func number(_ formula: Formula, _ extents: inout [String: Extent]) throws(FormulaError) -> FormulaShape {
    let kind = try kind(of: formula, &extents)
    guard !kind.isCondition else {
      throw FormulaError(
        "\(quoted(formula)) is a condition, not a number; in brackets, [\(formula.ascii)], it counts 1 or 0",
        column: formula.column)
    }
    return kind.shape
  }

  private func condition(_ formula: Formula, _ extents: inout [String: Extent]) throws(FormulaError) -> FormulaShape {
    let kind = try kind(of: formula, &extents)
    guard kind.isCondition else {
      throw FormulaError("\(quoted(formula)) is no condition; write one such as s_k > 0", column: formula.column)
    }
    return kind.shape
  }

  private func join(_ part: FormulaShape, _ shape: inout FormulaShape?, _ formula: Formula) throws(FormulaError) {
    guard let known = shape else {
      shape = part
      return
    }
    guard let joined = FormulaShape.elementwise(known, part) else {
      throw FormulaError(
        "\(quoted(formula)) compares \(known.words) with \(part.words); their shapes must agree", column: formula.column
      )
    }
    shape = joined
  }

  private func entry(
    _ formula: Formula, _ base: Formula, _ indices: [Formula.Index], _ extents: inout [String: Extent]
  ) throws(FormulaError) -> Kind {
    let sizes = try number(base, &extents).sizes
    let indices = Self.split(indices, rank: sizes.count)
    guard indices.count == sizes.count else {
      throw FormulaError(
        sizes.isEmpty
          ? "\(quoted(base)) is a number and has no entries"
          : "\(quoted(base)) has \(count(sizes.count, "index", "indices")), here there "
            + (indices.count == 1 ? "is 1" : "are \(indices.count)"), column: formula.column)
    }
    for (index, size) in zip(indices, sizes) {
      switch index {
      case .number(let number):
        guard number <= size else {
          throw FormulaError(
            "\(quoted(base)) has \(FormulaShape(sizes).words); there is no \(quoted(formula))",
            column: formula.column, kind: .indexBeyond)
        }
      case .letter(let letter):
        if let known = extents[letter], known.size != size {
          throw FormulaError(
            "`\(letter)` runs to \(known.size) in `\(known.place)` and to \(size) in \(quoted(formula)); "
              + "k counts the \(environment.k) units, j the \(environment.n) inputs",
            column: formula.column)
        }
        extents[letter] = extents[letter] ?? Extent(size: size, place: formula.ascii)
      }
    }
    return Kind(shape: .scalar)
  }

  /// `(…)_21` has two indices where the array has two.
  static func split(_ indices: [Formula.Index], rank: Int) -> [Formula.Index] {
    guard indices.count == 1, rank > 1, case .number(let number) = indices[0] else { return indices }
    let digits = String(number).compactMap(\.wholeNumberValue)
    return digits.count == rank && !digits.contains(0) ? digits.map { .number($0) } : indices
  }

  private func sum(
    _ formula: Formula, _ letter: String, _ range: Formula.SumRange?, _ body: Formula,
    _ extents: inout [String: Extent]
  ) throws(FormulaError) -> Kind {
    let outer = extents.removeValue(forKey: letter)
    if let range {
      for bound in [range.from, range.to] {
        guard try number(bound, &extents) == .scalar else {
          throw FormulaError("the bounds of a sum are numbers, not \(quoted(bound))", column: bound.column)
        }
      }
    }
    let shape = try number(body, &extents)
    if range == nil && extents[letter] == nil { _ = try standardExtent(of: letter, in: body, column: formula.column) }
    extents[letter] = outer
    return Kind(shape: shape)
  }

  /// How far the letter of a sum without a range runs.
  func extent(of letter: String, in body: Formula) -> Int {
    var extents: [String: Extent] = [:]
    _ = try? kind(of: body, &extents)
    return extents[letter]?.size ?? (try? standardExtent(of: letter, in: body)) ?? 0
  }

  private func operation(
    _ formula: Formula, _ sign: Formula.Operator, _ left: Formula, _ right: Formula, _ extents: inout [String: Extent]
  ) throws(FormulaError) -> FormulaShape {
    let a = try number(left, &extents)
    let b = try number(right, &extents)
    let result: FormulaShape? =
      switch sign {
      case .add, .subtract, .hadamard, .hadamardDivide: FormulaShape.elementwise(a, b)
      case .multiply: FormulaShape.product(a, b)
      case .divide: b == .scalar ? a : a == .scalar ? b : nil
      case .power: power(a, b, right)
      }
    guard let result else {
      if sign == .power, case .matrix = a {
        throw FormulaError(
          "a matrix is raised to -1 only, its inverse, and only if it is square; \(quoted(left)) is \(a.words)",
          column: formula.column)
      }
      if sign == .divide {
        let isDerivative = [left, right].allSatisfy {
          if case .quantity(let quantity) = $0.node { quantity.rawValue.hasPrefix("d") } else { false }
        }
        guard !isDerivative else {
          throw FormulaError(
            "\(quoted(left)) and \(quoted(right)) are gradients; the derivative of y by x is ∂y/∂x or J",
            column: formula.column)
        }
        throw FormulaError(
          "\(quoted(left)) and \(quoted(right)) are no numbers; ", column: formula.column, kind: .any,
          hint: .formulas(
            instead: formula, [Formula(.operation(.hadamardDivide, left, right))], before: "entry by entry write ",
            after: "", otherwise: "`/` divides by a number"))
      }
      throw FormulaError(
        sentence(left, a, right, b), column: formula.column, kind: .any,
        hint: .formulas(
          instead: formula, suggestions(sign, (left, a), (right, b)), before: ": did you mean ", after: "?",
          otherwise: ""))
    }
    return result
  }

  /// Entry by entry for vectors; of a matrix only the inverse `W^-1`.
  private func power(_ a: FormulaShape, _ b: FormulaShape, _ exponent: Formula) -> FormulaShape? {
    switch (a, b) {
    case (.matrix(let rows, let columns), .scalar):
      let isInverse = exponent == Formula(.negated(Formula(.number(.one))))
      return isInverse && rows == columns ? a : nil
    case (.array, _), (_, .matrix), (_, .array):
      return b == .scalar || a == .scalar ? FormulaShape.elementwise(a, b) : nil
    default: return FormulaShape.elementwise(a, b)
    }
  }

  private func sentence(_ left: Formula, _ a: FormulaShape, _ right: Formula, _ b: FormulaShape) -> String {
    func says(_ formula: Formula, _ shape: FormulaShape) -> String {
      switch shape {
      case .vector: "\(quoted(formula)) has \(shape.words)"
      default: "\(quoted(formula)) is \(shape.words)"
      }
    }
    if a == b, case .vector = a { return "\(quoted(left)) and \(quoted(right)) both have \(a.words)" }
    return "\(says(left, a)) and \(says(right, b))"
  }

  /// Formulas near the written one, the likeliest first; whether they fit is asked where the whole is known.
  private func suggestions(
    _ sign: Formula.Operator, _ left: (formula: Formula, shape: FormulaShape),
    _ right: (formula: Formula, shape: FormulaShape)
  ) -> [Formula] {
    func transposed(_ formula: Formula) -> Formula {
      if case .transposed(let inside) = formula.node { inside } else { Formula(.transposed(formula)) }
    }
    func written(_ sign: Formula.Operator, _ a: Formula, _ b: Formula) -> Formula { Formula(.operation(sign, a, b)) }
    let (a, b) = (left.formula, right.formula)
    guard sign == .multiply else {
      // `W^T dy .* f'(s)` reads from the left; meant is the product with all that stands behind it.
      if sign == .hadamard, case .operation(.multiply, let matrix, let vector) = a.node {
        return [written(.multiply, matrix, written(sign, vector, b)), written(sign, a, transposed(b))]
      }
      return [written(sign, a, transposed(b))] + (sign == .hadamard ? [written(.multiply, a, b)] : [])
    }
    var all: [Formula] = []
    if case .vector = left.shape, case .vector = right.shape {
      all += [written(.hadamard, a, b), written(.multiply, transposed(a), b)]
    }
    if case .matrix = left.shape { all.append(written(.multiply, transposed(a), b)) }
    all.append(written(.multiply, a, transposed(b)))
    if case .matrix = right.shape { all += [written(.multiply, b, a), written(.multiply, transposed(b), a)] }
    return all
  }

  private func application(
    _ formula: Formula, _ function: Formula.Function, _ arguments: [Formula], _ extents: inout [String: Extent]
  ) throws(FormulaError) -> FormulaShape {
    switch function {
    case .min, .max:
      var shape: FormulaShape?
      for argument in arguments { try join(number(argument, &extents), &shape, formula) }
      return shape ?? .scalar
    case .diag:
      let shape = try number(arguments[0], &extents)
      guard case .vector(let entries) = shape else {
        throw FormulaError("diag takes a vector; \(quoted(arguments[0])) is \(shape.words)", column: formula.column)
      }
      return .matrix(entries, entries)
    case .total:
      _ = try number(arguments[0], &extents)
      return .scalar
    case .f, .fPrime, .exp, .ln, .abs: return try number(arguments[0], &extents)
    }
  }

  private func quoted(_ formula: Formula) -> String {
    let text = formula.ascii
    return "`\(text.count > 40 ? text.prefix(39) + "…" : text)`"
  }
}
