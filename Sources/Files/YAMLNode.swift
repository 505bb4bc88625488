import CLibYAML

/// A value of a YAML document as it was written: scalars stay text, so that `y` is a name and `1.10` keeps its zero.
///
/// libyaml reads it.
package struct YAMLNode {
  package enum Content {
    case scalar(String, isQuoted: Bool)
    case sequence([YAMLNode])
    /// In the order written, no key twice.
    case mapping([Pair])
  }

  package struct Pair {
    package let key: YAMLNode
    package let value: YAMLNode
  }

  /// Where a value begins: 1-based, columns in characters.
  package struct Mark: Equatable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

    init(_ mark: yaml_mark_t) {
      line = mark.line + 1
      column = mark.column + 1
    }
  }

  /// Why text is no YAML that we read.
  package struct Problem: Error {
    package let message: String
    package let mark: Mark?
  }

  package let content: Content
  package let mark: Mark

  package var string: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  package var sequence: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  package var mapping: [Pair]? {
    if case .mapping(let pairs) = content { pairs } else { nil }
  }

  package var isQuoted: Bool {
    if case .scalar(_, let isQuoted) = content { isQuoted } else { false }
  }

  /// The one document of a text, nil when there is none.
  package static func document(in yaml: String) throws(Problem) -> YAMLNode? {
    var text = yaml
    let result = text.withUTF8 { bytes -> Result<YAMLNode?, Problem> in
      do throws(Problem) { return .success(try document(in: bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private static func document(in bytes: UnsafeBufferPointer<UInt8>) throws(Problem) -> YAMLNode? {
    // libyaml keeps the address, so it must not change.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else { throw Problem(message: "no memory to read it", mark: nil) }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    var reader = EventReader(parser: parser)
    return try reader.document()
  }
}

extension [YAMLNode.Pair] {
  package subscript(_ key: String) -> YAMLNode? { first { $0.key.string == key }?.value }
}

/// Builds the document from libyaml's events, so that reading ends where something is nested too deep: in libyaml each
/// sign costs as much time as there are open brackets before it.
///
/// Aliases are followed, which can make much of little, or go in circles: both end at a limit.
private struct EventReader {
  static let depthLimit = 100
  static let nodeLimit = 500_000
  static let anchorLimit = 1000

  private enum Event {
    case scalar(String, isQuoted: Bool, anchor: String?)
    case alias(String)
    case sequence(anchor: String?)
    case mapping(anchor: String?)
    case end
    case documentStart
    case streamEnd
    case other
  }

  /// What an anchor names: how many values and levels it holds, and the value once it is complete.
  private struct Anchored {
    var count = 0
    var height = 0
    var node: YAMLNode?
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var anchors: [(name: String, value: Anchored)] = []
  private var count = 0
  /// The levels below the value read last.
  private var height = 0

  init(parser: UnsafeMutablePointer<yaml_parser_t>) { self.parser = parser }

  /// The one document; `nil` where there is none.
  mutating func document() throws(YAMLNode.Problem) -> YAMLNode? {
    var root: YAMLNode?
    while true {
      let (event, mark) = try next()
      switch event {
      case .streamEnd: return root
      case .documentStart where root != nil:
        throw YAMLNode.Problem(message: "a second document begins here", mark: mark)
      case .scalar, .alias, .sequence, .mapping: root = try node(event, mark, depth: 0)
      case .documentStart, .end, .other: break
      }
    }
  }

  private mutating func next() throws(YAMLNode.Problem) -> (Event, YAMLNode.Mark) {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem }
    defer { yaml_event_delete(&event) }
    func text(_ name: UnsafeMutablePointer<yaml_char_t>?) -> String? { name.map { String(cString: $0) } }
    let data = event.data
    let read: Event =
      switch event.type {
      case YAML_SCALAR_EVENT:
        .scalar(
          String(decoding: UnsafeBufferPointer(start: data.scalar.value, count: data.scalar.length), as: UTF8.self),
          isQuoted: data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE
            || data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE,
          anchor: text(data.scalar.anchor))
      case YAML_ALIAS_EVENT: .alias(text(data.alias.anchor) ?? "")
      case YAML_SEQUENCE_START_EVENT: .sequence(anchor: text(data.sequence_start.anchor))
      case YAML_MAPPING_START_EVENT: .mapping(anchor: text(data.mapping_start.anchor))
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: .end
      case YAML_DOCUMENT_START_EVENT: .documentStart
      case YAML_STREAM_END_EVENT: .streamEnd
      default: .other
      }
    return (read, YAMLNode.Mark(event.start_mark))
  }

  private var problem: YAMLNode.Problem {
    let message = parser.pointee.problem.map { String(cString: $0) } ?? "not readable as YAML"
    // The reader of bytes knows no line.
    let isOfBytes = parser.pointee.error == YAML_READER_ERROR
    return YAMLNode.Problem(message: message, mark: isOfBytes ? nil : YAMLNode.Mark(parser.pointee.problem_mark))
  }

  private mutating func node(_ event: Event, _ mark: YAMLNode.Mark, depth: Int) throws(YAMLNode.Problem) -> YAMLNode {
    try admit(count: 1, height: 0, at: depth, mark)
    let before = count
    let place: Int?
    let content: YAMLNode.Content
    switch event {
    case .alias(let name): return try anchored(name, mark, depth: depth)
    case .scalar(let text, let isQuoted, let anchor):
      place = try begin(anchor, mark)
      content = .scalar(text, isQuoted: isQuoted)
      height = 0
    case .mapping(let anchor):
      place = try begin(anchor, mark)
      content = .mapping(try pairs(depth: depth))
    case .sequence(let anchor):
      place = try begin(anchor, mark)
      content = .sequence(try items(depth: depth))
    case .end, .documentStart, .streamEnd, .other:
      throw YAMLNode.Problem(message: "not readable as YAML", mark: mark)
    }
    let node = YAMLNode(content: content, mark: mark)
    if let place { anchors[place].value = Anchored(count: count - before + 1, height: height, node: node) }
    return node
  }

  /// The place of an anchor, known from its beginning on, so that a value that holds itself is told.
  private mutating func begin(_ anchor: String?, _ mark: YAMLNode.Mark) throws(YAMLNode.Problem) -> Int? {
    guard let anchor else { return nil }
    guard anchors.count < Self.anchorLimit else {
      throw YAMLNode.Problem(message: "more than \(Self.anchorLimit) anchors", mark: mark)
    }
    anchors.append((anchor, Anchored()))
    return anchors.count - 1
  }

  private mutating func anchored(_ name: String, _ mark: YAMLNode.Mark, depth: Int) throws(YAMLNode.Problem) -> YAMLNode
  {
    guard let value = anchors.last(where: { $0.name == name })?.value else {
      throw YAMLNode.Problem(message: "found undefined alias", mark: mark)
    }
    guard let node = value.node else { throw Self.tooDeep(mark) }
    try admit(count: value.count, height: value.height, at: depth, mark)
    height = value.height
    return node
  }

  private mutating func admit(count new: Int, height: Int, at depth: Int, _ mark: YAMLNode.Mark) throws(YAMLNode
    .Problem)
  {
    count += new
    guard depth + height < Self.depthLimit else { throw Self.tooDeep(mark) }
    guard count <= Self.nodeLimit else {
      throw YAMLNode.Problem(message: "more than \(Self.nodeLimit) values", mark: mark)
    }
  }

  private static func tooDeep(_ mark: YAMLNode.Mark) -> YAMLNode.Problem {
    YAMLNode.Problem(message: "nested more than \(depthLimit) levels deep", mark: mark)
  }

  /// The values up to the end of what holds them; `height` is theirs and one more.
  private mutating func items(depth: Int) throws(YAMLNode.Problem) -> [YAMLNode] {
    var result: [YAMLNode] = []
    var highest = 0
    while true {
      let (event, mark) = try next()
      if case .end = event {
        height = highest
        return result
      }
      result.append(try node(event, mark, depth: depth + 1))
      highest = max(highest, height + 1)
    }
  }

  private mutating func pairs(depth: Int) throws(YAMLNode.Problem) -> [YAMLNode.Pair] {
    let items = try items(depth: depth)
    let pairs = stride(from: 0, to: items.count - 1, by: 2).map { YAMLNode.Pair(key: items[$0], value: items[$0 + 1]) }
    if let key = Self.repeated(in: pairs) {
      throw YAMLNode.Problem(message: "`\(key.string ?? "")` is there twice", mark: key.mark)
    }
    return pairs
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
}
