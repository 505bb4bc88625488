/// A key as a user names it: `Right`, `Space`, `l`, `Ctrl-R`, `F1`.
package enum KeyEvent: Hashable, Sendable {
  case character(Character)
  case control(Character)
  case alt(Character)
  case up, down, left, right
  case home, end, pageUp, pageDown
  case enter, tab, backTab, backspace, escape, delete
  case function(Int)

  /// The key that sends this character; `nil` for control characters that no key sends.
  package init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 9: self = .tab
    case 10, 13: self = .enter
    case 27: self = .escape
    case 8, 127: self = .backspace
    case 1..<27:
      guard let letter = Unicode.Scalar(scalar.value + 96) else { return nil }
      self = .control(Character(letter))
    case ..<32, 0x80..<0xA0: return nil
    default: self = .character(Character(scalar))
    }
  }

  /// The same key with Alt, which terminals send as Esc before it.
  package var withAlt: KeyEvent? {
    switch self {
    case .character(let character): .alt(character)
    case .backspace: .alt("\u{7F}")
    default: nil
    }
  }

  private static let names: [(KeyEvent, String)] = [
    (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"), (.end, "End"), (.pageUp, "PgUp"),
    (.pageDown, "PgDn"), (.enter, "Enter"), (.tab, "Tab"), (.backTab, "Shift-Tab"), (.backspace, "Backspace"),
    (.escape, "Esc"), (.delete, "Del"), (.character(" "), "Space"), (.character("#"), "Hash"),
  ]

  package var name: String {
    if let known = Self.names.first(where: { $0.0 == self }) { return known.1 }
    return switch self {
    case .character(let character): String(character)
    case .control(let character): "Ctrl-\(character.uppercased())"
    case .alt(let character): "Alt-\(character)"
    case .function(let number): "F\(number)"
    default: ""
    }
  }

  /// Reads a key's name; letter case counts only for a single letter.
  ///
  /// `nil` for what no key is called.
  package init?(name: String) {
    if let known = Self.names.first(where: { $0.1.lowercased() == name.lowercased() }) {
      self = known.0
    } else if name.count == 1, let character = name.first {
      self = .character(character)
    } else if name.lowercased().hasPrefix("ctrl-"), name.count == 6, let last = name.lowercased().last {
      self = .control(last)
    } else if name.lowercased().hasPrefix("alt-"), name.count == 5, let last = name.last {
      self = .alt(last)
    } else if name.first == "F" || name.first == "f", let number = Int(name.dropFirst()), (1...12).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// The sign used in the key bar: `→` for Right.
  package var sign: String {
    switch self {
    case .right: "→"
    case .left: "←"
    case .up: "↑"
    case .down: "↓"
    default: name
    }
  }
}
