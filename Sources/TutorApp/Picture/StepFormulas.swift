import LayerMath
import Synchronization
import TextLayout
import Tutoring

/// The general formulas of steps, drawn once for all their entries and kept as long as the model that shows them: each key shows
/// one again.
final class StepFormulas: Sendable, Equatable {
  /// In two dimensions, and on one row.
  struct Drawn: Sendable {
    let box: MathBox
    let line: String
  }

  private let known = Mutex<[String: Drawn]>([:])

  func drawn(_ step: DerivationStep) -> Drawn {
    let formula = step.formula
    if let drawn = known.withLock({ $0[formula] }) { return drawn }
    let node = step.formulaNode
    let drawn = Drawn(box: MathLayout.display(node), line: InlineMath.text(node))
    known.withLock { $0[formula] = drawn }
    return drawn
  }

  /// What was drawn says nothing about a model.
  static func == (a: StepFormulas, b: StepFormulas) -> Bool { true }
}
