#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A rule in machine numbers, put together once: a hundred wrong rules are tried on every answer, and few of them are worth an exact
/// look.
///
/// Only what is said entry by entry; `nil` for a rule of whole vectors or with an inverse, which is then always looked at.
package final class MachineRule: Sendable {
  typealias Body = @Sendable (MachineRun) -> Double

  package let quantity: Quantity
  /// What it is made of.
  package let uses: Set<Quantity>
  private let body: Body
  /// For each letter the sizes along which it runs, as far as they are seen: one of them, or `K = n`.
  private let extents: [Set<Extent>]

  enum Extent { case k, n }

  init?(_ quantity: Quantity, _ right: Formula) {
    var compiler = Compiler()
    for letter in quantity.row.letters {
      let slot = compiler.slot(of: String(letter))
      compiler.extents[slot].insert(letter == "j" ? .n : .k)
    }
    guard let body = compiler.body(right) else { return nil }
    self.quantity = quantity
    uses = compiler.uses
    self.body = body
    extents = compiler.extents
  }

  /// Whether it makes sense for a shape.
  package func fits(k: Int, n: Int) -> Bool { k == n || extents.allSatisfy { $0.count < 2 } }

  /// All entries, row after row.
  func values(in run: MachineRun) -> [Double] {
    let shape = quantity.shape(k: run.k, n: run.n)
    let count = shape.reduce(1, *)
    var result: [Double] = []
    result.reserveCapacity(count)
    // A rule within another has letters of its own.
    let outer = run.letters
    defer { run.letters = outer }
    run.letters = Array(repeating: 1, count: max(1, extents.count))
    for _ in 0..<count {
      result.append(body(run))
      var place = shape.count - 1
      while place >= 0 {
        run.letters[place] += 1
        if run.letters[place] <= shape[place] { break }
        run.letters[place] = 1
        place -= 1
      }
    }
    return result
  }

  private struct Compiler {
    var uses: Set<Quantity> = []
    var extents: [Set<Extent>] = []
    private var slots: [String: Int] = [:]

    mutating func slot(of letter: String) -> Int {
      if let slot = slots[letter] { return slot }
      slots[letter] = extents.count
      extents.append([])
      return extents.count - 1
    }

    mutating func body(_ formula: Formula) -> Body? {
      if let value = formula.rationalConstant?.double { return { _ in value } }
      switch formula.node {
      case .number, .literal, .transposed, .derivative: return nil
      case .constant(let constant):
        switch constant {
        case .e: return { _ in M_E }
        case .k: return { Double($0.k) }
        case .n: return { Double($0.n) }
        case .alpha: return { $0.alpha }
        }
      case .quantity(let quantity): return quantity.rank == 0 ? entry(quantity, []) : nil
      case .index(let letter):
        let slot = slot(of: letter)
        return { Double($0.letters[slot]) }
      case .entry(let base, let indices):
        guard case .quantity(let quantity) = base.node else { return nil }
        return entry(quantity, indices)
      case .negated(let inside):
        guard let inside = body(inside) else { return nil }
        return { -inside($0) }
      case .operation(let sign, let left, let right): return operation(sign, left, right)
      case .applied(let function, let arguments): return application(function, arguments)
      case .sum(let letter, nil, let inside): return sum(letter, inside)
      case .sum: return nil
      case .cases(let cases, let otherwise): return self.cases(cases, otherwise)
      case .comparison(let relation, let left, let right):
        guard let left = body(left), let right = body(right) else { return nil }
        return { run in
          let (a, b) = (left(run), right(run))
          return relation.holds(a < b ? -1 : a > b ? 1 : 0) ? 1 : 0
        }
      case .both(let left, let right):
        guard let left = body(left), let right = body(right) else { return nil }
        return { left($0) == 0 ? 0 : right($0) }
      case .either(let left, let right):
        guard let left = body(left), let right = body(right) else { return nil }
        return { left($0) == 0 ? right($0) : 1 }
      case .not(let inside):
        guard let inside = body(inside) else { return nil }
        return { inside($0) == 0 ? 1 : 0 }
      case .bracket(let condition): return body(condition)
      }
    }

    private mutating func entry(_ quantity: Quantity, _ indices: [Formula.Index]) -> Body? {
      guard indices.count == quantity.rank else { return nil }
      uses.insert(quantity)
      let kinds = Array(quantity.row.letters)
      var places: [@Sendable (MachineRun) -> Int] = []
      for (index, kind) in zip(indices, kinds) {
        switch index {
        case .number(let number): places.append { _ in number }
        case .letter(let letter):
          let slot = slot(of: letter)
          extents[slot].insert(kind == "j" ? .n : .k)
          places.append { $0.letters[slot] }
        }
      }
      let first = places.first
      let second = places.dropFirst().first
      switch places.count {
      case 0: return { $0.values(of: quantity).first ?? .nan }
      case 1:
        guard let first else { return nil }
        return { run in
          let values = run.values(of: quantity)
          let place = first(run) - 1
          return place < values.count ? values[place] : .nan
        }
      case 2:
        guard let first, let second else { return nil }
        let isByInput = kinds[1] == "j"
        return { run in
          let values = run.values(of: quantity)
          let place = (first(run) - 1) * (isByInput ? run.n : run.k) + second(run) - 1
          return place < values.count ? values[place] : .nan
        }
      default: return nil
      }
    }

    private mutating func operation(_ sign: Formula.Operator, _ left: Formula, _ right: Formula) -> Body? {
      guard let a = body(left), let b = body(right) else { return nil }
      switch sign {
      case .add: return { a($0) + b($0) }
      case .subtract: return { a($0) - b($0) }
      case .multiply, .hadamard: return { a($0) * b($0) }
      case .divide, .hadamardDivide: return { a($0) / b($0) }
      case .power: return { pow(a($0), b($0)) }
      }
    }

    private mutating func application(_ function: Formula.Function, _ arguments: [Formula]) -> Body? {
      // The slope of a unit is a value of its own, which a wrong rule may have given.
      if function == .fPrime, case .entry(let base, let indices) = arguments[0].node, base.node == .quantity(.s) {
        return entry(.fPrime, indices)
      }
      let bodies = arguments.compactMap { body($0) }
      guard bodies.count == arguments.count, let first = bodies.first else { return nil }
      switch function {
      case .f: return { $0.activation.doubles(at: first($0)).value }
      case .fPrime: return { $0.activation.doubles(at: first($0)).slope }
      case .exp: return { exp(first($0)) }
      case .ln: return { log(first($0)) }
      case .abs: return { abs(first($0)) }
      case .min: return { run in bodies.dropFirst().reduce(first(run)) { Swift.min($0, $1(run)) } }
      case .max: return { run in bodies.dropFirst().reduce(first(run)) { Swift.max($0, $1(run)) } }
      case .diag, .total: return nil
      }
    }

    private mutating func sum(_ letter: String, _ inside: Formula) -> Body? {
      // The same letter of another sum is another one.
      let outer = slots[letter]
      slots[letter] = nil
      let slot = slot(of: letter)
      defer { slots[letter] = outer }
      guard let body = body(inside), let extent = extents[slot].first else { return nil }
      return { run in
        let count = extent == .n ? run.n : run.k
        var total = 0.0
        for number in 1...count {
          run.letters[slot] = number
          total += body(run)
        }
        return total
      }
    }

    private mutating func cases(_ cases: [Formula.Case], _ otherwise: Formula?) -> Body? {
      guard let otherwise, let last = body(otherwise) else { return nil }
      var all: [(value: Body, condition: Body)] = []
      for part in cases {
        guard let value = body(part.value), let condition = body(part.condition) else { return nil }
        all.append((value, condition))
      }
      let parts = all
      return { run in (parts.first { $0.condition(run) != 0 }?.value ?? last)(run) }
    }
  }
}
