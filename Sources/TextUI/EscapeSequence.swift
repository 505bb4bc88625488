/// What a terminal sends that begins with Esc and is no character: a key, or a reply to some program's question.
///
/// `ESC [ … letter` and `ESC O letter` (ECMA-48, 5.4); the strings `ESC ] …`, `ESC P …`, `ESC _ …`, `ESC ^ …` and `ESC X …` up
/// to BEL or `ESC \` (5.6), whatever stands in them.
package struct EscapeSequence {
  /// Milliseconds in which a terminal sends the rest of a sequence that it has begun.
  package static let patience: Int32 = 50

  private let isString: Bool
  private var isAfterEscape = false
  private var length = 0
  private var bytes: [UInt8] = []

  /// - Parameter introducer: the byte behind Esc; `nil` for one that begins no sequence.
  package init?(_ introducer: UInt8) {
    switch introducer {
    case UInt8(ascii: "["), UInt8(ascii: "O"): isString = false
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"): isString = true
    default: return nil
    }
  }

  /// Takes the next byte; true for the last one.
  package mutating func add(_ byte: UInt8) -> Bool {
    if isString {
      defer { isAfterEscape = byte == 0x1B }
      length += 1
      // No reply is that long: somebody types, or the end was lost.
      if length >= 4_096 { return true }
      return byte == 0x07 || byte == UInt8(ascii: "\\") && isAfterEscape
    }
    // No key is that long.
    if bytes.count < 32 { bytes.append(byte) }
    return (0x40...0x7E).contains(byte)
  }

  /// What stands behind `ESC [`, the letter included; empty for a string.
  private var body: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether a paste begins behind it.
  package var beginsPaste: Bool { body == "200~" }

  /// The key that sends it; `nil` for what means nothing here.
  package var key: KeyEvent? {
    switch body {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "H", "1~", "7~": .home
    case "F", "4~", "8~": .end
    case "3~": .delete
    case "5~": .pageUp
    case "6~": .pageDown
    case "Z": .backTab
    case "1;5D", "1;3D": .alt("b")
    case "1;5C", "1;3C": .alt("f")
    default: nil
    }
  }
}

/// Text that is being pasted, piece by piece.
package struct PastedText {
  /// A 4096×4096 matrix of short numbers has this size.
  static let limit = 64 << 20

  private var bytes: [UInt8] = []
  private var isTooLong = false

  package init() {}

  /// Takes a byte; true where it completes the mark that ends a paste, which is no part of the text.
  package mutating func add(_ byte: UInt8) -> Bool {
    bytes.append(byte)
    if bytes.count > Self.limit + Self.endMark.count {
      isTooLong = true
      bytes.remove(at: Self.limit)
    }
    guard byte == Self.endMark.last, bytes.suffix(Self.endMark.count).elementsEqual(Self.endMark) else { return false }
    bytes.removeLast(Self.endMark.count)
    return true
  }

  private static let endMark = Array("\u{1B}[201~".utf8)

  /// What the whole of it is: a part of some numbers would be other numbers.
  package var event: TerminalEvent {
    isTooLong ? .pasteTooLong(mebibytes: Self.limit >> 20) : .paste(CharacterDecoder.pasted(bytes))
  }
}

/// Bytes that wait to be read: taken from the front at the same cost however many there are.
package struct ByteQueue {
  private var bytes: [UInt8] = []
  private var start = 0

  package init() {}

  package var count: Int { bytes.count - start }
  package var isEmpty: Bool { count == 0 }
  package var first: UInt8? { isEmpty ? nil : bytes[start] }

  /// - Precondition: not empty.
  @discardableResult package mutating func removeFirst() -> UInt8 {
    let byte = bytes[start]
    start += 1
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: true)
      start = 0
    }
    return byte
  }

  package mutating func append(contentsOf more: some Sequence<UInt8>) { bytes += more }
}
