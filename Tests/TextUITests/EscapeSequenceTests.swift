import Testing
import TextUI

@Suite struct EscapeSequenceTests {
  /// How many bytes behind Esc belong to the sequence; `nil` where it does not end.
  private func length(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard var sequence = EscapeSequence(bytes[0]) else { return 0 }
    return bytes.indices.dropFirst().first { sequence.add(bytes[$0]) }.map { $0 + 1 }
  }

  @Test(arguments: [
    ("[A", 2), ("[1;5D!", 5), ("OP", 2), ("[200~x", 5), ("[?2026;2$y[", 10), ("]11;rgb:1/2/3\u{07}q", 14),
    ("]0;a\\b\u{1B}\\q", 8), ("P>|X\u{1B}\\", 6), ("_G\u{1B}\u{1B}\\", 5), ("a", 0), ("é", 0),
  ])
  func aSequenceEndsWhereItEnds(text: String, count: Int) { #expect(length(text) == count) }

  @Test func whatDoesNotEndIsNotSwallowedForEver() {
    #expect(length("[1;") == nil && length("]never") == nil)
    #expect(length("]" + String(repeating: "x", count: 10_000)) == 4_097)
  }

  @Test(arguments: [("[A", KeyEvent.up), ("[3~", .delete), ("[5~", .pageUp), ("[Z", .backTab), ("[1;3C", .alt("f"))])
  func aSequenceIsAKey(text: String, key: KeyEvent) {
    let bytes = Array(text.utf8)
    var sequence = EscapeSequence(bytes[0])
    for byte in bytes.dropFirst() { _ = sequence?.add(byte) }
    #expect(sequence?.key == key && sequence?.beginsPaste == false)
  }

  /// The end mark may come in any pieces, and what looks like it is text.
  @Test func aPasteEndsAtItsMark() {
    var paste = PastedText()
    let bytes = Array("1 2\r\n3\u{1B}[201\u{1B}[201~".utf8)
    for (index, byte) in bytes.enumerated() { #expect(paste.add(byte) == (index == bytes.count - 1)) }
    #expect(paste.event == .paste("1 2\n3\u{1B}[201"))
  }
}
