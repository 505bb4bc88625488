import LayerMath
import TextLayout
import TextUI
import Tutoring

/// The curve of the activation with zero axes, its asymptotes, every known `s_k` as its own digit, and the current one with its tangent.
///
/// A unit whose `y_k` is not known yet stands on the axis, at its `s_k`; the tangent comes with the slope. Units in one place are `●`; those beyond ±6 stand at the edge with an arrow, so that the bend at 0 stays in view.
enum CurveView {
  static func draw(_ layer: LayerPicture, on canvas: inout Canvas, in area: Rect) {
    let (derivation, focus) = (layer.derivation, layer.focus)
    let picture = Rect(column: area.column, row: area.row, columns: area.columns, rows: area.rows - 1)
    guard picture.rows >= 4, picture.columns >= 16 else { return }
    let known = (1...derivation.example.k).prefix(200).filter { layer.isKnown(Symbol(.s, $0)) }
    let points = known.map { unit in (unit: unit, s: derivation.s(unit).double) }
    let activation = derivation.activation
    let frame = Frame(activation, points.map(\.s), in: picture)
    var plot = BraillePlot(columns: picture.columns, rows: picture.rows)
    drawAxes(frame, on: &canvas, in: picture)
    for x in 0..<(picture.columns * 2) {
      let s = frame.s(dot: x)
      let y = activation.doubles(at: s).value
      guard y.isFinite else { continue }
      plot.dot(x, frame.dot(value: y), style: Style(.cyan, bold: true))
      // Steep parts need the dots between.
      let next = activation.doubles(at: frame.s(dot: x + 1)).value
      guard next.isFinite else { continue }
      let ends = [frame.dot(value: next), frame.dot(value: y)].sorted()
      for between in stride(from: ends[0] + 1, to: ends[1], by: 1) {
        plot.dot(x, between, style: Style(.cyan, bold: true))
      }
    }
    let current = focus.unit.flatMap { unit in points.first { $0.unit == unit } }
    if let current, layer.isKnown(Symbol(.fPrime, current.unit)) {
      drawTangent(of: activation, at: current.s, frame, &plot)
    }
    plot.draw(on: &canvas, column: picture.column, row: picture.row, in: picture)
    canvas.write(
      "\(derivation.names.functionScreen)(\(derivation.names.screen(.s)))",
      column: picture.column + frame.dot(s: 0) / 2 - 5, row: picture.row, style: Theme.dim, in: picture)
    let places = points.map { point in
      let value = layer.isKnown(Symbol(.y, point.unit)) ? activation.doubles(at: point.s).value : 0
      return Point(column: picture.column + frame.dot(s: point.s) / 2, row: picture.row + frame.dot(value: value) / 4)
    }
    // The current one last: where two coincide it is the one to see.
    let order = points.indices.filter { points[$0].unit != current?.unit }
    for index in order + points.indices.filter({ points[$0].unit == current?.unit }) {
      let (point, place) = (points[index], places[index])
      var style = Theme.style(.s)
      style.isReversed = true
      style.isBold = point.unit == current?.unit
      let isAlone = places.count { $0 == place } == 1
      let mark = style.isBold || isAlone && point.unit < 10 ? "\(point.unit)" : "●"
      let text = point.s < frame.low ? "←" + mark : point.s > frame.high ? mark + "→" : mark
      let column = min(place.column, picture.endColumn - CharacterWidth.columns(text))
      canvas.write(text, column: column, row: place.row, style: style, in: picture)
    }
    canvas.write(
      caption(layer, current?.unit, columns: area.columns), column: area.column, row: area.endRow - 1,
      style: Theme.heading, in: area)
  }

  /// From numbers to dots.
  private struct Frame {
    let low: Double
    let high: Double
    let bottom: Double
    let top: Double
    let columns: Int
    let rows: Int
    /// Values that f comes near to far out, other than 0.
    let asymptotes: [Double]

    /// Shows −3…2 at least, and every point up to ±6; what f is there, its asymptotes, and 0.
    init(_ activation: Activation, _ points: [Double], in area: Rect) {
      let near = points.filter { $0.magnitude <= 6 }
      // One that stands at the edge needs room beside the others.
      low = min(-3, (near.min() ?? 0) - (points.contains { $0 < -6 } ? 1 : 0.5))
      high = max(2, (near.max() ?? 0) + (points.contains { $0 > 6 } ? 1 : 0.5))
      asymptotes = activation.asymptotes.filter { abs($0) > 1e-3 }
      let (start, end) = (low, high)
      let seen = (0...60).map { activation.doubles(at: start + (end - start) * Double($0) / 60).value }
      let values = seen.filter { abs($0) < 100 } + asymptotes + [0]
      top = max(asymptotes.contains { $0 > 0 } ? 1.2 : 1.6, values.max() ?? 0)
      // A row and a half below the lowest: there the numbers of the axis stand.
      let share = 1.5 / Double(area.rows)
      bottom = ((values.min() ?? 0) - share * top) / (1 - share)
      columns = area.columns * 2
      rows = area.rows * 4
    }

    func s(dot x: Int) -> Double { low + (high - low) * Double(x) / Double(columns - 1) }

    func dot(s: Double) -> Int { clamp((s - low) / (high - low), columns) }

    func dot(value: Double) -> Int { clamp((top - value) / (top - bottom), rows) }

    private func clamp(_ share: Double, _ count: Int) -> Int {
      let last = Double(count - 1)
      // In the plot first, a whole number then: a value of 10^20 has no `Int`.
      return Int(min(last, max(0, (share * last).rounded())))
    }
  }

  private static func drawAxes(_ frame: Frame, on canvas: inout Canvas, in area: Rect) {
    let zeroRow = area.row + frame.dot(value: 0) / 4
    let zeroColumn = area.column + frame.dot(s: 0) / 2
    let floorRow = area.row + frame.dot(value: frame.asymptotes.min() ?? 0) / 4
    canvas.write(
      String(repeating: "─", count: area.columns), column: area.column, row: zeroRow, style: Theme.dim, in: area)
    for row in area.row..<area.endRow { canvas.write("│", column: zeroColumn, row: row, style: Theme.dim, in: area) }
    canvas.write("┼", column: zeroColumn, row: zeroRow, style: Theme.dim, in: area)
    canvas.write("s", column: area.endColumn - 1, row: zeroRow - 1, style: Theme.dim, in: area)
    for asymptote in frame.asymptotes {
      let row = area.row + frame.dot(value: asymptote) / 4
      guard row != zeroRow, let value = try? Rational(shortest: (asymptote * 1e4).rounded() / 1e4) else { continue }
      let label = " \(NumberText.given(value)) "
      let dashes = String(repeating: "╌", count: max(0, area.endColumn - zeroColumn - 2 - label.count))
      canvas.write(label + dashes, column: zeroColumn + 1, row: row, style: Theme.dim, in: area)
    }
    let room = Double(area.columns) / (frame.high - frame.low)
    let step = room >= 4 ? 1.0 : room >= 2 ? 2 : 4
    var tick = (frame.low / step).rounded(.up) * step
    while tick <= frame.high {
      let column = area.column + frame.dot(s: tick) / 2
      if tick != 0 { canvas.write("┼", column: column, row: zeroRow, style: Theme.dim, in: area) }
      if max(floorRow, zeroRow) < area.endRow - 1 {
        let text = tick < 0 ? "−\(Int(-tick))" : "\(Int(tick))"
        canvas.write(
          text, column: max(area.column, column - (tick < 0 ? 1 : 0)), row: area.endRow - 1, style: Theme.dim, in: area)
      }
      tick += step
    }
  }

  private static func drawTangent(of activation: Activation, at s: Double, _ frame: Frame, _ plot: inout BraillePlot) {
    let (value, slope) = activation.doubles(at: s)
    guard value.isFinite, slope.isFinite else { return }
    let reach = (frame.high - frame.low) / 6
    plot.line(
      from: (frame.dot(s: s - reach), frame.dot(value: value - slope * reach)),
      to: (frame.dot(s: s + reach), frame.dot(value: value + slope * reach)), style: Style(.yellow, bold: true))
  }

  private static func caption(_ layer: LayerPicture, _ unit: Int?, columns: Int) -> String {
    guard let unit else {
      return
        "\(layer.derivation.names.functionScreen)(\(layer.derivation.names.screen(.s))) = \(ActivationWords(layer.derivation.activation, layer.derivation.names).definition)"
    }
    let (derivation, number) = (layer.derivation, layer.number)
    func shown(_ symbol: Symbol) -> String {
      guard layer.isKnown(symbol) else {
        return "\(layer.derivation.names.name(symbol)) = \(Theme.unknown)"
      }
      let value = derivation.value(of: symbol)
      return "\(layer.derivation.names.name(symbol)) \(number.relation(value)) \(number.text(value))"
    }
    var parts = [Symbol(.s, unit), Symbol(.fPrime, unit), Symbol(.y, unit)].map(shown)
    while parts.count > 1 && CharacterWidth.columns(parts.joined(separator: "  ")) > columns { parts.removeLast() }
    return parts.joined(separator: "  ")
  }
}
