import Testing
import TextUI

@Suite struct CharacterDecoderTests {
  private func scalars(_ bytes: [UInt8]) -> [Unicode.Scalar] {
    var decoder = CharacterDecoder()
    return bytes.compactMap { decoder.add($0) }
  }

  @Test func charactersOfEveryLengthAreRead() {
    let text = "aé−𝑥\u{7FF}\u{800}\u{FFFD}\u{FFFF}\u{10000}\u{10FFFF}"
    #expect(scalars(Array(text.utf8)) == Array(text.unicodeScalars))
  }

  @Test(arguments: [
    [0xFF], [0x80], [0xC3], [0xC0, 0x80], [0xE2, 0x88], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
    [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xC3, 0xE2, 0xF0, 0x9D],
  ])
  func bytesThatAreNoCharacterTakeNothingWithThem(bytes: [UInt8]) {
    #expect(scalars(bytes + Array("(δ".utf8)) == ["(", "δ"])
  }

  /// Against the standard library: what it decodes without a replacement is decoded here.
  @Test func everyTwoBytesAreReadAsTheStandardLibraryReadsThem() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let expected = String(decoding: [first, second], as: UTF8.self).unicodeScalars.filter { $0 != "\u{FFFD}" }
        #expect(scalars([first, second]) == Array(expected), "\(first) \(second)")
      }
    }
  }

  @Test func linesOfAPasteEndAlike() {
    #expect(CharacterDecoder.pasted(Array("1 2\r3 4\r\n5 6\n".utf8)) == "1 2\n3 4\n5 6\n")
    #expect(CharacterDecoder.pasted([0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
  }

  @Test func charactersAreTheKeysThatSendThem() {
    #expect(KeyEvent("\u{3}") == .control("c") && KeyEvent("\u{7F}") == .backspace && KeyEvent("\r") == .enter)
    #expect(KeyEvent("\u{1F}") == nil && KeyEvent("\u{9B}") == nil && KeyEvent("δ") == .character("δ"))
    #expect(KeyEvent.backspace.withAlt == .alt("\u{7F}") && KeyEvent.enter.withAlt == nil)
  }
}
