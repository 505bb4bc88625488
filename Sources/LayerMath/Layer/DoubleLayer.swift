#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The same layer in machine numbers, for matrices too large for exact ones: one pass over `W`.
///
/// `s = Wx`, `y = f(s)`, `f′(s)`, `δs = δy ⊙ f′(s)`, `δx = Wᵀ δs`, `δW = δs xᵀ`; K×n, row after row. Sums are taken four at a
/// time, so they differ from a sum from left to right by rounding; `y` comes from `expm1`, which keeps its digits near
/// 0. SIMD types of the standard library only: every processor that Swift knows.
package struct DoubleLayer: Sendable {
  package let k: Int
  package let n: Int
  package let w: [Double]
  /// `s = Wx + b`; `nil` without bias.
  package let b: [Double]?
  package let activation: Activation

  /// - Precondition: `w` has K·n entries, `b` K.
  package init(k: Int, n: Int, w: [Double], b: [Double]? = nil, activation: Activation = .elu) {
    precondition(w.count == k * n && b?.count ?? k == k, "W has K·n entries, b K")
    self.k = k
    self.n = n
    self.w = w
    self.b = b
    self.activation = activation
  }

  /// What one pass gives; `δW` and `∂y/∂x` follow row by row from it.
  package struct Messages: Sendable {
    package fileprivate(set) var s: [Double]
    package fileprivate(set) var y: [Double]
    package fileprivate(set) var fPrime: [Double]
    package fileprivate(set) var deltaS: [Double]
    package fileprivate(set) var deltaX: [Double]
  }

  /// Everything but `δW`, which has the size of `W` and is not needed whole to be written out.
  package func messages(x: [Double], deltaY: [Double]) -> Messages {
    var result = Messages(
      s: Self.zeros(k), y: Self.zeros(k), fPrime: Self.zeros(k), deltaS: Self.zeros(k), deltaX: Self.zeros(n))
    run(x, deltaY, &result, deltaW: nil)
    return result
  }

  /// The outputs alone: a loss behind them has to know them before anything comes back.
  package func outputs(x: [Double]) -> [Double] { messages(x: x, deltaY: Self.zeros(k)).y }

  /// All messages, `δW` into `deltaW`, which has K·n entries.
  package func messages(x: [Double], deltaY: [Double], deltaW: inout [Double], into result: inout Messages) {
    precondition(deltaW.count == k * n, "δW has K·n entries")
    deltaW.withUnsafeMutableBufferPointer { run(x, deltaY, &result, deltaW: $0.baseAddress) }
  }

  private static func zeros(_ count: Int) -> [Double] { [Double](repeating: 0, count: count) }

  /// Rows handled together: `x` and `δx` are then read once for four rows of `W`.
  private static let block = 4

  private func run(
    _ x: [Double], _ deltaY: [Double], _ result: inout Messages, deltaW: UnsafeMutablePointer<Double>?
  ) {
    precondition(x.count == n && deltaY.count == k, "x has n entries, δy K")
    let (k, n) = (k, n)
    let isELU = activation.isELU
    for j in 0..<n { result.deltaX[j] = 0 }
    w.withUnsafeBufferPointer { w in
      x.withUnsafeBufferPointer { x in
        result.deltaX.withUnsafeMutableBufferPointer { deltaX in
          guard let w = w.baseAddress, let x = x.baseAddress, let deltaX = deltaX.baseAddress else { return }
          var row = 0
          while row < k {
            let rows = min(Self.block, k &- row)
            let first = w + row &* n
            // A short block reads its last row again; nothing is written for the surplus.
            let w1 = first + (rows > 1 ? n : 0)
            let w2 = first + (rows > 2 ? 2 &* n : 0)
            let w3 = first + (rows > 3 ? 3 &* n : 0)
            let sums = Kernel.dots(first, w1, w2, w3, x, n)
            var gradients = SIMD4<Double>(repeating: 0)
            for index in 0..<rows {
              let s = sums[index] + (b?[row &+ index] ?? 0)
              let isLinear = s > 0
              let slope: Double
              result.s[row &+ index] = s
              if isELU {
                slope = isLinear ? 1 : exp(s)
                result.y[row &+ index] = isLinear ? s : expm1(s)
              } else {
                (result.y[row &+ index], slope) = activation.doubles(at: s)
              }
              result.fPrime[row &+ index] = slope
              gradients[index] = deltaY[row &+ index] * slope
              result.deltaS[row &+ index] = gradients[index]
            }
            Kernel.accumulate(first, w1, w2, w3, gradients, deltaX, n)
            if let deltaW {
              for index in 0..<rows { Kernel.scale(x, gradients[index], deltaW + (row &+ index) &* n, n) }
            }
            row &+= rows
          }
        }
      }
    }
  }
}

/// The three inner loops; the only unsafe code of this target, each access within the row that its caller vouches for.
private enum Kernel {
  typealias Vector = SIMD4<Double>

  @inline(__always)
  static func load(_ pointer: UnsafePointer<Double>, _ j: Int) -> Vector {
    UnsafeRawPointer(pointer + j).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  static func store(_ vector: Vector, _ pointer: UnsafeMutablePointer<Double>, _ j: Int) {
    UnsafeMutableRawPointer(pointer + j).storeBytes(of: vector, as: Vector.self)
  }

  /// Four dot products with `x`.
  static func dots(
    _ w0: UnsafePointer<Double>, _ w1: UnsafePointer<Double>, _ w2: UnsafePointer<Double>, _ w3: UnsafePointer<Double>,
    _ x: UnsafePointer<Double>, _ n: Int
  ) -> SIMD4<Double> {
    var (a, b, c, d) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var j = 0
    while j &+ 4 <= n {
      let part = load(x, j)
      a += load(w0, j) * part
      b += load(w1, j) * part
      c += load(w2, j) * part
      d += load(w3, j) * part
      j &+= 4
    }
    var sums = SIMD4(a.sum(), b.sum(), c.sum(), d.sum())
    while j < n {
      sums += SIMD4(w0[j], w1[j], w2[j], w3[j]) * x[j]
      j &+= 1
    }
    return sums
  }

  /// `δx += δs₀ w₀ + δs₁ w₁ + δs₂ w₂ + δs₃ w₃`.
  static func accumulate(
    _ w0: UnsafePointer<Double>, _ w1: UnsafePointer<Double>, _ w2: UnsafePointer<Double>, _ w3: UnsafePointer<Double>,
    _ g: SIMD4<Double>, _ deltaX: UnsafeMutablePointer<Double>, _ n: Int
  ) {
    let (g0, g1) = (Vector(repeating: g[0]), Vector(repeating: g[1]))
    let (g2, g3) = (Vector(repeating: g[2]), Vector(repeating: g[3]))
    var j = 0
    while j &+ 4 <= n {
      let sum = (g0 * load(w0, j) + g1 * load(w1, j)) + (g2 * load(w2, j) + g3 * load(w3, j))
      store(load(deltaX, j) + sum, deltaX, j)
      j &+= 4
    }
    while j < n {
      deltaX[j] += (g[0] * w0[j] + g[1] * w1[j]) + (g[2] * w2[j] + g[3] * w3[j])
      j &+= 1
    }
  }

  /// `row = g x`.
  static func scale(
    _ x: UnsafePointer<Double>, _ g: Double, _ row: UnsafeMutablePointer<Double>, _ n: Int
  ) {
    let factor = Vector(repeating: g)
    var j = 0
    while j &+ 4 <= n {
      store(factor * load(x, j), row, j)
      j &+= 4
    }
    while j < n {
      row[j] = g * x[j]
      j &+= 1
    }
  }
}
