/// The activation `y = f(s)`, entry by entry, its slope, and what it sends back; the pieces of `f` are `ELU`'s.
package enum Elementwise {
  static let forward = [
    Rule(.y, .forward, "y_k = f(s_k)"),
    Rule(.fPrime, .slopes, "f'(s_k) = \(ELU.slopeFormula)"),
  ]

  static let backward = [Rule(.deltaS, .backward, "ds_k = dy_k f'(s_k)")]
}
