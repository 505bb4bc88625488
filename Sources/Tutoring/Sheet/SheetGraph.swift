import LayerMath

/// The equality graph of a sheet: expressions, and the true equations between them.
///
/// Lines may come in any order and from either end. Two expressions are one vertex where they differ only in the order of factors
/// and terms and in the letters of sums. Source: `derive.md`, section 3.7.
struct SheetGraph: Equatable, Sendable {
  /// What an equation adds.
  enum Edge: Equatable {
    case new
    /// Both sides were joined before: the later one stands on that line, letter for letter or written differently.
    case again(line: Int, isSame: Bool)
  }

  private struct Vertex: Equatable, Sendable {
    let line: Int
    let formula: Formula
    let key: String
  }

  private var places: [String: Int] = [:]
  private var vertices: [Vertex] = []
  /// For each vertex one that it is equal to, itself for one of each component.
  private var parents: [Int] = []

  mutating func join(_ a: Formula, _ keyA: String, _ b: Formula, _ keyB: String, line: Int) -> Edge {
    let from = place(a, keyA, line)
    let known = places[keyB]
    let to = place(b, keyB, line)
    let (one, other) = (root(from), root(to))
    guard one == other else {
      parents[other] = one
      return .new
    }
    guard let known else { return .new }
    let before = vertices[known]
    return .again(line: before.line, isSame: before.formula == b)
  }

  private mutating func place(_ formula: Formula, _ key: String, _ line: Int) -> Int {
    if let known = places[key] { return known }
    places[key] = vertices.count
    parents.append(vertices.count)
    vertices.append(Vertex(line: line, formula: formula, key: key))
    return vertices.count - 1
  }

  private func root(_ place: Int) -> Int {
    var place = place
    while parents[place] != place { place = parents[place] }
    return place
  }

  /// All that is equal to a quantity by true equations, whichever of them it stands in.
  func equals(of quantity: Quantity) -> [(name: Formula, expression: Formula, line: Int)] {
    var result: [(name: Formula, expression: Formula, line: Int)] = []
    for (place, vertex) in vertices.enumerated()
    where vertex.formula.isName && vertex.formula.meaning.namedQuantity == quantity {
      let own = root(place)
      for (other, found) in vertices.enumerated() where other != place && root(other) == own {
        result.append((vertex.formula, found.formula, found.line))
      }
    }
    return result
  }
}

extension Formula {
  /// One text for all expressions that differ in the order of factors and terms and in the letters of sums only.
  var canonical: String { canonical([:], 0) }

  private func canonical(_ bound: [String: String], _ depth: Int) -> String {
    func part(_ formula: Formula) -> String { formula.canonical(bound, depth) }
    func index(_ index: Index) -> String {
      switch index {
      case .number(let number): "\(number)"
      case .letter(let letter): bound[letter] ?? letter
      }
    }
    switch node {
    case .number(let value): return "\(value)"
    case .index(let letter): return bound[letter] ?? letter
    case .entry(let base, let indices): return part(base) + "[" + indices.map(index).joined(separator: ",") + "]"
    case .derivative(let of, let by, _): return "∂(" + (of.map(part) ?? "L") + ")/∂(" + part(by) + ")"
    case .sum(let letter, let range, let body):
      var inner = bound
      inner[letter] = "#\(depth)"
      let bounds = range.map { part($0.from) + ".." + part($0.to) } ?? (body.sumCountsInputs(letter) ? "n" : "K")
      // Of all units or inputs the range need not be written.
      let plain = ["1..n": "n", "1..K": "K"][bounds] ?? bounds
      return "Σ{\(plain)}(" + body.canonical(inner, depth + 1) + ")"
    case .negated(let inside): return "-(" + part(inside) + ")"
    case .operation(.subtract, let a, let b):
      return Formula(.operation(.add, a, Formula(.negated(b)))).canonical(bound, depth)
    case .operation(.add, _, _): return "(" + terms.map(part).sorted().joined(separator: "+") + ")"
    case .operation(.hadamard, _, _):
      return "(" + factors(of: .hadamard).map(part).sorted().joined(separator: "⊙") + ")"
    case .operation(.multiply, _, _):
      let all = factors(of: .multiply)
      // Numbers commute with everything; matrices do not with each other.
      guard all.count(where: \.isWhole) < 2 else { return "(" + all.map(part).joined(separator: "·") + ")" }
      return "(" + all.map(part).sorted().joined(separator: "·") + ")"
    case .operation(let sign, let a, let b): return "(" + part(a) + sign.rawValue + part(b) + ")"
    case .comparison(let relation, let a, let b):
      let sides = [part(a), part(b)]
      return (relation == .equal ? sides.sorted() : sides).joined(separator: relation.rawValue)
    case .transposed(let inside): return part(inside) + "ᵀ"
    case .applied(let function, let arguments):
      let all = arguments.map(part)
      return function.rawValue + "("
        + ([.min, .max].contains(function) ? all.sorted() : all).joined(separator: ";") + ")"
    case .cases(let cases, let otherwise):
      return "{" + cases.map { part($0.value) + "|" + part($0.condition) }.joined(separator: ";") + ";"
        + (otherwise.map(part) ?? "") + "}"
    case .both(let a, let b): return "(" + part(a) + "∧" + part(b) + ")"
    case .either(let a, let b): return "(" + part(a) + "∨" + part(b) + ")"
    case .not(let a): return "¬(" + part(a) + ")"
    case .bracket(let condition): return "[" + part(condition) + "]"
    case .quantity, .constant, .literal: return ascii
    }
  }

  private var terms: [Formula] {
    switch node {
    case .operation(.add, let a, let b): a.terms + b.terms
    case .operation(.subtract, let a, let b): a.terms + [Formula(.negated(b))]
    default: [self]
    }
  }

  private func factors(of sign: Operator) -> [Formula] {
    if case .operation(sign, let a, let b) = node { return a.factors(of: sign) + b.factors(of: sign) }
    return [self]
  }

  /// Whether it is a vector or a matrix, by what stands in it.
  var isWhole: Bool {
    switch node {
    case .quantity(let quantity): quantity.rank > 0
    case .entry: false
    case .derivative(let of, let by, _): by.isWhole || (of?.isWhole ?? false)
    case .literal: true
    default: children.contains(where: \.isWhole)
    }
  }
}
