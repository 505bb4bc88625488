import Session
import TestSupport
import Testing
import TextUI

@testable import TutorApp

/// Layers on a stack: each gives way to what it was opened over.
@Suite struct LayerTests {
  private func start() throws -> AppModel { Fixtures.model(try Fixtures.lesson(), 100, 30) }

  private func kinds(_ model: AppModel) -> [String] { model.layers.map { "\(type(of: $0.feature))" } }

  @Test func helpOverAListOverTheGridGivesWayOneByOne() throws {
    let grid = try start().after("edit", "set W 1 2; 3 4")
    let list = grid.after("outline")
    let help = list.after("help")
    #expect(kinds(help) == ["EditorState", "ListState", "HelpState"])
    // What is typed goes to the top layer alone.
    let typed = help.pressing("d", "x")
    #expect(typed.layers.prefix(2) == help.layers.prefix(2))
    let closed = typed.pressing("Esc", "Esc")
    #expect(closed.layers == list.layers && kinds(closed) == ["EditorState", "ListState"])
    #expect(closed.pressing("Esc").layers == grid.layers)
    #expect(kinds(closed.pressing("Esc", "Esc")).isEmpty)
  }

  @Test func theSameLayerTwiceIsOne() throws {
    #expect(try kinds(start().after("help", "help", "help next")) == ["HelpState"])
    #expect(try kinds(start().after("edit", "help", "zoom")) == ["ZoomState"])
  }

  @Test func everyLayerIsDrawnAndTakesEveryKey() throws {
    let keys = ["Right", "Tab", "Enter", "Esc", "a", "5", "Ctrl-C", "Backspace", "F1", "Up", "PageDown", "?", ":"]
    for line in ["edit", "check", "zoom", "lesson", "outline", "help", "prompt", "search"] {
      for key in keys {
        let model = try start().after("goto dx[2]", line).pressing(key, key)
        #expect(model.view().lines.count == 30, "\(line), \(key)")
      }
      #expect(try start().after(line).update(.pasted("1 2; 3 4")).0.view().lines.count == 30)
    }
  }
}
