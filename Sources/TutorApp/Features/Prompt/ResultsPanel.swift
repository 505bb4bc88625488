import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// What the lines typed last gave, above the prompt; the newest stands lowest.
struct ResultsPanel {
  private let rows: [(text: String, style: Style)]
  /// Whose numbers the newest results have.
  private let title: String
  private let bottom: Int
  private let size: Size

  /// - Parameter below: the row under the panel.
  init(model: AppModel, below: Int) {
    size = model.size
    bottom = below
    var rows: [(String, Style)] = []
    title = model.sitting.exchanges.last?.numbersName.map { "Results: \($0)" } ?? "Results"
    // The newest exchange whole, earlier ones while there is room.
    let most = max(3, model.size.rows / 2 - 2, min(10, model.size.rows - 8))
    for exchange in model.sitting.exchanges.reversed() where exchange.replies.contains(where: \.isResult) {
      let text = ReplyText(exchange.derivation, number: model.number, knowsAll: false)
      // A matrix of thousands of numbers is not written out beyond the edge.
      let room = model.size.columns - 6
      let start = exchange.line.prefix(room)
      let echo = start.endIndex < exchange.line.endIndex ? start + "…" : start
      var lines: [(String, Style)] = [(": " + echo, Theme.dim)]
      for reply in exchange.replies where reply.isResult {
        lines += Self.lines(reply, text, room: model.size.columns - 6, most: most - 1)
      }
      if !rows.isEmpty && rows.count + lines.count > most { break }
      if lines.count > most {
        // The newest lines of a history, and the end of a derivation, are what is looked for.
        lines = [lines[0], ("  … \(lines.count - most + 1) lines before", Theme.dim)] + lines.suffix(most - 2)
      }
      rows = lines + rows
    }
    self.rows = rows
  }

  /// A reply, a verdict with its mark; matrices as matrices where they fit.
  private static func lines(_ reply: Reply, _ text: ReplyText, room: Int, most: Int) -> [(String, Style)] {
    if let drawn = text.drawn(reply), drawn.count <= most,
      drawn.allSatisfy({ CharacterWidth.columns($0) <= room })
    {
      return drawn.map { ("  " + $0, .plain) }
    }
    var lines = text.lines(reply).flatMap { wrapped($0, room) }.map { ("  " + $0, Style.plain) }
    if let verdict = reply.verdict, let first = lines.first {
      let (mark, style) =
        text.isRounded(reply) ? ("≈", Theme.warning) : verdict ? ("✓", Theme.good) : ("✗", Theme.error)
      lines[0] = (mark + " " + first.0.dropFirst(2), style)
    }
    return lines
  }

  private static func wrapped(_ text: String, _ width: Int) -> [String] {
    TextWrap.lines(CharacterWidth.printable(text), toWidth: max(20, width))
  }

  func draw(on canvas: inout Canvas) {
    guard !rows.isEmpty else { return }
    let area = Rect(column: 0, row: max(0, bottom - rows.count - 2), columns: size.columns, rows: rows.count + 2)
    canvas.clear(area)
    let inner = Panel(title: title, note: "", style: Theme.focusedFrame, titleStyle: Theme.heading)
      .draw(on: &canvas, in: area)
    for (index, row) in rows.enumerated() {
      canvas.write(row.text, column: inner.column, row: inner.row + index, style: row.style, in: inner)
    }
  }
}
