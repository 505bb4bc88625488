import LayerMath
import Session
import TextUI
import Tutoring

/// Keys in the grid: typing in a cell, taking what was pasted.
extension EditorState: Feature {
  func context(isWalk: Bool) -> KeyContext { .editor }
  var typedField: TextField? { typed }

  var keys: [(String, String)]? {
    if pasted != nil { return [("Enter", "take the numbers"), ("Esc", "leave all as it is")] }
    return typed == nil ? nil : [("Enter", "take, go down"), ("Tab", "take, go right"), ("Esc", "cancel")]
  }

  func press(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? {
    var state = self
    if let pasted {
      if key == .enter {
        app.change(to: pasted.example)
        state.clamp(to: pasted.example)
      }
      state.pasted = nil
      app.overlay = .editor(state)
      return []
    }
    return state.type(key, in: &app) ? [] : nil
  }

  func paste(_ text: String, in app: inout AppModel) -> Bool {
    guard let example = app.example else { return true }
    var state = self
    // A number goes into the cell that is being typed; several never were meant for one.
    let isMatrix = ((try? MatrixEntry.matrix(text))?.elements.count ?? 0) > 1
    if typed != nil && !isMatrix {
      state.typed?.insert(text)
    } else {
      state.typed = nil
      do { try state.paste(text, into: example) } catch { app.fail(error.message) }
    }
    app.overlay = .editor(state)
    return true
  }

  func draw(_ model: AppModel, on canvas: inout Canvas) {
    if let walk = model.sitting.walk { EditorView.draw(self, walk, number: model.number, on: &canvas) }
  }

  /// Typing in a cell; false where the key is left to the bindings.
  private mutating func type(_ key: KeyEvent, in app: inout AppModel) -> Bool {
    guard let example = app.example else { return false }
    if var line = typed {
      switch key {
      case .escape: typed = nil
      default:
        if let direction = Self.leaving(key, isAnew: isAnew) {
          if accept(example, in: &app) { move(direction, in: app.example ?? example) }
        } else {
          guard line.apply(key) else { return true }
          typed = line
        }
      }
      app.overlay = .editor(self)
      return true
    }
    switch key {
    case .character(let character) where character.isNumber || "-−.".contains(character):
      (typed, isAnew) = (TextField(String(character), limit: Self.cellLimit), true)
    case .enter, .function(2):
      let number = NumberText.given(value(in: example))
      (typed, isAnew) = (TextField(number.swapping("−", for: "-"), limit: Self.cellLimit), false)
    default: return false
    }
    app.overlay = .editor(self)
    return true
  }

  /// Where a key leads that ends typing in a cell.
  private static func leaving(_ key: KeyEvent, isAnew: Bool) -> Action.CellMove? {
    switch key {
    case .enter, .down: .down
    case .up: .up
    case .tab: .next
    case .backTab: .previous
    case .left where isAnew: .left
    case .right where isAnew: .right
    default: nil
    }
  }

  /// Whether what was typed is a number, which the cell then has.
  private mutating func accept(_ example: LayerExample, in app: inout AppModel) -> Bool {
    do {
      guard let value = try typedNumber() else { return true }
      app.change(to: example.replacing(place, with: value))
      typed = nil
      return true
    } catch {
      app.fail(error.message)
      return false
    }
  }
}
