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

    func slope(_ k: String) -> String { "f'(\(entry("s", k)))" }
    func sum(_ letter: String) -> String { isLaTeX ? #"\sum_{\#(letter)} "# : "sum_\(letter) " }
  }

  /// One expression for a goal, by the coordinates of a line: A is what arrives, B the slope, C the local derivative.
  private func expression(
    _ goal: Quantity, _ a: Int, _ b: Int, _ c: Int, _ n: Notation, bound: String, using generator: inout SeededGenerator
  ) -> String {
    let isByW = [Quantity.deltaW, .parameterJacobian].contains(goal)
    let sums = goal == .deltaX
    let k = sums ? bound : n.k
    var factors: [String] = []
    if [.deltaX, .deltaW].contains(goal) {
      factors.append(a == 0 ? n.derivative("L", n.entry("y", k)) : n.gradient("y", k))
    }
    factors.append(b == 0 ? n.derivative(n.entry("y", k), n.entry("s", k)) : n.slope(k))
    if isByW {
      factors.append(c == 0 ? n.derivative(n.entry("s", k), n.entry("W", k, n.j)) : n.entry("x", n.j))
    } else {
      factors.append(c == 0 ? n.derivative(n.entry("s", k), n.entry("x", n.j)) : n.entry("W", k, n.j))
    }
    factors.shuffle(using: &generator)
    return (sums ? n.sum(bound) : "") + factors.joined(separator: n.product)
  }

  private func head(_ goal: Quantity, _ n: Notation, isName: Bool) -> String {
    switch goal {
    case .deltaX: isName ? n.gradient("x", n.j) : n.derivative("L", n.entry("x", n.j))
    case .deltaW: isName ? n.gradient("W", n.k, n.j) : n.derivative("L", n.entry("W", n.k, n.j))
    case .jacobian: n.derivative(n.entry("y", n.k), n.entry("x", n.j))
    default: n.derivative(n.entry("y", n.k), n.entry("W", n.k, n.j))
    }
  }

  private func sheet(using generator: inout SeededGenerator) -> [String] {
    let n = Notation(using: &generator)
    var lines: [String] = []
    if Bool.random(using: &generator) {
      lines.append("\(n.entry("s", n.k)) = \(n.sum(n.j))\(n.entry("W", n.k, n.j)) \(n.entry("x", n.j))")
      lines.append("\(n.entry("y", n.k)) = f(\(n.entry("s", n.k)))")
    }
    for goal in [Quantity.deltaX, .deltaW, .jacobian, .parameterJacobian].shuffled(using: &generator).prefix(3) {
      // A walk through the coordinates: one of them moves at each step, back too.
      var state = [0, 0, 0].map { _ in Int.random(in: 0...1, using: &generator) }
      let bound = ["k", "i", "m", "q"].filter { $0 != n.j && $0 != n.k }.randomElement(using: &generator) ?? "q"
      let unit = goal == .deltaX ? (Bool.random(using: &generator) ? bound : n.k) : n.k
      let start = expression(goal, state[0], state[1], state[2], n, bound: unit, using: &generator)
      lines.append("\(head(goal, n, isName: Bool.random(using: &generator))) = \(start)")
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        let place = Int.random(in: 0..<3, using: &generator)
        state[place] = 1 - state[place]
        lines.append("= " + expression(goal, state[0], state[1], state[2], n, bound: unit, using: &generator))
      }
    }
    return lines
  }

  @Test func noRightLineIsAccused() throws {
    var generator = SeededGenerator(seed: 5)
    for name in Self.activations {
      let example = LayerExample.reference.with(try Activation.named(name))
      for _ in 0..<Self.count {
        let lines = sheet(using: &generator)
        let judged = Sheet(lines, of: example, Self.misconceptions).lines
        for line in judged {
          #expect(
            line.truth == .yes && line.follows != .no && line.ids.isEmpty,
            "\(name): \(lines[line.number - 1]): \(line.truth) \(line.follows) \(line.ids) \(line.text) in \(lines)")
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
    for line in sheet.lines {
      #expect(line.truth != .no, "\(equations[line.number - 1]): \(line.ids) \(line.text)")
    }
    // The sigmoid's card writes its solution for one unit, with names that its question has not.
    #expect(
      sheet.lines.count { $0.truth == .yes } >= (card.contains("prelu") ? 12 : 3),
      "\(sheet.lines.map { "\($0.truth) \($0.text)" })")
  }
}
