import LayerMath
import Synchronization
import TextLayout
import Tutoring

/// A step's general formula, drawn once for all its entries: each key shows it again.
enum StepFormula {
  /// In two dimensions, and on one row.
  struct Drawn: Sendable {
    let box: MathBox
    let line: String
  }

  private static let known = Mutex<[String: Drawn]>([:])

  static func drawn(_ step: DerivationStep) -> Drawn {
    let formula = step.formula
    if let drawn = known.withLock({ $0[formula] }) { return drawn }
    let node = step.formulaNode
    let drawn = Drawn(box: MathLayout.display(node), line: InlineMath.text(node))
    known.withLock { $0[formula] = drawn }
    return drawn
  }
}
