/// A formula of a question, without what only styles it: which parts of a module stand in it.
///
/// It tells what is *beyond* a linear layer and an activation from how it is written; it reads no formula. In bytes, since the
/// first frame waits for it.
struct ModuleFormula {
  private let bytes: [UInt8]

  init(_ latex: String) {
    var bytes: [UInt8] = []
    var rest = Substring(latex).utf8
    while let byte = rest.first {
      if byte == UInt8(ascii: "\\"),
        let command = Self.styles.first(where: {
          rest.dropFirst().starts(with: $0) && !Self.isLetter(rest.dropFirst(1 + $0.count).first)
        })
      {
        rest = rest.dropFirst(1 + command.count)
        continue
      }
      if byte > 0x20, byte != UInt8(ascii: "{"), byte != UInt8(ascii: "}") { bytes.append(byte) }
      rest = rest.dropFirst()
    }
    self.bytes = bytes
  }

  /// What it has beside a linear layer and an activation, in words.
  var beyond: String? {
    if has("+b") || hasSummandBesideWx { return "a bias" }
    if isLoss { return "a loss" }
    if isMatrix("W_2") || has("W^(2)") || has("W^[2]") { return "two linear layers" }
    if count(of: "ELU(") > 1, !has("cases") {
      return "two linear layers"
    }
    if ["WELU(", "Wf(", "W\\sigma(", "W_kjELU(", "W_kjf("].contains(where: has) {
      return "an activation before the linear layer"
    }
    if startsWithY, has(")+x") || has("=x+") { return "an input that is added" }
    return nil
  }

  var hasLinearLayer: Bool {
    ["Wx", "W^Tx", "W^\\topx", "wx", "w^Tx", "w^\\topx"].contains(where: has)
      || has("\\sum") && (has("W_") || has("w_")) && has("x_")
  }

  private static let styles: [String.UTF8View] =
    [
      "mathbf", "boldsymbol", "bm", "vec", "mathrm", "mathit", "operatorname", "text", "textrm", "left", "right",
      "cdot",
      ",", ";", "!", "displaystyle", "quad", "qquad", "mathcal",
    ]
    .map(\.utf8)

  private static func isLetter(_ byte: UInt8?) -> Bool {
    byte.map { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) } ?? false
  }

  private func has(_ text: String) -> Bool { count(of: text) > 0 }

  private func count(of text: String) -> Int {
    let text = Array(text.utf8)
    guard bytes.count >= text.count else { return 0 }
    return (0...(bytes.count - text.count)).count { start in
      bytes[start] == text[0] && text.indices.allSatisfy { bytes[start + $0] == text[$0] }
    }
  }

  /// Whether no second index follows: `W_1x`, not `W_12` or `W_1j`.
  private func isMatrix(_ name: String) -> Bool {
    let name = Array(name.utf8)
    return bytes.indices.contains { start in
      bytes[start...].starts(with: name)
        && !(bytes[start...].dropFirst(name.count).first.map { ",ijkln0123456789".utf8.contains($0) } ?? false)
    }
  }

  private var startsWithY: Bool { bytes.starts(with: "y=".utf8) || bytes.starts(with: "y_k=".utf8) }

  /// `L = …`, `E(W) = …`; one that only names what it depends on, `L = L(y)`, asks for nothing.
  private var isLoss: Bool {
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return false }
    let left = bytes[..<equals]
    let name = left.prefix { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "_") }
    guard ["L", "E", "J", "C", "\\ell", "l", "loss"].contains(where: { name.elementsEqual($0.utf8) }) else {
      return false
    }
    let right = bytes[(equals + 1)...]
    let isNamedOnly = right.count <= 12 && right.contains(UInt8(ascii: "(")) && right.last == UInt8(ascii: ")")
    return !isNamedOnly || right.contains(UInt8(ascii: "-")) || right.contains(UInt8(ascii: "^"))
  }

  /// `Wx + c`, `b + Wx`, `\sum_j W_{kj} x_j + w_{k0}`: something stands beside a product of weights and inputs that is none.
  private var hasSummandBesideWx: Bool {
    var summands: [[UInt8]] = [[]]
    /// Whether something beside a product is found in what was read since the last bracket or relation.
    func isMixed() -> Bool {
      let some = summands.filter { !$0.isEmpty }
      let products = some.filter(Self.isWeighted)
      return !products.isEmpty && products.count < some.count { !$0.starts(with: "\\dots".utf8) && !Self.isDots($0) }
    }
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if Self.ends.contains(byte) || Self.endings.contains(where: { bytes[index...].starts(with: $0) }) {
        if isMixed() { return true }
        summands = [[]]
      } else if (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")) && !isExponent(index) {
        summands.append([])
      } else {
        summands[summands.count - 1].append(byte)
      }
      index += 1
    }
    return isMixed()
  }

  private static let ends = Array("=()[]&,;:|<>".utf8)
  private static let endings = ["\\\\", "\\to", "\\mapsto", "\\leftarrow", "\\gets", "\\le", "\\ge", "\\in"].map(\.utf8)

  private func isExponent(_ index: Int) -> Bool { index > 0 && bytes[index - 1] == UInt8(ascii: "^") }

  private static func isDots(_ summand: [UInt8]) -> Bool {
    ["\\dots", "\\ldots", "\\cdots", "...", "…"].contains { summand.elementsEqual($0.utf8) }
  }

  /// A weight, then an input, and no gradient.
  private static func isWeighted(_ summand: [UInt8]) -> Bool {
    guard let weight = summand.firstIndex(where: { $0 == UInt8(ascii: "W") || $0 == UInt8(ascii: "w") }),
      !summand.starts(with: "e^".utf8), !summand.starts(with: "\\exp".utf8)
    else { return false }
    return summand[weight...].contains(UInt8(ascii: "x")) && !summand.starts(with: "\\max".utf8)
  }
}

extension Collection {
  fileprivate func count(where isCounted: (Element) -> Bool) -> Int {
    reduce(0) { $0 + (isCounted($1) ? 1 : 0) }
  }
}
