import Curriculum
import Files

/// A file or standard input (`-`) line by line, as it comes; none is kept longer than it is asked for.
struct InputLines {
  /// A 500×500 matrix on one line has some two million characters.
  private static let limit = 16 << 20

  private let piece: () throws(FileError) -> [UInt8]
  private var pending: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  private let name: String

  init(_ path: String = "-") throws(FileError) {
    piece = try FileBytes.pieces(of: path)
    name = path == "-" ? "standard input" : path
  }

  /// The next line without its end; `nil` behind the last.
  /// - Throws: `FileError` where reading fails, or a line is too long to be one.
  mutating func next() throws(FileError) -> String? {
    var searched = start
    while true {
      if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return line(upTo: end)
      }
      searched = pending.count
      if isAtEnd {
        guard start < pending.count else { return nil }
        defer { start = pending.count }
        return line(upTo: pending.count)
      }
      guard pending.count - start <= Self.limit else {
        throw FileError("\(name): a line of more than \(Self.limit >> 20) MiB; break it into lines")
      }
      pending.removeFirst(start)
      (searched, start) = (searched - start, 0)
      let more = try piece()
      isAtEnd = more.isEmpty
      pending += more
    }
  }

  private func line(upTo end: Int) -> String {
    var bytes = pending[start..<end]
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
