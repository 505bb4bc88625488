import Curriculum
import LayerMath
import Tutoring

/// A value that is asked for: one entry, or all of a quantity.
///
/// It holds where it was asked; elsewhere in the walk, or with other numbers, nothing is asked.
struct Question: Equatable, Sendable {
  let symbols: [Symbol]
  let derivation: Derivation
  let position: WalkPosition
}

/// Answers to values of the walk.
extension Sitting {
  /// The entries that are asked for here and now.
  package var asked: [Symbol]? {
    guard let question, let walk, walk.position == question.position, walk.derivation == question.derivation else {
      return nil
    }
    return question.symbols
  }

  /// What is asked, as it stands before an answer: `δx₂`, `δW 2×2`.
  package var askedName: String? {
    guard let asked, let first = asked.first else { return nil }
    let names = derivation.names
    guard asked.count > 1 else { return names.name(first) }
    let shape = derivation.shape(first.quantity)
    return names.name(first.quantity) + (shape.count > 1 ? " " + shape.map(String.init).joined(separator: "×") : "")
  }

  /// Keeps the wrong rules by which answers are understood.
  package mutating func take(_ misconceptions: Misconceptions) { self.misconceptions = misconceptions }

  /// Asks for the next value, or for one that is named.
  mutating func ask(_ name: String?) -> [Effect] {
    guard let walk = requireWalk() else { return [] }
    do throws(EntryError) {
      guard let symbols = try name.map({ name throws(EntryError) in try named(name, in: walk) }) ?? next(in: walk)
      else {
        tell("all values are there; Home starts again, `random` brings other numbers")
        return []
      }
      guard let index = walk.derivation.index(of: .entry(symbols[0])) else { return [] }
      // What is asked for is not on the table.
      let isHere =
        if case .step(index, let reveal) = walk.position { reveal < walk.walkthrough.lastReveal(index) } else { false }
      if !isHere { _ = withWalk { $0.move(to: .step(index, reveal: 0)) } }
      guard let place = self.walk?.position else { return [] }
      question = Question(symbols: symbols, derivation: walk.derivation, position: place)
      if let name = askedName { reply(.note("what is \(name)? `answer …` says it, with _ for what is open")) }
    } catch { fail(error.message) }
    return misconceptions == nil ? [.loadMisconceptions] : []
  }

  /// Whether a press would show a value that is not there yet.
  package func isValueNext(_ action: Action) -> Bool {
    guard let walk else { return false }
    let next =
      switch action {
      case .advance: walk.walkthrough.advanced(walk.position, pace)
      case .finish: walk.walkthrough.finished(walk.position, pace)
      default: walk.walkthrough.next(walk.position)
      }
    guard case .step(let index, let reveal)? = next, case .entry? = walk.derivation.id(at: index) else { return false }
    return reveal == walk.walkthrough.lastReveal(index)
  }

  private func named(_ name: String, in walk: Walk) throws(EntryError) -> [Symbol] {
    let reference = try walk.derivation.reference(name)
    guard case .entry(let symbol) = reference.step, reference.factor == nil else {
      throw EntryError("`\(name)` is no value; practice takes a quantity or an entry, as in practice dx")
    }
    return reference.count > 1 && symbol.quantity.rank > 0 ? walk.derivation.symbols(symbol.quantity) : [symbol]
  }

  private func next(in walk: Walk) -> [Symbol]? {
    var index = 0
    if case .step(let here, let reveal) = walk.position {
      index = reveal < walk.walkthrough.lastReveal(here) ? here : here + 1
    }
    guard case .entry(let symbol)? = walk.derivation.id(at: index) else { return nil }
    return [symbol]
  }

  /// Judges an answer; a right one brings its value onto the table.
  mutating func answer(_ text: String) {
    guard let asked, let walk else { return fail("nothing is asked here; `practice` (p) asks for the next value") }
    let diagnosis = LayerDiagnosis(walk.example, misconceptions ?? .none).diagnosis(of: text, for: asked)
    switch diagnosis.verdict {
    case .unreadable: fail(diagnosis.feedback, column: diagnosis.column)
    case .right:
      question = nil
      if let index = asked.last.flatMap({ walk.derivation.index(of: .entry($0)) }) {
        _ = withWalk { $0.move(to: .step(index, reveal: walk.walkthrough.lastReveal(index))) }
      }
      tell("✓ " + diagnosis.feedback)
    case .rounded, .cannotTell: tell(diagnosis.feedback)
    case .partly where !diagnosis.cells.contains(false): tell(diagnosis.feedback)
    case .partly, .wrong:
      // A wrong answer is no line that was refused: a session repeats it.
      outcome.add(Outcome(remark: Remark(text: diagnosis.feedback, isError: true)))
      reply(.note("✗ " + diagnosis.feedback))
    }
  }
}
