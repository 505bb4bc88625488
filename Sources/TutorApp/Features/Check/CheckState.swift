import LayerMath
import Session
import TextUI
import Tutoring

/// The gradient check over the walk.
struct CheckState: Equatable, Sendable {
  var scroll = 0
  /// Whether entries are shown that the walk has not come to.
  var showsAll = false
}

extension CheckState: Feature {
  func context(isWalk: Bool) -> KeyContext { .table }

  func draw(_ model: AppModel, on canvas: inout Canvas) {
    let walk = model.sitting.walk
    let isKnown = { (symbol: Symbol) in
      showsAll || walk.map { $0.walkthrough.isKnown(symbol, at: $0.position) } ?? true
    }
    CheckOverlay(model.derivation, size: model.size)
      .draw(number: model.number, scroll: scroll, isKnown: isKnown, on: &canvas)
  }
}
