import Curriculum
import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// Where the panes stand, for each size and shape on purpose.
///
/// Question: the text has the whole screen. From 80 columns: lesson and values side by side, the step below. Below 80, and in
/// fewer than 28 rows where the layer is larger than 2×2, the lesson folds away behind `t`: what is computed stands whole beside
/// what it is computed from. From 36 rows a second view stands under the matrices, where they leave it room; from 160 columns
/// both others stand in a column of their own.
struct WalkLayout: Equatable {
  static let minimum = Size(columns: 60, rows: 18)

  let size: Size
  let lesson: Rect
  /// The room of the chosen view and of those beside it.
  private let views: Rect
  let step: Rect

  init(_ size: Size, at position: WalkPosition, of example: LayerExample) {
    self.size = size
    let body = Rect(column: 0, row: 1, columns: size.columns, rows: size.rows - 2)
    let none = Rect(column: 0, row: 1, columns: 0, rows: 0)
    guard position != .question else {
      lesson = body
      views = none
      step = none
      return
    }
    let isTight = size.rows < 28
    // Two rows more where the sum of an entry of δx goes on in a second line.
    let tightRows = example.k > 2 && example.k <= 8 && size.rows >= 22 ? 10 : 8
    let stepRows = isTight ? tightRows : size.rows < 36 ? 10 : size.rows < 50 ? 12 : 14
    let upper = Rect(column: 0, row: 1, columns: size.columns, rows: body.rows - stepRows)
    step = Rect(column: 0, row: upper.endRow, columns: size.columns, rows: stepRows)
    let isFolded = isTight && (example.k > 2 || example.n > 2)
    let lessonColumns: Int =
      switch size.columns {
      case ..<80: 0
      case ..<100: isFolded ? 0 : 38
      case ..<160: isFolded ? 0 : size.columns * 45 / 100
      default: 68
      }
    lesson = lessonColumns == 0 ? none : Rect(column: 0, row: 1, columns: lessonColumns, rows: upper.rows)
    views = Rect(column: lessonColumns, row: 1, columns: size.columns - lessonColumns, rows: upper.rows)
  }

  /// Where the chosen view stands, and further ones beside it, for the shape of these numbers.
  func values(of example: LayerExample) -> (chosen: Rect, others: [Rect]) {
    var rest = views
    var others: [Rect] = []
    if size.columns >= 160 {
      let width = rest.columns / 2
      let half = rest.rows / 2
      let start = rest.endColumn - width
      others = [
        Rect(column: start, row: rest.row, columns: width, rows: half),
        Rect(column: start, row: rest.row + half, columns: width, rows: rest.rows - half),
      ]
      rest.columns -= width
    } else if size.rows >= 36 {
      // The matrices stand in two lines of blocks, from four inputs on in three.
      let tallest = min(8, max(example.k, example.n))
      let needed = (example.n > 3 ? 3 : 2) * (tallest + 1) + 2
      let below = min(12, rest.rows - max(needed, rest.rows / 2))
      if below >= 9 {
        others = [Rect(column: rest.column, row: rest.endRow - below, columns: rest.columns, rows: below)]
        rest.rows -= below
      }
    }
    return (rest, others)
  }

  /// The lesson's text inside its frame; where it is folded away, as wide as the screen.
  var lessonText: Rect {
    lesson.columns > 0
      ? Rect(
        column: lesson.column + 2, row: lesson.row + 1, columns: min(lesson.columns - 4, 92), rows: lesson.rows - 2)
      : Rect(column: 2, row: 2, columns: size.columns - 4, rows: size.rows - 4)
  }

  var panes: [WalkState.Pane] { lesson.columns > 0 ? [.lesson, .values] : [.values] }
}

/// What of the walk's screen stays while a step is uncovered: the title, the lesson, and the frame of the step.
struct WalkFrame: Equatable, Sendable {
  let title: String
  let layout: WalkLayout
  let derivation: Derivation
  /// The position without what is uncovered.
  let place: WalkPosition
  let lesson: TextPane
  let pane: WalkState.Pane
  let isAsked: Bool
}

/// The walk: title, lesson, values, step; all that they are drawn from.
struct WalkthroughScreen: Equatable, Sendable {
  let size: Size
  let walkthrough: Walkthrough
  let position: WalkPosition
  let changed: [Symbol]
  let look: WalkState.Look
  let number: NumberText
  let view: ValuesView
  /// What the tutor asks: the rule is then in no pane.
  let turn: Turn?
  /// Whether a hint has said where to look.
  let isHinted: Bool
  let drawn: DrawnBefore

  init(_ walk: Walk, _ state: WalkState, of model: AppModel) {
    size = model.size
    walkthrough = walk.walkthrough
    position = walk.position
    changed = walk.changed
    look = state.look
    number = model.number
    view = model.valuesView
    turn = model.sitting.turn
    isHinted = model.sitting.isPlaceHinted
    drawn = model.drawn
  }

  private var derivation: Derivation { walkthrough.derivation }

  var canvas: Canvas {
    let layout = WalkLayout(size, at: position, of: derivation.example)
    var place = position
    if case .step(let index, _) = place { place = .step(index, reveal: 0) }
    let frame = WalkFrame(
      title: walkthrough.title, layout: layout, derivation: derivation, place: place, lesson: look.lesson,
      pane: look.pane, isAsked: turn != nil)
    var canvas = drawn.frames.value(of: frame) {
      var canvas = Canvas(size)
      drawTitle(on: &canvas)
      if layout.lesson.columns > 0 {
        panel("Lesson", note: turn == nil ? look.lesson.note : "", .lesson).draw(on: &canvas, in: layout.lesson)
        if turn == nil || place == .question {
          look.lesson.draw(on: &canvas, in: layout.lessonText)
        } else {
          let text = layout.lessonText
          for (row, line) in TextWrap.lines("The text comes back with the answer.", toWidth: text.columns).enumerated()
          {
            canvas.write(line, column: text.column, row: text.row + row, style: Theme.dim, in: text)
          }
        }
      }
      if place != .question { panel(stepTitle, note: "", nil).draw(on: &canvas, in: layout.step) }
      return canvas
    }
    draw(layout, on: &canvas)
    return canvas
  }

  /// The layer as the views draw it.
  var picture: LayerPicture {
    LayerPicture(
      walkthrough, at: position, isHinted: isHinted, isAsked: turn != nil, changed: changed, number: number,
      blocks: drawn.blocks)
  }

  /// The values and the step.
  private func draw(_ layout: WalkLayout, on canvas: inout Canvas) {
    guard position != .question else { return }
    let picture = picture
    let (chosen, others) = layout.values(of: derivation.example)
    // Where two have room the matrices stay where they are.
    let views =
      others.isEmpty
      ? [view]
      : others.count == 1
        ? [.matrices, view == .matrices ? .network : view] : ValuesView.allCases
    for (view, area) in zip(views, [chosen] + others) {
      let isMain = area == chosen
      let title =
        view == .matrices
        ? "Values"
        : view == .network ? "Network" : ActivationWords(derivation.activation, derivation.names).curve
      var frame = panel(title, note: "", isMain ? .values : nil)
      let inner = area.inset(columns: 2, rows: 1)
      var fits = true
      switch view {
      case .matrices:
        fits = MatricesView.draw(
          picture, scrolled: look.valuesScroll, isChosen: look.pane == .values, on: &canvas, in: inner)
      case .network: NetworkView.draw(picture, on: &canvas, in: inner)
      case .curve: CurveView.draw(picture, on: &canvas, in: inner)
      }
      if isMain { frame.note = valuesNote(view, fits: fits) }
      frame.draw(on: &canvas, in: area)
    }
    if let turn {
      return TurnPane(turn: turn, derivation: derivation).draw(on: &canvas, in: layout.step.inset(columns: 2, rows: 1))
    }
    let pane = StepPane(
      derivation: derivation, position: position, number: number, formulas: drawn.formulas,
      understood: position == .values ? walkthrough.understood : nil)
    pane.draw(on: &canvas, in: layout.step.inset(columns: 2, rows: 1))
  }

  private func panel(_ title: String, note: String, _ pane: WalkState.Pane?) -> Panel {
    let isFocused = pane != nil && look.pane == pane && position != .question
    return Panel(
      title: isFocused ? "▸ \(title)" : title, note: note, style: isFocused ? Theme.focusedFrame : Theme.frame,
      titleStyle: Theme.heading)
  }

  private func valuesNote(_ view: ValuesView, fits: Bool) -> String {
    guard view == .matrices else { return "v: next view" }
    let rounding = number.isExact ? "exact; x: decimals" : "\(number.precision) decimals; x: exact"
    return !fits ? "Tab ↑↓: all · \(rounding)" : rounding
  }

  private var stepTitle: String {
    guard case .step(let index, _) = position, let id = derivation.id(at: index) else {
      return "Start"
    }
    if turn != nil { return "Your turn" }
    return "Step \(id)"
  }

  private func drawTitle(on canvas: inout Canvas) {
    let line = Rect(column: 0, row: 0, columns: size.columns, rows: 1)
    var right = ""
    var path = [walkthrough.title]
    switch position {
    case .question: path.append("Question")
    case .values: path.append("Values")
    case .step(let index, _):
      if let stage = walkthrough.stage(position) { path.append(SymbolText.title(stage)) }
      if let id = derivation.id(at: index) { path.append(derivation.names.title(id)) }
      let count = derivation.stepCount
      right = "step \(index + 1) of \(count) " + bar(Double(index + 1) / Double(count))
    }
    let rightWidth = CharacterWidth.columns(right)
    let room = Rect(column: 0, row: 0, columns: size.columns - rightWidth - 2, rows: 1)
    let separator = "  ›  "
    // What is narrower drops the beginning: the step is what matters.
    while path.count > 1, 1 + path.reduce(-5, { $0 + CharacterWidth.columns($1) + 5 }) > room.columns {
      path.removeFirst()
    }
    var column = 1
    for (index, part) in path.enumerated() {
      if index > 0 { column = canvas.write(separator, column: column, row: 0, style: Theme.dim, in: room) }
      column = canvas.write(
        part, column: column, row: 0, style: index == path.count - 1 ? Theme.heading : .plain, in: room)
    }
    canvas.write(right, column: size.columns - rightWidth - 1, row: 0, style: Theme.dim, in: line)
  }

  private func bar(_ share: Double) -> String {
    let width = 10
    let eighths = Int((share * Double(width * 8)).rounded())
    let full = min(width, eighths / 8)
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let part = full < width ? parts[eighths % 8] : ""
    return "▕" + String(repeating: "█", count: full) + part
      + String(repeating: " ", count: max(0, width - full - (part.isEmpty ? 0 : 1))) + "▏"
  }
}
