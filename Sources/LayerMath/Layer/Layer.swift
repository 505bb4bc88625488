/// A linear layer followed by ELU, with its forward pass and pullback.
///
/// | symbol | shape | |
/// |---|---|---|
/// | `W` | K×n | weights |
/// | `x` | n | input |
/// | `s = Wx` | K | pre-activation |
/// | `y = f(s)` | K | output |
/// | `δy`, `δx`, `δW` | K, n, K×n | `∂L/∂y`, `∂L/∂x`, `∂L/∂W` |
package struct Layer<S: LayerScalar>: Sendable {
  package let w: Matrix<S.Entry>

  package init(w: Matrix<S.Entry>) { self.w = w }

  /// What the forward pass leaves behind for the backward pass.
  package struct Forward: Sendable {
    package let x: [S.Entry]
    package let s: [S.Entry]
    package let y: [S]
  }

  /// `s_k = Σ_j W_kj x_j` for one unit, 0-based.
  package func preActivation(_ unit: Int, _ x: [S.Entry]) -> S.Entry {
    S.dot(w.row(unit), x)
  }

  /// `s = Wx`, `y = f(s)`.
  package func forward(_ x: [S.Entry]) -> Forward {
    let s = (0..<w.rows).map { preActivation($0, x) }
    return Forward(x: x, s: s, y: s.map { ELU.value($0) })
  }

  /// What flows back: `δs = δy ⊙ f′(s)`, `δx = Wᵀ δs`, `δW = δs xᵀ`.
  package struct Pullback: Sendable {
    package let deltaS: [S]
    package let deltaX: [S]
    package let deltaW: Matrix<S>
  }

  package func pullback(_ forward: Forward, _ deltaY: [S.Entry]) -> Pullback {
    let deltaS = zip(deltaY, forward.s).map { S($0) * ELU.slope($1) }
    let deltaX = (0..<w.columns).map { j in
      (0..<w.rows).reduce(S.zero) { $0 + deltaS[$1] * S(w[$1, j]) }
    }
    let deltaW = Matrix(rows: w.rows, columns: w.columns) { k, j in deltaS[k] * S(forward.x[j]) }
    return Pullback(deltaS: deltaS, deltaX: deltaX, deltaW: deltaW)
  }
}
