/// The clipboard by OSC 52, which terminals also pass on over ssh; those that do not know it show nothing.
enum Clipboard {
  /// Terminals take some 74,994 bytes of base64; a longer text is left out whole.
  private static let limit = 56_000

  static func send(_ text: String) {
    guard text.utf8.count <= limit else { return }
    TerminalOutput.send("\u{1B}]52;c;\(base64(Array(text.utf8)))\u{07}")
  }

  /// RFC 4648; Foundation has it, but would double the start-up time.
  static func base64(_ bytes: [UInt8]) -> String {
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(bytes.count, start + 3)]
      let bits = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
      for place in 0..<4 {
        text.append(place <= part.count ? signs[bits >> (18 - 6 * place) & 63] : "=")
      }
    }
    return text
  }
}
