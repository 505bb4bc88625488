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
  let lines: Int

  /// - Parameter gap: blank rows between lines.
  init(_ blocks: [MatrixBlock], columns: Int, gap: Int) {
    var column = 0
    var row = 0
    var lineHeight = 0
    var lines = blocks.isEmpty ? 0 : 1
    for block in blocks {
      if column > 0 && column + block.width > columns {
        column = 0
        row += lineHeight + gap
        lineHeight = 0
        lines += 1
      }
      placed.append(Placed(block: block, column: column, row: row))
      column += block.width + 2
      lineHeight = max(lineHeight, block.height)
    }
    height = row + lineHeight
    self.lines = lines
  }
}
