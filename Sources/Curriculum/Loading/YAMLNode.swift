import CLibYAML

/// A value of a YAML document as it was written: scalars stay text, so that `y` is a name and `1.10` keeps its zero.
///
/// libyaml reads it.
struct YAMLNode {
  enum Content {
    case scalar(String, isQuoted: Bool)
    case sequence([YAMLNode])
    /// In the order written, no key twice.
    case mapping([Pair])
  }

  struct Pair {
    let key: YAMLNode
    let value: YAMLNode
  }

  /// Where a value begins: 1-based, columns in characters.
  struct Mark: Equatable {
    let line: Int
    let column: Int

    init(_ mark: yaml_mark_t) {
      line = mark.line + 1
      column = mark.column + 1
    }
  }

  /// Why text is no YAML that we read.
  struct Problem: Error {
    let message: String
    let mark: Mark?
  }

  let content: Content
  let mark: Mark

  var string: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  var sequence: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  var mapping: [Pair]? {
    if case .mapping(let pairs) = content { pairs } else { nil }
  }

  var isQuoted: Bool {
    if case .scalar(_, let isQuoted) = content { isQuoted } else { false }
  }

  /// The one document of a text, nil when there is none.
  static func document(in yaml: String) throws(Problem) -> YAMLNode? {
    var text = yaml
    let result = text.withUTF8 { bytes -> Result<YAMLNode?, Problem> in
      do throws(Problem) { return .success(try document(in: bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private static func document(in bytes: UnsafeBufferPointer<UInt8>) throws(Problem) -> YAMLNode? {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw Problem(message: "no memory to read it", mark: nil) }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)

    var document = yaml_document_t()
    guard yaml_parser_load(&parser, &document) == 1 else { throw problem(parser) }
    defer { yaml_document_delete(&document) }
    guard yaml_document_get_root_node(&document) != nil else { return nil }
    var reader = DocumentReader(document: document)
    let root = try reader.node(1, depth: 0)

    var next = yaml_document_t()
    guard yaml_parser_load(&parser, &next) == 1 else { throw problem(parser) }
    defer { yaml_document_delete(&next) }
    if let second = yaml_document_get_root_node(&next) {
      throw Problem(message: "a second document begins here", mark: Mark(second.pointee.start_mark))
    }
    return root
  }

  private static func problem(_ parser: yaml_parser_t) -> Problem {
    let message = parser.problem.map { String(cString: $0) } ?? "not readable as YAML"
    // The reader of bytes knows no line.
    return Problem(message: message, mark: parser.error == YAML_READER_ERROR ? nil : Mark(parser.problem_mark))
  }
}

extension [YAMLNode.Pair] {
  subscript(_ key: String) -> YAMLNode? { first { $0.key.string == key }?.value }
}

/// Takes libyaml's table of nodes apart.
///
/// Aliases are followed, which can make much of little, or go in circles: both end at a limit.
private struct DocumentReader {
  static let depthLimit = 100
  static let nodeLimit = 500_000

  let document: yaml_document_t
  private var count = 0

  init(document: yaml_document_t) { self.document = document }

  /// The node of an index of libyaml's, which counts from 1.
  mutating func node(_ index: Int32, depth: Int) throws(YAMLNode.Problem) -> YAMLNode {
    let node = document.nodes.start[Int(index) - 1]
    let mark = YAMLNode.Mark(node.start_mark)
    count += 1
    guard depth < Self.depthLimit else {
      throw YAMLNode.Problem(message: "nested more than \(Self.depthLimit) levels deep", mark: mark)
    }
    guard count <= Self.nodeLimit else {
      throw YAMLNode.Problem(message: "more than \(Self.nodeLimit) values", mark: mark)
    }
    return YAMLNode(content: try content(node, depth: depth), mark: mark)
  }

  private static func repeated(in pairs: [YAMLNode.Pair]) -> YAMLNode? {
    // For the few keys of a lesson a set is not worth its making.
    guard pairs.count > 24 else {
      return pairs.indices.first { index in
        pairs[index].key.string.map { name in pairs[..<index].contains { $0.key.string == name } } ?? false
      }.map { pairs[$0].key }
    }
    var names: Set<String> = []
    return pairs.first { pair in pair.key.string.map { !names.insert($0).inserted } ?? false }?.key
  }

  private mutating func content(_ node: yaml_node_t, depth: Int) throws(YAMLNode.Problem) -> YAMLNode.Content {
    switch node.type {
    case YAML_SEQUENCE_NODE:
      let items = node.data.sequence.items
      var result: [YAMLNode] = []
      var item = items.start
      while let current = item, item != items.top {
        result.append(try self.node(current.pointee, depth: depth + 1))
        item = current + 1
      }
      return .sequence(result)
    case YAML_MAPPING_NODE:
      let pairs = node.data.mapping.pairs
      var result: [YAMLNode.Pair] = []
      var pair = pairs.start
      while let current = pair, pair != pairs.top {
        let key = try self.node(current.pointee.key, depth: depth + 1)
        result.append(YAMLNode.Pair(key: key, value: try self.node(current.pointee.value, depth: depth + 1)))
        pair = current + 1
      }
      if let key = Self.repeated(in: result) {
        throw YAMLNode.Problem(message: "`\(key.string ?? "")` is there twice", mark: key.mark)
      }
      return .mapping(result)
    default:
      let scalar = node.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let isQuoted = scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE || scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE
      return .scalar(String(decoding: bytes, as: UTF8.self), isQuoted: isQuoted)
    }
  }
}
