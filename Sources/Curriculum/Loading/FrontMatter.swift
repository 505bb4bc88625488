import Files
import LayerMath
import TextLayout

/// The YAML at the top of a lesson, decoded by schema: a bare `y` or `1.10` stays the text that was written.
package struct FrontMatter: Equatable, Sendable {
  package var id: String?
  package var title: String?
  package var course: String?
  package var tags: [String] = []
  /// 1…5.
  package var difficulty: Int?
  package var type: String?
  package var status: LessonStatus?
  package var layer: LessonLayer?
  /// The activation and the loss that the author names; `nil` where the question says it.
  package var module: ModuleEntry?
  /// Whether the author says that the layer has a bias.
  package var hasBias: Bool?
  /// The author's own LaTeX commands: the body of each by its name without backslash.
  package var macros: LaTeXMacros = [:]
  /// Whether the lines of a paragraph stand as they were written: `lines: kept`.
  package var keepsLines = false
  /// Keys that we do not know, kept as they came.
  package var unknownKeys: [String] = []
  /// Where the value of `id` stands; `nil` where there is none.
  package var idPlace: LessonPlace?
  /// False where the YAML is broken, so that nobody knows what it lacks.
  package var isReadable = true

  static let keys = [
    "id", "title", "course", "tags", "difficulty", "type", "status", "layer", "macros", "module", "lines",
  ]

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

  mutating func report(_ message: String, at mark: YAMLNode.Mark?, _ severity: LessonIssue.Severity = .error) {
    issues.append(LessonIssue(file: file, place: place(mark), severity: severity, message: message))
  }

  func place(_ mark: YAMLNode.Mark?) -> LessonPlace {
    LessonPlace(line: firstLine + max(0, (mark?.line ?? 1) - 1), column: max(1, mark?.column ?? 1))
  }

  /// Where the text of a scalar begins, behind its quote.
  func textPlace(_ node: YAMLNode) -> LessonPlace {
    place(node.mark).advanced(by: node.isQuoted ? 1 : 0)
  }

  /// Says of a key that means nothing here which one may have been meant.
  mutating func reportUnknown(
    _ key: YAMLNode, among known: [String], in what: String, _ severity: LessonIssue.Severity
  ) {
    let name = key.string ?? ""
    let nearest = NearestName.of(name, in: known, limit: 2)
    // A near miss is a mistake wherever it stands.
    report(
      "unknown \(what) key `\(name)`" + (nearest.map { "; did you mean `\($0)`?" } ?? "; kept"), at: key.mark,
      nearest == nil ? severity : .warning)
  }

  mutating func mapping(_ yaml: String, _ what: String) -> [YAMLNode.Pair]? {
    do throws(YAMLNode.Problem) {
      guard let node = try YAMLNode.document(in: yaml) else { return [] }
      guard let mapping = node.mapping else {
        report("\(what) has no keys; \(remedy)", at: node.mark)
        return nil
      }
      return mapping
    } catch {
      report("\(what): \(error.message); \(remedy)", at: error.mark)
      return nil
    }
  }

  mutating func frontMatter(_ yaml: String) -> FrontMatter {
    var result = FrontMatter()
    guard let pairs = mapping(yaml, "front matter") else {
      result.isReadable = false
      return result
    }
    for pair in pairs {
      let (key, node) = (pair.key, pair.value)
      switch key.string ?? "" {
      case "id":
        result.id = text(node, "id")
        result.idPlace = place(node.mark)
      case "macros": result.macros = macros(node)
      case "lines":
        result.keepsLines = node.string == "kept"
        if !["kept", "joined"].contains(node.string) { report("lines is kept or joined", at: node.mark, .warning) }
      case "title": result.title = text(node, "title")
      case "course": result.course = text(node, "course")
      case "type":
        result.type = text(node, "type")
        let kinds = ["derivation", "concept", "exercise", "reference"]
        if let type = result.type, let near = NearestName.of(type, in: kinds), near != type {
          report("unknown type `\(type)`; did you mean `\(near)`?", at: node.mark, .warning)
        }
      case "status":
        result.status = text(node, "status").map(LessonStatus.init)
        if case .other(let status)? = result.status {
          report("status is `\(status)`; use to_learn, learning or learned", at: node.mark, .warning)
        }
      case "tags": result.tags = list(node, "tags")
      case "difficulty":
        result.difficulty = node.string.flatMap { Int($0) }.flatMap { (1...5).contains($0) ? $0 : nil }
        if result.difficulty == nil { report("difficulty must be a whole number from 1 to 5", at: node.mark, .warning) }
      case "module":
        do throws(LayerYAML.Mistake) {
          let keys = ModuleEntry.keys + ["bias"]
          guard let mapping = node.mapping, mapping.contains(where: { keys.contains($0.key.string ?? "") }) else {
            throw LayerYAML.Mistake(
              message: "module needs an activation or a loss, as in module: {activation: tanh}", mark: node.mark)
          }
          let module = LayerYAML.module(mapping)
          _ = try LayerYAML.completed(.reference.resized(k: 1, n: 1), with: module.withoutTargets, mapping)
          if let bias = mapping["bias"] {
            guard let isThere = ["true": true, "false": false][bias.string ?? ""] else {
              throw LayerYAML.Mistake(message: "bias: it is true or false", mark: bias.mark)
            }
            result.hasBias = isThere
          }
          result.module = module
          for pair in mapping where !keys.contains(pair.key.string ?? "") {
            reportUnknown(pair.key, among: keys, in: "module", .note)
          }
        } catch { report(error.message, at: error.mark) }
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
    for pair in mapping(yaml, "course") ?? [] {
      let (key, node) = (pair.key, pair.value)
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
  private mutating func courseEntry(_ node: YAMLNode) -> Course.Entry? {
    if let id = node.string { return Course.Entry(id: id, after: [], place: place(node.mark)) }
    guard let mapping = node.mapping, let id = mapping["id"]?.string else {
      report("a lesson of the course needs its `id`", at: node.mark)
      return nil
    }
    let after = mapping["after"].map { list($0, "after") } ?? []
    return Course.Entry(id: id, after: after, place: place(mapping["id"]?.mark))
  }

  private mutating func macros(_ node: YAMLNode) -> LaTeXMacros {
    guard let mapping = node.mapping else {
      report("macros must be a list of names with their LaTeX, as `R: \\mathbb{R}`", at: node.mark)
      return [:]
    }
    var result: LaTeXMacros = [:]
    for pair in mapping {
      let (key, value) = (pair.key, pair.value)
      let name = (key.string ?? "").drop { $0 == "\\" }
      guard !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.isASCII && $0.properties.isAlphabetic }) else {
        report("a macro's name has letters only; `\(key.string ?? "")` cannot be one", at: key.mark)
        continue
      }
      if let body = text(value, "macro `\(name)`") { result[String(name)] = LaTeXMacro(body) }
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
  mutating func layer(_ mapping: [YAMLNode.Pair], at mark: YAMLNode.Mark?) -> LessonLayer? {
    do throws(LayerYAML.Mistake) {
      let example = try LayerYAML.example(mapping, at: mark)
      return LessonLayer(name: mapping["name"]?.string, example: example, claims: claims(mapping, example))
    } catch {
      report(error.message, at: error.mark)
      return nil
    }
  }

  /// Results stated beside the given numbers.
  private mutating func claims(_ mapping: [YAMLNode.Pair], _ example: LayerExample) -> [LessonLayer.Claim] {
    var claims: [LessonLayer.Claim] = []
    for pair in mapping {
      let (key, node) = (pair.key, pair.value)
      let name = key.string ?? ""
      let isGiven = LayerExample.Part(rawValue: name) != nil
      guard !isGiven, !(["name", "K", "n", "exact"] + ModuleEntry.keys).contains(name) else { continue }
      guard let quantity = Quantity.allCases.first(where: { $0.rawValue == name || $0.jsonKey == name }) else {
        let known = ["W", "x", "dy", "name"] + Quantity.allCases.map(\.rawValue)
        reportUnknown(key, among: known, in: "layer", .note)
        continue
      }
      let rows: [[String]] =
        node.sequence.map { sequence in
          let isNested = sequence.contains { $0.sequence != nil }
          return isNested
            ? sequence.map { $0.sequence?.map(LayerYAML.entryText) ?? [LayerYAML.entryText($0)] }
            : [sequence.map(LayerYAML.entryText)]
        } ?? [[LayerYAML.entryText(node)]]
      claims.append(LessonLayer.Claim(quantity: quantity, rows: rows, place: place(node.mark)))
    }
    return claims
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
    let keys = ["step", "formula", "prompt", "hints", "shape", "answer"]
    var written: [Exercise.Key] = []
    for pair in mapping {
      let (key, node) = (pair.key, pair.value)
      if let name = key.string, keys.contains(name) {
        written.append(Exercise.Key(name: name, place: textPlace(node)))
      } else {
        reportUnknown(key, among: keys, in: "ask", .note)
      }
    }
    let shape = mapping["shape"].flatMap { text($0, "shape") }
    if let shape, Exercise.ShapeQuestion(rawValue: shape) == nil || step == nil {
      report("ask: shape is first or only, beside a `step:` that names a quantity", at: mapping["shape"]?.mark)
    }
    return Exercise(
      prompt: mapping["prompt"].flatMap { text($0, "prompt") } ?? "", step: step, formula: formula,
      hints: mapping["hints"].map { list($0, "hints") } ?? [], shape: shape.flatMap(Exercise.ShapeQuestion.init),
      answer: mapping["answer"].map(Self.entries) ?? [],
      keys: written)
  }

  /// All scalars of nested lists, in order.
  private static func entries(_ node: YAMLNode) -> [String] {
    node.sequence.map { $0.flatMap(entries) } ?? [node.string ?? "?"]
  }

  mutating func text(_ node: YAMLNode, _ key: String) -> String? {
    if let text = node.string { return text.isEmpty ? nil : text }
    report("\(key) must be text", at: node.mark)
    return nil
  }

  mutating func list(_ node: YAMLNode, _ key: String) -> [String] {
    if let sequence = node.sequence { return sequence.compactMap { text($0, key) } }
    if let text = node.string { return text.split(separator: ",").map { String($0.drop { $0 == " " }) } }
    report("\(key) must be a list", at: node.mark)
    return []
  }
}
