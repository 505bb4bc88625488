import LayerMath

/// Where an expression of a derivation stands: which links of the path `L → y → s → V` it shows, and how each is written.
///
/// Two lines that are equal differ in some of these coordinates, and what differs names the rules between them. Source: `derive.md`,
/// section 3.4.
struct LineState: Equatable, Sendable {
  /// A part of the path that one factor stands for.
  enum Link: Int, CaseIterable, Sendable { case lossToTarget, lossToS, lossToY, yToTarget, yToS, sToTarget }

  /// How each link is written, from its derivative on: 0 `∂y_k/∂s_k`, 1 `f′(s_k)`, 2 its pieces, 3 from `y_k`; of `∂s_k/∂x_j`
  /// 1 of the sum, 2 inside the sum, 3 with Kronecker's delta, 4 done; of what has a name 1 by its name.
  private(set) var links: [Link: Int] = [:]
  private(set) var brackets = 0
  private(set) var sums = 0
  private(set) var isVector = false
  /// Whether `Wx` stands where `s` could.
  private(set) var writesS = false
  /// Of the forward message: 0 by its name, 1 `f(s_k)`, 2 its pieces.
  private(set) var forward: Int?
  private var isOfS = false
  /// Whether the units of output and weight are one letter, so that no other output was asked for.
  private var isOfOwnUnit = true
  let target: Quantity?
  private var seen: Set<Quantity> = []
  private var hasInputBracket = false
  private var hasPieces = false

  /// - Parameter head: what is derived, by its name; where nothing on the line has one, `other` tells by what.
  /// - Returns: `nil` where no such path can be read off it.
  init?(_ expression: Formula, of head: Formula, beside other: Formula) {
    let quantity = head.meaning.namedQuantity
    if case .derivative(_, let by, _) = head.node {
      target = by.leadingQuantity
    } else {
      let isName = head.isName && quantity.map { !$0.isGiven } ?? false
      target = quantity?.derivedBy ?? (isName ? nil : expression.derivationTarget ?? other.derivationTarget)
    }
    if head.isName, !head.isAnyDerivative, quantity == .s || quantity == .y {
      isVector = expression.isWhole
      readForward(expression, of: quantity == .s ? .s : .y)
      return
    }
    guard target != nil || quantity == .fPrime || quantity == .deltaY else { return nil }
    if let (i, k) = head.unitLetters { isOfOwnUnit = i == k }
    read(expression)
    complete()
    isVector = !expression.isName && expression.hasVectors
    guard Self.paths.contains(Set(links.keys)) else { return nil }
  }

  /// What the factors of a product may stand for together.
  private static let paths: Set<Set<Link>> = [
    [.lossToTarget], [.lossToS, .sToTarget], [.lossToY, .yToTarget], [.lossToY, .yToS, .sToTarget], [.yToTarget],
    [.yToS, .sToTarget], [.sToTarget], [.yToS], [.lossToY], [.lossToY, .yToS],
  ]

  // MARK: reading

  private mutating func readForward(_ expression: Formula, of quantity: Quantity) {
    isOfS = quantity == .s
    switch expression.meaning.node {
    case .quantity(quantity), .entry(Formula(.quantity(quantity)), _): forward = 0
    case .applied(.f, _) where quantity == .y: forward = 1
    default: forward = quantity == .y ? 2 : 1
    }
    // Its own definition is no s put in.
    writesS = forward != 0 && expression.speaks(of: [.w]) && quantity == .y
  }

  private mutating func read(_ formula: Formula) {
    switch formula.node {
    case .derivative(let of, let by, _): readDerivative(of, by.leadingQuantity)
    case .quantity(let quantity): readName(quantity)
    case .applied(.fPrime, let arguments):
      put(.yToS, 1)
      if arguments.contains(where: { $0.speaks(of: [.w]) }) { writesS = true }
    case .applied(let function, let arguments) where [.diag, .total].contains(function): arguments.forEach { read($0) }
    case .applied, .cases:
      hasPieces = true
      if formula.speaks(of: [.y]) { seen.insert(.y) }
      // W alone may be the derivative of s.
      if formula.speaks(of: [.w]), formula.speaks(of: [.x]) { writesS = true }
    case .bracket(let condition):
      brackets += 1
      if condition.freeIndices.contains(where: { target == .x || ["j", "l"].contains($0) }) { hasInputBracket = true }
      // `[s_k > 0]` is a piece.
      if condition.speaks(of: [.s, .y]) { hasPieces = true }
    case .sum(let letter, _, let body):
      sums += 1
      if body.countsInputs(letter) == true, body.hasBracket(with: letter) { hasInputBracket = true }
      read(body)
    case .operation(.power, _, _):
      hasPieces = true
      if formula.speaks(of: [.y]) { seen.insert(.y) }
    default: formula.children.forEach { read($0) }
    }
  }

  private mutating func put(_ link: Link, _ level: Int) { links[link] = max(links[link] ?? 0, level) }

  private mutating func readDerivative(_ of: Formula?, _ by: Quantity?) {
    guard let of else {
      put(by == target ? .lossToTarget : by == .y ? .lossToY : .lossToS, 0)
      return
    }
    switch of.leadingQuantity {
    case .y? where by == .y: brackets += 1
    case .y?: put(by == .s ? .yToS : .yToTarget, 0)
    case .s? where by == .s: brackets += 1
    case .s?: put(.sToTarget, 0)
    case .x?, .w?, .b?: put(.sToTarget, 2)
    default:
      let isOfOutput = of.speaks(of: [.y]) || of.hasActivation
      put(isOfOutput ? (by == .s ? .yToS : .yToTarget) : .sToTarget, isOfOutput ? 0 : 1)
      if isOfOutput { forward = 1 }
    }
  }

  private mutating func readName(_ quantity: Quantity) {
    switch quantity.role {
    case .gradient(of: let of) where of == target: put(.lossToTarget, 1)
    case .gradient(of: .s): put(.lossToS, 1)
    case .arriving: put(target == .y ? .lossToTarget : .lossToY, 1)
    case .jacobian: put(.yToTarget, 1)
    default: seen.insert(quantity)
    }
  }

  /// What is written without a sign of its own: the pieces of the slope, and W or x alone as the derivative of s.
  private mutating func complete() {
    // A whole stands for the path alone.
    if links[.lossToTarget] != nil || links[.yToTarget] != nil { return }
    if links[.yToS] == nil, hasPieces || seen.contains(.y) { put(.yToS, seen.contains(.y) ? 3 : 2) }
    guard links[.sToTarget] == nil else { return }
    switch target {
    case .x? where seen.contains(.w), .w? where seen.contains(.x), .b?:
      put(.sToTarget, hasInputBracket ? 3 : 4)
    // `∂x_l/∂x_j = [l = j]`
    case .x?, .w?: if links.isEmpty, hasInputBracket { put(.sToTarget, 3) }
    default: break
    }
  }

  // MARK: the rules between two states

  /// The rules that lead from one to the other; `nil` where what differs has no name.
  static func rules(from one: LineState, to other: LineState) -> [StepRule] {
    var rules: [StepRule] = []
    func add(_ new: StepRule...) { for rule in new where !rules.contains(rule) { rules.append(rule) } }
    if one.forward != other.forward { add(one.isOfS ? .definitionOfS : .definitionOfY) }
    // What is more finely divided shows more links.
    let (coarse, fine) = one.links.count <= other.links.count ? (one, other) : (other, one)
    if Set(coarse.links.keys) != Set(fine.links.keys) {
      if (coarse.links[.lossToY] == nil) != (fine.links[.lossToY] == nil) { add(.chainThroughY) }
      if (coarse.links[.sToTarget] == nil) != (fine.links[.sToTarget] == nil) { add(.chainThroughS) }
      if fine.isOfOwnUnit, [.w, .b].contains(fine.target), fine.links.count > 1, fine.sums == 0, fine.brackets == 0,
        !fine.isVector
      {
        add(.unitByUnit)
      }
    }
    for (link, level) in fine.links.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for rule in Self.rules(of: link, between: coarse.links[link] ?? 0, and: level) { add(rule) }
    }
    let isLocalWorkedOut = [coarse, fine].contains { (1...3).contains($0.links[.sToTarget] ?? 0) }
    if Set(coarse.links.keys) == Set(fine.links.keys), !isLocalWorkedOut, one.isVector == other.isVector {
      if one.brackets != other.brackets {
        add(one.links[.yToS] != other.links[.yToS] || one.sums == other.sums ? .unitByUnit : .collapse)
      } else if one.sums != other.sums {
        add(.unitByUnit)
      }
    }
    if one.writesS != other.writesS { add(.definitionOfS) }
    if one.isVector != other.isVector { add(.vectorForm) }
    return rules.isEmpty ? [.algebra] : rules
  }

  private static func rules(of link: Link, between a: Int, and b: Int) -> [StepRule] {
    let (low, high) = (min(a, b), max(a, b))
    guard low != high else { return [] }
    switch link {
    case .lossToTarget, .lossToS, .lossToY, .yToTarget: return [.name]
    case .yToS: return (low < 2 ? [.slope] : []) + (high == 3 ? [.slopeFromOutput] : [])
    case .sToTarget:
      if high == 4, low < 2 { return [.linearLocal] }
      let steps: [StepRule] = [.definitionOfS, .linearity, .kronecker, .collapse]
      return Array(steps[low..<high])
    }
  }
}

extension Formula {
  fileprivate var hasActivation: Bool {
    if case .applied(.f, _) = node { return true }
    return children.contains(where: \.hasActivation)
  }

  fileprivate func hasBracket(with letter: String) -> Bool {
    if case .bracket(let condition) = node { return condition.freeIndices.contains(letter) }
    return children.contains { $0.hasBracket(with: letter) }
  }

  fileprivate var isAnyDerivative: Bool { if case .derivative = node { true } else { false } }

  /// By what a path in it leads: what it is differentiated by, or which factor of `Wx` is left.
  fileprivate var derivationTarget: Quantity? {
    derivedBy ?? (speaks(of: [.w]) && !speaks(of: [.x]) ? .x : speaks(of: [.x]) && !speaks(of: [.w]) ? .w : nil)
  }

  private var derivedBy: Quantity? {
    if case .derivative(_, let by, _) = node, let quantity = by.leadingQuantity, ![.s, .y].contains(quantity) {
      return quantity
    }
    if case .quantity(let quantity) = node, let by = quantity.derivedBy, by != .s { return by }
    return children.lazy.compactMap(\.derivedBy).first
  }

  /// Whether whole vectors stand in it, also where an entry of what they make is taken: `(W^T δs)_j`.
  fileprivate var hasVectors: Bool {
    if case .entry(let base, _) = node { if case .quantity = base.node { return false } }
    if case .quantity(let quantity) = node { return quantity.rank > 0 }
    if case .derivative = node { return isWhole }
    return children.contains(where: \.hasVectors)
  }
}
