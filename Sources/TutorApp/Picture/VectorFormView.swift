import LayerMath
import TextLayout
import TextUI
import Tutoring

/// `∂y/∂x = diag(f′(s)) W`, `δx = Wᵀ(δy ⊙ f′(s))` and `δW = (δy ⊙ f′(s)) xᵀ` with the matrices written out.
struct VectorFormView {
  let derivation: Derivation
  let number: NumberText

  /// More rows or columns than this are named by their shape only.
  private static let largest = 6

  func draw(_ quantity: Quantity, _ reveal: Int, on canvas: inout Canvas, in area: Rect) {
    let example = derivation.example
    let (k, n) = (example.k, example.n)
    let isSmall = k <= Self.largest && n <= Self.largest
    let upper = area.row + (area.rows >= 6 ? 1 : 0)
    guard let form = derivation.rules[quantity]?.vectorForm?.equationSides?.last else { return }
    let shapes = self.shapes(form).joined(separator: " · ")
    guard isSmall, reveal > 0 else {
      canvas.write(
        isSmall ? "→ puts in the matrices: \(shapes)" : "\(shapes): too large to write out here",
        column: area.column, row: upper, style: Theme.dim, in: area)
      return
    }
    var parts = self.parts(form)
    if reveal > 1 {
      let result = matrix(quantity)
      parts += [.text(number.relation(result.joined()).rawValue), .matrix(quantity, result)]
    }
    // What is too wide for its factors beside it stands alone.
    if reveal > 1, parts.reduce(-1, { $0 + width($1) + 1 }) > area.columns { parts.removeFirst(parts.count - 2) }
    let height = parts.map(\.height).max() ?? 1
    var column = area.column
    for part in parts {
      column =
        draw(
          part, column: column, row: upper + (height - part.height) / 2, height: height, upper: upper, on: &canvas,
          in: area) + 1
    }
    if column > area.endColumn + 1 {
      canvas.write("›", column: area.endColumn - 1, row: upper, style: Theme.warning, in: area)
    }
    if area.rows > height + (upper - area.row) {
      canvas.write(
        reveal > 1 ? "the same entries as before, all at once" : "→ multiplies", column: area.column,
        row: area.endRow - 1,
        style: Theme.dim, in: area)
    }
  }

  /// What stands beside each other in the form: matrices, and brackets round what is multiplied entry by entry.
  private func parts(_ formula: Formula) -> [Part] {
    switch formula.node {
    case .operation(.multiply, let a, let b): return bracketed(a) + bracketed(b)
    case .operation(.hadamard, let a, let b): return parts(a) + [.text("⊙")] + parts(b)
    case .transposed(let inside):
      guard let quantity = inside.leadingQuantity else { return [] }
      let rows = matrix(quantity)
      return [.matrix(quantity, (rows.first ?? []).indices.map { column in rows.map { $0[column] } })]
    case .applied(.diag, let arguments):
      // A diagonal by what is on it: the zeros around say nothing.
      return [.text("diag"), .text("(")] + arguments.flatMap(parts) + [.text(")")]
    default: return formula.namedQuantity.map { [.matrix($0, matrix($0))] } ?? []
    }
  }

  private func bracketed(_ formula: Formula) -> [Part] {
    guard case .operation(.hadamard, _, _) = formula.node else { return parts(formula) }
    return [.text("(")] + parts(formula) + [.text(")")]
  }

  /// `(2×3)`, `(3 ⊙ 3)`, `(1×2)` for each factor.
  private func shapes(_ formula: Formula) -> [String] {
    switch formula.node {
    case .operation(.multiply, let a, let b): return shapes(a) + shapes(b)
    case .transposed(let inside):
      let shape = inside.leadingQuantity.map(derivation.shape) ?? []
      return ["(\(shape.count > 1 ? shape[1] : 1)×\(shape.first ?? 1))"]
    case .operation(.hadamard, let a, let b):
      let sizes = [a, b].map { $0.namedQuantity.map { "\(derivation.shape($0)[0])" } ?? "" }
      return ["(\(sizes.joined(separator: " ⊙ ")))"]
    case .applied(.diag, let arguments):
      let size = arguments.first.flatMap { $0.namedQuantity ?? $0.leadingQuantity }.map { derivation.shape($0)[0] } ?? 1
      return ["(\(size)×\(size))"]
    case _ where formula.namedQuantity.map { derivation.shape($0).count == 2 } ?? false:
      return [formula.namedQuantity.map { "(\(derivation.shape($0)[0])×\(derivation.shape($0)[1]))" } ?? ""]
    default: return [formula.namedQuantity.map { "(\(derivation.shape($0)[0]))" } ?? ""]
    }
  }

  /// All entries of a quantity; a vector is a column.
  private func matrix(_ quantity: Quantity) -> [[RealNumber]] {
    let shape = derivation.shape(quantity)
    return (1...(shape.first ?? 1)).map { row in
      (1...(shape.count > 1 ? shape[1] : 1)).map { column in
        derivation.value(of: Symbol(quantity, index: Array([row, column].prefix(shape.count))))
      }
    }
  }

  private enum Part {
    case text(String)
    case matrix(Quantity, [[RealNumber]])

    var height: Int { if case .matrix(_, let rows) = self { rows.count } else { 1 } }
  }

  private func width(_ part: Part) -> Int {
    switch part {
    case .text(let text): return CharacterWidth.columns(text)
    case .matrix(_, let rows):
      let texts = rows.map { $0.map(number.text) }
      return (texts.first ?? []).indices.reduce(3) { sum, column in
        sum + 1 + (texts.map { CharacterWidth.columns($0[column]) }.max() ?? 0)
      }
    }
  }

  private func draw(
    _ part: Part, column: Int, row: Int, height: Int, upper: Int, on canvas: inout Canvas, in area: Rect
  ) -> Int {
    switch part {
    case .text(let text):
      // Brackets round the product are as tall as it is.
      guard text == "(" || text == ")", height > 1 else {
        return canvas.write(text, column: column, row: upper + (height - 1) / 2, in: area)
      }
      for index in 0..<height {
        let piece =
          index == 0
          ? (text == "(" ? "⎛" : "⎞") : index == height - 1 ? (text == "(" ? "⎝" : "⎠") : (text == "(" ? "⎜" : "⎟")
        canvas.write(piece, column: column, row: upper + index, style: Theme.dim, in: area)
      }
      return column + 1
    case .matrix(let quantity, let rows):
      let texts = rows.map { $0.map(number.text) }
      let widths = (texts.first ?? []).indices.map { column in
        texts.map { CharacterWidth.columns($0[column]) }.max() ?? 0
      }
      var end = column
      for (index, line) in texts.enumerated() {
        let open = texts.count == 1 ? "[" : index == 0 ? "⎡" : index == texts.count - 1 ? "⎣" : "⎢"
        let close = texts.count == 1 ? "]" : index == 0 ? "⎤" : index == texts.count - 1 ? "⎦" : "⎥"
        var at = canvas.write(open + " ", column: column, row: row + index, style: Theme.dim, in: area)
        for (width, text) in zip(widths, line) {
          at += width - CharacterWidth.columns(text)
          at = canvas.write(text, column: at, row: row + index, style: Theme.style(quantity), in: area) + 1
        }
        end = canvas.write(close, column: at, row: row + index, style: Theme.dim, in: area)
      }
      return end
    }
  }
}
