import LayerMath

/// Three blocks of CSV or TSV: `W`, `x`, `dy`, with blank lines between or a line with the name before each.
enum LayerTable {
  /// - Throws: `EntryError` with the file and the line on which the block with the error begins.
  static func parse(_ text: String, file: String) throws(EntryError) -> LayerExample {
    let blocks = try blocks(text, file)
    func block(_ name: String) throws(EntryError) -> Block {
      guard let found = blocks[name] else {
        throw EntryError(
          "\(file): no block for \(name); write W, x and dy as rows of numbers with blank lines between, or JSON")
      }
      return found
    }
    let (w, x, deltaY) = (try block("W"), try block("x"), try block("dy"))
    for (name, part) in [("W", w), ("x", x), ("dy", deltaY)] + (blocks["b"].map { [("b", $0)] } ?? [])
    where part.text.contains(",") && part.text.contains(";") && part.text.dropLast().count(where: \.isNewline) == 0 {
      // On a line alone nobody can tell a comma between numbers from one within a number.
      throw EntryError(
        "\(file):\(part.line): \(name): `,` and `;` in one line; separate by one of them, and write decimals with a point "
          + "(0.5, not 0,5)")
    }
    func located<T>(_ part: Block, _ name: String, _ body: () throws(EntryError) -> T) throws(EntryError) -> T {
      do { return try body() } catch { throw error.named("\(file):\(part.line): \(name)") }
    }
    let matrix = try located(w, "W") { () throws(EntryError) in try MatrixEntry.matrix(w.text) }
    let input = try located(x, "x") { () throws(EntryError) in try MatrixEntry.vector(x.text) }
    let gradient = try located(deltaY, "dy") { () throws(EntryError) in try MatrixEntry.vector(deltaY.text) }
    let bias = try blocks["b"].map { part throws(EntryError) in
      try located(part, "b") { () throws(EntryError) in try MatrixEntry.vector(part.text) }
    }
    do { return try LayerExample(w: matrix, x: input, deltaY: gradient, b: bias) } catch { throw error.named(file) }
  }

  private struct Block {
    var text = ""
    /// Counted from 1.
    let line: Int
  }

  /// The name on a line of its own, as `W`, `# x`, `dy:`; `nil` for other lines.
  static func name(_ line: some StringProtocol) -> String? {
    let word = String(line.filter { !" #:=,;\t\r\"".contains($0) })
    return ["W": "W", "b": "b", "x": "x", "dy": "dy", "δy": "dy", "deltaY": "dy"][word]
  }

  private static func blocks(_ text: String, _ file: String) throws(EntryError) -> [String: Block] {
    var blocks: [String: Block] = [:]
    var order = ["W", "x", "dy"]
    var current: String?
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      if let name = name(line) {
        guard blocks[name] == nil else { throw EntryError("\(file):\(index + 1): \(name) stands there twice") }
        order.removeAll { $0 == name }
        blocks[name] = Block(line: index + 1)
        current = name
      } else if line.allSatisfy({ $0.isWhitespace || $0 == "," || $0 == ";" }) {
        if let name = current, blocks[name]?.text.isEmpty == false { current = nil }
      } else {
        if current == nil {
          guard let next = order.first else {
            throw EntryError("\(file):\(index + 1): a fourth block; a layer has three: W, x and dy")
          }
          order.removeFirst()
          blocks[next] = Block(line: index + 1)
          current = next
        }
        if let name = current { blocks[name]?.text += line + "\n" }
      }
    }
    return blocks
  }
}
