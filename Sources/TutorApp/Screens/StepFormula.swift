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

  static func drawn(_ id: StepID) -> Drawn {
    let latex = SymbolText.formula(id)
    if let drawn = known.withLock({ $0[latex] }) { return drawn }
    let node = (try? LaTeXParser.parse(latex)) ?? .source(latex)
    let drawn = Drawn(box: MathLayout.display(node), line: InlineMath.text(node))
    known.withLock { $0[latex] = drawn }
    return drawn
  }
}
