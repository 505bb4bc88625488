import LayerMath

/// One number of a layer, changed so that an answer shows what it did not show before.
package struct SmallestChange: Equatable, Sendable {
  package let symbol: Symbol
  package let value: Rational

  /// The least change of one number after which none of these rules gives the right answer, and no two of them the same.
  ///
  /// Of changes of one size those of `x` come first, then of what arrives, then of the parameters. `nil` where no single change does it.
  /// - Parameter quantity: the step at which they are to be seen.
  package init?(of example: LayerExample, telling rules: [Misconception], at quantity: Quantity) {
    guard example.k * example.n <= 64, !rules.isEmpty else { return nil }
    let parts = example.parts.sorted { Self.rank($0) < Self.rank($1) }.filter { $0 != .t && $0 != .a }
    for step in Self.steps {
      for part in parts {
        let (rows, columns) = example.shape(of: part)
        for row in 0..<rows {
          for column in 0..<columns {
            guard let old = example.entry(part, row: row, column: column) else { continue }
            for value in [old + step, old - step, -old]
            where value != old && (value - old).magnitude == step && !value.isZero {
              let changed = example.replacing(part, row: row, column: column, with: value)
              guard Self.tells(rules, on: changed, at: quantity) else { continue }
              let index = part.quantity.rank == 2 ? [row + 1, column + 1] : part.quantity.rank == 1 ? [row + 1] : []
              symbol = Symbol(part.quantity, index: index)
              self.value = value
              return
            }
          }
        }
      }
    }
    return nil
  }

  /// Sizes of a change, the least first: what a person would write.
  private static let steps = [1, 2, 3, 4, 5, 6, 8, 10].map { Rational($0, positive: 2) }

  private static func rank(_ part: LayerExample.Part) -> Int {
    switch part {
    case .x: 0
    case .deltaY: 1
    case .b: 2
    default: 3
    }
  }

  /// Whether all of them give other values than the right ones there, and than each other.
  private static func tells(_ rules: [Misconception], on example: LayerExample, at quantity: Quantity) -> Bool {
    guard let right = MachineRun(example) else { return false }
    var seen = [right.values(of: quantity)]
    for rule in rules {
      guard let machine = rule.rule.machine, machine.fits(k: example.k, n: example.n) else { return false }
      let values = MachineRun(right, replacing: machine).values(of: quantity)
      guard values.allSatisfy(\.isFinite),
        seen.allSatisfy({ DiagnosingLayers.differ($0, values, by: DiagnosingLayers.gap) })
      else { return false }
      seen.append(values)
    }
    return true
  }
}
