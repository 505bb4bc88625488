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

  var mentionsAlpha: Bool { Self.alpha.contains { says(" \($0) ") || says(" \($0)=") || says(" elu_\($0)") } }

  /// Whether α is given as 1, and never as anything else.
  var saysAlphaIsOne: Bool {
    var isSaid = false
    for alpha in Self.alpha {
      for verb in [
        " = ", "= ", " =", "=", " is ", " equals ", " of ", " set to ", " fixed to ", " fixed at ", " being ",
      ] {
        let phrase = Array(" \(alpha)\(verb)".utf8)
        var start = 0
        while let found = place(of: phrase, from: start) {
          let value = text[(found + phrase.count)...].prefix { $0 != 0x20 }
          if value.elementsEqual([UInt8(ascii: "1")]) || value.elementsEqual("1.0".utf8) {
            isSaid = true
          } else if let first = value.first, (0x30...0x39).contains(first) || first == UInt8(ascii: "-") {
            return false
          }
          start = found + 1
        }
      }
    }
    return isSaid
  }

  private static let alpha = ["α", "\\alpha", "alpha"]

  private static let before = [
    "no", "not", "not a", "without", "without a", "without any", "unlike", "unlike a", "unlike the", "instead of",
    "instead of a", "rather than", "rather than a", "ignore", "ignore the", "ignore any", "ignoring", "ignoring the",
    "omit", "omit the", "omitting the", "neglect the", "neglecting the", "leave out the", "drop the", "no explicit",
    "have no", "has no", "and no",
  ]
  .map { Array(" \($0)".utf8) }

  private static let behind = [
    "is omitted", "is ignored", "is left out", "is neglected", "is zero", "is 0", "= 0", "are omitted", "are ignored",
    "are left out", "are zero", "free", "term is omitted", "term is ignored",
  ]
  .map { Array("\($0) ".utf8) }

  /// Whether what stands from `start` up to `end` is said to be left out.
  private func isLeftOut(_ start: Int, _ end: Int) -> Bool {
    if Self.behind.contains(where: { text[end...].starts(with: $0) }) { return true }
    if Self.before.contains(where: { start >= $0.count && text[(start - $0.count)..<start].elementsEqual($0) }) {
      return true
    }
    // "without bias or softmax", "neither bias nor dropout"
    let words = text[..<start].split(separator: 0x20).suffix(4)
    return ["or", "nor"].contains { words.last?.elementsEqual($0.utf8) ?? false }
      && words.dropLast().contains { word in
        ["no", "without", "neither"].contains { word.elementsEqual($0.utf8) }
      }
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
