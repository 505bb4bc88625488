import Curriculum
import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// What the tutor asks, in the place of the step: the blank alone, and how sure the skill is.
struct TurnPane {
  let turn: Turn
  let derivation: Derivation

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let first = turn.symbols.first else { return }
    let names = derivation.names
    let shape = derivation.shape(first.quantity).map(String.init).joined(separator: "×")
    let name = turn.symbols.count == 1 ? names.name(first) : "\(names.name(first.quantity)), all \(shape)"
    var column = canvas.write(
      Theme.marker(first.quantity) + name, column: area.column, row: area.row, style: Theme.style(first.quantity),
      in: area)
    column = canvas.write(" = ", column: column, row: area.row, in: area)
    canvas.write("▢", column: column, row: area.row, style: Theme.key, in: area)
    let example =
      turn.symbols.count == 1 ? "a number, 1.5*exp(-1.5), or a formula" : "1 2; 3 4, or a formula of the whole"
    let lines = TextWrap.lines("On paper, from the values above; then type it: \(example).", toWidth: area.columns)
    for (row, line) in lines.enumerated() where row + 2 < area.rows {
      canvas.write(line, column: area.column, row: area.row + 2 + row, style: Theme.dim, in: area)
    }
    let row = area.row + 3 + lines.count
    guard row < area.endRow else { return }
    guard let skill = turn.skill else { return }
    column = canvas.write(skill.title + "  ", column: area.column, row: row, in: area)
    column = canvas.write(
      ProgressText.bar(ProgressText.share(turn.mastery), cells: 12), column: column, row: row, style: Theme.key,
      in: area)
    canvas.write("  " + ProgressText.state(turn.mastery), column: column, row: row, style: Theme.dim, in: area)
  }
}
