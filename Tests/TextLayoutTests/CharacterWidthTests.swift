import Testing
import TextLayout

@Suite struct CharacterWidthTests {
  @Test(arguments: [
    ("abc", 3), ("", 0), ("e\u{301}", 1), ("漢字", 4), ("ℝᴷ", 2), ("△f′(s₂)", 7), ("🙂", 2), ("한글", 4), ("\u{200B}x", 1),
    ("⠤⠤", 2),
    ("\u{1B}[31mred", 7), ("\u{1100}\u{1161}", 2), ("a\tb", 3), ("\u{FF21}", 2), ("−1.5", 4),
  ])
  func columnsFollowUnicode(text: String, columns: Int) {
    #expect(CharacterWidth.columns(text) == columns)
  }

  @Test func nothingThatSteersATerminalIsEverPrinted() {
    var hostile = ""
    for value in Array(0..<0x20) + Array(0x7F..<0xA0) { hostile.unicodeScalars.append(Unicode.Scalar(UInt8(value))) }
    for value in [0x200B, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xAD, 0xE0001, 0x061C, 0xFE0F] {
      if let scalar = Unicode.Scalar(UInt32(value)) { hostile.unicodeScalars.append(scalar) }
    }
    // Tab and line feed become a space each, the rest leaves no cell.
    #expect(CharacterWidth.printable(hostile) == "  ")
  }

  @Test func marksStayOnTheirBase() {
    #expect(CharacterWidth.clusters("o\u{302}\u{301}").map(\.marks.count) == [2])
    #expect(CharacterWidth.printable("\u{302}x") == "\u{25CC}\u{302}x")
    let zalgo = "a" + String(repeating: "\u{300}", count: 100)
    #expect(CharacterWidth.clusters(zalgo).first?.marks.count == 4)
  }
}

@Suite struct TextWrapTests {
  @Test func breaksAtSpacesAndDropsThem() {
    #expect(TextWrap.wrapped("one two three", toWidth: 7) == ["one two", "three"])
    #expect(TextWrap.wrapped("a  b", toWidth: 10) == ["a b"])
    #expect(TextWrap.wrapped("", toWidth: 5) == [""])
  }

  @Test func aWordWiderThanTheLineIsBroken() {
    #expect(TextWrap.wrapped("abcdefgh", toWidth: 3) == ["abc", "def", "gh"])
    #expect(TextWrap.wrapped("漢字漢", toWidth: 3) == ["漢", "字", "漢"], "a wide character never stands half outside")
  }

  @Test func lineBreaksStay() { #expect(TextWrap.wrapped("a\nb", toWidth: 9) == ["a", "b"]) }

  @Test func attributesTravelWithTheirText() {
    let runs = [TextRun("see ", 0), TextRun("elu", 1), TextRun(", then go on", 0)]
    let lines = TextWrap.wrapped(runs, toWidth: 8)
    #expect(lines[0] == [TextRun("see ", 0), TextRun("elu", 1), TextRun(",", 0)])
  }

  @Test func noLineIsWiderThanAsked() {
    let text = "Consider n inputs, K units 漢字漢字 of the linear layer anticonstitutionnellement e\u{301}e\u{301}."
    for width in 1...40 {
      for line in TextWrap.wrapped(text, toWidth: width) {
        #expect(CharacterWidth.columns(line) <= max(2, width), "width \(width)")
      }
    }
  }
}
