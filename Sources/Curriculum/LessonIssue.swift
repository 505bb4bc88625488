/// A place in a lesson file, both numbers 1-based; columns count characters.
package struct LessonPlace: Equatable, Comparable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int = 1) {
    self.line = line
    self.column = column
  }

  /// What concerns the whole file.
  package static let top = LessonPlace(line: 1)

  package static func < (a: LessonPlace, b: LessonPlace) -> Bool { (a.line, a.column) < (b.line, b.column) }

  func advanced(by columns: Int) -> LessonPlace { LessonPlace(line: line, column: column + columns) }
}

/// Something an author can mend: where it is, how bad it is, what would be right.
package struct LessonIssue: Equatable, Sendable {
  package enum Severity: String, Sendable {
    /// The lesson does not work as written; `lessons check` exits 1.
    case error
    case warning
    /// Worth knowing, not wrong: an unknown front matter key in a foreign card.
    case note
  }

  package let file: String
  package let place: LessonPlace
  package let severity: Severity
  package let message: String

  package var line: Int { place.line }

  package init(file: String, place: LessonPlace, severity: Severity, message: String) {
    self.file = file
    self.place = place
    self.severity = severity
    self.message = message
  }
}

extension LessonIssue: CustomStringConvertible {
  /// `file:line:column: severity: message`.
  package var description: String { "\(file):\(place.line):\(place.column): \(severity.rawValue): \(message)" }
}
