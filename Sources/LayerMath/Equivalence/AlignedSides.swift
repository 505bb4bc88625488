/// Both sides of an equation for a layer, brought to one shape.
///
/// Letters that no sum binds make arrays, the same letters on both sides the same axes. A whole quantity beside the formula
/// of its entry, `dx = sum_k ds_k W_kj`, lends the letters its axes; letters that only one side has repeat the other.
struct AlignedSides {
  let shapes: FormulaShapes
  private let sides: [Formula]
  private let kinds: [FormulaShapes.Kind]
  private let extents: [String: Int]

  /// The letters over which each side is computed.
  typealias Order = [[String]]

  /// One way to give the letters axes; several where axes are as long as each other for every layer.
  private(set) var orders: [Order] = []

  /// - Throws: `FormulaError` where the shapes or the letters of the sides do not fit.
  init(_ left: Formula, _ right: Formula, for environment: some FormulaEnvironment) throws(FormulaError) {
    sides = [left, right]
    shapes = FormulaShapes(environment)
    (kinds, extents) = try shapes.check(sides)
    guard kinds[0].isCondition == kinds[1].isCondition else {
      throw FormulaError("one side is a condition, the other a number", column: right.column)
    }
    let (a, b) = (left.freeIndices, right.freeIndices)
    if a == b {
      orders = [[a, b]]
    } else if a.isEmpty, kinds[0].shape != .scalar, kinds[1].shape == .scalar {
      orders = try lent(by: 0, to: b).map { [[], $0] }
    } else if b.isEmpty, kinds[1].shape != .scalar, kinds[0].shape == .scalar {
      orders = try lent(by: 1, to: a).map { [$0, []] }
    } else {
      let onlyLeft = a.filter { !b.contains($0) }
      let onlyRight = b.filter { !a.contains($0) }
      guard onlyLeft.isEmpty || onlyRight.isEmpty else {
        throw FormulaError(
          "the left side speaks of \(onlyLeft.joined(separator: ", ")), the right side of "
            + "\(onlyRight.joined(separator: ", ")); one thing has one letter", column: right.column,
          kind: .letters)
      }
      let all = Formula.ordered(Set(a).union(b))
      orders = [[all, all]]
    }
    guard let order = orders.first else { return }
    let (one, other) = (shape(0, order), shape(1, order))
    guard FormulaShape.elementwise(one, other) != nil else {
      throw FormulaError(
        "the left side is \(one.words), the right side \(other.words); only equal shapes can be compared",
        column: right.column)
    }
  }

  func value(of side: Int, _ order: Order, _ evaluation: FormulaEvaluation) -> FormulaValue {
    evaluation.value(of: sides[side], shape: kinds[side].shape, over: order[side], extents: extents)
  }

  /// What to say where it matters which of several letters counts what.
  var ambiguity: FormulaError {
    let whole = sides[0].freeIndices.isEmpty ? sides[0] : sides[1]
    let letters = (sides[0].freeIndices + sides[1].freeIndices).joined(separator: ", ")
    return FormulaError(
      "which of \(letters) counts the rows of `\(whole.ascii)` cannot be told; give both sides their letters",
      column: sides[1].column, kind: .letters)
  }

  private func shape(_ side: Int, _ order: Order) -> FormulaShape {
    FormulaShape(joining: order[side].map { extents[$0] ?? 1 }, kinds[side].shape)
  }

  /// The orders in which the letters run over the axes of a whole, units before inputs first.
  private func lent(by whole: Int, to letters: [String]) throws(FormulaError) -> [[String]] {
    let axes = kinds[whole].shape.sizes
    guard letters.count == axes.count else {
      let free = letters.joined(separator: ", ")
      throw FormulaError(
        "`\(sides[whole].ascii)` has \(count(axes.count, "index", "indices")), the other side is free in \(free); "
          + "a sum binds a letter, as in sum_\(letters[0]) …", column: sides[1 - whole].column)
    }
    // On a layer with K ≠ n axes that count different things differ; where the sides fit only K = n, by its sizes.
    let checked = ShapeEnvironment.generic.first.flatMap { try? FormulaShapes($0).check(sides) }
    let long = checked?.kinds[whole].shape.sizes ?? axes
    let reach = checked?.extents ?? extents
    let orders = Self.permutations(letters).filter { order in
      zip(order, long).allSatisfy { reach[$0] == $1 }
    }
    guard !orders.isEmpty else {
      let reaches = letters.map { "\($0) to \(extents[$0] ?? 1)" }.joined(separator: " and ")
      throw FormulaError(
        "`\(sides[whole].ascii)` is \(kinds[whole].shape.words), on the other side \(reaches) run",
        column: sides[1 - whole].column)
    }
    return orders
  }

  private static func permutations(_ letters: [String]) -> [[String]] {
    guard letters.count > 1 else { return [letters] }
    return letters.indices.flatMap { index in
      var rest = letters
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }
}

extension Formula {
  /// Whether it holds numbers of its own in an array, whose shape only some layers have.
  var isOfOneShape: Bool {
    if case .literal(let matrix) = node { matrix.elements.count > 1 } else { children.contains(where: \.isOfOneShape) }
  }
}

extension FormulaShape {
  /// An array over letters whose entries have a shape.
  init(joining letters: [Int], _ entry: FormulaShape) {
    self = letters.isEmpty ? entry : FormulaShape(letters + entry.sizes)
  }
}

extension Formula {
  /// Whether each two neighbours of `A = B = C` agree for a layer, entry by entry; wholes beside entries as in `compare`.
  /// - Throws: `FormulaError` where shapes or letters do not fit, or an entry has no value or none that can be compared.
  static func truth(of sides: [Formula], for environment: some FormulaEnvironment) throws(FormulaError) -> FormulaResult
  {
    var holds: [Bool] = []
    var shape = FormulaShape.scalar
    for (left, right) in zip(sides, sides.dropFirst()) {
      let aligned = try AlignedSides(left, right, for: environment)
      var answers: [[Bool]] = []
      for order in aligned.orders {
        let evaluation = FormulaEvaluation(shapes: aligned.shapes)
        let one = aligned.value(of: 0, order, evaluation)
        let other = aligned.value(of: 1, order, evaluation)
        let whole = FormulaShape.elementwise(one.shape, other.shape) ?? .scalar
        var answer: [Bool] = []
        for (a, b) in zip(one.spread(to: whole).entries, other.spread(to: whole).entries) {
          for case .undefined(let reason) in [a, b] {
            throw FormulaError("this has no value here: \(reason.reason)", column: left.column)
          }
          guard let order = RealNumber.order(a, b) else {
            throw FormulaError(
              "this has no value here: two numbers that agree in their first 50 digits cannot be compared",
              column: left.column)
          }
          answer.append(order == 0)
        }
        answers.append(answer)
        shape = whole
      }
      guard Set(answers.map { $0.allSatisfy { $0 } }).count <= 1, let first = answers.first else {
        throw aligned.ambiguity
      }
      holds = holds.isEmpty ? first : holds.count == first.count ? zip(holds, first).map { $0 && $1 } : holds + first
    }
    return .truth(holds.count == shape.entryCount ? shape : .vector(holds.count), holds)
  }
}
