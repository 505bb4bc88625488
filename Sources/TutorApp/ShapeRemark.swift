import LayerMath

/// What another shape of one part does to the other two: they get zeros, or lose their last entries.
enum ShapeRemark {
  /// `new entries of x are 0`, `δy loses its last 2 entries`; empty where nothing else changes.
  static func texts(of part: LayerExample.Part, from old: LayerExample, to new: LayerExample) -> [String] {
    let (k, n) = (new.k - old.k, new.n - old.n)
    let followers: [(name: String, difference: Int, one: String, many: String)] =
      switch part {
      case .w: [("x", n, "entry", "entries"), ("δy", k, "entry", "entries")]
      case .x: [("W", n, "column", "columns")]
      case .deltaY: [("W", k, "row", "rows")]
      }
    let grown = followers.filter { $0.difference > 0 }.map(\.name).joined(separator: " and ")
    return (grown.isEmpty ? [] : ["new entries of \(grown) are 0"])
      + followers.filter { $0.difference < 0 }.map { name, difference, one, many in
        "\(name) loses its last \(difference == -1 ? one : "\(-difference) \(many)")"
      }
  }
}
