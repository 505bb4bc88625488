import Curriculum
import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

extension AppModel {
  /// The frame of this model.
  ///
  /// It cannot fail: everything it draws was checked when it came in.
  package func view() -> Canvas {
    guard !isTooSmall else {
      var canvas = Canvas(size)
      drawTooSmall(on: &canvas)
      return canvas
    }
    let below = ScreenBelow(self)
    var canvas = drawn.screens.value(of: below) { below.canvas }
    for layer in layers { layer.feature.draw(self, on: &canvas) }
    drawBottom(on: &canvas)
    return canvas
  }

  /// Whether a line can be typed.
  package var isPromptOpen: Bool { if case .prompt = overlay { true } else { false } }

  package var isPromptEmpty: Bool { if case .prompt(let state) = overlay { state.field.text.isEmpty } else { false } }

  /// Whether something lies over the screen.
  package var hasLayer: Bool { overlay != nil }

  /// The prompt alone on one row, for `repl`.
  package func promptLine(columns: Int) -> Canvas {
    var canvas = Canvas(Size(columns: max(4, columns), rows: 1))
    if case .prompt(let state) = overlay {
      state.field.draw(label: "> ", on: &canvas, in: Rect(canvas.size))
    }
    return canvas
  }

  private func drawTooSmall(on canvas: inout Canvas) {
    let lines =
      [
        "backprop needs \(WalkLayout.minimum.columns)×\(WalkLayout.minimum.rows);",
        "this is \(size.columns)×\(size.rows).",
        "Enlarge the window, or q to quit.",
      ]
      + (isAskedToLeave
        ? TextWrap.wrapped("Your numbers end with the program: q once more to quit.", toWidth: size.columns) : [])
    let first = max(0, (size.rows - lines.count) / 2)
    for (row, line) in lines.enumerated() {
      canvas.write(line, column: max(0, (size.columns - line.count) / 2), row: first + row)
    }
  }

  private func drawBottom(on canvas: inout Canvas) {
    let row = size.rows - 1
    let line = Rect(column: 0, row: row, columns: size.columns, rows: 1)
    canvas.clear(line)
    if showsResults {
      ResultsPanel(model: self, below: row - (isPromptOpen && status != nil ? 1 : 0)).draw(on: &canvas)
    }
    if case .prompt(let state) = overlay {
      if let above = status ?? understood(state) { drawStatus(above, row: row - 1, on: &canvas) }
      state.field.draw(label: state.purpose == .search ? "/" : ":", on: &canvas, in: line)
      if state.field.text.isEmpty {
        let hint =
          state.purpose == .search ? "Enter searches  Esc closes " : "Tab completes  ↑ earlier lines  Esc closes "
        canvas.write(hint, column: line.endColumn - hint.count, row: row, style: Theme.bar, in: line)
      }
    } else if case .practice(let state) = overlay {
      PracticeLine(sitting: sitting, state: state, said: status ?? state.said).draw(on: &canvas, in: line)
    } else if let status {
      drawStatus(status, row: row, on: &canvas)
    } else if let offer {
      KeyBar.draw([("Enter", offer.text), ("→", "begins here")], on: &canvas, in: line)
    } else if isAutoplaying {
      KeyBar.draw([("▶", "walks on by itself"), ("any key", "stops it")], on: &canvas, in: line)
    } else {
      drawKeys(on: &canvas, in: line)
    }
  }

  /// The keys that mean something now: where text is typed, only those that end it.
  private func drawKeys(on canvas: inout Canvas, in line: Rect) {
    if let keys = overlay?.feature.keys {
      KeyBar.draw(keys, on: &canvas, in: line)
    } else {
      KeyBar.draw(context, label: label, on: &canvas, in: line)
    }
  }

  /// What a key does here and now; `nil` where it would do nothing.
  private func label(_ binding: KeyBinding) -> String? {
    switch binding.action {
    case .close where context != .editor: closingWord
    // Where the lesson stands beside the walk it needs no key.
    case .lesson:
      sitting.walk.map { WalkLayout(size, at: $0.position, of: $0.example).lesson.columns == 0 } ?? false
        ? binding.label : nil
    case .walk: textPane.nearestLayer == nil && sitting.lesson.layer == nil ? nil : binding.label
    case .uncover: overlay?.feature.showsAll ?? false ? "hide again" : binding.label
    default: binding.label
    }
  }

  /// What `q` does now.
  private var closingWord: String {
    if case .none = overlay { leadsBack ? "return" : "quit" } else { "close" }
  }

  /// While numbers are assigned: what is understood so far, before anything is replaced.
  private func understood(_ state: PromptState) -> Status? {
    let lines = Self.lines(state.field.string)
    guard state.purpose == .command, let example, lines.count == 1, let line = lines.first,
      line.contains("=") || line.contains("set "),
      case .assign(let target, let values, _)? = try? ActionTable.parse(line, names: sitting.derivation.names)
    else { return nil }
    do throws(FormulaError) {
      let part = target.part
      let new = try example.assigning(target, values)
      guard new.parts.contains(part) else { return Status(text: "no bias", isError: false) }
      let (rows, columns) = new.shape(of: part)
      let text = (0..<rows).map { row in
        new.row(row, of: part).map(NumberText.given).joined(separator: " ")
      }.joined(separator: "; ")
      let shape = columns == 1 ? "\(rows)" : "\(rows)×\(columns)"
      return Status(text: "\(part.rawValue) \(shape): [\(text)]", isError: false)
    } catch {
      return Status(text: error.message, isError: false)
    }
  }

  /// A message on one row, or on up to three that end there: its remedy stands last and must not be cut off.
  private func drawStatus(_ status: Status, row: Int, on canvas: inout Canvas) {
    let style = status.isError ? Theme.error : Theme.key
    let text = (status.isError ? "✗ " : "") + CharacterWidth.printable(status.text)
    let wrapped = TextWrap.lines(text, toWidth: size.columns - 2)
    var lines = Array(wrapped.prefix(3))
    if wrapped.count > 3 { lines[2] += "…" }
    for (index, line) in lines.enumerated() {
      let at = row - lines.count + 1 + index
      let area = Rect(column: 0, row: at, columns: size.columns, rows: 1)
      canvas.clear(area)
      canvas.write(" " + line, column: 0, row: at, style: style, in: area)
    }
  }
}

/// The keys that matter now, from the action table.
enum KeyBar {
  /// - Parameter label: what a key does; it is left out where there is none.
  static func draw(
    _ context: KeyContext, label: (KeyBinding) -> String?, on canvas: inout Canvas, in area: Rect
  ) {
    let shown = ActionTable.bindings(in: context).filter { !$0.label.isEmpty }.compactMap { binding in
      label(binding).map { $0 == binding.label ? binding : binding.labelled($0) }
    }
    // Help and the way out stay; what does not fit goes from the middle.
    let last = shown.suffix(2)
    let tail = last.reduce(0) { $0 + width($1) }
    var column = area.column + 1
    for binding in shown.dropLast(2) where column + width(binding) + tail <= area.endColumn {
      column = draw(binding, column, on: &canvas, in: area)
    }
    for binding in last { column = draw(binding, column, on: &canvas, in: area) }
  }

  static func draw(_ keys: [(key: String, label: String)], on canvas: inout Canvas, in area: Rect) {
    var column = area.column + 1
    for (key, label) in keys {
      column = canvas.write(key, column: column, row: area.row, style: Theme.key, in: area)
      column = canvas.write(" \(label)  ", column: column, row: area.row, style: Theme.bar, in: area)
    }
  }

  private static func width(_ binding: KeyBinding) -> Int {
    CharacterWidth.columns(binding.keys.first?.sign ?? "") + 1 + binding.label.count + 2
  }

  private static func draw(_ binding: KeyBinding, _ column: Int, on canvas: inout Canvas, in area: Rect) -> Int {
    let next = canvas.write(binding.keys.first?.sign ?? "", column: column, row: area.row, style: Theme.key, in: area)
    return canvas.write(" \(binding.label)  ", column: next, row: area.row, style: Theme.bar, in: area)
  }
}
