import Curriculum
import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// `z`: one formula alone and as large as the screen allows, for a projector.
///
/// In a walk the step's general formula, and below it the entry in symbols, numbers, products and value, which follow the walk; in a
/// text the first display formula in view.
enum ZoomOverlay {
  struct Zoomed {
    let title: String
    let node: MathNode
  }

  static func formula(of model: AppModel) -> Zoomed? {
    if let walk = model.sitting.walk {
      // Before the first step the vector form, which says it all.
      let derivation = walk.derivation
      var index = derivation.firstIndex(of: .vector)
      if case .step(let current, _) = walk.position { index = current }
      return derivation.step(at: index).map { Zoomed(title: walk.derivation.names.title($0.id), node: $0.formulaNode) }
    }
    for case .formula(let formula, _) in model.textPane.visibleBlocks {
      if case .success(let node) = formula.node { return Zoomed(title: model.lesson.title, node: node) }
    }
    return nil
  }

  static func draw(_ zoomed: Zoomed, _ model: AppModel, on canvas: inout Canvas) {
    let full = Rect(column: 0, row: 1, columns: canvas.size.columns, rows: canvas.size.rows - 2)
    let width = full.columns - 6
    // Large sums where there is room for them.
    let large = MathLayout.display(zoomed.node, width: width, manner: .init(isLarge: true))
    let box = large.height + 4 <= full.rows ? large : MathLayout.display(zoomed.node, width: width)
    // Nothing else is on the screen: a lecture room looks at this formula alone.
    canvas.clear(full)
    let step = self.step(of: model)
    let inner = Panel(
      title: zoomed.title, note: "z or Esc closes", style: Theme.focusedFrame, titleStyle: Theme.heading
    )
    .draw(on: &canvas, in: full)
    // In a walk the entry stands below it, as far as it is uncovered.
    let below = step == nil ? 0 : min(12, inner.rows - box.height - 3)
    let isBeside = below >= 6
    let top = inner.row + (inner.rows - box.height - (isBeside ? below + 2 : 0)) / 2
    canvas.write(
      box, column: inner.column + (inner.columns - box.width) / 2, row: top, style: Theme.heading,
      sourceStyle: Theme.warning, in: inner)
    if isBeside, let step {
      let room = Rect(
        column: inner.column + 2, row: top + box.height + 1, columns: inner.columns - 4,
        rows: inner.endRow - top - box.height - 1)
      spread(step, rows: below, on: &canvas, in: room)
    }
  }

  /// The entry in the middle, with blank rows between its rows where there is room for them.
  private static func spread(_ step: StepPane, rows: Int, on canvas: inout Canvas, in room: Rect) {
    var small = Canvas(Size(columns: min(room.columns, 120), rows: rows))
    step.draw(on: &small, in: Rect(small.size))
    let used = (0..<rows).filter { row in small.row(row).contains { $0.scalar != " " } }
    guard let last = used.last else { return }
    // What is said of a number stands at the foot and may be long; the sums decide where the middle is.
    let sums = used.filter { $0 != last }
    let width =
      sums.map { row in (small.row(row).lastIndex { $0.scalar != " " } ?? 0) % small.size.columns + 1 }.max() ?? 0
    let gap = 2 * used.count <= room.rows ? 2 : 1
    let column = room.column + max(0, (room.columns - width) / 2)
    for (place, row) in used.enumerated() {
      let length = (small.row(row).lastIndex { $0.scalar != " " } ?? 0) % small.size.columns + 1
      let at = column + length <= room.endColumn ? column : room.column
      let to = room.row + gap * place + (row == last && gap * (used.count) < room.rows ? 1 : 0)
      for offset in 0..<small.size.columns where at + offset < room.endColumn && to < room.endRow {
        canvas[at + offset, to] = small[offset, row]
      }
    }
  }

  /// The step in play with its symbols, numbers, products and value.
  private static func step(of model: AppModel) -> StepPane? {
    guard let walk = model.sitting.walk, case .step = walk.position else { return nil }
    return StepPane(
      derivation: walk.derivation, position: walk.position, number: model.number, formulas: model.drawn.formulas,
      showsFormula: false)
  }
}
