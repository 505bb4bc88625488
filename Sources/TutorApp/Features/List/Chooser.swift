import Session
import TextUI

/// A list that is filtered by typing, moved through with the arrows and left with Enter or Esc.
struct Chooser: Equatable, Sendable {
  var field: TextField
  private(set) var selection: Int

  /// What filters is a few words.
  private static let limit = 200

  init(filter: String = "", selection: Int = 0) {
    field = TextField(filter, limit: Self.limit)
    self.selection = selection
  }

  enum Outcome: Equatable { case stay, close, choose }

  /// - Parameter rows: how many rows the filter leaves now; asked only by the keys that move, so that typing waits for no filter.
  mutating func press(_ key: KeyEvent, rows: @autoclosure () -> Int) -> Outcome {
    var last: Int { max(0, rows() - 1) }
    switch key {
    case .escape where !field.string.isEmpty:
      field = TextField(limit: Self.limit)
      selection = 0
    case .escape, .function(1): return .close
    case .enter: return .choose
    case .up: selection = max(0, min(selection, last) - 1)
    case .down: selection = min(last, selection + 1)
    case .pageUp: selection = max(0, min(selection, last) - 10)
    case .pageDown: selection = min(last, selection + 10)
    default: if field.apply(key) { selection = 0 }
    }
    return .stay
  }

  /// The first row in view, so that the selected one is; of `rows` in a list `height` high.
  func first(of rows: Int, height: Int) -> Int {
    max(0, min(min(selection, max(0, rows - 1)) - height / 2, rows - height))
  }
}
