import LayerMath

/// The author's lint: everything an author can get wrong in a folder of lessons, each with its file and line.
package enum CourseCheck {
  /// - Parameter others: ids of lessons outside these documents that links may name.
  package static func issues(in documents: [LessonDocument], others: Set<String> = []) -> [LessonIssue] {
    let known = Set(documents.map(\.id)).union(others)
    var firstWithID: [String: String] = [:]
    var issues: [LessonIssue] = []
    for document in documents {
      issues += document.issues
      func report(_ severity: LessonIssue.Severity, _ line: Int, _ message: String) {
        issues.append(LessonIssue(file: document.file, line: line, severity: severity, message: message))
      }
      if document.frontMatter.id == nil {
        report(.error, 1, "front matter lacks `id`; add a line `id: \(document.id)`")
      }
      if let other = firstWithID[document.id] {
        report(.error, 1, "id `\(document.id)` is used by \(other) as well; choose another")
      } else {
        firstWithID[document.id] = document.file
      }
      var reported: Set<String> = []
      for (id, line) in document.links where !known.contains(id) && reported.insert("\(id) \(line)").inserted {
        let nearest = CourseLoader.nearest(to: id, in: known.sorted()).map { "; did you mean `\($0)`?" } ?? ""
        report(.error, line, "link to unknown lesson `\(id)`\(nearest)")
      }
      if document.isDerivation {
        for section in LessonSection.allCases where document.section(section) == nil {
          report(.note, 1, "no section \(section.rawValue.capitalizedFirst); a built-in text takes its place")
        }
      }
      checkExercises(document, report)
    }
    return issues.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
  }

  private static func checkExercises(
    _ document: LessonDocument, _ report: (LessonIssue.Severity, Int, String) -> Void
  ) {
    var derivation = Derivation(document.frontMatter.layer?.example ?? .reference)
    for block in document.blocks {
      switch block {
      case .layer(let layer, _): derivation = Derivation(layer.example)
      case .ask(let exercise, let line):
        if exercise.prompt.isEmpty { report(.error, line, "ask lacks `prompt:`; say what the student should do") }
        if let step = exercise.step {
          do { _ = try derivation.reference(step) } catch { report(.error, line, "ask: \(error.message)") }
        }
        if let formula = exercise.formula {
          // A model answer must have a value, or no answer could be compared with it.
          do throws(FormulaError) {
            _ = try FormulaParser.formula(formula).evaluated(for: derivation)
          } catch { report(.error, line, "ask: formula, column \(error.column): \(error.message)") }
        }
      default: break
      }
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
