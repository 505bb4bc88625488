import Session
import TextUI

/// Keys and the action that they stand for.
package struct KeyBinding: Sendable {
  package let keys: [KeyEvent]
  /// The action as it is typed, which the help shows and a session keeps.
  package let line: String
  /// `nil` never stands in the tables; a test sees to it.
  package let action: Action?
  /// The word in the key bar; empty where the bar does not show the key.
  package let label: String

  init(_ keys: [KeyEvent], _ line: String, _ label: String = "") {
    self.keys = keys
    self.line = line
    action = (try? ActionTable.parse(line)) ?? nil
    self.label = label
  }

  /// The same with another word in the key bar.
  func labelled(_ label: String) -> KeyBinding { KeyBinding(self, label) }

  private init(_ other: KeyBinding, _ label: String) {
    (keys, line, action) = (other.keys, other.line, other.action)
    self.label = label
  }
}

/// Where keys mean something; each place has its own bindings.
package enum KeyContext: String, CaseIterable, Sendable {
  case walk, reader, editor
  /// What lies over the walk and leaves it its arrows, as the zoom does.
  case overlay
  /// The table of the gradient check, which scrolls.
  case table
  /// A window too small for a screen: what cannot be seen is not changed.
  case unseen
}

extension ActionTable {
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
    KeyBinding([.character("o")], "outline"),
    KeyBinding([.character("m")], "formulas"),
    KeyBinding([.character("H")], "home", "home"),
    KeyBinding([.character("<")], "scroll left"),
    KeyBinding([.character(">")], "scroll right"),
    KeyBinding([.character(":")], "prompt", "command"),
    KeyBinding([.character("?"), .function(1)], "help", "help"),
    KeyBinding([.character("q"), .escape], "close", "quit"),
    KeyBinding([.control("l")], "redraw"),
    KeyBinding([.control("z")], "suspend"),
  ]

  /// The keys of a place, those of the key bar in its order.
  package static func bindings(in context: KeyContext) -> [KeyBinding] {
    switch context {
    case .walk: walk
    case .reader: reader
    case .editor: editor
    case .overlay: overlay
    case .table: table
    case .unseen: unseen
    }
  }

  private static let walk: [KeyBinding] =
    [
      KeyBinding([.right, .character(" "), .character("l")], "advance", "next"),
      KeyBinding([.left, .backspace, .character("h")], "back", "back"),
      KeyBinding([.enter], "finish"),
      KeyBinding([.character("]")], "entry", "entry"),
      KeyBinding([.character("[")], "entry-back"),
      KeyBinding([.character("p")], "practice", "practice"),
      KeyBinding([.character("P")], "drill"),
      KeyBinding([.character("d")], "derive"),
      KeyBinding([.character("E")], "exam"),
      KeyBinding([.character("t")], "lesson", "lesson"),
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
      // Enter follows a link that is selected, and finishes the entry otherwise.
    ] + common.filter { $0.action != .follow }

  private static let reader: [KeyBinding] =
    [
      KeyBinding([.character(" ")], "scroll pagedown", "page"),
      KeyBinding([.left, .backspace, .character("h")], "return"),
      KeyBinding([.character("t")], "lesson"),
      KeyBinding([.character("w")], "walk", "walk it"),
      KeyBinding([.character("P")], "drill"),
      KeyBinding([.character("z")], "zoom"),
      KeyBinding([.home, .character("g")], "scroll top"),
      KeyBinding([.end, .character("G")], "scroll bottom"),
    ]
    + common.map {
      switch $0.action {
      case .pane: $0.labelled("link")
      case .outline: $0.labelled("headings")
      case .formulas: $0.labelled("formulas")
      default: $0
      }
    }

  private static let editor: [KeyBinding] = [
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
    KeyBinding([.character("s")], "uncover", "show all"),
    KeyBinding([.character("r")], "random", "random"),
    KeyBinding([.character("p")], "preset", "preset"),
    KeyBinding([.character("c")], "copy text", "copy"),
    KeyBinding([.character("x")], "exact"),
    KeyBinding([.delete], "clear"),
    KeyBinding([.character("u")], "undo", "undo"),
    KeyBinding([.character("U")], "undo-cell"),
    KeyBinding([.control("r")], "redo"),
    KeyBinding([.character(":")], "prompt"),
    KeyBinding([.character("?"), .function(1)], "help", "help"),
    KeyBinding([.character("q"), .character("e"), .escape], "close", "done"),
    KeyBinding([.control("l")], "redraw"),
    KeyBinding([.control("z")], "suspend"),
  ]

  private static let overlay: [KeyBinding] = [
    KeyBinding([.up, .character("k")], "scroll up"),
    KeyBinding([.down, .character("j")], "scroll down"),
    KeyBinding([.pageUp], "scroll pageup"),
    KeyBinding([.pageDown, .character(" ")], "scroll pagedown"),
    KeyBinding([.right, .character("l")], "advance", "next"),
    KeyBinding([.left, .backspace, .character("h")], "back", "back"),
    KeyBinding([.character("x")], "exact", "exact"),
    KeyBinding([.character("z")], "zoom"),
    KeyBinding([.character("c")], "check"),
    KeyBinding([.character("t")], "lesson"),
    KeyBinding([.character("o")], "outline"),
    KeyBinding([.character("m")], "formulas"),
    KeyBinding([.character("<")], "scroll left"),
    KeyBinding([.character(">")], "scroll right"),
    KeyBinding([.character("H")], "home"),
    KeyBinding([.character(":")], "prompt"),
    KeyBinding([.character("?"), .function(1)], "help", "help"),
    KeyBinding([.character("q"), .escape], "close", "close"),
    KeyBinding([.control("l")], "redraw"),
    KeyBinding([.control("z")], "suspend"),
  ]

  /// The gradient check: what lies under it stays where it is.
  private static let table: [KeyBinding] =
    overlay.compactMap {
      switch $0.action {
      case .advance, .back: nil
      case .scroll(.down): $0.labelled("scroll")
      default: $0
      }
    } + [
      KeyBinding([.character("s")], "uncover", "show all"), KeyBinding([.home, .character("g")], "scroll top"),
      KeyBinding([.end, .character("G")], "scroll bottom"),
    ]

  private static let unseen: [KeyBinding] = [
    KeyBinding([.character("q")], "close", "quit"),
    KeyBinding([.control("l")], "redraw"),
    KeyBinding([.control("z")], "suspend"),
  ]

  /// What a key is bound to; `nil` where it does nothing there.
  package static func binding(of key: KeyEvent, in context: KeyContext) -> KeyBinding? {
    bindings(in: context).first { $0.keys.contains(key) }
  }
}
