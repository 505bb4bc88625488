import LayerMath
import Tutoring

/// Which entries the position is about: what the step computes, what its current term uses, and the factor uncovered
/// last.
///
/// All views mark the same entries.
struct StepFocus {
  var result: Symbol?
  /// The entries that the current term multiplies, or all terms.
  var needed = UsedEntries()
  /// Those of them that are uncovered; the views mark no other.
  var used = UsedEntries()
  var current: Symbol?
  /// Unit and input of the current path, 1-based.
  var unit: Int?
  var input: Int?

  /// Whether it is a factor of the current term that is not uncovered.
  func isCovered(_ symbol: Symbol) -> Bool { needed.contains(symbol) && !used.contains(symbol) }

  /// - Parameter isWhole: whether all that the step uses is marked, as by the hint that says where to look.
  init(_ position: WalkPosition, in derivation: Derivation, isWhole: Bool = false) {
    guard case .step(let index, let reveal) = position, let step = derivation.step(at: index) else { return }
    // The vector form and the check are about no one entry.
    guard let result = step.symbol else { return }
    self.result = result
    let plan = RevealPlan(step.id, in: derivation)
    let place = plan.current(at: reveal)
    switch step.body {
    case .sum(let terms):
      let term = place?.term ?? (reveal == 0 ? 0 : terms.count - 1)
      if term < terms.count {
        let factors = terms[term].factors
        needed = UsedEntries(factors.flatMap(\.symbols))
        used = UsedEntries(factors.prefix(plan.factorsShown(ofTerm: term, at: reveal)).flatMap(\.symbols))
        if let place { current = terms[term].factors[min(place.factor, terms[term].factors.count - 1)].symbol }
      }
      // At the end of a sum all its terms count alike.
      if reveal == plan.last || isWhole {
        needed = UsedEntries(all: terms)
        used = needed
      }
    case .application(_, let argument, _):
      needed = UsedEntries([argument.symbol].compactMap { $0 })
      used = reveal > 0 || isWhole ? needed : UsedEntries()
      current = reveal == 1 ? argument.symbol : nil
    case .vectorForm, .check: break
    }
    // An index that the entry does not have is that of the term; at the end of a sum over units none.
    unit = result.unit ?? (reveal == plan.last ? nil : needed.unit)
    input = result.input ?? (needed.isOneTerm ? needed.input : nil)
  }
}

/// Entries that a step uses; those of a whole sum by what its terms have in common, so that five hundred terms cost no
/// more than two.
struct UsedEntries {
  /// An entry, or all that differ from it only in the index that a sum runs over.
  private struct Pattern {
    let symbol: Symbol
    /// The place of that index.
    let free: Int?

    func matches(_ other: Symbol) -> Bool {
      other.quantity == symbol.quantity
        && other.index.indices.allSatisfy { $0 == free || other.index[$0] == symbol.index[$0] }
    }
  }

  private let patterns: [Pattern]

  init(_ entries: [Symbol] = []) { patterns = entries.map { Pattern(symbol: $0, free: nil) } }

  init(all terms: DerivationTerms) {
    patterns = terms.groups.filter { !$0.isEmpty }.flatMap { group in
      zip(terms[group.lowerBound].factors, terms[group.upperBound - 1].factors).flatMap { a, b in
        zip(a.symbols, b.symbols).map { a, b in
          Pattern(symbol: b, free: a.index.indices.first { a.index[$0] != b.index[$0] })
        }
      }
    }
  }

  var isOneTerm: Bool { patterns.allSatisfy { $0.free == nil } }

  /// The unit and the input that the entries have in common; of a sum those of its last term, where the walk stands.
  var unit: Int? { patterns.lazy.compactMap(\.symbol.unit).first }
  var input: Int? { patterns.lazy.compactMap(\.symbol.input).first }

  var quantities: [Quantity] { patterns.map(\.symbol.quantity) }

  func contains(_ symbol: Symbol) -> Bool { patterns.contains { $0.matches(symbol) } }

  /// The entry of a quantity; of a sum the last, where the walk stands.
  func entry(of quantity: Quantity) -> Symbol? { patterns.first { $0.symbol.quantity == quantity }?.symbol }
}
