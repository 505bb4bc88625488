import Session
import TextUI

/// The gradient check over the walk.
struct CheckState: Equatable, Sendable {
  var scroll = 0
}

extension CheckState: Feature {
  func context(isWalk: Bool) -> KeyContext { .table }

  func draw(_ model: AppModel, on canvas: inout Canvas) {
    CheckOverlay(model.derivation, size: model.size).draw(number: model.number, scroll: scroll, on: &canvas)
  }
}
