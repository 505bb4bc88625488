/// A text as words in small letters, one blank before and behind each, so that `elu` is not found in `relu`.
///
/// In bytes, since the first frame waits for it.
struct ModuleWords {
  private var text: [UInt8] = [0x20]

  init(_ parts: some Sequence<String>) {
    for part in parts {
      var previous: UInt8 = 0x20
      for byte in part.utf8 {
        switch byte {
        case 0x41...0x5A: text.append(byte | 0x20)
        case 0x61...0x7A, 0x30...0x39, 0x80..., UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "\\"):
          // The point of a number stays: `α = 1.5`.
          if previous == UInt8(ascii: "."), text.last == 0x20, (0x30...0x39).contains(byte) {
            text[text.count - 1] = previous
          }
          text.append(byte)
        default: if text.last != 0x20 { text.append(0x20) }
        }
        previous = byte
      }
      if text.last != 0x20 { text.append(0x20) }
    }
  }

  /// All words in their order.
  var list: [String] { text.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) } }

  /// Whether one of the words stands there, however it is meant.
  func mentions(_ words: [String]) -> Bool { words.contains { says(" \($0) ") } }

  /// The first of the words that stands there, unless it is said each time to be left out.
  func first(of words: [String]) -> String? {
    words.first { word in
      // Small letters without a table of Unicode: the first frame waits.
      let phrase = [0x20] + word.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } + [0x20]
      var start = 0
      while let found = place(of: phrase, from: start) {
        if !isLeftOut(found, found + phrase.count) { return true }
        start = found + 1
      }
      return false
    }
  }

  var mentionsAlpha: Bool { Self.alpha.contains { says(" \($0) ") || says(" \($0)=") } }

  /// Whether α is given as 1, and never as anything else.
  var saysAlphaIsOne: Bool {
    var isSaid = false
    for alpha in Self.alpha {
      for verb in [
        " = ", "= ", " =", "=", " is ", " equals ", " of ", " set to ", " to ", " fixed to ", " fixed at ", " being ",
        " equal to ",
      ] {
        let phrase = Array(" \(alpha)\(verb)".utf8)
        var start = 0
        while let found = place(of: phrase, from: start) {
          start = found + 1
          let rest = text[(found + phrase.count)...].split(separator: 0x20).prefix(2).map {
            String(decoding: $0, as: UTF8.self)
          }
          guard let value = rest.first, value == "one" || value.first.map({ $0.isNumber || $0 == "-" }) ?? false else {
            continue
          }
          // `1/2` comes as two numbers.
          guard ["1", "1.0", "1.00", "one"].contains(value), rest.count < 2 || rest[1].first?.isNumber != true else {
            return false
          }
          isSaid = true
        }
      }
    }
    return isSaid
  }

  private static let alpha = ["α", "\\alpha", "alpha"]

  private static let negators: Set<String> = [
    "no", "not", "without", "unlike", "omit", "omitting", "ignore", "ignoring", "neglect", "neglecting", "drop", "skip",
    "lacks", "zero", "neither", "nor", "disregard", "never",
  ]
  /// What may stand between such a word and what it leaves out.
  private static let fillersBefore: Set<String> = [
    "a", "an", "any", "the", "all", "explicit", "additive", "use", "using", "include", "including", "consider",
    "considering", "have", "having", "need", "to", "of", "add", "contain", "ELU", "than", "contrast", "in",
  ]
  private static let fillersBehind: Set<String> = [
    "term", "terms", "vector", "b", "is", "are", "can", "may", "be", "assumed", "to", "we", "set", "the", "here",
    "taken", "as", "\u{2E28}", "need", "needs",
  ]
  private static let absences: Set<String> = [
    "omitted", "ignored", "neglected", "zero", "0", "none", "disregarded", "dropped", "left", "free", "not", "absent",
  ]

  /// Whether what stands from `start` up to `end` is said to be left out: "without bias or softmax", "the bias is omitted".
  private func isLeftOut(_ start: Int, _ end: Int) -> Bool {
    func words(_ part: some Collection<UInt8>) -> [String] {
      part.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    }
    let behind = words(text[end...].prefix(80))
    if let word = behind.first(where: { !Self.fillersBehind.contains($0) }), Self.absences.contains(word),
      behind.prefix(6).contains(word)
    {
      return true
    }
    var before = Array(words(text[max(0, start - 100)..<start]).suffix(7))
    // "neither bias nor dropout": the first of two carries the word on.
    if let last = before.last, last == "or" || last == "nor" {
      before = before.dropLast(2)
    } else if before.suffix(2) == ["instead", "of"] || before.suffix(2) == ["rather", "than"]
      || before.suffix(2) == ["contrast", "to"] || before.suffix(3).dropLast() == ["instead", "of"]
    {
      return true
    }
    while let last = before.last, Self.fillersBefore.contains(last) { before.removeLast() }
    guard let last = before.last, Self.negators.contains(last) else { return false }
    // "not without bias", "with and without bias"
    let earlier = before.dropLast().last
    return earlier != "not" && earlier != "and"
  }

  private func says(_ phrase: String) -> Bool { place(of: Array(phrase.utf8), from: 0) != nil }

  private func place(of phrase: [UInt8], from start: Int) -> Int? {
    text.withUnsafeBufferPointer { text in
      phrase.withUnsafeBufferPointer { phrase in
        guard phrase.count > 1, start <= text.count - phrase.count else { return nil }
        return (start...(text.count - phrase.count)).first { start in
          // The second letter tells most places apart: the first is a blank.
          text[start + 1] == phrase[1] && phrase.indices.allSatisfy { text[start + $0] == phrase[$0] }
        }
      }
    }
  }
}
