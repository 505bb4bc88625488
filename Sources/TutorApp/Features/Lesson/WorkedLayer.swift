import Curriculum
import LayerMath
import TextLayout
import Tutoring

/// A lesson's example as formulas: `W = [ … ]`, and each stated result, `dx ≈ [ … ]`.
enum WorkedLayer {
  static func quantities(_ layer: LessonLayer) -> [MathNode] {
    let example = layer.example
    let given = example.parts.map { part in
      (part.quantity, (0..<example.shape(of: part).rows).map { example.row($0, of: part).map(NumberText.given) })
    }
    let derivation = Derivation(example)
    let claimed = layer.claims.map { claim -> MathNode in
      let isMatrix = claim.quantity.rank == 2
      let texts = isMatrix ? claim.rows : claim.rows.joined().map { [$0] }
      // A result that was rounded stands behind ≈.
      let values = derivation.symbols(claim.quantity, limit: 36).map { derivation.value(of: $0) }
      let isRounded = zip(texts.joined(), values).contains { text, value in
        (try? Rational.parse(text)).map { RealNumber($0) != value } ?? false
      }
      return node(claim.quantity, isRounded ? "≈" : "=", texts.map { $0.map { $0.swapping("-", for: "−") } })
    }
    return given.map { node($0.0, "=", $0.1) } + claimed
  }

  private static func node(_ quantity: Quantity, _ relation: String, _ rows: [[String]]) -> MathNode {
    .row([
      .atom(Naming.standard.name(quantity), .ordinary), .atom(relation, .relation),
      .grid(rows.map { $0.map { .atom($0, .ordinary) } }, .matrix(open: "[", close: "]")),
    ])
  }
}
