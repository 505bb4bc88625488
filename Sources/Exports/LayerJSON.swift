import LayerMath
import Tutoring

/// `solve --format json`: one object that is output and input.
///
/// Numbers are the shortest decimals that read back to the same double, correctly rounded from the exact value.
package struct LayerJSON {
  private let derivation: Derivation

  package init(_ derivation: Derivation) { self.derivation = derivation }

  /// - Throws: `EntryError` that names the first value beyond the range of a double.
  package func text(exact: Bool, steps: Bool) throws(EntryError) -> String {
    let example = derivation.example
    let rules = derivation.rules
    let module = ModuleJSON.fields(example.activation, example.loss)
    var lines = [
      "{\"K\": \(example.k), \"n\": \(example.n), " + (module.isEmpty ? "" : module + ",\n ")
        + (try fields(rules.given, number))
    ]
    for group in groups { lines.append(" " + (try fields(group, number))) }
    if exact {
      lines.append(" \"exact\": {" + (try fields(rules.given + rules.dense) { value, _ in "\"\(value)\"" }) + "}")
    }
    if steps { lines.append(" \"steps\": " + (try list(0..<derivation.stepCount, exact: exact))) }
    return lines.joined(separator: ",\n") + "}"
  }

  /// What stands on one line: the way forward, what is per unit on the way back, then each message by itself.
  private var groups: [[Quantity]] {
    let all = derivation.rules.dense
    let forward = all.prefix { quantity in
      switch quantity.role {
      case .forward, .slope: true
      default: false
      }
    }
    let rest = all.dropFirst(forward.count)
    let isMessage = derivation.rules.whole.contains
    let messages = rest.filter(isMessage)
    // What stands between messages stands with the one behind it: `dy_da` with `da`.
    let first = rest.prefix { !isMessage($0) }
    return [Array(forward), Array(first)]
      + messages.map { message in
        let before = rest.prefix { $0 != message }.reversed().prefix { !isMessage($0) && !first.contains($0) }
        return before.reversed() + [message]
      }
  }

  private func fields(
    _ quantities: [Quantity], _ format: (RealNumber, Symbol) throws(EntryError) -> String
  ) throws(EntryError) -> String {
    var parts: [String] = []
    for quantity in quantities {
      var entries: [String] = []
      for symbol in derivation.symbols(quantity) { entries.append(try format(derivation.value(of: symbol), symbol)) }
      parts.append("\"\(quantity.jsonKey)\": " + JSONText.nested(entries, derivation.shape(quantity)))
    }
    return parts.joined(separator: ", ")
  }

  private func number(_ value: RealNumber, _ symbol: Symbol) throws(EntryError) -> String {
    if case .undefined(let reason) = value { throw EntryError("\(symbol) has no value: \(reason.reason)") }
    guard let text = JSONText.number(value.double) else {
      throw EntryError("\(symbol) is beyond the range of a double; use smaller numbers")
    }
    return text
  }

  /// The steps at some indices, one a line.
  package func list(_ indices: Range<Int>, exact: Bool) throws(EntryError) -> String {
    var items: [String] = []
    for index in indices {
      guard let step = derivation.step(at: index) else { continue }
      items.append("  " + (try self.step(step, exact: exact)))
    }
    return "[\n" + items.joined(separator: ",\n") + "]"
  }

  /// `{"id", "stage", "formula", "substituted", "value"}` and, where asked for, `"exact"`; the value of a whole quantity
  /// is `null`.
  package func step(_ step: DerivationStep, exact: Bool) throws(EntryError) -> String {
    var value = "null"
    if let number = step.value, let symbol = step.symbol { value = try self.number(number, symbol) }
    return "{\"id\": \"\(step.id)\", \"stage\": \"\(step.stage.rawValue)\", \"formula\": \"\(step.formula)\", "
      + "\"substituted\": \"\(step.substituted)\", \"value\": \(value)\(exact ? exactField(step.value) : "")}"
  }

  /// `{"id": "dx[1].k2.W", "value": 0.5}` and, where asked for, `"exact"`.
  package func factor(_ factor: Factor, exact: Bool) throws(EntryError) -> String {
    // A bracket is 0 or 1.
    let value = try factor.symbol.map { symbol throws(EntryError) in try number(factor.value, symbol) }
    return "{\"id\": \"\(factor.id)\", \"value\": \(value ?? JSONText.number(factor.value))"
      + (exact ? exactField(factor.value) : "") + "}"
  }

  private func exactField(_ value: RealNumber?) -> String {
    ", \"exact\": " + (value.map { "\"\($0)\"" } ?? "null")
  }
}
