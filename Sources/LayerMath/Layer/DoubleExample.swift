/// `W` (K×n), `x` (n), `δy` (K) in machine numbers, for layers too large for exact ones.
package struct DoubleExample: Sendable {
  package let layer: DoubleLayer
  package let x: [Double]
  package let deltaY: [Double]

  /// - Throws: `EntryError` that names both shapes where they do not fit.
  package init(k: Int, n: Int, w: [Double], x: [Double], deltaY: [Double]) throws(EntryError) {
    try LayerExample.checkShapes(k: k, n: n, x: x.count, deltaY: deltaY.count)
    layer = DoubleLayer(k: k, n: n, w: w)
    self.x = x
    self.deltaY = deltaY
  }

  package init(_ example: LayerExample) {
    layer = DoubleLayer(k: example.k, n: example.n, w: example.w.elements.map(\.double))
    x = example.x.map(\.double)
    deltaY = example.deltaY.map(\.double)
  }
}
