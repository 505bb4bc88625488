import Foundation
import TestSupport
import Testing

@Suite struct LongWorkTests {
  private func layer() throws -> TemporaryFile {
    // 89,000 entries: many seconds.
    let row = "[" + (0..<44).map { "\(Double($0 % 7) / 4 - 0.8)" }.joined(separator: ", ") + "]"
    let rows = Array(repeating: row, count: 44).joined(separator: ", ")
    return try TemporaryFile("large.json", "{\"W\": [\(rows)], \"x\": \(row), \"dy\": \(row)}")
  }

  @Test func onATerminalItTellsHowFarItIsAndEndsCleanly() throws {
    let file = try layer()
    defer { file.remove() }
    let terminal = try #require(
      PseudoTerminal(["check", "--layer", file.path], columns: 80, rows: 10, waits: false))
    #expect(terminal.wait { $0.screen.contains { $0.contains("checking: ") && $0.contains("of 89100 entries") } })
    terminal.type("\u{03}")
    #expect(terminal.end() == 256 + Int(SIGINT))
    #expect(terminal.screen.allSatisfy { !$0.contains("checking") }, "its line is gone")
  }
}
