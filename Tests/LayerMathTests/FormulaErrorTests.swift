import Foundation
import LayerMath
import Testing

/// For each way to fail the exact sentence and its column: `Data/formula-errors.txt` has column, formula, message.
@Suite struct FormulaErrorTests {
  @Test func everyMistakeIsNamedWhereItStands() throws {
    let derivation = Derivation(try #require(FormulaTests.example))
    let url = try #require(Bundle.module.url(forResource: "Data/formula-errors", withExtension: "txt"))
    let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    #expect(rows.count >= 150)
    for row in rows {
      let fields = row.components(separatedBy: "\t")
      do throws(FormulaError) {
        _ = try FormulaParser.formula(fields[1]).evaluated(for: derivation)
        Issue.record("`\(fields[1])` is accepted")
      } catch {
        #expect("\(error.column)\t\(error.message)" == "\(fields[0])\t\(fields[2])", "\(fields[1])")
        #expect((1...fields[1].count + 1).contains(error.column))
      }
    }
  }

  /// A hint is entered as it stands, or in place of the word it is for: it can be read and has a value.
  @Test func everyHintOfTheTableIsRightWhenEntered() throws {
    let derivation = Derivation(try #require(FormulaTests.example))
    let url = try #require(Bundle.module.url(forResource: "Data/formula-errors", withExtension: "txt"))
    var entered = 0
    for row in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      let fields = row.components(separatedBy: "\t")
      let pattern = /(?:did you mean|write|a product or) `([^`]+)`/
      for match in fields[2].matches(of: pattern) {
        let hint = String(match.output.1)
        let isWord = fields[2].hasPrefix("no name") || fields[2].hasPrefix("cannot read")
        let wrong = fields[2].split(separator: "`")[1]
        let text = isWord && fields[2].contains("did you mean") ? fields[1].replacing(wrong, with: hint) : hint
        #expect(throws: Never.self, "\(fields[1]): \(hint)") {
          let formula = try FormulaParser.formula(text)
          if !isWord { _ = try formula.evaluated(for: derivation) }
        }
        entered += 1
      }
    }
    #expect(entered >= 25)
  }

  /// On a layer with K = n too only what fits for every layer is offered.
  @Test(arguments: [
    ("∂L/∂y ∂y/∂x", "(dy/dx)^T dL/dy"), ("dy J", "J^T dy"), ("ds x", "ds x^T"), ("x ds", "x ds^T"), ("x W", "W x"),
    ("dx = dy J", "J^T dy"),
  ])
  func aHintFitsForEveryLayer(text: String, hint: String) throws {
    let formula = try FormulaParser.formula(text)
    do throws(FormulaError) {
      _ = try formula.evaluated(for: Derivation(.reference))
      Issue.record("`\(text)` is accepted")
    } catch { #expect(error.message.hasSuffix("did you mean `\(hint)`?"), "\(error.message)") }
  }

  @Test func depthAndLengthHaveLimitsInsteadOfACrash() {
    let deep = [
      String(repeating: "(", count: 5000), String(repeating: "-", count: 5000) + "x",
      String(repeating: "exp(", count: 900) + "1", String(repeating: "{", count: 400),
      String(repeating: "|", count: 999),
      String(repeating: "2^", count: 900) + "2", String(repeating: "not ", count: 400) + "1 = 1",
      String(repeating: "\\text{", count: 400) + "x" + String(repeating: "}", count: 400),
      (0..<3000).map { _ in "x" }.joined(separator: "+"), String(repeating: "sum_k ", count: 500) + "x_k",
      String(repeating: "if 1 = 1 then ", count: 300) + "1", String(repeating: "\\frac{", count: 300) + "1",
    ]
    for text in deep { #expect(throws: FormulaError.self) { try FormulaParser.formula(text) } }
  }

  @Test func anAssignmentIsToldFromAFormula() throws {
    func target(_ text: String) throws -> Statement.Target? {
      if case .assignment(let target, _, _) = try Statement.parse(text) { target } else { nil }
    }
    #expect(try target("W = 1 2; 3 4") == .part(.w))
    #expect(try target("δy = [1; 2]") == .part(.deltaY))
    #expect(try target("x_2 = 3") == .entry(.x, row: 2, column: 1))
    #expect(try target("W[2,1] = 1/3") == .entry(.w, row: 2, column: 1))
    #expect(try target("W₁₂=-1") == .entry(.w, row: 1, column: 2))
    for formula in ["s = W x", "x_j = 3", "x == 3", "x <= 3", "[x_1 = 3]", "dx = W^T ds"] {
      #expect(try target(formula) == nil, "\(formula)")
    }
  }

  @Test func aBadAssignmentSaysWhatIsWrong() throws {
    let example = LayerExample.reference
    func message(_ text: String) -> String {
      do throws(FormulaError) {
        guard case .assignment(let target, let values, _) = try Statement.parse(text) else { return "no assignment" }
        _ = try example.assigning(target, values)
        return "accepted"
      } catch { return error.message }
    }
    #expect(message("W = 1 2; 3") == "W: row 2 has 1 entry, row 1 has 2: all rows need the same number")
    #expect(message("x = 1 2 3") == "x has 3 entries, W has 2 columns: they must agree")
    #expect(message("x_3 = 1") == "x has 2 entries; there is no x[3]")
    #expect(message("W_31 = 1") == "W is 2×2; there is no W[3,1]")
    #expect(message("x_1 = exp(1)") == "`exp(1)` is not rational; what is entered holds rational numbers")
    #expect(message("x = f'(s)") == "`f'(s)` is not rational; what is entered holds rational numbers")
    #expect(message("W = x") == "`x` gives 2 entries; W is a matrix")
    #expect(message("x_1 = ") == "there is no formula here")
    #expect(message("W = W^T") == "accepted")
    #expect(message("x = 2 x") == "accepted")
    #expect(message("x_1 = x_2 / 3") == "accepted")
  }
}
