import LayerMath
import Tutoring

/// Replies as lines to read, each short enough to be one relation.
package struct ReplyText {
  private let derivation: Derivation
  private let number: NumberText
  /// Whether all entries that a change altered are told, or those that the walk has come to.
  private let knowsAll: Bool

  package init(_ derivation: Derivation, number: NumberText, knowsAll: Bool = true) {
    self.derivation = derivation
    self.number = number
    self.knowsAll = knowsAll
  }

  private var steps: StepText { StepText(derivation, number: number) }

  package func lines(_ reply: Reply) -> [String] {
    switch reply {
    case .value(let formula, let value): [self.value(formula, value)]
    case .truth(let formula, let shape, let values): truth(formula, shape, values)
    case .verdict(let left, let right, let verdict): self.verdict(left, right, verdict)
    case .step(let id), .place(let id): derivation.step(id).map { steps.lines($0) } ?? []
    case .solution:
      derivation.rules.dense.map { steps.named($0) }
    case .check: check
    case .activation(let activation): ActivationWords(activation, derivation.names).slopeDerivation
    case .loss(let loss): LossWords(loss, derivation).derivation
    case .changed(let part, let old, let entries, let shown):
      changed(part, from: Derivation(old), knowsAll ? entries : shown)
    case .numbers(let part, let old): changed(part, from: Derivation(old), [])
    case .lines(let lines), .help(let lines): lines
    case .page(_, let rows): rows.map(\.text)
    case .note(let text): [text]
    case .failure(let error): [error.message]
    }
  }

  /// The reply on one line, for programs that read line by line.
  package func line(_ reply: Reply) -> String {
    switch reply {
    case .step(.check), .place(.check): lines(reply).joined(separator: "; ")
    case .step, .place: lines(reply).joined(separator: " ")
    case .check: check.first ?? ""
    case .activation(let activation):
      "\(derivation.names.functionScreen)(\(derivation.names.screen(.s))) = \(ActivationWords(activation, derivation.names).definition)"
    case .loss(let loss): LossWords(loss, derivation).derivation.joined(separator: "; ")
    default: lines(reply).joined(separator: "; ")
    }
  }

  // MARK: values

  private func value(_ formula: Formula, _ value: FormulaValue) -> String {
    if value.shape == .scalar, value.entries.allSatisfy({ $0.shown == nil }) {
      return "\(derivation.names.text(formula)): no digit of it can be told"
    }
    return "\(derivation.names.text(formula)) \(relation(value)) \(text(value))"
  }

  /// What has no exact form is never whole.
  private func relation(_ value: FormulaValue) -> Relation { number.relation(value.entries) }

  /// `[1, 2]`, `[1, 2]ᵀ`, `[1 2; 3 4]`: as it can be entered again.
  private func text(_ value: FormulaValue) -> String {
    let entries = value.entries.map(number.text)
    switch value.shape {
    case .scalar: return entries.first ?? ""
    case .vector: return "[" + entries.joined(separator: ", ") + "]"
    case .row: return "[" + entries.joined(separator: ", ") + "]ᵀ"
    case .matrix(_, let columns): return "[" + StepText.rows(entries, columns: columns) + "]"
    case .array(let sizes):
      let size = sizes.dropFirst().reduce(1, *)
      let slices = stride(from: 0, to: entries.count, by: max(1, size)).map {
        "[" + StepText.rows(Array(entries[$0..<($0 + size)]), columns: sizes.last ?? 1) + "]"
      }
      return "{" + slices.joined(separator: ", ") + "}"
    }
  }

  /// The reply with its matrices, and the planes of an array, as rows under each other; `nil` where it has none, or a
  /// large one.
  package func drawn(_ reply: Reply) -> [String]? {
    switch reply {
    case .value(let formula, let value):
      let left = "\(derivation.names.text(formula)) \(relation(value))"
      return matrix(left, value.shape.sizes, value.entries.map(number.text))
    case .solution:
      return derivation.rules.dense.flatMap { quantity -> [String] in
        let values = derivation.symbols(quantity).map { derivation.value(of: $0) }
        let relation: Relation =
          values.contains { number.relation($0) == .approximate } ? .approximate : .equal
        let left = "\(derivation.names.name(quantity)) \(relation)"
        return matrix(left, derivation.shape(quantity), values.map(number.text)) ?? [steps.named(quantity)]
      }
    default: return nil
    }
  }

  private func matrix(_ left: String, _ sizes: [Int], _ entries: [String]) -> [String]? {
    guard sizes.count >= 2, sizes.count <= 3, sizes.allSatisfy({ $0 <= 6 }), sizes[sizes.count - 2] > 1 else {
      return nil
    }
    let (rows, columns) = (sizes[sizes.count - 2], sizes[sizes.count - 1])
    var lines = [String](repeating: "", count: rows)
    for plane in 0..<(sizes.count == 3 ? sizes[0] : 1) {
      let cells = entries[(plane * rows * columns)..<((plane + 1) * rows * columns)]
      let widths = (0..<columns).map { column in
        (0..<rows).map { cells[cells.startIndex + $0 * columns + column].count }.max() ?? 0
      }
      for row in 0..<rows {
        let texts = (0..<columns).map { column -> String in
          let text = cells[cells.startIndex + row * columns + column]
          return String(repeating: " ", count: widths[column] - text.count) + text
        }
        let (open, close) = row == 0 ? ("⎡", "⎤") : row == rows - 1 ? ("⎣", "⎦") : ("⎢", "⎥")
        lines[row] += (plane > 0 ? "  " : "") + open + " " + texts.joined(separator: "  ") + " " + close
      }
    }
    let pad = String(repeating: " ", count: left.count + 1)
    return lines.enumerated().map { ($0.offset == (rows - 1) / 2 ? left + " " : pad) + $0.element }
  }

  private func truth(_ formula: Formula, _ shape: FormulaShape, _ values: [Bool]) -> [String] {
    let words = values.map { $0 ? "true" : "false" }
    let answer = shape == .scalar ? words.joined() : "[" + words.joined(separator: ", ") + "]"
    guard let sides = formula.equationSides else { return ["\(derivation.names.text(formula)): \(answer)"] }
    let equation = sides.map(derivation.names.text).joined(separator: " = ")
    let remarks = Formula.indexRemarks(of: sides)
    if values.allSatisfy({ $0 }) {
      return [
        "\(equation): true for these numbers (always \(sides.map(typed).joined(separator: " = ")) asks for all)"
      ] + remarks
    }
    if let remark = roundedRemark(sides) { return ["\(equation): \(remark)"] }
    var lines = ["\(equation): \(answer)"] + remarks
    for side in sides {
      // A number says itself what it is.
      if side.isNumber { continue }
      if case .value(let value)? = try? side.evaluated(for: derivation) {
        lines.append("\(derivation.names.text(side)) \(relation(value)) \(text(value))")
      }
    }
    return lines
  }

  /// As it can be typed again, by the names of the lesson.
  private func typed(_ formula: Formula) -> String {
    derivation.names == .standard ? formula.ascii : derivation.names.text(formula)
  }

  /// Whether a number was compared that is right as far as it was rounded: neither true nor wrong.
  package func isRounded(_ reply: Reply) -> Bool {
    guard case .truth(let formula, .scalar, [false]) = reply, let sides = formula.equationSides else { return false }
    return roundedRemark(sides) != nil
  }

  /// `dx_1 = 3.1673` is what one types from the screen: right as far as its digits go.
  private func roundedRemark(_ sides: [Formula]) -> String? {
    for (typed, other) in [(sides.last, sides.first), (sides.first, sides.last)] {
      // A number as it is typed, not a formula with one in it.
      guard sides.count == 2, let typed, let other, typed.isNumber,
        case .value(let shown)? = try? typed.evaluated(for: derivation), let number = typed.constants.first,
        let digits = number.decimalDigits, digits > 0, case .exact(let right)? = shown.entries.first,
        case .value(let value)? = try? other.evaluated(for: derivation), case .exact(let exact)? = value.entries.first,
        value.shape == .scalar, shown.shape == .scalar,
        exact.decimal(fractionDigits: digits).text == right.decimal(fractionDigits: digits).text
          || ExactNumber(right.rational ?? .zero) == exact
      else { continue }
      return "agrees to \(digits) \(digits == 1 ? "decimal" : "decimals"); exactly \(NumberText.exact(exact))"
    }
    return nil
  }

  // MARK: verdicts

  private func verdict(_ left: Formula, _ right: Formula, _ verdict: Equivalence) -> [String] {
    var lines = answer(left, right, verdict)
    if case .same = verdict, derivation.activation.isDividedByParameter {
      lines.append("for every a that leaves the pieces of f as they are now")
    }
    return lines + Formula.indexRemarks(of: [left, right])
  }

  private func answer(_ left: Formula, _ right: Formula, _ verdict: Equivalence) -> [String] {
    switch verdict {
    case .same(_, isCertain: true):
      return ["same for every layer: \(derivation.names.text(left)) = \(derivation.names.text(right))"]
    case .same(let layers, isCertain: false):
      let hasConstants = !left.constants.isEmpty || !right.constants.isEmpty
      let around = hasConstants ? ", also around its constants" : "; that is no proof for every layer"
      return [
        "same on all \(layers) layers tried\(around): \(derivation.names.text(left)) = \(derivation.names.text(right))"
      ]
    case .cannotTell(let reason): return ["cannot tell: \(reason)"]
    case .different(let counterexample):
      let example = counterexample.example
      let size = "K = \(example.k), n = \(example.n)"
      guard let values = counterexample.values else {
        return ["different: for \(size) \(counterexample.note ?? "the shapes do not fit")"]
      }
      let there = ReplyText(Derivation(example), number: Self.telling(values, number))
      var lines = ["different, for example with \(there.numbers)"]
      let shape = values.left.shape == .scalar ? values.right.shape : values.left.shape
      let isShort = shape.entryCount <= 6
      let place = isShort || shape == .scalar ? "" : " in entry \(position(values.entry, shape.sizes))"
      for (formula, value) in [(left, values.left), (right, values.right)] {
        let shown = isShort || value.shape == .scalar ? value : FormulaValue(value.entries[values.entry])
        lines.append("\(derivation.names.text(formula))\(place) \(there.relation(shown)) \(there.text(shown))")
      }
      if let note = counterexample.note { lines.append("(\(note))") }
      return lines
    }
  }

  /// As many decimals as it takes to see that the two differ.
  private static func telling(_ values: Equivalence.Values, _ number: NumberText) -> NumberText {
    var number = number
    func entry(_ value: FormulaValue) -> RealNumber? {
      value.entries[min(values.entry, value.entries.count - 1)].shown.map { .exact($0) }
    }
    guard let left = entry(values.left), let right = entry(values.right) else { return number }
    func digits(_ value: RealNumber) -> Substring {
      var text = value.decimal(fractionDigits: number.precision).text[...]
      if text.contains(".") { while text.last == "0" || text.last == "." { text.removeLast() } }
      return text
    }
    while number.precision < 30, !number.isExact, digits(left) == digits(right) { number.precision += 1 }
    return number
  }

  private func position(_ entry: Int, _ sizes: [Int]) -> String {
    "[" + Symbol.index(at: entry, in: sizes).map(String.init).joined(separator: ",") + "]"
  }

  /// `W = [1 2; 3 4], x = [1, 2], δy = [1, 2]`.
  private var numbers: String {
    derivation.rules.given.map { steps.named($0) }.joined(separator: ", ")
  }

  // MARK: changes and the check

  private func changed(_ part: LayerExample.Part, from old: Derivation, _ entries: [Symbol]) -> [String] {
    guard derivation.example.parts.contains(part) else { return ["no \(part == .b ? "bias" : part.rawValue)"] }
    let quantity = part.quantity
    let size = derivation.shape(quantity).reduce(1, *)
    let first = size > 60 ? "\(derivation.names.name(quantity)): \(size) numbers" : steps.named(quantity)
    let (now, before) = (derivation.example, old.example)
    guard now.k == before.k && now.n == before.n else { return [first + "; now \(SymbolText.size(now))"] }
    let shown = entries.prefix(6).map { symbol in
      "\(derivation.names.name(symbol)) \(number.text(old.value(of: symbol))) → "
        + number.text(derivation.value(of: symbol))
    }
    guard !shown.isEmpty else { return [first] }
    let more = entries.count - shown.count
    return [first, "changed: " + shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")]
  }

  private var check: [String] {
    let check = derivation.check(limit: 400)
    return CheckText(check).summary + steps.lines(check.entries)
  }
}
