import Files
import LayerMath

/// The author's lint: everything an author can get wrong in a folder of lessons, each with its file, line and column.
package enum CourseCheck {
  /// - Parameters:
  ///   - others: lessons outside these documents that links may name.
  ///   - misconceptions: of an exercise it is noted which of them it does not show.
  package static func issues(
    in documents: [LessonDocument], others: [LessonDocument] = [], misconceptions: Misconceptions = .none
  ) -> [LessonIssue] {
    var unseen = UnseenErrors(misconceptions)
    var headings: [String: [String]] = [:]
    for document in others + documents {
      for name in document.names { headings[name] = document.headings }
    }
    let known = Lazily { NearestNames(Set((others + documents).map(\.id)).sorted()) }
    var firstWithID: [String: String] = [:]
    var issues: [LessonIssue] = []
    for document in documents {
      var report = Report(document.file)
      report.issues = document.issues
      let frontMatter = document.frontMatter
      if frontMatter.idPlace == nil && frontMatter.isReadable {
        report.add(.error, .top, "front matter lacks `id`; add a line `id: \(document.id)`")
      }
      if let other = firstWithID[document.id] {
        report.add(
          .error, frontMatter.idPlace ?? .top, "id `\(document.id)` is used by \(other) as well; choose another")
      } else {
        firstWithID[document.id] = document.file
      }
      checkLinks(document, headings, known, &report)
      if document.isDerivation {
        for section in LessonSection.allCases where document.section(section) == nil {
          let name = section.rawValue.capitalizedFirst
          if let near = document.headings.first(where: {
            NearestName.of($0.prefix { $0 != " " }.lowercased(), in: [section.rawValue]) != nil
          }) {
            report.add(.warning, .top, "no section \(name); is the heading `\(near)` meant to be `\(name)`?")
          } else {
            report.add(.note, .top, "no section \(name); a built-in text takes its place")
          }
        }
        if let reason = document.notWalked { report.add(.note, .top, "read, not walked: \(reason)") }
      }
      checkImages(document, &report)
      checkNumbers(document, &unseen, &report)
      issues += report.issues
    }
    return issues.sorted { ($0.file, $0.place) < ($1.file, $1.place) }
  }

  /// What a `course.yaml` can get wrong: lessons that are not there, and an order against its own prerequisites.
  package static func issues(of course: Course, in documents: [LessonDocument]) -> [LessonIssue] {
    var report = Report(course.file)
    report.issues = course.issues
    let known = documents.map(\.id)
    let ids = Set(known)
    var before: Set<String> = []
    for entry in course.entries {
      if !ids.contains(entry.id) {
        let nearest = CourseLoader.nearest(to: entry.id, in: known).map { "; did you mean `\($0)`?" } ?? ""
        report.add(.error, entry.place, "the course names `\(entry.id)`, which is no lesson here\(nearest)")
      }
      for other in entry.after where !before.contains(other) {
        let isLater = course.entries.contains { $0.id == other }
        report.add(
          .error, entry.place,
          isLater
            ? "`\(entry.id)` builds on `\(other)`, which comes later; put it before"
            : "`\(entry.id)` builds on `\(other)`, which is not in the course")
      }
      if !before.insert(entry.id).inserted { report.add(.error, entry.place, "`\(entry.id)` is in the course twice") }
    }
    return report.issues
  }

  private struct Report {
    let file: String
    var issues: [LessonIssue] = []

    init(_ file: String) { self.file = file }

    mutating func add(_ severity: LessonIssue.Severity, _ place: LessonPlace, _ message: String) {
      issues.append(LessonIssue(file: file, place: place, severity: severity, message: message))
    }
  }

  /// - Parameters:
  ///   - headings: of each lesson, by the keys of its names.
  ///   - known: the ids of all lessons.
  private static func checkLinks(
    _ document: LessonDocument, _ headings: [String: [String]], _ known: Lazily<NearestNames>, _ report: inout Report
  ) {
    for link in document.links {
      guard let there = link.id.isEmpty ? document.headings : headings[LessonDocument.key(link.id)] else {
        let nearest = CourseLoader.nearest(to: link.id, in: known.value).map { "; did you mean `\($0)`?" } ?? ""
        report.add(.error, link.place, "link to unknown lesson `\(link.id)`\(nearest)")
        continue
      }
      guard let heading = link.heading, !there.contains(where: { $0.lowercased() == heading.lowercased() }) else {
        continue
      }
      let nearest = CourseLoader.nearest(to: heading, in: there).map { "; did you mean `\($0)`?" } ?? ""
      let name = link.id.isEmpty ? "this lesson" : "`\(link.id)`"
      report.add(.error, link.place, "\(name) has no heading `\(heading)`\(nearest)")
    }
  }

  /// Pictures that are not where the lesson says.
  private static func checkImages(_ document: LessonDocument, _ report: inout Report) {
    let folder = document.file.lastIndex(of: "/").map { String(document.file[...$0]) } ?? ""
    guard !document.file.hasPrefix("(") else { return }
    for image in document.images where !image.path.isEmpty && !image.path.contains(":") {
      let path = image.path.hasPrefix("/") ? image.path : folder + image.path
      if !FileBytes.exists(path) { report.add(.warning, image.place, "there is no picture `\(image.path)`") }
    }
  }

  // MARK: numbers and exercises

  private static func checkNumbers(
    _ document: LessonDocument, _ unseen: inout UnseenErrors, _ report: inout Report
  ) {
    if let layer = document.frontMatter.layer { checkClaims(layer, Derivation(layer.example), &report) }
    for (block, example) in document.blocksWithNumbers {
      switch block {
      case .layer(let layer, _): checkClaims(layer, Derivation(example), &report)
      case .ask(let exercise, let line):
        let derivation = Derivation(example)
        checkExercise(exercise, LessonPlace(line: line), derivation, &report)
        if let note = unseen.note(on: exercise, derivation) {
          report.add(.note, exercise.place(of: "step") ?? LessonPlace(line: line), note)
        }
      default: break
      }
    }
  }

  private static func checkClaims(_ layer: LessonLayer, _ derivation: Derivation, _ report: inout Report) {
    for claim in layer.claims {
      let symbols = derivation.symbols(claim.quantity)
      let entries = claim.rows.flatMap { $0 }
      guard entries.count == symbols.count else {
        let wanted = derivation.shape(claim.quantity).map(String.init).joined(separator: "×")
        report.add(
          .error, claim.place, "layer: \(claim.quantity.rawValue) has \(entries.count) entries; its shape is \(wanted)")
        continue
      }
      for (symbol, text) in zip(symbols, entries) {
        if let problem = WorkedNumber.problem(text, value: derivation.value(of: symbol), in: derivation) {
          report.add(.error, claim.place, "layer: \(symbol): \(problem)")
        }
      }
    }
  }

  private static func checkExercise(
    _ exercise: Exercise, _ place: LessonPlace, _ derivation: Derivation, _ report: inout Report
  ) {
    if exercise.prompt.isEmpty {
      report.add(.error, exercise.place(of: "prompt") ?? place, "ask lacks `prompt:`; say what the student should do")
    }
    var values: [RealNumber] = []
    if let step = exercise.step {
      do {
        values = derivation.indices(of: try derivation.reference(step)).compactMap { derivation.step(at: $0)?.value }
      } catch { report.add(.error, exercise.place(of: "step") ?? place, "ask: \(error.message)") }
    }
    if let formula = exercise.formula {
      // A model answer must have a value, or no answer could be compared with it.
      do throws(FormulaError) {
        switch try FormulaParser.formula(formula).evaluated(for: derivation) {
        case .value(let value):
          values = value.entries
        case .truth(_, let holds):
          if holds.contains(false) {
            report.add(
              .error, exercise.place(of: "formula") ?? place, "ask: the model answer `\(formula)` is not true here")
          }
        }
      } catch {
        let start = exercise.place(of: "formula") ?? place
        report.add(.error, start.advanced(by: error.column - 1), "ask: formula: \(error.message)")
      }
    }
    checkAnswer(exercise, values, place, derivation, &report)
    if let told = solvedBy(exercise, values) {
      report.add(
        .warning, exercise.place(of: "prompt") ?? place, "ask: the prompt already says `\(told)`, which is the answer")
    }
  }

  private static func checkAnswer(
    _ exercise: Exercise, _ values: [RealNumber], _ place: LessonPlace, _ derivation: Derivation,
    _ report: inout Report
  ) {
    guard !exercise.answer.isEmpty, !values.isEmpty else { return }
    let place = exercise.place(of: "answer") ?? place
    guard exercise.answer.count == values.count else {
      report.add(.error, place, "ask: the answer has \(exercise.answer.count) entries, the result has \(values.count)")
      return
    }
    for (text, value) in zip(exercise.answer, values) {
      if let problem = WorkedNumber.problem(text, value: value, in: derivation) {
        report.add(.error, place, "ask: answer \(problem)")
      }
    }
  }

  /// The part of a prompt that gives the result away: the model answer itself, or its number.
  private static func solvedBy(_ exercise: Exercise, _ values: [RealNumber]) -> String? {
    func plain(_ text: String) -> String { text.filter { !" *·".contains($0) }.swapping("−", for: "-") }
    if let formula = exercise.formula {
      // What stands right of `=` is the answer; a name alone gives nothing away.
      let right = formula.split(separator: "=", maxSplits: 1).last.map(String.init) ?? formula
      if plain(right).count > 3, plain(exercise.prompt).contains(plain(right)) { return right.trimmingSpaces }
    }
    guard exercise.step != nil, values.count == 1, let value = values.first else { return nil }
    let words = exercise.prompt.swapping("−", for: "-").split { " ,;:()?!".contains($0) }
    for (index, word) in words.enumerated() {
      let text = String(word.hasSuffix(".") ? word.dropLast() : word)
      guard let number = try? Rational.parse(text) else { continue }
      // A whole number stands in many prompts by chance; one behind `=` does not.
      let isStated = index > 0 && (words[index - 1] == "=" || words[index - 1] == "≈")
      let digits = text.split(separator: ".").dropFirst().first?.count ?? 0
      guard isStated || digits > 1 else { continue }
      let rounded = try? Rational.parse(value.decimal(fractionDigits: digits).text)
      if rounded == number { return text }
    }
    return nil
  }
}

extension Block {
  /// The block and all blocks inside it.
  var withInner: [Block] {
    switch self {
    case .list(let items, _): [self] + items.joined().flatMap(\.withInner)
    case .callout(_, _, let body, _), .quote(let body): [self] + body.flatMap(\.withInner)
    default: [self]
    }
  }
}

extension String {
  package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
