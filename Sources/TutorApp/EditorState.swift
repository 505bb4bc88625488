import LayerMath
import TextUI

/// The grid in which `W`, `x` and `δy` are edited; every accepted entry changes the walk at once.
struct EditorState: Equatable, Sendable {
  /// A cell of the grid, 0-based; `column` counts only for `W`.
  struct Place: Equatable, Sendable {
    var part: LayerExample.Part
    var row: Int
    var column: Int
  }

  /// Characters of a number.
  static let cellLimit = 1_000

  var place = Place(part: .w, row: 0, column: 0)
  /// What is being typed into the cell; `nil` while none is.
  var typed: TextField?
  /// Whether what is typed began anew, so that arrows leave the cell; else they move within what stood there.
  var isAnew = false
  /// Numbers that were pasted and understood, waiting for Enter.
  var pasted: Pasted?

  struct Pasted: Equatable, Sendable {
    let part: LayerExample.Part
    let rows: Int
    let columns: Int
    /// Whether it fills cells from the cursor on; else it replaces the whole part.
    let fills: Bool
    let example: LayerExample
  }

  /// Moves to a neighbour: `W`, then `x`, then `δy`, from left to right; Tab goes through all cells.
  mutating func move(_ direction: Action.CellMove, in example: LayerExample) {
    let (k, n) = (example.k, example.n)
    switch direction {
    case .up: place.row -= 1
    case .down: place.row += 1
    case .right:
      switch place.part {
      case .w: if place.column + 1 < n { place.column += 1 } else { place = Place(part: .x, row: place.row, column: 0) }
      case .x: place = Place(part: .deltaY, row: place.row, column: 0)
      case .deltaY: break
      }
    case .left:
      switch place.part {
      case .w: place.column -= 1
      case .x: place = Place(part: .w, row: place.row, column: n - 1)
      case .deltaY: place = Place(part: .x, row: place.row, column: 0)
      }
    case .next, .previous:
      let total = k * n + n + k
      let index = (self.index(in: example) + (direction == .next ? 1 : total - 1)) % total
      if index < k * n {
        place = Place(part: .w, row: index / n, column: index % n)
      } else if index < k * n + n {
        place = Place(part: .x, row: index - k * n, column: 0)
      } else {
        place = Place(part: .deltaY, row: index - k * n - n, column: 0)
      }
    }
    clamp(to: example)
  }

  private func index(in example: LayerExample) -> Int {
    switch place.part {
    case .w: place.row * example.n + place.column
    case .x: example.k * example.n + place.row
    case .deltaY: example.k * example.n + example.n + place.row
    }
  }

  mutating func clamp(to example: LayerExample) {
    let rows = place.part == .x ? example.n : example.k
    place.row = min(max(0, place.row), rows - 1)
    place.column = min(max(0, place.column), place.part == .w ? example.n - 1 : 0)
  }

  func value(in example: LayerExample) -> Rational { example[place] ?? .zero }

  /// The number being typed, without the blanks that a paste brings; `nil` while nothing is typed.
  func typedNumber() throws(EntryError) -> Rational? {
    guard let typed else { return nil }
    return try Rational.parse(typed.string.trimmingSpaces)
  }

  /// The example with the typed number in its cell; `nil` while nothing is typed or it is unreadable.
  func preview(_ example: LayerExample) -> LayerExample? {
    guard let value = try? typedNumber() else { return nil }
    return example.replacing(place.part, row: place.row, column: place.column, with: value)
  }

  /// What a pasted text would do: one number fills the cell; a matrix that fits from the cursor on fills those cells;
  /// any other replaces the part, and in `W` changes K and n for all three.
  mutating func paste(_ text: String, into example: LayerExample) throws(EntryError) {
    let matrix = try MatrixEntry.matrix(text)
    let rows = place.part == .x ? example.n : example.k
    let columns = place.part == .w ? example.n : 1
    let isVector = place.part != .w
    let height = isVector ? matrix.elements.count : matrix.rows
    let width = isVector ? 1 : matrix.columns
    if isVector && matrix.rows > 1 && matrix.columns > 1 {
      throw EntryError(
        "\(place.part.rawValue): a vector is one row or one column; this is \(matrix.rows)×\(matrix.columns)")
    }
    var result = example
    let fills = place.row + height <= rows && place.column + width <= columns
    if fills {
      result = example.replacing(
        place.part, row: place.row, column: place.column,
        with: isVector ? Matrix(rows: height, columns: 1, elements: matrix.elements) : matrix)
    } else {
      guard matrix.elements.count <= 1_000_000 else { throw EntryError("\(height)×\(width) is too large for the grid") }
      switch place.part {
      case .w: result = example.resized(k: height, n: width)
      case .x: result = example.resized(k: example.k, n: height)
      case .deltaY: result = example.resized(k: height, n: example.n)
      }
      result = try MatrixEntry.replacing(place.part, in: result, with: text, resizing: true)
    }
    pasted = Pasted(part: place.part, rows: height, columns: width, fills: fills, example: result)
  }
}

extension LayerExample {
  /// The number in a cell; `nil` outside this shape.
  subscript(_ place: EditorState.Place) -> Rational? {
    switch place.part {
    case .w: place.row < k && place.column < n ? w[place.row, place.column] : nil
    case .x: place.row < n ? x[place.row] : nil
    case .deltaY: place.row < k ? deltaY[place.row] : nil
    }
  }
}
