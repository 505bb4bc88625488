import Curriculum
import Foundation
import LayerMath
import TestSupport
import Testing
import Tutoring

/// Right sheets, made at random: walks through the states of a line in both directions, in all notations, for five activations.
@Suite struct RightSheetsTests {
  private static let misconceptions = Fixtures.loader.misconceptions()
  private static let activations = ["elu", "sigmoid", "tanh", "relu", "softplus"]
  /// More of them: `SHEETS=1000`.
  private static let count = ProcessInfo.processInfo.environment["SHEETS"].flatMap(Int.init) ?? 2

  /// How a sheet is written; held from its first line to its last.
  private struct Notation {
    let isLaTeX: Bool
    let partial: String
    let delta: String
    let product: String
    /// The letters of units and inputs.
    let k: String
    let j: String

    init(using generator: inout SeededGenerator) {
      isLaTeX = Bool.random(using: &generator)
      partial = ["∂", "d"].randomElement(using: &generator) ?? "∂"
      delta = ["δ", "d"].randomElement(using: &generator) ?? "δ"
      product = [" ", " * ", " · "].randomElement(using: &generator) ?? " "
      (k, j) = [("k", "j"), ("i", "j"), ("k", "l"), ("m", "p")].randomElement(using: &generator) ?? ("k", "j")
    }

    func derivative(_ of: String, _ by: String) -> String {
      isLaTeX ? #"\frac{\partial \#(of)}{\partial \#(by)}"# : "∂\(of)/∂\(by)"
    }

    func entry(_ name: String, _ letters: String...) -> String {
      isLaTeX ? "\(name)_{\(letters.joined(separator: " "))}" : "\(name)[\(letters.joined(separator: ","))]"
    }

    func gradient(_ name: String, _ letters: String...) -> String {
      isLaTeX
        ? #"\delta_{\#(name),\#(letters.joined(separator: " "))}"# : "δ\(name)[\(letters.joined(separator: ","))]"
    }

    func derivativeOf(_ expression: String, _ by: String) -> String {
      isLaTeX ? #"(\frac{\partial}{\partial \#(by)} \#(expression))"# : "∂(\(expression))/∂\(by)"
    }

    func slope(_ k: String) -> String { "f'(\(entry("s", k)))" }
    func sum(_ letter: String) -> String { isLaTeX ? #"\sum_{\#(letter)} "# : "sum_\(letter) " }
  }

  /// A goal on its way: what of its path is written how.
  private struct State: Equatable {
    /// ∂L/∂y or δy.
    var a: Int
    /// ∂y/∂s or f′(s).
    var b: Int
    /// ∂s/∂V, its sum differentiated, differentiated inside the sum, Kronecker's delta, done.
    var c: Int

    var isClosed: Bool { a == 1 && b == 1 && c >= 3 }

    /// One coordinate moves, forth or back.
    mutating func step(_ goal: Quantity, using generator: inout SeededGenerator) {
      switch Int.random(in: 0..<3, using: &generator) {
      case 0 where [.deltaX, .deltaW].contains(goal): a = 1 - a
      case 1: b = 1 - b
      default: c = ([0, 1, 2, 3, 4].filter { $0 != c }).randomElement(using: &generator) ?? 0
      }
    }

    static func random(_ goal: Quantity, using generator: inout SeededGenerator) -> State {
      var state = State(a: [.deltaX, .deltaW].contains(goal) ? 0 : 1, b: 0, c: 0)
      for _ in 0..<3 { state.step(goal, using: &generator) }
      return state
    }
  }

  /// One expression for a goal, by its coordinates, factors in any order.
  private func expression(
    _ goal: Quantity, _ state: State, _ n: Notation, unit: String, using generator: inout SeededGenerator
  ) -> String {
    let isByW = [Quantity.deltaW, .parameterJacobian].contains(goal)
    // A letter for the inputs inside.
    let inner = ["l", "r"].first { $0 != n.j && $0 != n.k && $0 != unit } ?? "r"
    var factors: [String] = []
    if [.deltaX, .deltaW].contains(goal) {
      factors.append(state.a == 0 ? n.derivative("L", n.entry("y", unit)) : n.gradient("y", unit))
    }
    factors.append(state.b == 0 ? n.derivative(n.entry("y", unit), n.entry("s", unit)) : n.slope(unit))
    let by = isByW ? n.entry("W", unit, n.j) : n.entry("x", n.j)
    let (w, x) = (n.entry("W", unit, inner), n.entry("x", inner))
    let local =
      switch state.c {
      case 0: n.derivative(n.entry("s", unit), by)
      case 1: n.derivativeOf("\(n.sum(inner))\(w) \(x)", by)
      case 2:
        isByW
          ? "(\(n.sum(inner))\(x) \(n.derivative(w, by)))" : "(\(n.sum(inner))\(w) \(n.derivative(x, by)))"
      case 3: isByW ? "(\(n.sum(inner))\(x) [\(inner) = \(n.j)])" : "(\(n.sum(inner))\(w) [\(inner) = \(n.j)])"
      default: isByW ? n.entry("x", n.j) : n.entry("W", unit, n.j)
      }
    factors.append(local)
    factors.shuffle(using: &generator)
    return (goal == .deltaX ? n.sum(unit) : "") + factors.joined(separator: n.product)
  }

  private func head(_ goal: Quantity, _ n: Notation, isName: Bool) -> String {
    switch goal {
    case .deltaX: isName ? n.gradient("x", n.j) : n.derivative("L", n.entry("x", n.j))
    case .deltaW: isName ? n.gradient("W", n.k, n.j) : n.derivative("L", n.entry("W", n.k, n.j))
    case .jacobian: n.derivative(n.entry("y", n.k), n.entry("x", n.j))
    default: n.derivative(n.entry("y", n.k), n.entry("W", n.k, n.j))
    }
  }

  private struct RightSheet {
    var lines: [String] = []
    /// Of each line the line of its chain on which the same stood before.
    var again: [Int?] = []
    var done: Set<Quantity> = []
  }

  private func sheet(using generator: inout SeededGenerator) -> RightSheet {
    let n = Notation(using: &generator)
    var sheet = RightSheet()
    func add(_ line: String, again: Int? = nil) {
      sheet.lines.append(line)
      sheet.again.append(again)
    }
    if Bool.random(using: &generator) {
      add("\(n.entry("s", n.k)) = \(n.sum(n.j))\(n.entry("W", n.k, n.j)) \(n.entry("x", n.j))")
      add("\(n.entry("y", n.k)) = f(\(n.entry("s", n.k)))")
    }
    for goal in [Quantity.deltaX, .deltaW, .jacobian, .parameterJacobian].shuffled(using: &generator).prefix(3) {
      let bound = ["k", "i", "m", "q"].filter { $0 != n.j && $0 != n.k }.randomElement(using: &generator) ?? "q"
      let unit = goal == .deltaX ? (Bool.random(using: &generator) ? bound : n.k) : n.k
      var state = State.random(goal, using: &generator)
      var seen = [(state, sheet.lines.count + 1)]
      if state.isClosed { sheet.done.insert(goal) }
      let name = head(goal, n, isName: Bool.random(using: &generator))
      let start = expression(goal, state, n, unit: unit, using: &generator)
      // From either end.
      add(Bool.random(using: &generator) ? "\(name) = \(start)" : "\(start) = \(name)")
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        state.step(goal, using: &generator)
        if state.isClosed { sheet.done.insert(goal) }
        let line = "= " + expression(goal, state, n, unit: unit, using: &generator)
        add(line, again: seen.first { $0.0 == state }?.1)
        seen.append((state, sheet.lines.count))
      }
    }
    return sheet
  }

  /// Right lines are true and follow; what is said to stand there already does, nothing else; and done is what is closed.
  @Test func noRightLineIsAccused() throws {
    var generator = SeededGenerator(seed: 5)
    let goals: [Quantity] = [.deltaX, .deltaW, .jacobian, .parameterJacobian]
    var (named, steps) = (0, 0)
    for name in Self.activations {
      let example = LayerExample.reference.with(try Activation.named(name))
      for _ in 0..<Self.count {
        let right = sheet(using: &generator)
        let judged = Sheet(right.lines, of: example, Self.misconceptions)
        for line in judged.lines {
          let ids = line.ids.filter { $0 != "I11" }
          #expect(
            line.truth == .yes && line.follows != .no && ids.isEmpty,
            "\(name): \(line.source): \(line.truth) \(line.follows) \(line.ids) \(line.text) in \(right.lines)")
          #expect(
            line.againAt == right.again[line.number - 1],
            "\(line.source): \(line.text), expected \(right.again[line.number - 1] ?? 0) in \(right.lines)")
          steps += 1
          named += line.rules.isEmpty ? 0 : 1
        }
        #expect(Set(judged.done(goals)) == right.done, "\(right.lines)")
      }
    }
    // A line without a name for its step is accepted; that is to be rare.
    #expect(named * 100 >= steps * 99, "\(named) of \(steps) steps have a name")
  }

  /// One wrong rule of the catalogue in one line of a right sheet: that line and no other is new, and the rule is among those named.
  @Test func oneErrorIsFoundWhereItStands() throws {
    var generator = SeededGenerator(seed: 6)
    for name in Self.activations {
      let example = LayerExample.reference.with(try Activation.named(name))
      let heads: [Quantity: String] = [
        .deltaX: "δx_j", .deltaW: "δW_kj", .deltaS: "δs_k", .s: "s_k", .y: "y_k", .fPrime: "f'(s_k)",
      ]
      let wrong = Self.misconceptions.concerning(example).filter { heads[$0.quantity] != nil && $0.kind == .error }
      for misconception in wrong.shuffled(using: &generator).prefix(Self.count) {
        guard let right = misconception.rule.right, let head = heads[misconception.quantity] else { continue }
        let text = "\(head) = \(right.ascii)"
        // What is wrong only beside other numbers of its own is no rule of this kind.
        guard
          case .different? = try? Formula.compare(
            FormulaParser.formula(head), right, here: example)
        else { continue }
        var lines = sheet(using: &generator).lines
        // Between two chains.
        let places = lines.indices.filter { !lines[$0].hasPrefix("=") }
        let place = places.randomElement(using: &generator) ?? 0
        lines.insert(text, at: place)
        for line in Sheet(lines, of: example, Self.misconceptions).lines {
          let isNew = line.truth != .yes && line.follows != .yes
          #expect(
            isNew == (line.number == place + 1),
            "\(name) \(misconception.id): \(line.source): \(line.truth) \(line.text)")
          if isNew { #expect(line.ids.contains(misconception.id), "\(name): \(text): \(line.ids) \(line.text)") }
        }
      }
    }
  }

  /// One line with one wrong rule: it is called new, and no other line is.
  @Test func oneErrorIsNewOnceAndCarriedAfterwards() throws {
    let right = [
      "∂L/∂x_j = sum_k ∂L/∂y_k ∂y_k/∂s_k ∂s_k/∂x_j", "= sum_k dy_k f'(s_k) ∂s_k/∂x_j", "= sum_k dy_k f'(s_k) W_kj",
      "= sum_k W_kj f'(s_k) dy_k",
    ]
    // From a line on the factor is gone, as whoever forgot it goes on.
    let wrong = [
      "∂L/∂x_j = sum_k ∂L/∂y_k ∂s_k/∂x_j", "= sum_k dy_k ∂s_k/∂x_j", "= sum_k dy_k W_kj", "= sum_k W_kj dy_k",
    ]
    for place in 1..<4 {
      let lines = Array(right[..<place] + wrong[place...])
      let judged = Sheet(lines, of: .reference, Self.misconceptions).lines
      for line in judged {
        let isNew = line.truth == .no && line.follows != .yes
        #expect(isNew == (line.number == place + 1), "\(lines): line \(line.number) \(line.truth) \(line.follows)")
      }
      #expect(judged[place].ids.contains("X5"))
    }
  }

  /// What the other cards say is true in every line that is an equation of their module.
  @Test(arguments: ["linear-sigmoid-layer", "linear-prelu-layer"])
  func theOtherCardsSolutionsAreNotAccused(card: String) throws {
    let file = Fixtures.root + "/Tests/TestSupport/Data/\(card).md"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let lesson = try Fixtures.loader.open(file)
    let solution = text.components(separatedBy: "# Solution")[1].components(separatedBy: "## Related")[0]
    var formulas: [String] = []
    for (place, part) in solution.replacing("$$", with: "$").components(separatedBy: "$").enumerated()
    where place % 2 == 1 {
      formulas.append(part.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    let equations = formulas.filter { $0.contains("=") }
    let sheet = Sheet(equations, of: lesson.opening, Self.misconceptions)
    // The sigmoid's is of one unit, with w and without indices; two lines of PReLU's have a sign 𝕀 that nobody defines.
    let unread = sheet.lines.filter { $0.truth != .yes && $0.truth != .notAClaim }
    #expect(
      unread.allSatisfy { $0.truth == .unreadable && $0.source.contains("mathbb{I}") },
      "\(unread.map { "\($0.source): \($0.text)" })")
    #expect(unread.count == (card.contains("prelu") ? 2 : 0))
    #expect(sheet.lines.allSatisfy { $0.follows != .no && $0.ids.allSatisfy { $0 == "J1" } })
    #expect(SheetMarks(sheet, .standard(.outputs)).points == 4)
    #expect(SheetMarks(sheet, .standard(.loss)).points == 5)
  }
}
