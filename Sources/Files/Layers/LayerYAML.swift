import LayerMath

/// A layer's numbers in YAML or JSON: `W`, `x`, `dy` and any `b`, nested lists or text in any entry format; what else the module
/// is stands beside them (`ModuleEntry`).
package enum LayerYAML {
  /// What is wrong, and at which value.
  package struct Mistake: Error {
    package let message: String
    package let mark: YAMLNode.Mark?

    package init(message: String, mark: YAMLNode.Mark?) { (self.message, self.mark) = (message, mark) }
  }

  /// - Parameter mark: where the mapping begins.
  package static func example(
    _ mapping: [YAMLNode.Pair], at mark: YAMLNode.Mark? = nil
  ) throws(Mistake) -> LayerExample {
    func entry(_ key: String) -> String? { mapping[key].map(entryText) }
    let module = module(mapping)
    let hasLoss = module[.loss] != nil
    let deltaY = hasLoss ? nil : entry("dy")
    guard let w = entry("W"), let x = entry("x"), hasLoss || deltaY != nil else {
      let missing = LayerExample.Part.required.map(\.rawValue).filter { mapping[$0] == nil }.joined(separator: ", ")
      throw Mistake(message: "layer lacks \(missing); it needs W, x and dy", mark: mark)
    }
    for key in LayerExample.Part.allCases.map(\.rawValue) {
      guard let node = mapping[key], let text = severalNumbers(in: node) else { continue }
      throw Mistake(
        message:
          "layer: \(key): `\(text.prefix(24))` has a comma in it; an entry of a list is one number, with a point in "
          + "decimals (0.5, not 0,5)", mark: node.mark)
    }
    let example: LayerExample
    do throws(EntryError) {
      example = try exactly(try MatrixEntry.example(w: w, x: x, deltaY: deltaY, b: entry("b")), mapping)
    } catch {
      // The parser names the quantity first: that is where the mistake stands.
      let key = LayerExample.Part.allCases.map(\.rawValue).first { error.message.hasPrefix($0 + ":") } ?? "W"
      throw Mistake(message: "layer: \(error.message)", mark: mapping[key]?.mark ?? mark)
    }
    return try completed(example, with: module, mapping)
  }

  /// The same with what else the module is.
  /// - Throws: `Mistake` at the key.
  package static func completed(
    _ example: LayerExample, with module: ModuleEntry, _ mapping: [YAMLNode.Pair]
  ) throws(Mistake) -> LayerExample {
    func applied(_ module: ModuleEntry) throws(Mistake) -> LayerExample {
      do throws(ModuleEntry.Mistake) { return try module.applied(to: example) } catch {
        throw Mistake(message: error.message, mark: mapping[error.key.rawValue]?.mark)
      }
    }
    let plain = try applied(module)
    guard let exact = mapping["exact"]?.mapping else { return plain }
    var exactly = module
    for key in [ModuleEntry.Key.a, .t] where module[key] != nil {
      if let text = exact[key.rawValue].map(entryText) { exactly[key] = text }
    }
    let numbers = try applied(exactly)
    for part in [LayerExample.Part.a, .t]
    where numbers.entries(of: part).map(\.double) != plain.entries(of: part).map(\.double) {
      throw Mistake(
        message: "layer: \(part.rawValue): `exact` beside it says other numbers; take one of the two out",
        mark: mapping[part.rawValue]?.mark)
    }
    return numbers
  }

  /// What else than `W`, `b`, `x` and `dy` is said of the module.
  package static func module(_ mapping: [YAMLNode.Pair]) -> ModuleEntry {
    var module = ModuleEntry()
    for key in ModuleEntry.Key.allCases { module[key] = mapping[key.rawValue].map(entryText) }
    return module
  }

  /// The numbers that `solve --exact` wrote beside their doubles: of `1/3` the double is another number.
  private static func exactly(_ example: LayerExample, _ mapping: [YAMLNode.Pair]) throws(EntryError) -> LayerExample {
    guard let exact = mapping["exact"]?.mapping else { return example }
    func text(_ part: LayerExample.Part) -> String? { exact[part.rawValue].map(entryText) }
    let hasLoss = mapping["loss"] != nil
    guard let w = text(.w), let x = text(.x), hasLoss || text(.deltaY) != nil else { return example }
    let numbers = try MatrixEntry.example(w: w, x: x, deltaY: hasLoss ? nil : text(.deltaY), b: text(.b))
    for part in example.parts
    where numbers.entries(of: part).map(\.double) != example.entries(of: part).map(\.double) {
      throw EntryError("\(part.rawValue): `exact` beside it says other numbers; take one of the two out")
    }
    return numbers
  }

  /// An entry of a list with a comma in it: `"1,5"` would become two numbers.
  private static func severalNumbers(in node: YAMLNode) -> String? {
    guard let sequence = node.sequence else { return nil }
    for item in sequence {
      if let text = item.string, text.contains(",") { return text }
      if let inner = severalNumbers(in: item) { return inner }
    }
    return nil
  }

  /// Lists back to the bracket form that the one entry parser reads.
  package static func entryText(_ node: YAMLNode) -> String {
    guard let sequence = node.sequence else { return node.string ?? "?" }
    var text = "["
    for (index, item) in sequence.enumerated() { text += (index > 0 ? "," : "") + entryText(item) }
    return text + "]"
  }
}
