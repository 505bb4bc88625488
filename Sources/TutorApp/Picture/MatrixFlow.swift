/// Blocks in lines from left to right, each with its place relative to the area.
struct MatrixFlow {
  struct Placed {
    let block: MatrixBlock
    let column: Int
    let row: Int
  }

  private(set) var placed: [Placed] = []
  let height: Int

  /// How many lines of blocks there are.
  var lines: Int { Set(placed.map(\.row)).count }

  /// - Parameter gap: blank rows between lines.
  init(_ blocks: [MatrixBlock], columns: Int, gap: Int) {
    var column = 0
    var row = 0
    var lineHeight = 0
    for block in blocks {
      if column > 0 && column + block.width > columns {
        column = 0
        row += lineHeight + gap
        lineHeight = 0
      }
      placed.append(Placed(block: block, column: column, row: row))
      column += block.width + 2
      lineHeight = max(lineHeight, block.height)
    }
    height = row + lineHeight
  }
}
