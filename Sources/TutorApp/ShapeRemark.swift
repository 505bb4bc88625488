import LayerMath
import Tutoring

/// What another shape of one part does to the other two: they get zeros, or lose their last entries.
enum ShapeRemark {
  /// `new entries of x are 0`, `δy loses its last 2 entries`; empty where nothing else changes.
  static func texts(of part: LayerExample.Part, from old: LayerExample, to new: LayerExample) -> [String] {
    // A vector of another length cannot be entered alone, except in the grid, where W follows it.
    let changes: [(name: String, difference: Int)] =
      switch part {
      case .w: [("x", new.n - old.n), ("δy", new.k - old.k)]
      case .x: [("W", new.n - old.n)]
      case .deltaY: [("W", new.k - old.k)]
      }
    let grown = changes.filter { $0.difference > 0 }.map(\.name)
    let shrunk = changes.filter { $0.difference < 0 }
    let lines = part == .x ? "column" : part == .deltaY ? "row" : "entry"
    return (grown.isEmpty ? [] : ["new entries of \(grown.joined(separator: " and ")) are 0"])
      + shrunk.map { name, difference in
        "\(name) loses its last "
          + (difference == -1 ? lines : "\(-difference) \(lines == "entry" ? "entries" : lines + "s")")
      }
  }
}
