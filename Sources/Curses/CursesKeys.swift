import CNcurses
import TextUI

/// ncurses' codes as key events.
enum CursesKeys {
  static func event(isCharacter: Bool, _ code: Int32) -> KeyEvent? {
    isCharacter ? character(UInt32(bitPattern: code)) : special(code)
  }

  /// A character that came right after Esc.
  static func alt(_ code: Int32) -> KeyEvent? {
    switch character(UInt32(bitPattern: code)) {
    case .character(let character): .alt(character)
    case .backspace: .alt("\u{7F}")
    default: nil
    }
  }

  private static func character(_ value: UInt32) -> KeyEvent? {
    switch value {
    case 9: return .tab
    case 10, 13: return .enter
    case 27: return .escape
    case 8, 127: return .backspace
    case 1..<27: return Unicode.Scalar(value + 96).map { .control(Character($0)) }
    case 0..<32: return nil
    default: return Unicode.Scalar(value).map { .character(Character($0)) }
    }
  }

  private static func special(_ code: Int32) -> KeyEvent? {
    switch code {
    case bp_key_up: .up
    case bp_key_down: .down
    case bp_key_left: .left
    case bp_key_right: .right
    case bp_key_home: .home
    case bp_key_end: .end
    case bp_key_npage: .pageDown
    case bp_key_ppage: .pageUp
    case bp_key_enter: .enter
    case bp_key_btab: .backTab
    case bp_key_backspace: .backspace
    case bp_key_dc: .delete
    case (bp_key_f0 + 1)...(bp_key_f0 + 12): .function(Int(code - bp_key_f0))
    default: nil
    }
  }
}
