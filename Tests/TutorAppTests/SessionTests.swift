import LayerMath
import Session
import TestSupport
import Testing
import TextUI

@testable import TutorApp

/// What a session keeps, and how a saved one begins.
@Suite struct SessionTests {
  private func start() throws -> AppModel { Fixtures.model(try Fixtures.lesson(), 80, 24) }

  private func loading(_ lines: [String], into model: AppModel) -> AppModel {
    let loaded = lines.enumerated().reduce(model) { model, line in
      model.sending(.loadedLine(line.element, number: line.offset + 1, file: "session.txt"))
    }
    return loaded.sending(.loadEnded(file: "session.txt"))
  }

  private func saved(_ model: AppModel) -> [String] {
    for case .saveLines(let lines, _, _) in model.update(.entered("save x")).1 { return lines }
    return []
  }

  @Test func aLoadedSessionBeginsAnew() throws {
    let old = try start().after("x_1 = 7", "next 5", "open elu")
    let session = ["# backprop session", "open linear-elu-layer", "next 3"]
    let loaded = loading(session, into: old)
    #expect(try loaded.view().lines == loading(session, into: start()).view().lines)
    #expect(loaded.example == .reference, "not the numbers of the walk before")
    let back = loaded.after("back 3", "back")
    #expect(back.status?.text == "this is the beginning")
    #expect(saved(loaded) == ["open linear-elu-layer", "next 3"])
  }

  @Test func whatWasSearchedAndReadIsSavedToo() throws {
    let model = try start().after("search unit", "search-next", "open elu", "heading The slope", "return", "pane")
    let lines = saved(model)
    for line in ["search unit", "search-next", "open elu", "heading The slope", "return", "pane"] {
      #expect(lines.contains(line), "\(line)")
    }
    #expect(try loading(lines, into: start()).view().lines.dropLast() == model.view().lines.dropLast())
  }

  @Test func ofManyNumbersOnlyThoseThatChangedAreSaved() throws {
    let model = try start().after("preset 2x4", "W = " + (0..<8).map { _ in "1 2 3 4 5 6 7 8" }.joined(separator: "; "))
    let changed = model.after("W_23 = 1/3", "x_8 = -2")
    #expect(saved(changed).contains("W[2,3] = 1/3"))
    #expect(loading(saved(changed), into: try start()).example == changed.example)
  }

  @Test func aSessionTooLongToKeepSaysSo() throws {
    var model = try start()
    let line = "precision" + String(repeating: " ", count: 1 << 20) + "4"
    for _ in 0..<33 { model = model.update(.entered(line)).0 }
    let effects = model.update(.entered("save x")).1
    guard case .saveLines(let lines, let isWhole, _)? = effects.first else { return #expect(Bool(false), "not saved") }
    #expect(!isWhole && lines.first == "open linear-elu-layer")
    #expect(lines.reduce(0) { $0 + $1.utf8.count + 1 } <= 33 << 20)
  }

  @Test func aFieldThatIsFullSaysSoAndTakesNoPart() throws {
    let model = try start().pressing("e").pressing("5").sending(.pasted(String(repeating: "1", count: 1_000)))
    #expect(model.status?.text == "this line takes at most 1000 characters; what did not fit was left out whole")
    #expect(model.pressing("Enter").example?.w[0, 0] == Rational(5))
    let help = try start().pressing("?").sending(.pasted(String(repeating: "x", count: 201)))
    #expect(help.status?.text.hasPrefix("this line takes at most 200 characters") == true)
    let prompt = try start().pressing(":").sending(.pasted(String(repeating: "1 ", count: 50_001)))
    #expect(prompt.status?.text.hasPrefix("this line takes at most 100000 characters") == true)
  }
}
