import Session
import TextUI

/// Keys: the top layer has them first, all others stand for action lines.
extension AppModel {
  mutating func press(_ key: KeyEvent) -> [Effect] {
    if !isTooSmall, let effects = overlay?.feature.press(key, in: &self) { return effects }
    guard let line = ActionTable.line(for: key, in: context) else { return [] }
    return run(line)
  }

  mutating func paste(_ text: String) {
    guard overlay?.feature.paste(text, in: &self) != true else { return }
    tell("paste into the grid (e) or the prompt (:)")
  }
}
