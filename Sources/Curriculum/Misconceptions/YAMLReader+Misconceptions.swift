import Files
import LayerMath

/// A `misconceptions.yaml`: a list of wrong rules, each checked as it is read.
extension YAMLReader {
  private static let misconceptionKeys = [
    "id", "replaces", "rule", "belief", "feedback", "family", "for", "with", "kind", "skill",
  ]

  mutating func misconceptions(_ yaml: String) -> Misconceptions {
    var all: [Misconception] = []
    for pair in mapping(yaml, "misconceptions") ?? [] {
      guard pair.key.string == "misconceptions" else {
        reportUnknown(pair.key, among: ["misconceptions"], in: "misconceptions", .note)
        continue
      }
      guard let sequence = pair.value.sequence else {
        report("misconceptions must be a list", at: pair.value.mark)
        continue
      }
      for node in sequence {
        guard let one = misconception(node) else { continue }
        if all.contains(where: { $0.id == one.id }) {
          report("misconception `\(one.id)` is there twice; choose another id", at: node.mark)
        } else {
          all.append(one)
        }
      }
    }
    return Misconceptions(file: file, all: all, issues: issues)
  }

  private mutating func misconception(_ node: YAMLNode) -> Misconception? {
    guard let mapping = node.mapping else {
      report("a misconception has `id`, `rule`, `belief` and `feedback`", at: node.mark)
      return nil
    }
    for pair in mapping where !Self.misconceptionKeys.contains(pair.key.string ?? "") {
      reportUnknown(pair.key, among: Self.misconceptionKeys, in: "misconception", .note)
    }
    func word(_ key: String) -> String? { mapping[key].flatMap { text($0, key) } }
    guard let id = word("id") else {
      report("a misconception lacks its `id`", at: node.mark)
      return nil
    }
    guard let line = word("rule"), let node = mapping["rule"], let belief = word("belief"),
      let feedback = word("feedback")
    else {
      let missing = ["rule", "belief", "feedback"].filter { mapping[$0] == nil }.joined(separator: ", ")
      report("misconception `\(id)` lacks \(missing)", at: node.mark)
      return nil
    }
    guard let quantity = quantity(of: line, id: id, at: node) else { return nil }
    if let replaces = word("replaces"), replaces != quantity.rawValue, replaces != quantity.jsonKey {
      report(
        "misconception `\(id)` replaces `\(replaces)`, and its rule has `\(quantity.rawValue)` on the left",
        at: mapping["replaces"]?.mark)
    }
    if let skill = word("skill"), Skill(rawValue: skill) == nil {
      let skills = Skill.allCases.map(\.rawValue).joined(separator: ", ")
      report("misconception `\(id)`: skill is one of \(skills)", at: mapping["skill"]?.mark)
    }
    let kind = word("kind") ?? Misconception.Kind.error.rawValue
    if Misconception.Kind(rawValue: kind) == nil {
      let kinds = Misconception.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      report("misconception `\(id)`: kind is one of \(kinds)", at: mapping["kind"]?.mark)
    }
    let losses = Loss.Kind.allCases.map(\.rawValue)
    return Misconception(
      id: id, quantity: quantity, rule: Rule(quantity, .forward, line), belief: belief, feedback: feedback,
      family: word("family") ?? id,
      kind: Misconception.Kind(rawValue: kind) ?? .error,
      skill: word("skill").flatMap(Skill.init) ?? Skill(quantity),
      activations: names(mapping["for"], "for", id, among: Activation.Kind.allCases.map(\.rawValue)),
      parts: names(mapping["with"], "with", id, among: ["bias"] + losses), place: textPlace(node))
  }

  private mutating func names(_ node: YAMLNode?, _ key: String, _ id: String, among known: [String]) -> [String] {
    guard let node else { return [] }
    let names = list(node, key)
    for name in names where !known.contains(name) {
      let near =
        NearestName.of(name, in: known).map { "did you mean `\($0)`?" } ?? "there are \(known.joined(separator: ", "))"
      report("misconception `\(id)`: no `\(name)` here; \(near)", at: node.mark)
    }
    return names
  }

  /// What a rule computes, by its left side.
  private mutating func quantity(of line: String, id: String, at node: YAMLNode) -> Quantity? {
    do throws(FormulaError) {
      let formula = try FormulaParser.formula(line)
      guard let sides = formula.equationSides, sides.count == 2, let quantity = sides[0].namedQuantity,
        !quantity.isGiven || quantity == .deltaY
      else {
        throw FormulaError("a rule is an equation for an entry of what is computed, as `dx_j = ds_j W_jj`", column: 1)
      }
      return quantity
    } catch {
      report(
        "misconception `\(id)`: \(error.message)",
        at: YAMLNode.Mark(line: node.mark.line, column: node.mark.column + (node.isQuoted ? 1 : 0) + error.column - 1))
      return nil
    }
  }
}
