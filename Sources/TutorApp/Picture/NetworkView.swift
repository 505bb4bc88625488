import LayerMath
import TextLayout
import TextUI
import Tutoring

/// The layer as a network in fixed columns `x → s → y`: all edges faint and dotted, the path in play drawn through, its
/// numbers on it; below, the same path as one line of text.
enum NetworkView {
  /// With more edges than this only those of the path are drawn.
  private static let mostEdges = 12

  static func draw(_ layer: LayerPicture, on canvas: inout Canvas, in area: Rect) {
    let (derivation, example, focus, number) = (layer.derivation, layer.example, layer.focus, layer.number)
    let (k, n) = (example.k, example.n)
    func shown(_ symbol: Symbol) -> String {
      let isGiven = derivation.index(of: .entry(symbol)) == nil
      return isGiven || layer.isKnown(symbol)
        ? number.text(derivation.value(of: symbol), atMost: area.columns / 3) : Theme.unknown
    }
    let lines = Array(TextWrap.wrapped(path(layer, shown), toWidth: area.columns).prefix(2))
    var picture = Rect(column: area.column, row: area.row, columns: area.columns, rows: area.rows - lines.count)
    guard picture.rows >= 2 else { return }
    // A bias is a weight from an input that is always 1, the lowest of the column.
    let constant = example.b == nil ? 0 : 1
    let isCut = max(k, n + constant) > picture.rows
    // What is left out is told on a row of its own, where no node stands.
    if isCut { picture = picture.droppingRows(1) }
    let inputs = window(n, around: focus.input, most: picture.rows - constant) + (constant > 0 ? [n + 1] : [])
    let units = window(k, around: focus.unit ?? focus.used.unit, most: picture.rows)
    let left = inputs.map { $0 > n ? "1" : label(Symbol(.x, $0), shown) }
    let right = units.map { label(Symbol(.s, $0), shown) }
    var outputs = units.map { label(Symbol(.y, $0), shown) }
    let leftWidth = left.map(CharacterWidth.columns).max() ?? 0
    let rightWidth = right.map(CharacterWidth.columns).max() ?? 0
    // Edges need room; where it is scarce the outputs go without their numbers.
    if picture.columns - leftWidth - rightWidth - (outputs.map(CharacterWidth.columns).max() ?? 0) < 20 {
      outputs = units.map { Theme.marker(.y) + SymbolText.name(Symbol(.y, $0)) }
    }
    let outputWidth = outputs.map(CharacterWidth.columns).max() ?? 0
    let join = " ─f→ "
    let rightColumn = max(picture.column + leftWidth + 6, picture.endColumn - rightWidth - outputWidth - 5)
    let plotColumn = picture.column + leftWidth + 1
    var plot = BraillePlot(columns: rightColumn - 1 - plotColumn, rows: picture.rows)
    let inputRows = spread(inputs.count, over: picture.rows)
    let unitRows = spread(units.count, over: picture.rows)
    func edge(_ j: Int, _ i: Int, style: Style, every: Int) {
      plot.line(
        from: (0, inputRows[j] * 4 + 2), to: (plot.columns * 2 - 1, unitRows[i] * 4 + 2), style: style, every: every)
    }
    let showsAll = k * (n + constant) <= mostEdges && picture.rows >= 6
    let current = zip(inputs.indices, inputs).flatMap { j, input in
      zip(units.indices, units).compactMap { i, unit in
        isOnPath(focus, derivation.rules, unit: unit, input: input <= n ? input : nil) ? (j, i, input, unit) : nil
      }
    }
    for (j, input) in zip(0..., inputs) {
      for (i, unit) in zip(0..., units) {
        let isNear = focus.unit == unit || focus.input == input
        if showsAll || isNear { edge(j, i, style: Theme.dim, every: 4) }
      }
    }
    for (j, i, _, _) in current {
      edge(j - inputs.startIndex, i - units.startIndex, style: Style(.blue, bold: true), every: 1)
    }
    plot.draw(on: &canvas, column: plotColumn, row: picture.row, in: picture)
    for (j, i, input, unit) in current where current.count <= 4 {
      let symbol = input > n ? Symbol(.b, unit) : Symbol(.w, unit, input)
      let text = " \(SymbolText.name(symbol)) = \(shown(symbol)) "
      // On a quarter of the edge labels of neighbouring paths lie apart.
      let share = current.count == 1 ? 0.5 : 0.3
      let a = Double(inputRows[j - inputs.startIndex])
      let b = Double(unitRows[i - units.startIndex])
      let row = picture.row + Int((a + (b - a) * share).rounded())
      let column = plotColumn + Int(Double(plot.columns) * share) - CharacterWidth.columns(text) / 2
      canvas.write(text, column: max(plotColumn, column), row: row, style: Style(.blue, bold: true), in: picture)
    }
    for (index, text) in left.enumerated() {
      let isCurrent = focus.input == inputs[inputs.startIndex + index]
      canvas.write(
        text, column: picture.column, row: picture.row + inputRows[index], style: nodeStyle(.x, isCurrent), in: picture)
    }
    for index in right.indices {
      let isCurrent = focus.unit == units[units.startIndex + index]
      let row = picture.row + unitRows[index]
      let pad = String(repeating: " ", count: rightWidth - CharacterWidth.columns(right[index]))
      var column = canvas.write(
        right[index] + pad, column: rightColumn, row: row, style: nodeStyle(.s, isCurrent), in: picture)
      column = canvas.write(
        join, column: column, row: row, style: isCurrent ? nodeStyle(.fPrime, true) : Theme.dim, in: picture)
      canvas.write(outputs[index], column: column, row: row, style: nodeStyle(.y, isCurrent), in: picture)
    }
    if isCut {
      canvas.write(
        "\(units.count) of \(k) units, \(inputs.count - constant) of \(n) inputs shown", column: area.column,
        row: area.row,
        style: Theme.dim, in: area)
    }
    for (row, line) in lines.enumerated() {
      canvas.write(line, column: area.column, row: area.endRow - lines.count + row, style: Theme.heading, in: area)
    }
  }

  private static func label(_ symbol: Symbol, _ shown: (Symbol) -> String) -> String {
    "\(Theme.marker(symbol.quantity))\(SymbolText.name(symbol)) \(shown(symbol))"
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
      return isOfBias || rules.sumsOverInputs(result.quantity) && (focus.used.quantities.contains(.b))
    }
    guard result.input != nil || rules.sumsOverInputs(result.quantity) else { return false }
    // A term that is the bias alone comes along its own edge.
    if focus.used.quantities == [.b] { return false }
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
      let text = shown(symbol)
      // An exact form that is too long has given way to a decimal that says so itself.
      if text.hasPrefix("≈") { return "\(SymbolText.name(symbol)) ≈ \(text.dropFirst())" }
      let relation = text == Theme.unknown ? .equal : number.relation(derivation.value(of: symbol))
      return "\(SymbolText.name(symbol)) \(relation) \(text)"
    }
    guard let result = focus.result else { return "x → s = Wx → y = f(s)" }
    guard let unit = focus.unit else {
      return focus.input.map {
        "all \(layer.example.k) paths lead to \(SymbolText.name(Symbol(.x, $0))): their terms are added"
      } ?? ""
    }
    let forward = "\(named(Symbol(.s, unit))) →f→ \(named(Symbol(.y, unit)))"
    let isOfBias = result.quantity.derivedBy == .b
    guard let input = focus.input ?? (isOfBias ? 1 : nil) else {
      return focus.used.quantities == [.b] ? "1 →(\(named(Symbol(.b, unit))))→ \(forward)" : forward
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
      "\(SymbolText.name(reached)) ←\(slope) \(SymbolText.name(Symbol(.s, unit))) ←(\(named(Symbol(.fPrime, unit))))← \(SymbolText.name(Symbol(.y, unit)))\(upstream)"
  }
}
