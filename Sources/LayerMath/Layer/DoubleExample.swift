/// `W` (K×n), `x` (n), `δy` (K) and any `b` (K) in machine numbers, for layers too large for exact ones.
package struct DoubleExample: Sendable {
  package let layer: DoubleLayer
  package let x: [Double]
  package let deltaY: [Double]

  /// - Throws: `EntryError` that names both shapes where they do not fit.
  package init(
    k: Int, n: Int, w: [Double], x: [Double], deltaY: [Double], b: [Double]? = nil, activation: Activation = .elu
  ) throws(EntryError) {
    try LayerExample.checkShapes(k: k, n: n, x: x.count, deltaY: deltaY.count, b: b?.count)
    layer = DoubleLayer(k: k, n: n, w: w, b: b, activation: activation)
    self.x = x
    self.deltaY = deltaY
  }

  private init(_ layer: DoubleLayer, _ x: [Double], _ deltaY: [Double]) {
    (self.layer, self.x, self.deltaY) = (layer, x, deltaY)
  }

  /// The same numbers through another activation.
  package func with(_ activation: Activation) -> DoubleExample {
    DoubleExample(DoubleLayer(k: layer.k, n: layer.n, w: layer.w, b: layer.b, activation: activation), x, deltaY)
  }

  package init(_ example: LayerExample) {
    layer = DoubleLayer(
      k: example.k, n: example.n, w: example.w.elements.map(\.double), b: example.b?.map(\.double),
      activation: example.activation)
    x = example.x.map(\.double)
    deltaY = example.deltaY.map(\.double)
  }
}

extension LayerExample {
  /// Each number as the shortest decimal that reads back to the same double: 0.1 becomes one tenth.
  /// - Throws: `EntryError` for sizes that no exact number has.
  package init(_ example: DoubleExample) throws(EntryError) {
    let layer = example.layer
    try self.init(
      w: Matrix(rows: layer.k, columns: layer.n, elements: Rational.shortest(layer.w)),
      x: Rational.shortest(example.x),
      deltaY: Rational.shortest(example.deltaY),
      b: layer.b.map { values throws(EntryError) in try Rational.shortest(values) }, activation: layer.activation)
  }
}

extension Rational {
  /// Each as `Rational(shortest:)`.
  package static func shortest(_ values: [Double]) throws(EntryError) -> [Rational] {
    var result: [Rational] = []
    result.reserveCapacity(values.count)
    for value in values { result.append(try Rational(shortest: value)) }
    return result
  }

  /// The shortest decimal that reads back to `value`; one of up to six decimals at machine speed.
  /// - Throws: `EntryError` for what is not finite.
  package init(shortest value: Double) throws(EntryError) {
    if value.magnitude < 0x1p53, value == value.rounded(.towardZero) {
      self.init(Int(value))
      return
    }
    // A decimal of at most 15 digits that reads back is the only one, and no shorter one can.
    let millions = (value * 1e6).rounded()
    if millions.magnitude < 1e15, millions / 1e6 == value {
      self.init(Int(millions), positive: 1_000_000)
      return
    }
    let text = "\(value)"
    var digits = 0
    var power = 0
    var isPlain = text.utf8.count <= 18
    for byte in text.utf8 where isPlain {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
        power *= 10
      case UInt8(ascii: "."): power = 1
      case UInt8(ascii: "-"): break
      default: isPlain = false
      }
    }
    if isPlain && power > 0 {
      self.init(value < 0 ? -digits : digits, positive: power)
    } else {
      self = try Rational.parse(text)
    }
  }
}
