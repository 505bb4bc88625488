import LayerMath
import TextLayout
import TextUI
import Tutoring

/// The current step: formula, symbols of this entry, numbers, value; one factor at a time.
struct StepPane {
  let derivation: Derivation
  let position: WalkPosition
  let number: NumberText
  let formulas: StepFormulas
  /// Whether the general formula stands above the entry; not where something else shows it.
  var showsFormula = true
  /// What was understood of a question, where it asks for another f than the first one.
  var understood: String?

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard case .step(let index, let reveal) = position, let step = derivation.step(at: index) else {
      drawStart(on: &canvas, in: area)
      return
    }
    var rest = area
    // The general formula in two dimensions where there is room for it, else on one row.
    let formula = formulas.drawn(step)
    if !showsFormula {
      rest = area
    } else if formula.box.height + 6 <= area.rows && formula.box.width <= area.columns
      && formula.box.height + 1 + rowsOfSum(step, in: area) <= area.rows
    {
      canvas.write(
        formula.box, column: area.column, row: area.row, style: Theme.math, sourceStyle: Theme.warning, in: area)
      rest = area.droppingRows(formula.box.height + 1)
    } else {
      canvas.write(formula.line, column: area.column, row: area.row, style: Theme.math, in: area)
      rest = area.droppingRows(1)
    }
    let plan = RevealPlan(step.id, in: derivation)
    switch step.body {
    case .sum(let terms):
      if terms.count == 1, case .expression(let formula, _)? = terms[0].factors.first?.origin {
        drawExpression(step, terms, formula, reveal, on: &canvas, in: rest)
      } else {
        drawSum(step, terms, plan, reveal, on: &canvas, in: rest)
      }
    case .application(_, let argument, let piece):
      drawApplication(step, argument, piece, reveal, on: &canvas, in: rest)
    case .vectorForm:
      VectorFormView(derivation: derivation, number: number).draw(step.quantity, reveal, on: &canvas, in: rest)
    case .check(let entries, let total):
      if reveal > 0 {
        // The verdicts come before the formula where there is no room for both.
        var table = rest
        if rest.rows < entries.count + 2 {
          table = area
          canvas.clear(Rect(column: area.column, row: area.row, columns: area.columns, rows: rest.row - area.row))
        }
        CheckTable.draw(
          entries, total: total, number: number, names: derivation.names, scroll: nil, on: &canvas, in: table)
      } else {
        canvas.write(
          "→ computes both sides for every entry", column: rest.column, row: rest.row + 1, style: Theme.dim, in: rest)
      }
    }
  }

  private func drawStart(on canvas: inout Canvas, in area: Rect) {
    let lines =
      [understood].compactMap { $0 } + [
        "These are the numbers of the walk: \(SymbolText.size(derivation.example)).",
        "e  edits them in a grid;  :set W 1 2; 3 4  types or pastes them;  u  takes a change back.",
        "→  starts: each step shows its formula, then one factor after the other.",
      ]
    var wrapped = lines.map { TextWrap.wrapped($0, toWidth: area.columns) }
    // Where there is no room for all, how to edit is left to the help: what was read and how to start stay.
    if wrapped.joined().count > area.rows { wrapped.remove(at: wrapped.count - 2) }
    for (row, part) in wrapped.joined().enumerated() {
      canvas.write(part, column: area.column, row: area.row + row, in: area)
    }
  }

  // MARK: sums of products

  /// One factor's column: its symbol, its number or what stands for it, and their common width.
  private struct FactorColumn {
    let symbol: String
    /// As wide as the number will be, so that nothing moves while it comes in.
    let number: String
    let quantity: Quantity?
    let isShown: Bool
    let isNext: Bool
    let isCurrent: Bool
    var width: Int { max(CharacterWidth.columns(symbol), CharacterWidth.columns(number)) }
  }

  /// Rows of a sum with all its terms and what is said below it; 0 where there is no sum of more than one term.
  private func rowsOfSum(_ step: DerivationStep, in area: Rect) -> Int {
    guard case .sum(let terms) = step.body, terms.count > 1, terms.count <= 8, let symbol = step.symbol else {
      return 0
    }
    let plan = RevealPlan(step.id, in: derivation)
    let widths = widths(of: columns(terms, 0..<terms.count, plan, plan.last))
    return 2 * lines(widths, room: area.endColumn - start(symbol, in: area) - 1).count + 3
  }

  /// Where `=` stands after the name of the entry.
  private func start(_ symbol: Symbol, in area: Rect) -> Int {
    area.column + CharacterWidth.columns(Theme.marker(symbol.quantity) + derivation.names.name(symbol)) + 2
  }

  private func columns(
    _ terms: DerivationTerms, _ range: Range<Int>, _ plan: RevealPlan, _ reveal: Int
  ) -> [[FactorColumn]] {
    range.map { number in
      terms[number].factors.enumerated().map { position, factor in
        column(factor, shown: position < plan.factorsShown(ofTerm: number, at: reveal), plan, reveal, number, position)
      }
    }
  }

  private func widths(of columns: [[FactorColumn]]) -> [Int] {
    columns.map { factors in max(6, factors.reduce(-3) { $0 + $1.width + 3 }) }
  }

  /// The terms of each line, as many as fit; the sign stands before a term, also at the beginning of a line.
  private func lines(_ widths: [Int], room: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var first = 0
    var used = 0
    for (index, width) in widths.enumerated() {
      let next = used + width + (index == first && first == 0 ? 0 : 3)
      if index > first, next > room {
        lines.append(first..<index)
        (first, used) = (index, width + 2)
      } else {
        used = next
      }
    }
    return lines + [first..<widths.count]
  }

  private func drawSum(
    _ step: DerivationStep, _ terms: DerivationTerms, _ plan: RevealPlan, _ reveal: Int, on canvas: inout Canvas,
    in area: Rect
  ) {
    guard let symbol = step.symbol, let value = step.value else { return }
    let place = plan.current(at: reveal)
    let center = place?.term ?? (reveal == 0 ? 0 : terms.count - 1)
    // No more terms than these fit, six columns and a sign each; of five hundred the others are not even written.
    let reach = area.columns / 9 + 1
    let near = max(0, center - reach)..<min(terms.count, center + reach + 1)
    let nearTerms = near.map { terms[$0] }
    let columns = columns(terms, near, plan, reveal)
    let left = Theme.marker(symbol.quantity) + derivation.names.name(symbol)
    let start = start(symbol, in: area)
    let room = area.endColumn - start - 1
    let widths = widths(of: columns)
    canvas.write(left, column: area.column, row: area.row, style: Theme.style(symbol.quantity), in: area)
    let contents: [StepChain.Content] = [.symbols, .numbers] + (plan.showsProducts ? [.products] : []) + [.value]
    let links = StepChain(step, number, near: nearTerms).links(contents)
    // All terms, in as many lines as they need; where there is no room for that, those round the one in play.
    var lines = near.count == terms.count ? self.lines(widths, room: room) : []
    let isWhole = !lines.isEmpty && (lines.count == 1 || 2 * lines.count + (plan.showsProducts ? 3 : 2) <= area.rows)
    if !isWhole { lines = [window(widths, around: center - near.lowerBound, room: room - 6)] }
    let rows = 2 * lines.count
    for (index, link) in links.enumerated() {
      let row = index < 2 ? index : rows + index - 2
      switch link.content {
      case .value where reveal < plan.last, .products where reveal == 0: continue
      default:
        let style = link.content == .numbers && reveal == 0 ? Theme.dim : .plain
        canvas.write(link.relation.rawValue, column: start - 1, row: area.row + row, style: style, in: area)
      }
    }
    for (number, line) in lines.enumerated() {
      let part = area.droppingRows(2 * number)
      var at = start + 1
      if line.lowerBound > 0 { at = writeAll(isWhole ? "+ " : "… + ", at, 2, on: &canvas, in: part) }
      for term in line {
        if term > line.lowerBound { at = writeAll(" + ", at, 2, on: &canvas, in: part) }
        let begin = at
        for (position, factor) in columns[term].enumerated() {
          if position > 0 { at = writeAll(" · ", at, 2, on: &canvas, in: part) }
          draw(factor, column: at, on: &canvas, in: part)
          at += factor.width
        }
        at = max(at, begin + widths[term])
        // Products stand under their terms where these are in one line.
        if plan.showsProducts, isWhole, lines.count == 1 {
          let isShown = plan.isProductShown(ofTerm: term, at: reveal)
          let text = isShown ? self.number.factor(nearTerms[term].value) : Theme.blank
          let offset = (at - begin - CharacterWidth.columns(text)) / 2
          canvas.write(
            text, column: begin + max(0, offset), row: area.row + 2, style: isShown ? Theme.key : Theme.dim, in: area)
          if term > line.lowerBound {
            canvas.write("+", column: begin - 2, row: area.row + 2, style: Theme.dim, in: area)
          }
        }
      }
      if !isWhole, near.lowerBound + line.upperBound < terms.count {
        _ = writeAll(" + …", at, 2, on: &canvas, in: part)
      }
    }
    if plan.showsProducts, !isWhole || lines.count > 1 {
      writeProducts(
        terms, plan, reveal, place?.term ?? terms.count - 1, column: start + 1, row: rows, on: &canvas, in: area)
    }
    if reveal == plan.last {
      canvas.write(
        number.text(value), column: start + 1, row: area.row + rows + (plan.showsProducts ? 1 : 0),
        style: Theme.style(symbol.quantity), in: area)
    }
    drawOrigin(step, terms, plan, reveal, row: area.endRow - 1, on: &canvas, in: area)
  }

  /// One formula: its symbols, its numbers, its value; what is longer than the pane goes on in the next row.
  private func drawExpression(
    _ step: DerivationStep, _ terms: DerivationTerms, _ formula: Formula, _ reveal: Int, on canvas: inout Canvas,
    in area: Rect
  ) {
    guard let symbol = step.symbol, let value = step.value, let factor = terms[0].factors.first else { return }
    let left = Theme.marker(symbol.quantity) + derivation.names.name(symbol)
    canvas.write(left, column: area.column, row: area.row, style: Theme.style(symbol.quantity), in: area)
    let equals = area.column + CharacterWidth.columns(left) + 1
    var row = area.row
    for (place, link) in StepChain(step, number).links([.symbols, .numbers, .value]).enumerated() where place <= reveal
    {
      let text: String
      var style = Style.plain
      switch link.content {
      case .symbols: text = derivation.names.name(factor)
      case .numbers: text = number.factor(factor)
      default: (text, style) = (number.text(value), Theme.style(symbol.quantity))
      }
      canvas.write(link.relation.rawValue, column: equals, row: row, in: area)
      let room = area.endColumn - equals - 2
      for part in CharacterWidth.columns(text) > room ? TextWrap.wrapped(text, toWidth: room) : [text] {
        canvas.write(part, column: equals + 2, row: row, style: style, in: area)
        row += 1
      }
    }
    drawOrigin(step, terms, RevealPlan(step.id, in: derivation), reveal, row: area.endRow - 1, on: &canvas, in: area)
  }

  /// The products of all terms, or of as many round the current one as fit.
  private func writeProducts(
    _ terms: DerivationTerms, _ plan: RevealPlan, _ reveal: Int, _ current: Int, column: Int, row: Int,
    on canvas: inout Canvas, in area: Rect
  ) {
    guard reveal > 0 else { return }
    // One column and a sign each.
    let reach = area.columns / 4 + 1
    let near = max(0, current - reach)..<min(terms.count, current + reach + 1)
    let texts = near.map { term in
      plan.isProductShown(ofTerm: term, at: reveal) ? number.factor(terms[term].value) : Theme.blank
    }
    let widths = texts.map { CharacterWidth.columns($0) }
    let isWhole = near.count == terms.count && widths.reduce(-3, { $0 + $1 + 3 }) <= area.endColumn - column
    let window =
      isWhole
      ? texts.indices
      : self.window(widths, around: current - near.lowerBound, room: area.endColumn - column - 6)
    let line =
      (window.lowerBound + near.lowerBound > 0 ? "… + " : "") + texts[window].joined(separator: " + ")
      + (window.upperBound + near.lowerBound < terms.count ? " + …" : "")
    canvas.write(line, column: column, row: area.row + row, style: Theme.key, in: area)
  }

  private func column(_ factor: Factor, shown: Bool, _ plan: RevealPlan, _ reveal: Int, _ term: Int, _ position: Int)
    -> FactorColumn
  {
    let next = plan.reveal(term: term, factor: position) == reveal + 1
    let current =
      plan.current(at: reveal).map {
        $0.term == term && $0.factor == position && !plan.isProductShown(ofTerm: term, at: reveal)
      } ?? false
    let symbol =
      (factor.symbol.map { Theme.marker($0.quantity) } ?? "")
      + derivation.names.name(factor, isSummand: plan.showsProducts)
    // Of a large sum no number is made before its time.
    let isNear = plan.terms <= 8
    let text = shown || isNear ? number.factor(factor, isSummand: plan.showsProducts) : Theme.blank
    return FactorColumn(
      symbol: symbol, number: text, quantity: factor.symbol?.quantity, isShown: shown, isNext: next, isCurrent: current)
  }

  private func draw(_ factor: FactorColumn, column: Int, on canvas: inout Canvas, in area: Rect) {
    let style = factor.quantity.map(Theme.style) ?? .plain
    let left = (factor.width - CharacterWidth.columns(factor.symbol)) / 2
    canvas.write(factor.symbol, column: column + left, row: area.row, style: style, in: area)
    var numberStyle = factor.isShown ? style : factor.isNext ? Theme.key : Theme.dim
    if factor.isCurrent { numberStyle.isReversed = true }
    let number = factor.isShown ? factor.number : Theme.blank
    let below = (factor.width - CharacterWidth.columns(number)) / 2
    canvas.write(number, column: column + below, row: area.row + 1, style: numberStyle, in: area)
  }

  private func writeAll(_ text: String, _ column: Int, _ rows: Int, on canvas: inout Canvas, in area: Rect) -> Int {
    for row in 0..<rows { canvas.write(text, column: column, row: area.row + row, style: Theme.dim, in: area) }
    return column + CharacterWidth.columns(text)
  }

  /// The terms that fit, the current one among them.
  private func window(_ widths: [Int], around: Int, room: Int) -> Range<Int> {
    var low = min(around, widths.count - 1)
    var high = low + 1
    var used = widths[low]
    while true {
      if high < widths.count, used + widths[high] + 3 <= room {
        used += widths[high] + 3
        high += 1
      } else if low > 0, used + widths[low - 1] + 3 <= room {
        low -= 1
        used += widths[low] + 3
      } else {
        return low..<high
      }
    }
  }

  // MARK: where a number comes from

  private func drawOrigin(
    _ step: DerivationStep, _ terms: DerivationTerms, _ plan: RevealPlan, _ reveal: Int, row: Int,
    on canvas: inout Canvas, in area: Rect
  ) {
    var text = ""
    if let place = plan.current(at: reveal) {
      let term = terms[place.term]
      if plan.isProductShown(ofTerm: place.term, at: reveal), term.factors.count > 1 {
        text = "product \(place.term + 1) of \(terms.count)"
      } else {
        text = StepReason.origin(term.factors[min(place.factor, term.factors.count - 1)], number, derivation.names)
      }
    } else if reveal == plan.last {
      text = StepReason.conclusion(step, in: derivation)
    } else {
      text = StepReason.opening(step, in: derivation)
    }
    say(text, row: row, on: &canvas, in: area)
  }

  /// A sentence at the foot, on the row above too where it is long and that row is free.
  private func say(_ text: String, row: Int, on canvas: inout Canvas, in area: Rect) {
    let lines = TextWrap.lines(text, toWidth: area.columns)
    let isFree = (area.column..<area.endColumn).allSatisfy { canvas[$0, row - 1].scalar == " " }
    for (index, line) in lines.suffix(isFree && row > area.row ? 2 : 1).enumerated() {
      let count = min(lines.count, isFree && row > area.row ? 2 : 1)
      canvas.write(count < lines.count ? text : line, column: area.column, row: row - count + 1 + index, in: area)
    }
  }

  // MARK: f and f′

  private func drawApplication(
    _ step: DerivationStep, _ argument: Factor, _ piece: Activation.Piece, _ reveal: Int, on canvas: inout Canvas,
    in area: Rect
  ) {
    guard let symbol = step.symbol, let value = step.value, let s = argument.symbol else { return }
    let isValue = symbol.quantity == .y
    let left = Theme.marker(symbol.quantity) + derivation.names.name(symbol)
    canvas.write(left, column: area.column, row: area.row, style: Theme.style(symbol.quantity), in: area)
    let equals = area.column + CharacterWidth.columns(left) + 1
    let start = equals + 2
    let name = derivation.names.name(s)
    let argumentText = number.text(argument.value)
    let words = ActivationWords(step.activation, step.names)
    // One link a reveal; of `y` the call by name comes first, with the symbols.
    let contents: [StepChain.Content] =
      (isValue ? [.call(.symbol)] : []) + [.call(.number), StepChain.piece(piece, symbol.quantity), .value]
    let first = isValue ? 0 : 1
    var at = area.row
    for (row, link) in StepChain(step, number).links(contents).enumerated() where reveal >= row + first {
      var style = Style.plain
      let shown: String
      switch link.content {
      case .call(.symbol):
        (shown, style) = (StepChain.call(symbol.quantity, Theme.marker(.s) + name, step.names), Theme.style(.s))
      case .call:
        (shown, style) = (StepChain.call(symbol.quantity, argumentText, step.names), Theme.style(.s))
        style.isReversed = reveal == 1
      case .piece(let part):
        let trained = step.activation.trained.map { number.text(RealNumber($0)) }
        let parameter = part == .symbol ? step.names.screen(.a) : trained
        let formula = piece.text(of: symbol.quantity, at: part == .symbol ? name : argumentText, parameter: parameter)
        shown = formula + (piece.range.isEmpty ? "" : "     since \(name) \(piece.range)")
      default: (shown, style) = (number.text(value), Theme.style(symbol.quantity))
      }
      canvas.write(link.relation.rawValue, column: equals, row: at, in: area)
      // A formula with numbers in it may be longer than a narrow screen: it goes on in the next row.
      let room = area.endColumn - start
      let parts = CharacterWidth.columns(shown) > room ? TextWrap.wrapped(shown, toWidth: room) : [shown]
      for part in parts {
        canvas.write(part, column: start, row: at, style: style, in: area)
        at += 1
      }
    }
    let text =
      switch reveal {
      case 0: "→ puts in \(name)"
      case 1: "\(name) \(number.relation(argument.value)) \(argumentText): from step \(s)" + choosing(step.activation)
      case 2: words.choice(piece, symbol.quantity)
      default:
        isValue
          ? "the output of unit \(symbol.index[0])"
          : words.slope(piece, symbol.quantity, of: symbol.index[0], at: argument.value.rational ?? .zero)
      }
    say(text, row: area.endRow - 1, on: &canvas, in: area)
  }

  /// What the argument decides, where it decides anything.
  private func choosing(_ activation: Activation) -> String {
    switch activation.joins.count {
    case 0: ""
    case 1 where activation.joins[0].at.isZero: "; its sign chooses the branch"
    default: "; it chooses the piece of f"
    }
  }
}
