import LayerMath
import TextLayout
import TextUI
import Tutoring

/// `δx = Wᵀ(δy ⊙ f′(s))` and `δW = (δy ⊙ f′(s)) xᵀ` with the matrices written out.
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
    let shapes = quantity == .deltaX ? "(\(n)×\(k)) · (\(k) ⊙ \(k))" : "(\(k) ⊙ \(k)) · (1×\(n))"
    guard isSmall, reveal > 0 else {
      canvas.write(
        isSmall ? "→ puts in the matrices: \(shapes)" : "\(shapes): too large to write out here",
        column: area.column, row: upper, style: Theme.dim, in: area)
      return
    }
    let slopes = (1...k).map { derivation.fPrime($0) }
    let deltaY = example.deltaY.map { ExactNumber($0) }
    var parts: [Part] = []
    let product: [Part] = [
      .text("("), .matrix(.deltaY, deltaY.map { [$0] }), .text("⊙"), .matrix(.fPrime, slopes.map { [$0] }), .text(")"),
    ]
    if quantity == .deltaX {
      parts = [.matrix(.w, (1...n).map { j in (1...k).map { derivation.value(of: Symbol(.w, $0, j)) } })] + product
    } else {
      parts = product + [.matrix(.x, [(1...n).map { derivation.value(of: Symbol(.x, $0)) }])]
    }
    if reveal > 1 {
      let result: [[ExactNumber]] =
        quantity == .deltaX
        ? (1...n).map { [derivation.deltaX($0)] } : (1...k).map { k in (1...n).map { derivation.deltaW(k, $0) } }
      let isRounded = result.contains { $0.contains(where: number.isRounded) }
      parts += [.text(isRounded ? "≈" : "="), .matrix(quantity, result)]
    }
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

  private enum Part {
    case text(String)
    case matrix(Quantity, [[ExactNumber]])

    var height: Int { if case .matrix(_, let rows) = self { rows.count } else { 1 } }
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
