import Curriculum
import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// Somebody's answer: the student gives the marks, then sees what an examiner gives, and why.
struct ExaminerState: Equatable, Sendable {
  let sample: SampleAnswer
  /// The marks that the student gives, by their names.
  private(set) var given: Set<String> = []
  private(set) var isMarked = false
  private(set) var scroll = 0

  init(_ sample: SampleAnswer) { self.sample = sample }

  private mutating func toggle(_ key: Character) {
    let name = sample.marks.scheme.marks.first { $0.name.lowercased() == String(key).lowercased() }?.name
    guard let name else { return }
    if given.contains(name) { given.remove(name) } else { given.insert(name) }
  }

  private mutating func scroll(_ rows: Int, most: Int) { scroll = min(max(0, scroll + rows), most) }
}

extension ExaminerState: Feature {
  func context(isWalk: Bool) -> KeyContext { .overlay }

  var keys: [(String, String)]? {
    let names = sample.marks.scheme.marks.map { $0.name.lowercased() }.joined(separator: " ")
    return isMarked
      ? [("Enter", "the next answer"), ("↑↓", "scroll"), ("Esc", "close")]
      : [(names, "give or take a mark"), ("Enter", "compare"), ("Esc", "close")]
  }

  func press(_ key: KeyEvent, in app: inout AppModel) -> [Effect]? {
    var state = self
    let most = max(0, rows(app.size.columns - 4).count - (app.size.rows - 3))
    switch key {
    case .escape, .control("c"), .control("g"), .character("q"):
      app.uncover()
      return []
    case .enter where isMarked: return app.perform(.examiner)
    case .enter:
      state.isMarked = true
      state.scroll = 0
    case .down: state.scroll(1, most: most)
    case .up: state.scroll(-1, most: most)
    case .pageDown: state.scroll(10, most: most)
    case .pageUp: state.scroll(-10, most: most)
    case .character(let character) where !isMarked: state.toggle(character)
    default: return nil
    }
    app.overlay = .examiner(state)
    return []
  }

  func draw(_ model: AppModel, on canvas: inout Canvas) {
    let area = Rect(column: 0, row: 0, columns: canvas.size.columns, rows: canvas.size.rows - 1)
    canvas.clear(area)
    let note =
      isMarked
      ? MarksText(sample.marks, names: model.sitting.derivation.names).sum : "\(sum) of \(sample.marks.scheme.most)"
    let inner = Panel(
      title: isMarked ? "The examiner's marks" : "Mark this answer", note: note, style: Theme.focusedFrame,
      titleStyle: Theme.heading
    ).draw(on: &canvas, in: area).inset(columns: 1, rows: 0)
    for (place, row) in rows(inner.columns).dropFirst(scroll).prefix(inner.rows).enumerated() {
      canvas.write(row.text, column: inner.column, row: inner.row + place, style: row.style, in: inner)
    }
  }

  private var sum: Int { sample.marks.scheme.marks.filter { given.contains($0.name) }.reduce(0) { $0 + $1.points } }

  private func rows(_ width: Int) -> [(text: String, style: Style)] {
    var rows: [(text: String, style: Style)] = []
    func add(_ text: String, _ style: Style = .plain, indent: Int = 0) {
      let pad = String(repeating: " ", count: indent)
      guard !text.isEmpty else { return rows.append(("", style)) }
      for line in TextWrap.lines(CharacterWidth.printable(text), toWidth: width - indent) {
        rows.append((pad + line, style))
      }
    }
    for (place, line) in sample.lines.enumerated() {
      let judged = sample.sheet.lines[place]
      let style =
        !isMarked ? Style.plain : judged.truth == .yes ? Theme.good : judged.truth == .no ? Theme.error : .plain
      add("\(place + 1)  \(isMarked ? SheetMark.sign(judged) + " " : "")\(line)", style)
    }
    add("")
    let scheme = sample.marks.scheme
    for (result, isSame) in sample.comparison(with: given) {
      let name = "\(result.mark.name)  \(result.mark.title(scheme.asks, .standard))"
      guard isMarked else {
        add(
          "[\(given.contains(result.mark.name) ? "×" : " ")] \(name)",
          given.contains(result.mark.name) ? Theme.good : .plain)
        continue
      }
      add(
        "\(result.points > 0 ? "✓" : "·") \(name)\(isSame ? "" : "  (you: \(given.contains(result.mark.name) ? "given" : "not given"))")",
        isSame ? Theme.good : Theme.error)
      let line = result.line.map { "line \($0)" }
      let said = [line, result.reason.isEmpty ? nil : result.reason].compactMap { $0 }.joined(separator: ": ")
      if !said.isEmpty { add(said, Theme.dim, indent: 5) }
    }
    guard isMarked else { return rows }
    if sample.marks.special > 0 {
      add("✓ one point for the gradients of the loss in place of what was asked", Theme.good)
    }
    let same = sample.comparison(with: given).count { $0.isSame }
    add("")
    if !sample.reason.isEmpty { add(sample.reason) }
    add(
      "\(same) of \(scheme.marks.count) as the examiner has them; your sum is \(sum), theirs \(sample.marks.points)",
      Theme.heading)
    return rows
  }
}
