/// The signs that LaTeX, amssymb and unicode-math name, from a published table, beside the few hundred of `LaTeXCommands` that
/// every formula uses.
///
/// The table is text that is searched as it stands: nothing of it is read before a formula asks for a sign that is not in
/// `LaTeXCommands`.
enum MathSigns {
  struct Sign {
    var name: String
    var character: Unicode.Scalar
    var kind: AtomClass
    /// What it is called; empty where the table does not say.
    var description: String
  }

  /// The sign of a command, without backslash.
  static subscript(name: String) -> Sign? {
    table.withUTF8Buffer { bytes in
      var low = 0
      var high = bytes.count
      while low < high {
        // From any place back to where its line begins.
        var start = (low + high) / 2
        while start > low, bytes[start - 1] != 10 { start -= 1 }
        var end = start
        while end < high, bytes[end] != 10 { end += 1 }
        let line = bytes[start..<end]
        let found = line.prefix { $0 != 32 }
        if found.elementsEqual(name.utf8) { return sign(line) }
        if found.lexicographicallyPrecedes(name.utf8) { low = min(high, end + 1) } else { high = start }
      }
      return nil
    }
  }

  private static func sign(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Sign? {
    let parts = String(decoding: line, as: UTF8.self).split(
      separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, let character = parts[1].unicodeScalars.first else { return nil }
    let kind: AtomClass =
      switch parts[2] {
      case "r": .relation
      case "b": .binary
      case "l": .bigOperator
      case "(": .open
      case ")": .close
      case ",": .punctuation
      default: .ordinary
      }
    return Sign(name: String(parts[0]), character: character, kind: kind, description: String(parts[3]))
  }

  /// By character, the one with the shortest command: for what is spelled in letters.
  private static let byCharacter: [Unicode.Scalar: Sign] = table.withUTF8Buffer { bytes in
    var signs: [Unicode.Scalar: Sign] = [:]
    for line in bytes.split(separator: 10) {
      guard let sign = sign(line) else { continue }
      if let known = signs[sign.character], known.name.utf8.count <= sign.name.utf8.count { continue }
      signs[sign.character] = sign
    }
    return signs
  }

  /// The sign that a character is.
  static func of(_ character: Unicode.Scalar) -> Sign? { byCharacter[character] }
}
