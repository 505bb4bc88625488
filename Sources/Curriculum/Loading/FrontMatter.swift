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
  /// Keys that we do not know, kept as they came.
  package var unknownKeys: [String] = []

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
    issues.append(
      LessonIssue(file: file, line: firstLine + max(0, (mark?.line ?? 1) - 1), severity: severity, message: message))
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
      case "id": result.id = text(node, "id")
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
      case let other: result.unknownKeys.append(other)
      }
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
      return LessonLayer(name: mapping["name"]?.scalar?.string, example: example)
    } catch {
      report("layer: \(error.message)", at: mapping["W"]?.mark ?? mark)
      return nil
    }
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
    return Exercise(
      prompt: mapping["prompt"].flatMap { text($0, "prompt") } ?? "", step: step, formula: formula,
      hints: mapping["hints"].map { list($0, "hints") } ?? [])
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
