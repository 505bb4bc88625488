/// The linear layer `s = Wx`, or `s = Wx + b`: what it computes, and what it sends back through the slopes of the activation
/// behind it.
package enum Linear {
  static let forward = [Rule(.s, .forward, "s_k = sum_j W_kj x_j")]
  static let biasedForward = [Rule(.s, .forward, "s_k = sum_j W_kj x_j + b_k")]

  /// What the question asks for: how the outputs move with the input, before any loss.
  static let jacobian = [Rule(.jacobian, .backward, "J_kj = f'(s_k) W_kj", vector: "J = diag(f'(s)) W")]

  static let backward = [
    Rule(.deltaX, .backward, "dx_j = sum_k dy_k f'(s_k) W_kj", vector: "dx = W^T (dy ⊙ f'(s))"),
    Rule(.parameterJacobian, .parameter, "P_ikj = [i = k] f'(s_k) x_j"),
    Rule(.deltaW, .parameter, "dW_kj = dy_k f'(s_k) x_j", vector: "dW = (dy ⊙ f'(s)) x^T"),
  ]

  /// The same messages as one computes them by hand, each from the `δs` before it.
  static let fromDeltaS = [
    Rule(.deltaX, .backward, "dx_j = sum_k ds_k W_kj"), Rule(.deltaW, .parameter, "dW_kj = ds_k x_j"),
    Rule(.deltaB, .parameter, "db_k = ds_k"),
  ]

  /// A bias is a weight whose input is 1.
  static let biasBackward = [
    Rule(.biasJacobian, .parameter, "Pb_ik = [i = k] f'(s_k)"),
    Rule(.deltaB, .parameter, "db_k = dy_k f'(s_k)", vector: "db = dy ⊙ f'(s)"),
  ]
}
