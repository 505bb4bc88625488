import TextLayout

/// One notation for a gradient, whatever the author's: `δ_x`, `δ_{x,j}`, `δ_{W,kj}` are drawn as the walk writes them, `δx`, `δxⱼ`,
/// `δWₖⱼ`.
///
/// Only where the first letter of the subscript names what a module has; `δ_{ij}` and `δ_k` stay what they are.
enum GradientNotation {
  private static let names: Set<String> = ["x", "y", "s", "W", "w", "b", "a", "z"]

  static func joined(_ node: MathNode) -> MathNode {
    node.mapped { node in
      guard case .scripts(.atom("δ", let kind), let sub?, let sup) = node, let (name, index) = parts(sub) else {
        return node
      }
      let letter: MathNode = .atom(name, .ordinary)
      let target: MathNode = index == nil && sup == nil ? letter : .scripts(base: letter, sub: index, sup: sup)
      return .row([.atom("δ", kind), target])
    }
  }

  /// `x` or `x,j`: what the gradient is of, and the index.
  private static func parts(_ sub: MathNode) -> (name: String, index: MathNode?)? {
    let nodes: [MathNode] = if case .row(let all) = sub { all } else { [sub] }
    let signs = nodes.filter { if case .space = $0 { false } else { true } }
    guard case .atom(let name, _)? = signs.first, names.contains(name) else { return nil }
    if signs.count == 1 { return (name, nil) }
    guard signs.count > 2, signs[1] == .atom(",", .punctuation) else { return nil }
    let index = Array(signs.dropFirst(2))
    return (name, index.count == 1 ? index[0] : .row(index))
  }
}
