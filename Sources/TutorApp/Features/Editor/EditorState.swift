import LayerMath
import Session
import TextUI

/// The grid in which `W`, any `b`, `x` and `δy` are edited; every accepted entry changes the walk at once.
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
  /// Whether results are shown that the walk has not come to.
  var showsAll = false
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

  /// Moves to a neighbour: part after part from left to right; Tab goes through all cells.
  mutating func move(_ direction: Action.CellMove, in example: LayerExample) {
    let parts = example.parts
    let here = parts.firstIndex(of: place.part) ?? 0
    let columns = example.shape(of: place.part).columns
    switch direction {
    case .up: place.row -= 1
    case .down: place.row += 1
    case .right:
      if place.column + 1 < columns {
        place.column += 1
      } else if here + 1 < parts.count {
        place = Place(part: parts[here + 1], row: place.row, column: 0)
      }
    case .left:
      if place.column > 0 {
        place.column -= 1
      } else if here > 0 {
        place = Place(part: parts[here - 1], row: place.row, column: example.shape(of: parts[here - 1]).columns - 1)
      }
    case .next, .previous:
      let sizes = parts.map { example.shape(of: $0) }.map { $0.rows * $0.columns }
      let total = sizes.reduce(0, +)
      let index = sizes[..<here].reduce(0, +) + place.row * columns + place.column
      var rest = (index + (direction == .next ? 1 : total - 1)) % total
      for (part, size) in zip(parts, sizes) {
        guard rest >= size else {
          let columns = example.shape(of: part).columns
          place = Place(part: part, row: rest / columns, column: rest % columns)
          break
        }
        rest -= size
      }
    }
    clamp(to: example)
  }

  mutating func clamp(to example: LayerExample) {
    if !example.parts.contains(place.part) { place.part = .w }
    let (rows, columns) = example.shape(of: place.part)
    place.row = min(max(0, place.row), rows - 1)
    place.column = min(max(0, place.column), columns - 1)
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
    return example.replacing(place, with: value)
  }

  /// What a pasted text would do: one number fills the cell; a matrix that fits from the cursor on fills those cells;
  /// any other replaces the part, and in `W` changes K and n for all three.
  mutating func paste(_ text: String, into example: LayerExample) throws(EntryError) {
    let matrix = try MatrixEntry.matrix(text)
    // A matrix on x or δy was meant for W.
    if !place.part.isMatrix, matrix.rows > 1, matrix.columns > 1 {
      let x = place
      place = Place(part: .w, row: 0, column: 0)
      do { return try paste(text, into: example) } catch {
        place = x
        throw error
      }
    }
    let (rows, columns) = example.shape(of: place.part)
    let isVector = !place.part.isMatrix
    let height = isVector ? matrix.elements.count : matrix.rows
    let width = isVector ? 1 : matrix.columns
    var result = example
    let fills = place.row + height <= rows && place.column + width <= columns
    if fills {
      result = example.replacing(
        place.part, row: place.row, column: place.column,
        with: isVector ? Matrix(rows: height, columns: 1, elements: matrix.elements) : matrix)
    } else {
      guard matrix.elements.count <= 1_000_000 else { throw EntryError("\(height)×\(width) is too large for the grid") }
      // A vector over inputs brings another n, one over units another K.
      let countsInputs = place.part.quantity.unitPlace == nil
      result =
        isVector
        ? example.resized(k: countsInputs ? example.k : height, n: countsInputs ? height : example.n)
        : example.resized(k: height, n: width)
      result = try MatrixEntry.replacing(place.part, in: result, with: text, resizing: true)
    }
    pasted = Pasted(part: place.part, rows: height, columns: width, fills: fills, example: result)
  }
}

extension LayerExample {
  /// The number in a cell; `nil` outside this shape.
  subscript(_ place: EditorState.Place) -> Rational? { entry(place.part, row: place.row, column: place.column) }

  func replacing(_ place: EditorState.Place, with value: Rational) -> LayerExample {
    replacing(place.part, row: place.row, column: place.column, with: value)
  }
}
