/// What was done, in order: every action line, and the lines that set the numbers as they were then.
///
/// The saved session is a filter of it: what moves, shows, asks or sets, with several `next` or `advance` in a row as one. All of it
/// repeats the sitting.
package struct Journal: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    package let line: String
    /// Whether a saved session repeats it.
    package let isKept: Bool
  }

  package private(set) var entries: [Entry] = []
  /// Whether more was done than is kept; what stands before it still is a session.
  package private(set) var isFull = false
  private var bytes = 0

  /// Bytes of lines.
  private static let most = 32 << 20
  /// Lines that a session does not repeat are let go first.
  private static let mostOthers = 10_000
  private var others = 0

  package init() {}

  /// A journal that begins with a lesson.
  package init(opening reference: String) { add("open \(reference)", isKept: true) }

  package mutating func add(_ line: String, isKept: Bool) {
    guard !isFull, isKept || others < Self.mostOthers else { return }
    // Held down, a key would write the same line a thousand times.
    if isKept, Self.repeated.contains(line), let last = entries.last, last.isKept,
      let count = Self.count(last.line, line)
    {
      entries[entries.count - 1] = Entry(line: "\(line) \(count + 1)", isKept: true)
      return
    }
    bytes += line.utf8.count + 1
    guard bytes <= Self.most else {
      isFull = true
      return
    }
    if !isKept { others += 1 }
    entries.append(Entry(line: line, isKept: isKept))
  }

  /// Lines that several in a row are one of.
  private static let repeated = ["next", "advance"]

  /// Of `next` and `next 3` how many.
  private static func count(_ line: String, _ name: String) -> Int? {
    line == name ? 1 : line.hasPrefix(name + " ") ? Int(line.dropFirst(name.count + 1)) ?? 1 : nil
  }

  /// The lines of a saved session.
  package var session: [String] {
    entries.reduce(into: [String]()) { lines, entry in
      guard entry.isKept else { return }
      // What stood between two of them is not repeated.
      if Self.repeated.contains(entry.line), let last = lines.last, let count = Self.count(last, entry.line) {
        lines[lines.count - 1] = "\(entry.line) \(count + 1)"
      } else {
        lines.append(entry.line)
      }
    }
  }
}
