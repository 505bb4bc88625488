/// UTF-8 that arrives byte by byte, as characters.
///
/// A character split between two reads is waited for. Bytes that make no character are dropped, and nothing else is:
/// `C3 28` gives `(`.
package struct CharacterDecoder {
  private var bytes: [UInt8] = []

  package init() {}

  /// Takes the next byte; the scalar that it completes.
  package mutating func add(_ byte: UInt8) -> Unicode.Scalar? {
    if UTF8.isContinuation(byte), !bytes.isEmpty {
      bytes.append(byte)
    } else {
      bytes = [byte]
    }
    guard let length = Self.length(of: bytes[0]) else {
      bytes = []
      return nil
    }
    guard bytes.count == length else { return nil }
    defer { bytes = [] }
    // Overlong forms and surrogates are decoded as several scalars.
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
    return scalars.count == 1 ? scalars.first : nil
  }

  /// Bytes of the character that begins with this one.
  private static func length(of first: UInt8) -> Int? {
    switch first {
    case ..<0x80: 1
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: nil
    }
  }

  /// Text pasted in one piece: every line ends with `\n`, as terminals do not.
  ///
  /// Bytes that make no character stand as `�`, so that the reader of the text can name them.
  package static func pasted(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }
}
