import Curriculum
import Foundation
import LayerMath
import Session
import TestSupport
import Testing
import TextUI
import TutorApp

/// The screens as they were looked at and kept.
///
/// `Frames/record.sh` draws them anew after a change that was meant.
@Suite struct FrameTests {
  static let places: [(name: String, actions: [String])] = [
    ("question", []),
    ("editor", ["edit", "cell right", "key 2"]),
    ("forward", ["goto s[2]", "next 4"]),
    ("slope", ["goto f'[2]", "next 3", "view curve"]),
    ("backward", ["goto dx[2]", "next 7"]),
    ("network", ["goto dx[2]", "next 7", "view network"]),
    ("parameter", ["goto dW[2,1]", "next 4"]),
    ("final", ["last"]),
    ("results", ["goto dx[2]", "W^T ds", "always dx = W ds", "x_2 = 3"]),
    ("check", ["goto dx[2]", "check"]),
    ("home", ["open elu", "return", "home"]),
    ("reader", ["open chain-rule", "scroll bottom"]),
    ("outline", ["open elu", "outline"]),
    ("lookup", ["open elu", "search slope"]),
    ("formulas", ["open jacobian-and-message", "formulas"]),
    ("zoomed", ["open backward-message", "scroll down", "zoom"]),
  ]
  static let sizes = [(80, 24), (100, 30), (120, 40), (200, 60)]

  @Test(arguments: places.map(\.name), sizes.map { "\($0)x\($1)" })
  func isDrawnAsItWasKept(place: String, size: String) throws {
    let actions = try #require(Self.places.first { $0.name == place }).actions
    try compare(try Fixtures.card(), actions, place, size)
  }

  /// The card of the sigmoid, with what was read from it.
  static let sigmoidPlaces: [(name: String, actions: [String])] = [
    ("sigmoid-question", []), ("sigmoid-values", ["next"]), ("sigmoid-output", ["goto y[2]", "next 4", "view curve"]),
    ("sigmoid-slope", ["goto f'[2]", "next 3"]), ("sigmoid-bias", ["goto db[1]", "next 3"]),
    ("sigmoid-final", ["last"]),
    ("tanh-slope", ["activation tanh", "close", "goto f'[1]", "next 4"]),
  ]

  @Test(arguments: sigmoidPlaces.map(\.name), ["60x18", "80x24", "120x40"])
  func theSigmoidsCardIsDrawnAsItWasKept(place: String, size: String) throws {
    let card = try Fixtures.loader.open(Fixtures.root + "/Tests/TestSupport/Data/linear-sigmoid-layer.md")
    try compare(card, try #require(Self.sigmoidPlaces.first { $0.name == place }).actions, place, size)
  }

  /// The card of the PReLU, whose `a` is trained.
  static let preluPlaces: [(name: String, actions: [String])] = [
    ("prelu-values", ["next"]), ("prelu-output", ["goto y[2]", "next 4", "view curve"]),
    ("prelu-slope", ["goto f'[2]", "next 3"]), ("prelu-by-a", ["goto Pa[2]", "next 3"]),
    ("prelu-sum", ["goto da", "next 4"]), ("prelu-path", ["goto da", "next 2", "view network"]),
    ("prelu-grid", ["edit", "cell right", "cell right"]), ("prelu-vector", ["goto vector.da", "next 2"]),
    ("prelu-final", ["last"]),
  ]

  @Test(arguments: preluPlaces.map(\.name), ["60x18", "80x24", "120x40"])
  func thePReLUsCardIsDrawnAsItWasKept(place: String, size: String) throws {
    let card = try Fixtures.loader.open(Fixtures.root + "/Tests/TestSupport/Data/linear-prelu-layer.md")
    try compare(card, try #require(Self.preluPlaces.first { $0.name == place }).actions, place, size)
  }

  /// A loss behind the layer, as front matter names it; all texts are the program's own.
  static let lossPlaces: [(name: String, module: String, actions: [String])] = [
    ("loss-question", "activation: sigmoid, loss: bce", []), ("loss-start", "activation: sigmoid, loss: bce", ["next"]),
    ("loss-sum", "activation: sigmoid, loss: bce", ["goto L", "next 2"]),
    ("loss-arriving", "activation: sigmoid, loss: bce", ["goto dy[1]", "next 2"]),
    ("loss-shortcut", "activation: sigmoid, loss: bce", ["goto ds[2]", "next 3"]),
    ("loss-softmax", "activation: identity, loss: softmax_ce", ["goto yhat[2]", "next 2"]),
    ("loss-squared", "activation: elu, loss: squared", ["goto dy[2]", "next 2"]),
    ("loss-check", "activation: tanh, loss: half_squared", ["last"]),
  ]

  @Test(arguments: lossPlaces.map(\.name), ["60x18", "80x24", "120x40"])
  func aLayerWithALossIsDrawnAsItWasKept(place: String, size: String) throws {
    let row = try #require(Self.lossPlaces.first { $0.name == place })
    let lesson = try Fixtures.document(
      "---\nid: loss\ntitle: A layer with a loss\ntype: derivation\nmodule: {\(row.module)}\n---\n")
    try compare(lesson, row.actions, place, size)
  }

  /// One unit by the names of its card.
  static let neuronPlaces: [(name: String, actions: [String])] = [
    ("neuron-values", ["next"]), ("neuron-sum", ["goto s[1]", "next 4"]),
    ("neuron-weight", ["goto dW[1,2]", "next 4"]),
    ("neuron-input", ["goto dx[1]", "next 3", "view network"]), ("neuron-final", ["last"]),
  ]

  @Test(arguments: neuronPlaces.map(\.name), ["60x18", "80x24", "120x40"])
  func aNeuronIsDrawnByTheNamesOfItsCard(place: String, size: String) throws {
    let card = try Fixtures.document(
      """
      ---
      id: neuron
      title: One neuron with cross-entropy
      type: derivation
      ---
      # Question
      Consider a single neuron $y = \\sigma(w^T x + b)$ with the logistic sigmoid $\\sigma(s) = \\frac{1}{1 + e^{-s}}$ and the binary
      cross-entropy $L = -(t \\ln y + (1 - t) \\ln(1 - y))$. Derive the gradients.
      """)
    try compare(card, try #require(Self.neuronPlaces.first { $0.name == place }).actions, place, size)
  }

  /// What is asked and how it is answered.
  static let practicePlaces: [(name: String, actions: [String])] = [
    ("practice-wrong", ["goto dx[2]", "practice", "answer -2", "hint", "hint"]),
    ("practice-grid", ["practice dW", "draft 2, -1; 9, _", "key Enter"]),
    ("practice-turn", ["drill paths"]),
    ("practice-done", ["drill f", "answer f(s_1)", "answer f(s_2)", "answer f(s_3)"]),
    ("practice-error", ["drill error"]), ("practice-marking", ["drill examiner", "answer 4"]),
    ("practice-shape", ["drill shapes", "hint"]),
    ("practice-home", ["drill sum", "answer 100", "drill slope", "answer 100", "hint", "close", "home"]),
  ]

  /// A derivation that is typed.
  static let sheetPlaces: [(name: String, actions: [String])] = [
    ("sheet-begun", ["derive"]),
    (
      "sheet-judged",
      [
        "derive s = Wx, y = f(s)", "derive ∂L/∂x_j = Σ_k ∂L/∂y_k ∂y_k/∂s_k ∂s_k/∂x_j", "derive = Σ_k δy_k W_kj",
        "derive = Σ_k W_kj δy_k", "derive", "key Up",
      ]
    ), ("sheet-marks", ["derive y = f(Wx)", "derive dy_k/dx_j = f'(s_k) W_kj", "marks"]),
    (
      "sheet-why",
      [
        "derive ∂L/∂x_j = Σ_k ∂L/∂y_k ∂y_k/∂s_k ∂s_k/∂x_j", "derive = Σ_k δy_k f'(s_k) W_jk", "derive", "key Enter",
      ]
    ), ("sheet-hint", ["derive s = Wx", "derive", "key Ctrl-X", "key Ctrl-X"]), ("sheet-puzzle", ["puzzle"]),
    ("exam-begun", examLines + ["exam"]), ("exam-asked", examLines + ["exam", "key Esc"]),
    ("exam-handed-in", examLines + ["exam", "key Esc", "key h"]),
    ("examiner", ["open five-points", "examiner", "key f", "key x"]),
    ("examiner-marked", ["examiner", "examiner", "key f", "key Enter"]),
  ]

  private static let examLines = [
    "exam on 754 7", "exam write y_k = f(s_k)", "exam write s_k = Σ_j W_kj x_j",
    "exam write f'(s_k) = 1 if s_k > 0, 0 otherwise", "exam write ∂y_k/∂x_j = f'(s_k) W_kj", "exam write y = 1 2",
  ]

  @Test(arguments: sheetPlaces.map(\.name), ["60x18", "80x24", "120x40"])
  func aSheetIsDrawnAsItWasKept(place: String, size: String) throws {
    try compare(try Fixtures.lesson(), try #require(Self.sheetPlaces.first { $0.name == place }).actions, place, size)
  }

  @Test(arguments: practicePlaces.map(\.name), ["60x18", "80x24", "120x40"])
  func practiceIsDrawnAsItWasKept(place: String, size: String) throws {
    let actions = try #require(Self.practicePlaces.first { $0.name == place }).actions
    try compare(try Fixtures.lesson(), actions, place, size)
  }

  private func compare(_ card: LessonDocument, _ actions: [String], _ place: String, _ size: String) throws {
    let frameSize = try #require(ActionTable.parseSize(size))
    let model = Fixtures.model(card, frameSize.columns, frameSize.rows).after(actions)
    let file = Fixtures.root + "/Tests/TutorAppTests/Frames/\(place)-\(size).txt"
    let drawn = model.view().lines
    if ProcessInfo.processInfo.environment["RECORD_FRAMES"] == "1" {
      try (drawn.joined(separator: "\n") + "\n").write(toFile: file, atomically: true, encoding: .utf8)
    }
    var kept = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n")
    kept.removeLast()
    #expect(difference(drawn, kept) == nil)
  }

  @Test(arguments: sizes.map { "\($0)x\($1)" })
  func everyFrameOfTheWalkFillsItsSizeAndNeverMore(size: String) throws {
    let frameSize = try #require(ActionTable.parseSize(size))
    var model = Fixtures.model(try Fixtures.lesson(), frameSize.columns, frameSize.rows)
    for _ in 0..<60 {
      let lines = model.view().lines
      #expect(lines.count == frameSize.rows)
      #expect(lines.dropFirst().first?.hasPrefix("╭") == true)
      model = model.after("entry")
    }
  }

  /// An exact number stands whole or ends in `…`; one cut off unnoticed would read as another number.
  @Test(arguments: 1...12, [(80, 24), (120, 40)].map { "\($0)x\($1)" })
  func exactNumbersAreWholeOrVisiblyCut(seed: Int, size: String) throws {
    let small = try #require(ActionTable.parseSize(size))
    var generator = SeededGenerator(seed: UInt64(seed))
    func numbers(_ count: Int) -> String {
      (0..<count).map { _ in
        "\(Int.random(in: -99...99, using: &generator))/\(Int.random(in: 7...97, using: &generator))"
      }
      .joined(separator: " ")
    }
    let (k, n) = (2 + seed % 4, 2 + seed % 3)
    let rows = (1...k).map { _ in numbers(n) }.joined(separator: "; ")
    let layer = "W = \(rows)\nx = \(numbers(n))\ndy = \(numbers(k))".split(separator: "\n").map(String.init)
    func tokens(_ model: AppModel) -> Set<Substring> {
      Set(
        model.view().lines.flatMap { $0.split { $0 == " " || "│⎡⎢⎣⎤⎥⎦[]▸".contains($0) } }.filter { $0.contains("e^") })
    }
    var model = Fixtures.model(try Fixtures.lesson(), small.columns, small.rows).after(layer).pressing("Esc")
      .after("exact on", "goto ds[1]").pressing("Esc")
    for _ in 0..<24 {
      model = model.after("next 3")
      let wide = tokens(model.after("resize 400x90"))
      for token in tokens(model) where !token.contains("…") { #expect(wide.contains(token), "\(token)") }
    }
  }

  /// Colour alone never carries meaning: without any style the marked entries are still told apart.
  @Test func entriesInPlayAreMarkedByASignToo() throws {
    let lines = Fixtures.model(try Fixtures.card(), 80, 24).after("goto dx[2]", "next 7").view().lines.joined(
      separator: "\n")
    for mark in ["▸−2 ", "▸ 1.5", "▸0.2231", "▸·", "□ W", "○ x", "▽ δy", "△ f′(s)", "● δx"] {
      #expect(lines.contains(mark), "\(mark)")
    }
  }

  @Test func whatIsNotComputedYetIsADotNeverZero() throws {
    let lines = Fixtures.model(try Fixtures.card(), 80, 24).after("next").view().lines.joined()
    #expect(!lines.contains(" 0 ") && lines.contains("·"))
  }

  /// The entry in play is in view at every step of a layer that does not fit.
  @Test func matricesThatDoNotFitScrollToTheEntryInPlay() throws {
    let w = (1...12).map { row in (1...12).map { "\(row * 100 + $0)" }.joined(separator: " ") }.joined(separator: ";")
    let model = Fixtures.model(try Fixtures.card(), 80, 24).after(
      "set W \(w)", "goto dW[12,11]", "last", "goto J[12,12]", "next 2")
    let lines = model.view().lines.joined(separator: "\n")
    #expect(lines.contains("▸1212") && lines.contains("W 12×12 r"))
  }
}
