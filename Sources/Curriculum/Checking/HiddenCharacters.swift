/// Characters of a lesson that nobody sees: control characters, which the screen shows as replacements, and characters
/// without width, which come in with what is copied from web pages.
///
/// Found for authors only: whoever opens a foreign card can do nothing about them.
enum HiddenCharacters {
  /// More than these of one file are not told one by one.
  private static let most = 10

  static func issues(in bytes: [UInt8], file: String) -> [LessonIssue] {
    // A byte below a blank, DEL, or the beginning of what is not ASCII.
    let isSuspect: (UInt8) -> Bool = { $0 < 0x20 && !isLayout($0) || $0 == 0x7F || $0 >= 0x80 }
    var issues: [LessonIssue] = []
    for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated()
    where line.contains(where: isSuspect) {
      for (column, scalar) in String(decoding: line, as: UTF8.self).unicodeScalars.enumerated() {
        guard let what = name(scalar) else { continue }
        issues.append(
          LessonIssue(
            file: file, place: LessonPlace(line: index + 1, column: column + 1), severity: .warning,
            message: "\(what); remove it"))
        if issues.count == most { return issues }
      }
    }
    return issues
  }

  private static func isLayout(_ byte: UInt8) -> Bool { byte == 9 || byte == 10 || byte == 13 }

  /// `nil` for what is seen, and for the joiners that scripts and emoji need; NUL is told of everyone.
  private static func name(_ scalar: Unicode.Scalar) -> String? {
    let code = String(scalar.value, radix: 16, uppercase: true)
    let sign = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
    switch scalar.properties.generalCategory {
    case .control where scalar.value > 0x7F || (scalar.value > 0 && !isLayout(UInt8(scalar.value))):
      return "a control character (\(sign))"
    case .format where scalar.value != 0x200C && scalar.value != 0x200D: return "an invisible character (\(sign))"
    default: return nil
    }
  }
}
