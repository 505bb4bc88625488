import LayerMath

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Large layers read piece by piece into doubles: memory for the numbers and one piece, never for the text.
struct LayerStream {
  private let source: ByteSource
  private let file: String
  private var piece: [UInt8] = []
  private var position = 0
  private var line = 1
  private var word: [CChar] = []
  /// What `solve --exact` wrote beside the doubles.
  private var exact: [String: [Rational]] = [:]
  private var module = ModuleEntry()

  private init(_ source: ByteSource, _ file: String) {
    self.source = source
    self.file = file
  }

  /// An object with `W`, `x`, `dy`; other keys are skipped.
  /// - Throws: `EntryError` with file and line.
  static func json(_ source: ByteSource, _ file: String) throws -> DoubleExample {
    var stream = LayerStream(source, file)
    return try stream.object(exactly: false)
  }

  /// The same with exact numbers: those of `exact`, as `solve --exact` writes it, else the shortest decimals of the doubles.
  /// - Throws: `EntryError` with file and line, also where the two say other numbers.
  static func exactJSON(_ source: ByteSource, _ file: String) throws -> LayerExample {
    var stream = LayerStream(source, file)
    let example = try stream.object(exactly: true)
    guard !stream.exact.isEmpty else { return try LayerExample(example) }
    let bias = example.layer.b
    let isDerived = example.loss != nil
    let doubles: [(String, [Double])] =
      [("W", example.layer.w), ("x", example.x)] + (isDerived ? [("t", example.t)] : [("dy", example.deltaY)])
      + (bias.map { [("b", $0)] } ?? [])
    for (name, values) in doubles where stream.exact[name]?.map(\.double) != values {
      throw EntryError("\(file): \(name): `exact` beside it says other numbers; take one of the two out")
    }
    let zeros = Array(repeating: Rational.zero, count: example.layer.k)
    let given = try LayerExample(
      w: Matrix(rows: example.layer.k, columns: example.layer.n, elements: stream.exact["W"] ?? []),
      x: stream.exact["x"] ?? [], deltaY: isDerived ? zeros : stream.exact["dy"] ?? [],
      b: bias == nil ? nil : stream.exact["b"] ?? [], activation: example.layer.activation)
    let trained = stream.exact["a"]?.first.map { given.replacing(.a, with: [$0]) } ?? given
    return isDerived ? trained.with(example.loss, t: stream.exact["t"] ?? []) : trained
  }

  /// Three blocks of CSV or TSV.
  /// - Throws: `EntryError` with file and line.
  static func table(_ source: ByteSource, _ file: String) throws -> DoubleExample {
    var stream = LayerStream(source, file)
    return try stream.blocks()
  }

  // MARK: bytes

  private mutating func peek() throws(FileError) -> UInt8? {
    if position == piece.count {
      piece = try source.piece()
      position = 0
      if piece.isEmpty { return nil }
    }
    return piece[position]
  }

  private mutating func take() {
    if piece[position] == UInt8(ascii: "\n") { line += 1 }
    position += 1
  }

  private func error(_ message: String) -> EntryError { EntryError("\(file):\(line): \(message)") }

  private mutating func skipBlanks() throws {
    while let byte = try peek(), byte <= 0x20 { take() }
  }

  private mutating func expect(_ character: Character, _ what: String) throws {
    try skipBlanks()
    guard let byte = try peek() else { throw error("the file ends here; expected \(what)") }
    guard byte == character.asciiValue else {
      throw error("expected \(what), not `\(Character(Unicode.Scalar(byte)))`")
    }
    take()
  }

  private static func isNumber(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || byte == 0x2D || byte == 0x2B || byte == 0x2E || byte | 0x20 == 0x65
  }

  /// The number that begins here, correctly rounded.
  private mutating func number(_ place: @autoclosure () -> String) throws -> Double {
    word.removeAll(keepingCapacity: true)
    while let byte = try peek(), Self.isNumber(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) {
      word.append(CChar(bitPattern: byte))
      take()
      guard word.count <= 1200 else { throw error("\(place()): a number of more than 1200 characters") }
    }
    let length = word.count
    word.append(0)
    let (value, read) = word.withUnsafeBufferPointer { buffer -> (Double, Int) in
      guard let base = buffer.baseAddress else { return (0, 0) }
      var end: UnsafeMutablePointer<CChar>?
      let value = strtod(base, &end)
      return (value, end.map { UnsafePointer($0) - base } ?? 0)
    }
    let text = String(decoding: word.dropLast().prefix(24).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard length > 0, read == length else {
      let shown = length > 0 ? text : try peek().map { String(Character(Unicode.Scalar($0))) } ?? "the end"
      throw error("\(place()): cannot read `\(shown)` as a number; write -2, 0.5 or 1e-3")
    }
    guard value.isFinite else { throw error("\(place()): `\(text)` is not finite; every entry must be") }
    return value
  }

  // MARK: JSON

  private mutating func object(exactly: Bool) throws -> DoubleExample {
    var w: (k: Int, n: Int, entries: [Double])?
    var vectors: [String: [Double]] = [:]
    try expect("{", "`{`")
    while true {
      try skipBlanks()
      if try peek() == UInt8(ascii: "}") { break }
      let key = try string()
      try expect(":", "`:` after \"\(key)\"")
      try skipBlanks()
      switch key {
      case "W": w = try matrix()
      case "b", "x", "dy": vectors[key] = try row(key, expected: nil)
      case "t":
        // A class stands alone.
        vectors[key] = try peek() == UInt8(ascii: "[") ? try row(key, expected: nil) : [try number("t")]
      case "exact" where exactly: try exactObject()
      case "activation", "loss": module[key == "loss" ? .loss : .activation] = try string(limit: 4096)
      case "alpha", "a": module[key == "a" ? .a : .alpha] = try scalarText(key)
      default: try skipValue(depth: 0)
      }
      try skipBlanks()
      guard try peek() == UInt8(ascii: ",") else { break }
      take()
    }
    try expect("}", "`,` or `}`")
    // The numbers of the target are read as numbers; that it is there is all the entry need know.
    if vectors["t"] != nil, module[.loss] == nil { module[.t] = "t" }
    let activation: Activation
    let loss: Loss?
    do throws(ModuleEntry.Mistake) {
      activation = try module.activation() ?? .elu
      loss = try module.loss()
    } catch { throw EntryError("\(file): \(error.message)") }
    return try numbers(w, vectors, activation, loss)
  }

  private func numbers(
    _ w: (k: Int, n: Int, entries: [Double])?, _ vectors: [String: [Double]], _ activation: Activation, _ loss: Loss?
  ) throws(EntryError) -> DoubleExample {
    // With a loss δy follows, and what stands there was computed.
    let arriving = loss == nil ? "dy" : "t"
    guard let w, let x = vectors["x"], let last = vectors[arriving] else {
      let missing = [w == nil ? "W" : nil, vectors["x"] == nil ? "x" : nil, vectors[arriving] == nil ? arriving : nil]
      throw EntryError(
        "\(file): layer lacks \(missing.compactMap { $0 }.joined(separator: ", ")); it needs W, x and \(arriving)")
    }
    do throws(EntryError) {
      let given = try DoubleExample(
        k: w.k, n: w.n, w: w.entries, x: x, deltaY: loss == nil ? last : Array(repeating: 0, count: w.k),
        b: vectors["b"], activation: activation)
      return try loss.map { loss throws(EntryError) in
        given.with(loss, t: try given.targets(last, behind: loss))
      } ?? given
    } catch { throw error.named(file) }
  }

  /// A number, or a string with one.
  private mutating func scalarText(_ key: String) throws -> String {
    try peek() == UInt8(ascii: "\"") ? try string() : "\(try number(key))"
  }

  /// `W`, `x` and `dy` in strings.
  private mutating func exactObject() throws {
    try expect("{", "`{`")
    while true {
      try skipBlanks()
      if try peek() == UInt8(ascii: "}") { break }
      let key = try string()
      try expect(":", "`:` after \"\(key)\"")
      if ["W", "b", "a", "x", "dy", "t"].contains(key) {
        exact[key] = try exactNumbers(key)
      } else {
        try skipValue(depth: 0)
      }
      guard try acceptComma() else { break }
    }
    try expect("}", "`,` or `}`")
  }

  /// The numbers of nested lists, row after row.
  private mutating func exactNumbers(_ name: String) throws -> [Rational] {
    var numbers: [Rational] = []
    var depth = 0
    repeat {
      try skipBlanks()
      switch try peek() {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): break
      case UInt8(ascii: "\""):
        let text = try string(limit: 1 << 16)
        do throws(EntryError) { numbers.append(try Rational.parse(text)) } catch {
          throw self.error("exact \(name): \(error.message)")
        }
        continue
      default: throw error("exact \(name): its numbers are lists of strings")
      }
      take()
    } while depth > 0
    return numbers
  }

  private mutating func string(limit: Int = 64) throws -> String {
    try expect("\"", "a key in quotes")
    var bytes: [UInt8] = []
    while let byte = try peek(), byte != UInt8(ascii: "\"") {
      take()
      if byte == UInt8(ascii: "\\"), try peek() != nil { take() }
      if bytes.count < limit { bytes.append(byte) }
    }
    try expect("\"", "`\"`")
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func matrix() throws -> (k: Int, n: Int, entries: [Double]) {
    try expect("[", "`[` and the rows of W")
    var entries: [Double] = []
    var rows = 0
    var columns: Int?
    repeat {
      try skipBlanks()
      let row = try row("W, row \(rows + 1)", expected: columns)
      columns = columns ?? row.count
      entries += row
      rows += 1
      guard rows <= MatrixEntry.sizeLimit else {
        throw error("W has more than \(MatrixEntry.sizeLimit) rows; at most \(MatrixEntry.sizeLimit) fit")
      }
      try skipBlanks()
    } while try acceptComma()
    try expect("]", "`,` or `]`")
    return (rows, columns ?? 0, entries)
  }

  private mutating func row(_ name: String, expected: Int?) throws -> [Double] {
    try expect("[", "`[` and the numbers of \(name)")
    var entries: [Double] = []
    entries.reserveCapacity(expected ?? 16)
    repeat {
      try skipBlanks()
      if entries.isEmpty, try peek() == UInt8(ascii: "]") { break }
      entries.append(try number("\(name), column \(entries.count + 1)"))
      guard entries.count <= MatrixEntry.sizeLimit else {
        throw error("\(name) has more than \(MatrixEntry.sizeLimit) entries; at most \(MatrixEntry.sizeLimit) fit")
      }
      try skipBlanks()
    } while try acceptComma()
    try expect("]", "`,` or `]` in \(name)")
    if let expected, entries.count != expected {
      throw error("\(name) has \(entries.count) entries, row 1 has \(expected): all rows need the same number")
    }
    return entries
  }

  private mutating func acceptComma() throws -> Bool {
    guard try peek() == UInt8(ascii: ",") else { return false }
    take()
    return true
  }

  private mutating func skipValue(depth: Int) throws {
    guard depth < 64 else { throw error("values nested more than 64 deep") }
    try skipBlanks()
    switch try peek() {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      // Only brackets and strings matter for finding the end.
      var open = 0
      repeat {
        switch try peek() {
        case nil: throw error("the file ends inside a value")
        case UInt8(ascii: "\""):
          _ = try string()
          continue
        case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
        default: break
        }
        take()
      } while open > 0
    default:
      while let byte = try peek(), byte > 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}") { take() }
    }
  }

  // MARK: CSV and TSV

  private mutating func blocks() throws -> DoubleExample {
    var parts: [String: (columns: Int, entries: [Double])] = [:]
    var order = ["W", "x", "dy"]
    var current: String?
    while let first = try firstOfLine() {
      if first == UInt8(ascii: "\n") {
        take()
        if let name = current, parts[name] != nil { current = nil }
        continue
      }
      if !Self.isNumber(first) || first | 0x20 == 0x65 {
        let text = try restOfLine()
        guard let name = LayerTable.name(text) else {
          throw error("cannot read `\(text.prefix(24))`; a layer has blocks of numbers, named W, x and dy")
        }
        order.removeAll { $0 == name }
        current = name
        continue
      }
      if current == nil {
        guard let next = order.first else { throw error("a fourth block; a layer has three: W, x and dy") }
        order.removeFirst()
        current = next
      }
      guard let name = current else { continue }
      let before = parts[name]?.entries.count ?? 0
      if parts[name] == nil { parts[name] = (0, []) }
      try lineOfNumbers { parts[name]?.entries.append($0) }
      let added = (parts[name]?.entries.count ?? 0) - before
      if before == 0 { parts[name]?.columns = added }
      guard added <= MatrixEntry.sizeLimit else {
        throw error("\(name): a row of \(added) entries; at most \(MatrixEntry.sizeLimit) fit")
      }
      guard let columns = parts[name]?.columns, columns == added else {
        throw error(
          "\(name): a row of \(added) entries after rows of \(parts[name]?.columns ?? 0): all rows need the same number"
        )
      }
    }
    guard let w = parts["W"], let x = parts["x"], let deltaY = parts["dy"] else {
      throw EntryError("\(file): a layer has three blocks: W, x and dy, with blank lines between")
    }
    do throws(EntryError) {
      return try DoubleExample(
        k: w.entries.count / max(1, w.columns), n: w.columns, w: w.entries, x: x.entries, deltaY: deltaY.entries,
        b: parts["b"]?.entries)
    } catch { throw error.named(file) }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 9 || byte == 13 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
  }

  private mutating func firstOfLine() throws -> UInt8? {
    while let byte = try peek(), Self.isSeparator(byte) { take() }
    return try peek()
  }

  private mutating func restOfLine() throws -> String {
    var bytes: [UInt8] = []
    while let byte = try peek(), byte != UInt8(ascii: "\n") {
      if bytes.count < 256 { bytes.append(byte) }
      take()
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func lineOfNumbers(_ add: (Double) -> Void) throws {
    var count = 0
    var signs: Set<UInt8> = []
    while let byte = try peek(), byte != UInt8(ascii: "\n") {
      if Self.isSeparator(byte) {
        if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") { signs.insert(byte) }
        guard signs.count < 2 else {
          throw error(
            "`,` and `;` in one line; separate by one of them, and write decimals with a point (0.5, not 0,5)")
        }
        take()
      } else {
        count += 1
        add(try number("column \(count)"))
      }
    }
    if try peek() != nil { take() }
  }
}
