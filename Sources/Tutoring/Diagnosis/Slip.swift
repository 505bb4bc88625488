import LayerMath

/// An arithmetic slip: tried last, when no wrong rule explains an answer, and called what it is.
package enum Slip: Equatable, Sendable {
  /// One value with the other sign.
  case sign(Symbol)
  /// Two cells in each other's place.
  case exchanged(Symbol, Symbol)
  /// One product of a sum with the other sign, or left out; counted from 1.
  case termSign(Symbol, term: Int)
  case termMissing(Symbol, term: Int)
  /// One digit that is another, or two that changed places.
  case digit(Symbol)

  /// `nil` where none of these explains all that is wrong.
  init?(_ cells: [AnswerCell], of symbols: [Symbol], in derivation: Derivation) {
    let wrong = zip(cells, symbols).filter { cell, symbol in
      let verdict = CellVerdict(cell, derivation.value(of: symbol))
      return verdict == .wrong || verdict == .rounded && cell.isCoarse
    }
    if wrong.count == 2, CellVerdict(wrong[0].0, derivation.value(of: wrong[1].1)) == .right,
      CellVerdict(wrong[1].0, derivation.value(of: wrong[0].1)) == .right
    {
      self = .exchanged(wrong[0].1, wrong[1].1)
      return
    }
    guard wrong.count == 1, let (cell, symbol) = wrong.first else { return nil }
    let value = derivation.value(of: symbol)
    if CellVerdict(cell, -value) == .right {
      self = .sign(symbol)
      return
    }
    if case .sum(let terms)? = derivation.step(.entry(symbol))?.body, terms.count > 1, terms.count <= 16 {
      for number in 0..<terms.count {
        let term = terms[number].value
        guard !term.isZero else { continue }
        if CellVerdict(cell, value - term - term) == .right {
          self = .termSign(symbol, term: number + 1)
          return
        }
        if CellVerdict(cell, value - term) == .right {
          self = .termMissing(symbol, term: number + 1)
          return
        }
      }
    }
    if case .typed(let number) = cell, number.isOneDigit(from: value) {
      self = .digit(symbol)
      return
    }
    return nil
  }
}

extension AnswerCell {
  /// Whether it has fewer digits than say that a value was computed: it may be another number that is meant.
  var isCoarse: Bool { if case .typed(let number) = self { !number.isDetailed || number.value.isZero } else { false } }
}

extension TypedNumber {
  /// Whether one digit, or two neighbours exchanged, make it the value as far as its digits go; of three digits at least.
  fileprivate func isOneDigit(from value: RealNumber) -> Bool {
    guard let decimals, decimals >= 0, significantDigits >= 3 else { return false }
    let right = Array(value.decimal(fractionDigits: decimals).text.utf8)
    let typed = Array(RealNumber(self.value).decimal(fractionDigits: decimals).text.utf8)
    func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    // A decimal that ends is written without its last zeros.
    func padded(_ text: [UInt8]) -> [UInt8] {
      let point = text.firstIndex(of: UInt8(ascii: "."))
      let behind = point.map { text.count - $0 - 1 } ?? 0
      let start = point == nil && decimals > 0 ? text + [UInt8(ascii: ".")] : text
      return start + Array(repeating: UInt8(ascii: "0"), count: max(0, decimals - behind))
    }
    let (a, b) = (padded(right), padded(typed))
    guard a.count == b.count else { return false }
    let places = a.indices.filter { a[$0] != b[$0] }
    guard places.allSatisfy({ isDigit(a[$0]) && isDigit(b[$0]) }) else { return false }
    return places.count == 1 || places.count == 2 && a[places[0]] == b[places[1]] && a[places[1]] == b[places[0]]
  }
}
