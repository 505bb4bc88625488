import LayerMath
import Yams

/// The YAML at the top of a lesson, decoded by schema: a bare `y` or `1.10` stays the text that was written.
package struct FrontMatter: Equatable, Sendable {
  package var id: String?
  package var title: String?
  package var course: String?
  package var tags: [String] = []
  /// 1…5.
  package var difficulty: Int?
  package var type: String?
  package var status: String?
  package var layer: LessonLayer?
  /// The author's own LaTeX commands: the body of each by its name without backslash.
  package var macros: [String: String] = [:]
  /// Keys that we do not know, kept as they came.
  package var unknownKeys: [String] = []
  /// Where the value of `id` stands.
  package var idPlace = LessonPlace.top

  static let keys = ["id", "title", "course", "tags", "difficulty", "type", "status", "layer", "macros"]

  package static let empty = FrontMatter()
}

/// Reads front matter and the YAML of `layer` and `ask` blocks.
struct YAMLReader {
  let file: String
  /// The file's line of the YAML's first line.
  let firstLine: Int
  /// What would be right, for text that cannot be read at all.
  let remedy: String
  private(set) var issues: [LessonIssue] = []

  init(file: String, firstLine: Int, remedy: String = "quote text that has `:` or brackets") {
    self.file = file
    self.firstLine = firstLine
    self.remedy = remedy
  }

  private mutating func report(_ message: String, at mark: Mark?, _ severity: LessonIssue.Severity = .error) {
    issues.append(LessonIssue(file: file, place: place(mark), severity: severity, message: message))
  }

  private func place(_ mark: Mark?) -> LessonPlace {
    LessonPlace(line: firstLine + max(0, (mark?.line ?? 1) - 1), column: max(1, mark?.column ?? 1))
  }

  /// Where the text of a scalar begins, behind its quote.
  private func textPlace(_ node: Node) -> LessonPlace {
    let isQuoted = node.scalar.map { $0.style == .singleQuoted || $0.style == .doubleQuoted } ?? false
    return place(node.mark).advanced(by: isQuoted ? 1 : 0)
  }

  /// Says of a key that means nothing here which one may have been meant.
  private mutating func reportUnknown(
    _ key: Node, among known: [String], in what: String, _ severity: LessonIssue.Severity
  ) {
    let name = key.string ?? ""
    let nearest = NearestName.of(name, in: known, limit: 2)
    // A near miss is a mistake wherever it stands.
    report(
      "unknown \(what) key `\(name)`" + (nearest.map { "; did you mean `\($0)`?" } ?? "; kept"), at: key.mark,
      nearest == nil ? severity : .warning)
  }

  private mutating func mapping(_ yaml: String, _ what: String) -> Node.Mapping? {
    do {
      guard let node = try Yams.compose(yaml: yaml, .basic) else { return [:] }
      guard let mapping = node.mapping else {
        report("\(what) has no keys; \(remedy)", at: node.mark)
        return nil
      }
      return mapping
    } catch let error as YamlError {
      let (problem, mark) = Self.problem(error)
      report("\(what): \(problem); \(remedy)", at: mark)
    } catch {
      report("\(what) is not YAML", at: nil)
    }
    return nil
  }

  private static func problem(_ error: YamlError) -> (String, Mark?) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (problem, mark)
    case .reader(let problem, _, _, _): (problem, nil)
    default: ("not readable as YAML", nil)
    }
  }

  mutating func frontMatter(_ yaml: String) -> FrontMatter {
    var result = FrontMatter()
    for (key, node) in mapping(yaml, "front matter") ?? [:] {
      switch key.string ?? "" {
      case "id":
        result.id = text(node, "id")
        result.idPlace = place(node.mark)
      case "macros": result.macros = macros(node)
      case "title": result.title = text(node, "title")
      case "course": result.course = text(node, "course")
      case "type": result.type = text(node, "type")
      case "status":
        result.status = text(node, "status")
        if let status = result.status, !["to_learn", "learning", "learned"].contains(status) {
          report("status is `\(status)`; use to_learn, learning or learned", at: node.mark, .warning)
        }
      case "tags": result.tags = list(node, "tags")
      case "difficulty":
        result.difficulty = node.scalar.flatMap { Int($0.string) }.flatMap { (1...5).contains($0) ? $0 : nil }
        if result.difficulty == nil { report("difficulty must be a whole number from 1 to 5", at: node.mark, .warning) }
      case "layer":
        if let mapping = node.mapping {
          result.layer = layer(mapping, at: node.mark)
        } else {
          report("layer must have W, x and dy", at: node.mark)
        }
      case let other:
        result.unknownKeys.append(other)
        reportUnknown(key, among: FrontMatter.keys, in: "front matter", .note)
      }
    }
    return result
  }

  /// A `course.yaml`: `title`, and `lessons` with `id` and `after`.
  mutating func course(_ yaml: String) -> Course {
    var title = ""
    var entries: [Course.Entry] = []
    for (key, node) in mapping(yaml, "course") ?? [:] {
      switch key.string ?? "" {
      case "title": title = text(node, "title") ?? ""
      case "lessons":
        guard let sequence = node.sequence else {
          report("lessons must be a list", at: node.mark)
          continue
        }
        entries = sequence.compactMap { courseEntry($0) }
      default: reportUnknown(key, among: ["title", "lessons"], in: "course", .note)
      }
    }
    return Course(file: file, title: title, entries: entries, issues: issues)
  }

  /// `id` alone, or a mapping with `id` and `after`.
  private mutating func courseEntry(_ node: Node) -> Course.Entry? {
    if let scalar = node.scalar { return Course.Entry(id: scalar.string, after: [], place: place(node.mark)) }
    guard let mapping = node.mapping, let id = mapping["id"]?.scalar?.string else {
      report("a lesson of the course needs its `id`", at: node.mark)
      return nil
    }
    let after = mapping["after"].map { list($0, "after") } ?? []
    return Course.Entry(id: id, after: after, place: place(mapping["id"]?.mark))
  }

  private mutating func macros(_ node: Node) -> [String: String] {
    guard let mapping = node.mapping else {
      report("macros must be a list of names with their LaTeX, as `R: \\mathbb{R}`", at: node.mark)
      return [:]
    }
    var result: [String: String] = [:]
    for (key, value) in mapping {
      let name = (key.string ?? "").drop { $0 == "\\" }
      guard !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.isASCII && $0.properties.isAlphabetic }) else {
        report("a macro's name has letters only; `\(key.string ?? "")` cannot be one", at: key.mark)
        continue
      }
      if let body = text(value, "macro `\(name)`") { result[String(name)] = body }
    }
    return result
  }

  /// A ```` ```layer ```` block.
  mutating func layer(_ yaml: String) -> LessonLayer? {
    mapping(yaml, "layer").flatMap { layer($0, at: nil) }
  }

  /// `W`, `x`, `dy` as JSON or YAML: nested lists or text in any entry format.
  ///
  /// Other keys are ignored.
  mutating func layer(_ mapping: Node.Mapping, at mark: Mark?) -> LessonLayer? {
    func entry(_ key: String) -> String? { mapping[key].map(Self.entryText) }
    guard let w = entry("W"), let x = entry("x"), let deltaY = entry("dy") else {
      let missing = ["W", "x", "dy"].filter { mapping[$0] == nil }.joined(separator: ", ")
      report("layer lacks \(missing); it needs W, x and dy", at: mark)
      return nil
    }
    do {
      let example = try MatrixEntry.example(w: w, x: x, deltaY: deltaY)
      return LessonLayer(name: mapping["name"]?.scalar?.string, example: example, claims: claims(mapping, example))
    } catch {
      // The parser names the quantity first: that is where the mistake stands.
      let key = ["W", "x", "dy"].first { error.message.hasPrefix($0 + ":") } ?? "W"
      report("layer: \(error.message)", at: mapping[key]?.mark ?? mark)
      return nil
    }
  }

  /// Results stated beside the given numbers.
  private mutating func claims(_ mapping: Node.Mapping, _ example: LayerExample) -> [LessonLayer.Claim] {
    var claims: [LessonLayer.Claim] = []
    for (key, node) in mapping {
      let name = key.string ?? ""
      guard !["W", "x", "dy", "name", "K", "n"].contains(name) else { continue }
      guard let quantity = Quantity(rawValue: name == "f_prime" ? "f'" : name) else {
        let known = ["W", "x", "dy", "name"] + Quantity.allCases.map(\.rawValue)
        reportUnknown(key, among: known, in: "layer", .note)
        continue
      }
      let rows: [[String]] =
        node.sequence.map { sequence in
          let isNested = sequence.contains { $0.sequence != nil }
          return isNested
            ? sequence.map { $0.sequence?.map(Self.entryText) ?? [Self.entryText($0)] }
            : [sequence.map(Self.entryText)]
        } ?? [[Self.entryText(node)]]
      claims.append(LessonLayer.Claim(quantity: quantity, rows: rows, place: place(node.mark)))
    }
    return claims
  }

  /// Lists back to the bracket form that the one entry parser reads.
  private static func entryText(_ node: Node) -> String {
    if let sequence = node.sequence { return "[" + sequence.map(entryText).joined(separator: ",") + "]" }
    return node.scalar?.string ?? "?"
  }

  /// An ```` ```ask ```` block.
  mutating func exercise(_ yaml: String) -> Exercise? {
    guard let mapping = mapping(yaml, "ask") else { return nil }
    let step = mapping["step"].flatMap { text($0, "step") }
    let formula = mapping["formula"].flatMap { text($0, "formula") }
    guard (step == nil) != (formula == nil) else {
      report("ask needs either `step:` with a step id or `formula:` with a model answer", at: nil)
      return nil
    }
    let keys = ["step", "formula", "prompt", "hints", "answer"]
    var places: [String: LessonPlace] = [:]
    for (key, node) in mapping {
      if let name = key.string, keys.contains(name) {
        places[name] = textPlace(node)
      } else {
        reportUnknown(key, among: keys, in: "ask", .note)
      }
    }
    return Exercise(
      prompt: mapping["prompt"].flatMap { text($0, "prompt") } ?? "", step: step, formula: formula,
      hints: mapping["hints"].map { list($0, "hints") } ?? [], answer: mapping["answer"].map(Self.entries) ?? [],
      places: places)
  }

  /// All scalars of nested lists, in order.
  private static func entries(_ node: Node) -> [String] {
    node.sequence.map { $0.flatMap(entries) } ?? [node.scalar?.string ?? "?"]
  }

  private mutating func text(_ node: Node, _ key: String) -> String? {
    if let scalar = node.scalar { return scalar.string.isEmpty ? nil : scalar.string }
    report("\(key) must be text", at: node.mark)
    return nil
  }

  private mutating func list(_ node: Node, _ key: String) -> [String] {
    if let sequence = node.sequence { return sequence.compactMap { text($0, key) } }
    if let scalar = node.scalar { return scalar.string.split(separator: ",").map { String($0.drop { $0 == " " }) } }
    report("\(key) must be a list", at: node.mark)
    return []
  }
}
