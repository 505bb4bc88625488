import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// The grid over the walk: `W`, `x`, `δy` with the cell being edited, and below them the results, which follow every digit.
enum EditorView {
  static func draw(_ state: EditorState, _ walk: Walk, number: NumberText, on canvas: inout Canvas) {
    let known = walk.derivation
    let size = canvas.size
    let area = Rect(column: 0, row: 1, columns: size.columns, rows: size.rows - 2)
    canvas.clear(area)
    let example = known.example
    let shown = state.pasted?.example ?? state.preview(example) ?? example
    let last = shown.loss == nil ? "δy" : "t"
    let shape = "W \(shown.k)×\(shown.n) · x \(shown.n) · \(last) \(shown.k) ✓"
    let inner = Panel(title: "Edit values", note: shape, style: Theme.focusedFrame, titleStyle: Theme.heading)
      .draw(on: &canvas, in: area).inset(columns: 1, rows: 0)
    var column = inner.column
    var bottom = inner.row
    for part in shown.parts {
      let block = inputBlock(
        part, state, shown, rows: max(3, inner.rows / 2 - 2), width: max(14, inner.endColumn - column - 30))
      let before = state.pasted == nil ? nil : example
      block.draw(on: &canvas, column: column, row: inner.row + 1, in: inner) { row, column in
        let place = EditorState.Place(part: part, row: row - 1, column: column - 1)
        if let before { return MatrixBlock.Look(isChanged: before[place] != shown[place] ?? .zero) }
        return MatrixBlock.Look(isMarked: place == state.place, isCurrent: place == state.place)
      }
      column += block.width + 4
      bottom = max(bottom, inner.row + 1 + block.height)
    }
    var row = bottom + 1
    row = drawMessage(state, example, row: row, on: &canvas, in: inner)
    // What the walk computed already is not computed again.
    let derivation = shown == example ? known : Derivation(shown, after: known)
    // What the walk has not come to stays covered here too.
    let isKnown = { (symbol: Symbol) in
      // An entry that a pasted shape brings in is known where the last one of the shape before is.
      let inside = zip(symbol.index, known.shape(symbol.quantity)).map(min)
      return state.showsAll
        || walk.walkthrough.isKnown(Symbol(symbol.quantity, index: Array(inside)), at: walk.position)
    }
    let results = Results(derivation: derivation, number: number, isKnown: isKnown)
    results.draw(on: &canvas, in: inner.droppingRows(row + 1 - inner.row))
  }

  private static func inputBlock(
    _ part: LayerExample.Part, _ state: EditorState, _ example: LayerExample, rows: Int, width: Int
  ) -> MatrixBlock {
    let quantity = part.quantity
    let shape = example.shape(of: part)
    let isHere = state.place.part == part
    return MatrixBlock(
      quantity, title: example.names.name(quantity) + (part.isMatrix ? " \(example.k)×\(example.n)" : ""), shape: shape,
      around: isHere ? (state.place.row + 1, state.place.column + 1) : nil, most: (rows, width)
    ) { row, column in
      let place = EditorState.Place(part: part, row: row - 1, column: column - 1)
      let isCell = state.pasted == nil && place == state.place
      let value = example[place] ?? .zero
      let text = (isCell ? state.typed.map { $0.string + "▏" } : nil) ?? NumberText.given(value)
      // Room for the cursor in every cell, so that nothing moves when one is typed in.
      return MatrixBlock.Cell(text: text, reserved: NumberText.given(value) + " ")
    }
  }

  private static func drawMessage(
    _ state: EditorState, _ example: LayerExample, row: Int, on canvas: inout Canvas, in area: Rect
  ) -> Int {
    let (text, style) = message(state, example)
    var row = row
    for line in TextWrap.lines(text, toWidth: area.columns) {
      canvas.write(line, column: area.column, row: row, style: style, in: area)
      row += 1
    }
    return row
  }

  private static func message(_ state: EditorState, _ example: LayerExample) -> (text: String, style: Style) {
    if let pasted = state.pasted { return (remark(on: pasted, at: state.place, in: example), Theme.warning) }
    do {
      guard let number = try state.typedNumber() else {
        return ("Type -2, 0.5, 1e-3, 1/3, or paste.  K k add or drop a unit, N n an input.", .plain)
      }
      return ("= \(NumberText.given(number))   Enter takes it, Esc does not", .plain)
    } catch {
      let isBegun = state.typed.map { Self.isBegun($0.string) } ?? false
      return isBegun ? ("a number: -2, 0.5, 1e-3, 1/3", .plain) : ("✗ " + error.message + tabHint(state), Theme.error)
    }
  }

  /// Two numbers in one cell were meant for two.
  private static func tabHint(_ state: EditorState) -> String {
    let words = (state.typed?.string ?? "").split { $0 == " " || $0 == "," || $0 == ";" }
    guard words.count > 1, words.allSatisfy({ (try? Rational.parse(String($0))) != nil }) else { return "" }
    return "; Tab goes to the next cell"
  }

  /// What the marked cells become, and what follows for the shapes.
  private static func remark(
    on pasted: EditorState.Pasted, at place: EditorState.Place, in example: LayerExample
  ) -> String {
    let new = pasted.example
    let count = pasted.rows * pasted.columns
    var text = "understood " + (count == 1 ? "1 number" : "\(pasted.rows)×\(pasted.columns) numbers") + " for "
    if pasted.fills {
      func cell(_ row: Int, _ column: Int) -> String {
        let index = [place.row + row, place.column + column].prefix(pasted.part.quantity.rank)
        return example.names.name(Symbol(pasted.part.quantity, index: Array(index)))
      }
      text += cell(1, 1) + (count > 1 ? " to \(cell(pasted.rows, pasted.columns))" : "")
    } else {
      text += example.names.name(pasted.part.quantity)
      if new.k != example.k { text += "; K becomes \(new.k)" }
      if new.n != example.n { text += "; n becomes \(new.n)" }
      for other in ShapeRemark.texts(of: pasted.part, from: example, to: new) { text += "; " + other }
    }
    return text
      + " (\(Theme.changed) marks what changes). Enter takes \(count == 1 ? "it" : "them"), any other key leaves all as it is."
  }

  /// Whether more digits can still make it a number.
  private static func isBegun(_ text: String) -> Bool {
    ["", "-", "+", "−", ".", "-.", "−."].contains(text) || (try? Rational.parse(text + "1")) != nil
  }

  /// What follows from the numbers, as far as it may be seen.
  private struct Results {
    let derivation: Derivation
    let number: NumberText
    let isKnown: (Symbol) -> Bool

    /// With as many rows as let all of them fit.
    func draw(on canvas: inout Canvas, in area: Rect) {
      guard area.rows >= 2 else { return }
      var tallest = min(8, area.rows - 1)
      var blocks = blocks(rows: tallest, columns: area.columns)
      while tallest > 1, MatrixFlow(blocks, columns: area.columns, gap: 0).height > area.rows {
        tallest -= 1
        blocks = self.blocks(rows: tallest, columns: area.columns)
      }
      for item in MatrixFlow(blocks, columns: area.columns, gap: 0).placed {
        let quantity = item.block.quantity
        item.block.draw(on: &canvas, column: area.column + item.column, row: area.row + item.row, in: area) {
          MatrixBlock.Look(isKnown: isKnown(symbol(quantity, $0, $1)))
        }
      }
    }

    private func symbol(_ quantity: Quantity, _ row: Int, _ column: Int) -> Symbol {
      Symbol(quantity, index: Array([row, column].prefix(derivation.shape(quantity).count)))
    }

    private func blocks(rows: Int, columns: Int) -> [MatrixBlock] {
      derivation.rules.messages.map { quantity in
        let shape = derivation.shape(quantity)
        let isMatrix = shape.count == 2
        return MatrixBlock(
          quantity, title: derivation.names.name(quantity), shape: (shape.first ?? 1, isMatrix ? shape[1] : 1),
          around: nil, most: (rows, columns)
        ) { row, column in
          let symbol = symbol(quantity, row, column)
          return MatrixBlock.Cell(
            text: isKnown(symbol) ? number.text(derivation.value(of: symbol)) : Theme.unknown)
        }
      }
    }
  }
}
