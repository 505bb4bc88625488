import Curriculum
import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// `z`: one formula alone and as large as the screen allows, for a projector.
///
/// In a walk the step's general formula; in a text the first display formula in view.
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

  static func draw(_ zoomed: Zoomed, on canvas: inout Canvas) {
    let full = Rect(column: 0, row: 1, columns: canvas.size.columns, rows: canvas.size.rows - 2)
    let width = full.columns - 6
    // Large sums where there is room for them.
    let large = MathLayout.display(zoomed.node, width: width, manner: .init(isLarge: true))
    let box = large.height + 4 <= full.rows ? large : MathLayout.display(zoomed.node, width: width)
    // Nothing else is on the screen: a lecture room looks at this formula alone.
    canvas.clear(full)
    let inner = Panel(
      title: zoomed.title, note: "z or Esc closes", style: Theme.focusedFrame, titleStyle: Theme.heading
    )
    .draw(on: &canvas, in: full)
    canvas.write(
      box, column: inner.column + (inner.columns - box.width) / 2, row: inner.row + (inner.rows - box.height) / 2,
      style: Theme.heading, sourceStyle: Theme.warning, in: inner)
  }
}
