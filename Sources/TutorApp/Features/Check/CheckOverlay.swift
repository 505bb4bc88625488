import LayerMath
import Session
import TextLayout
import TextUI
import Tutoring

/// Entries beside their central differences.
enum CheckTable {
  /// - Parameter scroll: `nil` where the table does not scroll, and what it has no room for is named instead.
  static func draw(
    _ entries: [DerivationStep.CheckedEntry], total: Int, number: NumberText, names: Naming, scroll: Int?,
    isKnown: (Symbol) -> Bool = { _ in true }, on canvas: inout Canvas, in area: Rect
  ) {
    let isNarrow = area.columns < 72
    let heads = ["entry", "", "formula", isNarrow ? "difference" : "central difference", "apart by", "at most"]
    let room = max(0, area.rows - 2)
    let first = min(scroll ?? 0, max(0, entries.count - room))
    let inView = first..<min(entries.count, first + room)
    // Of a long table only what is in view is written: it takes many digits to tell these numbers apart. Of a short one
    // all is, so that its columns keep still.
    let written = total <= 40 ? entries.indices : inView
    let rows = entries[written].map { entry -> [String] in
      let comparison = entry.comparison
      guard isKnown(entry.symbol) else {
        return [names.name(entry.symbol), Theme.unknown, Theme.unknown, Theme.unknown, "", ""]
      }
      let verdict = comparison.agrees ? "✓ agrees" : "✗ differs"
      return [
        names.name(entry.symbol), isNarrow ? String(verdict.prefix(1)) : verdict,
        value(comparison.analytic, number),
        value(comparison.difference, number), apart(comparison), CheckText.size(comparison.bound),
      ]
    }
    let widths = heads.indices.map { column in
      ([heads] + rows).map { CharacterWidth.columns($0[column]) }.max() ?? 0
    }
    let agree = entries.count { $0.comparison.agrees }
    let known = entries.count { isKnown($0.symbol) }
    let summary =
      known < entries.count
      ? "\(known) of \(entries.count) entries are computed so far; s shows all"
      : agree < entries.count
        ? "✗ \(entries.count - agree) of \(entries.count) differ"
        : total > entries.count
          ? "✓ these agree: \(entries.count) of \(total) entries checked"
          : entries.count == 1 ? "✓ agrees" : "✓ all \(entries.count) agree"
    let gap = isNarrow ? 1 : 2
    write(heads, widths, gap: gap, row: area.row, style: Theme.dim, on: &canvas, in: area)
    for (line, cells) in rows.dropFirst(first - written.lowerBound).prefix(inView.count).enumerated() {
      write(cells, widths, gap: gap, row: area.row + 1 + line, style: .plain, on: &canvas, in: area)
    }
    let hidden =
      entries.count <= room ? "" : scroll == nil ? "; c shows every entry" : "; \(entries.count - room) more below"
    let more = first + room < entries.count ? summary + hidden : summary
    canvas.write(
      CharacterWidth.columns(more) <= area.columns ? more : summary, column: area.column,
      row: min(area.endRow - 1, area.row + 1 + min(entries.count, room)),
      style: agree == entries.count || known < entries.count ? Theme.key : Theme.error, in: area)
  }

  private static let decimal = NumberText(precision: 8)
  private static let short = NumberText(precision: 4)
  private static let longSum = 100

  /// With exact numbers on, the exact form where a column has room for it: a central difference with `h = 10⁻⁶` in its
  /// exponents has none.
  private static func value(_ value: RealNumber, _ number: NumberText) -> String {
    guard value.termCount <= longSum else { return number.isExact ? short.text(value) : number.text(value) }
    guard number.isExact else { return decimal.text(value) }
    let exact = number.text(value)
    if CharacterWidth.columns(exact) <= 24 { return exact }
    return (decimal.relation(value) == .approximate ? "≈ " : "") + decimal.text(value)
  }

  /// How far the sides are apart; of sums of hundreds of terms that agree only that it is no more than it may be, since
  /// all their digits take a tenth of a second.
  private static func apart(_ comparison: GradientComparison) -> String {
    comparison.agrees && comparison.distance.termCount > longSum
      ? "≤ \(CheckText.size(comparison.bound))" : CheckText.size(comparison.distance)
  }

  private static func write(
    _ cells: [String], _ widths: [Int], gap: Int, row: Int, style: Style, on canvas: inout Canvas, in area: Rect
  ) {
    var column = area.column
    for (index, cell) in cells.enumerated() {
      // A column that does not fit is left out whole: a number cut off would read as another one.
      guard column + widths[index] <= area.endColumn else { return }
      let isText = index < 2
      let pad = isText ? 0 : widths[index] - CharacterWidth.columns(cell)
      canvas.write(cell, column: column + pad, row: row, style: index == 1 ? Theme.key : style, in: area)
      column += widths[index] + gap
    }
  }
}

/// `c`: the whole check over the walk.
struct CheckOverlay {
  private let check: GradientCheck
  private let text: CheckText
  /// The last sentence: what is special here, else the rule.
  private let reasons: [String]
  private let area: Rect

  init(_ derivation: Derivation, size: Size) {
    let (k, n) = (derivation.example.k, derivation.example.n)
    // Of a large layer a look: each entry takes the time of a key.
    check = derivation.check(limit: k * k * n <= 150 ? 150 : k * n > 1000 ? 12 : 40)
    text = CheckText(check)
    let full = Rect(size).inset(columns: size.columns < 64 ? 1 : 2, rows: 2)
    reasons = TextWrap.lines(text.summary.last ?? text.reason, toWidth: min(84, full.columns) - 4)
    area = full.centred(columns: 84, rows: check.entries.count + 7 + reasons.count)
  }

  /// Frame, heads, verdict, a blank row and the reasons stand round the entries.
  var page: Int { max(1, area.rows - 5 - reasons.count) }

  var lastScroll: Int { max(0, check.entries.count - page) }

  func draw(number: NumberText, scroll: Int, isKnown: (Symbol) -> Bool, on canvas: inout Canvas) {
    canvas.clear(area)
    let inner = Panel(
      title: "Gradient check, \(text.step)", note: "c or Esc closes", style: Theme.focusedFrame,
      titleStyle: Theme.heading
    )
    .draw(on: &canvas, in: area).inset(columns: 1, rows: 0)
    let table = Rect(column: inner.column, row: inner.row, columns: inner.columns, rows: inner.rows - 1 - reasons.count)
    CheckTable.draw(
      check.entries, total: check.total, number: number, names: check.names, scroll: scroll, isKnown: isKnown,
      on: &canvas, in: table)
    for (index, line) in reasons.enumerated() {
      canvas.write(
        line, column: inner.column, row: inner.endRow - reasons.count + index, style: Theme.dim, in: inner)
    }
  }
}
