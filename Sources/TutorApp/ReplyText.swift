import LayerMath
import Tutoring

/// Replies as lines to read, each short enough to be one relation.
package struct ReplyText {
  private let derivation: Derivation
  private let number: NumberText

  package init(_ derivation: Derivation, number: NumberText) {
    self.derivation = derivation
    self.number = number
  }

  private var steps: StepText { StepText(derivation, number: number) }

  package func lines(_ reply: Reply) -> [String] {
    switch reply {
    case .value(let formula, let value): ["\(formula.unicode) \(relation(value)) \(text(value))"]
    case .truth(let formula, let shape, let values): truth(formula, shape, values)
    case .verdict(let left, let right, let verdict): self.verdict(left, right, verdict)
    case .step(let id): derivation.step(id).map { steps.lines($0) } ?? []
    case .solution:
      [Quantity.s, .y, .fPrime, .deltaS, .jacobian, .deltaX, .deltaW].map { whole($0) }
    case .check: check
    case .changed(let part, let old, let entries): changed(part, from: Derivation(old), entries)
    case .lines(let lines): lines
    case .note(let text): [text]
    case .failure(let error): [error.message]
    }
  }

  /// The reply on one line, for programs that read line by line.
  package func line(_ reply: Reply) -> String {
    switch reply {
    case .step: lines(reply).joined(separator: " ")
    case .check: check.first ?? ""
    default: lines(reply).joined(separator: "; ")
    }
  }

  private func whole(_ quantity: Quantity) -> String {
    let formula = Formula(
      quantity == .fPrime ? .applied(.fPrime, [Formula(.quantity(.s))]) : .quantity(quantity))
    guard case .value(let value)? = try? formula.evaluated(for: derivation) else { return "" }
    return "\(SymbolText.name(quantity)) \(relation(value)) \(text(value))"
  }

  // MARK: values

  private func relation(_ value: FormulaValue) -> String {
    value.entries.contains(where: isRounded) ? "≈" : "="
  }

  private func isRounded(_ entry: RealNumber) -> Bool {
    if case .exact(let exact) = entry { number.isRounded(exact) } else { true }
  }

  private func text(_ entry: RealNumber) -> String {
    if case .exact(let exact) = entry { return number.text(exact) }
    var decimal = number
    decimal.isExact = false
    return entry.shown.map { decimal.text($0) } ?? "no value"
  }

  /// `[1, 2]`, `[1, 2]ᵀ`, `[1 2; 3 4]`: as it can be entered again.
  private func text(_ value: FormulaValue) -> String {
    let entries = value.entries.map(text)
    switch value.shape {
    case .scalar: return entries.first ?? ""
    case .vector: return "[" + entries.joined(separator: ", ") + "]"
    case .row: return "[" + entries.joined(separator: ", ") + "]ᵀ"
    case .matrix(_, let columns): return "[" + rows(entries, columns) + "]"
    case .array(let sizes):
      let size = sizes.dropFirst().reduce(1, *)
      let slices = stride(from: 0, to: entries.count, by: max(1, size)).map {
        "[" + rows(Array(entries[$0..<($0 + size)]), sizes.last ?? 1) + "]"
      }
      return "{" + slices.joined(separator: ", ") + "}"
    }
  }

  private func rows(_ entries: [String], _ columns: Int) -> String {
    // An exact entry has blanks in it, so commas keep entries apart.
    let separator = entries.contains { $0.contains(" ") } ? ", " : " "
    return stride(from: 0, to: entries.count, by: max(1, columns)).map {
      entries[$0..<min(entries.count, $0 + columns)].joined(separator: separator)
    }.joined(separator: "; ")
  }

  private func truth(_ formula: Formula, _ shape: FormulaShape, _ values: [Bool]) -> [String] {
    let words = values.map { $0 ? "true" : "false" }
    let answer = shape == .scalar ? words.joined() : "[" + words.joined(separator: ", ") + "]"
    guard case .comparison(.equal, let left, let right) = formula.node else {
      return ["\(formula.unicode): \(answer)"]
    }
    if values.allSatisfy({ $0 }) {
      return ["\(formula.unicode): true for these numbers (always \(formula.ascii) asks for all)"]
    }
    var lines = ["\(formula.unicode): \(answer)"]
    for side in [left, right] {
      if case .value(let value)? = try? side.evaluated(for: derivation) {
        lines.append("\(side.unicode) \(relation(value)) \(text(value))")
      }
    }
    return lines
  }

  // MARK: verdicts

  private func verdict(_ left: Formula, _ right: Formula, _ verdict: Equivalence) -> [String] {
    switch verdict {
    case .same: return ["same for every layer: \(left.unicode) = \(right.unicode)"]
    case .cannotTell(let reason): return ["cannot tell: \(reason)"]
    case .different(let counterexample):
      let example = counterexample.example
      let size = "K = \(example.k), n = \(example.n)"
      guard let values = counterexample.values else {
        return ["different: for \(size) \(counterexample.note ?? "the shapes do not fit")"]
      }
      let there = ReplyText(Derivation(example), number: number)
      var lines = ["different, for example with \(there.numbers)"]
      let shape = values.left.shape
      let isShort = shape.entryCount <= 6
      let place = isShort || shape == .scalar ? "" : " in entry \(position(values.entry, shape.sizes))"
      for (formula, value) in [(left, values.left), (right, values.right)] {
        let shown = isShort ? value : FormulaValue(value.entries[values.entry])
        lines.append("\(formula.unicode)\(place) \(relation(shown)) \(text(shown))")
      }
      if let note = counterexample.note { lines.append("(\(note))") }
      return lines
    }
  }

  private func position(_ entry: Int, _ sizes: [Int]) -> String {
    var rest = entry
    var place: [String] = []
    for size in sizes.reversed() {
      place.insert("\(rest % size + 1)", at: 0)
      rest /= size
    }
    return "[" + place.joined(separator: ",") + "]"
  }

  /// `W = [1 2; 3 4], x = [1, 2], δy = [1, 2]`.
  private var numbers: String {
    [Quantity.w, .x, .deltaY].map { "\(SymbolText.name($0)) = \(steps.matrix($0))" }.joined(separator: ", ")
  }

  // MARK: changes and the check

  private func changed(_ part: LayerExample.Part, from old: Derivation, _ entries: [Symbol]) -> [String] {
    let quantity: Quantity =
      switch part {
      case .w: .w
      case .x: .x
      case .deltaY: .deltaY
      }
    let first = "\(SymbolText.name(quantity)) = \(steps.matrix(quantity))"
    let (now, before) = (derivation.example, old.example)
    guard now.k == before.k && now.n == before.n else { return [first + "; now \(PlainText.size(now))"] }
    let shown = entries.prefix(6).map { symbol in
      "\(SymbolText.name(symbol)) \(number.text(old.value(of: symbol))) → "
        + number.text(derivation.value(of: symbol))
    }
    guard !shown.isEmpty else { return [first] }
    let more = entries.count - shown.count
    return [first, "changed: " + shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")]
  }

  private var check: [String] {
    var lines: [String] = []
    var total = 0
    var wrong = 0
    for quantity in [Quantity.deltaX, .deltaW] {
      guard let step = derivation.step(.check(quantity)), case .check(let entries, _) = step.body else { continue }
      lines += steps.lines(step)
      total += entries.count
      wrong += entries.count { !$0.comparison.agrees }
    }
    let summary =
      wrong == 0
      ? "\(total) of \(total) entries of δx and δW agree with central differences"
      : "\(wrong) of \(total) entries of δx and δW DIFFER from central differences"
    return [summary] + lines
  }
}
