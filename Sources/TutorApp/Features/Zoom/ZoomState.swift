import Session
import TextUI

/// `z`: the formula in play, alone.
struct ZoomState: Equatable, Sendable {}

extension ZoomState: Feature {
  func draw(_ model: AppModel, on canvas: inout Canvas) {
    if let zoomed = ZoomOverlay.formula(of: model) { ZoomOverlay.draw(zoomed, model, on: &canvas) }
  }
}
