/// Big operators drawn over several rows: in ASCII, which has no signs for them, and large for a projector.
enum MathLarge {
  /// `nil` where the sign itself is to be used.
  static func operatorBox(_ sign: String, _ manner: MathLayout.Manner) -> MathBox? {
    guard manner.isASCII || manner.isLarge else { return nil }
    guard let rows = (manner.isASCII ? ascii : blocks)[sign] else { return nil }
    return .stacked(rows.map { (MathBox($0), 0) }, baseline: rows.count / 2)
  }

  private static let ascii: [String: [String]] = [
    "∑": ["___", "\\  ", "/__"], "∏": ["___", "| |", "| |"], "∫": [" /", " |", "/ "],
  ]

  private static let blocks: [String: [String]] = [
    "∑": ["▜▀▀▘", " ▜▖ ", "▟▄▄▖"], "∏": ["▛▀▀▜", "▌  ▐", "▌  ▐"], "∫": ["⌠", "⎮", "⌡"],
  ]
}
