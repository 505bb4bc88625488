import LayerMath

/// A layer's numbers in YAML or JSON: `W`, `x`, `dy` and any `b`, nested lists or text in any entry format.
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
    guard let w = entry("W"), let x = entry("x"), let deltaY = entry("dy") else {
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
    let activation = try activation(mapping) ?? .elu
    do throws(EntryError) {
      return try exactly(try MatrixEntry.example(w: w, x: x, deltaY: deltaY, b: entry("b")), mapping).with(activation)
    } catch {
      // The parser names the quantity first: that is where the mistake stands.
      let key = LayerExample.Part.allCases.map(\.rawValue).first { error.message.hasPrefix($0 + ":") } ?? "W"
      throw Mistake(message: "layer: \(error.message)", mark: mapping[key]?.mark ?? mark)
    }
  }

  /// `activation` by name or formula, and `alpha`; `nil` where neither stands there.
  package static func activation(_ mapping: [YAMLNode.Pair]) throws(Mistake) -> Activation? {
    guard let node = mapping["activation"] else {
      guard let alpha = mapping["alpha"] else { return nil }
      throw Mistake(message: "alpha belongs to an activation; name it, as in activation: elu", mark: alpha.mark)
    }
    let alpha: Rational? = try mapping["alpha"].map { node throws(Mistake) in
      do throws(EntryError) { return try Rational.parse(node.string ?? "") } catch {
        throw Mistake(message: "alpha: \(error.message)", mark: node.mark)
      }
    }
    do throws(FormulaError) { return try Activation.named(node.string ?? "", alpha: alpha) } catch {
      throw Mistake(message: "activation: \(error.message)", mark: node.mark)
    }
  }

  /// The numbers that `solve --exact` wrote beside their doubles: of `1/3` the double is another number.
  private static func exactly(_ example: LayerExample, _ mapping: [YAMLNode.Pair]) throws(EntryError) -> LayerExample {
    guard let exact = mapping["exact"]?.mapping else { return example }
    func text(_ part: LayerExample.Part) -> String? { exact[part.rawValue].map(entryText) }
    guard let w = text(.w), let x = text(.x), let deltaY = text(.deltaY) else { return example }
    let numbers = try MatrixEntry.example(w: w, x: x, deltaY: deltaY, b: text(.b))
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
