import LayerMath

/// Why a line of a sheet is not true, or does not follow: the smallest layer that shows it, and both sides there, link by link.
package struct SheetWhy: Equatable, Sendable {
  /// The layer, in the fewest units and inputs and in whole numbers where such a layer shows it.
  package let example: LayerExample
  package let rows: [String]

  /// - Returns: `nil` for a line with nothing to show: it is right, or cannot be read, or only its letters are wrong.
  package init?(_ line: Sheet.Line, of module: LayerExample) {
    let failing = line.claims.first { $0.truth == .no } ?? line.claims.first { $0.follows == false }
    guard let failing, let head = failing.head, let expression = failing.expression else { return nil }
    let isFalse = failing.truth == .no
    // What the student wrote before it says more than a name; where that is wrong too, the name is what counts.
    let before = failing.previous ?? head
    let isBeforeWorth = !isFalse || before != head && failing.follows != true
    let left = isBeforeWorth ? before : head
    guard let found = Self.smallest(left, expression, module) ?? Self.smallest(head, expression, module) else {
      return nil
    }
    example = found.example
    let derivation = Derivation(found.example)
    let names = derivation.names
    let side = found.isOfFirst ? left : head
    let text = NumberText()
    func matrix(_ part: LayerExample.Part) -> String {
      "\(names.name(part.quantity)) = \(found.example.matrix(of: part).entryText.replacing("-", with: "−"))"
    }
    var rows = ["On this layer: " + found.example.parts.map(matrix).joined(separator: ", ")]
    let known = [Quantity.s, .fPrime].map { quantity in
      let values = derivation.values(of: quantity).map { text.text($0) }
      return "\(names.name(quantity)) = \(values.joined(separator: " "))"
    }
    rows.append("there " + known.joined(separator: ", "))
    let sides = [side, expression].map { SheetLinks($0, found.letters, derivation) }
    for (place, links) in sides.enumerated() {
      let name = place == 0 ? (found.isOfFirst && left != head ? "before: " : "asked:  ") : "here:   "
      rows.append(name + links.text)
      if let numbers = links.numbers { rows.append("      = \(numbers)") }
      let entry = found.entry.map { " in entry \($0)" } ?? ""
      rows.append("      = \(text.text(place == 0 ? found.values.0 : found.values.1))\(entry)")
    }
    if let parting = sides[1].parting(from: sides[0]) { rows.append("They part at \(parting).") }
    self.rows = rows
  }

  private struct Found {
    let example: LayerExample
    let letters: [String: Int]
    let values: (RealNumber, RealNumber)
    /// Which entry of a whole, counted from 1; `nil` for a number.
    var entry: Int?
    var isOfFirst = true
  }

  /// The first layer, from few units and inputs on, on which both differ.
  private static func smallest(_ a: Formula, _ b: Formula, _ module: LayerExample) -> Found? {
    let isOfOneUnit = Derivation(module).names.isOfOneUnit
    for (k, n) in [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 2)] where !isOfOneUnit || k == 1 {
      // Of twelve the one with the smallest numbers.
      let layers = (UInt64(1)...12).map { seed in
        var generator = SeededGenerator(seed: seed)
        return module.random(k: k, n: n, using: &generator).inWholeNumbers
      }
      for layer in layers.sorted(by: { $0.weight < $1.weight }) {
        if let found = difference(a, b, Derivation(layer)) { return found }
      }
    }
    return nil
  }

  /// The first entry in which both differ.
  private static func difference(_ a: Formula, _ b: Formula, _ derivation: Derivation) -> Found? {
    // Entries beside entries; of wholes an entry of both.
    let letters = Formula.ordered(Set(a.freeIndices).union(b.freeIndices))
    let sizes = letters.map { letter in
      (a.countsInputs(letter) ?? b.countsInputs(letter) ?? (letter == "j"))
        ? derivation.example.n : derivation.example.k
    }
    for place in 0..<sizes.reduce(1, *) {
      let bindings = Dictionary(uniqueKeysWithValues: zip(letters, Symbol.index(at: place, in: sizes)))
      guard case .value(let one)? = try? a.instantiated(bindings).evaluated(for: derivation),
        case .value(let other)? = try? b.instantiated(bindings).evaluated(for: derivation),
        one.entries.count == other.entries.count
      else { continue }
      for (entry, pair) in zip(one.entries, other.entries).enumerated() where pair.0 != pair.1 {
        return Found(
          example: derivation.example, letters: bindings, values: pair, entry: one.entries.count > 1 ? entry + 1 : nil)
      }
    }
    return nil
  }
}

/// A side of an equation on a layer: its factors with their indices, and what each is worth.
private struct SheetLinks {
  private struct Link {
    let text: String
    let value: RealNumber
  }

  let text: String
  /// The factors of each term as numbers.
  let numbers: String?
  /// Those of each term.
  private let terms: [[Link]]

  init(_ formula: Formula, _ bindings: [String: Int], _ derivation: Derivation) {
    let names = derivation.names
    let number = NumberText()
    let whole = formula.instantiated(bindings).expanded(for: derivation.example)
    text = names.text(whole)
    func worth(_ formula: Formula) -> RealNumber? {
      guard case .value(let value)? = try? formula.evaluated(for: derivation), value.entries.count == 1 else {
        return nil
      }
      return value.entries.first
    }
    let all = whole.addends.map { term in
      term.multiplied.map { factor in worth(factor).map { Link(text: names.text(factor), value: $0) } }
    }
    terms = all.map { $0.compactMap { $0 } }
    let isKnown = all.allSatisfy { !$0.contains { $0 == nil } }
    let isPlain = terms.count == 1 && terms[0].count == 1
    numbers =
      !isKnown || isPlain
      ? nil
      : terms.map { factors in
        factors.map { link in
          let text = number.text(link.value)
          return text.hasPrefix("−") ? "(\(text))" : text
        }.joined(separator: " · ")
      }.joined(separator: " + ")
  }

  /// The first factor that has no equal in the same term of the other side; `nil` where all have, or the other side is a name alone.
  func parting(from other: SheetLinks) -> String? {
    guard other.terms.count > 1 || other.terms.first.map({ $0.count > 1 }) ?? false else { return nil }
    guard terms.count == other.terms.count else {
      return "the sum: it has another number of terms, \(terms.count), not \(other.terms.count)"
    }
    func said(_ link: Link) -> String { "\(link.text) = \(NumberText().text(link.value))" }
    for (own, before) in zip(terms, other.terms) {
      var rest = before
      let extra = own.first { link in
        guard let place = rest.firstIndex(where: { $0.value == link.value }) else { return true }
        rest.remove(at: place)
        return false
      }
      // What follows the first extra factor may be in the rest.
      let missing = rest.first { link in !own.contains { $0.value == link.value } } ?? (extra == nil ? rest.first : nil)
      switch (extra, missing) {
      case (let extra?, let missing?): return "\(said(extra)), where \(said(missing)) stood before"
      case (let extra?, nil): return "\(said(extra)), a factor that was not there before"
      case (nil, let missing?): return "\(said(missing)), which is missing here"
      case (nil, nil): continue
      }
    }
    return nil
  }
}

extension Formula {
  /// With numbers for letters.
  fileprivate func instantiated(_ bindings: [String: Int]) -> Formula {
    func index(_ index: Index) -> Index { index.letter.flatMap { bindings[$0] }.map { .number($0) } ?? index }
    switch node {
    case .index(let letter): return bindings[letter].map { Formula(.number(Rational($0))) } ?? self
    case .entry(let base, let indices): return Formula(.entry(base.instantiated(bindings), indices.map(index)))
    case .derivative(let of, let by, _):
      return (try? .derivative(of: of?.instantiated(bindings), by: by.instantiated(bindings))) ?? self
    case .sum(let letter, let range, let body):
      return Formula(.sum(letter, range, body.instantiated(bindings.filter { $0.key != letter })))
    default: return mapping { $0.instantiated(bindings) }
    }
  }

  /// With the terms of its sums written out.
  fileprivate func expanded(for example: LayerExample) -> Formula {
    guard case .sum(let letter, nil, let body) = node else { return mapping { $0.expanded(for: example) } }
    let count = body.sumCountsInputs(letter) ? example.n : example.k
    let terms = (1...max(1, count)).map { body.instantiated([letter: $0]).expanded(for: example) }
    return terms.dropFirst().reduce(terms[0]) { Formula(.operation(.add, $0, $1)) }
  }

  fileprivate var addends: [Formula] {
    if case .operation(.add, let a, let b) = node { a.addends + b.addends } else { [self] }
  }

  fileprivate var multiplied: [Formula] {
    switch node {
    case .operation(.multiply, let a, let b), .operation(.hadamard, let a, let b): a.multiplied + b.multiplied
    default: [self]
    }
  }
}

extension LayerExample {
  /// How large its numbers are together; where no pre-activation is left of 0, f does nothing, and that weighs too.
  fileprivate var weight: Double {
    let derivation = Derivation(self)
    let isStraight = !(1...k).contains { derivation.s($0).signum < 0 }
    return parts.flatMap { entries(of: $0) }.reduce(isStraight ? 100 : 0) { $0 + abs($1.double) }
  }

  /// The same layer in whole numbers, none of them 0.
  fileprivate var inWholeNumbers: LayerExample {
    [Part.w, .x, .deltaY, .b].filter(parts.contains).reduce(self) { layer, part in
      guard part != .deltaY || loss == nil else { return layer }
      return layer.replacing(
        part,
        with: layer.entries(of: part).map { value in
          let double = value.double
          let whole = Int(double.rounded(double < 0 ? .down : .up))
          return Rational(whole == 0 ? 1 : whole)
        })
    }
  }
}
