import TextLayout
import TextUI
import Tutoring

extension AppModel {
  /// The frame of this model.
  ///
  /// It cannot fail: everything it draws was checked when it came in.
  package func view() -> Canvas {
    var canvas = Canvas(size)
    guard size.columns >= WalkLayout.minimum.columns && size.rows >= WalkLayout.minimum.rows else {
      drawTooSmall(on: &canvas)
      return canvas
    }
    switch screen {
    case .walk(let state): WalkthroughScreen(state: state, model: self).draw(on: &canvas)
    case .reader(let state): ReaderScreen.draw(state.text, title: state.lesson.title, on: &canvas)
    }
    drawOverlay(on: &canvas)
    drawBottom(on: &canvas)
    return canvas
  }

  private func drawTooSmall(on canvas: inout Canvas) {
    let lines = [
      "backprop needs \(WalkLayout.minimum.columns)×\(WalkLayout.minimum.rows);",
      "this is \(size.columns)×\(size.rows).",
      "Enlarge the window, or q to quit.",
    ]
    for (row, line) in lines.enumerated() {
      canvas.write(line, column: max(0, (size.columns - line.count) / 2), row: max(0, size.rows / 2 - 1) + row)
    }
  }

  private func drawOverlay(on canvas: inout Canvas) {
    switch overlay {
    case .none, .prompt: break
    case .help(let state): HelpOverlay.draw(state, on: &canvas)
    case .editor(let state): if case .walk(let walk) = screen { EditorView.draw(state, walk, model: self, on: &canvas) }
    case .check(let scroll):
      if case .walk(let walk) = screen { CheckOverlay.draw(walk, number: number, scroll: scroll, on: &canvas) }
    case .zoom: if case .walk(let walk) = screen { ZoomOverlay.draw(walk, on: &canvas) }
    case .lesson(let pane): ReaderScreen.draw(pane, title: lessonTitle, on: &canvas)
    }
  }

  private var lessonTitle: String {
    switch screen {
    case .walk(let state): state.walkthrough.lesson.title
    case .reader(let state): state.lesson.title
    }
  }

  private func drawBottom(on canvas: inout Canvas) {
    let row = size.rows - 1
    let line = Rect(column: 0, row: row, columns: size.columns, rows: 1)
    canvas.clear(line)
    if case .prompt(let state) = overlay {
      if let status { drawStatus(status, row: row - 1, on: &canvas) }
      state.field.draw(label: state.purpose == .search ? "/" : ":", on: &canvas, in: line)
    } else if let status {
      drawStatus(status, row: row, on: &canvas)
    } else {
      KeyBar.draw(context, on: &canvas, in: line)
    }
  }

  private func drawStatus(_ status: Status, row: Int, on canvas: inout Canvas) {
    let line = Rect(column: 0, row: row, columns: size.columns, rows: 1)
    canvas.clear(line)
    let style = status.isError ? Theme.error : Theme.key
    var text = (status.isError ? " ✗ " : " ") + CharacterWidth.printable(status.text)
    if CharacterWidth.columns(text) > size.columns {
      while CharacterWidth.columns(text) > size.columns - 1 { text.removeLast() }
      text += "…"
    }
    canvas.write(text, column: 0, row: row, style: style, in: line)
  }
}

/// The keys that matter now, from the action table.
enum KeyBar {
  static func draw(_ context: KeyContext, on canvas: inout Canvas, in area: Rect) {
    let shown = (ActionTable.bindings[context] ?? []).filter { !$0.label.isEmpty }
    // Help and the way out stay; what does not fit goes from the middle.
    let last = shown.suffix(2)
    let tail = last.reduce(0) { $0 + width($1) }
    var column = area.column + 1
    for binding in shown.dropLast(2) where column + width(binding) + tail <= area.endColumn {
      column = draw(binding, column, on: &canvas, in: area)
    }
    for binding in last { column = draw(binding, column, on: &canvas, in: area) }
  }

  private static func width(_ binding: KeyBinding) -> Int {
    CharacterWidth.columns(binding.keys.first?.sign ?? "") + 1 + binding.label.count + 2
  }

  private static func draw(_ binding: KeyBinding, _ column: Int, on canvas: inout Canvas, in area: Rect) -> Int {
    let next = canvas.write(binding.keys.first?.sign ?? "", column: column, row: area.row, style: Theme.key, in: area)
    return canvas.write(" \(binding.label)  ", column: next, row: area.row, style: Theme.bar, in: area)
  }
}
