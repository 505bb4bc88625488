import Curriculum
import LayerMath

/// The marks of a derivation: what was asked earns them, wherever on the sheet it stands and however large the steps are.
///
/// Source: `derive.md`, section 4.2.
package struct SheetMarks: Equatable, Sendable {
  /// What became of a mark, and why.
  package struct Result: Equatable, Sendable {
    package let mark: MarkScheme.Mark
    package var points: Int
    /// The line, counted from 1, that earned it, or lost it.
    package var line: Int?
    package var reason: String
  }

  package private(set) var results: [Result] = []
  /// A common misreading with some worth: the gradients of the loss in place of the derivatives of the outputs.
  package private(set) var special = 0
  /// Lines with an error that was carried on from another line, where it cost already.
  package private(set) var carried = 0
  /// Lines that were not asked for and cost nothing.
  package private(set) var unasked: [Int] = []
  package let scheme: MarkScheme

  package var points: Int { results.reduce(special) { $0 + $1.points } }

  package subscript(name: String) -> Int { results.first { $0.mark.name == name }?.points ?? 0 }

  /// - Parameter standing: of goals with two answers the line that counts.
  package init(_ sheet: Sheet, _ scheme: MarkScheme, standing: [Quantity: Int] = [:]) {
    self.scheme = scheme
    let reading = SheetReading(sheet, standing)
    for mark in scheme.marks {
      let found = reading.found(mark.criterion, scheme.asks)
      results.append(
        Result(mark: mark, points: found.isEarned ? mark.points : 0, line: found.line, reason: found.reason))
    }
    if scheme.asks == .outputs {
      let own: [MarkScheme.Criterion] = [.backward, .parameter, .kronecker]
      let hasNone = results.allSatisfy { $0.points == 0 || !own.contains($0.mark.criterion) }
      special = hasNone && !reading.closed(.deltaX).isEmpty && !reading.closed(.deltaW).isEmpty ? 1 : 0
    }
    carried = sheet.lines.count { $0.truth == .no && $0.follows == .yes }
    unasked = sheet.lines.filter { line in
      guard line.truth != .yes, line.truth != .notAClaim else { return false }
      // W and x are given: whatever is said to become of them, nobody asked.
      return line.claims.allSatisfy { $0.quantity?.isGiven ?? ($0.head == nil) }
    }.map(\.number)
  }
}

extension MarkScheme.Mark {
  /// What earns it.
  package func title(_ asks: MarkScheme.Asks, _ names: Naming) -> String {
    if let title { return title }
    func derivative(_ target: Quantity, own: Bool = false) -> String {
      asks == .outputs ? names.screen(target.jacobian ?? target) : names.screen(target.gradient ?? target)
    }
    let (s, y, f) = (names.screen(.s), names.screen(.y), names.functionScreen)
    switch criterion {
    case .forward: return "the forward message: \(s) = \(names.screen(.w))\(names.screen(.x)) and \(y) = \(f)(\(s))"
    case .slope: return "the slope \(f)′(\(s)) on every piece"
    case .backward:
      return derivative(.x)
        + (asks == .outputs ? ", without a sum and without \(names.screen(.deltaY))" : ", the sum over the units")
    case .parameter:
      return derivative(.w) + (asks == .outputs ? " of the own unit" : ", of the unit and the input of the weight")
    case .kronecker: return asks == .outputs ? "0 for the weights of other units" : "one path and no sum for a weight"
    case .goal(let quantity): return names.screen(quantity)
    }
  }
}

/// What of a sheet speaks for or against a mark.
private struct SheetReading {
  struct Found {
    var isEarned: Bool
    var line: Int?
    var reason = ""
  }

  let sheet: Sheet
  private let right: [SheetClaim]
  private let standing: [Quantity: Int]

  init(_ sheet: Sheet, _ standing: [Quantity: Int]) {
    (self.sheet, self.standing) = (sheet, standing)
    right = sheet.claims.filter(\.isSound)
  }

  /// The closed forms that count.
  func closed(_ quantity: Quantity) -> [SheetClaim] {
    let all = sheet.closed(quantity)
    return standing[quantity].map { line in all.filter { $0.line == line } } ?? all
  }

  func found(_ criterion: MarkScheme.Criterion, _ asks: MarkScheme.Asks) -> Found {
    switch criterion {
    case .forward: earned(forward, else: [.s, .y])
    case .slope: earned(slope, else: [.fPrime])
    case .backward: asks == .outputs ? factor(.jacobian, by: .x) : goal(.deltaX)
    case .parameter: asks == .outputs ? factor(.parameterJacobian, by: .w) : goal(.deltaW)
    case .kronecker: asks == .outputs ? kronecker : path
    case .goal(let quantity): goal(quantity)
    }
  }

  private func earned(_ claim: SheetClaim?, else quantities: [Quantity], _ reason: String = "") -> Found {
    if let claim { return Found(isEarned: true, line: claim.line, reason: reason) }
    // The first line that is wrong about it, else that there is none.
    let wrong = sheet.lines.first { line in
      line.truth == .no && line.claims.contains { $0.truth == .no && $0.quantity.map(quantities.contains) ?? false }
    }
    guard let wrong else { return Found(isEarned: false, reason: "not on the sheet") }
    let ids = wrong.ids.isEmpty ? "" : " (\(wrong.ids.joined(separator: ", ")))"
    return Found(isEarned: false, line: wrong.number, reason: wrong.text + ids)
  }

  private func goal(_ quantity: Quantity) -> Found {
    if let own = closed(quantity).first { return earned(own, else: []) }
    if let own = followed(quantity) { return own }
    return earned(nil, else: [quantity])
  }

  /// Right but for the own slope, which cost already.
  private func followed(_ quantity: Quantity) -> Found? {
    sheet.claims.first { $0.followsOwnSlope && $0.quantity == quantity }.map {
      Found(isEarned: true, line: $0.line, reason: "right with your slope, which cost already")
    }
  }

  /// A derivative of the outputs, or its factors shown in the gradient of the loss.
  private func factor(_ jacobian: Quantity, by target: Quantity) -> Found {
    if let own = closed(jacobian).first { return earned(own, else: []) }
    if let own = followed(jacobian) { return own }
    // Right of the own unit, which is what P is for; that the others have 0 is another mark.
    if jacobian == .parameterJacobian,
      let own = sheet.claims.first(where: {
        $0.quantity == jacobian && $0.ids == ["J5"] && $0.expression?.derivatives.isEmpty == true
      })
    {
      return Found(isEarned: true, line: own.line, reason: "right of the own unit")
    }
    if let gradient = target.gradient, !closed(gradient).isEmpty, let shown = shows(target, of: gradient) {
      return Found(isEarned: true, line: shown.line, reason: "implied: its factors are shown")
    }
    return earned(nil, else: [jacobian])
  }

  private var kronecker: Found {
    let own =
      closed(.parameterJacobian) + sheet.claims.filter { $0.followsOwnSlope && $0.quantity == .parameterJacobian }
    if let all = own.first(where: \.isOfEveryUnit) { return earned(all, else: []) }
    let hasOwn = !own.isEmpty || sheet.claims.contains { $0.quantity == .parameterJacobian && $0.ids == ["J5"] }
    if hasOwn, let note = sheet.lines.first(where: { $0.truth != .no && Self.saysZero($0.source) }) {
      return Found(isEarned: true, line: note.number)
    }
    return Found(isEarned: false, reason: "what it is for i ≠ k is not said")
  }

  /// One path, shown by a product without a sum.
  private var path: Found {
    let shown =
      right.first { $0.quantity == .deltaW && $0.isIndexProduct }
      ?? closed(.parameterJacobian).first(where: \.isOfEveryUnit)
    return earned(shown, else: [.deltaW])
  }

  /// `s = Wx` and `y = f(s)`, or `y = f(Wx)`.
  private var forward: SheetClaim? {
    let given: Set<Quantity> = [.w, .x, .b, .a]
    func claim(_ quantity: Quantity, of quantities: Set<Quantity>) -> SheetClaim? {
      right.first { claim in
        guard claim.quantity == quantity, let formula = claim.expression, !formula.hasDerivative else { return false }
        return !formula.speaks(of: Set(Quantity.allCases).subtracting(quantities)) && formula.speaks(of: quantities)
      }
    }
    if let whole = claim(.y, of: given) { return whole }
    return claim(.s, of: given) == nil ? nil : claim(.y, of: [.s, .a])
  }

  /// The slope written out, as its own line or within another; true for every layer, so with all pieces.
  private var slope: SheetClaim? {
    right.first { claim in
      guard let quantity = claim.quantity, let expression = claim.expression else { return false }
      let carries: [Quantity] = [.fPrime, .jacobian, .parameterJacobian, .deltaX, .deltaW, .deltaS]
      return carries.contains(quantity) && !expression.namesSlope && !expression.hasDerivative
        && !expression.speaks(of: [.deltaS, .jacobian, .parameterJacobian, .deltaX, .deltaW])
    }
  }

  /// A line of the gradient in which the factors of the chain stand: the product is then shown, contracted or not.
  private func shows(_ quantity: Quantity, of gradient: Quantity) -> SheetClaim? {
    right.first { claim in
      guard claim.quantity == gradient, let expression = claim.expression else { return false }
      return expression.hasDerivative(of: .y, by: .s) && expression.hasDerivative(of: .s, by: quantity)
    }
  }

  /// Words that say what the other units have.
  private static func saysZero(_ note: String) -> Bool {
    let text = note.lowercased()
    let says = text.contains("zero") || text.split(whereSeparator: { !$0.isNumber && $0 != "." }).contains("0")
    return says
      && ["i ≠ k", "i != k", "i≠k", "i!=k", "k ≠ i", "other unit", "i \\ne", "i \\neq"].contains { text.contains($0) }
  }
}

extension SheetClaim {
  /// Whether it says the derivatives of every output: `∂y_i/∂W_kj` with letters of their own.
  fileprivate var isOfEveryUnit: Bool {
    guard let head, case .entry(_, let indices) = head.meaning.node, indices.count == 3 else { return false }
    return indices[0] != indices[1]
  }

  /// A product of entries without a sum.
  fileprivate var isIndexProduct: Bool {
    guard let expression, head.map({ !$0.freeIndices.isEmpty }) ?? false else { return false }
    return !expression.hasSum
  }
}
