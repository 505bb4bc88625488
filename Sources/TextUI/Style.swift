/// How a cell looks: one of the terminal's own 16 colours, and attributes.
///
/// The user's theme rules the rest.
package struct Style: Equatable, Sendable {
  package enum Color: UInt8, Sendable {
    case standard, red, green, yellow, blue, magenta, cyan
  }

  package var color: Color
  package var isBold: Bool
  package var isDim: Bool
  package var isUnderlined: Bool
  package var isReversed: Bool

  package init(
    _ color: Color = .standard, bold: Bool = false, dim: Bool = false, underlined: Bool = false, reversed: Bool = false
  ) {
    self.color = color
    isBold = bold
    isDim = dim
    isUnderlined = underlined
    isReversed = reversed
  }

  package static let plain = Style()
}
