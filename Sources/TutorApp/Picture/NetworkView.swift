import LayerMath
import TextLayout
import TextUI
import Tutoring

/// The layer as a network in fixed columns `x → s → y`: all edges faint and dotted, the path in play drawn through, its
/// numbers on it; below, the same path as one line of text.
struct NetworkView {
  /// With more edges than this only those of the path are drawn.
  private static let mostEdges = 12
  private static let join = " ─f→ "

  private let layer: LayerPicture
  private let area: Rect
  /// Below the picture: the path as text.
  private let lines: [String]
  private let picture: Rect
  /// Whether not all nodes have room.
  private let isCut: Bool
  /// The nodes that are shown, 1-based; the input behind the last is the constant 1 that a bias multiplies.
  private let inputs: [Int]
  private let units: [Int]

  static func draw(_ layer: LayerPicture, on canvas: inout Canvas, in area: Rect) {
    guard let view = NetworkView(layer, in: area) else { return }
    view.draw(on: &canvas)
  }

  private init?(_ layer: LayerPicture, in area: Rect) {
    self.layer = layer
    self.area = area
    let (k, n, focus) = (layer.example.k, layer.example.n, layer.focus)
    func shown(_ symbol: Symbol) -> String { Self.shown(symbol, of: layer, in: area) }
    lines = layer.isAsked ? [] : Array(TextWrap.wrapped(Self.path(layer, shown), toWidth: area.columns).prefix(2))
    var picture = Rect(column: area.column, row: area.row, columns: area.columns, rows: area.rows - lines.count)
    guard picture.rows >= 2 else { return nil }
    let constant = layer.example.b == nil ? 0 : 1
    isCut = max(k, n + constant) > picture.rows
    // What is left out is told on a row of its own, where no node stands.
    if isCut { picture = picture.droppingRows(1) }
    self.picture = picture
    inputs = Self.window(n, around: focus.input, most: picture.rows - constant) + (constant > 0 ? [n + 1] : [])
    units = Self.window(k, around: focus.unit ?? focus.needed.unit, most: picture.rows)
  }

  private static func shown(_ symbol: Symbol, of layer: LayerPicture, in area: Rect) -> String {
    let isGiven = layer.derivation.index(of: .entry(symbol)) == nil
    return isGiven || layer.isKnown(symbol)
      ? layer.number.text(layer.derivation.value(of: symbol), atMost: area.columns / 3) : Theme.unknown
  }

  private func shown(_ symbol: Symbol) -> String { Self.shown(symbol, of: layer, in: area) }

  private func draw(on canvas: inout Canvas) {
    let nodes = Nodes(of: self)
    drawEdges(nodes, on: &canvas)
    drawNodes(nodes, on: &canvas)
    if isCut {
      let (k, n, constant) = (layer.example.k, layer.example.n, layer.example.b == nil ? 0 : 1)
      canvas.write(
        "\(units.count) of \(k) units, \(inputs.count - constant) of \(n) inputs shown", column: area.column,
        row: area.row, style: Theme.dim, in: area)
    }
    for (row, line) in lines.enumerated() {
      canvas.write(line, column: area.column, row: area.endRow - lines.count + row, style: Theme.heading, in: area)
    }
  }

  /// What stands in the three columns, and on which rows.
  private struct Nodes {
    let left: [String]
    let right: [String]
    let outputs: [String]
    let rightWidth: Int
    let rightColumn: Int
    /// Of the edges.
    let plotColumn: Int
    let inputRows: [Int]
    let unitRows: [Int]

    init(of view: NetworkView) {
      let (picture, units) = (view.picture, view.units)
      func label(_ symbol: Symbol) -> String {
        "\(Theme.marker(symbol.quantity))\(view.layer.derivation.names.name(symbol)) \(view.shown(symbol))"
      }
      func width(_ texts: [String]) -> Int { texts.map(CharacterWidth.columns).max() ?? 0 }
      let n = view.layer.example.n
      left = view.inputs.map { $0 > n ? "1" : label(Symbol(.x, $0)) }
      right = units.map { label(Symbol(.s, $0)) }
      rightWidth = width(right)
      // Edges need room; where it is scarce the outputs go without their numbers.
      let full = units.map { label(Symbol(.y, $0)) }
      let isScarce = picture.columns - width(left) - rightWidth - width(full) < 20
      outputs = isScarce ? units.map { Theme.marker(.y) + view.layer.derivation.names.name(Symbol(.y, $0)) } : full
      rightColumn = max(picture.column + width(left) + 6, picture.endColumn - rightWidth - width(outputs) - 5)
      plotColumn = picture.column + width(left) + 1
      inputRows = NetworkView.spread(view.inputs.count, over: picture.rows)
      unitRows = NetworkView.spread(units.count, over: picture.rows)
    }
  }

  /// All edges where there are few, those of the nodes in play, and the path with its numbers.
  private func drawEdges(_ nodes: Nodes, on canvas: inout Canvas) {
    let (focus, n) = (layer.focus, layer.example.n)
    var plot = BraillePlot(columns: nodes.rightColumn - 1 - nodes.plotColumn, rows: picture.rows)
    func edge(_ j: Int, _ i: Int, style: Style, every: Int) {
      plot.line(
        from: (0, nodes.inputRows[j] * 4 + 2), to: (plot.columns * 2 - 1, nodes.unitRows[i] * 4 + 2), style: style,
        every: every)
    }
    let constant = layer.example.b == nil ? 0 : 1
    let showsAll = layer.example.k * (n + constant) <= Self.mostEdges && picture.rows >= 6
    let all = inputs.indices.flatMap { j in units.indices.map { i in (j: j, i: i) } }
    for (j, i) in all where showsAll || focus.unit == units[i] || focus.input == inputs[j] {
      edge(j, i, style: Theme.dim, every: 4)
    }
    let current = all.filter { j, i in
      Self.isOnPath(focus, layer.derivation.rules, unit: units[i], input: inputs[j] <= n ? inputs[j] : nil)
    }
    for (j, i) in current { edge(j, i, style: Style(.blue, bold: true), every: 1) }
    plot.draw(on: &canvas, column: nodes.plotColumn, row: picture.row, in: picture)
    let share = labelShare(current, nodes)
    for (j, i) in current where current.count <= 4 {
      let symbol = inputs[j] > n ? Symbol(.b, units[i]) : Symbol(.w, units[i], inputs[j])
      let name = layer.derivation.names.name(symbol)
      let text = layer.focus.isCovered(symbol) ? " \(name) " : " \(name) = \(shown(symbol)) "
      let width = CharacterWidth.columns(text)
      let column = nodes.plotColumn + Int(Double(plot.columns) * share) - width / 2
      let most = max(nodes.plotColumn, nodes.rightColumn - 1 - width)
      canvas.write(
        text, column: min(most, max(nodes.plotColumn, column)),
        row: picture.row + Self.labelRow(share, nodes.inputRows[j], nodes.unitRows[i]),
        style: Style(.blue, bold: true), in: picture)
    }
  }

  private static func labelRow(_ share: Double, _ input: Int, _ unit: Int) -> Int {
    let (a, b) = (Double(input), Double(unit))
    return Int((a + (b - a) * share).rounded())
  }

  /// Where on their edges the labels stand: no two on a row, and none in the row of a node that is not its own; at the
  /// nodes where the edges part, if need be.
  private func labelShare(_ edges: [(j: Int, i: Int)], _ nodes: Nodes) -> Double {
    guard edges.count > 1, let first = edges.first else { return 0.5 }
    let isOfOneUnit = edges.allSatisfy { $0.i == first.i }
    let shares = isOfOneUnit ? [0.3, 0.2, 0.1, 0] : [0.3, 0.7, 0.8, 0.9, 1]
    return shares.first { share in
      let rows = edges.map { Self.labelRow(share, nodes.inputRows[$0.j], nodes.unitRows[$0.i]) }
      guard Set(rows).count == rows.count else { return false }
      return zip(edges, rows).allSatisfy { edge, row in
        share < 0.5
          ? row == nodes.inputRows[edge.j] || !nodes.inputRows.contains(row)
          : row == nodes.unitRows[edge.i] || !nodes.unitRows.contains(row)
      }
    } ?? (isOfOneUnit ? 0 : 1)
  }

  private func drawNodes(_ nodes: Nodes, on canvas: inout Canvas) {
    for (index, text) in nodes.left.enumerated() {
      let style = Self.nodeStyle(.x, layer.focus.input == inputs[index])
      canvas.write(text, column: picture.column, row: picture.row + nodes.inputRows[index], style: style, in: picture)
    }
    for (index, text) in nodes.right.enumerated() {
      let isCurrent = layer.focus.unit == units[index]
      let row = picture.row + nodes.unitRows[index]
      let pad = String(repeating: " ", count: nodes.rightWidth - CharacterWidth.columns(text))
      var column = canvas.write(
        text + pad, column: nodes.rightColumn, row: row, style: Self.nodeStyle(.s, isCurrent), in: picture)
      column = canvas.write(
        Self.join, column: column, row: row, style: isCurrent ? Self.nodeStyle(.fPrime, true) : Theme.dim, in: picture)
      canvas.write(nodes.outputs[index], column: column, row: row, style: Self.nodeStyle(.y, isCurrent), in: picture)
    }
  }

  private static func nodeStyle(_ quantity: Quantity, _ isCurrent: Bool) -> Style {
    var style = Theme.style(quantity)
    style.isBold = isCurrent
    return style
  }

  /// Whether the result in play comes along the edge; without an input it is that of the bias.
  private static func isOnPath(_ focus: StepFocus, _ rules: RuleSet, unit: Int, input: Int?) -> Bool {
    guard let result = focus.result, (focus.unit ?? unit) == unit else { return false }
    let isOfBias = result.quantity.derivedBy == .b
    guard let input else {
      return isOfBias || rules.sumsOverInputs(result.quantity) && (focus.needed.quantities.contains(.b))
    }
    guard result.input != nil || rules.sumsOverInputs(result.quantity) else { return false }
    // A term that is the bias alone comes along its own edge.
    if focus.needed.quantities == [.b] { return false }
    return (focus.input ?? input) == input
  }

  private static func window(_ count: Int, around: Int?, most: Int) -> [Int] {
    guard count > most else { return Array(1...count) }
    let start = max(1, min((around ?? 1) - most / 2, count - most + 1))
    return Array(start..<(start + most))
  }

  /// Rows for so many nodes, evenly over the height.
  private static func spread(_ count: Int, over rows: Int) -> [Int] {
    (0..<count).map { index in (rows * (2 * index + 1)) / (2 * count) }
  }

  /// `x₂ = 0.5 →(W₁₂ = −0.5)→ s₁ = 1.25 →f→ y₁ = 1.25`, or the way back for the backward and parameter messages.
  private static func path(_ layer: LayerPicture, _ shown: (Symbol) -> String) -> String {
    let (derivation, focus, number) = (layer.derivation, layer.focus, layer.number)
    func named(_ symbol: Symbol) -> String {
      // The number of a factor comes when the step uncovers it.
      if focus.isCovered(symbol) { return layer.derivation.names.name(symbol) }
      let text = shown(symbol)
      // An exact form that is too long has given way to a decimal that says so itself.
      if text.hasPrefix("≈") { return "\(layer.derivation.names.name(symbol)) ≈ \(text.dropFirst())" }
      let relation = text == Theme.unknown ? .equal : number.relation(derivation.value(of: symbol))
      return "\(layer.derivation.names.name(symbol)) \(relation) \(text)"
    }
    guard let result = focus.result else {
      let names = layer.derivation.names
      return
        "x → \(names.screen(.s)) = \(names.screen(.w))x → \(names.screen(.y)) = \(names.functionScreen)(\(names.screen(.s)))"
    }
    guard let unit = focus.unit else {
      if result.quantity.derivedBy == .a {
        return "all \(layer.example.k) units share \(layer.derivation.names.screen(.a)): their terms are added"
      }
      return focus.input.map {
        let input = layer.derivation.names.name(Symbol(.x, $0))
        return layer.example.k == 1
          ? "one path leads to \(input)" : "all \(layer.example.k) paths lead to \(input): their terms are added"
      } ?? ""
    }
    let forward = "\(named(Symbol(.s, unit))) →f→ \(named(Symbol(.y, unit)))"
    if result.quantity.derivedBy == .a {
      let upstream = result.quantity == .deltaA ? " ←(\(named(Symbol(.deltaY, unit))))" : ""
      return
        "\(layer.derivation.names.screen(.a)) ←(\(named(Symbol(.activationJacobian, unit))))← \(layer.derivation.names.name(Symbol(.y, unit)))\(upstream)"
    }
    let isOfBias = result.quantity.derivedBy == .b
    guard let input = focus.input ?? (isOfBias ? 1 : nil) else {
      return focus.needed.quantities == [.b] ? "1 →(\(named(Symbol(.b, unit))))→ \(forward)" : forward
    }
    guard let target = result.quantity.derivedBy else {
      return "\(named(Symbol(.x, input))) →(\(named(Symbol(.w, unit, input))))→ \(forward)"
    }
    // On the way back stands what the target is multiplied with.
    let reached = Symbol(target, unit: unit, input: input)
    let slope = derivation.rules.slope(by: target).map { "(\(named(Symbol($0, unit: unit, input: input))))←" } ?? ""
    // The messages begin with what arrives at y; the Jacobians do not.
    let isMessage = if case .gradient = result.quantity.role { true } else { false }
    let upstream = isMessage ? " ←(\(named(Symbol(.deltaY, unit))))" : ""
    return
      "\(layer.derivation.names.name(reached)) ←\(slope) \(layer.derivation.names.name(Symbol(.s, unit))) ←(\(named(Symbol(.fPrime, unit))))← \(layer.derivation.names.name(Symbol(.y, unit)))\(upstream)"
  }
}
