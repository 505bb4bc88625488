import LayerMath
import Tutoring

/// Lines of the small language: values, verdicts, derivations, assignments.
extension Sitting {
  mutating func evaluate(_ formula: Formula, column: Int) {
    do throws(FormulaError) {
      switch try formula.evaluated(for: derivation) {
      case .value(let value): reply(.value(formula, value))
      case .truth(let shape, let values):
        // An equation holds or not, whatever the shape of its sides.
        let isEquation = formula.equationSides != nil
        reply(.truth(formula, isEquation ? .scalar : shape, isEquation ? [values.allSatisfy { $0 }] : values))
      }
    } catch { fail(error.message, column: error.column + column) }
  }

  mutating func compare(_ sides: [Formula], column: Int) {
    let example = derivation.example
    do throws(FormulaError) {
      let answer = try Formula.compare(chain: sides, here: example.k * example.n <= 36 ? example : nil)
      reply(.verdict(answer.left, answer.right, answer.verdict))
    } catch { fail(error.message, column: error.column + column) }
  }

  mutating func explain(_ name: String) {
    do throws(EntryError) {
      reply(.step(try derivation.reference(name).step))
    } catch { fail(error.message) }
  }

  mutating func assign(_ target: Statement.Target, _ values: String, column: Int) {
    guard let example = requireWalk()?.example else { return }
    do throws(FormulaError) {
      let new = try example.assigning(target, values)
      change(to: new)
      reply(followed(target.part, from: example))
      tell(Self.remark(on: target.part, from: example, to: new))
    } catch { fail(error.message, column: error.column + column - 1) }
  }

  /// The computed entries that the last change altered, and those of them that the walk has shown.
  private func followed(_ part: LayerExample.Part, from old: LayerExample) -> Reply {
    guard let walk else { return .changed(part, from: old, entries: [], shown: []) }
    let entries = walk.changed.filter { walk.derivation.index(of: .entry($0)) != nil }
    let shown = entries.filter { walk.walkthrough.isKnown($0, at: walk.position) }
    // The entry in play is what one looks at: it comes first.
    var inPlay: Symbol?
    if case .step(let index, _) = walk.position { inPlay = walk.derivation.step(at: index)?.symbol }
    return .changed(
      part, from: old, entries: entries, shown: shown.filter { $0 == inPlay } + shown.filter { $0 != inPlay })
  }

  /// The shape that the numbers have now, and how to take the change back.
  private static func remark(on part: LayerExample.Part, from old: LayerExample, to new: LayerExample) -> String {
    let others = ShapeRemark.texts(of: part, from: old, to: new).map { $0 + "; " }.joined()
    guard new.parts.contains(part) else { return "no bias; undo (u) takes it back" }
    let (rows, columns) = new.shape(of: part)
    let shape =
      part.isMatrix
      ? "\(rows)×\(columns)" : part.quantity.rank == 0 ? "one number" : rows == 1 ? "1 entry" : "\(rows) entries"
    let name = new.names == .standard ? part.rawValue : new.names.name(part.quantity)
    return "\(name): \(shape); \(others)undo (u) takes it back"
  }
}
