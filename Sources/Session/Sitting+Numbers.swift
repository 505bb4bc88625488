import Curriculum
import Exports
import LayerMath
import Tutoring

/// Changing `W`, `b`, `x`, `δy`: nothing is lost by a bad entry, and every change can be undone.
extension Sitting {
  /// Other numbers than the lesson's, before anything was done.
  package mutating func begin(with example: LayerExample) {
    guard let old = self.example else { return }
    rememberNumbers(from: old, to: example)
    _ = withWalk { $0.begin(with: example) }
  }

  /// Replaces the numbers; the old ones can be had back.
  package mutating func change(to example: LayerExample) {
    guard let old = self.example, old != example else { return }
    _ = withWalk { $0.change(to: example) }
    rememberNumbers(from: old, to: example)
  }

  /// The marks on what a change altered go once something else happens.
  package mutating func forgetChanges() {
    guard let walk, !walk.changed.isEmpty else { return }
    _ = withWalk { $0.forgetChanges() }
  }

  /// Another activation, with the numbers as they are; the old one can be had back.
  mutating func setActivation(_ activation: Activation?) {
    if let activation,
      tell(module: { entry in
        entry[.activation] = activation.name
        entry[.alpha] = activation.alpha.map { "\($0)" }
      })
    {
      remember("activation \(activation.entryText)")
      reply(.activation(activation))
      return tell("walked as you say; `back` leads to the question")
    }
    guard let example = requireWalk()?.example else { return }
    guard let activation else { return reply(.activation(example.activation)) }
    change(to: example.with(activation))
    reply(.activation(activation))
    tell(example.activation == activation ? "f is that already" : "f changed; undo (u) takes it back")
  }

  /// A loss behind the layer, or none, with the numbers as they are; what was there can be had back.
  mutating func setLoss(_ loss: Loss??) {
    guard let example = requireWalk()?.example else { return }
    guard let loss else { return reply(.loss(example.loss)) }
    change(to: example.with(loss))
    reply(.loss(loss))
    let remark = loss == nil ? "δy is given now" : "δy follows from the loss; `set t …` sets its target"
    tell(example.loss == loss ? "that is so already" : "\(remark); undo (u) takes it back")
  }

  mutating func reshape(units: Int, inputs: Int) {
    guard let example = requireWalk()?.example else { return }
    let (k, n) = (example.k + units, example.n + inputs)
    guard k >= 1 && n >= 1 else { return fail("a layer has at least one unit and one input") }
    change(to: example.resized(k: k, n: n))
    tell(SymbolText.size(example.resized(k: k, n: n)) + "; new entries are 0")
  }

  mutating func setRandom(_ grain: LayerExample.Grain, _ signs: LayerExample.Signs) {
    guard let example = requireWalk()?.example else { return }
    let random = LayerExample.random(
      k: example.k, n: example.n, grain: grain, signs: signs, hasBias: example.b != nil,
      through: example.activation, using: &generator)
    change(to: random.with(example.loss, t: example.t).with(example.names))
    sayNumbers(before: example)
    tell("new numbers; u takes them back")
  }

  /// Numbers of this shape on which every wrong rule shows, and those of one step tell each other apart, as far as any numbers do.
  mutating func setDiagnosing() -> [Effect] {
    guard let example = requireWalk()?.example else { return [] }
    guard example.k <= Self.largestDiagnosing, example.n <= Self.largestDiagnosing else {
      fail("numbers that show every wrong rule are found for up to 4 units and 4 inputs")
      return []
    }
    guard let misconceptions else { return [] }
    var layers = DiagnosingLayers(example, misconceptions)
    guard let found = layers.layers(k: example.k, n: example.n, using: &generator)?.first else {
      fail("no such numbers were found for this module")
      return []
    }
    change(to: found)
    sayNumbers(before: example)
    tell("new numbers, on which the wrong rules show; u takes them back")
    return []
  }
  private static let largestDiagnosing = 4

  /// A preset by name, or the one after the last.
  mutating func setPreset(_ preset: LayerExample.Preset?) {
    guard let example = requireWalk()?.example else { return }
    let all = LayerExample.Preset.allCases
    func alike(_ preset: LayerExample.Preset) -> LayerExample {
      let numbers = preset.example.with(example.activation).with(example.names)
      return example.loss == nil
        ? numbers : numbers.with(example.loss, t: example.t.count == numbers.k ? example.t : nil)
    }
    let here = all.firstIndex { alike($0) == example }
    let chosen = preset ?? all[here.map { ($0 + 1) % all.count } ?? 0]
    change(to: alike(chosen))
    sayNumbers(before: example)
    tell("preset \(chosen.rawValue): \(SymbolText.size(chosen.example)); u takes it back")
  }

  /// The numbers for the clipboard; as lines too, for terminals that do not pass them on.
  mutating func copy(_ form: NumbersCopy) -> [Effect] {
    guard let example = requireWalk()?.example else { return [] }
    let lines = form.lines(example)
    reply(.lines(lines))
    let names = example.parts.map { example.names.name($0.quantity) }
    tell(
      "\(names.dropLast().joined(separator: ", ")) and \(names.last ?? "") copied as \(form.rawValue), where the terminal allows it"
    )
    return [.copyText(lines.joined(separator: "\n") + "\n")]
  }

  mutating func undo() {
    guard let old = example, let new = withWalk({ $0.undo() }) ?? nil else {
      return tell(
        walk?.hasForgottenNumbers ?? false ? "earlier numbers of a layer this large are not kept" : "nothing to undo")
    }
    rememberNumbers(from: old, to: new)
    tell("undone: \(Self.difference(old, new)); Ctrl-R redoes it")
  }

  mutating func redo() {
    guard let old = example, let new = withWalk({ $0.redo() }) ?? nil else { return tell("nothing to redo") }
    rememberNumbers(from: old, to: new)
    tell("redone: \(Self.difference(old, new))")
  }

  /// `W is [1 2; 3 4]`, `x₂ is 3`, `W as before` of one that is large.
  private static func difference(_ old: LayerExample, _ new: LayerExample) -> String {
    guard old.k == new.k, old.n == new.n else { return "\(new.k)×\(new.n) as it was" }
    guard old.activation == new.activation, old.loss == new.loss else { return "f and the loss as they were" }
    let parts = new.parts.filter { !old.parts.contains($0) || !new.hasSame($0, as: old) }
    let cells = parts.flatMap { part in
      old.parts.contains(part)
        ? new.places(of: part, otherThanIn: old, most: 2)?.map { row, column, value in
          let index = part.isMatrix ? [row + 1, column + 1] : part.quantity.rank == 0 ? [] : [row + 1]
          return "\(new.names.name(Symbol(part.quantity, index: index))) is \(NumberText.given(value))"
        } ?? [whole(part, of: new)] : [whole(part, of: new)]
    }
    return cells.isEmpty ? "as before" : cells.prefix(4).joined(separator: ", ")
  }

  private static func whole(_ part: LayerExample.Part, of example: LayerExample) -> String {
    let (rows, columns) = example.shape(of: part)
    let name = example.names.name(part.quantity)
    guard rows * columns <= 9 else { return "\(name) as it was" }
    let separator = part.isMatrix ? "; " : ", "
    let text = (0..<rows).map { example.row($0, of: part).map(NumberText.given).joined(separator: " ") }
    return "\(name) is [\(text.joined(separator: separator))]"
  }

  /// Says which parts a change of numbers altered, where nothing else says it.
  mutating func sayNumbers(before: LayerExample?) {
    guard let before, let example else { return }
    for part in example.parts where !example.hasSame(part, as: before) { reply(.numbers(part, from: before)) }
  }

  /// Keeps lines that set the numbers as they are now.
  private mutating func rememberNumbers(from old: LayerExample, to new: LayerExample) {
    for line in Self.numberLines(from: old, to: new) { remember(line) }
  }

  /// Lines that turn numbers into others; `W` first, since it brings the shape.
  /// - Parameter mostPlaces: entries of one part that are set each alone; of more all are set together.
  static func numberLines(from old: LayerExample, to new: LayerExample, mostPlaces: Int = .max) -> [String] {
    guard old != new else { return [] }
    var lines: [String] = []
    if old.activation != new.activation { lines.append("activation \(new.activation.entryText)") }
    let isNewShape = old.k != new.k || old.n != new.n
    if old.loss != new.loss { lines.append("loss \(new.loss?.name ?? "none")") }
    for part in old.parts where part.isOptional && !new.parts.contains(part) {
      lines.append("set \(part.rawValue) none")
    }
    for part in new.parts {
      let (rows, columns) = new.shape(of: part)
      let isNew = isNewShape || !old.parts.contains(part)
      let places =
        isNew ? nil : new.places(of: part, otherThanIn: old, most: min(mostPlaces, max(1, rows * columns / 12)))
      if places?.isEmpty ?? (part == .w && old.w == new.w) { continue }
      if rows * columns > 36, let places {
        // Of many numbers those that changed, each alone.
        lines += places.map { row, column, value in
          "\(part.rawValue)[\(part.isMatrix ? "\(row + 1),\(column + 1)" : "\(row + 1)")] = \(value)"
        }
      } else {
        lines.append("set \(part.rawValue) \(new.matrix(of: part).entryText)")
      }
    }
    return lines
  }
}
