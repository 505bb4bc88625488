import LayerMath

/// A layer in a file: JSON as `solve --format json` writes it (or YAML), three blocks of CSV or TSV, or NumPy's `.npz`.
///
/// Files up to `exactLimit` bytes are read exactly; larger JSON and CSV come in pieces into doubles, so that the text is
/// never in memory whole. What the format is, is seen from the first bytes, not from the name.
package enum LayerFile {
  /// A layer as it came: exact, or in doubles.
  package enum Loaded: Sendable {
    case exact(LayerExample)
    case double(DoubleExample)
  }

  /// Bytes of a file that is still read exactly; a 100×100 layer has some 100,000.
  package static let exactLimit = 1 << 18
  /// Entries of `W` up to which results are exact without being asked for: 100×100.
  package static let exactEntries = 10_000
  /// Reads `path`; `-` is standard input.
  ///
  /// `exactly` asks for exact numbers at any size; those of a large file are then the shortest decimals of their doubles,
  /// which is what was written unless it had more than 15 digits.
  /// - Throws: `EntryError` with the file, the line or place, and what would be right; `FileError` for a file that
  ///   cannot be opened.
  ///
  /// - Parameter report: is told how many bytes of how many are read; the second is 0 where it is not known.
  package static func load(
    _ path: String, exactly: Bool, report: @escaping (Int, Int) -> Void = { _, _ in }
  ) throws -> Loaded {
    let source = try ByteSource(path, report: report)
    let name = path == "-" ? "standard input" : path
    let start = try source.peek(exactLimit)
    if NumPyFile.isArray(start) {
      throw EntryError(
        "\(name): a .npy file holds one array; give --W, --x and --dy a file each, or an .npz with all three")
    }
    let example: DoubleExample
    if NumPyFile.isArchive(start) {
      example = try archive(try source.rest(limit: NumPyFile.sizeLimit), name)
    } else {
      let isJSON = start.first { $0 > 0x20 } == UInt8(ascii: "{")
      if start.count < exactLimit {
        let text = String(decoding: start, as: UTF8.self)
        return .exact(
          isJSON || looksLikeYAML(text) ? try parse(text, file: name) : try LayerTable.parse(text, file: name))
      }
      if isJSON && exactly { return .exact(try LayerStream.exactJSON(source, name)) }
      example = isJSON ? try LayerStream.json(source, name) : try LayerStream.table(source, name)
    }
    let isSmall = NumPyFile.isArchive(start) && example.layer.w.count <= exactEntries
    return exactly || isSmall ? .exact(try LayerExample(example)) : .double(example)
  }

  private static func archive(_ bytes: [UInt8], _ name: String) throws(EntryError) -> DoubleExample {
    let arrays = try NumPyFile.archive(bytes, file: name)
    func array(_ key: String) throws(EntryError) -> NumPyFile.Array {
      guard let found = arrays[key] ?? (key == "dy" ? arrays["deltaY"] : nil) else {
        let names = arrays.keys.sorted().joined(separator: ", ")
        throw EntryError(
          "\(name): no array \(key) in it; it needs W, x and dy, as np.savez writes them, and has \(names)")
      }
      return found
    }
    let (w, x, deltaY) = (try array("W"), try array("x"), try array("dy"))
    guard w.shape.count == 2 else {
      throw EntryError("\(name): W has \(w.shape.count) dimensions; it needs two, K×n")
    }
    do throws(EntryError) {
      return try DoubleExample(
        k: w.shape[0], n: w.shape[1], w: w.values, x: x.flat(), deltaY: deltaY.flat(), b: arrays["b"]?.flat())
    } catch { throw error.named(name) }
  }

  private static func looksLikeYAML(_ text: String) -> Bool {
    text.split(separator: "\n").contains { $0.hasPrefix("W:") || $0.hasPrefix("x:") || $0.hasPrefix("dy:") }
  }

  /// JSON or YAML.
  /// - Throws: `EntryError` with the line of what cannot be read.
  package static func parse(_ text: String, file: String) throws(EntryError) -> LayerExample {
    let remedy = #"write {"W": [[1, 2]], "x": [1, 2], "dy": [1]}"#
    func located(_ message: String, _ mark: YAMLNode.Mark?) -> EntryError {
      // The reader counts the end of the text as a line of its own.
      let lines = max(1, text.split(separator: "\n").count)
      return EntryError("\(file):\(min(mark?.line ?? 1, lines)): \(message)")
    }
    let node: YAMLNode?
    do throws(YAMLNode.Problem) { node = try YAMLNode.document(in: text) } catch {
      throw located("layer: \(error.message); \(remedy)", error.mark)
    }
    guard let mapping = node.map(\.mapping) ?? [] else { throw located("layer has no keys; \(remedy)", node?.mark) }
    do throws(LayerYAML.Mistake) {
      return try LayerYAML.example(mapping)
    } catch { throw located(error.message, error.mark) }
  }
}

/// The bytes of a file in pieces, with a look ahead.
final class ByteSource {
  private let next: () throws(FileError) -> [UInt8]
  private var ahead: [UInt8] = []
  private var isAtEnd = false

  /// - Throws: `FileError` for what cannot be opened and for UTF-16.
  init(_ path: String, report: @escaping (Int, Int) -> Void = { _, _ in }) throws(FileError) {
    let pieces = try FileBytes.pieces(of: path)
    let size = path == "-" ? 0 : FileBytes.size(of: path)
    var done = 0
    next = { () throws(FileError) in
      let piece = try pieces()
      done += piece.count
      report(done, size)
      return piece
    }
    let start = try peek(3)
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      throw FileError("\(path == "-" ? "standard input" : path): this is UTF-16; save it as UTF-8")
    }
    // A byte order mark, which spreadsheets write.
    if start == [0xEF, 0xBB, 0xBF] { ahead.removeFirst(3) }
  }

  /// For tests: pieces of a given size.
  init(_ bytes: [UInt8], piece: Int) {
    var rest = bytes[...]
    next = { () throws(FileError) in
      defer { rest = rest.dropFirst(piece) }
      return Array(rest.prefix(piece))
    }
  }

  /// The first bytes, at most `count`, without taking them.
  func peek(_ count: Int) throws(FileError) -> [UInt8] {
    while ahead.count < count, !isAtEnd {
      let piece = try next()
      if piece.isEmpty { isAtEnd = true }
      ahead += piece
    }
    return Array(ahead.prefix(count))
  }

  /// The next piece; empty at the end.
  func piece() throws(FileError) -> [UInt8] {
    if !ahead.isEmpty {
      defer { ahead = [] }
      return ahead
    }
    if isAtEnd { return [] }
    let piece = try next()
    isAtEnd = piece.isEmpty
    return piece
  }

  /// All that is left.
  func rest(limit: Int) throws -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let piece = try piece()
      if piece.isEmpty { return all }
      all += piece
      guard all.count <= limit else { throw EntryError("more than \(limit >> 20) MiB in one file; give less") }
    }
  }
}
