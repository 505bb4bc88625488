import Session
import TextLayout
import TextUI

/// `?`: every key and action that means something here, from the action table.
enum HelpOverlay {
  struct Row: Equatable {
    let keys: String
    let line: String
    let usage: String
    let summary: String
    let needsArgument: Bool
  }

  /// The rows that what was typed leaves: by key, name or words of the explanation.
  static func rows(_ state: HelpState) -> [Row] {
    let query = state.chooser.field.string.lowercased()
    let bindings = ActionTable.bindings(in: state.place)
    var rows: [Row] = []
    for binding in bindings {
      // What a key begins to type at the prompt is what it is for.
      let words = binding.line.split(separator: " ").map(String.init)
      let name = words.count > 1 && words[0] == "prompt" ? words[1] : words[0]
      guard let spec = ActionTable.actions.first(where: { $0.name == name }) else { continue }
      let keys = binding.keys.map(\.sign).joined(separator: " ")
      rows.append(
        Row(keys: keys, line: binding.line, usage: binding.line, summary: spec.summary, needsArgument: false))
    }
    let bound = Set(bindings.map { $0.line.prefix { $0 != " " } }.map(String.init))
    for spec in ActionTable.actions where !bound.contains(spec.name) && !spec.isForScripts {
      let needsArgument = spec.usage.contains(" ") && !spec.usage.contains(" [")
      rows.append(
        Row(keys: ":", line: spec.name, usage: spec.usage, summary: spec.summary, needsArgument: needsArgument))
    }
    guard !query.isEmpty else { return rows }
    let matching = rows.filter { row in
      row.keys.split(separator: " ").contains { $0.lowercased() == query } || row.line.lowercased().contains(query)
        || row.summary.lowercased().contains(query)
    }
    // What is called so comes before what only mentions it.
    let isNamed: (Row) -> Bool = { $0.line.hasPrefix(query) || $0.keys.lowercased() == query }
    return matching.filter(isNamed) + matching.filter { !isNamed($0) }
  }

  static func draw(_ state: HelpState, on canvas: inout Canvas) {
    let rows = rows(state)
    let area = Rect(canvas.size).inset(columns: 2, rows: 1).centred(columns: 92, rows: 60)
    canvas.clear(area)
    let inner = Panel(
      title: "Help",
      note: area.columns > 60
        ? "type to filter · ↑↓ choose · Enter runs it · Esc closes" : "Enter runs it · Esc closes",
      style: Theme.focusedFrame,
      titleStyle: Theme.heading
    ).draw(on: &canvas, in: area).inset(columns: 1, rows: 0)
    ListOverlay.drawFilter(state.chooser, on: &canvas, in: inner)
    let list = inner.droppingRows(2)
    let bound = rows.filter { $0.keys != ":" }
    let keyWidth = min(18, (bound.map { CharacterWidth.columns($0.keys) }.max() ?? 0) + 2)
    let nameWidth = min(18, (bound.map { CharacterWidth.columns($0.line) }.max() ?? 14) + 2)
    let summary = keyWidth + nameWidth
    ListOverlay.draw(state.chooser, count: rows.count, on: &canvas, in: list) { canvas, index, line in
      let (row, at) = (rows[index], line.row)
      // An action without a key shows how it is typed, in the room of key and name.
      let lead = row.keys == ":" ? ":" + row.usage : row.keys
      let room = Rect(column: list.column, row: at, columns: row.keys == ":" ? summary - 1 : keyWidth - 1, rows: 1)
      let isCut = CharacterWidth.columns(lead) > room.columns
      canvas.write(
        isCut ? lead.prefix(max(1, room.columns - 1)) + "…" : lead, column: list.column, row: at, style: Theme.key,
        in: room)
      if row.keys != ":" {
        let name = Rect(column: list.column + keyWidth, row: at, columns: nameWidth - 1, rows: 1)
        canvas.write(row.line, column: name.column, row: at, style: Theme.math, in: name)
      }
      canvas.write(row.summary, column: list.column + summary, row: at, in: list)
    }
  }
}
