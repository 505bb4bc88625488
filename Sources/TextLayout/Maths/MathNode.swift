/// TeX's classes of atoms; they decide the spacing (The TeXbook, chapter 18).
package enum AtomClass: Equatable, Sendable {
  case ordinary, bigOperator, binary, relation, open, close, punctuation, inner
}

/// A formula as a tree.
///
/// Nothing malformed is in it: what cannot be drawn is a `source` node.
package indirect enum MathNode: Equatable, Sendable {
  /// A symbol or a word such as `exp`.
  case atom(String, AtomClass)
  case row([MathNode])
  case fraction(MathNode, MathNode)
  case scripts(base: MathNode, sub: MathNode?, sup: MathNode?)
  /// A big operator or `lim`, `max`: limits stand above and below it.
  case limits(MathNode, lower: MathNode?, upper: MathNode?)
  case grid([[MathNode]], Grid)
  /// `\left( … \right)`; the delimiters grow with the content.
  case fenced(String, MathNode, String)
  case text(String)
  /// Columns of empty space.
  case space(Int)
  case root(MathNode, index: MathNode?)
  /// A combining mark over each symbol of the content.
  case accent(MathNode, Unicode.Scalar)
  /// LaTeX that cannot be drawn, kept visible.
  case source(String)

  /// How a grid's cells stand and what is round them.
  package enum Grid: Equatable, Sendable {
    /// A brace on the left, cells aligned left, a blank row between rows.
    case cases
    case matrix(open: String, close: String)
    /// Columns in pairs, right and left of an alignment point.
    case aligned
  }

  /// All `source` parts, in reading order: what a reader should be told about.
  package var undrawable: [String] {
    switch self {
    case .source(let text): [text]
    case .atom, .text, .space: []
    case .row(let nodes): nodes.flatMap(\.undrawable)
    case .fraction(let a, let b): a.undrawable + b.undrawable
    case .scripts(let base, let a, let b), .limits(let base, let a, let b):
      base.undrawable + (a?.undrawable ?? []) + (b?.undrawable ?? [])
    case .grid(let rows, _): rows.flatMap { $0.flatMap(\.undrawable) }
    case .fenced(_, let body, _), .accent(let body, _): body.undrawable
    case .root(let body, let index): body.undrawable + (index?.undrawable ?? [])
    }
  }
}
