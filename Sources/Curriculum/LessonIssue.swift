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
  /// 1-based; 1 for what concerns the whole file.
  package let line: Int
  package let severity: Severity
  package let message: String

  package init(file: String, line: Int, severity: Severity, message: String) {
    self.file = file
    self.line = line
    self.severity = severity
    self.message = message
  }
}

extension LessonIssue: CustomStringConvertible {
  /// `file:line: severity: message`.
  package var description: String { "\(file):\(line): \(severity.rawValue): \(message)" }
}

/// Why a lesson cannot be opened at all: one line that names the file.
package struct LessonError: Error, Equatable, Sendable {
  package let message: String

  package init(_ message: String) { self.message = message }
}
