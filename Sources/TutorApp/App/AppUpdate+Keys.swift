import Session
import TextUI

/// Keys: the top layer has them first; those that it leaves stand for the actions that they are bound to.
extension AppModel {
  mutating func press(_ key: KeyEvent) -> [Effect] {
    if !isTooSmall, let effects = overlay?.feature.press(key, in: &self) { return effects }
    if key == .control("c") { return leave() }
    guard let binding = ActionTable.binding(of: key, in: context), let action = binding.action else {
      if !isTooSmall { tell("\(key.sign): no key here; ? lists them") }
      return []
    }
    return run(action, as: binding.line)
  }

  mutating func paste(_ text: String) {
    guard overlay?.feature.paste(text, in: &self) != true else { return }
    tell("paste into the grid (e) or the prompt (:)")
  }
}
