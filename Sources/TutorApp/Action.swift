import LayerMath
import TextUI

/// Everything a user can do.
///
/// Each action has a one-line text form; keys, the `:` prompt, the help, `replay` and tests all go through
/// `ActionTable`.
package enum Action: Equatable, Sendable {
  case next(Int)
  case back(Int)
  case nextEntry, previousEntry, nextStage, previousStage, first, last
  case goto(String)
  case set(LayerExample.Part, String)
  case edit, undo, redo, random
  case view(ValuesView?)
  case exact(Bool?)
  case precision(Int)
  case zoom, check, autoplay, lesson
  case pane
  case scroll(Scroll)
  case search(String?)
  case searchAgain(forward: Bool)
  case follow, returnBack
  case open(String)
  case prompt(String)
  case help
  case close, quit, redraw, suspend
  case resize(Size)
  case key(KeyEvent)
  case cell(CellMove)
  case units(Int)
  case inputs(Int)
  case clearCell

  package enum Scroll: String, CaseIterable, Sendable { case up, down, pageup, pagedown, top, bottom }
  package enum CellMove: String, CaseIterable, Sendable { case up, down, left, right, next, previous }
}

/// What the values panel shows.
package enum ValuesView: String, CaseIterable, Sendable { case matrices, network, curve }

/// Why an action line was not understood: one sentence.
package struct ActionError: Error, Equatable, Sendable {
  package let message: String
}

/// Where keys mean something; each place has its own bindings.
package enum KeyContext: String, CaseIterable, Sendable {
  case walk, reader, editor, overlay
}

/// One row of the action table.
package struct ActionSpec: Sendable {
  package let name: String
  /// `goto STEP`: name and arguments as they are typed.
  package let usage: String
  package let summary: String
  let parse: @Sendable (String) throws(ActionError) -> Action
}

/// A key and the action line it stands for.
package struct KeyBinding: Sendable {
  package let keys: [KeyEvent]
  package let line: String
  /// The word in the key bar; empty where the bar does not show the key.
  package let label: String

  init(_ keys: [KeyEvent], _ line: String, _ label: String = "") {
    self.keys = keys
    self.line = line
    self.label = label
  }
}

/// The one table of actions and keys.
package enum ActionTable {
  package static let actions: [ActionSpec] = [
    counted("next", "next [N]", "Reveal the next factor, or the next N") { .next($0) },
    counted("back", "back [N]", "Go back to exactly the earlier state") { .back($0) },
    plain("entry", "Next entry of the matrices", .nextEntry),
    plain("entry-back", "Previous entry, or the start of this one", .previousEntry),
    plain("stage", "Next stage", .nextStage),
    plain("stage-back", "Previous stage, or the start of this one", .previousStage),
    plain("first", "Back to the question", .first),
    plain("last", "To the very end", .last),
    text(
      "goto", "goto STEP", "Go to a step: dx[2], P[2,2,1], backward", needs: "a step, as in goto dx[2]"
    ) { .goto($0) },
    plain("edit", "Edit W, x and δy in the grid", .edit),
    ActionSpec(name: "set", usage: "set W|x|dy VALUES", summary: "Set numbers: set W 1 2; 3 4", parse: parseSet),
    plain("undo", "Undo the last change of numbers", .undo),
    plain("redo", "Redo it", .redo),
    plain("random", "Random numbers, units on both sides of 0", .random),
    ActionSpec(name: "view", usage: "view [matrices|network|curve]", summary: "Change the values panel's view") {
      text throws(ActionError) in
      guard !text.isEmpty else { return .view(nil) }
      guard let view = ValuesView(rawValue: text) else {
        throw ActionError(message: "no view `\(text)`; there are matrices, network and curve")
      }
      return .view(view)
    },
    ActionSpec(name: "exact", usage: "exact [on|off]", summary: "Switch between decimals and exact values") {
      text throws(ActionError) in
      switch text {
      case "": return .exact(nil)
      case "on": return .exact(true)
      case "off": return .exact(false)
      default: throw ActionError(message: "exact takes on or off, not `\(text)`")
      }
    },
    ActionSpec(name: "precision", usage: "precision D", summary: "Decimals after the point, 0 to 30") {
      text throws(ActionError) in
      guard let digits = Int(text), (0...30).contains(digits) else {
        throw ActionError(message: "precision takes a number from 0 to 30, as in precision 6")
      }
      return .precision(digits)
    },
    plain("zoom", "Show the step's formula alone, large", .zoom),
    plain("check", "Gradient check by central differences", .check),
    plain("autoplay", "Walk on by itself; any key stops it", .autoplay),
    plain("lesson", "Show the lesson's text on the whole screen", .lesson),
    plain("pane", "Next link in the lesson, then the next pane", .pane),
    ActionSpec(name: "scroll", usage: "scroll up|down|…", summary: "Scroll the pane") {
      text throws(ActionError) in
      guard let scroll = Action.Scroll(rawValue: text) else {
        throw ActionError(message: "scroll takes up, down, pageup, pagedown, top or bottom")
      }
      return .scroll(scroll)
    },
    ActionSpec(name: "search", usage: "search [TEXT]", summary: "Search in the lesson") {
      .search($0.isEmpty ? nil : $0)
    },
    plain("search-next", "Next place found", .searchAgain(forward: true)),
    plain("search-back", "Previous place found", .searchAgain(forward: false)),
    plain("follow", "Follow the selected link", .follow),
    plain("return", "Return from a lesson to the same place", .returnBack),
    text("open", "open LESSON", "Open a lesson by id or file", needs: "a lesson, as in open elu") { .open($0) },
    ActionSpec(name: "prompt", usage: "prompt [TEXT]", summary: "Type an action") { .prompt($0) },
    plain("help", "All keys and actions, filtered by typing", .help),
    plain("close", "Close the top layer, then quit", .close),
    plain("quit", "Quit", .quit),
    plain("redraw", "Draw the screen again", .redraw),
    plain("suspend", "Suspend to the shell", .suspend),
    ActionSpec(name: "resize", usage: "resize COLSxROWS", summary: "Change the size (in replay)") {
      text throws(ActionError) in
      guard let size = parseSize(text) else {
        throw ActionError(message: "resize takes COLSxROWS, as in resize 100x30")
      }
      return .resize(size)
    },
    ActionSpec(name: "key", usage: "key NAME", summary: "What that key is bound to") { text throws(ActionError) in
      guard let key = KeyEvent(name: text) else {
        throw ActionError(message: "no key `\(text)`; keys are Right, Space, l, Ctrl-R, F1 …")
      }
      return .key(key)
    },
    ActionSpec(name: "cell", usage: "cell up|down|…", summary: "Move in the grid") {
      text throws(ActionError) in
      guard let move = Action.CellMove(rawValue: text) else {
        throw ActionError(message: "cell takes up, down, left, right, next or previous")
      }
      return .cell(move)
    },
    ActionSpec(name: "units", usage: "units +1|-1", summary: "Add or remove a unit: a row of W") {
      text throws(ActionError) in
      guard let change = Int(text), abs(change) == 1 else { throw ActionError(message: "units takes +1 or -1") }
      return .units(change)
    },
    ActionSpec(name: "inputs", usage: "inputs +1|-1", summary: "Add or remove an input: a column of W") {
      text throws(ActionError) in
      guard let change = Int(text), abs(change) == 1 else { throw ActionError(message: "inputs takes +1 or -1") }
      return .inputs(change)
    },
    plain("clear", "Set the cell to 0", .clearCell),
  ]

  private static let common: [KeyBinding] = [
    KeyBinding([.tab], "pane"),
    KeyBinding([.up, .character("k")], "scroll up"),
    KeyBinding([.down, .character("j")], "scroll down"),
    KeyBinding([.pageUp, .control("b")], "scroll pageup"),
    KeyBinding([.pageDown, .control("f")], "scroll pagedown"),
    KeyBinding([.character("/")], "search", "search"),
    KeyBinding([.character("n")], "search-next"),
    KeyBinding([.character("N")], "search-back"),
    KeyBinding([.enter], "follow"),
    KeyBinding([.character(":")], "prompt", "command"),
    KeyBinding([.character("?"), .function(1)], "help", "help"),
    KeyBinding([.character("q"), .escape], "close", "quit"),
    KeyBinding([.control("l")], "redraw"),
    KeyBinding([.control("z")], "suspend"),
  ]

  package static let bindings: [KeyContext: [KeyBinding]] = [
    .walk: [
      KeyBinding([.right, .character(" "), .character("l")], "next", "next"),
      KeyBinding([.left, .backspace, .character("h")], "back", "back"),
      KeyBinding([.character("]")], "entry", "entry"),
      KeyBinding([.character("[")], "entry-back"),
      KeyBinding([.character("}")], "stage", "stage"),
      KeyBinding([.character("{")], "stage-back"),
      KeyBinding([.home], "first"),
      KeyBinding([.end], "last"),
      KeyBinding([.character("g")], "prompt goto "),
      KeyBinding([.character("e")], "edit", "edit"),
      KeyBinding([.character("v")], "view", "view"),
      KeyBinding([.character("x")], "exact", "exact"),
      KeyBinding([.character("u")], "undo"),
      KeyBinding([.control("r")], "redo"),
      KeyBinding([.character("z")], "zoom"),
      KeyBinding([.character("c")], "check"),
      KeyBinding([.character("a")], "autoplay"),
      KeyBinding([.character("t")], "lesson"),
    ] + common,
    .reader: [
      KeyBinding([.character(" ")], "scroll pagedown", "page"),
      KeyBinding([.left, .backspace, .character("h")], "return", "return"),
      KeyBinding([.home, .character("g")], "scroll top"),
      KeyBinding([.end, .character("G")], "scroll bottom"),
    ]
      + common.map {
        $0.line == "pane"
          ? KeyBinding($0.keys, $0.line, "link") : $0.line == "follow" ? KeyBinding($0.keys, $0.line, "follow") : $0
      },
    .editor: [
      KeyBinding([.up], "cell up"),
      KeyBinding([.down], "cell down"),
      KeyBinding([.left], "cell left"),
      KeyBinding([.right], "cell right"),
      KeyBinding([.tab], "cell next", "next cell"),
      KeyBinding([.backTab], "cell previous"),
      KeyBinding([.character("K")], "units +1", "add unit"),
      KeyBinding([.character("k")], "units -1"),
      KeyBinding([.character("N"), .character("+")], "inputs +1", "add input"),
      KeyBinding([.character("n"), .character("_")], "inputs -1"),
      KeyBinding([.character("r")], "random", "random"),
      KeyBinding([.delete], "clear"),
      KeyBinding([.character("u")], "undo", "undo"),
      KeyBinding([.control("r")], "redo"),
      KeyBinding([.character(":")], "prompt"),
      KeyBinding([.character("?"), .function(1)], "help", "help"),
      KeyBinding([.character("q"), .character("e"), .escape], "close", "done"),
      KeyBinding([.control("l")], "redraw"),
      KeyBinding([.control("z")], "suspend"),
    ],
    .overlay: [
      KeyBinding([.up, .character("k")], "scroll up"),
      KeyBinding([.down, .character("j")], "scroll down"),
      KeyBinding([.pageUp], "scroll pageup"),
      KeyBinding([.pageDown, .character(" ")], "scroll pagedown"),
      KeyBinding([.right, .character("l")], "next", "next"),
      KeyBinding([.left, .backspace, .character("h")], "back", "back"),
      KeyBinding([.character("x")], "exact", "exact"),
      KeyBinding([.character("z")], "zoom"),
      KeyBinding([.character("c")], "check"),
      KeyBinding([.character("t")], "lesson"),
      KeyBinding([.character(":")], "prompt"),
      KeyBinding([.character("?"), .function(1)], "help", "help"),
      KeyBinding([.character("q"), .escape], "close", "close"),
      KeyBinding([.control("l")], "redraw"),
      KeyBinding([.control("z")], "suspend"),
    ],
  ]

  /// The action line of a key; `nil` where the key does nothing there.
  package static func line(for key: KeyEvent, in context: KeyContext) -> String? {
    bindings[context]?.first { $0.keys.contains(key) }?.line
  }

  /// Reads an action line; what follows ` #` is a comment.
  ///
  /// `nil` for an empty line.
  /// - Throws: `ActionError` with the nearest name.
  package static func parse(_ line: String) throws(ActionError) -> Action? {
    let text = withoutComment(line)
    guard !text.isEmpty else { return nil }
    let name = String(text.prefix { !$0.isWhitespace })
    let arguments = text.dropFirst(name.count).drop { $0.isWhitespace }
    guard let spec = actions.first(where: { $0.name == name }) else {
      let close = actions.map(\.name).first { $0.hasPrefix(name) || name.hasPrefix($0) }
      throw ActionError(
        message: "no action `\(name)`"
          + (close.map { "; did you mean `\($0)`?" } ?? "; the help (?) and `backprop replay --help` list all"))
    }
    return try spec.parse(String(arguments))
  }

  private static func withoutComment(_ line: String) -> String {
    var text = line[...]
    if let hash = text.indices.first(where: {
      text[$0] == "#" && ($0 == text.startIndex || text[text.index(before: $0)].isWhitespace)
    }) {
      text = text[..<hash]
    }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop { $0.isWhitespace })
  }

  package static func parseSize(_ text: String) -> Size? {
    let parts = text.split(separator: "x").map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1], (1...1000).contains(columns),
      (1...1000).contains(rows)
    else { return nil }
    return Size(columns: columns, rows: rows)
  }

  // MARK: building rows

  private static func plain(_ name: String, _ summary: String, _ action: Action) -> ActionSpec {
    ActionSpec(name: name, usage: name, summary: summary) { text throws(ActionError) in
      guard text.isEmpty else { throw ActionError(message: "\(name) takes nothing after it, not `\(text)`") }
      return action
    }
  }

  private static func counted(
    _ name: String, _ usage: String, _ summary: String, _ make: @escaping @Sendable (Int) -> Action
  ) -> ActionSpec {
    ActionSpec(name: name, usage: usage, summary: summary) { text throws(ActionError) in
      if text.isEmpty { return make(1) }
      guard let count = Int(text), (1...1_000_000).contains(count) else {
        throw ActionError(message: "\(name) takes a whole number above 0, not `\(text)`")
      }
      return make(count)
    }
  }

  private static func text(
    _ name: String, _ usage: String, _ summary: String, needs: String, _ make: @escaping @Sendable (String) -> Action
  ) -> ActionSpec {
    ActionSpec(name: name, usage: usage, summary: summary) { text throws(ActionError) in
      guard !text.isEmpty else { throw ActionError(message: "\(name) needs \(needs)") }
      return make(text)
    }
  }

  private static func parseSet(_ text: String) throws(ActionError) -> Action {
    let name = text.prefix { !$0.isWhitespace && $0 != "=" }
    guard let part = LayerExample.Part(rawValue: name == "δy" ? "dy" : String(name)) else {
      throw ActionError(message: "set needs W, x or dy and its values, as in set W 1 2; 3 4")
    }
    let values = text.dropFirst(name.count).drop { $0.isWhitespace || $0 == "=" }
    guard !values.isEmpty else { throw ActionError(message: "set \(part.rawValue) needs values, as in set W 1 2; 3 4") }
    return .set(part, String(values))
  }
}
