import Curriculum
import LayerMath

/// The derivation of a module as one may write it: what the marks ask for, line by line, by the module's rules and names.
package struct ModelSheet: Equatable, Sendable {
  package struct Line: Equatable, Sendable {
    /// As it is typed.
    package let text: String
    package let equation: Formula
    /// The mark that it is for.
    let criterion: MarkScheme.Criterion
    package let rules: [StepRule]
    /// What is said of, on whichever line it begins.
    let quantity: Quantity
    /// Whether no derivative is left in it.
    let isClosed: Bool
  }

  package private(set) var lines: [Line] = []
  private let derivation: Derivation

  package init(_ example: LayerExample, _ asks: MarkScheme.Asks) {
    derivation = Derivation(example)
    for quantity in [Quantity.s, .y] { add(quantity, .forward, [quantity == .s ? .definitionOfS : .definitionOfY]) }
    add(.fPrime, .slope, [.slope])
    for goal in asks.goals(of: example) {
      guard let target = goal.derivedBy else { continue }
      let criterion: MarkScheme.Criterion =
        switch target {
        case .x: .backward
        case .w: .parameter
        default: .goal(goal)
        }
      // Of a parameter inside f there is no way through s.
      if target != .a { addChain(goal, by: target, criterion) }
      add(goal, criterion, [.slope, .linearLocal])
    }
  }

  private mutating func append(
    _ head: Formula, _ expression: Formula, _ quantity: Quantity, _ criterion: MarkScheme.Criterion, _ rules: [StepRule]
  ) {
    let names = derivation.names
    let equation = Formula(.comparison(.equal, head, expression))
    let text = names.text(head) + " = " + Self.text(expression, names)
    lines.append(
      Line(
        text: text, equation: equation, criterion: criterion, rules: rules, quantity: quantity,
        isClosed: !expression.hasDerivative))
  }

  /// Cases as one writes them on a line: `1 if s_k > 0, exp(s_k) otherwise`.
  static func text(_ formula: Formula, _ names: Naming) -> String {
    guard case .cases(let cases, let otherwise?) = formula.node else { return names.text(formula) }
    return
      (cases.map { "\(names.text($0.value)) if \(names.text($0.condition))" }
      + ["\(names.text(otherwise)) otherwise"]).joined(separator: ", ")
  }

  /// A quantity by its rule, `∂y_k/∂x_j = f'(s_k) W_kj`.
  private mutating func add(_ quantity: Quantity, _ criterion: MarkScheme.Criterion, _ rules: [StepRule]) {
    guard let rule = derivation.rules[quantity], let right = rule.right, let left = rule.equation?.equationSides?.first
    else {
      return
    }
    let head = Self.derivative(left, quantity) ?? left
    // By a parameter inside f the output has a derivative of its own, which is worked out in the gradient.
    let own = quantity == .deltaA ? derivation.rules[.activationJacobian]?.right : nil
    if own != nil {
      append(
        head, right.replacingName(of: .activationJacobian) { Self.derivative($0, .activationJacobian) }, quantity,
        criterion, [.chainThroughY])
    }
    append(head, right.replacingName(of: .activationJacobian) { _ in own }, quantity, criterion, rules)
  }

  /// `∂y_k/∂x_j` for `J_kj`, `∂L/∂x_j` for `δx_j`.
  private static func derivative(_ entry: Formula, _ quantity: Quantity) -> Formula? {
    guard let by = quantity.derivedBy else { return nil }
    let isOfLoss = quantity.jacobianBy == nil
    let indices = entry.entryIndices
    func formula(_ quantity: Quantity, _ indices: ArraySlice<Formula.Index>) -> Formula {
      let whole = Formula(.quantity(quantity))
      return indices.isEmpty ? whole : Formula(.entry(whole, Array(indices)))
    }
    return try? .derivative(
      of: isOfLoss ? nil : formula(.y, indices.prefix(1)),
      by: formula(by, isOfLoss ? indices[...] : indices.dropFirst()))
  }

  /// The chain rule along the path, with a derivative for each link.
  private mutating func addChain(
    _ goal: Quantity, by target: Quantity, _ criterion: MarkScheme.Criterion
  ) {
    let isOfLoss = goal.jacobianBy == nil
    guard let left = derivation.rules[goal]?.equation?.equationSides?.first, let head = Self.derivative(left, goal),
      case .derivative(let of, _, _) = head.node
    else { return }
    let unit = Formula.Index.letter("k")
    func entry(_ quantity: Quantity, _ indices: [Formula.Index]) -> Formula {
      Formula(.entry(Formula(.quantity(quantity)), indices))
    }
    let output = of?.entryIndices.first ?? unit
    let by = entry(target, target.row.letters.map { .letter(String($0)) })
    guard let first = try? Formula.derivative(of: entry(.y, [output]), by: entry(.s, [unit])),
      let second = try? Formula.derivative(of: entry(.s, [unit]), by: by),
      let arriving = try? Formula.derivative(of: nil, by: entry(.y, [unit]))
    else { return }
    func product(_ a: Formula, _ b: Formula) -> Formula { Formula(.operation(.multiply, a, b)) }
    var path = product(first, second)
    if isOfLoss { path = product(product(arriving, first), second) }
    // Many paths for an input of the loss, one for everything else.
    if isOfLoss, target == .x { path = Formula(.sum("k", nil, path)) }
    append(head, path, goal, criterion, isOfLoss ? [.chainThroughY, .chainThroughS] : [.chainThroughS])
    // That the other outputs do not move is a step of its own.
    if !isOfLoss, target != .x, !derivation.names.isOfOneUnit {
      let own = Formula(.bracket(Formula(.comparison(.equal, Formula(.index("i")), Formula(.index("k"))))))
      let slope = Formula(.applied(.fPrime, [entry(.s, [unit])]))
      append(head, product(product(own, slope), second), goal, criterion, [.unitByUnit, .slope])
    }
  }

  /// The same with chains that go on, so that the order of the lines says something.
  package var chained: [String] {
    var result: [String] = []
    for (place, line) in lines.enumerated() {
      let sides = line.equation.equationSides ?? []
      let isSameHead = place > 0 && lines[place - 1].equation.equationSides?.first == sides.first
      result.append(
        isSameHead
          ? "= " + line.text.components(separatedBySign: " = ").dropFirst().joined(separator: " = ") : line.text)
    }
    return result
  }

  // MARK: the next line

  /// The line that a sheet lacks first; `nil` where all is there.
  package func next(on sheet: Sheet, _ scheme: MarkScheme) -> Line? {
    let marks = SheetMarks(sheet, scheme)
    let names = Set(scheme.marks.map(\.name))
    let open = marks.results.filter { $0.points == 0 && names.contains($0.mark.name) }.map(\.mark.criterion)
    let shown = sheet.claims.filter { $0.truth == .yes }
    return lines.first { line in
      let isOpen = open.contains(line.criterion) || line.criterion == .parameter && open.contains(.kronecker)
      let isOther = if case .goal(let goal) = line.criterion { sheet.closed(goal).isEmpty } else { false }
      guard isOpen || isOther else { return false }
      if line.quantity == .s || line.quantity == .y { return !shown.contains { $0.quantity == line.quantity } }
      // Where the path is shown in any form, what is left is to work it out.
      guard !line.isClosed, let wanted = line.equation.equationSides?.last else { return true }
      return !shown.contains { claim in
        guard claim.quantity == line.quantity, let expression = claim.expression, !expression.isName else {
          return false
        }
        return wanted.hasDerivative(of: .y, by: .s) || !expression.hasDerivative(of: .y, by: .s)
      }
    }
  }

  /// Help with a line in four rungs: what to look at, the rule, the line with a gap, the line.
  package func hints(for line: Line) -> [String] {
    let names = derivation.names
    let sides = line.equation.equationSides ?? []
    let head = sides.first.map(names.text) ?? ""
    let question: String =
      switch line.quantity.role {
      case .forward: "What does the module compute first from what it is given, and what from that?"
      case .slope: "What is f on each of its pieces, and the derivative of each?"
      default:
        line.isClosed
          ? "\(head): each derivative on its path has a value. Which?"
          : "\(head): what lies on the way between the two? One factor for each link."
      }
    let rules = line.rules.map { "\($0.title): \(names.words($0.statement))" }.joined(separator: "; ")
    return [question, rules, "\(head) = " + (sides.last.map(gap) ?? "?"), line.text]
  }

  /// The last factor, or the last case, left open.
  private func gap(_ formula: Formula) -> String {
    let names = derivation.names
    switch formula.node {
    case .sum(let letter, _, let body): return "Σ_\(letter) " + gap(body)
    case .operation(.multiply, let left, _): return names.text(left) + " ?"
    case .cases(let cases, _):
      return cases.first.map { "\(names.text($0.value)) if \(names.text($0.condition)), ? otherwise" } ?? "?"
    default: return "?"
    }
  }
}

extension String {
  fileprivate func components(separatedBySign sign: String) -> [String] { split(separator: sign).map(String.init) }
}

extension Formula {
  /// With another formula for each entry of a quantity.
  fileprivate func replacingName(of quantity: Quantity, by other: (Formula) -> Formula?) -> Formula {
    if case .entry(let base, _) = node, base.node == .quantity(quantity) { return other(self) ?? self }
    return mapping { $0.replacingName(of: quantity, by: other) }
  }
}
