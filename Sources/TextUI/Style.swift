import TextLayout

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

  /// The style with what a formula asks for.
  package func inked(_ ink: MathInk) -> Style {
    guard ink != .plain else { return self }
    var style = self
    if ink.isBold { style.isBold = true }
    if let color = ink.color {
      style.color =
        switch color {
        case .red: .red
        case .green: .green
        case .blue: .blue
        case .yellow: .yellow
        case .magenta: .magenta
        case .cyan: .cyan
        }
    }
    return style
  }
}
