/// The activation `y = f(s)`, entry by entry, its slope, and what it sends back; the pieces of `f` are `Activation`'s.
package enum Elementwise {
  /// How the output of each unit moves with the trained parameter of f, and what comes back to it from all.
  ///
  /// - Parameter slope: `∂f(s_k)/∂a` in the small language.
  static func parameter(slope: String) -> [Rule] {
    [
      Rule(.activationJacobian, .parameter, "Pa_k = \(slope)"),
      Rule(.deltaA, .parameter, "da = sum_k dy_k Pa_k", vector: "da = dy^T Pa"),
    ]
  }

  /// - Parameter slope: `f′(s_k)` in the small language.
  static func forward(slope: String) -> [Rule] {
    [Rule(.y, .forward, "y_k = f(s_k)"), Rule(.fPrime, .slopes, "f'(s_k) = \(slope)")]
  }

  static let backward = [Rule(.deltaS, .backward, "ds_k = dy_k f'(s_k)")]
}
