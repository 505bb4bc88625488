import CNcurses
import TextUI

/// ncurses' codes of keys that send no character.
enum CursesKeys {
  static func event(_ code: Int32) -> KeyEvent? {
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
