/// `W` (K×n), `x` (n), `δy` (K) and any `b` (K) in machine numbers, for layers too large for exact ones.
///
/// With a loss behind the layer `t` (K) is given, and `δy` computed from it.
package struct DoubleExample: Sendable {
  package let layer: DoubleLayer
  package let x: [Double]
  package private(set) var deltaY: [Double]
  package private(set) var loss: Loss?
  package private(set) var t: [Double] = []
  /// `L` and, behind a softmax, `ŷ`.
  package private(set) var lossValue = 0.0
  package private(set) var softmax: [Double] = []

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
    let other = DoubleExample(
      DoubleLayer(k: layer.k, n: layer.n, w: layer.w, b: layer.b, activation: activation), x, deltaY)
    return loss.map { other.with($0, t: t) } ?? other
  }

  /// The same numbers with a loss behind the output.
  ///
  /// - Precondition: `t` has K entries.
  package func with(_ loss: Loss, t: [Double]) -> DoubleExample {
    var example = self
    let y = layer.outputs(x: x)
    (example.loss, example.t) = (loss, t)
    (example.lossValue, example.softmax, example.deltaY) = loss.doubles(y: y, t: t)
    return example
  }

  /// `t` as it is entered, as `LayerExample.targets` reads it.
  /// - Throws: `EntryError` that says how many there must be.
  package func targets(_ entries: [Double], behind loss: Loss) throws(EntryError) -> [Double] {
    if loss.isSoftmax, entries.count == 1, layer.k > 1 {
      guard let place = Int(exactly: entries[0]), (1...layer.k).contains(place) else {
        throw EntryError("t is a class from 1 to \(layer.k), or \(layer.k) numbers, not \(entries[0])")
      }
      return (1...layer.k).map { $0 == place ? 1 : 0 }
    }
    guard entries.count == layer.k else {
      throw EntryError(
        "t has \(count(entries.count, "entry", "entries")), W has \(count(layer.k, "row", "rows")): they must agree")
    }
    return entries
  }

  /// `∂y/∂a`, and `δa = Σ_k δy_k ∂y_k/∂a`.
  package func parameterMessage(_ s: [Double]) -> (slopes: [Double], deltaA: Double) {
    let slopes = s.map { layer.activation.parameterSlope(doublesAt: $0) }
    return (slopes, zip(deltaY, slopes).reduce(0) { $0 + $1.0 * $1.1 })
  }

  package init(_ example: LayerExample) {
    let layer = DoubleLayer(
      k: example.k, n: example.n, w: example.w.elements.map(\.double), b: example.b?.map(\.double),
      activation: example.activation)
    let given = DoubleExample(layer, example.x.map(\.double), example.deltaY.map(\.double))
    self = example.loss.map { given.with($0, t: example.t.map(\.double)) } ?? given
  }
}

extension LayerExample {
  /// Each number as the shortest decimal that reads back to the same double: 0.1 becomes one tenth.
  /// - Throws: `EntryError` for sizes that no exact number has.
  package init(_ example: DoubleExample) throws(EntryError) {
    let layer = example.layer
    // Behind a loss δy is computed, and stands for nothing that was entered.
    let arriving = example.loss == nil ? example.deltaY : example.deltaY.map { _ in 0 }
    let given = try LayerExample(
      w: Matrix(rows: layer.k, columns: layer.n, elements: Rational.shortest(layer.w)),
      x: Rational.shortest(example.x), deltaY: Rational.shortest(arriving),
      b: layer.b.map { values throws(EntryError) in try Rational.shortest(values) }, activation: layer.activation)
    self = example.loss == nil ? given : given.with(example.loss, t: try Rational.shortest(example.t))
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
