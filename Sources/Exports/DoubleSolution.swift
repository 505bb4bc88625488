import LayerMath
import Tutoring

/// `solve` for a layer in doubles: the same JSON, written piece by piece.
///
/// `J` and `dW` have the size of `W`; their rows are made while they are written, so that memory holds `W` alone.
package struct DoubleSolution {
  private let example: DoubleExample
  private let result: DoubleLayer.Messages

  package init(_ example: DoubleExample) {
    self.example = example
    result = example.layer.messages(x: example.x, deltaY: example.deltaY)
  }

  /// - Parameter emit: takes the text in pieces of some 64 KiB.
  /// - Throws: `EntryError` that names the first value beyond the range of a double.
  package func json(emit: (String) -> Void) throws(EntryError) {
    let layer = example.layer
    let activation = ActivationJSON.fields(layer.activation)
    var text = "{\"K\": \(layer.k), \"n\": \(layer.n), " + (activation.isEmpty ? "" : activation + ",\n ")
    func flush(atLeast size: Int) {
      if text.utf8.count > size {
        emit(text)
        text = ""
      }
    }
    func add(_ value: Double, _ name: String) throws(EntryError) {
      guard let number = JSONText.number(value) else {
        throw EntryError("\(name) is beyond the range of a double; use smaller numbers")
      }
      text += number
    }
    func vector(_ key: String, _ values: [Double]) throws(EntryError) {
      text += "\"\(key)\": ["
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", " }
        try add(value, "\(key)[\(index + 1)]")
        flush(atLeast: 1 << 16)
      }
      text += "]"
    }
    func matrix(_ key: String, _ entry: (Int, Int) -> Double) throws(EntryError) {
      text += "\"\(key)\": ["
      for row in 0..<layer.k {
        text += row > 0 ? ", [" : "["
        for column in 0..<layer.n {
          if column > 0 { text += ", " }
          try add(entry(row, column), "\(key)[\(row + 1),\(column + 1)]")
        }
        text += "]"
        flush(atLeast: 1 << 16)
      }
      text += "]"
    }
    try matrix("W") { layer.w[$0 * layer.n + $1] }
    for (key, values) in (layer.b.map { [("b", $0)] } ?? []) + [
      ("x", example.x), ("dy", example.deltaY), ("s", result.s), ("y", result.y), ("f_prime", result.fPrime),
      ("ds", result.deltaS),
    ] {
      text += ",\n "
      try vector(key, values)
    }
    text += ",\n "
    try matrix("J") { result.fPrime[$0] * layer.w[$0 * layer.n + $1] }
    text += ",\n "
    try vector("dx", result.deltaX)
    text += ",\n "
    try matrix("dW") { result.deltaS[$0] * example.x[$1] }
    if layer.b != nil {
      text += ",\n "
      try vector("db", result.deltaS)
    }
    emit(text + "}")
  }

  /// The sizes and the first entries of each vector; nobody reads four thousand.
  package func lines(precision: Int) -> [String] {
    var number = NumberText()
    number.precision = precision
    func first(_ name: String, _ values: [Double]) -> String {
      let shown = values.prefix(6).map { value in
        (try? Rational(shortest: value)).map { number.text(RealNumber($0)) } ?? "\(value)"
      }
      let more = values.count > 6 ? ", … (\(values.count) entries)" : ""
      return "\(name) ≈ [" + shown.joined(separator: ", ") + more + "]"
    }
    let layer = example.layer
    return [
      "K = \(layer.k) units, n = \(layer.n) inputs, in doubles (--exact asks for exact numbers)",
      first("s", result.s), first("y", result.y), first("f′(s)", result.fPrime), first("δs", result.deltaS),
      first("δx", result.deltaX),
      first("δW, row 1", (0..<layer.n).prefix(7).map { result.deltaS[0] * example.x[$0] }),
    ] + (layer.b == nil ? [] : [first("δb", result.deltaS)]) + ["--format json writes every number"]
  }
}
