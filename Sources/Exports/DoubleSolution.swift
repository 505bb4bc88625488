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

  /// The numbers of `W`.
  package var entries: Int { example.layer.w.count }

  /// - Parameter emit: takes the text in pieces of some 64 KiB.
  /// - Throws: `EntryError` that names the first value beyond the range of a double.
  package func json(emit: (String) -> Void) throws(EntryError) {
    let layer = example.layer
    // What cannot be written is said before the first piece.
    for (name, values) in [("y", result.y), ("f_prime", result.fPrime), ("dy", example.deltaY), ("ds", result.deltaS)] {
      if let place = values.firstIndex(where: { !$0.isFinite }) {
        throw EntryError("\(name)[\(place + 1)] is beyond the range of a double; use smaller numbers")
      }
    }
    let module = ModuleJSON.fields(layer.activation, example.loss)
    var text = "{\"K\": \(layer.k), \"n\": \(layer.n), " + (module.isEmpty ? "" : module + ",\n ")
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
    let hasLoss = example.loss != nil
    var vectors = layer.b.map { [("b", $0)] } ?? []
    func number(_ key: String, _ value: Double) throws(EntryError) {
      text += ",\n \"\(key)\": "
      try add(value, key)
    }
    func write() throws(EntryError) {
      for (key, values) in vectors {
        text += ",\n "
        try vector(key, values)
      }
      vectors = []
    }
    if let trained = layer.activation.trained {
      try write()
      try number("a", trained.double)
    }
    vectors += [
      ("x", example.x), hasLoss ? ("t", example.t) : ("dy", example.deltaY), ("s", result.s), ("y", result.y),
    ]
    if !example.softmax.isEmpty { vectors.append(("yhat", example.softmax)) }
    if hasLoss {
      try write()
      try number("L", example.lossValue)
    }
    vectors.append(("f_prime", result.fPrime))
    if hasLoss { vectors.append(("dy", example.deltaY)) }
    vectors.append(("ds", result.deltaS))
    try write()
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
    if layer.activation.trained != nil {
      let message = example.parameterMessage(result.s)
      text += ",\n "
      try vector("dy_da", message.slopes)
      text += ","
      text += "\n \"da\": "
      try add(message.deltaA, "da")
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
    func single(_ name: String, _ value: Double) -> String {
      "\(name) ≈ " + ((try? Rational(shortest: value)).map { number.text(RealNumber($0)) } ?? "\(value)")
    }
    let layer = example.layer
    var lines = [
      "K = \(layer.k) units, n = \(layer.n) inputs, in doubles (--exact asks for exact numbers)",
      first("s", result.s), first("y", result.y), first("f′(s)", result.fPrime), first("δs", result.deltaS),
      first("δx", result.deltaX),
      first("δW, row 1", (0..<layer.n).prefix(7).map { result.deltaS[0] * example.x[$0] }),
    ]
    if layer.b != nil { lines.append(first("δb", result.deltaS)) }
    if layer.activation.trained != nil { lines.append(single("δa", example.parameterMessage(result.s).deltaA)) }
    if example.loss != nil { lines.insert(single("L", example.lossValue), at: 3) }
    return lines + ["--format json writes every number"]
  }
}
