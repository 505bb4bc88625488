/// Why a file cannot be read, opened or written: one line that names it.
package struct FileError: Error, Equatable, Sendable {
  package let message: String

  package init(_ message: String) { self.message = message }
}
