import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// The cells in which a whole vector or matrix is answered, one after the other; some may stay open.
struct AnswerGrid: Equatable, Sendable {
  let symbols: [Symbol]
  let columns: Int
  private(set) var texts: [String]
  /// Of each cell whether it was right when it was last answered.
  var verdicts: [Bool?] = []
  var place = 0

  /// More cells than these are answered in one line.
  private static let most = 144

  /// `nil` where one thing is asked for, or more than a grid holds.
  init?(_ sitting: Sitting) {
    guard !sitting.isOneAnswer, let derivation = sitting.askedDerivation, let first = sitting.asked.first else {
      return nil
    }
    let shape = derivation.shape(first.quantity)
    guard shape.count == 1 || shape.count == 2, sitting.asked.count <= Self.most else { return nil }
    symbols = sitting.asked
    columns = shape.count == 2 ? shape[1] : 1
    texts = Array(repeating: "", count: symbols.count)
  }

  var rows: Int { symbols.count / max(1, columns) }
  var isEmpty: Bool { texts.allSatisfy(\.isEmpty) }
  var current: String { texts[place] }

  /// The answer as a line: `1, exp(-1); _, 2`.
  var line: String {
    let cells = texts.map { $0.isEmpty ? "_" : $0 }
    guard columns > 1 else { return cells.joined(separator: ", ") }
    return (0..<rows).map { row in cells[(row * columns)..<((row + 1) * columns)].joined(separator: ", ") }
      .joined(separator: "; ")
  }

  mutating func write(_ text: String) {
    guard texts[place] != text else { return }
    texts[place] = text
    if verdicts.indices.contains(place) { verdicts[place] = nil }
  }

  /// The cells of a table that was typed or pasted as a whole.
  mutating func take(_ rows: [[MatrixEntry.Cell]]) -> Bool {
    let cells = rows.joined()
    guard cells.count == texts.count, columns == 1 || rows.allSatisfy({ $0.count == columns }) else { return false }
    texts = cells.map { $0.value == nil ? "" : $0.text }
    verdicts = []
    return true
  }

  /// To the next cell that is open or wrong; false where there is none.
  mutating func goOn() -> Bool {
    let order = (1..<max(1, texts.count)).map { (place + $0) % texts.count }
    guard let next = order.first(where: { texts[$0].isEmpty || isWrong($0) }) else { return false }
    place = next
    return true
  }

  mutating func move(rows rowChange: Int, columns columnChange: Int) {
    let row = min(max(0, place / columns + rowChange), rows - 1)
    let column = min(max(0, place % columns + columnChange), columns - 1)
    place = row * columns + column
  }

  private func isWrong(_ cell: Int) -> Bool { verdicts.indices.contains(cell) && verdicts[cell] == false }

  // MARK: its picture

  /// Rows of the picture with its frame.
  func height(most: Int) -> Int { min(rows, max(1, most - 2)) + 2 }

  func draw(_ names: Naming, typed: String, on canvas: inout Canvas, in area: Rect) {
    let quantity = symbols[place].quantity
    canvas.clear(area)
    let size = columns > 1 ? "\(rows)×\(columns)" : "\(rows)"
    let inner = Panel(
      title: "\(names.name(quantity)) \(size)", note: "↑↓ move · Enter next · half filled may be answered",
      style: Theme.focusedFrame, titleStyle: Theme.heading
    ).draw(on: &canvas, in: area).inset(columns: 1, rows: 0)
    let here = (place / columns + 1, place % columns + 1)
    let block = MatrixBlock(
      quantity, title: "", shape: (rows, columns), around: here, most: (inner.rows, inner.columns)
    ) { row, column in
      let cell = (row - 1) * columns + column - 1
      let text = cell == place ? typed : texts[cell]
      return MatrixBlock.Cell(
        text: (text.isEmpty ? "▢" : text) + (isWrong(cell) ? " ✗" : ""), reserved: "−0.0000")
    }
    // Its name stands in the frame.
    block.draw(on: &canvas, column: inner.column, row: inner.row - 1, in: inner) { row, column in
      let isHere = (row, column) == here
      return MatrixBlock.Look(isMarked: isHere, isCurrent: isHere)
    }
  }
}
