/// The alphabets of mathematics: letters by rule, and the ones that Unicode had before the rule.
enum MathAlphabet: String, CaseIterable {
  case mathbb, mathcal, mathfrak

  /// The letter in this alphabet; what it lacks stays plain.
  func letter(_ character: Character) -> String {
    if let special = exceptions.first(where: { $0.0 == character }) { return special.1 }
    guard let value = character.asciiValue else { return String(character) }
    let (upper, lower, digit): (UInt32, UInt32, UInt32?) =
      switch self {
      case .mathbb: (0x1D538, 0x1D552, 0x1D7D8)
      case .mathcal: (0x1D49C, 0x1D4B6, nil)
      case .mathfrak: (0x1D504, 0x1D51E, nil)
      }
    let code: UInt32? =
      switch value {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): upper + UInt32(value - UInt8(ascii: "A"))
      case UInt8(ascii: "a")...UInt8(ascii: "z"): lower + UInt32(value - UInt8(ascii: "a"))
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit.map { $0 + UInt32(value - UInt8(ascii: "0")) }
      default: nil
      }
    return code.flatMap(Unicode.Scalar.init).map { String($0) } ?? String(character)
  }

  private var exceptions: [(Character, String)] {
    switch self {
    case .mathbb: [("C", "ℂ"), ("H", "ℍ"), ("N", "ℕ"), ("P", "ℙ"), ("Q", "ℚ"), ("R", "ℝ"), ("Z", "ℤ")]
    case .mathcal:
      [
        ("B", "ℬ"), ("E", "ℰ"), ("F", "ℱ"), ("H", "ℋ"), ("I", "ℐ"), ("L", "ℒ"), ("M", "ℳ"), ("R", "ℛ"), ("e", "ℯ"),
        ("g", "ℊ"), ("o", "ℴ"),
      ]
    case .mathfrak: [("C", "ℭ"), ("H", "ℌ"), ("I", "ℑ"), ("R", "ℜ"), ("Z", "ℨ")]
    }
  }
}
