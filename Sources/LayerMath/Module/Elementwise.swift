/// The activation `y = f(s)`, entry by entry, its slope, and what it sends back; the pieces of `f` are `Activation`'s.
package enum Elementwise {
  /// - Parameter slope: `f′(s_k)` in the small language.
  static func forward(slope: String) -> [Rule] {
    [Rule(.y, .forward, "y_k = f(s_k)"), Rule(.fPrime, .slopes, "f'(s_k) = \(slope)")]
  }

  static let backward = [Rule(.deltaS, .backward, "ds_k = dy_k f'(s_k)")]
}
