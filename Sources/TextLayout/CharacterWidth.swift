/// How many terminal columns text takes, and which characters may reach a terminal at all.
///
/// The one place where foreign text is made safe: control characters, escape sequences, bidi controls and other invisible
/// format characters have no cell, so they never become one. Everything that draws or prints goes through here.
package enum CharacterWidth {
  /// One drawn character: a scalar, the marks that combine with it, and its 1 or 2 columns.
  package struct Cluster: Equatable, Sendable {
    package var scalar: Unicode.Scalar
    package var marks: [Unicode.Scalar]
    package var width: Int
  }

  /// Columns of one scalar: 0 for combining marks and for what is never drawn, 2 for East Asian wide ones, else 1.
  ///
  /// Source of the wide ranges: Unicode 16 EastAsianWidth, classes W and F, read through wcwidth 0.7.
  package static func columns(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if isPlain(value) { return 1 }
    if value < 0x300 { return value == 0xA0 ? 1 : 0 }
    if isCombining(scalar) || !isDrawable(scalar) { return 0 }
    return value >= 0x1100 && isWide(value) ? 2 : 1
  }

  /// The letters, signs and lines that lessons are made of: one column each, no table needed.
  private static func isPlain(_ value: UInt32) -> Bool {
    switch value {
    case 0x20..<0x7F, 0xA1..<0xAD, 0xAE..<0x300, 0x370..<0x378, 0x391..<0x3A2, 0x3A3..<0x483: true
    case 0x2010..<0x2028, 0x2030..<0x2060, 0x2070..<0x2072, 0x2074..<0x208F, 0x2090..<0x209D: true
    case 0x2100..<0x218C, 0x2190..<0x231A, 0x231C..<0x2329, 0x239B..<0x23E9, 0x2500..<0x25FD, 0x2713..<0x2718: true
    case 0x2800..<0x2900: true
    default: false
    }
  }

  /// Columns of a whole text as it will be drawn.
  package static func columns(_ text: String) -> Int {
    var total = 0
    forEachCluster(text) { _, _, width in total += width }
    return total
  }

  /// Text as cells.
  ///
  /// Line breaks and tabs become one space; what must not reach a terminal is left out; a mark without a base stands
  /// on a dotted circle; at most four marks are kept on one base.
  package static func clusters(_ text: String) -> [Cluster] {
    var result: [Cluster] = []
    forEachCluster(text) { result.append(Cluster(scalar: $0, marks: $1, width: $2)) }
    return result
  }

  /// The clusters one by one: scalar, marks, columns.
  package static func forEachCluster(_ text: String, _ body: (Unicode.Scalar, [Unicode.Scalar], Int) -> Void) {
    var base: Unicode.Scalar?
    var marks: [Unicode.Scalar] = []
    var width = 0
    for scalar in text.unicodeScalars {
      let value = scalar.value
      var next = scalar
      var nextWidth = 1
      if !isPlain(value) {
        if value == 0x0A || value == 0x09 || value == 0x2028 || value == 0x2029 {
          next = " "
        } else if isCombining(scalar) {
          if base == nil {
            base = "\u{25CC}"
            width = 1
          }
          if marks.count < 4 { marks.append(scalar) }
          continue
        } else {
          nextWidth = columns(scalar)
          if nextWidth == 0 { continue }
        }
      }
      if let base { body(base, marks, width) }
      base = next
      width = nextWidth
      if !marks.isEmpty { marks = [] }
    }
    if let base { body(base, marks, width) }
  }

  /// Text that can be printed as a line: the same cells, as a string.
  package static func printable(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    forEachCluster(text) { scalar, marks, _ in
      scalars.append(scalar)
      for mark in marks { scalars.append(mark) }
    }
    return String(scalars)
  }

  private static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    guard value >= 0x300 else { return false }
    if value < 0x370 || (value >= 0x1160 && value <= 0x11FF) || (value >= 0xD7B0 && value <= 0xD7FB) { return true }
    // Letters, mathematics and box drawing, which make up the lessons, need no table.
    if value < 0x483 || (value >= 0x1E00 && value < 0x20D0) || (value >= 0x2100 && value < 0x2CEF) { return false }
    switch scalar.properties.generalCategory {
    // Variation selectors choose a presentation that a cell cannot show; they count as format characters here.
    case .nonspacingMark, .enclosingMark: return !scalar.properties.isVariationSelector
    default: return false
    }
  }

  private static func isDrawable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isVariationSelector { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: return false
    case .unassigned:
      return !scalar.properties.isNoncharacterCodePoint && !scalar.properties.isDefaultIgnorableCodePoint
    default: return !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    var low = 0
    var high = wide.count - 1
    while low <= high {
      let middle = (low + high) / 2
      if value < wide[middle].0 {
        high = middle - 1
      } else if value > wide[middle].1 {
        low = middle + 1
      } else {
        return true
      }
    }
    return false
  }

  // swift-format-ignore
  private static let wide: [(UInt32, UInt32)] = [
    (0x1100, 0x115F),
    (0x231A, 0x231B),
    (0x2329, 0x232A),
    (0x23E9, 0x23EC),
    (0x23F0, 0x23F0),
    (0x23F3, 0x23F3),
    (0x25FD, 0x25FE),
    (0x2614, 0x2615),
    (0x2630, 0x2637),
    (0x2648, 0x2653),
    (0x267F, 0x267F),
    (0x268A, 0x268F),
    (0x2693, 0x2693),
    (0x26A1, 0x26A1),
    (0x26AA, 0x26AB),
    (0x26BD, 0x26BE),
    (0x26C4, 0x26C5),
    (0x26CE, 0x26CE),
    (0x26D4, 0x26D4),
    (0x26EA, 0x26EA),
    (0x26F2, 0x26F3),
    (0x26F5, 0x26F5),
    (0x26FA, 0x26FA),
    (0x26FD, 0x26FD),
    (0x2705, 0x2705),
    (0x270A, 0x270B),
    (0x2728, 0x2728),
    (0x274C, 0x274C),
    (0x274E, 0x274E),
    (0x2753, 0x2755),
    (0x2757, 0x2757),
    (0x2795, 0x2797),
    (0x27B0, 0x27B0),
    (0x27BF, 0x27BF),
    (0x2B1B, 0x2B1C),
    (0x2B50, 0x2B50),
    (0x2B55, 0x2B55),
    (0x2E80, 0x3029),
    (0x3030, 0x303E),
    (0x3041, 0x3096),
    (0x309B, 0x3163),
    (0x3165, 0x3247),
    (0x3250, 0xA4C6),
    (0xA960, 0xA97C),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE19),
    (0xFE30, 0xFE6B),
    (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6),
    (0x16FE0, 0x16FE3),
    (0x16FF2, 0x1B2FB),
    (0x1D300, 0x1D376),
    (0x1F004, 0x1F004),
    (0x1F0CF, 0x1F0CF),
    (0x1F18E, 0x1F18E),
    (0x1F191, 0x1F19A),
    (0x1F1E6, 0x1F320),
    (0x1F32D, 0x1F335),
    (0x1F337, 0x1F37C),
    (0x1F37E, 0x1F393),
    (0x1F3A0, 0x1F3CA),
    (0x1F3CF, 0x1F3D3),
    (0x1F3E0, 0x1F3F0),
    (0x1F3F4, 0x1F3F4),
    (0x1F3F8, 0x1F43E),
    (0x1F440, 0x1F440),
    (0x1F442, 0x1F4FC),
    (0x1F4FF, 0x1F53D),
    (0x1F54B, 0x1F54E),
    (0x1F550, 0x1F567),
    (0x1F57A, 0x1F57A),
    (0x1F595, 0x1F596),
    (0x1F5A4, 0x1F5A4),
    (0x1F5FB, 0x1F64F),
    (0x1F680, 0x1F6C5),
    (0x1F6CC, 0x1F6CC),
    (0x1F6D0, 0x1F6D2),
    (0x1F6D5, 0x1F6DF),
    (0x1F6EB, 0x1F6EC),
    (0x1F6F4, 0x1F6FC),
    (0x1F7E0, 0x1F7F0),
    (0x1F90C, 0x1F93A),
    (0x1F93C, 0x1F945),
    (0x1F947, 0x1F9FF),
    (0x1FA70, 0x1FAF8),
    (0x20000, 0x3FFFD)
  ]
}
