import LayerMath

/// What another shape of one part does to the others: they get zeros, or lose their last entries.
package enum ShapeRemark {
  /// `new entries of x are 0`, `δy loses its last 2 entries`; empty where nothing else changes.
  package static func texts(of part: LayerExample.Part, from old: LayerExample, to new: LayerExample) -> [String] {
    let (k, n) = (new.k - old.k, new.n - old.n)
    let followers = new.parts.filter { $0 != part && old.parts.contains($0) && (part == .w || $0 == .w) }.map { other in
      let countsInputs = (part == .w ? other : part).quantity.unitPlace == nil
      let (one, many) = other != .w ? ("entry", "entries") : countsInputs ? ("column", "columns") : ("row", "rows")
      return (name: other.quantity.row.screen, difference: countsInputs ? n : k, one: one, many: many)
    }
    let grown = followers.filter { $0.difference > 0 }.map(\.name).joined(separator: " and ")
    return (grown.isEmpty ? [] : ["new entries of \(grown) are 0"])
      + followers.filter { $0.difference < 0 }.map { name, difference, one, many in
        "\(name) loses its last \(difference == -1 ? one : "\(-difference) \(many)")"
      }
  }
}
