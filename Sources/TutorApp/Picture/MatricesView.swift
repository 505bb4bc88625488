import LayerMath
import TextUI
import Tutoring

/// All quantities as matrices; what is not computed yet is a dot.
enum MatricesView {
  /// - Parameters:
  ///   - scrolled: rows beyond where the result in play is in view.
  ///   - isChosen: whether all of it is there to scroll.
  /// - Returns: whether all of it is in view.
  @discardableResult
  static func draw(
    _ picture: LayerPicture, scrolled: Int, isChosen: Bool, on canvas: inout Canvas, in area: Rect
  ) -> Bool {
    let (placed, height, isWhole) = place(picture, isChosen: isChosen, columns: area.columns, rows: area.rows)
    let scroll = self.scroll(placed, height: height, by: scrolled, picture.focus, rows: area.rows)
    for item in placed {
      let rank = picture.derivation.shape(item.block.quantity).count
      item.block.draw(on: &canvas, column: area.column + item.column, row: area.row + item.row - scroll, in: area) {
        look(of: symbol(item.block.quantity, rank, $0, $1, in: picture), in: picture)
      }
    }
    return height <= area.rows && isWhole
  }

  /// How far it can be scrolled at most, of so many rows.
  static func clamped(_ scrolled: Int, of picture: LayerPicture, in panel: Rect) -> Int {
    let rows = panel.rows - 2
    let (placed, height, _) = place(picture, isChosen: true, columns: panel.columns - 4, rows: rows)
    let base = scroll(placed, height: height, by: 0, picture.focus, rows: rows)
    let most = max(0, height - rows)
    return min(max(scrolled, -base), most - base)
  }

  /// As far down as the result in play needs, plus what the user scrolled.
  private static func scroll(
    _ placed: [MatrixFlow.Placed], height: Int, by scrolled: Int, _ focus: StepFocus, rows: Int
  ) -> Int {
    let most = max(0, height - rows)
    var start = 0
    if let result = focus.result, let item = placed.last(where: { $0.block.quantity == result.quantity }) {
      start = max(0, item.row + item.block.height - rows)
    }
    return min(max(0, min(start, most) + scrolled), most)
  }

  private static func place(_ picture: LayerPicture, isChosen: Bool, columns: Int, rows: Int) -> (
    blocks: [MatrixFlow.Placed], height: Int, isWhole: Bool
  ) {
    let (example, focus) = (picture.example, picture.focus)
    let largest = max(example.k, example.n)
    // A large matrix begins with few rows; what there is room for beyond them is seen from how the blocks stand.
    var tallest = largest > 8 ? 3 : 8
    var all = blocks(picture, columns: columns, rows: min(rows, tallest + 1))
    var fitted = MatrixFlow(all, columns: columns, gap: 0)
    let roomy = min(8, rows / max(1, fitted.lines) - 1)
    if roomy > tallest {
      tallest = roomy
      all = blocks(picture, columns: columns, rows: min(rows, tallest + 1))
      fitted = MatrixFlow(all, columns: columns, gap: 0)
    }
    // Where room is scarce what is only on the way gives way first; with the pane chosen (Tab) all is there to scroll.
    let whole = all.count
    let inPlay = Set(focus.needed.quantities + [focus.result, focus.current].compactMap { $0?.quantity })
    func giveWay(_ quantities: [Quantity]) {
      for quantity in isChosen ? [] : quantities where fitted.height > rows && !inPlay.contains(quantity) {
        all.removeAll { $0.quantity == quantity }
        fitted = MatrixFlow(all, columns: columns, gap: 0)
      }
    }
    if largest <= 8 {
      giveWay([.y, .deltaS])
      // The entry of a Jacobian stands in the step itself.
      if fitted.height > rows, !isChosen, let asked = focus.result?.quantity, case .jacobian = asked.role {
        all.removeAll { $0.quantity == asked }
        fitted = MatrixFlow(all, columns: columns, gap: 0)
      }
    }
    // Then it shows fewer rows until all that is in play fits.
    while fitted.height > rows, tallest > 3, largest > 3 {
      // One row less in each block saves a row in every line of blocks.
      let excess = (fitted.height - rows + fitted.lines - 1) / max(1, fitted.lines)
      tallest = max(3, min(tallest, largest) - excess)
      all = all.map { $0.limited(toRows: tallest) }
      fitted = MatrixFlow(all, columns: columns, gap: 0)
    }
    if fitted.height > rows { giveWay(leastToMost(picture)) }
    // Where there is plenty, a blank row between the lines.
    let airy = MatrixFlow(fitted.placed.map(\.block), columns: columns, gap: 1)
    if airy.height <= rows { fitted = airy }
    return (fitted.placed, fitted.height, fitted.placed.count == whole)
  }

  /// The quantities from the one that can be missed first: what is only on the way, then what is nothing but dots, which says
  /// less than any number.
  private static func leastToMost(_ picture: LayerPicture) -> [Quantity] {
    let rules = picture.derivation.rules
    let order = (rules.given + rules.messages).sorted { $0.row.weight < $1.row.weight }
    func isKnown(_ quantity: Quantity) -> Bool {
      picture.isKnown(Symbol(quantity, index: picture.derivation.shape(quantity).map { _ in 1 }))
    }
    let onTheWay: [Quantity] = [.y, .deltaS]
    let rest = order.filter { !onTheWay.contains($0) }
    return onTheWay + rest.filter { !isKnown($0) } + rest.filter(isKnown)
  }

  /// What the blocks of a small layer are made of; where the walk stands, only as far as it is about a Jacobian.
  struct Source: Equatable, Sendable {
    let derivation: Derivation
    let number: NumberText
    let columns: Int
    let rows: Int
    let asked: Symbol?
  }

  private static func blocks(_ picture: LayerPicture, columns: Int, rows: Int) -> [MatrixBlock] {
    let example = picture.example
    let most = max(3, min(8, rows - 1))
    // The values of a large layer are not computed before their time, and of a window the place counts.
    let isSmall = example.k * example.n <= 36
    guard isSmall, max(example.k, example.n) <= most else {
      return blocks(picture, columns: columns, most: most, isSmall: isSmall)
    }
    let source = Source(
      derivation: picture.derivation, number: picture.number, columns: columns, rows: most,
      asked: asked(picture).map { Symbol($0.quantity, index: $0.index.count > 2 ? [$0.index[0]] : []) })
    return picture.blocks.value(of: source) { blocks(picture, columns: columns, most: most, isSmall: true) }
  }

  /// The entry in play of a Jacobian, which stands there only while it is asked.
  private static func asked(_ picture: LayerPicture) -> Symbol? {
    picture.focus.result.flatMap { if case .jacobian = $0.quantity.role { $0 } else { nil } }
  }

  /// The entry that stands in a row and a column of a block, 1-based; of three indices a screen shows the plane of one output.
  private static func symbol(
    _ quantity: Quantity, _ rank: Int, _ row: Int, _ column: Int, in picture: LayerPicture
  ) -> Symbol {
    guard rank > 2, let slice = picture.focus.result?.index.first else {
      return Symbol(quantity, index: rank == 2 ? [row, column] : rank == 1 ? [row] : [])
    }
    return Symbol(quantity, index: [slice, row, column])
  }

  private static func look(of symbol: Symbol, in picture: LayerPicture) -> MatrixBlock.Look {
    let focus = picture.focus
    let isKnown = picture.isKnown(symbol)
    return MatrixBlock.Look(
      isMarked: symbol == focus.result || focus.used.contains(symbol), isCurrent: symbol == focus.current,
      isKnown: isKnown, isChanged: isKnown && picture.changed.contains(symbol))
  }

  private static func blocks(_ picture: LayerPicture, columns: Int, most: Int, isSmall: Bool) -> [MatrixBlock] {
    let (derivation, focus) = (picture.derivation, picture.focus)
    func cell(_ symbol: Symbol) -> MatrixBlock.Cell {
      guard isSmall || picture.isKnown(symbol) else { return MatrixBlock.Cell(text: Theme.unknown) }
      return MatrixBlock.Cell(text: picture.number.text(derivation.value(of: symbol), atMost: columns - 6))
    }
    var order = derivation.rules.given + derivation.rules.messages
    // The Jacobians stand there while they are what is asked.
    if let asked = focus.result?.quantity, !order.contains(asked) { order.append(asked) }
    let names = derivation.names
    return order.map { quantity in
      let shape = derivation.shape(quantity)
      let slice = shape.count > 2 ? focus.result?.index[0] : nil
      let plane = slice == nil ? shape : Array(shape.dropFirst())
      let isMatrix = plane.count == 2
      let size = isMatrix ? "\(plane[0])×\(plane[1])" : ""
      let name =
        slice.map { "∂\(names.name(Symbol(.y, $0)))/∂\(names.name(quantity.derivedBy ?? quantity))" }
        ?? names.name(quantity)
      let inPlay =
        focus.result.flatMap { $0.quantity == quantity ? $0 : nil } ?? focus.current.flatMap {
          $0.quantity == quantity ? $0 : nil
        }
        ?? focus.needed.entry(of: quantity)
      let index = inPlay.map { slice == nil ? $0.index : Array($0.index.dropFirst()) }
      return MatrixBlock(
        quantity, title: size.isEmpty ? name : "\(name) \(size)", shape: (plane.first ?? 1, isMatrix ? plane[1] : 1),
        around: index.map { ($0.first ?? 1, $0.count > 1 ? $0[1] : 1) }, most: (most, columns)
      ) { row, column in cell(symbol(quantity, shape.count, row, column, in: picture)) }
    }
  }
}
