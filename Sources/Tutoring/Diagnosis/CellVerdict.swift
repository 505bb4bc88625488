import LayerMath

/// What one cell of an answer is beside a value.
///
/// A decimal is right if the value, rounded to the digits that were typed, is that decimal, with at least two significant digits or
/// one decimal; a number that is the value itself is right with any. Source: `tutoring.md`, point 1.
package enum CellVerdict: Equatable, Sendable {
  case open
  case right
  /// It has the value's first digits, and too few of them, or they were cut off.
  case rounded
  case wrong
  /// Two numbers that agree in their first 50 digits, and have no form in which they could be compared.
  case cannotTell

  package init(_ cell: AnswerCell, _ value: RealNumber) {
    switch cell {
    case .open: self = .open
    case .exact(let number):
      switch RealNumber.order(number, value) {
      case 0?: self = .right
      case nil: self = number == value ? .right : .cannotTell
      default: self = .wrong
      }
    case .computed(let number):
      // Of decimals in a product as many digits come out as went in.
      let size = value.magnitude
      func isWithin(_ share: Rational) -> Bool {
        RealNumber.order((number - value).magnitude, size * RealNumber(share)).map { $0 <= 0 } ?? false
      }
      self = isWithin(Rational(1, positive: 200)) ? .right : isWithin(Rational(3, positive: 100)) ? .rounded : .wrong
    case .typed(let number):
      let typed = RealNumber(number.value)
      if typed == value || RealNumber.order(typed, value) == 0 {
        self = .right
        return
      }
      // So many digits come from a machine, whose last ones are its own; those of single precision end sooner.
      if number.significantDigits >= 12 {
        let size =
          RealNumber.order(value.magnitude, RealNumber(Rational.one)) == 1 ? value.magnitude : RealNumber(Rational.one)
        func isWithin(_ share: Rational) -> Bool {
          RealNumber.order((typed - value).magnitude, size * RealNumber(share)).map { $0 <= 0 } ?? false
        }
        if isWithin(Rational(1, positive: 1_000_000_000_000)) {
          self = .right
          return
        }
        if isWithin(Rational(1, positive: 2_000_000)) {
          self = .rounded
          return
        }
      }
      // A bare 0 says that there is nothing; 0.00 says too little.
      guard !typed.isZero || number.isDetailed, let reach = number.reach,
        let beyond = Self.order(typed - value, reach)
      else {
        self = .wrong
        return
      }
      guard beyond > 0 else {
        // For 1.25 nobody writes 1: it has an end to be written.
        let isShort = value.isShortDecimal && !number.isDetailed
        self = isShort ? .wrong : number.isDetailed && !typed.isZero ? .right : .rounded
        return
      }
      // Cut off instead of rounded: less than a unit of the last digit nearer to 0.
      let isCut =
        number.isDetailed && Self.order(typed - value, reach + reach) == -1
        && RealNumber.order(typed.magnitude, value.magnitude) == -1 && typed.signum == value.signum
      self = isCut ? .rounded : .wrong
    }
  }

  private static func order(_ difference: RealNumber, _ size: Rational) -> Int? {
    RealNumber.order(difference.magnitude, RealNumber(size))
  }

  /// Whether a cell says this value, or no more of it than its digits allow: how a wrong rule is recognised.
  static func agrees(_ cell: AnswerCell, with value: RealNumber) -> Bool {
    switch CellVerdict(cell, value) {
    case .open, .right: true
    case .rounded: cell.number?.isZero ?? false
    case .wrong, .cannotTell: false
    }
  }
}

extension RealNumber {
  /// Whether it is written out with three decimals at most.
  fileprivate var isShortDecimal: Bool {
    guard let rational else { return false }
    return (rational * Rational(1_000)).isInteger
  }
}
