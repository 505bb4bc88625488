import TextLayout

/// How a cell looks: one of the terminal's own 16 colours, and attributes.
///
/// The user's theme rules the rest.
package struct Style: Equatable, Sendable {
  package enum Color: UInt8, Sendable {
    case standard, red, green, yellow, blue, magenta, cyan
  }

  /// One byte, since a frame has thousands of cells and each key compares two frames: the colour in the three lowest
  /// bits, an attribute in each of the next four.
  package private(set) var bits: UInt8

  package init(
    _ color: Color = .standard, bold: Bool = false, dim: Bool = false, underlined: Bool = false, reversed: Bool = false
  ) {
    bits = color.rawValue
    isBold = bold
    isDim = dim
    isUnderlined = underlined
    isReversed = reversed
  }

  package var color: Color {
    get { Color(rawValue: bits & 7) ?? .standard }
    set { bits = bits & ~7 | newValue.rawValue }
  }

  package var isBold: Bool {
    get { self[8] }
    set { self[8] = newValue }
  }

  package var isDim: Bool {
    get { self[16] }
    set { self[16] = newValue }
  }

  package var isUnderlined: Bool {
    get { self[32] }
    set { self[32] = newValue }
  }

  package var isReversed: Bool {
    get { self[64] }
    set { self[64] = newValue }
  }

  private subscript(bit: UInt8) -> Bool {
    get { bits & bit != 0 }
    set { bits = newValue ? bits | bit : bits & ~bit }
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
