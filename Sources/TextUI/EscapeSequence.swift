/// What a terminal sends that begins with Esc and is no character: a key, or a reply to some program's question.
///
/// `ESC [ … letter` and `ESC O letter` (ECMA-48, 5.4); the strings `ESC ] …`, `ESC P …`, `ESC _ …`, `ESC ^ …` and `ESC X …` up
/// to BEL or `ESC \` (5.6), whatever stands in them.
package struct EscapeSequence {
  /// Milliseconds in which a terminal sends the rest of a sequence that it has begun.
  package static let patience: Int32 = 50

  private let isString: Bool
  private var isAfterEscape = false
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
      return byte == 0x07 || byte == UInt8(ascii: "\\") && isAfterEscape
    }
    // No key is that long.
    if bytes.count < 32 { bytes.append(byte) }
    return (0x40...0x7E).contains(byte)
  }

  /// What stands behind `ESC [`, the letter included; empty for a string.
  package var body: String { String(decoding: bytes, as: UTF8.self) }
}

/// Text that is being pasted, piece by piece.
package struct PastedText {
  /// A 4096×4096 matrix of short numbers has this size.
  static let limit = 64 << 20

  private var bytes: [UInt8] = []
  private var isTooLong = false

  package init() {}

  package mutating func add(_ byte: UInt8) {
    if bytes.count < Self.limit { bytes.append(byte) } else { isTooLong = true }
  }

  /// Takes a byte; true where it completes `mark`, which is no part of the text.
  package mutating func add(_ byte: UInt8, endedBy mark: [UInt8]) -> Bool {
    bytes.append(byte)
    if bytes.count > Self.limit + mark.count {
      isTooLong = true
      bytes.remove(at: Self.limit)
    }
    guard byte == mark.last, bytes.suffix(mark.count).elementsEqual(mark) else { return false }
    bytes.removeLast(mark.count)
    return true
  }

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
