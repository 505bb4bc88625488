import Curriculum
import LayerMath
import TextUI

/// One look for each kind of thing, everywhere: a colour and, since colour alone must never carry meaning, a marker.
enum Theme {
  static func style(_ quantity: Quantity) -> Style {
    switch quantity {
    case .w, .b, .a: Style(.blue)
    case .x: Style(.green)
    case .deltaY, .t, .loss: Style(.magenta)
    case .s, .y, .softmax: Style(.cyan)
    case .fPrime: Style(.yellow)
    case .deltaS, .jacobian, .parameterJacobian, .deltaX, .deltaW, .biasJacobian, .deltaB, .activationJacobian, .deltaA:
      Style(.red, bold: true)
    }
  }

  static func marker(_ quantity: Quantity) -> String {
    switch quantity {
    case .w: "□"
    case .b: "◫"
    case .a: "◧"
    case .t: "▷"
    case .softmax: "◈"
    case .loss: "◎"
    case .x: "○"
    case .deltaY: "▽"
    case .s: "◇"
    case .y: "◆"
    case .fPrime: "△"
    case .deltaS: "▼"
    case .jacobian, .parameterJacobian, .deltaX, .deltaW, .biasJacobian, .deltaB, .activationJacobian, .deltaA: "●"
    }
  }

  /// The mark before an entry that is in play.
  static let pointer = "▸"
  /// The mark before a value that the last change of numbers altered.
  static let changed = "*"
  /// What is not computed yet; never 0.
  static let unknown = "·"
  /// The place of the factor that comes next.
  static let blank = "▢"

  static let frame = Style(dim: true)
  static let focusedFrame = Style(.cyan)
  static let heading = Style(bold: true)
  static let math = Style(.cyan)
  static let warning = Style(.yellow, bold: true)
  static let error = Style(.red, bold: true)
  static let good = Style(.green, bold: true)
  static let dim = Style(dim: true)
  static let bar = Style(dim: true)
  static let key = Style(bold: true)
  static let link = Style(.blue, underlined: true)
  static let selected = Style(reversed: true)
  static let match = Style(.yellow, reversed: true)
}
