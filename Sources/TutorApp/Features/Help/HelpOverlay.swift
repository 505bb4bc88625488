import Session
import TextLayout
import TextUI

/// `?`: every key and action that means something here, in the groups of the action table.
enum HelpOverlay {
  struct Row: Equatable {
    /// `nil` for an action without a key.
    let keys: String?
    let line: String
    let usage: String
    let summary: String
    let needsArgument: Bool
    /// The group's name; empty where a filter has put the rows in another order.
    var section = ""

    /// What is typed or pressed: a key, or for an action without one how it is typed.
    var lead: String { keys ?? ":" + usage }
  }

  /// One row of the screen: a group's name, or a line of the row of that index.
  private enum Line {
    case heading(String)
    case row(Int, lead: String, name: String, summary: String)
  }

  /// The rows that what was typed leaves: by key, name or words of the explanation.
  static func rows(_ state: HelpState) -> [Row] {
    let query = state.chooser.field.string.lowercased()
    let rows = sections(in: state.place).flatMap { section in
      bound(section, in: state.place) + unbound(section, in: state.place)
    }
    guard !query.isEmpty else { return rows }
    let matching = rows.filter { row in
      (row.keys ?? "").split(separator: " ").contains { $0.lowercased() == query }
        || row.line.lowercased().contains(query)
        || row.summary.lowercased().contains(query)
    }
    // What is called so comes before what only mentions it.
    let isNamed: (Row) -> Bool = { $0.line.hasPrefix(query) || $0.keys?.lowercased() == query }
    return (matching.filter(isNamed) + matching.filter { !isNamed($0) }).map { row in
      var row = row
      row.section = ""
      return row
    }
  }

  /// The groups, first the one whose keys only this place has.
  private static func sections(in place: KeyContext) -> [ActionSection] {
    let all = ActionTable.sections
    let own: ActionSection? =
      switch place {
      case .editor: all.first { $0.actions.contains { $0.name == "cell" } }
      case .reader: all.first { $0.actions.contains { $0.name == "scroll" } }
      default: nil
      }
    guard let own else { return all }
    return [own] + all.filter { $0.title != own.title }
  }

  private static func bound(_ section: ActionSection, in place: KeyContext) -> [Row] {
    ActionTable.bindings(in: place).compactMap { binding in
      guard let spec = section.actions.first(where: { $0.name == name(binding) }) else { return nil }
      let keys = binding.keys.map(\.sign).joined(separator: " ")
      return Row(
        keys: keys, line: binding.line, usage: binding.line, summary: spec.summary, needsArgument: false,
        section: section.title)
    }
  }

  private static func unbound(_ section: ActionSection, in place: KeyContext) -> [Row] {
    let bound = Set(ActionTable.bindings(in: place).map { $0.line.prefix { $0 != " " } }.map(String.init))
    return section.actions.filter { !bound.contains($0.name) && !$0.isForScripts }.map { spec in
      let needsArgument = spec.usage.contains(" ") && !spec.usage.contains(" [")
      return Row(
        keys: nil, line: spec.name, usage: spec.usage, summary: spec.summary, needsArgument: needsArgument,
        section: section.title)
    }
  }

  /// What a key begins to type at the prompt is what it is for.
  private static func name(_ binding: KeyBinding) -> String {
    let words = binding.line.split(separator: " ").map(String.init)
    return words.count > 1 && words[0] == "prompt" ? words[1] : words[0]
  }

  static func draw(_ state: HelpState, on canvas: inout Canvas) {
    let rows = rows(state)
    let area = Rect(canvas.size).inset(columns: 2, rows: 1).centred(columns: 100, rows: 60)
    canvas.clear(area)
    let list = area.inset(columns: 2, rows: 1).droppingRows(2)
    // The columns keep still while the filter is typed.
    let all = state.chooser.field.string.isEmpty ? rows : self.rows(HelpState(place: state.place))
    let keyWidth = (all.compactMap { $0.keys.map(CharacterWidth.columns) }.max() ?? 0) + 2
    let nameWidth = (all.filter { $0.keys != nil }.map { CharacterWidth.columns($0.line) }.max() ?? 12) + 2
    // Where there is little room, the summary takes the name's.
    let showsNames = list.columns >= 70
    let lead = keyWidth + (showsNames ? nameWidth : 0)
    let (lines, starts) = lines(rows, lead: lead, showsNames: showsNames, width: list.columns)
    let chosen = min(state.chooser.selection, rows.count - 1)
    let first = max(0, min((chosen < 0 ? 0 : starts[chosen]) - list.rows / 2, lines.count - list.rows))
    let last = min(lines.count, first + list.rows)
    Panel(
      title: "Help", note: note(lines[first..<last], of: rows.count, columns: area.columns),
      style: Theme.focusedFrame, titleStyle: Theme.heading
    ).draw(on: &canvas, in: area)
    ListOverlay.drawFilter(state.chooser, on: &canvas, in: area.inset(columns: 2, rows: 1))
    if rows.isEmpty { ListOverlay.drawNothing(on: &canvas, in: list) }
    for (index, line) in lines[first..<last].enumerated() {
      let room = Rect(column: list.column, row: list.row + index, columns: list.columns, rows: 1)
      switch line {
      case .heading(let title): canvas.write(title, column: room.column, row: room.row, style: Theme.heading, in: room)
      case .row(let row, let leading, let name, let summary):
        canvas.write(leading, column: room.column, row: room.row, style: Theme.key, in: room)
        canvas.write(name, column: room.column + keyWidth, row: room.row, style: Theme.math, in: room)
        canvas.write(summary, column: room.column + lead, row: room.row, in: room)
        if row == chosen { canvas.restyle(room) { $0.isReversed = true } }
      }
    }
  }

  /// `1–14 of 52`, and what the keys do.
  private static func note(_ lines: ArraySlice<Line>, of count: Int, columns: Int) -> String {
    let seen = lines.compactMap { if case .row(let row, _, _, _) = $0 { row } else { nil } }
    let hint = columns > 60 ? "type to filter · Enter runs it · Esc closes" : "Enter runs it"
    guard let first = seen.first, let last = seen.last, last - first + 1 < count else { return hint }
    return "\(first + 1)–\(last + 1) of \(count) · \(hint)"
  }

  /// All rows with the names of their groups, nothing cut: a summary that is too long goes on below itself.
  /// - Returns: the lines, and for every row the index of its first.
  private static func lines(_ rows: [Row], lead: Int, showsNames: Bool, width: Int) -> ([Line], starts: [Int]) {
    var lines: [Line] = []
    var starts: [Int] = []
    var section = ""
    for (index, row) in rows.enumerated() {
      if row.section != section {
        section = row.section
        lines.append(.heading(section))
      }
      starts.append(lines.count)
      var summary = TextWrap.wrapped(row.summary, toWidth: max(10, width - lead))
      let standsAlone = CharacterWidth.columns(row.lead) >= lead
      let beside = standsAlone || summary.isEmpty ? "" : summary.removeFirst()
      lines.append(.row(index, lead: row.lead, name: showsNames && row.keys != nil ? row.line : "", summary: beside))
      lines += summary.map { .row(index, lead: "", name: "", summary: $0) }
    }
    return (lines, starts)
  }
}
