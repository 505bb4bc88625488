import ArgumentParser
import Curriculum
import Files
import LayerMath
import Tutoring

/// `backprop grade`: answers as JSON lines in, what is understood of each as JSON lines out, in order.
struct Grade: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade", abstract: "Judge a class's answers: JSON lines in, JSON lines out.",
    discussion: """
      A line: {"layer": {"W": [[1, 2]], "x": [1, -1], "dy": [2]}, "step": "dx", "answer": "3.17 0.33"}, and as it likes "id" and
      "earlier": {"s": "1.25 -1.5"}; or a derivation: {"sheet": ["s = W x", "y = f(s)"]}, and as it likes "marks": "loss",
      "goals": ["J", "P"], "lesson": "ID". Exit status: 0 done, 1 where the file cannot be read.
      """)

  @OptionGroup var options: LessonOptions
  @Flag(help: "Of all lines together: first false lines, marks lost, slips of letters, wrong rules.") var report = false
  @Flag(help: "The report as CSV.") var csv = false
  @Argument(help: "A file; standard input without one.") var file: String?

  func validate() throws {
    if csv, !report { throw ValidationError("--csv is the form of a report; add --report") }
  }

  func run() throws {
    var lines = try InputLines(file ?? "-")
    let loader = try options.source.loader(for: nil)
    var grader = Grader(loader.misconceptions()) { (try? loader.open($0)).map(Grader.Module.init) }
    var number = 0
    while let line = try lines.next() {
      number += 1
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      let graded = grader.graded(line, number: number)
      if !report {
        Output.line(graded)
      } else if graded.contains("\"error\"") {
        Output.error(graded)
      }
    }
    if report { for line in csv ? grader.report.csv : grader.report.lines { Output.line(line) } }
  }
}

/// Judges line after line; the layers met last are kept with what is known of them.
struct Grader {
  private let misconceptions: Misconceptions
  /// The one met last first.
  private var known: [(key: String, diagnosis: LayerDiagnosis)] = []
  private static let most = 32
  /// What a lesson has derived, and how it marks that.
  struct Module {
    let example: LayerExample
    let scheme: MarkScheme?

    init(example: LayerExample, scheme: MarkScheme?) { (self.example, self.scheme) = (example, scheme) }

    init(_ lesson: LessonDocument) { self.init(example: lesson.opening, scheme: lesson.scheme) }
  }

  /// By a lesson's id; `nil` where there is none.
  private let lesson: (String) -> Module?
  private var modules: [String: Module] = [:]
  /// What all lines so far have in common.
  private(set) var report: ClassReport

  init(_ misconceptions: Misconceptions, lesson: @escaping (String) -> Module? = { _ in nil }) {
    self.misconceptions = misconceptions
    self.lesson = lesson
    report = ClassReport(misconceptions)
  }

  /// Why a line cannot be graded, and where.
  private struct Mistake: Error {
    let message: String
    var column: Int?
  }

  /// The line of JSON for a line of JSON.
  mutating func graded(_ text: String, number: Int) -> String {
    var id: String?
    do throws(Mistake) {
      let fields = try Self.fields(text)
      id = fields["id"].map(Self.json)
      if let sheet = fields["sheet"] { return try graded(sheet: sheet, fields, number: number, id: id) }
      let diagnosis = try layer(fields["layer"])
      guard let step = fields["step"]?.string else { throw Mistake(message: #"`step` is missing; add "step": "dx""#) }
      guard let answer = fields["answer"].map(LayerYAML.entryText) else {
        throw Mistake(message: #"`answer` is missing; add "answer": "…""#)
      }
      let asked: [Symbol]
      do throws(EntryError) { asked = try diagnosis.derivation.entries(step) } catch {
        throw Mistake(message: error.message)
      }
      let result =
        fields["layer"] == nil
        ? try Self.withoutLayer(answer, asked, diagnosis)
        : diagnosis.diagnosis(of: answer, for: asked, earlier: try Self.earlier(fields["earlier"], diagnosis))
      report.add(result, step: asked[0].quantity.rawValue)
      let shape = asked.count > 1 ? diagnosis.derivation.shape(asked[0].quantity) : []
      return DiagnosisJSON.text(result, line: number, id: id, shape: shape)
    } catch {
      return DiagnosisJSON.error(error.message, column: error.column, line: number, id: id)
    }
  }

  /// A derivation, line by line, and its marks.
  private mutating func graded(
    sheet: YAMLNode, _ fields: [YAMLNode.Pair], number: Int, id: String?
  ) throws(Mistake) -> String {
    guard let lines = sheet.sequence?.map({ $0.string ?? "" }) else {
      throw Mistake(message: #"`sheet` is a list of lines, as ["s = W x", "y = f(s)"]"#)
    }
    guard lines.count <= Self.mostLines, lines.allSatisfy({ $0.utf8.count <= Self.longestLine }) else {
      throw Mistake(message: "a sheet has at most \(Self.mostLines) lines of \(Self.longestLine) bytes")
    }
    var module = Module(example: .reference, scheme: nil)
    if let reference = fields["lesson"]?.string {
      guard let found = modules[reference] ?? lesson(reference) else {
        throw Mistake(message: "no lesson `\(reference)`")
      }
      modules[reference] = found
      module = found
    }
    let words = MarkScheme.Asks.allCases.map(\.rawValue)
    var scheme = module.scheme ?? .standard(.outputs)
    if let wanted = fields["marks"]?.string {
      guard let asks = MarkScheme.Asks(rawValue: wanted) else {
        throw Mistake(message: "`marks` is \(words.joined(separator: " or ")), not `\(wanted)`")
      }
      if asks != scheme.asks { scheme = .standard(asks) }
    }
    let example = module.example
    let names = fields["goals"]?.sequence?.map { $0.string ?? "" } ?? scheme.asks.goals(of: example).map(\.rawValue)
    var goals: [Quantity] = []
    for name in names {
      guard let quantity = Quantity.allCases.first(where: { $0.rawValue == name || $0.jsonKey == name }) else {
        throw Mistake(message: "no goal `\(name)`; goals are J, P, dx, dW")
      }
      goals.append(quantity)
    }
    let judged = Sheet(lines, of: example, misconceptions)
    report.add(judged, SheetMarks(judged, scheme))
    return SheetJSON.text(judged, goals: goals, scheme: scheme, line: number, id: id)
  }

  private static let mostLines = 400
  private static let longestLine = 4_000

  private static func fields(_ text: String) throws(Mistake) -> [YAMLNode.Pair] {
    let node: YAMLNode?
    do throws(YAMLNode.Problem) { node = try YAMLNode.document(in: text) } catch {
      throw Mistake(message: "JSON: \(error.message)", column: error.mark?.column)
    }
    guard text.first(where: { !$0.isWhitespace }) == "{", let mapping = node?.mapping else {
      throw Mistake(message: #"a line is an object of JSON, as {"layer": …, "step": "dx", "answer": "…"}"#, column: 1)
    }
    return mapping
  }

  private mutating func layer(_ node: YAMLNode?) throws(Mistake) -> LayerDiagnosis {
    let key = node.map(Self.json) ?? ""
    if let place = known.firstIndex(where: { $0.key == key }) {
      if place > 0 { known.insert(known.remove(at: place), at: 0) }
      return known[0].diagnosis
    }
    let example: LayerExample
    if let node {
      guard let mapping = node.mapping else { throw Mistake(message: "`layer` is an object with W, x and dy") }
      do throws(LayerYAML.Mistake) { example = try LayerYAML.example(mapping) } catch {
        throw Mistake(message: error.message, column: error.mark?.column)
      }
    } else {
      example = .reference
    }
    guard example.k * example.n <= 10_000 else {
      throw Mistake(message: "a layer of \(example.k)×\(example.n) is too large to be graded; at most 10,000 weights")
    }
    let diagnosis = LayerDiagnosis(example, misconceptions)
    if known.count == Self.most { known.removeLast() }
    known.insert((key, diagnosis), at: 0)
    return diagnosis
  }

  /// Without numbers only a formula can be judged.
  private static func withoutLayer(
    _ answer: String, _ asked: [Symbol], _ diagnosis: LayerDiagnosis
  ) throws(Mistake) -> Diagnosis {
    if case .cells? = try? AnswerEquation(answer, in: diagnosis.derivation, of: asked.count).answer {
      throw Mistake(message: #"a number needs its `layer`; without one a formula is judged over all layers"#)
    }
    return diagnosis.diagnosis(of: answer, for: asked)
  }

  /// What the student had for earlier steps.
  private static func earlier(
    _ node: YAMLNode?, _ diagnosis: LayerDiagnosis
  ) throws(Mistake) -> [Symbol: AnswerCell] {
    guard let node else { return [:] }
    guard let mapping = node.mapping else { throw Mistake(message: #"`earlier` is an object, as {"s": "1.25 -1.5"}"#) }
    var result: [Symbol: AnswerCell] = [:]
    for pair in mapping {
      let name = pair.key.string ?? ""
      do {
        let symbols = try diagnosis.derivation.entries(name)
        let equation = try AnswerEquation(
          LayerYAML.entryText(pair.value), in: diagnosis.derivation, of: symbols.count)
        guard case .cells(let rows) = equation.answer, !equation.isMisnamed(for: symbols) else {
          throw EntryError("numbers of \(name) belong there")
        }
        let cells = rows.flatMap { $0 }
        guard cells.count == symbols.count else {
          throw EntryError("\(symbols.count) numbers belong there, not \(cells.count)")
        }
        for (symbol, cell) in zip(symbols, cells) { result[symbol] = cell }
      } catch let error as EntryError {
        throw Mistake(message: "earlier `\(name)`: \(error.message)", column: pair.key.mark.column)
      } catch {
        throw Mistake(
          message: "earlier `\(name)`: \((error as? FormulaError)?.message ?? "it cannot be read")",
          column: pair.key.mark.column)
      }
    }
    return result
  }

  /// A value as it was written, in JSON.
  private static func json(_ node: YAMLNode) -> String {
    if let string = node.string {
      let isPlain = !node.isQuoted && (["true", "false", "null"].contains(string) || JSONText.isNumber(string))
      return isPlain ? string : JSONText.quoted(string)
    }
    if let items = node.sequence { return "[" + items.map(json).joined(separator: ", ") + "]" }
    return "{"
      + (node.mapping ?? []).map { "\(JSONText.quoted($0.key.string ?? json($0.key))): \(json($0.value))" }.joined(
        separator: ", ") + "}"
  }
}
